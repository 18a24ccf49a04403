"""Other transliterations of names that stand where places do: "Hodeidah" is Al Hudaydah, "Kharkhiv" a slip for Kharkiv.

A spelling of the gazetteer a letter or two away is taken only when its consonants are the same: vowels, doubled
letters, articles and the aitches of "kh" and "gh" are what transliterations differ in.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from incidentmap.gazetteer import Found, Gazetteer
from incidentmap.model import Feature
from incidentmap.reading.latin.standing import CITY

_ARTICLES: Final = re.compile(r"(?:^|(?<=[\s-]))(?:al|el|ul|an|ar|as|ad|az|ash|at|en|er|es|ez|enn)[\s-]")
_ALIKE: Final = (("dj", "j"), ("ph", "f"), ("ck", "k"), ("q", "k"), ("c", "k"), ("x", "ks"))
_DOUBLED: Final = re.compile(r"(.)\1+")
#: Consonants that a small place's name must have; names of fewer have too many neighbours.
_FIRM: Final = 4
_LONGEST: Final = 40


@lru_cache(maxsize=4096)
def consonants(name: str) -> str:
    """Return what the transliterations of a name have in common.

    Examples
    --------
    >>> consonants("Maarat al-Numan") == consonants("Ma‘arrat an Nu‘mān"), consonants("Kharkhiv")
    (True, 'krkv')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if c.isalpha() or c in " -")
    plain = _ARTICLES.sub("", plain)
    for written, sound in _ALIKE:
        plain = plain.replace(written, sound)
    plain = "".join(c for c in plain if "a" <= c <= "z")
    return "".join(c for i, c in enumerate(_DOUBLED.sub(r"\1", plain)) if c not in "aeiouyw" and (c != "h" or i == 0))


def spelled(name: str, gazetteer: Gazetteer) -> str | None:
    """Return the gazetteer's name of a settlement that a name is another spelling of, where there is one such.

    Examples
    --------
    >>> with Gazetteer.open() as gazetteer:
    ...     spelled("Hodeidah", gazetteer), spelled("Zarvynska", gazetteer)
    ('Al Ḩudaydah', None)
    """
    bare = consonants(name)
    if len(bare) < 3 or len(name) > _LONGEST:
        return None
    found = [f for f in gazetteer.find(name, deep=True) if f.feature is Feature.SETTLEMENT]
    if not found or len({f.country for f in found}) > 1:
        return None
    best = max(found, key=_people)
    if len(bare) < _FIRM and best.population < CITY:
        return None
    place = gazetteer.describe([best.n])[best.n]
    if all(consonants(spelling) != bare for spelling in (place.name, *place.names)):
        return None
    return place.name


def _people(found: Found) -> int:
    return found.population
