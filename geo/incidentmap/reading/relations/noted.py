"""What is noted of a name while the words around it are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from incidentmap.model import Feature, Relation
from incidentmap.names import split_generic
from incidentmap.reading.mentions import PlaceMention, Role
from incidentmap.reading.relations.cues import Cue
from incidentmap.reading.relations.words import BORDER_AFTER, RATHER_TOWNS, STATES, plain
from incidentmap.reading.text import Text

#: The unit that a bare name plainly means; ``True`` for some unit, ``None`` or ``False`` for none.
IsUnit = Callable[[str], "Feature | bool | None"]
#: Whether a unit (second) holds a place of that name (first); ``None`` when one of them is unknown.
IsInside = Callable[[str, str], "bool | None"]

#: Nothing holds a country.
COUNTRY_LEVEL: Final = 3
REGION_LEVEL: Final = 2
_LEVEL: Final = {Feature.DISTRICT: 1, Feature.REGION: REGION_LEVEL, Feature.COUNTRY: COUNTRY_LEVEL}
_UNITS: Final = frozenset(_LEVEL)


@dataclass(slots=True)
class Name:
    """A mention with what the words around it say, so far. Offsets are in the whole text.

    Parameters
    ----------
    mention : PlaceMention
    first, after : int
        Numbers of the first word of the name and of the first word after it.
    floor : int
        Number of the first word before it that is not another name's.
    limits : tuple of int
        Offsets between which words count: the sentence, and not too far from the name.
    begin : int
        Where the noun phrase begins ("the village of Kozinka").
    cue_start : int
        Where the words before it begin that say how it is meant.
    tail : int
        Where its own noun ends ("Belgorod region").
    extent : int
        Where its containers end.
    """

    mention: PlaceMention
    first: int
    after: int
    floor: int
    limits: tuple[int, int]
    begin: int
    cue_start: int
    tail: int
    extent: int
    cue: Cue | None = None
    relation: Relation = Relation.AT
    feature: Feature | None = None
    noun: str = ""
    distance_km: float | None = None
    span_km: tuple[float, float] | None = None
    bearing: str | None = None
    within: tuple[str, ...] = ()
    other: str | None = None
    why: str | None = None
    said: list[str] = field(default_factory=list)
    after_word: str = ""
    possessive: bool = False
    explicit: bool = False
    plural_before: bool = False
    plural_after: bool = False
    opens: bool = False
    is_prefix: bool = False
    is_container: bool = False
    held: int = 0
    owner: Name | None = None
    bare: Feature | bool | None = None
    asked: bool = False
    like: Name | None = None

    @property
    def is_place(self) -> bool:
        """Tell whether it may say where something happened, and is not part of another name's phrase."""
        return self.mention.role is Role.PLACE and not self.is_prefix

    @property
    def measures_border(self) -> bool:
        """Tell whether its words speak of its border."""
        return (self.cue is not None and self.cue.sort == "border") or self.after_word in BORDER_AFTER

    def become_prefix(self) -> None:
        """Give what the words before it say to the name that it only says the country of."""
        self.is_prefix = True
        self.cue, self.relation, self.distance_km, self.bearing = None, Relation.AT, None, None
        self.span_km = None
        self.said.clear()

    def strong(self) -> Feature | None:
        """Return the unit that its own words say it is: "Belgorod region", "Харківська область"."""
        if self.feature in _UNITS:
            return self.feature
        if self.explicit:
            return None
        said = split_generic(self.mention.toponym.text)[1]
        return said if said in _UNITS else None

    def plainly(self, is_unit: IsUnit | None) -> Feature | bool | None:
        """Return the unit that the bare name means, as ``is_unit`` knows it."""
        if not self.asked:
            self.asked = True
            known = self.explicit or is_unit is None
            self.bare = None if known or is_unit is None else is_unit(self.mention.toponym.text)
            if (
                not known
                and not isinstance(self.bare, Feature)
                and self.is_state
                and plain(self.mention.toponym.text) not in RATHER_TOWNS
            ):
                self.bare = Feature.REGION
        return self.bare

    @property
    def is_state(self) -> bool:
        """Tell whether it is named like a state of the USA, a province of Canada, a state of Australia."""
        return plain(self.mention.toponym.text) in STATES

    def level(self, is_unit: IsUnit | None) -> int:
        """Return how large a unit it is: 0 for no unit (or unknown), 1 district, 2 region, 3 country."""
        unit = self.strong() or self.plainly(is_unit)
        return _LEVEL[unit] if isinstance(unit, Feature) and unit in _LEVEL else 0

    def shown(self, text: Text) -> str:
        """Return the name as written, with its noun."""
        written = " ".join(text.text[self.mention.start : self.mention.end].split())
        return f"{written} {self.noun}" if self.noun and self.feature in _UNITS else written

    def as_container(self, text: Text) -> str:
        """Return the name in a form that a gazetteer knows containers by."""
        if self.noun and self.feature in _UNITS:
            return self.shown(text)
        written = text.text[self.mention.start : self.mention.end].split()
        return " ".join(written) if len(written) > 1 and written[-1][:1].islower() else self.mention.toponym.text

    def finished(self) -> PlaceMention:
        """Return the mention with all of it; the very same when nothing was read."""
        old = self.mention.toponym
        toponym = replace(
            old,
            relation=self.relation,
            feature=self.feature or old.feature,
            distance_km=self.distance_km,
            bearing=self.bearing,
            within=self.within or old.within,
            other=self.other,
            span_km=self.span_km,
        )
        if toponym == old and self.why is None and not self.said:
            return self.mention
        rule = "; ".join([r for r in (self.mention.rule, *self.said) if r])
        why = self.mention.why if self.why is None else self.why
        return replace(self.mention, toponym=toponym, rule=rule, why=why)
