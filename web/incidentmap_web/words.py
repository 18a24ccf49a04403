"""Free text: which of many texts hold a word, as written or by its key. Words are looked through, not the texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from incidentmap_web.folding import fold, fold_many, lower

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray


class WordIndex:
    """The distinct words of many texts, their keys, and in which texts each stands. Never changes.

    A million sentences have far fewer words than letters, so a search looks through words and then picks texts. What
    is asked has no blanks, so as written it stands inside one word or nowhere. Its key may be several words, which
    have to follow each other in the key of one text.

    Parameters
    ----------
    texts : sequence of str or None
        In pyarrow's or pandas' own strings they are not copied.

    Examples
    --------
    >>> index = WordIndex(["Shelling near Тёткино", None, "Sumy", "Podol, Gora", "Gora (Podol)"])
    >>> index.holding("tetk").nonzero()[0].tolist(), index.holding("SUM").nonzero()[0].tolist()
    ([0], [2])
    >>> index.holding("Гора-Подол").nonzero()[0].tolist()
    [4]
    """

    __slots__ = ("_codes", "_keys", "_owner", "_places", "_starts", "_texts", "_words", "count")

    def __init__(self, texts: Sequence[str | None] | Any) -> None:
        column = pa.chunked_array([texts]) if isinstance(texts, pa.Array) else pa.chunked_array(_arrow(texts))
        self.count = len(column)
        split = pc.utf8_split_whitespace(column.combine_chunks())
        if isinstance(split, pa.ChunkedArray):
            split = split.combine_chunks()
        encoded = split.flatten().dictionary_encode()
        self._words: Any = _lowered(encoded.dictionary)
        self._keys = fold_many(self._words)
        # The words of all texts, one text after another, and the text of each.
        self._codes = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int32)
        self._owner = np.repeat(np.arange(self.count, dtype=np.int32), np.diff(_offsets(split)))
        # The places of each word among them, one word after another, and the texts there.
        self._places = np.argsort(self._codes, kind="stable").astype(np.int32)
        self._texts = self._owner[self._places]
        self._starts = np.concatenate([[0], np.cumsum(np.bincount(self._codes, minlength=len(self._words)))])

    def holding(self, asked: str) -> NDArray[np.bool_]:
        """Tell which texts hold what is asked: one word or a part of it."""
        found = self._where(pc.match_substring, self._words, lower(asked))
        questions = {fold(asked), fold(asked, ukrainian=True)} - {""}
        keys, others = self._keys
        for key in questions:
            found |= self._where(pc.match_substring, keys, key) | self._where(pc.match_substring, others, key)
        marked = self._texts_of(found)
        for key in questions:
            if " " in key:
                marked |= self._across(key)
        return marked

    def _where(self, compare: Callable[..., Any], keys: Any, part: str) -> NDArray[np.bool_]:
        return np.asarray(compare(keys, part).to_numpy(zero_copy_only=False), dtype=bool)

    def _across(self, key: str) -> NDArray[np.bool_]:
        """Tell which texts hold a key of several words across words of theirs that follow each other."""
        # What the words before a blank of the key end with, and those behind it begin with.
        cuts = [at for at, letter in enumerate(key) if letter == " "]
        keys, others = self._keys
        marked = np.zeros(self.count, dtype=bool)
        differs = self._where(pc.not_equal, others, "")
        readings = [keys, pc.if_else(differs, others, keys)] if differs.any() else [keys]
        for reading in readings:
            empty = self._where(pc.equal, reading, "")
            ends = [self._where(pc.ends_with, reading, key[:cut]) for cut in cuts]
            begins = [self._where(pc.starts_with, reading, key[cut + 1 :]) for cut in cuts]
            if len(cuts) == 1 and self._often(begins[0]) < self._often(ends[0]):
                later, earlier = self._beside(self._places_of(begins[0]), empty, -1)
                marked[self._owner[later[ends[0][self._codes[earlier]]]]] = True
                continue
            # For each blank: the words with which the key up to it has been met.
            met = [self._places_of(end) for end in ends]
            for i, cut in enumerate(cuts):
                earlier, later = self._beside(np.unique(met[i]) if i else met[i], empty, 1)
                codes = self._codes[later]
                marked[self._owner[earlier[begins[i][codes]]]] = True
                for j in range(i + 1, len(cuts)):
                    same = self._where(pc.equal, reading, key[cut + 1 : cuts[j]])
                    met[j] = np.concatenate([met[j], later[same[codes]]])
        return marked

    def _often(self, words: NDArray[np.bool_]) -> int:
        return int((self._starts[1:] - self._starts[:-1])[words].sum())

    def _beside(
        self, at: NDArray[np.intp], empty: NDArray[np.bool_], step: int
    ) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Find the next word of the same text that has a key, forwards or backwards; those without one are dropped."""
        beside, last = at + step, len(self._codes) - 1
        while True:
            there = (beside >= 0) & (beside <= last)
            there[there] = self._owner[beside[there]] == self._owner[at[there]]
            at, beside = at[there], beside[there]
            skipped = empty[self._codes[beside]]
            if not skipped.any():
                return at, beside
            beside[skipped] += step

    def _places_of(self, words: NDArray[np.bool_]) -> NDArray[np.intp]:
        """Give the places of some words among the words of all texts."""
        chosen = np.flatnonzero(words)
        return np.asarray(self._places[_runs(self._starts[chosen], self._starts[chosen + 1])], dtype=np.intp)

    def _texts_of(self, words: NDArray[np.bool_]) -> NDArray[np.bool_]:
        marked = np.zeros(self.count, dtype=bool)
        chosen = np.flatnonzero(words)
        marked[self._texts[_runs(self._starts[chosen], self._starts[chosen + 1])]] = True
        return marked


def _runs(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give the numbers of all runs, one run after another."""
    lengths = ends - starts
    shift = np.repeat(starts - np.concatenate([[0], np.cumsum(lengths)])[:-1].astype(np.int64), lengths)
    return np.arange(len(shift)) + shift


def _lowered(words: Any) -> Any:
    """Write words in lower case as Python and browsers do; Arrow does not know what is written with several letters."""
    plain = pc.string_is_ascii(words)
    made = pc.ascii_lower(pc.if_else(plain, words, ""))
    foreign = pc.indices_nonzero(pc.invert(plain))
    if not len(foreign):
        return made
    changed = [lower(word) for word in words.take(foreign).to_pylist()]
    return pc.replace_with_mask(made, pc.invert(plain), pa.array(changed, made.type))


def _arrow(texts: Any) -> Any:
    made = pa.array(texts, pa.large_string())
    return made.chunks if isinstance(made, pa.ChunkedArray) else [made]


def _offsets(lists: Any) -> NDArray[np.int64]:
    # A missing text has a list of no length all the same.
    offsets = lists.offsets.to_numpy(zero_copy_only=False).astype(np.int64)
    return np.asarray(offsets)
