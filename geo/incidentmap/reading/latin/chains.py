"""Runs of capitalised words: where a text in Latin letters may name something.

A chain is a run of words that only spaces, hyphens and small joining words stand between. What is in it is not yet
said: a place, a person with a title, an organisation, or several of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from incidentmap.reading.latin.words import JOINING, PARTICLES, PARTING, words
from incidentmap.reading.text import Sentence, Text

#: More words than these are no name, but a heading.
LONGEST_CHAIN: Final = 40
_POSSESSIVE: Final = re.compile(r"['’ʼ‘`](?:s|S)$")
_CONTRACTION: Final = re.compile(r"['’ʼ‘`](?:t|m|re|ve|ll|d|T|M|RE|VE|LL|D)$")
_ARTICLE: Final = re.compile(r"^(?:al|el|ad|an|ar|as|at|az|ash|es|ez|ed|et|ul|ud|ut)-[A-ZÀ-Þ]")
_HYPHENS: Final = re.compile(r"[-‐‑]")
_INITIALS: Final = re.compile(r"^(?:[A-Z]|[A-Z](?:\.[A-Z])+)$")
_SHORT: Final = frozenset(
    """St Ste Mt Ft Pt Sgt Mr Mrs Ms Dr Gen Lt Col Cpl Pvt Capt Maj Adm Rep Sen Gov Rev Hon Sr Jr Prof Det Insp Supt
    Const Cmdr Brig Pres Pte Cst Rd Ave Blvd Dept No""".split()
)
_SAINTS: Final = frozenset(("St.", "St", "Saint", "Sts.", "Ste."))
_PREFIXES: Final = frozenset("anti pro non post pre ex mid trans pan un all semi neo ultra".split())
#: Small words between the hyphens of a name: "Port-au-Prince", "Krasnoye-na-Donu".
_INSIDE: Final = frozenset(
    """de la le les du des sur sous au aux en et a on upon in the by al el an ar as ad az ash es ez ul ud i e bin ibn
    ben na nad pod am im do da dos das del di van der den von ye yi""".split()
)
_SMALL: Final = JOINING | PARTING | PARTICLES
_SPACE: Final = re.compile(r"[ \t\u00a0]*\n?[ \t\u00a0]*")


class Piece(NamedTuple):
    """A word of a chain: its offsets, itself without a possessive ending, and how it is bound.

    ``small`` marks a joining word; ``owns`` a possessive; ``tail`` is the rest of a compound ("led" of "U.S.-led");
    ``glued`` says that a hyphen binds it to the piece before.
    """

    start: int
    end: int
    word: str
    small: bool = False
    owns: bool = False
    tail: str = ""
    glued: bool = False
    dotted: bool = False


class Chain(NamedTuple):
    """A run of pieces in one sentence; ``opens`` says that it is the first thing of its sentence."""

    pieces: list[Piece]
    sentence: int
    opens: bool


def chains(text: Text, numbers: Sequence[int]) -> Iterator[Chain]:
    """Find the chains of some sentences.

    Examples
    --------
    >>> from incidentmap.reading.text import prepare
    >>> text = prepare("Police in Rio de Janeiro blamed Turkey's President Erdogan, U.S.-led forces said.")
    >>> [[p.word for p in chain.pieces] for chain in chains(text, [0])]
    [['Police'], ['Rio', 'de', 'Janeiro'], ['Turkey'], ['President', 'Erdogan'], ['U.S.']]
    """
    for number in numbers:
        yield from _of_sentence(text, number, text.sentences[number])


def _of_sentence(text: Text, number: int, sentence: Sentence) -> Iterator[Chain]:
    all_words, starts, ends, whole = text.words, text.starts, text.ends, text.text
    run: list[Piece] = []
    opens = True
    pending: list[Piece] = []
    for i in range(sentence.first, sentence.last):
        word = all_words[i]
        first = word[0]
        if not first.isupper():
            if run and word in _SMALL and len(pending) < 2 and _near(whole, run, pending, starts[i]):
                pending.append(Piece(starts[i], ends[i], word, small=True))
                continue
            inner = "-" in word or (first in "dl" and word[1:2] in ("'", "’") and word[2:3].isupper())
            made = _pieces(whole, word, starts[i]) if inner and first.islower() else None
            if not made:
                if run:
                    yield Chain(run, number, opens)
                    run = []
                    opens = False
                pending = []
                opens = opens and not first.isalnum()
                continue
        else:
            made = _pieces(whole, word, starts[i])
        if run and (len(run) >= LONGEST_CHAIN or not _near(whole, run, pending, made[0].start)):
            yield Chain(run, number, opens)
            run, opens = [], False
        elif run:
            run += pending
        pending = []
        for piece in made:
            if run and run[-1].tail and not piece.glued:
                yield Chain(run, number, opens)
                run, opens = [], False
            if piece.owns and run and run[-1].word in _SAINTS:
                # "St. Michael's Hospital", "St. John's": the ending is part of the name.
                end = piece.end + 2 if whole[piece.end + 1 : piece.end + 2].lower() == "s" else piece.end
                piece = Piece(piece.start, end, whole[piece.start : end])
            run.append(piece)
    if run:
        yield Chain(run, number, opens)


def _near(whole: str, run: list[Piece], pending: list[Piece], start: int) -> bool:
    """Tell whether only space stands between the last piece and an offset."""
    last = pending[-1] if pending else run[-1]
    if last.owns or last.tail:
        return False
    end = last.end
    gap = start - end
    if gap == 1:
        return whole[end] in " \u00a0\n\t"
    if gap > 60 or gap < 0:
        return False
    between = whole[end:start]
    return _SPACE.fullmatch(between) is not None or between in (" & ",)


def _pieces(whole: str, word: str, start: int) -> list[Piece]:
    """Take a word apart: its possessive ending, the parts of a compound, the dot of an abbreviation."""
    end = start + len(word)
    if word.isalpha():
        if (len(word) <= 5 and whole.startswith(".", end)) and _is_short(word):
            return [Piece(start, end + 1, word + ".", dotted=True)]
        owns = word[-1] == "s" and whole[end : end + 1] in ("'", "’") and whole[end + 1 : end + 2] == " "
        return [Piece(start, end, word, owns=owns)]
    owns = False
    if (found := _POSSESSIVE.search(word)) or (found := _CONTRACTION.search(word)):
        word, end, owns = word[: found.start()], start + found.start(), True
    if "." in word and _INITIALS.match(word.split("-")[0]) and not owns and "-" not in word:
        dot = whole.startswith(".", end)
        return [Piece(start, end + dot, word + "." * dot, dotted=dot, tail=_tail(whole, end + dot))]
    if _HYPHENS.search(word) is None:
        return [Piece(start, end, word, owns=owns)]
    if _ARTICLE.match(word) or (word[0].isupper() and _ARTICLE.match(word[0].lower() + word[1:])):
        return [Piece(start, end, word, owns=owns)]
    return _compound(word, start, owns=owns)


def _is_short(word: str) -> bool:
    return word in _SHORT or len(word) == 1 or word + "." in words().abbreviations


def _tail(whole: str, end: int) -> str:
    """Return what a hyphen binds to "U.S."."""
    return whole[end + 1 : end + 20].split(" ")[0] if whole.startswith("-", end) else ""


def _compound(word: str, start: int, *, owns: bool) -> list[Piece]:
    parts = _HYPHENS.split(word)
    made: list[Piece] = []
    at = start
    for i, part in enumerate(parts):
        if i == 0 and part.lower() in _PREFIXES and len(parts) > 1:
            pass
        elif part and part[0].isupper():
            glued = bool(made) and i > 0 and parts[i - 1][:1].isupper()
            made.append(Piece(at, at + len(part), part, glued=glued))
        elif (made and i == len(parts) - 1) or (made and part not in _INSIDE):
            made[-1] = made[-1]._replace(tail=part or "-")
        elif made:
            made.append(Piece(at, at + len(part), part, small=True, glued=True))
            parts[i] = "A"  # so that the next part is bound to it
        at += len(part) + 1
    while made and made[-1].small:
        made.pop()
    if made and owns:
        made[-1] = made[-1]._replace(owns=True)
    return made
