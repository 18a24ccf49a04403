"""A name as it is seen in its run, and what the judging of it needs to know of the whole text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from incidentmap.reading.latin.chains import Chain
from incidentmap.reading.latin.matching import Match
from incidentmap.reading.latin.standing import Standing
from incidentmap.reading.latin.support import Clues
from incidentmap.reading.mentions import Role
from incidentmap.reading.text import Text

#: Points that a name needs.
ENOUGH: Final = 2


class Seen(NamedTuple):
    """A name where it stands, before the whole text has been heard."""

    match: Match
    chain: Chain
    start: int
    end: int
    clues: Clues
    points: int
    role: Role
    why: str | None
    within: tuple[str, ...]
    heard: bool = True
    holds: bool = False


class Heard(NamedTuple):
    """What the judging of one name needs to know of the text."""

    text: Text
    known: Mapping[str, Standing]
    people: Mapping[str, int]
    lower: set[str]
    loud: frozenset[int]
    heads: frozenset[int]
