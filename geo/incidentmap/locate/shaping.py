"""A decision → its extent: which shape the words ask for, drawn by :mod:`incidentmap.extents` and cut to its container.

A function for each relation. What cannot be drawn is answered by a sentence that says why, never by a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from incidentmap import extents
from incidentmap.errors import BadValue, quote
from incidentmap.gazetteer import Found, Gazetteer
from incidentmap.locate.borders import along_border, from_border
from incidentmap.locate.units import Units
from incidentmap.model import Feature, Place, Precision, Relation, Shape, Toponym

if TYPE_CHECKING:
    from incidentmap.extents import Extent
    from incidentmap.locate.deciding import Decision

_SPOTS: Final = (Feature.SETTLEMENT, Feature.SITE)
#: Shapes that may lie at sea off the place that they are measured from.
_OFF_SHORE: Final = (Shape.RING, Shape.SECTOR, Shape.WEDGE)
#: Shapes that need not hold the place that they are measured from.
_AWAY: Final = (*_OFF_SHORE, Shape.STRIP)
_NEAR: Final = (Relation.NEAR, Relation.OUTSKIRTS, Relation.FACILITY)


def shape(decision: Decision, places: Mapping[int, Place], gazetteer: Gazetteer) -> Extent | str:
    """Draw one chosen place as the words say, or say why it cannot be drawn.

    Parameters
    ----------
    decision : Decision
        A chosen one; of a list, its first alone.
    places : mapping of int to Place
        The records of its candidates, and of those of its second place.
    gazetteer : Gazetteer

    Examples
    --------
    >>> from incidentmap.locate.asking import decide
    >>> with Gazetteer.open() as gazetteer:
    ...     decision = decide("near Terebreno", gazetteer, within="Belgorod Oblast")
    ...     extent = shape(decision, gazetteer.describe([decision.found[0].n]), gazetteer)
    >>> str(extent.shape), extent.radius_km
    ('disc', 5.0)
    """
    units = gazetteer.remembered(Units)
    found = decision.found[0]
    try:
        if decision.near:
            around = extents.towards(places[found.n].point)
            rule = f"drawn as a {around.radius_km:g} km disc around {places[found.n].name}"
            return _cut(replace(around, rule=rule), decision, places[found.n], units)
        if gazetteer.pointless(found.n):
            if places[found.n].feature is Feature.WATER:
                return f"the gazetteer knows {places[found.n].name} by name, and has no line of it to draw"
            return _somewhere(places[found.n], units.home(found))
        drawn = _by_relation(decision, places, gazetteer)
    except BadValue as error:
        return error.problem
    return drawn if isinstance(drawn, str) else _cut(drawn, decision, places[found.n], units)


def _by_relation(decision: Decision, places: Mapping[int, Place], gazetteer: Gazetteer) -> Extent | str:
    toponym, found = decision.toponym, decision.found[0]
    place = places[found.n]
    if toponym.relation is Relation.BORDER:
        return along_border(decision, places, gazetteer)
    if toponym.relation is Relation.BETWEEN and toponym.other:
        return _between(decision, places, gazetteer)
    second = decision.second
    if toponym.relation is Relation.DIRECTION and second is not None and second.chosen and place.feature in _SPOTS:
        origin = places[second.found[0].n].point
        return extents.towards(place.point, place.population, origin=origin, code=place.code, name=place.name)
    if toponym.relation is Relation.ALONG and place.feature is not Feature.WATER:
        return _line_at(place)
    if place.feature in _SPOTS:
        return _AROUND_SPOT.get(toponym.relation, _at)(toponym, place)
    if toponym.relation is Relation.DISTANCE:
        return from_border(decision, places, gazetteer)
    return _unit(toponym, found, place, gazetteer)


def _at(toponym: Toponym, place: Place) -> Extent:
    if toponym.bearing and place.feature is Feature.SETTLEMENT:
        said = f"in the {toponym.bearing} of"
        return extents.outskirts(place.point, place.population, says=said, code=place.code)
    if place.feature is Feature.SITE:
        return extents.site(place.point, code=place.code)
    return extents.at(place.point, place.population, code=place.code)


def _near(_: Toponym, place: Place) -> Extent:
    return extents.near(place.point, place.population, code=place.code)


def _facility(_: Toponym, place: Place) -> Extent:
    return extents.facility(place.point, place.population, code=place.code)


def _outskirts(_: Toponym, place: Place) -> Extent:
    return extents.outskirts(place.point, place.population, code=place.code)


def _direction(toponym: Toponym, place: Place) -> Extent:
    if toponym.bearing:
        return extents.direction(place.point, toponym.bearing, place.population, code=place.code, name=place.name)
    return extents.towards(place.point, place.population, code=place.code, name=place.name, says="the direction of")


def _distance(toponym: Toponym, place: Place) -> Extent:
    km, bearing = toponym.distance_km, toponym.bearing
    if km is None:  # "dozens of kilometres from"
        return _direction(toponym, place)
    return extents.distance(
        place.point, km, bearing, place.population, span=toponym.span_km, code=place.code, name=place.name
    )


def _line_at(place: Place) -> str:
    return f"the text names a line at {place.name}, and the gazetteer has no such line"


_AROUND_SPOT: Final[Mapping[Relation, Callable[[Toponym, Place], Extent]]] = {
    Relation.NEAR: _near,
    Relation.FACILITY: _facility,
    Relation.OUTSKIRTS: _outskirts,
    Relation.BETWEEN: _near,
    Relation.DIRECTION: _direction,
    Relation.DISTANCE: _distance,
}


def _unit(toponym: Toponym, found: Found, place: Place, gazetteer: Gazetteer) -> Extent | str:
    """Draw what has a boundary: the whole of it, that side of it, or what lies near it."""
    units = gazetteer.remembered(Units)
    whole = units.drawn(found.n)
    if isinstance(whole, str):
        return whole
    if place.feature is Feature.DISTRICT and whole.precision is not Precision.DISTRICT:
        return whole  # what stands for it is larger than whatever side of it is meant
    if toponym.bearing and toponym.relation in (Relation.AT, Relation.DIRECTION) and place.feature is not Feature.WATER:
        part = extents.part(whole.geometry, toponym.bearing, place.feature, name=place.name)
        return replace(part, estimated=whole.estimated)
    if toponym.relation is Relation.AT or place.feature is Feature.WATER:
        return whole
    if toponym.relation in _NEAR or toponym.relation is Relation.DIRECTION:
        around = extents.around_area(whole.geometry, place.feature, name=place.name)
        return replace(around, estimated=whole.estimated)
    return _line_at(place)


def _between(decision: Decision, places: Mapping[int, Place], gazetteer: Gazetteer) -> Extent | str:
    second = decision.second
    if second is None or not second.chosen:
        why = (second.reason if second else None) or "nothing says which place of that name is meant"
        return f"the text names a stretch between two places, and {quote(decision.toponym.other)} is not placed: {why}"
    a, b = places[decision.found[0].n], places[second.found[0].n]
    if a.feature not in _SPOTS or b.feature not in _SPOTS:
        return along_border(decision, places, gazetteer)
    pointless = next((d.found[0] for d in (decision, second) if gazetteer.pointless(d.found[0].n)), None)
    if pointless is not None:
        return f"the gazetteer knows {places[pointless.n].name}, one end of the stretch, and not where it is"
    return extents.between(a.point, b.point, names=(a.name, b.name), populations=(a.population, b.population))


def _somewhere(place: Place, home: Extent | str) -> Extent | str:
    """Draw the unit around a place that is known by name, and not by its point."""
    if isinstance(home, str):
        return f"the gazetteer knows {place.name} and not where it is; {home}"
    rule = f"the gazetteer knows {place.name} there and not where it is, so all of it is drawn; {home.rule}"
    return replace(home, rule=rule)


def _cut(extent: Extent, decision: Decision, place: Place, units: Units) -> Extent | str:
    """Cut a shape to the smallest unit that the words name around the place: it never spills over that border."""
    n, names = decision.found[0].n, (*decision.toponym.within, *decision.within)
    if extent.geometry.geom_type == "Point":
        return extent
    around = units.around(n, names)
    if extent.shape is Shape.STRIP:  # a border that is named by the other side of it
        around = units.named(names)[:1] or around
    # What reaches away from its place may lie in the next oblast: then the larger unit is the one that counts.
    away = extent.shape in _AWAY
    for container in around:
        if away and not container.boundary.intersects(extent.geometry):
            continue
        anchor = place.point if place.feature in _SPOTS and not away else None
        cut = extents.clip(extent, container.boundary, name=container.place.name, anchor=anchor)
        if cut is extent or extent.shape not in _OFF_SHORE or (sea := units.sea(extent.geometry)) is None:
            return cut
        # "60 nautical miles south-west of Hodeidah": the sea is nobody else's.
        rule = f"{cut.rule}, and kept at sea"
        return replace(cut, geometry=extents.joined(cut.geometry, sea), spot=extent.spot, rule=rule)
    if away and around and (sea := units.sea(extent.geometry)) is None:
        return f"no part of it lies in {around[-1].place.name}, which is named beside it ({extent.rule})"
    return extent
