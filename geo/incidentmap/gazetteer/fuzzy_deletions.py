"""Keys one typing error away, by what they have in common with the query: a spelling with one letter left out.

If one insertion, deletion, substitution or swap of neighbours turns a key into the query, then the key or a key
without one letter equals the query or the query without one letter. So each key is filed under the hashes of all
those spellings; an entry is the key's number, with more bits of the hash in the bits that the number leaves free,
which keep nearly all chance meetings from being looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import mul
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from incidentmap.gazetteer.exact import sorted_unique
from incidentmap.gazetteer.keytext import LONGEST, MASK, WEIGHT_ARRAY, WEIGHTS, KeyText, chosen, code_points, grouped

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from incidentmap.gazetteer.mapped import Arrays

#: Keys of fewer letters are not filed: with one error, three letters mean anything.
SHORTEST: Final = 4
#: Entries in a group, at least: fewer make the table as large as the entries, more are read in vain.
_PER_GROUP: Final = 4
#: Queries of a batch that go through NumPy together.
_BATCH: Final = 4096


def deletion_arrays(text: KeyText) -> dict[str, NDArray[Any]]:
    """Make the arrays that :class:`Deletions` reads.

    Parameters
    ----------
    text : KeyText
        Less than 2³² letters in all: there is an entry for each letter of each key.

    Returns
    -------
    dict
        ``near1_radix`` and ``near1_entry``, both uint32.
    """
    number_bits = _number_bits(len(text))

    def blocks() -> Iterator[tuple[NDArray[np.uint64], NDArray[np.uint32]]]:
        for first, letters, starts in text.blocks():
            which, letters, starts = chosen(letters, starts, SHORTEST)
            hashes, owner = deletion_hashes(letters, starts)
            yield hashes, (which[owner] + first).astype(np.uint32)

    def tagged() -> Iterator[tuple[NDArray[np.uint64], NDArray[np.uint32]]]:
        for hashes, numbers in blocks():
            yield hashes, numbers | _tag(hashes, number_bits)

    radix, entries = grouped(tagged, len(text.text) + len(text), _PER_GROUP)
    return {"near1_radix": radix, "near1_entry": entries}


def deletion_hashes(
    letters: NDArray[np.uint64], starts: NDArray[np.int64]
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Hash each key, and each key without one of its letters, each spelling once.

    Returns
    -------
    hashes : array of uint64
    owner : array of int64
        Which key each hash is of.

    Examples
    --------
    >>> hashes, owner = deletion_hashes(np.frombuffer(b"annann", np.uint8).astype(np.uint64), np.array([0, 3, 6]))
    >>> owner.tolist(), len(set(hashes.tolist()))
    ([0, 1, 0, 0, 1, 1], 3)
    """
    lengths = np.diff(starts)
    count, size = len(lengths), len(letters)
    owner = np.repeat(np.arange(count), lengths)
    last = starts[1:] - 1
    weights = WEIGHT_ARRAY[np.arange(size) - starts[owner]]
    following = np.append(letters[1:], np.uint64(0))
    following[last] = 0
    whole = _sums(letters * weights, starts)
    # Without letter i, each later letter takes the place before its own: the hash changes by the sum, from i on, of
    # (letter - next letter) * weight.
    change = np.concatenate([np.zeros(1, np.uint64), np.cumsum((letters - following) * weights)])
    without = whole[owner] - (change[starts[1:]][owner] - change[:-1])
    differs = np.ones(size, np.bool_)
    differs[1:] = letters[1:] != letters[:-1]  # of a double letter, either one left out gives the same
    differs[starts[:-1]] = True
    return np.concatenate([whole, without[differs]]), np.concatenate([np.arange(count), owner[differs]])


def _sums(values: NDArray[np.uint64], starts: NDArray[np.int64]) -> NDArray[np.uint64]:
    running = np.concatenate([np.zeros(1, np.uint64), np.cumsum(values)])
    total: NDArray[np.uint64] = running[starts[1:]] - running[starts[:-1]]
    return total


def _number_bits(count: int) -> int:
    return max((count - 1).bit_length(), 1)


def _tag(hashes: NDArray[np.uint64], number_bits: int) -> NDArray[np.uint32]:
    """Return the lower middle bits of hashes, which the groups do not use, where an entry has no number."""
    return (hashes >> np.uint64(1)).astype(np.uint32) >> np.uint32(number_bits) << np.uint32(number_bits)


class Deletions:
    """Find keys that may be one error away.

    Parameters
    ----------
    arrays : Arrays or mapping
        With the arrays of :func:`deletion_arrays`.
    count : int
        How many keys there are.
    """

    def __init__(self, arrays: Arrays | Mapping[str, NDArray[Any]], count: int) -> None:
        self._radix: NDArray[np.uint32] = arrays["near1_radix"]
        self._entries: NDArray[np.uint32] = arrays["near1_entry"]
        self._radix_view = memoryview(self._radix.data)
        self._entry_view = memoryview(self._entries.data)
        self._shift = 64 - (len(self._radix) - 1).bit_length() + 1
        self._number_bits = _number_bits(count)

    def candidates(self, key: str) -> set[int]:
        """Return the numbers of keys one error away, and rarely of another."""
        size = len(key)
        if not SHORTEST - 1 <= size <= LONGEST + 1:
            return set()
        letters = list(map(ord, key))
        value = sum(map(mul, letters, WEIGHTS))
        values = [value]
        following = 0
        for place in range(size - 1, -1, -1):
            letter = letters[place]
            if letter != following:  # of a double letter, either one left out gives the same
                value -= (letter - following) * WEIGHTS[place]
                values.append(value)
                following = letter
        return self._meet(values)

    def _meet(self, values: list[int]) -> set[int]:
        radix, entries, shift, bits = self._radix_view, self._entry_view, self._shift, self._number_bits
        numbers = (1 << bits) - 1
        found = set()
        for value in values:
            value &= MASK
            group = value >> shift
            tag = (value >> 1 & 0xFFFFFFFF) >> bits
            for entry in entries[radix[group] : radix[group + 1]]:
                if entry >> bits == tag:
                    found.add(entry & numbers)
        return found

    def pairs(self, keys: Sequence[str]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """Do what :meth:`candidates` does for many keys.

        Yields
        ------
        which : array of int64
            Places in ``keys``, ascending over all yields.
        numbers : array of int64
            The number of a candidate of each; a pair comes once.
        """
        for first in range(0, len(keys), _BATCH):
            encoded = [key.encode("utf-8", "surrogatepass") for key in keys[first : first + _BATCH]]
            starts = np.cumsum([0, *map(len, encoded)])
            letters, starts = code_points(np.frombuffer(b"".join(encoded), np.uint8), starts)
            which, letters, starts = chosen(letters, starts, SHORTEST - 1, LONGEST + 1)
            hashes, owner = deletion_hashes(letters, starts)
            place, number = self._meet_many(hashes, which[owner])
            yield place + first, number

    def _meet_many(
        self, hashes: NDArray[np.uint64], owner: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        group = (hashes >> np.uint64(self._shift)).astype(np.int64)
        begin = self._radix[group].astype(np.int64)
        counts = self._radix[group + 1].astype(np.int64) - begin
        source = np.repeat(np.arange(len(hashes)), counts)
        entries = self._entries[np.arange(len(source)) + np.repeat(begin - np.cumsum(counts) + counts, counts)]
        bits = np.uint32(self._number_bits)
        tags = _tag(hashes, self._number_bits) >> bits
        same = entries >> bits == tags[source]
        numbers = (entries[same] & np.uint32((1 << self._number_bits) - 1)).astype(np.int64)
        pairs = sorted_unique(owner[source[same]] << np.int64(32) | numbers)
        return pairs >> np.int64(32), pairs & np.int64(0xFFFFFFFF)
