import assert from "node:assert/strict";
import test from "node:test";
import { bySentence, runs } from "../../geo/incidentmap/mapping/client/src/data/evidence.js";

test("a sentence that serves several parts of an incident stands once, with all its rules", () => {
  const sentence = "Shells hit Kozinka on Tuesday.";
  const groups = bySentence([
    { source: "a", sentence, rule: "place: Kozinka", start: 11, end: 18 },
    { source: "a", sentence, rule: "time: Tuesday", start: 22, end: 29 },
    { source: "a", sentence, rule: "time: Tuesday", start: 22, end: 29 },
    { source: "a", sentence: "Two died.", rule: "casualties", start: NaN, end: NaN },
  ]);
  assert.equal(groups.length, 2);
  assert.deepEqual(groups[0].rules, ["place: Kozinka", "time: Tuesday"]);
  assert.deepEqual(groups[1].spans, []);
});

test("used words are cut out by code points, overlapping or out of range", () => {
  assert.deepEqual(runs("⚡️🔥Kozinka burns", [[3, 10]]), [["⚡️🔥", false], ["Kozinka", true], [" burns", false]]);
  assert.deepEqual(runs("abc", [[1, 2], [0, 2], [2, 99]]).map(([t]) => t).join(""), "abc");
  assert.deepEqual(runs("abc", []), [["abc", false]]);
  assert.deepEqual(runs("", [[0, 4]]), []);
});
