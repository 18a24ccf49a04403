// Reads what `coding.py` writes: integers, strings by dictionary, and lists by their distinct values.

/** Stands for "no value" in arrays of whole numbers. */
export const NONE = -2147483648;

/** A column of whole numbers: an array with nulls, one number for all rows, or null for none. */
export function integers(column, rows) {
  const out = new Int32Array(rows);
  if (column === null || column === undefined) return out.fill(NONE);
  if (typeof column === "number") return out.fill(column);
  for (let i = 0; i < rows; i++) out[i] = column[i] ?? NONE;
  return out;
}

/** Scaled numbers back as floats; what is missing is NaN. */
export function floats(column, rows, scale) {
  const out = new Float64Array(rows);
  if (column === null || column === undefined) return out.fill(NaN);
  if (typeof column === "number") return out.fill(column / scale);
  for (let i = 0; i < rows; i++) out[i] = column[i] === null ? NaN : column[i] / scale;
  return out;
}

/** Steps back to positions. */
export function unstep(column, rows) {
  const out = integers(column, rows);
  for (let i = 1; i < rows; i++) out[i] += out[i - 1];
  return out;
}

/** An index into a table; null means that row i has record i. */
export function index(column, rows) {
  if (column !== null) return integers(column, rows);
  const out = new Int32Array(rows);
  for (let i = 0; i < rows; i++) out[i] = i;
  return out;
}

/** Where each run of items starts, given how long each is; one more entry than there are runs. */
export function offsets(counts, rows) {
  const lengths = integers(counts, rows);
  const out = new Int32Array(rows + 1);
  for (let i = 0; i < rows; i++) out[i + 1] = out[i] + lengths[i];
  return out;
}

/** A column of strings; `at(i)` is null where there is none. */
export class Strings {
  constructor(column, rows) {
    this.rows = rows;
    if (Array.isArray(column)) this.at = (row) => column[row] ?? null;
    else if (column?.before) this.#numbered(column);
    else {
      this.values = column?.values ?? [];
      this.codes = integers(column ? column.codes : -1, rows);
      this.at = (row) => this.values[this.codes[row]] ?? null;
    }
  }

  // Texts that differ by one number.
  #numbered({ before, after, codes, numbers }) {
    const which = integers(codes, this.rows);
    const number = integers(numbers, this.rows);
    this.at = (row) => (which[row] < 0 ? null : `${before[which[row]]}${number[row]}${after[which[row]]}`);
  }
}

/** Number the distinct strings of several columns as one; null is -1. */
export function intern(columns) {
  const numbers = new Map();
  const rows = columns.reduce((sum, column) => sum + column.rows, 0);
  const codes = new Int32Array(rows);
  const number = (value) => {
    if (value === null || value === undefined) return -1;
    if (!numbers.has(value)) numbers.set(value, numbers.size);
    return numbers.get(value);
  };
  let row = 0;
  for (const column of columns) {
    const known = column.codes && column.values.map(number);
    for (let i = 0; i < column.rows; i++, row++) {
      codes[row] = known ? (column.codes[i] < 0 ? -1 : known[column.codes[i]]) : number(column.at(i));
    }
  }
  return { codes, values: [...numbers.keys()] };
}
