"""Mistyped keys: what is found is what comparing with every key would find."""

from __future__ import annotations

import random
from itertools import chain, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from incidentmap.errors import BadValue
from incidentmap.gazetteer import fuzzy_segments, keytext
from incidentmap.gazetteer.fuzzy import FuzzyIndex, fuzzy_arrays
from incidentmap.gazetteer.fuzzy_segments import segments, signature, signatures
from incidentmap.gazetteer.keytext import LONGEST, KeyText, code_points
from incidentmap.gazetteer.mapped import Arrays, write_arrays

LETTERS = "ab я中é"
#: Few letters, so that many keys are near each other, and letters repeat.
WORDS = st.text(LETTERS, max_size=7)
LONG_WORDS = st.text("abc中", min_size=7, max_size=13)
HOSTILE = st.text(st.characters(exclude_categories=()), max_size=9)


def packed(keys: list[str]) -> tuple[np.ndarray, np.ndarray]:
    encoded = [key.encode("utf-8", "surrogatepass") for key in keys]
    at = np.cumsum([0, *map(len, encoded)]).astype(np.uint32)
    return np.frombuffer(b"".join(encoded), np.uint8), at


def index_of(keys: list[str]) -> FuzzyIndex:
    return FuzzyIndex(fuzzy_arrays(*packed(keys)))


def by_comparing(keys: list[str], query: str, distance: int, *, shortest: int) -> list[tuple[int, int]]:
    apart = [(n, OSA.distance(query, key)) for n, key in enumerate(keys) if shortest <= len(key) <= LONGEST]
    return sorted((pair for pair in apart if pair[1] <= distance), key=lambda pair: (pair[1], pair[0]))


@given(st.lists(st.one_of(WORDS, HOSTILE), unique=True, max_size=60), st.lists(st.one_of(WORDS, HOSTILE), max_size=12))
@settings(max_examples=200, deadline=None)
def test_one_error_finds_what_comparing_finds(keys: list[str], others: list[str]) -> None:
    index = index_of(keys)
    asked = keys[:12] + others
    expected = [by_comparing(keys, query, 1, shortest=4) for query in asked]
    assert [index.near(query, limit=1000) for query in asked] == expected
    assert index.near_many(asked, limit=1000) == expected


@given(st.lists(LONG_WORDS, unique=True, max_size=60), st.lists(LONG_WORDS, max_size=12))
@settings(max_examples=200, deadline=None)
def test_two_errors_find_what_comparing_finds(keys: list[str], others: list[str]) -> None:
    index = index_of(keys)
    for query in keys[:6] + others:
        found = [pair for pair in index.near(query, distance=2, limit=1000) if len(keys[pair[0]]) >= 8]
        assert found == by_comparing(keys, query, 2, shortest=8)


@given(st.lists(WORDS, unique=True, max_size=60), WORDS)
@settings(max_examples=100, deadline=None)
def test_two_errors_also_find_short_keys_one_error_away(keys: list[str], query: str) -> None:
    expected = by_comparing(keys, query, 1, shortest=4)
    assert [pair for pair in index_of(keys).near(query, distance=2, limit=1000) if pair[1] <= 1] == expected


@given(st.text("abcde", min_size=8, max_size=20), st.integers(0, 2**32))
@settings(max_examples=300, deadline=None)
def test_any_two_errors_in_a_key_are_found(key: str, seed: int) -> None:
    draw = random.Random(seed)
    query = key
    for _ in range(2):
        at, letter = draw.randrange(len(query)), draw.choice("abcdef")
        query = draw.choice(
            [
                query[:at] + letter + query[at:],
                query[:at] + query[at + 1 :],
                query[:at] + letter + query[at + 1 :],
                query[:at] + query[at + 1 : at + 2] + query[at : at + 1] + query[at + 2 :],
            ]
        )
    apart = OSA.distance(query, key)
    assert index_of([key]).near(query, distance=2) == ([(0, apart)] if apart <= 2 else [])


@pytest.mark.parametrize("query", ["bleogrod", "belogrdo", "belgordo", "eblgorod", "bel go rod", "blgrod", "bexgoryd"])
def test_swaps_across_the_cuts_of_a_key(query: str) -> None:
    apart = OSA.distance(query, "belgorod")
    assert index_of(["belgorod"]).near(query, distance=2) == [(0, apart)]


def test_nearest_first_and_no_more_than_asked() -> None:
    keys = ["belgorax", "belgorad", "belgorod", "belgorot"]
    index = index_of(keys)
    assert index.near("belgorod", distance=2) == [(2, 0), (1, 1), (3, 1), (0, 2)]
    assert index.near("belgorod", distance=2, limit=2) == [(2, 0), (1, 1)]
    assert index.near_many(["belgorod", "x"], limit=1) == [[(2, 0)], []]
    assert index.near_many(["belgorod"], distance=2, limit=3) == [[(2, 0), (1, 1), (3, 1)]]


def test_keys_of_the_longest_length_and_beyond() -> None:
    keys = ["a" * LONGEST, "b" * (LONGEST + 1), "c" * 1_000_000]
    index = index_of(keys)
    for query in ("a" * (LONGEST + 1), "a" * (LONGEST - 1)):
        assert index.near(query) == index.near_many([query])[0] == [(0, 1)]
    assert index.near("a" * (LONGEST + 2), distance=2) == [(0, 2)]
    assert index.near("a" * 1_000_000) == []
    assert index.near("b" * (LONGEST + 1)) == []
    assert index.key(2) == keys[2]


def test_no_keys_at_all() -> None:
    index = index_of([])
    assert len(index) == 0
    assert index.near("belgorod", distance=2) == []
    assert index.near_many(["belgorod", ""]) == [[], []]
    assert index.near_many([]) == []


@pytest.mark.parametrize("distance", [0, 3, -1])
def test_other_distances_are_refused(distance: int) -> None:
    with pytest.raises(BadValue, match="distance 1 or 2"):
        index_of(["kursk"]).near("kursk", distance=distance)
    with pytest.raises(BadValue, match="distance 1 or 2"):
        index_of(["kursk"]).near_many(["kursk"], distance=distance)


def test_more_keys_than_can_be_filed_are_refused() -> None:
    at = np.broadcast_to(np.uint32(0), (1 << 28) + 2)
    with pytest.raises(ValueError, match="268,435,457 keys"):
        fuzzy_arrays(np.zeros(0, np.uint8), at)


def test_very_many_keys_have_shorter_signatures_and_the_same_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = ["belgorod", "belgorad", "tetkinskaia", "北京市海淀区中关村"]
    asked = ["belgrodo", "tetkinsaia", "北市海淀区关中村", *keys]
    usual = [index_of(keys).near(query, distance=2) for query in asked]
    monkeypatch.setattr(fuzzy_segments, "_ROOMY", 3)
    index = index_of(keys)
    assert [index.near(query, distance=2) for query in asked] == usual
    assert all(usual)


def test_blocks_do_not_change_the_arrays(monkeypatch: pytest.MonkeyPatch) -> None:
    draw = random.Random(3)
    keys = sorted({"".join(draw.choices(LETTERS, k=draw.randrange(14))) for _ in range(3000)})
    whole = fuzzy_arrays(*packed(keys))
    monkeypatch.setattr(keytext, "_BLOCK", 1000)
    pieces = fuzzy_arrays(*packed(keys))
    assert {name: sorted(array.tolist()) for name, array in whole.items()} == {
        name: sorted(array.tolist()) for name, array in pieces.items()
    }
    index = FuzzyIndex(pieces)
    assert all((n, 0) in index.near(key) for n, key in enumerate(keys) if len(key) >= 4)


def test_an_index_from_a_file(tmp_path: Path) -> None:
    keys = ["белгород", "belgorod", "北京市海淀"]
    text, at = packed(keys)
    for kind in (np.uint32, np.uint64):
        write_arrays(tmp_path / "g.arrays", fuzzy_arrays(text, at.astype(kind)), {})
        with Arrays(tmp_path / "g.arrays") as arrays:
            index = FuzzyIndex(arrays)
            assert [index.key(n) for n in range(3)] == keys
            assert index.near("北京海淀") == [(2, 1)]
            assert index.near("блегоорд", distance=2) == [(0, 2)]


@given(st.lists(HOSTILE, max_size=20))
def test_code_points_are_those_of_the_text(keys: list[str]) -> None:
    text, at = packed(keys)
    letters, starts = code_points(text, at.astype(np.int64))
    assert [letters[a:b].tolist() for a, b in pairwise(starts)] == [list(map(ord, k)) for k in keys]
    assert [KeyText(text, at).key(n) for n in range(len(keys))] == keys


@given(st.text(max_size=30), st.characters(), st.integers(0, 30))
def test_a_letter_more_changes_one_bit_of_a_signature(key: str, letter: str, at: int) -> None:
    longer = key[:at] + letter + key[at:]
    points = [np.array(list(map(ord, k)), np.uint64) for k in (key, longer)]
    one, other = (signatures(p, np.array([0, len(p)]))[0] for p in points)
    assert int(np.bitwise_count(one ^ other)) <= 1


@given(st.lists(HOSTILE | st.text("aaei xq", max_size=20), min_size=1, max_size=9))
def test_a_single_signature_is_one_of_many(keys: list[str]) -> None:
    letters = [list(map(ord, key)) for key in keys]
    starts = np.cumsum([0, *map(len, letters)])
    assert signatures(np.array(list(chain(*letters)), np.uint64), starts).tolist() == [
        signature(one) for one in letters
    ]


@given(st.integers(8, LONGEST))
def test_segments_cover_a_key_evenly(length: int) -> None:
    parts = segments(length)
    assert [i for begin, end in parts for i in range(begin, end)] == list(range(length))
    assert {end - begin for begin, end in parts} <= {length // 3, length // 3 + 1}
