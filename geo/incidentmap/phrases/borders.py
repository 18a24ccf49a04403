"""Borders in a phrase: the settlement that stands by one is the place, and its countries hold nothing."""

from __future__ import annotations

from typing import Final

from incidentmap.model import Relation
from incidentmap.phrases.pieces import Piece, Strength
from incidentmap.phrases.places import Read, make_read
from incidentmap.phrases.words import UNITS

_BY: Final = (Relation.NEAR, Relation.OUTSKIRTS, Relation.DIRECTION)
#: Nouns of several units → of one.
_ONE: Final = {
    "counties": "county",
    "областей": "области", "областях": "области", "областями": "области",
    "районов": "района", "районах": "района", "районів": "району", "краев": "края", "округов": "округа",
}  # fmt: skip
_UKRAINIAN: Final = ("ої", "ій", "ська", "цька", "зька")


def tells_border(read: Read) -> bool:
    """Tell whether a place is told of its border."""
    return read.relation is Relation.BORDER or read.main.border


def at_border(last: Read, p: Piece) -> Read | None:
    """Read "near Shebekino" after a border: the place is that, and the countries of the border are none."""
    by = p.segment.cue.relation
    if not tells_border(last) or p.unit or p.strength < Strength.NAME or p.border:
        return None
    if by not in (*_BY, Relation.DISTANCE) or p.segment.cue.sort == "towards":
        return None
    return make_read(p, Relation.BORDER if last.relation is Relation.BORDER and by in _BY else p.relation)


def stands_by(main: Piece, p: Piece) -> bool:
    """Tell "Belgorod region, 5 km from the border with Ukraine": the border is the place, and the unit holds it."""
    return bool(p.border and p.words and not p.owner and main.unit in ("region", "district") and not main.bearing)


def shared_noun(p: Piece) -> str:
    """Return the noun of a unit whose words leave it out: "Kursk" of "Sumy and Kursk regions" is a region."""
    if p.unit not in ("region", "district") or p.words != p.core:
        return ""
    noun = next((w.key for w in reversed(p.segment.words) if w.key in UNITS), "") or p.segment.unit
    if noun == "областей" and p.words[-1].key.endswith(_UKRAINIAN):
        return "області"
    return _ONE.get(noun) or (noun.removesuffix("s") if noun.isascii() else noun)


def take_distance(p: Piece, before: Piece) -> None:
    """Give a unit the distance that is told of its border: "5 km from the border in Sumy region"."""
    p.segment.km, p.segment.span = before.segment.km, before.segment.span
