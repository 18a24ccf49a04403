"""Names that were mistyped: the keys within one or two typing errors of a key, out of millions.

Errors are counted as optimal string alignment does: a letter put in, left out or replaced, or two neighbours swapped.
The files beside this one propose keys by hashes; here each proposal is measured, so nothing wrong is ever given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from incidentmap.errors import BadValue
from incidentmap.gazetteer.fuzzy_deletions import Deletions, deletion_arrays
from incidentmap.gazetteer.fuzzy_segments import SHORTEST, Segments, segment_arrays
from incidentmap.gazetteer.keytext import KeyText

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from incidentmap.gazetteer.mapped import Arrays

#: Answers given when the caller does not say how many.
LIMIT: Final = 50
#: Places of entries are 32-bit numbers, and there are about twelve entries for a key.
MOST_KEYS: Final = 1 << 28


def fuzzy_arrays(text: NDArray[np.uint8], at: NDArray[Any]) -> dict[str, NDArray[Any]]:
    """Make the arrays that :class:`FuzzyIndex` reads, its keys among them.

    Parameters
    ----------
    text : array of uint8
        The UTF-8 bytes of all distinct keys in the order of their numbers, one after the other.
    at : array of uint32 or uint64, shape (n + 1,)
        Where each key begins; at last, where the last one ends. At most :data:`MOST_KEYS` keys.

    Returns
    -------
    dict
        ``key_text`` and ``key_at`` as given, ``near1_radix``, ``near1_entry``, ``near2_radix``, ``near2_entry``.

    Raises
    ------
    ValueError
        When there are more keys.

    Examples
    --------
    >>> import numpy as np
    >>> arrays = fuzzy_arrays(np.frombuffer(b"belgorodtetkino", np.uint8), np.array([0, 8, 15], np.uint32))
    >>> sorted(arrays)
    ['key_at', 'key_text', 'near1_entry', 'near1_radix', 'near2_entry', 'near2_radix']
    """
    if len(at) - 1 > MOST_KEYS:
        raise ValueError(f"{len(at) - 1:,} keys are more than the {MOST_KEYS:,} that can be filed")
    keys = KeyText(text, at)
    return {"key_text": text, "key_at": at, **deletion_arrays(keys), **segment_arrays(keys)}


class FuzzyIndex:
    """Find the keys near a key. Safe to share between threads.

    Keys of 4 to 64 letters are found at distance 1, keys of 8 to 64 letters also at distance 2.

    Parameters
    ----------
    arrays : Arrays or mapping
        With the arrays of :func:`fuzzy_arrays`.

    Examples
    --------
    >>> import numpy as np
    >>> arrays = fuzzy_arrays(np.frombuffer(b"belgorodtetkino", np.uint8), np.array([0, 8, 15], np.uint32))
    >>> index = FuzzyIndex(arrays)
    >>> index.near("tetkin"), index.near("bleogrod"), index.near("bleogrod", distance=2)
    ([(1, 1)], [], [(0, 2)])
    >>> index.key(1)
    'tetkino'
    """

    def __init__(self, arrays: Arrays | Mapping[str, NDArray[Any]]) -> None:
        from rapidfuzz.distance import OSA

        self._errors = OSA.distance
        self._keys = KeyText(arrays["key_text"], arrays["key_at"])
        self._deletions = Deletions(arrays, len(self._keys))
        self._segments = Segments(arrays, len(self._keys))

    def __len__(self) -> int:
        return len(self._keys)

    def key(self, number: int) -> str:
        """Return the key of a number."""
        return self._keys.key(number)

    def near(self, key: str, *, distance: int = 1, limit: int = LIMIT) -> list[tuple[int, int]]:
        """Return the keys within so many errors of a key, the nearest first.

        Parameters
        ----------
        key : str
            As :func:`incidentmap.names.fold` makes it.
        distance : int, optional
            1 or 2.
        limit : int, optional
            At most so many.

        Returns
        -------
        list of (int, int)
            Number and distance of each, the same key with distance 0 among them.

        Raises
        ------
        BadValue
            When the distance is neither 1 nor 2.
        """
        found: set[int] = set()
        # The segments cover all long keys; only a key shorter than those can be added, and only to a short query.
        if _checked(distance) == 1 or len(key) <= SHORTEST:
            found = self._deletions.candidates(key)
        if distance == 2:
            found.update(self._segments.candidates(key))
        return self._measured(key, found, distance)[:limit]

    def near_many(self, keys: Sequence[str], *, distance: int = 1, limit: int = LIMIT) -> list[list[tuple[int, int]]]:
        """Do what :meth:`near` does for each key; at distance 1 about twice as fast."""
        if _checked(distance) == 2:
            return [self.near(key, distance=2, limit=limit) for key in keys]
        answers: list[list[tuple[int, int]]] = [[] for _ in keys]
        key_of, errors = self._keys.key, self._errors
        for places, numbers in self._deletions.pairs(keys):
            for place, number in zip(places.tolist(), numbers.tolist(), strict=True):
                apart = errors(keys[place], key_of(number), score_cutoff=1)
                if apart <= 1:
                    answers[place].append((number, apart))
        for answer in answers:
            if len(answer) > 1:
                answer.sort(key=_nearest)
                del answer[limit:]
        return answers

    def _measured(self, key: str, numbers: set[int], distance: int) -> list[tuple[int, int]]:
        key_of, errors = self._keys.key, self._errors
        apart = [(number, errors(key, key_of(number), score_cutoff=distance)) for number in numbers]
        near = [pair for pair in apart if pair[1] <= distance]
        near.sort(key=_nearest)
        return near


def _nearest(pair: tuple[int, int]) -> tuple[int, int]:
    return pair[1], pair[0]


def _checked(distance: int) -> int:
    if distance not in (1, 2):
        raise BadValue(f"keys within {distance} errors cannot be looked up", remedy="ask for distance 1 or 2")
    return distance
