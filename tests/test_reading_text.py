"""reading.text: sentences, words and languages by offset, whatever the text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentmap.reading.text import LONGEST_SENTENCE, prepare


def sentences(text: str) -> list[str]:
    ready = prepare(text)
    return [text[s.start : s.end] for s in ready.sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fighting near Kozinka. Two were hurt.", ["Fighting near Kozinka.", "Two were hurt."]),
        ("Gov. Gladkov spoke. He left.", ["Gov. Gladkov spoke.", "He left."]),
        ("The U.S. sent aid. It came.", ["The U.S. sent aid.", "It came."]),
        ("At 5 a.m. a drone fell. It burned.", ["At 5 a.m. a drone fell.", "It burned."]),
        ("В с. Козинка обстрел. Жертв нет.", ["В с. Козинка обстрел.", "Жертв нет."]),
        ("Губернатор В. Гладков сообщил. Позже уточнил.", ["Губернатор В. Гладков сообщил.", "Позже уточнил."]),
        ("12 березня 2024 р. обстріляли м. Суми. Горить.", ["12 березня 2024 р. обстріляли м. Суми.", "Горить."]),
        ("“It burned.” He left.", ["“It burned.”", "He left."]),
        ("Was it a drone? Nobody knows! Wait…", ["Was it a drone?", "Nobody knows!", "Wait…"]),
        ("Title\n\nBody of the text.", ["Title", "Body of the text."]),
        ("- Kozinka\n- Glotovo", ["- Kozinka", "- Glotovo"]),
        ("It cost 3.5 million. It flew 1.2 km.", ["It cost 3.5 million.", "It flew 1.2 km."]),
        ("", []),
        ("   \n \n", []),
    ],
)  # fmt: skip
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_line_that_an_editor_wrapped_goes_on() -> None:
    text = "Police shot at people who had come to the square in the city of\nBelgorod on Tuesday.\nKozinka is quiet."
    assert len(sentences(text)) == 2
    assert "of\nBelgorod" in sentences(text)[0]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Fighting near Kozinka.", "en"),
        ("Обстреляно село Козинка.", "ru"),
        ("Обстріляно село Козинка.", "uk"),
        ("Взрывы в Сумах, сообщает Suspilne.", "ru"),
        ("У Харкові гучно, повідомляє Reuters.", "uk"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert prepare(text).sentences[0].language == language


def test_words_have_their_offsets() -> None:
    ready = prepare("Боєць з Куп'янська, U.S. aid, Nikolayevo-Daryino, 3,5 km")
    assert [ready.text[a:b] for a, b in zip(ready.starts, ready.ends, strict=True)] == ready.words
    assert {"Куп'янська", "U.S", "Nikolayevo-Daryino"} <= set(ready.words)


def test_a_table_pasted_into_a_report_is_cut() -> None:
    assert max(map(len, sentences("слово " * 5000))) <= LONGEST_SENTENCE
    assert max(map(len, sentences("x" * 50_000))) <= LONGEST_SENTENCE


@given(st.text(st.characters() | st.sampled_from("  \n.!?…;«»АбвіїA-'’"), max_size=400))
def test_any_text_is_covered_in_order(text: str) -> None:
    ready = prepare(text)
    spans = [(s.start, s.end) for s in ready.sentences]
    assert spans == sorted(spans)
    assert all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    covered = {i for a, b in spans for i in range(a, b)}
    assert all(i in covered or character.isspace() for i, character in enumerate(text))
    counted = [w for s in ready.sentences for w in ready.words[s.first : s.last]]
    assert counted == ready.words
