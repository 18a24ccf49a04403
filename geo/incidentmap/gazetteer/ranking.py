"""Which record a name means: container first, then how the name was met, then the kind, population last.

The order is lexicographic: a named container is never outweighed by fame. ``score`` writes that order as one number
from 0 to 1, so that candidates can be compared; it is not a probability.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from incidentmap.model import Feature, Match

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

#: Where a name in Cyrillic may be met across alphabets: it is, or was, written there.
CYRILLIC_WRITTEN: Final = frozenset("AM AZ BA BG BY EE GE KG KZ LT LV MD ME MK MN RS RU TJ TM UA UZ XK".split())

_TIERS: Final = 5
_MET: Final = {Match.EXACT: 3, Match.ALIAS: 3, Match.TRANSLITERATED: 2, Match.INFLECTED: 1, Match.FUZZY: 0}
_MANY: Final = math.log10(50_000_000)


#: What never lies in a district, though its own is unknown.
_UNITS: Final = (Feature.DISTRICT, Feature.REGION, Feature.COUNTRY)


class Container(NamedTuple):
    """The units a container's name may mean, as row numbers, and the regions of those that are districts."""

    units: frozenset[int]
    regions: frozenset[int] = frozenset()

    def holds(self, row: Row) -> int | None:
        """Say 2 for inside, 1 when only the record's unknown district leaves it open, ``None`` for elsewhere."""
        units = self.units
        if row.region in units or row.district in units or row.nation in units or (row.spans and units & row.spans):
            return 2
        # A unit does not lie in itself; but "Sumy Raion, Sumy Raion" asks for it all the same.
        open_district = row.district < 0 and row.region in self.regions and row.feature not in _UNITS
        return 1 if row.n in units or open_district else None


class Asked(NamedTuple):
    """What a query asks: hashes of its spelling and of that without generic words, the kind, and its containers.

    ``forced`` is how every row was met, where that is known beforehand: inflected, fuzzy, or across languages.
    """

    spelling: int
    core: int
    feature: Feature | None
    containers: list[Container]
    forced: Match | None = None


class Row(NamedTuple):
    """One posting with the numbers of its place: what ranking looks at."""

    n: int
    feature: Feature
    nation: int
    region: int
    district: int
    population: int
    spelling: int
    core: int
    said: Feature | None
    alias: bool
    outside: bool
    country: int = 0
    #: An area, a water, or a settlement without a point: it stands back behind all others of the name.
    vague: bool = False
    #: The units that it is made of or lies in, and their countries.
    spans: frozenset[int] = frozenset()


class Found(NamedTuple):
    """A record that fits, in row numbers.

    ``standing`` is the part of the order above population; ``edits`` is how many letters a mistyped name is away;
    ``sister`` says that the name was met in a sister language; ``district`` and ``region`` are the rows of the units
    around it, -1 where they are not known.
    """

    n: int
    match: Match
    population: int
    score: float
    standing: tuple[int, int, int]
    nation: int | None = None
    own_name: bool = False
    outside: bool = False
    feature: Feature = Feature.SETTLEMENT
    country: str | None = None
    district: int = -1
    edits: int = 0
    sister: bool = False
    region: int = -1

    @property
    def spelled(self) -> bool:
        """Whether the place bears the name as it is written."""
        return self.match in (Match.EXACT, Match.ALIAS)


def rank(rows: Iterable[Row], asked: Asked) -> list[Found]:
    """Order the rows of one key, and leave out those that lie outside a named container or are of another kind.

    Examples
    --------
    >>> city = Row(1, Feature.SETTLEMENT, 9, 8, -1, 345_289, 7, 7, None, False, False)
    >>> oblast = Row(8, Feature.REGION, 9, -1, -1, 0, 7, 7, None, True, False)
    >>> [f.n for f in rank([city, oblast], Asked(7, 7, None, []))]
    [1, 8]
    >>> [f.n for f in rank([city, oblast], Asked(5, 7, Feature.REGION, []))]
    [8]
    """
    inside_rows = [(inside, row) for row in rows if (inside := held(row, asked)) is not None]
    namesake = any(row.feature is Feature.REGION and row.spelling == asked.core for _, row in inside_rows)
    best: dict[int, tuple[tuple[int, int, int], int, Match, Row]] = {}
    own: set[int] = set()
    for inside, row in inside_rows:
        tier = _tier(row, asked=asked, namesake=namesake)
        if tier is None:
            continue
        match = asked.forced or met(row, asked)
        entry = ((0 if row.outside else inside, _MET[match], tier), -match.rank, match, row)
        n = row.n
        if not row.alias:  # its own name may share the key in another script than the one that was asked in
            own.add(n)
        if n not in best or entry[:2] > best[n][:2]:
            best[n] = entry
    found = [as_found(standing, match, row, own_name=n in own) for n, (standing, _, match, row) in best.items()]
    return in_order(found)


def as_found(standing: tuple[int, int, int], match: Match, row: Row, *, own_name: bool) -> Found:
    """Write a row down as an answer."""
    score = _score(standing, row.population)
    return Found(
        row.n,
        match,
        row.population,
        score,
        standing,
        row.nation,
        own_name,
        row.outside,
        row.feature,
        country_text(row.country),
        row.district,
        region=row.region,
    )


def in_order(found: list[Found]) -> list[Found]:
    """Put candidates in order: by standing, then by population."""
    return sorted(found, key=_order, reverse=True) if len(found) > 1 else found


def _order(found: Found) -> tuple[tuple[int, int, int], int, int]:
    return found.standing, found.population, -found.n


def held(row: Row, asked: Asked) -> int | None:
    """Say 2 when all containers hold the row, 1 when its unknown district leaves one open, ``None`` otherwise."""
    worst = 2
    for container in asked.containers:
        inside = container.holds(row)
        if inside is None:
            return None
        worst = min(worst, inside)
    return worst


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
    return first.population < ALIAS_TOWN


def met(row: Row, asked: Asked) -> Match:
    """Say how a name met a row's: by its own spelling, by another of its, or across alphabets."""
    if row.spelling in (asked.spelling, asked.core) or row.core == asked.core:
        return Match.ALIAS if row.alias else Match.EXACT
    return Match.TRANSLITERATED


def _tier(row: Row, *, asked: Asked, namesake: bool) -> int | None:
    """Say how well a kind fits; ``None`` when the words ask for another."""
    feature = row.feature
    if asked.feature is None:
        if feature is Feature.SETTLEMENT:
            return 3 if row.population >= TOWN or not namesake else 1
        if feature is Feature.SITE:
            return 0
        return (4 if feature is Feature.COUNTRY else 2) if row.spelling == asked.core else 0
    settled = feature is Feature.SETTLEMENT
    if settled != (asked.feature is Feature.SETTLEMENT):
        # "the city of Kyiv" may be a first-order unit of its own; "the region of Belgorod" is never the city.
        return 0 if asked.feature is Feature.SETTLEMENT and feature is Feature.REGION else None
    if settled:
        return 3
    if feature is Feature.SITE:
        return None
    if asked.feature is Feature.DISTRICT and feature is not asked.feature:
        # "Kharkiv Raion" is not Kharkiv Oblast; but some countries call their first-order units districts.
        return 2 if row.said is asked.feature else None
    # "Kyiv Oblast" is the unit whose own name says oblast, before the city that is a unit as well.
    return (4 if row.said is asked.feature else 3) if feature is asked.feature else 1


def country_text(country: int) -> str | None:
    """Write a country's number as its two-letter code.

    Examples
    --------
    >>> country_text(21825), country_text(0)
    ('UA', None)
    """
    return chr(country >> 8) + chr(country & 255) if country else None


def _score(standing: tuple[int, int, int], population: int) -> float:
    inside, met, tier = standing
    fame = min(math.log10(population + 1) / _MANY, 0.999)
    return round(((inside * 4 + met) * _TIERS + tier + fame) / (12 * _TIERS), 4)
