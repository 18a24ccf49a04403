import assert from "node:assert/strict";
import "./words.mjs";
import test from "node:test";
import { NONE } from "../../geo/incidentmap/mapping/client/src/data/columns.js";
import {
  binOf, formatDay, formatInterval, formatMonth, formatSpan, isoDay, monthName, overlaps, parseDays, parts, toDay,
} from "../../geo/incidentmap/mapping/client/src/data/time.js";
import { setLanguage } from "../../geo/incidentmap/mapping/client/src/words/index.js";

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

test("a span is said by its days, also where it is a whole month", () => {
  assert.equal(formatSpan(toDay(2023, 12, 1), toDay(2023, 12, 31)), "1–31 Dec 2023");
  assert.equal(formatSpan(toDay(1, 1, 1), toDay(9999, 12, 31)), "1 Jan 0001 – 31 Dec 9999");
  assert.equal(formatSpan(5, 5), "6 Jan 1970");
});

test("a month alone is in the nominative, beside a day in the genitive, as each language has it", () => {
  const said = (language) => {
    setLanguage(language);
    const december = [toDay(2023, 12, 1), toDay(2023, 12, 31)];
    const out = [formatInterval(...december), formatDay(toDay(99, 5, 1)), formatInterval(toDay(2022, 6, 28), toDay(2022, 7, 2)),
      formatInterval(NONE, 0), formatMonth({ year: 7, month: 3 }), monthName(5)];
    setLanguage("en");
    return out;
  };
  assert.deepEqual(said("en"), ["December 2023", "1 May 0099", "28 Jun – 2 Jul 2022", "Until 1 Jan 1970", "March 0007", "May"]);
  assert.deepEqual(said("uk"), ["грудень 2023", "1 трав. 0099", "28 черв. – 2 лип. 2022", "До 1 січ. 1970", "березень 0007", "трав."]);
  assert.deepEqual(said("ru"), ["декабрь 2023", "1 мая 0099", "28 июн. – 2 июл. 2022", "До 1 янв. 1970", "март 0007", "май"]);
});

test("a typed date is a day, a month or a year of the calendar, and nothing else", () => {
  assert.deepEqual(parseDays("2024-02-29"), [toDay(2024, 2, 29), toDay(2024, 2, 29)]);
  assert.deepEqual(parseDays(" 2024-02 "), [toDay(2024, 2, 1), toDay(2024, 2, 29)]);
  assert.deepEqual(parseDays("0001"), [toDay(1, 1, 1), toDay(1, 12, 31)]);
  assert.deepEqual(parseDays("9999-12"), [toDay(9999, 12, 1), toDay(9999, 12, 31)]);
  for (const text of ["", "2023-02-29", "2024-13", "2024-00-10", "0000", "12.3.2024", "24", "2024-1-1x", "<b>", "١٢٣٤", "-2024"]) {
    assert.equal(parseDays(text), null, text);
  }
});

test("the bin of a day; outside it is the nearest", () => {
  const edges = [0, 7, 14];
  assert.deepEqual([-3, 0, 6, 7, 13, 99].map((day) => binOf(edges, day)), [0, 0, 0, 1, 1, 1]);
});
