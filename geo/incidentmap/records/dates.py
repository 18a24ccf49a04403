"""Dates as tables write them → closed intervals of days."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from incidentmap.errors import quote
from incidentmap.model import TimePrecision

DateOrder = Literal["dmy", "mdy"]

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan январь января січень січня",
            "february feb февраль февраля лютий лютого",
            "march mar март марта березень березня",
            "april apr апрель апреля квітень квітня",
            "may май мая травень травня",
            "june jun июнь июня червень червня",
            "july jul июль июля липень липня",
            "august aug август августа серпень серпня",
            "september sep sept сентябрь сентября вересень вересня",
            "october oct октябрь октября жовтень жовтня",
            "november nov ноябрь ноября листопад листопада",
            "december dec декабрь декабря грудень грудня",
        ),
        start=1,
    )
    for name in names.split()
}

#: A time of day after the date is passed over: incidents are kept by day, as written, in no other zone.
_TIME: Final = (
    r"(?:(?:T| |, )[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?: ?[AaPp]\.?[Mm]\.?)?"
    r"(?: ?(?:Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}))?)?"
)
_ISO: Final = re.compile(r"([0-9]{4})(?:([-/.])([0-9]{1,2})(?:\2([0-9]{1,2})" + _TIME + r")?)?")
_COMPACT: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_NUMBERS: Final = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})" + _TIME)
_WORD: Final = r"([^\W\d_]+)\.?"
_DAY: Final = r"([0-9]{1,2})(?:st|nd|rd|th)?"
_DAY_FIRST: Final = re.compile(rf"(?:{_DAY}[ -])?{_WORD},?[ -]([0-9]{{4}})(?: ?[гр]\.?)?{_TIME}")
_MONTH_FIRST: Final = re.compile(rf"{_WORD} {_DAY},? ([0-9]{{4}}){_TIME}")


class Unread(ValueError):
    """A cell that is no date: the reason, and the remedy."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason, self.remedy = reason, remedy


class Span(NamedTuple):
    """The days that a cell means."""

    start: date
    end: date
    precision: TimePrecision


def order_of(cells: Iterable[str]) -> DateOrder | None:
    """Tell day-first from month-first by the cells that can only be the one; None when none tells, or both are there.

    Examples
    --------
    >>> order_of(["03/04/2024", "8/14/2020"]), order_of(["03/04/2024"]), order_of(["31/01/2024", "01/31/2024"])
    ('mdy', None, None)
    """
    found: set[DateOrder] = set()
    for cell in cells:
        match = _NUMBERS.fullmatch(" ".join(cell.split()))
        if match:
            first, second = int(match[1]), int(match[3])
            if first > 12 >= second:
                found.add("dmy")
            elif second > 12 >= first:
                found.add("mdy")
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=4096)
def read_date(cell: str, order: DateOrder | None = None) -> Span:
    """Read a cell as a day, a whole month or a whole year.

    Parameters
    ----------
    cell : str
        Not empty.
    order : {"dmy", "mdy"}, optional
        How to read ``03/04/2024``. A date with dots is day first unless told otherwise, as everywhere dots are used.

    Raises
    ------
    Unread
        When it is no date, or no day of the calendar, or could be two.

    Examples
    --------
    >>> str(read_date("8/14/2020 12:00:00 AM").start), str(read_date("14 августа 2020 г.").start)
    ('2020-08-14', '2020-08-14')
    >>> span = read_date("2024-02")
    >>> str(span.start), str(span.end), span.precision.value
    ('2024-02-01', '2024-02-29', 'month')
    """
    text = " ".join(cell.split())
    if match := _COMPACT.fullmatch(text):
        return _span(cell, int(match[1]), int(match[2]), int(match[3]))
    if match := _ISO.fullmatch(text):
        return _span(cell, int(match[1]), _number(match[3]), _number(match[4]))
    if match := _NUMBERS.fullmatch(text):
        return _span(cell, int(match[4]), *_month_and_day(cell, int(match[1]), int(match[3]), match[2], order))
    if match := _DAY_FIRST.fullmatch(text):
        return _span(cell, int(match[3]), _month(cell, match[2]), _number(match[1]))
    if match := _MONTH_FIRST.fullmatch(text):
        return _span(cell, int(match[3]), _month(cell, match[1]), int(match[2]))
    raise _no_date(cell)


def _no_date(cell: str) -> Unread:
    return Unread(f"{quote(cell)} is not a date", "write it as 2024-03-12, or as 2024-03 or 2024 when less is known")


def _month(cell: str, name: str) -> int:
    number = _MONTHS.get(name.casefold())
    if number is None:
        raise _no_date(cell)
    return number


def _month_and_day(cell: str, first: int, second: int, mark: str, order: DateOrder | None) -> tuple[int, int]:
    """Decide which of two numbers is the month: by what is possible, then by the order, then by the dots."""
    if first > 12 or second > 12 or first == second or 0 in (first, second):
        return (second, first) if first > 12 else (first, second)
    if order is None and mark != ".":
        raise Unread(
            f"{quote(cell)} could be two days, and the column does not tell which",
            "say --date-order dmy or --date-order mdy",
        )
    return (first, second) if order == "mdy" else (second, first)


def _number(digits: str | None) -> int | None:
    return None if digits is None else int(digits)


def _span(cell: str, year: int, month: int | None, day: int | None) -> Span:
    try:
        if month is None:
            return Span(date(year, 1, 1), date(year, 12, 31), TimePrecision.YEAR)
        if day is None:
            last = monthrange(year, month)[1]
            return Span(date(year, month, 1), date(year, month, last), TimePrecision.MONTH)
        exact = date(year, month, day)
    except ValueError as error:
        raise Unread(f"{quote(cell)} is not a day of the calendar", "check the day and the month") from error
    return Span(exact, exact, TimePrecision.DAY)


def widen(day: date, precision: TimePrecision) -> tuple[date, date]:
    """Give the week (Monday to Sunday), month or year around a day that stands for it.

    Examples
    --------
    >>> [str(d) for d in widen(date(2024, 3, 12), TimePrecision.WEEK)]
    ['2024-03-11', '2024-03-17']
    """
    if precision is TimePrecision.WEEK:
        monday = max(day.toordinal() - day.weekday(), 1)
        return date.fromordinal(monday), date.fromordinal(min(monday + 6, date.max.toordinal()))
    if precision is TimePrecision.MONTH:
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    if precision is TimePrecision.YEAR:
        return day.replace(month=1, day=1), day.replace(month=12, day=31)
    return day, day
