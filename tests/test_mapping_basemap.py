"""mapping.basemap, linework and summary: what the offline map is drawn from."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely

from incidentmap import Gazetteer
from incidentmap.frame import conform, empty
from incidentmap.mapping.basemap import Box, encode_base
from incidentmap.mapping.linework import borders, encode_paths
from incidentmap.mapping.shapes import label_points
from incidentmap.mapping.summary import extent
from incidentmap.model import Feature

BORDER = Box(31.0, 49.0, 39.0, 53.5)


def paths(data: dict[str, Any], scale: int) -> list[list[tuple[float, float]]]:
    count = data["count"]
    lengths = data["vertices"] if isinstance(data["vertices"], list) else [data["vertices"]] * count
    lon, lat = (np.cumsum(np.broadcast_to(data[axis], sum(lengths))) / scale for axis in ("lon", "lat"))
    ends = np.cumsum(lengths)[:-1]
    return [list(zip(x, y, strict=True)) for x, y in zip(np.split(lon, ends), np.split(lat, ends), strict=True)]


@pytest.fixture(scope="module")
def drawn(gazetteer: Gazetteer) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(encode_base(gazetteer, BORDER))
    return found


def test_it_is_small_enough_for_one_file(gazetteer: Gazetteer) -> None:
    europe, ukraine = (encode_base(gazetteer, box) for box in (Box(-10, 36, 30, 60), Box(22, 44, 40, 56)))
    world = len(json.dumps(json.loads(encode_base(gazetteer, None))["world"]).encode())
    assert world < 250_000
    for data in (europe, ukraine, encode_base(gazetteer, BORDER)):
        near = json.loads(data).get("near", {})
        assert len(json.dumps(near, separators=(",", ":"))) < 420_000
    assert "near" not in json.loads(encode_base(gazetteer, Box(-150, -50, 150, 60)))


def test_the_same_gazetteer_gives_the_same_bytes(gazetteer: Gazetteer) -> None:
    assert encode_base(gazetteer, BORDER) == encode_base(gazetteer, BORDER)


def test_the_lines_are_the_gazetteers_borders(gazetteer: Gazetteer, drawn: dict[str, Any]) -> None:
    near = drawn["near"]
    lines = shapely.multilinestrings([shapely.LineString(p) for p in paths(near["country"], near["scale"])])
    nations = gazetteer.boundaries(Feature.COUNTRY, (33, 49, 36, 53)).set_index("country").geometry
    shared = shapely.clip_by_rect(shapely.intersection(nations["RU"].boundary, nations["UA"].boundary), 33, 49, 39, 52)
    assert shared.length > 5
    assert shapely.hausdorff_distance(shared, shapely.clip_by_rect(lines, *shapely.buffer(shared, 0.01).bounds)) < 5
    assert shapely.within(shared, shapely.buffer(lines, 0.002))


def test_land_is_land_and_sea_is_not(gazetteer: Gazetteer) -> None:
    data = json.loads(encode_base(gazetteer, Box(28, 44, 40, 50)))
    for part, places, seas in [
        ("near", [(36.25, 49.98), (30.7, 46.6), (34.1, 45.2)], [(31.5, 43.0), (34.0, 43.5)]),
        ("world", [(2.35, 48.85), (-100, 40), (134, -25)], [(-40, 30), (-150, 0), (70, -40)]),
    ]:
        rings = [shapely.Polygon(ring) for ring in paths(data[part]["land"], data[part]["scale"])]
        # Rings are filled even-odd, as the page fills them.
        for lon, lat in places:
            assert sum(ring.buffer(0).contains(shapely.Point(lon, lat)) for ring in rings) % 2 == 1, (part, lon, lat)
        for lon, lat in seas:
            assert sum(ring.buffer(0).contains(shapely.Point(lon, lat)) for ring in rings) % 2 == 0, (part, lon, lat)


def test_disputed_lines_stand_apart(gazetteer: Gazetteer) -> None:
    data = json.loads(encode_base(gazetteer, Box(32, 44, 37, 47)))
    near = data["near"]
    assert near["disputed"]["count"] > 0
    assert data["world"]["disputed"]["count"] > 0
    _, lats = zip(*(point for path in paths(near["disputed"], near["scale"]) for point in path), strict=True)
    assert min(abs(np.array(lats) - 46.1)) < 0.3, "the isthmus of Perekop"


def test_names_come_by_importance(drawn: dict[str, Any]) -> None:
    names = drawn["places"]["name"]
    assert {"Kharkiv", "Kursk", "Belgorod", "Kyiv"} <= set(names[:40])
    populations = drawn["places"]["population"]
    assert populations == sorted(populations, reverse=True)
    assert len(names) <= 340
    assert "Belgorod Oblast" in drawn["regions"]["name"]


def test_a_folder_that_cannot_be_written_to_is_no_hindrance(gazetteer: Gazetteer) -> None:
    class Bare:
        """A gazetteer without a file, as a test or another tool may have one."""

        boundaries = staticmethod(gazetteer.boundaries)
        settlements = staticmethod(gazetteer.settlements)
        worldview = gazetteer.worldview

    assert encode_base(Bare(), None) == encode_base(gazetteer, None)


def test_borders_between_three_units() -> None:
    squares = shapely.box([0, 1, 0], [0, 0, 1], [1, 2, 2], [1, 1, 2])
    # The long one has a vertex where the two below it meet: a coverage.
    squares[2] = shapely.Polygon([(0, 1), (1, 1), (2, 1), (2, 2), (0, 2)])
    lines = borders(squares, np.array([0, 0, 1]), np.array([False, False, True]))
    assert lines["region"].equals(shapely.LineString([(1, 0), (1, 1)]))
    assert lines["disputed"].equals(shapely.LineString([(0, 1), (2, 1)]))
    assert lines["country"].is_empty


def test_units_without_a_country_are_not_of_one_country() -> None:
    lines = borders(shapely.box([0, 1], 0, [1, 2], 1), np.array([-1, -1]), np.array([False, False]))
    assert not lines["country"].is_empty


def test_paths_lose_no_more_than_the_grid() -> None:
    line = shapely.LineString([(0, 0), (0.0001, 0.0001), (1.234, 5.678)])
    (got,) = paths(json.loads(encode_paths(line, 100)), 100)
    assert got == [(0, 0), (1.23, 5.68)]


def test_labels_stand_inside() -> None:
    horseshoe = shapely.Polygon([(0, 0), (10, 0), (10, 10), (8, 10), (8, 2), (2, 2), (2, 10), (0, 10)])
    crooked = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    for shape, (lon, lat) in zip([horseshoe], label_points(np.array([horseshoe], dtype=object)), strict=True):
        assert shape.contains(shapely.Point(lon, lat))
    assert np.isfinite(label_points(np.array([crooked, shapely.LineString([(0, 0), (1, 1)])], dtype=object))).all()


def test_where_to_look() -> None:
    def box(*geometries: Any, precision: str = "settlement") -> Box | None:
        return extent(
            conform(pd.DataFrame({"id": list("abcd")[: len(geometries)], "precision": precision}), geometries)
        )

    assert extent(empty()) is None
    assert box(None) is None
    assert box(shapely.Point(36, 50)) == Box(36, 50, 36, 50)
    assert box(shapely.Point(-179, 0), shapely.Point(179, 1), shapely.Point(170, 0)) == Box(170, 0, 181, 1)
    russia = shapely.box(30, 40, 180, 80)
    mixed = conform(
        pd.DataFrame({"id": ["a", "b"], "precision": ["settlement", "country"]}), [shapely.Point(36, 50), russia]
    )
    assert extent(mixed) == Box(36, 50, 36, 50)
    assert box(russia, precision="country") == Box(30, 40, 180, 80)
