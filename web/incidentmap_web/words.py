"""Free text: which of many texts hold a word, as written or by its key. Words are looked through, not the texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from incidentmap_web.folding import fold, fold_many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class WordIndex:
    """The distinct words of many texts, their keys, and in which texts each stands. Never changes.

    A million sentences have far fewer words than letters, so a search looks through words and then picks texts. What
    is asked has no blanks, so it stands inside one word or nowhere.

    Parameters
    ----------
    texts : sequence of str or None
        In pyarrow's or pandas' own strings they are not copied.

    Examples
    --------
    >>> index = WordIndex(["Shelling near Тёткино", None, "Sumy"])
    >>> index.holding("tetk").tolist(), index.holding("SUM").tolist()
    ([True, False, False], [False, False, True])
    """

    __slots__ = ("_keys", "_starts", "_texts", "_words", "count")

    def __init__(self, texts: Sequence[str | None] | Any) -> None:
        column = pa.chunked_array([texts]) if isinstance(texts, pa.Array) else pa.chunked_array(_arrow(texts))
        self.count = len(column)
        split = pc.utf8_split_whitespace(pc.utf8_lower(column.combine_chunks()))
        if isinstance(split, pa.ChunkedArray):
            split = split.combine_chunks()
        encoded = split.flatten().dictionary_encode()
        self._words: Any = encoded.dictionary
        self._keys = fold_many(self._words)
        codes = encoded.indices.to_numpy(zero_copy_only=False)
        owner = np.repeat(np.arange(self.count, dtype=np.int32), np.diff(_offsets(split)))
        # The texts of each word, one word after another.
        self._texts = owner[np.argsort(codes, kind="stable")]
        self._starts = np.concatenate([[0], np.cumsum(np.bincount(codes, minlength=len(self._words)))])

    def holding(self, asked: str) -> NDArray[np.bool_]:
        """Tell which texts hold what is asked: one word or a part of it."""
        found = pc.match_substring(self._words, asked.lower()).to_numpy(zero_copy_only=False)
        parts = fold(asked).split()
        readings = {tuple(parts), tuple(fold(asked, ukrainian=True).split())} - {()}
        marked = self._texts_of(found)
        for reading in readings:
            # A word with a hyphen has a key of several parts, which may stand apart in the text.
            held = [self._texts_of(self._by_key(part)) for part in reading]
            marked |= np.logical_and.reduce(held)
        return marked

    def _by_key(self, part: str) -> NDArray[np.bool_]:
        found = np.zeros(len(self._words), dtype=bool)
        for keys in self._keys:
            found |= pc.match_substring(keys, part).to_numpy(zero_copy_only=False)
        return found

    def _texts_of(self, words: NDArray[np.bool_]) -> NDArray[np.bool_]:
        marked = np.zeros(self.count, dtype=bool)
        chosen = np.flatnonzero(words)
        lengths = self._starts[chosen + 1] - self._starts[chosen]
        if len(chosen):
            # The places of all runs, one after another: each run counts on from its own start.
            shift = np.repeat(self._starts[chosen] - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths)
            marked[self._texts[np.arange(len(shift)) + shift]] = True
        return marked


def _arrow(texts: Any) -> Any:
    made = pa.array(texts, pa.large_string())
    return made.chunks if isinstance(made, pa.ChunkedArray) else [made]


def _offsets(lists: Any) -> NDArray[np.int64]:
    # A missing text has a list of no length all the same.
    offsets = lists.offsets.to_numpy(zero_copy_only=False).astype(np.int64)
    return np.asarray(offsets)
