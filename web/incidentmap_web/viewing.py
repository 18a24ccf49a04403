"""The question that a large page asks: filters, a part of the map, bins of time, an order of the list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from incidentmap.errors import quote
from incidentmap_web.errors import BadParameter
from incidentmap_web.groups import Window
from incidentmap_web.parameters import flag, only, single, whole
from incidentmap_web.places import to_x, to_y
from incidentmap_web.queries import FILTERS, Box, Query, read_box, read_query

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray
    from werkzeug.datastructures import MultiDict

#: Orders of the list.
SORTS: Final = ("newest", "oldest", "view")
MOST_BINS: Final = 400
MOST_ROWS: Final = 500
MOST_IDS: Final = 50
MOST_SHAPES: Final = 500
MAX_ZOOM: Final = 22
_MAP: Final = ("bbox", "zoom", *FILTERS)
_LIST: Final = ("sort", "seen", "limit", "offset", "group", "shapes", "inside", "unplaced")
_WORLD: Final = 2**32
#: Years 0 to 9999 and a bin around them.
_DAYS: Final = range(-800_000, 3_000_000)
_EDGES_REMEDY: Final = "write edges=19723,19730,19737: days since 1970-01-01, ascending"


@dataclass(frozen=True, slots=True)
class Question:
    """What a large page shows.

    Parameters
    ----------
    query : Query
        The filters; its box is the part of the map to draw.
    zoom : int
    edges : array of int, optional
        Days between the bins of time.
    sort : {"newest", "oldest", "view"}
    seen : (west, south, east, north), optional
        What is in view, for that order.
    group : int
        Keep the list to a group, known by its first row; -1 for none.
    shapes : tuple of int
        Keep the list to some areas.
    inside : (west, south, east, north), optional
        Keep the list to spots in a box.
    unplaced : bool
        Keep the list to incidents without a place.
    """

    query: Query
    zoom: int
    edges: NDArray[np.int64] | None
    sort: str
    seen: Box | None
    group: int
    shapes: tuple[int, ...]
    inside: Box | None
    unplaced: bool

    @property
    def window(self) -> Window:
        """The part of the map on the unit square."""
        west, south, east, north = self.query.bbox or (-180.0, -90.0, 180.0, 90.0)
        x0, x1 = (int(side) for side in to_x([west, east]))
        y0, y1 = (int(side) for side in to_y([north, south]))
        return Window(x0, y0, (x1 - x0) % _WORLD, y1 - y0)


def read_question(args: MultiDict[str, str], known_types: Collection[str]) -> Question:
    """Read a question of the page.

    Raises
    ------
    BadParameter

    Examples
    --------
    >>> from werkzeug.datastructures import MultiDict
    >>> question = read_question(MultiDict({"zoom": "6", "edges": "0,7,14", "sort": "oldest"}), ())
    >>> question.zoom, question.edges.tolist(), question.sort
    (6, [0, 7, 14], 'oldest')
    """
    only(args, (*_MAP, *_LIST, "edges"))
    sort = single(args, "sort") or SORTS[0]
    if sort not in SORTS:
        problem = f"there is no order {quote(sort)}"
        raise BadParameter(problem, field="sort", value=sort, remedy=f"use {', '.join(SORTS)}")
    query = read_query(args, known_types=known_types, default_limit=60, max_limit=MOST_ROWS, allowed=args.keys())
    if query.limit is None:
        problem = "the list comes in pages"
        raise BadParameter(problem, field="limit", value="all", remedy=f"ask for {MOST_ROWS} at most, and the next")
    return Question(
        query=query,
        zoom=whole(args, "zoom", 0, range(MAX_ZOOM + 1)) or 0,
        edges=_edges(args),
        sort=sort,
        seen=read_box(args, "seen"),
        group=_row(args, "group"),
        shapes=_shapes(args),
        inside=read_box(args, "inside"),
        unplaced=bool(flag(args, "unplaced")),
    )


def _row(args: MultiDict[str, str], name: str) -> int:
    found = whole(args, name, None, range(10**9))
    return -1 if found is None else found


def _shapes(args: MultiDict[str, str]) -> tuple[int, ...]:
    text = single(args, "shapes")
    if text is None:
        return ()
    parts = text.split(",", maxsplit=MOST_SHAPES)
    if len(parts) > MOST_SHAPES or not all(re.fullmatch("[0-9]{1,9}", part) for part in parts):
        problem = f"{quote(text)} is not 1 to {MOST_SHAPES} numbers of areas"
        raise BadParameter(problem, field="shapes", value=text, remedy="give the numbers that the answer before had")
    return tuple(map(int, parts))


def _edges(args: MultiDict[str, str]) -> NDArray[np.int64] | None:
    text = single(args, "edges")
    if text is None:
        return None
    parts = text.split(",", maxsplit=MOST_BINS + 1)
    good = 2 <= len(parts) <= MOST_BINS + 1 and all(re.fullmatch(r"-?[0-9]{1,7}", part) for part in parts)
    days = [int(part) for part in parts] if good else []
    if not good or days[0] not in _DAYS or days[-1] not in _DAYS or any(np.diff(days) <= 0):
        problem = f"{quote(text)} is not 2 to {MOST_BINS + 1} ascending days"
        raise BadParameter(problem, field="edges", value=text, remedy=_EDGES_REMEDY)
    return np.array(days, dtype=np.int64)
