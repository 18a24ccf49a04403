"""A decision and the records behind it → a :class:`~incidentmap.model.Location`, with its shape and its reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from incidentmap import extents
from incidentmap.errors import quote
from incidentmap.gazetteer import Found, Gazetteer
from incidentmap.locate.asking import decide
from incidentmap.locate.deciding import CANDIDATES_KEPT, Decision
from incidentmap.locate.shaping import shape
from incidentmap.model import Candidate, Feature, Location, Match, Place, Point, Precision, Relation, Shape, Toponym

if TYPE_CHECKING:
    from incidentmap.extents import Extent

NOT_PLACED: Final = "not placed"
_BOTH: Final = 2

#: How the name was met, where that is not by a spelling of the record's own.
_READ_AS: Final = {
    Match.INFLECTED: "{said} is read as a case of {name}",
    Match.FUZZY: "{said} is read as {name}: no place is called exactly so",
}


def geocode(
    name: str,
    gazetteer: Gazetteer,
    *,
    within: str | Sequence[str] = (),
    country: str | None = None,
    recorded: Point | None = None,
    context: Sequence[Point] = (),
) -> Location:
    """Find where a place phrase points to.

    Parameters
    ----------
    name : str
        A name or a phrase in English, Russian or Ukrainian: "Тёткино", "near the village of Terebreno",
        "Nekhoteevka, Belgorodsky District", "с. Козинка Грайворонского района", "the region of Belgorod".
    gazetteer : Gazetteer
    within : str or sequence of str, optional
        Named containers beside those in the phrase; several in one string are separated by commas. All must hold.
    country : str, optional
        ISO alpha-2 code or name.
    recorded : Point, optional
        The coordinate that the source gave: it decides between namesakes, and nothing else.
    context : sequence of Point, optional
        Other places of the same document or table: they decide between namesakes when one is far nearer to them.

    Returns
    -------
    Location
        Always: ``place`` is ``None``, and ``reason`` says why, when nothing decides.

    Examples
    --------
    >>> with Gazetteer.open() as gazetteer:
    ...     terebreno = geocode("near the village of Terebreno", gazetteer)
    ...     nekhoteevka = geocode("Nekhoteevka", gazetteer)
    >>> terebreno.place.id, str(terebreno.precision), terebreno.radius_km
    ('border:terebreno', 'near', 5.0)
    >>> nekhoteevka.place, len(nekhoteevka.candidates)
    (None, 2)
    """
    decision = decide(name, gazetteer, within=within, country=country, recorded=recorded, context=context)
    return draw(decision, gazetteer, gazetteer.describe(f.n for f in read(decision)))


def kept(decision: Decision) -> list[Found]:
    """Return the candidates that travel with an answer: all that tie, and at least :data:`CANDIDATES_KEPT`."""
    return decision.found[: max(CANDIDATES_KEPT, min(decision.ties, 2 * CANDIDATES_KEPT))]


def read(decision: Decision) -> list[Found]:
    """Return the rows whose records :func:`draw` needs: the candidates of every place that the phrase names."""
    return [f for each in decision.all for f in kept(each)]


def draw(decision: Decision, gazetteer: Gazetteer, places: Mapping[int, Place]) -> Location:
    """Make the answer to a decision.

    Parameters
    ----------
    places : mapping of int to Place
        The records of the rows of :func:`read`.
    """
    if decision.also:
        return _draw_list(decision, gazetteer, places)
    toponym = decision.toponym
    candidates = tuple(Candidate(places[f.n], f.match, f.score) for f in kept(decision))
    if not decision.chosen:
        reason = decision.reason or _tie_reason(toponym, candidates, decision.ties)
        return Location(
            toponym, None, candidates[:CANDIDATES_KEPT], Precision.UNLOCATED, None, None, NOT_PLACED, reason
        )
    first = candidates[0]
    extent = shape(decision, places, gazetteer)
    if isinstance(extent, str):
        return Location(toponym, first.place, candidates, Precision.UNLOCATED, None, None, NOT_PLACED, extent)
    second = decision.second
    ends = (first.place, places[second.found[0].n]) if second is not None and second.chosen else ()
    rule = extent.rule + _how_read(toponym, first) + decision.note
    return _drawn(toponym, first.place, candidates, extent, rule, ends)


def _drawn(
    toponym: Toponym,
    place: Place,
    candidates: tuple[Candidate, ...],
    extent: Extent,
    rule: str,
    places: tuple[Place, ...],
) -> Location:
    return Location(
        toponym,
        place,
        candidates,
        extent.precision,
        extent.radius_km,
        extent.geometry,
        rule,
        shape=extent.shape,
        spot=extent.spot,
        estimated=extent.estimated,
        places=places,
    )


def located(location: Location, extent: Extent, rule: str) -> Location:
    """Give a location its shape.

    Examples
    --------
    >>> nowhere = Location(Toponym("", 0, 0), None, (), Precision.UNLOCATED, None, None, "not placed", "no place")
    >>> spot = located(nowhere, extents.recorded(Point(36.5, 50.6)), "as recorded")
    >>> str(spot.precision), spot.rule, spot.reason
    ('exact', 'as recorded', None)
    """
    return replace(
        location,
        precision=extent.precision,
        radius_km=extent.radius_km,
        geometry=extent.geometry,
        rule=rule,
        reason=None,
        shape=extent.shape,
        spot=extent.spot,
        estimated=extent.estimated,
    )


def _draw_list(decision: Decision, gazetteer: Gazetteer, places: Mapping[int, Place]) -> Location:
    """Draw the places of a list as one answer: the text does not say in which of them it happened."""
    toponym = decision.toponym
    parts = [draw(each._replace(also=()), gazetteer, places) for each in (decision, *decision.also)]
    drawn = [p for p in parts if p.geometry is not None and p.place is not None]
    if not drawn:
        return parts[0]
    if len(drawn) == len(parts) == 1:
        return drawn[0]
    first = _together(toponym, drawn, all_known=len(drawn) == len(parts))
    missing = [f"{quote(p.toponym.text)} is not placed: {p.reason}" for p in parts if p.geometry is None]
    return replace(first, toponym=toponym, rule="; ".join((first.rule, *missing)))


def _together(toponym: Toponym, drawn: Sequence[Location], *, all_known: bool) -> Location:
    """Draw several places as one; where others of the list are unknown, it is no surer than "near" the known ones."""
    extent = extents.several([_as_extent(p) for p in drawn])
    if extent.geometry.geom_type == "Point":
        only = drawn[0].place.point if drawn[0].place is not None else Point(extent.geometry.x, extent.geometry.y)
        extent = replace(extent, geometry=extents.disc(only, extent.radius_km or 1.0), shape=Shape.DISC)
    if not all_known and extent.precision.rank < Precision.NEAR.rank:
        extent = replace(extent, precision=Precision.NEAR)
    chosen = tuple(dict.fromkeys(p.place for p in drawn if p.place is not None))
    candidates = tuple(dict.fromkeys(p.candidates[0] for p in drawn))
    names = ", ".join(place.name for place in chosen)
    count = "both" if len(drawn) == _BOTH else f"all {len(drawn)}"
    rule = f"{count} places that the text names are drawn, since it does not say in which: {names}"
    if not all_known:
        rule = f"of the places that the text names, only what the gazetteer knows is drawn: {names}"
    return _drawn(toponym, chosen[0], candidates, extent, rule, chosen)


def _as_extent(location: Location) -> Extent:
    return extents.Extent(
        location.geometry,
        location.precision,
        location.radius_km,
        location.rule,
        location.shape or Shape.POINT,
        location.spot,
        location.estimated,
    )


def _how_read(toponym: Toponym, candidate: Candidate) -> str:
    said = _READ_AS.get(candidate.match)
    how = f"; {said.format(said=quote(toponym.text), name=candidate.place.name)}" if said else ""
    return how + (f"; {candidate.place.note}" if candidate.place.note else "")


def _tie_reason(toponym: Toponym, candidates: Sequence[Candidate], count: int) -> str:
    homes = [c.place.admin2 or c.place.admin1 or c.place.country or "?" for c in candidates[:count]]
    more = f" and {count - 3} more" if count > 3 else ""
    where = f"({'; '.join(homes[:3])}{more})"
    match = candidates[0].match
    name = quote(toponym.text)
    if match is Match.FUZZY:
        return f"no place is called {name}; {count} are called nearly so {where}, and nothing says which is meant"
    if match is Match.INFLECTED:
        return f"{name} may be a case of the names of {count} places {where}, and nothing says which"
    return f"{count} places are called {name} {where} and nothing says which"


def precision_of(toponym: Toponym, place: Place) -> Precision:
    """Say how well a place is known without drawing it.

    Examples
    --------
    >>> with Gazetteer.open() as gazetteer:
    ...     terebreno = gazetteer.candidates("Terebreno")[0].place
    >>> str(precision_of(Toponym("Terebreno", 0, 9, Relation.NEAR), terebreno))
    'near'
    """
    if place.feature in _WHOLE:
        return _WHOLE[place.feature]
    return Precision.SETTLEMENT if toponym.relation is Relation.AT else Precision.NEAR


_WHOLE: Final = {
    Feature.DISTRICT: Precision.DISTRICT,
    Feature.REGION: Precision.REGION,
    Feature.COUNTRY: Precision.COUNTRY,
    Feature.AREA: Precision.AREA,
    Feature.WATER: Precision.AREA,
}


def candidate_record(candidate: Candidate) -> dict[str, Any]:
    """Write a candidate with the keys of the incident frame.

    Examples
    --------
    >>> with Gazetteer.open() as gazetteer:
    ...     list(candidate_record(gazetteer.candidates("Belgorod")[0]))
    ['id', 'name', 'admin1', 'admin2', 'lon', 'lat', 'match', 'score']
    """
    p = candidate.place
    return {
        "id": p.id, "name": p.name, "admin1": p.admin1, "admin2": p.admin2,
        "lon": p.point.lon, "lat": p.point.lat, "match": candidate.match.value, "score": candidate.score,
    }  # fmt: skip
