"""What a source recorded beside its words, its coordinate and its own code of precision, held against the answer.

The vaguer of the words and the code is drawn: a dot that the source itself calls a whole oblast is drawn as the oblast.
The coordinate stays what it is, evidence: it is drawn only where the words name a spot that nobody knows, or none.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from incidentmap import crosswalk, extents
from incidentmap.gazetteer import OF_COUNTRY, Gazetteer
from incidentmap.locate.drawing import NOT_PLACED, located
from incidentmap.locate.units import Units
from incidentmap.model import Feature, Location, Point, Precision, Shape
from incidentmap.phrases import names_nothing, names_settlement

if TYPE_CHECKING:
    from incidentmap.extents import Extent
    from incidentmap.locate.many import Phrase

#: A coordinate this far from the place that the words name is told beside it: it may belong to a namesake.
CONTRADICTION_KM: Final = 25.0

#: Shapes that are areas and lines by themselves, however small.
_LOOSE: Final = (Shape.CORRIDOR, Shape.STRIP, Shape.PART, Shape.SEVERAL, Shape.RING, Shape.SECTOR, Shape.WEDGE)
_LEVELS: Final = {
    Precision.DISTRICT: Feature.DISTRICT,
    Precision.REGION: Feature.REGION,
    Precision.COUNTRY: Feature.COUNTRY,
}


def beside_recorded(phrase: Phrase, answer: Location, gazetteer: Gazetteer) -> Location:
    """Hold an answer against what the source recorded, if it recorded anything."""
    recorded = phrase.recorded
    said = _said(phrase)
    if said is Precision.UNLOCATED:  # the code says that the source does not know: the words are all there is
        said = None
    if said is not None and said.rank >= Precision.DISTRICT.rank:
        answer = _as_vague(phrase, answer, said, gazetteer)
    if recorded is None:
        return answer
    if answer.geometry is not None:
        if said is Precision.NEAR and answer.precision.rank < Precision.NEAR.rank and answer.place is not None:
            return _widened(phrase, answer, recorded, gazetteer)
        return replace(answer, rule=answer.rule + _contradiction(answer, recorded))
    if said is not None and said.rank >= Precision.DISTRICT.rank:
        return answer
    if not phrase.place.strip() or names_nothing(phrase.place):
        return _standing_in(answer, extents.recorded(recorded) if said is None else _around(recorded, said, phrase))
    if said is not None or (answer.place is None and names_settlement(phrase.place)):
        extent = _around(recorded, said, phrase)
        return _standing_in(answer, replace(extent, rule=f"{extent.rule}; {answer.reason}"))
    reason = (
        f"{answer.reason}; the coordinate that the source gives is kept and not drawn, since its words name no spot"
    )
    return replace(answer, reason=reason)


def _as_vague(phrase: Phrase, answer: Location, said: Precision, gazetteer: Gazetteer) -> Location:
    """Draw no less than what the source's own code calls the place: a district, a region, a country or an area."""
    if answer.precision.rank >= said.rank and answer.geometry is not None:
        return answer
    if (feature := _LEVELS.get(said)) is None:
        if answer.shape in _LOOSE or answer.precision is Precision.REGION:
            return answer
        reason = f"the source's own code ({_code(phrase)}) says that an area is meant, and its words name none"
        return _unplaced(answer, reason)
    units = gazetteer.remembered(Units)
    n = _unit(phrase, answer, feature, gazetteer)
    drawn = units.drawn(n) if n is not None else f"nothing says which {feature} is meant"
    if isinstance(drawn, str):
        return _unplaced(
            answer, f"the source's own code ({_code(phrase)}) says that a whole {feature} is meant; {drawn}"
        )
    rule = f"the whole {feature}, because the source's own code says no more ({_code(phrase)})"
    estimate = f"; {drawn.rule}" if drawn.estimated else ""
    return located(replace(answer, place=units.place(n or 0), candidates=(), places=()), drawn, rule + estimate)


def _widened(phrase: Phrase, answer: Location, recorded: Point, gazetteer: Gazetteer) -> Location:
    """Draw a named place as far around as the source's own code says, in the unit that the row names."""
    place = answer.place
    row = gazetteer.row(place.id) if place is not None else None
    if place is None or row is None:
        return answer
    around = extents.recorded(place.point, Precision.NEAR)
    rule = f"drawn as a {around.radius_km:g} km disc around it, because the source's own code says so ({_code(phrase)})"
    extent = replace(around, rule=rule)
    names = [part.strip() for part in phrase.within.split(",") if part.strip()]
    names += [OF_COUNTRY + phrase.country] if phrase.country else []
    for container in gazetteer.remembered(Units).around(row, names)[:1]:
        extent = extents.clip(extent, container.boundary, name=container.place.name, anchor=place.point)
    return located(answer, extent, extent.rule + _contradiction(answer, recorded))


def _unit(phrase: Phrase, answer: Location, feature: Feature, gazetteer: Gazetteer) -> int | None:
    """Find the unit that is meant: the one that the row names, else that of the place, else that of the coordinate."""
    units = gazetteer.remembered(Units)
    if (
        answer.place is not None
        and answer.place.feature is feature
        and (own := gazetteer.row(answer.place.id)) is not None
    ):
        return own
    names = [part.strip() for part in phrase.within.split(",") if part.strip()]
    names += [OF_COUNTRY + phrase.country] if phrase.country else []
    for name in names:
        named = [n for n in gazetteer.container_units(name) if units.place(n).feature is feature]
        if len(named) == 1:
            return named[0]
    if answer.place is not None and (row := gazetteer.row(answer.place.id)) is not None:
        around = gazetteer.homes(row).get(feature, -1)
        if around >= 0:
            return around
    if phrase.recorded is not None:
        for place in gazetteer.containing(phrase.recorded.lon, phrase.recorded.lat):
            if place.feature is feature:
                return gazetteer.row(place.id)
    return None


def _unplaced(answer: Location, reason: str) -> Location:
    return replace(
        answer,
        precision=Precision.UNLOCATED,
        radius_km=None,
        geometry=None,
        rule=NOT_PLACED,
        reason=reason,
        shape=None,
        spot=None,
        estimated=False,
    )


def _around(recorded: Point, said: Precision | None, phrase: Phrase) -> Extent:
    return extents.around_recorded(recorded, said, says=_code(phrase))


def _said(phrase: Phrase) -> Precision | None:
    return crosswalk.ladder(phrase.precision) if phrase.precision else None


def _code(phrase: Phrase) -> str:
    return crosswalk.explain(phrase.precision) if phrase.precision else ""


def _contradiction(answer: Location, recorded: Point) -> str:
    """Say how far the source's own coordinate lies from where its words point, when it is not there."""
    import shapely
    from geopy.distance import geodesic

    shape, spot = answer.geometry, shapely.Point(recorded.lon, recorded.lat)
    if shape is None or answer.place is None or shape.intersects(spot):
        return ""
    if answer.radius_km is None or answer.places:
        return "; the coordinate that the source gives lies outside it"
    km = geodesic((recorded.lat, recorded.lon), (answer.place.point.lat, answer.place.point.lon)).km
    return f"; the coordinate that the source gives lies {km:,.0f} km away" if km > CONTRADICTION_KM else ""


def _standing_in(answer: Location, extent: Extent) -> Location:
    return located(answer, extent, extent.rule)
