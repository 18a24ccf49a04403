"""Places in Russian and Ukrainian sentences: the names, in whatever case they stand, and what each does there.

First what a table or a grammar tells for certain is taken: names in quotation marks, units of an adjective and a noun,
streets, persons. What capitalised words are left are candidates; the gazetteer says how surely each is a place, the
dictionary what else it may be, and the words around it decide (:mod:`.cyrillic_judging`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from incidentmap.gazetteer import Gazetteer
from incidentmap.model import Feature
from incidentmap.reading.cyrillic.capitals import raise_names
from incidentmap.reading.cyrillic.judging import Candidate, Judge
from incidentmap.reading.cyrillic.kinds import Kinds, read_kinds, read_rivers, read_waters
from incidentmap.reading.cyrillic.metonyms import as_offices, read_seats
from incidentmap.reading.cyrillic.names import Names, names_of
from incidentmap.reading.cyrillic.tables import tables
from incidentmap.reading.cyrillic.units import read_adjectives, read_directions, read_facilities, read_units
from incidentmap.reading.cyrillic.vetoes import veto_persons, veto_quoted, veto_streets
from incidentmap.reading.cyrillic.view import View, views
from incidentmap.reading.mentions import PlaceMention, Role
from incidentmap.reading.text import Text

#: The most words of a name: Ростов на Дону, Новая Софиевка Вторая.
_LONGEST_NAME: Final = 4
_LINKS: Final = frozenset("на над под при під".split())
_SMALL_ACRONYMS: Final = frozenset({"рф"})
#: "в Ленинском районе города", and no name after it.
_OF_THE_CITY: Final = re.compile(
    r"\s+(?:міста|города|столиці|столицы|обласного центру|областного центра)(?!\s+[А-ЯЁІЇЄҐ])\b"
)
_CITY_OF_DISTRICTS: Final = 100_000
#: A sentence with more candidates is a register; only so many are weighed at once.
_MOST_CANDIDATES: Final = 400


def find(
    text: Text, numbers: Sequence[int], gazetteer: Gazetteer, blocked: Sequence[tuple[int, int]] = ()
) -> list[PlaceMention]:
    """Find the mentions of places in the Russian and Ukrainian sentences of a text.

    Parameters
    ----------
    text : Text
    numbers : sequence of int
        The sentences to read.
    gazetteer : Gazetteer
    blocked : sequence of (int, int)
        Offsets of names of actors and organisations: a place's name inside one is no place.

    Returns
    -------
    list of PlaceMention
        In the order of the text. ``toponym.text`` is the name as written, but for units ("на Харківщині" is Харківська
        область), demonyms, and forms that are by chance another village's name.

    Examples
    --------
    >>> from incidentmap.reading.text import prepare
    >>> text = prepare("Обстреляно село Козинка Грайворонского района, сообщил губернатор Гладков.")
    >>> with Gazetteer.open() as gazetteer:
    ...     [(text.text[m.start : m.end], m.toponym.text) for m in find(text, [0], gazetteer)]
    [('Козинка', 'Козинка'), ('Грайворонского района', 'Грайворонский район')]
    """
    names = names_of(gazetteer)
    persons: set[str] = set()
    read = [(view, _prepared(view, names, persons)) for view in views(text, numbers, blocked)]
    candidates = [_candidates(view, kinds) for view, kinds in read]
    names.learn(phrase for some in candidates for candidate in some for _, phrase in candidate.extents)
    found: list[PlaceMention] = []
    for (view, kinds), some in zip(read, candidates, strict=True):
        Judge(view, names, kinds, persons).decide(some)
        read_rivers(view, names)
        read_adjectives(view, persons)
        found += as_offices(view)
    found.sort(key=lambda mention: (mention.start, mention.end))
    return _in_cities(text, found, names)


def _in_cities(text: Text, found: list[PlaceMention], names: Names) -> list[PlaceMention]:
    """Give "Київському районі міста" the city that is named before it."""
    city = ""
    made = []
    for mention in found:
        toponym = mention.toponym
        if mention.role is Role.PLACE and toponym.feature is Feature.DISTRICT and city:
            if _OF_THE_CITY.match(text.text, mention.end):
                mention = replace(mention, toponym=replace(toponym, within=(city,)))
        elif mention.role is Role.PLACE and toponym.feature is None:
            known = names.look(toponym.text)
            if known.feature is Feature.SETTLEMENT and known.population >= _CITY_OF_DISTRICTS:
                city = toponym.text
        made.append(mention)
    return made


def _prepared(view: View, names: Names, persons: set[str]) -> Kinds:
    """Take what needs no weighing, and return the words that stand after a word for a kind of settlement."""
    raise_names(view, names)
    veto_quoted(view, names)
    read_units(view, names)
    read_directions(view, names)
    read_facilities(view, names)
    read_waters(view)
    veto_streets(view, names)
    read_seats(view)
    _read_phrases(view)
    kinds = read_kinds(view, names)
    veto_persons(view, names, persons, kinds)
    return kinds


def _read_phrases(view: View) -> None:
    """Keep countries, rivers and parts of the world of two words: "на Ближнем Востоке"."""
    for i in range(len(view.words) - 1):
        if not (view.free(i) and view.free(i + 1) and view.beside(i + 1)):
            continue
        entry = tables().phrases.get(f"{view.words[i].key} {view.words[i + 1].key}")
        if entry is not None and entry.sort == "macro":
            view.add(i, i + 2, entry.name, "a part of the world", feature=Feature.REGION)
        elif entry is not None and entry.sort == "country":
            view.add(i, i + 2, entry.name, "a country")
        elif entry is not None and entry.sort == "river":
            view.add(i, i + 2, entry.name, "a river", feature=Feature.SITE)


def _candidates(view: View, kinds: Kinds) -> list[Candidate]:
    """List the words that may begin a name, each with the stretches that it may have, the longest first."""
    found: list[Candidate] = []
    for i, word in enumerate(view.words):
        written = word.upper or word.key in _SMALL_ACRONYMS
        acronym = written and word.entry is not None and not view.taken[i]
        if not (view.free(i) or acronym) or len(word.text) < 2 or len(found) >= _MOST_CANDIDATES:
            continue
        if Judge.is_hopeless(view, i, kinds):
            continue
        found.append(Candidate(i, _extents(view, i)))
    return found


def _extents(view: View, i: int) -> list[tuple[int, str]]:
    ends = [i + 1]
    j = i + 1
    while j < min(i + _LONGEST_NAME, len(view.words)) and view.beside(j):
        if view.free(j):
            ends.append(j + 1)
        elif not (view.words[j].key in _LINKS and view.free(j + 1)):
            break
        j += 1
    return [(end, view.phrase(i, end)) for end in reversed(ends)]
