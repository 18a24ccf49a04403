"""Where one phrase points to.

It asks the gazetteer which records a name may mean, lets the words and the containers decide between them, and hands
the place to :mod:`incidentmap.extents` for its shape. What nothing decides stays undecided, with the candidates shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from incidentmap import extents
from incidentmap.errors import quote
from incidentmap.gazetteer import Gazetteer, tied
from incidentmap.model import Candidate, Feature, Location, Match, Place, Point, Precision, Relation, Toponym
from incidentmap.names import fold, split_generic
from incidentmap.phrases import names_nothing, parse

if TYPE_CHECKING:
    from incidentmap.extents import Extent

#: So many candidates travel with an answer; the rest are counted in its reason.
CANDIDATES_KEPT: Final = 10
#: A coordinate that the source recorded decides between namesakes when one of them is this close to it.
RECORDED_REACH_KM: Final = 25.0
#: Records of one name closer than this are one answer: sources write some towns down twice.
ONE_SPOT_KM: Final = 5.0

NOT_PLACED: Final = "not placed"

#: Where a name in Cyrillic may be met across alphabets: it is, or was, written there.
_CYRILLIC_COUNTRIES: Final = frozenset("AM AZ BA BG BY EE GE KG KZ LT LV MD ME MK MN RS RU TJ TM UA UZ XK".split())

#: A foreign spelling of a region, this short, is as likely a case of some town's name.
_SHORT: Final = 3

_LATER: Final = {
    Relation.BETWEEN: "the text names a stretch between two places",
    Relation.ALONG: "the text names a line, not a spot",
    Relation.DIRECTION: "the text names a direction, not a spot",
    Relation.DISTANCE: "the text names a distance from a place",
}


def geocode(
    name: str,
    gazetteer: Gazetteer,
    *,
    within: str | Sequence[str] = (),
    country: str | None = None,
    recorded: Point | None = None,
) -> Location:
    """Find where a place phrase points to.

    Parameters
    ----------
    name : str
        A name or a phrase in English, Russian or Ukrainian: "Тёткино", "near the village of Terebreno",
        "Nekhoteevka, Belgorodsky District", "the region of Belgorod".
    gazetteer : Gazetteer
    within : str or sequence of str, optional
        Named containers beside those in the phrase; several in one string are separated by commas. All must hold.
    country : str, optional
        ISO alpha-2 code or name.
    recorded : Point, optional
        The coordinate that the source gave: it decides between namesakes, and nothing else.

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
    toponym = parse(name)
    given = [within] if isinstance(within, str) else list(within)
    containers = (*toponym.within, *(part.strip() for text in given for part in text.split(",") if part.strip()))
    toponym = replace(toponym, within=tuple(dict.fromkeys(containers)))
    if nothing := names_nothing(toponym.text, contained=bool(toponym.within or country)):
        return _unlocated(toponym, (), nothing)
    whole = _known_as_written(name, toponym, gazetteer, country)
    if whole is not None:
        toponym = whole
    elif toponym.relation in _LATER:
        reason = f"{_LATER[toponym.relation]}, which this version does not draw yet"
        within = [c for c in toponym.within if gazetteer.knows_container(c)]
        named = gazetteer.candidates(toponym.text, within=within, country=country, limit=CANDIDATES_KEPT)
        return _unlocated(toponym, named, reason)
    location = _decide(toponym, gazetteer, recorded, [*toponym.within, *([country] if country else [])])
    if "?" in name and location.geometry is not None:
        return replace(location, rule=f"{location.rule}; the source writes it with a question mark")
    return location


def _known_as_written(name: str, toponym: Toponym, gazetteer: Gazetteer, country: str | None) -> Toponym | None:
    """Tell a name that only looks like a phrase (West of …, Border) from a phrase: the gazetteer knows it whole."""
    if toponym.relation is Relation.AT or len(name) > 100:
        return None
    head = name.split(",")[0].strip()
    if not gazetteer.candidates(head, within=toponym.within, country=country, limit=1):
        return None
    return Toponym(head, name.find(head), name.find(head) + len(head), within=toponym.within)


def _decide(toponym: Toponym, gazetteer: Gazetteer, recorded: Point | None, containers: list[str]) -> Location:
    unchecked, unknown = _unknown_containers(containers, gazetteer)
    within = [c for c in containers if c not in unchecked]
    if unknown:
        elsewhere = gazetteer.candidates(toponym.text, feature=toponym.feature, limit=CANDIDATES_KEPT)
        reason = f"the gazetteer knows no district, region or country called {quote(unknown[0])}"
        return _unlocated(toponym, elsewhere, reason)
    found = gazetteer.find(toponym.text, within=within, feature=toponym.feature)
    if not found:
        return _not_found(toponym, gazetteer, within)
    rivals = tied(found)
    order = rivals + [f for f in found if f not in rivals]
    candidates = gazetteer.resolve(order[: max(CANDIDATES_KEPT, len(rivals))])
    decision = (0, "") if len(rivals) == 1 else _between(candidates[: len(rivals)], recorded)
    if decision is None:
        return _unlocated(toponym, candidates[:CANDIDATES_KEPT], _tie_reason(toponym, candidates, len(rivals)))
    chosen, why = decision
    if chance := _chance(toponym, candidates[chosen]):
        return _unlocated(toponym, candidates[:CANDIDATES_KEPT], chance)
    ranked = (candidates[chosen], *candidates[:chosen], *candidates[chosen + 1 :])[:CANDIDATES_KEPT]
    return _drawn(toponym, ranked, gazetteer, why + _note(unchecked, rivals[0].standing[0]))


def _chance(toponym: Toponym, candidate: Candidate) -> str | None:
    """Say why a likeness may be chance: "Сум" is a case of Sumy, and a foreign name of Soum in Burkina Faso."""
    place, name = candidate.place, quote(toponym.text)
    across = candidate.match is Match.TRANSLITERATED and place.country not in _CYRILLIC_COUNTRIES
    if across and any("\u0400" <= c <= "\u04ff" for c in toponym.text):
        return f"{name} is met only across alphabets, by a place where nobody writes Cyrillic"
    if place.feature is Feature.REGION and candidate.match is not Match.EXACT and len(fold(toponym.text)) <= _SHORT:
        return f"{name} is too short to tell a region by, in a spelling that is not its own"
    return None


def _unknown_containers(containers: Sequence[str], gazetteer: Gazetteer) -> tuple[list[str], list[str]]:
    """Tell the containers that cannot be checked, and those that must not be passed over.

    Few districts are in the gazetteer, so an unknown one is not held against a place, only noted. An unknown region
    or country is: a place must not be found where the text does not put it.
    """
    missing = [c for c in containers if not gazetteer.knows_container(c)]
    unchecked = [c for c in missing if split_generic(c)[1] is Feature.DISTRICT]
    return unchecked, [c for c in missing if c not in unchecked]


def _note(unchecked: Sequence[str], inside: int) -> str:
    notes = [f"the gazetteer does not know {quote(c)}, so that was not checked" for c in unchecked]
    if inside == 1:
        notes.append("the gazetteer does not say which district it lies in")
    return "".join(f"; {note}" for note in notes)


def _not_found(toponym: Toponym, gazetteer: Gazetteer, within: Sequence[str]) -> Location:
    elsewhere = gazetteer.candidates(toponym.text, feature=toponym.feature, limit=CANDIDATES_KEPT)
    where = ", ".join(within)
    reason = f"the gazetteer knows no {toponym.feature or 'place'} called {quote(toponym.text)}"
    return _unlocated(toponym, elsewhere, f"{reason} in {quote(where)}" if where else reason)


def _tie_reason(toponym: Toponym, candidates: Sequence[Candidate], count: int) -> str:
    homes = [c.place.admin2 or c.place.admin1 or c.place.country or "?" for c in candidates[:count]]
    more = f" and {count - 3} more" if count > 3 else ""
    return f"{count} places are called {quote(toponym.text)} ({'; '.join(homes[:3])}{more}) and nothing says which"


def _between(rivals: Sequence[Candidate], recorded: Point | None) -> tuple[int, str] | None:
    """Decide between namesakes, and say how: records of one spot are one answer, a recorded coordinate lies by one."""
    from geopy.distance import geodesic

    spots = [(c.place.point.lat, c.place.point.lon) for c in rivals]
    if all(geodesic(spots[0], spot).km <= ONE_SPOT_KM for spot in spots):
        return 0, f"; the largest of {len(rivals)} records of that name on one spot"
    if recorded is None:
        return None
    near = [i for i, s in enumerate(spots) if geodesic((recorded.lat, recorded.lon), s).km <= RECORDED_REACH_KM]
    return (near[0], f"; of {len(rivals)} namesakes, the one by the recorded coordinate") if len(near) == 1 else None


def _drawn(toponym: Toponym, ranked: tuple[Candidate, ...], gazetteer: Gazetteer, note: str) -> Location:
    place = ranked[0].place
    extent = _extent(toponym, place, gazetteer)
    if isinstance(extent, str):
        return Location(toponym, place, ranked, Precision.UNLOCATED, None, None, NOT_PLACED, extent)
    return Location(toponym, place, ranked, extent.precision, extent.radius_km, extent.geometry, extent.rule + note)


def _extent(toponym: Toponym, place: Place, gazetteer: Gazetteer) -> Extent | str:
    """Draw the place as the words say, or say why it cannot be drawn."""
    if place.feature is Feature.SETTLEMENT:
        if toponym.relation is Relation.NEAR:
            return extents.near(place.point, place.population)
        return extents.at(place.point, place.population)
    if toponym.relation is Relation.NEAR:
        return f"the text says near a {place.feature}, which this version does not draw yet"
    boundary = gazetteer.boundary(place.id)
    if boundary is None:
        return f"the gazetteer has no boundary of {place.name}"
    return extents.area(boundary, place.feature)


def _unlocated(toponym: Toponym, candidates: tuple[Candidate, ...], reason: str) -> Location:
    return Location(toponym, None, candidates, Precision.UNLOCATED, None, None, NOT_PLACED, reason)


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
