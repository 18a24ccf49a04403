"""Read one sentence: tokens → expressions → the days they mean, those last that count from a day beside them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple

from incidentmap.model import Interval, TimePrecision
from incidentmap.reading.mentions import TimeMention
from incidentmap.reading.text import Text
from incidentmap.reading.times import almanac, days, periods, relative
from incidentmap.reading.times.almanac import Span, Unresolved
from incidentmap.reading.times.bounds import BEGINNING, bound
from incidentmap.reading.times.grammar import parse
from incidentmap.reading.times.phrase import Phrase, Piece
from incidentmap.reading.times.tokens import Token, tokenise
from incidentmap.reading.times.words import KINDS, OTHER, TELLING

_READINGS: Final[dict[str, Callable[[Phrase], list[Piece]]]] = {
    "day": days.day,
    "day_of_month": days.day_of_month,
    "days": days.days,
    "weekday_of": days.weekday_of,
    "weekdays": days.weekdays,
    "period": periods.period,
    "periods": periods.periods,
    "last_night": relative.last_night,
    "tonight": relative.tonight,
    "this_part": relative.this_part,
    "last_part": relative.last_part,
    "rolling": relative.rolling,
    "day_and_night": relative.day_and_night,
    "digest": relative.digest,
    "ago": relative.ago,
    "beside": relative.beside,
    "weekend": relative.weekend,
}
#: Readings that count from a day beside them.
_COUNTING: Final = ("beside", "day_and_night")
#: What is to come has not happened, and dates no event.
ANNOUNCED: Final = "it lies after the publication: announced, not reported"
_TELLING: Final = frozenset(TELLING)
#: "two days before the raid": it counts from what follows.
_FORWARD: Final = (KINDS["BEFORE"], KINDS["until"])
#: "Two days before the raid of 12 March": the day is so many expressions ahead at most.
_AHEAD: Final = 8
_EVE: Final = KINDS["EVE"]
_PAUSES: Final = (KINDS["comma"], KINDS["dot"], KINDS["close"], KINDS["gap"])


class Beside(NamedTuple):
    """The day that the sentences before name last: in the same paragraph, and in those above it."""

    own: date | None = None
    above: date | None = None


class _Expression(NamedTuple):
    """The tokens ``[first:last]`` of a sentence, and the reading that the grammar gives them."""

    reading: str
    first: int
    last: int


def read_sentence(text: Text, number: int, published: date | None, beside: Beside) -> list[TimeMention]:
    """Read the time expressions of a sentence.

    Parameters
    ----------
    text : Text
    number : int
        Which sentence.
    published : date or None
    beside : Beside
        The days named before, from which "the next day" counts.

    Examples
    --------
    >>> from incidentmap.reading.text import prepare
    >>> [m.when.phrase for m in read_sentence(prepare("It burned on Tuesday."), 0, None, Beside())]
    ['Tuesday']
    """
    sentence = text.sentences[number]
    tokens = tokenise(text.text, sentence.start, sentence.end)
    found = _expressions(tokens)
    if not found:
        return []
    reader = _Reader(text, number, tokens, published)
    mentions: list[list[TimeMention]] = [[] for _ in found]
    taken = [0, *(expression.last for expression in found)]
    for i, expression in enumerate(found):
        if expression.reading not in _COUNTING:
            mentions[i] = reader.mentions(expression, taken[i])
    named: date | None = None
    for i, expression in enumerate(found):
        if expression.reading in _COUNTING:
            mentions[i] = reader.mentions(expression, taken[i], _beside(i, found, mentions, tokens, named, beside))
        named = next((m.when.start for m in reversed(mentions[i]) if names_a_day(m)), named)
    return _without_assumed([mention for several in mentions for mention in several])


def _expressions(tokens: list[Token]) -> list[_Expression]:
    """Parse each run of words of time that has a telling one."""
    kinds = "".join([token.kind for token in tokens])
    found = []
    at = 0
    for run in kinds.split(OTHER):
        if run and not _TELLING.isdisjoint(run):
            found += [_Expression(reading, at + first, at + last) for reading, first, last in parse(run)]
        at += len(run) + 1
    return found


def _beside(
    at: int,
    found: list[_Expression],
    mentions: list[list[TimeMention]],
    tokens: list[Token],
    named: date | None,
    beside: Beside,
) -> tuple[date | None, bool]:
    """Return the day that an expression counts from, and whether it counts back from it; ``named`` is the one before.

    "On 12 March, two days before the vote" names the day of the vote, "two days before the vote of 12 March" the 10th,
    and "on 12 March … Two days before, …" the 10th too.
    """
    expression = found[at]
    last = tokens[expression.last - 1].kind
    forward = last in _FORWARD and expression.last < len(tokens) and tokens[expression.last].kind not in _PAUSES
    if named is not None:
        return named, forward
    if not forward:
        # "Накануне" and "за добу" at the head of a paragraph are of the publication.
        own = tokens[expression.first : expression.last]
        alone = expression.reading != "beside" or any(token.kind == _EVE for token in own)
        return beside.own or (None if alone else beside.above), False
    for i in range(at + 1, min(at + 1 + _AHEAD, len(found))):
        if any(token.kind == KINDS["comma"] for token in tokens[expression.last : found[i].first]):
            break
        days_ahead = [m.when.start for m in mentions[i] if m.when.precision is TimePrecision.DAY]
        if days_ahead:
            return days_ahead[0], False
    return None, False


def names_a_day(mention: TimeMention) -> bool:
    """Tell whether other expressions may count from a mention."""
    return mention.when.precision is TimePrecision.DAY and not _assumed(mention) and mention.why in (None, ANNOUNCED)


def _assumed(mention: TimeMention) -> bool:
    return mention.rule.endswith(relative.ASSUMED)


def _without_assumed(mentions: list[TimeMention]) -> list[TimeMention]:
    """Drop times of day whose day was assumed, or is that of a digest, where the sentence names a day."""
    named = any(m.when.precision is TimePrecision.DAY and not _yields(m) for m in mentions)
    return [m for m in mentions if not (named and _yields(m))]


def _yields(mention: TimeMention) -> bool:
    return _assumed(mention) or mention.rule == relative.DIGEST


class _Reader(NamedTuple):
    """Turns expressions of one sentence into mentions."""

    text: Text
    number: int
    tokens: list[Token]
    published: date | None

    def mentions(
        self, expression: _Expression, taken: int, beside: tuple[date | None, bool] = (None, False)
    ) -> list[TimeMention]:
        """Read one expression; ``taken`` is the token at which the one before it ends."""
        tokens = self.tokens[expression.first : expression.last]
        kinds = "".join([token.kind for token in tokens])
        day_first = self.text.sentences[self.number].language != "en"
        at, why = bound(self.tokens, expression.first, expression.last, expression.reading, taken)
        first = self.tokens[at].start
        try:
            pieces = _READINGS[expression.reading](Phrase(tokens, kinds, self.published, day_first, *beside))
        except Unresolved as error:
            return [self._mention(first, tokens[-1].end, None, "", str(error))]
        starts = [first, *(tokens[piece.first].start for piece in pieces[1:])]
        return [
            self._mention(start, tokens[piece.last - 1].end, piece.span, piece.rule, why)
            for start, piece in zip(starts, pieces, strict=False)
        ]

    def _mention(self, start: int, end: int, span: Span | None, rule: str, why: str | None) -> TimeMention:
        written = self.text.text[start:end]
        if span is None:
            when = Interval(None, None, TimePrecision.UNKNOWN, written)
            return TimeMention(start, end, self.number, when, "an expression of time", why)
        if self.published is not None and why == BEGINNING and span.start == self.published:
            why = None  # "since this morning": it has not gone on longer than the day
        elif self.published is not None and why == BEGINNING and span.start < self.published:
            span, rule = Span(span.start, self.published), f"since {rule}, up to the publication"
        elif self.published is not None and span.start > self.published:
            rule, why = rule + "; after the publication", why or ANNOUNCED
        when = Interval(span.start, span.end, almanac.precision(span), written)
        return TimeMention(start, end, self.number, when, rule, why)
