"""phrases: what the words around a name say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentmap.model import Feature, Relation
from incidentmap.phrases import LONGEST_PHRASE, parse


@pytest.mark.parametrize(
    ("phrase", "text", "relation"),
    [
        ("Belgorod", "Belgorod", Relation.AT),
        ("village of Solokhi", "Solokhi", Relation.AT),
        ("in Kharkiv", "Kharkiv", Relation.AT),
        ("у Харкові", "Харкові", Relation.AT),
        ("near the village of Terebreno", "Terebreno", Relation.NEAR),
        ("training ground near Soloti", "Soloti", Relation.NEAR),
        ("вблизи Тёткино", "Тёткино", Relation.NEAR),
        ("возле села Козинка", "Козинка", Relation.NEAR),
        ("поблизу Вовчанська", "Вовчанська", Relation.NEAR),
        ("the outskirts of Vovchansk", "Vovchansk", Relation.NEAR),
        ("between Shebekino and Novaya Tavolzhanka", "Shebekino", Relation.BETWEEN),
        ("между Шебекино и Муромом", "Шебекино", Relation.BETWEEN),
        ("road from Sudzha to Kursk", "Sudzha", Relation.BETWEEN),
        ("along the border north of Kharkiv", "Kharkiv", Relation.ALONG),
        ("вдоль границы", "границы", Relation.ALONG),
        ("5 km north-east of Kozinka", "Kozinka", Relation.DISTANCE),
        ("10 км от Белгорода", "Белгорода", Relation.DISTANCE),
        ("north of Kharkiv", "Kharkiv", Relation.DIRECTION),
        ("севернее Харькова", "Харькова", Relation.DIRECTION),
        ("in the direction of Sudzha", "Sudzha", Relation.DIRECTION),
        ("Harrow on the Hill", "Harrow on the Hill", Relation.AT),
        ("Newcastle upon Tyne", "Newcastle upon Tyne", Relation.AT),
        ("Nearville", "Nearville", Relation.AT),
    ],
)
def test_relation_and_name(phrase: str, text: str, relation: Relation) -> None:
    toponym = parse(phrase)
    assert (toponym.text, toponym.relation) == (text, relation)
    assert phrase[toponym.start : toponym.end] == text


def test_distance_and_bearing_are_kept() -> None:
    toponym = parse("2,5 km north-east of Kozinka")
    assert toponym.distance_km == 2.5
    assert toponym.bearing == "north-east"


@pytest.mark.parametrize(
    ("phrase", "within"),
    [
        ("Kozinka, Grayvoronsky District", ("Grayvoronsky District",)),
        ("Kozinka, Grayvoronsky District, Belgorod Oblast", ("Grayvoronsky District", "Belgorod Oblast")),
        ("Kozinka (Grayvoronsky District, Belgorod Oblast)", ("Grayvoronsky District", "Belgorod Oblast")),
        ("near Kozinka,, ,Russia", ("Russia",)),
        ("Kozinka", ()),
    ],
)
def test_containers_follow_the_name(phrase: str, within: tuple[str, ...]) -> None:
    toponym = parse(phrase)
    assert toponym.text == "Kozinka"
    assert toponym.within == within


def test_words_of_kind() -> None:
    assert parse("the region of Belgorod").feature is Feature.REGION
    assert parse("Belgorod Oblast").text == "Belgorod Oblast"
    assert parse("near the town of Sudzha").feature is Feature.SETTLEMENT


def test_a_long_phrase_is_not_parsed() -> None:
    phrase = "near " + "x" * LONGEST_PHRASE
    assert parse(phrase).text == phrase


@given(st.text(max_size=600))
def test_any_text_is_read_and_offsets_stay_inside(phrase: str) -> None:
    toponym = parse(phrase)
    assert 0 <= toponym.start <= toponym.end <= max(len(phrase), toponym.start + len(toponym.text))
    assert len(toponym.text) <= max(len(phrase), 1)
