"""Areas, waters and villages without a point: found by their names, honest about their extent, in nobody's way."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import shapely

from incidentmap.gazetteer import Gazetteer
from incidentmap.gazetteer.build import build
from incidentmap.gazetteer.inputs import Input
from incidentmap.gazetteer.sources import Origin, Rows, areas, waters
from incidentmap.model import Feature, Place

AREAS = Path(__file__).resolve().parents[1] / "data" / "gazetteer" / "areas.tsv"
WEST, EAST = shapely.box(30, 50, 32, 52), shapely.box(32, 50, 34, 52)


def first(gazetteer: Gazetteer, name: str, **asked: Any) -> Place | None:
    found = gazetteer.candidates(name, **asked)
    return found[0].place if found else None


def place_id(gazetteer: Gazetteer, name: str, **asked: Any) -> str | None:
    place = first(gazetteer, name, **asked)
    return place.id if place else None


@pytest.mark.parametrize(
    ("name", "area"),
    [
        ("Donbas", "donbas"),
        ("Donets Basin area", "donbas"),
        ("the region of Donbas", "donbas"),
        ("Донбассе", "donbas"),
        ("Southern Ukraine", "southern-ukraine"),
        ("Южной Украине", "southern-ukraine"),
        ("юге Украины", "southern-ukraine"),
        ("півдні України", "southern-ukraine"),
        ("Слобожанщине", "sloboda-ukraine"),
        ("зоне АТО", "ato-zone"),
        ('operational command "South"', "oc-south"),
        ("Luhansk People's Republic (LPR)", "lpr"),
        ("ДНР", "dpr"),
        ("Black Sea region", "prychornomoria"),
        ("Far East", "russian-far-east"),
        ("Southern Federal District", "southern-federal-district"),
        ("Сибири", "siberia"),
        ("Кавказе", "caucasus"),
        ("Sahel", "sahel"),
        ("Balkans", "balkans"),
        ("Kashmir", "kashmir"),
    ],
)
def test_an_area_is_found_by_its_names_in_any_case(gazetteer: Gazetteer, name: str, area: str) -> None:
    assert place_id(gazetteer, name) == f"areas:{area}"


def test_every_area_is_drawn_as_its_units(gazetteer: Gazetteer) -> None:
    drawn = gazetteer.boundaries(Feature.AREA).set_index("id").geometry
    rows = list(csv.DictReader(AREAS.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=3))
    assert len(drawn) == sum(row["exact"] == "no" or " " in row["units"] for row in rows)
    assert drawn.is_valid.all()
    for row in rows:
        if f"areas:{row['id']}" not in drawn.index:
            continue
        parts = [gazetteer.boundary(f"naturalearth:{unit}") for unit in row["units"].split()]
        whole = drawn[f"areas:{row['id']}"]
        assert whole.area == pytest.approx(sum(part.area for part in parts if part is not None), rel=1e-6), row["id"]
        place = gazetteer.place(f"areas:{row['id']}")
        assert place is not None
        assert whole.contains(shapely.Point(place.point.lon, place.point.lat))
        assert (place.note is None) == (row["exact"] == "yes" and not row["note"]), row["id"]


def test_an_undefined_area_says_what_is_drawn_for_it(gazetteer: Gazetteer) -> None:
    donbas, republic, baltic = (first(gazetteer, n) for n in ("Donbas", "DPR", "Baltic states"))
    assert donbas is not None
    assert donbas.note == "its extent is not defined; drawn as Donetsk Oblast and Luhansk Oblast"
    assert republic is not None
    assert republic.note is not None
    assert "self-proclaimed" in republic.note
    assert republic.country == "UA"
    assert baltic is not None
    assert baltic.note is None


@pytest.mark.parametrize(
    ("container", "units"),
    [
        ("the Donbas", ["UA-09", "UA-14"]),
        ("Донбассе", ["UA-09", "UA-14"]),
        ("Donetsk People's Republic", ["UA-14"]),
        ("ЛНР", ["UA-09"]),
        ("Darfur", ["SD-DC", "SD-DE", "SD-DN", "SD-DS", "SD-DW"]),
    ],
)
def test_an_area_holds_the_places_of_its_units(gazetteer: Gazetteer, container: str, units: list[str]) -> None:
    rows = gazetteer.container_units(container)
    assert sorted(place.id for place in gazetteer.describe(rows).values()) == [f"naturalearth:{u}" for u in units]


def test_a_place_is_told_apart_by_the_area_it_is_in(gazetteer: Gazetteer) -> None:
    bakhmut = first(gazetteer, "Bakhmut", within="the Donbas")
    assert bakhmut is not None
    assert bakhmut.admin1 == "Donetsk Oblast"
    assert gazetteer.candidates("Bakhmut", within="LPR") == ()
    assert place_id(gazetteer, "Donbas", within="Ukraine") == "areas:donbas"
    assert place_id(gazetteer, "Donbas", within="France") is None


def test_an_area_never_takes_a_town_s_a_region_s_or_a_village_s_name(gazetteer: Gazetteer) -> None:
    assert place_id(gazetteer, "Volyn") == "naturalearth:UA-07"
    assert place_id(gazetteer, "Gaza Strip") == "naturalearth:PS-GZZ"
    assert first(gazetteer, "Kasai", feature=Feature.SETTLEMENT) == first(gazetteer, "Kasai")
    villages = gazetteer.find("Podillia", within="Vinnytsia Oblast", feature=Feature.SETTLEMENT)
    assert all(found.feature is Feature.SETTLEMENT for found in villages)
    for name in ("Belgorod", "Донецк", "Sumy", "Ukraine", "Kharkiv Oblast"):
        assert all(found.feature not in (Feature.AREA, Feature.WATER) for found in gazetteer.find(name)), name


def test_a_name_that_several_areas_bear_is_nobody_s_alone(gazetteer: Gazetteer) -> None:
    from incidentmap.gazetteer import tied

    assert len(tied(gazetteer.find("Galicia"))) == 2


@pytest.mark.parametrize(
    ("name", "water"),
    [
        ("Siverskyi Donets", "river-463"),
        ("Северском Донце", "river-463"),
        ("Dnipro River", "river-116"),
        ("реки Днепр", "river-116"),
        ("Sea of Azov", "sea-azov"),
        ("Азовском море", "sea-azov"),
        ("Black Sea", "sea-black"),
        ("Kakhovka Reservoir", "lake-1159124989"),
        ("Каховском водохранилище", "lake-1159124989"),
        ("Lake Baikal", "lake-1159113127"),
        ("Vorskla", "river-vorskla"),
    ],
)
def test_a_water_is_found_by_its_names(gazetteer: Gazetteer, name: str, water: str) -> None:
    assert place_id(gazetteer, name) == f"waters:{water}"


def test_a_bare_name_is_a_town_s_before_it_is_a_river_s(gazetteer: Gazetteer) -> None:
    for name in ("Dnipro", "Desna", "Oskil", "Samara"):
        found = gazetteer.find(name)
        assert found[0].feature is Feature.SETTLEMENT
        assert all(f.feature is not Feature.WATER for f in found), name
        asked = gazetteer.find(name, feature=Feature.WATER)
        assert asked
        assert all(f.feature is Feature.WATER for f in asked), name


def test_a_water_lies_in_the_units_it_goes_through(gazetteer: Gazetteer) -> None:
    assert place_id(gazetteer, "Siverskyi Donets", within="Kharkiv Oblast") == "waters:river-463"
    assert place_id(gazetteer, "Siverskyi Donets", within="Lviv Oblast") is None


def test_a_river_is_a_line_a_sea_a_polygon_and_some_waters_have_neither(gazetteer: Gazetteer) -> None:
    river, sea = gazetteer.boundary("waters:river-116"), gazetteer.boundary("waters:sea-azov")
    assert river is not None
    assert "LineString" in river.geom_type
    assert river.distance(shapely.Point(35.05, 48.47)) < 0.1, "it goes past the city"
    assert sea is not None
    assert sea.contains(shapely.Point(36.5, 46.2))
    assert not sea.intersects(shapely.Point(34.0, 44.0))
    assert gazetteer.boundary("waters:river-oskil") is None
    place = gazetteer.place("waters:river-oskil")
    assert place is not None
    assert place.note == "no line of it is known here"


def test_neither_areas_nor_waters_are_around_a_point(gazetteer: Gazetteer) -> None:
    around = gazetteer.containing(37.8, 48.0)
    assert [str(place.feature) for place in around] == ["region", "country"]


def test_names_that_only_rivers_bear_are_no_names_in_a_text(gazetteer: Gazetteer) -> None:
    assert gazetteer.known(["Oskil River", "Kharkiv"]) == [False, True]


@pytest.mark.parametrize("source", [areas, waters])
def test_a_damaged_table_is_named(source: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from incidentmap.errors import GazetteerBuildError

    broken = tmp_path / "broken"
    broken.write_bytes(b"id\tname\tunits\nx\tX\tXX-1\n")
    monkeypatch.setattr(source, "path", lambda: broken)
    with pytest.raises(GazetteerBuildError) as raised:
        source.read()
    assert "broken" in str(raised.value)


# Villages without a point

UNITS = [
    {"id": "naturalearth:UA", "name": "Ukraine", "feature": "country", "lon": 32, "lat": 51, "boundary": WEST | EAST},
    {"id": "naturalearth:UA-1", "name": "West Oblast", "feature": "region", "lon": 31, "lat": 51, "boundary": WEST},
    {"id": "naturalearth:UA-2", "name": "East Oblast", "feature": "region", "lon": 33, "lat": 51, "boundary": EAST},
]


def village(key: str, name: str, oblast: str, district: str | None, **more: Any) -> dict[str, Any]:
    named = {"admin1": oblast, "admin2": district, "feature": "settlement"}
    return {"id": key, "name": name, "lon": 31.0, "lat": 51.0, "boundary": None, **named} | more


@pytest.fixture(scope="module")
def lost(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gazetteer]:
    """A gazetteer of two oblasts, with villages that have a point and villages that have none."""
    district = {"feature": "district", "admin2": None}
    rows = [
        *UNITS,
        village("postal:r", "Richky Raion", "naturalearth:UA-1", None, **district),
        village("postal:1", "Lozova", "naturalearth:UA-1", "Richky Raion"),
        village("postal:2", "Lozova", "naturalearth:UA-2", None, pointless=True, lon=33.0),
        village("postal:3", "Zabuttia", "naturalearth:UA-1", "Richky Raion", pointless=True),
        village("postal:4", "Zabuttya", "naturalearth:UA-2", None, lon=33.0),
        village("postal:5", "Perehinka", "naturalearth:UA-1", "Richky Raion", pointless=True),
    ]
    table = pd.DataFrame([{"country": "UA", "population": 0, "pointless": False, "admin1": None} | r for r in rows])
    origin = Origin("naturalearth", "Test", "1", "CC0", "", "")
    path = tmp_path_factory.mktemp("lost") / "g.sqlite"
    build(path, lambda _label, _fraction: None, inputs=[Input("test", 1000, lambda: Rows(origin, table))])
    with Gazetteer(path) as opened:
        yield opened


def rows(gazetteer: Gazetteer, name: str, **asked: Any) -> list[tuple[str, bool]]:
    found = gazetteer.find(name, **asked)
    places = gazetteer.describe([f.n for f in found])
    return [(places[f.n].id, gazetteer.pointless(f.n)) for f in found]


def test_a_record_with_a_point_comes_alone(lost: Gazetteer) -> None:
    assert rows(lost, "Lozova") == [("postal:1", False)]
    assert rows(lost, "Lozova", within="West Oblast") == [("postal:1", False)]


def test_without_a_point_it_is_found_where_no_other_fits(lost: Gazetteer) -> None:
    assert rows(lost, "Lozova", within="East Oblast") == [("postal:2", True)]
    assert rows(lost, "Perehinka") == [("postal:5", True)]
    assert rows(lost, "Perehinka", within="East Oblast") == []
    assert rows(lost, "Zabuttia", within="Richky Raion") == [("postal:3", True)]


def test_it_says_that_it_has_no_point(lost: Gazetteer) -> None:
    place = first(lost, "Perehinka")
    assert place is not None
    assert place.note == "no source gives a point for it that can be relied on: it is known to be in Richky Raion"


def test_it_counts_nowhere_as_a_point(lost: Gazetteer) -> None:
    (district,) = lost.container_units("Richky Raion")
    assert lost.members(district).tolist() == [[31.0, 51.0]]
    assert [place.id for place, _ in lost.nearest(33.0, 51.0, count=9)] == ["postal:4", "postal:1"]
    assert set(lost.settlements((30, 50, 34, 52), 10)["id"]) == {"postal:1", "postal:4"}


def test_it_is_not_what_a_name_plainly_means(lost: Gazetteer) -> None:
    meant = lost.plainly_meant(["Lozova", "Perehinka"])
    assert [int(n) >= 0 for n in meant.row] == [True, False]
    assert meant.bearers.tolist() == [1, 0]


def test_the_bundled_ones_are_known_by_district(gazetteer: Gazetteer) -> None:
    found = gazetteer.find("Luka", within="Litynskyi Raion")
    assert [gazetteer.pointless(f.n) for f in found] == [True]
    assert not any(gazetteer.pointless(f.n) for f in gazetteer.find("Luka"))
