"""What stands for a name that the gazetteer has not: the town of an adjective, the city of a district of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from incidentmap.errors import quote
from incidentmap.gazetteer import Found, Gazetteer, tied
from incidentmap.locate.deciding import Chooser, Decision, decide_toponym
from incidentmap.locate.document_missing import city_around, redrawn
from incidentmap.model import Feature, Match, Relation, Toponym
from incidentmap.names import split_generic

#: "Bakhmutsk", "Lymansky", "Kupyanskoye": adjectives of towns, as fronts are called after them, …
_ADJECTIVE: Final = re.compile(
    r"(?P<town>[A-Z][\w’'-]{2,40}?)(?:s'?k(?:y|yi|iy|yy|yj|oe|oye|oje|e|i|ij|aya|a)?)", re.IGNORECASE
)
#: … and what the towns may end in.
_TOWNS: Final = ("", "sk", "s'k", "ka", "a", "e", "o", "y", "i", "ivka", "ske")
_CYRILLIC: Final = re.compile(
    r"(?P<town>[А-ЯЁІЇЄҐ][\w'’-]{2,40}?)(?:ь?с)?ь?к(?:ое|ий|ой|ом|ого|ому|им|а|ая|ої|ій|е|і|их)", re.IGNORECASE
)
_CYRILLIC_TOWNS: Final = ("", "ск", "ськ", "ь", "а", "о", "е", "и", "і", "ка", "ьк", "ы", "ое", "не", "ів", "ов")
#: A row names a village's district, and nothing else speaks for it: the district's middle is no farther than this.
REDRAWN_KM: Final = 60.0
#: "Krasnolyman", "Velykoburluk": what the first half of a compound stands for.
_COMPOUND: Final = {
    "krasno": ("Krasnyi", "Krasny", "Krasnaya"),
    "chervono": ("Chervonyi", "Chervona"),
    "novo": ("Novyi", "Novy", "Nova", "Novaya"),
    "staro": ("Staryi", "Stary", "Stara", "Staraya"),
    "velyko": ("Velykyi", "Velyka"),
    "veliko": ("Veliky", "Velikaya", "Velyka"),
    "malo": ("Malyi", "Maly", "Mala", "Malaya"),
    "bilo": ("Bila", "Bilyi"),
    "belo": ("Belaya", "Bely"),
}


def standing_in(toponym: Toponym, gazetteer: Gazetteer, choose: Chooser, containers: Sequence[str]) -> Decision | None:
    """Decide what stands for a name that no record bears, if something does.

    Examples
    --------
    >>> front = Toponym("Bakhmutsk", 0, 9, Relation.DIRECTION)
    >>> with Gazetteer.open() as gazetteer:
    ...     decision = standing_in(front, gazetteer, lambda found: (list(found), 0, ""), ["Donetsk Oblast"])
    >>> decision.note
    "; 'Bakhmutsk' is read as the adjective of Bakhmut"
    """
    if toponym.relation is Relation.DIRECTION:
        return _by_adjective(toponym, gazetteer, choose, containers)
    if toponym.feature is Feature.DISTRICT:
        return _by_seat(toponym, gazetteer, containers) or city_around(toponym, gazetteer, _people)
    moved = redrawn(toponym, gazetteer, _people, reach_km=REDRAWN_KM)
    if moved is None or len(tied(moved.found)) > 1:
        return None
    return moved._replace(within=tuple(c for c in containers if split_generic(c)[1] is not Feature.DISTRICT))


def _people(found: Found) -> float:
    return float(found.population)


def _by_seat(toponym: Toponym, gazetteer: Gazetteer, containers: Sequence[str]) -> Decision | None:
    """Find a district that is called by its seat: "Beryslav district" is Beryslavskyi Raion."""
    rows = sorted(gazetteer.container_units(f"{split_generic(toponym.text)[0]} district"))
    names = [place.name for place in gazetteer.describe(rows, spellings=False).values()]
    found = [f for name in names for f in gazetteer.find(name, within=containers, feature=Feature.DISTRICT, deep=False)]
    found = [f for f in found if f.n in rows]
    if len({f.n for f in found}) != 1:
        return None
    return Decision(toponym, found[:1], chosen=True, within=tuple(containers))


def _by_adjective(
    toponym: Toponym, gazetteer: Gazetteer, choose: Chooser, containers: Sequence[str]
) -> Decision | None:
    """Read "the Bakhmutsk direction", "the Krasnolymansky direction": of all towns that may be meant, the largest."""
    found = _ADJECTIVE.fullmatch(toponym.text) or _CYRILLIC.fullmatch(toponym.text)
    stem = found["town"] if found else ""
    made_of = _cyrillic_towns(stem) if found and not stem.isascii() else _towns(stem)
    names = list(dict.fromkeys((*made_of, *_halves(toponym.text))))
    made = [
        (name, decide_toponym(replace(toponym, text=name), gazetteer, choose, containers=containers))
        for name, known in zip(names, gazetteer.known(names), strict=True)
        if known
    ]
    towns = [(name, f) for name, d in made for f in d.found if f.feature is Feature.SETTLEMENT and _likely(f)]
    if not towns:
        return None
    name, town = max(towns, key=lambda t: t[1].population)
    note = f"; {quote(toponym.text)} is read as the adjective of {name}" if name != toponym.text else ""
    return Decision(replace(toponym, text=name), [town], chosen=True, note=note, within=tuple(containers))


def _likely(found: Found) -> bool:
    """Tell whether a direction may be called after a place: not one that is only like the name, nor a mere hamlet."""
    return found.match is not Match.FUZZY and not found.outside and found.population > 0


def _towns(stem: str) -> Iterator[str]:
    """Write the towns that an adjective may be made of."""
    for ending in _TOWNS if stem else ():
        yield stem + ending
        yield from _halves(stem + ending)


def _cyrillic_towns(stem: str) -> Iterator[str]:
    """Write the towns that a Cyrillic adjective may be made of: Харьковское, Запорізькому."""
    for ending in _CYRILLIC_TOWNS:
        yield stem + ending
    if stem.endswith("з"):
        yield f"{stem[:-1]}жжя"  # Запорізький, Запоріжжя
    if stem.endswith("ж"):
        yield from (f"{stem}ье", f"{stem}жя")


def _halves(compound: str) -> Iterator[str]:
    """Write the two words of a compound: "Krasnolyman", Krasnyi Lyman."""
    for first, words in _COMPOUND.items():
        if compound.casefold().startswith(first) and len(compound) > len(first) + 2:
            rest = compound[len(first) :].capitalize()
            yield from (f"{word} {rest}" for word in words)
