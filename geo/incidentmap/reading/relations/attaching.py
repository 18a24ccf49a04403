"""From recognised names to names with relation, distance, bearing, kind and containers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from incidentmap.model import Feature, Relation
from incidentmap.reading.mentions import PlaceMention, Role
from incidentmap.reading.relations.after import LONGEST_NAME, read_after
from incidentmap.reading.relations.before import read_before
from incidentmap.reading.relations.borders import read_border, stand_by
from incidentmap.reading.relations.containers import Containers
from incidentmap.reading.relations.left_out import Told, read_office, share_containers, share_units
from incidentmap.reading.relations.noted import IsInside, IsUnit, Name
from incidentmap.reading.relations.pairs import couple, lead, set_aside, share_direction, share_plurals, share_relation
from incidentmap.reading.text import Text

if TYPE_CHECKING:
    from incidentmap.gazetteer import Gazetteer

#: Words farther from a name than so many characters say nothing about it.
WINDOW: Final = 80
_UNITS: Final = frozenset({Feature.DISTRICT, Feature.REGION, Feature.COUNTRY})
#: A unit after no more than this sets the scene of its sentence: "В Белгородской области …".
_PREPOSITIONS: Final = frozenset(("", "in", "in the", "across", "across the", "в", "во", "на", "у"))
_OPENERS: Final = " \t\n\r\u00a0\"«“„'‘❗️⚡️🔥•*-–—"
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")


def attach(
    text: Text, mentions: list[PlaceMention], is_unit: IsUnit | None = None, is_inside: IsInside | None = None
) -> list[PlaceMention]:
    """Read the words around each name.

    Parameters
    ----------
    text : Text
    mentions : list of PlaceMention
        Sorted by ``start``.
    is_unit : callable, optional
        Tells of a bare name which unit it plainly means (Texas, Syria), ``True`` when some unit is called so, too
        (Kharkiv); without it only units that say so ("Belgorod region") are containers.
    is_inside : callable, optional
        Tells whether a place of that name lies in a unit, ``None`` when the name or the unit is unknown: it decides
        between "Seattle, Washington" and a list.

    Returns
    -------
    list of PlaceMention
        As many, in the same order, with the same spans. A name that is only the container of another, or the other end
        of a stretch, says so in ``why``.

    Examples
    --------
    >>> from incidentmap.model import Toponym
    >>> from incidentmap.reading.text import prepare
    >>> text = prepare("Shelling 5 km north of Kozinka in the Belgorod region.")
    >>> names = [PlaceMention(a, b, 0, Toponym(text.text[a:b], a, b)) for a, b in ((23, 30), (38, 46))]
    >>> kozinka, belgorod = attach(text, names)
    >>> str(kozinka.toponym.relation), kozinka.toponym.distance_km, kozinka.toponym.bearing, kozinka.toponym.within
    ('distance', 5.0, 'north', ('Belgorod region',))
    >>> str(belgorod.toponym.feature), belgorod.why
    ('region', 'the container of Kozinka')
    """
    finished = list(mentions)
    start, told = 0, None
    while start < len(mentions):
        end = start + 1
        while end < len(mentions) and mentions[end].sentence == mentions[start].sentence:
            end += 1
        names, told = _noted(text, mentions[start:end], told, is_unit, is_inside)
        for i, name in enumerate(names, start):
            finished[i] = name.finished()
        start = end
    return finished


def checks(gazetteer: Gazetteer) -> tuple[IsUnit, IsInside]:
    """Make the two questions of :func:`attach` for a gazetteer; each distinct name is asked once.

    Examples
    --------
    >>> from incidentmap.gazetteer import Gazetteer
    >>> is_unit, is_inside = checks(Gazetteer.open())
    >>> str(is_unit("Texas")), is_unit("Kharkiv"), is_inside("Seattle", "Washington"), is_inside("Kharkiv", "Kyiv")
    ('region', True, True, False)
    """

    @lru_cache(maxsize=65_536)
    def is_unit(name: str) -> Feature | bool:
        if len(name) > LONGEST_NAME:
            return False
        cyrillic = _CYRILLIC.search(name) is not None
        found = gazetteer.find(name, deep=cyrillic)
        if found and found[0].feature in _UNITS:
            return found[0].feature
        # In Russian and Ukrainian no oblast is called by the bare name of its town.
        return not cyrillic and gazetteer.knows_container(name)

    @lru_cache(maxsize=65_536)
    def is_inside(name: str, unit: str) -> bool | None:
        if len(name) > LONGEST_NAME or len(unit) > LONGEST_NAME or not gazetteer.knows_container(unit):
            return None
        deep = _CYRILLIC.search(name) is not None
        if gazetteer.find(name, within=[unit], deep=deep):
            return True
        return False if gazetteer.find(name, deep=deep) else None

    return is_unit, is_inside


def _noted(
    text: Text,
    mentions: list[PlaceMention],
    told: Told | None,
    is_unit: IsUnit | None,
    is_inside: IsInside | None,
) -> tuple[list[Name], Told | None]:
    """Read the names of one sentence, and keep the noun of its last unit for the next."""
    names: list[Name] = []
    for mention in mentions:
        names.append(_name(text, mention, names[-1] if names else None, is_unit))
    places = [name for name in names if name.is_place]
    told = share_units(text, places, told, is_unit)
    if len(places) > 1:
        share_plurals(text, places)
        share_direction(text, places)
    if len(names) > 1:
        Containers(text, places, is_unit, is_inside).find()
        share_containers(places)
        kept = [name for name in places if not name.is_container]
        bordering = _with_borders(names, kept)
        couple(text, bordering, is_unit)
        stand_by(text, bordering)
        lead(text, kept, is_unit)
        share_relation(text, kept)
        set_aside(text, kept, is_unit, knows_towns=is_inside is not None)
    return names, told


def _with_borders(names: list[Name], places: list[Name]) -> list[Name]:
    """Add the nationalities of borders: "the Syrian border with Turkey"."""
    kept = set(map(id, places))
    return [name for name in names if id(name) in kept or (name.after_word and name.mention.role is Role.DEMONYM)]


def _name(text: Text, mention: PlaceMention, prev: Name | None, is_unit: IsUnit | None) -> Name:
    """Read the words on both sides of one name."""
    sentence = text.sentences[min(max(mention.sentence, 0), len(text.sentences) - 1)] if text.sentences else None
    start, end = mention.start, mention.end
    low, high = (sentence.start, sentence.end) if sentence is not None else (0, len(text.text))
    limits = (max(low, start - WINDOW), min(high, end + WINDOW))
    first = text.word_at(start)
    floor = 0 if prev is None else first if prev.mention.end > start else prev.after
    name = Name(mention, first, text.word_at(end), floor, limits, begin=start, cue_start=start, tail=end, extent=end)
    read_office(text, name)
    if mention.role in (Role.PLACE, Role.DEMONYM) and low <= start < end <= high:
        read_after(text, name)
        name.extent = name.tail
        if mention.role is Role.DEMONYM:
            read_border(text, name, prev)
        if mention.role is Role.PLACE:
            russian = sentence is not None and sentence.language == "ru"
            read_before(text, name, prev, is_unit, russian=russian)
            if is_unit is not None:
                _settle(name, is_unit)
            name.opens = text.text[low : name.begin].strip(_OPENERS).casefold() in _PREPOSITIONS
    return name


def _settle(name: Name, is_unit: IsUnit) -> None:
    """Take back what cannot be said of a country: a station of its own, "a region of Belgium", "around Russia"."""
    unit = name.feature in (Feature.REGION, Feature.DISTRICT) and name.noun
    facility = name.relation is Relation.FACILITY
    outside = name.relation is Relation.NEAR and ("outside" in name.said[-1] or "around" in name.said[-1])
    if not (unit or facility or outside):
        return
    known = is_unit(name.mention.toponym.text)
    if unit and known is Feature.COUNTRY:
        name.feature, name.noun = None, ""
    if (facility and known in (Feature.COUNTRY, Feature.REGION)) or (outside and known is Feature.COUNTRY):
        name.relation = Relation.AT
        name.said.pop()
