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
  next: "M-3-7 4 0-3 7",
  play: "M-4.5-7 7 0-4.5 7Z",
  pause: "M-3.5-6.5V6.5M3.5-6.5V6.5",
  stepBack: "M5-6-3 0 5 6ZM-6-6V6",
  stepOn: "M-5-6 3 0-5 6ZM6-6V6",
  plus: "M-6.5 0H6.5M0-6.5V6.5",
  minus: "M-6.5 0H6.5",
  span: "M-8-5V5M8-5V5M-6 0H6M-6 0-3-3M-6 0-3 3M6 0 3-3M6 0 3 3",
  more: "M-6.5 0v.1M0 0v.1M6.5 0v.1",
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
