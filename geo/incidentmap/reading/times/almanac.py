"""The calendar: weeks, months, seasons and years as closed spans of days, and which one is meant at a publication."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Final, NamedTuple

from incidentmap.model import TimePrecision

_LAST_DAY: Final = date.max.toordinal()
#: Meteorological seasons of the northern hemisphere: their first months. Winter begins in the year that names it.
_SEASON_STARTS: Final = {1: 3, 2: 6, 3: 9, 4: 12}


class Unresolved(Exception):
    """An expression of time that cannot be turned into days; the text is the reason."""


class Span(NamedTuple):
    """A closed span of days."""

    start: date
    end: date


def precision(span: Span) -> TimePrecision:
    """Name the precision that fits a span of days.

    Examples
    --------
    >>> precision(month(2024, 2)).value, precision(shift(date(2024, 3, 12), 0)).value
    ('month', 'day')
    """
    days = (span.end - span.start).days + 1
    for limit, name in ((6, TimePrecision.DAY), (10, TimePrecision.WEEK), (45, TimePrecision.MONTH)):
        if days <= limit:
            return name
    return TimePrecision.YEAR


def at(ordinal: int) -> date:
    """Return the day of a number; out of the calendar it is unresolved."""
    if not 1 <= ordinal <= _LAST_DAY:
        raise Unresolved("it lies outside the calendar")
    return date.fromordinal(ordinal)


def shift(day: date, days: int) -> Span:
    """Return the day so many days away, as a span."""
    moved = at(day.toordinal() + days)
    return Span(moved, moved)


def night_before(day: date) -> Span:
    """Return the night that ends in the morning of a day: two days."""
    return Span(at(day.toordinal() - 1), day)


def night_after(day: date) -> Span:
    """Return the night that begins in the evening of a day: two days."""
    return Span(day, at(day.toordinal() + 1))


def week(day: date, away: int = 0) -> Span:
    """Return the week, Monday to Sunday, so many weeks away from a day's."""
    monday = day.toordinal() - day.weekday() + 7 * away
    return Span(at(monday), at(monday + 6))


def weekend(day: date, away: int = 0) -> Span:
    """Return the latest Saturday and Sunday of which the first is not after a day, or those so many weeks away."""
    saturday = day.toordinal() - (day.weekday() - 5) % 7 + 7 * away
    return Span(at(saturday), at(saturday + 1))


def month(year: int, number: int, away: int = 0) -> Span:
    """Return a month, or the one so many months away."""
    count = year * 12 + number - 1 + away
    year, number = count // 12, count % 12 + 1
    _check(year)
    return Span(date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def year(number: int) -> Span:
    """Return a year."""
    _check(number)
    return Span(date(number, 1, 1), date(number, 12, 31))


def season(number: int, of: int) -> Span:
    """Return a season: 1 spring to 4 winter, which ends in the year after."""
    first = _SEASON_STARTS[number]
    return Span(month(of, first).start, month(of, first, 2).end)


def latest_season(number: int, published: date, away: int = 0) -> Span:
    """Return the latest season that began before or on the day of publication, or the one so many years away."""
    span = season(number, published.year + away)
    return span if season(number, published.year).start <= published else season(number, published.year + away - 1)


def latest_month(number: int, published: date) -> Span:
    """Return the latest month of that number that has begun by the publication."""
    return month(published.year - (number > published.month), number)


def day_of(year_number: int, month_number: int, day_number: int) -> date:
    """Return a day; one that the calendar lacks is unresolved."""
    _check(year_number)
    try:
        return date(year_number, month_number, day_number)
    except ValueError:
        raise Unresolved(_lacking(month_number, day_number, year_number)) from None


def check_day(month_number: int, day_number: int) -> None:
    """See that a month has a day of that number in some year."""
    if day_number > monthrange(2000, month_number)[1]:
        raise Unresolved(_lacking(month_number, day_number, None))


def latest_day(month_number: int, day_number: int, published: date) -> date:
    """Return the latest day of that month and number that is not after the publication."""
    check_day(month_number, day_number)
    for candidate in range(published.year, published.year - 9, -1):
        _check(candidate)
        if day_number > monthrange(candidate, month_number)[1]:
            continue  # 29 February
        found = date(candidate, month_number, day_number)
        if found <= published:
            return found
    raise Unresolved(_lacking(month_number, day_number, None))


def weekday_before(number: int, day: date, *, strictly: bool = False) -> date:
    """Return the latest Monday (0) to Sunday (6) not after a day, or strictly before it."""
    back = (day.weekday() - number) % 7
    return at(day.toordinal() - (7 if strictly and not back else back))


def third(span: Span, which: int) -> Span:
    """Return the beginning (0), middle (1) or end (2) of a span: tens of days of a month, four months of a year."""
    days = (span.end - span.start).days + 1
    if 28 <= days <= 31:
        first, last = ((0, 10), (10, 20), (20, days))[which]
        return Span(at(span.start.toordinal() + first), at(span.start.toordinal() + last - 1))
    if days >= 360:
        head = month(span.start.year, span.start.month, 4 * which)
        return Span(head.start, month(head.start.year, head.start.month, 3).end)
    first, last = days * which // 3, days * (which + 1) // 3
    return Span(at(span.start.toordinal() + first), at(span.start.toordinal() + max(last, first + 1) - 1))


def half(span: Span, which: int) -> Span:
    """Return the first (1) or second (2) half of a span; of a month, the halves meet after the 15th."""
    days = (span.end - span.start).days + 1
    cut = 15 if 28 <= days <= 31 else days // 2
    if days >= 360:
        return (
            Span(span.start, month(span.start.year, 6).end)
            if which == 1
            else Span(month(span.end.year, 7).start, span.end)
        )
    middle = span.start.toordinal() + cut
    return Span(span.start, at(middle - 1)) if which == 1 else Span(at(middle), span.end)


def week_of(span: Span, which: int) -> Span:
    """Return the first to fourth week of a month by sevens of days, or its last seven days (-1)."""
    if which == -1:
        return Span(max(span.start, at(span.end.toordinal() - 6)), span.end)
    first = span.start.toordinal() + 7 * (which - 1)
    if first > span.end.toordinal():
        raise Unresolved("it has no such week")
    return Span(at(first), at(min(first + 6, span.end.toordinal())))


def _check(year_number: int) -> None:
    if not 1 <= year_number <= 9999:
        raise Unresolved("it lies outside the calendar")


def _lacking(month_number: int, day_number: int, year_number: int | None) -> str:
    shown = f"{day_number}.{month_number}" + ("" if year_number is None else f".{year_number}")
    return f"{shown} is not a day of the calendar"
