"""So far from a place, on some side of it, on the way to it: rings, sectors and wedges."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from incidentmap.errors import BadValue
from incidentmap.extents.discs import disc
from incidentmap.extents.extent import Extent, a_disc, called, km_text
from incidentmap.extents.geodesy import around, compass, going, on_globe, separation
from incidentmap.extents.sizes import (
    DIRECTION_HALF_ANGLE,
    DIRECTION_KM,
    DISTANCE_HALF_ANGLE,
    FARTHEST_DISTANCE_KM,
    FARTHEST_NEAR_KM,
    SAME_SPOT_KM,
    TOWARDS_KM,
    size_of,
    tolerance_km,
)
from incidentmap.model import Point, Precision, Shape

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

#: Points along the arc of a quarter circle, and along a straight side.
_QUARTER_POINTS: Final = 16
_SIDE_POINTS: Final = 6


def distance(
    point: Point,
    km: float,
    bearing: str | None = None,
    population: int | None = None,
    *,
    span: tuple[float, float] | None = None,
    code: str = "",
    name: str = "",
) -> Extent:
    """Draw "N km from X" as a ring, "N km north of X" as the part of the ring on that side.

    The ring is as wide as the roundness of the number allows, and wider by the reach of X itself, since nobody says
    whether the distance counts from its centre or its edge.

    Parameters
    ----------
    point : Point
    km : float
        More than 0 and at most 500.
    bearing : str, optional
        One of the eight winds.
    population : int, optional
        Of X, for its own reach.
    span : tuple of float, optional
        The least and the greatest distance, where the text gives both ("10 to 20 km") or one ("within 30 km", from 0).
    code : str, optional
        The source's kind of settlement.
    name : str, optional
        Of X, for the rule.

    Raises
    ------
    BadValue
        When the distance is out of range or has no far end ("more than 50 km"), or the bearing is none.

    Examples
    --------
    >>> distance(Point(36.6, 50.6), 20, "northeast", name="Belgorod").rule
    'drawn as the part of a ring 16 to 26 km north-east of Belgorod, because the text says 20 km north-east of it'
    >>> distance(Point(36.6, 50.6), 0)
    Traceback (most recent call last):
    incidentmap.errors.BadValue: 0 km from a place cannot be drawn. To mend it: give a distance above 0 and ...
    """
    if not 0 < km <= FARTHEST_DISTANCE_KM:
        raise BadValue(
            f"{km:,g} km from a place cannot be drawn",
            remedy=f"give a distance above 0 and up to {FARTHEST_DISTANCE_KM:g} km",
        )
    own = size_of(population, code).own
    low, high, said = _span(km, span)
    inner = low - tolerance_km(low) if low > 0 else 0.0
    # "Within 30 km" is no more than that; a number alone may be off on both sides.
    outer = high + own + (tolerance_km(high) if low > 0 else 0.0)
    whole = inner <= own  # a hole that is smaller than the place is none
    precision = Precision.NEAR if high <= FARTHEST_NEAR_KM else Precision.AREA
    it = called(name, "the place")
    if bearing is None:
        reach = a_disc(outer) if whole else f"a ring {km_text(inner)} to {km_text(outer)} km"
        of = "of" if span is not None and span[0] == 0 else "from"
        rule = f"drawn as {reach} around {it}, because the text says {said} {of} it"
        geometry = disc(point, outer) if whole else _ring(point, inner, outer)
        spot = point if whole else going(point, 0.0, km)
        return Extent(geometry, precision, round(outer, 1), rule, Shape.DISC if whole else Shape.RING, spot)
    azimuth, wind = compass(bearing)
    # Seen from either end of a wide town, the same bearing points to different spots.
    half = DISTANCE_HALF_ANGLE + float(np.degrees(np.arcsin(min(1.0, own / km)))) / 2
    reach = (
        f"a wedge up to {km_text(outer)} km" if whole else f"the part of a ring {km_text(inner)} to {km_text(outer)} km"
    )
    rule = f"drawn as {reach} {wind} of {it}, because the text says {said} {wind} of it"
    if whole:
        geometry = _wedge(point, azimuth, half, own, outer)
        return Extent(geometry, precision, round(outer, 1), rule, Shape.WEDGE, going(point, azimuth, km))
    geometry = _sector(point, azimuth, half, inner, outer)
    return Extent(geometry, precision, round(outer, 1), rule, Shape.SECTOR, going(point, azimuth, km))


def _span(km: float, span: tuple[float, float] | None) -> tuple[float, float, str]:
    """Return the least and the greatest distance, and how the text says them."""
    if span is None:
        return km, km, f"{km_text(km)} km"
    low, high = span
    if not high <= FARTHEST_DISTANCE_KM:
        raise BadValue(
            f"more than {low:,g} km from a place is anywhere beyond it",
            remedy=f"give a distance up to {FARTHEST_DISTANCE_KM:g} km",
        )
    if not 0 <= low <= high or high == 0:
        raise BadValue(f"{low:,g} to {high:,g} km is no distance", remedy="give the smaller number first")
    return low, high, f"within {km_text(high)} km" if low == 0 else f"{km_text(low)} to {km_text(high)} km"


def direction(point: Point, bearing: str, population: int | None = None, *, code: str = "", name: str = "") -> Extent:
    """Draw "north of X": a wedge that begins at X, with all of X in it, and ends where such words reach.

    Raises
    ------
    BadValue
        When the bearing is none of the eight winds.

    Examples
    --------
    >>> extent = direction(Point(35.26, 51.19), "northwest", name="Sudzha")
    >>> extent.rule, str(extent.shape)
    ('drawn as a wedge up to 25 km north-west of Sudzha, because the text says north-west of it', 'wedge')
    """
    azimuth, wind = compass(bearing)
    own = size_of(population, code).own
    geometry = _wedge(point, azimuth, DIRECTION_HALF_ANGLE, own, DIRECTION_KM)
    it = called(name, "the place")
    rule = f"drawn as a wedge up to {DIRECTION_KM:g} km {wind} of {it}, because the text says {wind} of it"
    spot = going(point, azimuth, DIRECTION_KM / 2)
    return Extent(geometry, Precision.NEAR, DIRECTION_KM, rule, Shape.WEDGE, spot)


def towards(
    point: Point,
    population: int | None = None,
    *,
    origin: Point | None = None,
    code: str = "",
    name: str = "",
    says: str = "towards",
) -> Extent:
    """Draw "towards X", "in the X direction": the half of a disc on the side it comes from, or all of it.

    Parameters
    ----------
    point : Point
        X.
    population : int, optional
        Of X, for its own reach.
    origin : Point, optional
        Where it comes from, if the text says so.
    code, name, says : str, optional
        The source's kind of settlement; the name of X, and the words of the text, for the rule.

    Examples
    --------
    >>> towards(Point(35.26, 51.19), name="Sudzha").rule
    'drawn as a 25 km disc around Sudzha because the text says towards it, and not from where'
    >>> towards(Point(35.26, 51.19), origin=Point(34.8, 50.9), name="Sudzha").shape
    <Shape.WEDGE: 'wedge'>
    """
    it = called(name, "the place")
    km, azimuth = separation(point, origin) if origin is not None else (0.0, 0.0)
    if km <= SAME_SPOT_KM:
        rule = f"drawn as a {TOWARDS_KM:g} km disc around {it} because the text says {says} it, and not from where"
        return Extent(disc(point, TOWARDS_KM), Precision.NEAR, TOWARDS_KM, rule, Shape.DISC, point)
    own = size_of(population, code).own
    far = max(min(TOWARDS_KM, km), 2 * own)
    geometry = _wedge(point, azimuth, 90.0, own, far)
    rule = (
        f"drawn as the half of a {km_text(far)} km disc around {it} on the side one comes from, "
        f"because the text says {says} it"
    )
    return Extent(geometry, Precision.NEAR, round(far, 1), rule, Shape.WEDGE, going(point, azimuth, far / 2))


def _wedge(point: Point, azimuth: float, half: float, own: float, far: float) -> BaseGeometry:
    turn, km = _fan(half, own, far)
    return around(point, azimuth + turn, km)


@lru_cache(maxsize=1024)
def _fan(half: float, own: float, far: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Outline all that lies on one side of any spot of a place: a fan, moved over the place's own disc.

    Its sides are parallel to the fan's, and touch the disc; behind the place runs the disc's own edge. As turns
    from its middle, and distances; anticlockwise.
    """
    corner = half + float(np.degrees(np.arcsin(own / far)))
    back = half + 90.0
    arc = _arc(corner, -corner)
    away = _arc(-back, back - 360.0)
    # From the arc's corner, on the plane, straight to where the side touches the place's disc.
    side, side_km = _straight(far, -corner, own, -back)
    turn = np.concatenate([arc, side, away, -side[::-1]])
    km = np.concatenate([np.full(len(arc), far), side_km, np.full(len(away), own), side_km[::-1]])
    return turn, km


def _arc(start: float, end: float) -> NDArray[np.float64]:
    return np.linspace(start, end, 1 + round(abs(start - end) / 90 * _QUARTER_POINTS))


def _straight(
    km: float, turn: float, end_km: float, end_turn: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the inner points of a straight side, as azimuths and distances from the origin."""
    start, end = np.radians(turn), np.radians(end_turn)
    share = np.linspace(0, 1, _SIDE_POINTS + 2)[1:-1]
    x = km * np.sin(start) * (1 - share) + end_km * np.sin(end) * share
    y = km * np.cos(start) * (1 - share) + end_km * np.cos(end) * share
    return np.degrees(np.arctan2(x, y)), np.hypot(x, y)


def _sector(point: Point, azimuth: float, half: float, inner: float, outer: float) -> BaseGeometry:
    arc = _arc(half, -half)
    turn = azimuth + np.concatenate([arc, arc[::-1]])
    return around(point, turn, np.concatenate([np.full(len(arc), outer), np.full(len(arc), inner)]))


def _ring(point: Point, inner: float, outer: float) -> BaseGeometry:
    large, hole = disc(point, outer), disc(point, inner)
    if large.geom_type == "Polygon" and hole.geom_type == "Polygon" and large.bounds[3] < 85 and large.bounds[1] > -85:
        return shapely.Polygon(large.exterior, [hole.exterior.reverse()])
    origin = shapely.Point(0, 0)
    return on_globe(point, origin.buffer(outer * 1000).difference(origin.buffer(inner * 1000)))
