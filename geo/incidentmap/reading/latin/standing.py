"""How much of a place each name is, by what the gazetteer and the tables know of it, whatever its sentence says."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import Final, NamedTuple

from incidentmap.gazetteer import Gazetteer
from incidentmap.model import Feature, Match
from incidentmap.reading.latin.words import words

#: Towns that a reader far away has heard of, and towns at all.
CITY: Final = 100_000
TOWN: Final = 10_000
#: So many letters alone are no name that a place is known by, unless it is its own.
_CODE: Final = 3
#: So many names are remembered for a gazetteer.
_REMEMBERED: Final = 100_000


class Level(IntEnum):
    """What the name alone says."""

    UNKNOWN = -1
    #: A village, or a name met by an old or foreign spelling alone.
    SMALL = 0
    TOWN = 1
    #: A city, or a first-order unit.
    KNOWN = 2
    #: A country, a part of the world.
    SURE = 3


class Standing(NamedTuple):
    """A name's level, the words it is looked up by, and what sort of name it is.

    ``unit`` may stand after a comma ("London, Ontario"); ``adjective`` is of a nation; ``bound`` is an abbreviation
    that is one only after a place ("Portland, Me"); an ``institution`` is looked up by the city that it stands in.
    """

    level: Level
    name: str
    unit: bool = False
    adjective: bool = False
    bound: bool = False
    institution: bool = False


class _Memory:
    """What was found of names in one gazetteer, of which threads read at the same time.

    ``known`` only grows, and by whole answers; when it is full another takes its place.
    """

    def __init__(self, _: Gazetteer) -> None:
        self.known: dict[str, Standing | None] = {}


def standings(names: Iterable[str], gazetteer: Gazetteer) -> dict[str, Standing]:
    """Find how each of many names stands; those that nothing knows are left out.

    Examples
    --------
    >>> with Gazetteer.open() as gazetteer:
    ...     found = standings(["Canada", "Nowherevka", "Kharkiv", "Ky."], gazetteer)
    >>> {name: (standing.level.name, standing.name) for name, standing in found.items()}
    {'Canada': ('SURE', 'Canada'), 'Kharkiv': ('KNOWN', 'Kharkiv'), 'Ky.': ('KNOWN', 'Kentucky')}
    """
    memory = gazetteer.remembered(_Memory)
    known = memory.known
    if len(known) > _REMEMBERED:
        known = memory.known = {}
    distinct = dict.fromkeys(names)
    new = {name: _told(name) for name in distinct if name not in known}
    asked = [name for name, told in new.items() if told is None and name not in words().peoples]
    for name, bears in zip(asked, gazetteer.known(asked), strict=True):
        if bears:
            new[name] = _standing(name, gazetteer)
    known.update(new)
    return {name: standing for name in distinct if (standing := known.get(name)) is not None}


def _told(name: str) -> Standing | None:
    """Look a name up in the tables."""
    tables = words()
    plain = name.title() if name.isupper() and len(name) > 4 else name
    if (country := tables.adjectives.get(plain)) is not None:
        return Standing(Level.SURE, country, adjective=True)
    if (short := tables.abbreviations.get(name)) is not None:
        level = Level.KNOWN if short.country else Level.SURE
        return Standing(level, short.name, unit=not short.name.endswith("Airport"), bound=not short.sure)
    if plain in tables.regions:
        return Standing(Level.SURE, plain, unit=True)
    if (stands_in := tables.institutions.get(plain)) is not None:
        return Standing(Level.SMALL, stands_in, institution=True)
    return None


def _goes_before(name: str, n: int, gazetteer: Gazetteer) -> bool:
    """Tell whether a unit's own name begins with a name: "Idlib" of Idlib Governorate, "Newfoundland"."""
    return len(name) > 4 and gazetteer.describe([n], spellings=False)[n].name.casefold().startswith(name.casefold())


def _standing(name: str, gazetteer: Gazetteer) -> Standing | None:
    best: Standing | None = None
    for found in gazetteer.find(name, deep=False):
        if len(name) <= _CODE and not found.own_name:
            continue  # a code, or a word of some language
        level = Level.SMALL
        met = found.match in (Match.EXACT, Match.ALIAS)
        unit = found.feature in (Feature.COUNTRY, Feature.REGION) and met
        if met and (found.feature is Feature.COUNTRY or (found.feature is Feature.AREA and " " in name)):
            level, unit = Level.SURE, True  # no village is called Southern Ukraine
        elif unit:
            # Old and foreign names of units far away are words of other languages: they prove little.
            level = Level.KNOWN if found.own_name or _goes_before(name, found.n, gazetteer) else Level.SMALL
        elif met and (found.own_name or found.population >= CITY):
            level = Level.KNOWN if found.population >= CITY else Level.TOWN if found.population >= TOWN else Level.SMALL
        if best is None or level > best.level:
            best = Standing(level, name, unit or bool(best and best.unit))
        elif unit and not best.unit:
            best = best._replace(unit=True)
    return best
