// What shapes and colours mean, in words.
import { AREA, HOLLOW, NOWHERE, OUTLINE, SOLID } from "../data/incidents.js";
import { toX, toY } from "../data/mercator.js";
import { STYLES } from "../look.js";
import { el, narrow, picture } from "./dom.js";
import { glyphIcon, markIcon } from "./icons.js";

const MARKS = [
  ["exact", SOLID, "A coordinate that the source gives"],
  ["settlement", SOLID, "A place that the source names"],
  ["near", HOLLOW, "Near a place: somewhere in the disc"],
  ["region", AREA, "A district or region: somewhere in it"],
  ["country", OUTLINE, "A country: somewhere in it"],
  ["unlocated", NOWHERE, "Not placed: only in the list"],
];

export function legend(view, base, map) {
  const types = el("ul", {});
  const marks = el("ul", {});
  const disputed = el("ul", { hidden: true }, el("li", {}, el("span.im-dashed", { "aria-hidden": "true" }), "Disputed border"));
  const borders = base.borders && el("p.im-borders", {}, `${base.borders[0].toUpperCase()}${base.borders.slice(1)}.`);
  const node = el("details.im-legend", { open: !narrow() && window.innerHeight >= 800 },
    el("summary", {}, "Legend"),
    types,
    marks,
    disputed,
    borders || "");
  const update = () => {
    const present = new Set(view.incidents.style);
    types.replaceChildren(...STYLES.flatMap((style, i) => (present.has(i) ? [el("li", {}, glyphIcon(i, 16), style.name)] : [])));
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

/** One entry for each way of marking that these incidents need. */
function markEntries(incidents) {
  const { mark, style, precision } = incidents;
  const exact = precision.values.indexOf("exact");
  const named = mark.some((way, row) => way === SOLID && precision.codes[row] !== exact);
  const given = mark.some((way, row) => way === SOLID && precision.codes[row] === exact);
  const ways = new Set(mark);
  const shown = ([key, way]) => (way === SOLID ? (key === "exact" ? given : named) : ways.has(way));
  const hollow = () => {
    const { glyph, colour } = STYLES[style[mark.indexOf(HOLLOW)]];
    return el("li", {}, picture([{ d: glyph, colour }], { size: 16 }), "Hollow: near or around this spot");
  };
  const entries = MARKS.filter(shown).flatMap(([key, way, text]) => [
    el("li", {}, markIcon(key, 18), text),
    ...(way === HOLLOW ? [hollow()] : []),
  ]);
  if (mark.filter((way) => way === SOLID || way === HOLLOW).length > 1) {
    entries.push(el("li", {}, el("span.im-sample-badge", { "aria-hidden": "true" }, "5"), "Several close together, by type"));
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
