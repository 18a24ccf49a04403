"""What is drawn as a point: a settlement, a site, and the coordinate of a source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from incidentmap.errors import BadValue
from incidentmap.extents.discs import disc
from incidentmap.extents.extent import Extent
from incidentmap.extents.sizes import (
    FARTHEST_NEAR_KM,
    POPULATION_OF_KIND,
    SIZES,
    VICINITY_KM,
    site_km,
    size_of,
)
from incidentmap.model import Point, Precision, Shape

if TYPE_CHECKING:
    from numpy.typing import NDArray

_AT_RULE: Final = "the settlement's point in the gazetteer; it reaches about {radius:g} km around"


def at(point: Point, population: int | None = None, *, code: str = "") -> Extent:
    """Draw a named settlement: its point, with the reach of its buildings as the radius.

    Parameters
    ----------
    point : Point
    population : int, optional
    code : str, optional
        The source's kind of settlement, which tells its size where the population is unknown.

    Examples
    --------
    >>> extent = at(Point(35.504, 50.723))
    >>> extent.geometry.wkt, str(extent.precision), extent.radius_km
    ('POINT (35.504 50.723)', 'settlement', 1.5)
    """
    radius = size_of(population, code).own
    rule = _AT_RULE.format(radius=radius)
    return Extent(shapely.points(point.lon, point.lat), Precision.SETTLEMENT, radius, rule, Shape.POINT, point)


def at_many(
    population: NDArray[np.uint32], codes: NDArray[np.object_] | None = None
) -> tuple[NDArray[np.float64], NDArray[np.object_]]:
    """Return the reach (km) and the rule of :func:`at` for many settlements; 0 is an unknown population.

    Examples
    --------
    >>> at_many(np.array([0, 345_289], np.uint32))[0].tolist()
    [1.5, 6.0]
    """
    people = np.asarray(population, np.int64)
    if codes is not None:
        for code, stands_for in POPULATION_OF_KIND.items():
            people = np.where((people == 0) & (codes == code), stands_for, people)
    radius = np.select([people >= size.population for size in SIZES], [size.own for size in SIZES])
    rules = np.empty(len(radius), dtype=object)
    for value in np.unique(radius).tolist():
        rules[radius == value] = _AT_RULE.format(radius=value)
    return radius, rules


def site(point: Point, *, code: str = "") -> Extent:
    """Draw a named site, an airport or a station: its point is as exact as a settlement's.

    Parameters
    ----------
    point : Point
    code : str, optional
        The source's kind of site, which tells how far it reaches.

    Examples
    --------
    >>> extent = site(Point(37.74, 48.073), code="AIRP")
    >>> str(extent.precision), extent.radius_km
    ('settlement', 3.0)
    """
    radius = site_km(code)
    rule = f"the site's point in the gazetteer; it is taken to reach about {radius:g} km around"
    return Extent(shapely.points(point.lon, point.lat), Precision.SETTLEMENT, radius, rule, Shape.POINT, point)


def recorded(point: Point, precision: Precision | None = None, *, says: str = "") -> Extent:
    """Draw the coordinate of a source, as exactly as the source says it is.

    Parameters
    ----------
    point : Point
    precision : Precision, optional
        The class that the source gives to its coordinate; without one, it stands for itself.
    says : str, optional
        The source's own words for that class: "UCDP precision 2".

    Raises
    ------
    BadValue
        When the class is one of areas: a source's dot for a region is drawn as the region.

    Examples
    --------
    >>> str(recorded(Point(36.5, 50.6)).precision)
    'exact'
    >>> recorded(Point(36.5, 50.6), Precision.NEAR, says="UCDP precision 2").rule
    'drawn as a 25 km disc around the coordinate that the source gives, because it says UCDP precision 2'
    """
    spot = shapely.points(point.lon, point.lat)
    because = f", because it says {says}" if says else ", because it says no more"
    if precision is None:
        rule = "the coordinate that the source gives; it names no place"
        return Extent(spot, Precision.EXACT, None, rule, Shape.POINT, point)
    if precision is Precision.EXACT:
        rule = "the coordinate that the source gives, which it calls exact" + (f" ({says})" if says else "")
        return Extent(spot, Precision.EXACT, None, rule, Shape.POINT, point)
    if precision is Precision.SETTLEMENT:
        radius = size_of(None).own
        rule = "the coordinate that the source gives for a settlement" + (f" ({says})" if says else "")
        return Extent(spot, Precision.SETTLEMENT, radius, rule, Shape.POINT, point)
    radii = {Precision.VICINITY: VICINITY_KM, Precision.NEAR: FARTHEST_NEAR_KM}
    if precision not in radii:
        raise BadValue(
            f"a coordinate whose class is {precision} is not drawn as a point",
            remedy="draw the boundary of the unit that it stands for",
        )
    radius = radii[precision]
    rule = f"drawn as a {radius:g} km disc around the coordinate that the source gives{because}"
    return Extent(disc(point, radius), precision, radius, rule, Shape.DISC, point)


def around_recorded(point: Point, precision: Precision | None = None, *, says: str = "") -> Extent:
    """Draw the coordinate that a source gives for a settlement nobody else knows: a disc, since sources round.

    Where the source says how exact it is, it is drawn as :func:`recorded` draws it.

    Examples
    --------
    >>> extent = around_recorded(Point(36.5, 50.6))
    >>> str(extent.precision), extent.radius_km
    ('near', 5.0)
    """
    if precision is not None:
        return recorded(point, precision, says=says)
    radius = size_of(None).near
    rule = (
        f"drawn as a {radius:g} km disc around the coordinate that the source gives, which does not say how exact it is"
    )
    return Extent(disc(point, radius), Precision.NEAR, radius, rule, Shape.DISC, point)
