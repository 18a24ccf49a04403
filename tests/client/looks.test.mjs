import assert from "node:assert/strict";
import test from "node:test";
import { AREA, HOLLOW, hatchOf, lookOf, LOOKS, numberOf, SOLID } from "../../geo/incidentmap/mapping/client/src/looks.js";
import { hatch, rungs } from "../../geo/incidentmap/mapping/client/src/map/outline.js";
import { placeTags } from "../../geo/incidentmap/mapping/client/src/map/tags.js";
import { doubt, howSure, recordedClass } from "../../geo/incidentmap/mapping/client/src/ui/words.js";

const words = (parts) => parts.map((part) => part.text ?? part).join("");
const look = (kind, precision, hasShape = true) => LOOKS[lookOf(kind, precision, hasShape)];

test("each shape has one look, and no area is marked like a point", () => {
  for (const kind of ["disc", "ring", "sector", "wedge", "corridor", "strip", "part", "several"]) assert.equal(look(kind, "area").key, kind);
  assert.deepEqual(["district", "region", "area", "country"].map((p) => look("area", p).key), ["district", "region", "area", "country"]);
  assert.equal(look("part", "country").key, "part");
  const precisions = ["exact", "vicinity", "settlement", "near", "district", "region", "area", "country", "unlocated", null];
  for (const kind of [null, "point", "area", "ring", "nonsense"]) {
    for (const precision of precisions) assert.notEqual(look(kind, precision).mark, SOLID);
  }
  assert.equal(new Set(LOOKS.map(({ icon }) => JSON.stringify(icon))).size, LOOKS.length);
});

test("a record that says no shape is drawn by its precision", () => {
  assert.equal(look(null, "near").key, "disc");
  assert.equal(look(null, "district").key, "district");
  assert.equal(look(null, "exact", false).mark, SOLID);
  assert.equal(look("area", "region", false).mark, HOLLOW, "a point that stands for a region is hollow");
  assert.equal(look(null, "area").mark, AREA);
});

test("hatches of larger units are sparser, and fall on the denser ones", () => {
  const [district, region, area] = ["district", "region", "area"].map(hatchOf);
  assert.ok(district.step < region.step && region.step % district.step === 0 && area.step % district.step === 0);
  assert.notDeepEqual(region, area);
});

/** A context that notes the lines it is asked for. */
function pen() {
  const lines = [];
  let from;
  return { lines, beginPath() {}, setLineDash() {}, moveTo: (...p) => (from = p), lineTo: (...p) => lines.push([...from, ...p]) };
}

test("a hatch keeps its place on the ground while the map moves", () => {
  const box = [0.1, 0.1, 0.9, 0.9];
  const sums = (left, top) => {
    const context = pen();
    hatch(context, box, { scale: 1000, top, width: 300, height: 300 }, -left, { step: 20, broken: true });
    return new Set(context.lines.map(([x, y]) => ((x + left + y + top) % 20 + 20) % 20));
  };
  assert.deepEqual([...sums(200, 200)], [...sums(207, 213)]);
});

test("rungs stand only where they can be seen, however long the edge", () => {
  const shape = { parts: [{ kind: 0, paths: [Float64Array.of(0, 0, 1, 0, 1, 0.001, 0, 0.001, 0, 0)] }] };
  const context = pen();
  rungs(context, shape, { scale: 1e8, top: -10, width: 700, height: 200 }, -5e7, { step: 7, reach: 5 });
  assert.ok(context.lines.length > 90 && context.lines.length < 120, String(context.lines.length));
  assert.ok(context.lines.every(([x]) => x >= -10 && x <= 710));
});

test("tags keep off marks and off each other, and become one when they cannot", () => {
  const at = (x, y) => ({ anchor: [x, y], count: 3, style: 0 });
  const [one] = placeTags([at(0.5, 0.5)], [{ x: 0.5, y: 0.5, radius: 10 }], 1000);
  assert.ok(Math.hypot(one.dx, one.dy) >= 20);
  const crowd = placeTags(Array.from({ length: 30 }, () => at(0.5, 0.5)), [], 1000);
  assert.ok(crowd.length < 10);
  assert.equal(crowd.reduce((sum, { count }) => sum + count, 0), 90, "none is lost");
});

const base = {
  placeName: "Terebreno", place: "near the village of Terebreno", radiusKm: 5, candidates: [], reason: null, rule: null, estimated: false,
};
const sure = (key, more = {}) => words(howSure({ ...base, ...more, look: numberOf(key) }));

test("the words for how sure a place is", () => {
  assert.equal(sure("disc", { precision: "near" }), "Reported near Terebreno; drawn as a 5\u00a0km disc because the text says “near the village of Terebreno”.");
  assert.match(sure("region"), /^Reported only as “near.*no spot in it\.$/);
  assert.equal(sure("none", { reason: "no such place" }), "Not placed: no such place.");
  assert.equal(
    sure("corridor", { place: "between Shebekino and Novaya Tavolzhanka" }),
    "Reported as “between Shebekino and Novaya Tavolzhanka”; drawn as the stretch between the two places.",
  );
  assert.match(sure("district", { estimated: true, placeName: "Sumy district" }), /The boundary of Sumy district is not known here; the dashed line is an estimate/);
  for (const { key } of LOOKS.slice(1)) assert.match(sure(key), /\.$/, key);
});

test("a disc is near a place only when the words or the rule say so", () => {
  const towards = { place: "towards Sudzha", placeName: "Sudzha", radiusKm: 25, precision: "near" };
  assert.equal(sure("disc", towards), "Reported as “towards Sudzha”; drawn as a 25\u00a0km disc: somewhere in it.");
  const rule = "drawn as a 5 km disc because the text says near";
  assert.equal(sure("disc", { ...towards, place: "Судже", radiusKm: 5, rule }), "Reported near Sudzha; drawn as a 5\u00a0km disc because the text says “Судже”.");
  assert.match(sure("disc", { ...towards, place: "Hryhorivka", placeName: null }), /^Reported as “Hryhorivka”; drawn as a 25/);
});

test("what the others mean for the answer, and a source's own class", () => {
  const twin = { name: "Nekhoteevka" };
  assert.equal(words(doubt({ candidates: [twin, twin], placeId: null })), "Two places are called Nekhoteevka; the report does not say which.");
  assert.equal(doubt({ candidates: [twin, { name: "Other" }], placeId: "x" }), null);
  assert.equal(words(recordedClass("ucdp:4")), "UCDP where_prec 4");
  assert.equal(words(recordedClass("<b>")), "<b>");
});
