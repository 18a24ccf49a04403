// Which incidents match: AND across facets, OR inside one; the counts of a facet are made under all the others.
import { NONE } from "./columns.js";
import { finder } from "./search.js";
import { overlaps } from "./time.js";

const TYPE = 1;
const PRECISION = 2;
const ACTOR = 4;
const TIME = 8;
const TEXT = 16;
const FACETS = { type: TYPE, precision: PRECISION, actors: ACTOR };

/** No filter at all. `type`, `precision`, `actors` are sets of values; null stands for "not given" in them. */
export function noFilters() {
  return { type: new Set(), precision: new Set(), actors: new Set(), text: "", span: null, undated: true };
}

/** How many filters are on. */
export function activeFilters(filters) {
  const sets = Object.keys(FACETS).filter((key) => filters[key].size).length;
  return sets + (filters.text.trim() ? 1 : 0) + (filters.span ? 1 : 0) + (filters.undated ? 0 : 1);
}

/**
 * Apply filters to incidents.
 *
 * @returns {{rows: Int32Array, counts: object, inTime: (row: number) => number}} `rows` from the
 *   newest to the oldest; `counts[facet]` a map from value (null for none) to how many would match; `inTime` is 1
 *   where everything but the time matches.
 */
export function applyFilters(incidents, filters, haystacks) {
  const { count } = incidents;
  const fails = new Uint8Array(count);
  failCodes(fails, incidents.type, filters.type, TYPE);
  failCodes(fails, incidents.precision, filters.precision, PRECISION);
  failActors(fails, incidents.actors, filters.actors);
  failTime(fails, incidents, filters);
  failText(fails, filters.text, haystacks);
  return {
    rows: passing(incidents.newestFirst, fails),
    counts: countFacets(incidents, fails),
    inTime: (row) => ((fails[row] & ~TIME) === 0 ? 1 : 0),
  };
}

function passing(order, fails) {
  const rows = new Int32Array(order.length);
  let count = 0;
  for (let i = 0; i < order.length; i++) if (fails[order[i]] === 0) rows[count++] = order[i];
  return rows.subarray(0, count);
}

function failCodes(fails, { codes, values }, wanted, bit) {
  if (!wanted.size) return;
  const passes = values.map((value) => wanted.has(value));
  const none = wanted.has(null);
  for (let i = 0; i < fails.length; i++) if (!(codes[i] < 0 ? none : passes[codes[i]])) fails[i] |= bit;
}

function failActors(fails, { starts, items, values }, wanted) {
  if (!wanted.size) return;
  const passes = values.map((value) => wanted.has(value));
  const none = wanted.has(null);
  for (let i = 0; i < fails.length; i++) {
    let pass = none && starts[i] === starts[i + 1];
    for (let k = starts[i]; !pass && k < starts[i + 1]; k++) pass = passes[items[k]];
    if (!pass) fails[i] |= ACTOR;
  }
}

function failTime(fails, { start, end }, { span, undated }) {
  for (let i = 0; i < fails.length; i++) {
    const dated = start[i] !== NONE || end[i] !== NONE;
    if (dated ? span && !overlaps(start[i], end[i], span[0], span[1]) : !undated) fails[i] |= TIME;
  }
}

function failText(fails, text, haystacks) {
  const found = finder(text);
  if (!found) return;
  const hay = haystacks();
  for (let i = 0; i < fails.length; i++) if (!found(hay[i])) fails[i] |= TEXT;
}

function countFacets(incidents, fails) {
  const counts = {};
  for (const facet of ["type", "precision"]) {
    const { codes, values } = incidents[facet];
    const tally = new Int32Array(values.length + 1);
    for (let i = 0; i < fails.length; i++) if ((fails[i] & ~FACETS[facet]) === 0) tally[codes[i] + 1]++;
    counts[facet] = named(tally, values);
  }
  const { starts, items, values } = incidents.actors;
  const tally = new Int32Array(values.length + 1);
  for (let i = 0; i < fails.length; i++) {
    if ((fails[i] & ~ACTOR) !== 0) continue;
    if (starts[i] === starts[i + 1]) tally[0]++;
    for (let k = starts[i]; k < starts[i + 1]; k++) tally[items[k] + 1]++;
  }
  counts.actors = named(tally, values);
  return counts;
}

function named(tally, values) {
  const out = new Map(values.map((value, i) => [value, tally[i + 1]]));
  if (tally[0]) out.set(null, tally[0]);
  return out;
}
