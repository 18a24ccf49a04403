// Spans of days: moving them, snapping them, stepping them through time, and the part of time that the chart shows.
import { parts, toDay } from "../../data/time.js";
import { makeBins, nextEdge } from "./bins.js";

const LEAST_DAYS = 14; // of the chart, however far one zooms in

/** The months of a span that begins and ends with whole ones, else 0. */
export function wholeMonths([first, last]) {
  const a = parts(first);
  const b = parts(last + 1);
  if (a.day !== 1 || b.day !== 1) return 0;
  return (b.year - a.year) * 12 + b.month - a.month;
}

function addMonths(day, months) {
  const { year, month } = parts(day);
  const n = year * 12 + month - 1 + months;
  return toDay(Math.floor(n / 12), (((n % 12) + 12) % 12) + 1);
}

/** The span `by` windows further: December after November, and ten days after ten days. */
export function shiftSpan(span, by) {
  const months = wholeMonths(span);
  if (months) return [addMonths(span[0], months * by), addMonths(span[1] + 1, months * by) - 1];
  const days = (span[1] - span[0] + 1) * by;
  return [span[0] + days, span[1] + days];
}

/** The span moved by about so many days, whole months as whole months, and never out of `bounds` (end excluded). */
export function moveSpan(span, days, [low, high]) {
  const months = wholeMonths(span);
  if (!months) {
    const by = Math.max(low - span[0], Math.min(high - 1 - span[1], Math.round(days)));
    return [span[0] + by, span[1] + by];
  }
  let by = Math.round(days / 30.44);
  const moved = () => [addMonths(span[0], by), addMonths(span[1] + 1, by) - 1];
  // A span that is wider than what there is stays where it is.
  while (by > 0 && moved()[1] >= high) by--;
  while (by < 0 && moved()[0] < low) by++;
  return moved();
}

/**
 * What playing shows next, or null when it is over.
 *
 * @param span what is shown now; null is everything
 * @param reach the first and the last day that an incident has
 * @param from where playing begins when nothing is chosen
 */
export function nextSpan(span, { by = 1, cumulative, unit, reach, from = reach[0] }) {
  if (cumulative) {
    if (by < 0) {
      const last = (span ?? reach)[1];
      const edge = makeBins(last, last, unit).edges[0] - 1;
      return edge < reach[0] ? null : [reach[0], edge];
    }
    if (span && span[1] >= reach[1]) return null;
    return [reach[0], nextEdge(unit, span ? span[1] + 1 : from) - 1];
  }
  if (!span) {
    const { edges } = makeBins(by > 0 ? from : reach[1], by > 0 ? from : reach[1], unit);
    return [edges[0], edges[1] - 1];
  }
  const next = shiftSpan(span, by);
  return next[0] > reach[1] || next[1] < reach[0] ? null : next;
}

/** The window of a span's own width at the beginning of time. */
export function firstSpan(span, reach) {
  if (!span) return null;
  const months = wholeMonths(span);
  if (!months) return [reach[0], reach[0] + span[1] - span[0]];
  const start = addMonths(reach[0], 0);
  return [start, addMonths(start, months) - 1];
}

/** Keep a part of time inside of the whole, and not narrower than a chart can be. */
export function clampWindow([from, to], [low, high]) {
  const days = Math.max(Math.min(LEAST_DAYS, high - low), Math.min(high - low, to - from));
  const start = Math.max(low, Math.min(high - days, from + (to - from - days) / 2));
  return [start, start + days];
}

/** Zoom: `factor` below 1 shows less time; the given day stays where it is. */
export function zoomWindow([from, to], whole, day, factor) {
  const least = Math.min(LEAST_DAYS, whole[1] - whole[0]);
  const days = Math.max(least, Math.min(whole[1] - whole[0], (to - from) * factor));
  const share = (day - from) / (to - from);
  const start = day - share * days;
  return clampWindow([start, start + days], whole);
}

/** The window moved, no further than is needed, so that a span is in it, or its end where it is too wide. */
export function reveal([from, to], [first, last], whole) {
  if (first >= from && last + 1 <= to) return [from, to];
  const by = last + 1 > to ? last + 1 - to : first - from;
  const wide = last + 1 - first > to - from;
  if (wide && last + 1 > from && first < to) return [from, to];
  return clampWindow([from + by, to + by], whole);
}

/** Time around a span that is too short to fill a chart. */
export function roomAround([first, last], [low, high]) {
  const lack = Math.max(0, LEAST_DAYS - (last - first + 1));
  const start = Math.max(low, first - Math.floor(lack / 2));
  return [start, Math.min(high, Math.max(last, start + LEAST_DAYS - 1))];
}
