"""Names that no gazetteer knows, taken for places where the words around them leave little doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from incidentmap.reading.latin import vetoes
from incidentmap.reading.latin.chains import Chain, Piece
from incidentmap.reading.latin.frames import is_kind_after, is_war, told_place
from incidentmap.reading.latin.matching import Match, is_function, written
from incidentmap.reading.latin.seen import Heard, Seen
from incidentmap.reading.latin.standing import Level, Standing
from incidentmap.reading.latin.support import clues
from incidentmap.reading.latin.words import DIRECTIONS, PARTING, words
from incidentmap.reading.mentions import Role

#: First words of places' names in the languages of the world, and hardly of persons'.
HEADS: Final = frozenset(
    """tell tel tall khan khirbet khirbat bir bi'r wadi ein ain ayn 'ain deir dayr dar kafr kfar kufr beit bayt
    bait umm um oum al abu jabal jebel jabel djebel ras qalat qal'at qasr ksar hayy hay bab shatt nahr nahal
    goz bani beni sheikh shaykh haj hajj san santa santo são saint st sainte villa puerto ciudad pueblo
    tierra rio playa cerro monte loma el la las los le les pont petite petit grande grand croix cap anse
    fond morne mont baie novo nova novi novy stary staro stara velyka velyke velykyi mala male malyi nizhny
    verkhny gornji gornja donji donja mali veliki debre buulo ceel bula pir kot chak qala qal'a deh kala
    tang datu barangay sitio nong ban kyauk port bandar wad ad tin""".split()
)
_LONGEST: Final = 4


def unknown_names(chain: Chain, found: Sequence[Match], document: Heard) -> list[Seen]:
    """Judge the parts of a run that hold no town's name: what only small joining words hold together is one name."""
    if chain.sentence in document.loud:
        return []
    whole = [part for part in map(_trimmed, _parts(chain)) if part and _is_whole(part, chain, found)]
    return [one for part in whole if (one := _of_part(part, chain, document, found)) is not None]


def _trimmed(part: list[Piece]) -> list[Piece]:
    """Leave out small words on either side, and ordinary ones before: "Clashes", "Nearby"."""
    while part and part[-1].small:
        part = part[:-1]
    while part and (part[0].small or (len(part) > 1 and (is_function(part[0]) or part[0].word.lower() in DIRECTIONS))):
        part = part[1:]
    return part


def _parts(chain: Chain) -> Iterator[list[Piece]]:
    """Cut a run at the words that stand between names, and after what owns."""
    part: list[Piece] = []
    for piece in chain.pieces:
        if piece.small and piece.word in PARTING and not piece.glued:
            if part:
                yield part
            part = []
        else:
            part.append(piece)
            if piece.owns:
                yield part
                part = []
    if part:
        yield part


def _is_whole(part: Sequence[Piece], chain: Chain, found: Sequence[Match]) -> bool:
    """Tell whether a part is more than a town's name, and holds no country's and nothing that says its kind."""
    first = chain.pieces.index(part[0])
    inside = [m for m in found if m.first < first + len(part) and first < m.last]
    if any(m.made or m.standing.adjective or m.standing.level >= Level.SURE for m in inside):
        return False
    return not any(m.last - m.first == len(part) and m.standing.level > Level.SMALL for m in inside)


def _of_part(part: list[Piece], chain: Chain, document: Heard, found: Sequence[Match]) -> Seen | None:
    headed = len(part) > 1 and part[0].word.lower() in HEADS
    kind = is_kind_after(document.text.text, part[-1].end)
    pieces = [p for p in part[headed:] if not p.small]
    if not pieces or len(pieces) > _LONGEST - headed:
        return None
    if any(_is_no_name(p, document, firm=headed or kind) for p in pieces) or any(p.tail for p in part):
        return None
    name = written(document.text.text, part)
    if "." in name or len(name) < 4 or "\n" in document.text.text[part[0].start : part[-1].end]:
        return None
    return _weighed(part, name, chain, document, _beside(part, chain, found, document), headed=headed or kind)


def _is_no_name(piece: Piece, document: Heard, *, firm: bool) -> bool:
    """Tell words, persons and abbreviations from what may be an unknown place's name."""
    word = piece.word.lower()
    if vetoes.is_ordinary(piece) or vetoes.is_initial(piece) or word in words().peoples:
        return True
    if piece.word.isupper() or (document.people.get(word, 0) > 1 and not firm):
        return True
    return vetoes.is_given(piece) and not firm


def _beside(part: list[Piece], chain: Chain, found: Sequence[Match], document: Heard) -> str:
    """Return the town that an "and" binds a name to, where fighting is told of: "between Gao and Tin-Hamza"."""
    first = chain.pieces.index(part[0])
    for match in found:
        gap = chain.pieces[match.last : first] or chain.pieces[first + len(part) : match.first]
        if [p.word for p in gap] != ["and"] or match.standing.adjective or match.standing.level < Level.TOWN:
            continue
        if not document.people.get(match.written.lower()) and is_war(document.text.text, part[0].start, part[-1].end):
            return match.written
    return ""


def _weighed(part: list[Piece], name: str, chain: Chain, document: Heard, beside: str, *, headed: bool) -> Seen | None:
    whole = document.text.text
    start, end = part[0].start, part[-1].end
    around = clues(whole, start, end, opens_paragraph=False)
    strength, told = told_place(whole, start, end)
    if beside and strength < 2:
        strength, told = 2, f"beside “{beside}”"
    if part[-1].owns and strength < 3:
        return None
    if around.article and not strength:
        return None
    points = around.points - 1
    if strength > 2 and (points < 2 or around.article):
        points, around = 3, around._replace(told=told, strong=True)
    elif strength == 2 and points < 2:
        points, around = 2, around._replace(told=told, strong=True)
    if document.people.get(part[0].word.lower(), 0) > 1 and not headed:
        points -= 3
    first = chain.pieces.index(part[0])
    match = Match(
        first, first + len(part), name, Standing(Level.UNKNOWN, name), "a name that the gazetteer does not know"
    )
    return Seen(match, chain, start, end, around, points, Role.PLACE, None, ())
