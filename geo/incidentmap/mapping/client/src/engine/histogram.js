// How many incidents each bin of time has. One that spans several bins counts in each of them, and as vague in each.
import { NONE } from "../data/columns.js";
import { binOf } from "../data/time.js";

/** Counts intervals of days per bin; what does not depend on the filters is kept per edges. */
export class Bins {
  #key = "";

  /** `counts` says how many incidents have each interval, null that each has one. */
  constructor({ starts, ends, counts }) {
    this.starts = starts;
    this.ends = ends;
    this.counts = counts;
  }

  /**
   * Count.
   *
   * @param {number[]} edges days: bin i is from `edges[i]` to the day before `edges[i + 1]`
   * @param {((i: number) => boolean) | null} passes which to count as their own; null for all
   * @returns {{all: Float64Array, own: Float64Array, vague: Float64Array}} `vague` is the part of `own` that spans bins
   */
  count(edges, passes) {
    this.#reach(edges);
    const { all, vague } = this.whole;
    return passes ? { all, ...this.#tally(passes) } : { all, own: all, vague };
  }

  #reach(edges) {
    const key = edges.join();
    if (key === this.#key) return;
    this.#key = key;
    const { starts, ends } = this;
    const bins = edges.length - 1;
    this.bins = bins;
    this.first = new Int32Array(starts.length).fill(-1);
    this.last = new Int32Array(starts.length);
    for (let i = 0; i < starts.length; i++) {
      const start = starts[i];
      const end = ends[i];
      if ((start === NONE && end === NONE) || (end !== NONE && end < edges[0]) || (start !== NONE && start >= edges[bins])) continue;
      this.first[i] = start === NONE ? 0 : binOf(edges, start);
      this.last[i] = end === NONE ? bins - 1 : Math.max(this.first[i], binOf(edges, end));
    }
    const { own, vague } = this.#tally(() => true);
    this.whole = { all: own, vague };
  }

  #tally(passes) {
    const { first, last, counts, bins } = this;
    const sharp = new Float64Array(bins + 1);
    const change = new Float64Array(bins + 1);
    for (let i = 0; i < first.length; i++) {
      const from = first[i];
      if (from < 0 || !passes(i)) continue;
      const count = counts ? counts[i] : 1;
      if (from === last[i]) sharp[from] += count;
      else {
        change[from] += count;
        change[last[i] + 1] -= count;
      }
    }
    const own = new Float64Array(bins);
    const vague = new Float64Array(bins);
    for (let i = 0, level = 0; i < bins; i++) {
      vague[i] = level += change[i];
      own[i] = sharp[i] + level;
    }
    return { own, vague };
  }
}

/** The first and the last day that is known of any interval; null without one. */
export function daysOf({ starts, ends }) {
  let [first, last] = [Infinity, -Infinity];
  for (const days of [starts, ends]) {
    for (let i = 0; i < days.length; i++) {
      const day = days[i];
      if (day === NONE) continue;
      if (day < first) first = day;
      if (day > last) last = day;
    }
  }
  return first <= last ? [first, last] : null;
}
