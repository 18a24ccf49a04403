"""Looking round in the words of a phrase: what stands where, and which cue begins there."""

from __future__ import annotations

from typing import Final

from incidentmap.model import Relation
from incidentmap.phrases.cues import CUES, Cue
from incidentmap.phrases.measures import Compass, joined
from incidentmap.phrases.measures import compass as read_compass
from incidentmap.phrases.nations import LONGEST_NATION, NATIONS
from incidentmap.phrases.tokens import MARKS, Word
from incidentmap.phrases.words import (
    ARTICLES,
    CONNECTORS,
    FACILITIES,
    KINDS,
    ROADS,
    STREETS,
    THINGS,
    TRAILING,
    UNIT_MODIFIERS,
    UNITS,
)

DASHES: Final = frozenset("-–—−")
BORDERS: Final = frozenset(
    """border borders frontier boundary граница границе границы границу кордон кордоні кордону приграничье
    прикордоння""".split()
)
#: "the state border".
STATE: Final = frozenset(
    """state international государственной государственную государственная державного державному державний""".split()
)
#: A unit's name is no longer, with its noun.
_LONGEST_UNIT: Final = 7


class Steps:
    """The words of one part of a phrase, looked at by number; a number outside is no word."""

    __slots__ = ("words",)

    def __init__(self, words: list[Word]) -> None:
        self.words = words

    def capital(self, at: int) -> bool:
        """Tell whether a word may be a name."""
        return at < len(self.words) and self.words[at].key not in MARKS and self.words[at].is_capital

    def key(self, at: int) -> str:
        """Return a word in small letters, or ""."""
        return self.words[at].key if 0 <= at < len(self.words) else ""

    def skip_articles(self, at: int) -> int:
        """Return the number of the first word from here that is no article."""
        while self.key(at) in ARTICLES and self.words[at].text == self.words[at].key:
            at += 1
        return at

    def compass(self, at: int) -> tuple[Compass, int] | None:
        """Read one compass point, written in one word or in two."""
        if not 0 <= at < len(self.words):
            return None
        point = read_compass(self.words[at].text)
        if point is None:
            return None
        second = at + 2 if self.key(at + 1) in DASHES else at + 1
        other = read_compass(self.words[second].text) if second < len(self.words) else None
        if other is not None and (both := joined(point.bearing, other.bearing)):
            return Compass(both, other.than, other.quality), second + 1
        return point, at + 1

    def match(self, first: str, at: int, bearing: str | None) -> tuple[Cue, str | None, int] | None:
        """Walk down the words of the cues, and return the longest that ends here."""
        node = CUES.get(first)
        best: tuple[Cue, str | None, int] | None = None
        words, size = self.words, len(self.words)
        while node is not None:
            cue = node.cue
            if cue is not None and not (cue.relation is Relation.BORDER and self.is_of_border(at)):
                best = cue, bearing, at
            while at < size and words[at].key in ARTICLES:
                at += 1
            if at >= size or not node.after:
                break
            following = node.after.get(words[at].key)
            if following is None and "@" in node.after and (point := self.compass(at)):
                bearing, at = point[0].bearing, point[1]
                node = node.after["@"]
            else:
                node, at = following, at + 1
        return best

    def is_of_border(self, at: int) -> bool:
        """Tell "near the border post", where "border" only says which."""
        key = self.key(at)
        return self.key(at - 1) in BORDERS and (
            key in FACILITIES or key in KINDS or key in THINGS or key in TRAILING or key in UNITS
        )

    def run_of(self, at: int) -> list[Word]:
        """Return the words from here to the next mark, as far as a unit's name may reach."""
        at = self.skip_articles(at)
        stop = at
        while stop < len(self.words) and stop < at + _LONGEST_UNIT and self.key(stop) not in MARKS:
            stop += 1
        return self.words[at:stop]

    def unit_ahead(self, at: int) -> bool:
        """Tell whether the next name is a unit's: its noun follows before a mark or another cue."""
        run = self.run_of(at)
        for i, word in enumerate(run):
            if word.key in UNITS:
                return i > 0
            if word.key in KINDS and word.key not in UNIT_MODIFIERS:
                return False
            if word.key in CUES and word.key not in CONNECTORS:
                return False
        return len(run) == 1 and run[0].text.isupper() and len(run[0].text) == 3

    def road_ahead(self, at: int) -> bool:
        """Tell whether a word for a road or a front follows before a mark."""
        return any(word.key in TRAILING for word in self.run_of(at))

    def joins(self, end: int) -> bool:
        """Tell "Rostov on Don" and "Harrow on the Hill": nothing that one can be on follows."""
        at = self.skip_articles(end)
        stop = at
        while stop < len(self.words) and self.key(stop) not in MARKS and stop < at + 4:
            key = self.key(stop)
            if key in ROADS or key in TRAILING or key in STREETS or (key in THINGS and not self.words[stop].is_capital):
                return False
            stop += 1
        return self.capital(at)

    def is_part(self, point: Compass, end: int) -> bool:
        """Tell "юг Украины" and "на юге области" from "юг": a name follows in the genitive."""
        script = end < len(self.words) and not self.words[end].text.isascii() and self.words[end].key not in CUES
        return script and not point.quality and not point.than and not self.words[end - 1].text.isascii()


def begins_with_nation(words: list[Word]) -> bool:
    """Tell whether a country's name stands first."""
    keys = tuple(w.key for w in words[:LONGEST_NATION])
    return any(keys[:n] in NATIONS for n in range(1, len(keys) + 1))


def unit_start(words: list[Word], *, said: bool) -> int:
    """Return where the unit begins in "Grabske Amvrosiyevsky district"; 0 when all the words are one unit's.

    An adjective is the unit's; and so is one word when a kind is ``said`` before the name.

    Examples
    --------
    >>> from incidentmap.phrases.tokens import tokenise
    >>> [unit_start(tokenise(t), said=False) for t in ("Козинка Грайворонского района", "Velykyi Burluk district")]
    [1, 0]
    """
    first = len(words) - 2
    while first > 0 and words[first].key in UNIT_MODIFIERS:
        first -= 1
    if first < 1 or (first == 1 and words[0].key in KINDS) or any(w.key in DASHES for w in words):
        return 0
    said = said or (words[0].key in KINDS and not words[0].is_capital)
    if not said and not words[first].key.endswith(_ADJECTIVE):
        return 0
    return first if any(w.is_capital for w in words[:first]) else 0


#: Endings of the adjectives that units are called by.
_ADJECTIVE: Final = (
    "sky", "skyi", "skiy", "skyy", "skii", "skij", "skaya", "skoy", "ский", "ская", "ского", "ской", "скому", "цкого",
    "цкой", "ський", "ська", "ського", "ської", "ській", "цького", "цької", "зького", "ого", "ої", "ой",
)  # fmt: skip
