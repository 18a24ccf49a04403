"""From a name to the rows of places that bear it: exactly, in an oblique case, in a sister language, mistyped.

All of it happens in the mapped arrays. Each step is tried only when those before it found nothing that fits, and says
in the match how it met the name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
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
from incidentmap.gazetteer.staging import ALIAS, FEATURES, OUTSIDE, POINTLESS, SAID_SHIFT, country_code, short_hash
from incidentmap.gazetteer.vague import AREAS, among
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
#: Before the name of a container that is said to be a country.
OF_COUNTRY: Final = "country:"
#: What data sets call countries, beside their names and codes.
COUNTRY_ALIASES: Final = {
    "democratic republic of congo": "CD", "dr congo": "CD", "d r congo": "CD", "drc": "CD", "zaire": "CD",
    "congo kinshasa": "CD", "congo brazzaville": "CG", "republic of congo": "CG", "bosnia herzegovina": "BA",
    "kingdom of eswatini": "SZ", "swaziland": "SZ", "burma": "MM", "macedonia": "MK", "ivory coast": "CI",
    "cape verde": "CV", "east timor": "TL", "yugoslavia": "RS", "soviet union": "RU", "rhodesia": "ZW",
    "palestine": "PS", "occupied palestinian territory": "PS", "syrian arab republic": "SY",
    "lao peoples democratic republic": "LA", "republic of korea": "KR", "viet nam": "VN",
}  # fmt: skip
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)\s*$")
#: The letters of a country's code.
_CODE: Final = 2
_UNITS: Final = frozenset({Feature.DISTRICT, Feature.REGION, Feature.COUNTRY})
_VAGUE: Final = frozenset(FEATURES.index(feature) for feature in AREAS)
_NOWHERE: Final[frozenset[int]] = frozenset()
_ARTICLE: Final = re.compile(r"the (?=\S)", re.IGNORECASE)


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
        self._lost_hash, self._lost_key = arrays.view("lost_cognate_hash"), arrays.view("lost_cognate_key")
        # The same forms of a name are asked for by both ways that try them.
        self._forms = lru_cache(maxsize=64)(self._read_forms)

    def find(
        self, name: str, containers: list[Container], feature: Feature | None = None, *, deep: bool = True
    ) -> list[Found]:
        """Find the rows that a name may mean, ranked; by exact spellings alone unless ``deep``."""
        rows = list(self._named(keys(name)))
        known = [row for row in rows if not row.vague]
        found = [] if feature in AREAS else self._ordinary(name, known, containers, feature, deep=deep)
        asked = _asked(name, containers, feature)
        vague = [(row, asked) for row in rows if row.vague]
        if not vague and deep and not (found and found[0].spelled) and _CYRILLIC.search(name):
            vague = [
                (row, _asked(form, containers, feature)._replace(forced=Match.INFLECTED))
                for form, of_form in self._forms(name)
                for row in of_form
                if row.vague
            ]
        if not vague and deep and not found:
            forced = asked._replace(forced=Match.TRANSLITERATED)
            vague = [(row, forced) for row in self._cognates(name, self._lost_hash, self._lost_key) if row.vague]
        return among(vague, found) if vague else found

    def _ordinary(
        self, name: str, known: list[Row], containers: list[Container], feature: Feature | None, *, deep: bool
    ) -> list[Found]:
        """Find the settlements with a point, the sites and the units that a name may mean."""
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
        hit = dict(zip(flat, self._bear(self._index.find_many(flat)).tolist(), strict=True)) if flat else {}
        return [any(hit[key] for key in keys_of_one) for keys_of_one in made]

    def _bear(self, numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
        import numpy as np

        return (numbers >= 0) & ~np.isin(numbers, self.arrays["water_keys"])

    def container(self, name: str) -> Container:
        """Find the districts, regions and countries that a container's name may mean, in whatever case it is.

        An area stands for the units that it is made of.
        """
        if name.startswith(OF_COUNTRY):
            return self._nation_named(name.removeprefix(OF_COUNTRY))
        bare = _ARTICLE.sub("", name, count=1)
        for form in (name, *([bare] if bare != name else nominatives(name))):
            units = self._units(form)
            if units.units:
                return units
        return Container(frozenset())

    def _nation_named(self, country: str) -> Container:
        """Find a country by its code, which many a state's abbreviation shares (DE, IN, GA), or by its name."""
        country = COUNTRY_ALIASES.get(spelling(country), country)
        if len(country) == _CODE and (n := self._country_rows.get(country_code(country.upper()), -1)) >= 0:
            return Container(frozenset({n}))
        units = self.container(country)
        nations = frozenset(n for n in units.units if FEATURES[self._feature[n]] is Feature.COUNTRY)
        if not units.units and (bare := _BRACKETS.sub("", country).strip()) != country:  # "Yemen (North Yemen)"
            return self._nation_named(bare)
        return Container(nations) if nations else units

    def _units(self, name: str) -> Container:
        core, feature = split_generic(name)
        named = list(self._named(keys(name)))
        rows = [row for row in named if row.feature in _UNITS]
        if area := _spelled_area(name, named, rows):
            return Container(frozenset(self._spans.get(area, ())))
        if not rows and len(name) == _CODE and (n := self._country_rows.get(country_code(name.upper()), -1)) >= 0:
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
        larger, of_place = self._feature[n] in _VAGUE, self._flags[n]
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
            bool(of_place & OUTSIDE),
            self._country[n],
            larger or bool(of_place & POINTLESS),
            self._around(n) if larger else _NOWHERE,
        )

    def _around(self, n: int) -> frozenset[int]:
        own = self._spans.get(n, _NOWHERE)
        return own | {self.units(unit)[0] for unit in own}

    @cached_property
    def _spans(self) -> dict[int, frozenset[int]]:
        held: dict[int, set[int]] = {}
        for place, unit in zip(self.arrays["span_place"].tolist(), self.arrays["span_unit"].tolist(), strict=True):
            held.setdefault(place, set()).add(unit)
        return {place: frozenset(units) for place, units in held.items()}

    def units(self, n: int) -> tuple[int, int]:
        """Return the rows of a row's country, as the worldview counts it, and of its first-order unit; -1 for none."""
        region, nation = self._region[n], self._nation[n]
        if self.nations:
            nation = self.nations.get(n) or self.nations.get(region) or self.nations.get(nation, nation)
        return int(nation), int(region)

    def district(self, n: int) -> int:
        """Return the row of a row's district; -1 where unknown."""
        return int(self._district[n])

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
        forms = [
            ([row for row in rows if not row.vague], _asked(form, containers, feature))
            for form, rows in self._forms(name)
            if split_generic(form)[1] is said
        ]
        for by_spelling in (True, False):
            best: dict[int, Found] = {}
            for of_form, asked in forms:
                rows = [row for row in of_form if _may_be_inflected(row, asked, by_spelling=by_spelling)]
                for found in rank(rows, asked._replace(forced=Match.INFLECTED)):
                    best.setdefault(found.n, found)
            if best:
                return in_order(list(best.values()))
        return []

    def _read_forms(self, name: str) -> list[tuple[str, list[Row]]]:
        return [(form, rows) for form in nominatives(name) if (rows := list(self._named(keys(form))))]

    def _sister(self, name: str, asked: Asked) -> list[Found]:
        """Find the places whose name is this one in a sister language: Lozovaya and Lozova."""
        rows = [row for row in self._cognates(name, self._cognate_hash, self._cognate_key) if not row.vague]
        return [f._replace(sister=True) for f in rank(rows, asked._replace(forced=Match.TRANSLITERATED))]

    def _cognates(self, name: str, hashes: Sequence[int], numbers: Sequence[int]) -> Iterator[Row]:
        for key in keys(name):
            wanted = key_hash(cognate(key))
            at = bisect_left(hashes, wanted)
            while at < len(hashes) and hashes[at] == wanted:
                yield from self._rows(numbers[at])
                at += 1

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
            rows = [row for number, _ in near for row in self._rows(number) if not row.vague]
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


def _spelled_area(name: str, named: list[Row], units: list[Row]) -> int | None:
    """Return the row of the area that a container's name spells out, unless a unit bears the name, too."""
    asked = _asked(name, [], None)
    if any(unit.spelling in (asked.spelling, asked.core) for unit in units):
        return None
    areas = [row.n for row in named if row.feature is Feature.AREA and row.spelling in (asked.spelling, asked.core)]
    return areas[0] if areas else None


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
