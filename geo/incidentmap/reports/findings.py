"""All that is found in one document: its mentions, and which record each place name means."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from incidentmap.gazetteer import Found, Gazetteer
from incidentmap.locate.document import Named, resolve_document
from incidentmap.model import Document, Feature, Relation
from incidentmap.reading import actors, casualties, cyrillic, events, latin, organisations, relations, times
from incidentmap.reading.mentions import (
    ActorMention,
    CasualtyMention,
    EventMention,
    PlaceMention,
    Role,
    TimeMention,
)
from incidentmap.reading.text import Text, prepare

if TYPE_CHECKING:
    from incidentmap.locate.deciding import Decision
    from incidentmap.reading.lexicon import Lexicon
    from incidentmap.reading.voters import Voter

_CYRILLIC: Final = ("ru", "uk")
_LED: Final = re.compile(r"\b([A-Z]\w{1,30})-(?:led|backed|linked|affiliated|aligned|allied|run|controlled)\b")
_sentence_of: Final = attrgetter("sentence")


@dataclass(frozen=True, slots=True)
class Findings:
    """What reading found in a document.

    ``decisions`` has one entry for each place mention, ``None`` for those that are never looked up. ``others`` are
    names that look like places and are none: start, end and the reason.
    """

    document: Document
    text: Text
    places: tuple[PlaceMention, ...]
    decisions: tuple[Decision | None, ...]
    times: tuple[TimeMention, ...]
    actors: tuple[ActorMention, ...]
    events: tuple[EventMention, ...]
    casualties: tuple[CasualtyMention, ...]
    others: tuple[tuple[int, int, str], ...]
    _told: dict[int, str] = field(default_factory=dict, repr=False, compare=False)

    def chosen(self, number: int) -> Found | None:
        """Return the record that a place mention means, if one was decided on."""
        decision = self.decisions[number]
        return decision.found[0] if decision is not None and decision.chosen else None

    def is_wide(self, number: int) -> bool:
        """Tell whether a place mention names a country, a part of one, or an area that is no unit: "the Donbas"."""
        found = self.chosen(number)
        return found is not None and found.feature in (Feature.COUNTRY, Feature.AREA)

    def width(self, number: int) -> int:
        """Rank what is wide: a part of a country before a country, and that before an area of several."""
        decision, found = self.decisions[number], self.chosen(number)
        if found is None or decision is None:
            return 3
        if found.feature is Feature.AREA:
            return 0 if found.nation is not None and found.nation >= 0 else 2
        part = decision.toponym.bearing is not None and decision.toponym.relation is Relation.AT
        return 0 if part else 1

    def tells(self, number: int) -> bool:
        """Tell whether a sentence speaks of an event."""
        at = bisect_left(self.events, number, key=_sentence_of)
        return at < len(self.events) and self.events[at].sentence == number

    def places_in(self, number: int) -> range:
        """Return the numbers of a sentence's place mentions."""
        first = bisect_left(self.places, number, key=_sentence_of)
        return range(first, bisect_right(self.places, number, lo=first, key=_sentence_of))

    def sentence(self, number: int) -> str:
        """Return a sentence as written."""
        told = self._told.get(number)
        if told is None:
            sentence = self.text.sentences[number]
            # Each part of an incident rests on it: one text for all of them.
            self._told[number] = told = self.text.text[sentence.start : sentence.end]
        return told


def examine(document: Document, gazetteer: Gazetteer, lexicon: Lexicon, *, voters: Sequence[Voter] = ()) -> Findings:
    """Read one document.

    Parameters
    ----------
    document : Document
    gazetteer : Gazetteer
    lexicon : Lexicon
        Actors, triggers and organisations.
    voters : sequence of Voter, optional
        Statistical recognisers that have a say on what is a place.

    Examples
    --------
    >>> from incidentmap.model import Source
    >>> from incidentmap.reading.lexicon import Lexicon
    >>> report = Document("Gunmen attacked a post near the village of Terebreno.", Source("note.txt"))
    >>> with Gazetteer.open() as gazetteer:
    ...     found = examine(report, gazetteer, Lexicon.load())
    >>> [(p.toponym.text, str(p.toponym.relation)) for p in found.places]
    [('Terebreno', 'near')]
    """
    text = prepare(document.text)
    who = actors.find(text, lexicon)
    others = organisations.find(text, lexicon)
    # "Russian forces" mentions Russia as well; in the name of the Freedom of Russia Legion nothing is a place.
    own_names = {(a.start, a.end) for a in who if not a.side}
    blocked = sorted(own_names | {(start, end) for start, end, _ in others} | set(_led_by(text, lexicon)))
    places = _places(text, gazetteer, blocked, voters)
    return Findings(
        document,
        text,
        tuple(places),
        tuple(_decisions(places, gazetteer)),
        tuple(times.find(text, document.published)),
        tuple(who),
        tuple(events.find(text, lexicon)),
        tuple(casualties.find(text)),
        tuple(others),
    )


def _led_by(text: Text, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Find the groups of "Hamas-led gunmen": some town somewhere is called as they are."""
    for word in _LED.finditer(text.text):
        if any(match.value.how == "named" for match in lexicon.actors.scan(prepare(word[1]))):
            yield word.start(1), word.end(1)


def _places(
    text: Text, gazetteer: Gazetteer, blocked: Sequence[tuple[int, int]], voters: Sequence[Voter]
) -> list[PlaceMention]:
    cyrillic_numbers = [i for i, s in enumerate(text.sentences) if s.language in _CYRILLIC]
    latin_numbers = [i for i, s in enumerate(text.sentences) if s.language not in _CYRILLIC]
    found: list[PlaceMention] = []
    if latin_numbers:
        found += latin.find(text, latin_numbers, gazetteer, blocked)
    if cyrillic_numbers:
        found += cyrillic.find(text, cyrillic_numbers, gazetteer, blocked)
    found.sort(key=lambda m: (m.start, m.end))
    if voters:
        from incidentmap.reading.voters import vote

        found = vote(text, found, voters, blocked=blocked)
    return relations.attach(text, found, *gazetteer.remembered(relations.checks))


def _decisions(places: Sequence[PlaceMention], gazetteer: Gazetteer) -> list[Decision | None]:
    asked = [i for i, p in enumerate(places) if p.role is not Role.VETOED]
    named = [Named(p.toponym, p.role is Role.DEMONYM, holds=p.why is not None) for p in (places[i] for i in asked)]
    answers: list[Decision | None] = [None] * len(places)
    for i, decision in zip(asked, resolve_document(named, gazetteer), strict=True):
        answers[i] = decision._replace(toponym=replace(decision.toponym, start=places[i].start, end=places[i].end))
    return answers
