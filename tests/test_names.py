"""names: one key per name, whatever the spelling, the script and the generic words."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentmap.model import Feature
from incidentmap.names import (
    cores_many,
    fold,
    fold_many,
    keys,
    keys_many,
    spelling,
    spelling_many,
    split_generic,
    split_many,
    without_settlement_word,
)

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    "spellings",
    [
        ("Тёткино", "Теткино", "Tyotkino", "Tetkino", "Tëtkino", "TETKINO", "пгт Тёткино", "пгт. Теткино"),
        ("Теребрено", "Terebreno", "с. Теребрено", "с.Теребрено", "село Теребрено", "the village of Terebreno"),
        ("Nekhoteevka", "Nekhoteyevka", "Нехотеевка", "Nehoteevka"),
        ("Грайворон", "Grayvoron", "Graivoron", "Grajvoron"),
        ("Гора-Подол", "Gora-Podol", "Gora Podol", "гора‑подол"),
        ("Октябрьский", "Oktyabrsky", "Oktyabrskiy", "Oktyabr'skii", "Oktiabrskij"),
        ("Красный Хутор", "Krasny Khutor", "Krasnyy Khutor", "Krasnyi Hutor"),
        ("Журавлёвка", "Журавлевка", "Zhuravlyovka", "Zhuravlevka"),
        ("Вовчанськ", "Vovchansk", "Vovchans'k", "Vovchans’k"),
        ("Харків", "Kharkiv", "м. Харків", "місто Харків"),
        ("Харьков", "Kharkov", "Khar'kov", "г. Харьков"),
        ("Belgorod Oblast", "the region of Belgorod", "Belgorod oblast'", "Belgorod region", "Oblast of Belgorod"),
        ("Белгородская область", "Belgorodskaya oblast", "Belgorodskaia Oblast'", "Белгородская обл."),
        ("Грайворонский район", "Grayvoronsky District", "Graivoronskiy raion", "Grayvoronsky Rayon"),
        ("São Paulo", "Sao Paulo"),
        ("Łódź", "Lodz"),
    ],
)
def test_spellings_of_one_place_meet(spellings: tuple[str, ...]) -> None:
    assert len({fold(s) for s in spellings}) == 1, {s: fold(s) for s in spellings}


@pytest.mark.parametrize(
    ("one", "other"),
    [("Kharkiv", "Kharkov"), ("Kozinka", "Kozino"), ("Belgorod", "Белгородская область"), ("Cape Town", "Cape")],
)
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_every_border_settlement_meets_its_russian_name() -> None:
    with (ROOT / "data/gazetteer/border_settlements.tsv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    apart = [(r["name"], r["name_ru"]) for r in rows if fold(r["name"]) not in keys(r["name_ru"])]
    assert len(rows) == 123
    assert apart == []


@pytest.mark.parametrize(
    ("name", "core", "feature"),
    [
        ("the region of Belgorod", "Belgorod", Feature.REGION),
        ("Belgorod Oblast", "Belgorod", Feature.REGION),
        ("village of Solokhi", "Solokhi", Feature.SETTLEMENT),
        ("г. Белгород", "Белгород", Feature.SETTLEMENT),
        ("г.Белгород", "Белгород", Feature.SETTLEMENT),
        ("Климовский район", "Климовский", Feature.DISTRICT),
        ("City of London", "London", Feature.SETTLEMENT),
        ("Cape Town", "Cape Town", None),
        ("Mexico City", "Mexico City", None),
        ("State College", "State College", None),
        ("Oblast", "Oblast", None),
        ("", "", None),
    ],
)
def test_generic_words_tell_the_kind(name: str, core: str, feature: Feature | None) -> None:
    assert split_generic(name) == (core, feature)


def test_a_name_is_never_all_generic() -> None:
    assert fold("город")
    assert fold("the village")


@pytest.mark.parametrize(
    "spellings",
    [
        ("Щербиновка", "Shcherbinovka", "Ščerbinovka", "Szczerbinowka", "Schtscherbinowka", "Scherbinovka"),
        ("Журавлёвка", "Žuravlëvka", "Zhuravlevka", "Zhuravljovka"),
        ("Южный", "Yuzhny", "Yuzhnyy", "Iuzhnyi", "Iuzhnyy"),
        ("Згурівка", "Zghurivka", "Zgurivka"),
        ("Царевка", "Tsarevka", "Carevka", "Tzarevka"),
        ("Луцьк", "Lutsk", "Luc'k", "Łuck"),
        ("Запоріжжя", "Zaporizhzhia", "Zaporizhzhya", "Zaporizhia"),
        ("Єнакієве", "Yenakiieve", "Yenakiyeve", "Enakieve"),
        ("Алексеевка", "Alekseyevka", "Alexeyevka"),
        ("Покровське", "Pokrovske", "Pokrowske"),
        ("Красногірка", "Krasnohirka", "Krasnogirka"),
        ("Слов'янськ", "Слов’янськ", "Slov'yans'k", "Slov´yansk", "Sloviansk"),
    ],
)
def test_every_system_of_transliteration_meets(spellings: tuple[str, ...]) -> None:
    first = set(keys(spellings[0]))
    apart = {s: keys(s) for s in spellings if first.isdisjoint(keys(s))}
    assert apart == {}


@pytest.mark.parametrize(("one", "other"), [("Згурівка", "Zhurivka"), ("Шахты", "Часты"), ("Гора", "Кора")])
def test_different_sounds_stay_apart(one: str, other: str) -> None:
    assert set(keys(one)).isdisjoint(keys(other))


def test_ambiguous_cyrillic_is_read_both_ways() -> None:
    assert keys("Гора") == ("gora", "hora")
    assert keys("Гоща і") == ("hosha i", "gosha i")
    assert keys("Гоща ы") == ("gosha i",)


def test_control_and_bidi_characters_do_not_reach_a_key() -> None:
    assert fold("\u202eTere\x00breno\u200f") == "terebreno"
    assert spelling("\ufeffTerebreno") == "terebreno"


def test_last_settlement_word() -> None:
    assert without_settlement_word("Sloviansk town") == "Sloviansk"
    assert without_settlement_word("town") is None


@given(st.text(max_size=200))
def test_any_text_folds_and_folding_again_changes_nothing(text: str) -> None:
    key = fold(text)
    assert key == key.strip()
    assert "  " not in key
    assert fold(text.upper().lower()) == fold(text.lower().upper().lower())
    assert all(isinstance(k, str) for k in keys(text))
    core, _ = split_generic(text)
    assert isinstance(core, str)


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщыэюя", min_size=1, max_size=20))
def test_a_cyrillic_name_and_its_key_are_the_same_key(name: str) -> None:
    assert fold(fold(name)) == fold(name)


_NAMES = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.text(alphabet="abhkstcyzi '\n\t-АгҐїщЩзГъŠž.´\x01\x85\u2028\ud800İßﬁ", max_size=12),
        st.sampled_from(["г. Белгород", "м. Львів", "the village of Soloti", "Белгородская область", "Згурівка", ""]),
    ),
    max_size=12,
)


@given(_NAMES)
def test_many_at_once_are_as_one_by_one(names: list[str]) -> None:
    assert fold_many(names) == [fold(n) for n in names]
    assert keys_many(names) == [keys(n) for n in names]
    assert spelling_many(names) == [spelling(n) for n in names]
    assert split_many(names) == [split_generic(n) for n in names]
    assert cores_many(names) == [spelling(split_generic(n)[0]) for n in names]


def test_more_names_than_one_batch_keep_their_order() -> None:
    names = [("Село {}", "Város {}", "Місто {}", "Town {}")[i % 4].format(i) for i in range(3_000)]
    assert fold_many(names) == [fold(n) for n in names]
    assert fold_many(("Kursk",) * 1_500) == ["kursk"] * 1_500


@pytest.mark.parametrize(
    "cell", ["k" * 500_000 + "h", "i" * 500_000, "sh" + "ch" * 250_000, "zh" * 250_000, " ." * 250_000]
)
def test_a_hostile_cell_takes_no_longer_than_another(cell: str) -> None:
    assert fold_many([cell]) == [fold(cell)]
