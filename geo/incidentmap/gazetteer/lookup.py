"""From a name to the rows of places that bear it: exactly, in an oblique case, in a sister language, mistyped.

All of it happens in the mapped arrays. Each step is tried only when those before it found nothing that fits, and says
in the match how it met the name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from incidentmap.gazetteer.columnar import Meant, plainly_meant
from incidentmap.gazetteer.exact import ExactIndex, hash_many, key_hash
from incidentmap.gazetteer.ranking import (
    ALIAS_MARGIN,
    ALIAS_TOWN,
    CYRILLIC_WRITTEN,
    TOWN,
    UNKNOWN_POPULATION,
    Asked,
    Container,
    Found,
    Row,
    country_text,
    in_order,
    rank,
)
from incidentmap.gazetteer.staging import ALIAS, FEATURES, OUTSIDE, SAID_SHIFT, country_code, short_hash
from incidentmap.inflection import nominatives
from incidentmap.model import Feature, Match
from incidentmap.names import (
    cognate,
    cognate_many,
    keys,
    keys_many,
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
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
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
        found = rank(known, asked)
        if deep and _CYRILLIC.search(name) and not (found and _is_settled(found[0])):
            oblique = self._inflected(name, containers, feature)
            if oblique and (not found or _outweighs(oblique[0], found[0])):
                known_as_cases = {f.n for f in oblique}
                return [*oblique, *(f for f in found if f.n not in known_as_cases)]
        if found:
            return found
        if not known and (shorter := without_settlement_word(name)):
            return self.find(shorter, containers, feature or Feature.SETTLEMENT, deep=deep)
        # A name that is known in this country, elsewhere, is no slip and no sister's: the village is missing here.
        if not deep or (known and not self._abroad(known, containers)):
            return []
        return self._sister(name, asked) or ([] if known else self._mistyped(name, asked))

    def plainly_meant(self, names: Sequence[str]) -> Meant:
        """Find the settlement that each of many names plainly means."""
        return plainly_meant(names, self._index, self.arrays)

    def known(self, names: Sequence[str]) -> list[bool]:
        """Tell of each name whether its key is a place's."""
        made = keys_many(names)
        flat = [key for keys_of_one in made for key in keys_of_one]
        hit = dict(zip(flat, (self._index.find_many(flat) >= 0).tolist(), strict=True)) if flat else {}
        return [any(hit[key] for key in keys_of_one) for keys_of_one in made]

    def container(self, name: str) -> Container:
        """Find the districts, regions and countries that a container's name may mean, in whatever case it is."""
        for form in (name, *nominatives(name)):
            units = self._units(form)
            if units.units:
                return units
        return Container(frozenset())

    def _units(self, name: str) -> Container:
        core, feature = split_generic(name)
        rows = [row for row in self._named(keys(name)) if row.feature in _UNITS]
        if not rows and len(name) == 2 and (n := self._country_rows.get(country_code(name.upper()), -1)) >= 0:
            return Container(frozenset({n}))
        if feature is Feature.DISTRICT:
            # "Sumy Raion" is not Sumy Oblast; but some countries' first-order units are called districts.
            rows = [row for row in rows if row.feature is feature or row.said is feature]
            rows = rows or [row for row in self._named(_adjectives(core)) if row.feature is feature]
        rows = [row for row in rows if feature is not None and row.feature is feature] or rows
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

    def units(self, n: int) -> tuple[int, int]:
        """Return the rows of a row's country, as the worldview counts it, and of its first-order unit; -1 for none."""
        region, nation = self._region[n], self._nation[n]
        if self.nations:
            nation = self.nations.get(n) or self.nations.get(region) or self.nations.get(nation, nation)
        return int(nation), int(region)

    def people(self, region: int) -> int:
        """Return the sum of the populations of a first-order unit's settlements."""
        return self._people.get(region, 0)

    @cached_property
    def _people(self) -> dict[int, int]:
        import numpy as np

        held = self.arrays["region"] >= 0
        sums = np.bincount(self.arrays["region"][held], weights=self.arrays["population"][held])
        units = np.flatnonzero(sums)
        return dict(zip(units.tolist(), sums[units].astype(np.int64).tolist(), strict=True))

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
        """Find what a name may be a case of: by the nominative's own spelling, else by its key where it is written so.

        All nominatives that it may come from count, and the largest place leads.
        """
        # A form that only looks like a word for a kind of place ("Гор" of "Гора-Подол") is no other name.
        said = split_generic(name)[1]
        # Of the many forms proposed few are names at all: those are left before anything else is asked of them.
        named = [(form, rows) for form in nominatives(name) if (rows := list(self._named(keys(form))))]
        forms = [(rows, _asked(form, containers, feature)) for form, rows in named if split_generic(form)[1] is said]
        for by_spelling in (True, False):
            best: dict[int, Found] = {}
            for of_form, asked in forms:
                rows = [row for row in of_form if _may_be_inflected(row, asked, by_spelling=by_spelling)]
                for found in rank(rows, asked._replace(forced=Match.INFLECTED)):
                    best.setdefault(found.n, found)
            if best:
                return in_order(list(best.values()))
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
        return [f._replace(sister=True) for f in rank(rows, asked._replace(forced=Match.TRANSLITERATED))]

    def _mistyped(self, name: str, asked: Asked) -> list[Found]:
        asked = asked._replace(forced=Match.FUZZY)
        names = [key for key in keys(name) if len(key) >= SHORTEST_MISTYPED]
        initials = {key[0] for key in names}
        for distance in (1, 2):
            near: list[tuple[int, int]] = []
            for key in names:
                if distance == 1 or len(key) >= SHORTEST_TWICE_MISTYPED:
                    near += self._fuzzy.near(key, distance=distance, limit=NEIGHBOURS)
            if not asked.containers:  # people mistype the first letter least
                near = [(number, edits) for number, edits in near if self._fuzzy.key(number)[0] in initials]
            rows = [row for number, _ in near for row in self._rows(number)]
            # The name of a place before what some language or some time called it.
            own = [row for row in rows if not row.alias]
            if found := rank(own, asked) or rank(rows, asked):
                return [f._replace(edits=distance) for f in found]
        return []


def _adjectives(town: str) -> list[str]:
    """Make the keys of the districts that may be called after a town: Pokrovsk, Pokrovskyi; Shebekino, Shebekinsky.

    Examples
    --------
    >>> _adjectives("Shebekino"), _adjectives("Kharkiv")
    (['shebekinoski', 'shebekinski', 'shebekinoi'], ['harkivski', 'harkivski', 'harkivi'])
    """
    return [made for key in keys(town) for made in (f"{key}ski", f"{key.rstrip('aeiou')}ski", f"{key}i")]


def _is_settled(found: Found) -> bool:
    """Tell whether a match is so good that no other reading of the name need be tried."""
    spelled = found.match in (Match.EXACT, Match.ALIAS) and found.country in CYRILLIC_WRITTEN
    return spelled and (found.population >= TOWN or found.feature in _UNITS)


def _outweighs(oblique: Found, found: Found) -> bool:
    """Tell whether a name is rather a case of one place's name than another's name as it stands.

    "Курске" is Курск, not a hamlet whose Ukrainian name has the same key; "Козинки" stays a village of that name.
    """
    if found.match in (Match.EXACT, Match.ALIAS) and found.country in CYRILLIC_WRITTEN:
        reach = max(found.population, UNKNOWN_POPULATION)
        return oblique.population >= TOWN and oblique.population >= ALIAS_MARGIN * reach
    return oblique.feature in _UNITS or oblique.country in CYRILLIC_WRITTEN or oblique.population >= ALIAS_TOWN


def _may_be_inflected(row: Row, asked: Asked, *, by_spelling: bool) -> bool:
    if by_spelling and asked.spelling not in (row.spelling, row.core) and asked.core not in (row.spelling, row.core):
        return False
    # Elsewhere Cyrillic spellings are a machine's; but everyone writes of capitals and countries.
    at_home = country_text(row.country) in CYRILLIC_WRITTEN
    return at_home or (by_spelling and (row.feature in _UNITS or row.population >= ALIAS_TOWN))


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
