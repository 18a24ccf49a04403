"""A phrase's words → its segments: what each is joined by, the cue before it, and its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from incidentmap.model import Relation
from incidentmap.phrases.bounds import BOUND_WORDS, LONGEST_BOUND, bounded
from incidentmap.phrases.cues import CUES, Cue
from incidentmap.phrases.lengths import read_length
from incidentmap.phrases.measures import FEW, compass, number
from incidentmap.phrases.nations import ABBREVIATIONS, WITH_AND
from incidentmap.phrases.stepping import BORDERS, DASHES, STATE, Steps, begins_with_nation, unit_start
from incidentmap.phrases.tokens import MARKS, Word
from incidentmap.phrases.words import (
    ARTICLES,
    COUNTRY,
    FACILITIES,
    INCLUDING,
    KINDS,
    PLURAL,
    REMARKS,
    SMALL,
    THINGS,
    TRAILING,
    UNIT_MODIFIERS,
    UNITS,
)

PLAINLY: Final = Cue(Relation.AT, "")
_AWAY: Final = Cue(Relation.DISTANCE, "away")
_SIDE: Final = Cue(Relation.DIRECTION, "side")
_PART: Final = Cue(Relation.AT, "part")
_OF: Final = frozenset("of from off от від".split())
_TO: Final = frozenset("to к на до".split())
_ABOUT: Final = BOUND_WORDS | frozenset("nearly".split())
_RADIUS: Final = frozenset("radius радиусе радіусі".split())
#: What a border is joined to its countries by.
_WITH: Final = frozenset("with of between с со между з із зі між".split())
#: Where a way begins.
_ORIGINS: Final = frozenset("from от из из-под від з із зі".split())


@dataclass(slots=True)
class Segment:
    """Words that stand together.

    ``mark`` is what joins it to the one before: "", ",", "and" or "(" (all of a bracket). ``kind`` is the word of
    "the village of"; ``unit`` that of "the region of"; ``owner`` the words of "Gorlovka's suburb of". ``border`` tells
    that a distance is from a border, ``origin`` that a way may begin here.
    """

    mark: str = ""
    cue: Cue = PLAINLY
    bearing: str | None = None
    km: float | None = None
    span: tuple[float, float] | None = None
    border: bool = False
    origin: bool = False
    words: list[Word] = field(default_factory=list)
    bracket: int = 0
    kind: str = ""
    unit: str = ""
    owner: list[Word] = field(default_factory=list)
    articled: bool = False
    plural: bool = False
    counted: bool = False


class Segmenter:
    """Walks over the words of one part of a phrase once, from left to right."""

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        self.steps = Steps(words)
        self.found: list[Segment] = []
        self.now = Segment()
        self.bracket = 0
        self.remark = False

    def run(self) -> list[Segment]:
        """Split the words."""
        at, size = 0, len(self.words)
        while at < size:
            at = self._step(at)
        self._close()
        return self.found

    def _step(self, at: int) -> int:
        """Read what begins at a word; return where the next begins."""
        word = self.words[at]
        key = word.key
        if key in MARKS:
            return self._mark(at, key)
        if self.remark:
            return at + 1
        if key in ARTICLES and (key == word.text or (at == 0 and not self.steps.capital(at + 1))):
            self.now.articled = self.now.articled or not self.now.words
            return at + 1
        if (key[0].isdigit() or number(key) is not None or key in FEW) and (end := self._measure(at)):
            return end
        if key in CUES or (len(key) > 1 and compass(word.text) is not None):
            if end := self._cue(at):
                return end
        elif key in REMARKS and (at == 0 or not word.is_capital):
            self._close(",")
            self.remark = True
            return at + 1
        elif key in INCLUDING:
            self._close("and")
            return at + 1
        if not self.now.words and key in COUNTRY and self.now.bearing is not None:
            self.now.cue = _PART  # "the east of the country": the country goes without saying
            self._close()
            return at + 1
        self.now.words.append(word)
        return self._boundary(at, word)

    def _mark(self, at: int, key: str) -> int:
        if key in "([":
            self.bracket += 1
            self._close("(")
        elif key in ")]":
            self.bracket = 0
            self._close()
        elif key in DASHES and self.now.words and self.steps.capital(at + 1) and not self.remark:
            if self.steps.unit_ahead(at + 1) and not self.steps.road_ahead(at + 1):
                self._close(",")
            else:
                self.now.words.append(self.words[at])
            return at + 1
        elif self.now.words or self.now.cue.relation is Relation.AT:
            self._close("and" if key == "&" else ",")
        self.remark = False
        return at + 1

    def _close(self, mark: str = "") -> None:
        """End the segment, and begin another."""
        now = self.now
        if now.words or now.bearing is not None or now.cue.relation is not Relation.AT:
            self.found.append(now)
            self.now = Segment(mark, bracket=self.bracket)
        else:
            # Nothing stood between two marks: the stronger of them counts.
            mark = mark or now.mark if mark != "," or now.mark == "" else now.mark
            self.now = Segment(mark, bracket=self.bracket, counted=now.counted)

    def _measure(self, at: int) -> int:
        """Read "20 km south of", "в 5 км от", "1.5 miles from", or a count: "2 - in Bakhmut"."""
        if (length := read_length(self.steps, at)) is not None:
            before = [word.key for word in self.words[max(0, at - LONGEST_BOUND) : at]]
            end = length.end
            if self.steps.key(end) in _RADIUS:
                before, end = ["radius"], end + 1
            elif self.steps.key(end) == "away":
                end += 1
            figure = None
            if length.low is not None and length.high is not None:
                figure = bounded(length.low, length.high, before)
            return self._measured(figure, end)
        following = at + 2 if self.steps.key(at + 1) in DASHES else at + 1
        if self.steps.key(following) in ("in", "в", "у") and not self.now.words:
            self.now.counted = True
            return following
        return 0

    def _measured(self, figure: tuple[float, tuple[float, float] | None] | None, end: int) -> int:
        """Read what a distance is from, after its figure: "(to the) south (of)", "from", "севернее", "the border"."""
        at = self.steps.skip_articles(end + 1 if self.steps.key(end) in _TO else end)
        at = self.steps.skip_articles(at)
        bearing = None
        if point := self.steps.compass(at):
            bearing, end = point[0].bearing, point[1]
        self._drop_bound()
        if self.steps.key(end) in _OF:
            end += 1
        elif bearing is None and end < len(self.words) and not self.steps.capital(end):
            return end  # "5 km of trenches", "20 km wide"
        self._open(_AWAY if figure is not None else Cue(Relation.NEAR, "near") if bearing is None else _SIDE, bearing)
        if figure is not None:
            self.now.km, self.now.span = figure
            return self._border(end)
        return end

    def _drop_bound(self) -> None:
        """Take the words before a number off the name that they follow: "Kozinka, less than" is Kozinka."""
        now = self.now
        while now.words and now.words[-1].key in _ABOUT:
            now.words.pop()
        if not now.words and now.cue.sort in ("from", "between"):
            now.cue = PLAINLY  # "from 5 to 10 km", "between 5 and 10 km"
        if not now.words and not now.mark and self.found and not self.found[-1].bracket:
            last = self.found[-1].words
            while len(last) > 1 and last[-1].key in _ABOUT:
                last.pop()

    def _border(self, end: int) -> int:
        """Read "the border (with)" after "5 km from"; return the word after it."""
        at = self.steps.skip_articles(end)
        at += self.steps.key(at) in STATE
        joined = self.steps.key(self.steps.skip_articles(at + 1)) in _WITH  # "с" is a kind of place, too
        if self.steps.key(at) not in BORDERS or (not joined and self.steps.is_of_border(at + 1)):
            return end
        self.now.border = True
        at = self.steps.skip_articles(at + 1)
        return at + 1 if self.steps.key(at) in _WITH else at

    def _open(self, cue: Cue, bearing: str | None = None) -> None:
        """Begin a segment with a cue."""
        if self.now.words or self.now.cue.relation is not Relation.AT or self.now.bearing is not None:
            pending = self.now
            keep = not pending.words and pending.cue.relation in (Relation.NEAR, Relation.BORDER, Relation.ALONG)
            if keep and cue.relation is Relation.AT and cue.sort in ("in", "on", "of"):
                return  # "near in the area of": the first says more
            if keep and pending.cue.relation is Relation.BORDER and cue.sort in ("side", "near", "list"):
                pending.bearing = bearing  # "along the border north of Kharkiv", "on the border near Shebekino"
                return
            if pending.cue.sort == "side" and not pending.words and cue.relation is Relation.BORDER:
                bearing = bearing or pending.bearing  # "north of the border with Ukraine"
            if pending.words or pending.border or pending.cue.relation is Relation.BETWEEN:
                self._close()
        self.now.cue, self.now.bearing = cue, bearing
        self.now.articled = False

    def _cue(self, at: int) -> int:
        """Read the longest cue that begins at a word, if one does."""
        best: tuple[Cue, str | None, int] | None = None
        if point := self.steps.compass(at):
            best = self.steps.match("@", point[1], point[0].bearing)
            if best is None and self.steps.is_part(point[0], point[1]):
                best = (_PART, point[0].bearing, point[1])
            if best is None and point[0].than:
                best = (_SIDE, point[0].bearing, point[1])
        best = best or self.steps.match(self.words[at].key, at + 1, None)
        if best is None:
            return 0
        cue, bearing, end = best
        return end if self._accept(cue, bearing, at, end) else 0

    def _accept(self, cue: Cue, bearing: str | None, at: int, end: int) -> bool:
        """Use a cue, unless the words around it say that it is part of a name."""
        now, sort = self.now, cue.sort
        origin = self.words[at].key in _ORIGINS
        last = now.words[-1] if now.words else None
        if sort == "and":
            if now.words and now.words[0].key in WITH_AND and begins_with_nation(now.words + self.words[at : end + 1]):
                return False
            self._close("and")
            return True
        if sort == "of":
            return self._of(last, end)
        if sort == "on" and self.words[at].key == "у" and self.steps.key(end) in _OF_KIND:
            cue = Cue(Relation.NEAR, "near")  # in Russian; Ukrainian says "у селі" of what is in it
        elif sort == "on" and last is not None and last.is_capital and not origin and self.steps.joins(end):
            return False
        if sort == "to":
            is_from = any(s.cue.sort == "from" for s in self.found[-2:]) or now.cue.sort == "from"
            if not is_from or not now.words:
                return False
            self._close("and")
            return True
        if sort == "from":
            if not any(w.key in ("to", "до", "к") for w in self.words[end : end + 8]):
                cue = Cue(Relation.AT, "in")
        elif (
            sort == "near"
            and self.steps.key(end - 1) in ("of", "от", "")
            and last is not None
            and last.key.endswith("'s")
            and cue.relation is Relation.OUTSKIRTS
        ):
            now.owner, now.words = [*now.words], []  # "Gorlovka's suburb of Zaitsevo"
            now.kind = "suburb"
            return True
        elif last is not None and last.is_capital and last.text.isascii() and self.words[at].key in TRAILING:
            return False  # "Bakhmut suburb of the Donetsk region", "Terny area of the Lyman district"
        plural = any(w.key in PLURAL for w in self.words[at:end])
        self._open(cue, bearing)
        self.now.origin = origin and self.now.cue is cue
        if plural and cue.sort in ("list", "towards"):
            self.now.plural = True
        return True

    def _of(self, last: Word | None, end: int) -> bool:
        now = self.now
        if last is None:
            return True
        key = last.key
        owned = len(now.words) > 1 and now.words[-2].key.endswith("'s")
        if key in KINDS or (key == "suburb" and owned):
            if owned:
                now.owner = now.words[:-1]
            self._say_kind(last)
            now.words = []
            return True
        named = [w for w in now.words[:-1] if w.is_capital]
        if key in UNITS and not named and (UNITS[key] != "minor" or key in ("municipality", "commune", "community")):
            now.unit, now.words = UNITS[key], []
            now.plural = now.plural or key in PLURAL
            return True
        if (
            key in UNITS
            or not last.is_capital
            or (key in THINGS and len(now.words) > 1)
            or key in FACILITIES
            or key in TRAILING
            or any(ch.isdigit() for ch in key)
            or self.steps.unit_ahead(end)
            or begins_with_nation(self.steps.run_of(end))
        ):
            self._open(Cue(Relation.AT, "of"))
            return True
        return False

    def _say_kind(self, word: Word) -> None:
        self.now.kind = "small" if word.key in SMALL else "town"
        self.now.plural = self.now.plural or word.key in PLURAL

    def _boundary(self, at: int, word: Word) -> int:
        """End the segment after a unit or a kind that another name follows: "X town Y district Z region"."""
        now, key = self.now, word.key
        following = self.words[at + 1] if at + 1 < len(self.words) else None
        if following is None or following.key in MARKS:
            if key in UNITS and len(now.words) > 1:
                self._split_unit()
            elif word.text in ABBREVIATIONS and len(now.words) > 1:
                self._split_abbreviation()
            return at + 1
        if key in UNITS and len(now.words) > 1:
            if following.is_capital and following.key not in UNITS and following.key not in UNIT_MODIFIERS:
                self._split_unit()
                self._close(",")
            elif following.key in CUES or following.key in ARTICLES:
                self._split_unit()
        elif word.text in ABBREVIATIONS and len(now.words) > 1:
            self._split_abbreviation()
        elif (
            key in KINDS
            and any(w.is_capital for w in now.words[:-1])
            and following.is_capital
            and following.key not in KINDS
        ):
            council = following.key in UNITS or self.steps.key(at + 2) in ("council",)
            if not council and (not word.is_capital or self.steps.unit_ahead(at + 1)):
                self._close(",")
        return at + 1

    def _split_abbreviation(self) -> None:
        """Part "Vuhledar DPR", but not "Eastern DRC"."""
        if all(compass(w.text) is not None for w in self.now.words[:-1]):
            return
        last = self.now.words.pop()
        self._close(",")
        self.now.words.append(last)

    def _split_unit(self) -> None:
        """Part "Grabske Amvrosiyevsky district" before the unit's own words."""
        first = unit_start(self.now.words, said=bool(self.now.kind and not self.now.unit))
        if first:
            unit, self.now.words = self.now.words[first:], self.now.words[:first]
            self._close(",")
            self.now.words = unit


#: Endings of the adjectives that units are called by.
_ADJECTIVE: Final = (
    "sky", "skyi", "skiy", "skyy", "skii", "skij", "sk'kyi", "skaya", "skoy", "ского", "ской", "ський", "ського",
    "ської", "цкого", "цкой", "зького", "ский", "ская", "ська", "цького", "цької", "ого", "ої", "ой", "кому", "ській",
)  # fmt: skip
_OF_KIND: Final = frozenset("села деревни города поселка хутора станицы границы".split())
