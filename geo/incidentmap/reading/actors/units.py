"""Units known by their number: "the 36th Marine Brigade", «93-тя окрема механізована бригада»."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from incidentmap.reading.lexicon.matching import Remembered
from incidentmap.reading.text import Text

#: A unit's adjectives as they stand in English, by stems of Russian and Ukrainian.
_ADJECTIVES: Final = (
    ("механ", "Mechanized"),
    ("десантно-штурм", "Air Assault"),
    ("гірсько-штурм", "Mountain Assault"),
    ("горно-штурм", "Mountain Assault"),
    ("повітряно-десант", "Airborne"),
    ("воздушно-десант", "Airborne"),
    ("аеромоб", "Airmobile"),
    ("аэромоб", "Airmobile"),
    ("мотострел", "Motor Rifle"),
    ("мотостріл", "Motor Rifle"),
    ("мотопіх", "Motorized"),
    ("морс", "Marine"),
    ("танков", "Tank"),
    ("артил", "Artillery"),
    ("єгер", "Jaeger"),
    ("егер", "Jaeger"),
    ("штурмов", "Assault"),
    ("оборон", "Territorial Defense"),
)
_KINDS: Final = (
    ("бригад", "Brigade"),
    ("батальон", "Battalion"),
    ("батальйон", "Battalion"),
    ("полк", "Regiment"),
    ("дивиз", "Division"),
    ("дивіз", "Division"),
)
_WESTERN: Final = frozenset(("Brigade", "Battalion", "Regiment", "Division"))
_BEFORE: Final = re.compile(r"\b(?P<number>\d{1,4})(?:st|nd|rd|th)\s+(?P<kind>(?:[A-Z][\w-]{1,20}\s+){0,4})\Z")
_CYRILLIC_BEFORE: Final = re.compile(
    r"\b(?P<number>\d{1,3})(?:-?[^\W\d_]{1,3}\b)?\s+"
    r"(?P<kind>(?:[^\W\d_][\w'’-]{2,24}\s+){0,4})\Z"
)
_OMITTED: Final = frozenset(("Separate", "Detached", "Guards"))
_SILENT: Final = ("окрем", "отдельн", "гвард", "бригад")


class Unit(NamedTuple):
    """A numbered unit: its offsets and its name in English."""

    start: int
    end: int
    name: str

    @property
    def heads(self) -> frozenset[str]:
        """The word that may stand for it alone: "the brigade"."""
        return frozenset((self.name.rpartition(" ")[2].casefold(),))


def _is_unit(word: str) -> bool:
    return word in _WESTERN or _kind(word) is not None


def _kind(word: str) -> str | None:
    folded = word.casefold()
    if folded.startswith(("полков", "полкі", "дивиден")):
        return None
    return next((kind for stem, kind in _KINDS if folded.startswith(stem) and len(folded) <= len(stem) + 3), None)


_UNITS: Final = Remembered(_is_unit)


def find(text: Text) -> list[Unit]:
    """Find units that are known by their number.

    Examples
    --------
    >>> from incidentmap.reading.text import prepare
    >>> text = prepare("The 3rd Separate Assault Brigade and 93-тя окрема механізована бригада")
    >>> [unit.name for unit in find(text)]
    ['3rd Assault Brigade', '93rd Mechanized Brigade']
    """
    found: list[Unit] = []
    for n in [n for n, word in enumerate(text.words) if _UNITS[word]]:
        start = text.starts[n]
        window = text.text[max(start - 90, 0) : start]
        unit = _western(text, n, window) or _cyrillic(text, n, window)
        if unit is not None and (not found or unit.start >= found[-1].end):
            found.append(unit)
    return found


def _western(text: Text, n: int, window: str) -> Unit | None:
    if text.words[n] not in _WESTERN or (before := _BEFORE.search(window)) is None:
        return None
    kind = [word for word in before["kind"].split() if word not in _OMITTED]
    name = " ".join((_ordinal(int(before["number"])), *kind, text.words[n]))
    return Unit(text.starts[n] - len(window) + before.start(), text.ends[n], name)


def _cyrillic(text: Text, n: int, window: str) -> Unit | None:
    unit = _kind(text.words[n])
    if unit is None or (before := _CYRILLIC_BEFORE.search(window)) is None:
        return None
    words = before["kind"].casefold().split()
    kinds = [next((en for stem, en in _ADJECTIVES if word.startswith(stem)), None) for word in words]
    if not all(en or word.startswith(_SILENT) for word, en in zip(words, kinds, strict=True)):
        return None
    name = " ".join((_ordinal(int(before["number"])), *(en for en in kinds if en), unit))
    return Unit(text.starts[n] - len(window) + before.start(), text.ends[n], name)


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
