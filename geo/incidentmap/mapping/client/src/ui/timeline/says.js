// What the time panel says in words: of a bar, of the hatching, of the span.
import { formatDay, formatMonth, formatSpan, parts, yearText } from "../../data/time.js";
import { t } from "../../words/index.js";

/** What a bar is called: "12 Mar 2024", "March 2024", "2024", or its days. */
export function barName(unit, first, last) {
  if (unit === "day") return formatDay(first);
  if (unit === "month") return formatMonth(parts(first));
  if (unit === "year") return yearText(parts(first).year);
  if (unit === "week" || unit === "quarter") return formatSpan(first, last);
  return `${yearText(parts(first).year)}–${yearText(parts(last).year)}`;
}

/** What is in a bar: how many exactly, how many only within something wider, how many are hidden. */
export function barText({ shown: { bins: { unit, edges }, counts: { all, own, vague } } }, bar) {
  const told = [["barSure", own[bar] - vague[bar]], ["barVague", vague[bar]], ["barHidden", all[bar] - own[bar]]]
    .filter(([, count]) => count > 0)
    .map(([key, count]) => t(`time.${key}`, { count }));
  return t("time.bar", { span: barName(unit, edges[bar], edges[bar + 1] - 1), told: told.join(" · ") || t("time.barNone") });
}

/** What hatching means, for bars of a unit. */
export const keyText = (unit) => t({ day: "time.keyDay", week: "time.keyWeek" }[unit] ?? "time.keyWider");
