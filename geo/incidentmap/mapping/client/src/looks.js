// How each shape of a place looks: one table for the map, the list, the legend and the words.
// Line and fill say how far to trust an edge: a solid line is a boundary on the ground, a dashed one an estimate of
// such a boundary, a dotted one only the reach of words; the denser the hatch, the smaller the unit.
import { t } from "./words/index.js";

export const NOWHERE = 0;
export const SOLID = 1; // a point, and the source names it
export const HOLLOW = 2; // a centre that is not the place: of a disc, or of a point that stands for something wider
export const AREA = 3;
export const OUTLINE = 4; // a country: too large to be a place, so only its line is drawn, and only its line takes clicks

const BLOB = "M-8-6 2-8.5 8.5-3 7 7-5 8.5-8.5 1Z";
const DOTS = "0.1 2.7";
const small = (x, y, r) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
const soft = (d) => ({ d, faint: true, thin: true, dash: "0.1 2" });

/** In the order of the legend; `fill` and `edge` are how `map/areas.js` draws, `icon` is paths, 20 units across. */
export const LOOKS = [
  { key: "none", mark: NOWHERE,
    icon: [{ d: "M-1.5 8.5C-5 3-6.5.5-6.5-2.5A6.5 6.5 0 0 1 4.2-7.4M6.1-4.5A6.5 6.5 0 0 1 6.5-2.5C6.5.5 5 3 1.5 8.5M-8.5 8.5 8.5-8.5" }] },
  { key: "given", mark: SOLID,
    icon: [{ d: small(0, 0, 5.5), fill: true }, { d: "M0-10V-8M0 8V10M-10 0H-8M8 0H10" }] },
  { key: "named", mark: SOLID, icon: [{ d: small(0, 0, 5.5), fill: true }] },
  { key: "spot", mark: HOLLOW, icon: [{ d: small(0, 0, 4) }] },
  { key: "disc", mark: HOLLOW, fill: "glow", edge: "dotted",
    icon: [soft(small(0, 0, 9)), { d: small(0, 0, 3) }] },
  { key: "ring", mark: AREA, fill: "soft", edge: "dotted",
    icon: [soft(small(0, 0, 9) + small(0, 0, 4.4))] },
  { key: "sector", mark: AREA, fill: "soft", edge: "dotted",
    icon: [soft("M-7.4-6.4A10.5 10.5 0 0 1 7.4-6.4L3.6-1.6A4.6 4.6 0 0 0-3.6-1.6Z"), { d: "M0 7.9v.1" }] },
  { key: "wedge", mark: AREA, fill: "fan", edge: "dotted",
    icon: [soft("M0 8.5-8.5-5A10.5 10.5 0 0 1 8.5-5Z")] },
  { key: "corridor", mark: AREA, fill: "soft", edge: "dotted",
    icon: [soft("M-8.9 4.2 4.2-8.9 8.9-4.2-4.2 8.9Z"), { d: "M-6.4 6.3v.1M6.4-6.4v.1" }] },
  { key: "strip", mark: AREA, fill: "rungs",
    icon: [{ d: "M-9.5 0H9.5", thin: true }, { d: "M-7.5-4.5V4.5M-2.5-4.5V4.5M2.5-4.5V4.5M7.5-4.5V4.5" }] },
  { key: "district", mark: AREA, fill: "hatch", edge: "solid",
    icon: [{ d: BLOB }, { d: "M-8-3-3.6-7.6M-8.2 2 1.6-8M-7.4 6.2 6-6M-3.6 8 8.2-3M3 7.4 7.6 3", thin: true }] },
  { key: "region", mark: AREA, fill: "hatch", edge: "solid",
    icon: [{ d: BLOB }, { d: "M-8-.2-.6-7.6M-4.8 7.8 7.8-4", thin: true }] },
  { key: "area", mark: AREA, fill: "hatch", edge: "solid",
    icon: [{ d: BLOB }, { d: "M-8.2 0-.6-7.6M-4.8 7.8 7.8-4", thin: true, dash: "3.4 3" }] },
  { key: "part", mark: AREA, fill: "hatch", edge: "dotted",
    icon: [{ d: BLOB, dash: DOTS }, { d: "M-8-.2-.6-7.6M-4.8 7.8 7.8-4", thin: true }] },
  { key: "several", mark: AREA, fill: "several", edge: "dotted",
    icon: [{ d: small(-6, 5, 2.8) + small(6, 4, 2.8) + small(0, -6, 2.8) }, { d: "M-4.4 2.2-1.7-3.4M1.8-3.6 4.4 1.4", thin: true, dash: DOTS }] },
  { key: "country", mark: OUTLINE, edge: "solid",
    icon: [{ d: BLOB }, { d: "M-3.5-3H3.5V3H-3.5Z", thin: true }] },
].map((look) => worded(look, "looks"));

/** What a line tells besides; `edge` is which lines. */
export const LINES = [
  { key: "estimated", icon: [{ d: "M-9.5 0H9.5", dash: "4.4 3.6" }] },
  { key: "dotted", icon: [{ d: "M-9.5 0H9.5", dash: DOTS }] },
].map((line) => worded(line, "lines"));

// `text` is in the page's language, which is chosen after this was read.
function worded(entry, section) {
  return Object.defineProperty(entry, "text", { get: () => t(`${section}.${entry.key}`) });
}

const NUMBERS = new Map(LOOKS.map(({ key }, i) => [key, i]));
const KINDS = new Set(["disc", "ring", "sector", "wedge", "corridor", "strip", "part", "several"]);
const BY_PRECISION = { near: "disc", vicinity: "disc", district: "district", region: "region", country: "country" };

export const numberOf = (key) => NUMBERS.get(key);

/** The number of a look. `kind` is the record's shape; where it says none, the class of precision decides. */
export function lookOf(kind, precision, hasShape) {
  if (!hasShape) return numberOf({ exact: "given", settlement: "named" }[precision] ?? "spot");
  if (precision === "country" && kind !== "part") return numberOf("country");
  return numberOf(KINDS.has(kind) ? kind : (BY_PRECISION[precision] ?? "area"));
}

/** How far apart the lines of a hatch are, in pixels; larger ones are multiples, so that hatches fall on each other. */
export function hatchOf(precision) {
  if (precision === "region") return { step: 20, broken: false };
  return precision === "area" || precision === "country" ? { step: 20, broken: true } : { step: 10, broken: false };
}
