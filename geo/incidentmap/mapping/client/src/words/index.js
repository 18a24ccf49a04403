// The page's own words in its three languages. They stand in a block of the page, as its data do: there they are packed,
// and no script has to be read again for them. Only what may have to be said without that block is in the script.
import data from "./data.js";
import page from "./page.js";

let words = { data, page };

/** Take the sections of words (`all.js`) into use; before this there are those of the page's frame and of its data. */
export function useWords(sections) {
  words = sections;
}

export const LANGUAGES = { en: "English", uk: "Українська", ru: "Русский" };

let language = "en";
let rules = new Intl.PluralRules("en");

/** Choose the language; one that is not known leaves English. Called once, before anything is built. */
export function setLanguage(key) {
  language = Object.hasOwn(LANGUAGES, key) ? key : "en";
  rules = new Intl.PluralRules(language);
}

export const currentLanguage = () => language;

/** A whole number or a fraction as the language writes it. */
export const number = (value, options) => new Intl.NumberFormat(language, options).format(value);

function message(key, { count }) {
  const dot = key.indexOf(".");
  const found = words[key.slice(0, dot)]?.[language]?.[key.slice(dot + 1)];
  if (found === undefined) throw new Error(`there are no words for ${key} in ${language}`);
  return typeof found === "string" ? found : (found[rules.select(count)] ?? found.other);
}

/**
 * A sentence in parts: the page's own words as strings, and what `values` holds for each `{name}` as it is given, so
 * that text from outside (`{text}`) and nodes stay apart. `{count}` chooses the plural and is written as a number.
 */
export function parts(key, values = {}) {
  const out = [];
  for (const [i, piece] of message(key, values).split(/\{(\w+)\}/).entries()) {
    if (i % 2 === 0) {
      if (piece) out.push(piece);
      continue;
    }
    if (!Object.hasOwn(values, piece)) throw new Error(`${key} needs ${piece}`);
    const value = values[piece];
    if (value === null || value === undefined) continue;
    out.push(...(Array.isArray(value) ? value : [typeof value === "number" ? number(value) : value]));
  }
  return out;
}

/** A sentence as one string. */
export const t = (key, values) => parts(key, values).map((part) => part.text ?? part).join("");

/** Every section, for the tests. */
export const sections = () => words;
