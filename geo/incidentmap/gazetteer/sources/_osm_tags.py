"""What OpenStreetMap tags say: the sort of place, its names, population and country."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from incidentmap.gazetteer.sources._batch import country_code, tidy
from incidentmap.model import Feature

#: ``place`` values where people live, or a part of such a place.
SETTLEMENTS: Final = frozenset(
    "city town village hamlet isolated_dwelling single_dwelling farm allotments croft municipality "
    "borough suburb quarter neighbourhood city_block".split()
)
#: ``place`` values of nodes that only label a unit: its boundary relation is read instead.
UNITS: Final = frozenset("country state region province district county subdistrict department".split())
#: ``admin_level`` → feature. 4 and 6 are the oblast and the raion in Ukraine, Russia and Belarus, the voivodeship and
#: the powiat in Poland, the Land and the Kreis in Germany. Other levels differ too much to be given a name.
LEVELS: Final = {"2": Feature.COUNTRY, "4": Feature.REGION, "6": Feature.DISTRICT}

#: A figure above the world's population is a mistake.
_MOST_PEOPLE: Final = 10_000_000_000

# Key before ":" → kind of the name.
_KINDS: Final = {
    "name": "",
    "int_name": "",
    "official_name": "",
    "alt_name": "",
    "nat_name": "",
    "reg_name": "",
    "old_name": "historic",
    "short_name": "short",
    "loc_name": "colloquial",
}
_SEVERAL: Final = frozenset({"alt_name", "loc_name", "short_name", "old_name", "official_name", "nat_name", "reg_name"})
_LANGUAGE: Final = re.compile(r"([a-z]{2,3})(?:[-_][A-Za-z]{2,10})*")
_YEARS: Final = re.compile(r"[-~.\d]{4,}")
_NO_LANGUAGE: Final = frozenset({"ipa", "tts"})
_GEONAMES: Final = ("geonames:id", "ref:geonames", "geonames_id", "geonames", "gn:id", "GNS:id")
_NUMBER: Final = re.compile(r"[~≈<>c.a\s]{0,4}(\d{1,3}(?:[\s.,'’]\d{3})+(?!\d)|\d+)(?![.,]?\d)")


def feature_of(place: str) -> Feature:
    """Tell the sort of a ``place`` value that is not one of :data:`UNITS`.

    Examples
    --------
    >>> str(feature_of("hamlet")), str(feature_of("locality"))
    ('settlement', 'site')
    """
    return Feature.SETTLEMENT if place in SETTLEMENTS else Feature.SITE


def population(text: str | None) -> int:
    """Read a population as people write it; 0 when it cannot be read.

    Examples
    --------
    >>> [population(t) for t in ("1 234", "~500", "12,500 (2021)", "-3", "many", None)]
    [1234, 500, 12500, 0, 0, 0]
    """
    found = _NUMBER.match(text.strip()[:60]) if text else None
    if found is None:
        return 0
    value = int("".join(c for c in found[1] if c.isdecimal()))
    return value if value < _MOST_PEOPLE else 0


def country(tags: Mapping[str, str], fallback: str | None) -> str | None:
    """Find the country that the tags name, or else the fallback.

    Examples
    --------
    >>> country({"ISO3166-2": "UA-63"}, None), country({}, "RU")
    ('UA', 'RU')
    """
    region = tags.get("ISO3166-2", "").partition("-")[0]
    keys = ("ISO3166-1:alpha2", "ISO3166-1", "addr:country", "is_in:country_code", "country_code")
    return country_code(*map(tags.get, keys), region, fallback)


def same_as(tags: Mapping[str, str]) -> list[str]:
    """List the ids that other sources give the place.

    Examples
    --------
    >>> same_as({"geonames:id": "577206", "wikidata": "Q1"})
    ['geonames:577206']
    """
    ids = [tags[key] for key in _GEONAMES if key in tags]
    return list(dict.fromkeys(f"geonames:{i}" for i in ids if re.fullmatch(r"[1-9]\d{0,9}", i, re.ASCII)))


def main_name(tags: Mapping[str, str]) -> tuple[str, str]:
    """Return the name shown and its language, which is known when a ``name:xx`` says the same.

    Without ``name`` the international, the English or the first name of any language stands in.

    Examples
    --------
    >>> main_name({"name": "Харків", "name:ru": "Харьков", "name:uk": "Харків"})
    ('Харків', 'uk')
    """
    languages = [(key, _language(key)) for key in tags if key.startswith("name:")]
    by_language = [(tidy(tags[key]), lang) for key, lang in languages if lang is not None]
    name = tidy(tags.get("name"))
    if not name:
        others = sorted(by_language, key=lambda pair: pair[1] != "en")
        name = next((n for n, _ in others if n), "") or tidy(tags.get("int_name"))
    return name, next((lang for n, lang in by_language if n == name and lang), "")


def other_names(tags: Mapping[str, str], shown: str) -> Iterator[tuple[str, str, str]]:
    """Give every other spelling once, with language and kind.

    Examples
    --------
    >>> list(other_names({"name": "Дніпро", "old_name:uk": "Січеслав;Катеринослав"}, "Дніпро"))
    [('Січеслав', 'uk', 'historic'), ('Катеринослав', 'uk', 'historic')]
    """
    seen = {(shown, "")}
    for key, value in tags.items():
        base = key.partition(":")[0]
        kind, lang = _KINDS.get(base), _language(key)
        if kind is None or lang is None:
            continue
        if _YEARS.fullmatch(key.partition(":")[2]):
            kind = "historic"
        for part in value.split(";") if base in _SEVERAL else [value]:
            name = tidy(part)
            if name and name != shown and (name, lang) not in seen:
                seen.add((name, lang))
                yield name, lang, kind


@lru_cache(maxsize=4096)
def _language(key: str) -> str | None:
    """Return the language of a name's key: "" when it has none that ISO 639-1 knows, None when it is no name."""
    _, colon, suffix = key.partition(":")
    if not colon or _YEARS.fullmatch(suffix):
        return ""
    found = _LANGUAGE.fullmatch(suffix)
    if found is None or found[1] in _NO_LANGUAGE:
        return None
    return found[1] if len(found[1]) == 2 else ""
