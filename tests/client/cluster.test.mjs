import assert from "node:assert/strict";
import test from "node:test";
import { cluster, radiusOf } from "../../geo/incidentmap/mapping/client/src/data/cluster.js";

function rowsOf({ first }, next) {
  const rows = [];
  for (let row = first; row >= 0; row = next[row]) rows.push(row);
  return rows;
}

function group(points, scale, styles = points.map(() => 0)) {
  const xs = Float64Array.from(points, (p) => p[0]);
  const ys = Float64Array.from(points, (p) => p[1]);
  return cluster(Int32Array.from(points.keys()), xs, ys, Uint8Array.from(styles), 7, scale);
}

test("no incident is lost or counted twice, at any zoom", () => {
  let seed = 7;
  const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  const points = Array.from({ length: 3000 }, () => [0.6 + random() * 0.01, 0.3 + random() * 0.01]);
  const styles = points.map((_, i) => i % 7);
  for (const zoom of [0, 4, 8, 12, 17]) {
    const { groups, next } = group(points, 256 * 2 ** zoom, styles);
    const seen = groups.flatMap((g) => rowsOf(g, next));
    assert.deepEqual(seen.sort((a, b) => a - b), points.map((_, i) => i));
    for (const g of groups) {
      assert.equal(rowsOf(g, next).length, g.count);
      assert.equal(g.styles.reduce((a, b) => a + b), g.count);
    }
  }
});

test("marks that would cover each other come together, others stay apart", () => {
  const scale = 256 * 2 ** 10;
  const px = (n) => n / scale;
  assert.equal(group([[0.5, 0.5], [0.5 + px(5), 0.5]], scale).groups.length, 1);
  assert.equal(group([[0.5, 0.5], [0.5 + px(60), 0.5]], scale).groups.length, 2);
});

test("incidents on one spot stand exactly on it, and stay together at every zoom", () => {
  const spot = [0.601613, 0.337521];
  for (const zoom of [3, 10, 17]) {
    const { groups } = group(Array(6).fill(spot), 256 * 2 ** zoom);
    assert.equal(groups.length, 1);
    assert.equal(groups[0].x, spot[0]);
    assert.equal(groups[0].y, spot[1]);
  }
});

test("a group stands on one of its own incidents, the nearest to their middle", () => {
  const scale = 256 * 2 ** 10;
  const px = (n) => n / scale;
  const points = [[0.5, 0.5], [0.5 + px(4), 0.5], [0.5 + px(11), 0.5]];
  const { groups } = group(points, scale);
  assert.equal(groups.length, 1);
  assert.deepEqual([groups[0].x, groups[0].y], points[1]);
});

test("a small group that touches a large one joins it where the large one is", () => {
  const scale = 256 * 2 ** 10;
  const big = [0.5, 0.5];
  const { groups } = group([...Array(9).fill(big), [0.5 + 20 / scale, 0.5]], scale);
  assert.equal(groups.length, 1);
  assert.deepEqual([groups[0].x, groups[0].y, groups[0].count], [0.5, 0.5, 10]);
});

test("a badge grows with its count, and not for ever", () => {
  assert.ok(radiusOf(1) < radiusOf(2) && radiusOf(2) < radiusOf(100) && radiusOf(100) < radiusOf(1000));
  assert.equal(radiusOf(1e9), 30);
});
