"""What holds of times whatever the text: spans, order, the calendar's edges, and what stays unresolved and why."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentmap.model import TimePrecision
from incidentmap.reading.mentions import TimeMention
from incidentmap.reading.text import prepare
from incidentmap.reading.times import find
from incidentmap.reading.times.words import VOCABULARY

PUBLISHED = date(2024, 3, 14)
WORDS = st.sampled_from(sorted(VOCABULARY)) | st.sampled_from(
    """12 31 30 29 3 2024 1000 2999 9999 12.03.2024 3/4/2024 31.12 3-5 2022-23 0001-01-01 2024-03-12T10:15 999999999999
    12th 12-го 1990s п’ятницю Tuesday's x - – , . ( ) \0 ٣ ² \ud800""".split()
)
TEXTS = st.lists(WORDS, max_size=25).map(" ".join) | st.lists(WORDS, max_size=12).map("".join) | st.text(max_size=80)


def read(text: str, published: date | None = PUBLISHED) -> list[TimeMention]:
    return find(prepare(text), published)


def only(text: str, published: date | None = PUBLISHED) -> TimeMention:
    (mention,) = read(text, published)
    return mention


@settings(max_examples=600, deadline=None)
@given(text=TEXTS, published=st.none() | st.dates() | st.sampled_from([date.min, date.max, date(9999, 1, 1)]))
def test_any_text_and_any_day_of_publication(text: str, published: date | None) -> None:
    prepared = prepare(text)
    last = 0
    for mention in find(prepared, published):
        assert last <= mention.start < mention.end <= len(text)
        last = mention.end
        sentence = prepared.sentences[mention.sentence]
        assert sentence.start <= mention.start
        assert mention.end <= sentence.end
        when = mention.when
        assert when.phrase == text[mention.start : mention.end]
        assert when.phrase == when.phrase.strip()
        assert (when.start is None) == (when.end is None) == (when.precision is TimePrecision.UNKNOWN)
        assert mention.rule
        assert mention.why or when.start is not None
        if when.start is not None and when.end is not None:
            assert when.start <= when.end


@settings(max_examples=200, deadline=None)
@given(text=TEXTS)
def test_what_is_found_does_not_depend_on_the_day_of_publication(text: str) -> None:
    known, unknown = read(text), read(text, None)
    assert {m.end for m in known} >= {m.end for m in unknown if m.when.start is not None}


@pytest.mark.parametrize(
    "phrase", ["yesterday", "on Tuesday", "in December", "on 12 March", "вчера", "у грудні", "за добу"]
)
def test_without_a_publication_date_relative_times_stay_unresolved(phrase: str) -> None:
    mention = only(f"It burned {phrase}.", None)
    assert mention.when.start is None
    assert mention.why == "the publication date is not known"


@pytest.mark.parametrize("phrase", ["12 March 2024", "2024-03-12", "12 марта 2024 года", "12.03.2024"])
def test_without_a_publication_date_whole_dates_are_resolved(phrase: str) -> None:
    assert only(f"It burned {phrase}.", None).when.start == date(2024, 3, 12)


@pytest.mark.parametrize(
    ("phrase", "published"),
    [
        ("yesterday", date.min),
        ("last week", date.min),
        ("on 12 March", date.min),
        ("three thousand years ago", PUBLISHED),
        ("3000 years ago", PUBLISHED),
        ("tomorrow", date.max),
        ("tonight", date.max),
        ("next year", date.max),
        ("this week", date.max),
        ("next summer", date.max),
        ("в ночь на завтра", date.max),
    ],
)
def test_the_calendars_edges(phrase: str, published: date) -> None:
    for mention in read(f"It burned {phrase}.", published):
        assert mention.when.start is None or mention.when.start >= date.min


def test_reasons_name_what_is_wrong() -> None:
    assert only("It burned on 30 February 2024.").why == "30.2.2024 is not a day of the calendar"
    assert only("It burned on 30 February.", None).why == "30.2 is not a day of the calendar"
    assert "could be two days" in str(only("It burned on 03/04/2024.").why)
    assert "how many" in str(only("It burned a few days ago.").why)
    assert "another day" in str(only("It had burned two days earlier.").why)


def test_rules_name_what_was_assumed() -> None:
    assert "that of the publication" in only("It burned in March.").rule
    assert only("It burns on 1 May 2025.").rule.endswith("after the publication")
    assert "taken from the publication's" in only("Ночью горел склад.").rule
    assert "in which they agree" in only("It reopens on Friday, March 15.").rule
    assert only("It burned on Monday, 12 March.").rule.endswith("the weekday is another")


@pytest.mark.parametrize(
    ("phrase", "precision"),
    [
        ("on 12 March", "day"),
        ("overnight into 12 March", "day"),
        ("from 3 to 8 March", "day"),
        ("last week", "week"),
        ("in early March", "week"),
        ("in December", "month"),
        ("from 1 February to 5 March", "month"),
        ("last summer", "year"),
        ("in 2022", "year"),
    ],
)
def test_precision_fits_the_span(phrase: str, precision: str) -> None:
    assert only(f"It burned {phrase}.").when.precision.value == precision


def test_slashes_are_day_first_in_cyrillic_text_only() -> None:
    assert only("Склад горел 03/04/2023 весь день.").when.start == date(2023, 4, 3)
    assert only("The depot burned on 03/04/2023.").when.start is None


def test_mentions_know_their_sentences() -> None:
    found = read("It burned on Tuesday. It was out on Wednesday. Утром его не было.")
    assert [mention.sentence for mention in found] == [0, 1, 2]


@pytest.mark.parametrize(
    "piece",
    [
        "12, ",
        "the ",
        "in the night of ",
        "12 and 13 March, ",
        "в ночь на ",
        "March ",
        "Monday to ",
        "3-5-",
        "1.1.1.",
        "last ",
        "за добу ",
        "the next day ",
        "two days before the raid ",
        "born ",
        "born in 1990 and ",
        "as of 22:00 ",
        "0:40 ",
        "0:40\n",
        "Kyiv, 12 March ",
        "on Christmas ",
        "New Year's ",
    ],
)
def test_long_runs_are_read_in_linear_time(piece: str) -> None:
    text = prepare(piece * (300_000 // len(piece)))
    started = time.process_time()
    find(text, PUBLISHED)
    assert time.process_time() - started < 20  # it takes about one; a pattern that backtracks takes hours
