"""An event as a document tells it, and what two of them have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from incidentmap.model import Interval
from incidentmap.reading.mentions import ActorMention, CasualtyMention, EventMention, TimeMention
from incidentmap.reports.clauses import Clause

#: Words that leave little doubt of what happened.
CLEAR: Final = 2


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
    #: How sure the words are that something happened, and the event types that the clearer of them tell of.
    weight: int = 0
    kinds: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        first, self.events = self.events, []
        self.hear(first)

    def best(self) -> EventMention | None:
        """Return the words that say most clearly what kind of event it was."""
        return max((e for e in self.events if e.event_type), key=lambda e: e.weight, default=None)

    def hear(self, events: Sequence[EventMention]) -> None:
        """Take in more words for what happened."""
        self.events += events
        for event in events:
            self.weight = max(self.weight, event.weight)
            if event.event_type and event.weight >= CLEAR:
                self.kinds.add(event.event_type)


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
