"""phrases: what holds a place, what only stands beside it, and what is passed over."""

from __future__ import annotations

import pytest

from incidentmap.model import Feature, Relation
from incidentmap.phrases import parse


@pytest.mark.parametrize(
    ("phrase", "within"),
    [
        ("Kozinka, Grayvoronsky District", ("Grayvoronsky District",)),
        ("Kozinka, Grayvoronsky District, Belgorod Oblast", ("Grayvoronsky District", "Belgorod Oblast")),
        ("Kozinka (Grayvoronsky District, Belgorod Oblast)", ("Grayvoronsky District", "Belgorod Oblast")),
        ("Kozinka (Grayvoronsky District), Belgorod Oblast", ("Grayvoronsky District", "Belgorod Oblast")),
        ("Kozinka (Grayvoronsky District) Belgorod Oblast", ("Grayvoronsky District", "Belgorod Oblast")),
        ("near Kozinka,, ,Russia", ("Russia",)),
        ("Kozinka village Belgorod Oblast", ("Belgorod Oblast",)),
        ("Town/City Kozinka Belgorod region", ("Belgorod region",)),
        ("village Kozinka, Grayvoronsky district Belgorod region", ("Grayvoronsky district", "Belgorod region")),
        ("near Kozinka in the north of the Belgorod region", ("Belgorod region",)),
        ("Kozinka in the Grayvoronsky district of Belgorod region", ("Grayvoronsky district", "Belgorod region")),
        ("Belgorod Oblast, Grayvoronsky District, Kozinka", ("Grayvoronsky District", "Belgorod Oblast")),
        ("Belgorod region, near the village of Kozinka", ("Belgorod region",)),
        ("Belgorod region; Kozinka", ("Belgorod region",)),
        ("Belgorod region: Kozinka", ("Belgorod region",)),
        ("Belgorod region - in Kozinka", ("Belgorod region",)),
        ("Kozinka, Belgorod", ("Belgorod",)),
        ("Kozinka in the Donetsk People's Republic (DPR).", ("Donetsk People's Republic",)),
        ("Kozinka (DRC)", ("DRC",)),
        ("35 km north of Kozinka in North Kivu", ("North Kivu",)),
        ("Kozinka, according to the map", ()),
        ("Kozinka (LiveMap, unspecified)", ()),
        ("Kozinka", ()),
    ],
)
def test_containers(phrase: str, within: tuple[str, ...]) -> None:
    toponym = parse(phrase)
    assert toponym.text == "Kozinka"
    assert toponym.within == within
    assert toponym.also == ()


@pytest.mark.parametrize(
    ("phrase", "within"),
    [
        ("с. Козинка Грайворонского района Белгородской области", ("Грайворонского района", "Белгородской области")),
        ("Белгородская область, Грайворонский район, Козинка", ("Грайворонский район", "Белгородская область")),
        ("біля села Козинка Лиманського району", ("Лиманського району",)),
    ],
)
def test_containers_in_russian_and_ukrainian(phrase: str, within: tuple[str, ...]) -> None:
    toponym = parse(phrase)
    assert (toponym.text, toponym.within) == ("Козинка", within)


def test_a_region_in_a_region_is_a_district() -> None:
    assert parse("Kozinka village, Valuysky region Belgorod region").within == ("Valuysky district", "Belgorod region")
    toponym = parse("in the Valuysky region, Belgorod region")
    assert (toponym.text, toponym.feature, toponym.within) == ("Valuysky", Feature.DISTRICT, ("Belgorod region",))


@pytest.mark.parametrize(
    ("phrase", "beside"),
    [
        ("Kozinka near Graivoron", ("Graivoron",)),
        ("near Kozinka, to the southwest of Graivoron", ("Graivoron",)),
        ("Kozinka town, suburb of Graivoron", ("Graivoron",)),
        ("Kozinka village, 20 km from Graivoron", ("Graivoron",)),
        ("Kozinka (rebel-held, 20km south-west of Graivoron)", ("Graivoron",)),
        ("Kozinka some 70 kilometres south of the rebels' de facto capital Graivoron", ("Graivoron",)),
        ("Graivoron's suburb of Kozinka", ("Graivoron",)),
        ("Kozinka on the road to Graivoron", ("Graivoron",)),
        ("Kozinka (route Graivoron - Sumy)", ("Graivoron", "Sumy")),
        ("near Graivoron near the village of Kozinka", ("Graivoron",)),
        ("near the city of Kozinka near Graivoron airport", ("Graivoron airport",)),
        ("near the village of Kozinka (Old Name)", ("Old Name",)),
        ("Kozinka village, Graivoron city council", ("Graivoron",)),
        ("Kozinka, Rutshuru territory", ("Rutshuru",)),
        ("in the direction of Graivoron; near the village of Kozinka", ("Graivoron",)),
        ("Kozinka/Kozynka town", ()),
    ],
)
def test_places_that_only_stand_beside(phrase: str, beside: tuple[str, ...]) -> None:
    toponym = parse(phrase)
    assert (toponym.text, toponym.beside, toponym.within) == ("Kozinka", beside, ())


@pytest.mark.parametrize(
    ("phrase", "text", "relation"),
    [
        ("on Main Street in Kozinka, near the monument", "Kozinka", Relation.AT),
        ("He was killed near Kozinka", "Kozinka", Relation.NEAR),
        ("a bus depot in Kozinka", "Kozinka", Relation.AT),
        ("checkpoint No. 8 near Kozinka", "Kozinka", Relation.NEAR),
        ("in the battle for the liberation of Kozinka", "Kozinka", Relation.AT),
        ("the Olymp position (Kozinka)", "Kozinka", Relation.NEAR),
        ("Butivka mine, south of Kozinka", "Kozinka", Relation.DIRECTION),
        ("zone of responsibility of the 5th Brigade in Kozinka", "Kozinka", Relation.AT),
        ("the new terminal of Kozinka Airport", "Kozinka Airport", Relation.AT),
        ("on a checkpoint on the night of August 6-7 near the town of Kozinka", "Kozinka", Relation.NEAR),
        ("on the outskirts of Graivoron, in the village of Kozinka", "Kozinka", Relation.AT),
        ("49.628680, 37.877270, Kozinka", "Kozinka", Relation.AT),
        ("(a village near Kozinka)", "Kozinka", Relation.NEAR),
        ("near [the village of] Kozinka", "Kozinka", Relation.NEAR),
        ("Zamzam camp near Kozinka", "Kozinka", Relation.NEAR),
        ("border post Kozinka", "border post Kozinka", Relation.AT),
        ("at Kozinka checkpoint", "Kozinka checkpoint", Relation.AT),
        ("near the border village of Kozinka", "Kozinka", Relation.NEAR),
    ],
)
def test_things_at_a_place_are_not_the_place(phrase: str, text: str, relation: Relation) -> None:
    toponym = parse(phrase)
    assert (toponym.text, toponym.relation) == (text, relation)


def test_the_container_of_what_stands_beside_is_not_the_places_own() -> None:
    toponym = parse("on the outskirts of Artemivsk, Donetsk region, in the direction of Popasna, Luhansk region")
    assert (toponym.text, toponym.within) == ("Artemivsk", ("Donetsk region",))
