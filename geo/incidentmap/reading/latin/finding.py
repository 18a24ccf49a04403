"""Place names in sentences of Latin script: English above all, and other languages as far as their names go.

Runs of capitalised words are looked up in the gazetteer at once for the whole text; what speaks for and against each
name (the words of its run, the words around it, what else the text says of it) is weighed in points. Nothing is
guessed from a model: every mention says by which rule it was read.
"""

from __future__ import annotations

from collections.abc import Sequence

from incidentmap.gazetteer import Gazetteer
from incidentmap.reading.latin import vetoes
from incidentmap.reading.latin.binding import mentions
from incidentmap.reading.latin.chains import Chain, chains
from incidentmap.reading.latin.judging import judge
from incidentmap.reading.latin.matching import Match, matches, spans, written
from incidentmap.reading.latin.seen import ENOUGH, Heard, Seen
from incidentmap.reading.latin.standing import Level, Standing, standings
from incidentmap.reading.latin.unknown import unknown_names
from incidentmap.reading.latin.words import FUNCTION, words
from incidentmap.reading.mentions import PlaceMention, Role
from incidentmap.reading.text import Text


def find(
    text: Text, numbers: Sequence[int], gazetteer: Gazetteer, blocked: Sequence[tuple[int, int]]
) -> list[PlaceMention]:
    """Find the place names of some sentences.

    Parameters
    ----------
    text : Text
    numbers : sequence of int
        The sentences to read.
    gazetteer : Gazetteer
    blocked : sequence of (int, int)
        Spans of actors and organisations: a place's name inside is none, unless it is an adjective of a nation.

    Returns
    -------
    list of PlaceMention
        In the order of the text, not overlapping.

    Examples
    --------
    >>> from incidentmap.reading.text import prepare
    >>> text = prepare("Mr. Jordan met Turkish officials in Amman.")
    >>> with Gazetteer.open() as gazetteer:
    ...     [(m.toponym.text, str(m.role)) for m in find(text, [0], gazetteer, [])]
    [('Jordan', 'vetoed'), ('Turkey', 'demonym'), ('Amman', 'place')]
    """
    found = list(chains(text, numbers))
    if not found:
        return []
    whole = text.text
    names = {written(whole, c.pieces[first:last]) for c in found for first, last in spans(c)}
    known = standings(names, gazetteer)
    lower = {w for w in text.words if w.islower()}
    people = vetoes.persons(found, whole, known)
    document = Heard(text, known, people, lower, _loud(text, numbers), _heads(text))
    seen = [s for chain in found for s in _of_chain(chain, document)]
    return mentions(_unblocked(seen, blocked), text, gazetteer)


def _loud(text: Text, numbers: Sequence[int]) -> frozenset[int]:
    """Find the headings: sentences in which nearly every word has a capital letter."""
    loud = set()
    for number in numbers:
        sentence = text.sentences[number]
        said = [w for w in text.words[sentence.first : sentence.last] if w[0].isalpha()]
        if len(said) >= 3 and all(w[0].isupper() or w in FUNCTION for w in said):
            loud.add(number)
    return frozenset(loud)


def _heads(text: Text) -> frozenset[int]:
    """Find the sentences that open a paragraph."""
    heads, last = set(), -1
    for number, sentence in enumerate(text.sentences):
        if sentence.paragraph != last:
            heads.add(number)
            last = sentence.paragraph
    return frozenset(heads)


def _of_chain(chain: Chain, document: Heard) -> list[Seen]:
    """Judge the names of a chain."""
    found = _joined(matches(chain, document.text.text, document.known), chain, document)
    taken = {i for m in found if _speaks_for(m) for i in range(m.first, m.last)}
    seen = [judged for m in found if (judged := judge(m, chain, taken, document)) is not None]
    return _with_unknown(seen, unknown_names(chain, found, document))


def _with_unknown(seen: list[Seen], unknown: list[Seen]) -> list[Seen]:
    """Put unknown names beside the known ones; a longer name stands for the hamlet in it: "Deir al-Balah", "Deir"."""
    kept = list(seen)
    for one in unknown:
        inside = [s for s in kept if s.start < one.end and one.start < s.end]
        if inside and (one.points < ENOUGH or not _give_way(inside, one)):
            continue
        kept = [s for s in kept if s not in inside]
        kept.append(one)
    return sorted(kept, key=lambda s: s.start)


def _give_way(inside: list[Seen], unknown: Seen) -> bool:
    """Tell whether known names are parts of an unknown one: "Qarah" is cut off "Qarah Tawil", said to be shelled."""
    if any(len(s.match.written) >= len(unknown.match.written) for s in inside):
        return False
    cut = any(s.role is not Role.PLACE or s.points < ENOUGH for s in inside)
    return cut or all(s.match.standing.level <= Level.SMALL for s in inside)


def _joined(found: list[Match], chain: Chain, document: Heard) -> list[Match]:
    """Read two towns' names without a comma as one name that the gazetteer lacks: "Stoke Newington"."""
    made: list[Match] = []
    for match in found:
        last = made[-1] if made else None
        if last is not None and last.last == match.first and _is_bare_town(last, chain) and _is_bare_town(match, chain):
            name = written(document.text.text, chain.pieces[last.first : match.last])
            level = min(last.standing.level, match.standing.level)
            made[-1] = Match(last.first, match.last, name, Standing(level, name))
        else:
            made.append(match)
    return made


def _is_bare_town(match: Match, chain: Chain) -> bool:
    piece = chain.pieces[match.first]
    standing = match.standing
    bare = not (match.made or standing.unit or standing.adjective or standing.institution)
    if vetoes.is_given(piece) or vetoes.is_ordinary(piece) or piece.word.lower() in words().surnames:
        return False
    return bare and match.last - match.first == 1 and not (piece.glued or piece.owns or piece.word.isupper())


def _speaks_for(match: Match) -> bool:
    """Tell whether a name is so much of a place that a name may stand right beside it: "Amman Jordan"."""
    standing = match.standing
    return bool(match.made) or standing.unit or standing.adjective or standing.level >= Level.SURE


def _unblocked(seen: list[Seen], blocked: Sequence[tuple[int, int]]) -> list[Seen]:
    """Veto what lies inside the names of actors and organisations, but for adjectives of nations."""
    if not blocked:
        return seen
    spans_sorted = sorted(blocked)
    kept, at = [], 0
    for each in seen:
        while at < len(spans_sorted) and spans_sorted[at][1] <= each.start:
            at += 1
        inside = any(first < each.end and each.start < last for first, last in spans_sorted[at : at + 4])
        if inside and each.role is not Role.DEMONYM:
            each = each._replace(role=Role.VETOED, why="it is part of the name of an actor or an organisation")
        kept.append(each)
    return kept
