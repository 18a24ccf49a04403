// Time as whole days since 1970-01-01. An incident has an interval of days, never an instant.
import { currentLanguage, t } from "../words/index.js";
import { NONE } from "./columns.js";

export const DAY_MS = 86400000;
const ISO = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;

export function toDay(year, month = 1, day = 1) {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day); // Date.UTC takes years 0 to 99 for 1900 to 1999
  return Math.round(date.getTime() / DAY_MS);
}

export function parts(day) {
  const date = new Date(day * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** The first and the last day that a record can have. */
export const FIRST_DAY = toDay(1, 1, 1);
export const LAST_DAY = toDay(9999, 12, 31);

// Year 99 is not 1999.
export const yearText = (year) => String(year).padStart(4, "0");

export function isoDay(day) {
  const { year, month, day: d } = parts(day);
  return `${yearText(year)}-${String(month).padStart(2, "0")}-${String(d).padStart(2, "0")}`;
}

/** The days that an ISO date, month or year stands for, or null: "2024-02" is [1 Feb 2024, 29 Feb 2024]. */
export function parseDays(text) {
  const found = text.trim().match(ISO);
  if (!found) return null;
  const [year, month, day] = found.slice(1).map((digits) => (digits === undefined ? null : Number(digits)));
  if (year < 1) return null;
  const first = toDay(year, month ?? 1, day ?? 1);
  const said = parts(first);
  if (said.year !== year || (month !== null && said.month !== month) || (day !== null && said.day !== day)) return null;
  if (day !== null) return [first, first];
  return [first, (month === null ? toDay(year + 1) : toDay(year, month + 1)) - 1];
}

const known = new Map();

/** Names of months in the page's language: `short` beside a day, `alone` short by itself, `long` by itself. */
function months() {
  const language = currentLanguage();
  if (!known.has(language)) {
    const names = (options, wanted) => {
      const format = new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" });
      return Array.from({ length: 12 }, (_, month) =>
        format.formatToParts(Date.UTC(2024, month, 12)).find(({ type }) => type === wanted).value,
      );
    };
    known.set(language, {
      short: names({ day: "numeric", month: "short" }, "month"),
      alone: names({ month: "short" }, "month"),
      long: names({ month: "long" }, "month"),
    });
  }
  return known.get(language);
}

/** A month's short name as it stands by itself. */
export const monthName = (month) => months().alone[month - 1];

/** A month and its year: "December 2023". */
export const formatMonth = ({ year, month }) => `${months().long[month - 1]} ${yearText(year)}`;

// A day and its month, which some languages then decline.
const dayAndMonth = ({ day, month }) => `${day} ${months().short[month - 1]}`;

export function formatDay(day) {
  const p = parts(day);
  return `${dayAndMonth(p)} ${yearText(p.year)}`;
}

/** A span by its first and last day, as short as it can be said: "1–31 Dec 2023". */
export function formatSpan(start, end) {
  if (start === end) return formatDay(start);
  const a = parts(start);
  const b = parts(end);
  if (a.year !== b.year) return `${formatDay(start)} – ${formatDay(end)}`;
  if (a.month !== b.month) return `${dayAndMonth(a)} – ${formatDay(end)}`;
  return `${a.day}–${formatDay(end)}`;
}

/** An interval in words, as short as it can be said: "12 Mar 2024", "22–23 May 2023", "December 2023". */
export function formatInterval(start, end) {
  if (start === NONE && end === NONE) return t("time.unknown");
  if (start === NONE) return t("time.until", { day: formatDay(end) });
  if (end === NONE) return t("time.since", { day: formatDay(start) });
  const a = parts(start);
  const b = parts(end);
  if (a.day === 1 && parts(end + 1).day === 1 && a.year === b.year) {
    if (a.month === b.month) return formatMonth(a);
    if (a.month === 1 && b.month === 12) return yearText(a.year);
  }
  return formatSpan(start, end);
}

/** Whether an interval, open where an end is unknown, meets the closed span from `first` to `last`. */
export function overlaps(start, end, first, last) {
  if (start === NONE && end === NONE) return false;
  return (start === NONE || start <= last) && (end === NONE || end >= first);
}

/** The bin that a day is in; before the first it is the first, after the last the last. */
export function binOf(edges, day) {
  let low = 0;
  let high = edges.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (edges[middle] <= day) low = middle;
    else high = middle - 1;
  }
  return low;
}
