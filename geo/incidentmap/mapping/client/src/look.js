// How kinds of events look, and what the classes of precision are called.
// A `label` is in the page's language, a `name` is what the data say.
// Glyphs are SVG paths around (0, 0), about 20 units across.
import { t } from "./words/index.js";

export const STYLES = [
  { key: "battles", name: "Battles", colour: "#d55e00", glyph: "M0-10 10 0 0 10-10 0Z" },
  {
    key: "explosions", name: "Explosions/Remote violence",
    colour: "#e69f00",
    glyph: star(8, 10.5, 5.2),
  },
  { key: "violence", name: "Violence against civilians", colour: "#cc79a7", glyph: "M0-9.5 9.8 7.5H-9.8Z" },
  { key: "protests", name: "Protests", colour: "#0072b2", glyph: "M0-8.5A8.5 8.5 0 1 1 0 8.5 8.5 8.5 0 1 1 0-8.5Z" },
  { key: "riots", name: "Riots", colour: "#56b4e9", glyph: "M-7.8-7.8H7.8V7.8H-7.8Z" },
  {
    key: "strategic", name: "Strategic developments",
    colour: "#009e73",
    glyph: "M-3.4-9.5H3.4V-3.4H9.5V3.4H3.4V9.5H-3.4V3.4H-9.5V-3.4H-3.4Z",
  },
  {
    key: "other", name: "Other or not given",
    colour: "#6f6f6f",
    glyph: "M0-8.5A8.5 8.5 0 1 1 0 8.5 8.5 8.5 0 1 1 0-8.5ZM0-3.8A3.8 3.8 0 1 0 0 3.8 3.8 3.8 0 1 0 0-3.8Z",
  },
].map((style) => labelled(style, "types"));

const OTHER = STYLES.length - 1;
const BY_NAME = new Map(STYLES.map((style, i) => [style.name.toLowerCase(), i]));

/** The style of an event type; types that are not known share the last one. */
export function styleOf(type) {
  return BY_NAME.get(type?.trim().toLowerCase()) ?? OTHER;
}

/** Precision classes from the best to none; `look` is the usual one of each, for the filters. */
export const PRECISIONS = [
  { key: "exact", look: "given" },
  { key: "vicinity", look: "disc" },
  { key: "settlement", look: "named" },
  { key: "near", look: "disc" },
  { key: "district", look: "district" },
  { key: "region", look: "region" },
  { key: "area", look: "area" },
  { key: "country", look: "country" },
  { key: "unlocated", look: "none" },
].map((precision) => labelled(precision, "precision"));

// The language is chosen after this was read.
function labelled(entry, section) {
  return Object.defineProperty(entry, "label", { get: () => t(`${section}.${entry.key}`) });
}

function star(points, outer, inner) {
  const at = (i) => {
    const angle = (i * Math.PI) / points;
    const r = i % 2 ? inner : outer;
    return `${(r * Math.sin(angle)).toFixed(2)} ${(-r * Math.cos(angle)).toFixed(2)}`;
  };
  return `M${Array.from({ length: points * 2 }, (_, i) => at(i)).join("L")}Z`;
}
