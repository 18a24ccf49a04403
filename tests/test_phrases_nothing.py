"""phrases: what names no place, what is plain, and what is called after a town."""

from __future__ import annotations

import pytest

from incidentmap.phrases import is_plain, names_nothing, names_settlement, parse, without_facility


@pytest.mark.parametrize(
    "phrase",
    [
        "Unknown", "No geoinfo.", "No geoinfo provided", "-", "", " , ", "war zone", "in the war zone", "conflict area",
        "Fighting area", "Line of conflict", "in the anti-terrorist operation zone.", "near the border", "the city",
        "неизвестно", "зона боевых действий", "невідомо",
    ],
)  # fmt: skip
def test_nothing_is_named(phrase: str) -> None:
    assert names_nothing(phrase) is not None
    assert names_nothing(parse(phrase).text) is not None


@pytest.mark.parametrize("name", ["Most", "Border", "Anti"])
def test_a_noun_in_a_container_may_be_a_name(name: str) -> None:
    assert names_nothing(name) is not None
    assert names_nothing(name, contained=True) is None


@pytest.mark.parametrize("name", ["Donbas", "Goma", "Sumy", "東京"])
def test_a_name_is_something(name: str) -> None:
    assert names_nothing(name) is None


@pytest.mark.parametrize("name", ["Goma", "Гора-Подол", "Velyka Novosilka", "Deir ez Zor", "Куп'янськ"])
def test_a_plain_name_is_parsed_as_it_stands(name: str) -> None:
    assert is_plain(name)
    toponym = parse(name)
    assert (toponym.text, toponym.start, toponym.end) == (name, 0, len(name))


@pytest.mark.parametrize(
    "phrase",
    [
        "Gao area",
        "Gao and Kidal",
        "Northern Mali",
        "Gao airport",
        "село Козинка",
        "Donbas",
        "в Гао",
        "Gao, Mali",
        "South",
    ],
)
def test_what_has_more_to_it_is_not_plain(phrase: str) -> None:
    assert not is_plain(phrase)


def test_facilities_are_called_after_towns() -> None:
    assert without_facility("Gao International Airport") == "Gao"
    assert without_facility("border post Sedove") == "Sedove"
    assert without_facility("КПП Нехотеевка") == "Нехотеевка"
    assert without_facility("Gao bridge") is None


@pytest.mark.parametrize(
    ("phrase", "settled"),
    [
        ("near Gao", True),
        ("on the outskirts of Gao, Mali", True),
        ("Gao and Kidal", False),
        ("northern Mali", False),
        ("Gao region", False),
        ("Gao direction", False),
    ],
)
def test_settlements(phrase: str, settled: bool) -> None:
    assert names_settlement(phrase) is settled
