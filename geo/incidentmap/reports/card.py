"""The report card: how many names were found, and what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from incidentmap.model import Incident, TimePrecision
from incidentmap.reading.mentions import Role
from incidentmap.reports.findings import Findings


class Card:
    """Counts over documents. It only grows: cards of many documents are added.

    Examples
    --------
    >>> Card().as_dict()["names"]["found"]
    0
    """

    def __init__(self) -> None:
        self.documents = 0
        self.characters = 0
        self.names: Counter[str] = Counter()
        self.precision: Counter[str] = Counter()
        self.incidents: Counter[str] = Counter()

    def count(self, found: Findings, incidents: Iterable[Incident]) -> None:
        """Add one document."""
        self.documents += 1
        self.characters += len(found.text.text)
        for place, decision in zip(found.places, found.decisions, strict=True):
            self.names["found"] += 1
            if place.role is Role.VETOED or decision is None:
                self.names["vetoed"] += 1
            elif decision.chosen:
                self.names["resolved"] += 1
            else:
                self.names["ambiguous" if decision.found else "unresolved"] += 1
            if place.role is not Role.VETOED:
                self.names[place.role.value] += 1
        self.names["found"] += len(found.others)
        self.names["vetoed"] += len(found.others)
        for incident in incidents:
            self.incidents["found"] += 1
            self.incidents["undated"] += incident.when.precision is TimePrecision.UNKNOWN
            self.incidents["not placed"] += incident.location.geometry is None
            self.incidents["of unknown type"] += incident.event_type is None
            self.precision[incident.location.precision.value] += 1

    def add(self, other: Card) -> None:
        """Add the counts of another card."""
        self.documents += other.documents
        self.characters += other.characters
        self.names += other.names
        self.precision += other.precision
        self.incidents += other.incidents

    def as_dict(self) -> dict[str, Any]:
        """Write the counts for JSON: the same keys always, so that programs may rely on them."""
        keys = "found resolved ambiguous unresolved vetoed place demonym metonym".split()
        return {
            "documents": self.documents,
            "characters": self.characters,
            "names": {key: self.names[key] for key in keys},
            "incidents": {k: self.incidents[k] for k in ("found", "undated", "not placed", "of unknown type")},
            "precision": dict(sorted(self.precision.items())),
        }

    def in_words(self) -> str:
        """Say the counts in two lines.

        Examples
        --------
        >>> print(Card().in_words())
        0 names found
        """
        names, told = self.names, self.incidents
        parts = [f"{names[key]:,} {key}" for key in ("resolved", "ambiguous", "unresolved", "vetoed") if names[key]]
        lines = [f"{_count(names['found'], 'name')} found" + (f": {', '.join(parts)}" if parts else "")]
        missing = [f"{told[key]:,} {key}" for key in ("undated", "not placed", "of unknown type") if told[key]]
        if self.documents:
            text = f"{_count(told['found'], 'incident')} in {_count(self.documents, 'document')}"
            lines.append(text + (f": {', '.join(missing)}" if missing else ""))
        return "\n".join(lines)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
