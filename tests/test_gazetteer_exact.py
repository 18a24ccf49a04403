"""From key to number: the same answers as a dict, for any text."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentmap.gazetteer.exact import (
    ExactIndex,
    bits_for,
    exact_arrays,
    hash_many,
    key_hash,
    radix_table,
    sorted_unique,
)
from incidentmap.gazetteer.mapped import Arrays, write_arrays

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=12)


def test_hashes_never_change() -> None:
    # Written files hold them.
    assert key_hash("") == 0x2D06800538D394C2
    assert key_hash("tetkino") == 0x77725D3BE3BC07A7


@given(st.lists(ANY_TEXT, max_size=30))
def test_many_hashes_are_the_single_ones(keys: list[str]) -> None:
    assert hash_many(keys).tolist() == [key_hash(key) for key in keys]


def test_half_a_surrogate_pair_has_a_hash_of_its_own() -> None:
    assert len({key_hash("\ud800"), key_hash("\udc00"), key_hash("?"), key_hash("")}) == 4


@given(st.lists(st.integers(0, 2**64 - 1)), st.integers(1, 8))
def test_the_table_counts_what_lies_below(values: list[int], bits: int) -> None:
    hashes = sorted_unique(np.array(values, np.uint64))
    below = [sum(v < (g << (64 - bits)) for v in set(values)) for g in range((1 << bits) + 1)]
    assert radix_table(hashes, bits).tolist() == below


@given(st.lists(st.integers(0, 50)))
def test_sorted_unique_is_a_sorted_set(values: list[int]) -> None:
    assert sorted_unique(np.array(values, np.int64)).tolist() == sorted(set(values))


@given(st.lists(ANY_TEXT, max_size=200), st.lists(ANY_TEXT, max_size=50))
@settings(deadline=None)
def test_the_index_answers_as_a_dict(keys: list[str], others: list[str]) -> None:
    index = ExactIndex(exact_arrays(sorted_unique(hash_many(keys))))
    number = {key: place for place, key in enumerate(sorted(set(keys), key=key_hash))}
    asked = keys + others
    assert len(index) == len(number)
    assert [index.find(key) for key in asked] == [number.get(key, -1) for key in asked]
    assert index.find_many(asked).tolist() == [number.get(key, -1) for key in asked]


def test_a_large_index_from_a_file(tmp_path: Path) -> None:
    keys = [f"key {n}" for n in range(200_000)]
    hashes = sorted_unique(hash_many(keys))
    write_arrays(tmp_path / "g.arrays", exact_arrays(hashes), {})
    with Arrays(tmp_path / "g.arrays") as arrays:
        index = ExactIndex(arrays)
        found = index.find_many(keys)
        assert hashes[found].tolist() == hash_many(keys).tolist()
        assert [index.find(key) for key in keys[::100]] == found[::100].tolist()
        assert set(index.find_many([f"{key}x" for key in keys]).tolist()) == {-1}


@pytest.mark.parametrize("hashes", [[2, 1], [1, 1]])
def test_hashes_out_of_order_are_refused(hashes: list[int]) -> None:
    with pytest.raises(ValueError, match="ascending"):
        exact_arrays(np.array(hashes, np.uint64))


def test_hashes_of_one_group_are_all_found() -> None:
    # Many more equal first bits than chance would give.
    hashes = np.arange(1000, dtype=np.uint64)
    index = ExactIndex(exact_arrays(hashes))
    assert index.positions(np.array([0, 999, 1000, 1 << 63], np.uint64)).tolist() == [0, 999, -1, -1]


def test_groups_hold_one_or_two() -> None:
    for count in (3, 1000, 1_000_000):
        assert 1 <= count / (1 << bits_for(count)) < 2
