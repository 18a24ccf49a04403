"""Adjectives of countries: "the Ukrainian border" is Ukraine's, "российской границы" Russia's."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib import resources
from typing import Final

from incidentmap.phrases.measures import LONGEST_WORD

#: Endings of Russian and Ukrainian adjectives; the "о" is that of "российско-украинская".
_ENDINGS: Final = frozenset("о ий ый ая а ое е ого ой ої ому им ым ом ім ій ую у ою ие і их ых ими ыми ім".split())
_SHORT: Final = {"russo": "Russia", "sino": "China"}


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    """Return the English words, and the Cyrillic stems, with the countries that they are of."""
    text = resources.files("incidentmap_lexicon").joinpath("nationalities.tsv").read_text(encoding="utf-8")
    words: dict[str, str] = dict(_SHORT)
    stems: dict[str, str] = {}
    for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        for word in (row["en"] or "").split("|"):
            words.setdefault(word.lower(), row["country"])
        for stem in f"{row['ru'] or ''}|{row['uk'] or ''}".split("|"):
            stems.setdefault(stem.lower().replace("ё", "е"), row["country"])
    return words, stems


@lru_cache(maxsize=1_024)
def country_of(word: str) -> str | None:
    """Return the country that an adjective is of; the word is in small letters, ё as е.

    Examples
    --------
    >>> country_of("ukrainian"), country_of("российской"), country_of("українським"), country_of("kursk")
    ('Ukraine', 'Russia', 'Ukraine', None)
    """
    if not 2 < len(word) <= LONGEST_WORD:
        return None
    words, stems = _tables()
    if word.isascii():
        return words.get(word)
    return next((stems[word[:-n]] for n in (1, 2, 3) if word[-n:] in _ENDINGS and word[:-n] in stems), None)
