"""Between two places: a corridor along the geodesic, wide enough for roads that bend."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from incidentmap.errors import BadValue
from incidentmap.extents.discs import disc, near
from incidentmap.extents.extent import Extent, called, km_text
from incidentmap.extents.geodesy import around, going, separation
from incidentmap.extents.sizes import (
    CORRIDOR_KM,
    CORRIDOR_SHARE,
    FARTHEST_BETWEEN_KM,
    NEAR_CORRIDOR_KM,
    SAME_SPOT_KM,
    size_of,
)
from incidentmap.model import Point, Precision, Shape

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

#: Points along the caps and the sides of a corridor.
_CAP: Final = np.linspace(-1.0, 1.0, 24)
_SIDE: Final = np.linspace(0.0, 1.0, 14)[1:-1]


def between(
    a: Point,
    b: Point,
    *,
    names: tuple[str, str] = ("", ""),
    populations: tuple[int | None, int | None] = (None, None),
    says: str = "between",
) -> Extent:
    """Draw "between A and B", "on the road from A to B": a corridor along the geodesic, with both ends in it.

    Parameters
    ----------
    a, b : Point
        At most 500 km apart.
    names : tuple of str, optional
        Of both, for the rule.
    populations : tuple of int or None, optional
        Of both, for their own reach.
    says : str, optional
        The words of the text.

    Returns
    -------
    Extent
        "Near A" where both are the same spot, and the rule says so.

    Raises
    ------
    BadValue
        When they are too far apart for what lies between to be a place.

    Examples
    --------
    >>> shebekino, tavolzhanka = Point(36.89, 50.41), Point(36.83, 50.36)
    >>> extent = between(shebekino, tavolzhanka, names=("Shebekino", "Novaya Tavolzhanka"))
    >>> extent.rule, str(extent.precision)
    ('drawn as a corridor of 7 km, 2 km to each side of the straight line, because the text says between
     Shebekino and Novaya Tavolzhanka', 'near')
    """
    km, azimuth = separation(a, b)
    one, other = called(names[0], "one place"), called(names[1], "another")
    if km <= SAME_SPOT_KM:
        alone = near(a, populations[0], says=says)
        radius = f"{alone.radius_km:g} km disc around {called(names[0], 'the first')}"
        rule = f"drawn as a {radius}: the text says {says} {one} and {other}, but both are the same spot"
        return Extent(alone.geometry, alone.precision, alone.radius_km, rule, alone.shape, a)
    if km > FARTHEST_BETWEEN_KM:
        raise BadValue(
            f"{one} and {other} are {km:,.0f} km apart, and what lies between is no place",
            remedy=f"name two places up to {FARTHEST_BETWEEN_KM:g} km apart",
        )
    half = min(max(CORRIDOR_SHARE * km, CORRIDOR_KM[0]), CORRIDOR_KM[1])
    ends = [max(half, size_of(population).own) for population in populations]
    centre = going(a, azimuth, km / 2)
    geometry = _capsule(centre, separation(centre, b)[1], km, ends[0], ends[1])
    precision = Precision.NEAR if km <= NEAR_CORRIDOR_KM else Precision.AREA
    rule = (
        f"drawn as a corridor of {km_text(km)} km, {km_text(half)} km to each side of the straight line, "
        f"because the text says {says} {one} and {other}"
    )
    return Extent(geometry, precision, None, rule, Shape.CORRIDOR, centre)


def _capsule(centre: Point, azimuth: float, km: float, start_km: float, end_km: float) -> BaseGeometry:
    """Outline the hull of two discs whose centres lie ``km`` apart, around the point in the middle between them."""
    if km <= abs(start_km - end_km):  # a village inside the town's own disc
        end = 1 if end_km > start_km else -1
        return disc(going(centre, azimuth, end * km / 2), max(start_km, end_km))
    # Along x from the first to the second; the sides touch both discs where their normals are.
    tangent = math.acos((start_km - end_km) / km)
    far, back = tangent * _CAP, math.pi + (math.pi - tangent) * _CAP
    x_far, y_far = km / 2 + end_km * np.cos(far), end_km * np.sin(far)
    x_back, y_back = start_km * np.cos(back) - km / 2, start_km * np.sin(back)
    # The sides are straight on the ground and not in degrees: points along them keep them so.
    x = np.concatenate([x_far, _side(x_far[-1], x_back[0]), x_back, _side(x_back[-1], x_far[0])])
    y = np.concatenate([y_far, _side(y_far[-1], y_back[0]), y_back, _side(y_back[-1], y_far[0])])
    return around(centre, azimuth - np.degrees(np.arctan2(y, x)), np.hypot(x, y))


def _side(start: float, end: float) -> NDArray[np.float64]:
    return start + (end - start) * _SIDE
