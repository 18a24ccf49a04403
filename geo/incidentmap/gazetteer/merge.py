"""Records of several sources that are one place: which they are, and which of them it is called by.

Ways to be the same: the same id; an id that another source names as its own; and, for settlements, one name (in any
spelling) within :data:`SAME_PLACE_KM` in one country, or in one district. Two records of one source are never the same
place by name: the source tells them apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from incidentmap.gazetteer.staging import ALIAS, DEAD, FEATURES, NONE, POINTLESS, Places, Postings, Staging
from incidentmap.model import Feature

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Two records with one name are one place when they are closer than this: a village is smaller, its point is not exact.
SAME_PLACE_KM: Final = 5.0
#: In one district one name is one settlement even so far apart, when each source has it once: one of them is mistaken.
FAR_KM: Final = 35.0
#: Whose record a settlement is called by, and whose point it has: someone looked at the first; what a user adds comes
#: next ("" stands for every other source); the last is the coarsest.
SETTLEMENT_ORDER: Final = ("border", "", "geonames", "osm", "wof", "inid", "geonames-postal", "postal")
#: For units: those with the polygons that all maps here are drawn with come first, so that ids stay.
UNIT_ORDER: Final = ("naturalearth", "border", "", "geonames", "osm", "wof", "inid", "geonames-postal", "postal")

_KM_PER_DEGREE: Final = 111.2
#: Degrees of latitude of a cell: more than SAME_PLACE_KM, so that neighbours are in the same cell or the next.
_CELL: Final = 0.05
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
SETTLEMENT: Final = FEATURES.index(Feature.SETTLEMENT)


def same_places(staging: Staging, places: Places, postings: Postings) -> NDArray[np.int64]:
    """Find the records that are one settlement or site, and all that share an id.

    Returns
    -------
    array of int64, shape (n,)
        For each place the row of the record that it is part of: its own row, when it stands for itself.
    """
    clusters = Clusters([o.key for o in staging.origins], places)
    clusters.join_all(_same_ids(places), by_name=False)
    for place, other in staging.same_as:
        rows = staging.rows_of(other)
        clusters.join_all(zip(place[rows != NONE].tolist(), rows[rows != NONE].tolist(), strict=True), by_name=False)
    clusters.join_all(_close_namesakes(clusters, places, postings), by_name=True)
    return clusters.heads(SETTLEMENT_ORDER)


class Clusters:
    """Records joined to places: a forest in which every record points towards the head of its place."""

    def __init__(self, sources: Sequence[str], places: Places) -> None:
        self.sources = sources
        self.of = places.source
        self.parent: dict[int, int] = {}
        self.members: dict[int, list[int]] = {}
        self.count = len(places.id)

    def root(self, row: int) -> int:
        """Return the record that stands for a record's cluster for now."""
        while row in self.parent:
            row = self.parent[row]
        return row

    def join_all(self, pairs: Iterable[tuple[int, int]], *, by_name: bool) -> None:
        """Join pairs in order; by name, never two records of one source."""
        for a, b in pairs:
            one, other = self.root(a), self.root(b)
            if one == other:
                continue
            mine, theirs = self.members.get(one, [one]), self.members.get(other, [other])
            if by_name and self._keys(mine) & self._keys(theirs):
                continue
            self.parent[other] = one
            self.members[one] = mine + theirs
            self.members.pop(other, None)

    def heads(self, order: Sequence[str]) -> NDArray[np.int64]:
        """Choose each cluster's head by the order of sources, the latest record of a source first."""
        into = np.arange(self.count)
        for members in self.members.values():
            into[members] = min(members, key=lambda m: (source_rank(self.sources[int(self.of[m])], order), -m))
        return into

    def _keys(self, members: list[int]) -> set[str]:
        return {self.sources[int(self.of[m])] for m in members}


def source_rank(key: str, order: Sequence[str]) -> int:
    """Say where a source stands in an order; "" there stands for all that are not named.

    Examples
    --------
    >>> source_rank("border", SETTLEMENT_ORDER), source_rank("my-table", SETTLEMENT_ORDER)
    (0, 1)
    """
    return order.index(key) if key in order else order.index("")


def km_between(
    lon: NDArray[np.float64], lat: NDArray[np.float64], lon0: NDArray[np.float64], lat0: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Measure short distances on a local plane, in kilometres; exact enough to tell 5 km from 6.

    Examples
    --------
    >>> km_between(np.array([36.0]), np.array([50.0]), np.array([36.0]), np.array([50.1])).round(2).tolist()
    [11.12]
    """
    east = (lon - lon0 + 180.0) % 360.0 - 180.0
    return np.asarray(np.hypot(east * np.cos(np.radians(lat0)), lat - lat0) * _KM_PER_DEGREE)


def _same_ids(places: Places) -> Iterable[tuple[int, int]]:
    order = np.argsort(places.id, kind="stable")
    same = np.flatnonzero(places.id[order][1:] == places.id[order][:-1])
    return zip(order[same].tolist(), order[same + 1].tolist(), strict=True)


def _close_namesakes(clusters: Clusters, places: Places, postings: Postings) -> Iterable[tuple[int, int]]:
    """Find settlements of different sources that share a key and are close, the closest pairs first."""
    number = np.array([clusters.sources.index(key) for key in clusters.sources])  # parts of one source count as one
    pointed = places.flags & POINTLESS == 0  # a place holder is near to nothing
    settled = np.flatnonzero(((places.feature == SETTLEMENT) & pointed)[postings.place])
    key, place = postings.key[settled], postings.place[settled].astype(np.int64)
    row = np.floor(places.lat[place] / _CELL)
    index = _cell_key(key, row, _column(places.lon[place], row))
    order = np.argsort(index)
    index, member = index[order], place[order]
    of = number[places.source]
    common = np.bincount(of[places.feature == SETTLEMENT]).argmax() if len(place) else 0
    asking = np.flatnonzero(of[place] != common)
    found = []
    for up in (-1, 0, 1):
        near = row[asking] + up
        column = _column(places.lon[place[asking]], near)
        for right in (-1, 0, 1):
            wanted = _cell_key(key[asking], near, column + right)
            first, last = np.searchsorted(index, wanted), np.searchsorted(index, wanted, side="right")
            found.append(_expand(place[asking], member, first, last))
    a, b = np.unique(np.sort(np.concatenate(found, axis=1), axis=0), axis=1)
    one = (of[a] != of[b]) & _one_country(places.country[a], places.country[b])
    a, b = a[one], b[one]
    km = km_between(places.lon[a], places.lat[a], places.lon[b], places.lat[b])
    close = np.flatnonzero(km <= SAME_PLACE_KM)
    close = close[np.argsort(km[close], kind="stable")]
    return zip(a[close].tolist(), b[close].tolist(), strict=True)


def _column(lon: NDArray[np.float64], row: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the column of cells in a row of latitude, each cell as wide as it is high."""
    return np.asarray(np.floor(lon * np.cos(np.radians((row + 0.5) * _CELL)) / _CELL))


def _cell_key(key: NDArray[np.uint64], row: NDArray[np.float64], column: NDArray[np.float64]) -> NDArray[np.uint64]:
    cell = (row.astype(np.int64) * 16_384 + column.astype(np.int64)).astype(np.uint64)
    return np.asarray(key ^ (cell * _MIX))


def _expand(
    asking: NDArray[np.int64], member: NDArray[np.int64], first: NDArray[np.intp], last: NDArray[np.intp]
) -> NDArray[np.int64]:
    """Write ranges of members out, each beside who asked, shape (2, k)."""
    length = last - first
    start = np.repeat(first - np.cumsum(length) + length, length)
    return np.stack([np.repeat(asking, length), member[start + np.arange(length.sum())]])


def _one_country(a: NDArray[np.uint16], b: NDArray[np.uint16]) -> NDArray[np.bool_]:
    return np.asarray((a == b) | (a == 0) | (b == 0))


def same_named(
    feature: Feature,
    places: Places,
    postings: Postings,
    sources: Sequence[str],
    within: NDArray[np.int64],
    *,
    order: Sequence[str] = UNIT_ORDER,
) -> NDArray[np.int64]:
    """Find the records of one kind that are one place because they have one name in one container.

    A name that two records of one source bear there tells neither of them. Names that only share the key ("Kyiv" and
    "Kyiv Oblast") join when neither has a fuller match.

    Parameters
    ----------
    within : array of int64, shape (n,)
        The container of each place: its country's code, or the row of its region or district; ``NONE`` for unknown.
    order : sequence of str
        Whose record the place is called by.

    Returns
    -------
    array of int64, shape (n,)
        As :func:`same_places`.
    """
    clusters = Clusters(sources, places)
    kind = ((places.feature == FEATURES.index(feature)) & (places.flags & POINTLESS == 0))[postings.place]
    ours = np.flatnonzero(kind & (within[postings.place] != NONE))
    for hashes, own_only in ((postings.spelling, False), (postings.key, True), (postings.key, False)):
        bearers: dict[tuple[int, int], list[int]] = defaultdict(list)
        chosen = ours[(postings.flags[ours] & ALIAS) == 0] if own_only else ours
        place = postings.place[chosen].astype(np.int64)
        for bearer, name, container in zip(
            place.tolist(), hashes[chosen].tolist(), within[place].tolist(), strict=True
        ):
            bearers[container, name].append(bearer)
        clusters.join_all(_sure(bearers.values(), places), by_name=True)
    return clusters.heads(order)


def _sure(groups: Iterable[list[int]], places: Places) -> Iterable[tuple[int, int]]:
    for group in groups:
        members = list(dict.fromkeys(group))
        by_source = [int(places.source[m]) for m in members]
        if len(members) > 1 and len(set(by_source)) == len(members):
            first = members[0]
            lon, lat = places.lon[members], places.lat[members]
            km = km_between(lon, lat, np.full(len(members), lon[0]), np.full(len(members), lat[0]))
            settled = places.feature[first] == SETTLEMENT
            yield from ((first, m) for m, far in zip(members[1:], km[1:], strict=True) if not settled or far <= FAR_KM)


def absorb(into: NDArray[np.int64], places: Places, postings: Postings) -> None:
    """Let heads take over what their members have: population, postings; members are dead then."""
    members = np.flatnonzero(into != np.arange(len(into)))
    if not len(members):
        return
    heads = into[members]
    np.maximum.at(places.population, heads, places.population[members])
    for column in (places.admin1, places.admin2):
        empty = column[heads] == 0
        column[heads[empty]] = column[members[empty]]
    moved = into[postings.place]
    postings.flags[moved != postings.place] |= ALIAS
    postings.place[:] = moved.astype(np.uint32)
    places.feature[members] = DEAD
