"""Clauses → events: every event once, however many sentences tell of it.

A clause tells of an event with a place, a time and words for what happened, or with some of these. It joins an event
told before when nothing it says contradicts that one; otherwise it begins one of its own. What was told as having
happened before ("previously claimed …") stands apart, with its own date.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from incidentmap.gazetteer import Found
from incidentmap.model import Feature, Interval
from incidentmap.reading.mentions import ActorMention, CasualtyMention, EventMention, Role, TimeMention
from incidentmap.reports.clauses import Clause, clauses, may_happen_at, scene
from incidentmap.reports.findings import Findings
from incidentmap.reports.wording import ANAPHOR, SAID

#: A clause without a place belongs to an event told at most so many paragraphs before it.
_REACH: Final = 1
#: A clause may speak of one of the last so many events; a digest of a year does not come back to its beginning.
_REMEMBERED: Final = 60
#: Words that leave little doubt of what happened.
_CLEAR: Final = 2
_CERTAIN: Final = 3
#: A line of so few words says where what follows it happened.
_HEADING: Final = 6
#: The head of a text: a date there is the date of what it tells.
_HEAD: Final = 200


@dataclass(slots=True)
class Told:
    """One event as the document tells it; it grows as clauses join.

    ``place`` and ``countries`` are numbers into :attr:`Findings.places`. ``shared`` says that its clause names a list
    of places, so that a count of victims is of them all. ``near`` says that the place stands just before the clause,
    ``inherited`` that the time is another's.
    """

    clause: Clause
    place: int | None
    time: TimeMention | None
    events: list[EventMention]
    actors: list[ActorMention] = field(default_factory=list)
    casualties: list[CasualtyMention] = field(default_factory=list)
    countries: list[int] = field(default_factory=list)
    background: bool = False
    inherited: bool = False
    shared: bool = False
    near: bool = False
    paragraph: int = 0

    @property
    def weight(self) -> int:
        """How sure the words are that something happened."""
        return max((e.weight for e in self.events), default=0)


def join(found: Findings) -> list[Told]:
    """Find the events that a document tells of, each with what all its clauses say."""
    told: list[Told] = []
    for clause in clauses(found):
        events = [e for e in clause.events if e.unreal is None]
        if events:
            _put(_drafts(clause, events, found), told, found)
        else:
            _add_details(clause, told, found)
    _inherit_times(told, found)
    _inherit_kinds(told)
    return [event for event in told if event.place is not None or _stands_without_place(event, told)]


def _drafts(clause: Clause, events: list[EventMention], found: Findings) -> list[Told]:
    """Make a draft of an event for each place of a clause, or one without a place."""
    where: list[int | None] = [*scene(clause, found)]
    # Of several places nobody says where the victims were; but that there were none is said of each.
    casualties = [c for c in clause.casualties if len(where) < 2 or c.high == 0]
    time = _time_of(clause, events, found)
    countries = [i for i in clause.places if found.places[i].role is Role.PLACE and found.is_country(i)]
    background = max(events, key=lambda e: e.weight).background
    paragraph = found.text.sentences[clause.sentence].paragraph
    return [
        Told(
            clause, place, time, list(events), list(clause.actors), list(casualties), countries, background,
            shared=len(where) > 1, paragraph=paragraph,
        )
        for place in where or [None]
    ]  # fmt: skip


def _time_of(clause: Clause, events: Sequence[EventMention], found: Findings) -> TimeMention | None:
    """Choose the time of a clause: the one nearest to its event; the day of a statement last."""
    # "since Monday" is a bound and dates nothing; a time that could not be resolved is kept, to be told.
    times = [t for t in clause.times if t.why is None or t.when.start is None]
    if not times:
        return None
    trigger = max(events, key=lambda e: e.weight)

    def standing(time: TimeMention) -> tuple[bool, bool, int]:
        said = SAID.search(found.text.text, max(clause.start, time.start - _HEAD), time.start) is not None
        return time.when.start is None, said, max(time.start - trigger.end, trigger.start - time.end, 0)

    return min(times, key=standing)


def _put(drafts: list[Told], told: list[Told], found: Findings) -> None:
    """Join drafts with the events they tell of, or let them stand as ones of their own.

    What was told before of no place in particular holds for every place of a list.
    """
    before: Told | None = None
    for draft in drafts:
        if draft.background and draft.place is None and draft.time is None:
            continue
        if draft.place is None and not draft.background:
            _look_back(draft, told, found)
        earlier = [e for e in told[-_REMEMBERED:] if all(e is not d for d in drafts)]
        event = next((e for e in reversed(earlier) if _is_same(draft, e, told, found)), None)
        if event is not None and event.place is None and draft.shared:
            told.remove(event)
            before = event
        elif event is not None:
            _merge(event, draft, found)
            continue
        if before is not None:
            _merge(draft, before, found)
        told.append(draft)


def _look_back(draft: Told, told: Sequence[Told], found: Findings) -> None:
    """Give a clause without a place the one that stands alone just before it: "Kharkiv region. A depot was hit."."""
    if draft.weight < _CLEAR or (told and told[-1].paragraph == draft.paragraph):
        return
    before = draft.clause.sentence - 1
    if before < 0 or any(e.sentence == before for e in found.events) or not _is_heading(before, found):
        return
    spots = [i for i, place in enumerate(found.places) if place.sentence == before and may_happen_at(found, i)]
    if len(spots) == 1:
        draft.place, draft.near = spots[0], True


def _is_heading(number: int, found: Findings) -> bool:
    """Tell whether a sentence is little more than a name."""
    sentence = found.text.sentences[number]
    return sentence.last - sentence.first <= _HEADING and found.text.text[sentence.end - 1] != "?"


def _is_same(draft: Told, event: Told, told: Sequence[Told], found: Findings) -> bool:
    if draft.background or event.background:
        return (
            draft.place is not None
            and _same_place(draft.place, event.place, found)
            and _times_agree(draft, event)
            and (draft.time is None or event.time is None or draft.background == event.background)
        )
    if not _times_agree(draft, event):
        return False
    if draft.place is None:
        return _belongs(draft, event, told, found)
    if event.place is None:
        close = draft.paragraph - event.paragraph <= 2 * _REACH + 1
        return _is_lone(event, told) or (close and _types_agree(draft, event))
    if _same_place(draft.place, event.place, found):
        return _types_agree(draft, event) or draft.time is not None
    return _refines(draft, event, found)


def _belongs(draft: Told, event: Told, told: Sequence[Told], found: Findings) -> bool:
    """Tell whether a clause without a place speaks of an event."""
    if draft.clause.sentence == event.clause.sentence or draft.paragraph - event.paragraph <= _REACH:
        return True
    return _is_lone(event, told) or any(_is_anaphoric(e, found) for e in draft.events)


def _is_lone(event: Told, told: Sequence[Told]) -> bool:
    return all(e is event or e.background for e in told[-_REMEMBERED:])


def _is_anaphoric(event: EventMention, found: Findings) -> bool:
    return ANAPHOR.search(found.text.text, max(0, event.start - 40), event.start) is not None


def _same_place(a: int | None, b: int | None, found: Findings) -> bool:
    if a is None or b is None:
        return False
    first, second = found.chosen(a), found.chosen(b)
    if first is not None and second is not None:
        return first.n == second.n
    return first is second and found.places[a].toponym.text.casefold() == found.places[b].toponym.text.casefold()


def _refines(draft: Told, event: Told, found: Findings) -> bool:
    """Tell whether one names the village and the other the district or region around it, in one breath."""
    if draft.paragraph - event.paragraph > _REACH or draft.shared or event.shared or not _types_agree(draft, event):
        return False
    first, second = found.chosen(draft.place or 0), found.chosen(event.place or 0)
    if first is None or second is None:
        return False
    return _lies_in(first, second) or _lies_in(second, first)


def _lies_in(small: Found, large: Found) -> bool:
    return large.feature in (Feature.REGION, Feature.DISTRICT) and large.n in (small.district, small.region)


def _times_agree(a: Told, b: Told) -> bool:
    if a.time is None or b.time is None:
        return True
    return overlap(a.time.when, b.time.when)


def overlap(a: Interval, b: Interval) -> bool:
    """Tell whether two times may be one; an unknown one may be any.

    Examples
    --------
    >>> from datetime import date
    >>> from incidentmap.model import TimePrecision
    >>> december = Interval(date(2023, 12, 1), date(2023, 12, 31), TimePrecision.MONTH)
    >>> overlap(december, Interval(date(2024, 3, 12), date(2024, 3, 12), TimePrecision.DAY))
    False
    """
    if a.start is None or b.start is None:
        return True
    return a.start <= (b.end or b.start) and b.start <= (a.end or a.start)


def _types_agree(a: Told, b: Told) -> bool:
    first, second = _types(a), _types(b)
    return not first or not second or bool(first & second)


def _types(told: Told) -> set[str]:
    return {e.event_type for e in told.events if e.event_type and e.weight >= _CLEAR}


def _merge(event: Told, draft: Told, found: Findings) -> None:
    better = draft.place is not None and (
        event.place is None
        or (not _same_place(draft.place, event.place, found) and _is_finer(draft.place, event.place, found))
    )
    if better:
        event.place, event.clause, event.near = draft.place, draft.clause, draft.near
    if _is_finer_time(draft.time, event.time):
        event.time = draft.time
    event.events += draft.events
    event.actors += draft.actors
    event.casualties += [c for c in draft.casualties if not event.shared or c.high == 0]
    event.countries += draft.countries
    event.paragraph = max(event.paragraph, draft.paragraph)


def _is_finer(a: int, b: int, found: Findings) -> bool:
    first, second = found.chosen(a), found.chosen(b)
    if first is None or second is None:
        return first is not None
    return (first.feature in (Feature.SETTLEMENT, Feature.SITE)) > (
        second.feature in (Feature.SETTLEMENT, Feature.SITE)
    )


def _is_finer_time(new: TimeMention | None, old: TimeMention | None) -> bool:
    if new is None or new.when.start is None or new.when.end is None:
        return old is None and new is not None
    if old is None or old.when.start is None or old.when.end is None:
        return True
    return new.when.end - new.when.start < old.when.end - old.when.start


def _add_details(clause: Clause, told: Sequence[Told], found: Findings) -> None:
    """Let a clause that tells of no event of its own add its victims, time and actors to the one told just before."""
    sentence = clause.sentence
    if any(e.sentence == sentence for e in found.events) or not told:
        return
    event = told[-1]
    paragraph = found.text.sentences[sentence].paragraph
    if event.paragraph != paragraph or any(may_happen_at(found, i) for i in clause.places):
        return
    of_all = [e for e in told if e.shared and e.clause is event.clause] if event.shared else [event]
    for one in of_all:
        one.casualties += [c for c in clause.casualties if len(of_all) == 1 or c.high == 0]
        one.actors += [a for a in clause.actors if a.armed and not a.side]
        if one.time is None:
            one.time = next((t for t in clause.times if t.why is None), None)


def _inherit_times(told: list[Told], found: Findings) -> None:
    """Date an event without a date by what the text said before it; never one told as background."""
    of_background = {id(e.time) for e in told if e.background}
    dated = [t for t in found.times if t.when.start is not None and t.why is None and id(t) not in of_background]
    starts = [t.start for t in dated]
    head = next((t for t in dated if t.start < _HEAD), None)
    last: TimeMention | None = None
    for event in told:
        if event.background:
            continue
        if event.time is not None:
            last = event.time if event.time.when.start is not None else last
            continue
        before = bisect_left(starts, event.clause.start) - 1
        same = before >= 0 and found.text.sentences[dated[before].sentence].paragraph == event.paragraph
        if (time := dated[before] if same else last or head) is not None:
            event.time, event.inherited = time, True


def _inherit_kinds(told: Sequence[Told]) -> None:
    """Let damage that is told without its cause be of the attack told just before it, by those who made that."""
    for before, event in pairwise(told):
        vague = all(e.event_type is None for e in event.events)
        if vague and not event.background and not before.background and before.paragraph == event.paragraph:
            event.events += [e for e in before.events if e.event_type is not None]
            event.actors += [] if event.actors else before.actors


def _stands_without_place(event: Told, told: Sequence[Told]) -> bool:
    """Tell whether an event that no clause places is told all the same: by its country, or as not placed."""
    if event.background or any(e.place is not None and not e.background for e in told):
        return False
    dated = event.time is not None and event.time.when.start is not None and not event.inherited
    if event.countries:
        return event.weight >= _CERTAIN or (event.weight >= _CLEAR and dated)
    return event.weight >= _CERTAIN and (dated or bool(event.casualties)) and event is told[0]
