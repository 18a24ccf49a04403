// A facet: which values each incident has. Incidents with the same values share a code, so that a question is put to
// each code once, and to an incident by one look into a table.

export class Facet {
  /**
   * Make a facet.
   *
   * @param {string[]} values the distinct values
   * @param {Int32Array} codes of each row: which list of values it has
   * @param {number[][]} lists numbers of values; an empty list is "not given"
   */
  constructor(values, codes, lists) {
    this.values = values;
    this.codes = codes;
    this.lists = lists;
    this.distinct = lists.length;
  }

  /** A facet of one value per row; code -1 is "not given". */
  static single(values, codes) {
    const none = values.length;
    const lists = [...values.map((_, i) => [i]), []];
    return new Facet(values, codes.map((code) => (code < 0 ? none : code)), lists);
  }

  /** Of each code, 1 if it has one of the wanted values; null among them is "not given". */
  passing(wanted) {
    const passes = this.values.map((value) => wanted.has(value));
    const none = wanted.has(null);
    return Uint8Array.from(this.lists, (items) => ((items.length ? items.some((item) => passes[item]) : none) ? 1 : 0));
  }

  /** Counts per code as a map from value to count; null, "not given", only where it counts. */
  named(tally) {
    const counts = new Int32Array(this.values.length);
    let none = 0;
    for (const [code, items] of this.lists.entries()) {
      if (!items.length) none += tally[code];
      for (const item of items) counts[item] += tally[code];
    }
    const out = new Map(this.values.map((value, i) => [value, counts[i]]));
    if (none) out.set(null, none);
    return out;
  }
}

/** The sub-types that each type has: a map from type to a list of sub-types, null for "not given". */
export function treeOf(type, sub) {
  const pairs = new Map();
  const seen = new Set();
  for (let row = 0; row < type.codes.length; row++) {
    const pair = type.codes[row] * sub.distinct + sub.codes[row];
    if (seen.has(pair)) continue;
    seen.add(pair);
    const name = firstOf(type, row);
    if (!pairs.has(name)) pairs.set(name, []);
    pairs.get(name).push(firstOf(sub, row));
  }
  return pairs;
}

const firstOf = ({ values, lists, codes }, row) => values[lists[codes[row]][0]] ?? null;
