"""The words before a name, read from the name to the left: kind, determiner, and how the place is meant."""

from __future__ import annotations

from typing import Final

from incidentmap.model import Feature, Relation
from incidentmap.phrases.measures import Compass, compass, joined
from incidentmap.reading.mentions import Role
from incidentmap.reading.relations.borders import border_distance
from incidentmap.reading.relations.cues import CUES, LAST, LONGEST_CUE, Cue
from incidentmap.reading.relations.noted import IsUnit, Name
from incidentmap.reading.relations.stepping import Measured, Steps, measured
from incidentmap.reading.relations.words import (
    DEMONYM_BETWEEN,
    DETERMINERS,
    FILLERS,
    KIND_BARE,
    KIND_CYRILLIC,
    KIND_LETTER,
    KIND_OF,
    NEARBY,
    OTHER_STATIONS,
    PLURAL,
    STOPS,
)
from incidentmap.reading.text import Text

#: So many words may stand between a determiner and "city of".
_MODIFIERS: Final = 4
_FILLERS_SKIPPED: Final = 6
#: Endings of adjectives: "приграничного села", "прикордонному селі".
_ADJECTIVE: Final = (
    "ого", "его", "ому", "ему", "ом", "ем", "ой", "ей", "ую", "юю", "ая", "яя", "ое", "ее", "ый", "ий", "ым", "им",
    "ых", "их", "ые", "ие", "ої", "ій", "ими", "ыми",
)  # fmt: skip
#: "near besieged Mariupol", "in nearby Glotovo".
_QUALITY: Final = ("ed", "ern", "ous", "torn", "held", "controlled", "occupied", "ish")
_QUALITIES: Final = frozenset(
    """nearby central downtown coastal rural suburban mainland border frontline neighbouring neighboring upper lower
    greater far deep remote соседней соседнего соседнем соседнюю центре центральной сусідній сусідньої сусідньому
    прикордонній прикордонного приграничной приграничного приграничном центральном""".split()
)
_AREA_BEFORE: Final = frozenset(("", "the", "in", "general", "from", "to", "near"))


def read_before(text: Text, name: Name, prev: Name | None, is_unit: IsUnit | None, *, russian: bool) -> None:
    """Read the kind of place, the country or unit that it is said to be of, and the relation."""
    if name.first >= len(text.starts) or text.starts[name.first] < name.mention.start:
        return  # the name is the second half of a word: "Kharkiv-Belgorod"
    steps = Steps(text, name)
    at = name.first - 1
    at = _kind(steps, name, at)
    at = _phrase(steps, name, at, prev, is_unit)
    if at + 1 < name.first:
        name.begin = text.starts[at + 1]
    name.cue_start = name.begin
    _cue(steps, name, at, russian=russian)


def _kind(steps: Steps, name: Name, at: int) -> int:
    """Read "the village of", "село", "с." and return the word before it."""
    word = steps.word(at)
    if not word:
        return at
    if word == "the" and steps.word(at - 1) == "of" and steps.word(at - 2) in KIND_OF:
        at, word = at - 1, "of"
    if word in ("of", "called", "named") and (kind := steps.word(at - 1)) in KIND_OF:
        return _said_kind(name, kind, KIND_OF[kind], at - 2)
    if word in KIND_BARE and steps.is_small(at):
        return _said_kind(name, word, Feature.SETTLEMENT, at - 1)
    if word in KIND_CYRILLIC:
        return _said_kind(name, word, KIND_CYRILLIC[word], at - 1)
    if word in KIND_LETTER and steps.is_dotted(at):
        return _said_kind(name, word, Feature.SETTLEMENT, at - 1)
    if word in ("типа", "типу") and (kind := steps.word(at - 2)) in KIND_CYRILLIC:
        return _said_kind(name, kind, Feature.SETTLEMENT, at - 3)
    return at


def _said_kind(name: Name, word: str, feature: Feature | None, at: int) -> int:
    name.explicit = name.explicit or feature is Feature.SETTLEMENT
    name.plural_before = word in PLURAL
    if feature is not None and name.feature is None:
        name.feature = feature
        if feature is not Feature.SETTLEMENT and word.isascii():
            name.noun = word.removesuffix("s") if name.plural_before else word
    return at


def _phrase(steps: Steps, name: Name, at: int, prev: Name | None, is_unit: IsUnit | None) -> int:
    """Pass over adjectives, the determiner and the owner ("Ukraine's", "Russian"); return the word before them."""
    start, kind_said = at, at < name.first - 1
    for _ in range(_MODIFIERS + 1):
        if prev is not None and _owns(steps, name, at, prev, is_unit):
            name.owner = prev
            prev.become_prefix()
            steps.floor = prev.floor
            return _determiner(steps, prev.first - 1)
        word = steps.word(at)
        if not word:
            break
        if word in DETERMINERS:
            return at - 1
        if word in STOPS:
            return at
        if not kind_said and (point := _quality_of(steps, at)) is not None:
            name.bearing, at, start = point.bearing, at - 1, at - 1
        elif not kind_said and not (word in _QUALITIES or (word.isascii() and word.endswith(_QUALITY))):
            break
        elif kind_said and not word.isascii() and not word.endswith(_ADJECTIVE):
            return at
        elif word in LAST and not kind_said:
            break
        else:
            at -= 1
            start = at if not (kind_said and word.isascii()) else start
    return start


def _determiner(steps: Steps, at: int) -> int:
    while steps.word(at) in DETERMINERS:
        at -= 1
    return at


def _quality_of(steps: Steps, at: int) -> Compass | None:
    """Return the compass point of an adjective: "northern", "северной"; or of "north" in "north Lebanon"."""
    point = compass(steps.text.words[at])
    if point is None or point.than:
        return None
    return point if point.quality or steps.word(at).isascii() else None


def _owns(steps: Steps, name: Name, at: int, prev: Name, is_unit: IsUnit | None) -> bool:
    """Tell whether the mention before is whose the name is: "Russian city of Belgorod", "Ukraine's Kharkiv"."""
    if at < 0 or prev.after - 1 != at or not steps.is_beside(at):
        return False
    if prev.mention.role is Role.DEMONYM:
        return prev.after_word == "" and _is_adjectival(steps, at, name)
    if (
        prev.mention.role is not Role.PLACE
        or not prev.possessive
        or (prev.cue is not None and prev.cue.sort == "between")
    ):
        return False
    return is_unit is None or bool(prev.strong() or prev.plainly(is_unit))


def _is_adjectival(steps: Steps, at: int, name: Name) -> bool:
    """Tell "the Russian border town of X" from "Russian drones hit the town of X"."""
    between = steps.text.words[at + 1 : name.first]
    return all(
        not word[0].isupper()
        and (word.lower() in DEMONYM_BETWEEN or word.lower() in KIND_OF or _is_descriptive(word.lower()))
        for word in between
    )


def _is_descriptive(word: str) -> bool:
    if word in KIND_BARE or word in ("of", "the") or word in KIND_CYRILLIC or compass(word) is not None:
        return True
    return word.endswith(_QUALITY) if word.isascii() else word.endswith(_ADJECTIVE)


def _cue(steps: Steps, name: Name, at: int, *, russian: bool) -> None:
    met = _longest(steps, at)
    if met is None:
        return
    cue, first, points = met
    if cue.sort == "by" and not _is_by(steps, name, at, russian=russian):
        return
    if cue.sort == "area" and steps.word(first - 1) not in _AREA_BEFORE:
        return  # "in a hilly area of Sichuan" is in it
    bearing = points[0] if len(points) == 1 else joined(*points) if len(points) == 2 else None
    if cue.sort == "part":
        name.bearing = bearing or name.bearing
        name.cue_start = steps.text.starts[first]
        return
    if cue.relation is Relation.FACILITY and (
        name.relation is not Relation.AT or (first != at and steps.word(first - 1) in OTHER_STATIONS)
    ):
        return  # "at the police station in the Raqqa area"
    relation, length, side = _with_distance(steps, cue, first)
    if relation is None:
        return
    first, bearing = length.first, bearing or side
    name.distance_km, name.span_km = length.km, length.span
    if relation in (*NEARBY, Relation.ALONG, Relation.BORDER) and (point := steps.compass(first - 1)) is not None:
        bearing, first = bearing or point.bearing, first - 1
    name.cue = cue
    if relation is not Relation.AT:
        _take(steps, name, relation, first, at)
        name.bearing = bearing
        for _ in range(_FILLERS_SKIPPED):
            if steps.word(first - 1) not in FILLERS:
                break
            first -= 1
    name.cue_start = steps.text.starts[first]


def _take(steps: Steps, name: Name, relation: Relation, first: int, last: int) -> None:
    text = steps.text
    phrase = " ".join(text.text[text.starts[first] : text.ends[last]].split())
    border = " (from its border)" if relation is Relation.DISTANCE and name.measures_border else ""
    name.relation = relation
    name.said.append(f"{relation}{border}, by “{phrase}”")


def _is_by(steps: Steps, name: Name, at: int, *, russian: bool) -> bool:
    """Tell "у Козинки" (by it, Russian) from "у Козинці" (in it, Ukrainian); "by the village of X" from "by X"."""
    if steps.word(at) == "by":
        return name.explicit
    last = steps.text.text[name.mention.end - 1 : name.mention.end]
    return russian and last not in ("і", "ї")


def _longest(steps: Steps, at: int) -> tuple[Cue, int, list[str]] | None:
    """Find the longest phrase of the table that ends at a word: the phrase, its first word, its compass points."""
    last, point = steps.token(at)
    if not last or (last not in LAST and point is None):
        return None
    phrase, best = "", None
    points: list[str] = []
    for length in range(LONGEST_CUE):
        token, bearing = steps.token(at - length)
        if not token:
            break
        phrase = f"{token} {phrase}" if phrase else token
        if bearing is not None:
            points.insert(0, bearing)
        if (cue := CUES.get(phrase)) is not None:
            best = (cue, at - length, list(points))
    return best


def _with_distance(steps: Steps, cue: Cue, first: int) -> tuple[Relation | None, Measured, str | None]:
    """Add the distance before a cue, if there is one; a cue that needs one and has none is no cue.

    The bearing is that of "5 km north of the border with".
    """
    if cue.sort == "border":
        told = border_distance(steps, first - 1)
        found, bearing = told if told is not None else (None, None)
    else:
        found, bearing = measured(steps, first - 1), None
    if found is None:
        return (None if cue.sort == "away" else cue.relation), Measured(None, first, is_few=False), None
    if found.km is None and found.is_few and cue.sort != "towards":
        return Relation.NEAR, found, bearing
    return (Relation.DISTANCE if found.km is not None or cue.sort != "towards" else cue.relation), found, bearing
