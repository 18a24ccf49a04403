"""Long keys two typing errors away, by the third of a key that two errors cannot reach (PassJoin, Li et al. 2011).

A key is cut in three even segments. Two errors leave at least one of them whole, at most two letters from its place;
which lengths and places are worth asking follows from the lengths alone. Only two swaps, or a swap across a cut and
an error in the third segment, touch all three: those are asked for with the swap undone. An entry is a key's number
with a signature of its letters; two errors change at most four bits of it, and that settles nearly all entries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from operator import mul
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from incidentmap.gazetteer.keytext import LONGEST, MASK, WEIGHT_ARRAY, WEIGHTS, KeyText, chosen, grouped

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from incidentmap.gazetteer.mapped import Arrays

#: Keys of fewer letters are not filed: two errors in seven letters make another name.
SHORTEST: Final = 8
#: Errors this file is for.
_ERRORS: Final = 2
_SEGMENTS: Final = _ERRORS + 1
#: Entries in a group, at least. Common segments make groups far larger than this by themselves.
_PER_GROUP: Final = 4
#: Up to so many keys, an entry has room for all 40 bits of a signature beside the number; else for the lower 32.
_ROOMY: Final = 1 << 24
#: The letters that most often come twice in a name, first: for eight of them the signature also tells a second one.
_LETTER_ORDER: Final = "aeionrlstukhmdbgcpvyzfwjqx "


def _buckets() -> NDArray[np.int64]:
    """Return which of 32 counters each ASCII letter goes to; those beyond the alphabet share the last five."""
    table = 27 + np.arange(128) % 5
    table[[ord(c) for c in _LETTER_ORDER]] = np.arange(27)
    return table


_BUCKETS: Final = _buckets()
_BUCKET_OF: Final[list[int]] = _BUCKETS.tolist()
_FIRST_BITS: Final = [1 << (bucket // 8 * 8 + 7 - bucket % 8) for bucket in range(32)]


def signatures(letters: NDArray[np.uint64], starts: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return 40 bits for each key: which letters it has, and which of eight common ones it has twice.

    One letter more or less changes one bit or none.

    Examples
    --------
    >>> pair = signatures(np.frombuffer(b"belgorodbelogrod", np.uint8).astype(np.uint64), np.array([0, 8, 16]))
    >>> bool(pair[0] == pair[1])
    True
    """
    count = len(starts) - 1
    owner = np.repeat(np.arange(count), np.diff(starts))
    ascii_letters = np.minimum(letters, np.uint64(127)).astype(np.int64)
    bucket = np.where(letters < 128, _BUCKETS[ascii_letters], 27 + (letters % np.uint64(5)).astype(np.int64))
    counts = np.bincount(owner * 32 + bucket, minlength=count * 32).reshape(count, 32)
    bits = np.zeros((count, 8), np.uint8)
    bits[:, :4] = np.packbits(counts > 0, axis=1)
    bits[:, 4:5] = np.packbits(counts[:, :8] > 1, axis=1)
    packed: NDArray[np.uint64] = bits.view("<u8").reshape(-1).astype(np.uint64)
    return packed


def signature(letters: list[int]) -> int:
    """Return what :func:`signatures` does for one key, without a NumPy call.

    Examples
    --------
    >>> signature([97, 97]) == int(signatures(np.array([97, 97], np.uint64), np.array([0, 2]))[0])
    True
    """
    bits = 0
    for letter in letters:
        bucket = _BUCKET_OF[letter] if letter < 128 else 27 + letter % 5
        first = _FIRST_BITS[bucket]
        # numpy.packbits counts bits of a byte from the left.
        bits |= 1 << 39 - bucket if bits & first and bucket < 8 else first
    return bits


def _signature_bits(count: int) -> int:
    return 40 if count <= _ROOMY else 32


def segments(length: int) -> tuple[tuple[int, int], ...]:
    """Return where the segments of a key begin and end.

    Examples
    --------
    >>> segments(8)
    ((0, 2), (2, 5), (5, 8))
    """
    cuts = [length * i // _SEGMENTS for i in range(_SEGMENTS + 1)]
    return tuple(pairwise(cuts))


def segment_arrays(text: KeyText) -> dict[str, NDArray[Any]]:
    """Make the arrays that :class:`Segments` reads.

    Parameters
    ----------
    text : KeyText
        Less than 2³² / 3 long keys.

    Returns
    -------
    dict
        ``near2_radix`` (uint32) and ``near2_entry`` (uint64), three entries for each long key.
    """
    bits = _signature_bits(len(text))
    kept = np.uint64((1 << bits) - 1)

    def blocks() -> Iterator[tuple[NDArray[np.uint64], NDArray[np.uint64]]]:
        for first, letters, starts in text.blocks():
            which, letters, starts = chosen(letters, starts, SHORTEST)
            if not which.size:
                continue
            # A number in the upper bits and a signature in the lower.
            entries = (which + first).astype(np.uint64) << np.uint64(bits) | signatures(letters, starts) & kept
            for segment in range(_SEGMENTS):
                yield segment_hashes(letters, starts, segment), entries

    lengths = np.diff(text.at)
    radix, entries = grouped(blocks, _SEGMENTS * int(np.count_nonzero(lengths >= SHORTEST)), _PER_GROUP)
    return {"near2_radix": radix, "near2_entry": entries}


def segment_hashes(letters: NDArray[np.uint64], starts: NDArray[np.int64], segment: int) -> NDArray[np.uint64]:
    """Hash one segment of each key, with its number and the key's length."""
    lengths = np.diff(starts)
    begin, end = lengths * segment // _SEGMENTS, lengths * (segment + 1) // _SEGMENTS
    hashes: NDArray[np.uint64] = (lengths * _SEGMENTS + segment).astype(np.uint64) * WEIGHT_ARRAY[LONGEST]
    for place in range(int((end - begin).max(initial=0))):
        inside = np.flatnonzero(place < end - begin)
        hashes[inside] += letters[starts[inside] + begin[inside] + place] * WEIGHT_ARRAY[place]
    return hashes


@lru_cache(maxsize=LONGEST + 8)
def _probes(size: int) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Return what to ask for a query of so many letters: what the hash begins with, and which letters to take."""
    probes = []
    for length in range(max(size - _ERRORS, SHORTEST), min(size + _ERRORS, LONGEST) + 1):
        shift = size - length
        for segment, (begin, end) in enumerate(segments(length)):
            seed = (length * _SEGMENTS + segment) * WEIGHTS[LONGEST]
            # Multi-match-aware selection: the errors before a segment, and those after it, bound how far it moved.
            lowest = max(begin - segment, begin + shift - (_ERRORS - segment), 0)
            highest = min(begin + segment, begin + shift + (_ERRORS - segment), size - (end - begin))
            probes += [(seed, tuple(range(at, at + end - begin))) for at in range(lowest, highest + 1)]
            # The first segment with its last letter swapped back, and the last with its first.
            if abs(shift) <= 1 and segment == 0 and end < size:
                probes.append((seed, (*range(end - 1), end)))
            if abs(shift) <= 1 and segment == _SEGMENTS - 1 and begin + shift > 0:
                probes.append((seed, (begin + shift - 1, *range(begin + shift + 1, size))))
    return tuple(probes)


class Segments:
    """Find long keys that may be two errors away.

    Parameters
    ----------
    arrays : Arrays or mapping
        With the arrays of :func:`segment_arrays`.
    count : int
        How many keys there are.
    """

    def __init__(self, arrays: Arrays | Mapping[str, NDArray[Any]], count: int) -> None:
        self._signature_bits = _signature_bits(count)
        self._radix_view = memoryview(arrays["near2_radix"].data)
        self._entries: NDArray[np.uint64] = arrays["near2_entry"]
        self._shift = 64 - (len(self._radix_view) - 1).bit_length() + 1

    def candidates(self, key: str) -> list[int]:
        """Return the numbers of keys whose letters allow for two errors, in ascending order."""
        size = len(key)
        if not SHORTEST - _ERRORS <= size <= LONGEST + _ERRORS:
            return []
        letters = list(map(ord, key))
        radix, entries, shift = self._radix_view, self._entries, self._shift
        groups = {
            (seed + sum(map(mul, [letters[i] for i in places], WEIGHTS)) & MASK) >> shift
            for seed, places in _probes(size)
        }
        parts = [entries[radix[group] : radix[group + 1]] for group in groups]
        if not parts:
            return []
        met = np.concatenate(parts)
        # Shifted up, the signatures leave the numbers behind: one operation less over all that was met.
        differing = (met ^ np.uint64(signature(letters))) << np.uint64(64 - self._signature_bits)
        alike = met[np.bitwise_count(differing) <= 2 * _ERRORS]
        return sorted(set((alike >> np.uint64(self._signature_bits)).tolist()))
