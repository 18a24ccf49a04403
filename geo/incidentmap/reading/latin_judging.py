"""Each name judged where it stands: what it is worth, what the words around it say, what its run makes of it."""

from __future__ import annotations

from typing import Final

from incidentmap.reading import vetoes
from incidentmap.reading.latin_adjectives import adjective
from incidentmap.reading.latin_chains import Chain, Piece
from incidentmap.reading.latin_matching import Match, written
from incidentmap.reading.latin_neighbours import neighbours, right_of
from incidentmap.reading.latin_seen import Heard, Seen
from incidentmap.reading.latin_standing import Level, Standing
from incidentmap.reading.latin_support import acts, clues
from incidentmap.reading.latin_words import PARTING, words
from incidentmap.reading.mentions import Role

#: What a hyphen may bind to a place: "Texas-based".
_PLACED: Final = frozenset("based born area wide native bound controlled held occupied".split())


#: Words of direction that are part of a place's name when they have a capital letter.
_PART_OF_NAME: Final = frozenset("north south east west upper lower central inner outer greater".split())


def judge(match: Match, chain: Chain, taken: set[int], document: Heard) -> Seen | None:
    """Judge a name where it stands; ``taken`` are the pieces of its run that are names as well.

    ``None`` when it is none at all: a language, a people.
    """
    pieces, whole = chain.pieces, document.text.text
    first, last = pieces[match.first], pieces[match.last - 1]
    if match.standing.adjective:
        return adjective(match, chain, document)
    start = first.start
    if match.first > 0 and match.first - 1 not in taken and not match.made:
        before = pieces[match.first - 1]
        if _directs(before) and not before.owns:
            start, match = before.start, match._replace(first=match.first - 1)
    sentence = document.text.sentences[chain.sentence]
    opens = chain.sentence in document.heads and start - sentence.start <= 2
    around = clues(whole, start, last.end, opens_paragraph=opens)
    role, why, bonus = neighbours(match, chain, taken, document)
    points = _worth(match, chain, document) + around.points + bonus + (2 if last.tail in _PLACED else 0)
    if (
        around.article
        and right_of(match, pieces) is None
        and match.standing.level < Level.SURE
        and not (match.made or match.standing.unit or match.standing.institution)
    ):
        points -= 2
    if role is Role.PLACE and match.standing.level >= Level.KNOWN and not around.led and acts(whole, last.end):
        role, why = Role.METONYM, "it stands for a government"
    heard = around.strong or (document.people.get(match.written.lower(), 0) < 3 and not match.standing.institution)
    return Seen(match, chain, start, last.end, around, points, role, why, (), heard)


def _directs(piece: Piece) -> bool:
    return piece.word.lower() in _PART_OF_NAME and piece.word[0].isupper()


def _worth(match: Match, chain: Chain, document: Heard) -> int:
    """Say what a name is worth before the words around it count."""
    level = match.standing.level
    worth = {Level.SURE: 4, Level.KNOWN: 2, Level.TOWN: 1, Level.SMALL: 0, Level.UNKNOWN: -1}[level]
    pieces = [p for p in chain.pieces[match.first : match.last] if not p.small]
    if match.made or match.standing.institution:
        return worth + 1
    if len(pieces) > 1:
        return worth + (1 if not all(map(vetoes.is_ordinary, pieces)) else 0)
    piece = pieces[0]
    word = piece.word.lower()
    loud = chain.sentence in document.loud
    known_short = piece.word in words().abbreviations
    if document.people.get(word, 0):
        worth -= document.people[word] + 1
    if level < Level.SURE and not known_short:
        if vetoes.is_ordinary(piece):
            worth -= 3 if chain.opens and chain.pieces[0] is piece else 2
        if word in document.lower:
            worth -= 2
        if word in words().given:
            worth -= 2
        elif word in words().surnames:
            worth -= 1
        if piece.word.isupper() and len(piece.word) <= 4 and not loud:
            worth -= 3
        if piece.glued:
            worth -= 2
    return worth


def unknown_names(chain: Chain, document: Heard) -> list[Seen]:
    """Take runs that nothing knows for places where the words around them leave little doubt."""
    seen: list[Seen] = []
    part: list[Piece] = []
    for piece in [*chain.pieces, None]:
        if piece is None or (piece.small and piece.word in PARTING):
            if part and (one := _unknown_part(part, chain, document)) is not None:
                seen.append(one)
            part = []
        else:
            part.append(piece)
    return seen


def _unknown_part(part: list[Piece], chain: Chain, document: Heard) -> Seen | None:
    pieces = [p for p in part if not p.small]
    if not 1 <= len(pieces) <= 3 or chain.sentence in document.loud:
        return None
    if any(vetoes.is_ordinary(p) or vetoes.is_given(p) or vetoes.is_initial(p) or p.tail for p in pieces):
        return None
    if part[-1].owns or any(p.word.isupper() or document.people.get(p.word.lower(), 0) > 1 for p in pieces):
        return None
    start, end = part[0].start, part[-1].end
    whole = document.text.text
    around = clues(whole, start, end, opens_paragraph=False)
    if around.article:
        return None
    name = written(whole, part)
    if "." in name or len(name) < 4:
        return None
    standing = Standing(Level.UNKNOWN, name)
    match = Match(
        chain.pieces.index(part[0]),
        chain.pieces.index(part[-1]) + 1,
        name,
        standing,
        "a name that the gazetteer does not know",
    )
    return Seen(match, chain, start, end, around, around.points - 1, Role.PLACE, None, ())
