// Lists of rows as the page reads them: `length`, `at(i)` (a row, or -1 where it is not here yet), `indexOf(row)` (its
// place, or -1), `want(from, to)`, which says what will be shown and may make an engine fetch it, and `have(to)`, whose
// promise holds when the first rows are here. Where it is `guessed`, the length is not known yet.
import { toX, toY } from "../data/mercator.js";
import { NONE } from "../data/columns.js";

/** All rows are here. */
export class ArrayRows {
  #rows;

  constructor(rows) {
    this.#rows = rows;
    this.length = rows.length;
  }

  at(i) {
    return this.#rows[i] ?? -1;
  }

  indexOf(row) {
    return this.#rows.indexOf(row);
  }

  want() {}

  async have() {}
}

/** Rows, given from the newest to the oldest, in another order. Those without a date stay last, by date. */
export function applyOrder(incidents, rows, sort, box) {
  if (sort === "oldest") return oldestFirst(incidents, rows);
  if (sort === "view" && box) return seenFirst(incidents, rows, box);
  return rows;
}

function oldestFirst({ start, end }, rows) {
  const dated = rows.filter((row) => start[row] !== NONE || end[row] !== NONE);
  const out = new Int32Array(rows.length);
  out.set(dated.reverse());
  // Of the same day, the order is turned, too: "oldest" is "newest" backwards.
  out.set(rows.subarray(dated.length), dated.length);
  return out;
}

function seenFirst(incidents, rows, box) {
  const isSeen = seenBy(incidents, box);
  const out = new Int32Array(rows.length);
  let at = 0;
  for (const row of rows) if (isSeen(row)) out[at++] = row;
  for (const row of rows) if (!isSeen(row)) out[at++] = row;
  return out;
}

/** Make the test whether an incident's mark or area meets a box of degrees, on any copy of the world. */
export function seenBy({ x, y, shape, shapes }, [west, south, east, north]) {
  const [x0, y0, x1, y1] = [toX(west), toY(north), toX(east), toY(south)];
  const meets = (left, right) => {
    for (let by = Math.floor(x0) - 1; by <= x1; by++) if (left + by <= x1 && right + by >= x0) return true;
    return false;
  };
  return (row) => {
    if (shape[row] < 0) return y[row] >= y0 && y[row] <= y1 && meets(x[row], x[row]);
    const [left, top, right, bottom] = shapes[shape[row]].box;
    return bottom >= y0 && top <= y1 && meets(left, right);
  };
}
