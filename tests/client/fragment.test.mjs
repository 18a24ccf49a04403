import assert from "node:assert/strict";
import { test } from "node:test";
import { format, LONGEST, parse } from "../../geo/incidentmap/mapping/client/src/data/fragment.js";
import { toDay } from "../../geo/incidentmap/mapping/client/src/data/time.js";

// A small generator of numbers, so that a failure can be repeated.
function dice(seed) {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const TEXTS = ["Battles", "Explosions/Remote violence", "a&b=c", "100%", "Тёткино + Козинка", "#x", "=", "😀 a;b,c:d@e", "<script>", "'\"", "{{ 7*7 }}", "\u202e\u0000"];

function randomState(roll) {
  const pick = (list) => list[Math.floor(roll() * list.length)];
  const some = () => new Set(Array.from({ length: Math.floor(roll() * 4) }, () => (roll() < 0.2 ? null : pick(TEXTS))));
  const state = { filters: {} };
  const maybe = (make) => (roll() < 0.5 ? make() : undefined);
  const put = (where, name, value) => value !== undefined && (where[name] = value);
  put(state, "at", maybe(() => ({ lat: Math.round(roll() * 1700 - 850) / 10, lon: Math.round(roll() * 3600 - 1800) / 10, zoom: Math.round(roll() * 34) / 2 })));
  for (const name of ["type", "sub", "actors", "sources", "precision"]) {
    const values = some();
    if (values.size) state.filters[name] = values;
  }
  const first = toDay(1) + Math.floor(roll() * 3600000);
  put(state.filters, "span", maybe(() => [first, Math.min(toDay(9999, 12, 31), first + Math.floor(roll() * 1000))]));
  put(state.filters, "undated", maybe(() => false));
  put(state.filters, "text", maybe(() => pick(TEXTS)));
  put(state.filters, "killed", maybe(() => pick([[3, null], [null, 7], [0, 0], [2, 90]])));
  put(state.filters, "area", maybe(() => pick([
    { kind: "box", ring: [[35, 50], [36.5, 50], [36.5, 51.25], [35, 51.25]] },
    { kind: "view", ring: [[-190, -10], [-170, -10], [-170, 10], [-190, 10]] },
    { kind: "polygon", ring: [[35.12345, 50], [36, 50.5], [35, 51]] },
  ])));
  put(state, "id", maybe(() => pick(["2dfdd8d47411b488-2", ...TEXTS])));
  put(state, "sort", maybe(() => pick(["oldest", "view"])));
  put(state, "story", maybe(() => Math.floor(roll() * 40)));
  put(state, "lang", maybe(() => pick(["en", "uk", "ru"])));
  put(state, "embed", maybe(() => true));
  return state;
}

test("what is written is read back, whatever it is", () => {
  const roll = dice(6);
  for (let i = 0; i < 2000; i++) {
    const state = randomState(roll);
    const text = format(state);
    const { state: found, unread } = parse(`#${text}`);
    assert.deepEqual(unread, [], text);
    assert.deepEqual(found, state, text);
    assert.equal(format(found), text);
    assert.match(text, /^[\x21-\x7e]*$/, "plain ASCII without blanks, so that no mail program cuts it");
  }
});

test("an address can be read by a person", () => {
  const filters = {
    span: [toDay(2024, 1, 1), toDay(2024, 3, 31)], undated: false, type: new Set(["Battles", "Explosions/Remote violence"]),
    precision: new Set(["near"]), killed: [10, null], text: "bridge",
  };
  assert.equal(
    format({ at: { lat: 50.6123, lon: 36.58, zoom: 8.5 }, filters, sort: "oldest", story: 3, lang: "uk" }),
    "at=50.612,36.580,8.5&time=2024-01-01..2024-03-31&undated=no&type=Battles&type=Explosions/Remote+violence&sure=near" +
      "&q=bridge&killed=10..&sort=oldest&story=3&lang=uk",
  );
  assert.equal(format({ filters: { type: new Set(), undated: true, span: null, killed: null, area: null, text: " " }, sort: "newest" }), "");
});

test("years and months stand for all of their days", () => {
  assert.deepEqual(parse("time=2024").state.filters.span, [toDay(2024), toDay(2024, 12, 31)]);
  assert.deepEqual(parse("time=2024-02").state.filters.span, [toDay(2024, 2), toDay(2024, 2, 29)]);
  assert.deepEqual(parse("time=2023-12-30..2024").state.filters.span, [toDay(2023, 12, 30), toDay(2024, 12, 31)]);
});

test("what somebody edited into nonsense is left out and named", () => {
  for (const piece of [
    "time=2024-99", "time=2024-02-30", "time=2024-03-01..2024-01-01", "time=..", "time=a..b..c", "time=0000", "at=1,2", "at=a,b,c", "at=91,0,5",
    "at=1,2,3,4", "at=NaN,1,2", "at=1e9,0,3", "undated=maybe", "killed=", "killed=5..2", "killed=..", "killed=-1..", "area=box:1,2,3",
    "area=1,2;3,4;5,6", "area=polygon:1,2;3,4", "area=circle:1,2,3,4", "area=box:5,0,1,1", "area=polygon:1,2;3,4;x", "id=", "sort=random", "story=-1",
    "story=x", "lang=toolong", "embed=2", "q=%20", "type", "what=ever", "__proto__=x", "constructor=1", "hasOwnProperty", "type=%E0%A4%A",
    "q=%", "=", "=x",
  ]) {
    const { state, unread } = parse(`#${piece}&sort=oldest`);
    if (piece === "sort=random") assert.deepEqual(state, { filters: {}, }, piece);
    else assert.equal(state.sort, "oldest", piece);
    assert.ok(unread.length >= 1, piece);
    assert.deepEqual(Object.keys(state.filters), [], piece);
  }
  assert.deepEqual(parse("sort=oldest&sort=view"), { state: { filters: {}, sort: "oldest" }, unread: ["sort=view"] });
  assert.deepEqual(parse("time=2024-99").unread, ["time=2024-99"]);
});

test("nothing throws, and nothing grows, on noise", () => {
  const roll = dice(11);
  const letters = "at=time.&#%,;:-0123456789areakilledq\ud800\udfff\u0000é{<\"'+";
  for (let i = 0; i < 3000; i++) {
    const text = Array.from({ length: Math.floor(roll() * 60) }, () => letters[Math.floor(roll() * letters.length)]).join("");
    const { state } = parse(text);
    assert.deepEqual(parse(format(state)).unread, []);
  }
  assert.equal({}.x, undefined);
  for (const odd of [null, undefined, 5, {}, []]) parse(odd);
});

test("a fragment of megabytes is read up to its limit", () => {
  const { state, unread } = parse(`sort=oldest&${"type=x&".repeat(300000)}`);
  assert.equal(state.sort, "oldest");
  assert.deepEqual([...state.filters.type], ["x"]);
  assert.equal(unread[0], "…");
  const one = parse(`q=${"a".repeat(3 * LONGEST)}`);
  assert.deepEqual(one, { state: { filters: {} }, unread: ["…"] });
  const many = parse(Array.from({ length: 5000 }, (_, i) => `type=t${i}`).join("&"));
  assert.equal(many.state.filters.type.size, 200);
  assert.equal(format({ id: "a\ud800b" }), "id=a%EF%BF%BDb");
});
