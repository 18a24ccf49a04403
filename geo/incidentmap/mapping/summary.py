"""What a page must know about a set before it has the set: where it lies, when, how large, and what has no place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from incidentmap.mapping.coding import combine, integers
from incidentmap.mapping.focus import Box
from incidentmap.mapping.text import json_object, json_value
from incidentmap.model import Precision, Shape

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

#: Outlines so large that a view fitted to them would show nothing else: countries, and areas across several units.
_TOO_LARGE: Final = (Precision.COUNTRY.value, Precision.AREA.value)
#: What is of that class because it is no disc, and is not large.
_BANDS: Final = tuple(shape.value for shape in (Shape.RING, Shape.SECTOR, Shape.WEDGE, Shape.CORRIDOR, Shape.STRIP))
#: The time profile has at most so many distinct intervals; finer ones are rounded together.
_INTERVALS: Final = 4000


def extent(frame: gpd.GeoDataFrame) -> Box | None:
    """Find the box to look at: around everything placed, or around all but the countries when there is more.

    ``east`` is above 180 when the shorter way goes across the antimeridian. None when nothing is placed.

    Examples
    --------
    >>> from incidentmap.frame import conform
    >>> import pandas as pd
    >>> fiji = conform(pd.DataFrame({"id": ["a", "b"]}), shapely.points([[179.0, -17.0], [-179.0, -16.0]]))
    >>> extent(fiji)
    Box(west=179.0, south=-17.0, east=181.0, north=-16.0)
    """
    bounds = shapely.bounds(np.asarray(frame.geometry.array, dtype=object))
    placed = np.isfinite(bounds).all(axis=1)
    large = frame["precision"].isin(_TOO_LARGE) & ~frame["shape"].isin(_BANDS)
    close = placed & ~large.to_numpy(dtype=bool)
    chosen = bounds[close if close.any() else placed]
    if not len(chosen):
        return None
    west, east = _shortest_way(chosen[:, 0], chosen[:, 2])
    return Box(west, float(chosen[:, 1].min()), east, float(chosen[:, 3].max()))


def _shortest_way(west: NDArray[np.float64], east: NDArray[np.float64]) -> tuple[float, float]:
    order = np.argsort(west, kind="stable")
    west, reach = west[order], np.maximum.accumulate(east[order])
    gaps = west[1:] - reach[:-1]
    around = west[0] + 360 - reach[-1]
    if len(gaps) and gaps.max() > around:
        i = int(gaps.argmax())
        return float(west[i + 1]), float(reach[i] + 360)
    return float(west[0]), float(reach[-1])


def time_profile(frame: gpd.GeoDataFrame) -> bytes:
    """Write the distinct intervals, in days since 1970-01-01, with how many incidents have each.

    The histogram of a served page is drawn from this: its answers hold only the part that is in view.
    """
    start, end = (_days(frame[name]) for name in ("start", "end"))
    dated = ~(np.isnat(start) | np.isnat(end))
    first, last = start[dated].astype(np.int64), end[dated].astype(np.int64)
    step = 1
    while True:
        codes, rows = combine([first // step, last // step], len(first))
        if len(rows) <= _INTERVALS:
            break
        step *= 2
    counts = np.bincount(codes, minlength=len(rows))
    return json_object(
        {
            "rows": json_value(len(rows)),
            "start": integers(first[rows]),
            "end": integers(last[rows]),
            "count": integers(counts),
        }
    )


def _days(column: Any) -> NDArray[np.datetime64]:
    days: NDArray[np.datetime64] = column.to_numpy().astype("datetime64[D]")
    return days


def undated(frame: gpd.GeoDataFrame) -> int:
    """Count incidents without a time."""
    return int((frame["start"].isna() | frame["end"].isna()).sum())
