"""Statistical recognisers with a vote on what is a place name: optional, and never the only word.

Names are found by gazetteer and rules, which say why and need no model. A trained recogniser errs in other ways: it
has read so much that it knows a surname from a village by the company it keeps, and it knows villages that no
gazetteer has, but it cannot say why, calls Avdiivka a person now and then, and is slow. So it votes and does not
decide (:func:`vote`):

- a name that the rules hold only weakly, on its spelling alone, is vetoed when it is part of what a voter calls a
  person ("Ivan Rostov") or an organisation, and no other voter calls it a place. A vote on the name alone is not
  heard: measured on the labelled reports, those are the recogniser's slips (a village in the genitive, a person to it);
- what a voter calls a place, where the rules read nothing and no other voter disagrees, becomes a mention, but for
  names in quotation marks, which are of teams, papers and units.

Names that words around them hold as places ("in …", "the village of …", "… Oblast") stay, and so do nationalities and
governments, which are no incident's place anyway. Each change names its voter.

A voter is any object with a name, its languages and :meth:`Voter.spans`. Two are known here: natasha for Russian
(extra ``nlp``; its weights come in its package) and spaCy for English, with whichever model the user has installed.
Nothing is downloaded, and nothing is loaded before the first text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from importlib.util import find_spec
from itertools import groupby
from typing import Any, Final, Literal, NamedTuple, Protocol

from incidentmap.errors import BadValue
from incidentmap.model import Relation, Toponym
from incidentmap.reading.mentions import PlaceMention, Role
from incidentmap.reading.text import Language, Text

SpanKind = Literal["place", "person", "organisation"]


class Voter(Protocol):
    """A recogniser of names. ``languages`` are those of :class:`~incidentmap.reading.text.Sentence`."""

    @property
    def name(self) -> str:
        """What a mention's rule calls it."""

    @property
    def languages(self) -> frozenset[Language]:
        """What it reads."""

    def spans(self, text: str) -> list[tuple[int, int, SpanKind]]:
        """Return start, end and kind of every name in a paragraph or less, in order, without overlap."""


class NatashaVoter:
    """The news model of natasha, for Russian: only its tagger of names is loaded, 0.7 s and some 100 MB."""

    name = "natasha"
    languages: frozenset[Language] = frozenset({"ru"})
    _KINDS: Final[dict[str, SpanKind]] = {"LOC": "place", "PER": "person", "ORG": "organisation"}

    def spans(self, text: str) -> list[tuple[int, int, SpanKind]]:
        """Tag a text."""
        if not text.strip():
            return []  # it cannot take a text without words
        return [(s.start, s.stop, self._KINDS[s.type]) for s in self._tagger(text).spans if s.type in self._KINDS]

    @cached_property
    def _tagger(self) -> Any:
        from natasha import NewsEmbedding, NewsNERTagger

        return NewsNERTagger(NewsEmbedding())


class SpacyVoter:
    """A model of spaCy for English that the user has installed."""

    name = "spacy"
    languages: frozenset[Language] = frozenset({"en"})
    _KINDS: Final[dict[str, SpanKind]] = {
        "GPE": "place", "LOC": "place", "FAC": "place", "PERSON": "person", "ORG": "organisation",
    }  # fmt: skip

    def __init__(self, model: str) -> None:
        self.model = model

    def spans(self, text: str) -> list[tuple[int, int, SpanKind]]:
        """Tag a text."""
        if not text.strip():
            return []
        # Half of a surrogate pair is no UTF-8, and spaCy keeps its words in that.
        read = text.encode("utf-8", "replace").decode() if _SURROGATE.search(text) else text
        found = self._pipeline(read).ents
        return [(e.start_char, e.end_char, self._KINDS[e.label_]) for e in found if e.label_ in self._KINDS]

    @cached_property
    def _pipeline(self) -> Any:
        import spacy

        return spacy.load(self.model, exclude=["parser", "lemmatizer"])


#: A tagger is given so many characters at most.
_LONGEST_RUN: Final = 4_000
#: Before a place, and before hardly anything else that has a capital letter.
_BEFORE_PLACES: Final = frozenset(
    """in near at outside inside around towards within city town village settlement region district center centre
    outskirts в во из под близ вблизи возле около внутри с село селе села селом г город городе города городом посёлок
    поселок посёлке поселке посёлка поселка хутор хуторе хутора станица станице деревня деревне деревни деревню станция
    станции район районе района область области округ округе аэродром аэродроме порту центр центре центра пригород
    пригороде пригорода окраина окраине окраину""".split()
)
_QUOTES: Final = frozenset("«“„\"'‘”")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
#: Of a language's models, the surest first.
_SIZES: Final = ("trf", "lg", "md", "sm")


def available() -> list[Voter]:
    """List the voters whose library, and model, are installed here.

    Examples
    --------
    >>> all(voter.languages <= {"en", "ru", "uk"} for voter in available())
    True
    """
    found: list[Voter] = []
    if find_spec("natasha") is not None:
        found.append(NatashaVoter())
    model = _spacy_model()
    return [*found, SpacyVoter(model)] if model else found


def _spacy_model() -> str | None:
    if find_spec("spacy") is None:
        return None
    import spacy

    models = [name for name in spacy.util.get_installed_models() if name.startswith("en_")]
    size = {name: i for i, name in enumerate(_SIZES)}
    return min(models, key=lambda name: (size.get(name.rpartition("_")[2], len(_SIZES)), name), default=None)


def by_name(name: str) -> Voter:
    """Find a voter.

    Parameters
    ----------
    name : str
        natasha, spacy.

    Returns
    -------
    Voter

    Raises
    ------
    BadValue
        When there is none of that name, or its library or model is not installed; it says what to install.

    Examples
    --------
    >>> by_name("oracle")
    Traceback (most recent call last):
    incidentmap.errors.BadValue: there is no recogniser 'oracle'. To mend it: choose natasha (ru) or spacy (en).
    """
    if name == "natasha":
        if find_spec("natasha") is None:
            raise BadValue("natasha is not installed", remedy='install the extra: pip install "incidentmap[nlp]"')
        return NatashaVoter()
    if name == "spacy":
        if find_spec("spacy") is None:
            raise BadValue("spaCy is not installed", remedy="pip install spacy, and a model for English")
        model = _spacy_model()
        if model is None:
            raise BadValue("spaCy has no model for English", remedy="python -m spacy download en_core_web_sm")
        return SpacyVoter(model)
    raise BadValue(f"there is no recogniser {name!r}", remedy="choose natasha (ru) or spacy (en)")


class _Vote(NamedTuple):
    start: int
    end: int
    kind: SpanKind
    voter: str


def vote(
    text: Text, mentions: Sequence[PlaceMention], voters: Sequence[Voter], *, blocked: Sequence[tuple[int, int]] = ()
) -> list[PlaceMention]:
    """Let voters veto the names that are held weakly, and add places where none was read.

    Parameters
    ----------
    text : Text
    mentions : sequence of PlaceMention
        What the rules read, in order and without overlap.
    voters : sequence of Voter
    blocked : sequence of (int, int), optional
        Spans of actors and organisations, where no place is added.

    Returns
    -------
    list of PlaceMention
        In the order of the text.

    Examples
    --------
    >>> from incidentmap.reading.text import prepare
    >>> class Reader:
    ...     name, languages = "a reader", frozenset({"en"})
    ...     def spans(self, text):
    ...         return [(0, 9, "person"), (19, 26, "place")]
    >>> text = prepare("Tom Odesa spoke of Olenivk.")
    >>> name = PlaceMention(4, 9, 0, Toponym("Odesa", 4, 9), rule="a city of the gazetteer")
    >>> for mention in vote(text, [name], [Reader()]):
    ...     print(mention.start, mention.role, "-", mention.why or mention.rule)
    4 vetoed - a reader calls “Tom Odesa” a person
    19 place - a reader calls it a place
    """
    benches = [list(_votes(text, voter)) for voter in voters]
    benches = [bench for bench in benches if bench]
    if not benches:
        return list(mentions)
    heard = [_heard(mention, text, benches) for mention in mentions]
    taken = _joined([*((mention.start, mention.end) for mention in mentions), *blocked])
    for bench in benches:
        for one in bench:
            if one.kind == "place" and not (_is_quoted(one, text) or _meets(taken, one) or _opposed(one, benches)):
                heard.append(_added(one, text))
                insort(taken, (one.start, one.end))
    return sorted(heard, key=lambda mention: (mention.start, mention.end))


def _votes(text: Text, voter: Voter) -> Iterator[_Vote]:
    for start, end in _runs(text, voter.languages):
        for first, last, kind in voter.spans(text.text[start:end]):
            yield _Vote(start + first, start + last, kind, voter.name)


def _runs(text: Text, languages: frozenset[Language]) -> Iterator[tuple[int, int]]:
    """Find the runs of sentences in some languages, of one paragraph each: a tagger leans on what stands around."""
    read = [sentence for sentence in text.sentences if sentence.language in languages]
    for _, run in groupby(read, key=lambda sentence: sentence.paragraph):
        sentences = list(run)
        start = sentences[0].start
        for one, after in zip(sentences, [*sentences[1:], None], strict=True):
            if after is None or after.first != one.last or after.end - start > _LONGEST_RUN:
                yield start, one.end
                start = after.start if after else -1


def _heard(mention: PlaceMention, text: Text, benches: Sequence[list[_Vote]]) -> PlaceMention:
    """Veto a mention, or let it stand."""
    if mention.role is not Role.PLACE:
        return mention
    said = [one for bench in benches if (one := _around(bench, mention.start, mention.end)) is not None]
    length = mention.end - mention.start
    against = next((one for one in said if one.kind != "place" and one.end - one.start > length), None)
    if against is None or any(one.kind == "place" for one in said) or _held(mention, text):
        return mention
    what = "a person" if against.kind == "person" else "an organisation"
    why = f"{against.voter} calls “{text.text[against.start : against.end]}” {what}"
    # "Минобороны России": the country is meant, though nothing happened there; "«Свобода России»" means another thing.
    office = against.kind == "organisation" and not _is_quoted(against, text)
    return replace(mention, role=Role.METONYM if office else Role.VETOED, why=why)


def _held(mention: PlaceMention, text: Text) -> bool:
    """Tell whether the words around a name say that it is a place."""
    toponym = mention.toponym
    if toponym.relation is not Relation.AT or toponym.feature is not None or toponym.within:
        return True
    number = bisect_left(text.starts, mention.start) - 1
    return number >= text.sentences[mention.sentence].first and text.words[number].casefold() in _BEFORE_PLACES


def _is_quoted(one: _Vote, text: Text) -> bool:
    return not _QUOTES.isdisjoint(text.text[max(one.start - 1, 0) : one.start + 1])


def _around(bench: list[_Vote], start: int, end: int) -> _Vote | None:
    """Find the span of a voter that a name stands in. A voter's own spans do not overlap."""
    at = bisect_right(bench, start, key=lambda one: one.start) - 1
    return bench[at] if at >= 0 and bench[at].end >= end else None


def _opposed(one: _Vote, benches: Sequence[list[_Vote]]) -> bool:
    """Tell whether another voter calls any part of a span something else."""
    for bench in benches:
        first = max(bisect_right(bench, one.start, key=lambda other: other.start) - 1, 0)
        last = bisect_left(bench, one.end, key=lambda other: other.start)
        if any(other.kind != "place" and other.end > one.start for other in bench[first:last]):
            return True
    return False


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _meets(taken: Sequence[tuple[int, int]], one: _Vote) -> bool:
    at = bisect_left(taken, (one.end, 0))
    return at > 0 and taken[at - 1][1] > one.start


def _added(one: _Vote, text: Text) -> PlaceMention:
    name = text.text[one.start : one.end]
    toponym = Toponym(" ".join(name.split()), one.start, one.end)
    rule = f"{one.voter} calls it a place"
    return PlaceMention(one.start, one.end, text.sentence_at(one.start), toponym, Role.PLACE, rule)
