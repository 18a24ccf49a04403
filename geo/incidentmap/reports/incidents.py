"""Events as told → incidents: each part with the sentence, the words and the rule that it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from incidentmap.gazetteer import Gazetteer
from incidentmap.locate.drawing import draw, read
from incidentmap.model import (
    Evidence,
    Incident,
    Interval,
    Location,
    Place,
    Precision,
    TimePrecision,
    Toponym,
)
from incidentmap.reading.events import classify
from incidentmap.reading.mentions import ActorMention, CasualtyMention
from incidentmap.reports.findings import Findings
from incidentmap.reports.told import Told

if TYPE_CHECKING:
    from incidentmap.locate.deciding import Decision

#: A summary is the sentence that tells where it happened, cut after so many characters.
LONGEST_SUMMARY: Final = 500
_UNDATED: Final = Interval(None, None, TimePrecision.UNKNOWN)
_NOWHERE: Final = Location(
    Toponym("", 0, 0),
    None,
    (),
    Precision.UNLOCATED,
    None,
    None,
    "not placed",
    "the text does not say where it happened",
)


def incidents(told: Sequence[Told], found: Findings, gazetteer: Gazetteer) -> tuple[Incident, ...]:
    """Make the incidents of a document.

    Parameters
    ----------
    told : sequence of Told
        As :func:`incidentmap.reports.joining.join` finds them.
    found : Findings
    gazetteer : Gazetteer

    Returns
    -------
    tuple of Incident
        In the order of the text. Their ids are given by :func:`incidentmap.from_incidents`.
    """
    spots = [place_of(event) for event in told]
    decisions = [found.decisions[i] if i is not None else None for i in spots]
    records = gazetteer.describe({f.n for d in decisions if d is not None for f in read(d)}, spellings=False)
    return tuple(
        _incident(event, spot, _location(spot, decision, found, gazetteer, records), found)
        for event, spot, decision in zip(told, spots, decisions, strict=True)
    )


def place_of(event: Told) -> int | None:
    """Return the place mention that an event is drawn at: its place, else its country, else none."""
    return event.place if event.place is not None else next(iter(event.countries), None)


def _location(
    spot: int | None,
    decision: Decision | None,
    found: Findings,
    gazetteer: Gazetteer,
    records: Mapping[int, Place],
) -> Location:
    if spot is None or decision is None:
        return _NOWHERE
    mention = found.places[spot]
    location = draw(decision, gazetteer, records)
    written = found.text.text[mention.start : mention.end]
    return replace(location, toponym=replace(location.toponym, text=written, start=mention.start, end=mention.end))


def _incident(event: Told, spot: int | None, location: Location, found: Findings) -> Incident:
    event_type, sub_event_type = classify(event.events, event.actors, event.casualties)
    sentence = found.sentence(found.places[spot].sentence if spot is not None else event.clause.sentence)
    return Incident(
        id="",
        when=event.time.when if event.time is not None else _UNDATED,
        location=location,
        event_type=event_type,
        sub_event_type=sub_event_type,
        actors=tuple(dict.fromkeys(name for actor in event.actors for name in actor.names)),
        fatalities=fatalities(event.casualties),
        summary=_cut(" ".join(sentence.split())),
        evidence=tuple(_evidence(event, spot, location, found, event_type, sub_event_type)),
        sources=(found.document.source,),
    )


def fatalities(stated: Sequence[CasualtyMention]) -> tuple[int | None, int | None]:
    """Return the lowest and the highest number of people killed that a text states; unknown when it states none.

    Examples
    --------
    >>> fatalities([CasualtyMention(0, 9, 0, 3, 3, True, ""), CasualtyMention(20, 30, 0, 5, 5, True, "")])
    (3, 5)
    >>> fatalities([])
    (None, None)
    """
    deadly = [c for c in stated if c.fatal]
    # "One man was killed; there were no casualties elsewhere."
    deadly = [c for c in deadly if c.high] or deadly
    if not deadly:
        return None, None
    return min(c.low for c in deadly), max(c.high for c in deadly)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_SUMMARY else text[: LONGEST_SUMMARY - 1].rstrip() + "…"


def _evidence(
    event: Told,
    spot: int | None,
    location: Location,
    found: Findings,
    event_type: str | None,
    sub_event_type: str | None,
) -> Iterator[Evidence]:
    """Name the words that each part of an incident rests on: place, time, what happened, who, and victims.

    Their offsets count from the start of the sentence, which travels with them.
    """

    def said(start: int, end: int, sentence: int, rule: str) -> Evidence:
        first = found.text.sentences[sentence].start
        return Evidence(found.document.source.id, start - first, end - first, found.sentence(sentence), rule)

    if spot is not None:
        place = found.places[spot]
        how = location.reason or location.rule
        named = "; named in the sentence before" if event.near else ""
        yield said(place.start, place.end, place.sentence, f"place: {how}{named}")
    if event.time is not None:
        time = event.time
        rule = f"time: {time.why or time.rule}"
        taken = "; taken over from what the text tells before" if event.inherited else ""
        yield said(time.start, time.end, time.sentence, rule + taken)
    triggers = [e for e in event.events if e.event_type == event_type and e.sub_event_type == sub_event_type]
    trigger = max(triggers or event.events, key=lambda e: e.weight)
    kind = " / ".join(part for part in (event_type, sub_event_type) if part) or "unknown"
    yield said(
        trigger.start, trigger.end, trigger.sentence, f"type: {kind}" + (f"; {trigger.rule}" if trigger.rule else "")
    )
    for actor in _first_of_each(event.actors):
        yield said(actor.start, actor.end, actor.sentence, f"actor: {', '.join(actor.names)}; {actor.rule}")
    for count in {(c.start, c.end): c for c in event.casualties}.values():
        what = "killed" if count.fatal else "hurt"
        number = str(count.low) if count.low == count.high else f"{count.low} to {count.high}"
        yield said(count.start, count.end, count.sentence, f"casualties: {number} {what}; {count.rule}")


def _first_of_each(actors: Sequence[ActorMention]) -> list[ActorMention]:
    seen: set[str] = set()
    first = []
    for actor in actors:
        if not seen.issuperset(actor.names):
            seen.update(actor.names)
            first.append(actor)
    return first
