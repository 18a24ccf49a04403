"""phrases: several places in one phrase."""

from __future__ import annotations

import pytest

from incidentmap.model import Feature, Relation, Toponym
from incidentmap.phrases import parse


def _all(toponym: Toponym) -> list[Toponym]:
    return [toponym, *toponym.also]


@pytest.mark.parametrize(
    "phrase",
    [
        "Gao, Kidal and Menaka",
        "Gao, Kidal, and Menaka",
        "settlements of Gao, Kidal, Menaka",
        "in Gao, in Kidal and in Menaka",
        "3 in Gao, 2 in Kidal and 1 in Menaka",
        "two - in Gao, two - in Kidal and one - in Menaka",
        "the villages of Gao and Kidal, including Menaka",
        "Гао, Кидаль и Менака",
        "2 в Гао, 1 в Кидале и 1 в Менаке",
        "Гао, Кідаль та Менака",
    ],
)
def test_a_list_of_three(phrase: str) -> None:
    toponym = parse(phrase)
    places = _all(toponym)
    assert len(places) == 3
    assert all(p.relation is Relation.AT and p.within == () and p.also == () for p in places[1:])
    assert [phrase[p.start : p.end] for p in places] == [p.text for p in places]


@pytest.mark.parametrize(
    ("phrase", "within"),
    [
        ("Gao, Kidal and Menaka of the Azawad Republic", ("Azawad Republic",)),
        ("Gao, Kidal and Menaka, Mali", ("Mali",)),
        ("Timbuktu region: in Gao, Kidal and Menaka.", ("Timbuktu region",)),
        ("Timbuktu region : 3 in Gao, 2 in Kidal and 1 in Menaka", ("Timbuktu region",)),
        ("areas of the settlements of Gao, Kidal and Menaka, Timbuktu region", ("Timbuktu region",)),
    ],
)
def test_what_holds_a_list_holds_all_of_it(phrase: str, within: tuple[str, ...]) -> None:
    places = _all(parse(phrase))
    assert [(p.text, p.within) for p in places] == [("Gao", within), ("Kidal", within), ("Menaka", within)]


def test_each_part_of_a_list_has_its_own_container() -> None:
    places = _all(parse("areas of the settlements of Gao and Kidal of the Azawad Republic and Menaka, Timbuktu region"))
    assert [(p.text, p.within, p.relation) for p in places] == [
        ("Gao", ("Azawad Republic",), Relation.NEAR),
        ("Kidal", ("Azawad Republic",), Relation.NEAR),
        ("Menaka", ("Timbuktu region",), Relation.NEAR),
    ]


@pytest.mark.parametrize(
    ("phrase", "relation", "feature"),
    [
        ("Gao, Kidal and Menaka regions", Relation.AT, Feature.REGION),
        ("Gao, Kidal and Menaka directions", Relation.DIRECTION, None),
        ("near Gao, Kidal, and Menaka cities", Relation.NEAR, Feature.SETTLEMENT),
        ("near the villages of Gao, Kidal and Menaka", Relation.NEAR, Feature.SETTLEMENT),
        ("directions of Gao, Kidal and Menaka", Relation.DIRECTION, None),
    ],
)
def test_a_noun_is_all_the_lists(phrase: str, relation: Relation, feature: Feature | None) -> None:
    places = _all(parse(phrase))
    assert [(p.text, p.relation, p.feature) for p in places] == [
        (n, relation, feature) for n in ("Gao", "Kidal", "Menaka")
    ]


def test_each_place_of_a_list_has_its_own_relation() -> None:
    places = _all(parse("near Gao, the Kidal area, and east of Menaka"))
    assert [(p.text, p.relation, p.bearing) for p in places] == [
        ("Gao", Relation.NEAR, None),
        ("Kidal", Relation.NEAR, None),
        ("Menaka", Relation.DIRECTION, "east"),
    ]


def test_a_direction_before_a_colon_stands_beside() -> None:
    places = _all(parse("Kupyansk direction: areas of the settlements of Terny and Yampil"))
    assert [(p.text, p.beside) for p in places] == [("Terny", ("Kupyansk",)), ("Yampil", ("Kupyansk",))]
    assert parse("Kupyansk direction:").relation is Relation.DIRECTION


@pytest.mark.parametrize(
    "phrase",
    [
        "around Gao; checkpoint near Gao near the village of Kidal, Ansongo district",
        "Mali; near the village of Kidal, Ansongo district",
        "in the east; near the village of Kidal, Ansongo district",
        "Ansongo district, Timbuktu region [...] near the village of Kidal, Ansongo district",
    ],
)
def test_of_two_ways_to_tell_it_the_most_exact_is_used(phrase: str) -> None:
    toponym = parse(phrase)
    assert (toponym.text, toponym.relation, toponym.within[:1]) == ("Kidal", Relation.NEAR, ("Ansongo district",))
    assert toponym.also == ()


@pytest.mark.parametrize("phrase", ["Kozinka, Belgorod", "Shebekino, Russia", "Bakhmut, Donetsk region"])
def test_a_comma_alone_makes_no_list(phrase: str) -> None:
    assert parse(phrase).also == ()
    assert len(parse(phrase).within) == 1
