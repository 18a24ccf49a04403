"""The round Earth: from kilometres and bearings around a point to longitudes and latitudes, and back.

A shape is drawn on a plane whose origin is a point of the Earth, with y to the north, where every distance and
bearing from the origin is true (the azimuthal equidistant plane of the WGS84 ellipsoid). Then it is laid on the globe.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from incidentmap.errors import BadValue
from incidentmap.model import Point

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pyproj import Geod
    from shapely.geometry.base import BaseGeometry

#: A centimetre: what every format keeps, so that a shape read back is the shape that was drawn.
DECIMALS: Final = 7

#: Nearer to a pole than this, a straight line on the plane is none in degrees, and shapes take the slow way.
_POLAR_DEGREES: Final = 85.0

#: An edge in degrees that is no longer than this is straight on the ground as well, to some ten metres.
_STRAIGHT_DEGREES: Final = 0.25

#: On the plane, distances to the far side of the Earth mean nothing.
_FARTHEST_METRES: Final = 19_000_000.0


@lru_cache(maxsize=1)
def ellipsoid() -> Geod:
    """Return the WGS84 ellipsoid, loaded when first asked for.

    Examples
    --------
    >>> round(ellipsoid().a)
    6378137
    """
    from pyproj import Geod  # pyproj loads its database: not at import

    return Geod(ellps="WGS84")


def separation(a: Point, b: Point) -> tuple[float, float]:
    """Return the distance from a to b in kilometres, and the azimuth of b seen from a.

    Examples
    --------
    >>> [round(x, 1) for x in separation(Point(36.0, 50.0), Point(36.0, 51.0))]
    [111.2, 0.0]
    """
    azimuth, _, metres = ellipsoid().inv(a.lon, a.lat, b.lon, b.lat)
    return metres / 1000, azimuth


def going(point: Point, azimuth: float, km: float) -> Point:
    """Return the point that lies so far from another, on that side.

    Examples
    --------
    >>> going(Point(36.0, 50.0), 90, 10)
    Point(lon=36.1394..., lat=49.9999...)
    """
    lon, lat, _ = ellipsoid().fwd(point.lon, point.lat, azimuth, km * 1000)
    return Point(round(lon, DECIMALS), round(lat, DECIMALS))


def around(point: Point, azimuth: NDArray[np.float64], km: NDArray[np.float64]) -> BaseGeometry:
    """Lay a ring that is given by azimuths and distances from a point on the globe: a polygon, ready to be drawn.

    Parameters
    ----------
    point : Point
    azimuth, km : array, shape (n,)
        Anticlockwise, that is with azimuths that fall, around the point; not closed.

    Examples
    --------
    >>> around(Point(36.0, 50.0), np.array([0.0, -120.0, -240.0]), np.array([5.0, 5.0, 5.0])).is_valid
    True
    """
    degrees = float(km.max()) / 110.0
    north = abs(point.lat) + degrees
    # Whether it meets the antimeridian is known before it is drawn, which spares four searches of an array.
    if north < _POLAR_DEGREES and abs(point.lon) + 1.1 * degrees / math.cos(math.radians(north)) < 180:
        lonlat = np.empty((len(km), 2))
        lonlat[:, 0], lonlat[:, 1] = _forward(point, azimuth, km * 1000)
        return shapely.polygons(np.round(lonlat, DECIMALS, out=lonlat))
    turn = np.radians(azimuth)
    return on_globe(point, shapely.polygons(1000 * np.column_stack([km * np.sin(turn), km * np.cos(turn)])))


def on_plane(origin: Point, geometry: BaseGeometry) -> BaseGeometry:
    """Project a geometry in degrees to the plane (metres) around a point; parts that meet there become one.

    Examples
    --------
    >>> halves = shapely.MultiPolygon([shapely.box(179, 59, 180, 61), shapely.box(-180, 59, -179, 61)])
    >>> on_plane(Point(180.0, 60.0), halves).geom_type
    'Polygon'
    """

    def project(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        count = len(lonlat)
        azimuth, _, metres = ellipsoid().inv(
            np.full(count, origin.lon), np.full(count, origin.lat), lonlat[:, 0].copy(), lonlat[:, 1].copy()
        )
        turn = np.radians(azimuth)
        return np.column_stack([metres * np.sin(turn), metres * np.cos(turn)])

    # An edge is straight in degrees: on the ground, a long one bends.
    plane = shapely.transform(shapely.segmentize(geometry, _STRAIGHT_DEGREES), project)
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        # A millimetre closes the seam that the antimeridian leaves.
        mended = plane if plane.is_valid else polygons_of(shapely.make_valid(plane))
        return (
            mended if mended.geom_type == "Polygon" else shapely.union_all(shapely.get_parts(mended), grid_size=0.001)
        )
    return plane


def on_globe(origin: Point, plane: BaseGeometry) -> BaseGeometry:
    """Lay polygons of the plane (metres) around a point on the globe: valid, right-handed, in range, rounded.

    They are split at the antimeridian, and one that holds a pole reaches up to its latitude.

    Examples
    --------
    >>> on_globe(Point(179.99, 66.0), shapely.Point(0, 0).buffer(5000)).geom_type
    'MultiPolygon'
    >>> on_globe(Point(10.0, 89.99), shapely.Point(0, 0).buffer(5000)).bounds[2:]
    (180.0, 90.0)
    """
    if plane.is_empty:
        return shapely.Polygon()

    globe = shapely.transform(plane, lambda xy: degrees_at(origin, xy))
    west, south, east, north = globe.bounds
    if east - west <= 180 and max(-south, north) < _POLAR_DEGREES:
        return tidy(globe)
    from incidentmap.extents.meridians import split  # only for the few shapes that need it

    return tidy(split(origin, plane))


def tidy(geometry: BaseGeometry) -> BaseGeometry:
    """Round polygons to what the formats keep, and make them valid and right-handed again.

    Examples
    --------
    >>> tidy(shapely.Polygon([(0, 0), (0, 1), (1, 1.00000000001)])).wkt
    'POLYGON ((0 0, 1 1, 0 1, 0 0))'
    """
    rounded = _rounded(geometry)
    if not rounded.is_valid:
        rounded = polygons_of(shapely.make_valid(rounded, method="structure", keep_collapsed=False))
        snapped = _rounded(rounded)
        # Rounding may break again what was mended: then on the grid itself, which never does.
        rounded = snapped if snapped.is_valid else _rounded(polygons_of(shapely.set_precision(rounded, 10**-DECIMALS)))
    return shapely.orient_polygons(rounded)


def polygons_of(geometry: BaseGeometry) -> BaseGeometry:
    """Keep the polygons of a geometry, and drop the points and lines that an intersection leaves.

    Examples
    --------
    >>> polygons_of(shapely.GeometryCollection([shapely.Point(0, 0), shapely.box(0, 0, 1, 1)])).geom_type
    'Polygon'
    """
    if geometry.geom_type == "Polygon":
        return geometry
    parts = shapely.get_parts(shapely.get_parts(geometry))  # a collection may hold multi-polygons
    kept = [part for part in parts if part.geom_type == "Polygon" and not part.is_empty]
    return kept[0] if len(kept) == 1 else shapely.MultiPolygon(kept) if kept else shapely.Polygon()


def spot_in(geometry: BaseGeometry, first: Point | None = None) -> Point:
    """Return a point inside a geometry: the one given if it lies inside, else near the middle.

    Examples
    --------
    >>> spot_in(shapely.box(30, 40, 32, 42))
    Point(lon=31.0, lat=41.0)
    """
    if first is not None and geometry.intersects(shapely.points(first.lon, first.lat)):
        return first
    largest = max(shapely.get_parts(geometry), key=lambda part: (part.area, part.length))
    for candidate in (largest.centroid, shapely.point_on_surface(largest)):
        rounded = Point(round(candidate.x, DECIMALS), round(candidate.y, DECIMALS))
        if geometry.intersects(shapely.points(rounded.lon, rounded.lat)):
            return rounded
    return Point(candidate.x, candidate.y)


def middle(geometry: BaseGeometry) -> Point:
    """Return the middle of a geometry, also of one that lies on both sides of the antimeridian.

    Examples
    --------
    >>> middle(shapely.MultiPoint([(179, 10), (-179, 10)]))
    Point(lon=180.0, lat=10.0)
    """
    west, south, east, north = geometry.bounds
    if east - west > 180:
        turned = shapely.transform(geometry, lambda xy: np.column_stack([xy[:, 0] % 360, xy[:, 1]]))
        left, _, right, _ = turned.bounds
        if right - left < east - west:
            west, east = left, right
    lon = (west + east) / 2
    return Point(lon - 360 if lon > 180 else lon, (south + north) / 2)


def compass(bearing: str) -> tuple[float, str]:
    """Return the azimuth of one of the eight winds, and how it is written.

    Raises
    ------
    BadValue
        When it is none of them.

    Examples
    --------
    >>> compass("northeast")
    (45.0, 'north-east')
    """
    known = _WINDS.get(bearing.casefold().replace("-", "").replace(" ", ""))
    if known is None:
        raise BadValue(f"{bearing!r} is not one of the eight winds", remedy="give one of " + ", ".join(_WINDS))
    return known


_WINDS: Final = {
    name.replace("-", ""): (45.0 * i, name)
    for i, name in enumerate(("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"))
}


def degrees_at(origin: Point, xy: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn metres on the plane around a point to degrees."""
    azimuth = np.degrees(np.arctan2(xy[:, 0], xy[:, 1]))
    metres = np.minimum(np.hypot(xy[:, 0], xy[:, 1]), _FARTHEST_METRES)
    return np.column_stack(_forward(origin, azimuth, metres))


def _forward(
    origin: Point, azimuth: NDArray[np.float64], metres: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    count = len(azimuth)
    lon, lat = np.full(count, origin.lon), np.full(count, origin.lat)
    # In place, on a copy of the azimuths: callers keep theirs, and pyproj need not copy all four.
    ellipsoid().fwd(lon, lat, np.array(azimuth, np.float64), metres, inplace=True)
    return lon, lat


def _rounded(geometry: BaseGeometry) -> BaseGeometry:
    return shapely.transform(geometry, lambda xy: np.round(xy, DECIMALS))
