import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import "./words.mjs";
import { SUB_TYPES } from "../../geo/incidentmap/mapping/client/src/kinds.js";
import { typeOf } from "../../geo/incidentmap/mapping/client/src/ui/words.js";
import { LANGUAGES, number, parts, sections, setLanguage, t } from "../../geo/incidentmap/mapping/client/src/words/index.js";

const names = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
const texts = (message) => (typeof message === "string" ? [message] : Object.values(message));

test("every language has every word, with the same values in it", () => {
  for (const [section, words] of Object.entries(sections())) {
    assert.deepEqual(Object.keys(words).sort(), Object.keys(LANGUAGES).sort(), section);
    for (const language of Object.keys(LANGUAGES)) {
      assert.deepEqual(Object.keys(words[language]), Object.keys(words.en), `${section} in ${language}: the same keys in the same order`);
      for (const [key, message] of Object.entries(words[language])) {
        const wanted = new Set(texts(words.en[key]).flatMap(names));
        for (const text of texts(message)) {
          for (const name of names(text)) assert.ok(wanted.has(name), `${section}.${key} in ${language} holds {${name}}`);
        }
        assert.deepEqual(new Set(texts(message).flatMap(names)), wanted, `${section}.${key} in ${language}`);
      }
    }
  }
});

test("plurals have every form that their language has", () => {
  for (const [section, words] of Object.entries(sections())) {
    for (const language of Object.keys(LANGUAGES)) {
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      for (const [key, message] of Object.entries(words[language])) {
        if (typeof message === "string") continue;
        assert.deepEqual(Object.keys(message).sort(), [...forms].sort(), `${section}.${key} in ${language}`);
      }
    }
  }
});

test("numbers are written as the language does, values stay apart, and a missing one is told", () => {
  setLanguage("uk");
  assert.equal(number(1234567.5), "1\u00a0234\u00a0567,5");
  assert.deepEqual(parts("time.until", { day: { text: "<b>" } }), ["До ", { text: "<b>" }]);
  assert.equal(t("time.until", { day: 2 }), "До 2");
  assert.throws(() => t("time.until"), /needs day/);
  assert.throws(() => t("time.nothing"), /no words/);
  setLanguage("xx");
  assert.equal(t("time.unknown"), "Date unknown");
});

test("the page without scripts calls the classes of precision the same", () => {
  const python = readFileSync(new URL("../../geo/incidentmap/mapping/plain_words.py", import.meta.url), "utf8");
  for (const words of Object.values(sections().precision)) {
    for (const [key, label] of Object.entries(words)) assert.ok(python.includes(`"${key}": "${label[0].toLowerCase()}${label.slice(1)}"`), label);
  }
});

test("every known sub-type has its words, and they are in the page's language", () => {
  for (const [name, key] of SUB_TYPES) assert.equal(sections().types.en[key].toLowerCase(), name);
  setLanguage("uk");
  assert.deepEqual(typeOf(" ARMED clash"), { text: "Збройна сутичка", lang: "uk", original: " ARMED clash" });
  assert.deepEqual(typeOf("<b>"), { text: "<b>" });
  setLanguage("en");
  assert.deepEqual(typeOf("Armed clash"), { text: "Armed clash" });
});
