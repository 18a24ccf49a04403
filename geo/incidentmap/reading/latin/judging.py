"""Each name judged where it stands: what it is worth, what the words around it say, what its run makes of it."""

from __future__ import annotations

from typing import Final

from incidentmap.reading.latin import vetoes
from incidentmap.reading.latin.acting import acts, is_dealt_with, is_state_of
from incidentmap.reading.latin.adjectives import adjective
from incidentmap.reading.latin.chains import Chain, Piece
from incidentmap.reading.latin.frames import is_headline, told_place
from incidentmap.reading.latin.matching import Match
from incidentmap.reading.latin.neighbours import neighbours, right_of
from incidentmap.reading.latin.seen import ENOUGH, Heard, Seen
from incidentmap.reading.latin.standing import Level
from incidentmap.reading.latin.support import Clues, clues
from incidentmap.reading.latin.words import words
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
    points, around = _with_frame(points, around, match, chain, document)
    if role is Role.PLACE and _is_government(match, whole, start, last.end, led=around.led):
        role, why = Role.METONYM, "it stands for a government"
        points = max(points, ENOUGH) if match.standing.institution else points
    heard = around.strong or (document.people.get(match.written.lower(), 0) < 3 and not match.standing.institution)
    return Seen(match, chain, start, last.end, around, points, role, why, (), heard)


def _is_government(match: Match, whole: str, start: int, end: int, *, led: bool) -> bool:
    """Tell whether a name stands for those who govern from there; a country's name is a country's whatever it does."""
    institution = match.standing.institution
    if match.standing.level is not Level.KNOWN and not institution:
        return False
    if (acts(whole, end) and not led) or is_state_of(whole, end):
        return True
    return is_dealt_with(match.written, whole, start, institution=institution)


def _with_frame(points: int, around: Clues, match: Match, chain: Chain, document: Heard) -> tuple[int, Clues]:
    """Let words that would speak for an unknown name speak for a small town as well: "the road to Halba"."""
    pieces = chain.pieces[match.first : match.last]
    small = Level.SMALL <= match.standing.level <= Level.TOWN and not match.standing.institution
    if not small or match.made or not 0 <= points < ENOUGH:
        return points, around
    if any(vetoes.is_ordinary(p) or document.people.get(p.word.lower(), 0) for p in pieces):
        return points, around
    loud = chain.sentence in document.loud
    if _opens(match, chain, document.text.text) and is_headline(document.text.text, pieces[-1].end, loud=loud):
        return ENOUGH + 1, around._replace(told="it opens a headline, which says what befell it", strong=True)
    if loud:
        return points, around
    strength, told = told_place(document.text.text, pieces[0].start, pieces[-1].end)
    if strength < ENOUGH:
        return points, around
    return ENOUGH + 1, around._replace(told=told, strong=True)


def _opens(match: Match, chain: Chain, whole: str) -> bool:
    """Tell whether a name is the first thing of its sentence, or of a part after a semicolon or a dash."""
    first, last = chain.pieces[0], chain.pieces[match.last - 1]
    if match.first > 0 or last.owns or last.tail:
        return False
    return chain.opens or whole[max(0, first.start - 2) : first.start] in ("; ", ": ", "— ", "– ")


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
