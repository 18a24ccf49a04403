import assert from "node:assert/strict";
import "./words.mjs";
import test from "node:test";
import { Facet, PairFacet } from "../../geo/incidentmap/mapping/client/src/data/facet.js";
import { noFilters } from "../../geo/incidentmap/mapping/client/src/data/filter.js";
import { boxRing, closes, isArea, tidy, withCorner, withoutLast } from "../../geo/incidentmap/mapping/client/src/map/draw-ring.js";
import { rangeOf } from "../../geo/incidentmap/mapping/client/src/ui/filters-killed.js";
import { namesOf, subIsOn, toggleSub, toggleType, typeState } from "../../geo/incidentmap/mapping/client/src/ui/filters-tree.js";
import { asText, chipsOf, countWords, killedWords } from "../../geo/incidentmap/mapping/client/src/ui/filters-words.js";
import { setLanguage } from "../../geo/incidentmap/mapping/client/src/words/index.js";

const tree = new Map([["Battles", ["Clash", "Raid"]], ["Riots", ["Mob"]], [null, [null]]]);
const sets = (type, sub = []) => ({ ...noFilters(), type: new Set(type), sub: new Set(sub) });

test("the tree has every pair of type and sub-type that there is", () => {
  const type = Facet.single(["Battles", "Riots"], Int32Array.of(0, 0, 1, -1, 0));
  const sub = new PairFacet(type, ["Clash", "Raid", "Mob"], Int32Array.of(0, 1, 2, -1, 0));
  assert.deepEqual(sub.tree(), tree);
});

test("a tick on a type or on a sub-type gives the two sets that say the same", () => {
  let filters = sets([]);
  const step = (changes) => (filters = { ...filters, ...changes });
  step(toggleType(filters, tree, "Riots"));
  assert.deepEqual([[...filters.type], [...filters.sub]], [["Riots"], []]);
  step(toggleSub(filters, tree, "Battles", "Raid"));
  assert.deepEqual([[...filters.type].sort(), [...filters.sub].sort()], [["Riots"], ["Battles::Raid"]]);
  assert.deepEqual(["Battles", "Riots", null].map((name) => typeState(filters, tree, name)), ["some", "all", "none"]);
  assert.equal(subIsOn(filters, tree, "Battles", "Clash"), false);
  assert.deepEqual(namesOf(filters, tree), { types: ["Riots"], subs: [{ type: "Battles", sub: "Raid", shared: false }], strange: [] });
  step(toggleType(filters, tree, "Battles"));
  assert.deepEqual([[...filters.type].sort(), [...filters.sub]], [["Battles", "Riots"], []], "in part becomes whole");
  step(toggleType(filters, tree, "Battles"));
  step(toggleType(filters, tree, "Riots"));
  assert.deepEqual(filters, sets([]));
});

test("a sub-type that two types share is ticked below each of them alone", () => {
  const shared = new Map([["Battles", ["Clash", null]], ["Riots", ["Mob", null]]]);
  let filters = sets(["Battles", "Riots"]);
  const step = (changes) => (filters = { ...filters, ...changes });
  const on = () => [...shared].flatMap(([name, subs]) => subs.filter((sub) => subIsOn(filters, shared, name, sub)).map((sub) => `${name} ${sub}`));
  step(toggleSub(filters, shared, "Riots", null));
  assert.deepEqual(on(), ["Battles Clash", "Battles null", "Riots Mob"]);
  assert.deepEqual([[...filters.type], [...filters.sub]], [["Battles"], ["Riots::Mob"]]);
  step(toggleSub(filters, shared, "Battles", "Clash"));
  assert.deepEqual([[...filters.type], [...filters.sub]], [[], ["Battles::", "Riots::Mob"]]);
  assert.deepEqual(chipsOf(filters, shared).map(({ words }) => asText(words)), ["Type: Sub-type not given (Battles) or Mob"]);
  step(toggleSub(filters, shared, "Battles", null));
  assert.deepEqual(on(), ["Riots Mob"]);
  step(toggleSub(filters, shared, "Riots", null));
  assert.deepEqual([[...filters.type], [...filters.sub]], [["Riots"], []], "all of its sub-types are the type");
});

test("an address written by hand names a sub-type alone, or a type and a part of it", () => {
  const shared = new Map([["Battles", ["Clash", "Raid"]], ["Riots", ["Mob", "Raid"]]]);
  const states = (filters) => ["Battles", "Riots"].map((name) => typeState(filters, shared, name));
  assert.deepEqual(states(sets([], ["Raid"])), ["some", "some"]);
  assert.deepEqual(states(sets(["Battles", "Riots"], ["Riots::Mob"])), ["all", "some"]);
  assert.deepEqual([...toggleSub(sets([], ["Raid"]), shared, "Riots", "Raid").sub], ["Battles::Raid"]);
});

test("what the incidents at hand do not have can still be asked for and is still said", () => {
  assert.deepEqual(namesOf(sets(["Old"], ["Old::Gone"]), tree).strange, ["Old::Gone"]);
  assert.equal(typeState(sets(["Old"]), tree, "Old"), "all");
  assert.deepEqual([...toggleType(sets([], ["Old::Gone"]), tree, "Riots").sub], ["Old::Gone"]);
  assert.deepEqual([...toggleType(sets(["Old"]), tree, "Riots").type].sort(), ["Old", "Riots"]);
});

const said = (filters, language = "en") => {
  setLanguage(language);
  const chips = chipsOf({ ...noFilters(), ...filters }, tree);
  setLanguage("en");
  return chips.map(({ words }) => asText(words));
};

test("chips say in words what is on", () => {
  assert.deepEqual(said({}), []);
  assert.deepEqual(said({ type: new Set(["Battles", "Riots"]) }), ["Type: Battles or Riots"]);
  assert.deepEqual(said({ sub: new Set(["Clash"]) }), ["Type: Clash"]);
  assert.deepEqual(said({ actors: new Set(["A", "B", "C", "D", "E"]) }), ["Actor: A, B, C or 2 more"]);
  assert.deepEqual(said({ sources: new Set([null]), precision: new Set(["near", "odd"]) }), ["Source: not given", "How sure: Near a settlement or odd"]);
  assert.deepEqual(said({ text: " sumy ", undated: false }), ["Words: “sumy”", "only with a date"]);
  assert.deepEqual(["box", "polygon", "view"].map((kind) => said({ area: { kind, ring: [] } })[0]),
    ["in the drawn box", "in the drawn area", "in the chosen view"]);
  assert.equal(said({ span: [19794, 19817] }).length, 1);
  assert.deepEqual(said({ actors: new Set(["А", "Б"]) }, "uk"), ["Учасник: А або Б"]);
  assert.deepEqual(said({ killed: [21, null] }, "ru"), ["не менее 21 погибшего"]);
});

test("text from outside stays apart in a chip, and is cut in a name", () => {
  const [{ words }] = chipsOf({ ...noFilters(), actors: new Set(["<img src=x>"]) });
  assert.ok(words.some((word) => word.text === "<img src=x>"));
  assert.ok(asText([{ text: "x".repeat(1e6) }]).length <= 80);
});

test("each chip knows how it is taken away", () => {
  const filters = { ...noFilters(), type: new Set(["Riots"]), killed: [1, null], span: [1, 2], undated: false };
  const after = chipsOf(filters, tree).reduce((all, { off }) => ({ ...all, ...off }), filters);
  assert.deepEqual(after, noFilters());
  assert.deepEqual(chipsOf(filters, tree).map(({ without }) => without), [["type"], ["killed"], null, null]);
});

test("how many were killed, in words: stated is not zero", () => {
  assert.deepEqual([[0, null], [1, null], [null, 3], [0, 3], [2, 5], [4, 4], [0, 0]].map(killedWords),
    ["killed: any figure stated", "at least 1 killed", "at most 3 killed", "at most 3 killed", "2–5 killed", "4 killed", "0 killed"]);
});

test("two fields make a range; what is no whole number is none", () => {
  assert.deepEqual([["", ""], ["3", ""], ["", "0"], ["9", "2"], ["-1", "x"], ["1.5", "4"]].map(([a, b]) => rangeOf(a, b)),
    [null, [3, null], [null, 0], [2, 9], null, [null, 4]]);
});

test("how many there are, of how many", () => {
  assert.equal(countWords(1, 1), "1 incident");
  assert.equal(countWords(2341, 100000), "2,341 of 100,000 incidents");
});

test("a ring is drawn corner by corner", () => {
  const two = withCorner(withCorner([], [1, 2]), [3, 4]);
  assert.equal(withCorner(two, [3, 4]), two, "no corner twice on one spot");
  assert.deepEqual(withoutLast(two), [[1, 2]]);
  assert.deepEqual(boxRing([3, 1], [1, 4]), [[1, 4], [3, 4], [3, 1], [1, 1]]);
  assert.deepEqual([two, boxRing([1, 1], [1, 5]), boxRing([1, 1], [2, 5])].map(isArea), [false, false, true]);
  assert.deepEqual([[[0, 0], [9, 9], 3], [[0, 0], [9, 9], 2], [[0, 0], [99, 9], 3]].map(([a, b, n]) => closes(a, b, n, 14)), [true, false, false]);
  assert.deepEqual(tidy([[361.123456789, 89], [363, 1], [362, 0]]), [[1.12346, 85], [3, 1], [2, 0]]);
  assert.deepEqual(tidy([[175, 1], [190, 1], [190, 0]]), [[-185, 1], [-170, 1], [-170, 0]], "across the antimeridian it stays in one piece");
});
