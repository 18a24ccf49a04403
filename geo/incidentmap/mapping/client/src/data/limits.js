// How much a filter may ask: as much as a server takes (`filters.py`), for every page, so that a link means the same in
// both kinds. What is over a limit is left out whole, and said.
import { FACETS } from "./filter.js";
import { splitWords } from "./search.js";
import { FIRST_DAY, LAST_DAY } from "./time.js";

/** Words of a search, and characters of all of them. */
export const WORDS = 12;
export const CHARACTERS = 300;
/** Values of one facet, characters of one value, and bytes of all facets' values in an address. */
export const VALUES = 200;
export const VALUE_CHARACTERS = 1000;
export const VALUE_BYTES = 40_000;
/** The largest number of killed. */
export const KILLED = 9_999_999;
/** Corners of a polygon, and how far east or west of Greenwich one may be. */
export const CORNERS = 500;
export const FARTHEST = 540;

const length = (text) => (text.length > VALUE_CHARACTERS ? [...text].length : text.length);

/** How many bytes a value takes in an address. */
const bytes = (value) => (value === null ? 0 : encodeURIComponent(value.replace(/[\ud800-\udfff]/g, "x")).length) + 16;

/** Filters within the limits, and what is said of the rest: `{filters, said}`, of which `said` are keys of words with values. */
export function limited(filters) {
  const said = [];
  const out = { ...filters, text: limitedText(filters.text, said) };
  let left = VALUE_BYTES;
  for (const facet of FACETS) [out[facet], left] = limitedValues(filters[facet], left, said);
  if (filters.killed?.some((count) => count > KILLED)) {
    out.killed = filters.killed.map((count) => (count === null ? null : Math.min(KILLED, count)));
    said.push(["limits.killed", { count: KILLED }]);
  }
  if (filters.span) out.span = filters.span.map((day) => Math.max(FIRST_DAY, Math.min(LAST_DAY, day)));
  out.area = limitedArea(filters.area, said);
  return { filters: out, said };
}

function limitedText(text, said) {
  const words = splitWords(text);
  const kept = [];
  let room = CHARACTERS;
  for (const word of words.slice(0, WORDS)) {
    room -= [...word].length + (kept.length ? 1 : 0);
    if (room < 0) break;
    kept.push(word);
  }
  if (kept.length === words.length) {
    // Blanks count as well: of those only one between two words is needed.
    return [...text.trim()].length > CHARACTERS ? kept.join(" ") : text;
  }
  said.push(kept.length === WORDS ? ["limits.words", { count: WORDS }] : ["limits.characters", { count: CHARACTERS }]);
  return kept.join(" ");
}

function limitedValues(values, room, said) {
  const kept = new Set();
  let left = room;
  let over = null;
  for (const value of values) {
    if (value !== null && length(value) > VALUE_CHARACTERS) over = ["limits.value", { count: VALUE_CHARACTERS }];
    else if (kept.size >= VALUES) over = ["limits.values", { count: VALUES }];
    else if (bytes(value) > left) over = ["limits.together", {}];
    else {
      kept.add(value);
      left -= bytes(value);
    }
  }
  if (!over) return [values, left];
  said.push(over);
  return [kept, left];
}

function limitedArea(area, said) {
  if (!area) return null;
  if (area.ring.length > CORNERS) return said.push(["limits.corners", { count: CORNERS }]), null;
  if (area.ring.every(([lon]) => Math.abs(lon) <= FARTHEST)) return area;
  // What the map shows when it is small may be the world several times over.
  if (area.kind !== "polygon") return { ...area, ring: area.ring.map(([lon, lat]) => [lon < 0 ? -180 : 180, lat]) };
  return said.push(["limits.area", {}]), null;
}
