"""The incidents as a server keeps them: what a query is compared with lies ready in arrays, made once for each app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from incidentmap.frame import boxes, touching

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from incidentmap_web.queries import Query


class IncidentIndex:
    """Bounds, days and types of a frame's incidents. Never changes, so threads share it.

    It chooses the rows that :func:`incidentmap.select` would choose; that one works a column out for every call, this
    one for every app.

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

    __slots__ = ("_code", "_end", "_sides", "_start", "_type_code", "count", "types")

    def __init__(self, frame: gpd.GeoDataFrame) -> None:
        self.count = len(frame)
        self._sides = boxes(frame.geometry.to_numpy())
        self._start, self._end = (_days(frame[name]) for name in ("start", "end"))
        codes, names = pd.factorize(frame["event_type"].fillna(""))
        #: The types that occur; the empty text stands for none.
        self.types = frozenset(map(str, names))
        self._code = {str(name): i for i, name in enumerate(names)}
        self._type_code = codes

    def rows(self, query: Query) -> NDArray[np.intp]:
        """Return the rows that a query asks for, in the frame's order; its page is not cut out yet.

        An incident without geometry touches no box; an undated one no day, unless the query wants those as well.
        """
        masks: list[NDArray[np.bool_]] = []
        if query.bbox is not None:
            masks.append(touching(*self._sides, query.bbox))
        if query.start is not None or query.end is not None:
            masks.append(self._within_span(query))
        if query.types is not None:
            masks.append(self._of_types(query.types))
        if not masks:
            return np.arange(self.count)
        keep = masks[0]
        for mask in masks[1:]:
            keep &= mask
        return np.flatnonzero(keep)

    def _within_span(self, query: Query) -> NDArray[np.bool_]:
        inside = np.ones(self.count, dtype=bool)
        # A missing day is NaT, and every comparison with NaT is false.
        if query.start is not None:
            inside &= self._end >= np.datetime64(query.start, "D")
        if query.end is not None:
            inside &= self._start <= np.datetime64(query.end, "D")
        if query.undated:
            inside |= np.isnat(self._start) & np.isnat(self._end)
        return inside

    def _of_types(self, types: tuple[str, ...]) -> NDArray[np.bool_]:
        wanted = np.zeros(len(self._code), dtype=bool)
        wanted[[self._code[name] for name in types if name in self._code]] = True
        return np.asarray(wanted[self._type_code])


def _days(column: pd.Series[Any]) -> NDArray[np.datetime64]:
    return np.asarray(column.to_numpy().astype("datetime64[D]"))
