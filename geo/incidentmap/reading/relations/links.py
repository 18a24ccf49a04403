"""What stands between two names of a sentence: "and", a comma, "in", a bracket, a dash, nothing."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache
from typing import Final

from incidentmap.reading.relations.noted import Name
from incidentmap.reading.relations.words import plain
from incidentmap.reading.text import Text

#: More than this between two names links nothing.
LONGEST_LINK: Final = 60
_WORDS: Final = 40


class Link(Enum):
    """How a name follows another."""

    NOTHING = auto()
    AND = auto()
    COMMA = auto()
    IN = auto()
    COMMA_IN = auto()
    OF = auto()
    BRACKET = auto()
    CLOSED = auto()
    COLON = auto()
    DASH = auto()
    TO = auto()
    INTO = auto()
    WITH = auto()
    OTHER = auto()


_PATTERNS: Final = tuple(
    (link, re.compile(pattern))
    for link, pattern in (
        (Link.AND, r",? ?(?:and|or|&|и|та|і|й|или|або|as well as|а также|а також|and also|then|чи|да)|/"),
        (Link.COMMA, r","),
        (Link.COMMA_IN, r", ?(?:(?:what|that) )?(?:in|inside|within|в|во|у|на)"),
        (
            Link.IN,
            r",? ?(?:(?:що|який|яка|яке|який|который|которая|которое|which is|that is|located|situated|lying|"
            r"расположенн\w{2,4}|розташован\w{1,4}|находящ\w{4,6}|что|знаходиться) ){1,2}(?:in|within|в|во|у|на)"
            r"|in|inside|within|в|во|у|на|,? ?(?:the )?(?:capital|largest city) (?:city )?of",
        ),
        (Link.OF, r"of"),
        (Link.BRACKET, r"\( ?(?:in|в|у|на)?"),
        (Link.CLOSED, r"\) ?,?"),
        (Link.COLON, r":"),
        (Link.DASH, r"[-‐‑–—−]"),
        (Link.TO, r"(?:all the way )?to|до|through to"),
        (Link.INTO, r"в|на|у"),
        (Link.WITH, r"with|с|со|з|із|зі"),
    )
)


def between(text: Text, first: Name, second: Name) -> str | None:
    """Return the words between two names in small letters, or ``None`` when they are too many."""
    start, end = first.extent, second.cue_start
    if start > end or end - start > LONGEST_LINK:
        return None
    return plain_words(text.text[start:end])


def plain_words(words: str) -> str:
    """Return words in small letters with single spaces.

    Examples
    --------
    >>> plain_words(" ,  And ")
    ', and'
    """
    return " ".join(map(plain, words.split()))


def link(text: Text, first: Name, second: Name) -> Link:
    """Tell how a name follows another."""
    words = between(text, first, second)
    return Link.OTHER if words is None or len(words) > _WORDS else _named(words)


@lru_cache(maxsize=4_096)
def _named(words: str) -> Link:
    if not words:
        return Link.NOTHING
    return next((kind for kind, pattern in _PATTERNS if pattern.fullmatch(words)), Link.OTHER)


#: Links of a list.
LISTED: Final = frozenset((Link.AND, Link.COMMA))
