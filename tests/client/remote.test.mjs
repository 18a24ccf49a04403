import assert from "node:assert/strict";
import test from "node:test";
import { noFilters } from "../../geo/incidentmap/mapping/client/src/data/filter.js";
import { address, servedBox, boxText, filterQuery, holds, widened } from "../../geo/incidentmap/mapping/client/src/engine/address.js";
import { Asking } from "../../geo/incidentmap/mapping/client/src/engine/asking.js";
import { Members } from "../../geo/incidentmap/mapping/client/src/engine/members.js";
import { PagedRows } from "../../geo/incidentmap/mapping/client/src/engine/paged.js";

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

test("a list asks for the pages that come into sight, each once", () => {
  const fetched = [];
  const list = new PagedRows(250, (offset, limit, lost) => fetched.push([offset, limit, lost]));
  list.put(0, [7, 5, 3]);
  list.want(0, 3);
  assert.deepEqual(fetched, []);
  list.want(0, 20);
  list.want(90, 120);
  assert.deepEqual(fetched.map(([offset]) => offset), [0, 100]);
  assert.deepEqual([list.at(1), list.at(3), list.at(999), list.indexOf(3), list.indexOf(8)], [5, -1, -1, 2, -1]);
  fetched[1][2]();
  list.want(100, 101);
  assert.equal(fetched.length, 3, "what was lost is asked for again");
  list.want(240, 900);
  assert.equal(fetched.at(-1)[0], 200);
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
  const areas = Members.of({ areas: [{ number: 3, count: 2, first: 4 }, { number: 8, count: 1, first: 9 }] }, {});
  const query = new URLSearchParams();
  areas.describe(query, "");
  assert.deepEqual([areas.length, query.get("shapes")], [3, "3,8"]);
});
