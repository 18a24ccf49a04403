"""How well known a candidate is before the document is heard, in points: about the logarithm of its people."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from importlib.resources import files
from typing import Final

from incidentmap.gazetteer import Found
from incidentmap.gazetteer.ranking import CYRILLIC_WRITTEN
from incidentmap.inflection import nominatives
from incidentmap.model import Feature, Match, Point
from incidentmap.names import keys

#: What units count for beside settlements: a country more than any city, a first-order unit as its people do, within
#: bounds. The gazetteer gives an area or a water only where no town or unit bears the name.
_UNITS: Final = {
    Feature.COUNTRY: 7.2, Feature.AREA: 5.0, Feature.WATER: 5.0, Feature.DISTRICT: 4.3, Feature.SITE: 3.8,
}  # fmt: skip
#: What lies across units, or holds many: its point is near nothing that happened in it.
VAGUE: Final = (Feature.AREA, Feature.WATER)
WIDE: Final = (Feature.REGION, Feature.COUNTRY, *VAGUE)
_LEAST_REGION: Final = 30_000
_MOST_REGION: Final = 3_000_000
#: A settlement without a figure counts as a village.
_VILLAGE: Final = 400
#: Met otherwise than by its own spelling.
_MET: Final = {Match.EXACT: 0.0, Match.ALIAS: 0.0, Match.TRANSLITERATED: -1.3, Match.INFLECTED: -2.0, Match.FUZZY: -2.0}
#: In Cyrillic a case of a name is as good as the name, and better than a name that only sounds so.
_MET_CYRILLIC: Final = _MET | {Match.INFLECTED: -0.2}
#: … the more so where nobody writes Cyrillic.
_ABROAD: Final = -2.0
#: Letters of Ukrainian alone: who writes so mostly tells of Ukraine.
_UKRAINIAN: Final = re.compile(r"[іїєґІЇЄҐ]")
_HOME: Final = 0.5
CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
#: Met by an old or foreign spelling, or by a part of its name.
_NOT_OWN: Final = -0.7
#: What the usual sense of a name counts for ("Washington" alone is the city).
USUAL: Final = 1.2


def _rows(table: str) -> list[list[str]]:
    lines = files("incidentmap_lexicon").joinpath(table).read_text(encoding="utf-8").splitlines()[1:]
    return [line.split("\t") for line in lines if line]


#: Parts of the world: never the village called so. Some are areas or waters of the gazetteer, the others unknown to it.
LARGE: Final = frozenset(row[0] for row in _rows("english_regions.tsv") if row[1] in ("large", "unrecorded"))
#: … of which these are called as a river that is in the gazetteer.
UNRECORDED: Final = frozenset(row[0] for row in _rows("english_regions.tsv") if row[1] == "unrecorded")


@lru_cache(maxsize=1)
def usual_senses() -> dict[str, tuple[str, str]]:
    """Return the usual sense of some names: its kind and its country.

    Examples
    --------
    >>> usual_senses()["washington"]
    ('settlement', 'US')
    """
    return {row[0].casefold(): (row[1], row[2]) for row in _rows("english_senses.tsv")}


@lru_cache(maxsize=1)
def _senses_by_key() -> dict[str, tuple[str, str]]:
    return {key: sense for name, sense in usual_senses().items() for key in keys(name)}


@lru_cache(maxsize=16_384)
def usual_sense(text: str) -> tuple[str, str] | None:
    """Return the usual sense of a name as written, in Cyrillic and its cases, too.

    Examples
    --------
    >>> usual_sense("Вашингтоном"), usual_sense("Козинка")
    (('settlement', 'US'), None)
    """
    if not CYRILLIC.search(text):
        return usual_senses().get(text.casefold())
    senses = _senses_by_key()
    return next((senses[key] for form in (text, *nominatives(text)) for key in keys(form) if key in senses), None)


@lru_cache(maxsize=1)
def reference_points() -> dict[str, Point]:
    """Return the reference points of countries by their codes.

    Examples
    --------
    >>> reference_points()["UA"]
    Point(lon=32.0, lat=49.0)
    """
    return {code: Point(float(lon), float(lat)) for code, lat, lon in _rows("country_points.tsv")}


def prior(found: Found, text: str = "", people: int = 0) -> float:
    """Say how well known a candidate is, by its people (of a first-order unit: ``people``) and how it is called.

    Examples
    --------
    >>> city = Found(1, Match.EXACT, 1_000_000, 0.9, (2, 3, 3), own_name=True)
    >>> round(prior(city), 2), round(prior(city._replace(population=1_000)), 2)
    (6.0, 3.0)
    """
    weight = _UNITS.get(found.feature)
    if found.feature is Feature.REGION:
        weight = math.log10(min(max(people, _LEAST_REGION), _MOST_REGION))
    elif weight is None:
        weight = math.log10(max(found.population, _VILLAGE))
    weight += (_MET_CYRILLIC if CYRILLIC.search(text) else _MET)[found.match]
    if found.match is Match.TRANSLITERATED and found.country not in CYRILLIC_WRITTEN and CYRILLIC.search(text):
        weight += _ABROAD
    if not found.own_name and found.feature is not Feature.COUNTRY:
        weight += _NOT_OWN
    if found.outside:
        weight -= 1.0
    if found.country == "UA" and _UKRAINIAN.search(text):
        weight += _HOME
    usual = usual_sense(text) if text else None
    spelled = found.match in (Match.EXACT, Match.ALIAS, Match.INFLECTED)
    if usual is not None and spelled and (found.feature.value, found.country) == usual:
        weight += USUAL
    return weight
