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

/**
 * How a sub-type is named in the filters: with its type, as two types may share one. Names may hold anything, so a pair is
 * compared whole and never taken apart.
 */
export const pairOf = (type, sub) => `${type ?? ""}::${sub ?? ""}`;

/** Whether a set names a sub-type of a type: as a pair, or alone, which people write by hand and means any type's. */
export const namesPair = (wanted, type, sub) => wanted.has(pairOf(type, sub)) || wanted.has(sub);

/** The facet of sub-types. Its values are pairs, and each row has one; `pairs` are `{type, sub}` of each code. */
export class PairFacet extends Facet {
  /** `type` is the facet of types; `names` and `codes` say which sub-type each row has, -1 none. */
  constructor(type, names, codes) {
    const numbers = new Map(); // of pairs that occur
    const pairs = [];
    const coded = codes.map((code, row) => {
      const both = type.codes[row] * (names.length + 1) + code + 1;
      if (!numbers.has(both)) {
        numbers.set(both, pairs.length);
        pairs.push({ type: type.values[type.lists[type.codes[row]][0]] ?? null, sub: names[code] ?? null });
      }
      return numbers.get(both);
    });
    const values = new Map();
    const lists = pairs.map((pair) => {
      const name = pairOf(pair.type, pair.sub);
      if (!values.has(name)) values.set(name, values.size);
      return [values.get(name)];
    });
    super([...values.keys()], coded, lists);
    this.pairs = pairs;
  }

  /** Of each code, 1 if its sub-type is wanted, or its type is and no sub-type of that type. */
  passingTree({ type, sub }) {
    const picked = this.pairs.map((pair) => namesPair(sub, pair.type, pair.sub));
    const narrowed = new Set(this.pairs.filter((_, i) => picked[i]).map((pair) => pair.type));
    return Uint8Array.from(this.pairs, (pair, i) => (picked[i] || (type.has(pair.type) && !narrowed.has(pair.type)) ? 1 : 0));
  }

  /** The sub-types that each type has: a map from type to a list of sub-types, null for "not given". */
  tree() {
    const tree = new Map();
    for (const { type, sub } of this.pairs) {
      if (!tree.has(type)) tree.set(type, []);
      tree.get(type).push(sub);
    }
    return tree;
  }
}
