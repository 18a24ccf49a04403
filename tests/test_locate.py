"""locate: where phrases and tables point, and what is said when they point nowhere."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentmap import Gazetteer, geocode, geocode_csv, geocode_features, geocode_records, locate
from incidentmap.frame import META, check
from incidentmap.model import Feature, Point, Precision


def test_nothing_decides_between_namesakes(gazetteer: Gazetteer) -> None:
    answer = geocode("Nekhoteevka", gazetteer)
    assert answer.place is None
    assert answer.geometry is None
    assert answer.precision is Precision.UNLOCATED
    assert len(answer.candidates) == 2
    assert "Belgorodsky District" in (answer.reason or "")


@pytest.mark.parametrize(
    ("phrase", "within", "place_id"),
    [
        ("Nekhoteevka, Belgorodsky District", (), "border:nekhoteevka-belgorodsky"),
        ("Nekhoteevka (Shebekinsky District)", (), "border:nekhoteevka-shebekinsky"),
        ("Nekhoteevka", "Шебекинский район, Белгородская область", "border:nekhoteevka-shebekinsky"),
        ("Vovchansk, Kharkiv Oblast", (), "geonames:689304"),
        ("Sloviansk town", "Donetsk oblast", "geonames:693468"),
        ("the region of Belgorod", "Belgorod Oblast", "naturalearth:RU-BEL"),
        ("Shebekino, Shebekinsky District", (), "geonames:495112"),
    ],
)
def test_containers_decide(gazetteer: Gazetteer, phrase: str, within: str, place_id: str) -> None:
    answer = geocode(phrase, gazetteer, within=within)
    assert answer.place is not None, answer.reason
    assert answer.place.id == place_id


def test_near_is_a_disc_and_a_region_its_polygon(gazetteer: Gazetteer) -> None:
    near = geocode("near the village of Terebreno", gazetteer)
    assert (near.precision, near.radius_km) == (Precision.NEAR, 5.0)
    assert near.geometry is not None
    assert near.geometry.geom_type == "Polygon"
    assert near.rule == "drawn as a 5 km disc because the text says near"
    region = geocode("the region of Belgorod", gazetteer)
    assert region.precision is Precision.REGION
    assert region.geometry is not None
    assert region.geometry.area > 1.0


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("Nowherevka, Valuysky District", "knows no place called 'Nowherevka'"),
        ("Paris, Nowhereland", "no district, region or country called 'Nowhereland'"),
        ("", "no place is given"),
        (" , ", "no place is given"),
        ("the region of Terebreno", "knows no region"),
    ],
)
def test_what_cannot_be_placed_says_why(gazetteer: Gazetteer, phrase: str, said: str) -> None:
    answer = geocode(phrase, gazetteer)
    assert answer.geometry is None
    assert answer.precision is Precision.UNLOCATED
    assert said in (answer.reason or ""), answer.reason


def test_a_named_container_is_never_outweighed_by_fame(gazetteer: Gazetteer) -> None:
    answer = geocode("Belgorod", gazetteer, within="Kursk Oblast")
    assert answer.place is None
    assert answer.candidates[0].place.name == "Belgorod", "what it might mean elsewhere is shown"


def test_an_unknown_district_is_noted_not_held_against(gazetteer: Gazetteer) -> None:
    answer = geocode("Sumy, Romenskyi Novyi Raion", gazetteer)
    assert answer.place is not None
    assert "was not checked" in answer.rule


def test_a_unit_does_not_lie_in_itself(gazetteer: Gazetteer) -> None:
    answer = geocode("Glushkovo", gazetteer, within="Glushkovsky District")
    assert answer.place is not None
    assert answer.place.feature is Feature.SETTLEMENT


def test_the_recorded_coordinate_decides_between_namesakes_only(gazetteer: Gazetteer) -> None:
    near_shebekino = geocode("Nekhoteevka", gazetteer, recorded=Point(36.74, 50.33))
    assert near_shebekino.place is not None
    assert near_shebekino.place.admin2 == "Shebekinsky District"
    assert "recorded coordinate" in near_shebekino.rule
    assert geocode("Nekhoteevka", gazetteer, recorded=Point(0, 0)).place is None
    assert geocode("Belgorod", gazetteer, recorded=Point(0, 0)).place is not None


def test_a_table_keeps_every_row_in_order(gazetteer: Gazetteer) -> None:
    table = pd.DataFrame(
        {"place": ["Tyotkino", None, "Nekhoteevka", "Tyotkino", "near Kozinka"], "summary": list("abcde")}
    )
    frame = check(locate(table, gazetteer))
    assert frame["summary"].tolist() == list("abcde")
    assert frame["precision"].tolist() == ["settlement", "unlocated", "unlocated", "settlement", "near"]
    assert frame.geometry.isna().tolist() == [False, True, True, False, False]
    assert frame["reason"].notna().tolist() == frame.geometry.isna().tolist()
    assert len(frame["candidates"][2]) == 2
    assert frame["candidates"][0] is not None
    assert frame.attrs[META]["gazetteer"]["fingerprint"] == gazetteer.fingerprint


def test_rows_that_say_the_same_share_their_answer_but_not_their_id(gazetteer: Gazetteer) -> None:
    frame = locate(pd.DataFrame({"place": ["Tyotkino"] * 3, "summary": ["a", "a", "b"]}), gazetteer)
    assert frame["id"].is_unique
    assert frame["id"][1] == f"{frame['id'][0]}-2"
    assert frame.geometry[0] is frame.geometry[2]


def test_ids_do_not_depend_on_the_order_of_other_rows(gazetteer: Gazetteer) -> None:
    table = pd.DataFrame({"place": ["Tyotkino", "Belgorod"], "summary": ["a", "b"]})
    ids = locate(table, gazetteer)["id"].tolist()
    assert locate(table.iloc[::-1], gazetteer)["id"].tolist() == ids[::-1]


def test_the_sources_own_coordinate_stands_in_as_far_as_its_words_allow(gazetteer: Gazetteer) -> None:
    places = ["", "Nowherevka", "the southern front", "north of Kharkiv", "Grayvoronsky District", "Belgorod"]
    table = pd.DataFrame({"place": places, "recorded_lon": 35.5, "recorded_lat": 50.7})
    frame = locate(table, gazetteer)
    assert frame["precision"].tolist() == ["exact", "near", "unlocated", "near", "district", "settlement"]
    assert frame.geometry[0].wkt == "POINT (35.5 50.7)"
    assert frame.geometry[1].geom_type == "Polygon", "a source that does not say how exact it is gets no point"
    assert "Nowherevka" in frame["rule"][1]
    assert "kept and not drawn" in frame["reason"][2]
    assert frame["recorded_lon"].tolist() == [35.5] * 6
    assert frame["place_id"][5] == "geonames:578072"


def test_a_coordinate_that_contradicts_the_words_is_told(gazetteer: Gazetteer) -> None:
    places = ["Belgorod", "Belgorod", "Belgorod Oblast", "near Kozinka"]
    table = pd.DataFrame(
        {"place": places, "recorded_lon": [10.0, 36.6, 10.0, 10.0], "recorded_lat": [10.0, 50.6, 10.0, 10.0]}
    )
    rules = locate(table, gazetteer)["rule"]
    assert "km away" in rules[0]
    assert "coordinate" not in rules[1]
    assert "lies outside it" in rules[2]
    assert "km away" in rules[3]


@pytest.mark.parametrize(
    "filler", ["none", "unknown", "нет", "the city", "село", "г.", "region", "home", "bridge", "A", "Ay", "yyyy", "=1"]
)
def test_words_that_name_no_place_get_none(gazetteer: Gazetteer, filler: str) -> None:
    answer = geocode(filler, gazetteer)
    assert answer.place is None, answer.place
    assert answer.geometry is None


def test_a_noun_with_a_container_may_be_a_name(gazetteer: Gazetteer) -> None:
    answer = geocode("Most", gazetteer, country="CZ")
    assert answer.place is not None
    assert answer.place.name == "Most"


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("Lgov", "geonames:535347"),
        ("Льгов", "geonames:535347"),
        ("Sloviansk", "geonames:693468"),
        ("Odessa", "geonames:698740"),
        ("Kharkov", "geonames:706483"),
        ("Artemivsk", "geonames:713174"),
        ("Pokrovsk, Ukraine", "geonames:704422"),
        ("Pokrovsk", None),
        ("Волчанск", None),
        ("Сум", "geonames:692194"),
        ("поблизу Сум", "geonames:692194"),
    ],
)
def test_an_old_name_elsewhere_is_not_preferred_to_a_place_that_bears_it(
    gazetteer: Gazetteer, name: str, place_id: str | None
) -> None:
    answer = geocode(name, gazetteer)
    assert (answer.place and answer.place.id) == place_id, answer.reason


def test_a_question_mark_is_not_lost(gazetteer: Gazetteer) -> None:
    assert "question mark" in geocode("Belgorod?", gazetteer).rule


def test_an_empty_table_gives_an_empty_frame(gazetteer: Gazetteer) -> None:
    frame = locate(pd.DataFrame({"place": []}), gazetteer)
    assert isinstance(frame, gpd.GeoDataFrame)
    assert len(check(frame)) == 0


def test_answers_as_records_features_and_csv(gazetteer: Gazetteer) -> None:
    import orjson

    queries = ["Теребрено", "the region of Belgorod", "Nowherevka", '=HYPERLINK("x")']
    answers = [(q, geocode(q, gazetteer)) for q in queries]
    collection = orjson.loads(geocode_features(answers))
    assert [f["properties"]["query"] for f in collection["features"]] == queries
    assert [f["geometry"] and f["geometry"]["type"] for f in collection["features"]] == ["Point", "Polygon", None, None]
    records = geocode_records(answers)
    assert (records[0]["lon"], records[0]["lat"]) == (35.504, 50.723)
    assert records[1]["lon"] is None, "the middle of an oblast is nowhere"
    assert "\n\"'=HYPERLINK" in geocode_csv(answers)


@given(st.text(max_size=80), st.text(max_size=40))
def test_any_phrase_gets_an_answer(gazetteer: Gazetteer, phrase: str, within: str) -> None:
    answer = geocode(phrase, gazetteer, within=within)
    assert (answer.geometry is None) == (answer.precision is Precision.UNLOCATED)
    assert (answer.geometry is None) == (answer.reason is not None)
