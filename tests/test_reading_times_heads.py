"""Datelines, the hours of chronicles, and days that count from a paragraph above."""

from __future__ import annotations

from datetime import date

import pytest

from incidentmap.reading.mentions import TimeMention
from incidentmap.reading.text import prepare
from incidentmap.reading.times import ANNOUNCED, ASSUMED, DATELINE, find

PUBLISHED = date(2024, 3, 14)


def read(text: str, published: date | None = PUBLISHED) -> list[TimeMention]:
    return find(prepare(text), published)


def starts(text: str, published: date | None = PUBLISHED) -> list[str]:
    return [f"{m.when.phrase}: {m.when.start}" for m in read(text, published)]


@pytest.mark.parametrize(
    "head",
    [
        "DAMASCUS, March 10 (Reuters) - ",
        "KYIV, 12 March — ",
        "KYIV/LVIV, March 12 (Reuters) -- ",
        "Zaporizhzhia, Ukraine, March 12 (Xinhua) -- ",
        "RIO DE JANEIRO, March 12 (AFP) – ",
        "March 12 (Reuters) - ",
        "Depot burns\n\nKYIV, March 12. /TASS/. ",
        "МОСКВА, 5 марта — РИА Новости. ",
        "БИШКЕК, 12 мар - АКИ. ",
        "МОСКВА, 5 марта. /ТАСС/. ",
        "Ростов-на-Дону, 5 марта 2024 г. — ",
        "КИЇВ, 12 бер (УНІАН) - ",
    ],
)
def test_a_dateline_says_so(head: str) -> None:
    mentions = read(head + "Two drones fell on the town.")
    assert [m.rule.startswith(DATELINE) for m in mentions] == [True]
    assert mentions[0].why is None


@pytest.mark.parametrize(
    "text",
    [
        "On March 12 (a Tuesday) drones fell.",
        "In Kyiv, 12 March — a long day.",
        "Drones fell on Kyiv, 12 March.",
        "Drones fell, March 12 - as said.",
        "В Киеве, 5 марта — обстрел.",
        "5 марта — обстрел.",
        "One.\n\nTwo.\n\nThree.\n\nKYIV, March 12 (Reuters) - Two drones fell.",
    ],
)
def test_other_days_are_no_datelines(text: str) -> None:
    assert not any(DATELINE in m.rule for m in read(text))


def test_a_dateline_is_but_one_of_the_days() -> None:
    mentions = read("KYIV, March 12 (Reuters) - Drones fell on Monday.\n\nMore fell the following day.")
    assert [str(m.when.start) for m in mentions] == ["2024-03-12", "2024-03-11", "2024-03-12"]
    assert [DATELINE in m.rule for m in mentions] == [True, False, False]


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("The following day", "2024-03-12"),
        ("A day later", "2024-03-12"),
        ("The day after,", "2024-03-12"),
        ("Two days earlier", "2024-03-09"),
        ("That week, the same day,", "2024-03-11"),
    ],
)
def test_the_next_day_counts_from_the_paragraph_above(phrase: str, day: str) -> None:
    assert starts(f"The depot burned on Monday.\n\n{phrase} the bridge fell.")[-1].endswith(day)


@pytest.mark.parametrize("phrase", ["Наступного дня", "На следующий день", "Днём позже"])
def test_the_next_day_in_cyrillic(phrase: str) -> None:
    assert starts(f"Склад горел 11 марта.\n\n{phrase} упал мост.")[-1].endswith("2024-03-12")


def test_a_day_of_the_own_paragraph_goes_before() -> None:
    text = "The depot burned on Sunday.\n\nThe mill burned on Tuesday. A day later the bridge fell."
    assert starts(text)[-1] == "A day later: 2024-03-13"


def test_a_day_far_above_is_not_counted_from() -> None:
    text = "The depot burned on Sunday." + "\n\nIt rained." * 5 + "\n\nA day later the bridge fell."
    assert starts(text)[-1] == "A day later: None"


def test_the_eve_at_the_head_of_a_paragraph_is_of_the_publication() -> None:
    assert starts("Склад горел 11 марта.\n\nНакануне упал мост.")[-1] == "Накануне: 2024-03-13"


def test_hours_of_a_chronicle_are_of_the_day_of_publication() -> None:
    text = "0:40 шахеди над річкою\n1:05 гучно, працює ппо\n23:10 відбій"
    assert starts(text) == ["0:40: 2024-03-14", "1:05: 2024-03-14", "23:10: 2024-03-14"]
    assert all(m.rule.endswith(ASSUMED) and m.why is None for m in read(text))
    assert starts(text, None) == []


def test_hours_are_none_where_the_text_names_a_day_or_they_are_elsewhere() -> None:
    assert starts("12 березня.\n0:40 шахеди над річкою") == ["12 березня: 2024-03-12"]
    assert starts("Гучно о 0:40 над річкою. Рахунок 3:05 на табло.") == []
    assert starts("25:40 шахеди над річкою\n1:5 гучно") == []


def test_what_is_to_come_is_announced() -> None:
    assert [m.why for m in read("The talks open tomorrow.")] == [ANNOUNCED]
    assert [m.why for m in read("The bridge is shut until tomorrow.")] != [ANNOUNCED]
    assert [m.why for m in read("It burned on Tuesday night.", date(2024, 3, 12))] == [None]


def test_a_digest_without_a_day_of_publication_stays_unresolved() -> None:
    assert starts("Станом на 22:00 тихо.", None) == ["Станом на 22:00: None"]


def test_whose_independence_day_it_is_must_be_said() -> None:
    (mention,) = read("Дроны летели в День независимости.")
    assert mention.when.start is None
    assert "which country's" in str(mention.why)
