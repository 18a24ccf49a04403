"""Units and areas: as a whole, what lies around one, and the part of one on some side."""

from __future__ import annotations

from functools import lru_cache, reduce
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from incidentmap.errors import BadValue
from incidentmap.extents.borders import strip
from incidentmap.extents.extent import Extent, called
from incidentmap.extents.geodesy import compass, middle, on_globe, on_plane, polygons_of, spot_in, tidy
from incidentmap.extents.sizes import (
    ALONG_KM,
    AROUND_AREA_KM,
    AROUND_WATER_KM,
    PART_OF_CORNER,
    PART_OF_SIDE,
)
from incidentmap.model import Feature, Point, Precision, Shape

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

_PRECISION_OF: Final = {
    Feature.DISTRICT: Precision.DISTRICT,
    Feature.REGION: Precision.REGION,
    Feature.COUNTRY: Precision.COUNTRY,
    Feature.AREA: Precision.AREA,
    Feature.WATER: Precision.AREA,
}

#: Halvings of the search for the line that cuts a part off: the share is then right to a thousandth.
_HALVINGS: Final = 12

#: How far bends may be smoothed while that line is searched for, and before a unit is widened (metres).
_SMOOTH_METRES: Final = 500.0


def area(boundary: BaseGeometry, feature: Feature, *, name: str = "") -> Extent:
    """Draw a named unit, area or water: the polygon of its boundary, and a river's line as a strip.

    Raises
    ------
    BadValue
        When the feature is one that has no boundary.

    Examples
    --------
    >>> extent = area(shapely.box(35, 50, 39, 51), Feature.REGION)
    >>> str(extent.precision), extent.rule
    ('region', 'the whole region, by its boundary, because the text names no spot in it')
    """
    precision = _precision_of(feature)
    if boundary.geom_type in ("LineString", "MultiLineString"):
        geometry = strip(boundary, ALONG_KM)
        line = called(name, "its line")
        rule = f"drawn as a strip {ALONG_KM:g} km to each side of {line}, because the text names no spot on it"
        return Extent(geometry, precision, None, rule, Shape.STRIP, spot_in(geometry))
    geometry, spot = _whole(boundary)
    whole = "the whole water body" if feature is Feature.WATER else f"the whole {feature}"
    rule = f"{f'{name}, ' if name else ''}{whole}, by its boundary, because the text names no spot in it"
    return Extent(geometry, precision, None, rule, Shape.AREA, spot)


def around_area(boundary: BaseGeometry, feature: Feature, *, name: str = "") -> Extent:
    """Draw "near the region of X": the unit and what lies around it.

    Raises
    ------
    BadValue
        When the feature is one that has no boundary.

    Examples
    --------
    >>> extent = around_area(shapely.box(35, 50, 36, 51), Feature.DISTRICT, name="Sudzhansky District")
    >>> extent.rule
    'Sudzhansky District and 25 km around it, because the text says near it'
    """
    precision = Precision.COUNTRY if _precision_of(feature) is Precision.COUNTRY else Precision.AREA
    km = AROUND_WATER_KM if feature is Feature.WATER else AROUND_AREA_KM
    geometry = _around(boundary, km)
    rule = f"{called(name, f'the {feature}')} and {km:g} km around it, because the text says near it"
    return Extent(geometry, precision, None, rule, Shape.AREA, spot_in(geometry))


def part(boundary: BaseGeometry, bearing: str, feature: Feature, *, name: str = "") -> Extent:
    """Draw "the north of X": the part of a unit on one side, cut across where a share of its area lies beyond.

    Its north-east is what its north and its east have in common, which is a fifth of it at least.

    Parameters
    ----------
    boundary : Polygon or MultiPolygon
    bearing : str
        One of the eight winds.
    feature : Feature
    name : str, optional

    Raises
    ------
    BadValue
        When the feature has no boundary, or the bearing is none of the eight winds.

    Examples
    --------
    >>> extent = part(shapely.box(35, 50, 36, 51), "north", Feature.REGION, name="Kharkiv Oblast")
    >>> [round(x, 2) for x in extent.geometry.bounds]
    [35.0, 50.45, 36.0, 51.0]
    >>> extent.rule
    'the northern part of Kharkiv Oblast, a bit more than half of it: the text says so, and not where it ends'
    """
    precision = _precision_of(feature)
    if feature is Feature.COUNTRY:
        precision = Precision.AREA
    azimuth, wind = compass(bearing)
    whole = called(name, f"the {feature}")
    if "-" in wind:
        sides = [_part(boundary, azimuth - 45, PART_OF_CORNER), _part(boundary, azimuth + 45, PART_OF_CORNER)]
        geometry = tidy(polygons_of(shapely.intersection(*sides)))
        words = "where three fifths of it on either side overlap"
    else:
        geometry = _part(boundary, azimuth, PART_OF_SIDE)
        words = "a bit more than half of it"
    rule = f"the {wind}ern part of {whole}, {words}: the text says so, and not where it ends"
    return Extent(geometry, precision, None, rule, Shape.PART, spot_in(geometry))


def mend(geometry: BaseGeometry | None) -> BaseGeometry:
    """Repair a user's polygon: one that crosses itself, turns the wrong way round, or jumps over the antimeridian.

    Raises
    ------
    BadValue
        When it is no polygon, lies outside the world, or nothing with an area is left of it.

    Examples
    --------
    >>> bow_tie = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    >>> mend(bow_tie).geom_type
    'MultiPolygon'
    >>> mend(shapely.Polygon([(0, 0), (1, 1), (2, 2)]))
    Traceback (most recent call last):
    incidentmap.errors.BadValue: the polygon has no area. To mend it: draw its outline with at least three corners.
    """
    if geometry is None or geometry.is_empty or not geometry.geom_type.endswith(("Polygon", "Collection")):
        raise BadValue(
            f"a boundary is a polygon, not {'empty' if geometry is None or geometry.is_empty else geometry.geom_type}",
            remedy="give a Polygon or a MultiPolygon",
        )
    xy = shapely.get_coordinates(geometry)
    if not np.isfinite(xy).all() or np.abs(xy[:, 1]).max() > 90 or np.abs(xy[:, 0]).max() > 360:
        raise BadValue("the polygon has corners outside the world", remedy="give WGS84 degrees, longitude first")
    mended = tidy(_within_the_world(polygons_of(geometry)))
    if mended.is_empty or mended.area == 0:
        raise BadValue("the polygon has no area", remedy="draw its outline with at least three corners")
    return mended


def _within_the_world(polygons: BaseGeometry) -> BaseGeometry:
    """Make polygons valid, and split at the antimeridian those that run past it, or jump from one side to the other."""
    rings = [ring for part in shapely.get_parts(polygons) for ring in (part.exterior, *part.interiors)]
    jumps = any((np.abs(np.diff(shapely.get_coordinates(ring)[:, 0])) > 180).any() for ring in rings)
    if not jumps and np.abs(shapely.get_coordinates(polygons)[:, 0]).max() <= 180:
        return polygons if polygons.is_valid else _valid(polygons)
    # No longitude jumps on a strip of three worlds; each of them is then laid over the real one.
    unrolled = [_valid(shapely.Polygon(_unrolled(ring))) for ring in rings]
    whole: BaseGeometry = reduce(shapely.symmetric_difference, unrolled)  # holes take away what is around them
    worlds = [
        shapely.transform(
            polygons_of(shapely.intersection(whole, shapely.box(turn - 180, -90, turn + 180, 90))),
            lambda xy, turn=turn: xy - (turn, 0),
        )
        for turn in (-360, 0, 360)
    ]
    return polygons_of(shapely.union_all([_valid(world) for world in worlds if not world.is_empty]))


def _valid(polygons: BaseGeometry) -> BaseGeometry:
    return polygons_of(shapely.make_valid(polygons, method="structure", keep_collapsed=False))


def _unrolled(ring: BaseGeometry) -> NDArray[np.float64]:
    xy = shapely.get_coordinates(ring)
    lon = np.unwrap(xy[:, 0], period=360)
    if abs(lon[-1] - lon[0]) < 180:
        return np.column_stack([lon, xy[:, 1]])
    pole = 90.0 if xy[:, 1].mean() > 0 else -90.0  # it runs around a pole
    return np.array([*zip(lon, xy[:, 1], strict=True), (lon[-1], pole), (lon[0], pole)])


def _precision_of(feature: Feature) -> Precision:
    if feature not in _PRECISION_OF:
        raise BadValue(f"a {feature} is not drawn as an area", remedy="draw it with at() or near()")
    return _PRECISION_OF[feature]


@lru_cache(maxsize=512)
def _whole(boundary: BaseGeometry) -> tuple[BaseGeometry, Point]:
    right = boundary.is_valid and all(
        part.exterior.is_ccw and not any(hole.is_ccw for hole in part.interiors) for part in shapely.get_parts(boundary)
    )
    geometry = boundary if right else tidy(boundary)
    return geometry, spot_in(geometry)


@lru_cache(maxsize=128)
def _around(boundary: BaseGeometry, km: float) -> BaseGeometry:
    if not boundary.geom_type.endswith("Polygon"):
        return strip(boundary, km)
    origin = middle(boundary)
    plane = on_plane(origin, boundary).simplify(_SMOOTH_METRES)
    return on_globe(origin, plane.buffer(km * 1000))


@lru_cache(maxsize=512)
def _part(boundary: BaseGeometry, azimuth: float, share: float) -> BaseGeometry:
    origin = middle(boundary)
    turn = np.radians(azimuth)
    cos, sin = float(np.cos(turn)), float(np.sin(turn))
    # Turned so that the side asked for is up.
    plane = on_plane(origin, boundary).simplify(_SMOOTH_METRES)
    up = shapely.transform(
        plane, lambda xy: np.column_stack([xy[:, 0] * cos - xy[:, 1] * sin, xy[:, 0] * sin + xy[:, 1] * cos])
    )
    west, south, east, north = up.bounds
    beyond = max(east - west, north - south) / 20
    low, high, wanted = south, north, share * up.area
    for _ in range(_HALVINGS):
        cut = (low + high) / 2
        enough = shapely.clip_by_rect(up, west - 1, cut, east + 1, north + 1).area >= wanted
        low, high = (cut, high) if enough else (low, cut)
    window = shapely.segmentize(shapely.box(west - beyond, low, east + beyond, north + beyond), beyond)
    back = shapely.transform(
        window, lambda xy: np.column_stack([xy[:, 0] * cos + xy[:, 1] * sin, xy[:, 1] * cos - xy[:, 0] * sin])
    )
    whole = boundary if boundary.is_valid else polygons_of(shapely.make_valid(boundary))
    kept = tidy(polygons_of(whole.intersection(on_globe(origin, back))))
    return kept if not kept.is_empty else tidy(whole)
