// Time as whole days since 1970-01-01. An incident has an interval of days, never an instant.
import { NONE } from "./columns.js";

const DAY_MS = 86400000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MONTHS_LONG = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
];

export function toDay(year, month = 1, day = 1) {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day); // Date.UTC takes years 0 to 99 for 1900 to 1999
  return Math.round(date.getTime() / DAY_MS);
}

export function parts(day) {
  const date = new Date(day * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

// Year 99 is not 1999.
const yearText = (year) => String(year).padStart(4, "0");

export function isoDay(day) {
  const { year, month, day: d } = parts(day);
  return `${yearText(year)}-${String(month).padStart(2, "0")}-${String(d).padStart(2, "0")}`;
}

export function formatDay(day) {
  const p = parts(day);
  return `${p.day} ${MONTHS[p.month - 1]} ${yearText(p.year)}`;
}

/** An interval in words, as short as it can be said: "12 Mar 2024", "22–23 May 2023", "December 2023". */
export function formatInterval(start, end) {
  if (start === NONE && end === NONE) return "Date unknown";
  if (start === NONE) return `Until ${formatDay(end)}`;
  if (end === NONE) return `From ${formatDay(start)}`;
  if (start === end) return formatDay(start);
  const a = parts(start);
  const b = parts(end);
  const next = parts(end + 1);
  if (a.day === 1 && next.day === 1) {
    if (a.year === b.year && a.month === b.month) return `${MONTHS_LONG[a.month - 1]} ${yearText(a.year)}`;
    if (a.year === b.year && a.month === 1 && b.month === 12) return yearText(a.year);
  }
  if (a.year !== b.year) return `${formatDay(start)} – ${formatDay(end)}`;
  if (a.month !== b.month) return `${a.day} ${MONTHS[a.month - 1]} – ${formatDay(end)}`;
  return `${a.day}–${formatDay(end)}`;
}

/** Whether an interval, open where an end is unknown, meets the closed span from `first` to `last`. */
export function overlaps(start, end, first, last) {
  if (start === NONE && end === NONE) return false;
  return (start === NONE || start <= last) && (end === NONE || end >= first);
}

const UNITS = [
  { name: "day", days: 1 },
  { name: "week", days: 7 },
  { name: "month", months: 1 },
  { name: "quarter", months: 3 },
  { name: "year", months: 12 },
  { name: "decade", months: 120 },
  { name: "century", months: 1200 },
];
const MOST_BINS = 110;

/** Split a span into equal calendar units, the finest of which there are not too many: `{unit, edges}`. */
export function makeBins(first, last) {
  const span = last - first + 1;
  const unit = UNITS.find((u) => span / (u.days ?? u.months * 30.44) <= MOST_BINS) ?? UNITS.at(-1);
  const edges = [];
  if (unit.days) {
    // 1970-01-01 was a Thursday: weeks start on Monday.
    let edge = unit.days === 7 ? first - ((((first + 3) % 7) + 7) % 7) : first;
    for (; edge <= last; edge += unit.days) edges.push(edge);
    edges.push(edge);
  } else {
    const { year, month } = parts(first);
    let n = Math.floor((year * 12 + month - 1) / unit.months) * unit.months;
    for (; edges.length === 0 || edges.at(-1) <= last; n += unit.months) edges.push(toDay(Math.floor(n / 12), (n % 12) + 1));
  }
  return { unit: unit.name, edges };
}

/** The bin that a day is in. */
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

/** The first and the last bin that each interval meets; -1 for one without a date. */
export function binReaches(edges, starts, ends) {
  const first = new Int16Array(starts.length).fill(-1);
  const last = new Int16Array(starts.length);
  for (let i = 0; i < starts.length; i++) {
    if (starts[i] === NONE && ends[i] === NONE) continue;
    first[i] = starts[i] === NONE ? 0 : binOf(edges, starts[i]);
    last[i] = ends[i] === NONE ? edges.length - 2 : binOf(edges, ends[i]);
  }
  return { first, last };
}

/** Count intervals per bin; one that spans several bins counts in each. */
export function histogram(bins, { first, last }, weight) {
  const change = new Float64Array(bins + 1);
  for (let i = 0; i < first.length; i++) {
    const w = first[i] < 0 ? 0 : weight(i);
    if (!w) continue;
    change[first[i]] += w;
    change[last[i] + 1] -= w;
  }
  const counts = new Float64Array(bins);
  for (let i = 0, level = 0; i < counts.length; i++) counts[i] = level += change[i];
  return counts;
}

/** Label ticks for an axis: years, or months where there are few, at least `room` bins apart. */
export function ticks(edges, unit, room) {
  const out = [];
  let last = -Infinity;
  for (let i = 0; i < edges.length - 1; i++) {
    const p = parts(edges[i]);
    const before = i ? parts(edges[i - 1]) : null;
    const newYear = !before || before.year !== p.year;
    const newMonth = !before || before.month !== p.month;
    const text = newYear ? yearText(p.year) : unit === "day" && newMonth ? `1 ${MONTHS[p.month - 1]}` : MONTHS[p.month - 1];
    // Where years are close together, months between them would only be noise.
    const wanted = newYear || (newMonth && (unit === "day" || unit === "week" || (unit === "month" && room <= 6)));
    if (!wanted) continue;
    if (i - last < room) {
      // A year takes the place of a month, and of nothing else.
      if (!newYear || out.at(-1).major) continue;
      out.pop();
      if (out.length && i - out.at(-1).bin < room) continue;
    }
    out.push({ bin: i, text: unit === "day" && newMonth && !newYear ? `${p.day} ${MONTHS[p.month - 1]}` : text, major: newYear });
    last = i;
  }
  return out;
}
