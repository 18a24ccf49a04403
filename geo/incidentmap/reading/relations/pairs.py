"""Names that belong together: "between A and B", "from A to B", "the A-B road", "near A, B and C"."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Final

from incidentmap.model import Feature, Relation
from incidentmap.reading.mentions import Role
from incidentmap.reading.relations.links import LISTED, Link, link
from incidentmap.reading.relations.noted import COUNTRY_LEVEL, IsUnit, Name
from incidentmap.reading.relations.words import BORDER_AFTER, NEARBY, ROADS, TALKS, plain
from incidentmap.reading.text import Text

_ROAD_AFTER: Final = frozenset("road highway railway motorway route corridor line bridge expressway".split())
#: So many words before a pair may hold "road" or "talks".
_WORDS_BEFORE: Final = 4
_ADJECTIVAL: Final = (
    "ій",
    "ой",
    "ом",
    "ому",
    "ська",
    "ский",
    "ская",
    "цька",
    "ський",
    "ской",
    "ської",
    "ского",
    "ський",
    "цкая",
)


def share_plurals(text: Text, names: list[Name]) -> None:
    """Give the noun after a list to all of it: "Kharkiv, Sumy and Odesa regions", "Лиманському та … напрямках"."""
    for i in range(len(names) - 1, 0, -1):
        last, before = names[i], names[i - 1]
        if not last.plural_after or before.plural_after or before.explicit or last.cue is not None:
            continue
        if link(text, before, last) not in LISTED or before.after_word:
            continue
        written = plain(text.text[before.mention.start : before.mention.end])
        if not written.isascii() and not written.endswith(_ADJECTIVAL):
            continue
        if last.feature in (Feature.REGION, Feature.DISTRICT) and before.feature is None:
            before.feature, before.noun, before.plural_after = last.feature, last.noun, True
            # One of a list of regions lies in none of them, whatever a comma looked like.
            before.mention = replace(before.mention, toponym=replace(before.mention.toponym, within=()))
        elif last.relation in (Relation.DIRECTION, Relation.FACILITY, *NEARBY) and before.cue is None:
            before.relation, before.plural_after = last.relation, True
            before.said = list(last.said)


def share_direction(text: Text, names: list[Name]) -> None:
    """Read the second of "на Харківському напрямку …, на Ізюмському …": the noun is said once."""
    told: Name | None = None
    for name in names:
        if name.relation is Relation.DIRECTION and name.after_word:
            told = name
        elif told is not None and name.relation is Relation.AT and not name.after_word and name.cue is None:
            written = plain(text.text[name.mention.start : name.mention.end])
            before = plain(text.words[name.first - 1]) if name.first else ""
            if before == "на" and written.endswith(("ському", "цькому", "ском", "цком")):
                name.relation, name.said = Relation.DIRECTION, list(told.said)


def couple(text: Text, names: list[Name], is_unit: IsUnit | None) -> None:
    """Join the two ends of "between … and", "from … to", "the … – … road" and of borders."""
    i = 0
    while i + 1 < len(names):
        first, second = names[i], names[i + 1]
        relation = _relation(text, first, second, is_unit)
        if relation is None:
            i += 1
            continue
        last = i + 1
        while last + 1 < len(names) and link(text, names[last], names[last + 1]) is Link.DASH:
            last += 1
        _join(text, first, names[i + 1 : last + 1], relation)
        i = last + 1


def _join(text: Text, first: Name, others: list[Name], relation: Relation) -> None:
    last = others[-1]
    first.other = last.mention.toponym.text
    if relation is Relation.BORDER and last.noun and last.strong() is not None:
        first.other = last.shown(text)  # of what kind it is: the border of an oblast is not its town's
    if first.relation is not Relation.DISTANCE:
        first.relation = relation
    begins = first.shown(text)
    line = "border" if relation is Relation.BORDER else "stretch"
    for other in others:
        other.relation = relation
        other.why = other.why or f"the other end of the {line} that begins at {begins}"
        other.said.append(f"{relation}, with {begins}")
    if relation is Relation.BETWEEN:
        first.said.append(f"{relation}, with {others[-1].shown(text)}")


def _relation(text: Text, first: Name, second: Name, is_unit: IsUnit | None) -> Relation | None:
    kind = link(text, first, second)
    sort = first.cue.sort if first.cue is not None else ""
    if second.cue is not None and second.cue.sort == "border":
        shared = first.possessive and kind is Link.NOTHING
        return Relation.BORDER if shared and second.relation is Relation.BORDER else None
    if kind is Link.WITH and first.after_word in BORDER_AFTER:
        return Relation.BORDER
    if second.cue is not None:
        return None
    if kind is Link.DASH:
        return _by_dash(text, first, second)
    if kind is Link.AND and sort == "border" and first.relation in (Relation.BORDER, Relation.DISTANCE):
        return Relation.BORDER
    if kind is Link.AND and sort == "between":
        apart = _countries(first, second, is_unit) or not TALKS.isdisjoint(_words_before(text, first))
        return None if apart else Relation.BETWEEN
    if sort != "from" or first.relation is not Relation.AT or _countries(first, second, is_unit):
        return None
    roads = kind in (Link.IN, Link.INTO) and not ROADS.isdisjoint(_words_before(text, first))
    return Relation.BETWEEN if kind is Link.TO or roads else None


def lead(text: Text, names: list[Name], is_unit: IsUnit | None) -> None:
    """Read "from A towards B" and "towards B from A": B is where the words lead, A where they begin."""
    for first, second in pairwise(names):
        origin, goal = (first, second) if second.relation is Relation.DIRECTION else (second, first)
        if goal.relation is not Relation.DIRECTION or goal.cue is None or goal.cue.sort or goal.bearing or goal.other:
            continue
        if origin.cue is None or origin.cue.sort != "from" or origin.relation is not Relation.AT or origin.why:
            continue
        if origin.level(is_unit) == COUNTRY_LEVEL or link(text, first, second) is not Link.NOTHING:
            continue
        goal.other = origin.shown(text) if origin.noun else origin.mention.toponym.text
        goal.said.append(f"from {origin.shown(text)}")
        origin.why = f"it says where the way to {goal.shown(text)} begins"


def _by_dash(text: Text, first: Name, second: Name) -> Relation | None:
    """Tell the Kharkiv–Belgorod road from a match of two towns."""
    if second.after_word in BORDER_AFTER:
        return Relation.BORDER
    if second.after_word in _ROAD_AFTER or second.relation is Relation.DIRECTION:
        return Relation.BETWEEN
    return Relation.BETWEEN if not ROADS.isdisjoint(_words_before(text, first)) else None


def _countries(first: Name, second: Name, is_unit: IsUnit | None) -> bool:
    return first.level(is_unit) == second.level(is_unit) == COUNTRY_LEVEL


def _words_before(text: Text, name: Name) -> list[str]:
    """Return the few words before a name's phrase, in small letters."""
    last = text.word_at(name.cue_start)
    if last < len(text.starts) and text.starts[last] < name.cue_start:
        last += 1
    first = max(last - _WORDS_BEFORE, name.floor, 0)
    return [plain(word) for word in text.words[first : last + 1] if word]


def share_relation(text: Text, names: list[Name]) -> None:
    """Give "near" and "towards" to all of a list: "near A and B", "в районах A, B и C"."""
    i = 0
    while i < len(names):
        run = i + 1
        linked = False
        while (
            run < len(names) and names[run].cue is None and (kind := link(text, names[run - 1], names[run])) in LISTED
        ):
            linked = linked or kind is Link.AND
            run += 1
        first = names[i]
        told = first.cue is not None and first.relation in (*NEARBY, Relation.DIRECTION)
        if run > i + 1 and told and (linked or first.plural_before or not first.shown(text).isascii()):
            for name in names[i + 1 : run]:
                if name.relation is not Relation.AT or name.strong() is not None:
                    break
                name.relation, name.bearing, name.said = first.relation, first.bearing, list(first.said)
        i = run


def set_aside(text: Text, names: list[Name], is_unit: IsUnit | None, *, knows_towns: bool) -> None:
    """Say of "Kozinka, 5 km from Grayvoron" that Grayvoron only says where Kozinka lies."""
    for first, second in pairwise(names):
        if second.why is not None or second.cue is None or second.mention.role is not Role.PLACE:
            continue
        if first.relation not in (Relation.AT, Relation.FACILITY) or (
            first.cue is not None and first.cue.sort == "from"
        ):
            continue
        if first.level(is_unit) or (not knows_towns and not first.explicit and first.plainly(is_unit) is True):
            continue
        if is_unit is None and not first.explicit:
            continue
        kind = link(text, first, second)
        loose = second.relation is Relation.DISTANCE or second.cue.sort in ("border", "towards")
        tight = second.relation in NEARBY
        if (loose and kind in (Link.NOTHING, Link.COMMA, Link.BRACKET)) or (tight and kind is Link.NOTHING):
            second.why = f"it says where {first.shown(text)} lies"
