import assert from "node:assert/strict";
import test from "node:test";
import { Facet, PairFacet, pairOf } from "../../geo/incidentmap/mapping/client/src/data/facet.js";
import { NONE } from "../../geo/incidentmap/mapping/client/src/data/columns.js";
import { activeFilters, Matcher, noFilters } from "../../geo/incidentmap/mapping/client/src/data/filter.js";
import { toX, toY } from "../../geo/incidentmap/mapping/client/src/data/mercator.js";

const HAYS = ["shelling near sumy", "armed clash", "mob in kyiv", "sumy", "nothing"];
const LON = [36, 36.5, 179.5, NaN, 10];
const square = Float64Array.of(toX(10), toY(50), toX(12), toY(50), toX(12), toY(52), toX(10), toY(52), toX(10), toY(50));

const type = Facet.single(["Battles", "Riots"], Int32Array.of(0, 0, 1, -1, 1));
const incidents = {
  count: 5,
  facets: {
    type,
    sub: new PairFacet(type, ["Mob", "Raid"], Int32Array.of(-1, 1, 0, -1, -1)),
    precision: Facet.single(["settlement", "near"], Int32Array.of(0, 1, 0, 0, 0)),
    actors: new Facet(["A", "B"], Int32Array.of(0, 1, 2, 3, 3), [[0, 1], [1], [], [0]]),
    sources: new Facet(["ACLED"], Int32Array.of(0, 0, 0, 0, 1), [[0], []]),
  },
  start: Int32Array.of(10, 20, 30, NONE, 5),
  end: Int32Array.of(10, 40, 30, NONE, NONE),
  killedLow: Int32Array.of(0, 2, NONE, NONE, 5),
  killedHigh: Int32Array.of(0, 6, 3, NONE, NONE),
  x: Float64Array.from(LON, toX),
  y: Float64Array.from(LON, (lon) => (Number.isNaN(lon) ? NaN : toY(50.5))),
  mark: Uint8Array.of(1, 1, 1, 0, 3),
  shape: Int32Array.of(-1, -1, -1, -1, 0),
  shapes: [{ box: [toX(10), toY(52), toX(12), toY(50)], parts: [{ kind: 0, paths: [square] }] }],
  newestFirst: Int32Array.of(2, 1, 0, 4, 3),
  finding: (text) => {
    const words = text.toLowerCase().split(/\s+/);
    return (row) => words.every((word) => HAYS[row].includes(word));
  },
};

function run(changes, matcher = new Matcher(incidents)) {
  matcher.apply({ ...noFilters(), ...changes });
  return matcher;
}
const rows = (changes) => [...run(changes).rows()];
const box = (west, south, east, north) => ({ kind: "box", ring: [[west, south], [east, south], [east, north], [west, north]] });

test("no filter shows everything, the newest first", () => {
  assert.deepEqual(rows({}), [2, 1, 0, 4, 3]);
  assert.equal(activeFilters(noFilters()), 0);
});

test("OR inside a facet, AND across facets; null is 'not given'", () => {
  assert.deepEqual(rows({ type: new Set(["Battles", "Riots"]) }), [2, 1, 0, 4]);
  assert.deepEqual(rows({ type: new Set([null]) }), [3]);
  assert.deepEqual(rows({ type: new Set(["Battles"]), precision: new Set(["near"]) }), [1]);
  assert.deepEqual(rows({ actors: new Set(["B"]) }), [1, 0]);
  assert.deepEqual(rows({ actors: new Set([null]) }), [2]);
  assert.deepEqual(rows({ actors: new Set([null, "A"]) }), [2, 0, 4, 3]);
  assert.deepEqual(rows({ actors: new Set(["nobody"]) }), []);
  assert.deepEqual(rows({ sources: new Set([null]) }), [4]);
});

test("a sub-type narrows its own type; others that are wanted stay whole", () => {
  const tree = (types, pairs) => rows({ type: new Set(types), sub: new Set(pairs) });
  const [raid, mob, unsaid] = [pairOf("Battles", "Raid"), pairOf("Riots", "Mob"), pairOf("Riots", null)];
  assert.deepEqual([raid, unsaid, pairOf(null, null)], ["Battles::Raid", "Riots::", "::"]);
  assert.deepEqual(tree([], [raid]), [1]);
  assert.deepEqual(tree(["Riots"], [raid]), [2, 1, 4]);
  assert.deepEqual(tree(["Riots", "Battles"], [raid]), [2, 1, 4], "a type that is wanted and narrowed is narrowed");
  assert.deepEqual(tree([], [unsaid]), [4], "not given below one type is not that of another");
  assert.deepEqual(tree([null], [mob]), [2, 3]);
  assert.deepEqual(tree([], ["::"]), [3]);
  assert.deepEqual(tree(["Battles"], ["Mob"]), [2, 1, 0], "alone it is any type's");
  assert.deepEqual(tree([], [null]), [0, 4, 3]);
  assert.deepEqual(tree([], ["Battles::Mob"]), []);
});

test("names that hold the sign between the two are only names", () => {
  const odd = Facet.single(["A", "A::B", "__proto__"], Int32Array.of(0, 1, 2));
  const sub = new PairFacet(odd, ["B::C", "C", "constructor"], Int32Array.of(0, 1, 2));
  assert.deepEqual([...sub.named([1, 1, 1])], [["A::B::C", 2], ["__proto__::constructor", 1]]);
  assert.deepEqual([...sub.passingTree({ type: new Set(), sub: new Set(["__proto__::constructor"]) })], [0, 0, 1]);
});

test("time tests overlap, keeps open ends, and leaves undated ones to their own switch", () => {
  assert.deepEqual(rows({ span: [11, 25] }), [1, 4, 3]);
  assert.deepEqual(rows({ span: [11, 25], undated: false }), [1, 4]);
  assert.deepEqual(rows({ undated: false }), [2, 1, 0, 4]);
});

test("every word must be there, in any case", () => {
  assert.deepEqual(rows({ text: "SUMY" }), [0, 3]);
  assert.deepEqual(rows({ text: "  sumy   shelling " }), [0]);
  assert.deepEqual(rows({ text: "   " }), [2, 1, 0, 4, 3]);
});

test("how many were killed is tested by overlap; unknown is not zero", () => {
  assert.deepEqual(rows({ killed: [null, 0] }), [2, 0], "up to 3 may be 0");
  assert.deepEqual(rows({ killed: [1, null] }), [2, 1, 4]);
  assert.deepEqual(rows({ killed: [4, 4] }), [1], "2 to 6 may be 4; at least 5 is not");
  assert.deepEqual(rows({ killed: [7, null] }), [4]);
  assert.deepEqual(rows({ killed: [null, null] }), [2, 1, 0, 4], "anything, as long as something is known");
});

test("an area holds points, meets shapes, wraps around the world, and leaves out what has no place", () => {
  assert.deepEqual(rows({ area: box(35.5, 50, 37, 51) }), [1, 0]);
  assert.deepEqual(rows({ area: box(35.5 - 360, 50, 37 - 360, 51) }), [1, 0]);
  assert.deepEqual(rows({ area: box(179, 50, 183, 51) }), [2]);
  assert.deepEqual(rows({ area: box(-181, 50, -170, 51) }), [2]);
  assert.deepEqual(rows({ area: box(11.2, 50.5, 11.4, 50.6) }), [4], "inside the shape");
  assert.deepEqual(rows({ area: box(9, 49, 13, 53) }), [4], "around the shape");
  assert.deepEqual(rows({ area: box(9, 51, 13, 51.1) }), [4], "a band across the shape, without a corner in it");
  assert.deepEqual(rows({ area: { kind: "polygon", ring: [[9, 51], [13, 51], [11, 51]] } }), [], "a ring without surface");
  assert.deepEqual(rows({ area: { kind: "polygon", ring: [[9, 49], [11, 51], [13, 50], [11, 51]] } }), [], "there and back");
  assert.deepEqual(rows({ area: box(13, 49, 14, 53) }), []);
  assert.deepEqual(rows({ area: box(-180, -90, 180, 90) }), [2, 1, 0, 4]);
  assert.deepEqual(rows({ area: { kind: "polygon", ring: [[35.9, 50], [36.1, 50], [36, 52]] } }), [0]);
});

test("a facet's counts are made under all the other filters, not under itself", () => {
  const matcher = run({ type: new Set(["Battles"]), span: [0, 25] });
  const counts = matcher.counts();
  assert.deepEqual([...counts.type], [["Battles", 2], ["Riots", 1], [null, 1]]);
  assert.deepEqual([...counts.sub], [["Battles::", 1], ["Battles::Raid", 1], ["Riots::Mob", 0], ["::", 1], ["Riots::", 1]],
    "sub-types are parts of types, and ticked with them");
  assert.deepEqual([...counts.precision], [["settlement", 1], ["near", 1]]);
  assert.deepEqual([...counts.actors], [["A", 1], ["B", 2]]);
  assert.deepEqual([...counts.sources], [["ACLED", 2]]);
  assert.deepEqual([0, 1, 2, 3, 4].map((row) => matcher.passesButTime(row)), [true, true, false, false, false]);
});

test("it tells how many there would be without one of the filters", () => {
  const matcher = run({ type: new Set(["Riots"]), text: "sumy", actors: new Set(["A"]) });
  assert.equal(matcher.rows().length, 0);
  assert.deepEqual([["type"], ["text"], ["actors"]].map((names) => matcher.without(names)), [2, 1, 0]);
});

test("filtering step by step gives what filtering at once gives", () => {
  const matcher = new Matcher(incidents);
  let seed = 5;
  const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  const pick = (...choices) => choices[random(choices.length)];
  for (let step = 0; step < 300; step++) {
    const filters = {
      ...noFilters(),
      type: new Set(pick([], ["Riots"], ["Battles", null])),
      sub: new Set(pick([], [], ["Riots::Mob"], ["Battles::"], ["Raid"])),
      actors: new Set(pick([], [], ["A"], [null])),
      text: pick("", "", "sumy", "zzz"),
      span: pick(null, [0, 15], [25, 30]),
      undated: pick(true, false),
      killed: pick(null, null, [1, 3], [0, null]),
      area: pick(null, null, box(9, 49, 37, 53)),
    };
    const fresh = run(filters);
    run(filters, matcher);
    assert.deepEqual(matcher.rows(), fresh.rows());
    assert.deepEqual(matcher.counts(), fresh.counts());
    assert.equal(matcher.unplaced(matcher.rows()), [...matcher.rows()].filter((row) => row === 3).length);
  }
});

test("the number of filters that are on", () => {
  const filters = { ...noFilters(), type: new Set(["Riots"]), text: "x", span: [1, 2], undated: false, killed: [1, null] };
  assert.equal(activeFilters(filters), 5);
  assert.equal(activeFilters({ ...filters, sub: new Set(["Mob"]) }), 5, "a type and its sub-types are one");
});
