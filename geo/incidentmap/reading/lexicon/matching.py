"""Many phrases sought in one pass over a text's words: a tree of words, the longest phrase wins.

A phrase is written as in the tables of `data/lexicon`:

- `shelled` is that word in any case; `Legion` only with a capital; `IDF` only in capitals;
- `обстріл*` is a stem with any ending;
- `drone/uav` is either word; `~` stands for up to three words; `@force` for a class of words given by name.

A text's words are looked up once per distinct word, so the cost of a pass is one look-up in a dictionary per word.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import product, repeat
from typing import Any, Final, Generic, NamedTuple, TypeVar

from incidentmap.reading.text import WORD, Text

T = TypeVar("T")

#: Words between two parts of a phrase that `~` stands for, at most.
GAP: Final = 3
#: The memory of one text's distinct words is dropped beyond so many: a stream of files must not grow it for ever.
_REMEMBERED: Final = 100_000
#: No ending is longer: "обстріл" + "юватимуть".
_LONGEST_ENDING: Final = 10
_SHORTEST_STEM: Final = 2
_VALUE: Final = -1
_GAP: Final = -2
_APOSTROPHES: Final = str.maketrans("’ʼ‘`", "''''", "\u0301")
#: What may stand between two words of a name: spaces, quotes, hyphens; no comma, no full stop.
_INSIDE: Final = " \t\n\r\u00a0\u202f\"'«»“”„‟’‘-‐‑–*_`"


class Match(NamedTuple, Generic[T]):
    """A phrase found: its words ``[first:last]``, and what was stored for it."""

    first: int
    last: int
    value: T


def fold_word(word: str) -> str:
    """Return a word as phrases are compared: one case, one apostrophe, е for ё, no accents on Latin letters, no 's.

    Examples
    --------
    >>> fold_word("Тёткино"), fold_word("Russia’s"), fold_word("Burkinabé")
    ('теткино', 'russia', 'burkinabe')
    """
    if word.isascii():
        return word.lower().replace("`", "'").removesuffix("'s")
    folded = word.translate(_APOSTROPHES).casefold().replace("ё", "е")
    if folded.isascii():
        return folded.removesuffix("'s")
    if any("\u00c0" <= c < "\u0300" for c in folded):
        folded = "".join(_plain(c) for c in folded)
    return folded


def _plain(letter: str) -> str:
    return unicodedata.normalize("NFKD", letter)[0] if "\u00c0" <= letter < "\u0300" else letter


class Remembered(dict[str, Any]):
    """A dictionary that works out what it is asked for the first time."""

    __slots__ = ("_of",)

    def __init__(self, of: Callable[[str], Any]) -> None:
        self._of = of

    def __missing__(self, word: str) -> Any:
        if len(self) >= _REMEMBERED:
            self.clear()
        value = self[word] = self._of(word)
        return value


#: What all sets of phrases fold alike: each distinct word once.
_folded: Final = Remembered(lambda word: (fold_word(word), _case(word)))
_NOTHING: Final[frozenset[int]] = frozenset()


class Phrases(Generic[T]):
    """A set of phrases, each with a value; of two that are equally long, the one of the higher ``rank`` is found.

    Examples
    --------
    >>> from incidentmap.reading.text import prepare
    >>> phrases: Phrases[str] = Phrases()
    >>> phrases.add("drone* ~ hit/struck", "strike")
    >>> [(m.first, m.last, m.value) for m in phrases.scan(prepare("A drone has again hit the depot."))]
    [(1, 5, 'strike')]
    """

    def __init__(self, rank: Callable[[T], int] = lambda _: 0) -> None:
        self._rank = rank
        self._root: dict[int, Any] = {}
        self._numbers: dict[str, int] = {}
        self._exact: dict[str, list[tuple[int, int]]] = {}
        self._stems: dict[str, list[tuple[int, int]]] = {}
        self._heads: set[str] = set()
        self._keys = Remembered(self._find_keys)
        self._starts = Remembered(self._begun)

    def add(self, phrase: str, value: T) -> None:
        """Add a phrase; of two values for the same words, the one of the higher rank, or else the first, stays."""
        for parts in product(*(self._choices(token) for token in phrase.split())):
            node = self._root
            for number in (number for part in parts for number in part):
                node = node.setdefault(number, {})
            if _VALUE not in node or self._rank(value) > self._rank(node[_VALUE]):
                node[_VALUE] = value

    def member(self, label: str, word: str) -> None:
        """Let a word, or a stem with its `*`, stand for the class `@label`."""
        self._learn(word, self._numbers.setdefault(f"@{label}", len(self._numbers)))

    def scan(self, text: Text, first: int = 0, last: int | None = None) -> list[Match[T]]:
        """Find the phrases in a text, or in the words ``[first:last]`` of one sentence; none inside another."""
        found: list[Match[T]] = []
        starts, reached = self._starts, first
        if last is None:
            hits = [n for n, word in enumerate(text.words) if starts[word]]
            limits: Iterator[int] = _limits(text, hits)
        else:
            hits = [n for n in range(first, last) if starts[text.words[n]]]
            limits = repeat(last, len(hits))
        for hit, limit in zip(hits, limits, strict=True):
            if hit >= reached and (match := self.at(text, hit, limit)) is not None:
                found.append(match)
                reached = match.last
        return found

    def at(self, text: Text, first: int, limit: int) -> Match[T] | None:
        """Return the longest phrase that begins at a word and ends before another."""
        best: Match[T] | None = None
        words, keys = text.words, self._keys
        todo: list[tuple[dict[int, Any], int, bool]] = []
        if first < limit:
            todo = [(node, first + 1, False) for node in self._starts[words[first]]]
        while todo:
            node, word, loose = todo.pop()
            if _VALUE in node and (best is None or self._beats(word, node[_VALUE], best)):
                best = Match(first, word, node[_VALUE])
            if _GAP in node:
                todo += [(node[_GAP], further, True) for further in range(word, min(word + GAP, limit - 1) + 1)]
            further = [node[key] for key in keys[words[word]] if key in node] if word < limit else None
            if further and (loose or not text.text[text.ends[word - 1] : text.starts[word]].strip(_INSIDE)):
                todo += [(child, word + 1, False) for child in further]
        return best

    def _beats(self, last: int, value: T, best: Match[T]) -> bool:
        return last > best.last or (last == best.last and self._rank(value) > self._rank(best.value))

    def _choices(self, token: str) -> list[list[int]]:
        """Return the keys that a token of a phrase may stand for: one, if all its words are single."""
        if token == "~":  # noqa: S105 - no password
            return [[_GAP]]
        choices = [_words(choice) for choice in token.split("/")]
        if len(choices) > 1 and all(len(words) == 1 for words in choices):
            if (label := f"@{token}") not in self._numbers:
                for (word,) in choices:
                    self.member(token, word)
            return [[self._numbers[label]]]
        return [[self._number(word) for word in words] for words in choices]

    def _number(self, token: str) -> int:
        known = token in self._numbers
        number = self._numbers.setdefault(token, len(self._numbers))
        if not known and not token.startswith("@"):
            self._learn(token, number)
        return number

    def _learn(self, token: str, number: int) -> None:
        word = token.rstrip("*")
        kind = self._stems if token.endswith("*") else self._exact
        folded = fold_word(word)
        kind.setdefault(folded, []).append((number, _case(word)))
        if kind is self._stems:
            self._heads.add(folded[:_SHORTEST_STEM])

    def _begun(self, word: str) -> list[dict[int, Any]]:
        """List what may follow a word that a phrase begins with."""
        root = self._root
        return [root[key] for key in self._keys[word] if key in root]

    def _find_keys(self, word: str) -> frozenset[int]:
        folded, case = _folded[word]
        known = self._exact.get(folded, [])
        if folded[:_SHORTEST_STEM] in self._heads:
            stems = self._stems
            for end in range(max(len(folded) - _LONGEST_ENDING, _SHORTEST_STEM), len(folded) + 1):
                if (of_stem := stems.get(folded[:end])) is not None:
                    known = known + of_stem
        return frozenset([number for number, wanted in known if wanted <= case]) if known else _NOTHING


def _case(word: str) -> int:
    """Return 2 for a word in capitals, 1 for one that begins with one, 0 for others."""
    return 2 if len(word) > 1 and word.isupper() else 1 if word[:1].isupper() else 0


def _limits(text: Text, hits: Sequence[int]) -> Iterator[int]:
    """Yield, for each word, the end of its sentence: no phrase goes on in the next."""
    number, sentences = 0, text.sentences
    for hit in hits:
        while number < len(sentences) and sentences[number].last <= hit:
            number += 1
        yield sentences[number].last if number < len(sentences) else len(text.words)


def _words(choice: str) -> list[str]:
    """Cut a token as the words of a text are cut: "M23" is two of them."""
    if choice.startswith("@"):
        return [choice]
    words: list[str] = WORD.findall(choice)
    if words and choice.endswith("*"):
        words[-1] += "*"
    return words
