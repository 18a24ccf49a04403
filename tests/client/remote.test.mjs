import assert from "node:assert/strict";
import test from "node:test";
import { noFilters } from "../../geo/incidentmap/mapping/client/src/data/filter.js";
import { address, servedBox, boxText, filterQuery, holds, widened } from "../../geo/incidentmap/mapping/client/src/engine/address.js";
import { Asking } from "../../geo/incidentmap/mapping/client/src/engine/asking.js";
import { Known } from "../../geo/incidentmap/mapping/client/src/engine/known.js";
import { Members } from "../../geo/incidentmap/mapping/client/src/engine/members.js";
import { RemoteEngine } from "../../geo/incidentmap/mapping/client/src/engine/remote.js";
import { PagedRows } from "../../geo/incidentmap/mapping/client/src/engine/paged.js";

/** An answer of a server that has nothing to show. */
const emptyAnswer = () => ({
  totals: { tree: [] }, matched: 0, unplaced: 2, counts: {}, histogram: null,
  groups: { rows: 0, extent: [] }, areas: { shapes: { count: 0 } }, list: { rows: [] }, rows: [], shape: null, columns: {},
});

const asked = (changes) => address("/view", filterQuery({ ...noFilters(), ...changes }));

test("filters are written as the server reads them", () => {
  assert.equal(asked({}), "/view");
  assert.equal(asked({ type: new Set(["Battles", null]) }), "/view?type=Battles&type=");
  assert.equal(asked({ actors: new Set(["A & B, C"]) }), "/view?actor=A+%26+B,+C");
  assert.equal(asked({ span: [19794, 19795] }), "/view?datetime=2024-03-12/2024-03-13&undated=true");
  assert.equal(asked({ span: [19794, 19795], undated: false }), "/view?datetime=2024-03-12/2024-03-13&undated=false");
  assert.equal(asked({ undated: false }), "/view?undated=false");
  assert.equal(asked({ killed: [5, null] }), "/view?killed=5..");
  assert.equal(asked({ text: "  Тёткино " }), `/view?q=${encodeURIComponent("Тёткино")}`);
  const ring = [[36, 50], [37, 50], [37, 51.123456]];
  assert.equal(asked({ area: { kind: "polygon", ring } }), "/view?area=36.00000,50.00000,37.00000,50.00000,37.00000,51.12346");
});

test("a server is asked for a box on the globe", () => {
  assert.deepEqual(servedBox([175, -20, 190, -10]), [175, -20, -170, -10]);
  assert.deepEqual(servedBox([-200, -95, -100, 95]), [160, -90, -100, 90]);
  assert.deepEqual(servedBox([-300, -80, 300, 80]), [-180, -80, 180, 80]);
  assert.equal(boxText([35, 50, 36.5, 51.25]), "35.00000,50.00000,36.50000,51.25000");
});

test("what lies in the box that was asked for is not asked again", () => {
  const wide = widened([30, 45, 40, 55]);
  assert.ok(holds(wide, [30, 45, 40, 55]));
  assert.ok(holds(wide, [28, 44, 38, 54]));
  assert.ok(!holds(wide, [26, 45, 36, 55]));
  assert.ok(holds(wide, [390, 45, 400, 55]), "another copy of the world");
  assert.ok(holds(widened([-180, -60, 180, 85]), [-90, -60, 270, 85]), "all of the world, wherever it begins");
});

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** A list whose pages come when the test says so. */
function pagedList(length, how) {
  const fetched = [];
  const list = new PagedRows(length, (offset, limit) => new Promise((done) => {
    const rows = Array.from({ length: Math.min(limit, length - offset) }, (_, i) => 10_000 + offset + i);
    fetched.push({ offset, limit, come: () => (list.put(offset, rows), done(true)), fail: () => done(false) });
  }), how);
  return { list, fetched, offsets: () => fetched.map(({ offset }) => offset) };
}

test("a list asks for the pages that come into sight, each once, when scrolling has settled", async () => {
  const { list, fetched, offsets } = pagedList(250);
  list.put(0, [7, 5, 3]);
  list.want(0, 3);
  await sleep(120);
  assert.deepEqual(offsets(), []);
  list.want(0, 20);
  list.want(90, 120);
  assert.deepEqual(offsets(), [], "it may be scrolled on");
  await sleep(120);
  assert.deepEqual(offsets(), [0, 100]);
  assert.deepEqual([list.at(1), list.at(3), list.at(999), list.indexOf(3), list.indexOf(8)], [5, -1, -1, 2, -1]);
  fetched[1].fail();
  await sleep(0);
  assert.equal(fetched.length, 2, "what was lost waits");
  list.want(100, 101);
  await sleep(120);
  assert.deepEqual(offsets(), [0, 100, 100], "what was lost is asked for again");
  fetched[0].come();
  fetched[2].come();
  list.want(240, 900);
  await sleep(120);
  assert.equal(offsets().at(-1), 200);
});

test("however a list is dragged, two pages are on their way, and then what is in sight", async () => {
  const { list, fetched, offsets } = pagedList(100_000);
  for (let at = 0; at < 90_000; at += 1000) list.want(at, at + 20);
  await sleep(120);
  assert.deepEqual(offsets(), [89_000]);
  for (const at of [500, 700, 900, 1100]) {
    list.want(at, at + 20);
    await sleep(120);
  }
  assert.deepEqual(offsets(), [89_000, 500]);
  fetched[0].fail();
  await sleep(0);
  assert.deepEqual(offsets(), [89_000, 500, 1100], "what is out of sight again is not asked for");
  list.leave();
  fetched[1].come();
  fetched[2].come();
  await sleep(120);
  assert.equal(fetched.length, 3);
});

test("rows that have been let go are fetched again; the first of a list can be had at once", async () => {
  const gone = new Set();
  const { list, fetched, offsets } = pagedList(700, { has: (row) => !gone.has(row), guessed: true });
  assert.ok(list.guessed);
  const had = list.have(500);
  assert.deepEqual([fetched[0].offset, fetched[0].limit], [0, 500]);
  fetched[0].come();
  assert.equal(await had, true);
  assert.equal(await list.have(500), true);
  assert.equal(fetched.length, 1, "they are here");
  gone.add(10_003);
  assert.deepEqual([list.at(2), list.at(3)], [10_002, -1]);
  list.want(0, 20);
  await sleep(120);
  assert.deepEqual(offsets(), [0, 0]);
});

test("one question at a time, then the newest", async () => {
  const waiting = [];
  globalThis.fetch = (path) => new Promise((resolve, reject) => waiting.push({ path, resolve, reject }));
  const settle = () => new Promise((done) => setTimeout(done, 0));
  const answer = (i) => waiting[i].resolve({ ok: true, json: async () => waiting[i].path });
  const got = [];
  const failures = [];
  const asking = new Asking({ failed: (error) => failures.push(error?.message ?? null) });
  for (const path of ["/a", "/b", "/c"]) asking.ask(path, (found) => got.push(found));
  assert.deepEqual(waiting.map(({ path }) => path), ["/a"]);
  answer(0);
  await settle();
  assert.deepEqual(waiting.map(({ path }) => path), ["/a", "/c"]);
  answer(1);
  await settle();
  assert.deepEqual(got, ["/a", "/c"]);
  asking.ask("/d", (found) => got.push(found));
  waiting[2].reject(new TypeError("no network"));
  await settle();
  asking.again();
  answer(3);
  await settle();
  assert.deepEqual(got, ["/a", "/c", "/d"]);
  assert.deepEqual(failures, [null, null, "no network", null]);
});

/** A server that answers when the test says so. */
function slowServer() {
  const waiting = [];
  globalThis.fetch = (path, { signal } = {}) => new Promise((resolve, reject) => {
    waiting.push({
      path, signal, answer: (found = path) => resolve({ ok: true, json: async () => found }), fail: () => reject(new TypeError("no network")),
    });
    signal?.addEventListener("abort", () => reject(new DOMException("given up", "AbortError")));
  });
  return waiting;
}

test("a question that comes back after it was given up is asked again", async (context) => {
  const waiting = slowServer();
  let now = 0;
  context.mock.method(performance, "now", () => now);
  const got = [];
  const busy = [];
  const asking = new Asking({ busy: (on) => busy.push(on) });
  const take = (found) => got.push(found);
  asking.ask("/a", take);
  now = 1300;
  asking.ask("/b", take);
  assert.ok(waiting[0].signal.aborted);
  asking.ask("/a", take);
  await sleep(0);
  assert.deepEqual(waiting.map(({ path }) => path), ["/a", "/a"]);
  waiting[1].answer();
  await sleep(0);
  assert.deepEqual(got, ["/a"]);
  assert.equal(busy.at(-1), false);
});

test("a page of the list that comes does not hide that the map's question is lost", async () => {
  const waiting = slowServer();
  const failures = [];
  let lost = 0;
  const asking = new Asking({ failed: (error) => failures.push(error?.message ?? null) });
  asking.ask("/view", () => {}, () => lost++);
  waiting[0].fail();
  await sleep(0);
  assert.equal(lost, 1);
  const page = asking.fetch("/view/rows");
  waiting[1].answer();
  await page;
  assert.deepEqual(failures, ["no network"]);
  asking.again();
  waiting[2].answer();
  await sleep(0);
  assert.deepEqual(failures, ["no network", null]);
  // Nor does the map's answer hide that a page is missing, until nobody wants it.
  const missed = asking.fetch("/view/rows?offset=100");
  waiting[3].fail();
  await assert.rejects(missed);
  asking.ask("/view?zoom=3", () => {});
  waiting[4].answer();
  await sleep(0);
  assert.deepEqual(failures.slice(2), ["no network"]);
  asking.ask("/view?zoom=4", () => asking.forget());
  waiting[5].answer();
  await sleep(0);
  assert.deepEqual(failures.slice(2), ["no network", null]);
});

test("the members of a group are asked for by the question that drew it, and by its place under other filters", () => {
  const mark = { count: 5, first: 11, extent: [0.5, 0.25, 0.6, 0.3] };
  const members = Members.of(mark, { filters: "type=A", zoom: 7, box: [30, 45, 40, 55] });
  assert.deepEqual([members.length, [...members]], [5, [11]]);
  const same = new URLSearchParams();
  members.describe(same, "type=A");
  assert.deepEqual([same.get("group"), same.get("zoom"), same.get("inside")], ["11", "7", null]);
  const other = new URLSearchParams();
  members.describe(other, "type=B");
  assert.match(other.get("inside"), /^-0\.00001,58\.\d+,36\.00001,66\.\d+$/);
  // Across the antimeridian a group's place goes beyond the edge of the world; a server is asked within it.
  const far = Members.of({ count: 2, first: 3, extent: [0.99, 0.4, 1.01, 0.5] }, { filters: "" });
  const across = new URLSearchParams();
  far.describe(across, "type=A");
  assert.match(across.get("inside"), /^176\.39999,-0\.00001,-176\.39999,/);
  const areas = Members.of({ areas: [{ number: 3, count: 2, first: 4 }, { number: 8, count: 1, first: 9 }] }, {});
  const query = new URLSearchParams();
  areas.describe(query, "");
  assert.deepEqual([areas.length, query.get("shapes")], [3, "3,8"]);
});

test("a row is found in the group around it, on whichever side of the world's edge", () => {
  const engine = new RemoteEngine({ incidents: 5, unplaced: 0, undated: 0, days: null }, null);
  engine.incidents.x.set([0.6, 0.995, 0.005, 0.3]);
  engine.incidents.y.set([0.45, 0.45, 0.45, 0.45]);
  const europe = { first: 4, count: 3, x: 0.59, y: 0.45, extent: [0.58, 0.4, 0.61, 0.5] };
  const edge = { first: 4, count: 2, x: 0.005, y: 0.45, extent: [0.99, 0.4, 1.01, 0.5] };
  const groups = [europe, edge];
  assert.deepEqual([0, 1, 2, 3].map((row) => engine.groupOf(row, groups)), [europe, edge, edge, undefined]);
  assert.equal(engine.groupOf(4, [{ ...edge, first: 0 }]), undefined, "of what is not here nothing is known");
});

test("what is wanted again before its answer came is answered, and who waits is told", async () => {
  const waiting = slowServer();
  globalThis.requestAnimationFrame = (go) => go();
  const engine = new RemoteEngine({ incidents: 5, unplaced: 2, undated: 0, days: null }, new Asking());
  const told = [];
  engine.announce = (what) => told.push([what, engine.waiting]);
  engine.begin(3, [0, 0, 10, 10], () => {});
  engine.ask(noFilters());
  await sleep(0);
  waiting[0].answer(emptyAnswer());
  await sleep(0);
  engine.ask({ ...noFilters(), text: "x" });
  await sleep(0);
  engine.ask(noFilters());
  await sleep(0);
  waiting[1].answer(emptyAnswer());
  await sleep(0);
  waiting[2]?.answer(emptyAnswer());
  await sleep(0);
  assert.deepEqual(told.at(-1), ["result", false]);
  engine.ask({ ...noFilters(), text: "y" });
  await sleep(0);
  waiting.at(-1).fail();
  await sleep(0);
  assert.deepEqual(told.at(-1), ["lost", true]);
});

/** One incident on the globe, as a server writes it. */
function oneIncident(row) {
  const none = { counts: 0 };
  return {
    rows: [row], shape: null, columns: {
      format: 1, rows: 1, meta: { total: 1 }, id: { values: [`i${row}`], codes: 0 }, when: null, where: null, candidates: none,
      whens: { precision: { values: ["unknown"], codes: 0 } },
      wheres: { precision: { values: ["settlement"], codes: 0 }, lon: 3600000, lat: 5000000, shape: -1 },
      shapes: { count: 0, parts: [], kinds: [], paths: [], vertices: [], lon: [], lat: [], label_lon: [], label_lat: [] },
      actors: { codes: 0, counts: 0, items: [] },
      sources: { codes: 0, counts: 0, items: { id: [], title: [], url: [], published: [] } },
      evidence: { counts: 0, sentence: [], is_summary: [], source: [], rule: [], start: [], end: [] },
    },
  };
}

test("incidents of the answers that were used last are kept, and those that somebody looks at", () => {
  const known = new Known(10, { spared: () => [0, -1], answers: 3 });
  for (const row of [0, 1, 2]) assert.equal(known.take(oneIncident(row)), false);
  assert.equal(known.line(1).precision, "settlement");
  assert.equal(known.take(oneIncident(3)), true, "one had to go");
  assert.deepEqual([0, 1, 2, 3].map((row) => known.has(row)), [true, true, false, true]);
  assert.deepEqual([known.line(2), known.record(2), known.id(2), known.rowOf("i2")], [null, null, null, -1]);
  for (let i = 0; i < 20; i++) known.take(oneIncident(4 + (i % 5)));
  assert.equal(known.id(0), "i0");
  assert.equal([...Array(10).keys()].filter((row) => known.has(row)).length, 3);
  known.take(oneIncident(2));
  assert.deepEqual([known.id(2), known.rowOf("i2")], ["i2", 2]);
});

test("how many a list keeps to is a guess until its first page, where other filters counted them", async () => {
  const waiting = slowServer();
  const engine = new RemoteEngine({ incidents: 9, unplaced: 4, undated: 0, days: null }, new Asking());
  globalThis.requestAnimationFrame = (go) => go();
  engine.begin(3, [0, 0, 10, 10], () => {});
  engine.ask({ ...noFilters(), text: "x" });
  await sleep(0);
  waiting[0].answer(emptyAnswer());
  await sleep(0);
  const lost = engine.unplaced();
  let list = engine.list({ members: lost });
  assert.deepEqual([list.length, list.guessed], [2, false], "of those that match, not of all");
  engine.ask(noFilters());
  await sleep(0);
  waiting[1].answer(emptyAnswer());
  await sleep(0);
  list = engine.list({ members: lost });
  assert.equal(list.guessed, true);
  list.want(0, 10);
  await sleep(120);
  assert.match(waiting[2].path, /unplaced=true/);
  waiting[2].answer({ ...oneIncident(5), list: { matched: 1, rows: [5] } });
  await sleep(0);
  assert.deepEqual([list.length, list.guessed, list.at(0)], [1, false, 5]);
});
