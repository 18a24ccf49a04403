"""Time: the distinct intervals of a frame's incidents, what they overlap, and how many there are in each bin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from incidentmap.mapping.coding import combine

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

#: Stands for an end that is not known.
NONE: Final = -(2**31)


def days(column: pd.Series[Any]) -> NDArray[np.int64]:
    """Count days since 1970-01-01; :data:`NONE` where there is no day."""
    found = column.to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(found), NONE, found.astype(np.int64))


class Intervals:
    """The intervals of days, each once, and which of them every row has.

    Parameters
    ----------
    frame : GeoDataFrame
        An incident frame, in the order that its rows are to be known by.

    Examples
    --------
    >>> import pandas as pd
    >>> from incidentmap.frame import conform
    >>> day = pd.Timestamp("1970-01-03")
    >>> intervals = Intervals(conform(pd.DataFrame({"id": ["a", "b"], "start": [day, None], "end": [day, None]})))
    >>> intervals.overlapping(0, 5, undated=False)[intervals.of].tolist()
    [True, False]
    """

    __slots__ = ("_end", "_start", "dated", "of", "rows")

    def __init__(self, frame: gpd.GeoDataFrame) -> None:
        start, end = days(frame["start"]), days(frame["end"])
        #: Which interval each row has, and how many rows each interval.
        self.of, first = combine([start, end], len(frame))
        self._start, self._end = start[first], end[first]
        self.rows = np.bincount(self.of, minlength=len(first))
        self.dated = (self._start != NONE) | (self._end != NONE)

    @property
    def span(self) -> tuple[int, int] | None:
        """The first and the last day of all."""
        known = np.concatenate([side[side != NONE] for side in (self._start, self._end)])
        return (int(known.min()), int(known.max())) if len(known) else None

    def texts(self) -> list[str]:
        """Write each interval's days as a search looks for them: first the start of all intervals, then the end."""
        sides = [(side.astype("datetime64[D]").astype(str), side != NONE) for side in (self._start, self._end)]
        return [text if known else "" for texts, there in sides for text, known in zip(texts, there, strict=True)]

    def overlapping(self, first: int | None, last: int | None, *, undated: bool) -> NDArray[np.bool_]:
        """Tell which intervals meet a closed span; an unknown end is open."""
        meets = self.dated.copy()
        if last is not None:
            meets &= (self._start == NONE) | (self._start <= last)
        if first is not None:
            meets &= (self._end == NONE) | (self._end >= first)
        return np.asarray(meets | ~self.dated if undated else meets, dtype=bool)

    def histogram(
        self, edges: NDArray[np.int64], rows: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Count per bin, an interval in each bin that it meets.

        Parameters
        ----------
        edges : array of int
            Days; bin i is from ``edges[i]`` to the day before ``edges[i + 1]``.
        rows : array of int
            How many rows of each interval count.

        Returns
        -------
        all, vague
            ``vague`` counts those that meet several bins.
        """
        bins = len(edges) - 1
        inside = self.dated & ((self._end == NONE) | (self._end >= edges[0]))
        inside &= (self._start == NONE) | (self._start < edges[-1])
        start, end, count = self._start[inside], self._end[inside], rows[inside]
        first = np.clip(np.searchsorted(edges, start, side="right") - 1, 0, bins - 1)
        last = np.clip(np.searchsorted(edges, end, side="right") - 1, first, bins - 1)
        last = np.where(end == NONE, bins - 1, last)
        wide = first != last
        sharp = np.bincount(first[~wide], weights=count[~wide], minlength=bins)
        change = np.bincount(first[wide], weights=count[wide], minlength=bins + 1)
        change -= np.bincount(last[wide] + 1, weights=count[wide], minlength=bins + 1)
        vague = np.cumsum(change)[:bins]
        return (sharp + vague).astype(np.int64), vague.astype(np.int64)
