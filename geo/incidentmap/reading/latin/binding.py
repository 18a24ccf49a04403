"""The names of a whole text together: containers, lists, repetitions; and the mentions that come of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from incidentmap.gazetteer import Gazetteer
from incidentmap.model import Feature, Toponym
from incidentmap.reading.latin.seen import ENOUGH, Seen
from incidentmap.reading.latin.standing import Level
from incidentmap.reading.latin.support import Clues
from incidentmap.reading.latin.variants import spelled
from incidentmap.reading.latin.words import words
from incidentmap.reading.mentions import PlaceMention, Role
from incidentmap.reading.text import Text

#: So many unknown names of a text are looked up by other spellings.
LOOK_UPS: Final = 100
#: After a name with its article: the article is this word's. "The Dnipro region".
_IS_OF_NAME: Final = re.compile(
    r"[-–]|\s(?:region|oblast|province|district|area|front|direction|axis|mayor|governor|metro|airport|garrison)\b"
)


def mentions(seen: list[Seen], text: Text, gazetteer: Gazetteer) -> list[PlaceMention]:
    """Let the names of the whole text speak for each other, and write those that have enough."""
    whole = text.text
    seen = _contained(seen, whole, gazetteer)
    seen = _listed(seen, whole)
    firm: dict[str, int] = defaultdict(int)
    for s in seen:
        if s.role is not Role.VETOED and s.points >= ENOUGH and (s.clues.strong or s.within or s.points > ENOUGH):
            firm[s.match.written.casefold()] += 1
    made = [m for s in seen if (m := _mention(s, firm)) is not None]
    return [_as_river(m, whole, gazetteer) for m in _respelled(made, seen, gazetteer)]


def _as_river(mention: PlaceMention, whole: str, gazetteer: Gazetteer) -> PlaceMention:
    """Tell the river of "across the Dnipro" from the city of its name, which takes no article."""
    toponym = mention.toponym
    if mention.role is not Role.PLACE or toponym.feature is not None or toponym.text not in words().rivers:
        return mention
    before = whole[max(0, mention.start - 5) : mention.start].lower()
    if not before.endswith(" the ") or _IS_OF_NAME.match(whole, mention.end):
        return mention
    if not any(f.feature is Feature.WATER for f in gazetteer.find(toponym.text, feature=Feature.WATER, deep=False)):
        return mention
    return replace(mention, toponym=replace(toponym, feature=Feature.WATER))


def _respelled(made: list[PlaceMention], seen: list[Seen], gazetteer: Gazetteer) -> list[PlaceMention]:
    """Look unknown names up by the gazetteer's spelling where they are plainly another one of it."""
    unknown = {s.start: s.match.written for s in seen if s.match.standing.level is Level.UNKNOWN}
    asked: dict[str, str | None] = {}
    for i, mention in enumerate(made):
        name = unknown.get(mention.start)
        if name is None or mention.role is not Role.PLACE or mention.toponym.text != name:
            continue
        if name not in asked:
            asked[name] = spelled(name, gazetteer) if len(asked) < LOOK_UPS else None
        if (spelling := asked[name]) is not None:
            rule = f"{mention.rule}; it is another spelling of {spelling}"
            made[i] = replace(mention, toponym=replace(mention.toponym, text=spelling), rule=rule)
    return made


def _contained(seen: list[Seen], whole: str, gazetteer: Gazetteer) -> list[Seen]:
    """Bind "London, Ontario" and "Louisville KY" together; drop abbreviations that stand alone."""
    made = list(seen)
    kept: list[Seen] = []
    for i in range(len(made) - 1, -1, -1):
        s = made[i]
        if i + 1 < len(made):
            after = made[i + 1]
            between = whole[s.end : after.start] if after.start - s.end <= 4 else "?"
            comma = between in (", ", ",\n", " (", ",") or (between == " " and after.match.standing.bound)
            unit = after.match.standing.unit and not after.match.standing.adjective and after.role is not Role.VETOED
            # A country lies in nothing, but for lists: "Turkey, Russia and Iran".
            if comma and unit and _lies_in(s, after, gazetteer):
                role = Role.PLACE if s.why in (None, "it is part of a longer name") else s.role
                s = s._replace(points=s.points + 4, within=(after.match.standing.name, *after.within), role=role)
                made[i] = s
                after = made[i + 1] = after._replace(holds=True)
                if after.points < ENOUGH:
                    made[i + 1] = after._replace(
                        points=ENOUGH, clues=Clues(2, f"after “{s.match.written},”", strong=True)
                    )
    for i, s in enumerate(made):
        if s.match.standing.bound:
            before = made[i - 1] if i else None
            gap = whole[before.end : s.start] if before is not None and s.start - before.end <= 3 else "?"
            after_name = gap in (", ", " ", ",\n", "\n") or _after_capital(whole, s.start)
            if not after_name:
                continue
            s = s._replace(points=max(s.points, ENOUGH), role=Role.PLACE, why=None)
        kept.append(s)
    return kept


def _lies_in(s: Seen, after: Seen, gazetteer: Gazetteer) -> bool:
    """Tell "Toronto, Ontario" from a list: a city must be known in what follows; a country lies in nothing."""
    inner, outer = s.match.standing, after.match.standing
    if inner.level >= Level.SURE or inner.adjective or inner.name == outer.name:
        return False
    if inner.level < Level.KNOWN or s.match.made or not gazetteer.knows_container(outer.name):
        return True
    return bool(gazetteer.find(inner.name, within=[outer.name], deep=False))


def _after_capital(whole: str, start: int) -> bool:
    """Tell whether a comma and a capitalised word stand before."""
    before = whole[max(0, start - 30) : start]
    if not before.endswith((", ", ",\n")):
        return False
    words_before = before[:-2].split()
    return bool(words_before) and words_before[-1][:1].isupper()


def _listed(seen: list[Seen], whole: str) -> list[Seen]:
    """Let a sure place speak for the names beside it in a list: "Hornsey, Stoke Newington and Walthamstow"."""
    made = list(seen)
    order = [*range(1, len(made)), *range(len(made) - 2, -1, -1)]
    for step, i in enumerate(order):
        j = i - 1 if step < len(made) - 1 else i + 1
        s, other = made[i], made[j]
        if s.points >= ENOUGH + 2 or s.role is Role.VETOED or other.role is not Role.PLACE or other.points < ENOUGH:
            continue
        unit = other.match.standing.unit and (other.match.made or other.match.standing.level >= Level.SURE)
        if other.match.standing.adjective or unit:
            continue
        between = whole[min(s.end, other.end) : max(s.start, other.start)]
        if len(between) <= 6 and between in (", ", " and ", ", and ", " or ", " to "):
            told = s.clues.told or f"beside “{other.match.written}”"
            made[i] = s._replace(points=s.points + 2, clues=Clues(s.clues.points + 2, told, strong=True))
    return made


def _mention(s: Seen, firm: Mapping[str, int]) -> PlaceMention | None:
    name = s.match.written
    points, told = s.points, s.clues.told
    if s.role is not Role.VETOED and ENOUGH > points >= 0 and s.heard and firm.get(name.casefold()):
        points, told = ENOUGH, "the same name as elsewhere in the text"
    if points < ENOUGH and s.role is not Role.VETOED:
        return None
    if s.role is Role.VETOED and s.points < ENOUGH - 1:
        return None
    rule = _rule(s, told)
    toponym = Toponym(s.match.standing.name, s.start, s.end, within=s.within)
    short = words().abbreviations.get(name)
    if short is not None and short.country:
        country = "Canada" if short.country == "CA" else "Australia" if short.country == "AU" else "United States"
        toponym = Toponym(short.name, s.start, s.end, feature=Feature.REGION, within=(country,))
    elif s.holds and s.match.standing.level == Level.KNOWN and not s.match.made:
        toponym = Toponym(s.match.standing.name, s.start, s.end, feature=Feature.REGION, within=s.within)
    if s.role is Role.VETOED:
        toponym = Toponym(name, s.start, s.end)
    return PlaceMention(s.start, s.end, s.chain.sentence, toponym, s.role, rule, s.why)


def _rule(s: Seen, told: str) -> str:
    said = (
        s.match.made
        or {
            Level.SURE: "a country or a part of the world",
            Level.KNOWN: "a city or a unit of the gazetteer",
            Level.TOWN: "a town of the gazetteer",
            Level.SMALL: "a place of the gazetteer",
            Level.UNKNOWN: "a name that the gazetteer does not know",
        }[s.match.standing.level]
    )
    if s.match.standing.adjective:
        said = f"the adjective of {s.match.standing.name}"
    return f"{said}, {told}" if told else said
