"""Find the time expressions of a text: only sentences that have a word of time are looked at closely."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import Final

from incidentmap.reading.mentions import TimeMention
from incidentmap.reading.text import Text
from incidentmap.reading.times.heads import hours, mark_dateline
from incidentmap.reading.times.sentence import Beside, names_a_day, read_sentence
from incidentmap.reading.times.tokens import NUMERIC
from incidentmap.reading.times.words import ANCHORS

#: "The following day" counts from a day that is named so many paragraphs above at most.
_REACH: Final = 3


def find(text: Text, published: date | None) -> list[TimeMention]:
    """Find every date and time expression of a text, and the days that each means.

    Parameters
    ----------
    text : Text
    published : date or None
        What relative expressions count from. Without it they are found and stay unresolved.

    Returns
    -------
    list of TimeMention
        By offset; none overlaps another.

    Examples
    --------
    >>> from incidentmap.reading.text import prepare
    >>> text = prepare("Shelling began overnight into 12 March and went on; in December there had been none.")
    >>> for mention in find(text, date(2024, 3, 14)):
    ...     print(mention.when.phrase, mention.when.start, mention.when.end)
    overnight into 12 March 2024-03-11 2024-03-12
    in December 2023-12-01 2023-12-31
    """
    mentions: list[TimeMention] = []
    #: The day named last, and in which paragraph.
    named, there = None, -1
    for number in _telling_sentences(text):
        above = text.sentences[number].paragraph - there
        beside = Beside(named if not above else None, named if above <= _REACH else None)
        found = read_sentence(text, number, published, beside)
        if (day := next((m.when.start for m in reversed(found) if names_a_day(m)), None)) is not None:
            named, there = day, text.sentences[number].paragraph
        mentions += found
    if not any(m.why is None for m in mentions):
        mentions = _merged(mentions, hours(text, published))
    return mark_dateline(text, mentions)


def _merged(mentions: list[TimeMention], more: list[TimeMention]) -> list[TimeMention]:
    """Join mentions by offset; one of ``more`` that lies in another goes."""
    taken = [(m.start, m.end) for m in mentions]
    starts = [start for start, _ in taken]
    free = [m for m in more if not (i := bisect_right(starts, m.start)) or taken[i - 1][1] <= m.start]
    return sorted(mentions + free, key=lambda m: m.start) if free else mentions


def _telling_sentences(text: Text) -> list[int]:
    """Return the numbers of the sentences that have a word of time or a date in numbers."""
    firsts = [sentence.first for sentence in text.sentences]
    hits = [i for i, word in enumerate(text.words) if word in ANCHORS]
    numbers = {bisect_right(firsts, i) - 1 for i in hits}
    numbers.update(text.sentence_at(match.start()) for match in NUMERIC.finditer(text.text))
    return sorted(n for n in numbers if 0 <= n < len(text.sentences))
