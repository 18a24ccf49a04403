"""Compass points, distances and numbers as texts write them: "north-east", "в пяти километрах", "за 5–7 км"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

#: Longer words are no words of a language; they are neither kept nor looked at.
LONGEST_WORD: Final = 40

_SIDES: Final = {
    "north": r"north|север(?:а|у|е|ом)?|північ(?:чю)?|півночі",
    "south": r"south|юг(?:а|у|е|ом)?|південь|півд(?:ня|ню|ні|нем)",
    "east": r"east|восток(?:а|у|е|ом)?|схід|сход(?:у|і|ом)",
    "west": r"west|запад(?:а|у|е|ом)?|захід|заход(?:у|і|ом)",
}
_STEMS: Final = {
    "north": "север|північ",
    "south": "юж|півден",
    "east": "восточ|схід",
    "west": "запад|захід",
}
_ENDINGS: Final = r"н(?:ый|ая|ое|ого|ой|ому|ую|ом|ые|ых|ым|ыми|ий|а|е|ої|ій|у|ою|им|і|их|ими)"
#: "севернее", "північніше": north of what follows.
_THAN: Final = r"н(?:ее|ей|іше)"
_BEFORE: Final = {"north": "north|северо|північно", "south": "south|юго|південно"}
_INITIALS: Final = {
    "ne": "northeast", "nw": "northwest", "se": "southeast", "sw": "southwest",
    "nne": "northeast", "ene": "northeast", "nnw": "northwest", "wnw": "northwest",
    "sse": "southeast", "ese": "southeast", "ssw": "southwest", "wsw": "southwest",
}  # fmt: skip


def _pattern() -> re.Pattern[str]:
    before = "|".join(f"(?P<b_{side}>{words})" for side, words in _BEFORE.items())
    nouns = "|".join(f"(?P<n_{side}>{words})" for side, words in _SIDES.items())
    stems = "|".join(f"(?P<a_{side}>{words})" for side, words in _STEMS.items())
    english = r"(?P<ern>ern|erly|wards?|ernmost)?"
    return re.compile(rf"(?:(?:{before})[-‐–]?)?(?:(?:{nouns}){english}|(?:{stems})(?:(?P<than>{_THAN})|{_ENDINGS}))")


class Compass(NamedTuple):
    """A compass point: ``than`` for words that need no "of" after them ("севернее"), ``quality`` for adjectives."""

    bearing: str
    than: bool
    quality: bool


_COMPASS: Final = _pattern()


@lru_cache(maxsize=16_384)
def compass(word: str) -> Compass | None:
    """Read one word as a compass point.

    Examples
    --------
    >>> compass("north-east").bearing, compass("северо-западнее"), compass("Северодонецк")
    ('northeast', Compass(bearing='northwest', than=True, quality=False), None)
    """
    if len(word) > LONGEST_WORD:
        return None
    if word.isupper() and word.lower() in _INITIALS:
        return Compass(_INITIALS[word.lower()], than=False, quality=False)
    met = _COMPASS.fullmatch(word.lower().replace("’", "'"))
    if met is None:
        return None
    groups = met.groupdict()
    first = next((side for side in _BEFORE if groups[f"b_{side}"]), "")
    last = next(side for side in _SIDES if groups[f"n_{side}"] or groups[f"a_{side}"])
    if first and last in _BEFORE:
        return None
    quality = groups["ern"] is not None or any(groups[f"a_{side}"] for side in _STEMS)
    return Compass(first + last, groups["than"] is not None, quality and groups["than"] is None)


def joined(first: str, second: str) -> str | None:
    """Join two compass points written apart: "north east", "північний схід".

    Examples
    --------
    >>> joined("north", "east"), joined("east", "north")
    ('northeast', None)
    """
    return first + second if first in ("north", "south") and second in ("east", "west") else None


_UNITS: Final = (
    (re.compile(r"kms?|kilomet(?:er|re)s?|км|к[иі]лометр(?:|а|е|у|и|ы|і|ов|ів|ам|ах|ом|ами)"), 1.0),
    (re.compile(r"miles?|mi|мил[яьиюіе]|милях|милями|миль"), 1.609344),
    (re.compile(r"met(?:er|re)s?|метр(?:|а|е|у|и|ы|і|ов|ів|ам|ах|ом|ами)"), 0.001),
)
_NUMBER: Final = re.compile(r"\d{1,3}(?:[ \u00a0,]\d{3})+|\d+(?:[.,]\d+)?")
_WORDS: Final[dict[str, float]] = {}
for _value, _forms in (
    (0.5, "half полкилометра півкілометра пол пів"),
    (1, "one a an один одном одному одна одной одній"),
    (1.5, "полутора півтора півтори полутораста"),
    (2, "two двух двум две два двох двом дві couple"),
    (3, "three трех трем три трьох трьом"),
    (4, "four четырех четырем четыре чотирьох чотирьом чотири"),
    (5, "five пяти пять п'яти п'ять п'ятьох"),
    (6, "six шести шесть шість шістьох"),
    (7, "seven семи семь сім сімох"),
    (8, "eight восьми восемь вісьмох вісім"),
    (9, "nine девяти девять дев'яти дев'ять"),
    (10, "ten десяти десять десятьох"),
    (11, "eleven одиннадцати одиннадцать одинадцяти одинадцять"),
    (12, "twelve dozen двенадцати двенадцать дванадцяти дванадцять"),
    (13, "thirteen тринадцати тринадцать тринадцяти тринадцять"),
    (14, "fourteen четырнадцати четырнадцать чотирнадцяти чотирнадцять"),
    (15, "fifteen пятнадцати пятнадцать п'ятнадцяти п'ятнадцять"),
    (16, "sixteen шестнадцати шестнадцать шістнадцяти шістнадцять"),
    (17, "seventeen семнадцати семнадцать сімнадцяти сімнадцять"),
    (18, "eighteen восемнадцати восемнадцать вісімнадцяти вісімнадцять"),
    (19, "nineteen девятнадцати девятнадцать дев'ятнадцяти дев'ятнадцять"),
    (20, "twenty двадцати двадцать двадцяти двадцять"),
    (30, "thirty тридцати тридцать тридцяти тридцять"),
    (40, "forty сорока сорок"),
    (50, "fifty пятидесяти пятьдесят п'ятдесяти п'ятдесят"),
    (60, "sixty шестидесяти шестьдесят шістдесяти шістдесят"),
    (70, "seventy семидесяти семьдесят сімдесяти сімдесят"),
    (80, "eighty восьмидесяти восемьдесят вісімдесяти вісімдесят"),
    (90, "ninety девяноста девяносто дев'яноста дев'яносто"),
    (100, "hundred ста сто сотне сотні"),
):
    _WORDS.update(dict.fromkeys(_forms.split(), float(_value)))
#: "a few kilometres from": no number, and not far.
FEW: Final = frozenset("few several кількох кілька декількох нескольких несколько couple парі паре пару".split())
MANY: Final = frozenset("dozens tens hundreds scores десятках десятков десятки десятків сотнях сотни сотен".split())


@lru_cache(maxsize=1_024)
def unit_km(word: str) -> float | None:
    """Return how many kilometres a unit of length has.

    Examples
    --------
    >>> unit_km("км"), unit_km("кілометрах"), unit_km("metres"), unit_km("hours")
    (1.0, 1.0, 0.001, None)
    """
    if len(word) > LONGEST_WORD:
        return None
    return next((km for pattern, km in _UNITS if pattern.fullmatch(word)), None)


@lru_cache(maxsize=1_024)
def number(word: str) -> float | None:
    """Read a number in figures or as a word in the cases that distances stand in.

    Examples
    --------
    >>> number("2,5"), number("1,000"), number("п'яти"), number("many")
    (2.5, 1000.0, 5.0, None)
    """
    if len(word) > LONGEST_WORD:
        return None
    if _NUMBER.fullmatch(word):
        if re.fullmatch(r"\d{1,3}(?:,\d{3})+", word):
            return float(word.replace(",", ""))
        return float(word.replace(",", "."))
    if "-" in word:
        tens, _, ones = word.partition("-")
        first, second = _WORDS.get(tens), _WORDS.get(ones)
        if first is not None and second is not None and first >= 20 and second < 10:
            return first + second
    return _WORDS.get(word)
