"""What was found, as it is shown: the mentions file's rows and the marks of the "show me" page."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from incidentmap.locate.drawing import precision_of
from incidentmap.model import Incident, Interval, Place, Point, Precision, Relation
from incidentmap.reading.events import classify
from incidentmap.reading.mentions import PlaceMention, Role
from incidentmap.reports.findings import Findings
from incidentmap.reports.incidents import place_of
from incidentmap.reports.marks import Mark, MarkKind
from incidentmap.reports.told import Told

if TYPE_CHECKING:
    from incidentmap.locate.deciding import Decision

#: The keys of one place mention, in order.
MENTION_KEYS: Final = (
    "source", "start", "end", "text", "place_id", "name", "lat", "lon", "country", "admin1", "precision", "match",
    "used", "why", "role",
)  # fmt: skip
_KIND: Final[dict[Role, MarkKind]] = {
    Role.PLACE: "place",
    Role.DEMONYM: "demonym",
    Role.METONYM: "metonym",
    Role.VETOED: "not a place",
}


def mention_rows(
    found: Findings,
    told: Sequence[Told],
    incidents: Sequence[Incident],
    records: Mapping[int, Place],
    points: Mapping[int, Point],
) -> Iterator[dict[str, Any]]:
    """Write every place mention, used or not, as a dict of plain values.

    Names that are no place at all (units, persons, newspapers) are none of them.

    Parameters
    ----------
    records : mapping of int to Place
        The records of the decisions, by row.
    points : mapping of int to Point
        The same places' points of reference: of a country the one that is usually given for it.
    """
    used = {place_of(event): incident for event, incident in zip(told, incidents, strict=True)}
    shift = found.document.offset
    for i, (place, decision) in enumerate(zip(found.places, found.decisions, strict=True)):
        if place.role is Role.VETOED or decision is None:
            continue
        record = records.get(decision.found[0].n) if decision.chosen else None
        point = points.get(decision.found[0].n) if decision.chosen else None
        incident = used.get(i)
        yield {
            "source": found.document.source.id,
            "start": place.start + shift,
            "end": place.end + shift,
            "text": found.text.text[place.start : place.end],
            "place_id": record and record.id,
            "name": record and record.name,
            "lat": point and point.lat,
            "lon": point and point.lon,
            "country": record and record.country,
            "admin1": record and record.admin1,
            "precision": (precision_of(place.toponym, record) if record else Precision.UNLOCATED).value,
            "match": decision.found[0].match.value if record else None,
            "used": incident is not None,
            "why": _why(place, decision, incident),
            "role": place.role.value,
        }


def _why(place: PlaceMention, decision: Decision, incident: Incident | None) -> str:
    if incident is not None:
        parts = [place.rule, incident.location.reason or incident.location.rule]
    else:
        unused = place.why or "no event is told of here"
        parts = [unused, place.rule, (decision.reason or decision.note.removeprefix("; ")) or ""]
    return "; ".join(dict.fromkeys(part for part in parts if part))


class Spans:
    """Spans of a text that do not overlap.

    Examples
    --------
    >>> Spans([(4, 9), (20, 30)]).hold(22, 25), Spans([(4, 9)]).hold(8, 12)
    (True, False)
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)

    def hold(self, start: int, end: int) -> bool:
        """Tell whether one of the spans holds a stretch."""
        i = bisect_right(self._spans, start, key=lambda span: span[0]) - 1
        return i >= 0 and end <= self._spans[i][1]


class _Served:
    """Which incidents, by their numbers from 1, rest on each mention."""

    def __init__(self, told: Sequence[Told]) -> None:
        self._places: dict[int, list[int]] = defaultdict(list)
        self._mentions: dict[int, list[int]] = defaultdict(list)
        for number, event in enumerate(told, 1):
            if (place := place_of(event)) is not None:
                self._places[place].append(number)
            parts = [event.time, *event.events, *event.actors, *event.casualties]
            for mention in {id(part) for part in parts if part is not None}:
                self._mentions[mention].append(number)

    def by_place(self, number: int) -> tuple[int, ...]:
        """Return the incidents at a place mention."""
        return tuple(self._places.get(number, ()))

    def by(self, mention: object) -> tuple[int, ...]:
        """Return the incidents that rest on a mention of another kind."""
        return tuple(self._mentions.get(id(mention), ()))


def marks(found: Findings, told: Sequence[Told], records: Mapping[int, Place]) -> tuple[Mark, ...]:
    """Mark every span that was recognised, with what it was read as and which incidents rest on it."""
    served = _Served(told)
    # What is part of an actor's name is told with the actor, once.
    actors = Spans((a.start, a.end) for a in found.actors)
    no_places = [*_place_marks(found, served, records), *_other_marks(found)]
    made = [m for m in no_places if m.kind != "not a place" or not actors.hold(m.start, m.end)]
    made += [*_time_marks(found, served), *_event_marks(found, served)]
    for actor in found.actors:
        serves = served.by(actor)
        why = actor.rule if serves else f"{actor.rule}; no event is told of beside it"
        made.append(Mark(actor.start, actor.end, "actor", ", ".join(actor.names), why, bool(serves), serves))
    for count in found.casualties:
        serves = served.by(count)
        number = str(count.low) if count.low == count.high else f"{count.low} to {count.high}"
        label = f"{number} {'killed' if count.fatal else 'hurt'}"
        made.append(Mark(count.start, count.end, "casualties", label, count.rule, bool(serves), serves))
    return tuple(sorted(made))


def _place_marks(found: Findings, served: _Served, records: Mapping[int, Place]) -> Iterator[Mark]:
    for i, (place, decision) in enumerate(zip(found.places, found.decisions, strict=True)):
        serves = served.by_place(i)
        if place.role is Role.VETOED or decision is None:
            yield Mark(place.start, place.end, "not a place", "not a place", place.why or place.rule, used=False)
            continue
        record = records.get(decision.found[0].n) if decision.chosen else None
        unused = None if serves else place.why or "no event is told of here"
        parts = (unused, place.rule, decision.reason or decision.note.removeprefix("; "))
        why = "; ".join(dict.fromkeys(part for part in parts if part))
        label = label_of(place, decision, record)
        yield Mark(place.start, place.end, _KIND[place.role], label, why, bool(serves), serves)


def label_of(place: PlaceMention, decision: Decision, record: Place | None) -> str:
    """Say in a few words what a name was read as.

    Examples
    --------
    >>> from incidentmap.locate.deciding import Decision
    >>> from incidentmap.model import Toponym
    >>> nowhere = Toponym("Atlantis", 0, 8)
    >>> label_of(PlaceMention(0, 8, 0, nowhere), Decision(nowhere, []), None)
    'Atlantis: no record'
    """
    if record is None:
        if decision.ties:
            return f"{place.toponym.text}: {decision.ties} places of that name"
        return f"{place.toponym.text}: {'not sure enough' if decision.found else 'no record'}"
    home = [part for part in (record.admin2, record.admin1, record.country) if part and part != record.name]
    relation = "" if place.toponym.relation is Relation.AT else f"{place.toponym.relation}, "
    return f"{', '.join([record.name, *home])} · {relation}{precision_of(place.toponym, record)}"


def _other_marks(found: Findings) -> Iterator[Mark]:
    vetoed = {(p.start, p.end) for p in found.places}
    for start, end, why in found.others:
        if (start, end) not in vetoed:
            yield Mark(start, end, "not a place", "not a place", why, used=False)


def _time_marks(found: Findings, served: _Served) -> Iterator[Mark]:
    for time in found.times:
        serves = served.by(time)
        why = time.why or (time.rule if serves else f"{time.rule}; it dates no event")
        yield Mark(time.start, time.end, "time", _days(time.when), why, bool(serves), serves)


def _days(when: Interval) -> str:
    if when.start is None:
        return "a time that could not be resolved"
    days = when.start.isoformat() if when.end in (None, when.start) else f"{when.start} to {when.end}"
    return f"{days} ({when.precision})"


def _event_marks(found: Findings, served: _Served) -> Iterator[Mark]:
    for event in found.events:
        serves = served.by(event)
        kind = " / ".join(part for part in classify([event], [], []) if part) or "an event of no certain kind"
        unused = event.unreal or ("" if serves else "nothing says where")
        why = "; ".join(part for part in (unused, event.rule) if part)
        yield Mark(event.start, event.end, "event", kind, why, bool(serves), serves)
