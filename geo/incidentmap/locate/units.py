"""Districts, regions, countries and areas as they are drawn: by their boundary, or by their known settlements.

A unit is drawn once for each gazetteer, however many mentions name it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from incidentmap import extents
from incidentmap.gazetteer import Found, Gazetteer
from incidentmap.model import Feature, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely import STRtree
    from shapely.geometry.base import BaseGeometry

    from incidentmap.extents import Extent


#: What two sources leave open between land and sea is no sea: this share of a shape.
_SLIVER: Final = 0.03
#: A district is estimated from so many settlements; with fewer, nobody knows where it ends.
ENOUGH: Final = 5


class Container(NamedTuple):
    """A unit that the words put a place in, with its boundary."""

    place: Place
    boundary: BaseGeometry


class Units:
    """The units of one gazetteer.

    Parameters
    ----------
    gazetteer : Gazetteer
        Ask it for ``gazetteer.remembered(Units)``, so that they are drawn once.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self.place = lru_cache(maxsize=4096)(self._place)
        self.drawn = lru_cache(maxsize=1024)(self._draw)
        self.boundary = lru_cache(maxsize=1024)(self._boundary)
        self.line = lru_cache(maxsize=1024)(self._line)

    def _place(self, n: int) -> Place:
        return self._gazetteer.describe([n], spellings=False)[n]

    def _boundary(self, n: int) -> BaseGeometry | None:
        return self._gazetteer.boundary(self.place(n).id)

    def _line(self, n: int) -> BaseGeometry | None:
        boundary = self.boundary(n)
        return None if boundary is None else extents.outline(boundary)

    def _draw(self, n: int) -> Extent | str:
        """Draw a unit, or say why it cannot be drawn."""
        place = self.place(n)
        boundary = self.boundary(n)
        if boundary is not None:
            if place.feature is Feature.WATER and boundary.geom_type.endswith("LineString"):
                return extents.along(boundary, name=place.name)
            whole = extents.area(boundary, place.feature, name=place.name)
            if place.feature is Feature.AREA and place.note:  # which says what it is drawn as
                rule = f"{place.name} as a whole, because the text names no spot in it"
                return replace(whole, rule=rule, estimated=True)
            return whole
        if place.feature is not Feature.DISTRICT:
            return f"the gazetteer has no boundary of {place.name}"
        _, region = self._gazetteer.units(n)
        around = self.boundary(region) if region >= 0 else None
        members = self._gazetteer.members(n)
        if len(members) >= ENOUGH:
            return extents.hull(members, name=place.name, within=around)
        why = f"the gazetteer has no boundary of {place.name}, and knows too few of its settlements to estimate one"
        if around is None:
            return why
        whole = extents.area(around, Feature.REGION, name=self.place(region).name)
        return replace(whole, rule=f"{why}, so all of {self.place(region).name} is drawn")

    def around(self, n: int, names: Sequence[str]) -> list[Container]:
        """Return those of the named containers that a place lies in and that have a boundary, the smallest first."""
        said: set[int] = set()
        for name in names:
            said |= self._gazetteer.container_units(name)
        rows = [home for home in self._gazetteer.homes(n).values() if home in said and home != n]
        known = ((self.place(row), self.boundary(row)) for row in rows)
        return [Container(place, boundary) for place, boundary in known if boundary is not None]

    def named(self, names: Sequence[str]) -> list[Container]:
        """Return the units that the named containers mean beyond doubt and that have a boundary, in order."""
        rows = [found for name in names if len(found := self._gazetteer.container_units(name)) == 1]
        known = ((self.place(n), self.boundary(n)) for (n,) in rows)
        return [Container(place, boundary) for place, boundary in known if boundary is not None]

    def sea(self, geometry: BaseGeometry) -> BaseGeometry | None:
        """Return the part of a shape that is no country's land, if there is any worth drawing."""
        import shapely

        tree, lands = self._lands()
        bounds = geometry.bounds
        near = [shapely.clip_by_rect(lands[i], *bounds) for i in tree.query(geometry).tolist()]
        left = geometry.difference(shapely.union_all(near)) if near else geometry
        return left if left.area > _SLIVER * geometry.area else None

    @lru_cache(maxsize=1)  # noqa: B019 - units are kept with their gazetteer, and go with it
    def _lands(self) -> tuple[STRtree, NDArray[Any]]:
        import numpy as np
        import shapely

        lands = np.asarray(self._gazetteer.boundaries(Feature.COUNTRY).geometry.array, dtype=object)
        return shapely.STRtree(lands), lands

    def home(self, found: Found) -> Extent | str:
        """Draw the smallest unit that a place is known to lie in."""
        for n in (found.district, found.region):
            if n >= 0 and not isinstance(made := self.drawn(n), str):
                return made
        return "the gazetteer knows no unit around it, either"
