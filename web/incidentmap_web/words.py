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

    __slots__ = ("_codes", "_keys", "_ends", "_texts", "_starts", "_words", "count")

    def __init__(self, texts: Sequence[str | None] | Any) -> None:
        column = pa.chunked_array([texts]) if isinstance(texts, pa.Array) else pa.chunked_array(_arrow(texts))
        self.count = len(column)
        split = pc.utf8_split_whitespace(column.combine_chunks())
        if isinstance(split, pa.ChunkedArray):
            split = split.combine_chunks()
        encoded = split.flatten().dictionary_encode()
        self._words: Any = _lowered(encoded.dictionary)
        self._keys = fold_many(self._words)
        #: The words of all texts, one text after another, and where each text's end.
        self._codes = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int32)
        offsets = _offsets(split)
        self._ends = offsets - offsets[0]
        owner = np.repeat(np.arange(self.count, dtype=np.int32), np.diff(offsets))
        # The texts of each word, one word after another.
        self._texts = owner[np.argsort(self._codes, kind="stable")]
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
            ends = [self._where(pc.ends_with, reading, key[:cut]) for cut in cuts]
            begins = [self._where(pc.starts_with, reading, key[cut + 1 :]) for cut in cuts]
            first, last = np.logical_or.reduce(ends), np.logical_or.reduce(begins)
            texts = np.flatnonzero(self._texts_of(first) & self._texts_of(last))
            empty = self._where(pc.equal, reading, "")
            at, owner = self._words_of(texts)
            codes = self._codes[at]
            there = ~empty[codes]
            codes, owner = codes[there], owner[there]
            follows = owner[1:] == owner[:-1]
            # For each blank: whether the key up to it has been met when a word ends.
            met = [end[codes] for end in ends]
            for i, cut in enumerate(cuts):
                marked[owner[1:][follows & met[i][:-1] & begins[i][codes[1:]]]] = True
                for j in range(i + 1, len(cuts)):
                    same = self._where(pc.equal, reading, key[cut + 1 : cuts[j]])[codes]
                    met[j][1:] |= follows & met[i][:-1] & same[1:]
        return marked

    def _words_of(self, texts: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Give the places of the words of some texts, and the text of each."""
        return _runs(self._ends[texts], self._ends[texts + 1], texts)

    def _texts_of(self, words: NDArray[np.bool_]) -> NDArray[np.bool_]:
        marked = np.zeros(self.count, dtype=bool)
        chosen = np.flatnonzero(words)
        at, _ = _runs(self._starts[chosen], self._starts[chosen + 1], chosen)
        marked[self._texts[at]] = True
        return marked


def _runs(
    starts: NDArray[np.int64], ends: NDArray[np.int64], names: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Give the numbers of all runs, one run after another, and the name of the run of each."""
    lengths = ends - starts
    shift = np.repeat(starts - np.concatenate([[0], np.cumsum(lengths)])[:-1].astype(np.int64), lengths)
    return np.arange(len(shift)) + shift, np.repeat(names, lengths)


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
