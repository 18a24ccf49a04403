import assert from "node:assert/strict";
import "./words.mjs";
import test from "node:test";
import { fitted, placeNumbers } from "../../geo/incidentmap/mapping/client/src/map/mini.js";
import { readStory, split } from "../../geo/incidentmap/mapping/client/src/ui/story_text.js";

const [WIDTH, HEIGHT] = [330, 150];
const inside = ([x, y]) => x >= 0 && x <= WIDTH && y >= 0 && y <= HEIGHT;

test("all spots are in view, however far apart, and one alone is not looked at too closely", () => {
  for (const spots of [[[0.6, 0.34], [0.601, 0.341]], [[0.05, 0.3], [0.6, 0.34], [0.95, 0.7]], [[0.5, 0.01], [0.5, 0.99]]]) {
    const frame = fitted(spots, WIDTH, HEIGHT);
    for (const spot of spots) assert.ok(inside(frame.at(spot)), JSON.stringify(spot));
  }
  const alone = fitted([[0.6, 0.34]], WIDTH, HEIGHT);
  assert.deepEqual(alone.at([0.6, 0.34]).map(Math.round), [WIDTH / 2, HEIGHT / 2]);
  assert.equal(alone.zoom, 11);
});

test("it is shorter across the edge of the world for Fiji and Samoa", () => {
  const frame = fitted([[0.995, 0.55], [0.008, 0.54]], WIDTH, HEIGHT);
  assert.ok(frame.scale > 10000);
  assert.ok([[0.995, 0.55], [0.008, 0.54]].every((spot) => inside(frame.at(spot))));
  assert.ok(frame.at([0.995, 0.55])[0] < frame.at([0.008, 0.54])[0]);
});

test("numbers keep apart; what has no room or no spot is not numbered", () => {
  const spots = Array.from({ length: 200 }, (_, i) => (i === 3 ? null : [0.6, 0.34 + i * 1e-9]));
  const frame = fitted(spots.filter(Boolean), WIDTH, HEIGHT);
  const numbers = placeNumbers(spots, frame);
  assert.equal(numbers.length, 199);
  const shown = numbers.filter(({ dot }) => !dot);
  assert.ok(shown.length >= 10 && shown.length <= 60, String(shown.length));
  for (const a of shown) for (const b of shown) assert.ok(a === b || Math.hypot(a.x - b.x, a.y - b.y) >= 17);
  assert.ok(shown.every(({ x, y }) => inside([x, y])));
});

test("a story is read as it was written, and its text is cut at blank lines", () => {
  assert.deepEqual(readStory(undefined), []);
  const [step] = readStory({ number: [3], title: [""], text: ["a"], ids: [["x"]], view: [null] });
  assert.deepEqual(step, { number: "3", label: "Without a title", text: "a", ids: ["x"], view: null });
  assert.deepEqual(split("one\ntwo\n \nthree\r\n\r\n\n<b>"), ["one\ntwo", "three", "<b>"]);
});
