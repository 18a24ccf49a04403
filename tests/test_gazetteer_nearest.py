"""The nearest place is what measuring every geodesic would find, wherever on the globe."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from pyproj import Geod

from incidentmap.errors import BadValue
from incidentmap.gazetteer.nearest import NearestIndex, nearest_arrays
from incidentmap.gazetteer.nearest_cells import MOST_LISTED

GEOD = Geod(ellps="WGS84")
Floats = NDArray[np.float64]

LON = st.one_of(st.sampled_from([-180.0, 180.0, -179.999, 179.999, 0.0, 90.0]), st.floats(-180, 180))
LAT = st.one_of(st.sampled_from([-90.0, 90.0, -89.999, 89.999, 0.0, 45.0]), st.floats(-90, 90))
SPOTS = st.lists(st.tuples(LON, LAT), min_size=1, max_size=60)


def columns(spots: list[tuple[float, float]]) -> tuple[Floats, Floats]:
    table = np.array(spots, dtype=np.float64).reshape(-1, 2)
    return table[:, 0].copy(), table[:, 1].copy()


def indexed(lon: Floats, lat: Floats, which: list[int] | None = None) -> NearestIndex:
    rows = np.arange(len(lon)) if which is None else np.array(which)
    return NearestIndex(nearest_arrays(lon, lat, rows.astype(np.uint32)), lon, lat)


def measured(lon: float, lat: float, lons: Floats, lats: Floats) -> Floats:
    km: Floats = GEOD.inv(np.full(len(lons), lon), np.full(len(lons), lat), lons, lats)[2] / 1000
    return km


def crowded(count: int, seed: int = 0) -> tuple[Floats, Floats]:
    """Make towns in clusters, as people live, with some on one spot."""
    random = np.random.default_rng(seed)
    centres = random.uniform((-180, -88), (180, 88), (max(count // 100, 1), 2))
    spots = centres[random.integers(0, len(centres), count)] + random.normal(0, 0.8, (count, 2))
    spots = np.clip(spots, (-180, -90), (180, 90)).round(2)
    return spots[:, 0].copy(), spots[:, 1].copy()


@given(SPOTS, SPOTS)
@example([(180.0, 0.0), (-179.0, 0.0)], [(-180.0, 0.0), (179.9, 10.0)])
@example([(lon, 90.0) for lon in range(-180, 180, 6)], [(0.0, 89.0), (77.0, -90.0)])
@example([(30.0, 50.0)] * 40 + [(30.0, 50.0001)], [(30.0, 50.0), (-150.0, -50.0)])
@example([(0.0, 0.0)], [(180.0, 0.0), (179.7, 0.3)])
@settings(max_examples=300, deadline=None)
def test_the_nearest_is_the_least_of_all_geodesics(
    places: list[tuple[float, float]], points: list[tuple[float, float]]
):
    lons, lats = columns(places)
    index = indexed(lons, lats)
    rows, km = index.nearest_many(*columns(points))
    for i, (lon, lat) in enumerate(points):
        every = measured(lon, lat, lons, lats)
        assert km[i] == pytest.approx(every.min(), abs=1e-8)
        assert every[rows[i]] == pytest.approx(every.min(), abs=1e-8)
        assert index.nearest(lon, lat) == [(rows[i], km[i])]


@given(SPOTS, LON, LAT, st.integers(2, 70), st.one_of(st.none(), st.floats(0, 21_000)))
@settings(max_examples=300, deadline=None)
def test_several_come_in_order_and_none_is_missed(
    places: list[tuple[float, float]], lon: float, lat: float, count: int, max_km: float | None
):
    lons, lats = columns(places)
    found = indexed(lons, lats).nearest(lon, lat, count=count, max_km=max_km)
    every = np.sort(measured(lon, lat, lons, lats))
    every = every[every <= max_km] if max_km is not None else every
    assert [km for _, km in found] == pytest.approx(list(every[:count]), abs=1e-8)
    assert len({row for row, _ in found}) == len(found)


def test_many_crowded_places_agree_with_measuring():
    lons, lats = crowded(8_000)
    index = indexed(lons, lats)
    random = np.random.default_rng(1)
    near = random.integers(0, len(lons), 150)
    points = np.vstack([
        np.column_stack([lons[near], lats[near]]) + random.normal(0, 0.2, (150, 2)),
        random.uniform((-180, -90), (180, 90), (150, 2)),
    ]).clip((-180, -90), (180, 90))  # fmt: skip
    rows, km = index.nearest_many(points[:, 0], points[:, 1])
    for i, (lon, lat) in enumerate(points):
        every = measured(lon, lat, lons, lats)
        assert km[i] == pytest.approx(every.min(), abs=1e-8)
        assert rows[i] == np.flatnonzero(every <= every.min() + 1e-9)[0]
        assert [k for _, k in index.nearest(lon, lat, count=7)] == pytest.approx(list(np.sort(every)[:7]), abs=1e-8)


def test_the_geodesic_decides_where_the_sphere_would_be_wrong():
    # From 45° N a degree north is longer than the sphere says, and 1.4085° east is between the two.
    lons, lats = np.array([0.0, 1.411]), np.array([46.0, 45.0])
    every = measured(0.0, 45.0, lons, lats)
    east, north = np.radians(lons), np.radians(lats)
    here = np.radians(45.0)
    sphere = np.arccos(np.sin(here) * np.sin(north) + np.cos(here) * np.cos(north) * np.cos(east))
    assert every.argmin() != sphere.argmin()
    assert indexed(lons, lats).nearest(0.0, 45.0)[0][0] == every.argmin()


def test_the_geodesic_decides_where_the_chord_would_be_wrong():
    along_equator, along_meridian = GEOD.fwd(0, 0, 90, 8_000_000)[:2], GEOD.fwd(0, 0, 0, 8_002_000)[:2]
    lons, lats = columns([along_meridian, along_equator])
    spots = nearest_arrays(lons, lats, np.arange(2, dtype=np.uint32))["near_spots"]
    chords = np.linalg.norm(spots - [6378.137, 0.0, 0.0], axis=1)
    assert chords.argmin() != measured(0.0, 0.0, lons, lats)[np.argsort(lats)].argmin()
    assert indexed(lons, lats).nearest(0.0, 0.0) == [(1, pytest.approx(8_000.0))]


def test_only_the_rows_asked_for_are_indexed():
    lons, lats = np.array([10.0, 10.1, 50.0]), np.array([50.0, 50.0, 50.0])
    index = indexed(lons, lats, [2, 0])
    assert [row for row, _ in index.nearest(10.1, 50.0, count=5)] == [0, 2]


def test_of_places_on_one_spot_the_lowest_row_is_given():
    lons, lats = np.full(50, 36.6), np.full(50, 50.6)
    index = indexed(lons, lats, list(range(49, 6, -1)))
    assert index.nearest(36.6, 50.6) == [(7, 0.0)]
    assert [row for row, _ in index.nearest(36.0, 50.6, count=3)] == [7, 8, 9]


def test_none_is_given_beyond_the_limit_and_at_it_one_is():
    lons, lats = np.array([30.0]), np.array([50.0])
    index = indexed(lons, lats)
    km = index.nearest(31.0, 50.0)[0][1]
    assert index.nearest(31.0, 50.0, max_km=km) == [(0, km)]
    assert index.nearest(31.0, 50.0, max_km=km - 1e-6) == []
    rows, far = index.nearest_many(np.array([31.0, 30.0]), np.array([50.0, 50.0]), max_km=1.0)
    assert rows.tolist() == [-1, 0]
    assert far.tolist() == [np.inf, 0.0]


def test_an_index_of_nothing_finds_nothing():
    index = indexed(np.empty(0), np.empty(0))
    assert index.nearest(30.0, 50.0, count=3) == []
    rows, km = index.nearest_many(np.array([30.0]), np.array([50.0]))
    assert (rows.tolist(), km.tolist()) == ([-1], [np.inf])


def test_no_points_give_no_answers():
    rows, km = indexed(np.array([30.0]), np.array([50.0])).nearest_many(np.empty(0), np.empty(0))
    assert (len(rows), len(km)) == (0, 0)


def test_a_missing_coordinate_has_no_place():
    index = indexed(np.array([30.0]), np.array([50.0]))
    rows, km = index.nearest_many(np.array([np.nan, 30.0, 30.0]), np.array([50.0, np.nan, 50.0]))
    assert rows.tolist() == [-1, -1, 0]
    assert km.tolist() == [np.inf, np.inf, 0.0]


@pytest.mark.parametrize(("lon", "lat"), [(181.0, 0.0), (0.0, 90.5), (np.inf, 0.0), (0.0, -np.inf)])
def test_a_point_off_the_globe_is_refused(lon: float, lat: float):
    index = indexed(np.array([30.0]), np.array([50.0]))
    with pytest.raises(BadValue):
        index.nearest(lon, lat)
    with pytest.raises(BadValue, match="point 1,"):
        index.nearest_many(np.array([0.0, lon]), np.array([0.0, lat]))


@pytest.mark.parametrize("options", [{"count": 0}, {"max_km": -1.0}, {"max_km": float("nan")}])
def test_limits_that_are_none_are_refused(options: dict[str, float]):
    with pytest.raises(BadValue):
        indexed(np.array([30.0]), np.array([50.0])).nearest(30.0, 50.0, **options)  # type: ignore[arg-type]


def test_columns_of_unlike_length_are_refused():
    with pytest.raises(BadValue, match="2 longitudes and 1 latitudes"):
        indexed(np.array([30.0]), np.array([50.0])).nearest_many(np.zeros(2), np.zeros(1))


def test_the_arrays_answer_the_same_from_a_mapped_file(tmp_path: Path):
    lons, lats = crowded(3_000, seed=2)
    arrays = nearest_arrays(lons, lats, np.arange(3_000, dtype=np.uint32))
    for name, array in (arrays | {"lon": lons, "lat": lats}).items():
        np.save(tmp_path / f"{name}.npy", array)
    mapped = {name: np.load(tmp_path / f"{name}.npy", mmap_mode="r") for name in (*arrays, "lon", "lat")}
    points = crowded(500, seed=3)
    from_file = NearestIndex(mapped, mapped["lon"], mapped["lat"]).nearest_many(*points)
    in_memory = NearestIndex(arrays, lons, lats).nearest_many(*points)
    assert all((a == b).all() for a, b in zip(from_file, in_memory, strict=True))
    assert all(name.startswith("near_") for name in arrays)


def test_crowds_that_no_cell_can_part_do_not_fill_the_file():
    # A thousand places a hand's breadth apart, and a thousand on one parallel: each is the nearest of some spot.
    random = np.random.default_rng(4)
    lons = np.concatenate([random.normal(30, 1e-6, 1_000), np.linspace(-180, 179.64, 1_000)])
    lats = np.concatenate([random.normal(50, 1e-6, 1_000), np.full(1_000, 60.0)])
    arrays = nearest_arrays(lons, lats, np.arange(2_000, dtype=np.uint32))
    assert len(arrays["near_lists"]) < 2 * MOST_LISTED * 2_000
    rows, km = NearestIndex(arrays, lons, lats).nearest_many(np.array([0.0, 30.0]), np.array([89.9, 50.0]))
    for i, (lon, lat) in enumerate([(0.0, 89.9), (30.0, 50.0)]):
        every = measured(lon, lat, lons, lats)
        assert km[i] == pytest.approx(every.min(), abs=1e-8)
        assert every[rows[i]] == pytest.approx(every.min(), abs=1e-8)
