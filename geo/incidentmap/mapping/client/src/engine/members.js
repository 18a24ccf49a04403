// The members of a group or an area of a set that stays on its server: how many, how to ask for them, and which are here.
import { toLat, toLon } from "../data/mercator.js";
import { boxText } from "./address.js";
import { ArrayRows } from "./rows.js";

export class Members {
  constructor(length, first, describe, { rows = null, under = null } = {}) {
    this.length = length;
    this.under = under; // the filters that `length` was counted under, or null where it holds under all
    this.first = first;
    this.describe = describe; // puts into a query what makes it ask for these members only
    this.rows = rows; // all of them, where they are known
  }

  /** Those of a mark that was drawn as the answer to `asked`. */
  static of(mark, asked) {
    const areas = mark.areas ?? (mark.extent ? null : [mark]);
    const under = asked.filters;
    if (!areas) return new Members(mark.count, mark.first, (query, filters) => describeGroup(query, filters, mark, asked), { under });
    const length = areas.reduce((sum, { count }) => sum + count, 0);
    const numbers = areas.map(({ number }) => number).join(",");
    return new Members(length, areas[0].first, (query) => query.set("shapes", numbers), { under });
  }

  static unplaced(length, under) {
    return new Members(length, -1, (query) => query.set("unplaced", "true"), { under });
  }

  static known(rows) {
    return new Members(rows.length, rows[0], null, { rows: Int32Array.from(rows) });
  }

  asList() {
    return new ArrayRows(this.rows);
  }

  *[Symbol.iterator]() {
    if (this.rows) yield* this.rows;
    else if (this.length && this.first >= 0) yield this.first;
  }
}

/** The server finds a group again by the same question; under other filters, the place where it was is asked for. */
function describeGroup(query, filters, mark, { filters: then, zoom, box }) {
  if (filters === then) {
    query.set("bbox", boxText(box));
    query.set("zoom", zoom);
    query.set("group", mark.first);
    return;
  }
  const [x0, y0, x1, y1] = mark.extent;
  query.set("inside", boxText([toLon(x0) - 1e-5, toLat(y1) - 1e-5, toLon(x1) + 1e-5, toLat(y0) + 1e-5]));
}
