"""Which records the names of one document mean, each in the light of all the others.

A name has one sense in a document. What the text says in so many words ("London, Ontario") decides first; then every
name's candidates are weighed by how well known they are and by what else the document names: its countries, its
first-order units, and how near its other places lie. The weights are plain sums, and the note of every decision says
which of them decided.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from incidentmap.errors import quote
from incidentmap.gazetteer import Found, Gazetteer, tied
from incidentmap.gazetteer.ranking import TOWN
from incidentmap.locate.asking import own_area, paired
from incidentmap.locate.deciding import Chooser, Decision, decide_toponym, km_apart
from incidentmap.locate.document_context import Context
from incidentmap.locate.document_missing import (
    across_alphabets,
    begins_otherwise,
    city_around,
    city_named,
    doubt_far,
    elsewhere,
    mistyped,
    seat_of,
    unit_around,
)
from incidentmap.locate.document_weights import CYRILLIC, LARGE, UNRECORDED, VAGUE, WIDE, reference_points, usual_sense
from incidentmap.model import Feature, Match, Point, Relation, Toponym
from incidentmap.names import split_generic
from incidentmap.phrases import names_nothing

#: Rounds in which the names inform each other.
ROUNDS: Final = 3
#: So many candidates of a name are weighed.
WEIGHED: Final = 60
#: Points by which one candidate must lead another of about its size that lies elsewhere.
LEAD: Final = 0.15
#: Points from the document that differ by less than this tell nothing apart.
ALIKE: Final = 0.1
ELSEWHERE_KM: Final = 30.0
#: What a direction's name counts for more by the size of its place.
AXIS: Final = 2.0
#: A place of fewer points that nothing in the document speaks for is doubted when the document is about elsewhere.
LEAST: Final = 3.9
#: Points from the document that lift a doubt.
SPOKEN_FOR: Final = 0.5
_UNITS: Final = (Feature.COUNTRY, Feature.REGION)
_HROMADA: Final = re.compile(r" громад[аиіу]?\w{0,2}$")


class Named(NamedTuple):
    """A mention's name.

    ``demonym`` says that it is an adjective of the country or unit it is looked up by; ``holds``, that it only says
    where another place lies: "Lebanon" of "Nabatieh in southern Lebanon" is Lebanon.
    """

    toponym: Toponym
    demonym: bool = False
    holds: bool = False


class _Question(NamedTuple):
    """What tells one look-up of a document from another."""

    text: str
    feature: Feature | None
    within: tuple[str, ...]
    demonym: bool
    axis: bool = False


def resolve_document(mentions: Sequence[Named], gazetteer: Gazetteer) -> list[Decision]:
    """Decide which record each mention of a document means.

    Parameters
    ----------
    mentions : sequence of Named
        All names of the document, in the order of the text.
    gazetteer : Gazetteer

    Returns
    -------
    list of Decision
        One for each mention. ``note`` says what decided; an undecided one has its ``reason``.

    Examples
    --------
    >>> names = ["Ontario", "London", "Toronto"]
    >>> with Gazetteer.open() as gazetteer:
    ...     decisions = resolve_document([Named(Toponym(name, 0, len(name))) for name in names], gazetteer)
    ...     gazetteer.describe([decisions[1].found[0].n])[decisions[1].found[0].n].admin1, decisions[1].note
    ('Ontario', '; other places of the document lie in its country, the document names the unit that it lies in')
    """
    asked = _questions(mentions, gazetteer)
    candidates = {q: _candidates(q, gazetteer) for q in dict.fromkeys(asked)}
    containers = _containers(list(candidates), gazetteer)
    axes = {q.text for q in candidates if q.axis}
    context = Context(gazetteer, [(q.text, found) for q, found in candidates.items()], containers, axes)
    picks = {q: max(found, key=lambda f: context.prior(q.text, f), default=None) for q, found in candidates.items()}
    scores: dict[_Question, list[tuple[float, float, str]]] = {}
    for _ in range(ROUNDS):
        context.hear([(q.text, pick, q.demonym) for q, pick in picks.items()])
        scores = {q: [_weighed(q, f, context) for f in found] for q, found in candidates.items()}
        said = {q: found[_best(scores[q])] if found else None for q, found in candidates.items()}
        if said == picks:
            break
        picks = said
    made = {q: _decide(q, found, scores[q], context, gazetteer) for q, found in candidates.items()}
    own = [paired(_own(made[q], m.toponym), gazetteer) for m, q in zip(mentions, asked, strict=True)]
    return [d if m.holds or m.demonym else own_area(d, gazetteer) for m, d in zip(mentions, own, strict=True)]


def _weighed(q: _Question, found: Found, context: Context) -> tuple[float, float, str]:
    """Weigh a candidate; directions and fronts are called after towns, not after the village that is nearest."""
    points, spoken, why = context.weigh(q.text, found)
    return points + (AXIS * (points - spoken) if q.axis else 0.0), spoken, why


def _best(scores: Sequence[tuple[float, float, str]]) -> int:
    return max(range(len(scores)), key=lambda i: scores[i][0])


def _own(decision: Decision, mention: Toponym) -> Decision:
    """Give a decision the mention's own span and relation; what was looked up instead of the name stays."""
    decided = decision.toponym
    if decided.text.casefold() == mention.text.casefold():
        stands = decided.relation is not Relation.AT and mention.relation is Relation.AT
        return decision._replace(toponym=replace(mention, relation=decided.relation) if stands else mention)
    return decision


def _questions(mentions: Sequence[Named], gazetteer: Gazetteer) -> list[_Question]:
    """Give each mention the containers, and the kind, that the document gives its name anywhere."""
    told: dict[str, tuple[str, ...]] = {}
    kinds: dict[str, Feature] = {}
    spelled: dict[str, str] = {}
    for m in mentions:
        key = m.toponym.text.casefold()
        spelled.setdefault(key, m.toponym.text)
        if m.demonym:
            continue
        if m.toponym.within:
            told.setdefault(key, _known_containers(m.toponym, gazetteer))
        if m.toponym.feature is Feature.SETTLEMENT:
            kinds.setdefault(key, Feature.SETTLEMENT)
    asked = []
    for m in mentions:
        t, key = m.toponym, m.toponym.text.casefold()
        within = _known_containers(t, gazetteer) or told.get(key, ())
        if t.feature is Feature.DISTRICT and t.within:
            within = t.within[:1] + tuple(c for c in within if c != t.within[0])  # it may be a city's
        line = t.relation is Relation.ALONG and not m.demonym and _is_water(t.text, gazetteer)
        feature = t.feature or (Feature.WATER if line else kinds.get(key))
        axis = t.relation is Relation.DIRECTION
        asked.append(_Question(spelled[key], feature, () if m.demonym else within, m.demonym, axis))
    return asked


def _is_water(text: str, gazetteer: Gazetteer) -> bool:
    """Tell whether what something lies along may be a river: "along the Dnipro"."""
    found = gazetteer.find(text, feature=Feature.WATER, deep=bool(CYRILLIC.search(text)))
    return any(f.feature is Feature.WATER and f.match is not Match.FUZZY for f in found)


def _known_containers(toponym: Toponym, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the containers that the gazetteer knows; a hromada it knows at most as a district of old."""
    return tuple(c for c in toponym.within if not _HROMADA.search(c) and gazetteer.knows_container(c))


def _candidates(q: _Question, gazetteer: Gazetteer) -> list[Found]:
    if q.demonym:
        found = gazetteer.find(q.text, deep=False)
        return [f for f in found if f.feature in _UNITS and (f.feature is Feature.COUNTRY or f.own_name)][:2]
    # In Cyrillic a name mostly stands in a case; slips of the pen are for later, when nothing else is there.
    found = gazetteer.find(q.text, within=q.within, feature=q.feature, deep=bool(CYRILLIC.search(q.text)))
    found = [f for f in found if f.match is not Match.FUZZY and not f.sister]
    if q.text.endswith(" громада"):  # an old district is no hromada
        found = [f for f in found if f.match is not Match.TRANSLITERATED]
    if q.text in LARGE:
        wide = _UNITS if q.text in UNRECORDED and q.feature is None else WIDE
        return [f for f in found if f.feature in wide and f.match is not Match.TRANSLITERATED]
    said = q.feature or split_generic(q.text)[1]
    if said is Feature.REGION and any(f.feature is said for f in found):
        found = [f for f in found if f.feature is said]
    return _without_own_units(q, found, gazetteer)[:WEIGHED]


def _without_own_units(q: _Question, found: list[Found], gazetteer: Gazetteer) -> list[Found]:
    """Leave out the unit that a town is the seat of: Kharkiv alone is the city, but for names whose use is another."""
    if q.feature is not None or usual_sense(q.text) is not None:
        return found
    towns = (f for f in found if f.feature is Feature.SETTLEMENT and f.population >= TOWN and f.own_name)
    seats = {gazetteer.units(f.n)[1] for f in towns}
    return [f for f in found if f.feature is not Feature.REGION or f.n not in seats]


def _containers(questions: Sequence[_Question], gazetteer: Gazetteer) -> list[Found]:
    """Return the units that the text names as containers, as far as they are plain."""
    named = dict.fromkeys(c for q in questions for c in q.within)
    found = []
    for container in named:
        known = gazetteer.find(container, deep=False)
        if known and known[0].feature is Feature.SETTLEMENT and split_generic(container)[1] is None:
            continue  # a street in Paris does not say which Paris
        units = [f for f in known if f.feature in _UNITS]
        if len(units) == 1 or (units and units[0].feature is Feature.REGION):
            found.append(units[0])
    return found


def _decide(
    q: _Question, found: list[Found], scores: list[tuple[float, float, str]], context: Context, gazetteer: Gazetteer
) -> Decision:
    toponym = Toponym(q.text, 0, len(q.text), feature=q.feature, within=q.within)
    weight = {f.n: s for f, s in zip(found, scores, strict=True)}

    def between(known: Sequence[Found]) -> tuple[list[Found], int | None, str]:
        weighed = [f for f in known if f.n in weight]
        if not weighed:
            weighed = list(known)
            weight.update((f.n, context.weigh(q.text, f)) for f in known)
        ranked = sorted(weighed, key=lambda f: -weight[f.n][0])
        best, spoken, why = weight[ranked[0].n]
        # The document tells these apart no better than their sizes do.
        equal = [f for f in weighed if f is ranked[0] or _alike(weight[f.n], weight[ranked[0].n])]
        rivals = tied(equal)
        if len(rivals) > 1 and ranked[0] in rivals and _apart(rivals, context):
            return rivals, None, ""
        small = best - spoken < LEAST and ranked[0].feature not in VAGUE
        if small and spoken < SPOKEN_FOR and context.is_set and not q.within:
            return ranked, None, f"{quote(q.text)} would be a small place that nothing else in the document speaks for"
        return ranked, 0, why

    if not found:
        return _missing(q, toponym, context, gazetteer, between)
    decision = decide_toponym(toponym, gazetteer, between, containers=q.within)
    return doubt_far(across_alphabets(decision, context, gazetteer), context)


def _alike(a: tuple[float, float, str], b: tuple[float, float, str]) -> bool:
    return abs(a[0] - b[0]) < LEAD or abs(a[1] - b[1]) < ALIKE


def _apart(found: Sequence[Found], context: Context) -> bool:
    spots = [context.spot(f) for f in found]
    return any(km_apart(spots[0], spot) > ELSEWHERE_KM for spot in spots)


def _missing(q: _Question, toponym: Toponym, context: Context, gazetteer: Gazetteer, between: Chooser) -> Decision:
    """Answer for a name that the gazetteer lacks, or lacks where the text puts it."""
    if q.text in LARGE:
        reason = f"{quote(q.text)} is a part of the world that the gazetteer has no record of"
        return Decision(toponym, [], reason=reason)

    def weigh(found: Found) -> float:
        return context.weigh(q.text, found)[0]

    if (city := city_around(toponym, gazetteer, weigh)) is not None:
        return city
    if q.within and (units := _as_unit(q, gazetteer)):
        return Decision(toponym, units, chosen=True, note="; named beside another unit, not inside it")
    if nothing := names_nothing(q.text, contained=bool(q.within)):
        return Decision(toponym, [], reason=nothing)
    if toponym.text.endswith(" громада") and (seat := seat_of(toponym, gazetteer, context, weigh)) is not None:
        return seat
    decision = decide_toponym(toponym, gazetteer, between, containers=q.within)
    exact = decision.chosen and decision.found[0].match is not Match.FUZZY
    if not exact and (city := city_named(toponym, gazetteer, context)) is not None:
        return city
    if decision.chosen and not begins_otherwise(decision, gazetteer):
        return doubt_far(decision, context)
    if (seat := seat_of(toponym, gazetteer, context, weigh)) is not None:
        return seat
    if q.within and (known := elsewhere(toponym, gazetteer, context, weigh)) is not None:
        return known
    if (around := unit_around(toponym, gazetteer, context)) is not None:
        return around
    if decision.chosen:
        reason = f"no place is called {quote(q.text)}, and the one most like it begins otherwise"
        decision = decision._replace(chosen=False, note="", reason=reason)
    return mistyped(across_alphabets(decision, context, gazetteer), context, weigh)


def _as_unit(q: _Question, gazetteer: Gazetteer) -> list[Found]:
    """Take "Saskatchewan, Alberta" for a list: a unit that does not lie in what follows it."""
    found = gazetteer.find(q.text, deep=False)
    return [f for f in found if f.feature in _UNITS and f.own_name][:1]


def reference_point(found: Found, gazetteer: Gazetteer) -> Point:
    """Return the point by which a record is told on a list: a country's reference point, else the record's own.

    The label point of a country is as far inside its polygon as can be, and no list of countries has it: for Canada,
    China or Russia it lies hundreds of kilometres from the one in use.

    Examples
    --------
    >>> with Gazetteer.open() as gazetteer:
    ...     reference_point(gazetteer.find("Turkey")[0], gazetteer)
    Point(lon=35.0, lat=39.0)
    """
    if found.feature is Feature.COUNTRY and found.country in reference_points():
        return reference_points()[found.country]
    return gazetteer.spot(found.n)
