import assert from "node:assert/strict";
import "./words.mjs";
import test from "node:test";
import { distanceKm, toLat, toLon, toX, toY } from "../../geo/incidentmap/mapping/client/src/data/mercator.js";
import { boxToShow, contains, decodeShapes, isCut, meetsOutline, traceUncut } from "../../geo/incidentmap/mapping/client/src/data/shapes.js";
import { PRECISIONS, styleOf, STYLES } from "../../geo/incidentmap/mapping/client/src/look.js";
import { placeLabels } from "../../geo/incidentmap/mapping/client/src/map/labels.js";
import { safeAddress } from "../../geo/incidentmap/mapping/client/src/ui/dom.js";
import { fatalities, when } from "../../geo/incidentmap/mapping/client/src/ui/words.js";

const words = (parts) => parts.map((part) => part.text ?? part).join("");

test("Mercator goes there and back", () => {
  for (const [lon, lat] of [[36.58, 50.6], [-179.9, -84], [0, 0], [180, 85]]) {
    assert.ok(Math.abs(toLon(toX(lon)) - lon) < 1e-9);
    assert.ok(Math.abs(toLat(toY(lat)) - lat) < 1e-9);
  }
  assert.ok(Number.isFinite(toY(90)) && Number.isFinite(toY(-90)));
  assert.ok(Math.abs(distanceKm(36.587, 50.6, 36.254, 49.982) - 72.7) < 1);
});

// A square of 1° with a hole, and a line, as `shapes.py` writes them.
const [square, line] = decodeShapes({
  count: 2, parts: [1, 1], kinds: [0, 1], paths: [2, 1], vertices: [5, 5, 2],
  lon: [0, 100000, 0, -100000, 0, 40000, 20000, 0, -20000, 0, 160000, 100000],
  lat: [0, 0, 100000, 0, -100000, 40000, 0, 20000, 0, -20000, -40000, 0],
  label_lon: [10000, 200000], label_lat: [10000, 0],
});

test("a spot is in a polygon, not in its hole, and near a line within reach", () => {
  assert.ok(contains(square, toX(0.1), toY(0.1)));
  assert.ok(!contains(square, toX(0.5), toY(0.5)), "the hole");
  assert.ok(!contains(square, toX(1.5), toY(0.5)));
  assert.ok(contains(line, toX(2.5), toY(0), 1e-6));
  assert.ok(!contains(line, toX(2.5), toY(0.5), 1e-6));
});

test("a country is met at its outline, not inside", () => {
  assert.ok(meetsOutline(square, toX(0.5), toY(1), 1e-6));
  assert.ok(!meetsOutline(square, toX(0.2), toY(0.2), 1e-6));
});

test("of an area on both sides of 180° the largest part is shown", () => {
  const [cut] = decodeShapes({
    count: 1, parts: [2], kinds: [0, 0], paths: [1, 1], vertices: [5, 5],
    lon: [17000000, 1000000, 0, -1000000, 0, -35000000, 100000, 0, -100000, 0],
    lat: [0, 0, 500000, 0, -500000, 0, 0, 100000, 0, -100000],
    label_lon: [17500000], label_lat: [200000],
  });
  assert.ok(isCut(cut) && !isCut(square));
  assert.deepEqual(boxToShow(cut).map((v) => +v.toFixed(6)), [toX(170), toY(5), 1, 0.5].map((v) => +v.toFixed(6)));
  assert.equal(boxToShow(square), square.box);
});

test("an edge along the cut is no border", () => {
  const edges = [];
  let from;
  const context = { moveTo: (...p) => (from = p), lineTo: (...p) => edges.push([from, p]) };
  traceUncut(context, Float64Array.of(1, 0.4, 1, 0.5, 0.9, 0.5, 0.9, 0.4), 1, 0, 0);
  assert.deepEqual(edges, [[[1, 0.5], [0.9, 0.5]], [[0.9, 0.5], [0.9, 0.4]], [[0.9, 0.4], [1, 0.4]]]);
});

test("event types have their style whatever their case; others share one; every glyph differs", () => {
  assert.equal(STYLES[styleOf("battles ")].name, "Battles");
  assert.equal(styleOf("State-based violence"), STYLES.length - 1);
  assert.equal(styleOf(null), STYLES.length - 1);
  assert.equal(new Set(STYLES.map((s) => s.glyph)).size, STYLES.length);
  assert.equal(new Set(STYLES.map((s) => s.colour)).size, STYLES.length);
  assert.equal(PRECISIONS.length, 9);
});

test("labels do not overlap each other or the marks, and what turns text around is left out", () => {
  const at = (lon, lat) => ({ x: toX(lon), y: toY(lat) });
  const labels = Array.from({ length: 60 }, (_, i) => ({ kind: "settlement", name: `\u202ePlace ${i}`, population: 500000, ...at(36 + (i % 8) * 0.05, 50 + i * 0.01) }));
  const marks = [{ ...at(36.1, 50.2), radius: 20 }];
  const zoom = 9;
  const scale = 256 * 2 ** zoom;
  const placed = placeLabels(labels, marks, zoom, (_font, text) => text.length * 7);
  assert.ok(placed.length > 5 && placed.length < 60);
  const boxes = placed.map((p) => {
    const width = p.text.length * 7;
    const x = p.x * scale + p.dx - { left: 0, right: width, center: width / 2 }[p.align];
    return [x, p.y * scale + p.dy - 8, x + width, p.y * scale + p.dy + 8];
  });
  const { x, y } = marks[0];
  boxes.push([x * scale - 20, y * scale - 20, x * scale + 20, y * scale + 20]);
  for (const [i, a] of boxes.entries()) {
    for (const b of boxes.slice(i + 1)) assert.ok(a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1]);
  }
  assert.ok(placed.every((p) => p.text.startsWith("Place")));
});

test("only http and https become links", () => {
  assert.equal(safeAddress("https://example.org/a?b=1"), "https://example.org/a?b=1");
  for (const bad of ["javascript:alert(1)", " https://x", "data:text/html,x", "//example.org", "ftp://x", "https://", "HTTPS://["]) {
    assert.equal(safeAddress(bad), null, bad);
  }
});

test("unknown casualties are not none", () => {
  assert.equal(fatalities([null, null]), "Not stated");
  assert.equal(fatalities([0, 0]), "0 killed");
  assert.equal(fatalities([3, 5]), "3 to 5 killed");
  assert.equal(fatalities([11, 11]), "11 killed");
  assert.equal(fatalities([2, null]), "At least 2 killed");
  assert.equal(fatalities([null, 2]), "At most 2 killed");
});

test("a phrase is quoted when it has words, and not when it repeats the date", () => {
  assert.equal(words(when({ start: 19692, end: 19722, timePhrase: "in December" })), "December 2023, reported as “in December”");
  assert.equal(words(when({ start: 19794, end: 19794, timePhrase: "2024-03-12" })), "12 Mar 2024");
});
