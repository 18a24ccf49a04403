"""The query string: what each parameter may hold, and what is said when it holds something else."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from incidentmap.errors import quote
from incidentmap_web.errors import BadParameter

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

#: The parameters that choose incidents.
PARAMETERS: Final = ("bbox", "datetime", "undated", "type", "limit", "offset")
#: Text of one ``q``, ``within`` or ``country`` longer than this is no place name.
NAME_CHARACTERS: Final = 300
QUERIES: Final = 100
#: An offset past this is not a page of anything that fits a laptop; NumPy's indices end far beyond it.
MAX_OFFSET: Final = 10**9

_NUMBER: Final = re.compile(r"[+ -]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_TIME: Final = (
    r"[Tt ](?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]+)?(?:[Zz]|[+ -](?:[01][0-9]|2[0-3]):[0-5][0-9])"
)
_INSTANT: Final = re.compile(rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?:{_TIME})?")
_BBOX_REMEDY: Final = "write bbox=west,south,east,north in degrees, such as bbox=35,50,36.5,51.2"
_DATE_REMEDY: Final = "write datetime=2024-03-12, datetime=2024-03-01/2024-03-31, or .. for an open end"


@dataclass(frozen=True, slots=True)
class Query:
    """A selection of incidents and the page of it that is wanted.

    Parameters
    ----------
    bbox : west, south, east, north, optional
        Degrees; ``west > east`` crosses the antimeridian.
    start, end : date, optional
        Closed span of days; ``None`` is an open end.
    undated : bool
        Whether incidents without a day are wanted beside those of the span.
    types : tuple of str, optional
        Event types; the empty text stands for incidents without one.
    limit, offset : int
    """

    bbox: tuple[float, float, float, float] | None
    start: date | None
    end: date | None
    types: tuple[str, ...] | None
    limit: int
    offset: int
    undated: bool = False


def read_query(
    args: MultiDict[str, str],
    *,
    known_types: Collection[str] = (),
    default_limit: int = 10_000,
    max_limit: int = 10_000,
) -> Query:
    """Read the parameters that choose incidents.

    Parameters
    ----------
    args : MultiDict
    known_types : collection of str, optional
        A value of ``type`` that stands here is taken whole, even when it has a comma.
    default_limit, max_limit : int, optional

    Raises
    ------
    BadParameter

    Examples
    --------
    >>> from werkzeug.datastructures import MultiDict
    >>> read_query(MultiDict({"datetime": "2024-03-01/.."})).start
    datetime.date(2024, 3, 1)
    """
    only(args, PARAMETERS)
    start, end = _span(args)
    return Query(
        bbox=_bbox(args),
        start=start,
        end=end,
        undated=_flag(args, "undated"),
        types=_types(args, known_types),
        limit=_count(args, "limit", default_limit, range(1, max_limit + 1)),
        offset=_count(args, "offset", 0, range(MAX_OFFSET + 1)),
    )


def only(args: MultiDict[str, str], allowed: Collection[str]) -> None:
    """Refuse parameters that nothing here reads: a misspelt filter must not answer as if there were none.

    Raises
    ------
    BadParameter
    """
    for name in args:
        if name not in allowed:
            problem = f"there is no parameter {quote(name)}"
            raise BadParameter(problem, field=name[:80], value=args[name], remedy=f"use {', '.join(allowed) or 'none'}")


def single(args: MultiDict[str, str], name: str) -> str | None:
    """Return the value of a parameter that may stand once; ``None`` when it is absent.

    Raises
    ------
    BadParameter
    """
    values = args.getlist(name)
    if len(values) > 1:
        raise BadParameter(f"{name} stands {len(values)} times", field=name, value=values[1], remedy="give it once")
    return values[0] if values else None


def names(args: MultiDict[str, str], name: str, *, at_least: int = 0, at_most: int = QUERIES) -> list[str]:
    """Return the texts of a parameter that may repeat.

    Raises
    ------
    BadParameter
        When there are too few, too many, or one is longer than any place name.
    """
    values = args.getlist(name)
    if len(values) < at_least:
        raise BadParameter(f"{name} is missing", field=name, remedy=f"ask with {name}=Belgorod; it may repeat")
    if len(values) > at_most:
        raise BadParameter(f"{name} stands {len(values)} times", field=name, remedy=f"give it at most {at_most} times")
    for value in values:
        if len(value) > NAME_CHARACTERS:
            problem = f"{quote(value)} is longer than {NAME_CHARACTERS} characters"
            raise BadParameter(problem, field=name, value=value, remedy="give the name alone")
    return values


def _bbox(args: MultiDict[str, str]) -> tuple[float, float, float, float] | None:
    text = single(args, "bbox")
    if text is None:
        return None
    parts = text.split(",")
    if len(parts) != 4 or not all(_NUMBER.fullmatch(part) for part in parts):
        raise BadParameter(f"{quote(text)} is not four numbers", field="bbox", value=text, remedy=_BBOX_REMEDY)
    west, south, east, north = (float(part) for part in parts)
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90:
        raise BadParameter(f"{quote(text)} is not on the globe", field="bbox", value=text, remedy=_BBOX_REMEDY)
    if south > north:
        problem = f"{quote(text)} ends south of where it starts"
        raise BadParameter(problem, field="bbox", value=text, remedy=_BBOX_REMEDY)
    return west, south, east, north


def _span(args: MultiDict[str, str]) -> tuple[date | None, date | None]:
    text = single(args, "datetime")
    if text is None:
        return None, None
    parts = text.split("/")
    if len(parts) == 1:
        day = _day(text, text)
        return day, day
    if len(parts) != 2:
        raise BadParameter(f"{quote(text)} is not one interval", field="datetime", value=text, remedy=_DATE_REMEDY)
    start, end = (None if part in ("", "..") else _day(part, text) for part in parts)
    if start is not None and end is not None and end < start:
        problem = f"{quote(text)} ends before it starts"
        raise BadParameter(problem, field="datetime", value=text, remedy="swap the two dates")
    return start, end


def _day(part: str, text: str) -> date:
    """Read the calendar day of an RFC 3339 date or date-time, as written: incidents have days, not hours."""
    found = _INSTANT.fullmatch(part)
    try:
        return date.fromisoformat(found[1] if found else "")
    except ValueError:
        problem = f"{quote(part)} is not a date or date-time of RFC 3339"
        raise BadParameter(problem, field="datetime", value=text, remedy=_DATE_REMEDY) from None


def _types(args: MultiDict[str, str], known: Collection[str]) -> tuple[str, ...] | None:
    values = args.getlist("type")
    if not values:
        return None
    split = (kind for value in values for kind in ([value] if value in known else value.split(",")))
    return tuple(dict.fromkeys(split))


def _flag(args: MultiDict[str, str], name: str) -> bool:
    text = single(args, name)
    if text not in (None, "true", "false"):
        problem = f"{quote(text)} is neither true nor false"
        raise BadParameter(problem, field=name, value=text, remedy=f"write {name}=true, or leave it out")
    return text == "true"


def _count(args: MultiDict[str, str], name: str, default: int, allowed: range) -> int:
    text = single(args, name)
    if text is None:
        return default
    # Ten digits are more than any limit; int() is never given a megabyte of them.
    value = int(text) if re.fullmatch(r"[0-9]{1,10}", text) else -1
    if value not in allowed:
        span = f"{allowed[0]:,} to {allowed[-1]:,}"
        problem = f"{quote(text)} is not a whole number from {span}"
        raise BadParameter(problem, field=name, value=text, remedy=f"write {name}={min(100, allowed[-1])}")
    return value
