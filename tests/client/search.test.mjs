import assert from "node:assert/strict";
import test from "node:test";
import { finder, foldText, haystack } from "../../geo/incidentmap/mapping/client/src/data/search.js";

test("spellings of one name have one key, in any script", () => {
  for (const name of ["Тёткино", "тёткино", "теткино", "tetkino", "Tyotkino", "Tëtkino"]) assert.equal(foldText(name), "tetkino");
  assert.equal(foldText("Теребрено"), foldText("Terebreno"));
  assert.equal(foldText("Харків"), foldText("Kharkiv"));
  assert.equal(foldText("Гора-Подол"), "gora podol");
  assert.equal(foldText("Белгородская"), foldText("Belgorodskaya"));
  assert.equal(foldText("oblast’"), foldText("область"));
  assert.equal(foldText("Łódź"), "lodz");
  assert.equal(foldText("…"), "");
});

test("a question is found as written or by its key, word by word", () => {
  const hay = haystack("Shelling near Tetkino, Kursk Oblast\n2024-03-12");
  for (const found of ["Тёткино", "тёткино", "tetkino", "Tyotkino", "2024-03-12", "2024-03", "Tetkino,"]) {
    assert.ok(finder(found)(hay), found);
  }
  assert.ok(finder("курск Tyotk")(hay));
  for (const lost of ["tetkino 2023", "—", "Сумы"]) assert.ok(!finder(lost)(hay), lost);
  assert.equal(finder("  "), null);
});
