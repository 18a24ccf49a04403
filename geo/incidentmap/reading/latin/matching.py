"""Which parts of a chain are names: the longest that the gazetteer or a pattern ("… County", "Lake …") knows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from incidentmap.reading.latin.chains import Chain, Piece
from incidentmap.reading.latin.standing import Level, Standing
from incidentmap.reading.latin.words import DIRECTIONS, FUNCTION, MONTHS, words

#: A name has at most so many words.
LONGEST_NAME: Final = 6
_GAPS: Final = re.compile(r"\s+")
#: "Lake Huron", "Mount Royal", "Fort Worth": the kind stands first.
LEADING: Final = frozenset("lake mount mt mt. fort ft ft. port cape camp river loch glen isle gulf bay strait".split())
#: Kinds whose whole name is a place's, and how many words it may have.
_WHOLE: Final = ("unit", "nature", "street", "street2", "site")
#: Names that have an article with a capital letter.
_WITH_ARTICLE: Final = frozenset(("Hague", "Bronx", "Gambia", "Bahamas"))
_UNIT_WORDS: Final = frozenset("city town village county state province district municipality region borough".split())
#: Before a word for an office these belong to the office: "Kentucky State Police".
_OFFICIAL: Final = frozenset("state district city county regional area division highway".split())
#: Places of a town that are called after it and by ordinary words: "Winnipeg Animal Hospital".
_OF_TOWNS: Final = frozenset("church hospital school college university chapel temple".split())
#: Units whose names may be ordinary words: "Black Hawk County".
_COUNTIES: Final = frozenset("county parish oblast raion governorate prefecture township shire".split())
#: "Red Crescent", "Wall Street": what stands for an institution.
_NO_STREET: Final = frozenset("red wall national sesame state federal main downing fleet".split())
#: After a first name these are a surname: "Lou Marsh".
_SURNAMES: Final = frozenset(
    """marsh hill hills lake bay wood woods forest park lane church temple castle garden glen moor moors heath peak
    falls abbey camp mill row street parish ford rivers glen plains lakes caves cave coast ridge wetlands beach
    province borough chapel""".split()
)
_NO_SITE_ALONE: Final = frozenset("port camp mall market plaza garden gardens base".split())


class Match(NamedTuple):
    """Pieces ``[first:last]`` of a chain that are a name; ``made`` says by which pattern, or "" for a look-up."""

    first: int
    last: int
    written: str
    standing: Standing
    made: str = ""


def written(whole: str, pieces: Sequence[Piece]) -> str:
    """Write pieces as they stand, with single spaces."""
    text = whole[pieces[0].start : pieces[-1].end]
    return text if len(pieces) == 1 else _GAPS.sub(" ", text)


def spans(chain: Chain) -> list[tuple[int, int]]:
    """List the parts of a chain that are to be looked up.

    Examples
    --------
    >>> pieces = [Piece(0, 4, "Isle"), Piece(5, 7, "of", small=True), Piece(8, 13, "Wight")]
    >>> spans(Chain(pieces, 0, True))
    [(0, 1), (0, 3), (2, 3)]
    """
    pieces = chain.pieces
    count = len(pieces)
    return [
        (first, last)
        for first in range(count)
        if not pieces[first].small
        for last in range(first + 1, min(first + LONGEST_NAME, count) + 1)
        if not pieces[last - 1].small
    ]


def kind_of(piece: Piece) -> frozenset[str]:
    """Return the kinds that a word says: unit, nature, street, site, organisation, team, paper and others."""
    return words().kinds.get(piece.word.lower().rstrip("."), frozenset())


def is_function(piece: Piece) -> bool:
    """Tell whether a word is none of a name, capital letter or not."""
    return piece.word.lower() in FUNCTION and not piece.dotted


def matches(chain: Chain, whole: str, known: Mapping[str, Standing]) -> list[Match]:
    """Find the names of a chain, from the left, the longest first."""
    pieces = chain.pieces
    found: list[Match] = []
    made = _patterns(pieces, whole, known)
    at = 0
    while at < len(pieces):
        if at in made:
            match: Match | None = made[at]
        else:
            match = _longest(
                pieces, at, whole, known, stop=min((m.first for m in made.values() if m.first > at), default=99)
            )
        if match is None:
            at += 1
        else:
            found.append(match)
            at = match.last
    return found


def _longest(pieces: Sequence[Piece], at: int, whole: str, known: Mapping[str, Standing], stop: int) -> Match | None:
    if pieces[at].small:
        return None
    last_possible = min(at + LONGEST_NAME, len(pieces), stop)
    for last in range(last_possible, at, -1):
        if pieces[last - 1].small:
            continue
        name = written(whole, pieces[at:last])
        standing = known.get(name)
        if standing is None or not _is_name(pieces[at:last], standing):
            continue
        taught = pieces[last - 1].word.lower() in _OF_TOWNS and last - at == 2
        if _is_office(pieces, last) or (
            (taught or standing.level <= Level.SMALL) and _goes_on(pieces, at, last, whole, known)
        ):
            continue
        return Match(at, last, name, standing)
    return None


def _is_office(pieces: Sequence[Piece], last: int) -> bool:
    """Tell "Kentucky State Police" and "U.S. District Court" from the units of that name."""
    if pieces[last - 1].word.lower() not in _OFFICIAL or last >= len(pieces) or pieces[last].small:
        return False
    return "organisation" in kind_of(pieces[last]) or pieces[last].word.lower() in words().titles


def _goes_on(pieces: Sequence[Piece], at: int, last: int, whole: str, known: Mapping[str, Standing]) -> bool:
    """Tell a village's name from a city's with an ordinary word after it: "Michigan Center", "Montreal East"."""
    for middle in range(last - 1, at, -1):
        standing = known.get(written(whole, pieces[at:middle]))
        if standing is not None and standing.level >= Level.TOWN:
            rest = [p.word.lower() for p in pieces[middle:last]]
            return all(w in words().common or w in DIRECTIONS for w in rest)
    return False


def _is_name(pieces: Sequence[Piece], standing: Standing) -> bool:
    """Tell a name from words that some village happens to be called by."""
    if standing.institution or (len(pieces) == 1 and pieces[0].word in words().abbreviations):
        return True
    if len(pieces) == 1 and (pieces[0].dotted or pieces[0].word.lower() in DIRECTIONS):
        return False
    if pieces[0].word == "The" and " ".join(p.word for p in pieces[1:]) not in _WITH_ARTICLE:
        return False
    if len(pieces) > 2 and pieces[1].word == "of" and pieces[0].word.lower() in _UNIT_WORDS:
        return False
    content = [p for p in pieces if not p.small and not is_function(p)]
    if not content or (pieces[0].dotted and len(pieces[0].word) == 2):
        return False
    if is_function(pieces[0]) and standing.level < Level.TOWN:
        return False
    if any(p.word.lower() in FUNCTION for p in pieces[1:]) and standing.level < Level.TOWN:
        return False
    if len(pieces) == 1:
        return pieces[0].word.lower() not in MONTHS or standing.level >= Level.SURE
    said = words()
    ordinary = all(
        p.word.lower() in said.common or p.word.lower() in said.titles or p.word.lower() in said.kinds for p in content
    )
    return standing.level >= Level.TOWN or not ordinary


def _patterns(pieces: Sequence[Piece], whole: str, known: Mapping[str, Standing]) -> dict[int, Match]:
    """Find names that say their kind: "Metcalfe County", "Hutcheson Road", "Lake Huron", "Pearson Airport"."""
    found: dict[int, Match] = {}
    taken = 0
    count = len(pieces)
    for k in range(count):
        if k < taken or pieces[k].small:
            continue
        kinds = kind_of(pieces[k])
        if k > taken and any(kind in kinds for kind in _WHOLE):
            first = _start_of_whole(pieces, taken, k, kinds)
            if _is_office(pieces, k + 1) and pieces[k].word.lower() != "county":
                first = None
            if first is not None and (match := _whole(pieces, first, k, kinds, whole, known)) is not None:
                found[first] = match
                taken = match.last
                continue
        if pieces[k].word.lower() in LEADING and k + 1 < count and not pieces[k].owns:
            last = k + 2 if not pieces[k + 1].small else k + 3
            longer = [n for n in range(min(k + 4, count), last, -1) if written(whole, pieces[k:n]) in known]
            last = longer[0] if longer else last
            if last <= count and _may_follow(pieces[last - 1]):
                name = written(whole, pieces[k:last])
                standing = known.get(name) or Standing(Level.KNOWN, name)
                if standing.level < Level.KNOWN:
                    standing = standing._replace(level=Level.KNOWN)
                found[k] = Match(k, last, name, standing, f"a name with the word “{pieces[k].word}” before it")
                taken = last
    return found


def _may_follow(piece: Piece) -> bool:
    word = piece.word.lower()
    return not is_function(piece) and word not in MONTHS and word not in words().titles and not kind_of(piece)


def _start_of_whole(pieces: Sequence[Piece], taken: int, k: int, kinds: frozenset[str]) -> int | None:
    """Go left from a kind's word over what belongs to the name."""
    said = words()
    first = k
    while first > taken:
        piece = pieces[first - 1]
        word = piece.word.lower()
        if piece.small:
            if first - 2 < taken or word in ("and", "of", "the", "on", "upon", "under"):
                break
        elif (
            is_function(piece)
            or word in MONTHS
            or (
                word.rstrip(".") in said.titles and "unit" not in kinds and not ("street" in kinds and not piece.dotted)
            )
            or piece.word in said.adjectives
            or piece.word in said.peoples
            or piece.tail
            or (first < k and {"organisation", "team", "paper", "company"} & kind_of(piece) and word not in said.common)
        ):
            break
        first -= 1
        if k - first >= LONGEST_NAME - 1 or ("unit" in kinds and k - first >= 2):
            break
    street = "street" in kinds
    while first < k and (pieces[first].small or (not street and _lone_ordinary(pieces, first, k))):
        first += 1
    return first if first < k else None


def _lone_ordinary(pieces: Sequence[Piece], first: int, k: int) -> bool:
    """Tell an ordinary first word of a sentence ("Nearby Hutcheson Road") from the name's own."""
    word = pieces[first].word.lower()
    return first + 1 < k and word.rstrip(".") in words().titles


def _whole(
    pieces: Sequence[Piece], first: int, k: int, kinds: frozenset[str], whole: str, known: Mapping[str, Standing]
) -> Match | None:
    said = words()
    last = k + 1
    body = pieces[first:k]
    lower = [p.word.lower() for p in body]
    if all(w in DIRECTIONS or w in FUNCTION for w in lower) and "street" not in kinds and "nature" not in kinds:
        return None
    name = written(whole, pieces[first:last])
    standing = known.get(name)
    if standing is not None and standing.level >= Level.TOWN:
        return Match(first, last, name, standing)
    ordinary = all(w in said.common or w in said.kinds or w in said.titles for w in lower)
    if "unit" in kinds or "nature" in kinds or "site" in kinds:
        counted = pieces[k].word.lower() in _COUNTIES
        if ordinary and not counted and not ("nature" in kinds and len(body) == 1):
            return None
        if all(len(w) < 2 for w in lower):
            return None
    if pieces[k].word.lower() in _OF_TOWNS and len(body) > 2:
        head = known.get(written(whole, body[:1]))
        if head is not None and head.level >= Level.KNOWN and all(vetoed in said.common for vetoed in lower[1:]):
            return None
    if "site" in kinds and pieces[k].word.lower() in _NO_SITE_ALONE and not known.get(written(whole, body)):
        return None
    if {"organisation", "team"} & {kind for p in body for kind in kind_of(p)} and pieces[k].word.lower() == "district":
        return None
    if "street" in kinds and (len(body) == 1 and lower[0] in _NO_STREET):
        return None
    if len(body) == 1 and lower[0] in said.given and pieces[k].word.lower() in _SURNAMES:
        return None
    if "street2" in kinds and not {"street", "unit", "nature", "site"} & kinds and len(body) != 1:
        return None
    unit = "unit" in kinds
    return Match(
        first, last, name, Standing(Level.KNOWN, name, unit=unit), f"a name with the word “{pieces[k].word}” after it"
    )
