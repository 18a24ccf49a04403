"""Polygons as files have them → polygons that can be drawn and searched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

#: Two ways of mending a polygon may differ by this part of its ground.
_DISAGREE: Final = 0.05

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


def polygonal(shape: BaseGeometry | None) -> BaseGeometry | None:
    """Return the shape as a valid polygon or multipolygon in two dimensions; ``None`` when it covers no ground.

    A boundary that crosses itself is mended; the lines and points that mending may leave are dropped.

    Parameters
    ----------
    shape : shapely geometry or None
        In WGS84 degrees.

    Examples
    --------
    >>> import shapely
    >>> bow = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    >>> polygonal(bow).geom_type, polygonal(shapely.Point(1, 1))
    ('MultiPolygon', None)
    """
    import numpy as np
    import shapely

    if shape is None or shape.is_empty or shape.geom_type in {"Point", "MultiPoint", "LineString", "MultiLineString"}:
        return None
    flat = shapely.force_2d(shape)
    if not np.isfinite(shapely.get_coordinates(flat)).all():
        return None
    if not flat.is_valid or flat.geom_type not in {"Polygon", "MultiPolygon"}:
        parts = _parts(shapely.make_valid(flat))
        if not parts:
            return None
        flat = parts[0] if len(parts) == 1 else shapely.union_all(parts)
    return flat if flat.area > 0 else None


def doubtful(shape: BaseGeometry) -> bool:
    """Tell whether a polygon crosses itself so badly that nobody can say which ground it means.

    Of two ways to mend it one leaves out what its line winds round twice, and the other keeps it: where they differ by
    more than a twentieth, no polygon is better than either.

    Examples
    --------
    >>> import shapely
    >>> star = shapely.Polygon([(0, 3), (2, -3), (-3, 1), (3, 1), (-2, -3)])
    >>> bow = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    >>> doubtful(star), doubtful(bow)
    (True, False)
    """
    import shapely

    if shape.is_valid:
        return False
    flat = shapely.force_2d(shape)
    kept = shapely.make_valid(flat, method="structure", keep_collapsed=False).area
    return bool(abs(kept - shapely.make_valid(flat).area) > _DISAGREE * kept)


def _parts(shape: BaseGeometry) -> list[BaseGeometry]:
    """Collect polygons, however deep the collections nest."""
    import shapely

    found: list[BaseGeometry] = []
    waiting = [shape]
    while waiting:
        part = waiting.pop()
        if part.geom_type == "Polygon":
            found.append(part)
        elif part.geom_type in {"MultiPolygon", "GeometryCollection"}:
            waiting.extend(shapely.get_parts(part))
    return found


def within_degrees(shape: BaseGeometry) -> bool:
    """Tell whether every coordinate can be a longitude and a latitude.

    Examples
    --------
    >>> import shapely
    >>> within_degrees(shapely.box(35, 50, 39, 51)), within_degrees(shapely.box(0, 0, 500_000, 5_000_000))
    (True, False)
    """
    west, south, east, north = shape.bounds
    return bool(west >= -180.000001 and east <= 180.000001 and south >= -90.000001 and north <= 90.000001)


def inner_point(shape: BaseGeometry) -> tuple[float, float]:
    """Return a point that surely lies in the shape, as longitude and latitude.

    Examples
    --------
    >>> import shapely
    >>> inner_point(shapely.box(0, 0, 2, 2))
    (1.0, 1.0)
    """
    point = shape.representative_point()
    return float(point.x), float(point.y)
