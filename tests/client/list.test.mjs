import assert from "node:assert/strict";
import "./words.mjs";
import test from "node:test";
import { fromStrip, Scroll, TALLEST, toStrip } from "../../geo/incidentmap/mapping/client/src/ui/list-scroll.js";
import { killedShort } from "../../geo/incidentmap/mapping/client/src/ui/list-row.js";
import { nextStop, stopAt } from "../../geo/incidentmap/mapping/client/src/ui/sheet-stops.js";

const ROW = 76;
const SCREEN = 760;

test("a list that fits is not squeezed", () => {
  const scroll = new Scroll();
  assert.equal(scroll.resize(100_000 * ROW, SCREEN), 100_000 * ROW);
  scroll.moved(123_456);
  assert.equal(scroll.at, 123_456);
  assert.equal(scroll.goTo(5_000_000), 5_000_000);
});

test("a million rows: the strip is short, its ends are exact, its middle stands for more", () => {
  const [strip, tall] = [TALLEST - SCREEN, 1_000_000 * ROW - SCREEN];
  assert.deepEqual([0, 500_000, strip].map((top) => fromStrip(top, strip, tall)), [0, 500_000, tall]);
  assert.equal(fromStrip(strip - 10, strip, tall), tall - 10);
  for (const top of [0, 999_999, 1_000_001, strip / 2, strip - 1_000_001, strip - 3]) {
    assert.ok(Math.abs(toStrip(fromStrip(top, strip, tall), strip, tall) - top) < 1e-6);
  }
  assert.ok(Math.abs(fromStrip(strip / 2, strip, tall) - tall / 2) < 1);
});

test("in the middle a step is a step, a leap follows the strip, and every row can be reached", () => {
  const scroll = new Scroll();
  assert.equal(scroll.resize(1_000_000 * ROW, SCREEN), TALLEST);
  const top = scroll.goTo(500_000 * ROW);
  assert.ok(top < TALLEST);
  scroll.moved(top + 152);
  assert.equal(scroll.at, 500_002 * ROW, "two rows further, not forty");
  scroll.moved(2_000_000);
  assert.ok(scroll.at > 10_000_000);
  scroll.moved(TALLEST - SCREEN);
  assert.equal(scroll.at, 1_000_000 * ROW - SCREEN);
  scroll.moved(0);
  assert.equal(scroll.at, 0);
  assert.equal(scroll.goTo(Infinity), TALLEST - SCREEN);
});

test("a list that has become shorter is not scrolled beyond its end", () => {
  const scroll = new Scroll();
  scroll.resize(1000 * ROW, SCREEN);
  scroll.goTo(900 * ROW);
  scroll.resize(20 * ROW, SCREEN);
  assert.equal(scroll.at, 20 * ROW - SCREEN);
  scroll.resize(0, SCREEN);
  assert.equal(scroll.at, 0);
});

test("the figure of the killed: only what is above nought, and as wide as it is stated", () => {
  assert.deepEqual([[null, null], [0, 0], [0, null], [3, 3], [1, 4], [0, 2], [5, null], [null, 7]].map(([low, high]) => killedShort(low, high)),
    [null, null, null, "3 killed", "1–4 killed", "0–2 killed", "5+ killed", "≤ 7 killed"]);
});

test("the sheet comes to rest at the nearest stop, or where it was thrown", () => {
  assert.deepEqual([0.1, 0.5, 0.9].map((share) => stopAt(share)), ["peek", "half", "full"]);
  assert.deepEqual([stopAt(0.3, 1), stopAt(0.6, 1), stopAt(0.9, -1), stopAt(0.3, -1)], ["half", "full", "half", "peek"]);
  assert.deepEqual([nextStop("peek"), nextStop("full")], ["half", "peek"]);
});
