"""Names that stand for a government or say whose an office is: "Москва заявила", "Кремль", "мэр Харькова"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from incidentmap.reading.cyrillic_tables import tables
from incidentmap.reading.cyrillic_view import View
from incidentmap.reading.mentions import PlaceMention, Role

#: Whoever these are of, they are there: the place is where it happened.
_RESIDENTS: Final = tuple("жител мешкан очевид пенсионер им ім лидер лідер боец боєць солдат центр".split())


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


#: Words from a capital to its verb: "Вашингтон от комментариев отказался".
_MOST_BETWEEN: Final = 5
#: "Киев атаковали": the city is no subject of that.
_OF_MANY: Final = ("ли", "ют", "ят", "уть", "ють", "ать", "лись", "лися")


def speaks(view: View, i: int, j: int, *, war: bool) -> bool:
    """Tell whether words ``i`` to ``j`` are the subject of a verb of saying, or of making ``war``.

    The verb follows within a few words ("Киев вновь отказался"), or stands right before "в Киеве".
    """
    if i and view.words[i - 1].cases and view.beside(i):
        at = i - 1
        if view.words[at].key not in {"в", "во", "на", "у"}:
            return False
        said_before = view.has(at - 1, "speech") and view.beside(at) and _several(view, at - 1)
        said_after = view.has(j, "speech") and view.beside(j) and _several(view, j)
        return said_before or said_after
    if view.has(i - 1, "aid") and view.beside(i):
        return True
    far = False
    for k in range(j, min(j + _MOST_BETWEEN, len(view.words))):
        if not view.beside(k) or view.capital[k]:
            return False
        one = not view.words[k].key.endswith(_OF_MANY)
        if one and (view.has(k, "speech") or (war and not far and view.has(k, "strikes"))):
            return True
        far = far or bool(view.words[k].cases) or k > j + 1
        if view.has(k, "and") or view.words[k].unit is not None or (far and not war):
            return False
    return False


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


def as_offices(view: View) -> list[PlaceMention]:
    """Return the mentions of a sentence, those in the genitive after an office as metonyms."""
    at = {start: i for i, start in enumerate(view.starts)}
    made = []
    for mention in view.mentions:
        i = at.get(mention.start, 0)
        vetoed = mention.role is Role.VETOED and view.blocked[i]
        office = office_before(view, i) if mention.role is Role.PLACE or vetoed else None
        if office is not None:
            why = f"it says whose {office!r} it is, and not where something happened"
            mention = replace(mention, role=Role.METONYM, why=why)
        made.append(mention)
    return made
