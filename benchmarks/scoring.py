"""Compare what was read with what a coder found: spans, places, incidents, dates, actors, types and deaths."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from benchmarks.labelled import Event, Name, Report

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Mention = dict[str, Any]
G = TypeVar("G")
P = TypeVar("P")

#: A settlement is right within so many km of the coder's point; an incident is the same one within so many.
PLACE_KM: Final = 10
INCIDENT_KM: Final = 25
#: Units are compared by name and class; gazetteers' points of one unit lie so far apart at most.
UNIT_KM: Final = {"district": 40, "region": 150}
#: Seas and ranges have no one point.
AREA_KM: Final = 150
#: Words of an actor's name that do not tell it from others.
_COMMON: Final = frozenset(
    "forces force armed military army defense defence federation republic state police government brigade regiment "
    "battalion group alleged service air aerospace".split()
)
_SMALL: Final = frozenset("the of and".split())
_UNNAMED: Final = frozenset("unidentified unknown protesters demonstrators civilians gunmen".split())


class Told(NamedTuple):
    """A predicted incident, as plain values: ``place`` is the record's name, ``written`` the place as written."""

    place: str | None
    written: str | None
    precision: str
    country: str | None
    geometry: BaseGeometry | None
    start: date | None
    end: date | None
    event_type: str | None
    sub_event_type: str | None
    actors: tuple[str, ...]
    fatalities: tuple[int | None, int | None]


@dataclass(slots=True)
class Score:
    """Counts that add up over reports, and what went wrong, one line each."""

    counts: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Add another score's counts and misses."""
        self.counts.update(other.counts)
        self.misses += other.misses

    def share(self, part: str, whole: str) -> float | None:
        """Return a part of a whole; ``None`` when there is none."""
        return self.counts[part] / self.counts[whole] if self.counts[whole] else None

    def f1(self, hit: str, gold: str, told: str) -> tuple[float | None, float | None, float | None]:
        """Return precision, recall and F1."""
        precision, recall = self.share(hit, told), self.share(hit, gold)
        both = self.counts[gold] + self.counts[told]
        return precision, recall, 2 * self.counts[hit] / both if both else None


def score(report: Report, mentions: Sequence[Mention], told: Sequence[Told]) -> Score:
    """Score one report."""
    result = Score()
    result.counts["reports"] = 1
    _score_names(report, [m for m in mentions if m.get("role") != "vetoed"], result)
    _score_incidents(report, told, result)
    return result


def paired(gold: Sequence[G], told: Sequence[P], worth: Callable[[G, P], float]) -> list[tuple[int, int]]:
    """Pair each with one other at most, the worthiest pairs first; a pair worth 0 is none."""
    values = [(worth(g, t), -i, -j) for i, g in enumerate(gold) for j, t in enumerate(told)]
    left, right, pairs = set(range(len(gold))), set(range(len(told))), []
    for value, i, j in sorted(values, reverse=True):
        if value > 0 and -i in left and -j in right:
            left.remove(-i)
            right.remove(-j)
            pairs.append((-i, -j))
    return sorted(pairs)


def _score_names(report: Report, mentions: Sequence[Mention], result: Score) -> None:
    count = result.counts
    spans = {(m["start"], m["end"]) for m in mentions}
    count["names"] += len(report.names)
    count["mentions"] += len(mentions)
    count["exact"] += sum((n.start, n.end) in spans for n in report.names)
    pairs = paired(report.names, mentions, _overlap)
    count["overlapping"] += len(pairs)
    for i, j in pairs:
        name, mention = report.names[i], mentions[j]
        count["roles right"] += name.role == mention.get("role", name.role)
        if name.spot.kind == "area":
            continue
        count["recognised"] += 1
        if right_place(name, mention):
            count["placed"] += 1
        else:
            where = f"{mention.get('name')} ({mention.get('country')}, {mention.get('precision')})"
            _miss(report, f"PLACED {name.spot.name} as {where}", (name.start, name.end), result)
    count["placeable"] += sum(n.spot.kind != "area" for n in report.names)
    found, used = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, name in enumerate(report.names):
        if i not in found:
            _miss(report, f"MISSED name {name.text} ({name.role})", (name.start, name.end), result)
    for j, mention in enumerate(mentions):
        if j not in used:
            _miss(report, f"NO NAME {mention['text']!r}", (mention["start"], mention["end"]), result)


def _overlap(name: Name, mention: Mention) -> float:
    start, end = int(mention["start"]), int(mention["end"])
    shared = min(name.end, end) - max(name.start, start)
    return max(shared, 0) / (max(name.end, end) - min(name.start, start))


def right_place(name: Name, mention: Mention) -> bool:
    """Say whether a mention was resolved to the place that the coder means."""
    if mention.get("lat") is None:
        return False
    spot = name.spot
    if spot.kind == "country":
        same_unit = mention.get("precision") == "country" or mention.get("name") == spot.name
        return mention.get("country") == spot.country and same_unit
    km = distance_km(spot.lat, spot.lon, mention["lat"], mention["lon"])
    if spot.kind in UNIT_KM:
        same_unit = mention.get("precision") in UNIT_KM or mention.get("name") == spot.name
        return km <= UNIT_KM[spot.kind] and same_unit
    return km <= PLACE_KM


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance."""
    a, b = math.radians(lat1), math.radians(lat2)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742.0 * math.asin(math.sqrt(half))


def _score_incidents(report: Report, told: Sequence[Told], result: Score) -> None:
    count = result.counts
    count["incidents"] += len(report.events)
    count["told"] += len(told)
    written: dict[str, set[str]] = {}
    for name in report.names:
        written.setdefault(name.spot.name, set()).add(name.text)

    def likeness(event: Event, told: Told) -> float:
        # An incident whose place the gazetteer lacks is found all the same, and its place is counted as wrong elsewhere.
        named = told.geometry is None and any(told.written in written.get(place, ()) for place in event.places)
        return 1 + ((event.start, event.end) == (told.start, told.end)) if named else _likeness(event, told)

    pairs = paired(report.events, told, likeness)
    count["found"] += len(pairs)
    for i, j in pairs:
        _score_details(report, report.events[i], told[j], result)
    found, used = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, event in enumerate(report.events):
        if i not in found:
            _miss(report, f"MISSED incident at {' / '.join(event.places)} {event.start}", None, result)
    for j, other in enumerate(told):
        if j not in used:
            _miss(report, f"NO INCIDENT {other.place} {other.start} {other.sub_event_type}", None, result)


def _likeness(event: Event, told: Told) -> float:
    """Return 0 when the places differ; otherwise more than 1 the more the rest agrees."""
    if not same_place(event, told):
        return 0
    same_day = (event.start, event.end) == (told.start, told.end)
    same_name = told.place is not None and told.place in event.places
    close = 1 / (1 + _km_to(event, told.geometry)) if told.geometry is not None else 0
    return 1 + same_day + 0.5 * (event.sub_event_type == told.sub_event_type) + same_name + close


def same_place(event: Event, told: Told) -> bool:
    """Say whether a predicted incident is placed where the coder's is: within 25 km, or in the same unit."""
    if told.geometry is None:
        return False
    if event.kind in ("country", *UNIT_KM):
        # The unit's own point lies in its shape, and in no other unit's.
        return told.precision == event.kind and _km_to(event, told.geometry) < 1
    if told.precision in ("country", *UNIT_KM) and not _small(told.geometry):
        return False
    return _km_to(event, told.geometry) <= (AREA_KM if event.kind == "area" and not event.country else INCIDENT_KM)


def _small(shape: BaseGeometry) -> bool:
    """Say whether a unit is no larger than a city: some are one."""
    west, south, east, north = shape.bounds
    return distance_km(south, west, north, east) <= 2 * INCIDENT_KM


def _km_to(event: Event, shape: BaseGeometry) -> float:
    from shapely.geometry import Point
    from shapely.ops import nearest_points

    near = nearest_points(shape, Point(event.lon, event.lat))[0]
    return distance_km(event.lat, event.lon, near.y, near.x)


def _score_details(report: Report, event: Event, told: Told, result: Score) -> None:
    count = result.counts
    where = " / ".join(event.places)
    checks: list[tuple[str, object, object]] = [
        ("date", (event.start, event.end), (told.start, told.end)),
        ("type", event.event_type, told.event_type),
    ]
    if event.sub_event_type:
        checks.append(("sub-type", event.sub_event_type, told.sub_event_type))
    stated = told.fatalities != (None, None)
    if event.fatalities or stated:
        checks.append(("deaths", event.fatalities or (None, None), told.fatalities))
    for what, gold, other in checks:
        count[f"{what} asked"] += 1
        count[f"{what} right"] += gold == other
        if gold != other:
            _miss(report, f"{what.upper()} at {where}: {_plain(gold)}, read as {_plain(other)}", None, result)
    gold_actors, actors = _known(event.actors), _known(told.actors)
    hits = paired(gold_actors, actors, alike)
    count["actors"] += len(gold_actors)
    count["actors told"] += len(actors)
    count["actors right"] += len(hits)
    if not len(hits) == len(gold_actors) == len(actors):
        _miss(report, f"ACTORS at {where}: {list(gold_actors)}, read as {list(actors)}", None, result)


def _plain(value: object) -> str:
    return " to ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _known(actors: Iterable[str]) -> list[str]:
    """Leave out those whom nobody names: gunmen, protesters, civilians."""
    return [actor for actor in actors if not _UNNAMED.intersection(actor.casefold().split())]


def alike(one: str, other: str) -> float:
    """Say how alike two names of actors are, from 0 (another) to 1: "Israel Defense Forces", "Armed Forces of Israel".

    Only the words that tell them apart count, by their first five letters: "Russia" is "Russian".
    """
    first, second = (_words(name) for name in (one, other))
    telling = (first - _COMMON, second - _COMMON) if first - _COMMON and second - _COMMON else (first, second)
    return len(telling[0] & telling[1]) / max(1, min(map(len, telling)))


def _words(name: str) -> frozenset[str]:
    text = name.casefold().replace("united states", "us").replace("united kingdom", "uk")
    return frozenset(word if word in _COMMON else word[:5] for word in re.findall(r"\w+", text) if word not in _SMALL)


def _miss(report: Report, what: str, span: tuple[int, int] | None, result: Score) -> None:
    start, end = span or (0, 0)
    text = report.text
    around = (
        text[max(0, start - 60) : start] + "»" + text[start:end] + "«" + text[end : end + 40] if span else text[:90]
    )
    result.misses.append(f"{report.id} {what} | {' '.join(around.split())}")
