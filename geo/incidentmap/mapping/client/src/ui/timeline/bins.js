// Calendar bins of the histogram, and the labels of its axis. Days are whole days since 1970-01-01.
import { utcDay, utcMonday, utcMonth, utcYear } from "d3-time";
import { DAY_MS, FIRST_DAY, LAST_DAY, monthName, parts, yearText } from "../../data/time.js";

export const dateOf = (day) => new Date(day * DAY_MS);
const dayOf = (date) => Math.round(date.getTime() / DAY_MS);

const MONTH = 30.44;
const YEAR = 365.2425;

/** The units of bars, from the finest; `days` is about how long one is. */
export const UNITS = [
  { name: "day", days: 1, every: utcDay },
  { name: "week", days: 7, every: utcMonday },
  { name: "month", days: MONTH, every: utcMonth },
  { name: "quarter", days: 3 * MONTH, every: utcMonth.every(3) },
  { name: "year", days: YEAR, every: utcYear },
  { name: "decade", days: 10 * YEAR, every: utcYear.every(10) },
  { name: "century", days: 100 * YEAR, every: utcYear.every(100) },
];
const MOST_BINS = 110;
const FEWEST_BINS = 20;
const PIXELS = 8; // a bar is hardly thinner

/** How many bars have room in a chart. */
export const mostBins = (width) => Math.max(FEWEST_BINS, Math.min(MOST_BINS, Math.floor(width / PIXELS)));

/** The finest unit of which a span has no more than `most`. */
export const unitFor = (days, most = MOST_BINS) => UNITS.find((unit) => days / unit.days <= most) ?? UNITS.at(-1);

// There is no year 0, and no year 10000.
const within = (day) => Math.max(FIRST_DAY, Math.min(LAST_DAY + 1, day));

/** The calendar bins that hold the days from `first` to `last`: `{unit, edges}`. */
export function makeBins(first, last, unit = unitFor(last - first + 1)) {
  let date = unit.every.floor(dateOf(first));
  const edges = [within(dayOf(date))];
  do {
    date = unit.every.offset(date, 1);
    edges.push(within(dayOf(date)));
  } while (edges.at(-1) <= last && edges.at(-1) <= LAST_DAY);
  return { unit: unit.name, edges };
}

export const unitNamed = (name) => UNITS.find((unit) => unit.name === name);

const AXIS = [
  [1, utcDay, 24],
  [7, utcMonday, 24],
  [MONTH, utcMonth, 40],
  [3 * MONTH, utcMonth.every(3), 40],
  [6 * MONTH, utcMonth.every(6), 40],
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].map((years) => [years * YEAR, years === 1 ? utcYear : utcYear.every(years), 44]),
];
const LETTER = 6.6; // pixels, about
const GAP = 10;

/**
 * Labels for an axis: years before months before days, none upon another. Where no year begins in sight, the first
 * label tells it (`fixed`).
 *
 * @param scale a `scaleLinear` from milliseconds to pixels
 */
export function axisLabels(scale) {
  const [from, to] = scale.domain().map((time) => new Date(time));
  const starts = (unit) => unit.range(from, new Date(+to + 1)).map(Number);
  const [left, right] = scale.range();
  const perDay = (right - left) / ((to - from) / DAY_MS);
  const [, every] = AXIS.find(([days, , room]) => days * perDay >= room) ?? AXIS.at(-1);
  const dates = new Set(starts(every));
  const yearly = YEAR * perDay >= 44;
  if (yearly) for (const time of starts(utcYear)) dates.add(time);
  if (yearly && MONTH * perDay >= 40) for (const time of starts(utcMonth)) dates.add(time);
  const labels = [...dates].map((time) => label(dayOf(new Date(time)), scale(time))).filter(({ day }) => day >= FIRST_DAY && day <= LAST_DAY);
  const placed = [];
  if (yearly) {
    const start = { ...context(dayOf(from), perDay), x: left };
    const near = labels.find(({ x, level }) => level >= start.level && x - left < wide(start.text) + GAP);
    if (!near) placed.push(start);
    // The month that begins there tells its year as well, unless a year is in sight.
    else if (!labels.some(({ level }) => level === 2)) Object.assign(near, { level: 2, text: context(near.day, perDay).text });
  }
  for (const level of [2, 1, 0]) {
    for (const one of labels) if (one.level === level && placed.every((other) => apart(one, other))) placed.push(one);
  }
  return placed.filter((one) => one.x + wide(one.text) <= right + GAP).sort((a, b) => a.x - b.x);
}

const wide = (text) => text.length * LETTER;
const apart = (a, b) => (a.x < b.x ? a.x + wide(a.text) + GAP <= b.x : b.x + wide(b.text) + GAP <= a.x);

function label(day, x) {
  const p = parts(day);
  const level = p.day > 1 ? 0 : p.month > 1 ? 1 : 2;
  return { day, x, level, text: [String(p.day), monthName(p.month), yearText(p.year)][level] };
}

// What the labels in sight leave open: the year, and among days the month.
function context(day, perDay) {
  const p = parts(Math.max(FIRST_DAY, day));
  const days = MONTH * perDay >= 7 * 24;
  return { day, fixed: true, level: days ? 1 : 2, text: days ? `${monthName(p.month)} ${yearText(p.year)}` : yearText(p.year) };
}

/** What a bar is called: its month, its year, or its days. */
export const barDays = (edges, bin) => [edges[bin], edges[bin + 1] - 1];

/** The day on which the bar after a day begins. */
export function nextEdge(unit, day) {
  return within(dayOf(unit.every.offset(unit.every.floor(dateOf(day)), 1)));
}
