"""Borders that a text names: which line is meant, the strip along it, and bands at a distance from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from incidentmap import extents
from incidentmap.errors import quote
from incidentmap.gazetteer import Found, Gazetteer
from incidentmap.locate.units import Units
from incidentmap.model import Feature, Place

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from incidentmap.extents import Extent
    from incidentmap.locate.deciding import Decision

_UNITS: Final = (Feature.DISTRICT, Feature.REGION, Feature.COUNTRY, Feature.AREA)


class _Line(NamedTuple):
    geometry: BaseGeometry
    names: tuple[str, ...]


def along_border(decision: Decision, places: Mapping[int, Place], gazetteer: Gazetteer) -> Extent | str:
    """Draw the strip along the border that a text names, or say why it cannot be drawn.

    "The border of A and B" is the line that they share; "the border with A", in B, the same; "the border of" an oblast
    that lies on the national border is that; "the border near C" the national border by C.

    Examples
    --------
    >>> from incidentmap.locate.asking import decide
    >>> with Gazetteer.open() as gazetteer:
    ...     decision = decide("on the border of Belgorod Oblast and Kursk Oblast", gazetteer)
    ...     rows = [d.found[0].n for d in decision.all]
    ...     strip = along_border(decision, gazetteer.describe(rows), gazetteer)
    >>> str(strip.shape), str(strip.precision)
    ('strip', 'area')
    """
    place = places[decision.found[0].n]
    if place.feature not in _UNITS:
        return _by_settlement(decision, place, gazetteer)
    line = _line(decision, place, gazetteer)
    return line if isinstance(line, str) else extents.along_border(line.geometry, names=line.names)


def from_border(decision: Decision, places: Mapping[int, Place], gazetteer: Gazetteer) -> Extent | str:
    """Draw "5 km from the border with A": the bands that lie so far from it; a container cuts one of them off."""
    line = _line(decision, places[decision.found[0].n], gazetteer)
    km = decision.toponym.distance_km
    if isinstance(line, str):
        return line
    if km is None:
        return extents.along_border(line.geometry, names=line.names)
    return extents.from_border(line.geometry, km, span=decision.toponym.span_km, names=line.names)


def _line(decision: Decision, place: Place, gazetteer: Gazetteer) -> _Line | str:
    """Find the line that is meant, and the names of the units on both sides of it."""
    units = gazetteer.remembered(Units)
    found, second = decision.found[0], decision.second
    if second is not None and not second.chosen:
        why = second.reason or "nothing says which place of that name is meant"
        return f"the text names the border with {quote(decision.toponym.other)}, which is not placed: {why}"
    other = second.found[0].n if second is not None else _other_side(decision, found, gazetteer)
    if other is not None:
        return _shared(units, found.n, other)
    boundary = units.boundary(found.n)
    if boundary is None:
        return f"the gazetteer has no boundary of {place.name}"
    if found.feature is not Feature.COUNTRY and found.nation is not None and found.nation >= 0:
        nation = units.boundary(found.nation)
        if nation is not None and (line := extents.shared_border(boundary, nation)) is not None:
            return _Line(line, (f"{units.place(found.nation).name} in {place.name}",))
    return _Line(extents.outline(boundary), (place.name,))


def _other_side(decision: Decision, found: Found, gazetteer: Gazetteer) -> int | None:
    """Return the country on the other side of "the border with A", by the containers that the text names."""
    if found.feature is not Feature.COUNTRY:
        return None
    for name in (*decision.toponym.within, *decision.within):
        for n in gazetteer.container_units(name):
            nation, _ = gazetteer.units(n)
            home = nation if nation >= 0 else n
            if home != found.n:
                return home
    return None


def _shared(units: Units, a: int, b: int) -> _Line | str:
    names = (units.place(a).name, units.place(b).name)
    one, other = units.boundary(a), units.boundary(b)
    if one is None or other is None:
        return f"the gazetteer has no boundary of {names[0 if one is None else 1]}"
    line = extents.shared_border(one, other)
    return f"{names[0]} and {names[1]} share no border" if line is None else _Line(line, names)


def _by_settlement(decision: Decision, place: Place, gazetteer: Gazetteer) -> Extent | str:
    """Draw the stretch of the national border by a settlement, on the side of it that the text names."""
    units = gazetteer.remembered(Units)
    nation = decision.found[0].nation
    line = units.line(nation) if nation is not None and nation >= 0 else None
    if line is None:
        return f"the gazetteer has no boundary of the country of {place.name}"
    names, bearing = (units.place(nation or 0).name,), decision.toponym.bearing
    if bearing:
        return extents.facing(line, place.point, bearing, names=names, place=place.name)
    return extents.along_border(line, names=names, near=place.point, place=place.name)
