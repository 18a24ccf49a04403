// How kinds of events and kinds of precision look: one definition for the map, the list and the legend.
// Glyphs are SVG paths around (0, 0), about 20 units across.

export const STYLES = [
  { name: "Battles", colour: "#d55e00", glyph: "M0-10 10 0 0 10-10 0Z" },
  {
    name: "Explosions/Remote violence",
    colour: "#e69f00",
    glyph: star(8, 10.5, 5.2),
  },
  { name: "Violence against civilians", colour: "#cc79a7", glyph: "M0-9.5 9.8 7.5H-9.8Z" },
  { name: "Protests", colour: "#0072b2", glyph: "M0-8.5A8.5 8.5 0 1 1 0 8.5 8.5 8.5 0 1 1 0-8.5Z" },
  { name: "Riots", colour: "#56b4e9", glyph: "M-7.8-7.8H7.8V7.8H-7.8Z" },
  {
    name: "Strategic developments",
    colour: "#009e73",
    glyph: "M-3.4-9.5H3.4V-3.4H9.5V3.4H3.4V9.5H-3.4V3.4H-9.5V-3.4H-3.4Z",
  },
  {
    name: "Other or not given",
    colour: "#6f6f6f",
    glyph: "M0-8.5A8.5 8.5 0 1 1 0 8.5 8.5 8.5 0 1 1 0-8.5ZM0-3.8A3.8 3.8 0 1 0 0 3.8 3.8 3.8 0 1 0 0-3.8Z",
  },
];

const OTHER = STYLES.length - 1;
const BY_NAME = new Map(STYLES.map((style, i) => [style.name.toLowerCase(), i]));

/** The style of an event type; types that are not known share the last one. */
export function styleOf(type) {
  return BY_NAME.get(type?.trim().toLowerCase()) ?? OTHER;
}

/** Precision classes from the best to none; `mark` is how the map shows them. */
export const PRECISIONS = [
  { key: "exact", mark: "solid", label: "Exact spot" },
  { key: "vicinity", mark: "disc", label: "Close to a spot" },
  { key: "settlement", mark: "solid", label: "Named settlement" },
  { key: "near", mark: "disc", label: "Near a settlement" },
  { key: "district", mark: "area", label: "Somewhere in a district" },
  { key: "region", mark: "area", label: "Somewhere in a region" },
  { key: "area", mark: "area", label: "A strip or a loose area" },
  { key: "country", mark: "outline", label: "Somewhere in a country" },
  { key: "unlocated", mark: "none", label: "Not placed" },
];

const MARKS = new Map(PRECISIONS.map(({ key, mark }) => [key, mark]));

export const markOf = (precision) => MARKS.get(precision) ?? "none";

/** Small pictures of the marks, 20 units across, for lists and the legend. */
export const MARK_ICONS = {
  solid: [{ d: "M0-5.5A5.5 5.5 0 1 1 0 5.5 5.5 5.5 0 1 1 0-5.5Z", fill: true }],
  disc: [
    { d: "M0-9A9 9 0 1 1 0 9 9 9 0 1 1 0-9Z", fill: true, faint: true },
    { d: "M0-3.2A3.2 3.2 0 1 1 0 3.2 3.2 3.2 0 1 1 0-3.2Z" },
  ],
  area: [{ d: "M-8-6 2-8.5 8.5-3 7 7-5 8.5-8.5 1Z" }, { d: "M-7.8-1-1-7.6M-6.6 5.6 5.6-5.6M.5 7.6 7.8.8" }],
  outline: [{ d: "M-8-6 2-8.5 8.5-3 7 7-5 8.5-8.5 1Z" }],
  none: [{ d: "M-1.5 8.5C-5 3-6.5.5-6.5-2.5A6.5 6.5 0 0 1 4.2-7.4M6.1-4.5A6.5 6.5 0 0 1 6.5-2.5C6.5.5 5 3 1.5 8.5M-8.5 8.5 8.5-8.5" }],
};

function star(points, outer, inner) {
  const at = (i) => {
    const angle = (i * Math.PI) / points;
    const r = i % 2 ? inner : outer;
    return `${(r * Math.sin(angle)).toFixed(2)} ${(-r * Math.cos(angle)).toFixed(2)}`;
  };
  return `M${Array.from({ length: points * 2 }, (_, i) => at(i)).join("L")}Z`;
}
