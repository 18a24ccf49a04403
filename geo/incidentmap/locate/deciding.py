"""Which record one phrase means.

It asks the gazetteer which records a name may mean, and lets the words, the containers, a recorded coordinate and the
other places of the document decide between them, in that order. What nothing decides stays undecided. It works in row
numbers, so that a table of a million names is decided before any record is read; :mod:`.drawing` makes the answer.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from incidentmap.errors import quote
from incidentmap.gazetteer import OF_COUNTRY, Found, Gazetteer
from incidentmap.gazetteer.ranking import CYRILLIC_WRITTEN, TOWN
from incidentmap.model import Feature, Match, Point, Relation, Toponym
from incidentmap.names import fold, split_generic
from incidentmap.phrases import without_article, without_facility

#: So many candidates travel with an answer; the rest are counted in its reason.
CANDIDATES_KEPT: Final = 10
#: Without a container a mistyped name is read only for a town, and the shorter the name the larger the town: letters of
#: the key, and people. Persons, organisations and villages that no table has are near to some name, too.
READ_AS_TOWN: Final = ((7, TOWN), (5, 500_000))
#: Without a container, a name met in a sister language must be a place that the tables know something of.
SISTER_PEOPLE: Final = 1_000
#: Spellings of one district share so many letters of their key.
_STEM: Final = 4
#: So many capital letters alone are an abbreviation.
ABBREVIATION: Final = 5

#: A foreign spelling of a region, this short, is as likely a case of some town's name.
_SHORT: Final = 3


class Decision(NamedTuple):
    """What was decided about one phrase, in row numbers.

    Parameters
    ----------
    toponym : Toponym
    found : list of Found
        The candidates, the chosen one first when one is chosen.
    chosen : bool
    note : str
        Why this one, and what could not be checked: it follows the rule that made the shape.
    reason : str or None
        Why none is chosen.
    ties : int
        So many of the candidates nothing decides between; 0 when something else stands in the way.
    within : tuple of str
        The containers that it was looked up in: those of the words, and those of the row.
    second : Decision or None
        The other end of a stretch, the other side of a border; for a place that is not chosen, why.
    also : tuple of Decision
        The other places of a list.
    near : bool
        True where the record is not what the name means, but what the text says it is near.
    """

    toponym: Toponym
    found: list[Found]
    chosen: bool = False
    note: str = ""
    reason: str | None = None
    ties: int = 0
    within: tuple[str, ...] = ()
    second: Decision | None = None
    also: tuple[Decision, ...] = ()
    near: bool = False

    @property
    def all(self) -> tuple[Decision, ...]:
        """Itself, the decision about its second place, and those about its list."""
        return (self, *((self.second,) if self.second is not None else ()), *self.also)


_INSIDE_DISTRICTS: Final = (Feature.SETTLEMENT, Feature.SITE)
#: Told the candidates: those in question, the number of the one that is meant, if one is, and why.
Chooser = Callable[[Sequence[Found]], tuple[list[Found], int | None, str]]


def decide_toponym(
    toponym: Toponym, gazetteer: Gazetteer, between: Chooser, *, containers: Sequence[str] = ()
) -> Decision:
    """Decide which record a name means that has been read already.

    Parameters
    ----------
    toponym : Toponym
        Only its name, its kind and its relation are looked at.
    gazetteer : Gazetteer
    between : callable
        Told the candidates, it returns those that are in question (the first of them is likeliest), the number of the
        one that is meant (``None`` when nothing decides), and why, as it stands in the note.
    containers : sequence of str, optional
        All must hold.
    """
    unchecked, unknown = _unknown_containers(containers, gazetteer)
    within = [c for c in containers if c not in unchecked]
    if unknown:
        elsewhere = gazetteer.find(toponym.text, feature=toponym.feature, deep=False)
        reason = f"the gazetteer knows no district, region or country called {quote(_shown(unknown[0]))}"
        return Decision(toponym, elsewhere, reason=reason)
    found = _in_written_district(_find(toponym, gazetteer, within), unchecked, gazetteer)
    if not found and (settlement := without_facility(toponym.text)):
        toponym = _called_after(toponym, settlement)
        found = _find(toponym, gazetteer, within)
    if not found:
        return _not_found(toponym, gazetteer, within)
    rivals, best, why = between(found)
    order = rivals + [f for f in found if f not in rivals] if len(rivals) > 1 or rivals[0] != found[0] else found
    if best is None:
        return Decision(toponym, order, ties=len(rivals), reason=why or None)
    chosen = rivals[best]
    contained = bool(within)
    written = _is_written(chosen.district, unchecked, gazetteer)
    doubt = _doubt(toponym, chosen, unchecked, contained=contained, written=written)
    doubt = doubt or _too_unlike(toponym, chosen, contained=contained)
    if doubt:
        return Decision(toponym, order, reason=doubt)
    order = [chosen, *(f for f in order if f is not chosen)]
    # A unit does not lie in itself, and what is said of a whole unit asks for no district.
    note = why + _note(unchecked, chosen.standing[0] if chosen.feature in _INSIDE_DISTRICTS else 2)
    return Decision(toponym, order, chosen=True, note=note, within=tuple(within))


def _find(toponym: Toponym, gazetteer: Gazetteer, within: Sequence[str]) -> list[Found]:
    """Look a name up; a facility by its own name only, since "X airport" mistyped is no other airport.

    A word in small letters is no name that someone misspelled or declined.
    """
    facility = without_facility(toponym.text) is not None
    deep = not facility and not toponym.text[:1].islower()
    name = without_article(toponym.text) if facility else toponym.text
    return gazetteer.find(name, within=within, feature=toponym.feature, deep=deep)


def _in_written_district(found: list[Found], unchecked: Sequence[str], gazetteer: Gazetteer) -> list[Found]:
    """Keep the candidates in the district that is written in another way ("Volnovakha district"), if any are."""
    inside = [f for f in found if _is_written(f.district, unchecked, gazetteer)]
    return inside or found


def _is_written(district: int, unchecked: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Tell whether a district is one of those written, by what its spellings share.

    Districts are called after their seats, by the seat's name or by its adjective, in either language.
    """
    if district < 0 or not unchecked:
        return False
    stem = _stem(gazetteer.describe([district], spellings=False)[district].name)
    return bool(stem) and stem in {_stem(c) for c in unchecked}


def _stem(district: str) -> str:
    """Return what the spellings of a district's name share: its first letters, whatever stands for х."""
    core = fold(split_generic(district)[0]).replace("h", "").replace("'", "")
    return core[:_STEM] if len(core) >= _STEM else ""


def _called_after(toponym: Toponym, settlement: str) -> Toponym:
    start = toponym.start + toponym.text.find(settlement)
    relation = Relation.FACILITY if toponym.relation is Relation.AT else toponym.relation
    return replace(toponym, text=settlement, start=start, end=start + len(settlement), relation=relation)


def _doubt(toponym: Toponym, found: Found, unchecked: Sequence[str], *, contained: bool, written: bool) -> str | None:
    """Say why the likeliest record is not to be trusted, if it is not."""
    name, text = quote(toponym.text), toponym.text
    across = found.match is Match.TRANSLITERATED and found.country not in CYRILLIC_WRITTEN
    if across and any("\u0400" <= c <= "\u04ff" for c in text):
        return f"{name} is met only across alphabets, by a place where nobody writes Cyrillic"
    asked = toponym.feature is Feature.REGION or split_generic(text)[1] is Feature.REGION
    if found.feature is Feature.REGION and not asked and found.match is not Match.EXACT and len(fold(text)) <= _SHORT:
        return f"{name} is too short to tell a region by, in a spelling that is not its own"
    if toponym.relation is Relation.FACILITY and not found.own_name and found.population < TOWN:
        return f"the gazetteer knows no facility of that name, and no town called {name}"
    if found.outside:
        return f"the only record of {name} has a point outside the unit that its source says it is in"
    if unchecked and found.district >= 0 and found.population < TOWN and not written:
        return f"the gazetteer does not know {quote(unchecked[0])}, and puts {name} in a district of another name"
    return None if contained else _doubt_alone(toponym, found)


def _doubt_alone(toponym: Toponym, found: Found) -> str | None:
    """Say why the likeliest record is not to be trusted where no container speaks for it."""
    name, text = quote(toponym.text), toponym.text
    settled = found.feature is Feature.SETTLEMENT
    if settled and found.match is not Match.EXACT and text.isupper() and len(text) <= ABBREVIATION:
        return f"{name} is rather an abbreviation than the place that some source writes so"
    if toponym.relation is Relation.FACILITY and found.population < TOWN:
        return f"the gazetteer knows no facility of that name, and {name} is too small to be sure of"
    if found.sister and found.population < SISTER_PEOPLE:
        return f"no place is called {name}; one is in a sister language, and it is too small to be sure of"
    return None


def _too_unlike(toponym: Toponym, found: Found, *, contained: bool) -> str | None:
    """Say why a mistyped name is not read as the place that is most like it, if it is not."""
    if found.match is not Match.FUZZY:
        return None
    name, letters = quote(toponym.text), len(fold(toponym.text))
    if contained:
        if found.edits > 1 and found.population < TOWN:
            return f"no place is called {name}, and the one most like it is two letters away: too far to be sure"
        return None
    clear = found.edits == 1 and found.own_name
    if clear and any(letters >= least and found.population >= people for least, people in READ_AS_TOWN):
        return None
    return f"no place is called {name}; one is called nearly so, and nothing says that it is meant"


def _unknown_containers(containers: Sequence[str], gazetteer: Gazetteer) -> tuple[list[str], list[str]]:
    """Tell the containers that cannot be checked, and those that must not be passed over.

    Not every district is in the gazetteer, so an unknown one is not held against a place, only noted; neither is what
    stands before a known oblast, for many call a district a region. An unknown region or country is: a place must not
    be found where the text does not put it.
    """
    missing = [c for c in containers if not gazetteer.knows_container(c)]
    last = max((i for i, c in enumerate(containers) if _is_region(c, missing)), default=-1)
    unchecked = [c for i, c in enumerate(containers) if c in missing and (i < last or _is_district(c))]
    return unchecked, [c for c in missing if c not in unchecked]


def _is_region(container: str, missing: Sequence[str]) -> bool:
    return container not in missing and split_generic(container)[1] is Feature.REGION


def _is_district(container: str) -> bool:
    return split_generic(container)[1] is Feature.DISTRICT


def _note(unchecked: Sequence[str], inside: int) -> str:
    notes = [f"the gazetteer does not know {quote(c)}, so that was not checked" for c in unchecked]
    if inside == 1:
        notes.append("the gazetteer does not say which district it lies in")
    return "".join(f"; {note}" for note in notes)


def _not_found(toponym: Toponym, gazetteer: Gazetteer, within: Sequence[str]) -> Decision:
    deep = not toponym.text.isascii()  # a Latin name elsewhere that is only like it says nothing
    elsewhere = gazetteer.find(toponym.text, feature=toponym.feature, deep=deep) if within else []
    where = ", ".join(map(_shown, within))
    reason = f"the gazetteer knows no {toponym.feature or 'place'} called {quote(toponym.text)}"
    return Decision(toponym, elsewhere, reason=f"{reason} in {quote(where)}" if where else reason)


def _shown(container: str) -> str:
    """Return a container as its source wrote it."""
    return container.removeprefix(OF_COUNTRY)


def km_apart(a: Point, b: Point) -> float:
    """Measure on a sphere: within half a per cent, enough to tell who is nearer."""
    north = math.radians(b.lat - a.lat) / 2
    east = math.radians(b.lon - a.lon) / 2
    h = math.sin(north) ** 2 + math.cos(math.radians(a.lat)) * math.cos(math.radians(b.lat)) * math.sin(east) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))
