"""Geometry as every format gets it: two dimensions, seven decimals, rings by the right-hand rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from incidentmap.errors import BadValue
from incidentmap.export.rows import between

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

#: A seventh decimal of a degree is a centimetre; more would claim what nobody measured.
DECIMALS: Final = 7

#: "-0.0" is the same place as "0.0" and must be the same bytes.
_PLUS_ZERO: Final = 0.0


def _rounded(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.round(coordinates, DECIMALS) + _PLUS_ZERO


def shapes_of(frame: gpd.GeoDataFrame) -> NDArray[np.object_]:
    """Take a frame's geometries as an array, with ``None`` for missing and for empty ones.

    Raises
    ------
    BadValue
        When a coordinate is not a finite number.

    Examples
    --------
    >>> from incidentmap.frame import conform
    >>> import pandas as pd
    >>> list(shapes_of(conform(pd.DataFrame({"id": ["a", "b"]}), [shapely.Point(1, 2), shapely.Point()])))
    [<POINT (1 2)>, None]
    """
    shapes = np.array(frame.geometry.array, dtype=object)
    shapes[shapely.is_empty(shapes)] = None
    coordinates, owner = shapely.get_coordinates(shapes, return_index=True)
    wrong = ~np.isfinite(coordinates).all(axis=1)
    if wrong.any():
        row = int(owner[np.flatnonzero(wrong)[0]])
        raise BadValue(
            "a coordinate is not a finite number",
            row=row + 2,
            field="geometry",
            remedy="drop it, or give WGS84 degrees",
        )
    return shapes


def tidy(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Flatten, round and orient geometries. What is one object before stays one object after.

    Examples
    --------
    >>> ring = shapely.from_wkt("POLYGON Z ((0 0 5, 0 1 5, 1 1 5, 0.30000000000000004 0 5, 0 0 5))")
    >>> print(tidy(np.array([ring, None]))[0])
    POLYGON ((0 0, 0.3 0, 1 1, 0 1, 0 0))
    """
    distinct, inverse = by_identity(shapes)
    flat = shapely.transform(shapely.force_2d(distinct), _rounded)
    return np.asarray(shapely.orient_polygons(flat), dtype=object)[inverse]


def by_identity(shapes: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.intp]]:
    """Find the distinct objects: an oblast that a thousand incidents share is worked on once.

    Examples
    --------
    >>> area = shapely.box(0, 0, 1, 1)
    >>> distinct, inverse = by_identity(np.array([area, None, area], dtype=object))
    >>> len(distinct), inverse.tolist()
    (2, [0, 1, 0])
    """
    seen: dict[int, int] = {}
    inverse = np.fromiter((seen.setdefault(id(s), len(seen)) for s in shapes), dtype=np.intp, count=len(shapes))
    first = np.full(len(seen), -1, dtype=np.intp)
    # Written back to front, so that the first of each stands last and wins.
    first[inverse[::-1]] = np.arange(len(shapes))[::-1]
    return shapes[first], inverse


@dataclass(frozen=True, slots=True)
class Notation:
    """How a geometry is written: a point around its two numbers, any other by GEOS, and what stands for none."""

    point: tuple[str, str, str]
    other: Callable[[Any], Any]
    missing: str


GEOJSON: Final = Notation(('{"type":"Point","coordinates":[', ",", "]}"), shapely.to_geojson, "null")
WKT: Final = Notation(("POINT (", " ", ")"), lambda s: shapely.to_wkt(s, rounding_precision=DECIMALS, trim=True), "")


class GeometryColumn:
    """Geometries as text: points from two columns of numbers, the rest from a table of the distinct ones.

    Examples
    --------
    >>> GeometryColumn(np.array([shapely.Point(35.504, 50.723), None], dtype=object), WKT).slice(0, 2).to_pylist()
    ['POINT (35.504 50.723)', '']
    """

    def __init__(self, shapes: NDArray[np.object_], notation: Notation) -> None:
        import pyarrow as pa

        self.notation = notation
        is_point, *xy = points_of(shapes)
        self.lon, self.lat = (pa.array(v, pa.float64(), mask=~is_point) for v in xy)
        distinct, inverse = by_identity(shapes[~is_point])
        texts = notation.other(tidy(distinct)).tolist() if len(distinct) else []
        where = np.zeros(len(shapes), dtype=np.int64)
        where[~is_point] = inverse
        self._texts = pa.array([text or notation.missing for text in texts], pa.large_string())
        self._where = pa.array(where, mask=is_point)

    def slice(self, start: int, count: int) -> Any:
        """Give some rows as an Arrow array of texts."""
        import pyarrow as pa
        import pyarrow.compute as pc

        kind = pa.large_string()
        before, separator, after = self.notation.point
        lon, lat = (pc.cast(v.slice(start, count), kind) for v in (self.lon, self.lat))
        points = between(before, pc.binary_join_element_wise(lon, lat, pa.scalar(separator, kind)), after)
        return pc.coalesce(points, self._texts.take(self._where.slice(start, count)))


def points_of(shapes: NDArray[np.object_]) -> tuple[NDArray[np.bool_], NDArray[np.float64], NDArray[np.float64]]:
    """Say which geometries are single points, and where: the mask, the longitudes, the latitudes (NaN elsewhere).

    Examples
    --------
    >>> mask, lon, lat = points_of(np.array([shapely.Point(35.5, 50.7), shapely.box(0, 0, 1, 1)]))
    >>> mask.tolist(), lon.tolist(), lat.tolist()
    ([True, False], [35.5, nan], [50.7, nan])
    """
    mask = shapely.get_type_id(shapes) == shapely.GeometryType.POINT
    return mask, _rounded(shapely.get_x(shapes)), _rounded(shapely.get_y(shapes))


def bbox_of(shapes: NDArray[np.object_]) -> list[float] | None:
    """Give west, south, east, north of all geometries, or None when there is none.

    Examples
    --------
    >>> bbox_of(np.array([shapely.Point(35.5, 50.7), None], dtype=object))
    [35.5, 50.7, 35.5, 50.7]
    """
    if shapely.is_missing(shapes).all():
        return None
    bounds: list[float] = _rounded(shapely.total_bounds(shapes)).tolist()
    return bounds
