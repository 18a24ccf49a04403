"""mapping.basemap, linework and summary: what the offline map is drawn from."""

from __future__ import annotations

import gzip
import json
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely

from incidentmap import Gazetteer
from incidentmap.frame import conform, empty
from incidentmap.mapping.basemap import encode_base
from incidentmap.mapping.focus import Box, Focus, focus
from incidentmap.mapping.linework import borders, encode_paths
from incidentmap.mapping.shapes import label_points
from incidentmap.mapping.summary import extent
from incidentmap.model import Feature

BORDER = Focus((Box(31.0, 49.0, 39.0, 53.5),), np.array([[35.5, 50.7], [36.6, 50.6]]))


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
    world = encode_base(gazetteer)
    assert "near" not in json.loads(world)
    assert len(world) < 250_000
    assert len(gzip.compress(encode_base(gazetteer, BORDER))) < 130_000
    apart = (Box(-10, 36, 5, 50), Box(22, 44, 40, 56), Box(100, 10, 100, 10))
    for boxes in ((Box(-10, 36, 30, 60),), (Box(22, 44, 40, 56),), apart):
        near = json.loads(encode_base(gazetteer, Focus(boxes)))["near"]
        assert len(near) == len(boxes)
        assert len(json.dumps(near, separators=(",", ":"))) < 520_000


def test_the_same_gazetteer_gives_the_same_bytes(gazetteer: Gazetteer) -> None:
    assert encode_base(gazetteer, BORDER) == encode_base(gazetteer, BORDER)


def test_the_lines_are_the_gazetteers_borders(gazetteer: Gazetteer, drawn: dict[str, Any]) -> None:
    (near,) = drawn["near"]
    lines = shapely.multilinestrings([shapely.LineString(p) for p in paths(near["country"], near["scale"])])
    nations = gazetteer.boundaries(Feature.COUNTRY, (33, 49, 36, 53)).set_index("country").geometry
    shared = shapely.clip_by_rect(shapely.intersection(nations["RU"].boundary, nations["UA"].boundary), 33, 49, 39, 52)
    assert shared.length > 5
    assert shapely.hausdorff_distance(shared, shapely.clip_by_rect(lines, *shapely.buffer(shared, 0.01).bounds)) < 5
    assert shapely.within(shared, shapely.buffer(lines, 0.002))


def test_land_is_land_and_sea_is_not(gazetteer: Gazetteer) -> None:
    data = json.loads(encode_base(gazetteer, Focus((Box(28, 44, 40, 50),))))
    for part, places, seas in [
        (data["near"][0], [(36.25, 49.98), (30.7, 46.6), (34.1, 45.2)], [(31.5, 43.0), (34.0, 43.5)]),
        (data["world"], [(2.35, 48.85), (-100, 40), (134, -25)], [(-40, 30), (-150, 0), (70, -40)]),
    ]:
        rings = [shapely.Polygon(ring) for ring in paths(part["land"], part["scale"])]
        # Rings are filled even-odd, as the page fills them.
        for lon, lat in places:
            assert sum(ring.buffer(0).contains(shapely.Point(lon, lat)) for ring in rings) % 2 == 1, (lon, lat)
        for lon, lat in seas:
            assert sum(ring.buffer(0).contains(shapely.Point(lon, lat)) for ring in rings) % 2 == 0, (lon, lat)


def test_disputed_lines_stand_apart(gazetteer: Gazetteer) -> None:
    data = json.loads(encode_base(gazetteer, Focus((Box(32, 44, 37, 47),))))
    (near,) = data["near"]
    assert near["disputed"]["count"] > 0
    assert data["world"]["disputed"]["count"] > 0
    _, lats = zip(*(point for path in paths(near["disputed"], near["scale"]) for point in path), strict=True)
    assert min(abs(np.array(lats) - 46.1)) < 0.3, "the isthmus of Perekop"


def test_names_come_by_importance(drawn: dict[str, Any]) -> None:
    names = drawn["places"]["name"]
    assert {"Shanghai", "Istanbul", "Moscow"} <= set(names[:50]), "the world's largest"
    assert {"Kharkiv", "Kursk", "Belgorod", "Kyiv"} <= set(names[:100])
    populations = drawn["places"]["population"]
    assert populations == sorted(populations, reverse=True)
    assert len(names) <= 700
    assert "Belgorod Oblast" in drawn["regions"]["name"]


def test_a_folder_that_cannot_be_written_to_is_no_hindrance(gazetteer: Gazetteer) -> None:
    class Bare:
        """A gazetteer without a file, as a test or another tool may have one."""

        boundaries = staticmethod(gazetteer.boundaries)
        settlements = staticmethod(gazetteer.settlements)
        settlements_near = staticmethod(gazetteer.settlements_near)
        labels = staticmethod(gazetteer.labels)
        worldview = gazetteer.worldview

    assert encode_base(Bare()) == encode_base(gazetteer)


def column(data: dict[str, Any], key: str) -> list[str | None]:
    cells = data[key]
    if isinstance(cells, dict):
        codes = np.broadcast_to(cells["codes"], data["count"])
        return [None if code < 0 else cells["values"][code] for code in codes]
    return [None] * data["count"] if cells is None else list(cells)


def test_waters_are_drawn_inside_the_box_and_named_by_number(drawn: dict[str, Any]) -> None:
    (near,) = drawn["near"]
    west, south, east, north = near["box"]
    names = column(drawn["waters"], "name")
    assert {"Dnipro", "Don", "Siverskyi Donets", "Seim", "Kyiv Reservoir"} <= set(names)
    rivers = paths(near["rivers"], near["scale"])
    numbers = near["rivers"]["of"]
    assert len(rivers) == len(numbers)
    for path in [*rivers, *paths(near["lakes"], near["scale"])]:
        lon, lat = np.array(path).T
        assert west - 0.01 <= lon.min() <= lon.max() <= east + 0.01
        assert south - 0.01 <= lat.min() <= lat.max() <= north + 0.01
    own = [path for path, n in zip(rivers, numbers, strict=True) if names[n] == "Siverskyi Donets"]
    donets = shapely.MultiLineString(own)
    assert donets.distance(shapely.Point(36.8, 49.9)) < 0.3
    kinds = np.broadcast_to(drawn["waters"]["kind"], len(names))
    assert all(kinds[n] == 0 for n in numbers)
    sizes = drawn["waters"]["size"]
    assert sizes == sorted(sizes, reverse=True)


def test_names_are_in_three_languages(drawn: dict[str, Any]) -> None:
    def of(data: dict[str, Any], name: str) -> tuple[str | None, str | None]:
        i = column(data, "name").index(name)
        return column(data, "name_uk")[i], column(data, "name_ru")[i]

    assert of(drawn["places"], "Kharkiv") == ("Харків", "Харьков")
    assert of(drawn["places"], "Donetsk") == ("Донецьк", "Донецк"), "and none of its former names"
    assert of(drawn["places"], "Shebekino")[1] == "Шебекино"
    assert of(drawn["regions"], "Belgorod Oblast") == ("Бєлгородська область", "Белгородская область")
    assert of(drawn["world"]["names"], "Ukraine") == ("Україна", "Украина")
    assert of(drawn["waters"], "Siverskyi Donets") == ("Сіверський Донець", "Северский Донец")
    assert of(drawn["world"]["waters"], "Black Sea") == ("Чорне море", "Чёрное море")


def test_villages_near_incidents_are_named(gazetteer: Gazetteer, drawn: dict[str, Any]) -> None:
    without = json.loads(encode_base(gazetteer, Focus(BORDER.boxes)))
    assert "Terebreno" in column(drawn["places"], "name")
    assert "Terebreno" not in column(without["places"], "name")


def test_incidents_that_lie_apart_have_a_box_each() -> None:
    rng = np.random.default_rng(7)
    border = rng.normal((36, 50.5), (1, 0.5), (300, 2))

    def boxes(*points: Any) -> list[Box]:
        geometry = np.array(shapely.points(np.vstack(points)), dtype=object)
        return list(focus(geometry, Box(*shapely.total_bounds(geometry))).boxes)

    (one,) = boxes(border)
    assert one == Box(*shapely.total_bounds(shapely.points(border)))
    near, far = boxes(border, [[120, 15]])
    assert 30 < near.west < near.east < 42
    assert far == Box(120, 15, 120, 15)
    assert len(boxes(rng.uniform((-10, 10), (38, 18), (500, 2)))) == 1, "a band without gaps is drawn as one"
    assert boxes(rng.uniform((-150, -40), (150, 60), (5000, 2))) == [], "a worldwide set has no place of its own"
    assert focus(np.array([None]), None).boxes == ()
    fiji = focus(np.array(shapely.points([[179.5, -17], [-179.5, -16]]), dtype=object), Box(179.5, -17, 180.5, -16))
    assert len(fiji.boxes) == 2


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
