import assert from "node:assert/strict";
import "./words.mjs";
import test from "node:test";
import { AREA, HOLLOW, hatchOf, LINES, lookOf, LOOKS, numberOf, SOLID } from "../../geo/incidentmap/mapping/client/src/looks.js";
import { hatch, rungs } from "../../geo/incidentmap/mapping/client/src/map/outline.js";
import { placeTags } from "../../geo/incidentmap/mapping/client/src/map/tags.js";
import { PRECISIONS, STYLES } from "../../geo/incidentmap/mapping/client/src/look.js";
import { doubt, fatalities, howSure, km, matchOf, recordedClass, typeOf, when } from "../../geo/incidentmap/mapping/client/src/ui/words.js";
import { setLanguage } from "../../geo/incidentmap/mapping/client/src/words/index.js";

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

test("in every language a sentence is said for each look, and what comes from outside stays apart in it", () => {
  for (const language of ["uk", "ru"]) {
    setLanguage(language);
    for (const { key, text } of LOOKS) {
      assert.match(text, /^\p{Script=Cyrillic}/u);
      for (const estimated of [false, true]) {
        const parts = howSure({ ...base, estimated, precision: "near", look: numberOf(key) });
        const own = parts.filter((part) => typeof part === "string").join("");
        assert.match(own, /\.$/, `${language} ${key}`);
        assert.doesNotMatch(own, /[A-Za-z]/, `${language} ${key}: ${own}`);
      }
    }
    for (const entry of [...PRECISIONS, ...STYLES]) assert.match(entry.label, /^\p{Script=Cyrillic}/u, entry.key);
    for (const { text } of LINES) assert.match(text, /^\p{Script=Cyrillic}/u);
  }
  setLanguage("uk");
  assert.equal(
    sure("disc", { precision: "near" }),
    "За повідомленням, поблизу місця Terebreno; показано круг радіусом 5\u00a0км, бо в тексті «near the village of Terebreno».",
  );
  setLanguage("ru");
  assert.equal(sure("none"), "Без места: причина не указана.");
  setLanguage("en");
});

test("counts, distances and ways of finding a name follow the language", () => {
  const twins = (count) => ({ candidates: Array.from({ length: count }, () => ({ name: "Миколаївка" })), placeId: null });
  setLanguage("uk");
  assert.equal(words(doubt(twins(2))), "Два місця мають назву Миколаївка; з повідомлення не видно, яке саме.");
  assert.equal(words(doubt(twins(7))), "7 місць мають назву Миколаївка; з повідомлення не видно, яке саме.");
  assert.equal(km(2.5), "2,5\u00a0км");
  assert.equal(matchOf("fuzzy"), "схоже написання");
  assert.equal(fatalities([0, 3]), "Загиблих: від 0 до 3");
  setLanguage("ru");
  assert.equal(words(doubt(twins(21))), "21 место называется Миколаївка; из сообщения не видно, какое именно.");
  setLanguage("en");
  assert.equal(km(0.2), "200\u00a0m");
  assert.deepEqual([[null, null], [null, 3], [2, null], [2, 2], [0, 3]].map(fatalities), ["Not stated", "At most 3 killed", "At least 2 killed", "2 killed", "0 to 3 killed"]);
  assert.deepEqual(matchOf("<b>"), { text: "<b>" });
});

test("a known type is named in the page's language, and an unknown one stays as it is written", () => {
  assert.deepEqual(typeOf("battles "), { text: "battles " });
  setLanguage("uk");
  assert.equal(typeOf("Battles").text, "Бої");
  assert.equal(typeOf("Battles").original, "Battles");
  assert.deepEqual(typeOf("Flood"), { text: "Flood" });
  assert.deepEqual(typeOf("constructor"), { text: "constructor" });
  assert.deepEqual(howSure({ ...base, look: 0, reason: "no such place" })[1], { text: "no such place", lang: "en" });
  setLanguage("en");
  assert.equal(words(when({ start: 0, end: 0, timePhrase: "on Thursday" })), "1 Jan 1970, reported as “on Thursday”");
  assert.equal(words(when({ start: 0, end: 0, timePhrase: "1970-01-01" })), "1 Jan 1970");
});
