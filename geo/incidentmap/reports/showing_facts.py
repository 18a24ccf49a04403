"""The facts of an incident and of a report in words: when, where, who and what, and how well each is known."""

from __future__ import annotations

from calendar import monthrange
from typing import Final, NamedTuple

from incidentmap.model import Document, Incident, Interval, Location, Precision, TimePrecision
from incidentmap.reports.marks import line

#: Whatever language the machine speaks.
_MONTHS: Final = "January February March April May June July August September October November December".split()


def origin(document: Document) -> list[str]:
    """Say when a report was published, how that is known, and which bytes were read.

    Examples
    --------
    >>> from datetime import date
    >>> from incidentmap.model import Source
    >>> origin(Document("", Source("a", sha256="ab" * 32), date(2024, 3, 15), "the option"))
    ['published: 2024-03-15 (from the option)', 'sha256: abababababab']
    """
    published = str(document.published) if document.published else "not known"
    if document.published and document.published_by:
        published += f" (from {line(document.published_by)})"
    return [f"published: {published}", f"sha256: {line(document.source.sha256 or '')[:12] or 'not known'}"]


class Fact(NamedTuple):
    """One answer about an incident, and how it is known."""

    word: str
    answer: str
    note: str = ""


def facts(incident: Incident) -> list[Fact]:
    """Say when, where, who and what, each with how well it is known.

    Parameters
    ----------
    incident : Incident

    Returns
    -------
    list of Fact
        In the order to show them.

    Examples
    --------
    >>> from datetime import date
    >>> from incidentmap.model import Toponym
    >>> month = Interval(date(2023, 12, 1), date(2023, 12, 31), TimePrecision.MONTH, "in December")
    >>> name = Toponym("Atlantis", 0, 8)
    >>> nowhere = Location(name, None, (), Precision.UNLOCATED, None, None, "not placed", "no such place")
    >>> for fact in facts(Incident("", month, nowhere, None, None, ("A",), (2, 5), None, ())):
    ...     print(*filter(None, fact), sep=" | ")
    when | December 2023 | the whole month; “in December”
    where | “Atlantis”, not placed | no such place
    who | A
    what | not known
    killed | 2 to 5
    """
    kinds = [line(kind) for kind in (incident.event_type, incident.sub_event_type) if kind]
    told = [
        _when(incident.when),
        _where(incident.location),
        Fact("who", "; ".join(line(actor) for actor in incident.actors) or "not known"),
        Fact("what", " / ".join(dict.fromkeys(kinds)) or "not known"),
    ]
    low, high = incident.fatalities
    if low is not None or high is not None:
        ends = [str(end) for end in dict.fromkeys((low, high)) if end is not None]
        told.append(Fact("killed", " to ".join(ends) if low is not None else f"up to {high}"))
    return told


def heading(incident: Incident) -> str:
    """Name an incident by what happened, as closely as it is known.

    Examples
    --------
    >>> from incidentmap.model import Toponym
    >>> unknown = Interval(None, None, TimePrecision.UNKNOWN)
    >>> nowhere = Location(Toponym("Atlantis", 0, 8), None, (), Precision.UNLOCATED, None, None, "", "no such place")
    >>> heading(Incident("", unknown, nowhere, "Riots", None, (), (None, None), None, ()))
    'Riots'
    """
    return line(incident.sub_event_type or incident.event_type or "An event of no certain kind")


def _when(when: Interval) -> Fact:
    days = _days(when)
    whole = when.precision in {TimePrecision.MONTH, TimePrecision.YEAR} and days is not None and "-" not in days
    notes = [f"the whole {when.precision}"] if whole else []
    if when.phrase:
        notes.append(f"“{line(when.phrase)}”")
    return Fact("when", days or "not known", "; ".join(notes))


def _days(when: Interval) -> str | None:
    first, last = when.start, when.end
    if first is None or last is None:
        known = first or last
        return None if known is None else f"from {known}" if first else f"until {known}"
    if first == last:
        return str(first)
    if first.day == 1 and first.year == last.year and last.day == monthrange(last.year, last.month)[1]:
        if first.month == last.month:
            return f"{_MONTHS[first.month - 1]} {first.year}"
        if (first.month, last.month) == (1, 12):
            return str(first.year)
    return f"{first} to {last}"


def _where(location: Location) -> Fact:
    place, written = location.place, line(location.toponym.text)
    if location.precision is Precision.UNLOCATED:
        answer = f"“{written}”, not placed" if written else "not placed"
        return Fact("where", answer, line(location.reason or "the text names no place"))
    relation = "near " if location.precision is Precision.NEAR else ""
    parts = (place.name, place.admin1, place.country) if place is not None else (written,)
    answer = relation + ", ".join(dict.fromkeys(line(part) for part in parts if part))
    return Fact("where", answer, f"{location.precision}; {line(location.rule)}")
