// What is on, in words: one chip for each kind of filter. Text from outside is `{text}`, as everywhere.
import { formatInterval } from "../data/time.js";
import { PRECISIONS } from "../look.js";
import { currentLanguage, number, parts, t } from "../words/index.js";
import { cut } from "./dom.js";
import { namesOf } from "./filters-tree.js";
import { typeOf } from "./words.js";

const LONGEST = 80; // characters of a text from outside in a name
const NAMED = 3; // values that a chip names
const LABELS = new Map(PRECISIONS.map((precision) => [precision.key, precision]));

/** The name of a class of precision in the page's language; one that is not known is text from outside. */
export const precisionWords = (key) => LABELS.get(key)?.label ?? { text: key };

/**
 * The chips of what is on: `{key, words, off, without}`: `off` is the change that takes it away, `without` what the engine
 * calls it.
 *
 * @param {object} filters as of `data/filter.js`
 * @param {Map} tree types with their sub-types
 * @param {number} named values of each filter that are named; the others are counted
 */
export function chipsOf(filters, tree = new Map(), named = NAMED) {
  const facet = (key, say) => facetChip(key, [...filters[key]].map(say), named);
  return [
    kinds(filters, tree, named),
    facet("actors", (value) => (value === null ? t("filters.notGiven") : { text: value })),
    facet("sources", (value) => (value === null ? t("filters.notGiven") : { text: value })),
    facet("precision", (value) => (value === null ? t("filters.notGiven") : precisionWords(value))),
    filters.killed && { key: "killed", words: [killedWords(filters.killed)], off: { killed: null } },
    filters.text.trim() && {
      key: "text", off: { text: "" },
      words: titled("words", parts("filters.quoted", { text: { text: filters.text.trim() } })),
    },
    filters.span && { key: "span", words: [formatInterval(...filters.span)], off: { span: null } },
    !filters.undated && { key: "undated", words: [t("filters.withoutUndated")], off: { undated: true } },
    filters.area && { key: "area", words: [areaWords(filters.area)], off: { area: null } },
  ].filter(Boolean).map((chip) => ({ ...chip, without: engineNames(chip.key, filters) }));
}

function engineNames(key, { span, undated }) {
  // The engine knows both as one; where both are on, it cannot tell what one of them takes away.
  if (key === "span" || key === "undated") return span && !undated ? null : ["time"];
  return [key];
}

function kinds(filters, tree, named) {
  if (!filters.type.size && !filters.sub.size) return null;
  const { types, subs, strange } = namesOf(filters, tree);
  const typeWords = (value) => (value === null ? t("filters.noType") : typeOf(value));
  const subWords = (value) => (value === null ? t("filters.noSub") : typeOf(value));
  const said = [
    ...types.map((value) => (value === null ? t("filters.notGiven") : typeOf(value))),
    ...subs.map(({ type, sub, shared }) => (shared ? parts("filters.pair", { type: typeWords(type), sub: subWords(sub) }) : subWords(sub))),
    ...strange.map((value) => (value === null ? t("filters.noSub") : { text: value })),
  ];
  return { key: "type", words: titled("type", either(said, named)), off: { type: new Set(), sub: new Set() } };
}

function facetChip(key, said, named) {
  return said.length ? { key, words: titled(key, either(said, named)), off: { [key]: new Set() } } : null;
}

const titled = (key, values) => parts("filters.facet", { title: t(`filters.${key}`), values });

/** "a, b or c"; of many the first few and how many more. */
function either(said, named) {
  const shown = said.length > named + 1 ? [...said.slice(0, named), t("filters.more", { count: said.length - named })] : said;
  const list = new Intl.ListFormat(currentLanguage() === "en" ? "en-GB" : currentLanguage(), { type: "disjunction" });
  const slots = shown.map((_, i) => String(i));
  return list.formatToParts(slots).flatMap(({ type, value }) => (type === "element" ? shown[Number(value)] : value));
}

/** The range of the killed: `[0, null]` asks only that some figure is stated. */
export function killedWords([least, most]) {
  if (!least && most === null) return t("filters.stated");
  if (most === null) return t("filters.atLeast", { count: least });
  if (!least && most > 0) return t("filters.atMost", { count: most });
  if (least === most || most === 0) return t("filters.exactly", { count: most });
  return t("filters.between", { low: least, high: most });
}

export const areaWords = ({ kind }) => t({ box: "filters.inBox", view: "filters.inView" }[kind] ?? "filters.inPolygon");

/** The words of a chip as one string, for names and announcements. */
export const asText = (words) => words.map((word) => (typeof word === "string" ? word : cut(word.text, LONGEST))).join("");

/** How many match, of how many. */
export function countWords(matched, total) {
  return matched === total ? t("filters.incidents", { count: total }) : t("filters.of", { shown: number(matched), count: total });
}
