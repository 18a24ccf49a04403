"""Stepping over the words before a name, no farther than its sentence, its neighbour and a bounded window."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from incidentmap.phrases.bounds import LONGEST_BOUND, bounded
from incidentmap.phrases.measures import FEW, MANY, Compass, compass, number, unit_km
from incidentmap.reading.relations.noted import Name
from incidentmap.reading.relations.words import plain
from incidentmap.reading.text import Text

_BLANK: Final = " \t\n\r\u00a0\u202f\"'«“„‘»”"
#: After these a full stop is part of the word: "с. Козинка", "обл. Суми".
_DOTTED: Final = frozenset("с м п д х г н.п пос смт гор пгт дер ст хут обл р-н km км сел ст-ца с-ще нас".split())
_RADIUS: Final = frozenset("radius радиусе радіусі".split())
_ONE: Final = frozenset("километре километр кілометрі кілометр kilometer kilometre mile".split())
_AWAY: Final = frozenset("away off inland drive radius радиусе радіусі".split())
_RANGE: Final = frozenset(("to", "or", "до", "или", "або", "чи"))
_AND: Final = frozenset("and и та і й".split())
_BETWEEN: Final = frozenset("between между між".split())
_DASH: Final = frozenset("-–—‐")
_THOUSANDS: Final = re.compile(r"\d{3}")
_FIGURES: Final = re.compile(r"\d{1,3}")


class Steps:
    """The words of a text, by number, as far as they belong to the phrase of one name.

    ``floor`` is the first word that is not another name's.
    """

    def __init__(self, text: Text, name: Name) -> None:
        self.text = text
        self.floor = name.floor
        self._limit = name.limits[0]
        self._first = name.first
        self._start = name.mention.start

    def word(self, k: int) -> str:
        """Return a word in small letters, or "" when it is out of reach: another phrase, sentence or name."""
        return plain(self.text.words[k]) if self.is_reached(k) and self.is_beside(k) else ""

    def is_reached(self, k: int) -> bool:
        """Tell whether a word is within the window, and not another name's."""
        return k >= self.floor and k >= 0 and self.text.starts[k] >= self._limit

    def is_beside(self, k: int) -> bool:
        """Tell whether nothing but space or an opening quote stands between a word and the next."""
        gap = self.gap(k)
        if gap == " ":
            return True
        gap = gap.strip(_BLANK)
        return gap == "" or (gap == "." and plain(self.text.words[k]) in _DOTTED)

    def gap(self, k: int) -> str:
        """Return what stands between a word and the next, or the name."""
        text = self.text
        after = self._start if k + 1 == self._first else text.starts[k + 1]
        return text.text[text.ends[k] : min(after, text.ends[k] + 12)]

    def is_small(self, k: int) -> bool:
        """Tell whether a word begins with a small letter."""
        return self.text.words[k][0].islower()

    def is_dotted(self, k: int) -> bool:
        """Tell whether a full stop follows a word."""
        return self.gap(k).startswith(".")

    def compass(self, k: int) -> Compass | None:
        """Return the compass point of a word within reach."""
        return compass(self.text.words[k]) if self.word(k) else None

    def token(self, k: int) -> tuple[str, str | None]:
        """Return a word as the table of cues has it: ``@`` for a compass point, with its bearing."""
        word = self.word(k)
        if not word:
            return "", None
        point = compass(self.text.words[k])
        if point is None:
            return word, None
        return "@@" if point.than else "@", point.bearing


class Measured(NamedTuple):
    """A distance: ``km`` is ``None`` for "a few" and "dozens of"; ``first`` is the number of its first word."""

    km: float | None
    first: int
    is_few: bool
    span: tuple[float, float] | None = None


class _Number(NamedTuple):
    low: float | None
    high: float | None
    first: int
    is_few: bool


def measured(steps: Steps, at: int) -> Measured | None:
    """Read the distance that ends at a word: "about 5-7 km", "10 kilometers (6 miles)", "кількох кілометрах"."""
    end = at
    while steps.word(at) in _AWAY:
        at -= 1
    if not steps.is_reached(at):
        return None
    bracketed = ")" in steps.gap(at)
    if not bracketed and not steps.is_beside(at):
        return None
    word = plain(steps.text.words[at])
    scale = unit_km(word)
    if scale is None:
        return None
    found = _number_before(steps, at - 1, joint="-" if not bracketed else "")
    if found is None:
        found = _Number(1.0, 1.0, at, is_few=False) if word in _ONE and not bracketed else None
        return None if found is None else _bounded(steps, found, scale, radius=steps.word(end) in _RADIUS)
    if bracketed and "(" in steps.gap(found.first - 1) and (outer := _outside(steps, found.first - 1)) is not None:
        return outer
    return _bounded(steps, found, scale, radius=steps.word(end) in _RADIUS)


def _bounded(steps: Steps, found: _Number, scale: float, *, radius: bool) -> Measured:
    """Add the bound that the words before a number say."""
    if found.low is None or found.high is None:
        return Measured(None, found.first, found.is_few)
    before: list[str] = []
    for k in range(found.first - 1, found.first - 1 - LONGEST_BOUND, -1):
        if not (word := steps.word(k)):
            break
        before.append(word)
    low, high = round(found.low * scale, 3), round(found.high * scale, 3)
    km, span = bounded(low, high, ["radius"] if radius else before[::-1])
    return Measured(round(km, 3), found.first, found.is_few, span)


def _outside(steps: Steps, at: int) -> Measured | None:
    """Read the distance before a bracket that says it in other units."""
    if not steps.is_reached(at) or (scale := unit_km(plain(steps.text.words[at]))) is None:
        return None
    found = _number_before(steps, at - 1, joint="-")
    return None if found is None or found.low is None else _bounded(steps, found, scale, radius=False)


def _number_before(steps: Steps, at: int, *, joint: str) -> _Number | None:
    if not steps.is_reached(at) or steps.gap(at).strip() not in ("", joint):
        return None
    word = plain(steps.text.words[at])
    if word == "of" and steps.word(at - 1) in MANY | FEW:
        at, word = at - 1, steps.word(at - 1)
    if word in FEW or word in MANY:
        return _Number(None, None, at, word in FEW)
    if word == "dozen" and steps.word(at - 1) in FEW:
        return _Number(None, None, at - 1, is_few=False)
    value = number(word)
    if value is None:
        return None
    if _THOUSANDS.fullmatch(word) and _FIGURES.fullmatch(steps.word(at - 1)):
        at -= 1
        value += 1000 * float(steps.text.words[at])
    if value == 1 and steps.word(at - 1) == "half":
        return _Number(0.5, 0.5, at - 1, is_few=False)
    return _range(steps, at, value)


def _range(steps: Steps, at: int, value: float) -> _Number:
    """Read the first number of "5-7 km", "5 to 7 km", "between 5 and 7 km", "5 km to 7 km"."""
    alone = _Number(value, value, at, is_few=False)
    k = at - 1
    if not steps.is_reached(k):
        return alone
    word = steps.word(k)
    if word in _RANGE or word in _AND:
        k -= 1
    elif steps.gap(k).strip() not in _DASH:
        return alone
    if steps.is_reached(k) and unit_km(plain(steps.text.words[k])) is not None:
        k -= 1
    low = number(plain(steps.text.words[k])) if steps.is_reached(k) else None
    if low is None or low >= value or (word in _AND and steps.word(k - 1) not in _BETWEEN):
        return alone
    return _Number(low, value, k, is_few=False)
