// What the page says about an incident, plain and exact. Parts that come from outside are marked: `{text}`.
import { NONE } from "../data/columns.js";
import { formatInterval } from "../data/time.js";
import { SUB_TYPES } from "../kinds.js";
import { STYLES, styleOf } from "../look.js";
import { LOOKS } from "../looks.js";
import { currentLanguage, number, parts, t } from "../words/index.js";
import { match } from "../words/sure.js";

const outside = (text) => ({ text });
// Rules and reasons are written by the engine, which speaks English.
const english = (text) => ({ text, lang: "en" });

export const OWED = "© GeoNames CC BY 4.0, Natural Earth";

/** A distance, with a space that does not break. */
export function km(radius) {
  if (radius < 1) return t("sure.m", { n: Math.round(radius * 1000) });
  return t("sure.km", { n: number(radius, { maximumFractionDigits: radius < 10 ? 1 : 0 }) });
}

const NEAR = /\b(near|around|outside|outskirts|close to|vicinity)\b/i;

/** How sure the place is, as a sentence about what is drawn and why. The record's rule stands below it. */
export function howSure(record) {
  const { key } = LOOKS[record.look];
  if (key === "none") return notPlaced(record);
  const values = {
    name: outside(record.placeName ?? record.place ?? t("sure.somePlace")),
    said: outside(record.place ?? record.placeName ?? t("sure.thisPlace")),
    size: Number.isFinite(record.radiusKm) && record.radiusKm > 0 ? km(record.radiusKm) : null,
  };
  return parts(`sure.${(SENTENCES[key] ?? (() => key))(record, values)}`, values);
}

/** The sentence of each look; of those that are not here it is called as the look is. */
const SENTENCES = {
  spot: (record, { size }) => (record.precision === "vicinity" ? (size ? "within" : "close") : "spot"),
  disc(record, values) {
    values.disc = disc(values.size);
    const said = record.place ?? "";
    if (record.precision === "vicinity") return "middle";
    if (record.placeName === null || !NEAR.test(`${said} ${record.rule ?? ""}`)) return "inDisc";
    return said && said !== record.placeName ? "nearBecause" : "near";
  },
  district: whole,
  region: whole,
  area: (record) => (record.estimated ? "estimated" : "area"),
};

function whole(record) {
  return record.estimated ? "estimated" : "whole";
}

function disc(size) {
  if (!size) return t("sure.disc");
  return t(/^(8|11\b|18\b)/.test(size) ? "sure.discOfAn" : "sure.discOf", { size });
}

/** The class of precision that a source gives itself, in its own terms. */
export function recordedClass(text) {
  const [scheme, ...rest] = text.split(":");
  const term = TERMS[scheme];
  return term && rest.length ? [`${term} `, outside(rest.join(":"))] : [outside(text)];
}

const TERMS = {
  ucdp: "UCDP where_prec", acled: "ACLED geo_precision", gtd: "GTD specificity", gdelt: "GDELT location type",
  viina: "VIINA precision", atlos: "Atlos precision",
};

export function notPlaced(record) {
  return record.reason ? parts("sure.notPlaced", { reason: english(record.reason) }) : parts("sure.noReason");
}

const WRITTEN = { 2: "told.two", 3: "told.three", 4: "told.four" };

/** What the other candidates mean for the answer, if anything. */
export function doubt(record) {
  const alike = record.candidates.filter((c) => c.name !== null && c.name === record.candidates[0].name);
  const count = alike.length;
  if (count < 2) return null;
  const n = WRITTEN[count] ? t(WRITTEN[count]) : number(count);
  return parts(record.placeId === null ? "told.unsaid" : "told.best", { count, n, name: outside(alike[0].name) });
}

export function when(record) {
  const interval = formatInterval(record.start, record.end);
  // A date as a table writes it says nothing more; words do.
  if (!/\p{L}/u.test(record.timePhrase ?? "")) return [interval];
  const dated = record.start !== NONE || record.end !== NONE;
  return parts(dated ? "told.dated" : "told.undated", { interval, phrase: outside(record.timePhrase) });
}

export function fatalities([low, high]) {
  if (low === null && high === null) return t("told.notStated");
  if (low === null) return t("told.atMost", { high });
  if (high === null) return t("told.atLeast", { low });
  return low === high ? t("told.killed", { low }) : t("told.between", { low, high });
}

/** A coordinate as decimals, latitude first; written the same in every language, so that it can be copied. */
export function degrees(lon, lat) {
  return `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
}

/** How a name was found, in words; a way that is not known stays as it is written. */
export const matchOf = (kind) => (Object.hasOwn(match.en, kind) ? t(`match.${kind}`) : outside(kind));

/** A type or sub-type of event in the page's language, where it is a known one, and else as it is written. */
export function typeOf(type) {
  const { key } = STYLES[styleOf(type)];
  const known = key === "other" ? SUB_TYPES.get(type.trim().toLowerCase()) : key;
  if (known === undefined || currentLanguage() === "en") return outside(type);
  return { text: t(`types.${known}`), lang: currentLanguage(), original: type };
}
