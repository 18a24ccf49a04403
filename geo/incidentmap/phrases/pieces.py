"""What a segment names: the nouns that reading a phrase works with."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from incidentmap.model import Feature, Relation
from incidentmap.phrases.cues import Cue
from incidentmap.phrases.measures import compass, joined
from incidentmap.phrases.nations import ABBREVIATIONS, NATIONS
from incidentmap.phrases.segments import Segment
from incidentmap.phrases.tokens import Word


class Strength(IntEnum):
    """How much a piece is the place that is meant, from nothing to a named village."""

    NOTHING = 0
    #: "in the east".
    SIDE = 1
    UNIT = 2
    #: A site, a post, a name with figures: a place that is better known by the one it is near.
    WEAK = 3
    NAME = 4
    #: Said to be a village: of two places the exact one.
    VILLAGE = 5


@dataclass(slots=True)
class Piece:
    """What a segment names."""

    segment: Segment
    words: list[Word] = field(default_factory=list)
    other: list[Word] = field(default_factory=list)
    cue: Cue = field(default_factory=lambda: Cue(Relation.AT, ""))
    bearing: str | None = None
    relation: Relation = Relation.AT
    feature: Feature | None = None
    unit: str = ""
    #: A unit's name without its noun.
    core: list[Word] = field(default_factory=list)
    plural: bool = False
    strength: Strength = Strength.NOTHING
    owner: list[Word] = field(default_factory=list)
    facility: bool = False
    #: It is told of its border.
    border: bool = False


def is_nation(words: list[Word]) -> bool:
    """Tell whether words are the name of a country, or its abbreviation."""
    if len(words) == 1 and words[0].name:
        return True
    return tuple(w.key for w in words) in NATIONS or (len(words) == 1 and words[0].text in ABBREVIATIONS)


def point_of(words: list[Word]) -> str | None:
    """Return the compass point among words that name nothing else."""
    for i, word in enumerate(words):
        if point := compass(word.text):
            after = compass(words[i + 1].text) if i + 1 < len(words) else None
            return (joined(point.bearing, after.bearing) if after else None) or point.bearing
    return None
