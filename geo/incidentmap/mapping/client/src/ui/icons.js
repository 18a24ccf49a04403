// The page's few pictures, as strokes around (0, 0).
import { PRECISIONS, STYLES } from "../look.js";
import { LOOKS, numberOf } from "../looks.js";
import { picture } from "./dom.js";

const LINES = {
  search: "M2.5 2.5 8 8M3.5-2A5.5 5.5 0 1 1-7.5-2 5.5 5.5 0 1 1 3.5-2Z",
  filter: "M-8-6H8M-5 0H5M-2 6H2",
  moon: "M7 2.5A7.5 7.5 0 1 1-2.5-7 6 6 0 0 0 7 2.5Z",
  sun: "M3.5 0A3.5 3.5 0 1 1-3.5 0 3.5 3.5 0 1 1 3.5 0ZM0-8.5V-6.5M0 6.5V8.5M-8.5 0H-6.5M6.5 0H8.5M-6-6-4.6-4.6M4.6 4.6 6 6M-6 6-4.6 4.6M4.6-4.6 6-6",
  back: "M3-7-4 0 3 7",
  close: "M-6-6 6 6M6-6-6 6",
  share: "M0 3V-8.5M-3.8-4.8 0-8.6 3.8-4.8M-6.8-.8V8H6.8V-.8",
  next: "M-3-7 4 0-3 7",
  fit: "M-7-3V-7H-3M3-7H7V-3M7 3V7H3M-3 7H-7V3",
  target: "M5 0A5 5 0 1 1-5 0 5 5 0 1 1 5 0ZM0-8.5V-3.5M0 3.5V8.5M-8.5 0H-3.5M3.5 0H8.5",
  ruler: "M-8.5 4 4-8.5 8.5-4-4 8.5ZM-5 .5-3 2.5M-2-2.5.5 0M1-5.5 3-3.5",
  keys: "M-8.5-5.5H8.5V5.5H-8.5ZM-5.5-2.5v.1M-2-2.5v.1M2-2.5v.1M5.5-2.5v.1M-4 2H4",
  copy: "M-3.5-3.5V-7.5H7.5V3.5H3.5M-7.5-3.5H3.5V7.5H-7.5Z",
  undo: "M-3.5-7-7.5-3-3.5 1M-7.5-3H3A4.5 4.5 0 0 1 3 6.5H-2",
  more: "M-8 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0ZM-1 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0ZM6 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0Z",
  list: "M-8-6h.01M-4-6H8M-8 0h.01M-4 0H8M-8 6h.01M-4 6H8",
  box: "M-7-6H7V6H-7ZM-8-7h2v2h-2ZM6-7h2v2H6ZM6 5h2v2H6ZM-8 5h2v2h-2Z",
  polygon: "M-7-2 1-8 8-1 4 7-5 6Z",
  frame: "M-8-3V-7H-4M4-7H8V-3M8 3V7H4M-4 7H-8V3M-2 0H2M0-2V2",
  play: "M-4.5-7 7 0-4.5 7Z",
  pause: "M-3.5-6.5V6.5M3.5-6.5V6.5",
  stepBack: "M5-6-3 0 5 6ZM-6-6V6",
  stepOn: "M-5-6 3 0-5 6ZM6-6V6",
  plus: "M-6.5 0H6.5M0-6.5V6.5",
  minus: "M-6.5 0H6.5",
  span: "M-8-5V5M8-5V5M-6 0H6M-6 0-3-3M-6 0-3 3M6 0 3-3M6 0 3 3",
};

export const icon = (name, size = 20) => picture([{ d: LINES[name] }], { size });

/** The glyph of an event type, in its colour. */
export function glyphIcon(style, size = 18) {
  return picture([{ d: STYLES[style].glyph, fill: true, colour: STYLES[style].colour }], { size, className: "im-icon im-glyph" });
}

/** The look of a shape; an estimated boundary is dashed here as it is on the map. */
export function lookIcon(look, size = 18, { estimated = false } = {}) {
  const { icon: paths, fill } = LOOKS[look];
  return picture(estimated && fill === "hatch" ? [{ ...paths[0], dash: "3.6 3" }, ...paths.slice(1)] : paths, { size });
}

const USUAL = new Map(PRECISIONS.map(({ key, look }) => [key, numberOf(look)]));

/** The usual look of a class of precision. */
export const markIcon = (precision, size) => lookIcon(USUAL.get(precision) ?? 0, size);
