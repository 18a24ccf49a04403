// Which incidents match: AND across facets, OR inside one; the counts of a facet are made under all the others.
import { areaTest } from "./ring.js";
import { NONE } from "./columns.js";

/** The facets that are ticked by value. */
export const FACETS = ["type", "sub", "actors", "sources", "precision"];

// What an incident fails by; 0 is a match. Types and their sub-types are one tree of ticks, and one test.
const BITS = { type: 1, sub: 1, actors: 2, sources: 4, precision: 8, time: 16, text: 32, killed: 64, area: 128 };

/**
 * No filter at all.
 *
 * Sets hold values, null in them stands for "not given". `sub` holds pairs of type and sub-type (`pairOf` of `facet.js`):
 * they narrow their own type, and other types that are wanted stay whole. `span` is the first and the last day, `killed` the least and
 * the most (null: no limit), `area` `{kind: "box" | "polygon" | "view", ring: [[lon, lat], …]}`.
 */
export function noFilters() {
  return {
    type: new Set(), sub: new Set(), actors: new Set(), sources: new Set(), precision: new Set(),
    text: "", span: null, undated: true, killed: null, area: null,
  };
}

/** How many filters are on; a type and its sub-types are one. */
export function activeFilters(filters) {
  const sets = FACETS.filter((key) => filters[key].size && !(key === "sub" && filters.type.size)).length;
  const others = [filters.text.trim(), filters.span, !filters.undated, filters.killed, filters.area];
  return sets + others.filter(Boolean).length;
}

/** Filters a set again and again: what an incident fails by is kept, and only what has changed is tested anew. */
export class Matcher {
  #fails;
  #asked = {}; // what each bit was tested for, as text

  constructor(incidents) {
    this.incidents = incidents;
    this.#fails = new Uint16Array(incidents.count);
  }

  apply(filters) {
    const { type, sub } = filters;
    this.#test("type", [[...type], [...sub]], () => (type.size || sub.size) && this.#passesTree(filters));
    for (const facet of ["actors", "sources", "precision"]) {
      this.#test(facet, [...filters[facet]], (wanted) => wanted.length && this.#passesFacet(facet, filters[facet]));
    }
    this.#test("time", [filters.span, filters.undated], () => (filters.span || !filters.undated) && this.#passesTime(filters));
    this.#test("text", filters.text.trim(), (text) => text && this.incidents.finding(text));
    this.#test("killed", filters.killed, (killed) => killed && this.#passesKilled(killed));
    this.#test("area", filters.area?.ring, (ring) => ring && areaTest(this.incidents, ring));
  }

  /** Set or clear one bit of all rows, when the question has changed. No test means that all pass. */
  #test(name, question, testFor) {
    const asked = JSON.stringify(question ?? null);
    const before = this.#asked[name];
    if (asked === before) return;
    this.#asked[name] = asked;
    const fails = this.#fails;
    const bit = BITS[name];
    const passes = testFor(question);
    if (passes) for (let i = 0; i < fails.length; i++) fails[i] = passes(i) ? fails[i] & ~bit : fails[i] | bit;
    else if (before !== undefined) for (let i = 0; i < fails.length; i++) fails[i] &= ~bit;
  }

  #passesTree(filters) {
    const { sub } = this.incidents.facets;
    const passing = sub.passingTree(filters);
    return (i) => passing[sub.codes[i]] === 1;
  }

  #passesFacet(facet, wanted) {
    const { codes } = this.incidents.facets[facet];
    const passing = this.incidents.facets[facet].passing(wanted);
    return (i) => passing[codes[i]] === 1;
  }

  #passesTime({ span, undated }) {
    const { start, end } = this.incidents;
    const [first, last] = span ?? [-Infinity, Infinity];
    return (i) => {
      const from = start[i];
      const to = end[i];
      if (from === NONE && to === NONE) return undated;
      return (from === NONE || from <= last) && (to === NONE || to >= first);
    };
  }

  /** By overlap: "at least 5" may be 7. Where nothing is known of the number, nothing passes. */
  #passesKilled([least, most]) {
    const { killedLow: low, killedHigh: high } = this.incidents;
    return (i) => {
      if (low[i] === NONE && high[i] === NONE) return false;
      return (most === null || low[i] === NONE || low[i] <= most) && (least === null || high[i] === NONE || high[i] >= least);
    };
  }

  /** The rows that match, from the newest to the oldest. */
  rows() {
    const order = this.incidents.newestFirst;
    const fails = this.#fails;
    const rows = new Int32Array(order.length);
    let count = 0;
    for (let i = 0; i < order.length; i++) if (fails[order[i]] === 0) rows[count++] = order[i];
    return rows.subarray(0, count);
  }

  /** How many of some rows have no place. */
  unplaced(rows) {
    const { mark } = this.incidents;
    let count = 0;
    for (let i = 0; i < rows.length; i++) if (mark[rows[i]] === 0) count++;
    return count;
  }

  passes(row) {
    return this.#fails[row] === 0;
  }

  passesButTime(row) {
    return (this.#fails[row] & ~BITS.time) === 0;
  }

  /** How many would match without some of the filters: `["actors"]`, `["type"]`. */
  without(names) {
    const others = ~names.reduce((bits, name) => bits | BITS[name], 0);
    const fails = this.#fails;
    let count = 0;
    for (let i = 0; i < fails.length; i++) if ((fails[i] & others) === 0) count++;
    return count;
  }

  /** For each facet a map from value (null for none) to how many match everything else. */
  counts() {
    const counts = {};
    for (const name of FACETS) {
      const facet = this.incidents.facets[name];
      counts[name] = facet.named(this.#tally(facet, ~BITS[name]));
    }
    return counts;
  }

  #tally({ codes, distinct }, others) {
    const fails = this.#fails;
    const tally = new Int32Array(distinct);
    for (let i = 0; i < fails.length; i++) if ((fails[i] & others) === 0) tally[codes[i]]++;
    return tally;
  }
}
