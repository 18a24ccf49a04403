"""geocode_many: the same answers as one by one, for any names, in columns."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentmap import Gazetteer, geocode, geocode_many
from incidentmap.phrases import is_plain, parse

NAMES = [
    "Belgorod", "Тёткино", "Nekhoteevka", "Springfield", "Paris", "Козинка", "Kharkov", "Грайвороне", "Belogorod",
    "near Belgorod", "Crimea", "the region of Belgorod", "Nowherevka", "unknown", "", "Sloviansk town", "Pokrovsk",
    "Donetsk International airport", "Сумах", "Волчанск", "San José", "Одеса", "5 km north of Belgorod", "東京",
    "Novaya Tavolzhanka", "Гора-Подол", "X", "Home", "Most", "Ukraine", "Київ", "Moscow", "Berezove", "Oleksandrivka",
]  # fmt: skip


@pytest.fixture(scope="module")
def towns(gazetteer: Gazetteer) -> list[str]:
    rows = gazetteer._rows(
        "SELECT name FROM place WHERE n % 400 = 0 UNION SELECT name FROM name WHERE rowid % 3000 = 0"
    )
    return [row[0] for row in rows]


def as_one_by_one(names: list[str], gazetteer: Gazetteer) -> list[tuple[object, ...]]:
    answers = [geocode(name, gazetteer) for name in names]
    return [
        (a.place and a.place.id, a.place and a.place.name, str(a.precision), a.match and str(a.match), a.rule, a.reason)
        for a in answers
    ]


def as_many(names: list[str], gazetteer: Gazetteer) -> list[tuple[object, ...]]:
    table = geocode_many(names, gazetteer, context=False)
    columns = ("place_id", "name", "precision", "match", "rule", "reason")
    return list(zip(*(table[c].tolist() for c in columns), strict=True))


def test_the_same_as_one_by_one(gazetteer: Gazetteer, towns: list[str]) -> None:
    names = NAMES + towns
    assert len(names) > 500
    one, many = as_one_by_one(names, gazetteer), as_many(names, gazetteer)
    assert [(n, a, b) for n, a, b in zip(names, one, many, strict=True) if a != b] == []


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(NAMES), st.text(max_size=30)), max_size=8))
def test_the_same_for_any_text(gazetteer: Gazetteer, names: list[str]) -> None:
    assert as_many(names, gazetteer) == as_one_by_one(names, gazetteer)


@given(st.text(max_size=40))
def test_a_plain_name_is_parsed_as_it_stands(name: str) -> None:
    if is_plain(name):
        toponym = parse(name)
        assert (toponym.text, str(toponym.relation), toponym.within, toponym.feature) == (name, "at", (), None)


def test_rows_stay_in_order_and_null_is_empty(gazetteer: Gazetteer) -> None:
    names = pd.Series(["Тёткино", None, "Belgorod", np.nan, "Тёткино"], index=[9, 8, 7, 6, 5])
    table = geocode_many(names, gazetteer)
    assert table["place_id"].tolist() == ["border:tyotkino", None, "geonames:578072", None, "border:tyotkino"]
    assert table["query"].tolist() == ["Тёткино", "", "Belgorod", "", "Тёткино"]
    assert table["reason"].tolist()[1] == "no place is given"
    assert table["lon"].dtype == np.float64


def test_containers_for_all_or_for_each(gazetteer: Gazetteer) -> None:
    each = geocode_many(["Nekhoteevka", "Nekhoteevka"], gazetteer, within=["Шебекинский район", "Belgorodsky District"])
    assert each["admin2"].tolist() == ["Shebekinsky District", "Belgorodsky District"]
    every = geocode_many(["Paris", "Odessa"], gazetteer, country="US", within="Texas")
    assert set(every["admin1"]) == {"Texas"}
    with pytest.raises(ValueError, match="2 entries and the names 3"):
        geocode_many(["a", "b", "c"], gazetteer, within=["x", "y"])


def test_the_sure_places_of_a_table_decide_between_namesakes(gazetteer: Gazetteer) -> None:
    names = ["Nekhoteevka", "Шебекино", "Новая Таволжанка", "Муром"]
    alone = geocode_many(names, gazetteer, context=False)
    together = geocode_many(names, gazetteer)
    assert alone["place_id"].tolist()[0] is None
    assert together["admin2"].tolist()[0] == "Shebekinsky District"
    assert "nearest to the other places told of" in together["rule"].tolist()[0]


def test_what_is_no_text_is_no_crash(gazetteer: Gazetteer) -> None:
    table = geocode_many(["Belgorod", 5, "\ud800x", b"x", 1.5, None], gazetteer)  # type: ignore[list-item]
    assert table["place_id"].tolist()[0] == "geonames:578072"
    assert len(table) == 6
    assert geocode_many([], gazetteer).shape == (0, 14)
