"""Names that stand for a government or say whose an office is: "Москва заявила", "Кремль", "мэр Харькова"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from incidentmap.reading.cyrillic.tables import tables
from incidentmap.reading.cyrillic.view import View
from incidentmap.reading.cyrillic.words import LEADING_UNITS
from incidentmap.reading.mentions import PlaceMention, Role

#: Whoever these are of, they are there: the place is where it happened.
_RESIDENTS: Final = tuple("жител мешкан очевид пенсионер им ім лидер лідер боец боєць солдат центр".split())


#: An army or the police of a place is there, or comes from there: the one hint of where, if nothing else is named.
_FORCES: Final = ("арми", "армі", "полици", "поліці", "милици", "міліці", "войска", "війська")
_MINISTRIES: Final = ("министерств", "міністерств", "служб", "ведомств")


def read_seats(view: View) -> None:
    """Keep "Кремль", "Білий дім" as the capital they speak for."""
    for i, word in enumerate(view.words):
        if not view.free(i):
            continue
        pair = f"{word.key} {view.words[i + 1].key}" if view.beside(i + 1) else ""
        entry, end = tables().phrases.get(pair), i + 2
        if entry is None or entry.sort != "seat":
            entry, end = word.entry, i + 1
        if entry is not None and entry.sort == "seat":
            why = "it stands for a government"
            view.add(i, end, entry.name, "the seat of a government", role=Role.METONYM, why=why)


#: Words from a capital to its verb: "Вашингтон от комментариев отказался"; with "не", to the verb from farther away.
_MOST_BETWEEN: Final = 5
_MOST_BEFORE_NOT: Final = 9
#: Whose decisions, guarantees and provocations these are: "провокація Вашингтона", "гарантии от Парижа".
_MOST_LISTED: Final = 6
#: "Киев атаковали": the city is no subject of that.
_OF_MANY: Final = ("ли", "ют", "ят", "уть", "ють", "ать", "лись", "лися")


def speaks(view: View, i: int, j: int, *, war: bool) -> bool:
    """Tell whether words ``i`` to ``j`` are the subject of a verb of saying, or of making ``war``.

    The verb follows within a few words ("Киев вновь отказался"), or stands right before "в Киеве".
    """
    if i and view.beside(i) and _is_aid(view, i):
        return True
    if i and view.words[i - 1].cases and view.beside(i):
        at = i - 1
        if view.words[at].key not in {"в", "во", "на", "у"}:
            return False
        said_before = view.has(at - 1, "speech") and view.beside(at) and _several(view, at - 1)
        said_after = view.has(j, "speech") and view.beside(j) and _several(view, j)
        return said_before or said_after
    last = _last_listed(view, j)
    several = last > j or _listed_before(view, i)
    far = False
    for k in range(last, min(last + _MOST_BEFORE_NOT, len(view.words))):
        if not view.beside(k) or view.capital[k]:
            return False
        one = several or not view.words[k].key.endswith(_OF_MANY)
        said = view.has(k, "speech") and (k < last + _MOST_BETWEEN or view.words[k - 1].key in _NOT)
        if one and (said or (war and not far and not several and view.has(k, "strikes"))):
            return True
        far = far or bool(view.words[k].cases) or k > last + 1
        if view.has(k, "and") or view.words[k].unit is not None or (far and not war):
            return False
        if k >= last + _MOST_BETWEEN and view.has(k, "event"):
            return False
    return False


_NOT: Final = frozenset(("не", "ні", "ни"))
_FROM: Final = frozenset(("от", "від", "од"))


def _is_aid(view: View, i: int) -> bool:
    """Tell whether a guarantee, a provocation or other policy before a name is its government's."""
    if view.words[i - 1].key in _FROM and view.beside(i - 1):
        return view.has(i - 2, "policy")
    return view.has(i - 1, "aid") or view.has(i - 1, "policy")


def _last_listed(view: View, j: int) -> int:
    """Return the end of a list of capitals that goes on after word ``j``: "Берлин, Париж и Рим хотят"."""
    for _ in range(_MOST_LISTED):
        k = j + 1 if view.has(j, "and") and view.beside(j) else j
        if not (k < len(view.words) and view.capital[k] and view.has(k, "capital")):
            return j
        if k == j and view.gap(k).strip() != ",":
            return j
        j = k + 1
    return j


def _listed_before(view: View, i: int) -> bool:
    k = i - 2 if view.has(i - 1, "and") and view.beside(i) and view.beside(i - 1) else -1
    return k >= 0 and view.capital[k] and view.has(k, "capital")


def _several(view: View, k: int) -> bool:
    """Tell whether nobody is named, as in "В Киеве заявили"."""
    return view.words[k].key.endswith((*_OF_MANY, "ат"))


def office_before(view: View, i: int) -> str | None:
    """Return the word for an office or a force right before a name in the genitive: "МИД России", "мэр Харькова"."""
    for k in range(i - 1, max(i - 4, -1), -1):
        word = view.words[k]
        if not view.beside(k + 1) or word.cases or word.key.startswith(_RESIDENTS) or "speech" in word.sorts:
            return None
        # "министр обороны Германии": what he is minister of may stand between
        if "title" in word.sorts or ("office" in word.sorts and (k == i - 1 or word.key.startswith(_MINISTRIES))):
            return word.key
        if (word.capital and not word.upper and k < i - 1) or {"strikes", "and"} & word.sorts:
            return None
    return None


def _is_force(view: View, i: int) -> bool:
    """Tell whether an army or the police acts here, and does not merely speak: "поліція Мюнхена розігнала"."""
    if not view.words[i - 1].key.startswith(_FORCES):
        return False
    return not any(view.has(k, "speech") for k in (i - 2, i + 1, i + 2))


def as_offices(view: View) -> list[PlaceMention]:
    """Return the mentions of a sentence, those in the genitive after an office as metonyms."""
    at = {start: i for i, start in enumerate(view.starts)}
    places = sum(mention.role is Role.PLACE for mention in view.mentions)
    made = []
    for mention in view.mentions:
        i = at.get(mention.start, 0)
        vetoed = mention.role is Role.VETOED and view.blocked[i]
        office = office_before(view, i) if mention.role is Role.PLACE or vetoed else None
        entry = view.words[i].entry
        alone = places == 1 and mention.role is Role.PLACE and (entry is None or entry.sort == "country")
        if i and view.words[i - 1].key in LEADING_UNITS:
            office = None  # "у департаменті Захід"
        if office is not None and not (alone and _is_force(view, i)):
            why = f"it says whose {office!r} it is, and not where something happened"
            mention = replace(mention, role=Role.METONYM, why=why)
        made.append(mention)
    return made
