// The page's own words in its three languages. Each section of words is a module beside this one:
// `{ en: {…}, uk: {…}, ru: {…} }` with the same keys; texts from outside are never in here.
import data from "./data.js";
import detail from "./detail.js";
import filters from "./filters.js";
import legend from "./legend.js";
import list from "./list.js";
import { lines, looks, precision, types } from "./looks.js";
import map from "./map.js";
import page from "./page.js";
import remote from "./remote.js";
import share from "./share.js";
import { popup, story } from "./story.js";
import { match, sure, told } from "./sure.js";
import time from "./time.js";

const SECTIONS = {
  data, detail, filters, legend, lines, list, looks, map, match, page, popup, precision, remote, share, story, sure, time, told, types,
};

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
  const found = SECTIONS[key.slice(0, dot)]?.[language]?.[key.slice(dot + 1)];
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
export const sections = () => SECTIONS;
