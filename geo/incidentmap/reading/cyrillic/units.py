"""Units that an adjective names: "Сумська, Харківська області", "в Грайворонском районе", "на Ізюмському напрямку"."""

from __future__ import annotations

from typing import Final

from incidentmap.model import Feature, Relation
from incidentmap.reading.cyrillic.forms import stem_of
from incidentmap.reading.cyrillic.names import Names
from incidentmap.reading.cyrillic.tables import entry_of, tables
from incidentmap.reading.cyrillic.view import View
from incidentmap.reading.cyrillic.words import EITHER_NUMBER, LEADING_UNITS, Unit, adjectival
from incidentmap.reading.mentions import Role

#: Words between an adjective and its noun: "Харківська міська територіальна громада".
_MOST_BETWEEN: Final = 3
_MOST_LISTED: Final = 30
_HUSHING: Final = frozenset("кгхжчшщ")
#: What these call republics, others call occupied parts of oblasts.
_PEOPLES: Final = {
    "донецк": "Донецька область",
    "донецьк": "Донецька область",
    "луганск": "Луганська область",
    "луганськ": "Луганська область",
}


def read_units(view: View, names: Names) -> None:
    """Keep the units of a sentence that are written as an adjective and a noun, or a noun and a name."""
    for i, word in enumerate(view.words):
        unit = word.unit
        if unit is None or view.taken[i]:
            if word.key in LEADING_UNITS and not view.taken[i]:
                _leading(view, i)
            continue
        j, modifiers = _before(view, i)
        if j is None:
            continue
        if _is_adjective(view, j, unit, names):
            _add_units(view, names, j, i, unit, modifiers)
        elif word.key in LEADING_UNITS and not modifiers:
            _leading(view, i)


def _before(view: View, i: int) -> tuple[int | None, tuple[str, ...]]:
    """Return the word before a noun and what qualifies it; ``None`` for what is no place, as a court's district."""
    modifiers: list[str] = []
    j = i - 1
    while j >= 0 and view.beside(j + 1) and len(modifiers) < _MOST_BETWEEN:
        if view.has(j, "never"):
            return None, ()
        if not view.has(j, "between") or view.words[j].entry is not None:
            break
        modifiers.append(view.words[j].key)
        j -= 1
    return j, tuple(modifiers)


def _is_adjective(view: View, j: int, unit: Unit, names: Names) -> bool:
    if j < 0 or view.taken[j] or not view.beside(j + 1):
        return False
    word = view.words[j]
    if word.adjective and word.entry is not None and word.entry.sort in ("town", "nation"):
        return word.entry.sort == "town" or unit.nominative.startswith("респ")
    if not view.capital[j] or word.cases or adjectival(word.key) is None or word.unit is not None:
        return False
    if view.initial[j] and not word.adjective:
        return names.bears(_nominative(view, j, unit))
    if not view.initial[j] or names.bears(_nominative(view, j, unit)):
        return True
    if unit.nominative == "громада" and word.adjective and _heads_line(view, j + 1):
        return word.entry is None or word.entry.sort == "town"
    return "between" not in word.sorts and names.town_of(word.adjective) is not None


def _heads_line(view: View, i: int) -> bool:
    """Tell whether a colon or a dash follows: "Хотінська громада: …"."""
    return view.text[view.ends[i] : view.ends[i] + 3].lstrip()[:1] in {":", "—", "–", "-"}


def _add_units(view: View, names: Names, j: int, i: int, unit: Unit, modifiers: tuple[str, ...]) -> None:
    rule = "an adjective and the noun of a unit"
    dot = view.words[i].key == "обл" and view.dotted(i)
    text = _full_name(view, names, j, i, unit, modifiers)
    if unit.plural or view.words[i].key in EITHER_NUMBER:
        for k in _listed_before(view, j):
            view.add(k, k + 1, _nominative(view, k, unit), f"{rule}, of several", feature=unit.feature)
    view.add(j, i + 1, text, rule, feature=unit.feature, end=view.ends[i] + dot)
    if unit.feature is Feature.REGION and unit.gender == "f":
        for k in range(max(0, i - _ELLIPTIC_WORDS), min(i + _ELLIPTIC_WORDS, len(view.words))):
            if _lacks_noun(view, k):
                view.add(k, k + 1, _nominative(view, k, unit), f"{rule} said elsewhere", feature=unit.feature)


#: Words between a unit's noun and the adjectives that lack it.
_ELLIPTIC_WORDS: Final = 25
_FEMININE: Final = ("ой", "ою", "ую", "ої", "ій")


def _lacks_noun(view: View, k: int) -> bool:
    """Tell whether an oblast's adjective stands without a noun: "13 — над Курской, девять — над Брянской областью"."""
    word = view.words[k]
    if view.taken[k] or not (view.capital[k] and word.adjective) or not word.key.endswith(_FEMININE):
        return False
    if word.entry is None or word.entry.sort != "town" or (view.beside(k + 1) and not view.has(k + 1, "and")):
        return False
    return k > 0 and (bool(view.words[k - 1].cases) or view.gap(k).strip() in {"—", "–", "-"})


def _full_name(view: View, names: Names, j: int, i: int, unit: Unit, modifiers: tuple[str, ...]) -> str:
    word = view.words[j]
    if unit.nominative.startswith("респ"):
        if any(modifier.startswith("народн") for modifier in modifiers) and word.adjective in _PEOPLES:
            return _PEOPLES[word.adjective]
        if word.entry is not None and word.entry.sort == "nation":
            return word.entry.name
    plain = _nominative(view, j, unit)
    stressed = plain.replace("ий ", "ой ", 1)  # Сумской
    if unit.gender == "m" and not names.bears(plain) and names.bears(stressed):
        plain = stressed
    written = view.phrase(j, i + 1)
    return plain if not modifiers or names.bears(plain) else written


def _nominative(view: View, j: int, unit: Unit) -> str:
    """Write an adjective and its noun in the nominative."""
    word = view.words[j]
    cut = adjectival(word.key)
    stem = word.text[: len(cut[0])] if cut else word.text
    stem = "-".join(part[:1].upper() + part[1:] for part in stem.split("-"))
    return f"{stem}{_ending(stem, unit.gender, view.language)} {unit.nominative}"


def _ending(stem: str, gender: str, language: str) -> str:
    ukrainian = language == "uk" if not stem.endswith(("ськ", "цьк", "зьк", "ск")) else stem.endswith("ьк")
    if gender == "m":
        return "ий" if ukrainian or stem[-1:] in _HUSHING else "ый"
    if gender == "n":
        return "е" if ukrainian else "ое"
    return "а" if ukrainian else "ая"


def _listed_before(view: View, j: int) -> list[int]:
    """Find the adjectives that share a noun with the one at ``j``: "Брянской, Курской и Белгородской областях"."""
    found: list[int] = []
    k = j
    while len(found) < _MOST_LISTED:
        at = _one_before(view, k)
        if at is None or view.taken[at]:
            break
        word = view.words[at]
        if not word.adjective or not (view.capital[at] or (word.entry is not None and word.entry.sort == "town")):
            break
        found.append(at)
        k = at
    return found


def _one_before(view: View, k: int) -> int | None:
    """Return the word that a comma or an "and" joins to another, with or without a preposition between."""
    if k and view.words[k - 1].cases and view.beside(k):
        k -= 1
    if k > 1 and view.has(k - 1, "and") and view.beside(k):
        return k - 2 if view.beside(k - 1) or view.gap(k - 1).strip() == "," else None
    return k - 1 if k and view.gap(k).strip() in {",", "/", "-", "–", "—"} else None


def _leading(view: View, i: int) -> None:
    """Read "Республики Татарстан", "провинция Идлиб"."""
    j = i + 1
    if not (j < len(view.words) and view.beside(j) and view.free(j)):
        return
    end = j + 1
    word, unit = view.words[i], view.words[i].unit
    if unit is not None and unit.nominative.startswith("респ"):
        text = f"{unit.nominative.capitalize()} {view.phrase(j, end)}"
        if view.capital[i]:
            view.add(i, end, text, "a republic and its name", feature=Feature.REGION)
            return
    feature = Feature.DISTRICT if unit is not None and unit.feature is Feature.DISTRICT else Feature.REGION
    view.add(j, end, view.phrase(j, end), f"a name after {word.key!r}", feature=feature)


def read_directions(view: View, names: Names) -> None:
    """Keep the towns of "на Покровському та Лиманському напрямках", and of what is left out beside one."""
    at = [i for i in range(len(view.words)) if view.has(i, "direction")]
    for i in at:
        j = i - 1
        if j < 0 or not view.beside(i) or not _add_direction(view, j, names):
            continue
        for k in _listed_before(view, j):
            _add_direction(view, k, names)
    if not at:
        return
    for i, word in enumerate(view.words):
        # "на Харківському напрямку …, на Ізюмському знищено …"
        if word.adjective and view.free(i) and view.beside(i) and view.words[i - 1].key == "на":
            follows = view.words[i + 1] if view.beside(i + 1) else None
            if follows is None or not (follows.unit or "direction" in follows.sorts or follows.key.startswith("пол")):
                _add_direction(view, i, names)


_PLANTS: Final = dict.fromkeys("мосту мостом мосте моста міст мості".split(), "мост")


def _add_direction(view: View, j: int, names: Names) -> bool:
    word = view.words[j]
    if view.taken[j] or not word.adjective:
        return False
    town = names.town_of(word.adjective) if view.capital[j] or word.entry is not None else None
    if town is None:
        if view.capital[j]:
            view.add(j, j + 1, word.text, "an adjective of a direction")
            return True
        return False
    view.add(j, j + 1, town, "the town of a direction")
    return True


def read_facilities(view: View, names: Names) -> None:
    """Keep the towns of facilities called after them: "Лисичанський НПЗ", "в донецком аэропорту"."""
    for i, word in enumerate(view.words):
        if word.adjective and not view.taken[i] and (view.capital[i] or word.entry is not None):
            _facility(view, i, names)


def read_adjectives(view: View, persons: set[str]) -> None:
    """Keep demonyms: "белгородский губернатор", "росіяни"."""
    for i, word in enumerate(view.words):
        entry = word.entry
        if view.taken[i] or entry is None or entry.sort not in ("nation", "town", "people"):
            continue
        if (view.capital[i] and stem_of(word.key) in persons) or view.has(i - 1, "greeting"):
            continue
        if not (word.upper and not view.shouted):
            _add_demonym(view, i)


def _add_demonym(view: View, i: int) -> None:
    word = view.words[i]
    entry = entry_of(word.key)
    if entry is None:
        return
    nation = entry.sort == "nation"
    what = "a nationality" if nation else "an adjective of a place" if entry.sort == "town" else "its inhabitants"
    named = view.capital[i] and not view.initial[i] and not view.shouted
    proper = named and nation and not _is_generic(view, i + 1)
    if proper or (view.blocked[i] and view.capital[i] and not word.key.endswith(("ие", "ые", "і", "их", "ых"))):
        view.add(i, i + 1, word.text, what, role=Role.VETOED, why="part of a proper name")
        return
    if entry.sort == "town" and view.beside(i + 1) and view.words[i + 1].upper and view.has(i + 1, "office"):
        why = "part of the name of an office"
        view.add(i, i + 1, entry.name, what, role=Role.METONYM, why=why)
        return
    why = f"{what}, and no place where something happened"
    view.add(i, i + 1, entry.name, what, role=Role.DEMONYM, why=why)


def _is_generic(view: View, i: int) -> bool:
    """Tell whether an adjective's noun is an institution's: "Харківська міська рада", "Російська Федерація"."""
    near = range(i, min(i + 3, len(view.words)))
    return any(view.has(k, "office") or view.has(k, "facility") or view.words[k].upper for k in near)


def _facility(view: View, i: int, names: Names) -> None:
    """Read "Курская АЭС", "Авдіївський коксохімічний завод"."""
    word = view.words[i]
    if not view.beside(i + 1):
        return
    plant = entry_of_phrase(f"{word.adjective} {_PLANTS.get(view.words[i + 1].key, view.words[i + 1].key)}")
    if plant is not None:
        view.add(i, i + 2, plant, "a power plant, at the town where it stands", relation=Relation.FACILITY)
        return
    if view.has(i + 1, "plant") or not view.has(i + 1, "facility"):
        return
    if word.entry is not None and word.entry.sort != "town":
        return
    town = names.town_of(word.adjective)
    if town is not None:
        view.add(i, i + 1, town, "the town that a facility is called after", relation=Relation.FACILITY)


def entry_of_phrase(phrase: str) -> str | None:
    """Return the town of a power plant, by the stem of its adjective and the word for its kind.

    Examples
    --------
    >>> entry_of_phrase("курск аэс")
    'Курчатов'
    """
    entry = tables().phrases.get(phrase)
    return entry.name if entry is not None and entry.sort == "plant" else None
