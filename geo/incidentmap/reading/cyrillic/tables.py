"""The tables that Russian and Ukrainian text is read with, loaded once, asked by word.

A table's word stands for itself; with an asterisk, for every word that begins so; a stem of ``cyrillic_units.tsv`` or
``nationalities.tsv``, for itself with an ending of a noun or an adjective; after "=", an abbreviation without endings.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import resources
from typing import Final, NamedTuple

#: Endings of nouns and adjectives in both languages, and of people: росія-н, росія-нин.
ENDINGS: Final = frozenset(
    """ а е и о у ы ю я є і ї ь ов ев ей ем ом ой ою ью єю ею єм ам ах ям ях ами ями ів їв ию ию ии ия ію ії ія ие
    ье ья ьё 'я 'ю 'ї ин ина ину ином ине ини инові ий ый ого ому им ым ім ая ую ое ие ые их ых ими ыми ій ої
    ок ка ки ку кой ці ке ек ец цев ці ців цям цями цях цы цам цами цах ца цу цем це""".split()
) | {""}
_LONGEST_ENDING: Final = max(map(len, ENDINGS))


class Entry(NamedTuple):
    """What a stem stands for: its sort ("unit", "town", "country" …) and the name to look up."""

    sort: str
    name: str


class Tables(NamedTuple):
    """Words by sort, stems with their names, and phrases that are given whole."""

    words: dict[str, frozenset[str]]
    stems: dict[str, frozenset[str]]
    names: dict[str, Entry]
    rivers: dict[str, str]
    phrases: dict[str, Entry]
    cases: dict[str, str]


def key_of(word: str) -> str:
    """Write a word as tables have it: small letters, е for ё, one apostrophe.

    Examples
    --------
    >>> key_of("Могилёв"), key_of("Куп’янськ")
    ('могилев', "куп'янськ")
    """
    return word.lower().replace("ё", "е").translate(_APOSTROPHES)


_APOSTROPHES: Final = str.maketrans("’ʼ‘`", "''''")


@lru_cache(maxsize=1)
def tables() -> Tables:
    """Load the tables; once.

    Examples
    --------
    >>> "kind" in tables().words["село"], tables().names["харківщин"].name
    (True, 'Харківська область')
    """
    words: dict[str, set[str]] = {}
    stems: dict[str, set[str]] = {}
    cases: dict[str, str] = {}
    for row in _rows("cyrillic_words.tsv"):
        sort, _, governed = row["sort"].partition(":")
        for word in _split(row["words"]):
            (stems if word.endswith("*") else words).setdefault(word.rstrip("*"), set()).add(sort)
            if governed:
                cases[word] = governed.rstrip("-")
    names: dict[str, Entry] = {}
    rivers: dict[str, str] = {}
    phrases: dict[str, Entry] = {}
    for row in _rows("nationalities.tsv"):
        for stem in (*_split(row["ru"]), *_split(row["uk"])):
            names[stem] = Entry("nation", row["country"])
    for row in _rows("cyrillic_units.tsv"):
        entry = Entry(row["sort"].removesuffix("-phrase"), row["name"])
        for stem in _split(row["words"]):
            if " " in stem:
                phrases[stem] = entry
            elif entry.sort == "river":
                rivers[stem] = entry.name
            else:
                names[stem] = entry
    return Tables(_frozen(words), _frozen(stems), names, rivers, phrases, cases)


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = resources.files("incidentmap_lexicon").joinpath(name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)


def _split(cell: str | None) -> list[str]:
    return [key_of(word) for word in (cell or "").split("|") if word]


def _frozen(table: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {word: frozenset(sorts) for word, sorts in table.items()}


def sorts_of(key: str) -> frozenset[str]:
    """Say which sorts of word a word is.

    Examples
    --------
    >>> sorted(sorts_of("обстреляли")), sorted(sorts_of("козинка"))
    (['event', 'strikes'], [])
    """
    loaded = tables()
    found = set(loaded.words.get(key, ()))
    for end in _ends(key):
        found |= loaded.stems.get(key[:end], frozenset())
    return frozenset(found)


def _ends(key: str) -> Iterable[int]:
    return range(2, min(len(key), 24) + 1)


def entry_of(key: str) -> Entry | None:
    """Return what the stem of a word stands for, the longest stem first.

    Examples
    --------
    >>> entry_of("харківщині"), entry_of("российскими")
    (Entry(sort='unit', name='Харківська область'), Entry(sort='nation', name='Russia'))
    >>> entry_of("русскоязычный") is None
    True
    """
    names = tables().names
    if f"={key}" in names:
        return names[f"={key}"]
    for end in range(len(key), max(len(key) - _LONGEST_ENDING, 1) - 1, -1):
        entry = names.get(key[:end])
        if entry is not None and key[end:] in ENDINGS:
            return entry
    return None
