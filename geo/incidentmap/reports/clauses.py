"""Sentences → clauses: the parts of a sentence that each tell of something of their own.

"Drones struck Sumy on Monday, and on Tuesday shells hit Kozinka" is two clauses; "shells hit Kozinka, Glotovo and
Gora-Podol" is one, whose places are a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from incidentmap.model import Feature, Relation
from incidentmap.reading.mentions import (
    ActorMention,
    CasualtyMention,
    EventMention,
    PlaceMention,
    Role,
    TimeMention,
)
from incidentmap.reports.findings import Findings
from incidentmap.reports.wording import CUT, EDGE, FROM, JOINT, LIST, LOCATIVE, SAID, SPEAKS, WENT

_Mention = TypeVar("_Mention", PlaceMention, ActorMention, CasualtyMention, EventMention, TimeMention)

#: The furthest apart that two places of a list may stand, in characters.
_LONGEST_GAP: Final = 60
#: So many characters before a name tell how it is meant.
_WINDOW: Final = 60
#: A name so close after the words for what happened is what it happened to: "shelled Kozinka".
_OBJECT: Final = 30
#: A place so close after a count of victims is theirs.
_OWN: Final = 30
#: What is said of where somebody spoke, or went afterwards, is no place of an event, however plain the name.
_ELSEWHERE: Final = 20
#: A place counts for more than the unit around it, and a unit for more than a river or a sea.
_KNOWN: Final = {Feature.SETTLEMENT: 3, Feature.SITE: 3, Feature.WATER: 1}


@dataclass(slots=True)
class Clause:
    """A part of a sentence with its mentions; ``places`` are numbers into :attr:`Findings.places`."""

    sentence: int
    start: int
    end: int
    places: list[int] = field(default_factory=list)
    times: list[TimeMention] = field(default_factory=list)
    actors: list[ActorMention] = field(default_factory=list)
    events: list[EventMention] = field(default_factory=list)
    casualties: list[CasualtyMention] = field(default_factory=list)


def clauses(found: Findings) -> Iterator[Clause]:
    """Cut every sentence that tells of anything into clauses, in the order of the text."""
    places = _by_sentence(found.places)
    number = {id(place): i for i, place in enumerate(found.places)}
    times, actors = _by_sentence(found.times), _by_sentence(found.actors)
    events, casualties = _by_sentence(found.events), _by_sentence(found.casualties)
    for i in sorted({*places, *times, *actors, *events, *casualties}):
        sentence = found.text.sentences[i]
        whole = Clause(
            i,
            sentence.start,
            sentence.end,
            [number[id(p)] for p in places.get(i, ())],
            times.get(i, []),
            actors.get(i, []),
            events.get(i, []),
            casualties.get(i, []),
        )
        yield from _cut(whole, found) if len(whole.events) > 1 else [whole]


def _by_sentence(mentions: Sequence[_Mention]) -> dict[int, list[_Mention]]:
    grouped: dict[int, list[_Mention]] = {}
    for mention in mentions:
        grouped.setdefault(mention.sentence, []).append(mention)
    return grouped


def _cut(whole: Clause, found: Findings) -> list[Clause]:
    """Begin a new clause where what follows has an event and a place or time of its own, and so has what precedes."""
    edges = [m.start() for m in EDGE.finditer(found.text.text, whole.start, whole.end)]
    parts: list[Clause] = []
    start = whole.start
    for edge in [*edges, whole.end]:
        part = _part(whole, found, start, edge)
        if parts and not (_stands_alone(part, found) and _stands_alone(parts[-1], found)):
            parts[-1] = _part(whole, found, parts[-1].start, edge)
        else:
            parts.append(part)
        start = edge
    return parts


def _part(whole: Clause, found: Findings, start: int, end: int) -> Clause:
    def held(mentions: list[_Mention]) -> list[_Mention]:
        return [m for m in mentions if start <= m.start < end]

    return Clause(
        whole.sentence,
        start,
        end,
        [i for i in whole.places if start <= found.places[i].start < end],
        held(whole.times),
        held(whole.actors),
        held(whole.events),
        held(whole.casualties),
    )


def _stands_alone(clause: Clause, found: Findings) -> bool:
    return any(e.unreal is None for e in clause.events) and (
        bool(clause.times) or any(may_happen_at(found, i) for i in clause.places)
    )


def may_happen_at(found: Findings, number: int) -> bool:
    """Tell whether something may have happened at a mention: no container or demonym, and not as wide as a country."""
    place = found.places[number]
    return place.role is Role.PLACE and place.why is None and not found.is_wide(number)


def scene(clause: Clause, found: Findings) -> list[int]:
    """Choose the places of a clause: where it says that something happened.

    It is one place, or all of a list ("in Kozinka, Glotovo and Gora-Podol"), or several told of in one way ("in the
    Sudzha district Guyevo was shelled, in the Rylsk district Krupets").

    Returns
    -------
    list of int
        Numbers of place mentions; empty when the clause names no place where anything may have happened.
    """
    groups: list[list[int]] = []
    for i in clause.places:
        if not may_happen_at(found, i):
            continue
        if groups and _is_listed(found, groups[-1][-1], i):
            groups[-1].append(i)
        else:
            groups.append([i])
    standing = [_standing(group, clause, found) for group in groups]
    best = max(standing, default=0)
    if best <= 0:
        return []
    first = standing.index(best)
    also = [n for n, group in enumerate(groups) if n > first and standing[n] == best and _goes_on(group, clause, found)]
    return _once([i for n in (first, *also) for i in groups[n]], found)


def _once(places: list[int], found: Findings) -> list[int]:
    """Leave out places that are named again."""
    records = [found.chosen(i) for i in places]
    seen: set[int] = set()
    kept = []
    for i, record in zip(places, records, strict=True):
        if record is None or record.n not in seen:
            kept.append(i)
        if record is not None:
            seen.add(record.n)
    return kept


def _goes_on(group: list[int], clause: Clause, found: Findings) -> bool:
    """Tell whether a place is told of after a comma, a dash or an "and" in the way that one before it was."""
    start = found.places[group[0]].start
    edges = [m.end() for m in JOINT.finditer(found.text.text, max(clause.start, start - 2 * _WINDOW), start)]
    return bool(edges) and SAID.search(found.text.text, edges[-1], start) is None


def _is_listed(found: Findings, first: int, second: int) -> bool:
    a, b = found.places[first], found.places[second]
    start = a.end
    for between in found.places[first + 1 : second]:  # a container of the first: "Козинка Белгородской области, …"
        if between.why is not None and LIST.fullmatch(found.text.text, start, between.start):
            start = between.end
    gap = b.start - start
    return 0 <= gap <= _LONGEST_GAP and LIST.fullmatch(found.text.text, start, b.start) is not None


def _standing(group: list[int], clause: Clause, found: Findings) -> int:
    """Score how likely a place of a clause is where it happened."""
    place = found.places[group[0]]
    text = found.text.text
    before = text[max(clause.start, place.start - _WINDOW) : place.start]
    triggers = [e for e in clause.events if e.unreal is None]
    score = 4
    if FROM.search(before) and place.toponym.relation is not Relation.BETWEEN:
        score -= 4 if any(e.event_type == "Explosions/Remote violence" for e in clause.events) else 3
    elif (
        place.toponym.relation is not Relation.AT
        or LOCATIVE.search(before)
        or any(0 <= place.start - e.end <= _OBJECT for e in triggers)
    ):
        score += 3
    if SPEAKS.match(text, place.end, min(clause.end, place.end + _WINDOW)) or WENT.search(before):
        score -= _ELSEWHERE
    if any(c.high == 0 and place_of_count(c, clause.places, found) in group for c in clause.casualties):
        score -= 2  # "nobody was killed in Nikopol": something else happened, elsewhere
    record = found.chosen(group[0])
    if record is not None:
        score += _KNOWN.get(record.feature, 2)
    return score


def place_of_count(count: CasualtyMention, places: Sequence[int], found: Findings) -> int | None:
    """Return the place that a count of victims names as its own ("no one died in Sumy"), if it does."""
    for i in places:
        start = found.places[i].start
        between = found.text.text[count.end : max(start, count.end)]
        if 0 <= start - count.end <= _OWN and LOCATIVE.search(between) and not CUT.search(between):
            return i
    return None


def same_place(a: int | None, b: int | None, found: Findings) -> bool:
    """Tell whether two mentions name one place; one that nothing decided on is known by its name."""
    if a is None or b is None:
        return False
    first, second = found.chosen(a), found.chosen(b)
    if first is not None and second is not None:
        return first.n == second.n
    return first is second and found.places[a].toponym.text.casefold() == found.places[b].toponym.text.casefold()
