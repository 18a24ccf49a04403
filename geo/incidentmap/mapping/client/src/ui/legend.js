// What shapes and colours mean, in words.
import { toX, toY } from "../data/mercator.js";
import { STYLES, styleOf } from "../look.js";
import { AREA, HOLLOW, LINES, LOOKS, OUTLINE, SOLID } from "../looks.js";
import { el, picture } from "./dom.js";
import { glyphIcon, lookIcon } from "./icons.js";
import { t } from "../words/index.js";

export function legend(view, base, map) {
  const types = el("ul", {});
  const marks = el("ul", {});
  const disputed = el("ul", { hidden: true }, el("li", {}, el("span.im-dashed", { "aria-hidden": "true" }), t("legend.disputed")));
  const borders = VIEWS.has(base.worldview) && el("p.im-borders", {}, bordersSaid(base.worldview));
  const node = el("details.im-legend", { open: window.innerWidth >= 1280 && window.innerHeight >= 800 && !view.config.story },
    el("summary", {}, t("legend.title")),
    types,
    marks,
    disputed,
    borders || "");
  const update = () => {
    node.hidden = view.loading;
    // A server does not send every incident, but every type.
    const present = new Set([...(view.engine.tree?.keys() ?? [])].map(styleOf));
    types.replaceChildren(...STYLES.flatMap((style, i) => (present.has(i) ? [el("li", {}, glyphIcon(i, 16), style.label)] : [])));
    types.hidden = present.size === 0;
    marks.replaceChildren(...markEntries(view.incidents));
  };
  const look = () => (disputed.hidden = !base.disputed.some((box) => inView(map, box)));
  view.on("data", update);
  map.on("moveend", look);
  update();
  look();
  return node;
}

const VIEWS = new Set(["un", "naturalearth", "ru", "rs", "ma", "cn"]);

/** Whose view of the borders the map shows; `gazetteer/worldview.py` has the same for those who read no page. */
function bordersSaid(key) {
  return key.length > 2 || key === "un" ? t(`legend.${key}`) : t("legend.seenBy", { country: t(`legend.${key}`) });
}

/** One entry for each look that these incidents have, from the surest, and what lines and numbers say. */
function markEntries(incidents) {
  const { mark, look, estimated, style } = incidents;
  const looks = new Set([...new Set(look)].filter((i) => i < LOOKS.length));
  const entries = [...looks].sort((a, b) => (a || 99) - (b || 99)).map((i) => el("li", {}, lookIcon(i), LOOKS[i].text));
  const used = new Set([...looks].map((i) => LOOKS[i].edge));
  const lines = LINES.filter(({ key }) => (key === "estimated" ? estimated.includes(1) : used.has(key)));
  entries.push(...lines.map(({ icon, text }) => el("li", {}, picture(icon, { size: 18 }), text)));
  const hollow = mark.indexOf(HOLLOW);
  if (hollow >= 0) {
    const { glyph, colour } = STYLES[style[hollow]];
    entries.push(el("li", {}, picture([{ d: glyph, colour }], { size: 16 }), t("legend.hollow")));
  }
  if (mark.filter((way) => way === SOLID || way === HOLLOW).length > 1) {
    entries.push(el("li", {}, el("span.im-sample-badge", { "aria-hidden": "true" }, "5"), t("legend.several")));
  }
  const area = mark.findIndex((way) => way === OUTLINE || way === AREA);
  if (area >= 0) {
    const { glyph, colour } = STYLES[style[area]];
    const sample = el("span.im-sample-tag", { "aria-hidden": "true" }, picture([{ d: glyph, colour, fill: true }], { size: 10 }), "3");
    entries.push(el("li", {}, sample, t("legend.tag")));
  }
  return entries;
}

/** Whether a box of the unit square, or a copy of it one world further, is in view. */
function inView(map, [x0, y0, x1, y1]) {
  const bounds = map.getBounds();
  const [west, east] = [toX(bounds.getWest()), toX(bounds.getEast())];
  const tall = y1 > toY(bounds.getNorth()) && y0 < toY(bounds.getSouth());
  return tall && [-1, 0, 1].some((shift) => x1 + shift > west && x0 + shift < east);
}
