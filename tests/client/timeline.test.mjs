import assert from "node:assert/strict";
import "./words.mjs";
import test from "node:test";
import { binOf, parts, toDay } from "../../geo/incidentmap/mapping/client/src/data/time.js";
import { axisLabels, dateOf, makeBins, mostBins, unitFor, unitNamed } from "../../geo/incidentmap/mapping/client/src/ui/timeline/bins.js";
import { presets, readSpan } from "../../geo/incidentmap/mapping/client/src/ui/timeline/dates.js";
import { TimeModel } from "../../geo/incidentmap/mapping/client/src/ui/timeline/model.js";
import { Player } from "../../geo/incidentmap/mapping/client/src/ui/timeline/play.js";
import { barText } from "../../geo/incidentmap/mapping/client/src/ui/timeline/says.js";
import {
  clampWindow, firstSpan, moveSpan, nextSpan, reveal, shiftSpan, wholeMonths, zoomWindow,
} from "../../geo/incidentmap/mapping/client/src/ui/timeline/spans.js";
import { setLanguage } from "../../geo/incidentmap/mapping/client/src/words/index.js";

const AGES = [toDay(1, 1, 1), toDay(9999, 12, 31)];
const days = (...dates) => dates.map((date) => toDay(...date));

test("bins are calendar units that cover the span and are not too many", () => {
  for (const [first, last, unit] of [
    [toDay(2024, 3, 1), toDay(2024, 3, 1), "day"],
    [toDay(2024, 3, 1), toDay(2024, 5, 1), "day"],
    [toDay(2023, 1, 5), toDay(2024, 12, 1), "week"],
    [toDay(2022, 4, 1), toDay(2025, 3, 18), "month"],
    [toDay(1990, 1, 1), toDay(2012, 1, 1), "quarter"],
    [toDay(1950, 1, 1), toDay(2024, 1, 1), "year"],
    [toDay(1200, 1, 1), toDay(2024, 1, 1), "decade"],
    [...AGES, "century"],
  ]) {
    const { unit: found, edges } = makeBins(first, last);
    assert.equal(found, unit);
    assert.ok(edges[0] <= first && edges.at(-1) > last, unit);
    assert.ok(edges.length <= 120, `${unit} ${edges.length}`);
    for (let i = 1; i < edges.length; i++) assert.ok(edges[i] > edges[i - 1]);
    assert.equal(binOf(edges, first), 0);
    assert.equal(binOf(edges, last), edges.length - 2);
  }
  assert.equal(dateOf(makeBins(19000, 19400).edges[0]).getUTCDay(), 1, "weeks start on Monday");
  assert.deepEqual(parts(makeBins(toDay(2022, 4, 9), toDay(2025, 3, 18)).edges[0]), { year: 2022, month: 4, day: 1 });
});

test("years 1 to 99 are not 1901 to 1999, there is no year 0 and no year 10000", () => {
  const { edges } = makeBins(...AGES);
  assert.deepEqual([edges[0], edges[1], edges.at(-1)], [toDay(1), toDay(100), toDay(10000)]);
  const early = makeBins(toDay(7, 3, 9), toDay(7, 5, 1), unitNamed("month"));
  assert.deepEqual(early.edges.map((day) => parts(day).year), [7, 7, 7, 7]);
  assert.deepEqual(makeBins(toDay(95, 1, 1), toDay(105, 1, 1), unitNamed("decade")).edges, days([90], [100], [110]));
});

test("a thin chart has fewer and wider bars", () => {
  assert.equal(mostBins(1400), 110);
  assert.equal(mostBins(290), 36);
  assert.equal(mostBins(0), 20);
  assert.equal(unitFor(800, mostBins(290)).name, "month");
});

function labels(first, last, width) {
  const model = new TimeModel();
  Object.assign(model, { width, whole: [first, last] });
  model.setWindow([first, last]);
  return axisLabels(model.scale);
}

test("labels of the axis: years before months before days, apart, and one always tells the year", () => {
  for (const [first, last] of [
    AGES, days([2022, 4, 1], [2025, 4, 1]), days([2024, 3, 4], [2024, 3, 18]), days([2024, 2, 1], [2024, 6, 1]),
    days([1900], [2024]), days([1, 1, 1], [1, 1, 15]), days([2023, 12, 20], [2024, 1, 12]),
  ]) {
    for (const width of [290, 390, 1000, 1440]) {
      const found = labels(first, last, width);
      assert.ok(found.length >= 1 && found.length < 90, `${found.length} labels`);
      for (let i = 1; i < found.length; i++) assert.ok(found[i].x - found[i - 1].x >= found[i - 1].text.length * 6.6, "apart");
      assert.ok(found.some(({ text }) => /\d{4}/.test(text)), found.map(({ text }) => text).join(" "));
      assert.ok(!found.some(({ text }) => text === "0000" || text === "10000"));
    }
  }
  assert.deepEqual(labels(...days([2022, 4, 1], [2025, 4, 1]), 700).map(({ text }) => text).filter((text) => /\d/.test(text)), ["2022", "2023", "2024", "2025"]);
  assert.equal(labels(...days([2024, 3, 4], [2024, 3, 18]), 900)[0].text, "Mar 2024");
});

test("zooming keeps the day under the pointer, ends at a fortnight and at the whole", () => {
  const whole = [0, 1000];
  const [from, to] = zoomWindow(whole, whole, 300, 0.5);
  assert.equal((300 - from) / (to - from), 0.3);
  let window = whole;
  for (let i = 0; i < 40; i++) window = zoomWindow(window, whole, 300.5, 0.5);
  assert.equal(Math.round(window[1] - window[0]), 14);
  assert.ok(window[0] <= 300.5 && window[1] >= 300.5);
  for (let i = 0; i < 40; i++) window = zoomWindow(window, whole, 0, 2);
  assert.deepEqual(window, whole);
  assert.deepEqual(clampWindow([-50, 50], whole), [0, 100]);
  assert.deepEqual(clampWindow([990, 1090], whole), [900, 1000]);
  assert.deepEqual(reveal([100, 200], [210, 219], whole), [120, 220]);
  assert.deepEqual(reveal([100, 200], [120, 130], whole), [100, 200]);
});

test("a month moves as a month, other spans as so many days", () => {
  const february = days([2024, 2, 1], [2024, 2, 29]);
  assert.equal(wholeMonths(february), 1);
  assert.equal(wholeMonths(days([2024, 2, 1], [2024, 2, 28])), 0);
  assert.deepEqual(shiftSpan(february, 1), days([2024, 3, 1], [2024, 3, 31]));
  assert.deepEqual(shiftSpan(days([2024, 1, 1], [2024, 3, 31]), -1), days([2023, 10, 1], [2023, 12, 31]));
  assert.deepEqual(shiftSpan([10, 19], 2), [30, 39]);
  assert.deepEqual(moveSpan(february, 40, days([2024, 1, 1], [2024, 4, 1])), days([2024, 3, 1], [2024, 3, 31]));
  assert.deepEqual(moveSpan(february, 400, days([2024, 1, 1], [2024, 4, 1])), days([2024, 3, 1], [2024, 3, 31]));
  assert.deepEqual(moveSpan([10, 19], -40, [0, 100]), [0, 9]);
});

test("playing goes through time by windows, or from the beginning up to here", () => {
  const reach = days([2024, 1, 10], [2024, 4, 5]);
  const how = { unit: unitNamed("month"), reach };
  const steps = (options) => {
    const out = [];
    for (let span = nextSpan(null, options); span && out.length < 20; span = nextSpan(span, options)) out.push(span);
    return out;
  };
  assert.deepEqual(steps(how), [
    days([2024, 1, 1], [2024, 1, 31]), days([2024, 2, 1], [2024, 2, 29]), days([2024, 3, 1], [2024, 3, 31]), days([2024, 4, 1], [2024, 4, 30]),
  ]);
  assert.deepEqual(steps({ ...how, cumulative: true }).map(([a, b]) => [a === reach[0], parts(b).month]), [[true, 1], [true, 2], [true, 3], [true, 4]]);
  assert.deepEqual(nextSpan(days([2024, 2, 1], [2024, 2, 29]), { ...how, by: -1 }), days([2024, 1, 1], [2024, 1, 31]));
  assert.equal(nextSpan(days([2024, 1, 1], [2024, 1, 31]), { ...how, by: -1 }), null);
  assert.deepEqual(nextSpan(null, { ...how, by: -1 }), days([2024, 4, 1], [2024, 4, 30]));
  assert.deepEqual(nextSpan([reach[0], toDay(2024, 3, 31)], { ...how, by: -1, cumulative: true }), [reach[0], toDay(2024, 2, 29)]);
  assert.deepEqual(firstSpan(days([2024, 4, 1], [2024, 4, 30]), reach), days([2024, 1, 1], [2024, 1, 31]));
  assert.deepEqual(firstSpan([reach[1], reach[1] + 4], reach), [reach[0], reach[0] + 4]);
});

test("the next step waits until the last one is painted, and for the pace", async () => {
  const log = [];
  let paint = null;
  let left = 3;
  const player = new Player({
    advance: (by, starting) => {
      if (!left--) return null;
      log.push(starting ? "first" : "step");
      return new Promise((resolve) => (paint = () => (log.push("painted"), resolve())));
    },
    wait: async (ms) => log.push(ms),
    now: () => 0,
  });
  player.speed = 2;
  const over = player.play();
  for (let i = 0; i < 5; i++) await null;
  assert.deepEqual(log, ["first"], "a slow server is waited for");
  assert.equal(await player.step(1), true, "and a step by hand meanwhile is none");
  assert.deepEqual(log, ["first"]);
  while (player.playing) {
    paint?.();
    paint = null;
    await new Promise((resolve) => setTimeout(resolve));
  }
  await over;
  assert.deepEqual(log, ["first", "painted", 450, "step", "painted", 450, "step", "painted", 450]);
});

test("playing stops when it is told to", async () => {
  let steps = 0;
  const player = new Player({ advance: () => (steps++, Promise.resolve()), wait: async () => steps === 2 && player.stop(), now: () => 0 });
  await player.play();
  assert.equal(steps, 2);
  assert.equal(player.playing, false);
});

test("the model finds bars and days, from year 1 to 9999, at any zoom", () => {
  const model = new TimeModel();
  model.setReach(AGES);
  model.resize(1000);
  assert.equal(model.barAt(model.x(AGES[0]) + 1), 0);
  assert.equal(model.bins.unit, "century");
  for (let i = 0; i < 60; i++) model.zoom(0.5, toDay(33, 4, 3) + 0.5);
  assert.equal(model.bins.unit, "day");
  assert.ok(model.zoomed);
  assert.equal(model.bins.edges[model.barAt(model.x(toDay(33, 4, 3)) + 2)], toDay(33, 4, 3));
  assert.ok(Math.abs(model.dayAt(model.x(toDay(33, 4, 3))) - toDay(33, 4, 3)) < 1e-6);
  model.setWindow(model.whole);
  assert.ok(!model.zoomed);
  model.setReach(days([2024, 3, 12], [2024, 3, 12]));
  assert.equal(model.bins.edges.length - 1, 14, "one day has others around it");
  model.setReach([AGES[0], AGES[0]]);
  assert.equal(model.whole[0], AGES[0]);
  model.setReach(null);
  assert.equal(model.zoomed, false);
});

test("while bins are not counted yet the last picture stays, and the strip keeps the whole", () => {
  const model = new TimeModel();
  model.setReach(days([2020, 1, 1], [2024, 12, 31]));
  model.resize(1000);
  const counted = (n) => (edges) => ({ all: new Float64Array(edges.length - 1).fill(n) });
  model.count(counted(1));
  const { shown, overview } = model;
  model.zoom(0.1);
  model.count((edges) => ({ ...counted(0)(edges), waiting: true }));
  assert.equal(model.shown, shown);
  model.count(counted(2));
  assert.equal(model.shown.bins.unit, "week");
  assert.equal(model.shown.counts.all[0], 2);
  assert.equal(model.overview, overview);
});

test("what is typed becomes a span, or a clear message", () => {
  const reach = days([2022, 4, 1], [2025, 3, 18]);
  assert.deepEqual(readSpan("2024-02", "2024-02", reach), { span: days([2024, 2, 1], [2024, 2, 29]) });
  assert.deepEqual(readSpan("", "2024", reach), { span: [reach[0], toDay(2024, 12, 31)] });
  assert.deepEqual(readSpan("0001-01-01", "9999", reach), { span: AGES });
  assert.deepEqual(readSpan("tomorrow", "", reach), { wrong: 0, key: "time.notDate", text: "tomorrow" });
  assert.equal(readSpan("2024-05-01", "2024-04-01", reach).key, "time.turned");
  assert.equal(readSpan("1999", "2000", reach).key, "time.outside");
  assert.deepEqual(presets(reach).map(({ key, text }) => key ?? text), ["lastMonth", "2022", "2023", "2024", "2025"]);
  assert.deepEqual(presets(days([2024, 3, 1], [2024, 3, 5])).map(({ key }) => key), ["lastMonth"]);
});

test("a bar tells how sure its dates are, in each language", () => {
  const edges = days([2023, 12, 1], [2024, 1, 1]);
  const bins = { unit: "month", edges };
  const model = { shown: { bins, counts: { all: [9], own: [7], vague: [2] } } };
  assert.equal(barText(model, 0), "December 2023: 5 certainly · 2 possibly · 2 hidden by filters");
  assert.equal(barText({ shown: { bins, counts: { all: [0], own: [0], vague: [0] } } }, 0), "December 2023: none");
  setLanguage("uk");
  assert.equal(barText(model, 0), "грудень 2023: 5 напевно · 2 можливо · 2 приховано фільтрами");
  setLanguage("ru");
  assert.equal(barText(model, 0), "декабрь 2023: 5 наверняка · 2 возможно · 2 скрыто фильтрами");
  setLanguage("en");
});
