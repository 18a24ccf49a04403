"""Which incidents touch a box, a span of days and a set of types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    from numpy.typing import NDArray

    Side = NDArray[np.float64]
    Sides = tuple[Side, Side, Side, Side]


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
        Degrees; ``west > east`` crosses the antimeridian. The test is of bounding boxes, which cross it as well.
        Incidents without geometry touch no box.
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
    west, south, east, north = boxes(frame.geometry.to_numpy())
    return touching(west, south, east, north, bbox)


def boxes(shapes: NDArray[np.object_]) -> Sides:
    """Give the west, south, east and north of shapes; one that is cut at the antimeridian has west above east.

    Examples
    --------
    >>> import numpy as np, shapely
    >>> fiji = shapely.union(shapely.box(177, -19, 180, -16), shapely.box(-180, -19, -178, -16))
    >>> [float(side[0]) for side in boxes(np.array([fiji]))]
    [177.0, -19.0, -178.0, -16.0]
    """
    import numpy as np
    import shapely

    west, south, east, north = (np.ascontiguousarray(side) for side in shapely.bounds(shapes).T)
    for i in np.flatnonzero((west <= -180) & (east >= 180)):
        x0, _, x1, _ = shapely.bounds(shapely.get_parts(shapes[i])).T
        if not ((x0 < 0) & (x1 > 0)).any():  # Antarctica goes all the way round; Fiji does not
            west[i], east[i] = x0[x0 >= 0].min(), x1[x1 <= 0].max()
    return west, south, east, north


def touching(
    west: NDArray[np.float64],
    south: NDArray[np.float64],
    east: NDArray[np.float64],
    north: NDArray[np.float64],
    bbox: Sequence[float],
) -> NDArray[np.bool_]:
    """Tell which of the boxes that :func:`boxes` gives touch ``bbox``: west, south, east, north in degrees.

    Examples
    --------
    >>> import numpy as np
    >>> sides = [np.array([v]) for v in (177.0, -19.0, -178.0, -16.0)]
    >>> [bool(touching(*sides, box)[0]) for box in ((179, -20, -179, -10), (0, -25, 10, -10))]
    [True, False]
    """
    import numpy as np

    # Sides of a missing geometry are NaN, and every comparison with NaN is false.
    if bbox[0] <= bbox[2]:
        across = np.where(west > east, (east >= bbox[0]) | (west <= bbox[2]), (east >= bbox[0]) & (west <= bbox[2]))
    else:
        across = (west > east) | (east >= bbox[0]) | (west <= bbox[2])
    return np.asarray(across & (north >= bbox[1]) & (south <= bbox[3]), dtype=bool)
