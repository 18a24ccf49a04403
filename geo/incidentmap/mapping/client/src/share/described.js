// What is shown, in words: for a file, a picture, a printed sheet. Everything is named, as nothing there can be unfolded.
import { isoDay } from "../data/time.js";
import { PRECISIONS } from "../look.js";
import { cut } from "../ui/dom.js";
import { number, t } from "../words/index.js";

const SETS = [["type", "type"], ["sub", "sub"], ["actors", "actors"], ["sources", "source"], ["precision", "precision"]];
const VALUE = 120; // characters of a value from outside

/** One text for each filter that is on. */
export function described(filters) {
  const out = [];
  for (const [facet, word] of SETS) {
    const say = facet === "precision" ? sureness : (value) => cut(value, VALUE);
    const values = [...(filters[facet] ?? [])].map((value) => (value === null ? t("share.notGiven") : say(value)));
    if (values.length) out.push(`${t(`share.${word}`)}: ${values.join(t("share.either"))}`);
  }
  if (filters.span) out.push(t("share.timeIs", { first: isoDay(filters.span[0]), last: isoDay(filters.span[1]) }));
  if (filters.undated === false) out.push(t("share.noUndated"));
  if (filters.killed) out.push(killed(filters.killed));
  if (filters.text?.trim()) out.push(t("share.words", { text: cut(filters.text.trim(), VALUE) }));
  if (filters.area) out.push(t({ box: "share.areaBox", polygon: "share.areaPolygon", view: "share.areaView" }[filters.area.kind]));
  return out;
}

/** A class of precision in words; one that is not known is text from outside. */
export const sureness = (key) => (PRECISIONS.some((one) => one.key === key) ? t(`share.${key}`) : cut(key ?? "", VALUE));

function killed([least, most]) {
  if (most === null) return t("share.atLeast", { least });
  return least === null ? t("share.atMost", { most }) : t("share.killedRange", { least, most });
}

/** The same as one sentence: "Shown: type: Battles; from … to …", or that all are. */
export const shown = (filters) => t("share.filtered", { what: described(filters).join("; ") || t("share.all") });

/** "12 of 29 incidents". */
export const howMany = (view) => t("share.someOf", { shown: number(view.result.matched), count: totalOf(view) });

export const totalOf = ({ engine, config }) => Math.max(config.total ?? 0, engine.totals.incidents);
