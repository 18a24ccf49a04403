"""What the gazetteer says of a name in Cyrillic: whether it is one, how surely, and which town an adjective is of.

Names are asked for in batches and remembered, so that a word costs one look-up however often it is read.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import Final, NamedTuple

from incidentmap.gazetteer import Found, Gazetteer
from incidentmap.inflection import nominatives
from incidentmap.model import Feature, Match
from incidentmap.reading.cyrillic.tables import entry_of

#: A town of this size is meant by its bare name; abroad, where each hamlet's name may be a word here, a larger one.
TOWN: Final = 15_000
_CITY_ABROAD: Final = 50_000
_CITY_ACROSS_ALPHABETS: Final = 100_000
#: As :mod:`incidentmap.gazetteer` has it: where names are, or were, written in Cyrillic.
_HOME: Final = frozenset("AM AZ BA BG BY EE GE KG KZ LT LV MD ME MK MN RS RU TJ TM UA UZ XK".split())
_UNITS: Final = frozenset({Feature.DISTRICT, Feature.REGION, Feature.COUNTRY})
#: In a shorter word one letter makes another word.
_SHORTEST_MISTYPED: Final = 7
_MOST_REMEMBERED: Final = 100_000
#: A place reached by the sentence's case is passed over for one that bears the form itself and is so much larger.
_MUCH_LARGER: Final = 10


class Strength(IntEnum):
    """How surely a name is a place's, by the gazetteer alone."""

    NONE = 0
    #: Met across alphabets, or a small place abroad.
    WEAK = 1
    #: A village by its own spelling, or in a case of it.
    KNOWN = 2
    #: A town, a unit, a country.
    STRONG = 3


class Known(NamedTuple):
    """A name's strength; whether it stands as the place's name does; the row, population and kind that lead."""

    strength: Strength
    exact: bool = False
    row: int = -1
    population: int = 0
    feature: Feature | None = None

    @property
    def is_famous(self) -> bool:
        """A country or a city: a capital letter is enough, whatever else the word means."""
        return self.feature is Feature.COUNTRY or self.population >= _CITY_ACROSS_ALPHABETS


_UNKNOWN: Final = Known(Strength.NONE)
_SPELLED: Final = (Match.EXACT, Match.ALIAS)
#: What is met across alphabets never stands as the place's name does.
_ACROSS: Final = False


class Names:
    """A gazetteer asked by names in Cyrillic. :func:`names_of` keeps one for each gazetteer.

    Threads share it: its memories only grow, by whole answers, and when they are full others take their place.

    Examples
    --------
    >>> with Gazetteer.open() as gazetteer:
    ...     names = names_of(gazetteer)
    ...     [names.look(name).strength.name for name in ("Харьковом", "Козинке", "Вибухи")]
    ['STRONG', 'KNOWN', 'NONE']
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._known: dict[str, Known] = {}
        self._meant: dict[tuple[str, str], str] = {}
        self._towns: dict[str, str | None] = {}
        self._sisters: dict[str, bool] = {}
        #: Rows of the capitals that may stand for a government; worked out by who first needs them.
        self.capitals: frozenset[int] | None = None

    def learn(self, names: Iterable[str]) -> None:
        """Look up many names at once: the exact spellings in one batch, the nominatives of the others in a second."""
        if len(self._known) > _MOST_REMEMBERED:
            self._known, self._meant, self._towns, self._sisters = {}, {}, {}, {}
        known = self._known
        new = [name for name in dict.fromkeys(names) if name not in known]
        if new:
            known.update(self._learned(new))

    def look(self, name: str) -> Known:
        """Return what is known of one name."""
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._learned([name])[name]
        return known

    def meant(self, name: str, cases: str) -> str:
        """Return what to look up for a name that its sentence puts into one of these cases.

        The name itself, unless its form is by chance another village's nominative: "по Журавці" is Журавка.
        """
        meant = self._meant.get((name, cases))
        if meant is None:
            meant = self._meant[name, cases] = self._in_case(name, cases) if cases else name
        return meant

    def town_of(self, stem: str) -> str | None:
        """Return the town that an adjective is made of, by the stem of :attr:`~.cyrillic_words.Word.adjective`."""
        towns = self._towns
        if stem not in towns:
            towns[stem] = self._derive(stem)
        return towns[stem]

    def is_sister(self, name: str) -> bool:
        """Tell whether a place at home has this name in a sister language: Тихое is Тихе."""
        sister = self._sisters.get(name)
        if sister is None:
            found = self._gazetteer.find(name, deep=True)
            sister = self._sisters[name] = any(f.sister and not f.edits and f.country in _HOME for f in found)
        return sister

    def is_mistyped(self, name: str) -> bool:
        """Tell whether a name is one letter from a place's at home."""
        found = self._gazetteer.find(name, deep=True) if len(name) >= _SHORTEST_MISTYPED else []
        return bool(found) and found[0].edits == 1 and found[0].country in _HOME

    def bears(self, name: str) -> bool:
        """Tell whether a place, large or small, is called exactly so."""
        return self._best(name).strength >= Strength.KNOWN

    def _learned(self, new: list[str]) -> dict[str, Known]:
        """Ask the gazetteer of names, each once."""
        hits = dict(zip(new, self._gazetteer.known(new), strict=True))
        oblique = {name: nominatives(name) for name, hit in hits.items() if not hit}
        forms = list(dict.fromkeys(form for forms in oblique.values() for form in forms))
        real = {form for form, hit in zip(forms, self._gazetteer.known(forms), strict=True) if hit} if forms else set()
        return {
            name: self._ask(name) if hit or not real.isdisjoint(oblique[name]) else _UNKNOWN
            for name, hit in hits.items()
        }

    def _ask(self, name: str) -> Known:
        found = self._gazetteer.find(name, deep=True)
        if found and found[0].match is Match.INFLECTED and found[0].population < TOWN:
            # Гаїті is a country before it is a case of a village's name.
            found = [f for f in found if f.feature is Feature.COUNTRY and f.match in _SPELLED] or found
        return _grade(found[0]) if found else _UNKNOWN

    def _best(self, name: str) -> Known:
        found = self._gazetteer.find(name, deep=False)
        return _grade(found[0]) if found else _UNKNOWN

    def _in_case(self, name: str, cases: str) -> str:
        plain = self.look(name)
        if not plain.exact and plain.strength > Strength.WEAK:
            return name  # the gazetteer reads it as a case already
        graded = [(form, self._best(form)) for form in nominatives(name, limit=8, cases=cases)]
        forms = [(form, known) for form, known in graded if known.exact and known.strength >= Strength.KNOWN]
        if not forms:
            return name
        form, best = max(forms, key=lambda pair: pair[1].population)
        if best.row == plain.row:
            return name
        margin = 1 if "a" in cases else _MUCH_LARGER
        if plain.exact and plain.population > margin * max(best.population, 1_000):
            return name
        return form

    def _derive(self, stem: str) -> str | None:
        entry = entry_of(stem)
        if entry is not None and entry.sort == "town":
            return entry.name
        names = [_titled(form) for form in _towns_from(stem)]
        best = max(names, key=lambda name: (self._best(name).strength, self._best(name).population), default=None)
        return best if best and self._best(best).strength >= Strength.KNOWN else None


def names_of(gazetteer: Gazetteer) -> Names:
    """Return the memory of one gazetteer.

    Examples
    --------
    >>> with Gazetteer.open() as gazetteer:
    ...     names_of(gazetteer) is names_of(gazetteer), names_of(gazetteer).town_of("ізюмськ")
    (True, 'Ізюм')
    """
    return gazetteer.remembered(Names)


def _grade(found: Found) -> Known:
    home = found.country in _HOME
    unit = found.feature in _UNITS
    known = (found.n, found.population, found.feature)
    if found.match in (Match.EXACT, Match.ALIAS, Match.INFLECTED):
        big = unit or found.population >= (TOWN if home else _CITY_ABROAD)
        strength = Strength.STRONG if big else Strength.KNOWN if home else Strength.WEAK
        if not home and found.feature in (Feature.DISTRICT, Feature.REGION) and found.match is Match.INFLECTED:
            strength = Strength.KNOWN  # Яли is no case of Yala in Thailand, unless more tells so
        return Known(strength, found.match is not Match.INFLECTED, *known)
    if found.match is Match.TRANSLITERATED and not found.sister:
        if home:
            strength = Strength.KNOWN if unit or found.population >= TOWN else Strength.WEAK
            return Known(strength, _ACROSS, *known)
        if found.population >= _CITY_ACROSS_ALPHABETS:
            return Known(Strength.WEAK, _ACROSS, *known)
    return _UNKNOWN


def _titled(name: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in name.split("-"))


#: What may stand after the stem without -ськ-/-ск- in the town's name: Козин-ка, Шебекин-о, Сум-и, Полтав-а.
_AFTER: Final = {
    "uk": ("", "е", "о", "а", "и", "і", "ка", "ки", "ля", "ці", "не"),
    "ru": ("", "о", "а", "ы", "и", "е", "ка", "ки", "ье", "ное"),
}
#: Endings of that stem that the town's name has otherwise: Курахів-ський of Курахове, Суджан-ский of Суджа.
_CHANGED: Final = {
    "uk": tuple(zip("ів ів ів ів їв ан піль й".split(), "ове ова еве і єве а поле я".split(), strict=True)),
    "ru": tuple(zip("ан ов ев поль ен й".split(), "а ы ы поле на я".split(), strict=True)),
}


def _towns_from(stem: str) -> list[str]:
    language = "uk" if stem.endswith("ьк") else "ru"
    suffix = 3 if language == "uk" else 2
    base = stem[:-suffix]
    if len(base) < 2:
        return [stem]
    last = stem[-suffix]  # "Торец-ький" keeps the ц that belongs to the name
    bases = [base] if last in "сз" else [base, base + last]
    forms = [stem, *(b + after for b in bases for after in _AFTER[language])]
    forms += [base[: -len(end)] + other for end, other in _CHANGED[language] if base.endswith(end)]
    return list(dict.fromkeys(forms))
