"""The query string: what each parameter may hold, and what is said when it holds something else."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from incidentmap.errors import quote
from incidentmap_web.errors import BadParameter
from incidentmap_web.filters import Ring, read_area, read_facets, read_killed, read_text
from incidentmap_web.parameters import flag, numbers, only, single, whole

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

#: The parameters that choose incidents.
FILTERS: Final = (
    "datetime", "undated", "type", "sub_type", "actor", "source", "precision", "killed", "q", "area",
)  # fmt: skip
PARAMETERS: Final = ("bbox", *FILTERS, "limit", "offset")
#: What ``limit`` says for as many as there are.
ALL: Final = "all"
#: An offset past this is not a page of anything that fits a laptop; NumPy's indices end far beyond it.
MAX_OFFSET: Final = 10**9

#: Days are counted from 1970-01-01.
_EPOCH: Final = date(1970, 1, 1).toordinal()

Box = tuple[float, float, float, float]

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
    undated : bool, optional
        Whether incidents without a day are wanted; ``None`` takes them unless there is a span.
    facets : mapping
        Facet → wanted values; ``None`` stands for "not given".
    text : str
        Words that all must be found.
    killed : (least, most), optional
    area : corners of a ring, optional
        Longitude and latitude.
    limit : int, optional
        ``None`` is as many as there are.
    offset : int
    """

    bbox: Box | None = None
    start: date | None = None
    end: date | None = None
    undated: bool | None = None
    facets: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)
    text: str = ""
    killed: tuple[int | None, int | None] | None = None
    area: Ring | None = None
    limit: int | None = None
    offset: int = 0

    @property
    def in_time(self) -> tuple[int | None, int | None, bool] | None:
        """The first and the last day and whether undated ones are wanted; ``None`` when the time decides nothing."""
        if self.start is None and self.end is None:
            return None if self.undated is not False else (None, None, False)
        first, last = (None if day is None else day.toordinal() - _EPOCH for day in (self.start, self.end))
        return first, last, bool(self.undated)

    @property
    def page(self) -> slice:
        """Which of the rows that are found are wanted."""
        return slice(self.offset, None if self.limit is None else self.offset + self.limit)


def read_query(
    args: MultiDict[str, str],
    *,
    known_types: Collection[str] = (),
    default_limit: int | None = 10_000,
    max_limit: int = 10_000,
    allowed: Collection[str] = PARAMETERS,
) -> Query:
    """Read the parameters that choose incidents.

    Parameters
    ----------
    args : MultiDict
    known_types : collection of str, optional
        A value of ``type`` that stands here is taken whole, even when it has a comma.
    default_limit, max_limit : int, optional
        ``limit=all`` is allowed beside the whole numbers up to ``max_limit``.
    allowed : collection of str, optional
        The parameters that may stand.

    Raises
    ------
    BadParameter

    Examples
    --------
    >>> from werkzeug.datastructures import MultiDict
    >>> read_query(MultiDict({"datetime": "2024-03-01/.."})).start
    datetime.date(2024, 3, 1)
    """
    only(args, allowed)
    start, end = _span(args)
    everything = single(args, "limit") == ALL
    return Query(
        bbox=read_box(args),
        start=start,
        end=end,
        undated=flag(args, "undated"),
        facets=read_facets(args, known_types),
        text=read_text(args),
        killed=read_killed(args),
        area=read_area(args),
        limit=None if everything else whole(args, "limit", default_limit, range(1, max_limit + 1)),
        offset=whole(args, "offset", 0, range(MAX_OFFSET + 1)) or 0,
    )


def read_box(args: MultiDict[str, str], name: str = "bbox") -> Box | None:
    """Read a box of degrees.

    Raises
    ------
    BadParameter
    """
    text = single(args, name)
    if text is None:
        return None
    west, south, east, north = numbers(text, name, count=range(4, 5), remedy=_BBOX_REMEDY)
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90:
        raise BadParameter(f"{quote(text)} is not on the globe", field=name, value=text, remedy=_BBOX_REMEDY)
    if south > north:
        problem = f"{quote(text)} ends south of where it starts"
        raise BadParameter(problem, field=name, value=text, remedy=_BBOX_REMEDY)
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
