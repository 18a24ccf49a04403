"""phrases: what the words around a name say."""

from __future__ import annotations

import pytest

from incidentmap.model import Feature, Relation
from incidentmap.phrases import LONGEST_PHRASE, parse

AT, NEAR, OUTSKIRTS = Relation.AT, Relation.NEAR, Relation.OUTSKIRTS
BETWEEN, ALONG, BORDER = Relation.BETWEEN, Relation.ALONG, Relation.BORDER
DIRECTION, DISTANCE, FACILITY = Relation.DIRECTION, Relation.DISTANCE, Relation.FACILITY


@pytest.mark.parametrize(
    ("phrase", "text", "relation"),
    [
        ("Belgorod", "Belgorod", AT),
        ("village of Solokhi", "Solokhi", AT),
        ("in Kharkiv", "Kharkiv", AT),
        ("у Харкові", "Харкові", AT),
        ("central Mogadishu", "Mogadishu", AT),
        ("in besieged El Fasher", "El Fasher", AT),
        ("the centre of Goma", "Goma", AT),
        ("near the village of Terebreno", "Terebreno", NEAR),
        ("training ground near Soloti", "Soloti", NEAR),
        ("a checkpoint near Myawaddy", "Myawaddy", NEAR),
        ("Ansongo (near)", "Ansongo", NEAR),
        ("the Ansongo area", "Ansongo", NEAR),
        ("area of Ansongo", "Ansongo", NEAR),
        ("in the area of ??Ansongo", "Ansongo", NEAR),
        ("in the area of the settlement of Ansongo", "Ansongo", NEAR),
        ("вблизи Тёткино", "Тёткино", NEAR),
        ("возле села Козинка", "Козинка", NEAR),
        ("у села Козинка", "Козинка", NEAR),
        ("поблизу Вовчанська", "Вовчанська", NEAR),
        ("в районе Суджи", "Суджи", NEAR),
        ("the outskirts of Vovchansk", "Vovchansk", OUTSKIRTS),
        ("on the outskirts of Vovchansk", "Vovchansk", OUTSKIRTS),
        ("suburbs of Beirut", "Beirut", OUTSKIRTS),
        ("Mariupol outskirts", "Mariupol", OUTSKIRTS),
        ("на окраине Судж", "Судж", OUTSKIRTS),
        ("на околиці Вовчанська", "Вовчанська", OUTSKIRTS),
        ("between Shebekino and Novaya Tavolzhanka", "Shebekino", BETWEEN),
        ("между Шебекино и Муромом", "Шебекино", BETWEEN),
        ("road from Sudzha to Kursk", "Sudzha", BETWEEN),
        ("along the border north of Kharkiv", "Kharkiv", BORDER),
        ("вдоль границы с Россией", "Россией", BORDER),
        ("5 km north-east of Kozinka", "Kozinka", DISTANCE),
        ("10 км от Белгорода", "Белгорода", DISTANCE),
        ("north of Kharkiv", "Kharkiv", DIRECTION),
        ("севернее Харькова", "Харькова", DIRECTION),
        ("in the direction of Sudzha", "Sudzha", DIRECTION),
        ("Kupyansk direction", "Kupyansk", DIRECTION),
        ("Kupyansky direction", "Kupyansky", DIRECTION),
        ("на Купянском направлении", "Купянском", DIRECTION),
        ("Бахмутський напрямок", "Бахмутський", DIRECTION),
        ("near the airport in Luhansk", "Luhansk", FACILITY),
        ("Harrow on the Hill", "Harrow on the Hill", AT),
        ("Newcastle upon Tyne", "Newcastle upon Tyne", AT),
        ("Isle of Man", "Isle of Man", AT),
        ("The Hague", "The Hague", AT),
        ("Port Sudan", "Port Sudan", AT),
        ("Northern Samar", "Northern Samar", AT),
        ("Bosnia and Herzegovina", "Bosnia and Herzegovina", AT),
        ("Nearville", "Nearville", AT),
    ],
)
def test_relation_and_name(phrase: str, text: str, relation: Relation) -> None:
    toponym = parse(phrase)
    assert (toponym.text, toponym.relation) == (text, relation)
    assert phrase[toponym.start : toponym.end] == text


@pytest.mark.parametrize(
    ("phrase", "km", "bearing"),
    [
        ("2,5 km north-east of Kozinka", 2.5, "northeast"),
        ("20km SW of Aleppo", 20.0, "southwest"),
        ("5 km to the south-east of Kozinka", 5.0, "southeast"),
        ("10-15 km from Kozinka", 12.5, None),
        ("One and a half kilometers from Kozinka", 1.5, None),
        ("half a kilometre from Kozinka", 0.5, None),
        ("500 m from Kozinka", 0.5, None),
        ("Sea 3 nautical miles off Tyre", 5.556, None),
        ("2 miles west of Kozinka", 3.218688, "west"),
        ("в 5 км к северу от Козинки", 5.0, "north"),
        ("5 км севернее Козинки", 5.0, "north"),
        ("за 5 км на північ від Вовчанська", 5.0, "north"),
    ],
)
def test_distances(phrase: str, km: float, bearing: str | None) -> None:
    toponym = parse(phrase)
    assert toponym.relation is DISTANCE
    assert toponym.distance_km == pytest.approx(km)
    assert toponym.bearing == bearing


def test_a_few_kilometres_are_near() -> None:
    toponym = parse("a few kilometres from Aleppo")
    assert (toponym.text, toponym.relation, toponym.distance_km) == ("Aleppo", NEAR, None)


@pytest.mark.parametrize(
    ("phrase", "text", "bearing"),
    [
        ("northern Mali", "Mali", "north"),
        ("Eastern DRC", "DRC", "east"),
        ("south of Ukraine", "Ukraine", "south"),
        ("Southern Ukraine", "Ukraine", "south"),
        ("Ukraine's eastern regions", "Ukraine", "east"),
        ("in the west of Kachin state", "Kachin state", "west"),
        ("northern Kharkiv region", "Kharkiv region", "north"),
        ("the southern part of Goma", "Goma", "south"),
        ("на юге Курской области", "Курской области", "south"),
        ("схід України", "України", "east"),
        ("in the north, Mali", "Mali", "north"),
        ("in the east", "", "east"),
        ("east of the country", "", "east"),
        ('operational command "South"', "", "south"),
    ],
)
def test_parts(phrase: str, text: str, bearing: str) -> None:
    toponym = parse(phrase)
    assert (toponym.text, toponym.relation, toponym.bearing) == (text, AT, bearing)


@pytest.mark.parametrize(
    ("phrase", "text", "other", "relation"),
    [
        ("the road between the villages of Terny and Yampil", "Terny", "Yampil", BETWEEN),
        ("road between the village of Terny and the village of Yampil", "Terny", "Yampil", BETWEEN),
        ("on the Gao-Ansongo highway", "Gao", "Ansongo", BETWEEN),
        ("checkpoint on the Gao — Ansongo road", "Gao", "Ansongo", BETWEEN),
        ("Kupyansk-Lyman direction", "Kupyansk", "Lyman", BETWEEN),
        ("stretch of the road connecting Gao and the town of Ansongo", "Gao", "Ansongo", BETWEEN),
        ("from Menaka to Ansongo", "Menaka", "Ansongo", BETWEEN),
        ("трасса Купянск — Сватово", "Купянск", "Сватово", BETWEEN),
        ("між Куп'янськом і Сватовим", "Куп'янськом", "Сватовим", BETWEEN),
        ("Syria-Turkey border", "Syria", "Turkey", BORDER),
        ("on the border of Niger and Mali", "Niger", "Mali", BORDER),
        ("на границе Сумской и Курской областей", "Сумской", "Курской области", BORDER),
        ("border with Sudan", "Sudan", None, BORDER),
        ("along the border in Sumy region", "Sumy region", None, BORDER),
        ("Ivano-Frankivsk area", "Ivano-Frankivsk", None, NEAR),
        ("Deir ez-Zor", "Deir ez-Zor", None, AT),
    ],
)
def test_two_ends(phrase: str, text: str, other: str | None, relation: Relation) -> None:
    toponym = parse(phrase)
    assert (toponym.text, toponym.other, toponym.relation) == (text, other, relation)


def test_words_of_kind() -> None:
    assert parse("the region of Belgorod").feature is Feature.REGION
    assert parse("Belgorod Oblast").text == "Belgorod Oblast"
    assert parse("near the town of Sudzha").feature is Feature.SETTLEMENT
    assert parse("Sudzha town").text == "Sudzha"
    assert parse("Cape Town").text == "Cape Town"
    assert parse("Lake Chad basin").feature is Feature.AREA
    assert (parse("Donbass area").text, parse("Donbass area").feature) == ("Donbass", Feature.AREA)


def test_waters() -> None:
    along = parse("along the Litani River")
    assert (along.text, along.relation, along.feature) == ("Litani", ALONG, Feature.WATER)
    river = parse("on the river Litani near the village of Qasmiyeh")
    assert (river.text, river.relation) == ("Qasmiyeh", NEAR)


def test_a_long_phrase_is_not_parsed() -> None:
    phrase = "near " + "x" * LONGEST_PHRASE
    assert parse(phrase).text == phrase


@pytest.mark.parametrize(
    "phrase", [" near  the\nvillage of\tTerny. ", '"near the village of Terny"', "near village. Terny"]
)
def test_blanks_quotes_and_full_stops_are_nothing(phrase: str) -> None:
    toponym = parse(phrase)
    assert (toponym.text, toponym.relation, toponym.feature) == ("Terny", NEAR, Feature.SETTLEMENT)


@pytest.mark.parametrize(
    "phrase", ["c. Terny", "v. Terny", "near m. Terny", "n.p. Terny", "г. Терны", "н.п. Терны", "пгт. Терны"]
)
def test_abbreviated_kinds(phrase: str) -> None:
    toponym = parse(phrase)
    assert (toponym.text in ("Terny", "Терны"), toponym.feature) == (True, Feature.SETTLEMENT)
