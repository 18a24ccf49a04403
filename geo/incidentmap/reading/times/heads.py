"""What stands at the head of a text or of a line: the dateline of a report, the hour of a chronicle's entry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from incidentmap.model import Interval, TimePrecision
from incidentmap.reading.mentions import TimeMention
from incidentmap.reading.text import Text
from incidentmap.reading.times.relative import ASSUMED

#: A dateline dates the report; what it tells of may have happened on another day.
DATELINE: Final = "the day of the dateline"
#: A dateline stands at the head of the first paragraphs, below a title, and so far from their starts at most.
_PARAGRAPHS: Final = 3
_LONGEST: Final = 80
#: Words of a place's name that are written small, and words that begin a sentence and no dateline.
_SMALL: Final = frozenset("of the near and de la le el al du da do на над под під в".split())
_SENTENCE: Final = frozenset(
    "In At On Near From By Since After В Во У На Под Під Над Около Біля Возле С З По До".split()
)
_AGENCY: Final = r"(?:\([^()\n]{2,40}\)|/[^/\n]{2,40}/)"
_DASH: Final = r"(?:--|[-–—―])"
#: Behind the day: "(Reuters) -", "/TASS/", "— РИА Новости", ". INTERFAX.RU -".
_AFTER: Final = re.compile(
    rf"(?:\s+(?:г|р))?[.,]?\s*(?:{_AGENCY}|{_DASH}\s|[^\W\d_][\w.]{{1,20}}(?:\s\w{{1,20}})?\s{_DASH}\s)"
)
_AGENCY_AFTER: Final = re.compile(rf"[.,]?\s*{_AGENCY}\s*[.:]?\s*(?:{_DASH}|\s)")
_HOUR: Final = re.compile(r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9]")


def mark_dateline(text: Text, mentions: Sequence[TimeMention]) -> list[TimeMention]:
    """Say of the day in a dateline that it is one: its rule begins with :data:`DATELINE`.

    Examples
    --------
    >>> from incidentmap.reading.text import prepare
    >>> from incidentmap.reading.times import find
    >>> find(prepare("KYIV, March 12 (Reuters) - Two drones fell."), date(2024, 3, 14))[0].rule
    'the day of the dateline: a day and its month, the latest not after the publication'
    """
    marked = list(mentions)
    for i, mention in enumerate(marked):
        sentence = text.sentences[mention.sentence]
        if sentence.paragraph >= _PARAGRAPHS:
            break
        dated = mention.why is None and mention.when.precision is TimePrecision.DAY
        if dated and _is_dateline(text, mention):
            marked[i] = replace(mention, rule=f"{DATELINE}: {mention.rule}")
            break
    return marked


def _is_dateline(text: Text, mention: TimeMention) -> bool:
    start = text.text.rfind("\n", max(0, mention.start - _LONGEST), mention.start) + 1
    if not start and mention.start > _LONGEST:
        return False
    place = text.text[start : mention.start].strip(" \t*_#>")
    if not place:
        return _AGENCY_AFTER.match(text.text, mention.end) is not None
    if place[-1] not in ",." or any(c.isdigit() for c in place):
        return False
    words = re.findall(r"\w+", place)
    if not words or words[0] in _SENTENCE:
        return False
    named = all(word[0].isupper() or word in _SMALL for word in words)
    return named and _AFTER.match(text.text, mention.end) is not None


def hours(text: Text, published: date | None) -> list[TimeMention]:
    r"""Read the hours at the heads of the lines of a text that names no day: they are of the day of the publication.

    A line counts only where the sentence begins with an hour; in a wrapped line it stands by chance.

    Examples
    --------
    >>> from incidentmap.reading.text import prepare
    >>> [m.when.phrase for m in hours(prepare("0:40 drones over the river\n1:05 two hits"), date(2024, 3, 14))]
    ['0:40', '1:05']
    """
    if published is None:
        return []
    rule = "an hour at the head of a line, of the day of the publication" + ASSUMED
    found = []
    for number, sentence in enumerate(text.sentences):
        if sentence.first == sentence.last or not _HOUR.fullmatch(text.words[sentence.first]):
            continue
        for i in range(sentence.first, sentence.last):
            if _HOUR.fullmatch(text.words[i]) and (i == sentence.first or _heads_a_line(text, i)):
                when = Interval(published, published, TimePrecision.DAY, text.words[i])
                found.append(TimeMention(text.starts[i], text.ends[i], number, when, rule))
    return found


def _heads_a_line(text: Text, word: int) -> bool:
    return "\n" in text.text[text.ends[word - 1] : text.starts[word]]
