"""Which record one phrase means.

It asks the gazetteer which records a name may mean, and lets the words, the containers, a recorded coordinate and the
other places of the document decide between them, in that order. What nothing decides stays undecided. It works in row
numbers, so that a table of a million names is decided before any record is read; :mod:`.drawing` makes the answer.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from incidentmap.errors import quote
from incidentmap.gazetteer import Found, Gazetteer, tied
from incidentmap.gazetteer.ranking import CYRILLIC_WRITTEN, TOWN
from incidentmap.model import Feature, Match, Point, Relation, Toponym
from incidentmap.names import fold, split_generic
from incidentmap.phrases import names_nothing, parse, without_article, without_facility

#: So many candidates travel with an answer; the rest are counted in its reason.
CANDIDATES_KEPT: Final = 10
#: A coordinate that the source recorded decides between namesakes when one of them is this close to it.
RECORDED_REACH_KM: Final = 25.0
#: Records of one name closer than this are one answer: sources write some towns down twice.
ONE_SPOT_KM: Final = 5.0
#: The other places of a document decide for a namesake this close to some of them, …
CONTEXT_REACH_KM: Final = 75.0
#: … when every other namesake is so many times as far from them.
CONTEXT_MARGIN: Final = 3.0
#: Without a container a mistyped name is read only for a town, and the shorter the name the larger the town: letters of
#: the key, and people. Persons, organisations and villages that no table has are near to some name, too.
READ_AS_TOWN: Final = ((7, TOWN), (5, 500_000))
#: Without a container, a name met in a sister language must be a place that the tables know something of.
SISTER_PEOPLE: Final = 1_000
#: So many capital letters alone are an abbreviation.
ABBREVIATION: Final = 5

#: A foreign spelling of a region, this short, is as likely a case of some town's name.
_SHORT: Final = 3

NOT_DRAWN: Final = {
    Relation.BETWEEN: "the text names a stretch between two places",
    Relation.ALONG: "the text names a line, not a spot",
    Relation.DIRECTION: "the text names a direction, not a spot",
    Relation.DISTANCE: "the text names a distance from a place",
}


class Decision(NamedTuple):
    """What was decided about one phrase, in row numbers.

    Parameters
    ----------
    toponym : Toponym
    found : list of Found
        The candidates, the chosen one first when one is chosen.
    chosen : bool
    note : str
        Why this one, and what could not be checked: it follows the rule that made the shape.
    reason : str or None
        Why none is chosen.
    ties : int
        So many of the candidates nothing decides between; 0 when something else stands in the way.
    """

    toponym: Toponym
    found: list[Found]
    chosen: bool = False
    note: str = ""
    reason: str | None = None
    ties: int = 0


#: Told the candidates: those in question, the number of the one that is meant, if one is, and why.
Chooser = Callable[[Sequence[Found]], tuple[list[Found], int | None, str]]


def decide(
    name: str,
    gazetteer: Gazetteer,
    *,
    within: str | Sequence[str] = (),
    country: str | None = None,
    recorded: Point | None = None,
    context: Sequence[Point] = (),
) -> Decision:
    """Decide which record a phrase means. The parameters are those of :func:`incidentmap.geocode`."""
    toponym = parse(name)
    if within or toponym.within:
        given = [within] if isinstance(within, str) else list(within)
        more = (part.strip() for text in given for part in text.split(",") if part.strip())
        toponym = replace(toponym, within=tuple(dict.fromkeys((*toponym.within, *more))))
    if nothing := names_nothing(toponym.text, contained=bool(toponym.within or country)):
        return Decision(toponym, [], reason=nothing)
    if toponym.relation is not Relation.AT:
        whole = _known_as_written(name, toponym, gazetteer, country)
        if whole is not None:
            toponym = whole
        elif toponym.relation in NOT_DRAWN:
            reason = f"{NOT_DRAWN[toponym.relation]}, which this version does not draw yet"
            known = [c for c in toponym.within if gazetteer.knows_container(c)]
            return Decision(toponym, gazetteer.find(toponym.text, within=known, country=country), reason=reason)
    decision = _choose(toponym, gazetteer, recorded, context, [*toponym.within, *([country] if country else [])])
    if "?" in name and decision.chosen:
        return decision._replace(note=f"{decision.note}; the source writes it with a question mark")
    return decision


def _known_as_written(name: str, toponym: Toponym, gazetteer: Gazetteer, country: str | None) -> Toponym | None:
    """Tell a name that only looks like a phrase (West of …, Border) from a phrase: the gazetteer knows it whole."""
    if len(name) > 100:
        return None
    head = name.split(",")[0].strip()
    if not gazetteer.find(head, within=toponym.within, country=country, deep=False):
        return None
    return Toponym(head, name.find(head), name.find(head) + len(head), within=toponym.within)


def _choose(
    toponym: Toponym, gazetteer: Gazetteer, recorded: Point | None, context: Sequence[Point], containers: list[str]
) -> Decision:
    def between(found: Sequence[Found]) -> tuple[list[Found], int | None, str]:
        rivals = tied(found)
        best, why = (0, "") if len(rivals) == 1 else _between(rivals, gazetteer, recorded, context)
        return rivals, best, why

    return decide_toponym(toponym, gazetteer, between, containers=containers)


def decide_toponym(
    toponym: Toponym, gazetteer: Gazetteer, between: Chooser, *, containers: Sequence[str] = ()
) -> Decision:
    """Decide which record a name means that has been read already.

    Parameters
    ----------
    toponym : Toponym
        Only its name, its kind and its relation are looked at.
    gazetteer : Gazetteer
    between : callable
        Told the candidates, it returns those that are in question (the first of them is likeliest), the number of the
        one that is meant (``None`` when nothing decides), and why, as it stands in the note.
    containers : sequence of str, optional
        All must hold.
    """
    unchecked, unknown = _unknown_containers(containers, gazetteer)
    within = [c for c in containers if c not in unchecked]
    if unknown:
        elsewhere = gazetteer.find(toponym.text, feature=toponym.feature, deep=False)
        reason = f"the gazetteer knows no district, region or country called {quote(unknown[0])}"
        return Decision(toponym, elsewhere, reason=reason)
    found = _find(toponym, gazetteer, within)
    if not found and (settlement := without_facility(toponym.text)):
        toponym = _called_after(toponym, settlement)
        found = _find(toponym, gazetteer, within)
    if not found:
        return _not_found(toponym, gazetteer, within)
    rivals, best, why = between(found)
    order = rivals + [f for f in found if f not in rivals] if len(rivals) > 1 or rivals[0] != found[0] else found
    if best is None:
        return Decision(toponym, order, ties=len(rivals), reason=why or None)
    chosen = rivals[best]
    contained = bool(within)
    doubt = _doubt(toponym, chosen, unchecked, contained=contained) or _too_unlike(toponym, chosen, contained=contained)
    if doubt:
        return Decision(toponym, order, reason=doubt)
    order = [chosen, *(f for f in order if f is not chosen)]
    note = why + _note(unchecked, chosen.standing[0])
    return Decision(toponym, order, chosen=True, note=note)


def _find(toponym: Toponym, gazetteer: Gazetteer, within: Sequence[str]) -> list[Found]:
    """Look a name up; a facility by its own name only, since "X airport" mistyped is no other airport.

    A word in small letters is no name that someone misspelled or declined.
    """
    facility = without_facility(toponym.text) is not None
    deep = not facility and not toponym.text[:1].islower()
    name = without_article(toponym.text) if facility else toponym.text
    return gazetteer.find(name, within=within, feature=toponym.feature, deep=deep)


def _called_after(toponym: Toponym, settlement: str) -> Toponym:
    start = toponym.start + toponym.text.find(settlement)
    relation = Relation.FACILITY if toponym.relation is Relation.AT else toponym.relation
    return replace(toponym, text=settlement, start=start, end=start + len(settlement), relation=relation)


def _doubt(toponym: Toponym, found: Found, unchecked: Sequence[str], *, contained: bool) -> str | None:
    """Say why the likeliest record is not to be trusted, if it is not."""
    name, text = quote(toponym.text), toponym.text
    across = found.match is Match.TRANSLITERATED and found.country not in CYRILLIC_WRITTEN
    if across and any("\u0400" <= c <= "\u04ff" for c in text):
        return f"{name} is met only across alphabets, by a place where nobody writes Cyrillic"
    if found.feature is Feature.REGION and found.match is not Match.EXACT and len(fold(text)) <= _SHORT:
        return f"{name} is too short to tell a region by, in a spelling that is not its own"
    if found.outside:
        return f"the only record of {name} has a point outside the unit that its source says it is in"
    if unchecked and found.district >= 0 and found.population < TOWN:
        return f"the gazetteer does not know {quote(unchecked[0])}, and puts {name} in a district of another name"
    return None if contained else _doubt_alone(toponym, found)


def _doubt_alone(toponym: Toponym, found: Found) -> str | None:
    """Say why the likeliest record is not to be trusted where no container speaks for it."""
    name, text = quote(toponym.text), toponym.text
    settled = found.feature is Feature.SETTLEMENT
    if settled and found.match is not Match.EXACT and text.isupper() and len(text) <= ABBREVIATION:
        return f"{name} is rather an abbreviation than the place that some source writes so"
    if toponym.relation is Relation.FACILITY and found.population < TOWN:
        return f"the gazetteer knows no facility of that name, and {name} is too small to be sure of"
    if found.sister and found.population < SISTER_PEOPLE:
        return f"no place is called {name}; one is in a sister language, and it is too small to be sure of"
    return None


def _too_unlike(toponym: Toponym, found: Found, *, contained: bool) -> str | None:
    """Say why a mistyped name is not read as the place that is most like it, if it is not."""
    if found.match is not Match.FUZZY:
        return None
    name, letters = quote(toponym.text), len(fold(toponym.text))
    if contained:
        if found.edits > 1 and found.population < TOWN:
            return f"no place is called {name}, and the one most like it is two letters away: too far to be sure"
        return None
    clear = found.edits == 1 and found.own_name
    if clear and any(letters >= least and found.population >= people for least, people in READ_AS_TOWN):
        return None
    return f"no place is called {name}; one is called nearly so, and nothing says that it is meant"


def _unknown_containers(containers: Sequence[str], gazetteer: Gazetteer) -> tuple[list[str], list[str]]:
    """Tell the containers that cannot be checked, and those that must not be passed over.

    Not every district is in the gazetteer, so an unknown one is not held against a place, only noted. An unknown
    region or country is: a place must not be found where the text does not put it.
    """
    missing = [c for c in containers if not gazetteer.knows_container(c)]
    unchecked = [c for c in missing if split_generic(c)[1] is Feature.DISTRICT]
    return unchecked, [c for c in missing if c not in unchecked]


def _note(unchecked: Sequence[str], inside: int) -> str:
    notes = [f"the gazetteer does not know {quote(c)}, so that was not checked" for c in unchecked]
    if inside == 1:
        notes.append("the gazetteer does not say which district it lies in")
    return "".join(f"; {note}" for note in notes)


def _not_found(toponym: Toponym, gazetteer: Gazetteer, within: Sequence[str]) -> Decision:
    elsewhere = gazetteer.find(toponym.text, feature=toponym.feature) if within else []
    where = ", ".join(within)
    reason = f"the gazetteer knows no {toponym.feature or 'place'} called {quote(toponym.text)}"
    return Decision(toponym, elsewhere, reason=f"{reason} in {quote(where)}" if where else reason)


def _between(
    rivals: Sequence[Found], gazetteer: Gazetteer, recorded: Point | None, context: Sequence[Point]
) -> tuple[int | None, str]:
    """Decide between namesakes, and say how; ``None`` when nothing does.

    Records of one spot are one answer; a recorded coordinate lies by one; the other places of the document do.
    """
    spots = [gazetteer.spot(f.n) for f in rivals]
    if all(km_apart(spots[0], spot) <= ONE_SPOT_KM for spot in spots):
        return 0, f"; the largest of {len(rivals)} records of that name on one spot"
    if recorded is not None:
        near = [i for i, spot in enumerate(spots) if km_apart(recorded, spot) <= RECORDED_REACH_KM]
        if len(near) == 1:
            return near[0], f"; of {len(rivals)} namesakes, the one by the recorded coordinate"
    if context:
        far = [min(km_apart(spot, other) for other in context) for spot in spots]
        first, second, *_ = sorted(far)
        if first <= CONTEXT_REACH_KM and second > CONTEXT_MARGIN * max(first, ONE_SPOT_KM):
            told = f"; of {len(rivals)} namesakes, the one nearest to the other places told of ({first:.0f} km)"
            return far.index(first), told
    return None, ""


def km_apart(a: Point, b: Point) -> float:
    """Measure on a sphere: within half a per cent, enough to tell who is nearer."""
    north = math.radians(b.lat - a.lat) / 2
    east = math.radians(b.lon - a.lon) / 2
    h = math.sin(north) ** 2 + math.cos(math.radians(a.lat)) * math.cos(math.radians(b.lat)) * math.sin(east) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))
