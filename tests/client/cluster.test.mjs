import assert from "node:assert/strict";
import test from "node:test";
import { Clusters, radiusOf } from "../../geo/incidentmap/mapping/client/src/data/cluster.js";
import { Grid } from "../../geo/incidentmap/mapping/client/src/data/grid.js";

let seed = 7;
const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;

function gridOf(points, scale, isSpot = () => true) {
  return new Grid(Float64Array.from(points, (p) => p[0]), Float64Array.from(points, (p) => p[1]), isSpot, scale);
}

function group(points, scale, rows = Int32Array.from(points.keys())) {
  const clusters = new Clusters(gridOf(points, scale), rows);
  return [...clusters.groups].map((cell) => {
    const at = clusters.at[cell];
    return { x: points[at][0], y: points[at][1], count: clusters.count[cell], rows: [...clusters.rowsOf(cell)], at };
  });
}

test("no incident is lost or counted twice, at any zoom, in any part of the set", () => {
  for (let round = 0; round < 40; round++) {
    const spread = 10 ** -(random() * 6);
    const points = Array.from({ length: 1 + Math.floor(random() * 800) }, () => [0.5 + random() * spread * 0.4, 0.5 - random() * spread * 0.4]);
    const rows = Int32Array.from(points.keys()).filter(() => random() < 0.7);
    const scale = 256 * 2 ** (random() * 17);
    const groups = group(points, scale, rows);
    assert.deepEqual(groups.flatMap((g) => g.rows).sort((a, b) => a - b), [...rows]);
    for (const g of groups) {
      assert.equal(g.rows.length, g.count);
      assert.ok(g.rows.includes(g.at), "it stands on the place of one of its own");
    }
  }
});

test("no two marks cover each other, however much a group has grown", () => {
  const points = Array.from({ length: 20000 }, () => [0.6 + random() * 0.02, 0.3 + random() * 0.02]);
  for (const zoom of [6, 7, 8, 10]) {
    const groups = group(points, 256 * 2 ** zoom);
    for (const [i, a] of groups.entries()) {
      for (const b of groups.slice(0, i)) {
        const apart = Math.hypot(a.x - b.x, a.y - b.y) * 256 * 2 ** zoom;
        assert.ok(apart >= (radiusOf(a.count) + radiusOf(b.count)) * 0.95 - 1e-6, `${a.count} and ${b.count} are ${apart} pixels apart`);
      }
    }
  }
});

test("a filter changes what is counted, not where the grid lies: step by step is as at once", () => {
  const points = Array.from({ length: 3000 }, () => [0.6 + random() * 0.01, 0.3 + random() * 0.01]);
  const grid = gridOf(points, 256 * 2 ** 9);
  for (let step = 0; step < 10; step++) {
    const rows = Int32Array.from(points.keys()).filter((row) => (row * 7 + step) % 3);
    const kept = new Clusters(grid, rows);
    const fresh = new Clusters(gridOf(points, 256 * 2 ** 9), rows);
    assert.deepEqual(kept.groups, fresh.groups);
    assert.deepEqual([...kept.groups].map((g) => kept.rowsOf(g)), [...fresh.groups].map((g) => fresh.rowsOf(g)));
    for (const row of rows) assert.ok(kept.rowsOf(kept.groupOf[grid.cellOf[row]]).includes(row));
  }
});

test("what has no mark is in no group", () => {
  const points = [[0.5, 0.5], [NaN, NaN], [0.5, 0.5]];
  const clusters = new Clusters(gridOf(points, 256, (row) => row !== 1), Int32Array.of(2, 1, 0));
  assert.deepEqual([...clusters.groups].map((cell) => [...clusters.rowsOf(cell)]), [[2, 0]]);
  assert.equal(new Clusters(gridOf([], 256), new Int32Array(0)).groups.length, 0);
});

test("marks that would cover each other come together, others stay apart", () => {
  const scale = 256 * 2 ** 10;
  const px = (n) => n / scale;
  assert.equal(group([[0.5, 0.5], [0.5 + px(5), 0.5]], scale).length, 1);
  assert.equal(group([[0.5, 0.5], [0.5 - px(5), 0.5 - px(5)]], scale).length, 1, "also across the edge of a block");
  assert.equal(group([[0.5, 0.5], [0.5 + px(60), 0.5]], scale).length, 2);
});

test("incidents on one spot stand exactly on it, and stay together at every zoom, also ten thousand", () => {
  const spot = [0.601613, 0.337521];
  for (const zoom of [3, 10, 17]) {
    const groups = group(Array(10000).fill(spot), 256 * 2 ** zoom);
    assert.deepEqual(groups.map(({ x, y, count }) => [x, y, count]), [[...spot, 10000]]);
  }
});

test("a group stands on one of its own incidents, the nearest to their middle", () => {
  const scale = 256 * 2 ** 10;
  const px = (n) => n / scale;
  const points = [[0.5, 0.5], [0.5 + px(4), 0.5], [0.5 + px(11), 0.5]];
  const groups = group(points, scale);
  assert.equal(groups.length, 1);
  assert.deepEqual([groups[0].x, groups[0].y], points[1]);
});

test("a small group that touches a large one joins it where the large one is", () => {
  const scale = 256 * 2 ** 10;
  const big = [0.5, 0.5];
  const groups = group([...Array(9).fill(big), [0.5 + 20 / scale, 0.5]], scale);
  assert.deepEqual(groups.map(({ x, y, count }) => [x, y, count]), [[0.5, 0.5, 10]]);
});

test("a badge grows with its count, and not for ever", () => {
  assert.ok(radiusOf(1) < radiusOf(2) && radiusOf(2) < radiusOf(100) && radiusOf(100) < radiusOf(1000));
  assert.equal(radiusOf(1e9), 30);
});
