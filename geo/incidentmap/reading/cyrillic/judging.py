"""Judging: whether a capitalised word of a Russian or Ukrainian sentence is a place's name, and which form it is in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from incidentmap.model import Feature, Relation
from incidentmap.reading.cyrillic.context import around_of, listed_after, unit_follows
from incidentmap.reading.cyrillic.forms import (
    district_names,
    is_formed,
    is_second_name,
    looks_like_surname,
    may_be_foreign,
    qualifies,
    stands_alone,
    stem_of,
)
from incidentmap.reading.cyrillic.kinds import Kinds, is_river_here
from incidentmap.reading.cyrillic.metonyms import speaks
from incidentmap.reading.cyrillic.names import Known, Names, Strength
from incidentmap.reading.cyrillic.tables import Entry, tables
from incidentmap.reading.cyrillic.view import View
from incidentmap.reading.cyrillic.words import adjectival, sense_of
from incidentmap.reading.mentions import Role

_ORDINALS: Final = re.compile(r"перв\w{2,3}|втор\w{2,3}|перш\w{1,3}|друг[аеійою]{1,3}")
_AIRFIELDS: Final = ("аэро", "аеро", "авиа", "авіа", "летов", "погран", "кпп", "станц", "пропуск")
_BRAND: Final = "the name of a force, a pipeline or a work"
_WEAPONS: Final = ("ракет", "дрон", "бпла", "беспилот", "безпілот", "танк", "вертол", "самол", "літак")
_NAMED: Final = ("подстанц", "підстанц")
_CAPTURES: Final = (
    "взяти", "взятт", "освобожден", "звільненн", "деоккупац", "деокупац", "оборон", "штурм", "зачистк", "захоплення",
)  # fmt: skip
#: "Клебан-Биком": two capitals and no surname's ending.
_DOUBLE: Final = re.compile(r"[А-ЯЁІЇЄҐ][\w']{2,20}-[А-ЯЁІЇЄҐ][\w']{1,20}")


class Candidate(NamedTuple):
    """A word that may begin a name, with the stretches that it may have: end and phrase, the longest first."""

    start: int
    extents: list[tuple[int, str]]


class Judge:
    """Judges the candidates of one sentence.

    Parameters
    ----------
    view : View
    names : Names
    kinds : dict of int to str
        As :func:`.cyrillic_kinds.read_kinds` gives them.
    persons : set of str
        Stems of the surnames met so far.
    """

    def __init__(self, view: View, names: Names, kinds: Kinds, persons: set[str]) -> None:
        self._view, self._names, self._kinds, self._persons = view, names, kinds, persons
        self._ended: dict[int, str] = {}
        self._begun: set[int] = set()

    @staticmethod
    def is_hopeless(view: View, i: int, kinds: Kinds) -> bool:
        """Tell at the cost of one look-up in the dictionary whether a word need not be asked of the gazetteer."""
        word = view.words[i]
        if i in kinds or word.entry is not None:
            return False
        if word.unit is not None or word.cases or {"and", "kind", "kinds", "never-place"} & word.sorts:
            return True
        if not view.initial[i] or (view.beside(i + 1) and view.free(i + 1)):
            return False
        if stands_alone(view, i) or view.has(i + 1, "event"):
            return False
        sense = sense_of(word.key, view.language)
        return sense.known and not sense.place and not (i and view.words[i - 1].cases)

    def decide(self, candidates: Sequence[Candidate]) -> None:
        """Keep the candidates that are places; those that lack only a context may borrow a neighbour's in a list."""
        waiting: list[tuple[int, int, Known]] = []
        reached = 0
        for candidate in candidates:
            if candidate.start < reached:
                continue
            end = self._one(candidate, waiting)
            reached = max(reached, end)
        for _ in range(2):
            for i, j, known in waiting:
                if not self._view.taken[i] and self._is_listed(i, j, known):
                    self._keep(i, j, "a name in a list of places", self._cases(i))
            waiting.reverse()

    def _one(self, candidate: Candidate, waiting: list[tuple[int, int, Known]]) -> int:
        view, i = self._view, candidate.start
        word = view.words[i]
        if view.taken[i]:
            return i + 1
        if word.entry is not None and word.entry.sort in ("unit", "macro", "country") and i not in self._kinds:
            return self._from_table(i, word.entry)
        if self._is_district(i):
            return i + 1
        for j, phrase in candidate.extents:
            known = self._names.look(phrase)
            if j > i + 1 and not (known.strength >= Strength.WEAK and self._is_whole(i, known)):
                continue
            if j == i + 1:
                j = self._unknown_end(i, known)
            why = self._why_place(i, j, known)
            if why is not None:
                self._keep(i, j, why, self._cases(i))
                return j
            if j == i + 1 and not self._is_person(i, known):
                waiting.append((i, j, known))
        return i + 1

    def _from_table(self, i: int, entry: Entry) -> int:
        view = self._view
        feature = Feature.REGION if entry.sort == "macro" else None
        country = entry.sort == "country"
        if country and speaks(view, i, i + 1, war=False):
            self._view.add(i, i + 1, entry.name, "a country", role=Role.METONYM, why="it stands for a government")
        else:
            rule = "a country" if country else "a unit of one word" if feature is None else "a part of the world"
            view.add(i, i + 1, entry.name, rule, feature=feature)
        self._note(i, i + 1, "")
        return i + 1

    def _is_district(self, i: int) -> bool:
        """Keep "на Куп'янщині" as the district."""
        view = self._view
        options = () if i in self._kinds else district_names(view.words[i].key)
        name = next((option for option in options if self._names.bears(option)), None)
        if name is None:
            return False
        view.add(i, i + 1, name, "a district of one word", feature=Feature.DISTRICT)
        self._note(i, i + 1, "")
        return True

    def _is_whole(self, i: int, known: Known) -> bool:
        """Tell whether several words are one name, and not names side by side that by chance make one."""
        if known.strength is Strength.WEAK and self._view.initial[i]:
            return False
        first = self._view.words[i]
        return bool(first.adjective or adjectival(first.key)) or known.exact or known.strength is Strength.STRONG

    def _unknown_end(self, i: int, known: Known) -> int:
        """Return the end of a name that no map has whole: an adjective and a noun, or a name and its number."""
        view = self._view
        if known.strength < Strength.STRONG and view.free(i + 1) and view.beside(i + 1):
            if _ORDINALS.fullmatch(view.words[i + 1].key):
                return i + 2
            cut = adjectival(view.words[i].key)
            named = i in self._kinds or not view.initial[i]
            if named and cut and len(cut[1]) > 1 and not view.words[i + 1].adjective:
                return i + 2
        return i + 1

    def _why_place(self, i: int, j: int, known: Known) -> str | None:
        """Say why a candidate is a place; ``None`` when it is none, or nothing tells."""
        view = self._view
        around = around_of(view, i, j, self._kinds)
        if around.kind is not None:
            return f"a name after {around.kind!r}"
        strength = known.strength
        if self._is_brand(i, known):
            end = j + 1 if view.free(j) and view.beside(j) else j  # "Легион Свобода России"
            view.add(i, end, view.phrase(i, end), "a name after a word for a force", role=Role.VETOED, why=_BRAND)
            return None
        if j > i + 1 and strength >= Strength.WEAK:
            return "a name of several words"
        if strength >= Strength.KNOWN and self._is_captured(i):
            return "a name after a word for its capture"
        if self._is_person(i, known):
            safe = around.local and strength >= Strength.KNOWN
            return "a name after a preposition of place" if safe or around.unit_after else None
        if around.unit_after and strength >= Strength.WEAK:
            return "a name before the unit it lies in"
        word = view.words[i]
        sense = sense_of(word.key, view.language)
        if view.initial[i] and not around.local:
            return self._why_initial(i, known)
        office = word.entry is not None and view.has(i + 1, "office") and view.beside(i + 1)
        if office or ((word.entry is not None or sense.common) and qualifies(view, i)):
            return None  # "на Московской бирже", "У Новий рік", "у Запорізькій ОВА"
        if sense.common and not sense.place and not known.is_famous:
            told = around.local or (strength is Strength.STRONG and (around.weak or stands_alone(view, i)))
            return "a name after a preposition of place" if strength >= Strength.KNOWN and told else None
        owned = sense.place and known.is_famous and view.has(i - 1, "office") and view.beside(i)  # "полиция Марселя"
        if sense.person and not (
            owned or known.exact or around.weak or known.feature is Feature.COUNTRY or self._is_capital(i)
        ):
            return None  # "отправил Иванова под стражу"
        if strength >= Strength.KNOWN:
            return "a name that the gazetteer knows"
        if strength is Strength.WEAK and (around.local or (sense.place and view.language == "ru")):
            return "a name after a preposition of place" if around.local else "a name that the dictionary knows"
        formed = is_formed(self._view.words[i].key, self._view.language)
        if (around.local or (around.weak and formed)) and self._is_sister(i):
            return "a name in a sister language"
        if strength is Strength.WEAK and around.weak and formed:
            return "a name formed as places' are"
        foreign = may_be_foreign(view.words[i].key, view.language)
        double = bool(around.cases) and not sense.known and _DOUBLE.fullmatch(word.text) is not None
        missing = around.unit_after or double or (around.local and (formed or foreign))
        return "a name after a preposition of place, in no gazetteer" if missing else None

    def _is_captured(self, i: int) -> bool:
        """Tell whether "взятие" or "штурм" stands before: what is taken is a place, though a surname is written so."""
        view = self._view
        if not view.beside(i) or not view.words[i - 1].key.startswith(_CAPTURES) or qualifies(view, i):
            return False
        return stem_of(view.words[i].key) not in self._persons and not view.free(i + 1)

    def _is_sister(self, i: int) -> bool:
        word = self._view.words[i]
        return not sense_of(word.key, self._view.language).person and self._names.is_sister(word.text)

    def _is_brand(self, i: int, known: Known) -> bool:
        """Tell whether a nominative stands right after a word for a force, a pipeline, a work: "полк Азов"."""
        view = self._view
        if not view.beside(i) or not known.exact:
            return False
        before = view.words[i - 1]
        if "pipeline" in before.sorts or ("body" in before.sorts and not before.key.startswith(_WEAPONS)):
            return True
        named = "facility" in before.sorts and "airfield" not in before.sorts and known.strength < Strength.STRONG
        return named and (before.key.startswith(_NAMED) or sense_of(view.words[i].key, view.language).common)

    def _why_initial(self, i: int, known: Known) -> str | None:
        """Judge a word whose capital tells nothing: the first of a sentence."""
        view = self._view
        word = view.words[i]
        sense = sense_of(word.key, view.language)
        alone = stands_alone(view, i)
        if known.strength is Strength.STRONG:
            if known.feature is Feature.COUNTRY:
                return "a name that the gazetteer knows"
            if sense.adverb and not alone:
                return None
            alone = alone or (known.exact and view.has(i + 1, "event"))
            certain = not sense.common or ((alone or sense.place) and not qualifies(view, i))
            return "a name that the gazetteer knows" if certain else None
        if alone and known.exact and known.strength is Strength.KNOWN and self._ended and view.shouted is False:
            return "a name in a list of places"
        if sense.common or (sense.known and not sense.place):
            return None
        near = range(i + 1, i + 5)
        if not sense.known and known.strength is Strength.NONE and any(view.has(k, "event") for k in near):
            return "a name with a slip of the pen" if self._names.is_mistyped(word.text) else None
        if known.strength is Strength.KNOWN and (sense.place or alone or not sense.known):
            return "a name that the gazetteer knows"
        return None

    def _is_person(self, i: int, known: Known) -> bool:
        view = self._view
        word = view.words[i]
        sense = sense_of(word.key, view.language)
        if sense.person and not sense.place and not (sense.common and known.strength >= Strength.KNOWN):
            return True
        if stem_of(word.key) in self._persons and not (
            sense.place and known.exact and known.strength is Strength.STRONG
        ):
            return True
        if is_second_name(view, i) and known.feature is not Feature.COUNTRY:
            return True
        if known.strength is Strength.STRONG:
            return False
        if view.has(i - 1, "speech") and view.beside(i) and (sense.person or not sense.known):
            return True
        return looks_like_surname(word.key) and not sense.place and i not in self._kinds

    def _cases(self, i: int) -> str:
        """Return the cases that the sentence puts a name into; a list shares its first name's."""
        view = self._view
        cases = around_of(view, i, i + 1, self._kinds).cases
        if cases or i in self._kinds:
            return cases if i not in self._kinds else ""
        before = listed_after(self._view, i)
        return self._ended.get(before, "") if before is not None else ""

    def _is_listed(self, i: int, j: int, known: Known) -> bool:
        view = self._view
        before = listed_after(self._view, i)
        joined_before = before is not None and before in self._ended
        after = j + 1 if view.has(j, "and") and view.beside(j) else j
        joined_after = after in self._begun and (view.gap(after).strip() in {",", ".,", "/"} or after == j + 1)
        if not (joined_before or joined_after):
            return False
        if known.strength >= Strength.WEAK:
            return True
        if not joined_before or before is None:
            return False
        foreign = bool(self._ended[before]) and not sense_of(view.words[i].key, view.language).known
        between = joined_after and bool(self._ended[before]) and not qualifies(view, i)
        return (
            foreign
            or between
            or is_formed(self._view.words[i].key, self._view.language)
            or self._names.is_sister(view.phrase(i, j))
        )

    def _keep(self, i: int, j: int, rule: str, cases: str) -> None:
        view = self._view
        phrase = view.phrase(i, j)
        known = self._names.look(phrase)
        near = view.has(i - 1, "vicinity") and view.beside(i)  # "у районах Карпівки, Колодязів"
        self._note(i, j, cases or ("g" if near else ""))
        if is_river_here(view, i) and j == i + 1 and i not in self._kinds:
            view.add(i, j, tables().rivers[view.words[i].key], "a river", feature=Feature.SITE)
            return
        country = known.feature is Feature.COUNTRY
        governs = i not in self._kinds and speaks(view, i, j, war=not country)
        if governs and (country or view.has(i, "capital") or self._is_capital(i)):
            view.add(i, j, phrase, rule, role=Role.METONYM, why="it stands for a government")
            return
        relation = Relation.FACILITY if self._kinds.get(i, "").startswith(_AIRFIELDS) else Relation.AT
        text = self._names.meant(phrase, cases) if cases and i not in self._kinds else phrase
        if known.strength < Strength.STRONG and j == i + 1 and self._continues(i):
            i, text = i - 1, view.phrase(i - 1, j)
        view.add(i, j, text, rule, relation=relation)

    def _continues(self, i: int) -> bool:
        """Tell whether an adjective that no map has with it belongs to a name: Сухі Яли."""
        view = self._view
        if not (view.free(i - 1) and view.beside(i)) or view.initial[i - 1]:
            return False
        word = view.words[i - 1]
        cut = adjectival(word.key)
        return cut is not None and len(word.key) > 3 and not word.cases and word.entry is None and not word.adjective

    def _is_capital(self, i: int) -> bool:
        """Tell whether a word is a case of a capital's name: "в Киеве заявили"."""
        known = self._names.look(self._view.words[i].text)
        return known.strength is Strength.STRONG and known.row in _capitals(self._names)

    def _note(self, i: int, j: int, cases: str) -> None:
        self._ended[j] = cases
        if unit_follows(self._view, j):  # "Богуславці Харківської області, Торецьку": the list goes on after the unit
            end = next(m.end for m in self._view.mentions if m.start == self._view.starts[j])
            self._ended[bisect_left(self._view.starts, end)] = cases
        self._begun.add(i)


def _capitals(names: Names) -> frozenset[int]:
    if names.capitals is None:
        words = [word.capitalize() for word, sorts in tables().words.items() if "capital" in sorts]
        names.learn(words)
        names.capitals = frozenset(names.look(word).row for word in words) - {-1}
    return names.capitals
