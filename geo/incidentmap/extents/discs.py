"""Discs: near a place, and on its outskirts."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from incidentmap.errors import BadValue
from incidentmap.extents.extent import Extent, a_disc
from incidentmap.extents.geodesy import around
from incidentmap.extents.sizes import FACILITY_TIMES, FARTHEST_DISC_KM, FARTHEST_NEAR_KM, size_of
from incidentmap.model import Point, Precision, Shape

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

#: Points on the edge of a disc: the chord then strays from the arc by 0.12 % of the radius.
EDGE_POINTS: Final = 64

_TURN: Final = np.linspace(0.0, -360.0, EDGE_POINTS, endpoint=False)  # anticlockwise, as RFC 7946 asks


def near(point: Point, population: int | None = None, *, says: str = "near", code: str = "") -> Extent:
    """Draw "near X": a disc around X, larger around a larger town.

    Parameters
    ----------
    point : Point
    population : int, optional
    says : str, optional
        The words of the text.
    code : str, optional
        The source's kind of settlement, which tells its size where the population is unknown.

    Examples
    --------
    >>> extent = near(Point(35.504, 50.723))
    >>> extent.rule
    'drawn as a 5 km disc because the text says near'
    >>> extent.geometry.geom_type, extent.radius_km
    ('Polygon', 5.0)
    """
    return _disc_because(point, min(size_of(population, code).near, FARTHEST_NEAR_KM), says)


def facility(point: Point, population: int | None = None, *, code: str = "") -> Extent:
    """Draw "the airport of X", which the gazetteer has no point of: a disc around X that reaches well out of it.

    Examples
    --------
    >>> facility(Point(39.3, 48.57), 400_000).rule
    'drawn as an 18 km disc because the text says a facility called after it'
    """
    radius = min(FACILITY_TIMES * size_of(population, code).near, FARTHEST_NEAR_KM)
    return _disc_because(point, radius, "a facility called after it")


def outskirts(
    point: Point, population: int | None = None, *, says: str = "on the outskirts of", code: str = ""
) -> Extent:
    """Draw "on the outskirts of X", "a suburb of X": a disc just larger than X itself.

    Examples
    --------
    >>> extent = outskirts(Point(37.8, 48.0), 900_000)
    >>> extent.rule, str(extent.precision)
    ('drawn as a 14 km disc because the text says on the outskirts of', 'near')
    """
    return _disc_because(point, size_of(population, code).outskirts, says)


def disc(point: Point, radius_km: float) -> BaseGeometry:
    """Draw a geodesic disc: valid also across the antimeridian and over a pole.

    Parameters
    ----------
    point : Point
        The centre.
    radius_km : float
        More than 0 and at most 1,000.

    Returns
    -------
    Polygon or MultiPolygon
        Right-handed; split where it crosses the antimeridian.

    Raises
    ------
    BadValue
        When the radius is out of range.

    Examples
    --------
    >>> disc(Point(179.99, 66.0), 5.0).geom_type
    'MultiPolygon'
    """
    if not 0 < radius_km <= FARTHEST_DISC_KM:
        raise BadValue(f"a disc of {radius_km} km cannot be drawn", remedy="give a radius above 0 and up to 1,000 km")
    return _disc(point, radius_km)


@lru_cache(maxsize=4096)
def _disc(point: Point, radius_km: float) -> BaseGeometry:
    return around(point, _TURN, np.full(EDGE_POINTS, radius_km))


def _disc_because(point: Point, radius: float, says: str) -> Extent:
    rule = f"drawn as {a_disc(radius)} because the text says {says}"
    return Extent(disc(point, radius), Precision.NEAR, radius, rule, Shape.DISC, point)
