"""What a document's names say of each other: its countries, its first-order units, and where its places lie."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from incidentmap.gazetteer import Found, Gazetteer
from incidentmap.gazetteer.ranking import CYRILLIC_WRITTEN
from incidentmap.locate.deciding import km_apart
from incidentmap.locate.document_weights import CYRILLIC, VAGUE, WIDE, prior
from incidentmap.model import Feature, Match, Point

#: Points, at most, for a candidate in the country that the document is about, in a unit that it names, and in one that
#: its other places share.
COUNTRY_POINTS: Final = 1.6
NAMED_POINTS: Final = 1.6
SHARED_POINTS: Final = 1.2
#: Reports in Russian and Ukrainian go oblast by oblast.
NAMED_IN_CYRILLIC: Final = 2.4
#: Points for a unit whose sister units are named beside it: Georgia, after Tennessee and Alabama.
SISTER_POINTS: Final = 1.0
#: Points for the other places of the document within so many kilometres, for each and at most.
NEAR_KM: Final = 80.0
NEAR_POINTS: Final = 0.9
NEAR_MOST: Final = 2.2
#: Points that a name across alphabets gets back where the document names the country.
ACROSS_POINTS: Final = 2.5
#: Points for a place abroad, in Cyrillic, when nothing names its country.
ABROAD_POINTS: Final = -0.8
#: Points, more than for places within NEAR_KM, for one so near that it is no chance.
TIGHT_KM: Final = 30.0
TIGHT_POINTS: Final = 0.6
#: What the nearness of a front's town counts for, before the kilometres are taken off.
AXIS_NEAR: Final = 1.7
#: Points of nearness that make a place one of the document's.
BESIDE: Final = 0.4
#: A city of so many people is divided into districts.
CITY_OF_DISTRICTS: Final = 200_000
#: A candidate so many points behind its name's likeliest says nothing of others.
_FADES: Final = 3.0
#: So many candidates of a name speak for others.
_SPEAKERS: Final = 12

Cell = tuple[int, int]


class Heard(NamedTuple):
    """A name with its candidates, and the one it is taken for at the moment."""

    text: str
    found: Sequence[Found]
    pick: Found | None


class Context:
    """The names of a document as they are understood so far.

    Parameters
    ----------
    gazetteer : Gazetteer
    names : sequence of (str, sequence of Found)
        Each name with its candidates.
    containers : sequence of Found
        The units that the text names as containers.
    axes : collection of str
        Names of directions and fronts: the villages of a report lie beside them.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        names: Sequence[tuple[str, Sequence[Found]]],
        containers: Sequence[Found],
        axes: Collection[str] = (),
    ) -> None:
        self._gazetteer = gazetteer
        self._spots: dict[int, Point] = {}
        self._homes: dict[int, tuple[int, int]] = {}
        self._cells: dict[Cell, list[tuple[str, int, float]]] = defaultdict(list)
        self._shared: dict[int, dict[str, float]] = defaultdict(dict)
        self._containers = containers
        self._axes = axes
        self._countries: dict[int, dict[str, float]] = defaultdict(dict)
        self._regions: dict[int, set[str]] = defaultdict(set)
        self._totals: dict[int, float] = {}
        self._total = 0.0
        self._own: dict[str, float] = {}
        self.named: dict[int, Found] = {}
        self._picks: dict[str, Found] = {}
        self._order: list[str] = []
        #: Whether a country or first-order unit is named, otherwise than by a nationality.
        self.is_set = False
        for text, found in names:
            self._file(text, found)
        self._shares = {region: sum(of.values()) for region, of in self._shared.items()}

    def _file(self, text: str, found: Sequence[Found]) -> None:
        """Put a name's candidates where others look for them: on the ground, and in their units."""
        weighed = sorted(((self.prior(text, f), f) for f in found), key=lambda pair: -pair[0])[:_SPEAKERS]
        for points, f in weighed:
            weight = 1 - (weighed[0][0] - points) / _FADES
            if weight <= 0.1 or f.feature is Feature.COUNTRY or f.feature in VAGUE:
                continue
            region = self.home(f)[1]
            if region >= 0:
                of_region = self._shared[region]
                of_region[text] = max(of_region.get(text, 0.0), weight)
            if f.feature not in WIDE:
                spot = self.spot(f)
                self._cells[math.floor(spot.lat), math.floor(spot.lon)].append((text, f.n, weight))

    def hear(self, names: Sequence[tuple[str, Found | None, bool]]) -> None:
        """Take in what each name is taken for at the moment, and whether it is a nationality."""
        self._countries.clear()
        self._regions.clear()
        self.named = {}
        for i, found in enumerate(self._containers):
            self._take(f"\0{i}", found)
        self._order = [text for text, _, _ in names]
        self._picks = {text: pick for text, pick, demonym in names if pick is not None and not demonym}
        for text, pick, _ in names:
            if pick is not None:
                self._take(text, pick)
        spoken = {pick.n for _, pick, demonym in names if pick is not None and not demonym}
        self.is_set = bool(self._containers) or not spoken.isdisjoint(self.named)
        self._totals = {nation: sum(of.values()) for nation, of in self._countries.items()}
        self._total = sum(self._totals.values())
        self._own = defaultdict(float)
        for of in self._countries.values():
            for text, points in of.items():
                self._own[text] += points

    def _take(self, text: str, found: Found) -> None:
        nation = self.home(found)[0]
        unit = found.feature in (Feature.REGION, Feature.COUNTRY)
        if nation >= 0:
            self._countries[nation][text] = 1.0 if unit else min(self.prior(text, found) / 6.0, 1.0)
        if unit:
            self.named.setdefault(found.n, found)
        if found.feature is Feature.REGION:
            self._regions[nation].add(text)

    def prior(self, text: str, found: Found) -> float:
        """Say how well known a candidate is, before the document is heard."""
        people = self._gazetteer.people(found.n) if found.feature is Feature.REGION else 0
        return prior(found, text, people)

    def home(self, found: Found) -> tuple[int, int]:
        """Return the rows of a candidate's country and unit; a unit's own are itself."""
        home = self._homes.get(found.n)
        if home is None:
            nation, region = self._gazetteer.units(found.n)
            if found.feature is Feature.COUNTRY:
                nation, region = found.n, -1
            elif found.feature is Feature.REGION:
                region = found.n
            self._homes[found.n] = home = nation, region
        return home

    def spot(self, found: Found) -> Point:
        """Return where a candidate lies."""
        spot = self._spots.get(found.n)
        if spot is None:
            self._spots[found.n] = spot = self._gazetteer.spot(found.n)
        return spot

    def weigh(self, text: str, found: Found) -> tuple[float, float, str]:
        """Weigh a candidate of a name: its points, those of them that the document gives, and what gave them."""
        base = self.prior(text, found)
        told: list[str] = []
        points = self._of_country(text, found, told) + self._of_region(text, found, told)
        points += self._near(text, found, told)
        across = self._across(text, found)
        base, points = base + min(across, 0.0), points + max(across, 0.0)
        return base + points, points, f"; {', '.join(told)}" if told else "; by its size and its kind alone"

    def _across(self, text: str, found: Found) -> float:
        """Weigh what a name in Cyrillic means where nobody writes so: less, unless the document names the country."""
        if found.country in CYRILLIC_WRITTEN or found.feature is Feature.COUNTRY or not CYRILLIC.search(text):
            return 0.0
        if self.home(found)[0] in self.named:
            return ACROSS_POINTS if found.match is Match.TRANSLITERATED else 0.0
        return ABROAD_POINTS

    def _of_country(self, text: str, found: Found, told: list[str]) -> float:
        nation = self.home(found)[0]
        speaking = self._countries.get(nation)
        if not speaking:
            return 0.0
        here = self._totals[nation] - speaking.get(text, 0.0)
        if here <= 0:
            return 0.0
        everywhere = self._total - self._own.get(text, 0.0)
        named = nation in self.named
        told.append("the document names its country" if named else "other places of the document lie in its country")
        points = COUNTRY_POINTS * here / (everywhere + 0.7)
        if found.feature is Feature.REGION and len(self._regions.get(nation, set()) - {text}) > 1:
            points += SISTER_POINTS
            told.append("its sister units are named")
        return points

    def _of_region(self, text: str, found: Found, told: list[str]) -> float:
        region = self.home(found)[1]
        if region < 0:
            return 0.0
        if region in self.named and region != found.n:
            told.append("the document names the unit that it lies in")
            return NAMED_IN_CYRILLIC if CYRILLIC.search(text) else NAMED_POINTS
        shared = self._shared.get(region, {})
        here = self._shares.get(region, 0.0) - shared.get(text, 0.0)
        if here < 0.6 or found.feature is Feature.REGION:
            return 0.0
        told.append("other places of the document may lie in its unit")
        return min(SHARED_POINTS, 0.4 * here)

    def _near(self, text: str, found: Found, told: list[str]) -> float:
        if found.feature in WIDE:
            return 0.0
        spot = self.spot(found)
        row, column = math.floor(spot.lat), math.floor(spot.lon)
        best: dict[str, float] = {}
        for y in (row - 1, row, row + 1):
            for x in (column - 1, column, column + 1):
                for other, n, weight in self._cells.get((y, x), ()):
                    if other == text or n == found.n or weight <= best.get(other, 0.0):
                        continue
                    km = km_apart(spot, self._spots[n])
                    if km <= NEAR_KM:
                        pick = self._picks.get(other)
                        front = other in self._axes and pick is not None and pick.n == n
                        near = (
                            (AXIS_NEAR if front else 1)
                            - km / (2 * NEAR_KM)
                            + TIGHT_POINTS * max(0.0, 1 - km / TIGHT_KM)
                        )
                        best[other] = max(best.get(other, 0.0), weight * near)
        if not best:
            return 0.0
        leading = sorted(best, key=lambda other: -best[other])[:2]
        told.append(f"near {' and '.join(leading)}")
        return min(NEAR_MOST, NEAR_POINTS * sum(best.values()))

    def speaks_for(self, text: str, found: Found) -> bool:
        """Tell whether the document names the unit that a candidate lies in, or places beside it."""
        return self.home(found)[1] in self.named or self._near(text, found, []) >= BESIDE

    def farness(self, text: str, found: Found) -> float | None:
        """Return how far the nearest other place of the document is, in kilometres; ``None`` when there is none."""
        spot = self.spot(found)
        others = (f for name, f in self._picks.items() if name != text and f.n != found.n)
        return min((km_apart(spot, self.spot(f)) for f in others if f.feature not in WIDE), default=None)

    def city(self, text: str) -> Found | None:
        """Return the one large city of the document, or the last that is named before ``text``."""
        city: Found | None = None
        for name in self._order:
            if name == text and city is not None:
                return city
            found = self._picks.get(name)
            if found is not None and found.feature is Feature.SETTLEMENT and found.population >= CITY_OF_DISTRICTS:
                city = found
        return city

    def unit_around(self, within: Sequence[str]) -> Found | None:
        """Return the unit that holds what the gazetteer lacks: the nearest container, else the only region named."""
        for container in within:
            for found in self._gazetteer.find(container, deep=CYRILLIC.search(container) is not None):
                if found.feature in (Feature.DISTRICT, Feature.REGION) and found.match is not Match.FUZZY:
                    return found
        named = [f for f in self.named.values() if f.feature is Feature.REGION]
        return named[0] if len(named) == 1 else None
