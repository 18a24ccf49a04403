"""The part of a border on one side of a place, "along the border north of Kharkiv", and bands so far from one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from incidentmap.errors import BadValue
from incidentmap.extents.borders import STRAY_METRES, called_border, strip
from incidentmap.extents.extent import Extent, called, km_text
from incidentmap.extents.geodesy import compass, degrees_at, on_globe, on_plane, polygons_of, spot_in, tidy
from incidentmap.extents.sizes import DIRECTION_HALF_ANGLE, FARTHEST_FACING_KM, STRIP_KM, tolerance_km
from incidentmap.model import Point, Precision, Shape

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

#: How much farther than its nearest spot the border may run from the place, as a share: the quarter of the compass
#: ends there too.
_AS_FAR: Final = 1.75


def facing(line: BaseGeometry, point: Point, bearing: str, *, names: tuple[str, ...] = (), place: str = "") -> Extent:
    """Draw "along the border north of X": a strip along the part of the border that lies on that side of X.

    Parameters
    ----------
    line : LineString or MultiLineString
    point : Point
        X.
    bearing : str
        One of the eight winds.
    names : tuple of str, optional
        Of the units on both sides, for the rule.
    place : str, optional
        The name of X, for the rule.

    Raises
    ------
    BadValue
        When no part of the line lies on that side within 200 km.

    Examples
    --------
    >>> line = shapely.LineString([(34, 50.4), (39, 50.4)])
    >>> facing(line, Point(36.25, 49.98), "north", names=("Russia", "Ukraine"), place="Kharkiv").rule
    'drawn as a strip 10 km to each side of the border of Russia and Ukraine, where it runs north of Kharkiv'
    """
    azimuth, wind = compass(bearing)
    border = called_border(names)
    plane = on_plane(point, _window(line, point))
    turn = np.radians([azimuth - DIRECTION_HALF_ANGLE, azimuth, azimuth + DIRECTION_HALF_ANGLE])
    far = 2000 * FARTHEST_FACING_KM
    quarter = shapely.Polygon([(0.0, 0.0), *np.column_stack([far * np.sin(turn), far * np.cos(turn)])])
    origin = shapely.Point(0, 0)
    ahead = plane.intersection(quarter)
    km = ahead.distance(origin) / 1000 if not ahead.is_empty else np.inf
    if km > FARTHEST_FACING_KM:
        raise BadValue(
            f"no part of {border} lies within {FARTHEST_FACING_KM:g} km {wind} of {called(place, 'the place')}",
            remedy="name a place that is nearer to the border",
        )
    kept = ahead.intersection(origin.buffer(1000 * (_AS_FAR * km + STRIP_KM)))
    geometry = on_globe(point, kept.simplify(STRAY_METRES).buffer(1000 * STRIP_KM))
    foot = shapely.get_coordinates(shapely.shortest_line(origin, kept))[1:]
    rule = (
        f"drawn as a strip {STRIP_KM:g} km to each side of {border}, "
        f"where it runs {wind} of {called(place, 'the place')}"
    )
    spot = spot_in(geometry, Point(*degrees_at(point, foot)[0].tolist()))
    return Extent(geometry, Precision.AREA, None, rule, Shape.STRIP, spot)


def from_border(
    line: BaseGeometry, km: float, *, span: tuple[float, float] | None = None, names: tuple[str, ...] = ()
) -> Extent:
    """Draw "N km from the border": the two bands that lie so far from it; who names a side has the other cut off.

    Raises
    ------
    BadValue
        When the distance is not above 0 and up to 200 km.

    Examples
    --------
    >>> line = shapely.LineString([(34, 50.4), (39, 50.4)])
    >>> from_border(line, 5, names=("Russia", "Ukraine")).rule
    'drawn as the bands 4 to 6 km from the border of Russia and Ukraine, because the text says 5 km from it'
    """
    low, high = span or (km, km)
    if not 0 < km <= FARTHEST_FACING_KM or not 0 <= low <= high <= FARTHEST_FACING_KM:
        raise BadValue(
            f"a band {km:,g} km from a border cannot be drawn",
            remedy=f"give a distance above 0 and up to {FARTHEST_FACING_KM:g} km",
        )
    border = called_border(names)
    inner = max(0.0, low - tolerance_km(low)) if low > 0 else 0.0
    outer = high + (tolerance_km(high) if low > 0 else 0.0)
    geometry = strip(line, outer)
    if inner > 0:
        geometry = tidy(polygons_of(geometry.difference(strip(line, inner))))
    bands = f"the bands {km_text(inner)} to {km_text(outer)} km from"
    reach = bands if inner > 0 else f"what lies within {km_text(outer)} km of"
    said = km_text(km) if low == high else f"{km_text(low)} to {km_text(high)}"
    so_far = f"{said} km from it" if low > 0 else f"within {km_text(high)} km of it"
    rule = f"drawn as {reach} {border}, because the text says {so_far}"
    return Extent(geometry, Precision.AREA, None, rule, Shape.STRIP, spot_in(geometry))


def _window(line: BaseGeometry, point: Point) -> BaseGeometry:
    """Drop what is surely too far, which spares the projection of a country's whole border."""
    if abs(point.lat) > 75 or abs(point.lon) > 165:
        return line
    east = FARTHEST_FACING_KM / (111 * float(np.cos(np.radians(abs(point.lat) + 2))))
    north = FARTHEST_FACING_KM / 110
    return shapely.clip_by_rect(line, point.lon - east, point.lat - north, point.lon + east, point.lat + north)
