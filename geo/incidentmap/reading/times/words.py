"""The words of time in three languages: which kind a written word is, and what it counts for.

A kind is one character, so that a sentence becomes a string of kinds and the grammar (:mod:`.grammar`) a set of
patterns over it, the same for all three languages wherever their word order agrees.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from incidentmap.reading.times import words_cyrillic, words_english

#: Words and signs of no kind: a phrase may not reach across them.
OTHER: Final = "x"
#: What tokens.py finds by shape, and not in a table. CLOCK is a time of day, DAY 1 to 31, DAY_MONTH "12.03",
#: DATE a whole date in numbers, QUANTITY any other number.
_SHAPES: Final = "DAY YEAR QUANTITY DATE DAY_MONTH CLOCK comma dot dash gap slash open close"

_RUSSIAN_HARD: Final = "ый ой ая ое ые ого ому ую ым ом ых ыми"
_SOFT: Final = "ий яя ее ие его ей ему юю им ем их ими ая ую ое ый ього ьому я ю є і ьої ій ім ої ою ьою"
_UKRAINIAN_HARD: Final = "ий а е і ого ої ому ій у им ою их ими"
_ENDINGS: Final = {"~": _RUSSIAN_HARD.split(), "^": _SOFT.split(), "+": _UKRAINIAN_HARD.split()}


class Word(NamedTuple):
    """What a written word is: its kind, and its number (a month's, a weekday's, how many days away …)."""

    kind: str
    value: int


def _rows() -> list[tuple[str, int, list[str]]]:
    rows = []
    for line in (words_english.TABLE + words_cyrillic.TABLE).splitlines():
        if line:
            head, *words = line.split()
            name, _, value = head.partition("=")
            rows.append((name, int(value or 0), words))
    return rows


_ROWS: Final = _rows()
#: The character of each kind.
KINDS: Final = {
    name: chr(0x100 + i) for i, name in enumerate(dict.fromkeys([*_SHAPES.split(), *(row[0] for row in _ROWS)]))
}


def _spellings(word: str) -> list[str]:
    if word[0] == "!":
        return [word[1:]]
    stems = [word[:-1] + ending for ending in _ENDINGS[word[-1]]] if word[-1] in _ENDINGS else [word]
    # A word that the table capitalises is a common word or a name's part in small letters.
    return [s for stem in stems for s in ({stem, stem.upper()} if stem[0].isupper() else _cases(stem))]


def _cases(word: str) -> list[str]:
    return [word, word[0].upper() + word[1:], word.upper()]


#: Every spelling known, as written. Apostrophes are straight.
VOCABULARY: Final = {
    spelling: Word(KINDS[name], value)
    for name, value, words in _ROWS
    for word in words
    for spelling in _spellings(word)
}

#: A phrase has a word of these kinds, or a date in numbers.
_TELLING: Final = frozenset(
    KINDS[name]
    for name in """MONTH SHORT OF_MONTH IN_MONTH A_MONTH CASE_SHORT WEEKDAY ON_WEEKDAY OF_WEEKDAY NEAR THE_NEAR TONIGHT
    OVERNIGHT NIGHT PART HOUR DAYS DAY_AND_NIGHT WEEK MONTHS YEARS WEEKEND LAST_YEAR EVE BY_NIGHT A_NIGHT OF_NIGHT
    BY_PART BY_DAY OF_PART A_PART DAWN SEASON FALL BY_SEASON OF_SEASON HALF_YEAR NUMBER_OF AS_OF CLOCK FEAST FEAST_DAY
    A_FEAST NEW_YEARS VICTORY INDEPENDENCE""".split()
)
TELLING: Final = "".join(sorted(_TELLING | {KINDS[name] for name in ("YEAR", "DATE")}))


#: How hours are written, and what stands between them and the minutes.
_CLOCKS: Final = (("02", ":"), ("", ":"), ("02", "."))


def _anchors() -> frozenset[str]:
    words = [spelling for spelling, word in VOCABULARY.items() if word.kind in _TELLING]
    capital = [word for word in words if word.isascii() and word[0].isupper()]
    mid = [f"{edge}-{word}" for edge in ("mid", "Mid", "MID", "early", "Early", "late", "Late") for word in words]
    joined = [f"{a}-{b}" for a in capital for b in capital if a.istitle() and b.istitle()]
    possessive = [f"{word}{mark}s" for word in words if word.isascii() for mark in "'’ʼ‘`"]
    curly = [word.replace("'", mark) for word in words if "'" in word for mark in "’ʼ‘`"]
    years = [str(year) for year in range(1000, 3000)]
    # "12-Mar-2024": the month and the year are one word.
    hyphened = [f"{word}-{year}" for word in capital for year in range(1980, 2060)]
    hyphened += [f"mid-{year}" for year in years]
    # "As of 22:00".
    hours = [f"{hour:{width}}{mark}" for hour in range(24) for width, mark in _CLOCKS]
    clocks = [f"{hour}{minute:02}" for hour in hours for minute in range(60)]
    return frozenset(words + mid + joined + possessive + curly + years + hyphened + clocks)


#: Words of :attr:`~incidentmap.reading.text.Text.words` without which a sentence has no time expression but
#: dates in numbers.
ANCHORS: Final = _anchors()
