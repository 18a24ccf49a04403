"""A text made ready for reading: its sentences, its words and the language of each sentence, all by offset.

Offsets are Python string indices into the text as read; ``end`` is exclusive. Nothing here changes a character.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

Language = Literal["en", "ru", "uk"]

#: A word: letters (and digits after the first), with apostrophes, hyphens and inner dots ("U.S.") between them.
WORD: Final = re.compile(r"[^\W\d_]+(?:['’ʼ‘`-][^\W_]+|\.(?=[^\W\d_]\.)[^\W\d_]+)*|\d+(?:[.,:]\d+)*")
#: From its first line feed, so that a run of blanks is walked once; blanks at the edges are trimmed afterwards.
_LINE_BREAK: Final = re.compile(r"\n(?:[^\S\n]*\n)*[^\S\n]*")
#: A run of stops is entered at its beginning only, or a row of dots would be walked from each of them.
_STOP: Final = re.compile(r"(?<![.!?…])[.!?…]++[\"'»”’)\]]*+(?=\s)|;(?=\s)")
#: A full stop after these does not end a sentence, whatever follows.
_ABBREVIATIONS: Final = frozenset(
    """mr mrs ms dr prof st gen col lt sgt capt maj adm rep sen gov rev hon sr jr vs etc no art fig approx ca dept est
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun
    г гг ул д дом с сс п пос пгт х ст р рн н обл кв км см м мин тыс млн млрд им т тт е к ч др пр стр рис руб долл гл
    св ок р-н р-на акад проф ген полк о пл просп буд вул смт сел оз бул наб
    u.s u.k u.n e.g i.e a.m p.m т.е т.д т.п н.э ala ariz ark calif colo conn del fla ga ill ind kan ky la mass mich
    minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo ont que alta sask man b.c n.y n.j n.c n.d s.c s.d
    w.va r.i n.h n.m d.c co""".split()
)
#: One sentence is cut after so many characters: a table pasted into a report is no sentence.
LONGEST_SENTENCE: Final = 2_000

_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f]")
_UKRAINIAN: Final = re.compile(r"[іїєґІЇЄҐ]")
_RUSSIAN: Final = re.compile(r"[ыэъёЫЭЪЁ]")
_UKRAINIAN_WORDS: Final = re.compile(r"\b(?:та|від|під|що|не|на|до|за|після|внаслідок|й|зі|із|про)\b", re.IGNORECASE)
_RUSSIAN_WORDS: Final = re.compile(r"\b(?:и|в|во|со|от|под|что|до|после|об|из|его|был|были|это)\b", re.IGNORECASE)


class Sentence(NamedTuple):
    """A sentence: its offsets, its words ``[first:last]`` of :attr:`Text.words`, its paragraph and its language."""

    start: int
    end: int
    first: int
    last: int
    paragraph: int
    language: Language


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its words and sentences. Word ``i`` is ``words[i]`` at ``starts[i]:ends[i]``.

    Examples
    --------
    >>> text = prepare("Fighting near Kozinka. Бои у Козинки.")
    >>> [(text.text[s.start : s.end], s.language) for s in text.sentences]
    [('Fighting near Kozinka.', 'en'), ('Бои у Козинки.', 'ru')]
    >>> text.words[:3], text.sentence_at(25)
    (['Fighting', 'near', 'Kozinka'], 1)
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[Sentence]

    def sentence_at(self, offset: int) -> int:
        """Return the number of the sentence around an offset (the one before, for an offset between two)."""
        return max(bisect_right(self.sentences, offset, key=lambda s: s.start) - 1, 0)

    def word_at(self, offset: int) -> int:
        """Return the number of the first word that ends after an offset."""
        return bisect_right(self.ends, offset)


def prepare(text: str) -> Text:
    """Find the sentences and words of a text.

    Parameters
    ----------
    text : str
        Any text; a line break ends a sentence only where it ends a paragraph or a line that looks finished.

    Returns
    -------
    Text
    """
    found = list(WORD.finditer(text))
    words, starts, ends = [m[0] for m in found], [m.start() for m in found], [m.end() for m in found]
    sentences: list[Sentence] = []
    main: Language = "ru" if _RUSSIAN.search(text) or not _UKRAINIAN.search(text) else "uk"
    word = 0
    for paragraph, (first, last) in enumerate(_paragraphs(text)):
        for start, end in _sentences(text, first, last):
            while word < len(starts) and starts[word] < start:
                word += 1
            until = word
            while until < len(starts) and starts[until] < end:
                until += 1
            sentences.append(Sentence(start, end, word, until, paragraph, _language(text[start:end], main)))
            word = until
    return Text(text, words, starts, ends, sentences)


#: A line at least so long that ends in the middle of a sentence goes on in the next.
_WRAPPED: Final = 50


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Find the paragraphs of a text: lines, but for those that an editor wrapped."""
    edges, start = [], 0
    for gap in _LINE_BREAK.finditer(text):
        if gap[0].count("\n") == 1 and _goes_on(text, start, gap):
            continue
        edges.append((start, gap.start()))
        start = gap.end()
    edges.append((start, len(text)))
    trimmed = []
    for first, last in edges:
        piece = text[first:last]
        left = first + len(piece) - len(piece.lstrip())
        right = last - (len(piece) - len(piece.rstrip()))
        if left < right:
            trimmed.append((left, right))
    return trimmed


def _goes_on(text: str, start: int, gap: re.Match[str]) -> bool:
    end = gap.start()
    while end > start and text[end - 1].isspace():
        end -= 1
    before, after = text[max(end - 1, 0) : end], text[gap.end() : gap.end() + 1]
    line = end - max(start, text.rfind("\n", start, gap.start()) + 1)
    if after.islower() and (before.isalnum() or before in ",–—-"):
        return True
    return line >= _WRAPPED and (before.isalnum() or before in ",(«“–—") and after.isalnum()


def _sentences(text: str, first: int, last: int) -> list[tuple[int, int]]:
    spans, start = [], first
    for stop in _STOP.finditer(text, first, last):
        if not _ends_here(text, start, stop, last):
            continue
        spans.append((start, stop.end()))
        start = stop.end()
        while start < last and text[start].isspace():
            start += 1
    if start < last:
        spans.append((start, last))
    return [piece for span in spans for piece in _pieces(text, *span)]


def _ends_here(text: str, start: int, stop: re.Match[str], last: int) -> bool:
    if stop[0][0] == ";":
        return False
    after = stop.end()
    while after < last and (text[after].isspace() or text[after] in "\"'«“‘(—–-•"):
        after += 1
    follows = text[after : after + 1]
    if stop[0][0] in ".…" and follows and follows.islower():
        return False
    if stop[0] != ".":
        return True
    before = text[max(start, stop.start() - 12) : stop.start()].split()
    word = before[-1].lstrip("(\"'«“[") if before else ""
    if word.casefold() in _ABBREVIATIONS and not (word.casefold() == "co" and not word[0].isupper()):
        return False
    # An initial: "J. Smith", "В. Гладков".
    return not (len(word) == 1 and word.isupper() and follows.isupper())


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut what is too long for a sentence at spaces."""
    pieces = []
    while end - start > LONGEST_SENTENCE:
        cut = text.rfind(" ", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
        cut = cut if cut > 0 else start + LONGEST_SENTENCE
        pieces.append((start, cut))
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        pieces.append((start, end))
    return pieces


def _language(sentence: str, main: Language) -> Language:
    cyrillic = len(_CYRILLIC.findall(sentence))
    if not cyrillic or cyrillic < len(_LATIN.findall(sentence)):
        return "en"
    ukrainian = len(_UKRAINIAN.findall(sentence)) + len(_UKRAINIAN_WORDS.findall(sentence))
    russian = len(_RUSSIAN.findall(sentence)) + len(_RUSSIAN_WORDS.findall(sentence))
    return main if ukrainian == russian else "uk" if ukrainian > russian else "ru"
