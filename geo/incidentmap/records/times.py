"""The columns of a table that say when → the frame's columns of time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from incidentmap.errors import quote
from incidentmap.model import TimePrecision
from incidentmap.records.columns import key
from incidentmap.records.dates import DateOrder, Span, Unread, order_of, read_date, widen

#: The numbers that two catalogues give instead of words, by the name of their column: ACLED's and UCDP's.
#: UCDP's 2 is "two to six days" and 4 "eight days to a month"; the coarser word is the honest one.
_CODES: Final = {
    "timeprecision": {"1": "day", "2": "week", "3": "month"},
    "dateprec": {"1": "day", "2": "week", "3": "week", "4": "month", "5": "year"},
}

_LADDER: Final = tuple(TimePrecision)
_EPOCH: Final = date(1970, 1, 1).toordinal()
_NAT: Final = int(np.datetime64("NaT").astype("int64"))


class When(NamedTuple):
    """One row's time: seconds since 1970 (or not-a-time), the precision's name, the cells as written."""

    start: int
    end: int
    precision: str
    phrase: str | None


class NoTime(NamedTuple):
    """Why a row's time cannot be read: which of the roles, its cell, the reason, the remedy."""

    role: str
    value: str
    reason: str
    remedy: str


def times_of(
    start: Sequence[str], end: Sequence[str], precision: Sequence[str], *, coded: str | None, order: DateOrder | None
) -> list[When | NoTime]:
    """Read the cells that say when, each distinct combination once.

    Parameters
    ----------
    start, end, precision : sequence of str
        Equally long; columns that are not there are columns of empty cells.
    coded : str or None
        The name of the column of precision, which tells whose numbers it may hold.
    order : {"dmy", "mdy"} or None
        How to read ambiguous dates. When not given, the whole table is asked.

    Examples
    --------
    >>> found = times_of(["2024-03", "3/4/2024", ""], [""] * 3, [""] * 3, coded=None, order=None)
    >>> [when.precision if isinstance(when, When) else when.remedy for when in found]
    ['month', 'say --date-order dmy or --date-order mdy', 'unknown']
    """
    rows = list(zip(start, end, precision, strict=True))
    if order is None:
        order = order_of({cell for column in (start, end) for cell in set(column)})
    codes = _CODES.get(key(coded or ""), {})
    known = {row: _when(*row, codes, order) for row in dict.fromkeys(rows)}
    return [known[row] for row in rows]


def instants(seconds: Iterable[int], count: int) -> NDArray[np.datetime64]:
    """Turn seconds since 1970 into the frame's instants.

    Examples
    --------
    >>> instants([0], 1)
    array(['1970-01-01T00:00:00'], dtype='datetime64[s]')
    """
    return np.fromiter(seconds, dtype=np.int64, count=count).view("datetime64[s]")


def _when(start: str, end: str, precision: str, codes: dict[str, str], order: DateOrder | None) -> When | NoTime:
    start, end, precision = start.strip(), end.strip(), precision.strip()
    role, value = "start", start
    try:
        first = read_date(start, order) if start else None
        role, value = "end", end
        last = read_date(end, order) if end else first
        role, value = "time_precision", precision
        stated = _stated(precision, codes)
    except Unread as error:
        return NoTime(role, value, error.reason, error.remedy)
    if last is None:
        return When(_NAT, _NAT, TimePrecision.UNKNOWN.value, None)
    phrase = start if not end or start == end else end if not start else f"{start} – {end}"
    if first is None:
        first = last  # a row with a last day only happened then, as far as it says
    if last.end < first.start:
        reason = f"the row ends on {quote(end)}, before it starts on {quote(start)}"
        return NoTime("end", end, reason, "swap the two dates")
    return _interval(first, last, stated, phrase)


def _interval(first: Span, last: Span, stated: TimePrecision | None, phrase: str) -> When:
    begin, finish = first.start, last.end
    if stated is not None and begin == finish:
        begin, finish = widen(begin, stated)
    precision = max(first.precision, last.precision, stated or first.precision, key=_LADDER.index)
    return When(_seconds(begin), _seconds(finish), precision.value, phrase)


def _stated(cell: str, codes: dict[str, str]) -> TimePrecision | None:
    if not cell:
        return None
    word = codes.get(cell, cell.casefold())
    if word not in _LADDER:
        allowed = ", ".join(p.value for p in _LADDER)
        raise Unread(f"{quote(cell)} is no precision of time", f"use one of {allowed}, or leave the cell empty")
    return TimePrecision(word)


def _seconds(day: date) -> int:
    return (day.toordinal() - _EPOCH) * 86_400
