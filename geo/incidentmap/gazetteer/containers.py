"""Which country, region and district every place lies in; and whether its point lies where its source says.

A source's own word for the container comes first, then the polygon that the point lies in. Where both are known they
are compared: a point far outside the unit it names is marked, and never chosen in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from incidentmap.gazetteer.merge import km_between
from incidentmap.gazetteer.staging import ALIAS, DEAD, FEATURES, NONE, OUTSIDE, POINTLESS, Places, Postings
from incidentmap.model import Feature

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: A point on the coast or on a border may fall outside its simplified unit by so much (about 20 km).
NEAREST_UNIT_DEG: Final = 0.2
#: A point this far outside the unit it names is not where it says: bundled lines are up to 3 km off, a village wide.
OUTSIDE_KM: Final = 5.0

_KM_PER_DEGREE: Final = 111.2
DISTRICT, REGION, COUNTRY = (FEATURES.index(f) for f in (Feature.DISTRICT, Feature.REGION, Feature.COUNTRY))
#: What lies in no one region: it is one, or is larger, or goes through several.
_OUTER: Final = (REGION, COUNTRY, FEATURES.index(Feature.AREA), FEATURES.index(Feature.WATER), DEAD)


@dataclass(slots=True)
class Containers:
    """Rows of the containers of each place, or ``NONE``, shape (n,)."""

    nation: NDArray[np.int32]
    region: NDArray[np.int32]
    district: NDArray[np.int32]


def nations(places: Places) -> NDArray[np.int32]:
    """Find each place's country by its code; the country itself too."""
    of_code = np.full(1 << 16, NONE, np.int32)
    countries = np.flatnonzero(places.feature == COUNTRY)
    of_code[places.country[countries]] = countries
    of_code[0] = NONE
    return of_code[places.country]


def regions(places: Places, postings: Postings, shapes: dict[int, Any]) -> NDArray[np.int32]:
    """Find each place's first-order unit: the one it names, else the one of its country that its point lies in.

    A place without a country gets that of the region its point lies in.
    """
    named = _by_name(REGION, places.admin1, places.country.astype(np.int64), places, postings)
    inner = ~np.isin(places.feature, _OUTER)
    named[~inner] = NONE
    units = [n for n in np.flatnonzero(places.feature == REGION).tolist() if n in shapes]
    unsure = np.flatnonzero(inner & (named == NONE))
    named[unsure] = containing(unsure, units, places, shapes)
    homeless = np.flatnonzero(inner & (places.country == 0) & (named != NONE))
    places.country[homeless] = places.country[named[homeless]]
    return named


def districts(
    places: Places, postings: Postings, region: NDArray[np.int32], shapes: dict[int, Any]
) -> NDArray[np.int32]:
    """Find each settlement's district: the one it names in its region, else the one with a polygon around its point."""
    named = _by_name(DISTRICT, places.admin2, region.astype(np.int64), places, postings)
    inner = ~np.isin(places.feature, (DISTRICT, *_OUTER))
    named[~inner] = NONE
    units = [n for n in np.flatnonzero(places.feature == DISTRICT).tolist() if n in shapes]
    if units:
        unsure = np.flatnonzero(inner & (named == NONE))
        named[unsure] = containing(unsure, units, places, shapes, reach=0.0)
    return named


def mark_outside(places: Places, container: NDArray[np.int32], said: NDArray[np.uint64], shapes: dict[int, Any]) -> int:
    """Mark the places whose point lies over :data:`OUTSIDE_KM` outside the unit they name; return how many.

    Parameters
    ----------
    container : array of int32, shape (n,)
        The unit of each place.
    said : array of uint64, shape (n,)
        0 where the unit was not named by the source, but found by the point.
    """
    marked = 0
    pointed = (places.feature != DEAD) & (places.flags & POINTLESS == 0)
    bounded = np.flatnonzero((said != 0) & (container != NONE) & pointed)
    if not len(bounded):
        return 0
    bounded = bounded[np.argsort(container[bounded], kind="stable")]
    units, first = np.unique(container[bounded], return_index=True)
    for unit, members in zip(units.tolist(), np.split(bounded, first[1:]), strict=True):
        if unit not in shapes:
            continue
        shape = shapes[unit]
        shapely.prepare(shape)
        out = members[~shapely.contains_xy(shape, places.lon[members], places.lat[members])]
        if len(out):
            far = _km_outside(shape, places.lon[out], places.lat[out]) > OUTSIDE_KM
            places.flags[out[far]] |= OUTSIDE
            marked += int(far.sum())
    return marked


def mark_abroad(places: Places, region: NDArray[np.int32], shapes: dict[int, Any], asked: NDArray[np.bool_]) -> int:
    """Mark the places that name a country, and whose point lies in another one, far from every unit of their own.

    A point at 0°, 0° is a missing coordinate that became a number: it is marked, too.

    Parameters
    ----------
    asked : array of bool, shape (n,)
        Which places to check: not those of the great gazetteers, which know disputed areas better than our lines do.

    Returns
    -------
    int
        How many.
    """
    units = [n for n in np.flatnonzero(places.feature == REGION).tolist() if n in shapes]
    drawn = np.unique(places.country[units]) if units else np.zeros(0, np.uint16)
    inner = asked & ~np.isin(places.feature, _OUTER) & np.isin(places.country, drawn)
    lost = np.flatnonzero(inner & (region == NONE))
    points = shapely.points(places.lon[lost], places.lat[lost])
    bounds = np.array([shapes[u] for u in units], dtype=object)
    _, abroad = shapely.STRtree(points).query(bounds, predicate="intersects")
    abroad = lost[np.unique(abroad)]
    nowhere = np.flatnonzero(asked & (places.lon == 0) & (places.lat == 0) & (places.feature != DEAD))
    places.flags[abroad] |= OUTSIDE
    places.flags[nowhere] |= OUTSIDE
    return len(abroad) + len(nowhere)


def _km_outside(shape: Any, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.float64]:
    points = shapely.points(lon, lat)
    nearest = shapely.get_coordinates(shapely.get_point(shapely.shortest_line(points, shape), 1))
    return km_between(nearest[:, 0], nearest[:, 1], lon, lat)


def _by_name(
    level: int, said: NDArray[np.uint64], within: NDArray[np.int64], places: Places, postings: Postings
) -> NDArray[np.int32]:
    """Look the named containers up among the units of one level, inside what holds them both.

    A unit's own name goes before another's alias; a key that two units share names neither.
    """
    found = np.full(len(said), NONE, np.int32)
    asking = np.flatnonzero(said != 0)
    if not len(asking):
        return found
    units = np.flatnonzero(places.feature[postings.place] == level)
    own = (postings.flags[units] & ALIAS) == 0
    unit_rows = np.flatnonzero(places.feature == level)
    tables = [(places.id[unit_rows], unit_rows, False)]  # named by its id, wherever it is
    tables += [(postings.key[units[p]], postings.place[units[p]].astype(np.int64), True) for p in (own, ~own)]
    for key, unit, scoped in tables:
        left = asking[found[asking] == NONE]
        if not len(left) or not len(key):
            continue
        home = within[unit] if scoped else np.zeros(len(unit), np.int64)
        mine = within[left] if scoped else np.zeros(len(left), np.int64)
        found[left] = _unique_match(_scoped(key, home), unit, _scoped(said[left], mine))
    return found


def _scoped(key: NDArray[np.uint64], within: NDArray[np.int64]) -> NDArray[np.uint64]:
    return np.asarray(key ^ ((within + 1).astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)))


def _unique_match(key: NDArray[np.uint64], unit: NDArray[np.int64], wanted: NDArray[np.uint64]) -> NDArray[np.int32]:
    order = np.lexsort((unit, key))
    key, unit = key[order], unit[order]
    once = np.ones(len(key), bool)
    once[1:] &= (key[1:] != key[:-1]) | (unit[1:] != unit[:-1])
    key, unit = key[once], unit[once]
    first, last = np.searchsorted(key, wanted), np.searchsorted(key, wanted, side="right")
    return np.where(last - first == 1, unit[np.minimum(first, len(unit) - 1)], NONE).astype(np.int32)


def containing(
    asking: NDArray[np.int64],
    units: list[int],
    places: Places,
    shapes: dict[int, Any],
    *,
    reach: float = NEAREST_UNIT_DEG,
) -> NDArray[np.int32]:
    """Find the unit that each point lies in, of its own country where it has one; else the nearest within reach."""
    found = np.full(len(asking), NONE, np.int32)
    if not units or not len(asking):
        return found
    row = np.array(units)
    of_unit = places.country[row]
    of_point = places.country[asking]
    bounds = np.array([shapes[u] for u in units], dtype=object)
    points = shapely.points(places.lon[asking], places.lat[asking])
    # Asked by polygon, each is prepared once for all its points; asked by point it would be walked round for each.
    u, p = shapely.STRtree(points).query(bounds, predicate="intersects")
    fits = (of_unit[u] == of_point[p]) | (of_point[p] == 0)
    found[p[fits]] = row[u[fits]]
    if not reach:
        return found
    for country in np.unique(of_point[found == NONE]):
        own = np.flatnonzero(of_unit == country)
        lost = np.flatnonzero((found == NONE) & (of_point == country))
        if len(own):
            near, unit = shapely.STRtree(bounds[own]).query_nearest(points[lost], max_distance=reach, all_matches=False)
            found[lost[near]] = row[own[unit]]
    return found
