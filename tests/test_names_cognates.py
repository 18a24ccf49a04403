"""names.cognates: the Russian and the Ukrainian form of one name meet under a coarser key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentmap.names import cognate, cognate_many, fold, fold_many, keys

PAIRS = """
Zolotoye/Zolote Popasnaya/Popasna Netaylovo/Netaylove Polovinkino/Polovynkyne Alekseyevka/Oleksiivka
Nikolaevka/Mykolaivka Volchansk/Vovchansk Kupyansk/Kupiansk Olkhovatka/Vilkhuvatka Annovka/Hannivka
Belaya_Kamenka/Bila_Kamianka Podgorodnoye/Pidhorodne Krasnoye/Krasne Peredelsk/Peredilsk Kirovsk/Kirovske
Kharkov/Kharkiv Lvov/Lviv Kiev/Kyiv Chernigov/Chernihiv Dnepropetrovsk/Dnipropetrovsk Artyomovsk/Artemivsk
Nikishin/Nikishyne Alexandrivske/Oleksandrivske Verkhnyotoretsk/Verkhnotoretske Rovno/Rivne
Zaporozhye/Zaporizhzhia Nikolaev/Mykolaiv Slavyansk/Sloviansk Ugledar/Vuhledar Zhyoltye_Vody/Zhovti_Vody
Belaya_Tserkov/Bila_Tserkva Krivoy_Rog/Kryvyi_Rih Kremennaya/Kreminna Volkovo/Vovkove Schastye/Shchastia
Konstantinovka/Kostiantynivka Severodonetsk/Sievierodonetsk Otradnoye/Vidradne Харьков/Харків Волчанск/Вовчанськ
Великая_Писаревка/Велика_Писарівка Вторая_Николаевка/Друга_Миколаївка Раздольное/Роздольне
"""


def _cognates(name: str) -> set[str]:
    return {cognate(key) for key in keys(name)}


@pytest.mark.parametrize("pair", PAIRS.split())
def test_both_languages_meet(pair: str) -> None:
    russian, ukrainian = pair.replace("_", " ").split("/")
    assert _cognates(russian) & _cognates(ukrainian)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Kozinka", "Kazinka"), ("Kharkiv", "Kherson"), ("Sumy", "Samara"), ("Lyman", "Yalta"), ("Ivanivka", "Annivka")],
)
def test_unlike_names_stay_apart(one: str, other: str) -> None:
    assert _cognates(one).isdisjoint(_cognates(other))


@given(st.lists(st.one_of(st.text(max_size=20), st.text(alphabet="aeioughklnrstvz ", max_size=20)), max_size=8))
def test_many_at_once_are_as_one_by_one(names: list[str]) -> None:
    folded = fold_many(names)
    assert cognate_many(folded) == [cognate(k) for k in folded]


def test_more_keys_than_one_batch_keep_their_order() -> None:
    folded = [f"harkov {i}" for i in range(1_300)]
    assert cognate_many(folded) == [cognate(k) for k in folded]
    assert cognate_many([]) == []


@given(st.text(max_size=200))
def test_names_with_one_key_have_one_cognate_key(name: str) -> None:
    assert cognate(fold(name)) == cognate(fold(name.strip() + " "))
    assert isinstance(cognate(name), str)
