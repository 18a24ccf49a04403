import assert from "node:assert/strict";
import test from "node:test";
import { NONE } from "../../geo/incidentmap/mapping/client/src/data/columns.js";
import {
  binOf, binReaches, formatDay, formatInterval, histogram, isoDay, makeBins, overlaps, parts, ticks, toDay,
} from "../../geo/incidentmap/mapping/client/src/data/time.js";

test("days count from 1970 and go back and forth, from year 1 to 9999", () => {
  assert.equal(toDay(1970, 1, 1), 0);
  assert.equal(toDay(2024, 3, 12), 19794);
  for (const [year, month, day] of [[1, 1, 1], [99, 12, 31], [1582, 10, 15], [2024, 2, 29], [9999, 12, 31]]) {
    assert.deepEqual(parts(toDay(year, month, day)), { year, month, day });
  }
  assert.equal(isoDay(toDay(7, 3, 9)), "0007-03-09");
});

test("an interval is said as shortly as it can be", () => {
  const said = (a, b) => formatInterval(toDay(...a), toDay(...b));
  assert.equal(formatDay(19794), "12 Mar 2024");
  assert.equal(said([2024, 3, 12], [2024, 3, 12]), "12 Mar 2024");
  assert.equal(said([2023, 5, 22], [2023, 5, 23]), "22–23 May 2023");
  assert.equal(said([2023, 12, 1], [2023, 12, 31]), "December 2023");
  assert.equal(said([2024, 2, 1], [2024, 2, 29]), "February 2024");
  assert.equal(said([2023, 2, 1], [2023, 2, 27]), "1–27 Feb 2023");
  assert.equal(said([2022, 1, 1], [2022, 12, 31]), "2022");
  assert.equal(said([2022, 6, 28], [2022, 7, 2]), "28 Jun – 2 Jul 2022");
  assert.equal(said([2022, 12, 30], [2023, 1, 2]), "30 Dec 2022 – 2 Jan 2023");
  assert.equal(said([99, 5, 1], [99, 5, 1]), "1 May 0099");
  assert.equal(said([99, 1, 1], [99, 12, 31]), "0099");
  assert.equal(formatInterval(NONE, NONE), "Date unknown");
  assert.equal(formatInterval(NONE, 0), "Until 1 Jan 1970");
  assert.equal(formatInterval(0, NONE), "From 1 Jan 1970");
});

test("overlap counts both ends, and an open end reaches as far as it can", () => {
  assert.ok(overlaps(10, 20, 20, 30));
  assert.ok(overlaps(10, 20, 0, 10));
  assert.ok(!overlaps(10, 20, 21, 30));
  assert.ok(!overlaps(10, 20, 0, 9));
  assert.ok(overlaps(NONE, 20, 0, 5));
  assert.ok(overlaps(10, NONE, 500, 600));
  assert.ok(!overlaps(10, NONE, 0, 9));
  assert.ok(!overlaps(NONE, NONE, -1e6, 1e6));
});

test("bins are calendar units that cover the span and are not too many", () => {
  for (const [first, last, unit] of [
    [toDay(2024, 3, 1), toDay(2024, 3, 1), "day"],
    [toDay(2024, 3, 1), toDay(2024, 5, 1), "day"],
    [toDay(2023, 1, 5), toDay(2024, 12, 1), "week"],
    [toDay(2022, 4, 1), toDay(2025, 3, 18), "month"],
    [toDay(1990, 1, 1), toDay(2012, 1, 1), "quarter"],
    [toDay(1950, 1, 1), toDay(2024, 1, 1), "year"],
    [toDay(1, 1, 1), toDay(9999, 12, 31), "century"],
  ]) {
    const { unit: found, edges } = makeBins(first, last);
    assert.equal(found, unit);
    assert.ok(edges[0] <= first && edges.at(-1) > last, unit);
    assert.ok(edges.length <= 120, `${unit} ${edges.length}`);
    for (let i = 1; i < edges.length; i++) assert.ok(edges[i] > edges[i - 1]);
    assert.equal(binOf(edges, first), 0);
    assert.equal(binOf(edges, last), edges.length - 2);
  }
  assert.equal(new Date(makeBins(19000, 19400).edges[0] * 86400000).getUTCDay(), 1, "weeks start on Monday");
  assert.deepEqual(parts(makeBins(toDay(2022, 4, 9), toDay(2025, 3, 18)).edges[0]), { year: 2022, month: 4, day: 1 });
});

test("a histogram counts an interval in every bin it meets, and an undated one in none", () => {
  const { edges } = makeBins(toDay(2023, 11, 10), toDay(2027, 1, 20));
  const starts = Int32Array.of(toDay(2023, 12, 1), toDay(2023, 12, 31), NONE, NONE, toDay(2024, 1, 31));
  const ends = Int32Array.of(toDay(2023, 12, 31), toDay(2024, 2, 1), NONE, toDay(2023, 11, 30), NONE);
  const reaches = binReaches(edges, starts, ends);
  const counts = histogram(edges.length - 1, reaches, () => 1);
  assert.deepEqual([...counts.slice(0, 6)], [1, 2, 2, 2, 1, 1]);
  assert.equal(counts.at(-1), 1);
  assert.deepEqual([...histogram(edges.length - 1, reaches, (i) => (i === 0 ? 3 : 0)).slice(0, 3)], [0, 3, 0]);
});

test("ticks keep their distance and never lose a year to a month", () => {
  const { edges, unit } = makeBins(toDay(2022, 4, 1), toDay(2025, 3, 18));
  const marks = ticks(edges, unit, 3);
  assert.deepEqual(marks.filter((t) => t.major).map((t) => t.text), ["2022", "2023", "2024", "2025"]);
  for (let i = 1; i < marks.length; i++) assert.ok(marks[i].bin - marks[i - 1].bin >= 3);
  const narrow = ticks(edges, unit, 14);
  assert.deepEqual(narrow.map((t) => t.text), ["2022", "2024"]);
});
