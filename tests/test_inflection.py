"""inflection: an oblique form of a name proposes its nominative."""

from __future__ import annotations

import csv
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentmap.inflection import forget, nominatives, senses

with (Path(__file__).parent / "data/inflected.tsv").open(encoding="utf-8") as _table:
    WRITTEN = [(row["written"], row["nominative"]) for row in csv.DictReader(_table, delimiter="\t")]


@pytest.mark.parametrize(("written", "nominative"), WRITTEN)
def test_the_nominative_is_proposed(written: str, nominative: str) -> None:
    assert nominative in nominatives(written)


def test_most_nominatives_come_first() -> None:
    first = sum(nominatives(written)[0] == nominative for written, nominative in WRITTEN)
    assert len(WRITTEN) > 160
    assert first / len(WRITTEN) > 0.75


@pytest.mark.parametrize(
    "name", ["Belgorod", "", "Харків 2", "東京", "Харьков, Сумы", "x" * 1_000_000, "Суми\x00", "а б в г д е ж"]
)
def test_what_is_no_cyrillic_name_proposes_nothing(name: str) -> None:
    assert nominatives(name) == ()


def test_capitals_hyphens_and_spaces_stay() -> None:
    assert nominatives("НОВОЙ ТАВОЛЖАНКЕ")[0] == "НОВАЯ ТАВОЛЖАНКА"
    assert nominatives("новой  таволжанке")[0] == "новая таволжанка"
    assert nominatives("Ростове-на-Дону")[0] == "Ростов-на-Дону"


def test_the_name_itself_is_not_proposed() -> None:
    assert "Сумы" not in nominatives("Сумы")
    assert "Козинка" not in nominatives("Козинка")


def test_limit() -> None:
    assert nominatives("Харькове", limit=2) == nominatives("Харькове")[:2]


def test_threads_get_the_same_answers() -> None:
    names = [written for written, _ in WRITTEN[:40]]
    expected = [nominatives(n) for n in names]
    forget()
    answers: dict[int, list[tuple[str, ...]]] = {}
    threads = [
        threading.Thread(target=lambda i=i: answers.__setitem__(i, [nominatives(n) for n in names])) for i in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(answers.values()) == [expected] * 4


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=90), st.text(alphabet="аеоуиіїєґьъёйкцнсвхяюм'’ -", max_size=40)))
def test_any_text_gives_distinct_proposals_within_the_limit(name: str) -> None:
    found = nominatives(name)
    assert len(found) <= 16
    assert len(set(found)) == len(found)


def test_the_longest_name_is_answered_soon() -> None:
    started = time.process_time()
    nominatives("Великого Нижнього Старого Козачого Хутора")
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("written", "cases", "nominative"),
    [("Журавці", "d", "Журавка"), ("Дружбі", "dl", "Дружба"), ("Сварковому", "d", "Сваркове"), ("Сумах", "l", "Суми")],
)
def test_the_cases_that_a_sentence_asks_for_are_kept_to(written: str, cases: str, nominative: str) -> None:
    assert nominative in nominatives(written, cases=cases)
    assert set(nominatives(written, limit=99, cases=cases)) <= set(nominatives(written, limit=99))


def test_a_form_that_no_such_case_has_proposes_nothing() -> None:
    assert nominatives("Глушкове", cases="i") == ()


def test_senses_are_the_dictionarys_tags() -> None:
    assert any("Geox" in tag for tag in senses("КУРСКОМ", "ru"))
    assert senses("Найтоповичах", "ru") == ()
    assert senses("", "uk") == ()
