"""Clauses → events: every event once, however many sentences tell of it.

A clause tells of an event with a place, a time and words for what happened, or with some of these. It joins an event
told before when nothing it says contradicts that one; otherwise it begins one of its own. What was told as having
happened before ("previously claimed …") stands apart, with its own date.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from incidentmap.gazetteer import Found
from incidentmap.model import Feature
from incidentmap.reading.mentions import CasualtyMention, EventMention, Role, TimeMention
from incidentmap.reports.clauses import Clause, clauses, may_happen_at, place_of_count, same_place, scene
from incidentmap.reports.findings import Findings
from incidentmap.reports.inheriting import add_details, inherit_kinds, inherit_none_killed, inherit_times, is_dateline
from incidentmap.reports.told import CLEAR, Told, overlap
from incidentmap.reports.wording import ANAPHOR, SAID

#: A clause without a place belongs to an event told at most so many paragraphs before it.
_REACH: Final = 1
#: A clause may speak of one of the last so many events; a digest of a year does not come back to its beginning.
_REMEMBERED: Final = 60
#: Words that leave no doubt of what happened.
_CERTAIN: Final = 3
#: A line of so few words says where what follows it happened.
_HEADING: Final = 6
#: So many characters before a time tell whether it is that of a statement.
_WINDOW: Final = 60


def join(found: Findings) -> list[Told]:
    """Find the events that a document tells of, each with what all its clauses say."""
    told: list[Told] = []
    for clause in clauses(found):
        events = [e for e in clause.events if e.unreal is None]
        if events:
            _put(_drafts(clause, events, found), told, found)
        else:
            add_details(clause, told, found)
    inherit_times(told, found)
    inherit_kinds(told, found)
    inherit_none_killed(told, found)
    return [e for e in told if (e.place is not None and _is_told(e)) or _stands_without_place(e, told)]


def _drafts(clause: Clause, events: list[EventMention], found: Findings) -> list[Told]:
    """Make a draft of an event for each place of a clause, or one without a place."""
    where: list[int | None] = [*scene(clause, found)]
    # Of several places nobody says where the victims were; but that there were none is said of each.
    casualties = [c for c in clause.casualties if len(where) < 2 or c.high == 0]
    owners = [place_of_count(c, clause.places, found) for c in casualties]
    time = _time_of(clause, events, found)
    countries = sorted((i for i in clause.places if _is_around(i, found)), key=found.width)
    background = max(events, key=lambda e: e.weight).background
    paragraph = found.text.sentences[clause.sentence].paragraph
    return [
        Told(
            clause, place, time, list(events), list(clause.actors),
            [c for c, own in zip(casualties, owners, strict=True) if own is None or same_place(own, place, found)],
            countries, background,
            shared=len(where) > 1, paragraph=paragraph,
        )
        for place in where or [None]
    ]  # fmt: skip


def _is_around(number: int, found: Findings) -> bool:
    """Tell whether a mention says in which country, or in which part of the world, something happened."""
    place = found.places[number]
    return place.role is Role.PLACE and found.is_wide(number) and (place.why is None or found.width(number) == 1)


def _time_of(clause: Clause, events: Sequence[EventMention], found: Findings) -> TimeMention | None:
    """Choose the time of a clause: the one nearest to its event; the day of a statement last."""
    # "since Monday" is a bound and dates nothing; a time that could not be resolved is kept, to be told.
    times = [t for t in clause.times if t.why is None or t.when.start is None]
    if not times:
        return None
    trigger = max(events, key=lambda e: e.weight)

    def standing(time: TimeMention) -> tuple[bool, bool, bool, int]:
        said = SAID.search(found.text.text, max(clause.start, time.start - _WINDOW), time.start) is not None
        far = max(time.start - trigger.end, trigger.start - time.end, 0)
        return time.when.start is None, is_dateline(time), said, far

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
        earlier = (e for e in reversed(told[-_REMEMBERED:]) if all(e is not d for d in drafts))
        event = next((e for e in earlier if _is_same(draft, e, told, found)), None)
        if event is not None and event.place is None and draft.shared:
            del told[next(i for i in range(len(told) - 1, -1, -1) if told[i] is event)]
            before = event
        elif event is not None:
            _merge(event, draft, found)
            continue
        if before is not None:
            _merge(draft, before, found)
        told.append(draft)


def _look_back(draft: Told, told: Sequence[Told], found: Findings) -> None:
    """Give a clause without a place the one that stands alone just before it: "Kharkiv region. A depot was hit."."""
    if draft.weight < CLEAR or (told and told[-1].paragraph == draft.paragraph):
        return
    before = draft.clause.sentence - 1
    if before < 0 or found.tells(before) or not _is_heading(before, found):
        return
    spots = [i for i in found.places_in(before) if may_happen_at(found, i)]
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
            and same_place(draft.place, event.place, found)
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
    if same_place(draft.place, event.place, found):
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


def _types_agree(a: Told, b: Told) -> bool:
    first, second = a.kinds, b.kinds
    return not first or not second or bool(first & second)


def _merge(event: Told, draft: Told, found: Findings) -> None:
    better = draft.place is not None and (
        event.place is None
        or (not same_place(draft.place, event.place, found) and _is_finer(draft.place, event.place, found))
    )
    if better:
        event.place, event.clause, event.near = draft.place, draft.clause, draft.near
    if _is_finer_time(draft.time, event.time):
        event.time = draft.time
    event.hear(draft.events)
    event.actors += draft.actors
    event.casualties += _of_this(draft, event, found)
    event.countries = sorted([*event.countries, *draft.countries], key=found.width)
    event.paragraph = max(event.paragraph, draft.paragraph)


def _of_this(draft: Told, event: Told, found: Findings) -> list[CasualtyMention]:
    """Keep the victims that are told of beside those of an event: figures further on are of something larger."""
    stated = draft.casualties
    if event.shared and (draft.shared or draft.place is None):
        return [c for c in stated if c.high == 0]
    deadly = [c for c in event.casualties if c.fatal]
    if not deadly:
        return list(stated)
    paragraph = found.text.sentences[deadly[0].sentence].paragraph
    return [c for c in stated if found.text.sentences[c.sentence].paragraph == paragraph]


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


def _is_told(event: Told) -> bool:
    """Tell whether more than one vague word ("incidents") says that something happened."""
    dated = event.time is not None and not event.inherited
    return event.weight >= CLEAR or dated or bool(event.casualties or event.actors)


def _stands_without_place(event: Told, told: Sequence[Told]) -> bool:
    """Tell whether an event that no clause places is told all the same: by its country, or as not placed."""
    if event.background or any(e.place is not None and not e.background for e in told):
        return False
    dated = event.time is not None and event.time.when.start is not None and not event.inherited
    if event.countries:
        return event.weight >= _CERTAIN or (event.weight >= CLEAR and dated)
    return event.weight >= _CERTAIN and (dated or bool(event.casualties)) and event is told[0]
