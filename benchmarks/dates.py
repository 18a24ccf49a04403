"""How many dates are read rightly, and how fast, beside dateparser's search and its parser.

The sentences are those of the tests of times, with what each of their dates means. dateparser gives an instant and no
span, so it is asked for less: of a day, that day; of a night, a week, a month, any instant within it. ``search_dates`` finds
and reads, like ours; ``parse`` only reads, and is given the phrase.

Ours reads all of them, or the tests would fail: what counts here is the peer's share, and the speed of both.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from benchmarks.measuring import table

Span = tuple[date, date]
Reader = Callable[[str, list[str], date, str], list[tuple[str, Span]]]


class Case(NamedTuple):
    """A sentence, its phrases, and the days that each means."""

    language: str
    published: date
    sentence: str
    phrases: list[str]
    spans: list[Span]


def cases() -> list[Case]:
    from tests.test_reading_times_phrases import ENGLISH, ROWS, UKRAINIAN

    found = []
    for published, marked, meant in ROWS:
        if "?" in meant:
            continue
        language = "en" if marked in ENGLISH else "uk" if marked in UKRAINIAN else "ru"
        days = [[date.fromisoformat(day) for day in part.removesuffix("!").split()] for part in meant]
        phrases = re.findall(r"\[(.*?)\]", marked)
        found.append(Case(language, published, re.sub(r"[\[\]]", "", marked), phrases, [(d[0], d[-1]) for d in days]))
    return found


def ours(sentence: str, _phrases: list[str], published: date, _language: str) -> list[tuple[str, Span]]:
    from incidentmap.reading.text import prepare
    from incidentmap.reading.times import find

    return [
        (mention.when.phrase or "", (mention.when.start, mention.when.end))
        for mention in find(prepare(sentence), published)
        if mention.when.start and mention.when.end
    ]


def settings(published: date) -> dict[str, object]:
    base = datetime(published.year, published.month, published.day, 12)
    return {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past", "PREFER_DAY_OF_MONTH": "first"}


def searched(sentence: str, _phrases: list[str], published: date, language: str) -> list[tuple[str, Span]]:
    from dateparser.search import search_dates

    found = search_dates(sentence, languages=[language], settings=settings(published)) or []
    return [(phrase, (day.date(), day.date())) for phrase, day in found]


def parsed(_sentence: str, phrases: list[str], published: date, language: str) -> list[tuple[str, Span]]:
    import dateparser

    found = [(p, dateparser.parse(p, languages=[language], settings=settings(published))) for p in phrases]
    return [(phrase, (day.date(), day.date())) for phrase, day in found if day]


def score(reader: Reader, wanted: list[Case]) -> list[object]:
    """Return the share of days right, of longer spans met and given whole, mentions too many, and sentences a second."""
    reader(wanted[0].sentence, wanted[0].phrases, wanted[0].published, wanted[0].language)  # what is loaded once
    started = time.perf_counter()
    answers = [reader(c.sentence, c.phrases, c.published, c.language) for c in wanted]
    seconds = time.perf_counter() - started
    days, met, whole, spans, singles, extra = 0, 0, 0, 0, 0, 0
    for case, answer in zip(wanted, answers, strict=True):
        extra += max(len(answer) - len(case.spans), 0)
        given = [span for _, span in answer]
        for start, end in case.spans:
            if start == end:
                singles += 1
                days += (start, end) in given
            else:
                spans += 1
                met += any(start <= first and last <= end for first, last in given)
                whole += (start, end) in given
    size = sum(len(case.sentence.encode()) for case in wanted)
    return [days / singles, met / spans, whole / spans, extra, len(wanted) / seconds, size / seconds / 1000]


def main() -> None:
    """Measure and print."""
    every = cases()
    readers: list[tuple[str, Reader]] = [
        ("incidentmap reading.times", ours),
        ("dateparser search_dates", searched),
        ("dateparser parse, given the phrase", parsed),
    ]
    rows = []
    for language in ("en", "ru", "uk"):
        wanted = [case for case in every if case.language == language]
        rows += [[language, name, *score(reader, wanted)] for name, reader in readers]
    table(("", "", "days right", "spans met", "spans whole", "too many", "sentences/s", "KB/s"), rows)
    print(f"\n{len(every)} sentences, {sum(len(case.spans) for case in every)} dates; a sentence here has one or two.")


if __name__ == "__main__":
    main()
