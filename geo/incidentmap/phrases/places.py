"""Places as they are being read: a name's piece with what holds it and what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from incidentmap.model import Relation
from incidentmap.phrases.pieces import Piece
from incidentmap.phrases.tokens import Word, unpossessed

#: Relations of a place that is only said to be somewhere about another.
ABOUT: Final = frozenset({Relation.NEAR, Relation.OUTSKIRTS, Relation.DIRECTION, Relation.DISTANCE, Relation.ALONG})
#: What all of a list are, when the first of it is.
SHARED: Final = frozenset({Relation.AT, Relation.NEAR, Relation.OUTSKIRTS, Relation.DIRECTION})
JOINED: Final = frozenset(("in", "on", "of", "part", ""))


@dataclass(slots=True)
class Read:
    """A place that a phrase names: the piece with its name, the pieces that hold it, and those beside it."""

    main: Piece
    relation: Relation
    other: list[Word] = field(default_factory=list)
    #: The unit's noun that a list shares: "the border of Sumy and Kursk regions".
    other_noun: str = ""
    within: list[Piece] = field(default_factory=list)
    beside: list[list[Word]] = field(default_factory=list)


def make_read(p: Piece, relation: Relation) -> Read:
    """Make the place of a piece."""
    read = Read(p, relation, other=p.other)
    if p.other and not p.border and (relation in ABOUT or relation is Relation.AT):
        read.relation = Relation.BETWEEN
    if p.owner:
        read.beside.append([unpossessed(p.owner[-1])])
    return read


def is_remark(p: Piece) -> bool:
    """Tell a name in half a sentence: "leaving Kupyansk"."""
    first = p.segment.words[0] if p.segment.words else None
    return first is not None and first.text[0].islower() and p.words[:1] != [first] and p.segment.cue.sort == ""


def is_abbreviation(p: Piece, last: Read) -> bool:
    """Tell "(DPR)" after the full name of what it stands for."""
    if len(p.words) != 1 or not p.words[0].text.isupper():
        return False
    before = last.within[-1] if last.within else last.main
    initials = "".join(w.text[0] for w in before.words if w.is_capital).upper()
    return initials == p.words[0].text or (bool(before.words) and before.words[-1].key == "republic")
