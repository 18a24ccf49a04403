"""From a name's key to its number: a sorted array of 64-bit hashes, and a table of where each first-bits group begins.

A key's number is the position of its hash among all of them. Keys themselves are not compared: among 13 million keys,
the chance that any two share a hash is 1 in 200,000, and that an unknown key is taken for a known one, 1 in 10¹².
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import xxhash

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from incidentmap.gazetteer.mapped import Arrays

_hash = xxhash.xxh3_64_intdigest
#: Queries of a batch go through in blocks whose temporaries stay in the processor's cache.
_BLOCK: Final = 1 << 16


def key_hash(key: str) -> int:
    """Return the 64-bit hash of a key: XXH3 of its UTF-8 bytes, the same on every machine and in every run.

    Examples
    --------
    >>> hex(key_hash("tetkino"))
    '0x77725d3be3bc07a7'
    """
    # Half a surrogate pair comes from files that lie about their encoding; it must not stop a look-up.
    return _hash(key.encode("utf-8", "surrogatepass"))


def hash_many(keys: Sequence[str]) -> NDArray[np.uint64]:
    """Return :func:`key_hash` of each key, shape (n,).

    Examples
    --------
    >>> int(hash_many(["tetkino"])[0]) == key_hash("tetkino")
    True
    """
    try:
        return np.fromiter(map(_hash, map(str.encode, keys)), np.uint64, len(keys))  # no Python code per key
    except UnicodeEncodeError:
        return np.fromiter(map(key_hash, keys), np.uint64, len(keys))


def sorted_unique(values: NDArray[Any]) -> NDArray[Any]:
    """Return values in ascending order, each once, as :func:`numpy.unique` does, but by a vectorised sort.

    For 13 million hashes this takes a fraction of a second where numpy.unique takes 16.

    Examples
    --------
    >>> sorted_unique(np.array([3, 1, 3], np.uint64)).tolist()
    [1, 3]
    """
    ordered = np.sort(values)
    first = np.ones(ordered.size, np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]


def exact_arrays(hashes: NDArray[np.uint64]) -> dict[str, NDArray[Any]]:
    """Make the arrays that :class:`ExactIndex` reads.

    Parameters
    ----------
    hashes : array of uint64, shape (n,)
        In ascending order, each once: ``sorted_unique(hash_many(keys))``.

    Returns
    -------
    dict
        ``key_hash`` (n,) as given, and ``key_radix`` (2^b + 1,): the first position of each group of equal b top bits,
        one or two hashes a group.

    Raises
    ------
    ValueError
        When the hashes are not in ascending order, or one is there twice.

    Examples
    --------
    >>> arrays = exact_arrays(np.array([5, 1 << 63], np.uint64))
    >>> arrays["key_radix"].tolist()
    [0, 1, 2]
    """
    if not bool(np.all(hashes[1:] > hashes[:-1])):
        raise ValueError("the hashes must be in ascending order, each once")
    return {"key_hash": hashes, "key_radix": radix_table(hashes, bits_for(hashes.size))}


def bits_for(count: int, per_group: int = 1) -> int:
    """Return how many top bits split ``count`` hashes in groups of ``per_group`` to twice as many.

    Examples
    --------
    >>> bits_for(1_000_000), bits_for(1_000_000, 4), bits_for(0)
    (19, 17, 1)
    """
    return max((count // per_group).bit_length() - 1, 1)


def radix_table(hashes: NDArray[np.uint64], bits: int) -> NDArray[np.uint32]:
    """Return the first position of each group of equal top bits in sorted hashes, and at last their number.

    Examples
    --------
    >>> radix_table(np.array([1, 2, 3 << 62], np.uint64), 2).tolist()
    [0, 2, 2, 2, 3]
    """
    starts = np.arange(1 << bits, dtype=np.uint64) << np.uint64(64 - bits)
    return np.append(np.searchsorted(hashes, starts), hashes.size).astype(np.uint32)


class ExactIndex:
    """Find a key's number, alone or many at a time.

    Parameters
    ----------
    arrays : Arrays or mapping
        With the arrays of :func:`exact_arrays`.

    Examples
    --------
    >>> index = ExactIndex(exact_arrays(sorted_unique(hash_many(["belgorod", "tetkino"]))))
    >>> sorted([index.find("belgorod"), index.find("tetkino")]), index.find("kursk")
    ([0, 1], -1)
    >>> index.find_many(["kursk", "tetkino"]).tolist() == [-1, index.find("tetkino")]
    True
    """

    def __init__(self, arrays: Arrays | Mapping[str, NDArray[Any]]) -> None:
        self._hashes: NDArray[np.uint64] = arrays["key_hash"]
        self._radix: NDArray[np.uint32] = arrays["key_radix"]
        # Items of a memoryview are plain integers: one look-up costs a fraction of a NumPy call.
        self._hash_view = memoryview(self._hashes.data)
        self._radix_view = memoryview(self._radix.data)
        self._shift = 64 - (len(self._radix) - 1).bit_length() + 1

    def __len__(self) -> int:
        return len(self._hashes)

    def find(self, key: str) -> int:
        """Return the number of a key, or -1."""
        wanted = _hash(key.encode("utf-8", "surrogatepass"))  # key_hash(), without the call
        group = wanted >> self._shift
        radix, hashes = self._radix_view, self._hash_view
        for position in range(radix[group], radix[group + 1]):
            if hashes[position] == wanted:
                return position
        return -1

    def find_many(self, keys: Sequence[str]) -> NDArray[np.int64]:
        """Return the number of each key, or -1, shape (n,)."""
        found = np.empty(len(keys), np.int64)
        for first in range(0, len(keys), _BLOCK):
            found[first : first + _BLOCK] = self.positions(hash_many(keys[first : first + _BLOCK]))
        return found

    def positions(self, wanted: NDArray[np.uint64]) -> NDArray[np.int64]:
        """Return the number of each hash, or -1, shape (n,)."""
        found = np.full(wanted.size, -1, np.int64)
        if not len(self):
            return found
        group = (wanted >> np.uint64(self._shift)).astype(np.int64)
        position, end = self._radix[group].astype(np.int64), self._radix[group + 1].astype(np.int64)
        asked = np.flatnonzero(position < end)
        position, end, wanted = position[asked], end[asked], wanted[asked]
        while asked.size:
            equal = self._hashes[position] == wanted
            found[asked[equal]] = position[equal]
            position = position + 1
            left = ~equal & (position < end)
            asked, position, end, wanted = asked[left], position[left], end[left], wanted[left]
        return found
