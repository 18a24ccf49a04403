import assert from "node:assert/strict";
import "./words.mjs";
import { test } from "node:test";
import { described, shown } from "../../geo/incidentmap/mapping/client/src/share/described.js";
import { fileName } from "../../geo/incidentmap/mapping/client/src/share/download.js";
import { cell, COLUMNS, shapeGeometry, wkt } from "../../geo/incidentmap/mapping/client/src/share/features.js";
import { noFilters } from "../../geo/incidentmap/mapping/client/src/data/filter.js";
import { toX, toY } from "../../geo/incidentmap/mapping/client/src/data/mercator.js";
import { toDay } from "../../geo/incidentmap/mapping/client/src/data/time.js";
import { setLanguage } from "../../geo/incidentmap/mapping/client/src/words/index.js";

const path = (...spots) => Float64Array.from(spots.flatMap(([lon, lat]) => [toX(lon), toY(lat)]));

test("a cell never starts a formula, and is quoted when it must be", () => {
  const cases = [
    ["Belgorod", "Belgorod"], ["=1+1", "'=1+1"], [" ＠SUM(1)", "' ＠SUM(1)"], ["\u200b+1", "'\u200b+1"], ["-5", "'-5"], ["\tx", "'\tx"],
    ['say "a", b', '"say ""a"", b"'], ["two\nlines", '"two\nlines"'], ["\n=1", '"\'\n=1"'], ["a\u0000b", "a\ufffdb"], [null, ""], [undefined, ""],
    [-5, "-5"], [true, "true"], [0, "0"], ["", ""],
  ];
  for (const [value, expected] of cases) assert.equal(cell(value), expected, JSON.stringify(value));
});

test("shapes become geometries, in degrees with five decimals", () => {
  const ring = path([35, 50], [36, 50], [36, 51.12345], [35, 50]);
  const polygon = { kind: 0, paths: [ring] };
  const line = { kind: 1, paths: [path([30, 40], [31.5, 41])] };
  const spot = { kind: 2, paths: [path([-179.99999, 84.5])] };
  assert.deepEqual(shapeGeometry({ parts: [polygon] }), { type: "Polygon", coordinates: [[[35, 50], [36, 50], [36, 51.12345], [35, 50]]] });
  assert.equal(shapeGeometry({ parts: [polygon, polygon] }).type, "MultiPolygon");
  assert.equal(shapeGeometry({ parts: [polygon, line, spot] }).type, "GeometryCollection");
  assert.equal(wkt(shapeGeometry({ parts: [polygon] })), "POLYGON ((35 50, 36 50, 36 51.12345, 35 50))");
  assert.equal(wkt(shapeGeometry({ parts: [spot, spot] })), "MULTIPOINT ((-179.99999 84.5), (-179.99999 84.5))");
  assert.equal(wkt(shapeGeometry({ parts: [line, line] })), "MULTILINESTRING ((30 40, 31.5 41), (30 40, 31.5 41))");
  assert.equal(wkt(shapeGeometry({ parts: [line, spot] })), "GEOMETRYCOLLECTION (LINESTRING (30 40, 31.5 41), POINT (-179.99999 84.5))");
  assert.equal(wkt(null), "");
  assert.equal(COLUMNS.length, 33);
});

test("a file's name comes from the title and is never a path", () => {
  assert.equal(fileName("Belgorod border 2022–2025", "map", "png"), "Belgorod-border-2022-2025-map.png");
  assert.equal(fileName("../../etc/passwd", "incidents", "csv"), "etc-passwd-incidents.csv");
  assert.equal(fileName("Прикордоння: «Тёткино»", "map", "png"), "Прикордоння-Тёткино-map.png");
  for (const title of ["", "...", "\u202e\u0000", "///", "CON"]) {
    assert.match(fileName(title, "map", "png"), /^(incidentmap|CON)-map\.png$/);
  }
  assert.ok(fileName("😀x".repeat(500), "map", "png").length < 80);
});

test("what is shown is said in words, in each language", () => {
  const filters = {
    ...noFilters(), type: new Set(["Battles", null]), precision: new Set(["near"]), span: [toDay(2024, 1, 1), toDay(2024, 3, 31)], undated: false,
    killed: [10, null], text: "{{ 7*7 }}", area: { kind: "box", ring: [] },
  };
  setLanguage("en");
  const said = [
    "Type: Battles or not given", "How sure: Near a settlement", "at least 10 killed", "Words: “{{ 7*7 }}”", "1 Jan – 31 Mar 2024", "only with a date",
    "in the drawn box",
  ];
  assert.deepEqual(described(filters), said);
  const many = Array.from({ length: 9 }, (_, i) => `Actor ${i}`);
  assert.ok(many.every((name) => shown({ ...noFilters(), actors: new Set(many) }).includes(name)), "every value is named");
  assert.equal(shown(noFilters()), "Shown: all incidents");
  for (const language of ["uk", "ru"]) {
    setLanguage(language);
    assert.equal(described(filters).length, 7);
    assert.doesNotMatch(shown(filters), /Battles|killed|drawn/);
    assert.match(shown(filters), /[а-я]/);
  }
  setLanguage("en");
});
