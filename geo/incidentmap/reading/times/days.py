"""Readings of expressions that mean days and nights: dates, weekdays, "yesterday", lists and ranges of them."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from incidentmap.reading.times import almanac
from incidentmap.reading.times.almanac import Span, Unresolved
from incidentmap.reading.times.holidays import HOLIDAYS, holiday
from incidentmap.reading.times.phrase import Phrase, Piece
from incidentmap.reading.times.words import KINDS

_LATEST = "the latest not after the publication"


def day(phrase: Phrase) -> list[Piece]:
    """Read one day, or the night before or after it."""
    found, rule = _one_day(phrase)
    if phrase.has("BY_NIGHT", "A_NIGHT", "OVERNIGHT") or _into(phrase):
        return whole(phrase, almanac.night_before(found), f"the night into {rule}")
    if phrase.has("NIGHT"):
        return whole(phrase, almanac.night_after(found), f"the night that follows {rule}")
    return whole(phrase, Span(found, found), rule)


def whole(phrase: Phrase, span: Span, rule: str) -> list[Piece]:
    """Return all of a phrase as one piece."""
    return [Piece(0, len(phrase.tokens), span, rule)]


def _into(phrase: Phrase) -> bool:
    index = phrase.index("NIGHT")
    follows = phrase.tokens[index + 1].kind if index is not None and index + 1 < len(phrase.tokens) else ""
    return follows in (KINDS["into"], KINDS["to"])


def _one_day(phrase: Phrase) -> tuple[date, str]:
    if phrase.has("NEAR", "THE_NEAR"):
        return _near(phrase)
    if phrase.has(*HOLIDAYS):
        return holiday(phrase)
    if phrase.has("DATE"):
        return phrase.in_numbers()[0], "a date in numbers"
    if phrase.has("DAY_MONTH"):
        number = phrase.values("DAY_MONTH")[0]
        return phrase.latest_day(number % 100, number // 100), f"a day and its month, {_LATEST}"
    if phrase.months():
        return _dated(phrase)
    if phrase.has("NUMBER_OF"):
        return _numbered(phrase)
    return _weekday(phrase)


def _near(phrase: Phrase) -> tuple[date, str]:
    away = phrase.values("NEAR", "THE_NEAR")[0]
    if phrase.has("BEFORE") and away:
        away *= 2
    days = {0: "the day of the publication", -1: "the day before the publication", 1: "the day after the publication"}
    return almanac.shift(phrase.anchor(), away).start, days.get(away, f"{abs(away)} days from the publication")


def _dated(phrase: Phrase) -> tuple[date, str]:
    month, number, years = phrase.months()[0], phrase.day_numbers()[0], phrase.years()
    if years:
        return almanac.day_of(years[0], month, number), "a date"
    found = phrase.latest_day(month, number)
    if weekdays := phrase.weekdays():
        return _of_weekday(found, weekdays[0])
    return found, f"a day and its month, {_LATEST}"


def _of_weekday(found: date, weekday: int) -> tuple[date, str]:
    """Take the weekday for the year: a date ahead when only that one is such a weekday."""
    if found.weekday() == weekday:
        return found, f"a weekday and a date, {_LATEST}"
    try:
        ahead = found.replace(year=found.year + 1)
    except ValueError:
        return found, f"a date, {_LATEST}; the weekday is another"
    if ahead.weekday() == weekday:
        return ahead, "a weekday and a date, in the year in which they agree"
    return found, f"a date, {_LATEST}; the weekday is another"


def day_of_month(phrase: Phrase) -> list[Piece]:
    """Read "в ночь на 12-е": the night into the latest day of that number."""
    found, rule = _numbered(phrase)
    return whole(phrase, almanac.night_before(found), f"the night into {rule}")


def _numbered(phrase: Phrase) -> tuple[date, str]:
    number, anchor = phrase.day_numbers()[0], phrase.anchor()
    for away in (0, -1, -2):
        month = almanac.month(anchor.year, anchor.month, away)
        if number <= month.end.day and month.start.replace(day=number) <= anchor:
            return month.start.replace(day=number), f"a day of a month, {_LATEST}"
    raise Unresolved("no such day in the months before the publication")


def _weekday(phrase: Phrase) -> tuple[date, str]:
    number, anchor, which = phrase.weekdays()[0], phrase.anchor(), phrase.which()
    if phrase.has("WEEK") and which is not None:
        monday = almanac.week(anchor, which).start
        return almanac.shift(monday, number).start, "a weekday of a week counted from the publication"
    if which is None:
        return almanac.weekday_before(number, anchor), f"a weekday, {_LATEST}"
    if which < 0:
        return almanac.weekday_before(number, anchor, strictly=True), "the latest such weekday before the publication"
    if which > 0:
        ahead = (number - anchor.weekday()) % 7 or 7
        return almanac.shift(anchor, ahead).start, "the first such weekday after the publication"
    # In this week, unless it is still to come: what is reported has happened.
    return almanac.weekday_before(number, anchor), f"a weekday of this week, or {_LATEST}"


def weekday_of(phrase: Phrase) -> list[Piece]:
    """Read "the first Tuesday of March"."""
    number, month, years = phrase.weekdays()[0], phrase.months()[0], phrase.years()
    span = almanac.month(years[0], month) if years else almanac.latest_month(month, phrase.anchor())
    if phrase.has("ORDINAL"):
        away = (number - span.start.weekday()) % 7 + 7 * (phrase.values("ORDINAL")[0] - 1)
    else:
        away = span.end.day - 1 - (span.end.weekday() - number) % 7
    if away >= span.end.day:
        raise Unresolved("the month has no such weekday")
    return whole(phrase, almanac.shift(span.start, away), "a weekday of a month")


def days(phrase: Phrase) -> list[Piece]:
    """Read several days: a range, or a list, which stays one piece where the days follow each other."""
    if phrase.has("DATE"):
        return _range_in_numbers(phrase)
    numbers, months, years = phrase.day_numbers(), phrase.months(), phrase.years()
    if len(months) == 1 and phrase.has("comma", "and") and not phrase.has("between"):
        listed = _listed(phrase, numbers, months[0], years)
        if listed is not None:
            return listed
    first, last = numbers[0], numbers[-1]
    opening = months[0] if len(months) > 1 or first <= last else (months[0] - 2) % 12 + 1
    closing = months[-1]
    if years:
        end = almanac.day_of(years[-1], closing, last)
        begin = almanac.day_of(years[0] - (len(years) == 1 and opening > closing), opening, first)
        rule = "a range of dates"
    else:
        begin = almanac.latest_day(opening, first, phrase.anchor())
        end = almanac.day_of(begin.year + (opening > closing), closing, last)
        rule = f"a range of days, {_LATEST}"
    if end < begin:
        raise Unresolved("the range ends before it begins")
    return whole(phrase, Span(begin, end), rule)


def _listed(phrase: Phrase, numbers: list[int], month: int, years: list[int]) -> list[Piece] | None:
    """Read days of a list one by one; ``None`` when they follow each other."""
    if all(later - earlier == 1 for earlier, later in pairwise(numbers)):
        return None
    pieces, at, last = [], [i for i, t in enumerate(phrase.tokens) if t.kind in (KINDS["DAY"], KINDS["ORDINAL"])], 0
    month_at = phrase.month_index()
    for i, number in zip(at, numbers, strict=False):
        found = almanac.day_of(years[0], month, number) if years else phrase.latest_day(month, number)
        first = min(i, month_at) if month_at < i and last == 0 else i
        last = len(phrase.tokens) if i == at[-1] else i + 1
        pieces.append(Piece(first, last, Span(found, found), "a day of a list of days of a month"))
    return pieces


def _range_in_numbers(phrase: Phrase) -> list[Piece]:
    found = phrase.in_numbers()
    begin = found[0] if len(found) > 1 else almanac.day_of(found[0].year, found[0].month, phrase.day_numbers()[0])
    if found[-1] < begin:
        raise Unresolved("the range ends before it begins")
    return whole(phrase, Span(begin, found[-1]), "a range of dates in numbers")


def weekdays(phrase: Phrase) -> list[Piece]:
    """Read two weekdays: a range, or a pair, which stays one piece where they follow each other."""
    first, last = phrase.weekdays()
    anchor = phrase.anchor()
    end = almanac.weekday_before(last, anchor)
    begin = almanac.weekday_before(first, end, strictly=True)
    pair = phrase.has("and") and not phrase.has("between")
    if pair and (end - begin).days > 1:
        cut = phrase.index("and") or 0
        alone = almanac.weekday_before(first, anchor)
        rule = f"a weekday, {_LATEST}"
        size = len(phrase.tokens)
        return [Piece(0, cut, Span(alone, alone), rule), Piece(cut + 1, size, Span(end, end), rule)]
    return whole(phrase, Span(begin, end), f"weekdays, {_LATEST}")
