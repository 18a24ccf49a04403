// What the page says of itself: the line under the map, and all of it in a dialog.
import { number, t } from "../words/index.js";
import { copyField, openDialog } from "./dialog.js";
import { clipped, el, foreign } from "./dom.js";

const SHORT = 12; // characters of a hash that tell it apart

/** The manifest that the page carries; null in a page without one. */
export function readManifest() {
  const block = document.getElementById("incidentmap-manifest");
  return block && JSON.parse(block.textContent);
}

export const shortHash = ({ manifest }) => (manifest ?? "").slice(0, SHORT);

/** The line under the map. */
export function notice(view) {
  const { config } = view;
  const button = el("button.im-link.im-about", { type: "button", onclick: () => aboutDialog(view) }, t("share.about"));
  return el("footer.im-notice", {},
    el("strong", {}, t("page.unverified")), " ", t("page.credit"),
    ...config.attribution.map((line) => el("span", {}, " ", clipped(line), ".")),
    config.notice && el("span.im-own-notice", {}, " ", clipped(config.notice)),
    config.tiles && el("span", {}, " ", t("page.tiles")),
    config.manifest && el("span.im-made", {}, " ", t("share.made", { day: config.generated }), "; ", el("code", {}, shortHash(config)), "."), " ", button);
}

/** Everything that the page says of itself, as lines of text: for a picture and for print. */
export function creditLines({ config }) {
  return [
    [`${t("page.unverified")} ${t("page.credit")}`, ...config.attribution.map((line) => `${line}.`)].join(" "),
    config.notice,
    config.manifest && `${t("share.made", { day: config.generated })}. ${t("share.manifest")}: ${config.manifest}`,
  ].filter(Boolean);
}

/** Open what the page says of itself. */
export function aboutDialog(view) {
  const { config } = view;
  const manifest = readManifest();
  const entry = (name, ...values) => [el("dt", {}, name), ...values.map((value) => el("dd", {}, value))];
  const { software, gazetteer, incidents } = manifest ?? {};
  const hash = config.manifest && copyField(config.manifest, { label: t("share.manifest"), rows: 2 }).node;
  openDialog(t("share.about"),
    el("p", {}, el("strong", {}, t("page.unverified")), config.notice && el("span", {}, " ", clipped(config.notice))),
    el("dl.im-facts", {},
      ...(manifest ? entry(t("share.incidents"), number(incidents.count)) : []),
      ...(config.generated ? entry(t("share.date"), config.generated) : []),
      ...(manifest ? entry(t("share.version"), `${software.name} ${software.version}`) : []),
      ...(manifest ? entry(t("share.gazetteer"), foreign(t("share.gazetteerSays", gazetteer))) : []),
      ...(manifest ? entry(t("share.inputs"), ...inputs(manifest)) : []),
      ...entry(t("share.credits"), ...credits(config))),
    hash && el("h3", {}, t("share.manifest")),
    hash && el("p.im-meta", {}, t("share.check")),
    hash);
}

function inputs({ inputs: files, inputs_count: count }) {
  if (!files.length) return [t("share.noInputs")];
  const named = files.map(({ title, sha256 }) => el("span", {}, foreign(title), " ", el("code.im-hash", {}, sha256)));
  return count > files.length ? [...named, t("share.moreInputs", { count: count - files.length })] : named;
}

const credits = (config) => [
  t("share.geonames"), t("share.naturalEarth"), ...config.attribution.map((line) => clipped(line)), t("share.fonts"), t("share.leaflet"),
];
