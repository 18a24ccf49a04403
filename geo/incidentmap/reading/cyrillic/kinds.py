"""Names after a word for their kind: "в селах Козинка, Глотово и Гора-Подол", "на реке Оскол", "Чёрное море"."""

from __future__ import annotations

import re
from typing import Final

from incidentmap.model import Feature
from incidentmap.reading.cyrillic.names import Names, Strength
from incidentmap.reading.cyrillic.tables import tables
from incidentmap.reading.cyrillic.view import View
from incidentmap.reading.cyrillic.words import adjectival, sense_of

#: From the number of a word that stands after a word for a kind, to that word.
Kinds = dict[int, str]

#: Between a kind and its name: "посёлок городского типа", "населённый пункт".
_KIND_TAIL: Final = frozenset("городского міського сельского сільського типа типу беженцев біженців".split())
_QUOTE: Final = re.compile(r"[\s.]*[«\"“„]*[\s]*")
_MOST_LISTED: Final = 60


def read_kinds(view: View, names: Names) -> Kinds:
    """Find the words that must be names of settlements by the word before them, or before their list."""
    kinds: Kinds = {}
    for i, word in enumerate(view.words):
        if "airfield" in word.sorts and _names_follow(view, i, i + 1) and not view.words[i + 1].adjective:
            kinds[i + 1] = word.key
            continue
        if "suburb" in word.sorts and all(view.free(k) and view.beside(k) for k in (i + 1, i + 2)):
            if not view.words[i + 1].adjective and not names.bears(view.phrase(i + 1, i + 3)):
                kinds[i + 2] = word.key  # "передмістю Бейрута Дахія"
            continue
        several = "kinds" in word.sorts
        one = "kind" in word.sorts or ("dotted" in word.sorts and view.dotted(i))
        if not (several or one) or view.taken[i]:
            continue
        at = i + 1
        if "dotted" in word.sorts and not _abbreviates(view, i, names):
            continue
        while at < len(view.words) and (view.words[at].key in _KIND_TAIL or view.has(at, "point")):
            at += 1
        if not _names_follow(view, i, at) or _is_person(view, at, names):
            continue
        if word.capital and at == i + 1 and (word.key.startswith("станиц") or not view.initial[i]):
            at = i  # Станица Луганская: the kind is part of the name
        kinds[at] = word.key
        if several or word.key == "гг":
            _list(view, at, word.key, kinds)
    return kinds


def _abbreviates(view: View, i: int, names: Names) -> bool:
    """Tell "м. Харків" from "кв. м. Загиблих немає": an ordinary word there begins a sentence."""
    measured = i > 0 and (view.words[i - 1].key in _MEASURED or view.words[i - 1].key[:1].isdigit())
    if measured and (view.words[i - 1].key in _MEASURED or view.beside(i)):
        return False
    if not view.free(i + 1):
        return False
    sense = sense_of(view.words[i + 1].key, view.language)
    return sense.place or not sense.common or names.look(view.words[i + 1].text).strength >= Strength.KNOWN


_MEASURED: Final = frozenset("кв куб тыс тис км млн".split())


def _names_follow(view: View, i: int, at: int) -> bool:
    if not view.free(at) or any(not view.after_dot(k) for k in range(i + 1, at)):
        return False
    word = view.words[at]
    if word.unit is not None or word.upper:
        return False
    return bool(_QUOTE.fullmatch(view.gap(at)))


def _is_person(view: View, at: int, names: Names) -> bool:
    """Tell whether "в городе Владимир Путин …" begins here; but Святой Лев is no person when the gazetteer knows it."""
    if not (view.free(at + 1) and view.beside(at + 1)):
        return False
    one, two = (sense_of(view.words[k].key, view.language) for k in (at, at + 1))
    return one.given and not one.place and two.person and not names.bears(view.phrase(at, at + 2))


def _list(view: View, at: int, kind: str, kinds: Kinds) -> None:
    """Go on through the list: "селах Козинка, Глотово и Гора-Подол"."""
    k = at
    for _ in range(_MOST_LISTED):
        while view.free(k + 1) and view.beside(k + 1):
            k += 1
        k += 1
        if view.has(k, "and") and not view.capital[k]:
            k += 1
            joined = view.beside(k)
        else:
            joined = k < len(view.words) and view.gap(k).strip() in {",", ".,", "/"}
        if not joined or not view.free(k) or view.words[k].upper:
            return
        kinds[k] = kind


def read_waters(view: View) -> None:
    """Keep rivers, seas, islands, woods by the word for them beside the name."""
    for i, word in enumerate(view.words):
        named = word.capital and not (view.initial[i] and view.free(i + 1) and view.beside(i + 1))
        if "water" in word.sorts and not view.taken[i] and not named:
            if word.key in {"р", "рр"} and not view.dotted(i):
                continue
            _water(view, i)


def read_rivers(view: View, names: Names) -> None:
    """Keep the names of rivers that stand alone, where no town is meant."""
    for i, word in enumerate(view.words):
        name = tables().rivers.get(word.key) if view.free(i) else None
        if name is not None and not (view.initial[i] and names.look(word.text).strength is Strength.STRONG):
            view.add(i, i + 1, name, "a river", feature=Feature.SITE)


def _water(view: View, i: int) -> None:
    rule = f"a name beside {view.words[i].key!r}"
    j = i - 1
    if view.free(j) and view.beside(i) and adjectival(view.words[j].key) and not view.words[j].cases:
        view.add(j, i + 1, view.phrase(j, i + 1), rule, feature=Feature.SITE)
        return
    end = i + 1
    while end < i + 3 and view.free(end) and (view.beside(end) or (end == i + 1 and view.after_dot(end))):
        if end > i + 1 and not adjectival(view.words[end - 1].key):
            break
        end += 1
    if end > i + 1 and not view.words[i + 1].upper:
        view.add(i + 1, end, view.phrase(i + 1, end), rule, feature=Feature.SITE)


def is_river_here(view: View, i: int) -> bool:
    """Tell whether a name that a town and a river share is the river's: "через Днепр", "на берегу Днепра"."""
    if view.words[i].key not in tables().rivers:
        return False
    if not view.words[i].key.startswith(("днепр", "дніпр")):
        return True
    near = range(max(i - 3, 0), min(i + 2, len(view.words)))
    return any(view.has(k, "river") for k in near if k != i)
