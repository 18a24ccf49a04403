"""phrases: whatever is written, it is read without an error, and in a time that grows with its length."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentmap.model import Relation, Toponym
from incidentmap.phrases import LONGEST_PHRASE, is_plain, names_nothing, names_settlement, parse, without_facility
from incidentmap.phrases.measures import compass

SHORT, TIMES = LONGEST_PHRASE // 4, 4
#: Linear would be TIMES, quadratic its square.
BOUND = 8
ROUNDS = 60
#: What is read sooner, in seconds, is too short to compare, however it grows.
FLOOR = 0.02

PUMPED = [
    "near ", "near", ",", "a, ", "Gao, ", "Gao and ", "and ", "between ", "from A to ", "in the ", "5 km ",
    "5 km of ", "north ", "north of ", "Gao (", "(", ")", "[", "Gao; ", ":", "Gao: ", "/", "A/B ", "A-",
    "A - ", ".", "A. ", "village ", "village of ", "Gao district ", "district of ", "'s ", "\n", "Gao\n", " ",
    "?", "1", "1 - in ", "в ", "между ", "с. ", "the ", "border with ", "along the border ", "road between ",
    "5 to ", "less than ", "5 km from the border ", "from A towards ", "Ukrainian border ", "within 5 km of ",
    "\u200b", "é", "東", "İ",
]  # fmt: skip


def _seconds(text: str) -> float:
    start = process_time()
    for _ in range(ROUNDS):
        parse.__wrapped__(text)
    return process_time() - start


@pytest.mark.parametrize("pumped", PUMPED)
def test_time_grows_with_length(pumped: str) -> None:
    short = min(_seconds((pumped * SHORT)[:SHORT]) for _ in range(2))
    long = min(_seconds((pumped * SHORT)[: TIMES * SHORT]) for _ in range(2))
    assert long < max(BOUND * short, FLOOR), f"{short:.4f} s, and {long:.4f} s for {TIMES} times as much"


@pytest.mark.parametrize("pumped", ["near ", ",", " ", "a", "unknown ", "x. ", "дом "])
def test_a_megabyte_is_read(pumped: str) -> None:
    phrase = pumped * (1_000_000 // len(pumped))
    assert parse(phrase).text == phrase
    reason = names_nothing(phrase) or "no place"
    assert "no place" in reason
    assert not is_plain(phrase)
    assert without_facility(phrase) is None
    assert names_settlement(phrase) in (True, False)


WORDS = """near of the in and , ( ) ; : - / . village town district region Gao Kidal north southern border road
    between from to 5 km 10-15 miles along river airport checkpoint direction area Donbas unknown с. село в районе между
    и область к северу від поблизу Козинка « " ? ' 's \n Ukraine's 3 two half [...] DPR Bosnia one""".split(" ")
phrases = st.one_of(st.text(max_size=600), st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))


def _check(toponym: Toponym, phrase: str) -> None:
    assert 0 <= toponym.start <= toponym.end <= len(phrase)
    letters = "".join(c for c in toponym.text if c.isalnum())
    assert letters in "".join(c for c in phrase if c.isalnum())
    assert (toponym.distance_km is not None) == (toponym.relation is Relation.DISTANCE)
    assert toponym.relation is not Relation.BETWEEN or toponym.other
    assert toponym.bearing is None or compass(toponym.bearing) is not None
    assert all(isinstance(name, str) and name for name in (*toponym.within, *toponym.beside))


@given(phrases)
def test_any_text_is_read(phrase: str) -> None:
    toponym = parse(phrase)
    _check(toponym, phrase)
    for other in toponym.also:
        _check(other, phrase)
        assert other.also == ()


@given(st.text(alphabet="abcdeikmnorst АБВгдежий'-", min_size=1, max_size=30))
def test_plain_names_stay_as_they_are(name: str) -> None:
    if is_plain(name):
        assert parse(name) == Toponym(name, 0, len(name))


@given(phrases)
def test_a_plain_answer_is_its_own_answer(phrase: str) -> None:
    text = parse(phrase).text
    if is_plain(text):
        assert parse(text).text == text
