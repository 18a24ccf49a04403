"""One phrase of a table → what was decided about every place that it names.

The phrase is read, its containers are put together with those of the row, and each of its places is decided: the one it
is about, the other end of a stretch, the others of a list. They speak for each other where one has namesakes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from incidentmap.errors import quote
from incidentmap.gazetteer import OF_COUNTRY, Found, Gazetteer, tied
from incidentmap.gazetteer.ranking import TOWN
from incidentmap.locate.choosing import Clues, between
from incidentmap.locate.deciding import Decision, decide_toponym, km_apart
from incidentmap.locate.standing import standing_in
from incidentmap.model import Feature, Point, Relation, Toponym
from incidentmap.names import split_generic
from incidentmap.phrases import names_nothing, parse

#: Relations between two places.
PAIRED: Final = (Relation.BETWEEN, Relation.BORDER, Relation.DIRECTION)
#: Relations to a unit that need not hold what happened by it.
_ACROSS: Final = (Relation.BORDER, Relation.DISTANCE, Relation.BETWEEN)
#: The far end of a road may lie in another oblast, no farther than this from the other end.
_FAR_END_KM: Final = 250.0
_UNITS: Final = (Feature.DISTRICT, Feature.REGION, Feature.COUNTRY)
#: What may stand before the name of an area.
_BEFORE_AREA: Final = re.compile(r"^\W*(?:(?:in|within|from|at|of|в|во|у)\s+)?(?:the\s+)?", re.IGNORECASE)
#: The words of areas that are called by their side: "Southern Ukraine".
_SIDES: Final = {
    "north": "Northern", "northeast": "Northeastern", "east": "Eastern", "southeast": "Southeastern",
    "south": "Southern", "southwest": "Southwestern", "west": "Western", "northwest": "Northwestern",
}  # fmt: skip
#: "Not in Kharkiv", "far from Kharkiv".
_ELSEWHERE: Final = re.compile(
    r"\W*(?:not\s+(?!far\b|near\b)(?=in\b|at\b)|no\s+\w+\s+in\b|far\s+from\b|не\s+(?=[вуо]\b)|далеко\s+(?:от|від)\b)",
    re.IGNORECASE,
)
#: Two names and a spaced dash, and no word of a road or a direction.
_SPACED_PAIR: Final = re.compile(r"\s*[A-Z][\w'’ ]*\s[-–—]\s[A-Z][\w'’]*\s*")
#: No place is called "near X".
_NEVER_NAMES: Final = (Relation.NEAR, Relation.OUTSKIRTS, Relation.DISTANCE, Relation.FACILITY)
#: Longer texts are no name that only looks like a phrase.
_LONGEST_NAME: Final = 100


def decide(
    name: str,
    gazetteer: Gazetteer,
    *,
    within: str | Sequence[str] = (),
    country: str | None = None,
    recorded: Point | None = None,
    context: Sequence[Point] = (),
) -> Decision:
    """Decide which records a phrase means. The parameters are those of :func:`incidentmap.geocode`."""
    texts = [within] if isinstance(within, str) else within
    given = tuple(part.strip() for text in texts for part in text.split(",") if part.strip()) if within else ()
    country = country and OF_COUNTRY + country
    if len(name) <= _LONGEST_NAME and _ELSEWHERE.match(name):
        return Decision(parse(name), [], reason=f"the words say where it was not: {quote(name.strip())}")
    toponym, country = _read(name, gazetteer, given, country)
    if nothing := names_nothing(toponym.text, contained=bool(toponym.within or country)):
        area = _area(toponym.text or name, gazetteer)
        return Decision(toponym, area, chosen=bool(area), reason=None if area else nothing)
    clues = Clues(recorded, context=context)
    decision = _decide_all(toponym, gazetteer, given, country, clues)
    # A district that villages are put in by its bare name is drawn as itself only where its name says so.
    bare = [c for c in toponym.within if c not in given and split_generic(c)[1] is None]
    if bare and not toponym.also and (not decision.chosen or decision.found[0].feature is Feature.DISTRICT):
        decision = _by_settlements(toponym, gazetteer, given, country, clues) or decision
    if "?" in name and decision.chosen:
        return decision._replace(note=f"{decision.note}; the source writes it with a question mark")
    return decision


def _read(name: str, gazetteer: Gazetteer, given: tuple[str, ...], country: str | None) -> tuple[Toponym, str | None]:
    """Read a phrase beside the containers of its row; return with it the country that is still to hold."""
    if not name.strip() and given:
        # A row that names no more than its oblast: the oblast is what it knows.
        known = next((i for i, c in enumerate(given) if gazetteer.knows_container(c)), 0)
        return Toponym(given[known], 0, 0, within=given[known + 1 :]), country
    toponym = _contained(parse(name), given)
    if toponym.relation is Relation.BETWEEN and _SPACED_PAIR.fullmatch(name):
        # "Kharkiv - Saltivskyi": a city and a part of it.
        toponym = replace(toponym, relation=Relation.AT, other=None)
    said = toponym.relation is not Relation.AT or toponym.bearing or toponym.other or toponym.also
    if said and toponym.relation not in _NEVER_NAMES:
        toponym = _known_as_written(name, toponym, gazetteer, country) or toponym
    if toponym.text.strip() or not toponym.bearing or not (toponym.within or country):
        return toponym, country
    # "In the east", of the oblast or the country that the row names.
    whole, *around = (*toponym.within, *([country] if country else []))
    rows = [*gazetteer.container_units(whole)]
    if whole.startswith(OF_COUNTRY) and len(rows) == 1:
        whole = gazetteer.describe(rows, spellings=False)[rows[0]].name
    return replace(toponym, text=whole, within=tuple(around)), None


def _contained(toponym: Toponym, given: tuple[str, ...]) -> Toponym:
    """Add the containers of the row to those of the phrase, and of each place of a list."""
    if not given:
        return toponym
    within = tuple(dict.fromkeys((*toponym.within, *given)))
    also = tuple(replace(t, within=tuple(dict.fromkeys((*t.within, *given)))) for t in toponym.also)
    return replace(toponym, within=within, also=also)


def _known_as_written(name: str, toponym: Toponym, gazetteer: Gazetteer, country: str | None) -> Toponym | None:
    """Tell a name that only looks like a phrase (West of …, Border) from a phrase: the gazetteer knows it whole."""
    if len(name) > _LONGEST_NAME:
        return None
    # "Trinidad and Tobago" is no list; "Bakhmut, Toretsk and Avdiivka" does not begin with a name that is the whole.
    head = name.strip() if toponym.also else name.split(",")[0].strip()
    if not gazetteer.find(head, within=toponym.within, country=country, deep=False):
        return None
    return Toponym(head, name.find(head), name.find(head) + len(head), within=toponym.within)


def _area(name: str, gazetteer: Gazetteer) -> list[Found]:
    """Find the area that words mean which would be no name of anything else: "the anti-terrorist operation zone"."""
    if len(name) > _LONGEST_NAME:
        return []
    name = _BEFORE_AREA.sub("", name.replace('"', "")).strip(" .?!'")
    return [f for f in gazetteer.find(name, deep=False) if f.feature is Feature.AREA][:1]


def _decide_all(
    toponym: Toponym, gazetteer: Gazetteer, given: tuple[str, ...], country: str | None, clues: Clues
) -> Decision:
    """Decide every place of a phrase, first by itself, then in the light of the others."""
    asked = [toponym, *((second_of(toponym),) if toponym.other else ()), *toponym.also]
    beside = _sure(toponym.beside, gazetteer, given, country)
    made = [_decide_one(t, gazetteer, country, clues._replace(beside=beside)) for t in asked]
    sure = [gazetteer.spot(d.found[0].n) for d in made if d.chosen and d.found[0].feature is Feature.SETTLEMENT]
    if sure:
        clues = clues._replace(beside=(*beside, *sure))
        again = [
            d.ties > 0 or (not d.chosen and t.relation is Relation.BETWEEN) for t, d in zip(asked, made, strict=True)
        ]
        made = [
            _decide_one(t, gazetteer, country, clues) if a else d for t, d, a in zip(asked, made, again, strict=True)
        ]
    first, *rest = made
    first = own_area(first, gazetteer)
    if not first.found and toponym.beside and not toponym.also:
        first = _beside(first, gazetteer, given, country) or first
    second = rest.pop(0) if toponym.other else None
    return first._replace(second=second, also=tuple(rest))


def _by_settlements(
    toponym: Toponym, gazetteer: Gazetteer, given: tuple[str, ...], country: str | None, clues: Clues
) -> Decision | None:
    """Read "Bucha, Irpin, Hostomel" as a list, and "a camp, El Fasher" as near El Fasher: towns hold no places."""
    towns = [c for c in toponym.within if c not in given and split_generic(c)[1] is None]
    held = tuple(c for c in toponym.within if c not in towns)
    made = [_decide_one(Toponym(t, 0, len(t), within=held), gazetteer, country, clues) for t in towns]
    if any(not d.chosen or d.found[0].feature is not Feature.SETTLEMENT for d in made):
        return None
    spots = [gazetteer.spot(d.found[0].n) for d in made]
    first = _decide_one(replace(toponym, within=held), gazetteer, country, clues._replace(beside=spots))
    if first.chosen and first.found[0].feature is Feature.SETTLEMENT:
        also = tuple(d._replace(toponym=replace(d.toponym, relation=toponym.relation)) for d in made)
        return first._replace(also=also)
    if first.found:
        return None
    stands = replace(toponym, within=held, beside=tuple(towns))
    return _beside(first._replace(toponym=stands), gazetteer, (*held, *given), country)


def own_area(decision: Decision, gazetteer: Gazetteer) -> Decision:
    """Take the area with a name of its own for the side of a country: Southern Ukraine for "the south of Ukraine"."""
    toponym = decision.toponym
    whole = decision.chosen and toponym.relation is Relation.AT and decision.found[0].feature is Feature.COUNTRY
    if not whole or toponym.bearing is None:
        return decision
    country = decision.found[0].n
    record = gazetteer.describe([country])[country]
    names = [f"{_SIDES[toponym.bearing]} {name}" for name in (record.name, *record.names) if name.isascii()]
    named = [f for name in names for f in gazetteer.find(name, deep=False) if f.feature is Feature.AREA]
    return decision._replace(toponym=replace(toponym, bearing=None), found=named[:1]) if named else decision


def _beside(decision: Decision, gazetteer: Gazetteer, given: tuple[str, ...], country: str | None) -> Decision | None:
    """Take what the text names beside a village that nobody knows: "near Redkodub, near Debaltseve"."""
    for name in decision.toponym.beside:
        known = _decide_one(Toponym(name, 0, len(name), within=given), gazetteer, country, Clues())
        if known.chosen and known.found[0].feature is Feature.SETTLEMENT:
            stands = replace(decision.toponym, text=name, relation=Relation.NEAR, bearing=None, within=given)
            note = f"; the gazetteer does not know {quote(decision.toponym.text)}, which the text puts near it"
            return known._replace(toponym=stands, note=known.note + note, near=True)
    return None


def second_of(toponym: Toponym) -> Toponym:
    """Return the second place of a pair as a toponym of its own."""
    other = toponym.other or ""
    return Toponym(other, 0, len(other), relation=toponym.relation, within=toponym.within)


def paired(decision: Decision, gazetteer: Gazetteer) -> Decision:
    """Decide the second place of a pair whose first is decided: of namesakes, the one nearest to the first.

    Examples
    --------
    >>> from incidentmap.model import Relation
    >>> stretch = Toponym("Shebekino", 0, 9, Relation.BETWEEN, other="Novaya Tavolzhanka")
    >>> with Gazetteer.open() as gazetteer:
    ...     shebekino = gazetteer.find("Shebekino")[:1]
    ...     paired(Decision(stretch, shebekino, chosen=True), gazetteer).second.chosen
    True
    """
    toponym = decision.toponym
    if not toponym.other or toponym.relation not in PAIRED or not decision.found:
        return decision
    clues = Clues(beside=[gazetteer.spot(decision.found[0].n)])
    return decision._replace(second=_decide_one(second_of(toponym), gazetteer, None, clues))


def _sure(names: Sequence[str], gazetteer: Gazetteer, given: tuple[str, ...], country: str | None) -> list[Point]:
    made = [_decide_one(Toponym(n, 0, len(n), within=given), gazetteer, country, Clues()) for n in names]
    return [gazetteer.spot(d.found[0].n) for d in made if d.chosen and d.found[0].feature is Feature.SETTLEMENT]


def _decide_one(toponym: Toponym, gazetteer: Gazetteer, country: str | None, clues: Clues) -> Decision:
    containers = [*toponym.within, *([country] if country else [])]
    if nothing := names_nothing(toponym.text, contained=bool(containers)):
        return Decision(toponym, [], reason=nothing)

    def choose(found: Sequence[Found]) -> tuple[list[Found], int | None, str]:
        rivals = tied(found)
        best, why = (0, "") if len(rivals) == 1 else between(rivals, gazetteer, clues)
        return rivals, best, why

    if toponym.relation is Relation.ALONG and toponym.feature is None:
        # "Along the Dnipro" is the river, whatever city is called so.
        water = decide_toponym(replace(toponym, feature=Feature.WATER), gazetteer, choose, containers=containers)
        if water.chosen:
            return water
    decision = decide_toponym(toponym, gazetteer, choose, containers=containers)
    front = toponym.relation is Relation.DIRECTION
    if (decision.chosen or decision.ties) and not (front and decision.found[0].population < TOWN):
        return decision
    stands = standing_in(toponym, gazetteer, choose, containers)
    if stands is not None and (not decision.chosen or stands.found[0].population > decision.found[0].population):
        return stands
    if decision.chosen or decision.ties:
        return decision
    if not containers or toponym.relation not in _ACROSS:
        return decision
    # "5 km from the border with Ukraine, Belgorod Oblast": it happened in the oblast, and Ukraine does not lie there.
    across = decide_toponym(toponym, gazetteer, choose)
    if not across.chosen or not _may_lie_across(toponym, across.found[0], gazetteer, clues):
        return decision
    return across._replace(within=tuple(containers))


def _may_lie_across(toponym: Toponym, found: Found, gazetteer: Gazetteer, clues: Clues) -> bool:
    """Tell whether a place may lie outside the containers: the other side of a border, or the far end of a road."""
    if toponym.relation is not Relation.BETWEEN:
        return found.feature in _UNITS
    return any(km_apart(gazetteer.spot(found.n), spot) <= _FAR_END_KM for spot in clues.beside)
