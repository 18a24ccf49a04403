"""All distinct keys as one text, and the vectorised hashing of their parts that fuzzy look-up is built on.

Letters are code points: a wrong letter is one error in any script. A part's hash is the sum of its letters times fixed
64-bit weights, one per position, mod 2⁶⁴. Its top bits are as good as random (multiply-shift hashing of vectors), and
the hashes of a key without each of its letters in turn follow from one running sum.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from incidentmap.gazetteer.exact import bits_for

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Longer keys are sentences, not names; nobody mistypes them, and they would cost an entry for each letter.
LONGEST: Final = 64
#: Python's integers are cut to this after arithmetic that NumPy wraps by itself.
MASK: Final = (1 << 64) - 1
#: Bytes of text taken at a time when building: their temporaries are about fifty times as much.
_BLOCK: Final = 1 << 19


def _weights(count: int) -> list[int]:
    """Make odd 64-bit numbers that look random: SplitMix64 from a fixed seed."""
    made, state = [], 0x1D8AF0C5
    for _ in range(count):
        state = (state + 0x9E3779B97F4A7C15) & MASK
        mixed = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
        made.append((mixed ^ (mixed >> 31)) | 1)
    return made


#: One per position of a letter, and one more for what else a hash covers. Changing them changes every file.
WEIGHTS: Final = _weights(LONGEST + 2)
WEIGHT_ARRAY: Final = np.array(WEIGHTS, np.uint64)


class KeyText:
    """Keys in the order of their numbers.

    Parameters
    ----------
    text : array of uint8
        The UTF-8 bytes of all keys, one after the other.
    at : array of unsigned integers, shape (n + 1,)
        Where each key begins; at last, where the last one ends.

    Examples
    --------
    >>> text = KeyText(np.frombuffer("kurskрыльск".encode(), np.uint8), np.array([0, 5, 17], np.uint32))
    >>> len(text), text.key(1)
    (2, 'рыльск')
    """

    def __init__(self, text: NDArray[np.uint8], at: NDArray[Any]) -> None:
        self.text, self.at = text, at
        self._text_view = memoryview(text.data)
        self._at_view = memoryview(at.data)

    def __len__(self) -> int:
        return len(self.at) - 1

    def key(self, number: int) -> str:
        """Return the key of a number."""
        at = self._at_view
        return str(self._text_view[at[number] : at[number + 1]], "utf-8", "surrogatepass")

    def blocks(self) -> Iterator[tuple[int, NDArray[np.uint64], NDArray[np.int64]]]:
        """Give the keys in blocks of a few megabytes.

        Yields
        ------
        first : int
            The number of the block's first key.
        letters : array of uint64
            The code points of the block's keys, one after the other.
        starts : array of int64
            Where each begins among them; at last, where the last one ends.
        """
        first = 0
        while first < len(self):
            last = int(np.searchsorted(self.at, int(self.at[first]) + _BLOCK, side="right")) - 1
            last = min(max(last, first + 1), len(self))
            starts = self.at[first : last + 1].astype(np.int64)
            raw = self.text[starts[0] : starts[-1]]
            yield first, *code_points(raw, starts - starts[0])
            first = last


def code_points(raw: NDArray[np.uint8], starts: NDArray[np.int64]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Turn UTF-8 bytes and the keys' places among them into code points and places among those.

    Examples
    --------
    >>> letters, starts = code_points(np.frombuffer("aß".encode(), np.uint8), np.array([0, 1, 3]))
    >>> letters.tolist(), starts.tolist()
    ([97, 223], [0, 1, 2])
    """
    if not raw.size or int(raw.max()) < 128:
        return raw.astype(np.uint64), starts
    wide = raw.tobytes().decode("utf-8", "surrogatepass").encode("utf-32-le", "surrogatepass")
    leading = np.concatenate([[0], np.cumsum((raw & 0xC0) != 0x80)])
    return np.frombuffer(wide, "<u4").astype(np.uint64), leading[starts]


def chosen(
    letters: NDArray[np.uint64], starts: NDArray[np.int64], shortest: int, longest: int = LONGEST
) -> tuple[NDArray[np.int64], NDArray[np.uint64], NDArray[np.int64]]:
    """Leave out keys shorter than ``shortest`` or longer than ``longest`` letters.

    Returns
    -------
    which, letters, starts
        The places of the keys that are left, and their letters as in :meth:`KeyText.blocks`.

    Examples
    --------
    >>> chosen(np.arange(7, dtype=np.uint64), np.array([0, 2, 7]), 4)[0].tolist()
    [1]
    """
    lengths = np.diff(starts)
    keep = (lengths >= shortest) & (lengths <= longest)
    which = np.flatnonzero(keep)
    if which.size == lengths.size:
        return which, letters, starts
    left = np.concatenate([[0], np.cumsum(lengths[which])])
    return which, letters[np.repeat(keep, lengths)], left


def grouped(
    blocks: Callable[[], Iterator[tuple[NDArray[np.uint64], NDArray[Any]]]], expected: int, per_group: int
) -> tuple[NDArray[np.uint32], NDArray[Any]]:
    """Group entries by the top bits of their hashes, going through the blocks twice: to count, and to place.

    Parameters
    ----------
    blocks : callable
        Starts giving (hashes, entries of one integer type) from the beginning. Less than 2³² entries in all.
    expected : int
        About how many entries there are, for the number of groups.
    per_group : int
        How many entries a group should have at least.

    Returns
    -------
    radix : array of uint32, shape (2^b + 1,)
        Where each group begins.
    entries : array
        All entries; those of a group in the order they came.

    Raises
    ------
    ValueError
        When there are 2³² entries or more.

    Examples
    --------
    >>> block = np.array([3 << 62, 0, 3 << 62], np.uint64), np.array([7, 8, 9], np.uint32)
    >>> radix, entries = grouped(lambda: iter([block]), 2, 1)
    >>> radix.tolist(), entries.tolist()
    ([0, 1, 3], [8, 7, 9])
    """
    bits = min(bits_for(expected, per_group), 31)
    shift = np.uint64(64 - bits)
    radix = np.zeros((1 << bits) + 1, np.uint32)
    kind: Any = np.uint32
    for hashes, entries in blocks():
        kind = entries.dtype
        groups, _, counts = _runs(np.sort(hashes >> shift))
        radix[groups + 1] += counts.astype(np.uint32)
    if int(radix.sum(dtype=np.uint64)) >> 32:
        raise ValueError("there are more entries than 32 bits can count")
    np.cumsum(radix, out=radix)
    placed = np.empty(int(radix[-1]), kind)
    cursor = radix[:-1].copy()
    for hashes, entries in blocks():
        # Group and place in the block in one integer: the vectorised sort knows no argsort as fast.
        order = np.sort(((hashes >> shift) << np.uint64(32)) | np.arange(hashes.size, dtype=np.uint64))
        groups, firsts, counts = _runs(order >> np.uint64(32))
        within = np.arange(order.size) - np.repeat(firsts, counts)
        placed[np.repeat(cursor[groups], counts) + within] = entries[order & np.uint64(0xFFFFFFFF)]
        cursor[groups] += counts.astype(np.uint32)
    return radix, placed


def _runs(ordered: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return the distinct values of a sorted array, where each begins and how many there are of it."""
    firsts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]])[: ordered.size])
    return ordered[firsts].astype(np.int64), firsts, np.diff(np.append(firsts, ordered.size))
