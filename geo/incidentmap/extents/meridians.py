"""Shapes on the antimeridian and over the poles: cut on the plane, where they still are in one piece."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from incidentmap.extents.geodesy import DECIMALS, degrees_at, ellipsoid, polygons_of

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from incidentmap.model import Point

#: Steps along the two meridians: a meridian of five kilometres is as good as straight.
_STEP_DEGREES: Final = 0.05

#: A vertex nearer to a meridian than this lies on it (metres).
_ON_IT: Final = 0.002


def split(origin: Point, plane: BaseGeometry) -> BaseGeometry:
    """Cut polygons of the plane (metres) along the meridians 0 and 180, and lay the pieces on the globe.

    The two meridians are one circle over both poles. So each piece lies in one half of the globe, where no longitude
    jumps; a piece that touches a pole gets the pole's whole edge. Then the halves are joined along meridian 0.

    Parameters
    ----------
    origin : Point
        Where the plane touches the Earth.
    plane : Polygon or MultiPolygon

    Examples
    --------
    >>> from incidentmap.model import Point
    >>> split(Point(180.0, 0.0), shapely.box(-1000, -1000, 1000, 1000)).geom_type
    'MultiPolygon'
    """
    reach = float(np.hypot(*np.abs(shapely.get_coordinates(plane)).max(axis=0)))
    plane = shapely.segmentize(plane, max(reach / 32, 50.0))
    zero, anti = _meridian(origin, 0.0, reach), _meridian(origin, 180.0, reach)
    linework = shapely.union_all([shapely.boundary(plane), zero, anti])
    pieces = shapely.get_parts(shapely.polygonize(shapely.get_parts(linework)))
    shapely.prepare(plane)
    laid = [_half(origin, piece, zero, anti) for piece in pieces if plane.contains(shapely.point_on_surface(piece))]
    return polygons_of(shapely.union_all([part for part in laid if not part.is_empty]))


def _meridian(origin: Point, lon: float, reach: float) -> BaseGeometry:
    """Draw the part of a meridian that comes near the shape, on the plane."""
    lat = np.linspace(-90.0, 90.0, round(180 / _STEP_DEGREES) + 1)
    count = len(lat)
    lons = np.full(count, lon)
    lons[[0, -1]] = 0.0  # the poles are the same two spots on every meridian
    azimuth, _, metres = ellipsoid().inv(np.full(count, origin.lon), np.full(count, origin.lat), lons, lat)
    turn = np.radians(azimuth)
    line = np.column_stack([metres * np.sin(turn), metres * np.cos(turn)])
    close = metres <= 1.1 * reach + 20_000
    # Beyond, near the far side of the Earth, the plane is torn.
    runs = np.split(np.flatnonzero(close), np.flatnonzero(np.diff(np.flatnonzero(close)) > 1) + 1)
    return shapely.MultiLineString([line[run] for run in runs if len(run) > 1])


def _half(origin: Point, piece: BaseGeometry, zero: BaseGeometry, anti: BaseGeometry) -> BaseGeometry:
    """Lay one piece on its half of the globe."""
    inside = shapely.point_on_surface(piece)
    sign = 1.0 if degrees_at(origin, shapely.get_coordinates(inside))[0, 0] >= 0 else -1.0
    rings = [_ring(origin, ring, sign, zero, anti) for ring in (piece.exterior, *piece.interiors)]
    if len(np.unique(rings[0], axis=0)) < 3:
        return shapely.Polygon()
    shape = shapely.Polygon(rings[0], [ring for ring in rings[1:] if len(np.unique(ring, axis=0)) > 2])
    return shape if shape.is_valid else polygons_of(shapely.make_valid(shape))


def _ring(
    origin: Point, ring: BaseGeometry, sign: float, zero: BaseGeometry, anti: BaseGeometry
) -> NDArray[np.float64]:
    xy = shapely.get_coordinates(ring)[:-1]
    degrees = degrees_at(origin, xy)
    lon, lat = degrees[:, 0], degrees[:, 1]
    points = shapely.points(xy)
    on_zero, on_anti = shapely.distance(points, zero) < _ON_IT, shapely.distance(points, anti) < _ON_IT
    lon = np.where(on_anti, 180.0 * sign, np.where(on_zero, 0.0, lon))
    wrong = lon * sign < 0
    lon = np.where(wrong, np.where(np.abs(lon) > 90, 180.0 * sign, 0.0), lon)
    pole = on_zero & on_anti  # where the two meridians meet
    out: list[tuple[float, float]] = []
    count = len(lon)
    for i in range(count):
        if not pole[i]:
            out.append((lon[i], lat[i]))
            continue
        # The pole is a point on the plane and an edge in degrees: from the longitude before it to the one after.
        top = 90.0 if lat[i] > 0 else -90.0
        out += [(lon[i - 1], top), (lon[(i + 1) % count], top)]
    return np.round(np.array(out), DECIMALS)
