"""frame: what it is, what it refuses, and the way to the nouns and back."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from incidentmap import Gazetteer, from_incidents, load, locate, to_incidents
from incidentmap.errors import BadValue
from incidentmap.frame import SCHEMA, check, conform, empty, identify, select
from incidentmap.model import (
    Candidate,
    Feature,
    Incident,
    Interval,
    Location,
    Match,
    Place,
    Point,
    Precision,
    Shape,
    TimePrecision,
    Toponym,
)


def test_a_frame_has_every_column_in_order_and_its_dtype() -> None:
    frame = conform(pd.DataFrame({"summary": ["a"], "start": ["2024-01-01"], "fatalities_low": [3]}))
    assert [*frame.columns] == [*SCHEMA, "geometry"]
    assert {c: str(frame[c].dtype) for c in SCHEMA} == SCHEMA
    assert frame["fatalities_high"].isna().all(), "unknown is not zero"
    assert frame["actors"][0] == []


def test_strange_columns_are_refused_not_dropped() -> None:
    with pytest.raises(BadValue, match="'weather'"):
        conform(pd.DataFrame({"weather": ["fine"]}))


def test_years_from_1_to_9999() -> None:
    frame = conform(pd.DataFrame({"start": ["0001-01-01", "9999-12-31"], "end": ["0001-01-01", "9999-12-31"]}))
    assert np.datetime_as_string(frame["start"].to_numpy(), unit="D").tolist() == ["0001-01-01", "9999-12-31"]


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("precision", "roughly", "no precision"),
        ("shape", "blob", "no shape"),
        ("end", np.datetime64("2020-01-01", "s"), "ends before it starts"),
        ("id", "same", "stands twice"),
    ],
)
def test_check_says_what_is_wrong(column: str, value: object, said: str) -> None:
    frame = conform(pd.DataFrame({"id": ["a", "b"], "start": ["2024-01-01"] * 2, "end": ["2024-01-02"] * 2}))
    assert check(frame) is frame
    frame[column] = value
    with pytest.raises(BadValue, match=said):
        check(frame)
    with pytest.raises(BadValue, match="missing"):
        check(frame.drop(columns="rule"))


def test_another_coordinate_system_is_refused() -> None:
    with pytest.raises(BadValue, match="to_crs"):
        check(empty().set_crs(3857, allow_override=True))


def test_ids_hash_what_the_source_says_and_nothing_else() -> None:
    table = pd.DataFrame({"place": ["Belgorod"], "summary": ["fire"], "actors": [["a", "b"]]})
    (own,) = identify(table)
    assert identify(table.assign(place_id="geonames:1", precision="exact")) == [own]
    assert identify(table.assign(summary="smoke")) != [own]
    assert identify(table.assign(actors=[["ab"]])) != [own]


@given(st.lists(st.tuples(st.text(max_size=5), st.text(max_size=5)), max_size=30))
def test_ids_are_unique_and_stable(rows: list[tuple[str, str]]) -> None:
    table = pd.DataFrame(rows, columns=["place", "summary"])
    ids = identify(table)
    assert len(set(ids)) == len(rows)
    assert identify(table) == ids


def sample() -> pd.DataFrame:
    days = ["2024-01-01", "2024-02-01", None, "2024-03-01"]
    kinds = ["Battles", "Protests", "Battles", None]
    frame = conform(
        pd.DataFrame({"id": list("abcd"), "start": days, "end": days, "event_type": kinds}),
        [shapely.Point(36, 50), shapely.box(30, 45, 31, 46), None, shapely.Point(179.5, 60)],
    )
    return check(frame)


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        ({}, "abcd"),
        ({"bbox": (35, 49, 37, 51)}, "a"),
        ({"bbox": (30.5, 45.5, 30.6, 45.6)}, "b"),
        ({"bbox": (170, 50, -170, 70)}, "d"),
        ({"start": date(2024, 2, 1)}, "bd"),
        ({"end": date(2024, 2, 1)}, "ab"),
        ({"start": date(2024, 1, 15), "end": date(2024, 2, 15)}, "b"),
        ({"event_types": ["Battles"]}, "ac"),
        ({"event_types": []}, ""),
        ({"limit": 2}, "ab"),
    ],
)
def test_select(options: dict[str, object], ids: str) -> None:
    assert "".join(select(sample(), **options)["id"]) == ids  # type: ignore[arg-type]


def test_a_shape_cut_at_the_antimeridian_touches_only_its_own_side() -> None:
    fiji = shapely.union(shapely.box(177, -19, 180, -16), shapely.box(-180, -19, -178, -16))
    everywhere = shapely.box(-180, -90, 180, -60)
    frame = conform(pd.DataFrame({"id": ["fiji", "antarctica"]}), [fiji, everywhere])
    assert select(frame, bbox=(0, -25, 10, -10))["id"].tolist() == []
    assert select(frame, bbox=(178, -18, 179, -17))["id"].tolist() == ["fiji"]
    assert select(frame, bbox=(179, -18, -179, -17))["id"].tolist() == ["fiji"]
    assert select(frame, bbox=(0, -70, 10, -65))["id"].tolist() == ["antarctica"]


def test_nouns_and_back(gazetteer: Gazetteer, seeds) -> None:  # type: ignore[no-untyped-def]
    frame, _ = load(seeds / "incidents.csv", gazetteer)
    nouns = to_incidents(frame)
    assert len(nouns) == 29
    again = from_incidents(nouns)
    same = [c for c in SCHEMA if not c.startswith("recorded_")]
    pd.testing.assert_frame_equal(pd.DataFrame(again[same]), pd.DataFrame(frame[same]))
    assert (again.geometry.isna() == frame.geometry.isna()).all()
    near = next(n for n in nouns if n.location.toponym.text == "near the village of Terebreno")
    assert near.when.start == date(2023, 12, 1)
    assert near.location.place is not None
    assert near.location.place.id == "border:terebreno"


def place(name: str, *, admin1: str | None = "Donetsk Oblast", admin2: str | None = None) -> Place:
    feature = Feature.SETTLEMENT
    return Place(f"test:{name.lower()}", name, (), Point(38, 48), feature, "UA", admin1, admin2, None, "test")


BAKHMUT, TORETSK, IZIUM = place("Bakhmut"), place("Toretsk", admin2="Bakhmut Raion"), place("Izium", admin1="Kharkiv")
CORRIDOR = shapely.box(37.8, 48.3, 38.1, 48.7)


def between(*places: Place, known: int = 1, **more: object) -> Location:
    candidates = tuple(Candidate(p, Match.EXACT, 1.0) for p in places[:known])
    name = Toponym("between Bakhmut and Toretsk", 0, 27)
    drawn = {"geometry": CORRIDOR, "shape": Shape.CORRIDOR, "spot": Point(37.95, 48.5), "places": places} | more
    return Location(name, places[0], candidates, Precision.NEAR, None, rule="a corridor", **drawn)  # type: ignore[arg-type]


def told(where: Location) -> Incident:
    return Incident("", Interval(None, None, TimePrecision.UNKNOWN), where, None, None, (), (None, None), None, ())


def test_what_is_drawn_of_several_places_stands_in_one_row_and_comes_back() -> None:
    frame = from_incidents([told(between(BAKHMUT, TORETSK)), told(between(BAKHMUT, IZIUM, known=2, estimated=True))])
    assert frame["place_id"].tolist() == ["test:bakhmut; test:toretsk", "test:bakhmut; test:izium"]
    assert frame["place_name"].tolist() == ["Bakhmut; Toretsk", "Bakhmut; Izium"]
    assert frame["country"].tolist() == ["UA", "UA"]
    assert frame["admin1"].fillna("").tolist() == ["Donetsk Oblast", ""], "only what contains all of them"
    assert frame["admin2"].isna().all()
    assert frame["shape"].tolist() == ["corridor", "corridor"]
    assert frame["estimated"].tolist() == [False, True]
    assert frame[["label_lon", "label_lat"]].iloc[0].tolist() == [37.95, 48.5]
    back = [incident.location for incident in to_incidents(frame)]
    assert [[p.id for p in where.places] for where in back] == [
        ["test:bakhmut", t] for t in ("test:toretsk", "test:izium")
    ]
    assert [where.place and where.place.name for where in back] == ["Bakhmut", "Bakhmut"]
    assert (back[0].shape, back[0].spot, back[0].estimated) == (Shape.CORRIDOR, Point(37.95, 48.5), False)
    assert back[0].places[1].point == Point(37.95, 48.5), "what is no candidate comes back at the label"
    assert back[1].places[1].point == IZIUM.point
    pd.testing.assert_frame_equal(pd.DataFrame(from_incidents(to_incidents(frame))), pd.DataFrame(frame))


def test_a_unit_that_is_drawn_and_is_no_candidate_comes_back() -> None:
    region = Place("test:kharkiv", "Kharkiv Oblast", (), Point(36, 49), Feature.REGION, "UA", None, None, None, "test")
    drawn = {"geometry": CORRIDOR, "shape": Shape.AREA, "spot": Point(37.95, 48.5)}
    where = Location(Toponym("Izium", 0, 5), region, (), Precision.REGION, None, rule="the region", **drawn)
    frame = from_incidents([told(where)])
    (back,) = to_incidents(frame)
    assert back.location.place is not None
    assert (back.location.place.name, back.location.place.feature) == ("Kharkiv Oblast", Feature.REGION)
    assert back.location.match is None
    pd.testing.assert_frame_equal(pd.DataFrame(from_incidents([back])), pd.DataFrame(frame))


def test_nothing_drawn_is_neither_estimated_nor_not() -> None:
    nowhere = Location(Toponym("Atlantis", 0, 8), None, (), Precision.UNLOCATED, None, None, "not placed", "unknown")
    frame = from_incidents([told(nowhere)])
    new = ["shape", "estimated", "label_lon", "label_lat", "place_id", "place_name", "country"]
    assert frame[new].isna().all(axis=None)
    (back,) = to_incidents(frame)
    assert (back.location.shape, back.location.spot, back.location.places) == (None, None, ())


def test_an_id_with_a_semicolon_is_one_place() -> None:
    odd = place("a; b")
    (back,) = to_incidents(from_incidents([told(between(odd, places=()))]))
    assert back.location.place is not None
    assert (back.location.place.id, back.location.place.country, back.location.places) == ("test:a; b", "UA", ())


def test_a_located_frame_is_an_incident_frame(gazetteer: Gazetteer) -> None:
    assert check(locate(pd.DataFrame({"place": ["Belgorod", ""]}), gazetteer)) is not None
