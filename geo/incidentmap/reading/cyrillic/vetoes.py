"""What looks like a place in Russian and Ukrainian and is none: quoted names, persons, streets."""

from __future__ import annotations

import re
from typing import Final

from incidentmap.model import Relation
from incidentmap.reading.cyrillic.forms import looks_like_surname, stem_of
from incidentmap.reading.cyrillic.kinds import Kinds
from incidentmap.reading.cyrillic.names import Names, Strength
from incidentmap.reading.cyrillic.view import View
from incidentmap.reading.cyrillic.words import adjectival, sense_of
from incidentmap.reading.mentions import Role

_QUOTED: Final = re.compile(
    r"«([^«»\n]{1,80})»|(?<!\")\"{1,12}([^\"\n]{1,80})\"{1,12}|“([^“”\n]{1,80})”|„([^„“”\n]{1,80})[“”]|‘‘([^‘’\n]{1,80})’’"
)
#: A longer quotation is somebody's words.
_LONGEST_NAME: Final = 4
#: «Коротич» after these is an airfield at the village, and after "село" the village itself.
_AT_ITS_PLACE: Final = re.compile(
    r"(?:аэродром|аеродром|авиабаз|авіабаз|аэропорт|аеропорт|летовищ|кпп|полигон|полігон|станци|станці|погранпереход"
    r"|подстанци|підстанці|шахт)"
)
#: One initial, or several: "В.В".
_INITIALS: Final = re.compile(r"[А-ЯЁІЇЄҐ](?:\.-?[А-ЯЁІЇЄҐ])*")
_FROM_TITLE: Final = 5
_MOVEMENTS: Final = ("арми", "армі", "фронт", "движени", "партия", "партія", "бригад", "легион", "легіон", "батальон")


def veto_quoted(view: View, names: Names) -> None:
    """Take the names in quotation marks: newspapers, battalions, works; but an airfield's is its village's."""
    if not any(mark in view.text[view.start : view.end] for mark in '«"“„‘'):
        return
    for found in _QUOTED.finditer(view.text, view.start, view.end):
        inside = [i for i, s in enumerate(view.starts) if found.start() < s and view.ends[i] < found.end()]
        if not inside or not _is_name(view, inside, found):
            continue
        i, j = inside[0], inside[-1] + 1
        before = view.words[i - 1] if i else None
        name = view.phrase(i, j)
        at_place = before is not None and _AT_ITS_PLACE.match(before.key)
        if before is not None and ("airfield" in before.sorts or (at_place and names.bears(name))):
            view.add(i, j, name, f"the name of a facility after {before.key!r}", relation=Relation.FACILITY)
        elif before is not None and ({"kind", "kinds"} & before.sorts or before.unit is not None):
            view.add(i, j, name, f"a name after {before.key!r}")
        elif names.look(name).strength >= Strength.KNOWN:
            view.add(i, j, name, "a name in quotation marks", role=Role.VETOED, why="a proper name in quotation marks")
        else:
            view.take(i, j)


def _is_name(view: View, inside: list[int], found: re.Match[str]) -> bool:
    content = next(group for group in found.groups() if group is not None).strip()
    if len(inside) > _LONGEST_NAME or not content or content[-1] in ".!?,:;":
        return False
    named = [view.words[i].capital or view.words[i].key[:1].isdigit() for i in inside]
    if not named[0]:
        return False
    before = inside[0] - 1
    if any(view.words[i].key.startswith(_MOVEMENTS) for i in inside):
        return True  # «Освободительная армия …»
    return all(named) or len(inside) == 2 or (before >= 0 and view.has(before, "body"))


def veto_streets(view: View, names: Names) -> None:
    """Take the names of streets and squares: "ул. Харьковская", "на Сумській вулиці"."""
    for i, word in enumerate(view.words):
        if "street" not in word.sorts or view.taken[i] or (word.capital and not view.initial[i]):
            continue
        j = i - 1
        if view.free(j) and view.beside(i) and adjectival(view.words[j].key) and not view.has(j, "kind"):
            view.add(j, j + 1, view.words[j].text, "the name of a street", role=Role.VETOED, why="a street or a square")
            continue
        j = i + 1
        if _is_citys(view, j, names) and not view.dotted(i):
            continue  # "на вулиці Познані"
        last = min(i + 4, len(view.words))
        while j < last and view.free(j) and (view.beside(j) or (j == i + 1 and view.after_dot(j))):
            j += 1
        if j > i + 1:
            text = view.phrase(i + 1, j)
            view.add(i + 1, j, text, "the name of a street", role=Role.VETOED, why="a street or a square")


def _is_citys(view: View, i: int, names: Names) -> bool:
    """Tell whether the streets are a city's: its name in the genitive, and no adjective."""
    if not view.free(i) or not view.beside(i) or view.words[i].adjective:
        return False
    known = names.look(view.words[i].text)
    return known.is_famous and not known.exact and not sense_of(view.words[i].key, view.language).person


def veto_persons(view: View, names: Names, persons: set[str], kinds: Kinds) -> None:
    """Take the names of persons, and remember the stems of surnames for the sentences that follow."""
    for i, word in enumerate(view.words):
        if not view.capital[i] and not _INITIALS.fullmatch(word.text):
            continue
        if view.taken[i] or i in kinds or word.cases:
            continue
        if _INITIALS.fullmatch(word.text) and view.dotted(i):
            _take_initials(view, i, persons)
        elif view.free(i + 1) and view.beside(i + 1) and _is_pair(view, i, names):
            j = i + 2
            while view.free(j) and view.beside(j) and sense_of(view.words[j].key, view.language).person:
                j += 1
            _take_person(view, i, j, persons)
    _after_titles(view, names, persons)


def _take_initials(view: View, i: int, persons: set[str]) -> None:
    """Read "В. Гладков", "В.В. Гладков" and "Гладков В.В."."""
    j = i + 1
    while j < len(view.words) and view.after_dot(j) and _INITIALS.fullmatch(view.words[j].text):
        j += 1
    if view.free(j) and view.after_dot(j) and not (view.initial[i] and view.words[i].key in _KINDS_BY_LETTER):
        _take_person(view, i, j + 1, persons)
    elif view.free(i - 1) and view.beside(i) and sense_of(view.words[i - 1].key, view.language).person:
        _take_person(view, i - 1, j, persons)


_KINDS_BY_LETTER: Final = frozenset("сгмдпх")


def _is_pair(view: View, i: int, names: Names) -> bool:
    """Tell whether a given name and a surname stand here, in either order."""
    word, other = view.words[i], view.words[i + 1]
    one, two = sense_of(word.key, view.language), sense_of(other.key, view.language)
    given = (one.given or "given" in word.sorts) and (
        not one.place or not two.known or bool(other.adjective) or (two.person and not two.place)
    )
    if given and "never-place" not in word.sorts and word.entry is None:
        if other.adjective and other.entry is not None and other.entry.sort == "town":
            return not _has_noun(view, i + 2)  # Анна Киевская
        if two.person or not two.known:
            return other.entry is None and not names.bears(view.phrase(i, i + 2))
        if two.place and looks_like_surname(other.key) and view.has(i - 1, "title"):
            return other.entry is None and names.look(other.text).strength < Strength.STRONG  # Кириллова
        return not two.place and not other.adjective and other.entry is None and not names.bears(other.text)
    if two.given and not two.place and not two.common and other.entry is None:
        return (one.person or not one.known) and not one.place and looks_like_surname(word.key)
    return False


def _has_noun(view: View, i: int) -> bool:
    """Tell whether an adjective's noun follows: "Олег Харківській області …"."""
    return view.beside(i) and (view.words[i].unit is not None or bool({"office", "facility"} & view.words[i].sorts))


def _take_person(view: View, i: int, j: int, persons: set[str]) -> None:
    for k in range(i, j):
        key = view.words[k].key
        if len(key) > 3 and not sense_of(key, view.language).given:
            persons.add(stem_of(key))
    view.take(i, j)


def _after_titles(view: View, names: Names, persons: set[str]) -> None:
    """Read "губернатор Гладков", "глава ОВА Олег Синегубов"."""
    for i in range(len(view.words)):
        if not view.has(i, "title"):
            continue
        for j in range(i + 1, min(i + _FROM_TITLE, len(view.words))):
            if not view.beside(j):
                break
            if not view.free(j) or not (j == i + 1 or not view.words[j].adjective):
                continue
            if _is_person(view, j, names, near=j == i + 1):
                end = j + 1
                while view.free(end) and view.beside(end) and _is_person(view, end, names, near=True):
                    end += 1
                _take_person(view, j, end, persons)
            break


def _is_person(view: View, i: int, names: Names, *, near: bool) -> bool:
    word = view.words[i]
    sense = sense_of(word.key, view.language)
    if word.entry is not None or word.unit is not None:
        return False
    if sense.person and not sense.place:
        return True
    if sense.place or (sense.common and not sense.person and not near):
        return False
    known = names.look(word.text)
    if known.strength is Strength.STRONG:
        return False
    return looks_like_surname(word.key) or (near and known.strength < Strength.KNOWN)
