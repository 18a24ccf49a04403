"""Which incidents touch a box, a span of days and a set of types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    from numpy.typing import NDArray


def select(
    frame: gpd.GeoDataFrame,
    *,
    bbox: Sequence[float] | None = None,
    start: date | None = None,
    end: date | None = None,
    event_types: Iterable[str] | None = None,
    limit: int | None = None,
) -> gpd.GeoDataFrame:
    """Keep the incidents that touch a box, a span of days and a set of types, in the frame's order.

    Parameters
    ----------
    bbox : west, south, east, north, optional
        Degrees; ``west > east`` crosses the antimeridian. The test is of bounding boxes. Incidents without
        geometry touch no box.
    start, end : date, optional
        Closed span; an incident counts when its own interval overlaps it. Undated ones touch no span.
    event_types : iterable of str, optional
    limit : int, optional
        At most so many rows.

    Examples
    --------
    >>> from incidentmap.frame import empty
    >>> len(select(empty(), bbox=(30, 45, 40, 55), start=date(2024, 1, 1)))
    0
    """
    import numpy as np

    keep = np.ones(len(frame), dtype=bool)
    if bbox is not None:
        keep &= _touches(frame, bbox)
    if start is not None:
        keep &= (frame["end"] >= np.datetime64(start, "s")).to_numpy()
    if end is not None:
        keep &= (frame["start"] <= np.datetime64(end, "s")).to_numpy()
    if event_types is not None:
        keep &= frame["event_type"].isin(list(event_types)).to_numpy()
    rows = np.flatnonzero(keep)
    return frame.iloc[rows if limit is None else rows[:limit]]


def _touches(frame: gpd.GeoDataFrame, bbox: Sequence[float]) -> NDArray[np.bool_]:
    import numpy as np
    import shapely

    west, south, east, north = bbox
    x0, y0, x1, y1 = shapely.bounds(frame.geometry.to_numpy()).T
    # Bounds of a missing geometry are NaN, and every comparison with NaN is false.
    across = (x1 >= west) & (x0 <= east) if west <= east else (x1 >= west) | (x0 <= east)
    return np.asarray(across & (y1 >= south) & (y0 <= north), dtype=bool)
