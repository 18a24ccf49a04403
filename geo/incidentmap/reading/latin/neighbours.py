"""What the other words of a name's run make of it: an office, a team, a person, a longer name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from incidentmap.reading.latin import vetoes
from incidentmap.reading.latin.chains import Chain, Piece
from incidentmap.reading.latin.matching import Match, is_function, kind_of
from incidentmap.reading.latin.seen import Heard
from incidentmap.reading.latin.standing import Level
from incidentmap.reading.latin.words import PARTICLES, words
from incidentmap.reading.mentions import Role

#: What stands before a city's name in a club's, an airline's, a broadcaster's.
_CLUBS: Final = frozenset(
    """real bayern inter ac fc cf as sporting dynamo spartak cska lokomotiv air radio hotel atletico olympique deportivo
    virgin""".split()
)


_UNFIT: Final = {
    "team": "it is part of a team's name",
    "paper": "it is part of the name of a newspaper or a station",
    "company": "it is part of a company's name",
    "unitarmy": "it is part of the name of a military unit",
}


def neighbours(match: Match, chain: Chain, taken: set[int], document: Heard) -> tuple[Role, str | None, int]:
    """Look at the words of the same run: what a name is part of."""
    pieces = chain.pieces
    if chain.sentence in document.loud:
        return _loudly(match, pieces)
    role, why, bonus = Role.PLACE, None, 0
    right = right_of(match, pieces)
    if right is not None and match.last not in taken:
        role, why, bonus = _before_word(right, match, pieces)
    if role is Role.VETOED:
        return role, why, bonus
    left, through = left_of(match, pieces)
    if left is None:
        return role, why, bonus
    if through:
        return _after_of(left, role, why, bonus)
    if match.first - 1 in taken:
        return role, why, bonus
    left_role, left_why, more = _after_word(left, match, document)
    if left_role is Role.PLACE:
        return role, why, bonus + more
    return left_role, left_why, bonus + more


def right_of(match: Match, pieces: Sequence[Piece]) -> Piece | None:
    """Return the word of the same run right after a name, if one is bound to it."""
    last = pieces[match.last - 1]
    if match.last >= len(pieces) or last.owns or last.tail or pieces[match.last].small:
        return None
    right = pieces[match.last]
    if last.word.isupper() and len(last.word) > 3 and not right.word.isupper() and match.first == 0:
        return None  # "WASHINGTON The president": a dateline without a dash
    return right


def left_of(match: Match, pieces: Sequence[Piece]) -> tuple[Piece | None, bool]:
    """Return the word before, and whether an "of" stands between."""
    at = match.first - 1
    if at < 0:
        return None, False
    through = False
    while at >= 0 and pieces[at].small:
        if pieces[at].word in PARTICLES:
            return pieces[at], False
        through = through or pieces[at].word == "of"
        if pieces[at].word in ("and", "on", "upon", "under"):
            return None, False
        at -= 1
    if at < 0 or pieces[at].owns or pieces[at].tail or is_function(pieces[at]):
        return None, False
    return pieces[at], through


def _loudly(match: Match, pieces: Sequence[Piece]) -> tuple[Role, str | None, int]:
    """Judge a name of a heading, where capital letters tell nothing."""
    right = right_of(match, pieces)
    if right is not None and "team" in kind_of(right) and right.word.lower() not in words().common:
        return Role.VETOED, _UNFIT["team"], 0
    left, through = left_of(match, pieces)
    if (
        left is not None
        and not through
        and match.standing.level < Level.SURE
        and (vetoes.is_given(left) or vetoes.is_initial(left))
    ):
        return Role.VETOED, "it is part of a person's name", 0
    return Role.PLACE, None, 0


def _before_word(right: Piece, match: Match, pieces: Sequence[Piece]) -> tuple[Role, str | None, int]:
    """Judge a name by the word of the same run after it."""
    if is_function(right):
        return Role.PLACE, None, 0
    kinds = kind_of(right)
    if match.made:
        unfit = next((told for kind, told in _UNFIT.items() if kind in kinds and kind != "team"), None)
        return (Role.VETOED, unfit, 0) if unfit and "street" not in kinds else (Role.PLACE, None, 0)
    organisation = "it is part of an organisation's or an office's name"
    if "organisation" in kinds and not {"team", "paper", "company"} & kinds:
        return Role.METONYM, organisation, 1
    for kind, told in _UNFIT.items():
        if kind in kinds:
            return Role.VETOED, told, 0
    if vetoes.is_title(right):
        return Role.METONYM, organisation, 1
    given = len(pieces[match.first : match.last]) == 1 and pieces[match.first].word.lower() in words().given
    if vetoes.is_ordinary(right):
        return Role.METONYM, organisation, 0
    if right.word.isupper() and len(right.word) <= 5:
        return Role.PLACE, None, 0
    if _ends_as_office(match, pieces):
        return Role.METONYM, organisation, 0
    named = (vetoes.is_given(right) or right.word.lower() in words().surnames) and match.standing.level < Level.SURE
    if given or named or not (match.standing.level >= Level.SURE or match.standing.unit):
        return Role.VETOED, "it is part of a longer name", 0
    return Role.METONYM, "it is part of a longer name", -1


_OFFICES: Final = frozenset(
    """association society club union league foundation centre center department commission council office agency
    institute authority festival committee board company museum university college school hospital services
    service award awards program programme project team academy court district network coalition alliance
    championship""".split()
)


def _ends_as_office(match: Match, pieces: Sequence[Piece]) -> bool:
    """Tell whether the run goes on to a word for an organisation: "Red Deer Skating Association"."""
    return any(p.word.lower() in _OFFICES for p in pieces[match.last : match.last + 5])


def _after_word(left: Piece, match: Match, document: Heard) -> tuple[Role, str | None, int]:
    """Judge a name by the word of the same run before it."""
    word = left.word.lower().rstrip(".")
    if match.made or is_function(left):
        return Role.PLACE, None, 0
    single = match.last - match.first == 1
    if left.small or vetoes.is_initial(left) or vetoes.is_given(left):
        firm = match.standing.level >= Level.KNOWN and not single
        return (Role.PLACE, None, -1) if firm else (Role.VETOED, "it is part of a person's name", 0)
    if vetoes.is_title(left):
        if match.standing.level >= Level.SURE and word not in ("mr", "mrs", "ms", "miss", "king", "queen", "saint"):
            return Role.PLACE, None, -1
        return (Role.VETOED, "it follows a title", 0) if single else (Role.PLACE, None, -1)
    if word in _CLUBS:
        return Role.VETOED, "it is part of the name of a club or a company", 0
    if left.word in words().adjectives or vetoes.is_ordinary(left):
        return Role.PLACE, None, 0
    if left.word.isupper() and len(left.word) <= 6:
        return Role.PLACE, None, 0
    if match.standing.level >= Level.SURE:
        return Role.METONYM, "it is part of a longer name", -1
    if match.standing.unit and not (single and document.people.get(match.written.lower())):
        return Role.METONYM, "it is part of a longer name", -1
    return Role.VETOED, "it is part of a longer name", 0


def _after_of(left: Piece, role: Role, why: str | None, bonus: int) -> tuple[Role, str | None, int]:
    kinds = kind_of(left)
    if {"unit", "nature", "site", "street"} & kinds or left.word.lower() in (
        "battle",
        "siege",
        "fall",
        "isle",
        "republic",
    ):
        return role, why, bonus + 2
    if "organisation" in kinds or vetoes.is_title(left) or "company" in kinds:
        return Role.METONYM, "it is part of an organisation's or an office's name", bonus + 1
    return role, why, bonus
