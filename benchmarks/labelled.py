"""The labelled reports: texts with what a careful human coder finds in them (see tests/data/reports/README.md)."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

FOLDER: Final = Path(__file__).resolve().parents[1] / "tests" / "data" / "reports"
RELATIONS: Final = frozenset({"near", "between", "along", "facility", "direction", "distance"})
ROLES: Final = frozenset({"demonym", "metonym"})
KINDS: Final = frozenset({"settlement", "district", "region", "country", "area"})
#: ``[[as written = Name | what it does]]``; names hold no brackets.
_MARK: Final = re.compile(r"\[\[([^\[\]=|]+)(?:=([^\[\]|]+))?(?:\|([^\[\]]+))?\]\]")
_REPORT_KEYS: Final = frozenset({"published", "title", "hard", "text", "incidents"})
_INCIDENT_KEYS: Final = frozenset({"place", "at", "when", "type", "sub_type", "actors", "fatalities"})


class Spot(NamedTuple):
    """A row of ``places.tsv``."""

    name: str
    country: str
    kind: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Name:
    """A place name in a report: ``text[start:end]``. ``used`` says whether an incident happened there."""

    start: int
    end: int
    text: str
    spot: Spot
    role: str
    relation: str
    used: bool


@dataclass(frozen=True, slots=True)
class Event:
    """An incident in a report. ``kind`` is that of its place; "area" when it lies between several."""

    places: tuple[str, ...]
    kind: str
    country: str
    lat: float
    lon: float
    start: date | None
    end: date | None
    event_type: str
    sub_event_type: str | None
    actors: tuple[str, ...]
    fatalities: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Report:
    """A labelled report."""

    id: str
    language: str
    published: date | None
    title: str | None
    text: str
    hard: str | None
    names: tuple[Name, ...]
    events: tuple[Event, ...]


def spots(folder: Path = FOLDER) -> dict[str, Spot]:
    """Read ``places.tsv``: name → place."""
    with (folder / "places.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    found = {r["name"]: Spot(r["name"], r["country"], r["kind"], float(r["lat"]), float(r["lon"])) for r in rows}
    if len(found) < len(rows):
        raise ValueError(f"{folder / 'places.tsv'}: a name stands twice")
    return found


def reports(folder: Path = FOLDER) -> list[Report]:
    """Read every report of a folder, in the order of their names.

    Raises
    ------
    ValueError
        When a report is not as the README says; it names the file.
    """
    known = spots(folder)
    return [read(path, known) for path in sorted(folder.glob("*.toml"))]


def read(path: Path, known: Mapping[str, Spot]) -> Report:
    """Read one report."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        return _report(path.stem, told, known)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path}: {error!r}") from error


def _report(name: str, told: dict[str, Any], known: Mapping[str, Spot]) -> Report:
    _only(told, _REPORT_KEYS)
    events = tuple(_event(row, known) for row in told.get("incidents", ()))
    happened = {place for event in events for place in event.places}
    text, names = _unmark(told["text"].strip(), known, happened)
    language = name.partition("-")[0]
    return Report(name, language, told.get("published"), told.get("title"), text, told.get("hard"), names, events)


def _unmark(marked: str, known: Mapping[str, Spot], happened: set[str]) -> tuple[str, tuple[Name, ...]]:
    """Take the marks out of a text, and return it with the names at their offsets."""
    parts: list[str] = []
    names: list[Name] = []
    length = done = 0
    for mark in _MARK.finditer(marked):
        written = mark[1].strip()
        spot = known[(mark[2] or written).strip()]
        does = (mark[3] or "").strip()
        if does and does not in RELATIONS | ROLES:
            raise ValueError(f"{mark[0]}: {does!r} is no relation and no role")
        before = marked[done : mark.start()]
        parts += [before, written]
        start = length + len(before)
        length = start + len(written)
        done = mark.end()
        role, relation = (does, "at") if does in ROLES else ("place", does or "at")
        names.append(Name(start, length, written, spot, role, relation, role == "place" and spot.name in happened))
    text = "".join([*parts, marked[done:]])
    if "[[" in text or "]]" in text:
        raise ValueError("a mark is not closed, or holds brackets")
    return text, tuple(names)


def _event(row: dict[str, Any], known: Mapping[str, Spot]) -> Event:
    _only(row, _INCIDENT_KEYS)
    places = (row["place"],) if isinstance(row["place"], str) else tuple(row["place"])
    there = [known[place] for place in places]
    lat, lon = row.get("at") or (_mean([s.lat for s in there]), _mean([s.lon for s in there]))
    when = row.get("when")
    start, end = when if isinstance(when, list) else (when, when)
    low_high = row.get("fatalities")
    return Event(
        places=places,
        kind=there[0].kind if len(there) == 1 else "area",
        country=there[0].country,
        lat=lat,
        lon=lon,
        start=start,
        end=end,
        event_type=row["type"],
        sub_event_type=row.get("sub_type"),
        actors=tuple(row.get("actors", ())),
        fatalities=(low_high[0], low_high[1]) if low_high else None,
    )


def _only(row: dict[str, Any], keys: frozenset[str]) -> None:
    strange = sorted(set(row) - keys)
    if strange:
        raise ValueError(f"{', '.join(strange)}: no such key")


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
