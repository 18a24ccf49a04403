"""Nouns of units that are said once: "в Глушковском районе …, в Рыльском — …", "Сумська ОВА"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final, NamedTuple

from incidentmap.model import Feature, Relation
from incidentmap.reading.mentions import Role
from incidentmap.reading.relations.noted import IsUnit, Name
from incidentmap.reading.relations.words import NOUN_CYRILLIC, plain
from incidentmap.reading.text import Text

#: Before a place that something happens in.
PREPOSITIONS: Final = frozenset(("в", "во", "у", "на", "in"))
#: A dash or a colon sets the names after a unit apart as its own.
_SETS_APART: Final = re.compile(r"\s*[–—:]|\s+-\s")
_CLAUSE: Final = frozenset((",", ";", "–", "—", "-", "и", "а", "та", "й", "і", ".", "and", "while", "but"))
#: How a locative adjective of a unit ends → its nominative, by gender.
_NOMINATIVE: Final = tuple(
    (f"{stem}{ending}", f"{stem}{nominative}", feminine)
    for stems, ending, nominative, feminine in (
        (("ск", "цк"), "ом", "ий", False),
        (("ськ", "цьк", "зьк"), "ому", "ий", False),
        (("ск", "цк"), "ой", "ая", True),
        (("ськ", "цьк", "зьк"), "ій", "а", True),
    )
    for stem in stems
)
_NOUNS: Final = (("район", "район"), ("р-н", "район"), ("округ", "округ"), ("област", "область"), ("громад", "громада"))
_FEMININE: Final = frozenset(("область", "громада"))
#: Offices of an oblast, after the adjective of its town.
_OFFICES: Final = frozenset("ова ога ода облрада облради обладміністрація обладміністрації облсовет облдума".split())


class Told(NamedTuple):
    """The noun of the unit named last, and the unit."""

    noun: str
    feature: Feature
    unit: Name


def share_units(text: Text, places: list[Name], told: Told | None, is_unit: IsUnit | None) -> Told | None:
    """Read "в Рыльском" after "в Глушковском районе" as a district, and return the noun of the last unit.

    ``told`` is the noun that the sentence before ended with; from there only a dash or a colon takes it up.
    """
    here = False
    for name in places:
        if (noun := _own_noun(text, name)) is not None:
            told, here = noun, True
        elif told is not None and name.relation is Relation.AT and not name.explicit and name.feature is None:
            apart = _SETS_APART.match(text.text, name.mention.end, name.mention.end + 4) is not None
            if (apart or here) and (unit := _unit(text, name, told.noun)) is not None:
                _become(name, unit, told, is_unit, apart=apart)
    return told


def _own_noun(text: Text, name: Name) -> Told | None:
    words = text.text[name.mention.start : min(name.mention.end, name.mention.start + 100)].split()
    if len(words) < 2 or name.feature not in (Feature.DISTRICT, Feature.REGION) or name.plural_after:
        return None
    last = plain(words[-1].strip(".,"))
    noun = next((whole for begin, whole in _NOUNS if last.startswith(begin)), None)
    return Told(noun, NOUN_CYRILLIC[last], name) if noun is not None and last in NOUN_CYRILLIC else None


def _unit(text: Text, name: Name, noun: str) -> str | None:
    """Write a locative adjective with a noun in the nominative, if it is one that begins a clause."""
    written = text.text[name.mention.start : min(name.mention.end, name.mention.start + 60)]
    if name.first < 1 or plain(text.words[name.first - 1]) not in PREPOSITIONS or not begins_clause(text, name):
        return None
    for locative, nominative, feminine in _NOMINATIVE:
        if feminine is (noun in _FEMININE) and written.endswith(locative):
            return f"{written[: -len(locative)]}{nominative} {noun}"
    return None


def begins_clause(text: Text, name: Name) -> bool:
    """Tell whether a name and the preposition before it begin a clause: nothing or a comma stands before them."""
    k = text.word_at(name.begin) - 1
    if k > 0 and text.words[k] == "the":
        k -= 1
    if k < 0 or plain(text.words[k]) not in PREPOSITIONS or text.starts[k] < name.limits[0]:
        return False
    before = text.text[max(name.limits[0], text.starts[k] - 4) : text.starts[k]].split()
    if not before or text.starts[k] == name.limits[0]:
        return True
    last = before[-1].casefold()
    return last in _CLAUSE or last[-1] in ",;:—–.•❗️"


def share_containers(places: list[Name]) -> None:
    """Give a unit whose noun was left out the container of the unit that said it."""
    for name in places:
        if name.like is not None and not name.within:
            name.within, name.held = name.like.within, name.like.held


def _become(name: Name, unit: str, told: Told, is_unit: IsUnit | None, *, apart: bool) -> None:
    if is_unit is not None and not is_unit(unit):
        stressed = unit.replace("ий ", "ой ", 1)  # Сумской
        if is_unit(stressed):
            unit = stressed
        elif not apart:
            return
    name.feature, name.like = told.feature, told.unit
    name.mention = replace(name.mention, toponym=replace(name.mention.toponym, text=unit))
    name.said.append(f"{told.feature}: the noun “{told.noun}” is said of the one before")


def read_office(text: Text, name: Name) -> None:
    """Read "Сумська ОВА": the administration of an oblast stands for the oblast, not for its town."""
    if name.mention.role is not Role.METONYM or name.after >= len(text.words):
        return
    k = name.after
    if text.text[name.mention.end : text.starts[k]].strip():
        return
    word = plain(text.words[k])
    if word in _OFFICES or word.startswith(("обласн", "областн")):
        name.feature = Feature.REGION
