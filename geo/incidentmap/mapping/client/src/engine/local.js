// The engine of a whole set: all incidents are in the page, and every answer is there at once.
//
// An engine answers what the page asks; `View` has one and asks nobody else. Another kind of engine (one whose set
// stays on a server) has the same members:
//
//   incidents        line(row), record(row), id(row), rowOf(id), precisionOf(row), originOf(row); arrays x, y, mark,
//                    look, style, shape and the list `shapes`, for the rows that are here
//   tree             types with their sub-types: a map from type to a list of sub-types, null for "not given"
//   totals           {incidents, unplaced, undated, days: [first, last] | null} of the whole set, without any filter
//   ask(filters)     filter anew. Afterwards `result` is the newest there is
//   result           {matched, unplaced, rows, counts, histogram(edges)}; never null (`nothing()` before an answer).
//                    `rows` from the newest to the oldest, or null where not all are here. Where it is quickly known,
//                    `without(names)` tells how many match without some of the filters
//   list({sort, box, members})  a RowList (`rows.js`) of what matches; `box` is [west, south, east, north] in degrees
//   marks(zoom, box) {groups, areas}: what is to be drawn. The same object again while nothing has changed; `box` as
//                    above is what is in view. groups, the smallest first: {x, y, count, styles, first, hollow, style,
//                    radius} on the unit square; areas, the largest first: {shape, count, first, mark, look, precision,
//                    estimated, anchor, origin, style, styles, tiny}, where `tiny` says that a group stands for the area
//   rowsOf(mark)     the members of a group, an area, or a tag (`{areas}`): `length` says how many there are,
//                    iterating gives the rows that are here (at least one, if `length` is not 0)
//   extentOf(mark)   [x0, y0, x1, y1], where its members are, on the unit square
//   groupOf(row, groups)  the group that a row is in, of those that `marks` gave last, or undefined
//   unplaced()       the members without a place, whatever the filters
//   members(rows)    rows as members
//   places()         named places with incidents, for labels: {name, x, y, count}; empty when there are too many
//
// An engine that answers later has `waiting`, true while an answer is to come, and its histogram says the same of bins
// that are not counted yet. It gives the newest that it has, and calls `announce(what)` (which `View` sets) when there
// is more: "result" (filters answered, or bins of a histogram), "marks", "rows" (of a list), or "lost" when no answer
// came. `View` then tells the page, by its events `filter` ({arrived: true}), `marks`, `rows` and `lost`; whoever listens
// asks again and gets the new one. It may let go incidents that nobody uses, but never the rows that `spared()` gives.
import { applyOrder, ArrayRows } from "./rows.js";
import { Marks } from "./marks.js";
import { Bins, daysOf } from "./histogram.js";
import { Matcher } from "../data/filter.js";
import { Incidents } from "../data/incidents.js";

const NONE_NAMED = [];
const MANY = 20000; // incidents, with more of which the names of their places would be all over the map

export class LocalEngine {
  #matcher;
  #tree;
  #marks;
  #bins;

  constructor(payloads) {
    this.incidents = new Incidents(payloads);
    const { incidents } = this;
    this.announce = () => {};
    this.#matcher = new Matcher(incidents);
    this.#marks = new Marks(incidents);
    const intervals = { starts: incidents.start, ends: incidents.end, counts: null };
    this.#bins = new Bins(intervals);
    this.totals = {
      incidents: incidents.count, unplaced: incidents.unplaced, undated: incidents.undated, days: daysOf(intervals),
    };
  }

  get tree() {
    return (this.#tree ??= this.incidents.facets.sub.tree());
  }

  ask(filters) {
    const matcher = this.#matcher;
    matcher.apply(filters);
    const rows = matcher.rows();
    this.result = {
      rows,
      matched: rows.length,
      unplaced: matcher.unplaced(rows),
      counts: matcher.counts(),
      without: (names) => matcher.without(names),
      histogram: (edges) => this.#bins.count(edges, (row) => matcher.passesButTime(row)),
    };
    this.#marks.forget();
  }

  list({ sort, box, members }) {
    const kept = members && new Set(members);
    const rows = kept ? this.result.rows.filter((row) => kept.has(row)) : this.result.rows;
    return new ArrayRows(applyOrder(this.incidents, rows, sort, box));
  }

  marks(zoom, box) {
    return this.#marks.at(zoom, this.result.rows, box);
  }

  rowsOf(mark) {
    return mark.areas ? Int32Array.from(mark.areas.flatMap((area) => [...area.rows()])) : mark.rows();
  }

  extentOf(mark) {
    const { x, y } = this.incidents;
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const row of this.rowsOf(mark)) {
      box[0] = Math.min(box[0], x[row]);
      box[1] = Math.min(box[1], y[row]);
      box[2] = Math.max(box[2], x[row]);
      box[3] = Math.max(box[3], y[row]);
    }
    return box;
  }

  groupOf(row) {
    return this.#matcher.passes(row) ? this.#marks.groupOf(row) : undefined;
  }

  unplaced() {
    return this.incidents.newestFirst.filter((row) => this.incidents.mark[row] === 0);
  }

  members(rows) {
    return Int32Array.from(rows);
  }

  places() {
    return this.incidents.count > MANY ? NONE_NAMED : this.incidents.places();
  }
}

/** The answer before there is one. */
export const nothing = () => ({
  matched: 0,
  unplaced: 0,
  rows: null,
  counts: { type: new Map(), sub: new Map(), actors: new Map(), sources: new Map(), precision: new Map() },
  histogram: (edges) => {
    const none = () => new Float64Array(edges.length - 1);
    return { all: none(), own: none(), vague: none() };
  },
});
