"""What a page must know about a set before it has the set: where it lies, when, how large, and what has no place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from incidentmap.mapping.focus import Box
from incidentmap.model import Precision, Shape

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

#: Outlines so large that a view fitted to them would show nothing else: countries, and areas across several units.
_TOO_LARGE: Final = (Precision.COUNTRY.value, Precision.AREA.value)
#: What is of that class because it is no disc, and is not large.
_BANDS: Final = tuple(shape.value for shape in (Shape.RING, Shape.SECTOR, Shape.WEDGE, Shape.CORRIDOR, Shape.STRIP))


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
    return around(*sides(frame))


def sides(frame: gpd.GeoDataFrame) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Give each incident's bounds, and whether it is so large that a view of it would show nothing else."""
    bounds = shapely.bounds(np.asarray(frame.geometry.array, dtype=object))
    large = frame["precision"].isin(_TOO_LARGE) & ~frame["shape"].isin(_BANDS)
    return bounds, large.to_numpy(dtype=bool)


def around(bounds: NDArray[np.float64], large: NDArray[np.bool_]) -> Box | None:
    """Find the box to look at, as :func:`extent` does, of what :func:`sides` gave."""
    placed = np.isfinite(bounds).all(axis=1)
    close = placed & ~large
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


def undated(frame: gpd.GeoDataFrame) -> int:
    """Count incidents without a time."""
    return int((frame["start"].isna() | frame["end"].isna()).sum())


def days(frame: gpd.GeoDataFrame) -> list[int] | None:
    """Give the first and the last day of all incidents, counted from 1970-01-01.

    Examples
    --------
    >>> import pandas as pd
    >>> from incidentmap.frame import conform
    >>> day = pd.Timestamp("1970-01-11")
    >>> days(conform(pd.DataFrame({"id": ["a", "b"], "start": [day, None], "end": [day, None]})))
    [10, 10]
    """
    sides = [frame[name].dropna().to_numpy().astype("datetime64[D]").astype(np.int64) for name in ("start", "end")]
    known = np.concatenate(sides)
    return [int(known.min()), int(known.max())] if len(known) else None
