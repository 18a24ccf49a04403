"""What the words around a capitalised word tell: a preposition and its cases, a list, the unit that follows."""

from __future__ import annotations

from typing import Final, NamedTuple

from incidentmap.model import Feature
from incidentmap.reading.cyrillic.kinds import Kinds
from incidentmap.reading.cyrillic.view import View

_AREAS: Final = frozenset({Feature.REGION, Feature.DISTRICT, Feature.COUNTRY})
_BEFORE_A_UNIT: Final = frozenset({"", ",", "("})
_LOCAL: Final = frozenset({"local", "facility", "vicinity", "suburb"})
_UNDER: Final = frozenset({"под", "під"})
_JOINING: Final = frozenset({",", ".,", ";", "/", "-", "–", "—"})


class Around(NamedTuple):
    """What stands around a name.

    ``kind`` is a word such as "село" before it; ``cases``, what the preposition before it asks for; ``local`` says that
    persons' names seldom stand so, ``weak`` that there is some reason to think of a place.
    """

    kind: str | None
    cases: str
    local: bool
    weak: bool
    unit_after: bool


def around_of(view: View, i: int, j: int, kinds: Kinds) -> Around:
    """Look around words ``i`` to ``j`` (exclusive)."""
    before = view.words[i - 1] if view.beside(i) or (i and view.gap(i).strip() in {"(", "#"}) else None
    cases = before.cases if before is not None else ""
    local = before is not None and not before.sorts.isdisjoint(_LOCAL)
    if before is not None and before.key == "у":
        # The Russian one is "at": у Гладкова.
        local, cases = view.language == "uk", cases if view.language == "uk" else "g"
    if cases and view.has(i - 2, "event") and view.beside(i - 1):
        local = True  # "удар по Саракибу"
    if before is not None and before.key.startswith("контрол") and i > 1 and view.words[i - 2].key in _UNDER:
        local = True  # "взяли под контроль Саракиб"
    weak = bool(cases) or any(view.has(k, "event") for k in (i - 1, i - 2, j))
    return Around(kinds.get(i), cases, local, weak, unit_follows(view, j))


def unit_follows(view: View, j: int) -> bool:
    """Tell whether a unit stands right after a name: "в Найтоповичах Брянской области"."""
    if j >= len(view.words) or view.gap(j).strip() not in _BEFORE_A_UNIT:
        return False
    start = view.starts[j]
    return any(m.start == start and m.toponym.feature in _AREAS and m.end > view.ends[j] for m in view.mentions)


def listed_after(view: View, i: int) -> int | None:
    """Return the end of the name that a comma or an "and" joins to the one at ``i``."""
    if i > 1 and view.has(i - 1, "and") and view.beside(i) and not view.capital[i - 1]:
        return i - 1
    return i if i and view.gap(i).strip() in _JOINING else None
