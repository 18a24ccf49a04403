"""Which record a name means: container first, then how the name was met, then the kind, population last.

The order is lexicographic: a named container is never outweighed by fame. ``score`` writes that order as one number
from 0 to 1, so that candidates can be compared; it is not a probability.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from incidentmap.model import Feature, Match
from incidentmap.names import split_generic

#: A town of this size is what a bare name means even where a region is called the same (Belgorod, Sumy).
TOWN: Final = 15_000
#: One candidate is clearly meant when it is so many times as populous as the next.
CLEAR_MARGIN: Final = 3.0
#: A settlement without a figure may be as large as this, and no larger: tables name every town above it.
UNKNOWN_POPULATION: Final = 1_000

#: A place met by an old or foreign spelling is meant, before one that bears the name, when it is so many times as large
#: (Odessa is Odesa, before Odessa in Texas).
ALIAS_MARGIN: Final = 5
#: The same where the bearer's population is unknown, in one country: nobody writes Leningrad for a hamlet.
ALIAS_TOWN: Final = 100_000

_TIERS: Final = 5
_MET: Final = {Match.EXACT: 3, Match.ALIAS: 3, Match.TRANSLITERATED: 2, Match.INFLECTED: 1, Match.FUZZY: 0}
_MANY: Final = math.log10(50_000_000)


class Container(NamedTuple):
    """The units a container's name may mean, as row numbers, and the regions of those that are districts."""

    units: frozenset[int]
    regions: frozenset[int] = frozenset()

    def holds(self, own: set[int | None], district: int | None, region: int | None) -> int | None:
        """Say 2 for inside, 1 when only the record's unknown district leaves it open, ``None`` for elsewhere."""
        if self.units & own:
            return 2
        return 1 if district is None and region in self.regions else None


class Asked(NamedTuple):
    """What a query asks: its spelling, that without generic words, the kind, and its containers."""

    spelling: str
    core: str
    feature: Feature | None
    containers: list[Container]


class Found(NamedTuple):
    """A record that fits, in row numbers. ``standing`` is the part of the order above population."""

    n: int
    match: Match
    population: int
    score: float
    standing: tuple[int, int, int]
    nation: int | None = None
    own_name: bool = False


def rank(rows: Iterable[Sequence[Any]], asked: Asked) -> list[Found]:
    """Order the rows of one key, and leave out those that lie outside a named container or are of another kind.

    Examples
    --------
    >>> city = (1, "settlement", 9, 8, None, 345_289, "belgorod", "", 0)
    >>> oblast = (8, "region", 9, None, None, 0, "belgorod", "", 1)
    >>> [f.n for f in rank([city, oblast], Asked("belgorod", "belgorod", None, []))]
    [1, 8]
    >>> [f.n for f in rank([city, oblast], Asked("belgorod oblast", "belgorod", Feature.REGION, []))]
    [8]
    """
    inside_rows = [
        (min((i for i in inside if i), default=2), row) for row in rows if None not in (inside := _inside(row, asked))
    ]
    namesake = any(row[1] == Feature.REGION.value and (row[7] or row[6]) == asked.core for _, row in inside_rows)
    best: dict[int, Found] = {}
    for inside_by, (n, feature, nation, _, _, population, key, spelled, alias) in inside_rows:
        written = spelled or key
        tier = _tier(Feature(feature), population, asked=asked, spelled=written, namesake=namesake)
        if tier is None:
            continue
        match = _match(written, alias=bool(alias), asked=asked)
        standing = (inside_by, _MET[match], tier)
        # Its own name may share the key in another script than the one that was asked in.
        own = not alias or (n in best and best[n].own_name)
        found = Found(n, match, population, _score(standing, population), standing, nation, own_name=own)
        better = max(best.get(n, found), found, key=lambda f: (f.standing, -f.match.rank))
        best[n] = better._replace(own_name=own)
    return sorted(best.values(), key=lambda f: (f.standing, f.population, -f.n), reverse=True)


def _inside(row: Sequence[Any], asked: Asked) -> list[int | None]:
    n, _, nation, region, district = row[:5]
    return [c.holds({n, nation, region, district}, district, region) for c in asked.containers]


def tied(found: Sequence[Found]) -> list[Found]:
    """Return the leading candidates between which nothing decides; the first alone when something does.

    A place that bears the name itself is not passed over for a larger one that only an old or foreign spelling connects
    with it: within one country it is meant (Sloviansk, before Nikopol, which was once called so); across countries
    nothing decides (Pokrovsk, or Engels, which was once called so).

    Examples
    --------
    >>> a, b = (Found(n, Match.EXACT, 0, 0.5, (2, 3, 1), own_name=True) for n in (1, 2))
    >>> len(tied([a, b])), len(tied([a])), len(tied([]))
    (2, 1, 0)
    >>> len(tied([a, b._replace(own_name=False)]))
    1
    """
    if not found:
        return []
    first = found[0]
    reach = first.population or UNKNOWN_POPULATION
    same = [f for f in found if f.standing == first.standing]
    rivals = [
        f
        for f in same
        if (f.population or UNKNOWN_POPULATION) * CLEAR_MARGIN > reach or (f.own_name and _holds_its_name(f, first))
    ]
    own = [f for f in rivals if f.own_name]
    return own if own and len({f.nation for f in rivals}) == 1 else rivals


def _holds_its_name(bearer: Found, first: Found) -> bool:
    """Tell whether a place that bears the name is too large to be passed over for one that only has it as an alias."""
    if first.own_name:
        return False
    if bearer.population:
        return bearer.population * ALIAS_MARGIN > first.population
    return first.population < (ALIAS_TOWN if bearer.nation == first.nation else UNKNOWN_POPULATION * ALIAS_MARGIN)


def _match(spelled: str, *, alias: bool, asked: Asked) -> Match:
    if spelled in (asked.spelling, asked.core) or split_generic(spelled)[0] == asked.core:
        return Match.ALIAS if alias else Match.EXACT
    return Match.TRANSLITERATED


def _tier(feature: Feature, population: int, *, asked: Asked, spelled: str, namesake: bool) -> int | None:
    """Say how well a kind fits; ``None`` when the words ask for another."""
    if asked.feature is None:
        bare = spelled == asked.core
        if feature is Feature.SETTLEMENT:
            return 3 if population >= TOWN or not namesake else 1
        return (4 if feature is Feature.COUNTRY else 2) if bare else 0
    settled = feature is Feature.SETTLEMENT
    if settled != (asked.feature is Feature.SETTLEMENT):
        # "the city of Kyiv" may be a first-order unit of its own; "the region of Belgorod" is never the city.
        return 0 if asked.feature is Feature.SETTLEMENT and feature is Feature.REGION else None
    if settled:
        return 3
    # "Kyiv Oblast" is the unit whose own name says oblast, before the city that is a unit as well.
    said = split_generic(spelled)[1] is asked.feature
    return (4 if said else 3) if feature is asked.feature else 1


def _score(standing: tuple[int, int, int], population: int) -> float:
    inside, met, tier = standing
    fame = min(math.log10(population + 1) / _MANY, 0.999)
    return round((((inside - 1) * 4 + met) * _TIERS + tier + fame) / (8 * _TIERS), 4)
