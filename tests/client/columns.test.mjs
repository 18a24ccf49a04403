import assert from "node:assert/strict";
import test from "node:test";
import { floats, index, integers, intern, NONE, offsets, Strings, unstep } from "../../geo/incidentmap/mapping/client/src/data/columns.js";

const all = (column, rows) => Array.from({ length: rows }, (_, i) => new Strings(column, rows).at(i));

test("integers: nulls, one for all, none at all", () => {
  assert.deepEqual([...integers([1, null, -3], 3)], [1, NONE, -3]);
  assert.deepEqual([...integers(7, 3)], [7, 7, 7]);
  assert.deepEqual([...integers(null, 2)], [NONE, NONE]);
  assert.deepEqual([...floats([150000, null], 2, 100000)], [1.5, NaN]);
  assert.deepEqual([...unstep([5, -2, 10], 3)], [5, 3, 13]);
  assert.deepEqual([...index(null, 3)], [0, 1, 2]);
  assert.deepEqual([...offsets([2, 0, 3], 3)], [0, 2, 2, 5]);
});

test("strings: as they are, by dictionary, by number", () => {
  assert.deepEqual(all(["a", null, "c"], 3), ["a", null, "c"]);
  assert.deepEqual(all({ values: ["x", "y"], codes: [1, -1, 0] }, 3), ["y", null, "x"]);
  assert.deepEqual(all({ values: ["x"], codes: 0 }, 2), ["x", "x"]);
  assert.deepEqual(all(null, 2), [null, null]);
  const numbered = { before: ["row ", "#"], after: [", column 'place'", ""], codes: [0, 1, -1], numbers: [17, 4, 0] };
  assert.deepEqual(all(numbered, 3), ["row 17, column 'place'", "#4", null]);
});

test("interning gives equal strings of several columns one number", () => {
  const columns = [
    new Strings({ values: ["b", "a"], codes: [1, -1, 0] }, 3),
    new Strings(["a", "c"], 2),
    new Strings({ before: ["a"], after: [""], codes: 0, numbers: 1 }, 1),
  ];
  const { codes, values } = intern(columns);
  assert.deepEqual([...codes].map((code) => values[code] ?? null), ["a", null, "b", "a", "c", "a1"]);
  assert.equal(new Set(values).size, values.length);
});
