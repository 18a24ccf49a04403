import assert from "node:assert/strict";
import test from "node:test";
import { Bins, daysOf } from "../../geo/incidentmap/mapping/client/src/engine/histogram.js";
import { applyOrder, ArrayRows } from "../../geo/incidentmap/mapping/client/src/engine/rows.js";
import { NONE } from "../../geo/incidentmap/mapping/client/src/data/columns.js";
import { toX, toY } from "../../geo/incidentmap/mapping/client/src/data/mercator.js";

test("a histogram counts an interval in every bin it meets, as vague where it meets several, and an undated one in none", () => {
  const starts = Int32Array.of(0, 3, NONE, NONE, 25, 40, -9);
  const ends = Int32Array.of(0, 12, 9, NONE, NONE, 50, -1);
  const bins = new Bins({ starts, ends, counts: null });
  const { all, own, vague } = bins.count([0, 10, 20, 30], (i) => i !== 0);
  assert.deepEqual([...all], [3, 1, 1]);
  assert.deepEqual([...own], [2, 1, 1]);
  assert.deepEqual([...vague], [1, 1, 0]);
  assert.deepEqual([...bins.count([40, 41, 60], null).own], [2, 2], "other edges, and an end that is open");
  assert.deepEqual(daysOf({ starts, ends }), [-9, 50]);
  assert.equal(daysOf({ starts: Int32Array.of(NONE), ends: Int32Array.of(NONE) }), null);
});

test("a profile's intervals weigh what they stand for", () => {
  const bins = new Bins({ starts: Int32Array.of(0, 5), ends: Int32Array.of(1, 15), counts: Int32Array.of(7, 2) });
  assert.deepEqual([...bins.count([0, 10, 20], null).all], [9, 2]);
});

const incidents = {
  start: Int32Array.of(30, 20, 10, NONE),
  end: Int32Array.of(30, 20, 10, NONE),
  x: Float64Array.of(toX(36), toX(-179), toX(10), NaN),
  y: Float64Array.of(toY(50), toY(-17), toY(50), NaN),
  shape: Int32Array.of(-1, -1, 0, -1),
  shapes: [{ box: [toX(9), toY(51), toX(36), toY(49)] }],
};
const newest = Int32Array.of(0, 1, 2, 3);
const order = (sort, box = null) => [...applyOrder(incidents, newest, sort, box)];

test("the list is by date, either way, or by what is in view; undated ones come last", () => {
  assert.deepEqual(order("newest"), [0, 1, 2, 3]);
  assert.deepEqual(order("oldest"), [2, 1, 0, 3]);
  assert.deepEqual(order("view"), [0, 1, 2, 3]);
  assert.deepEqual(order("view", [178, -20, 182, -10]), [1, 0, 2, 3]);
  assert.deepEqual(order("view", [-182, -20, -170, -10]), [1, 0, 2, 3]);
  assert.deepEqual(order("view", [35, 49, 36, 51]), [0, 2, 1, 3], "an area is seen where its box is");
  assert.deepEqual(order("view", [-900, -90, 900, 90]), [0, 1, 2, 3]);
});

test("a list of rows knows its places and what lies beyond", () => {
  const rows = new ArrayRows(newest);
  assert.deepEqual([rows.length, rows.at(1), rows.at(4), rows.at(-1), rows.indexOf(3), rows.indexOf(9)], [4, 1, -1, -1, 3, -1]);
});
