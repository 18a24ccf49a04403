"""Names of areas, of waters, and of settlements that no source gives a point for: when they are meant.

They stand back: a name that a town, a region or a country bears is not theirs, and how other names are ranked does not
depend on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from incidentmap.gazetteer.ranking import TOWN, Asked, Found, Row, as_found, held, in_order, met
from incidentmap.model import Feature, Match

AREAS: Final = frozenset({Feature.AREA, Feature.WATER})

#: What the words may ask for, and still mean an area, a water or a settlement. "The Donbas region" is an area.
_ASKED: Final = {
    Feature.AREA: frozenset({None, Feature.AREA, Feature.REGION, Feature.DISTRICT, Feature.COUNTRY}),
    Feature.WATER: frozenset({None, Feature.WATER, Feature.SITE}),
    Feature.SETTLEMENT: frozenset({None, Feature.SETTLEMENT}),
}
_UNITS: Final = frozenset({Feature.DISTRICT, Feature.REGION, Feature.COUNTRY})
#: The part of a standing that is above every settlement's and every region's.
_LEADS: Final = 4


def among(rows: Sequence[tuple[Row, Asked]], found: list[Found]) -> list[Found]:
    """Put areas, waters and settlements without a point where they belong among the others that bear a name.

    Parameters
    ----------
    rows : sequence of (Row, Asked)
        Their postings, each with what was asked for when it was met.
    found : list of Found
        The others, ranked.
    """
    first = found[0] if found else None
    areas, waters, pointless = (_fitting(rows, kind) for kind in (Feature.AREA, Feature.WATER, Feature.SETTLEMENT))
    asked = rows[0][1]
    surer = [f for f in found if f.match is not Match.FUZZY]
    if areas and not (first and _keeps_its_name(first, areas[0], asked)):
        return [*areas, *surer]
    if waters and (asked.feature is not None or first is None or _is_guess(found, waters[0])):
        return [*waters, *surer]
    if pointless and (first is None or first.match is Match.FUZZY or (asked.containers and first.outside)):
        return pointless
    return found


def _fitting(rows: Iterable[tuple[Row, Asked]], kind: Feature) -> list[Found]:
    """Return the rows of one kind that the whole name is spelled like, and that lie in the containers."""
    best: dict[int, Found] = {}
    for row, asked in rows:
        whole = row.spelling == asked.spelling
        # A word for a kind of place may be a part of the name: Sloboda Ukraine.
        if row.feature is not kind or not (asked.feature in _ASKED[kind] or (whole and asked.feature is row.said)):
            continue
        inside = held(row, asked)
        # The Black Sea region is no Black Sea; the words must ask for a region.
        spelled = whole or row.spelling == asked.core or (asked.feature is not None and row.core == asked.core)
        if inside is None or not (spelled or kind is Feature.SETTLEMENT):
            continue
        match = asked.forced or met(row, asked)
        standing = (inside, 3 - (match is Match.INFLECTED) - (match is Match.TRANSLITERATED), _LEADS)
        found = as_found(standing, match, row, own_name=not row.alias)
        if row.n not in best or found.standing > best[row.n].standing or (found.own_name and not best[row.n].own_name):
            best[row.n] = found
    return in_order(list(best.values()))


def _keeps_its_name(first: Found, area: Found, asked: Asked) -> bool:
    """Tell whether a name is rather another place's than an area's: a unit's, a town's, or a village's as it stands."""
    if first.feature is asked.feature and first.spelled:
        return True
    if first.match.rank > area.match.rank or first.match is Match.TRANSLITERATED:
        return False
    return first.feature in _UNITS or first.population >= TOWN or (first.spelled and not area.spelled)


def _is_guess(found: Sequence[Found], water: Found) -> bool:
    """Tell whether all places were met in a roundabout way, and the water by its very name."""
    return found[0].match is Match.FUZZY or (water.spelled and not any(f.spelled for f in found))
