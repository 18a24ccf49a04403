"""A place phrase → a :class:`~incidentmap.model.Toponym`: its parts, the place that each names, and the one to use."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Final

from incidentmap.model import Feature, Relation, Toponym
from incidentmap.phrases.cues import CUES
from incidentmap.phrases.nothing import is_plain
from incidentmap.phrases.pieces import Piece, Strength
from incidentmap.phrases.places import Read
from incidentmap.phrases.reading import Reader
from incidentmap.phrases.tokens import Word, tokenise
from incidentmap.phrases.words import ARTICLES, DOTTED, KINDS, UNITS

#: Phrases longer than this are not parsed: no place is called that, and patterns must not meet hostile lengths.
LONGEST_PHRASE: Final = 500


@lru_cache(maxsize=65_536)
def parse(phrase: str) -> Toponym:
    """Read a place phrase.

    Parameters
    ----------
    phrase : str
        As written in English, Russian or Ukrainian.

    Returns
    -------
    Toponym
        ``start`` and ``end`` are offsets in ``phrase``. Of several ways to tell one place ("A; near B") the most
        exact is used; of a list, all places are given.

    Examples
    --------
    >>> t = parse("training ground near Soloti, Valuysky District")
    >>> t.text, str(t.relation), t.within
    ('Soloti', 'near', ('Valuysky District',))
    >>> t = parse("the region of Belgorod")
    >>> t.text, str(t.relation), str(t.feature)
    ('Belgorod', 'at', 'region')
    >>> t = parse("between Shebekino and Novaya Tavolzhanka")
    >>> t.text, t.other, str(t.relation)
    ('Shebekino', 'Novaya Tavolzhanka', 'between')
    >>> t = parse("Mykolaiv, Kherson and Odesa regions")
    >>> [t.text, *(also.text for also in t.also)], str(t.feature)
    (['Mykolaiv', 'Kherson', 'Odesa'], 'region')
    """
    if len(phrase) > LONGEST_PHRASE or is_plain(phrase):
        return Toponym(phrase, 0, len(phrase))
    words = _without_dots(tokenise(phrase))
    cased = any(w.text[0].isupper() for w in words)
    best: list[Read] = []
    beside: list[list[Word]] = []
    held: list[Piece] = []
    for part in _alternatives(words):
        read = _part(part, cased=cased)
        if _score(read) > _score(best):
            best, read = read, best
        beside.extend(r.main.words for r in read if r.main.words and r.main.strength >= Strength.NAME)
        held.extend(r.main for r in read if r.main.strength is Strength.UNIT and r.relation is Relation.AT)
    if not best:
        return _whole(phrase)
    _hold_all(best, held)
    made = [_toponym(read, phrase) for read in best]
    first = made[0]
    others = tuple(dict.fromkeys(_text(w, phrase) for w in beside))
    others = tuple(o for o in others if o != first.text and o not in first.beside)
    also = tuple(made[1:])
    if others or also:
        first = replace(first, also=also, beside=first.beside + others)
    return first


def _hold_all(best: list[Read], held: list[Piece]) -> None:
    """Let "Donetsk region; Avdiivka" be as good as "Avdiivka, Donetsk region"."""
    if held and not any(read.within or read.main.unit for read in best):
        for read in best:
            read.within.extend(held)


def _whole(phrase: str) -> Toponym:
    text = phrase.strip()
    start = phrase.find(text)
    return Toponym(text, start, start + len(text))


def _without_dots(words: list[Word]) -> list[Word]:
    """Drop the full stops of abbreviations and at the end; "c. Lysychansk" is a city from then on."""
    kept: list[Word] = []
    for i, word in enumerate(words):
        if word.key != ".":
            kept.append(word)
            continue
        before = kept[-1] if kept else None
        after = words[i + 1] if i + 1 < len(words) else None
        if before is None or after is None or not after.is_capital or after.key in _MARKS:
            if after is not None and after.text[0].isdigit() and before is not None and len(before.key) > 3:
                kept.append(word)
        elif before.key in DOTTED:
            kind = DOTTED[before.key]
            kept[-1] = Word(kind, kind, before.start, before.end)
        elif before.key == ")" or (len(before.key) > 3 and before.key not in KINDS and before.key not in UNITS):
            kept.append(word)
    return kept


_MARKS: Final = frozenset(",;:()[]/&\n.")


def _alternatives(words: list[Word]) -> list[list[Word]]:
    """Split where the same place is told again in other words: ";", a new sentence, "[...]", a new line."""
    if words and words[0].key == "(" and words[-1].key == ")":
        words = words[1:-1]
    parts: list[list[Word]] = [[]]
    depth, skip, transparent, over = 0, False, False, -1
    for i, word in enumerate(words):
        key = word.key
        if i == over:
            continue
        after = words[i + 1] if i + 1 < len(words) else None
        if key not in _MARKS:
            if skip and (word.is_capital or words[i - 1].key == "/"):
                continue  # "Gorlovka/Horlivka town": the same in another spelling
            skip = False
            parts[-1].append(word)
            continue
        skip = False
        before = parts[-1][-1] if parts[-1] else None
        depth += (key in "([") - (key in ")]")
        if key == "[" and after is not None and (after.key in CUES or after.key in KINDS or after.key in ARTICLES):
            transparent = _closes_soon(words, i)
        if key in "[]" and transparent:
            transparent = key == "["
            depth -= (key == "[") - (key == "]")
            continue
        if key == "[" and after is not None and after.key == "]":
            parts.append([])
        elif key == "]" and words[i - 1].key == "[":
            continue
        elif key in "([)]":
            parts[-1].append(word)
        elif key == "\n":
            if before is None or after is None or depth > 0 or before.key in _MARKS or after.key in _MARKS:
                continue
            if (before.key in UNITS or before.key in KINDS or before.text[0].isdigit()) and not _is_unit_next(words, i):
                parts.append([])
        elif key == "/":
            if before is None or after is None:
                continue
            if before.key in KINDS and after.key in KINDS:
                parts[-1][-1] = before._replace(text=before.key)  # "Town/City Kramatorsk"
                over = i + 1
                continue
            if after.key in CUES:
                parts.append([])
            elif after.text[0].isdigit() or after.key in _MARKS:
                continue
            else:
                skip = True
        elif key in ";." and depth <= 0:
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if part]


def _closes_soon(words: list[Word], at: int) -> bool:
    """Tell a bracket that only adds words left out: "near [the village of] Zaitsevo"."""
    for word in words[at + 1 : at + 6]:
        if word.key == "]":
            return True
        if not (word.key in CUES or word.key in KINDS or word.key in ARTICLES):
            return False
    return False


def _is_unit_next(words: list[Word], at: int) -> bool:
    return any(w.key in UNITS for w in words[at + 1 : at + 4])


def _part(words: list[Word], *, cased: bool) -> list[Read]:
    """Read one part; what stands before a colon holds what follows."""
    at = next((i for i, w in enumerate(words) if w.key == ":"), -1)
    if at < 0:
        at = _dash_header(words)
    if at < 0:
        return Reader().run(words, cased=cased)
    header = Reader().run(words[:at], cased=cased)
    reader = Reader()
    reader.listed = True
    body = reader.run([w for w in words[at + 1 :] if w.key != ":"], cased=cased)
    if not body or max(r.main.strength for r in body) <= Strength.SIDE:
        return header or body
    for read in body:
        _under(read, header)
    return body


def _dash_header(words: list[Word]) -> int:
    """Find the dash of "Donetsk region - in Bakhmut"."""
    for i in range(1, len(words) - 1):
        if words[i].key in "-–—" and words[i + 1].key in ("in", "в", "у") and not words[i - 1].text[0].isdigit():
            return i if words[i - 1].is_capital or words[i - 1].key in UNITS else -1
    return -1


def _under(read: Read, header: list[Read]) -> None:
    """Put a place under what stands before the colon: it holds the place, or is only beside it."""
    for head in header:
        if not head.main.words:
            continue
        if head.relation is Relation.AT and len(header) == 1 and head.main is not read.main:
            read.within.extend([head.main, *head.within])
        elif not head.main.unit:
            read.beside.append(head.main.words)


def _score(reads: list[Read]) -> tuple[int, int]:
    """Say how useful a part is: how exactly it names a place, then whether it says what holds it."""
    if not reads:
        return (-1, 0)
    first = reads[0]
    strength = min(first.main.strength, Strength.NAME)
    if first.relation in (Relation.DIRECTION, Relation.BORDER, Relation.ALONG) and strength > Strength.WEAK:
        strength = Strength.WEAK
    return (int(strength), len([w for w in first.within if w.unit]))


def _toponym(read: Read, phrase: str) -> Toponym:
    main = read.main
    relation = read.relation
    within, beside = _containers(read, phrase)
    feature = main.feature
    words = main.words
    if main.unit == "region" and feature is Feature.REGION and _is_in_region(read):
        words, feature = main.core, Feature.DISTRICT
    start, end = (words[0].start, words[-1].end) if words else (0, 0)
    text = _text(words, phrase)
    if (
        words
        and start > 0
        and phrase[:start] == "The "
        and relation is Relation.AT
        and feature is None
        and not main.unit
    ):
        start, text = 0, f"The {text}"
    km, span = (main.segment.km, main.segment.span) if relation is Relation.DISTANCE else (None, None)
    bearing = main.bearing
    if relation is Relation.BETWEEN and not read.other:
        relation = Relation.NEAR
    other = " ".join(part for part in (_text(read.other, phrase), read.other_noun) if part) or None
    return Toponym(text, start, end, relation, feature, km, bearing, within, other, (), beside, span)


def _is_in_region(read: Read) -> bool:
    return any(w.unit == "region" for w in read.within)


def _containers(read: Read, phrase: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write the containers, the nearest first; a small unit is told by its chief place."""
    within: dict[str, None] = {}
    beside = dict.fromkeys(_text(words, phrase) for words in read.beside)
    held = read.within
    for i, p in enumerate(held):
        if p.unit == "minor":
            beside[_text(p.core, phrase)] = None
        elif p.unit == "region" and any(later.unit == "region" for later in held[i + 1 :]):
            within[f"{_text(p.core, phrase)} district"] = None
        elif p.words:
            within[_text(p.words, phrase)] = None
    own = _text(read.main.words, phrase)
    return tuple(w for w in within if w != own), tuple(b for b in beside if b and b != own)


def _text(words: list[Word], phrase: str) -> str:
    if not words:
        return ""
    if len(words) == 1 and words[0].name:
        return words[0].name
    text = phrase[words[0].start : words[-1].end]
    if text.isprintable() and "  " not in text and "?" not in text:
        return text
    return " ".join("".join(c if c.isprintable() and c != "?" else " " for c in text).split())
