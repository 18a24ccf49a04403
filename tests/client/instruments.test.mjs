import assert from "node:assert/strict";
import test from "node:test";
import { FORMATS, wrapped, written } from "../../geo/incidentmap/mapping/client/src/map/coordinates.js";
import { areaOf, distance, lengthOf, shortest } from "../../geo/incidentmap/mapping/client/src/map/geodesic.js";
import { stretches } from "../../geo/incidentmap/mapping/client/src/map/along.js";
import { placeLabels } from "../../geo/incidentmap/mapping/client/src/map/labels.js";
import { decodeBase } from "../../geo/incidentmap/mapping/client/src/map/decode.js";
import { labelsFor } from "../../geo/incidentmap/mapping/client/src/map/named.js";

test("a spot is written in each format", () => {
  const belgorod = [50.5956, 36.5874];
  assert.deepEqual(FORMATS.map((format) => written(...belgorod, format)), [
    "50.59560, 36.58740", "50°35′44.2″N 36°35′14.6″E", "37U CS 29251 07634",
  ]);
  assert.equal(written(-33.8688, 151.2093, "dms"), "33°52′07.7″S 151°12′33.5″E");
  assert.equal(written(59.999999, 29.999999, "dms"), "60°00′00.0″N 30°00′00.0″E", "never sixty seconds");
  assert.equal(written(-0.000001, -0.000001, "dms"), "0°00′00.0″N 0°00′00.0″E");
  assert.equal(written(-85, 10, "mgrs"), "-85.00000, 10.00000", "the grid does not reach there");
  assert.equal(written(38.8895, -77.0352, "mgrs"), "18S UJ 23486 06483", "the Washington Monument");
  assert.equal(written(10, 396.5, "decimal"), "10.00000, 36.50000", "another copy of the world");
  assert.deepEqual([wrapped(190), wrapped(-190), wrapped(36)], [-170, 170, 36]);
});

test("lengths are those of the ellipsoid", () => {
  // Flinders Peak to Buninyong: 54,972.271 m (Geoscience Australia).
  const flinders = [144 + 25 / 60 + 29.5244 / 3600, -(37 + 57 / 60 + 3.7203 / 3600)];
  const buninyong = [143 + 55 / 60 + 35.3839 / 3600, -(37 + 39 / 60 + 10.1561 / 3600)];
  assert.ok(Math.abs(distance(flinders, buninyong) - 54972.271) < 0.01);
  assert.ok(Math.abs(distance([0, 0], [0, 90]) - 10001965.729) < 0.01, "a quarter of a meridian");
  assert.ok(Math.abs(distance([179, 0], [-179, 0]) - distance([0, 0], [2, 0])) < 1e-6, "the shorter way round");
  assert.ok(Math.abs(distance([0, 0], [180, 0.1]) / 20003000 - 1) < 0.01, "opposite sides: by the sphere");
  assert.equal(distance([36, 50], [36, 50]), 0);
  assert.equal(lengthOf([[36, 50]]), 0);
  assert.equal(lengthOf([[36, 50], [37, 50], [36, 50]]), 2 * distance([36, 50], [37, 50]));
});

test("a leg is drawn as the shortest way, on the copy of the world where it is", () => {
  const way = shortest([[0, 50], [90, 50]]);
  assert.equal(way.length, 21);
  assert.deepEqual([way[0], way[20].map((degrees) => +degrees.toFixed(9))], [[0, 50], [90, 50]]);
  assert.ok(Math.abs(way[10][0] - 45) < 1e-9 && way[10][1] > 59, "it bends to the pole");
  assert.ok(Math.abs(lengthOf(way) / distance([0, 50], [90, 50]) - 1) < 1e-4);
  const across = shortest([[170, -10], [190, 10]]).map(([lon]) => lon);
  assert.ok(across.every((lon, i) => !i || (lon > across[i - 1] && lon < 190.001)));
  assert.deepEqual(shortest([[36, 50], [36, 50]]), [[36, 50], [36, 50]]);
  assert.deepEqual(shortest([[0, 0], [180, 0]]), [[0, 0], [180, 0]], "to the other side any way is the shortest");
  assert.deepEqual([shortest([]), shortest([[1, 2]])], [[], [[1, 2]]]);
});

test("areas are those of the ellipsoid", () => {
  const octant = areaOf([[0, 0], [90, 0], [0, 90]]);
  assert.ok(Math.abs(octant / (510065621724089 / 8) - 1) < 1e-9, "an eighth of the Earth");
  const square = areaOf([[36, 50], [36.1, 50], [36.1, 50.1], [36, 50.1]]);
  assert.ok(Math.abs(square / 79664443 - 1) < 1e-4, `${square}`);
  assert.equal(areaOf([[36, 50.1], [36.1, 50.1], [36.1, 50], [36, 50]]), square, "either way round");
  assert.ok(Math.abs(areaOf([[179.95, 50], [-179.95, 50], [-179.95, 50.1], [179.95, 50.1]]) / square - 1) < 1e-9);
});

test("a place keeps its name where its incidents are filtered out or counted elsewhere", () => {
  const city = { kind: "settlement", name: "Бєлгород", names: ["Belgorod", "Бєлгород"], x: 0.6, y: 0.3, population: 340000 };
  const base = { settlements: [city], names: [], waters: [] };
  const places = [{ name: "Belgorod", x: 0.6, y: 0.3, count: 6 }];
  const engine = { places: () => places };
  const [shown] = labelsFor(engine, base, [{ x: 0.6, y: 0.3, radius: 12 }]);
  assert.deepEqual([shown.kind, shown.name, shown.radius], ["incident", "Бєлгород", 12]);
  const hidden = labelsFor(engine, base, []);
  assert.deepEqual(hidden, [city]);
});
