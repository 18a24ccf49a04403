import assert from "node:assert/strict";
import test from "node:test";
import { readValue, writeValue } from "../../geo/incidentmap/mapping/client/src/data/given.js";
import { noFilters } from "../../geo/incidentmap/mapping/client/src/data/filter.js";
import { CORNERS, KILLED, limited, VALUES } from "../../geo/incidentmap/mapping/client/src/data/limits.js";
import { View } from "../../geo/incidentmap/mapping/client/src/view.js";

const asked = (changes) => limited({ ...noFilters(), ...changes });
const keys = ({ said }) => said.map(([key]) => key);

test("what is within the limits stays as it is", () => {
  const filters = { ...noFilters(), text: " two  words ", type: new Set(["a", null]), killed: [0, KILLED] };
  assert.deepEqual(limited(filters), { filters, said: [] });
});

test("what is over a limit is left out whole, and said", () => {
  const words = asked({ text: "a b c d e f g h i j k l m n" });
  assert.equal(words.filters.text, "a b c d e f g h i j k l");
  assert.deepEqual(keys(words), ["limits.words"]);
  const long = asked({ text: `one ${"x".repeat(300)}` });
  assert.equal(long.filters.text, "one", "a word is not cut");
  assert.deepEqual(keys(long), ["limits.characters"]);
  const many = asked({ actors: new Set(Array.from({ length: VALUES + 5 }, (_, i) => `a${i}`)) });
  assert.equal(many.filters.actors.size, VALUES);
  assert.deepEqual(keys(many), ["limits.values"]);
  assert.deepEqual(keys(asked({ actors: new Set(["x".repeat(1001)]) })), ["limits.value"]);
  assert.deepEqual(keys(asked({ sources: new Set(Array.from({ length: 60 }, (_, i) => `${i}${"ё".repeat(900)}`)) })), ["limits.together"]);
  assert.deepEqual(asked({ killed: [5, 12_345_678] }).filters.killed, [5, KILLED]);
  const ring = Array.from({ length: CORNERS + 1 }, (_, i) => [i / 100, i % 7]);
  assert.equal(asked({ area: { kind: "polygon", ring } }).filters.area, null);
  const world = asked({ area: { kind: "view", ring: [[-900, 10], [900, 10], [900, -10], [-900, -10]] } });
  assert.deepEqual(world.filters.area.ring, [[-180, 10], [180, 10], [180, -10], [-180, -10]]);
});

test("the view never has more than the limits, and tells what it left out", () => {
  const view = new View({});
  const told = [];
  view.on("limited", (said) => told.push(...said.map(([key]) => key)));
  view.setFilter({ text: "a ".repeat(20), actors: new Set(Array.from({ length: VALUES }, (_, i) => `a${i}`)) });
  view.toggle("actors", "one more");
  assert.equal(view.filters.actors.size, VALUES);
  assert.deepEqual(told, ["limits.words", "limits.values"]);
});

test("a value is read as it was written; no text is 'not given'", () => {
  for (const value of [null, "", '""', '"', '"a"', "a\nb", '"a', "a,b"]) assert.equal(readValue(writeValue(value, (one) => one.includes(","))), value);
  assert.equal(writeValue(""), '""');
});
