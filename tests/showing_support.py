"""Reports with marks and incidents made by hand: what the tests of "show me" share."""

from __future__ import annotations

from datetime import date
from typing import Any

import shapely

from incidentmap.model import (
    Document,
    Evidence,
    Feature,
    Incident,
    Interval,
    Location,
    Place,
    Point,
    Precision,
    Relation,
    Source,
    TimePrecision,
    Toponym,
)
from incidentmap.reports.marks import Mark, MarkKind

RIVER = """On Tuesday morning fighters of the Green River Front clashed with border guards near the village of Olenka, \
in the region of Vesnyansk, and two guards were killed. The defence ministry in Arkadia said that the attackers had \
been driven back over the river by noon.

Residents of Olenka told the Vesnyansk Herald that they had heard heavy machine guns "for an hour or more". Nobody \
from the Front could be reached.

In December the group claimed to have shelled a depot on the outskirts of Borodets. Arkadian officials denied it then, \
and no picture of the place has been seen since."""

TOWN = """У ніч на 12 березня росіяни обстріляли Козинку та Лозове: поранено трьох людей.
Голова громади Петро Лозовий подякував рятувальникам."""


def span(text: str, words: str, kind: MarkKind, label: str, why: str, *incidents: int, nth: int = 0) -> Mark:
    """Mark the nth time that some words stand in a text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Mark(start, start + len(words), kind, label, why, bool(incidents), incidents)


def evidence(text: str, words: str, rule: str) -> Evidence:
    start = text.index(words)
    first = max(text.rfind(stop, 0, start) + len(stop) if stop in text[:start] else 0 for stop in (". ", "\n"))
    return Evidence("a", start - first, start - first + len(words), text[first : text.index(".", start) + 1], rule)


def located(name: str, precision: Precision, shape: Any, rule: str, radius: float | None = None) -> Location:
    place = Place(
        f"x:{name}", name, (), Point(35.5, 50.7), Feature.SETTLEMENT, "AR", "Vesnyansk Oblast", None, None, "x"
    )
    relation = Relation.NEAR if precision is Precision.NEAR else Relation.AT
    return Location(Toponym(name, 0, len(name), relation), place, (), precision, radius, shape, rule)


def nowhere(name: str, reason: str) -> Location:
    return Location(Toponym(name, 0, len(name)), None, (), Precision.UNLOCATED, None, None, "not placed", reason)


def river() -> tuple[Document, list[Mark], list[Incident]]:
    """Two incidents: one near a village on a day, one earlier, in a month, with a place that was not found."""
    text = RIVER
    disc = shapely.Point(35.5, 50.7).buffer(0.06)
    marks = [
        span(text, "On Tuesday morning", "time", "2024-03-12 (day)", "the Tuesday before the report's date", 1),
        span(text, "Green River Front", "actor", "Green River Front", "a name of the lexicon", 1),
        span(text, "Green River", "not a place", "not a place", "part of the name of an armed group"),
        span(text, "clashed with border guards", "event", "Battles / Armed clash", "“clashed with” and armed sides", 1),
        span(text, "border guards", "actor", "Border Guard of Arkadia", "a force named by its work", 1),
        span(text, "Olenka", "place", "Olenka, Vesnyansk Oblast, AR · near, disc of 5 km", "“near the village of”", 1),
        span(text, "Vesnyansk", "place", "Vesnyansk Oblast, AR · region", "holds Olenka; no event is told of here"),
        span(text, "two guards were killed", "casualties", "2 killed", "a number before “killed”", 1),
        span(text, "Arkadia", "metonym", "Arkadia · country", "“ministry in”: a government speaks"),
        span(text, "Olenka", "place", "Olenka, Vesnyansk Oblast, AR · settlement", "no event is told of here", nth=1),
        span(text, "Vesnyansk Herald", "not a place", "not a place", "a newspaper"),
        span(text, "In December", "time", "2023-12-01 to 2023-12-31 (month)", "the latest before the report", 2),
        span(text, "shelled", "event", "Explosions/Remote violence / Shelling", "a word of shelling", 2),
        span(text, "Borodets", "place", "Borodets: 3 places of that name", "“on the outskirts of”; not sure enough", 2),
        span(text, "Arkadian", "demonym", "Arkadia · country", "a nationality"),
    ]  # fmt: skip
    day, month = date(2024, 3, 12), (date(2023, 12, 1), date(2023, 12, 31))
    incidents = [
        Incident(
            "1", Interval(day, day, TimePrecision.DAY, "On Tuesday morning"),
            located("Olenka", Precision.NEAR, disc, "drawn as a 5 km disc because the text says near", 5.0),
            "Battles", "Armed clash", ("Green River Front", "Border Guard of Arkadia"), (2, 2), None,
            (evidence(text, "Olenka", "place: near"), evidence(text, "clashed with", "type: Battles")),
        ),
        Incident(
            "2", Interval(*month, TimePrecision.MONTH, "In December"),
            nowhere("Borodets", "3 places are called Borodets; the report does not say which"),
            "Explosions/Remote violence", "Shelling/artillery/missile attack", ("Green River Front",),
            (None, None), None, (evidence(text, "shelled", "type: Explosions"),),
        ),
    ]  # fmt: skip
    source = Source("a", "Clash on the river: what both sides say", published="2024-03-15", sha256="1f" * 32)
    return Document(text, source, date(2024, 3, 15), "the option"), marks, incidents


def town() -> tuple[Document, list[Mark], list[Incident]]:
    """A short Ukrainian report with one incident and no date of publication."""
    text = TOWN
    rule = "a place name after a verb of shelling"
    marks = [
        span(text, "У ніч на 12 березня", "time", "a time that could not be resolved", "the report has no date", 1),
        span(text, "росіяни", "actor", "Military Forces of Russia", "a name of the lexicon", 1),
        span(text, "обстріляли", "event", "Explosions/Remote violence / Shelling", "a word of shelling", 1),
        span(text, "Козинку", "place", "Kozynka, Vesnyansk Oblast, AR · settlement", rule, 1),
        span(text, "Лозове", "place", "Lozove, Vesnyansk Oblast, AR · settlement", f"no event is told of here; {rule}"),
        span(text, "поранено трьох людей", "casualties", "3 hurt", "a number after “поранено”", 1),
        span(text, "Лозовий", "not a place", "not a place", "a person: a first name stands before"),
    ]
    incident = Incident(
        "3", Interval(None, None, TimePrecision.UNKNOWN, "У ніч на 12 березня"),
        located("Kozynka", Precision.SETTLEMENT, shapely.Point(35.5, 50.7), "drawn at the settlement's point"),
        "Explosions/Remote violence", "Shelling/artillery/missile attack", ("Military Forces of Russia",),
        (None, None), None, (evidence(text, "Козинку", "place: settlement"),),
    )  # fmt: skip
    return Document(text, Source("a", "Нічний обстріл", url="https://example.org/posts/7?a=1&b=2")), marks, [incident]
