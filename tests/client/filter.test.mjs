import assert from "node:assert/strict";
import test from "node:test";
import { NONE } from "../../geo/incidentmap/mapping/client/src/data/columns.js";
import { activeFilters, applyFilters, noFilters } from "../../geo/incidentmap/mapping/client/src/data/filter.js";

const incidents = {
  count: 5,
  type: { values: ["Battles", "Riots"], codes: Int32Array.of(0, 0, 1, -1, 1) },
  precision: { values: ["settlement", "near"], codes: Int32Array.of(0, 1, 0, 0, 0) },
  actors: { values: ["A", "B"], starts: Int32Array.of(0, 2, 3, 3, 4, 5), items: Int32Array.of(0, 1, 1, 0, 0) },
  start: Int32Array.of(10, 20, 30, NONE, 5),
  end: Int32Array.of(10, 40, 30, NONE, NONE),
  newestFirst: Int32Array.of(2, 1, 0, 4, 3),
};
const texts = () => ["shelling near sumy", "armed clash", "mob in kyiv", "sumy", "nothing"];
const run = (changes) => applyFilters(incidents, { ...noFilters(), ...changes }, texts);
const rows = (changes) => [...run(changes).rows];

test("no filter shows everything, the newest first", () => {
  assert.deepEqual(rows({}), [2, 1, 0, 4, 3]);
  assert.equal(activeFilters(noFilters()), 0);
});

test("OR inside a facet, AND across facets; null is 'not given'", () => {
  assert.deepEqual(rows({ type: new Set(["Battles", "Riots"]) }), [2, 1, 0, 4]);
  assert.deepEqual(rows({ type: new Set([null]) }), [3]);
  assert.deepEqual(rows({ type: new Set(["Battles"]), precision: new Set(["near"]) }), [1]);
  assert.deepEqual(rows({ actors: new Set(["B"]) }), [1, 0]);
  assert.deepEqual(rows({ actors: new Set([null]) }), [2]);
  assert.deepEqual(rows({ actors: new Set(["nobody"]) }), []);
});

test("time tests overlap, keeps open ends, and leaves undated ones to their own switch", () => {
  assert.deepEqual(rows({ span: [11, 25] }), [1, 4, 3]);
  assert.deepEqual(rows({ span: [11, 25], undated: false }), [1, 4]);
  assert.deepEqual(rows({ undated: false }), [2, 1, 0, 4]);
});

test("every word must be there, in any case", () => {
  assert.deepEqual(rows({ text: "SUMY" }), [0, 3]);
  assert.deepEqual(rows({ text: "  sumy   shelling " }), [0]);
  assert.deepEqual(rows({ text: "   " }), [2, 1, 0, 4, 3]);
});

test("a facet's counts are made under all the other filters, not under itself", () => {
  const { counts, inTime } = run({ type: new Set(["Battles"]), span: [0, 25] });
  assert.deepEqual([...counts.type], [["Battles", 2], ["Riots", 1], [null, 1]]);
  assert.deepEqual([...counts.precision], [["settlement", 1], ["near", 1]]);
  assert.deepEqual([...counts.actors], [["A", 1], ["B", 2]]);
  assert.deepEqual([0, 1, 2, 3, 4].map(inTime), [1, 1, 0, 0, 0]);
});

test("the number of filters that are on", () => {
  const filters = { ...noFilters(), type: new Set(["Riots"]), text: "x", span: [1, 2], undated: false };
  assert.equal(activeFilters(filters), 4);
});
