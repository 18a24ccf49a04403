"""What looks like a place's name in English and is none: persons, papers, teams, companies.

Persons are gathered first, over the whole text: a surname told once with its first name is known again when it stands
alone ("Hinton", after "Mike Hinton").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from incidentmap.reading.latin.chains import Chain, Piece
from incidentmap.reading.latin.matching import is_function, kind_of, written
from incidentmap.reading.latin.standing import Level, Standing
from incidentmap.reading.latin.words import DIRECTIONS, MONTHS, PARTICLES, words

#: After a person's name: ", 43,".
_AGE: Final = re.compile(r", (?:aged? )?\d{1,2}(?:,|\.| of | and |-year)")
_SPEECH: Final = re.compile(
    r"[’'\"”]?,? (?:said|says|told|tells|added|adds|tweeted|replied|recalled|testified|pleaded|who|wrote|explained|"
    r"insisted|admitted|joked|himself|herself|was born|died|resigned|tweets|argued|noted)\b"
)
_INITIAL: Final = re.compile(r"[A-Z]\.(?:[A-Z]\.)?$")


def is_given(piece: Piece) -> bool:
    """Tell whether a word is a first name."""
    word = piece.word.lower()
    return word in words().given or (
        "-" in word
        and piece.word[0].isupper()
        and word.split("-")[0] in words().given
        and word[:3] not in ("al-", "el-")
    )


def is_initial(piece: Piece) -> bool:
    """Tell whether a piece is an initial: "J." of "J. Smith"."""
    return piece.dotted and _INITIAL.match(piece.word) is not None


def is_title(piece: Piece) -> bool:
    """Tell whether a word is a title or an office before a person's name."""
    word = piece.word.lower().rstrip(".")
    return word in words().titles or (piece.dotted and word in words().titles)


def is_ordinary(piece: Piece) -> bool:
    """Tell whether a word is none of a name: a common noun, a month, a title, a word for a kind of place."""
    word = piece.word.lower().rstrip(".")
    said = words()
    return (
        word in said.common
        or word in MONTHS
        or word in said.titles
        or word in DIRECTIONS
        or word in said.kinds
        or piece.word in said.adjectives
        or piece.word in said.peoples
        or is_function(piece)
    )


def persons(chains: Iterable[Chain], whole: str, known: Mapping[str, Standing]) -> dict[str, int]:
    """Gather the words that are persons' names in this text, each with how sure that is (1 to 3).

    Examples
    --------
    >>> from incidentmap.reading.latin.chains import chains
    >>> from incidentmap.reading.text import prepare
    >>> text = prepare("Mike Hinton lives here. Sgt. Horan knows him.")
    >>> sorted(persons(chains(text, [0, 1]), text.text, {}))
    ['hinton', 'horan', 'mike']
    """
    found: dict[str, int] = {}
    for chain in chains:
        for first, last, sure in _people(chain, whole, known):
            names = [p for p in chain.pieces[first:last] if not p.small and not is_initial(p)]
            for i, piece in enumerate(names):
                word = piece.word.lower()
                weight = sure if i == len(names) - 1 or is_given(piece) else 1
                found[word] = max(found.get(word, 0), weight)
    return found


def _people(chain: Chain, whole: str, known: Mapping[str, Standing]) -> list[tuple[int, int, int]]:
    """Find the persons of a chain: pieces ``[first:last]``, and how sure that is."""
    pieces = chain.pieces
    people: list[tuple[int, int, int]] = []
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if piece.small:
            at += 1
            continue
        if is_title(piece) and at + 1 < len(pieces) and not piece.owns:
            last = _run(pieces, at + 1)
            if last > at + 1 and not _is_place(pieces, at + 1, last, whole, known):
                people.append((at + 1, last, 3))
                at = last
                continue
        elif is_given(piece) or is_initial(piece):
            last = _run(pieces, at + 1)
            if last > at + 1 and not _is_place(pieces, at, last, whole, known):
                people.append((at, last, 3))
                at = last
                continue
        elif not is_ordinary(piece):
            last = _run(pieces, at)
            aged = _AGE.match(whole, pieces[last - 1].end) is not None
            if last - at >= 2 and (aged or not _any_known(pieces, at, last, whole, known)):
                told = aged or _SPEECH.match(whole, pieces[last - 1].end) is not None
                people.append((at, last, 3 if told else 1))
            elif last - at == 1 and aged:
                people.append((at, last, 2))
            at = last
            continue
        at += 1
    return people


def _run(pieces: list[Piece], at: int) -> int:
    """Go on over the words that may be a person's."""
    first = at
    while at < len(pieces) and at - first < 4:
        piece = pieces[at]
        if piece.small:
            if piece.word not in PARTICLES and piece.word not in ("de", "la", "al", "el", "del", "da", "di"):
                break
        elif is_ordinary(piece) and not (piece.word.lower() in words().surnames and at + 1 == len(pieces)):
            break
        at += 1
        if piece.owns or piece.tail:
            break
    while at > first and pieces[at - 1].small:
        at -= 1
    return at


def _is_place(pieces: list[Piece], first: int, last: int, whole: str, known: Mapping[str, Standing]) -> bool:
    """Tell whether words that may be a person's are rather a place's: "San Jose", "Virginia Beach", "St. John"."""
    if last < len(pieces) and {"unit", "street", "nature", "site"} & kind_of(pieces[last]):
        return True
    standing = known.get(written(whole, pieces[first:last]))
    return standing is not None and standing.level >= (Level.TOWN if last - first > 1 else Level.SURE)


def _any_known(pieces: list[Piece], first: int, last: int, whole: str, known: Mapping[str, Standing]) -> bool:
    return any(
        (standing := known.get(written(whole, pieces[i:j]))) is not None and standing.level >= Level.TOWN
        for i in range(first, last)
        for j in range(i + 1, last + 1)
        if not pieces[i].small and not pieces[j - 1].small
    )


def speaks(whole: str, end: int) -> bool:
    """Tell whether a verb of saying follows."""
    return _SPEECH.match(whole, end) is not None
