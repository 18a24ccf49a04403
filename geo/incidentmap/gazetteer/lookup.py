"""From a name to the rows of places that bear it: exactly, in an oblique case, in a sister language, mistyped.

All of it happens in the mapped arrays. Each step is tried only when those before it found nothing that fits, and says
in the match how it met the name.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from incidentmap.gazetteer.columnar import Meant, plainly_meant
from incidentmap.gazetteer.exact import ExactIndex, hash_many, key_hash
from incidentmap.gazetteer.ranking import Asked, Container, Found, Row, rank
from incidentmap.gazetteer.staging import ALIAS, FEATURES, OUTSIDE, SAID_SHIFT, country_code, short_hash
from incidentmap.inflection import nominatives
from incidentmap.model import Feature, Match
from incidentmap.names import (
    cognate,
    cognate_many,
    keys,
    spelling,
    split_generic,
    without_settlement_word,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from incidentmap.gazetteer.mapped import Arrays

#: A key shorter than this has too many neighbours at one letter's distance to be read as a slip of the pen.
SHORTEST_MISTYPED: Final = 5
#: Two slips are looked for in names at least this long.
SHORTEST_TWICE_MISTYPED: Final = 9
#: So many keys near a mistyped one are looked at.
NEIGHBOURS: Final = 50
_SAID: Final = (None, *FEATURES)
_UNITS: Final = frozenset({Feature.DISTRICT, Feature.REGION, Feature.COUNTRY})


class Lookup:
    """The arrays of a gazetteer, asked by name. It only reads, so threads may share it.

    Parameters
    ----------
    arrays : Arrays
        As :func:`incidentmap.gazetteer.assembling.lookup_arrays` makes them.
    nations : dict of int to int
        Region or country → the country that a worldview counts it to, where that is not the one stored.
    """

    def __init__(self, arrays: Arrays, nations: dict[int, int] | None = None) -> None:
        from incidentmap.gazetteer.fuzzy import FuzzyIndex

        self.arrays = arrays
        self.nations = nations or {}
        self._index = ExactIndex(arrays)
        self._fuzzy = FuzzyIndex(arrays)
        names = "post_first post_place post_spelling post_core post_flags".split()
        self._first, self._place, self._spelling, self._core, self._post_flags = map(arrays.view, names)
        self._feature, self._country, self._flags = map(arrays.view, ("feature", "country", "flags"))
        self._nation, self._region, self._district = map(arrays.view, ("nation", "region", "district"))
        self._population = arrays.view("population")
        self._country_rows: dict[int, int] = dict(
            zip(arrays["country_code"].tolist(), arrays["country_row"].tolist(), strict=True)
        )
        self._cognate_hash, self._cognate_key = arrays.view("cognate_hash"), arrays.view("cognate_key")

    def find(
        self, name: str, containers: list[Container], feature: Feature | None = None, *, deep: bool = True
    ) -> list[Found]:
        """Find the rows that a name may mean, ranked; by exact spellings alone unless ``deep``."""
        known = list(self._named(keys(name)))
        asked = _asked(name, containers, feature)
        if found := rank(known, asked):
            return found
        if not known and (shorter := without_settlement_word(name)):
            return self.find(shorter, containers, feature or Feature.SETTLEMENT, deep=deep)
        if not deep:
            return []
        if found := self._inflected(name, containers, feature):
            return found
        # A name that is known in this country, elsewhere, is no slip and no sister's: the village is missing here.
        if known and not self._abroad(known, containers):
            return []
        return self._sister(name, asked) or ([] if known else self._mistyped(name, asked))

    def plainly_meant(self, names: Sequence[str]) -> Meant:
        """Find the settlement that each of many names plainly means."""
        return plainly_meant(names, self._index, self.arrays)

    def container(self, name: str) -> Container:
        """Find the districts, regions and countries that a container's name may mean, in whatever case it is."""
        for form in (name, *nominatives(name)):
            units = self._units(form)
            if units.units:
                return units
        return Container(frozenset())

    def _units(self, name: str) -> Container:
        feature = split_generic(name)[1]
        rows = [row for row in self._named(keys(name)) if row.feature in _UNITS]
        if not rows and len(name) == 2 and (n := self._country_rows.get(country_code(name.upper()), -1)) >= 0:
            return Container(frozenset({n}))
        rows = [row for row in rows if feature is not None and row.feature is feature] or rows
        if feature is Feature.DISTRICT:
            # Some countries' first-order units are called counties; but "Sumy Raion" is not Sumy Oblast.
            rows = [row for row in rows if row.said is not Feature.REGION]
        districts = frozenset(row.region for row in rows if row.feature is Feature.DISTRICT and row.region >= 0)
        return Container(frozenset(row.n for row in rows), districts)

    def row(self, n: int, post: int) -> Row:
        """Put together what ranking looks at."""
        flags, region, nation = self._post_flags[post], self._region[n], self._nation[n]
        if self.nations:
            nation = self.nations.get(n) or self.nations.get(region) or self.nations.get(nation, nation)
        return Row(
            n,
            FEATURES[self._feature[n]],
            nation,
            region,
            self._district[n],
            self._population[n],
            self._spelling[post],
            self._core[post],
            _SAID[flags >> SAID_SHIFT],
            bool(flags & ALIAS),
            bool(self._flags[n] & OUTSIDE),
            self._country[n],
        )

    def _named(self, names: Iterable[str]) -> Iterator[Row]:
        for key in names:
            if key:
                yield from self._rows(self._index.find(key))

    def _rows(self, number: int) -> Iterator[Row]:
        if number < 0:
            return
        for post in range(self._first[number], self._first[number + 1]):
            yield self.row(self._place[post], post)

    def _abroad(self, known: list[Row], containers: list[Container]) -> bool:
        """Tell whether all places of a name lie in other countries than the containers do."""
        homes = {self._nation[unit] if self._nation[unit] >= 0 else unit for c in containers for unit in c.units}
        return bool(homes) and all(row.nation not in homes for row in known)

    def _inflected(self, name: str, containers: list[Container], feature: Feature | None) -> list[Found]:
        for form in nominatives(name):
            asked = _asked(form, containers, feature)._replace(forced=Match.INFLECTED)
            if found := rank(self._named(keys(form)), asked):
                return found
        return []

    def _sister(self, name: str, asked: Asked) -> list[Found]:
        """Find the places whose name is this one in a sister language: Lozovaya and Lozova."""
        rows: list[Row] = []
        for key in keys(name):
            wanted = key_hash(cognate(key))
            at = bisect_left(self._cognate_hash, wanted)
            while at < len(self._cognate_hash) and self._cognate_hash[at] == wanted:
                rows.extend(self._rows(self._cognate_key[at]))
                at += 1
        return rank(rows, asked._replace(forced=Match.TRANSLITERATED))

    def _mistyped(self, name: str, asked: Asked) -> list[Found]:
        asked = asked._replace(forced=Match.FUZZY)
        names = [key for key in keys(name) if len(key) >= SHORTEST_MISTYPED]
        for distance in (1, 2):
            near: list[tuple[int, int]] = []
            for key in names:
                if distance == 1 or len(key) >= SHORTEST_TWICE_MISTYPED:
                    near += self._fuzzy.near(key, distance=distance, limit=NEIGHBOURS)
            rows = [row for number, _ in near for row in self._rows(number)]
            # The name of a place before what some language or some time called it.
            own = [row for row in rows if not row.alias]
            if found := rank(own, asked) or rank(rows, asked):
                return [f._replace(edits=distance) for f in found]
        return []


def cognate_arrays(texts: Sequence[str], numbers: NDArray[np.uint32]) -> dict[str, NDArray[Any]]:
    """Make the arrays that sister languages are looked up in.

    Parameters
    ----------
    texts : sequence of str
        Keys of places where both languages are written.
    numbers : array of uint32
        Their numbers.
    """
    import numpy as np

    hashes = hash_many(cognate_many(texts))
    order = np.argsort(hashes, kind="stable")
    return {"cognate_hash": hashes[order], "cognate_key": numbers[order]}


def _asked(name: str, containers: list[Container], feature: Feature | None) -> Asked:
    core, said = split_generic(name)
    whole = short_hash(spelling(name))
    return Asked(whole, whole if core == name else short_hash(spelling(core)), feature or said, containers)
