"""What reading gives: of one document, and of many together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from incidentmap.gazetteer import Found, Gazetteer
from incidentmap.locate.document import reference_point
from incidentmap.model import Document, Incident, Rejection
from incidentmap.reports.card import Card
from incidentmap.reports.findings import Findings, examine
from incidentmap.reports.incidents import incidents
from incidentmap.reports.joining import join
from incidentmap.reports.marking import marks, mention_rows

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

    from incidentmap.reading.lexicon import Lexicon
    from incidentmap.reading.voters import Voter
    from incidentmap.reports.marks import Mark


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one document gave.

    ``mentions`` are the rows of the mentions file; ``document`` and ``marks`` are what the "show me" page needs, and
    are there only when they were asked for.
    """

    incidents: tuple[Incident, ...]
    mentions: list[dict[str, Any]]
    card: Card
    document: Document | None = None
    marks: tuple[Mark, ...] = ()


def read_document(
    document: Document,
    gazetteer: Gazetteer,
    lexicon: Lexicon,
    *,
    voters: Sequence[Voter] = (),
    show: bool = False,
) -> Outcome:
    """Read one document: find what it mentions, join it into incidents, and place them.

    Parameters
    ----------
    document : Document
    gazetteer : Gazetteer
    lexicon : Lexicon
    voters : sequence of Voter, optional
    show : bool, optional
        Keep the text and the marks, so that what was read can be shown.
    """
    found = examine(document, gazetteer, lexicon, voters=voters)
    told = join(found)
    made = incidents(told, found, gazetteer)
    chosen = _chosen(found)
    records = gazetteer.describe(chosen, spellings=False)
    points = {n: reference_point(first, gazetteer) for n, first in chosen.items()}
    card = Card()
    card.count(found, made)
    rows = list(mention_rows(found, told, made, records, points))
    if not show:
        return Outcome(made, rows, card)
    return Outcome(made, rows, card, document, marks(found, told, records))


def _chosen(found: Findings) -> dict[int, Found]:
    return {d.found[0].n: d.found[0] for d in found.decisions if d is not None and d.chosen}


@dataclass(slots=True)
class Reading:
    """What all documents gave together.

    Attributes
    ----------
    outcomes : list of Outcome
        In the order of the documents.
    rejected : list of Rejection
        Files that could not be read, with their reasons.
    passed_over : list of str
        Files in the folders given that are of other kinds.
    meta : dict
        What the incidents were made with: gazetteer and attribution.
    counted : Card
        What was found in the documents whose outcomes are not kept.
    """

    outcomes: list[Outcome] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    meta: dict[str, Any] = field(default_factory=dict)
    counted: Card = field(default_factory=Card)

    def take(self, outcome: Outcome, *, keep: bool = True) -> None:
        """Add what one document gave: all of it, or only its counts."""
        if keep:
            self.outcomes.append(outcome)
        else:
            self.counted.add(outcome.card)

    def frame(self) -> GeoDataFrame:
        """Return the incident frame: one row for each incident, in the order of the text."""
        from incidentmap.frame import META, from_incidents

        frame = from_incidents(incident for outcome in self.outcomes for incident in outcome.incidents)
        frame.attrs[META] = self.meta
        return frame

    def mentions(self) -> list[dict[str, Any]]:
        """Return every place mention, used or not: ``source, start, end, text, place_id, name, lat, lon, …``."""
        return [row for outcome in self.outcomes for row in outcome.mentions]

    def card(self) -> Card:
        """Return the report card: what was found, and what became of it."""
        return total([self.counted, *(outcome.card for outcome in self.outcomes)])


def total(cards: Iterable[Card]) -> Card:
    """Add cards up."""
    whole = Card()
    for card in cards:
        whole.add(card)
    return whole


def made_with(gazetteer: Gazetteer) -> dict[str, Any]:
    """Say what incidents were made with, as every incident frame does."""
    return {
        "gazetteer": {"version": gazetteer.version, "fingerprint": gazetteer.fingerprint},
        "attribution": gazetteer.attribution,
    }
