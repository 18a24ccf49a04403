import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { foldText, holdsWord, questions } from "../../geo/incidentmap/mapping/client/src/data/search.js";
import { Texts, Vocabulary } from "../../geo/incidentmap/mapping/client/src/data/vocabulary.js";

function holding(texts, question) {
  const vocabulary = new Vocabulary();
  const read = new Texts(vocabulary, texts.length, (i) => texts[i]);
  const found = questions(question).map((word) => read.holding(word, vocabulary.hits(word)));
  return texts.flatMap((_, i) => (found.every((hits) => hits[i]) ? [i] : []));
}

test("spellings of one name have one key, in any script", () => {
  for (const name of ["Тёткино", "тёткино", "теткино", "tetkino", "Tyotkino", "Tëtkino"]) assert.equal(foldText(name), "tetkino");
  assert.equal(foldText("Теребрено"), foldText("Terebreno"));
  assert.equal(foldText("Харків"), foldText("Kharkiv"));
  assert.equal(foldText("ΟΔΟΣ"), foldText("οδος"));
  assert.equal(foldText("Гора-Подол"), "gora podol");
  assert.equal(foldText("Белгородская"), foldText("Belgorodskaya"));
  assert.equal(foldText("oblast’"), foldText("область"));
  assert.equal(foldText("Łódź"), "lodz");
  assert.equal(foldText("…"), "");
});

test("a question is found as written or by its key, word by word", () => {
  const texts = ["Shelling near Tetkino, Kursk Oblast 2024-03-12", null, ""];
  for (const found of ["Тёткино", "тёткино", "tetkino", "Tyotkino", "2024-03-12", "2024-03", "Tetkino,", "курск Tyotk", "elling"]) {
    assert.deepEqual(holding(texts, found), [0], found);
  }
  for (const lost of ["tetkino 2023", "—", "Сумы", "near tetkinos"]) assert.deepEqual(holding(texts, lost), [], lost);
});

test("a word whose key is several is found across words, in their order", () => {
  const texts = ["near Gora Podol", "Podol, Gora", "гора-подол", "Gora, then Podol"];
  assert.deepEqual(holding(texts, "Гора-Подол"), [0, 2]);
});

test("searching by words is searching each text", () => {
  const letters = "aeyikhткёїгѓς’- \u00a0\n".split("");
  let seed = 3;
  const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  const some = (length) => Array.from({ length }, () => letters[random(letters.length)]).join("");
  for (let round = 0; round < 300; round++) {
    const texts = Array.from({ length: 5 }, () => some(random(14)));
    const question = some(1 + random(3)).replace(/\s/g, "") || "a";
    const [asked] = questions(question);
    const plain = texts.flatMap((text, i) => (holdsWord(text, asked) ? [i] : []));
    assert.deepEqual(holding(texts, question), plain, JSON.stringify([question, texts]));
  }
});

test("what is found in a text is what the server finds", () => {
  const cases = JSON.parse(readFileSync(new URL("../golden/search.json", import.meta.url), "utf8"));
  for (const { text, query, found } of cases) assert.equal(holding([text], query).length === 1, found, JSON.stringify([text, query]));
});
