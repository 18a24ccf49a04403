// The incidents of a large set that have come from the server, under the server's own numbers: those of the answers that
// were used last. What is let go is fetched again when it is wanted.
import { NONE } from "../data/columns.js";
import { Incidents } from "../data/incidents.js";
import { toX, toY } from "../data/mercator.js";
import { HOLLOW, SOLID } from "../looks.js";

const DEGREE = 100000;
const ANSWERS = 200; // that are kept
const UNKNOWN = 255; // the look of what is not here

export class Known {
  #at = new Map(); // row → [incidents of one answer, its row there]
  #rows = new Map(); // id → row
  #held = new Map(); // incidents of one answer → its rows, from the answer that was used longest ago

  /** `spared()` gives the rows that are never let go. */
  constructor(count, { spared = () => [], answers = ANSWERS } = {}) {
    this.count = count;
    this.spared = spared;
    this.answers = answers;
    // Memory is taken page by page, where something is written.
    this.x = new Float64Array(count).fill(NaN);
    this.y = new Float64Array(count).fill(NaN);
    this.mark = new Uint8Array(count);
    this.look = new Uint8Array(count).fill(UNKNOWN);
    this.style = new Uint8Array(count);
    this.estimated = new Uint8Array(count);
    this.shape = new Int32Array(count).fill(-1);
    this.start = new Int32Array(count).fill(NONE);
    this.end = new Int32Array(count).fill(NONE);
    this.shapes = [];
  }

  /** Take the incidents of an answer. Tells whether others had to go. */
  take({ rows, shape, columns }) {
    if (!rows.length) return false;
    const part = new Incidents([columns]);
    const held = new Set();
    for (const [i, row] of rows.entries()) {
      if (this.#at.has(row)) {
        this.#use(this.#at.get(row)[0]);
        continue;
      }
      held.add(row);
      this.#at.set(row, [part, i]);
      this.#rows.set(part.id(i), row);
      for (const name of ["x", "y", "mark", "look", "style", "estimated", "start", "end"]) this[name][row] = part[name][i];
      const number = typeof shape === "number" ? shape : shape?.[i];
      if (part.shape[i] < 0 || number === null || number === undefined) continue;
      this.shape[row] = number;
      this.shapes[number] ??= part.shapes[part.shape[i]];
    }
    if (held.size) this.#held.set(part, held);
    return this.#letGo();
  }

  #use(part) {
    const held = this.#held.get(part);
    this.#held.delete(part);
    this.#held.set(part, held);
  }

  #letGo() {
    let spare = this.#held.size - this.answers;
    if (spare <= 0) return false;
    const kept = new Set([...this.spared()].map((row) => this.#at.get(row)?.[0]));
    let gone = false;
    for (const [part, held] of this.#held) {
      if (spare <= 0) break;
      if (kept.has(part)) continue;
      spare--;
      gone = true;
      this.#held.delete(part);
      for (const row of held) {
        this.#rows.delete(part.id(this.#at.get(row)[1]));
        this.#at.delete(row);
      }
    }
    return gone;
  }

  /** Take a group's mark where its first incident is not here. */
  mention(row, lon, lat, style, hollow) {
    if (this.#at.has(row)) return;
    this.x[row] = toX(lon / DEGREE);
    this.y[row] = toY(lat / DEGREE);
    this.mark[row] = hollow ? HOLLOW : SOLID;
    this.style[row] = style;
  }

  has(row) {
    return this.#at.has(row);
  }

  rowOf(id) {
    return this.#rows.get(id) ?? -1;
  }

  #of(row, read) {
    const known = this.#at.get(row);
    if (!known) return null;
    this.#use(known[0]);
    return read(...known);
  }

  id(row) {
    return this.#of(row, (part, i) => part.id(i));
  }

  line(row) {
    return this.#of(row, (part, i) => part.line(i));
  }

  record(row) {
    return this.#of(row, (part, i) => part.record(i));
  }

  precisionOf(row) {
    return this.#of(row, (part, i) => part.precisionOf(i));
  }

  originOf(row) {
    return this.#of(row, (part, i) => part.originOf(i));
  }
}
