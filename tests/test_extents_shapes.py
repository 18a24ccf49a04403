"""extents: what each relation is drawn as, how far it reaches, and what is refused."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
import shapely

from incidentmap import extents
from incidentmap.errors import BadValue
from incidentmap.extents.geodesy import ellipsoid, going, separation
from incidentmap.extents.sizes import tolerance_km
from incidentmap.model import Feature, Point, Precision, Shape

BELGOROD = Point(36.588, 50.596)
#: Two units side by side, 71 by 111 km each, and one that meets both in a corner.
WEST, EAST = shapely.box(35, 50, 36, 51), shapely.box(36, 50, 37, 51)
CORNER = shapely.box(34, 49, 35, 50)


def km2(geometry: shapely.Geometry) -> float:
    return abs(ellipsoid().geometry_area_perimeter(geometry)[0]) / 1e6


def inside(extent: extents.Extent, point: Point) -> bool:
    return bool(extent.geometry.contains(shapely.Point(point.lon, point.lat)))


def test_pyproj_is_loaded_only_when_something_is_drawn() -> None:
    code = "import sys, incidentmap.extents; print('pyproj' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


@pytest.mark.parametrize("km", [0, -3, 500.1, 1000, float("nan"), float("inf")])
def test_an_impossible_distance_is_refused_and_the_limit_named(km: float) -> None:
    with pytest.raises(BadValue, match="up to 500 km"):
        extents.distance(BELGOROD, km)
    with pytest.raises(BadValue, match="cannot be drawn"):
        extents.distance(BELGOROD, km, "north")


def test_a_wind_that_is_none_is_refused() -> None:
    for draw in (lambda: extents.direction(BELGOROD, "left"), lambda: extents.part(WEST, "up", Feature.REGION)):
        with pytest.raises(BadValue, match="not one of the eight winds"):
            draw()
    assert extents.direction(BELGOROD, "North-West").rule == extents.direction(BELGOROD, "northwest").rule


def test_a_round_number_may_be_farther_off() -> None:
    assert tolerance_km(20) > tolerance_km(25) > tolerance_km(17) > tolerance_km(5) > tolerance_km(5.3)
    assert tolerance_km(50) / 50 == tolerance_km(20) / 20 > tolerance_km(23) / 23
    assert min(map(tolerance_km, (0.2, 1, 2, 3, 7.5))) >= 0.5


def test_a_distance_is_a_ring_and_with_a_wind_the_part_of_it() -> None:
    ring = extents.distance(BELGOROD, 50, name="X")
    part = extents.distance(BELGOROD, 50, "east", name="X")
    assert (ring.shape, part.shape) == (Shape.RING, Shape.SECTOR)
    assert ring.precision is part.precision is Precision.AREA
    assert len(ring.geometry.interiors) == 1
    assert part.geometry.difference(ring.geometry.buffer(0.01)).is_empty
    assert inside(part, going(BELGOROD, 90, 50))
    assert not inside(part, going(BELGOROD, 270, 50))
    assert not inside(ring, BELGOROD)
    assert extents.distance(BELGOROD, 25).precision is Precision.NEAR


def test_a_distance_within_the_place_itself_has_no_hole() -> None:
    disc = extents.distance(BELGOROD, 3, None, 345_000, name="Belgorod")
    assert (disc.shape, disc.radius_km) == (Shape.DISC, 10.0)
    assert disc.rule == "drawn as a 10 km disc around Belgorod, because the text says 3 km from it"
    wedge = extents.distance(BELGOROD, 3, "north", 345_000, name="Belgorod")
    assert wedge.shape is Shape.WEDGE
    assert inside(wedge, BELGOROD)


def test_a_wedge_holds_all_of_the_place_and_nothing_far_behind_it() -> None:
    wedge = extents.direction(BELGOROD, "northwest", 345_000)
    own = extents.disc(BELGOROD, 5.99)
    assert wedge.geometry.covers(own)
    assert inside(wedge, going(BELGOROD, 315, 24.9))
    assert inside(wedge, going(BELGOROD, 315 - 44, 24.9))
    assert not inside(wedge, going(BELGOROD, 135, 6.5))
    assert wedge.precision is Precision.NEAR


def test_towards_a_place_is_the_half_that_one_comes_from() -> None:
    half = extents.towards(BELGOROD, origin=going(BELGOROD, 180, 80), says="towards")
    whole = extents.towards(BELGOROD)
    assert (half.shape, whole.shape) == (Shape.WEDGE, Shape.DISC)
    assert inside(half, going(BELGOROD, 100, 24))
    assert not inside(half, going(BELGOROD, 0, 3))
    assert 0.5 < km2(half.geometry) / km2(whole.geometry) < 0.6
    near = extents.towards(BELGOROD, origin=going(BELGOROD, 180, 8))
    assert near.radius_km == pytest.approx(8, abs=0.01)
    assert extents.towards(BELGOROD, origin=BELGOROD).shape is Shape.DISC


def test_between_two_spots_that_are_one_is_near_it_and_says_so() -> None:
    extent = extents.between(BELGOROD, BELGOROD, names=("Belgorod", "Belgorod"), populations=(345_000, None))
    assert (extent.shape, extent.radius_km) == (Shape.DISC, 12.0)
    assert extent.rule.endswith("but both are the same spot")


def test_between_two_places_too_far_apart_is_refused_by_name() -> None:
    with pytest.raises(BadValue, match="Belgorod and Kyiv are 550 km apart"):
        extents.between(BELGOROD, going(BELGOROD, 270, 550), names=("Belgorod", "Kyiv"))


def test_a_corridor_is_as_wide_as_a_road_strays() -> None:
    b = going(BELGOROD, 90, 100)
    corridor = extents.between(BELGOROD, b, names=("A", "B"))
    assert corridor.precision is Precision.AREA
    assert inside(corridor, going(going(BELGOROD, 90, 50), 0, 11.9))
    assert not inside(corridor, going(going(BELGOROD, 90, 50), 0, 12.2))
    assert extents.between(BELGOROD, going(BELGOROD, 90, 49)).precision is Precision.NEAR
    # The hull of a village inside a city's own disc is the city's.
    city = extents.between(BELGOROD, going(BELGOROD, 90, 3), populations=(345_000, 500))
    assert km2(city.geometry) == pytest.approx(np.pi * 36, rel=0.01)


def test_a_border_is_shared_exactly_or_nearly_or_not_at_all() -> None:
    exact = extents.shared_border(WEST, EAST)
    assert exact is not None
    assert exact.equals(shapely.LineString([(36, 50), (36, 51)]))
    # Another source draws the line a kilometre off, and wavers.
    other = shapely.Polygon([(36.014, 50), (37, 50), (37, 51), (36.01, 51), (35.99, 50.7), (36.015, 50.3)])
    nearly = extents.shared_border(WEST, other)
    assert nearly is not None
    assert ellipsoid().geometry_length(nearly) / 1000 == pytest.approx(114, abs=6)
    assert extents.shared_border(WEST, CORNER) is None
    assert extents.shared_border(EAST, CORNER) is None


def test_a_strip_lies_on_both_sides_and_is_cut_to_one() -> None:
    line = extents.shared_border(WEST, EAST)
    strip = extents.along_border(line, names=("W", "E"))
    assert (strip.shape, strip.precision, strip.radius_km) == (Shape.STRIP, Precision.AREA, None)
    assert inside(strip, going(Point(36, 50.5), 90, 9.8))
    assert inside(strip, going(Point(36, 50.5), 270, 9.8))
    assert not inside(strip, going(Point(36, 50.5), 90, 10.2))
    mine = extents.clip(strip, WEST, name="W")
    assert mine.rule == "drawn as a strip 10 km to each side of the border of W and E; cut at the boundary of W"
    assert mine.geometry.bounds[2] == 36
    near = extents.along_border(line, names=("W", "E"), near=Point(36.05, 50.5), place="C")
    assert near.precision is Precision.NEAR
    assert strip.geometry.buffer(1e-3).covers(near.geometry)
    assert km2(near.geometry) < km2(strip.geometry) / 2
    with pytest.raises(BadValue, match="lies within 25 km of C"):
        extents.along_border(line, near=Point(37, 50.5), place="C")


def test_a_strip_follows_a_parallel_that_bends_on_the_ground() -> None:
    parallel = shapely.LineString([(30, 60), (35.9, 60)])
    strip = extents.along_border(parallel)
    assert inside(strip, going(Point(33.0, 60.0), 180, 9.8))
    assert not inside(strip, going(Point(33.0, 60.0), 180, 10.2))


def test_the_antimeridian_is_no_border() -> None:
    unit = extents.mend(shapely.Polygon([(178, 66), (182, 66), (182, 68), (178, 68)]))
    strip = extents.along_border(shapely.union_all(unit), names=("Chukotka",))
    assert not inside(strip, Point(180.0, 67.0))
    assert inside(strip, Point(178.0, 67.0))
    assert inside(strip, Point(179.99, 68.0))


def test_no_line_is_refused() -> None:
    with pytest.raises(BadValue, match="no line to draw along"):
        extents.along(shapely.LineString(), name="Donets")
    with pytest.raises(BadValue, match="no line to draw along"):
        extents.along_border(shapely.Point(36, 50))


def test_a_river_is_a_strip_and_a_lake_its_shores() -> None:
    river = extents.area(shapely.LineString([(36, 50), (37, 49.5)]), Feature.WATER, name="Donets")
    assert (river.shape, river.precision) == (Shape.STRIP, Precision.AREA)
    lake = extents.area(WEST, Feature.WATER, name="the lake")
    assert (lake.shape, lake.geometry) == (Shape.AREA, WEST)


def test_a_unit_turned_the_wrong_way_is_turned() -> None:
    clockwise = shapely.Polygon(WEST.exterior.coords[::-1])
    assert extents.area(clockwise, Feature.REGION).geometry.exterior.is_ccw


@pytest.mark.parametrize(
    ("feature", "precision"),
    [
        (Feature.DISTRICT, Precision.DISTRICT),
        (Feature.REGION, Precision.REGION),
        (Feature.COUNTRY, Precision.AREA),
        (Feature.AREA, Precision.AREA),
    ],
)
def test_a_part_is_as_precise_as_its_unit(feature: Feature, precision: Precision) -> None:
    assert extents.part(WEST, "north", feature).precision is precision


def test_parts_lie_where_they_say() -> None:
    north, corner = extents.part(WEST, "north", Feature.REGION), extents.part(WEST, "southeast", Feature.REGION)
    assert km2(north.geometry) / km2(WEST) == pytest.approx(0.55, abs=0.005)
    assert north.geometry.bounds[3] == 51
    assert corner.geometry.bounds[1:3] == (50, 36)
    assert km2(corner.geometry) / km2(WEST) == pytest.approx(0.36, abs=0.01)
    # A unit that lies across the wind all the same has a north-east.
    slanted = shapely.Polygon([(35, 50.9), (35.1, 51), (36.1, 50.1), (36, 50)])
    assert km2(extents.part(slanted, "northeast", Feature.REGION).geometry) > 0.19 * km2(slanted)


def test_around_a_unit_is_25_km_more() -> None:
    around = extents.around_area(WEST, Feature.REGION, name="W")
    assert around.geometry.covers(WEST)
    assert inside(around, going(Point(36, 50.5), 90, 24.5))
    assert not inside(around, going(Point(36, 50.5), 90, 26))


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_district_of_few_villages_is_drawn(count: int) -> None:
    villages = np.array([[36.0, 50.0], [36.2, 50.0], [36.1, 50.1]])[:count]
    extent = extents.hull(villages, name="D")
    assert extent.estimated
    assert extent.precision is Precision.DISTRICT
    assert all(inside(extent, Point(*xy)) for xy in villages.tolist())
    assert 150 < km2(extent.geometry) < 900


def test_a_namesake_far_away_does_not_blow_a_district_up() -> None:
    rng = np.random.default_rng(5)
    villages = np.array([36.0, 50.0]) + rng.uniform(-0.2, 0.2, (30, 2))
    alone = extents.hull(villages, name="D")
    stray = extents.hull(np.vstack([villages, [[38.0, 51.0]]]), name="D")
    assert stray.geometry.equals(alone.geometry)
    assert "its 30 known settlements" in stray.rule


def test_a_district_is_no_star_and_stays_in_its_region() -> None:
    turns = np.radians(np.arange(0, 360, 72))
    star = np.array([[36 + 0.3 * np.sin(t), 50.5 + 0.2 * np.cos(t)] for t in turns] + [[36.0, 50.5]])
    extent = extents.hull(star, name="D")
    assert km2(extent.geometry) > 0.9 * km2(extent.geometry.convex_hull)
    cut = extents.hull(star, name="D", within=WEST)
    assert cut.geometry.bounds[2] <= 36


def test_no_villages_is_no_district() -> None:
    for none in (np.empty((0, 2)), np.array([[np.nan, 50.0]])):
        with pytest.raises(BadValue, match="without known settlements"):
            extents.hull(none)


def test_what_is_not_cut_says_why() -> None:
    near = extents.near(Point(36.01, 50.5))
    outside = extents.clip(near, WEST, name="W", anchor=Point(36.01, 50.5))
    assert outside.rule.endswith("; not cut at the boundary of W, whose line leaves the place itself outside")
    nothing = extents.clip(near, CORNER, name="C")
    assert nothing.rule.endswith("; not cut at the boundary of C, which would leave nothing of it")
    assert outside.geometry is nothing.geometry is near.geometry
    whole = extents.near(Point(35.5, 50.5))
    assert extents.clip(whole, WEST, name="W", anchor=Point(35.5, 50.5)) is whole


def test_several_places_are_as_sure_as_the_least() -> None:
    points = [extents.at(Point(36, 50)), extents.at(Point(36.5, 50))]
    assert extents.several(points).geometry.geom_type == "MultiPolygon", "none of them gets a pin"
    assert extents.several(points[:1]) is points[0]
    district = extents.hull(np.array([[37.0, 50.0]]), name="D")
    mixed = extents.several([*points, district])
    assert mixed.geometry.geom_type == "MultiPolygon"
    assert (mixed.precision, mixed.estimated) == (Precision.DISTRICT, True)
    with pytest.raises(BadValue, match="no places"):
        extents.several([])


def test_a_coordinate_is_drawn_as_exactly_as_its_source_says() -> None:
    drawn = {p: extents.recorded(BELGOROD, p, says="class 2") for p in list(Precision)[:4]}
    assert [e.radius_km for e in drawn.values()] == [None, 0.15, 1.5, 25.0]
    assert all("class 2" in e.rule for e in drawn.values())
    with pytest.raises(BadValue, match="not drawn as a point"):
        extents.recorded(BELGOROD, Precision.REGION)


@pytest.mark.parametrize(
    ("ring", "parts"),
    [
        ([(0, 0), (2, 2), (2, 0), (0, 2)], 2),  # crosses itself
        ([(0, 0), (0, 2), (2, 2), (2, 0)], 1),  # clockwise
        ([(179, 0), (-179, 0), (-179, 2), (179, 2)], 2),  # jumps over the antimeridian
        ([(179, 0), (181, 0), (181, 2), (179, 2)], 2),  # runs past it
        ([(-120, 80), (0, 80), (120, 80)], 1),  # runs around the pole
    ],
)
def test_a_polygon_is_mended(ring: list[tuple[float, float]], parts: int) -> None:
    mended = extents.mend(shapely.Polygon(ring))
    assert mended.is_valid
    assert len(shapely.get_parts(mended)) == parts
    assert all(part.exterior.is_ccw for part in shapely.get_parts(mended))
    west, _, east, _ = mended.bounds
    assert -180 <= west < east <= 180
    assert km2(mended) < 5e6


@pytest.mark.parametrize(
    ("geometry", "why"),
    [
        (shapely.Point(0, 0), "not Point"),
        (shapely.Polygon(), "not empty"),
        (None, "not empty"),
        (shapely.Polygon([(0, 0), (1, 1), (2, 2)]), "no area"),
        (shapely.Polygon([(0, 0), (1, 95), (2, 2)]), "outside the world"),
        (shapely.Polygon([(0, 0), (500, 5), (2, 2)]), "outside the world"),
    ],
)
def test_what_no_mending_helps_is_refused(geometry: shapely.Geometry | None, why: str) -> None:
    with pytest.raises(BadValue, match=why):
        extents.mend(geometry)


def test_a_kind_tells_the_size_where_no_population_does() -> None:
    assert extents.at(BELGOROD, code="PPLA").radius_km == 6.0
    assert extents.at(BELGOROD, 800, code="PPLA").radius_km == 1.5
    codes = np.array(["PPLA", "PPL", "PPLA"], dtype=object)
    assert extents.at_many(np.array([0, 0, 800]), codes)[0].tolist() == [6.0, 1.5, 1.5]
    assert extents.site(BELGOROD, code="RSTN").radius_km == 1.0
    assert separation(BELGOROD, extents.site(BELGOROD).spot or Point(0, 0))[0] == 0
