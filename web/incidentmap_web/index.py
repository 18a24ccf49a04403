"""The incidents as a server keeps them: what a query is compared with lies ready in arrays, made once for each app.

Rows are numbered from the newest to the oldest, which is how a page lists them; ``order`` leads back to the frame.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Final

import numpy as np

from incidentmap.frame import boxes, touching
from incidentmap_web.facets import Facets
from incidentmap_web.folding import split
from incidentmap_web.places import NOWHERE, Places
from incidentmap_web.rings import DrawnAreas
from incidentmap_web.search import Search
from incidentmap_web.times import NONE, Intervals, days

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    import geopandas as gpd
    from numpy.typing import NDArray

    from incidentmap_web.filters import Ring
    from incidentmap_web.queries import Query

    Mask = NDArray[np.bool_]

#: So many answers to single filters are kept; each has one byte for an incident.
_KEPT: Final = 24


class IncidentIndex:
    """Bounds, days, facets, words and places of a frame's incidents. Never changes, so threads share it.

    By box, time and type it chooses the rows that :func:`incidentmap.select` would choose; that one works a column
    out for every call, this one for every app.

    Parameters
    ----------
    frame : GeoDataFrame
        An incident frame.

    Examples
    --------
    >>> from incidentmap.frame import empty
    >>> IncidentIndex(empty()).count
    0
    """

    def __init__(self, frame: gpd.GeoDataFrame) -> None:
        self.count = len(frame)
        start, end = days(frame["start"]), days(frame["end"])
        key = np.where(start == NONE, end, start)
        #: The frame's row for each of ours.
        self.order = np.argsort(-key, kind="stable")
        ordered = frame.iloc[self.order]
        self.ids = ordered["id"].to_numpy(object)
        self.intervals = Intervals(ordered)
        self.dated = int(self.intervals.dated[self.intervals.of].sum())
        self.facets = Facets(ordered)
        self.places = Places(ordered)
        self.placed = self.places.mark != NOWHERE
        self.search = Search(ordered, self.facets, self.intervals)
        self._sides = boxes(ordered.geometry.to_numpy())
        self._low, self._high = (_killed(ordered, name) for name in ("fatalities_low", "fatalities_high"))
        self._drawn: DrawnAreas | None = None
        self._row_of: dict[str, int] | None = None
        self._kept: OrderedDict[Hashable, Mask] = OrderedDict()
        self._lock = Lock()

    @property
    def types(self) -> frozenset[str]:
        """The types that occur; the empty text stands for none."""
        return frozenset(self.facets.values["type"])

    def row_of(self, name: str) -> int:
        """Return the row of an id, or -1."""
        if self._row_of is None:
            self._row_of = {str(one): row for row, one in reversed(list(enumerate(self.ids)))}
        return self._row_of.get(name, -1)

    def rows(self, query: Query) -> NDArray[np.intp]:
        """Return the frame's rows that a query asks for, in the frame's order; its page is not cut out yet.

        An incident without geometry touches no box; an undated one no day, unless the query wants those as well.
        """
        passing = self.passing(query)
        if query.bbox is not None:
            passing = passing & self.touching(query.bbox)
        return np.sort(self.order[np.flatnonzero(passing)])

    def passing(self, query: Query) -> Mask:
        """Tell which rows match everything but the box."""
        mask = self.besides_facets(query)
        return mask & self.of_facets(query) if query.facets else mask

    def of_facets(self, query: Query) -> Mask:
        """Tell which rows have the wanted values of every facet."""
        kinds = list(self.facets.passing(query.facets).values())
        return np.asarray(np.logical_and.reduce(kinds)[self.facets.kind])

    def besides_facets(self, query: Query, *, time: bool = True) -> Mask:
        """Tell which rows match text, number killed and area, and the time if it is wanted."""
        masks = []
        if time and (span := query.in_time) is not None:
            masks.append(self._by_time(*span))
        if query.text:
            masks += [
                self._once(("text", word), partial(self.search.holding, word))
                for word in dict.fromkeys(split(query.text))
            ]
        if query.killed is not None:
            masks.append(self._once(("killed", query.killed), partial(self._by_killed, *query.killed)))
        if query.area is not None:
            masks.append(self._once(("area", query.area), partial(self._within, query.area)))
        return np.logical_and.reduce(masks) if masks else np.ones(self.count, dtype=bool)

    def touching(self, bbox: tuple[float, float, float, float]) -> Mask:
        """Tell which rows touch a box."""
        return self._once(("box", bbox), lambda: touching(*self._sides, bbox))

    def _once(self, key: Hashable, make: Callable[[], Mask]) -> Mask:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made

    def _by_time(self, first: int | None, last: int | None, undated: bool) -> Mask:  # noqa: FBT001 - as a query has it
        return np.asarray(self.intervals.overlapping(first, last, undated=undated)[self.intervals.of])

    def _by_killed(self, least: int | None, most: int | None) -> Mask:
        """Tell where the number killed may lie between two; where nothing is known of it, it does not."""
        low, high = self._low, self._high
        mask = (low != NONE) | (high != NONE)
        if most is not None:
            mask &= (low == NONE) | (low <= most)
        if least is not None:
            mask &= (high == NONE) | (high >= least)
        return np.asarray(mask)

    def _within(self, ring: Ring) -> Mask:
        with self._lock:
            self._drawn = self._drawn or DrawnAreas(self.places)
        return self._drawn.within(ring)


def _killed(frame: gpd.GeoDataFrame, name: str) -> NDArray[np.int64]:
    return np.asarray(frame[name].to_numpy(np.int64, na_value=NONE))
