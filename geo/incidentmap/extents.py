"""Location → geometry: the only room that draws vagueness.

It knows geometry and the words of place, not gazetteers: whoever calls hands it points and boundaries. Distances are
geodesic, on the WGS84 ellipsoid, and never in degrees.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from incidentmap.errors import BadValue
from incidentmap.model import Feature, Point, Precision

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pyproj import Geod
    from shapely.geometry.base import BaseGeometry

#: "Near" is never more than this: class 2 of UCDP's precision codes ends here.
FARTHEST_NEAR_KM: Final = 25.0

#: Points on the edge of a disc: the chord then strays from the arc by 0.12 % of the radius.
_EDGE_POINTS: Final = 64

# How far a settlement reaches from its point, and what "near" it means, by its population. The steps are design
# choices (docs/precision.md): a village of the border oblasts is 1-2 km across, Belgorod about 15.
_SIZES: Final = (
    # population from, own radius km, "near" radius km
    (1_000_000, 10.0, 20.0),
    (100_000, 6.0, 12.0),
    (10_000, 3.0, 8.0),
    (0, 1.5, 5.0),
)

_AT_RULE: Final = "the settlement's point in the gazetteer; it reaches about {radius:g} km around"

_PRECISION_OF: Final = {
    Feature.DISTRICT: Precision.DISTRICT,
    Feature.REGION: Precision.REGION,
    Feature.COUNTRY: Precision.COUNTRY,
}


@dataclass(frozen=True, slots=True)
class Extent:
    """A shape, its rung on the ladder, its size, and the sentence that says how it was made."""

    geometry: BaseGeometry
    precision: Precision
    radius_km: float | None
    rule: str


def at(point: Point, population: int | None = None) -> Extent:
    """Draw a named settlement: its point, with the reach of its buildings as the radius.

    Examples
    --------
    >>> extent = at(Point(35.504, 50.723))
    >>> extent.geometry.wkt, str(extent.precision), extent.radius_km
    ('POINT (35.504 50.723)', 'settlement', 1.5)
    """
    radius = _size(population)[1]
    rule = _AT_RULE.format(radius=radius)
    return Extent(shapely.points(point.lon, point.lat), Precision.SETTLEMENT, radius, rule)


def at_many(population: NDArray[np.uint32]) -> tuple[NDArray[np.float64], NDArray[np.object_]]:
    """Return the reach (km) and the rule of :func:`at` for many settlements; 0 is an unknown population.

    Examples
    --------
    >>> at_many(np.array([0, 345_289], np.uint32))[0].tolist()
    [1.5, 6.0]
    """
    radius = np.select([population >= size[0] for size in _SIZES], [size[1] for size in _SIZES])
    rules = np.empty(len(radius), dtype=object)
    for value in np.unique(radius).tolist():
        rules[radius == value] = _AT_RULE.format(radius=value)
    return radius, rules


def recorded(point: Point) -> Extent:
    """Draw the coordinate of a source that gives nothing else: a point.

    Examples
    --------
    >>> str(recorded(Point(36.5, 50.6)).precision)
    'exact'
    """
    rule = "the coordinate that the source gives; it names no place"
    return Extent(shapely.Point(point.lon, point.lat), Precision.EXACT, None, rule)


def around_recorded(point: Point) -> Extent:
    """Draw the coordinate that a source gives for a settlement nobody else knows: a disc, since sources round.

    Examples
    --------
    >>> extent = around_recorded(Point(36.5, 50.6))
    >>> str(extent.precision), extent.radius_km
    ('near', 5.0)
    """
    radius = _size(None)[2]
    rule = (
        f"drawn as a {radius:g} km disc around the coordinate that the source gives, which does not say how exact it is"
    )
    return Extent(disc(point, radius), Precision.NEAR, radius, rule)


def near(point: Point, population: int | None = None, *, says: str = "near") -> Extent:
    """Draw "near X": a disc around X, larger around a larger town.

    Examples
    --------
    >>> extent = near(Point(35.504, 50.723))
    >>> extent.rule
    'drawn as a 5 km disc because the text says near'
    >>> extent.geometry.geom_type, extent.radius_km
    ('Polygon', 5.0)
    """
    radius = min(_size(population)[2], FARTHEST_NEAR_KM)
    rule = f"drawn as a {radius:g} km disc because the text says {says}"
    return Extent(disc(point, radius), Precision.NEAR, radius, rule)


#: How far a named site reaches from its point, for want of anything better: an airport is some 3 km long.
SITE_KM: Final = 3.0


def site(point: Point) -> Extent:
    """Draw a named site, an airport or a station: a disc, since its point says nothing of its reach.

    Examples
    --------
    >>> extent = site(Point(37.74, 48.073))
    >>> str(extent.precision), extent.radius_km
    ('near', 3.0)
    """
    rule = f"drawn as a {SITE_KM:g} km disc around the point of the site, whose reach is not known"
    return Extent(disc(point, SITE_KM), Precision.NEAR, SITE_KM, rule)


def area(boundary: BaseGeometry, feature: Feature) -> Extent:
    """Draw a named unit: the polygon of its boundary.

    Raises
    ------
    BadValue
        When the feature is one that has no boundary.

    Examples
    --------
    >>> str(area(shapely.box(35, 50, 39, 51), Feature.REGION).precision)
    'region'
    """
    if feature not in _PRECISION_OF:
        raise BadValue(f"a {feature} is not drawn as an area", remedy="draw it with at() or near()")
    rule = f"the whole {feature}, by its boundary, because the text names no spot in it"
    return Extent(boundary, _PRECISION_OF[feature], None, rule)


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
    if not 0 < radius_km <= 1000:
        raise BadValue(f"a disc of {radius_km} km cannot be drawn", remedy="give a radius above 0 and up to 1,000 km")
    return _disc(point, radius_km)


@lru_cache(maxsize=1024)
def _disc(point: Point, radius_km: float) -> BaseGeometry:
    azimuths = np.linspace(0.0, -360.0, _EDGE_POINTS, endpoint=False)  # anticlockwise, as RFC 7946 asks
    turns = np.full(_EDGE_POINTS, 1.0)
    lon, lat, _ = _ellipsoid().fwd(turns * point.lon, turns * point.lat, azimuths, turns * radius_km * 1000)
    crosses = np.ptp(lon) > 180
    # A centimetre: what every format keeps, so that a disc read back is the disc that was drawn.
    ring = np.round(np.column_stack([lon, lat]), 7)
    if not crosses:
        return shapely.Polygon(ring)
    import antimeridian  # only for the few discs that need it

    reaches_pole = (
        _ellipsoid().inv(point.lon, point.lat, point.lon, 90.0 if point.lat > 0 else -90.0)[2] <= radius_km * 1000
    )
    north, south = reaches_pole and point.lat > 0, reaches_pole and point.lat <= 0
    polygon = shapely.Polygon(ring)
    fixed = antimeridian.fix_polygon(polygon, force_north_pole=north, force_south_pole=south, fix_winding=False)
    return shapely.orient_polygons(fixed)


def _size(population: int | None) -> tuple[int, float, float]:
    return next(size for size in _SIZES if (population or 0) >= size[0])


@lru_cache(maxsize=1)
def _ellipsoid() -> Geod:
    from pyproj import Geod  # pyproj loads its database: not at import

    return Geod(ellps="WGS84")
