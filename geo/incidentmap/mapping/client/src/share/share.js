// The menu by which one takes along what one sees: a link, a snippet, files, a picture, a sheet of paper.
import { L } from "../leaflet.js";
import { aboutDialog, readManifest } from "../ui/about.js";
import { copyField, copyText, openDialog } from "../ui/dialog.js";
import { el, foreign } from "../ui/dom.js";
import { menuButton } from "../ui/menu.js";
import { parts, t } from "../words/index.js";
import { described, totalOf } from "./described.js";
import { download, fileName } from "./download.js";
import { endpoint } from "./endpoint.js";
import { csv, geojson } from "./features.js";
import { ownAddress } from "./permalink.js";
import { picture } from "./picture.js";
import { print } from "./print.js";

/** The menu button; `link` is the permalink, `tell` says something quietly. */
export function shareMenu(view, map, theme, { link, tell }) {
  const save = (make) => async () => {
    try {
      const { blob, name, also } = await make();
      download(blob, name);
      tell([...parts("share.saved", { name: foreign(name) }), also ? ` ${also}` : ""], { passing: true });
    } catch (error) {
      tell(parts("share.failed", { why: foreign(String(error?.message ?? error)) }));
    }
  };
  const count = () => view.result.matched;
  const file = (key, extension, make) => {
    const [label, href] = [t(key, { count: count() }), endpoint(view, extension)];
    return href ? { label, href, download: nameOf(view, extension) } : { label, run: save(make) };
  };
  return menuButton({
    label: t("share.share"),
    picture: "share",
    items: () => [
      { label: t("share.copyLink"), run: () => copyLink(link, tell) },
      { label: t("share.embed"), run: () => embed(view, link) },
      null,
      file("share.saveGeojson", "geojson", () => geojsonFile(view, link)),
      file("share.saveCsv", "csv", () => csvFile(view)),
      { label: t("share.savePicture"), run: save(() => pictureFile(view, map, theme)) },
      { label: t("share.print"), run: () => print(view) },
      null,
      { label: t("share.about"), run: () => aboutDialog(view) },
    ],
  });
}

async function copyLink(link, tell) {
  const address = ownAddress();
  const text = `${address ?? ""}#${link.text()}`;
  if (address && (await copyText(text))) {
    tell([t("share.linkCopied")], { passing: true });
    return;
  }
  const field = copyField(text, { label: t("share.linkTitle") });
  openDialog(t("share.linkTitle"), el("p", {}, t(address ? "share.copyYourself" : "share.linkNoAddress")), field.node);
  field.select();
}

const quoted = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/** The snippet that shows this page in another: its address, or of a file its name. */
export function snippet(address, title, fragment) {
  const served = /^https?:/.test(address ?? "");
  const source = served ? address : (address ?? "map.html").split("/").at(-1);
  return `<iframe src="${quoted(`${source}#${fragment}`)}" title="${quoted(title)}" width="100%" height="600" loading="lazy"></iframe>`;
}

function embed(view, link) {
  const address = ownAddress();
  const text = snippet(address, view.config.title, link.text({ embed: true }));
  const field = copyField(text, { label: t("share.embedTitle"), rows: 6 });
  const served = /^https?:/.test(address ?? "");
  const name = foreign(decoded((address ?? "map.html").split("/").at(-1)));
  openDialog(t("share.embedTitle"), el("p", {}, ...(served ? [t("share.embedServed")] : parts("share.embedFile", { name }))), field.node);
  field.select();
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// As `incidentmap export` orders them: as they stand in the page.
const inOrder = (view) => Int32Array.from(view.result.rows).sort();

/** What a file says of itself: what made it, what was filtered, whom it owes. */
function made(view, link) {
  const { config } = view;
  const manifest = readManifest();
  return {
    version: manifest?.software.version ?? null,
    gazetteer: manifest?.gazetteer ?? null,
    attribution: ["© GeoNames, CC BY 4.0", "Made with Natural Earth", ...config.attribution],
    title: config.title,
    notice: [t("page.unverified"), config.notice].filter(Boolean).join(" "),
    page: { generated: config.generated ?? null, manifest: config.manifest ?? null },
    incidents: view.result.matched,
    of: totalOf(view),
    filters: described(view.filters, view.engine.tree),
    fragment: link.text(),
  };
}

function geojsonFile(view, link) {
  const text = geojson(view.incidents, inOrder(view), made(view, link));
  return { blob: new Blob([text], { type: "application/geo+json" }), name: nameOf(view, "geojson") };
}

function csvFile(view) {
  return { blob: new Blob([csv(view.incidents, inOrder(view))], { type: "text/csv" }), name: nameOf(view, "csv") };
}

/** A part of the incidents says so in its name: a CSV can say it nowhere else. */
function nameOf(view, extension) {
  const [count, total] = [view.result.matched, totalOf(view)];
  return fileName(view.config.title, count < total ? `${count}-of-${total}-incidents` : "incidents", extension);
}

async function pictureFile(view, map, theme) {
  const canvas = picture(view, map, theme.colours);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  if (!blob) throw new Error(t("share.noPicture"));
  let tiles = false;
  map.eachLayer((layer) => (tiles ||= layer instanceof L.TileLayer));
  return { blob, name: fileName(view.config.title, "map", "png"), also: tiles ? t("share.noTiles") : null };
}
