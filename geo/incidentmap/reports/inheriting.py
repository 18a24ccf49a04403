"""What goes without saying: the day, the kind, the doers and the victims that the sentences around an event give it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from incidentmap.reading.mentions import TimeMention
from incidentmap.reading.times import ASSUMED, DATELINE
from incidentmap.reports.clauses import Clause, may_happen_at, place_of_count
from incidentmap.reports.findings import Findings
from incidentmap.reports.told import Told

#: The head of a text: a date there is the date of what it tells.
_HEAD: Final = 200
#: A sentence has fewer events than this, with those told before that it speaks of again.
_MOST_OF_CLAUSE: Final = 600
#: Whoever planted a bomb is not the one that was told of before it.
_PLANTED: Final = frozenset({"Remote explosive/landmine/IED", "Suicide bomb", "Abduction/forced disappearance"})
_TAKEN: Final = "; taken over from what is told just before"
#: A line of a digest has at most so many sentences.
_DIGEST_LINE: Final = 3


def add_details(clause: Clause, told: Sequence[Told], found: Findings) -> None:
    """Let a clause that tells of no event of its own add its victims, time and actors to the one told just before."""
    sentence = clause.sentence
    if found.tells(sentence) or not told:
        return
    event = told[-1]
    paragraph = found.text.sentences[sentence].paragraph
    if event.paragraph != paragraph or any(may_happen_at(found, i) for i in clause.places):
        return
    last = told[-_MOST_OF_CLAUSE:]
    of_all = [e for e in last if e.shared and e.clause is event.clause] if event.shared else [event]
    for one in of_all:
        one.casualties += [c for c in clause.casualties if len(of_all) == 1 or c.high == 0]
        one.actors += [a for a in clause.actors if a.armed and not a.side]
        if one.time is None:
            one.time = next((t for t in clause.times if t.why is None), None)


def is_dateline(time: TimeMention) -> bool:
    """Tell whether a day is the report's and no event's: of a dateline, or assumed for want of another."""
    return time.rule.startswith(DATELINE) or time.rule.endswith(ASSUMED)


def inherit_times(told: list[Told], found: Findings) -> None:
    """Date an event without a date by what the text said before it; never one told as background."""
    of_background = {id(e.time) for e in told if e.background}
    dated = [t for t in found.times if t.when.start is not None and t.why is None and id(t) not in of_background]
    line = next((t for t in dated if is_dateline(t)), None)
    dated = [t for t in dated if t is not line]
    starts = [t.start for t in dated]
    head = next((t for t in dated if t.start < _HEAD), line)
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


def inherit_kinds(told: Sequence[Told], found: Findings) -> None:
    """Let an event that is told in the breath of another take over what goes without saying.

    Damage that is told without its cause is of the attack told just before it. Who acted is not said again in the same
    sentence, nor of more of the same in the same country, and the evidence says that it was taken over. Across a
    border, and of a bomb that somebody planted, it would be a guess.
    """
    lines = Counter(sentence.paragraph for sentence in found.text.sentences)
    for before, event in pairwise(told):
        if event.background or before.background or _nation(before, found) != _nation(event, found):
            continue
        if not _in_one_breath(before, event, lines):
            continue
        vague = all(e.event_type is None for e in event.events)
        if vague and (trigger := before.best()) is not None:
            event.hear([trigger])
        planted = any(e.sub_event_type in _PLANTED for e in event.events)
        more = bool(before.kinds & event.kinds) and not planted
        if not event.actors and (vague or more or before.clause.sentence == event.clause.sentence):
            event.actors += [replace(a, rule=a.rule.removesuffix(_TAKEN) + _TAKEN) for a in before.actors]


def inherit_none_killed(told: Sequence[Told], found: Findings) -> None:
    """Let "nobody was hurt" hold for all that its paragraph tells before it, but where victims are counted."""
    of_paragraph: dict[int, list[Told]] = defaultdict(list)
    for event in told:
        if not event.background and not any(c.fatal for c in event.casualties):
            of_paragraph[event.paragraph].append(event)
    for none in (c for c in found.casualties if c.fatal and c.high == 0):
        if place_of_count(none, found.places_in(none.sentence), found) is not None:
            continue
        paragraph = found.text.sentences[none.sentence].paragraph
        waiting = of_paragraph[paragraph]
        for event in waiting:
            if event.clause.start < none.start:
                event.casualties.append(none)
        of_paragraph[paragraph] = [event for event in waiting if event.clause.start >= none.start]


def _in_one_breath(before: Told, event: Told, lines: Mapping[int, int]) -> bool:
    """Tell whether two events stand in one paragraph, or in two lines of a digest that follow each other."""
    apart = event.paragraph - before.paragraph
    return apart == 0 or (apart == 1 and lines[event.paragraph] <= _DIGEST_LINE)


def _nation(event: Told, found: Findings) -> int | None:
    record = found.chosen(event.place) if event.place is not None else None
    return record.nation if record is not None else None
