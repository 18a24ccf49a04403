"""A district that no source draws: estimated from the settlements that belong to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from incidentmap.errors import BadValue
from incidentmap.extents.clipping import inside
from incidentmap.extents.extent import Extent, called
from incidentmap.extents.geodesy import middle, on_globe, on_plane, spot_in
from incidentmap.extents.sizes import (
    HULL_BAY,
    HULL_FEW,
    HULL_FEW_KM,
    HULL_MARGIN,
    HULL_MARGIN_KM,
    HULL_OUTLIER_KM,
)
from incidentmap.model import Point, Precision, Shape

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

_QUARTER_POINTS: Final = 16
_SMOOTH_KM: Final = 0.1


def hull(points: NDArray[np.float64], *, name: str = "", within: BaseGeometry | None = None) -> Extent:
    """Estimate the extent of a district from its settlements: never to be taken for its boundary.

    Parameters
    ----------
    points : array, shape (n, 2)
        Longitudes and latitudes; at least one.
    name : str, optional
        Of the district, for the rule.
    within : Polygon or MultiPolygon, optional
        The unit that the district belongs to: nothing of it is drawn outside.

    Raises
    ------
    BadValue
        When there are no points.

    Examples
    --------
    >>> villages = np.array([[36.0, 50.0], [36.3, 50.1], [36.1, 50.3], [36.2, 50.2]])
    >>> extent = hull(villages, name="Chuhuivskyi District")
    >>> extent.rule, extent.estimated
    ('Chuhuivskyi District, estimated from its 4 known settlements, because the gazetteer has no boundary of it', True)
    """
    found = np.asarray(points, np.float64).reshape(-1, 2)
    found = np.unique(found[np.isfinite(found).all(axis=1)], axis=0)
    if not len(found):
        raise BadValue("a district without known settlements cannot be estimated", remedy="give at least one point")
    kept = found[_together(_on_plane_km(found)[1])]
    origin, xy = _on_plane_km(kept)
    geometry = on_globe(origin, shapely.transform(_outline(xy), lambda km: km * 1000))
    count = len(kept)
    settlements = f"{count} known settlements" if count > 1 else "only known settlement"
    rule = (
        f"{called(name, 'the district')}, estimated from its {settlements}, because the gazetteer has no boundary of it"
    )
    if within is not None and (cut := inside(geometry, within)) is not None:
        geometry = cut
    return Extent(geometry, Precision.DISTRICT, None, rule, Shape.AREA, spot_in(geometry), estimated=True)


def _on_plane_km(found: NDArray[np.float64]) -> tuple[Point, NDArray[np.float64]]:
    points = shapely.MultiPoint(found)
    origin = middle(points)
    return origin, shapely.get_coordinates(on_plane(origin, points)) / 1000


def _together(xy: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Mark the settlements of the largest group: one far from all others is a namesake elsewhere."""
    if len(xy) < 3:
        return np.ones(len(xy), bool)
    groups = shapely.get_parts(shapely.union_all(shapely.buffer(shapely.points(xy), HULL_OUTLIER_KM / 2, quad_segs=4)))
    of = shapely.STRtree(groups).query(shapely.points(xy), predicate="intersects")
    group = np.zeros(len(xy), int)
    group[of[0]] = of[1]
    sizes = np.bincount(group, minlength=len(groups))
    return np.equal(group, sizes.argmax())


def _outline(xy: NDArray[np.float64]) -> BaseGeometry:
    """Close the bays between points (kilometres): grown until they are filled, and shrunk back to a margin."""
    points = shapely.MultiPoint(xy)
    west, south, east, north = points.bounds
    # Villages in a row enclose nothing, and their district is no line.
    enclosed = max(points.convex_hull.area, ((east - west) ** 2 + (north - south) ** 2) / 4)
    spacing = float(np.sqrt(enclosed / len(xy)))
    margin = float(np.clip(HULL_MARGIN * spacing, *HULL_MARGIN_KM)) if len(xy) >= HULL_FEW else HULL_FEW_KM
    radius = max(HULL_BAY / 2 * spacing, HULL_OUTLIER_KM / 2) + margin
    closed = points.buffer(radius, quad_segs=_QUARTER_POINTS).buffer(margin - radius, quad_segs=_QUARTER_POINTS)
    filled = [shapely.Polygon(part.exterior) for part in shapely.get_parts(closed)]
    return shapely.union_all(filled).simplify(_SMOOTH_KM)
