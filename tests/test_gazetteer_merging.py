"""Several sources: one place is one record, with all ids, names and points; and no point is used in silence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import shapely

from incidentmap.gazetteer import Gazetteer
from incidentmap.gazetteer.build import build
from incidentmap.gazetteer.inputs import Input
from incidentmap.gazetteer.sources import Origin, Rows, spread
from incidentmap.locate import geocode
from incidentmap.model import Feature

SQUARE = shapely.box(30, 50, 32, 52)
OTHER = shapely.box(40, 50, 42, 52)


def origin(key: str) -> Origin:
    return Origin(key, f"Test source {key}", "1", "CC0", f"© {key}", "")


def source(key: str, *places: dict[str, Any], names: dict[str, list[str]] | None = None) -> Input:
    rows = [{"feature": "settlement", "country": "UA", "population": 0} | p for p in places]
    others = spread(list(names), list(names.values())) if names else None
    return Input(key, 1000, lambda: Rows(origin(key), pd.DataFrame(rows), others))


UNITS = source(
    "naturalearth",
    {"id": "naturalearth:UA", "name": "Ukraine", "feature": "country", "lon": 31, "lat": 51, "boundary": SQUARE},
    {"id": "naturalearth:UA-1", "name": "West Oblast", "feature": "region", "lon": 31, "lat": 51, "boundary": SQUARE},
    {"id": "naturalearth:UA-2", "name": "East Oblast", "feature": "region", "lon": 41, "lat": 51, "boundary": OTHER},
)


@pytest.fixture
def built(tmp_path: Path) -> Iterator[Any]:
    opened: list[Gazetteer] = []

    def make(*inputs: Input) -> Gazetteer:
        path = tmp_path / "g.sqlite"
        build(path, lambda _label, _fraction: None, inputs=(UNITS, *inputs))
        opened.append(Gazetteer(path))
        return opened[-1]

    yield make
    for gazetteer in opened:
        gazetteer.close()


def test_the_same_id_is_the_same_place_and_the_fuller_record_stays(built: Any) -> None:
    towns = source("geonames", {"id": "geonames:1", "name": "Hora", "lon": 31.0, "lat": 51.0, "population": 900})
    dump = source(
        "geonames", {"id": "geonames:1", "name": "Hora", "lon": 31.001, "lat": 51.0}, names={"geonames:1": ["Гора"]}
    )
    gazetteer = built(towns, dump)
    (found,) = gazetteer.candidates("Гора")
    assert found.place.id == "geonames:1"
    assert found.place.population == 900, "taken over from the other record"
    assert found.place.point.lon == 31.001


def test_one_name_close_by_is_one_place_with_all_ids_and_names(built: Any) -> None:
    gazetteer = built(
        source("geonames", {"id": "geonames:7", "name": "Velyka Hora", "lon": 31.0, "lat": 51.0, "population": 50}),
        source("osm", {"id": "osm:n7", "name": "Велика Гора", "lang": "uk", "lon": 31.01, "lat": 51.01}),
        source("my-table", {"id": "my-table:a", "name": "Velyka Hora", "lon": 31.0, "lat": 51.005}),
    )
    (found,) = gazetteer.candidates("Velyka Hora")
    assert found.place.id == "my-table:a", "what a user supplies comes first"
    assert "Велика Гора" in found.place.names
    for other in ("geonames:7", "osm:n7", "my-table:a"):
        place = gazetteer.place(other)
        assert place is not None
        assert place.id == "my-table:a"
    assert gazetteer.info()["merged"] == 2
    assert found.place.note is None, "they agree"
    assert set(found.place.ids) == {"geonames:7", "osm:n7", "my-table:a"}


def test_namesakes_of_one_source_stay_two(built: Any) -> None:
    gazetteer = built(
        source(
            "geonames",
            {"id": "geonames:1", "name": "Hora", "lon": 31.0, "lat": 51.0},
            {"id": "geonames:2", "name": "Hora", "lon": 31.02, "lat": 51.0},
        ),
        source("osm", {"id": "osm:n1", "name": "Hora", "lon": 31.019, "lat": 51.0}),
    )
    found = gazetteer.candidates("Hora")
    assert {c.place.id for c in found} == {"geonames:1", "geonames:2"}
    merged = gazetteer.place("osm:n1")
    assert merged is not None
    assert merged.id == "geonames:2", "with the nearer of the two"


def test_far_namesakes_and_other_countries_are_not_joined(built: Any) -> None:
    gazetteer = built(
        source("geonames", {"id": "geonames:1", "name": "Hora", "lon": 31.0, "lat": 51.0}),
        source("osm", {"id": "osm:n1", "name": "Hora", "lon": 31.2, "lat": 51.0}),
        source("wof", {"id": "wof:1", "name": "Hora", "lon": 31.0, "lat": 51.0, "country": "BY"}),
    )
    assert len(gazetteer.candidates("Hora")) == 3


def test_another_sources_id_joins_what_no_name_would(built: Any) -> None:
    gazetteer = built(
        source("geonames", {"id": "geonames:5", "name": "Sorokyne", "lon": 31.0, "lat": 51.0}),
        source("wof", {"id": "wof:9", "name": "Krasnodon", "lon": 31.3, "lat": 51.0, "same_as": ["geonames:5"]}),
    )
    (found,) = gazetteer.candidates("Krasnodon")
    assert found.place.id == "geonames:5"
    assert "21.0 km apart" in (found.place.note or "")
    assert set(found.place.ids) == {"geonames:5", "wof:9"}


def test_points_that_disagree_are_told_and_the_choice_explained(built: Any) -> None:
    gazetteer = built(
        source("border", {"id": "border:hora", "name": "Hora", "lon": 31.0, "lat": 51.0}),
        source("postal", {"id": "postal:1", "name": "Hora", "lon": 31.05, "lat": 51.0}),
    )
    answer = geocode("Hora", gazetteer)
    assert answer.place is not None
    assert answer.place.point.lon == 31.0
    assert "points 3.5 km apart (border and postal)" in answer.rule


def test_one_name_in_one_district_is_one_place_even_far_apart(built: Any) -> None:
    district = {"id": "border:d", "name": "Hirskyi District", "feature": "district", "lon": 31, "lat": 51}
    there = {"admin1": "West Oblast", "admin2": "Hirskyi District"}
    gazetteer = built(
        source("border", district, {"id": "border:hora", "name": "Hora", "lon": 31.0, "lat": 51.0, **there}),
        source("postal", {"id": "postal:1", "name": "Hora", "lon": 31.15, "lat": 51.0, **there}),
    )
    (found,) = gazetteer.candidates("Hora", within="Hirskyi District")
    assert found.place.id == "border:hora"
    assert "10.5 km apart" in (found.place.note or "")


def test_a_point_outside_the_oblast_it_names_comes_last_and_is_not_used_in_silence(built: Any) -> None:
    wrong = {"id": "a:1", "name": "Hora", "lon": 41.0, "lat": 51.0, "admin1": "West Oblast", "population": 90_000}
    right = {"id": "a:2", "name": "Hora", "lon": 31.0, "lat": 51.0, "admin1": "West Oblast"}
    alone = {"id": "a:3", "name": "Dolyna", "lon": 41.0, "lat": 51.0, "admin1": "West Oblast"}
    gazetteer = built(source("a", wrong, right, alone))
    assert [c.place.id for c in gazetteer.candidates("Hora")] == ["a:2", "a:1"]
    assert gazetteer.info()["outside"] == 2
    lost = geocode("Dolyna", gazetteer)
    assert lost.place is None
    assert lost.geometry is None
    assert "outside the unit" in (lost.reason or "")
    assert lost.candidates[0].place.id == "a:3", "it is shown"
    assert "outside West Oblast" in (lost.candidates[0].place.note or "")


def test_a_boundary_of_the_users_replaces_the_bundled_one(built: Any) -> None:
    finer = shapely.box(30.5, 50.5, 31.5, 51.5)
    unit = {"id": "mine:w", "name": "West Oblast", "feature": "region", "lon": 31, "lat": 51, "boundary": finer}
    gazetteer = built(source("mine", unit))
    place = gazetteer.place("mine:w")
    assert place is not None
    assert place.id == "naturalearth:UA-1", "ids of units stay"
    boundary = gazetteer.boundary("naturalearth:UA-1")
    assert boundary is not None
    assert boundary.equals(finer)


def test_polygons_of_districts_give_places_their_district(built: Any) -> None:
    box = shapely.box(30.9, 50.9, 31.1, 51.1)
    unit = {"id": "mine:d", "name": "Middle District", "feature": "district", "lon": 31, "lat": 51, "boundary": box}
    gazetteer = built(
        source("mine", unit),
        source("geonames", {"id": "geonames:1", "name": "Hora", "lon": 31.0, "lat": 51.0}),
    )
    (found,) = gazetteer.candidates("Hora")
    assert (found.place.admin2, found.place.admin1) == ("Middle District", "West Oblast")
    assert [u.name for u in gazetteer.containing(31.0, 51.0)] == ["Middle District", "West Oblast", "Ukraine"]
    assert geocode("Middle District", gazetteer).geometry is not None


def test_names_of_places_that_nobody_gives_are_counted(built: Any) -> None:
    names = pd.DataFrame({"id": ["geonames:1", "geonames:999"], "name": ["Гора", "Ніде"], "lang": "uk", "kind": ""})
    towns = source("geonames", {"id": "geonames:1", "name": "Hora", "lon": 31.0, "lat": 51.0})
    gazetteer = built(towns, Input("names", 10, lambda: Rows(origin("geonames-names"), names=names)))
    assert {s["key"]: s["unmatched"] for s in gazetteer.info()["sources"]}["geonames-names"] == 1
    kinds = {n.name: n.kind for n in gazetteer.names("geonames:1")}
    assert kinds["Гора"] == "endonym"
    assert gazetteer.candidates("Ніде") == ()


def test_a_site_is_found_and_never_taken_for_a_settlement(built: Any) -> None:
    gazetteer = built(
        source(
            "geonames",
            {"id": "geonames:1", "name": "Hora", "lon": 31.0, "lat": 51.0, "population": 10},
            {"id": "geonames:2", "name": "Hora", "lon": 31.5, "lat": 51.0, "feature": "site", "code": "HLL"},
            {"id": "geonames:3", "name": "Lysa", "lon": 31.5, "lat": 51.5, "feature": "site", "code": "HLL"},
        )
    )
    assert geocode("Hora", gazetteer).place.id == "geonames:1"  # type: ignore[union-attr]
    site = geocode("Lysa", gazetteer)
    assert site.place is not None
    assert site.place.feature is Feature.SITE
    assert str(site.precision) == "settlement", "a named site is as exact as a settlement"
    assert geocode("village of Lysa", gazetteer).place is None


def test_a_point_abroad_and_a_point_at_nought_are_not_used_in_silence(built: Any) -> None:
    there = {"country": "PL", "lon": 20.0, "lat": 52.0}
    box = shapely.box(19, 51, 21, 53)
    gazetteer = built(
        source(
            "naturalearth",
            {"id": "naturalearth:PL", "name": "Poland", "feature": "country", **there},
            {"id": "naturalearth:PL-1", "name": "Mazovia", "feature": "region", "boundary": box, **there},
        ),
        source(
            "mine",
            {"id": "mine:1", "name": "Hora", "lon": 20.0, "lat": 52.0},
            {"id": "mine:2", "name": "Nul", "lon": 0.0, "lat": 0.0},
        ),
    )
    for name in ("Hora", "Nul"):
        answer = geocode(name, gazetteer)
        assert answer.geometry is None
        assert "outside the unit" in (answer.reason or "")


def test_a_place_without_a_country_gets_that_of_its_region(built: Any) -> None:
    gazetteer = built(source("osm", {"id": "osm:n1", "name": "Hora", "lon": 31.0, "lat": 51.0, "country": None}))
    (found,) = gazetteer.candidates("Hora", country="UA")
    assert (found.place.country, found.place.admin1) == ("UA", "West Oblast")


def test_names_that_all_belong_to_nobody_do_not_stop_a_build(built: Any) -> None:
    names = pd.DataFrame({"id": ["geonames:999"], "name": ["Nowhere"], "lang": "", "kind": ""})
    gazetteer = built(Input("codes", 10, lambda: Rows(origin("geonames-codes"), names=names)))
    assert gazetteer.info()["places"] == 3
