"""extents, anywhere on Earth: what is drawn is valid, in range, right-handed, and holds its place."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from incidentmap import extents
from incidentmap.errors import BadValue
from incidentmap.extents import Extent
from incidentmap.extents.geodesy import ellipsoid, going, separation
from incidentmap.model import Feature, Point, Precision, Shape

#: The slow way, over a pole, is slower still on a busy machine.
untimed = settings(deadline=None)

WINDS = ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")
POPULATIONS = st.sampled_from([None, 0, 900, 20_000, 300_000, 3_000_000])

#: Anywhere, and more often where longitudes jump and meet.
anywhere = st.builds(
    Point,
    st.one_of(
        st.floats(-180, 180), st.floats(179.7, 180), st.floats(-180, -179.7), st.sampled_from([-180.0, 0.0, 180.0])
    ),
    st.one_of(st.floats(-90, 90), st.floats(89.6, 90), st.floats(-90, -89.6), st.sampled_from([-90.0, 0.0, 90.0])),
)


def fine(extent: Extent) -> None:
    """Assert what holds for every extent."""
    shape = extent.geometry
    assert shape.is_valid, shapely.is_valid_reason(shape)
    assert not shape.is_empty
    west, south, east, north = shape.bounds
    assert -180 <= west <= east <= 180
    assert -90 <= south <= north <= 90
    for part in shapely.get_parts(shape):
        assert part.geom_type in ("Point", "Polygon")
        if part.geom_type == "Polygon":
            assert part.exterior.is_ccw
            assert not any(hole.is_ccw for hole in part.interiors)
            # No edge jumps over the antimeridian: only one along a pole is half a world long.
            xy = shapely.get_coordinates(part.exterior)
            long = np.abs(np.diff(xy[:, 0])) > 180
            assert not (long & (np.abs(xy[1:, 1]) < 90)).any()
    assert extent.spot is not None
    assert shape.intersects(shapely.Point(extent.spot.lon, extent.spot.lat))
    assert extent.rule
    assert extent.rule.isprintable()


def holds(extent: Extent, point: Point) -> bool:
    return bool(extent.geometry.distance(shapely.Point(point.lon, point.lat)) < 1e-6)


@untimed
@given(point=anywhere, population=POPULATIONS)
@example(point=Point(0.0, 90.0), population=None)
@example(point=Point(180.0, 0.0), population=None)
def test_around_a_place(point: Point, population: int | None) -> None:
    for extent in (
        extents.at(point, population),
        extents.site(point, code="AIRP"),
        extents.near(point, population),
        extents.outskirts(point, population),
        extents.towards(point, population),
        extents.recorded(point),
        extents.recorded(point, Precision.VICINITY, says="vicinity"),
        extents.recorded(point, Precision.SETTLEMENT),
        extents.around_recorded(point),
        extents.around_recorded(point, Precision.NEAR),
    ):
        fine(extent)
        assert holds(extent, point)


@untimed
@given(point=anywhere, bearing=st.sampled_from(WINDS), population=POPULATIONS)
def test_on_one_side_of_a_place(point: Point, bearing: str, population: int | None) -> None:
    extent = extents.direction(point, bearing, population)
    fine(extent)
    assert holds(extent, point)
    assert holds(extent, going(point, 45.0 * WINDS.index(bearing), 20))
    assert not holds(extent, going(point, 45.0 * WINDS.index(bearing) + 180, 15)) or abs(point.lat) > 89


@untimed
@given(point=anywhere, km=st.floats(0.1, 500), bearing=st.none() | st.sampled_from(WINDS), population=POPULATIONS)
@example(point=Point(12.0, 89.9), km=20.0, bearing=None, population=None)
@example(point=Point(179.9, -89.9), km=12.0, bearing="southwest", population=None)
def test_so_far_from_a_place(point: Point, km: float, bearing: str | None, population: int | None) -> None:
    extent = extents.distance(point, km, bearing, population)
    fine(extent)
    assert holds(extent, going(point, 45.0 * WINDS.index(bearing) if bearing else 0.0, km))
    if extent.shape in (Shape.RING, Shape.SECTOR) and abs(point.lat) < 80:
        assert not holds(extent, point)


@untimed
@given(point=anywhere, origin=anywhere, population=POPULATIONS)
def test_towards_a_place(point: Point, origin: Point, population: int | None) -> None:
    extent = extents.towards(point, population, origin=origin)
    fine(extent)
    assert holds(extent, point)


@untimed
@given(a=anywhere, azimuth=st.floats(0, 360), km=st.floats(0, 500), sizes=st.tuples(POPULATIONS, POPULATIONS))
@example(a=Point(179.0, 66.0), azimuth=80.0, km=200.0, sizes=(None, None))
@example(a=Point(10.0, 89.0), azimuth=0.0, km=300.0, sizes=(None, None))
def test_between_two_places(a: Point, azimuth: float, km: float, sizes: tuple[int | None, int | None]) -> None:
    b = going(a, azimuth, km)
    assume(separation(a, b)[0] <= 500)
    extent = extents.between(a, b, names=("A", "B"), populations=sizes)
    fine(extent)
    assert holds(extent, a)
    assert holds(extent, b)
    assert holds(extent, going(a, separation(a, b)[1], separation(a, b)[0] / 2))


@untimed
@given(start=anywhere, legs=st.lists(st.tuples(st.floats(0, 360), st.floats(1, 200)), min_size=1, max_size=5))
@example(start=Point(179.5, 60.0), legs=[(90.0, 150.0)])
def test_along_a_line(start: Point, legs: list[tuple[float, float]]) -> None:
    points = [start]
    for azimuth, km in legs:
        points.append(going(points[-1], azimuth, km))
    line = shapely.LineString([(p.lon, p.lat) for p in points])
    # A line that jumps over the antimeridian, or runs over a pole, is none in degrees.
    assume(max(abs(p.lat) for p in points) < 85 and np.abs(np.diff([p.lon for p in points])).max() < 20)
    assume(line.length > 0)
    for extent in (
        extents.along(line, name="X"),
        extents.along_border(line, names=("A", "B")),
        extents.along_border(line, names=("A", "B"), near=points[0], place="C"),
        extents.area(line, Feature.WATER),
    ):
        fine(extent)
        assert holds(extent, start)


units = st.builds(
    lambda centre, radii: (
        extents.clip(
            Extent(
                shapely.union_all([extents.disc(centre, 200), extents.disc(going(centre, 70, 150), radii)]),
                Precision.REGION,
                None,
                "a unit",
            ),
            shapely.box(-180, -90, 180, 90),
            name="the world",
        ).geometry
    ),
    anywhere,
    st.floats(20, 300),
)


@untimed
@given(unit=units, bearing=st.sampled_from(WINDS))
def test_of_a_unit(unit: shapely.Polygon, bearing: str) -> None:
    assume(unit.is_valid)
    for extent in (
        extents.area(unit, Feature.REGION, name="U"),
        extents.around_area(unit, Feature.REGION, name="U"),
        extents.part(unit, bearing, Feature.REGION, name="U"),
    ):
        fine(extent)
    part = extents.part(unit, bearing, Feature.REGION).geometry
    assert part.difference(unit.buffer(1e-6)).area < 1e-9
    if unit.bounds[3] < 80 and unit.bounds[1] > -80:
        geod = ellipsoid()
        share = abs(geod.geometry_area_perimeter(part)[0] / geod.geometry_area_perimeter(unit)[0])
        assert (0.19 < share < 0.62) if len(bearing) > 5 else (0.53 < share < 0.57)


@untimed
@given(unit=units, bearing=st.sampled_from(WINDS), km=st.floats(1, 200))
def test_off_the_border_of_a_unit(unit: shapely.Polygon, bearing: str, km: float) -> None:
    line = shapely.boundary(unit)
    inner = shapely.point_on_surface(unit)
    fine(extents.from_border(line, km))
    try:
        fine(extents.facing(line, Point(inner.x, inner.y), bearing))
    except BadValue as error:
        # The border may lie too far off on that side.
        assert "no part of" in error.problem  # noqa: PT017


@untimed
@given(
    centre=anywhere,
    villages=st.lists(st.tuples(st.floats(0, 360), st.floats(0, 60)), min_size=1, max_size=40),
    stray=st.booleans(),
)
def test_a_district_from_its_villages(centre: Point, villages: list[tuple[float, float]], stray: bool) -> None:
    points = [going(centre, azimuth, km) for azimuth, km in villages]
    extent = extents.hull(np.array([(p.lon, p.lat) for p in points]), name="D", within=extents.disc(centre, 40))
    fine(extent)
    assert extent.estimated
    if max(km for _, km in villages) < 10:  # near enough to be one group
        assert all(holds(extent, p) for p in points)


@untimed
@given(point=anywhere, edge=st.floats(-30, 30), azimuth=st.floats(0, 360), bearing=st.sampled_from(WINDS))
def test_a_cut_extent_lies_inside(point: Point, edge: float, azimuth: float, bearing: str) -> None:
    boundary = extents.disc(going(point, azimuth, 60), 60 + edge)  # its line passes so near to the point
    for extent in (
        extents.at(point),
        extents.near(point),
        extents.direction(point, bearing),
        extents.distance(point, 10),
        extents.distance(point, 20, bearing),
    ):
        cut = extents.clip(extent, boundary, name="U", anchor=point)
        fine(cut)
        if "not cut" in cut.rule:
            assert cut.geometry is extent.geometry
            continue
        assert cut.geometry.difference(boundary.buffer(1e-6)).is_empty
        assert cut.geometry.difference(extent.geometry.buffer(1e-6)).is_empty
        assert ("; cut at the boundary of U" in cut.rule) == (not boundary.covers(extent.geometry))


@untimed
@given(points=st.lists(anywhere, min_size=1, max_size=5), bearing=st.sampled_from(WINDS))
def test_several_places_are_one(points: list[Point], bearing: str) -> None:
    made = [extents.near(points[0]), *(extents.direction(p, bearing) for p in points[1:]), extents.at(points[-1])]
    whole = extents.several(made)
    fine(whole)
    assert all(holds(whole, p) for p in points)
    fine(extents.several([extents.at(p) for p in points]))


corners = st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=3, max_size=9)


@untimed
@given(ring=corners)
def test_a_mended_polygon_is_fine_or_refused(ring: list[tuple[float, float]]) -> None:
    try:
        mended = extents.mend(shapely.Polygon(ring))
    except BadValue:
        return  # it says so
    fine(Extent(mended, Precision.DISTRICT, None, "mended", spot=extents.area(mended, Feature.DISTRICT).spot))


@pytest.mark.parametrize("lat", [90.0, -90.0])
def test_a_pole_is_a_place_like_any_other(lat: float) -> None:
    extent = extents.near(Point(37.0, lat))
    assert extent.geometry.bounds[::2] == (-180.0, 180.0)
    assert holds(extent, Point(-120.0, lat))
