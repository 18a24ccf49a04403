"""Along lines: the border that two units share, a river, a road, a coast."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from incidentmap.errors import BadValue
from incidentmap.extents.extent import Extent, called
from incidentmap.extents.geodesy import DECIMALS, degrees_at, middle, on_globe, on_plane, polygons_of, spot_in, tidy
from incidentmap.extents.sizes import (
    ALONG_KM,
    BORDER_BESIDE_KM,
    BORDER_NEAR_KM,
    LEAST_EXACT_KM,
    LEAST_SHARED_KM,
    LINE_TOLERANCE_KM,
    STRIP_KM,
)
from incidentmap.model import Point, Precision, Shape

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

#: A line is widened piece by piece, each around its own middle, so that kilometres are kilometres all along it.
_PIECE_DEGREES: Final = 6.0

#: Units whose boxes are so near may share a line.
_NEARLY_DEGREES: Final = 0.05

#: How far the edge of a strip may stray from its line's own bends (metres): they are no secret that a strip keeps.
STRAY_METRES: Final = 200.0


def along_border(
    line: BaseGeometry, *, names: tuple[str, ...] = (), near: Point | None = None, place: str = ""
) -> Extent:
    """Draw "along the border of A and B": a strip on both sides of the line.

    Parameters
    ----------
    line : LineString or MultiLineString
        As :func:`shared_border` gives it, or the whole boundary of one unit.
    names : tuple of str, optional
        Of the units on both sides, for the rule.
    near : Point, optional
        "near C": only the part of the strip around C.
    place : str, optional
        The name of C, for the rule.

    Raises
    ------
    BadValue
        When there is no line, or none of it lies near C.

    Examples
    --------
    >>> line = shapely.LineString([(35, 51), (36, 51)])
    >>> along_border(line, names=("Russia", "Ukraine")).rule
    'drawn as a strip 10 km to each side of the border of Russia and Ukraine'
    >>> along_border(line, names=("Russia", "Ukraine"), near=Point(40, 51), place="Boguchar")
    Traceback (most recent call last):
    incidentmap.errors.BadValue: no part of the border of Russia and Ukraine lies within 25 km of Boguchar. ...
    """
    border = called_border(names)
    kept = _lines_of(line, border)
    rule = f"drawn as a strip {STRIP_KM:g} km to each side of {border}"
    if near is None:
        geometry = strip(kept, STRIP_KM)
        return Extent(geometry, Precision.AREA, None, rule, Shape.STRIP, _on_line(kept, geometry))
    c = called(place, "the place")
    found = _near(kept, near)
    if found is None:
        raise BadValue(
            f"no part of {border} lies within {BORDER_NEAR_KM:g} km of {c}",
            remedy="name a place that is nearer to the border",
        )
    geometry, foot = found
    rule += f", where it passes {c}"
    return Extent(geometry, Precision.NEAR, None, rule, Shape.STRIP, spot_in(geometry, foot))


def along(line: BaseGeometry, *, name: str = "") -> Extent:
    """Draw "along the river X", "on the road X": a strip on both sides of its line.

    Raises
    ------
    BadValue
        When there is no line.

    Examples
    --------
    >>> extent = along(shapely.LineString([(37, 49), (37.5, 48.9)]), name="Donets")
    >>> extent.rule, str(extent.shape)
    ('drawn as a strip 5 km to each side of Donets, because the text says along it', 'strip')
    """
    kept = _lines_of(line, called(name, "the line"))
    rule = (
        f"drawn as a strip {ALONG_KM:g} km to each side of {called(name, 'the line')}, because the text says along it"
    )
    geometry = strip(kept, ALONG_KM)
    return Extent(geometry, Precision.AREA, None, rule, Shape.STRIP, _on_line(kept, geometry))


def shared_border(a: BaseGeometry, b: BaseGeometry) -> BaseGeometry | None:
    """Find the line that the boundaries of two units share, also where they come from different sources.

    Parameters
    ----------
    a, b : Polygon or MultiPolygon
        The line follows the boundary of ``a``.

    Returns
    -------
    LineString, MultiLineString or None
        ``None`` when they share none, or meet in a corner only.

    Examples
    --------
    >>> shared_border(shapely.box(35, 50, 36, 51), shapely.box(36, 50.2, 37, 50.8)).wkt
    'LINESTRING (36 50.2, 36 50.8)'
    >>> shared_border(shapely.box(35, 50, 36, 51), shapely.box(38, 50, 39, 51)) is None
    True
    """
    return _shared(a, b)


def strip(line: BaseGeometry, half_km: float) -> BaseGeometry:
    """Widen a line by so many kilometres to each side.

    Examples
    --------
    >>> strip(shapely.LineString([(179, 66), (180, 66)]), 10).geom_type
    'MultiPolygon'
    """
    return _strip(line, half_km)


@lru_cache(maxsize=256)
def _strip(line: BaseGeometry, half_km: float) -> BaseGeometry:
    widened = []
    for piece in _pieces(line):
        origin = middle(piece)
        plane = on_plane(origin, piece).simplify(STRAY_METRES)
        widened.append(on_globe(origin, plane.buffer(half_km * 1000)))
    return widened[0] if len(widened) == 1 else tidy(polygons_of(shapely.union_all(widened)))


def _pieces(line: BaseGeometry) -> list[BaseGeometry]:
    """Break lines into pieces that are small on the globe."""
    west, south, east, north = line.bounds
    # A river of many short lines is one piece all the same.
    if max(east - west, north - south) <= _PIECE_DEGREES:
        return [line]
    pieces = []
    for one in shapely.get_parts(shapely.segmentize(line, 1.0)):
        xy = shapely.get_coordinates(one)
        # Degrees of longitude are shorter to the north.
        steps = np.hypot(np.diff(xy[:, 0]) * np.cos(np.radians(xy[:-1, 1])), np.diff(xy[:, 1]))
        which = (np.concatenate([[0.0], np.cumsum(steps)]) / _PIECE_DEGREES).astype(int)
        starts = [0, *(np.flatnonzero(np.diff(which)) + 1).tolist(), len(xy) - 1]
        pieces += [shapely.LineString(xy[i : j + 1]) for i, j in pairwise(starts) if j > i]
    return pieces


def _near(line: BaseGeometry, point: Point) -> tuple[BaseGeometry, Point] | None:
    """Return the strip along the part of a line that is near a point, and the line's spot that is nearest to it."""
    plane = on_plane(point, _window(line, point))
    origin = shapely.Point(0, 0)
    km = plane.distance(origin) / 1000 if not plane.is_empty else np.inf
    if km > BORDER_NEAR_KM:
        return None
    kept = _only_lines(plane.intersection(origin.buffer((km + BORDER_BESIDE_KM) * 1000)))
    geometry = on_globe(point, kept.simplify(STRAY_METRES).buffer(STRIP_KM * 1000))
    foot = shapely.get_coordinates(shapely.shortest_line(origin, plane))[1:]
    return geometry, Point(*degrees_at(point, foot)[0].tolist())


def _window(line: BaseGeometry, point: Point) -> BaseGeometry:
    """Drop what is surely too far from a point, which spares the projection of a country's whole border."""
    if abs(point.lat) > 80 or abs(point.lon) > 170:
        return line
    return shapely.clip_by_rect(line, point.lon - 5, point.lat - 1, point.lon + 5, point.lat + 1)


@lru_cache(maxsize=256)
def _shared(a: BaseGeometry, b: BaseGeometry) -> BaseGeometry | None:
    window = _overlap(a.bounds, b.bounds)
    if window is None:
        return None
    one, other = (shapely.clip_by_rect(outline(unit), *window) for unit in (a, b))
    if one.is_empty or other.is_empty:
        return None
    origin = middle(shapely.box(*window))
    line = on_plane(origin, one)
    beside = on_plane(origin, other).buffer(LINE_TOLERANCE_KM * 1000, quad_segs=4)
    close = _only_lines(line.intersection(beside))
    exact = _only_lines(shapely.intersection(one, other))
    # What is shared vertex by vertex has no ends that stray; what two sources drew has nothing else.
    exact_km = on_plane(origin, exact).length / 1000
    if exact_km >= LEAST_EXACT_KM and exact_km >= close.length / 2000:
        return exact
    if close.length / 1000 < LEAST_SHARED_KM:
        return None
    return shapely.transform(close, lambda xy: degrees_at(origin, xy))


def _overlap(
    a: tuple[float, float, float, float], b: tuple[float, float, float, float]
) -> tuple[float, float, float, float] | None:
    """Return where two boxes meet or nearly meet."""
    south, north = max(a[1], b[1]) - _NEARLY_DEGREES, min(a[3], b[3]) + _NEARLY_DEGREES
    grown = _NEARLY_DEGREES / max(0.05, float(np.cos(np.radians(min(89.0, max(abs(south), abs(north)))))))
    west, east = max(a[0], b[0]) - grown, min(a[2], b[2]) + grown
    return (west, south, east, north) if west < east and south < north else None


def _lines_of(geometry: BaseGeometry, what: str) -> BaseGeometry:
    if geometry.geom_type in ("LineString", "MultiLineString") and geometry.length > 0:
        return geometry
    lines = outline(geometry) if geometry.geom_type.endswith("Polygon") else _only_lines(geometry)
    if lines.is_empty:
        raise BadValue(f"{what} has no line to draw along", remedy="give a line, or the boundary of a unit")
    return lines


def called_border(names: tuple[str, ...]) -> str:
    """Write a border for a rule, by the names of the units on its sides, as far as they are known.

    Examples
    --------
    >>> called_border(("Russia", "Ukraine")), called_border(())
    ('the border of Russia and Ukraine', 'the border')
    """
    known = [name for name in names if name]
    return f"the border of {' and '.join(known)}" if known else "the border"


def outline(unit: BaseGeometry) -> BaseGeometry:
    """Return the boundary of a unit without the edges that only the antimeridian and the poles make.

    Examples
    --------
    >>> outline(shapely.box(170, 60, 180, 70)).length
    30.0
    """
    lines = shapely.boundary(unit)
    west, south, east, north = unit.bounds
    if max(abs(west), east) < 180 and max(abs(south), north) < 90:
        return lines
    return _only_lines(shapely.difference(lines, shapely.box(-180, -90, 180, 90).exterior))


def _only_lines(geometry: BaseGeometry) -> BaseGeometry:
    kept = [part for part in shapely.get_parts(geometry) if part.geom_type == "LineString" and part.length > 0]
    merged = shapely.line_merge(shapely.MultiLineString(kept))
    return merged if not merged.is_empty else shapely.LineString()


def _on_line(line: BaseGeometry, geometry: BaseGeometry) -> Point:
    """Return the middle of the longest part of a line, for a label."""
    longest = max(shapely.get_parts(line), key=lambda part: part.length)
    spot = longest.interpolate(0.5, normalized=True)
    return spot_in(geometry, Point(round(spot.x, DECIMALS), round(spot.y, DECIMALS)))
