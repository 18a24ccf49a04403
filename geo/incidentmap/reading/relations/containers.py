"""Containers: "Kozinka, Belgorod region", "с. Козинка Белгородской области", "Ukraine's Kharkiv"."""

from __future__ import annotations

import re
from typing import Final

from incidentmap.model import Feature, Relation
from incidentmap.reading.mentions import Role
from incidentmap.reading.relations.borders import is_of_border
from incidentmap.reading.relations.left_out import begins_clause
from incidentmap.reading.relations.links import LISTED, LONGEST_LINK, Link, link
from incidentmap.reading.relations.noted import COUNTRY_LEVEL, REGION_LEVEL, IsInside, IsUnit, Name
from incidentmap.reading.relations.words import OWNED_KINDS
from incidentmap.reading.text import Text

_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
#: "в Белгородскую область", "на Харківщину": where something went, not where a place lies.
_MOTION: Final = re.compile(r"\w{2,}(?:ую|юю|[сц]ьку) \w{3,}|\w+(?:щину|їну|аину|сию|сію|ий \w{3,})")
#: "Сумській області", "Белгородском районе": after a comma, one more of a list.
_LOCATIVE: Final = re.compile(r"\w+(?:ій|ому|ом|ем|ім) \w+|\w+щині|\w+щине")
#: A district by its noun, between commas, or "of" what follows.
_DISTRICT: Final = re.compile(
    r"\s*,\s*(?:in\s+the\s+)?([^\W\d_][\w'’-]*(?:\s[^\W\d_][\w'’-]*)?\s(?:district|raion|rayon|county|hromada|район|р-н|"
    r"района|району))\s*(?:,|(?:,?\s*(?:of|in))(?:\s+the)?)?\s*",
    re.IGNORECASE,
)
#: What may follow a container that stands between commas.
_ENDS: Final = ("", ",", ".", ")", "(", "–", "—", "-", ":", "!", "?")
_GOES_ON: Final = re.compile(r"\s*(?:,|,?\s(?:and|и|та|і|й)\s)\s*(?=[^\W\d_a-zа-яёіїєґ])")
#: "Донецка", "Одессы", "Львова", "Полтави": a bare name that a district before it is of.
_GENITIVE: Final = re.compile(r"[аяиыуюїо]$|ого$|ой$|ої$")
#: A unit that begins a clause holds the names of the clause within so many characters.
LONGEST_CLAUSE: Final = 100
_STOP: Final = re.compile(r"[,;:.!?()—–]")
_NEARNESS: Final = frozenset(
    (
        Relation.NEAR,
        Relation.DISTANCE,
        Relation.DIRECTION,
        Relation.FACILITY,
        Relation.ALONG,
        Relation.BETWEEN,
        Relation.OUTSKIRTS,
        Relation.BORDER,
    )
)


class Containers:
    """The names of one sentence, and who holds whom. The names are changed in place."""

    def __init__(self, text: Text, names: list[Name], is_unit: IsUnit | None, is_inside: IsInside | None) -> None:
        self.text = text
        self.names = names
        self.is_unit = is_unit
        self.is_inside = is_inside

    def find(self) -> None:
        """Find the containers after names, from the last to the first, then those before: chains come out whole."""
        for name in self.names:
            if name.owner is not None:
                self._own(name, name.owner)
        for i in range(len(self.names) - 1, 0, -1):
            first, second = self.names[i - 1], self.names[i]
            kind = link(self.text, first, second)
            skipped = self._skipped_unit(first, second) if kind is Link.OTHER else ""
            if self._holds_after(i, Link.COMMA if skipped else kind):
                self._hold(first, second)
                first.within = (skipped, *first.within) if skipped else first.within
                if kind is not Link.COMMA or self._is_plural_list(i - 1):
                    self._spread_back(i - 1, second)
        self.names = [name for name in self.names if not name.is_container]
        for i in range(1, len(self.names)):
            first, second = self.names[i - 1], self.names[i]
            kind = link(self.text, first, second)
            if kind is Link.OF and first.after_word in OWNED_KINDS and second.cue is None:
                self._town_of(first, second)
            elif self._holds_before(i, kind):
                self._hold(second, first, moves=False)
                self._spread_on(i, first)

    def _skipped_unit(self, inner: Name, outer: Name) -> str:
        """Return the district between two names that nobody recognised: "X, Novoazovsky district, Donetsk region"."""
        between = self.text.text[inner.extent : min(outer.begin, inner.extent + LONGEST_LINK)]
        found = _DISTRICT.fullmatch(between) if outer.strong() is not None and outer.cue is None else None
        return " ".join(found[1].split()) if found else ""

    def _town_of(self, outer: Name, inner: Name) -> None:
        """Read "the Hunan city of Yueyang": the first name is no city, and holds the second."""
        outer.feature, outer.explicit, outer.asked, outer.relation = None, False, False, Relation.AT
        outer.said.clear()
        inner.feature = inner.feature or (None if outer.after_word == "suburb" else Feature.SETTLEMENT)
        if self._level(outer) > inner.level(self.is_unit):
            self._hold(inner, outer, moves=False)
        else:
            outer.why = f"it says where {inner.shown(self.text)} lies"

    def _own(self, name: Name, owner: Name) -> None:
        name.within = (owner.as_container(self.text), *owner.within)
        name.held = max(owner.level(self.is_unit), REGION_LEVEL if owner.mention.role is not Role.PLACE else 0)
        if self._is_sure(name, owner):
            owner.why = f"the container of {name.shown(self.text)}"

    def _hold(self, inner: Name, outer: Name, *, moves: bool = True) -> None:
        held = (outer.as_container(self.text), *outer.within)
        inner.within = tuple(dict.fromkeys((*held, *inner.within) if moves else (*inner.within, *held)))
        inner.held = max(inner.held, self._level(outer), outer.held)
        if not outer.is_container and self._is_sure(inner, outer):
            outer.is_container = True
            outer.why = f"the container of {inner.shown(self.text)}"
        if moves:
            end = outer.extent
            if self.text.text[inner.extent : outer.begin].lstrip()[:1] == "(" and self.text.text[end : end + 1] == ")":
                end += 1
            inner.extent = max(inner.extent, end)

    def _is_sure(self, inner: Name, outer: Name) -> bool:
        """Tell whether a container may be left out as a place of its own.

        "A hospital in Columbia" happens in Columbia, whatever the gazetteer knows of hospitals.
        """
        if outer.strong() is not None or outer.mention.role is not Role.PLACE or self.is_inside is None:
            return True
        if self._is_of_city(inner, outer):
            return True
        return isinstance(outer.plainly(self.is_unit), Feature) or outer.is_state or self._is_inside(inner, outer)

    def _level(self, unit: Name) -> int:
        return unit.level(self.is_unit) or (REGION_LEVEL if unit.plainly(self.is_unit) is True else 0)

    def _holds_after(self, i: int, kind: Link) -> bool:
        """Tell whether a name holds the one before it: "Kozinka, Belgorod region"."""
        inner, outer = self.names[i - 1], self.names[i]
        if kind is Link.OTHER or kind is Link.AND or outer.cue is not None or (inner.is_container and kind is Link.IN):
            return False
        level = self._level(outer)
        if level and not self._fits(inner, level):
            return False
        if outer.relation is not Relation.AT or self._leads(i):
            return False
        if kind is Link.NOTHING and outer.cue_start < outer.begin:  # "неподалік Гао на півночі Малі"
            return level > REGION_LEVEL or (level > 0 and outer.strong() is not None)
        if kind is Link.NOTHING:
            return self._is_chain(inner, outer)
        if kind in (Link.IN, Link.COMMA_IN, Link.BRACKET):
            if not (level or self._is_inside(inner, outer)) or _MOTION.fullmatch(self._written(outer)):
                return False
            if kind is Link.COMMA_IN and (self._is_listed(i) or not outer.level(self.is_unit)):
                return False
            return kind is not Link.BRACKET or self._is_closed(outer)
        if kind is Link.CLOSED:  # "Krymske (Novoaidar district), Luhansk region"
            return outer.strong() is not None and inner.strong() is not None
        if kind is Link.OF:
            return (level > 0 and (inner.strong() or outer.strong()) is not None) or self._is_of_city(inner, outer)
        return kind is Link.COMMA and self._is_after_comma(i, level)

    def _fits(self, inner: Name, level: int) -> bool:
        return inner.level(self.is_unit) < level and inner.held < level

    def _is_chain(self, inner: Name, outer: Name) -> bool:
        """Tell "Козинки Белгородской области" and "Белгородской области России"; two bare names are two names."""
        if not _CYRILLIC.search(self._written(outer)):
            return outer.strong() is not None and not outer.plural_after and outer.after_word != ""
        if outer.strong() is not None:
            return not _MOTION.fullmatch(self._written(outer))
        if self._is_of_city(inner, outer) and _GENITIVE.search(self._written(outer)):
            return True
        return inner.strong() is not None and outer.plainly(self.is_unit) is Feature.COUNTRY

    def _is_of_city(self, inner: Name, outer: Name) -> bool:
        """Tell "Кировский район Донецка" and "the Kirovskyi district of Mariupol": districts of a city."""
        return inner.strong() is Feature.DISTRICT and outer.strong() is None and outer.begin == outer.mention.start

    def _leads(self, i: int) -> bool:
        """Tell whether a unit belongs to the names after it: "…, в Рыльском районе — сёла …"."""
        if i + 1 >= len(self.names):
            return False
        outer, following = self.names[i], self.names[i + 1]
        if outer.strong() is None or outer.cue is not None or not begins_clause(self.text, outer):
            return False
        kind = link(self.text, outer, following)
        if kind in (Link.DASH, Link.COLON):
            return True
        return kind is Link.OTHER and following.explicit and self._is_one_clause(outer, following)

    def _is_one_clause(self, outer: Name, inner: Name) -> bool:
        """Tell whether a verb may stand between two names, but no comma."""
        between = self.text.text[outer.extent : min(inner.cue_start, outer.extent + LONGEST_CLAUSE)]
        return inner.cue_start - outer.extent < LONGEST_CLAUSE and _STOP.search(between) is None

    def _is_after_comma(self, i: int, level: int) -> bool:
        inner, outer = self.names[i - 1], self.names[i]
        strong = outer.strong() is not None and not outer.plural_after
        if outer.plural_after or (not strong and not self._is_set_off(inner, outer)):
            return False
        if not strong and outer.plainly(self.is_unit) in (None, False, True):
            if not outer.is_state and (self._is_in_list(i) or self._is_listed(i)):
                return False
            if self._is_inside(inner, outer):
                return True
            return (outer.is_state or (level > 0 and self.is_inside is None)) and not self._is_listed(i)
        written = self._written(outer)
        if _CYRILLIC.search(written) and (_LOCATIVE.fullmatch(written) or _MOTION.fullmatch(written)):
            return False
        if not self._is_listed(i):
            return True
        following = self.names[i + 1]
        if following.within:
            return True
        if strong and not _CYRILLIC.search(written):
            return self.is_inside is None or self._is_inside(inner, outer)
        if level == COUNTRY_LEVEL and following.level(self.is_unit) < COUNTRY_LEVEL:
            return True
        return self._is_inside(inner, outer)

    def _is_in_list(self, i: int) -> bool:
        """Tell whether a list of names goes on around two of them, whether or not all were recognised."""
        if (
            i > 1
            and link(self.text, self.names[i - 2], self.names[i - 1]) is Link.COMMA
            and not self.names[i - 2].within
        ):
            return True
        end = self.names[i].extent
        return _GOES_ON.match(self.text.text, end, end + 20) is not None

    def _is_set_off(self, inner: Name, outer: Name) -> bool:
        """Tell "In Aleppo, Syria, rebels …" from "In Kyiv, Ukraine said …"."""
        cyrillic = _CYRILLIC.search(self._written(outer)) is not None
        if not cyrillic and (not inner.opens or not self.text.text[inner.limits[0] : inner.begin].strip()):
            return True  # "Two died in Aleppo, Syria", "ALEPPO, Syria (AP)"
        return self.text.text[outer.extent : outer.extent + 2].strip()[:1] in _ENDS

    def _is_listed(self, i: int) -> bool:
        """Tell whether another name follows as the next of a list."""
        if i + 1 >= len(self.names):
            return False
        return link(self.text, self.names[i], self.names[i + 1]) in LISTED and self.names[i + 1].cue is None

    def _is_inside(self, inner: Name, outer: Name) -> bool:
        if self.is_inside is None:
            return False
        return self.is_inside(inner.mention.toponym.text, outer.as_container(self.text)) is True

    def _is_elsewhere(self, name: Name, outer: Name) -> bool:
        """Tell whether a name is known, and none of that name lies in a unit."""
        if self.is_inside is None:
            return False
        return self.is_inside(name.mention.toponym.text, outer.as_container(self.text)) is False

    def _is_closed(self, outer: Name) -> bool:
        return self.text.text[outer.tail : outer.tail + 2].lstrip()[:1] in (")", ",", ";")

    def _written(self, name: Name) -> str:
        return self.text.text[name.mention.start : min(name.mention.end, name.mention.start + 100)].casefold()

    def _holds_before(self, i: int, kind: Link) -> bool:
        """Tell whether a name holds the one after it: "in Belgorod region, near the village of Kozinka"."""
        outer, inner = self.names[i - 1], self.names[i]
        level = outer.level(self.is_unit)
        if (
            not level
            or outer.relation not in (Relation.AT, Relation.ALONG, Relation.BORDER)
            or not self._fits(inner, level)
            or is_of_border(self.text, self.names, i - 1)
        ):
            return False
        if outer.cue is not None and outer.cue.sort in ("from", "between", "border"):
            return False
        if inner.cue is not None:
            return inner.relation in _NEARNESS and kind in (Link.NOTHING, Link.COMMA)
        if outer.strong() is None:
            return False
        opens = outer.opens or begins_clause(self.text, outer)
        cyrillic = _CYRILLIC.search(self._written(outer)) is not None
        if kind is Link.IN:
            return cyrillic or opens or inner.explicit
        if kind is Link.COMMA_IN:
            return inner.explicit or (opens and not self._is_listed(i))
        if kind is Link.COMMA:
            return (inner.explicit and (opens or cyrillic)) or inner.level(self.is_unit) > 0
        if kind in (Link.BRACKET, Link.COLON):
            return True
        if kind is Link.DASH:
            return opens and inner.level(self.is_unit) < level
        if kind is not Link.OTHER or not opens:
            return False
        near = inner.cue_start - outer.extent <= LONGEST_LINK
        return (inner.explicit and near) or (self._is_one_clause(outer, inner) and self._is_inside(inner, outer))

    def _is_plural_list(self, i: int) -> bool:
        """Tell whether a list that ends in a name was announced: "the villages of A, B"."""
        while i > 0 and not self.names[i].plural_before and link(self.text, self.names[i - 1], self.names[i]) in LISTED:
            i -= 1
        return self.names[i].plural_before and self.names[i].explicit

    def _spread_back(self, i: int, outer: Name) -> None:
        """Give the container of the last of a list to those before it."""
        level = self._level(outer)
        while i > 0 and link(self.text, self.names[i - 1], self.names[i]) in LISTED:
            before = self.names[i - 1]
            if before.within or self.names[i].cue is not None or not self._is_peer(before, self.names[i], level):
                return
            if self._is_elsewhere(before, outer):
                return  # "в Харькове и Козинке Белгородской области"
            before.within, before.held = (outer.as_container(self.text), *outer.within), level
            i -= 1

    def _is_peer(self, name: Name, other: Name, level: int) -> bool:
        """Tell whether two names of a list are as large as each other, and smaller than what holds one."""
        return name.level(self.is_unit) == other.level(self.is_unit) < level

    def _spread_on(self, i: int, outer: Name) -> None:
        """Give the container before a list to the others of it."""
        level = self._level(outer)
        while i + 1 < len(self.names) and link(self.text, self.names[i], self.names[i + 1]) in LISTED:
            i += 1
            following = self.names[i]
            if following.within or following.cue is not None or not self._is_peer(following, self.names[i - 1], level):
                return
            if self._is_elsewhere(following, outer):
                return
            following.within, following.held = (outer.as_container(self.text), *outer.within), level
