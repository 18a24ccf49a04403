"""One sentence of Russian or Ukrainian text laid out for reading: its words, what is between them, what is taken."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from incidentmap.model import Feature, Relation, Toponym
from incidentmap.reading.cyrillic.words import Word, word_of
from incidentmap.reading.mentions import PlaceMention, Role
from incidentmap.reading.text import Text

#: After any other character a word begins something, and its capital tells nothing.
_WITHIN: Final = frozenset(" \t\u00a0\u202f\u2009,.;()/-#@&'’\u200b")
#: Letters of which most are capitals make a headline: there a capital tells nothing.
_SHOUTED: Final = 0.6
_ACRONYM: Final = 3
_SPACE: Final = re.compile(r"[ \t\u00a0\u202f\u2009]+(?:\n[ \t]*)?|\n[ \t]*")
_DOTTED_SPACE: Final = re.compile(r"\.?[ \t\u00a0\u202f\n]*")


@dataclass(slots=True)
class View:
    """A sentence. Words are numbered from 0; ``capital`` says which are written as names are."""

    text: str
    number: int
    language: str
    words: Sequence[Word]
    starts: Sequence[int]
    ends: Sequence[int]
    start: int
    end: int
    capital: list[bool]
    initial: list[bool]
    taken: list[bool]
    blocked: list[bool]
    shouted: bool
    mentions: list[PlaceMention] = field(default_factory=list)

    def gap(self, i: int) -> str:
        """Return what stands between a word and the one before it."""
        return self.text[self.ends[i - 1] if i else self.start : self.starts[i]]

    def beside(self, i: int) -> bool:
        """Tell whether nothing but space stands between a word and the one before it."""
        return 0 < i < len(self.words) and bool(_SPACE.fullmatch(self.gap(i)))

    def after_dot(self, i: int) -> bool:
        """Tell whether nothing but space and a full stop stands between a word and the one before it."""
        return 0 < i < len(self.words) and bool(_DOTTED_SPACE.fullmatch(self.gap(i)))

    def dotted(self, i: int) -> bool:
        """Tell whether a full stop follows a word at once."""
        return self.text[self.ends[i] : self.ends[i] + 1] == "."

    def has(self, i: int, sort: str) -> bool:
        """Tell whether there is a word of that number and sort."""
        return 0 <= i < len(self.words) and sort in self.words[i].sorts

    def free(self, i: int) -> bool:
        """Tell whether a word is a capitalised one that nothing has taken."""
        return 0 <= i < len(self.words) and self.capital[i] and not self.taken[i]

    def phrase(self, i: int, j: int) -> str:
        """Return words ``i`` to ``j`` (exclusive) as a name."""
        return " ".join(word.text for word in self.words[i:j])

    def take(self, i: int, j: int) -> None:
        """Mark words as used."""
        for k in range(i, j):
            self.taken[k] = True

    def add(
        self,
        i: int,
        j: int,
        text: str,
        rule: str,
        *,
        role: Role = Role.PLACE,
        why: str | None = None,
        feature: Feature | None = None,
        relation: Relation = Relation.AT,
        end: int | None = None,
    ) -> None:
        """Keep words ``i`` to ``j`` (exclusive) as a mention, and take them."""
        start, stop = self.starts[i], self.ends[j - 1] if end is None else end
        if any(self.blocked[i:j]) and role is Role.PLACE:
            role, why = Role.VETOED, "part of the name of an actor or an organisation"
        toponym = Toponym(text, start, stop, relation, feature)
        self.mentions.append(PlaceMention(start, stop, self.number, toponym, role, rule, why))
        self.take(i, j)


def views(text: Text, numbers: Iterable[int], blocked: Sequence[tuple[int, int]]) -> list[View]:
    """Lay out the sentences with these numbers that can hold a name at all.

    Examples
    --------
    >>> from incidentmap.reading.text import prepare
    >>> [view] = views(prepare("Вибухи у Сумах."), [0], [])
    >>> view.capital, view.initial
    ([True, False, True], [True, False, False])
    """
    made = []
    spans = sorted(blocked)
    for number in numbers:
        view = _view(text, number, spans)
        if view is not None:
            made.append(view)
    return made


def _view(text: Text, number: int, blocked: list[tuple[int, int]]) -> View | None:
    sentence = text.sentences[number]
    first, last = sentence.first, sentence.last
    words = [word_of(word) for word in text.words[first:last]]
    if not any(word.matters for word in words) and not _is_small(
        words, text.text[max(sentence.start - 1, 0) : sentence.end]
    ):
        return None
    shouted = _is_shouted(words)
    if shouted:
        words = [word_of(_recased(word.text)) if word.upper else word for word in words]
    starts, ends = text.starts[first:last], text.ends[first:last]
    view = View(
        text.text,
        number,
        "uk" if sentence.language == "uk" else "ru",
        words,
        starts,
        ends,
        sentence.start,
        sentence.end,
        [word.capital and not word.upper for word in words],
        [True] * len(words),
        [False] * len(words),
        _inside(starts, ends, blocked),
        shouted,
    )
    for i, word in enumerate(words):
        tagged = word.capital or (word.matters or len(word.key) > _ACRONYM)
        if i and text.text[starts[i] - 1] == "#" and tagged:
            _tag(view, i)
        elif i and not shouted:
            view.initial[i] = not _WITHIN.issuperset(view.gap(i))
    if words and starts[0] > 0 and text.text[starts[0] - 1] == "#":
        _tag(view, 0)
    return view


def _is_small(words: Sequence[Word], sentence: str) -> bool:
    """Tell whether names may be written small here: in a hashtag, or by a writer without capitals."""
    return "#" in sentence or (bool(words) and not words[0].capital)


def _tag(view: View, i: int) -> None:
    """Take a hashtag for a name, however it is written."""
    word = view.words[i]
    if not word.capital or word.upper:
        view.words = [*view.words[:i], word_of(_recased(word.text)), *view.words[i + 1 :]]
    view.capital[i], view.initial[i] = True, False


def _is_shouted(words: Sequence[Word]) -> bool:
    if not any(word.upper for word in words):
        return False
    letters = sum(len(word.text) for word in words)
    long = sum(len(word.text) for word in words if word.upper)
    return long > _SHOUTED * letters and any(word.upper and len(word.text) > _ACRONYM + 1 for word in words)


_LINKS: Final = frozenset({"на", "над", "под", "під"})
#: No actor's name is longer: a blocked span that begins so far before a sentence does not reach into it.
_LONGEST_BLOCK: Final = 400


def _recased(word: str) -> str:
    """Write a word of a headline as in a sentence: Ростов-на-Дону. Abbreviations cannot be told, and become names."""
    key = word.lower()
    known = word_of(key)
    if len(word) <= _ACRONYM or known.cases or "never-place" in known.sorts:
        return word if known.entry is not None or not known.cases else key
    parts = key.split("-")
    return "-".join(part if i and part in _LINKS else part[:1].upper() + part[1:] for i, part in enumerate(parts))


def _inside(starts: Sequence[int], ends: Sequence[int], spans: Sequence[tuple[int, int]]) -> list[bool]:
    inside = [False] * len(starts)
    if not starts or not spans:
        return inside
    first_near = bisect_left(spans, (starts[0] - _LONGEST_BLOCK, 0))
    for first, last in spans[first_near : bisect_left(spans, (ends[-1], 0))]:
        for i, (start, end) in enumerate(zip(starts, ends, strict=True)):
            if start < last and end > first:
                inside[i] = True
    return inside
