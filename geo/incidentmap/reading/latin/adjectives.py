"""Adjectives of nations: "Turkish troops" names Turkey; "in Turkish" is a language, "the Turks" a people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from incidentmap.reading.latin import vetoes
from incidentmap.reading.latin.chains import Chain, Piece
from incidentmap.reading.latin.matching import Match, kind_of
from incidentmap.reading.latin.neighbours import right_of
from incidentmap.reading.latin.seen import Heard, Seen
from incidentmap.reading.latin.support import Clues
from incidentmap.reading.latin.words import words
from incidentmap.reading.mentions import Role

_NO_NOUN: Final = frozenset(
    """in to at on by for from with and or but who said says is was are were has had have of as than that which when
    where while after before because if so then will would could should the a an into over under about""".split()
)


#: A nation has these: "Turkish TV", "Russian media".
_OF_A_NATION: Final = frozenset(
    """tv radio television media press news newspaper newspapers daily magazine oil bank banks company companies
    energy steel gas railways industries investments intelligence citizen citizens independent leader standard
    record""".split()
)


def adjective(match: Match, chain: Chain, document: Heard) -> Seen | None:
    """Judge an adjective of a nation: it counts before a noun ("Turkish troops"), not as a language or a people."""
    pieces, whole = chain.pieces, document.text.text
    last = pieces[match.last - 1]
    right = right_of(match, pieces)
    if last.owns or _hyphenated(pieces, match):
        return None
    role, why = Role.DEMONYM, f"it is the adjective of {match.standing.name}"
    if right is not None:
        if right.glued and (right.word not in words().adjectives or right.word == "American"):
            return None
        if any("unitarmy" in kind_of(p) for p in pieces[match.last : match.last + 2]):
            role, why = Role.VETOED, "it is part of the name of a military unit"
        elif (
            {"company", "paper"} & kind_of(right)
            and right.word.lower() not in _OF_A_NATION
            and not vetoes.is_title(right)
        ):
            role, why = Role.VETOED, "it is part of a company's or a newspaper's name"
    elif not last.tail and not _noun_follows(whole, last.end):
        return None
    return Seen(match, chain, pieces[match.first].start, last.end, Clues(0), 4, role, why, ())


def _hyphenated(pieces: Sequence[Piece], match: Match) -> bool:
    """Tell "African-American", which is no nation's adjective, from "Turkish-Russian"."""
    if not pieces[match.first].glued:
        return False
    before = pieces[match.first - 1].word
    return not before.endswith(".") and (before not in words().adjectives or match.written == "American")


def _noun_follows(whole: str, end: int) -> bool:
    window = whole[end : end + 40]
    if not window[:1].isspace() and window[:1] != "-":
        return (
            window.startswith((", ",))
            and window[2:3].isupper()
            and window[2:].split(" ")[0].strip(",") in words().adjectives
        )
    following = window.split()
    if not following:
        return False
    word = following[0].strip("-")
    if word in ("and", "or") and len(following) > 2:
        if following[1].strip(",.") not in words().adjectives or following[1][-1] in ",.":
            return False
        word = following[2]
    return word[:1].isalpha() and word.lower().strip('.,;:!?"”’)') not in _NO_NOUN
