"""Extents cut to the unit that the text names, and several extents as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import shapely

from incidentmap.errors import BadValue
from incidentmap.extents.discs import disc
from incidentmap.extents.extent import Extent
from incidentmap.extents.geodesy import polygons_of, spot_in, tidy
from incidentmap.model import Point, Shape

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

#: Rules of so many extents are written out; of more, only how many.
_RULES_TOLD = 3


def clip(extent: Extent, boundary: BaseGeometry, *, name: str, anchor: Point | None = None) -> Extent:
    """Cut an extent at the boundary of the unit that it is said to lie in.

    Parameters
    ----------
    extent : Extent
    boundary : Polygon or MultiPolygon
        Prepared for the next call, which makes it fast.
    name : str
        Of the unit, for the rule.
    anchor : Point, optional
        The place that the extent is drawn around. Where it lies outside the boundary, the boundary is not that exact,
        and nothing is cut.

    Examples
    --------
    >>> from incidentmap.extents import near
    >>> west = shapely.box(30, 50, 35.5, 51)
    >>> cut = clip(near(Point(35.49, 50.7)), west, name="Sumy Oblast", anchor=Point(35.49, 50.7))
    >>> cut.rule, cut.geometry.bounds[2]
    ('drawn as a 5 km disc because the text says near; cut at the boundary of Sumy Oblast', 35.5)
    """
    shapely.prepare(boundary)
    geometry = extent.geometry
    if boundary.covers(geometry):
        return extent
    if anchor is not None and not boundary.intersects(shapely.points(anchor.lon, anchor.lat)):
        return replace(
            extent,
            rule=f"{extent.rule}; not cut at the boundary of {name}, whose line leaves the place itself outside",
        )
    left = inside(geometry, boundary)
    if left is None:
        return replace(
            extent, rule=f"{extent.rule}; not cut at the boundary of {name}, which would leave nothing of it"
        )
    return replace(
        extent,
        geometry=left,
        rule=f"{extent.rule}; cut at the boundary of {name}",
        spot=spot_in(left, extent.spot),
    )


def inside(geometry: BaseGeometry, boundary: BaseGeometry) -> BaseGeometry | None:
    """Return the part of polygons inside a boundary, or ``None`` when there is none.

    Examples
    --------
    >>> inside(shapely.box(0, 0, 2, 2), shapely.box(1, 0, 3, 2)).bounds
    (1.0, 0.0, 2.0, 2.0)
    """
    if not geometry.geom_type.endswith("Polygon"):
        return None
    near = _window(boundary, geometry.bounds)
    left = tidy(polygons_of(shapely.intersection(geometry, near)))
    return None if left.is_empty or left.area == 0 else left


def _window(boundary: BaseGeometry, bounds: tuple[float, float, float, float]) -> BaseGeometry:
    """Cut a boundary to a box: a country's has thousands of corners, and few of them are near."""
    try:
        near = polygons_of(shapely.clip_by_rect(boundary, *bounds))
    except shapely.errors.GEOSException:  # the fast way gives up on slivers
        near = boundary
    return near if near.is_valid else polygons_of(shapely.make_valid(near))


def joined(a: BaseGeometry, b: BaseGeometry) -> BaseGeometry:
    """Join two polygons, valid and right-handed.

    Examples
    --------
    >>> joined(shapely.box(30, 50, 31, 51), shapely.box(31, 50, 32, 51)).bounds
    (30.0, 50.0, 32.0, 51.0)
    """
    return tidy(polygons_of(shapely.union_all([a, b])))


def several(extents: Sequence[Extent]) -> Extent:
    """Draw several places that one phrase names as one geometry, no surer than the least sure of them.

    Points become discs of their own reach: the words do not say at which of them it happened, so none gets a pin.

    Raises
    ------
    BadValue
        When there are none.

    Examples
    --------
    >>> from incidentmap.extents import at, near
    >>> both = several([at(Point(38.0, 48.6)), near(Point(37.8, 48.4))])
    >>> both.geometry.geom_type, str(both.precision), str(both.shape)
    ('MultiPolygon', 'near', 'several')
    """
    if not extents:
        raise BadValue("no places to draw together", remedy="give at least one")
    if len(extents) == 1:
        return extents[0]
    geometry = tidy(polygons_of(shapely.union_all([_as_polygons(extent) for extent in extents])))
    told = [extent.rule for extent in extents[:_RULES_TOLD]]
    more = [f"and {len(extents) - _RULES_TOLD} more"] if len(extents) > _RULES_TOLD else []
    rule = f"{len(extents)} places that the text names together: " + "; ".join([*told, *more])
    coarsest = max((extent.precision for extent in extents), key=lambda precision: precision.rank)
    spot = spot_in(geometry, extents[0].spot)
    return Extent(geometry, coarsest, None, rule, Shape.SEVERAL, spot, any(extent.estimated for extent in extents))


def _as_polygons(extent: Extent) -> BaseGeometry:
    if extent.geometry.geom_type != "Point":
        return extent.geometry
    return disc(Point(extent.geometry.x, extent.geometry.y), extent.radius_km or 0.1)
