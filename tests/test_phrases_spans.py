"""phrases: distances from borders, spans of distances, ways from one place towards another, settlements by borders."""

from __future__ import annotations

from math import inf

import pytest

from incidentmap.model import Feature, Relation
from incidentmap.phrases import parse


@pytest.mark.parametrize(
    ("phrase", "text", "km", "bearing", "other"),
    [
        ("40 km from the border with Ukraine", "Ukraine", 40, None, None),
        ("5 km from the Ukrainian border", "Ukraine", 5, None, None),
        ("30 km from the Russian border", "Russia", 30, None, None),
        ("5 km north of the border", "", 5, "north", None),
        ("5 km north of the Ukrainian border", "Ukraine", 5, "north", None),
        ("5 km north of the border with Ukraine", "Ukraine", 5, "north", None),
        ("30 km from the Russia-Ukraine border", "Russia", 30, None, "Ukraine"),
        ("30 km from the Russian-Ukrainian border", "Russia", 30, None, "Ukraine"),
        ("5 km from the border of Belgorod region", "Belgorod region", 5, None, None),
        ("5 km from the border in Sumy region", "Sumy region", 5, None, None),
        ("в 10 км от границы с Украиной", "Украиной", 10, None, None),
        ("в 10 км от украинской границы", "Ukraine", 10, None, None),
        ("в 10 км от российско-украинской границы", "Russia", 10, None, "Ukraine"),
        ("в 10 км севернее границы с Украиной", "Украиной", 10, "north", None),
        ("за 10 км від кордону з Росією", "Росією", 10, None, None),
        ("за 10 км від російського кордону", "Russia", 10, None, None),
    ],
)
def test_a_distance_from_a_border_is_kept(
    phrase: str, text: str, km: float, bearing: str | None, other: str | None
) -> None:
    t = parse(phrase)
    assert (t.text, t.relation, t.distance_km, t.bearing) == (text, Relation.DISTANCE, km, bearing)
    assert (t.other, t.within, t.span_km) == (other, (), None)


SPANS = [
    ("within 30 km of Kursk", 30, (0, 30)),
    ("up to 30 km from Kursk", 30, (0, 30)),
    ("less than 5 km from Kursk", 5, (0, 5)),
    ("no more than 5 km from Kursk", 5, (0, 5)),
    ("under 5 km from Kursk", 5, (0, 5)),
    ("within a 30 km radius of Kursk", 30, (0, 30)),
    ("within 10-20 km of Kursk", 20, (0, 20)),
    ("within 5 km of the Ukrainian border", 5, (0, 5)),
    ("more than 50 km from Kursk", 50, (50, inf)),
    ("over 50 km from Kursk", 50, (50, inf)),
    ("at least 50 km north of Kursk", 50, (50, inf)),
    ("not less than 50 km from Kursk", 50, (50, inf)),
    ("менее чем в 5 км от Курска", 5, (0, 5)),
    ("не более 5 км от Курска", 5, (0, 5)),
    ("в пределах 30 км от Курска", 30, (0, 30)),
    ("до 30 км от Курска", 30, (0, 30)),
    ("более чем в 50 км от Курска", 50, (50, inf)),
    ("свыше 50 км от Курска", 50, (50, inf)),
    ("не менее 50 км от Курска", 50, (50, inf)),
    ("менш ніж за 5 км від Сум", 5, (0, 5)),
    ("не більше 5 км від Сум", 5, (0, 5)),
    ("в межах 30 км від Сум", 30, (0, 30)),
    ("понад 50 км від Сум", 50, (50, inf)),
    ("щонайменше за 50 км від Сум", 50, (50, inf)),
    ("5-15 km from Kursk", 10, (5, 15)),
    ("10-20 km north of Kursk", 15, (10, 20)),
    ("20 to 60 km from Kursk", 40, (20, 60)),
    ("between 20 and 60 km from Kursk", 40, (20, 60)),
    ("10 km to 15 km from Kursk", 12.5, (10, 15)),
    ("10km-15km from Kursk", 12.5, (10, 15)),
    ("15-10 km from Kursk", 12.5, (10, 15)),
    ("от 5 до 10 км от Курска", 7.5, (5, 10)),
    ("в 5–10 км от Курска", 7.5, (5, 10)),
    ("за 5-7 кілометрів від Сум", 6, (5, 7)),
    ("від 5 до 7 кілометрів від Сум", 6, (5, 7)),
    ("about 30 km from Kursk", 30, None),
    ("30 km from Kursk", 30, None),
    ("до Курска 30 км", None, None),
]


@pytest.mark.parametrize(("phrase", "km", "span"), SPANS)
def test_a_span_has_its_ends(phrase: str, km: float | None, span: tuple[float, float] | None) -> None:
    t = parse(phrase)
    assert (t.distance_km, t.span_km) == (km, span)
    if km is not None:
        assert t.relation is Relation.DISTANCE
        assert t.text in ("Kursk", "Курска", "Сум", "Ukraine")


def test_a_bound_is_no_part_of_the_name_before_it() -> None:
    for phrase in ("Kozinka, less than 5 km from Kursk", "Kozinka less than 5 km from Kursk"):
        t = parse(phrase)
        assert (t.text, t.relation, t.beside) == ("Kozinka", Relation.AT, ("Kursk",))


@pytest.mark.parametrize(
    ("phrase", "goal", "origin"),
    [
        ("from Svatove towards Kupyansk", "Kupyansk", "Svatove"),
        ("towards Kupyansk from Svatove", "Kupyansk", "Svatove"),
        ("from Izium in the direction of Slovyansk", "Slovyansk", "Izium"),
        ("из Сватова в направлении Купянска", "Купянска", "Сватова"),
        ("в направлении Купянска из Сватова", "Купянска", "Сватова"),
        ("зі Сватового у бік Куп'янська", "Куп'янська", "Сватового"),
        ("від Сватового у напрямку Куп'янська", "Куп'янська", "Сватового"),
    ],
)
def test_a_way_has_a_goal_and_an_origin(phrase: str, goal: str, origin: str) -> None:
    t = parse(phrase)
    assert (t.text, t.other, t.relation, t.within, t.beside) == (goal, origin, Relation.DIRECTION, (), ())
    assert phrase[t.start : t.end] == goal


@pytest.mark.parametrize(
    ("phrase", "text", "relation"),
    [
        ("border of Russia and Ukraine near Paris", "Paris", Relation.BORDER),
        ("on the Russia-Ukraine border near Shebekino", "Shebekino", Relation.BORDER),
        ("on the Russian-Ukrainian border near Shebekino", "Shebekino", Relation.BORDER),
        ("on the border with Ukraine near Shebekino", "Shebekino", Relation.BORDER),
        ("on the Ukrainian border near Shebekino", "Shebekino", Relation.BORDER),
        ("on the border near Shebekino", "Shebekino", Relation.BORDER),
        ("на границе с Украиной возле Шебекино", "Шебекино", Relation.BORDER),
        ("на границе России и Украины возле Шебекино", "Шебекино", Relation.BORDER),
        ("на кордоні з Росією біля Вовчанська", "Вовчанська", Relation.BORDER),
        ("on the border with Ukraine in Shebekino", "Shebekino", Relation.AT),
        ("Shebekino on the Ukrainian border", "Shebekino", Relation.AT),
        ("Shebekino, on the border with Ukraine", "Shebekino", Relation.AT),
        ("Shebekino, 5 km from the Ukrainian border", "Shebekino", Relation.AT),
        ("near Shebekino on the Ukrainian border", "Shebekino", Relation.NEAR),
        ("5 km from the Ukrainian border near Shebekino", "Shebekino", Relation.NEAR),
    ],
)
def test_countries_of_a_border_hold_nothing(phrase: str, text: str, relation: Relation) -> None:
    t = parse(phrase)
    assert (t.text, t.relation, t.other, t.within, t.distance_km) == (text, relation, None, (), None)


@pytest.mark.parametrize(
    ("phrase", "text", "other"),
    [
        ("border of Belgorod region and Kharkiv region", "Belgorod region", "Kharkiv region"),
        ("border of Belgorod and Kharkiv regions", "Belgorod", "Kharkiv region"),
        ("border between Belgorod and Kharkiv oblasts", "Belgorod", "Kharkiv oblast"),
        ("на границе Сумской и Курской областей", "Сумской", "Курской области"),
        ("на кордоні Сумської та Харківської областей", "Сумської", "Харківської області"),
    ],
)
def test_the_other_side_of_a_border_keeps_its_kind(phrase: str, text: str, other: str) -> None:
    t = parse(phrase)
    assert (t.text, t.other, t.relation, t.feature) == (text, other, Relation.BORDER, Feature.REGION)


def test_a_unit_holds_the_border_that_it_lies_on() -> None:
    t = parse("Belgorod region, 5 km from the border with Ukraine")
    assert (t.text, t.distance_km, t.within) == ("Ukraine", 5, ("Belgorod region",))
