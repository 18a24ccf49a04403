"""Show me, in a terminal and as a page: every mark is seen, and no text acts."""

from __future__ import annotations

import base64
import hashlib
import re
import time
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentmap.model import Document, Evidence, Incident, Interval, Source, TimePrecision
from incidentmap.reports.marks import KINDS, Mark, Step, tagged, visible, weave
from incidentmap.reports.page import explain_page
from incidentmap.reports.showing import WIDTH, explain
from incidentmap.reports.showing_facts import facts
from showing_support import nowhere, river, town

HOSTILE = (
    "\x1b[2J\x1b]0;owned\x07 </style><script>alert(1)</script> {{7*7}} "
    "\u202egnp.exe\u202c \u2066x\u2069 \x00 \ud800 &\"'"
)
SGR = re.compile("\x1b\\[[0-9;]*m")
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
OWED = ["© GeoNames CC BY 4.0, Natural Earth"]

spans = st.tuples(st.integers(-3, 40), st.integers(-3, 40), st.sampled_from(sorted(KINDS)), st.booleans())
marks_of_any_shape = st.lists(
    spans.map(lambda s: Mark(min(s[:2]), max(s[:2]), s[2], "label", "why", s[3], (1,) if s[3] else ())), max_size=12
)


class Wellformed(HTMLParser):
    """Fails when an element is not closed in its turn, and collects anchors and the links to them."""

    VOID = frozenset({"meta", "link", "br", "circle", "path", "use"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        named = dict(attrs)
        assert not [name for name in named if name.startswith("on") or name == "style"]
        if named.get("id"):
            self.ids.append(str(named["id"]))
        if tag == "a":
            self.links.append(str(named["href"]))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def parsed(page: str) -> Wellformed:
    reader = Wellformed()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    assert len(reader.ids) == len(set(reader.ids))
    anchors = {f"#{name}" for name in reader.ids}
    assert [link for link in reader.links if link.startswith("#") and link not in anchors] == []
    return reader


def test_without_colour_each_span_stands_between_brackets_with_its_tag() -> None:
    told = explain(*river(), colour=False)
    assert "\x1b" not in told
    assert "⟦On Tuesday morning⟧T1 fighters of the ⟦⟦Green River⟧N1 Front⟧A1" in told
    assert "⟦clashed with ⟦border" in told
    assert "published: 2024-03-15 (from the option) · sha256: 1f1f1f1f1f1f" in told
    assert "P1  Olenka · place → incident 1" in told
    assert "not used: part of the name of an armed group" in told
    assert "where   near Olenka, Vesnyansk Oblast, AR (near; drawn as a 5 km disc because the text says" in told
    assert "where   “Borodets”, not placed (3 places are called Borodets" in told
    assert "when    December 2023 (the whole month; “In December”)" in told
    assert "“In December the group claimed to have shelled a depot on the outskirts of Borodets.”" in told
    assert max(len(line) for line in told.splitlines()) <= WIDTH


def test_colour_is_added_and_takes_nothing_away() -> None:
    plain, coloured = explain(*river(), colour=False), explain(*river(), colour=True)
    unmarked = re.sub(r"\[([A-Z]\d+)\]", r"\1", SGR.sub("", coloured))
    assert "".join(unmarked.split()) == "".join(re.sub("[⟦⟧]", "", plain).split())
    # No colour goes over the end of a line.
    for line in coloured.split("\n"):
        codes = SGR.findall(line)
        assert not codes or codes[-1] == "\x1b[0m"


def test_a_span_over_two_lines_takes_its_colour_along() -> None:
    text = "a " * 100
    told = explain(Document(text, Source("a")), [Mark(0, 198, "event", "", "", True)], [], colour=True)
    body = told.split("\n")[3:6]
    assert all(line.startswith("\x1b[38;5;169m") for line in body)


def test_hostile_text_cannot_steer_the_terminal() -> None:
    document, marks, incidents = hostile()
    for colour in (False, True):
        told = SGR.sub("", explain(document, marks, incidents, colour=colour))
        assert ACTS.findall(told) == []
        assert "␛[2J" in told
        assert "{{7*7}}" in told
        told.encode()


def test_hostile_text_stays_text_in_a_page() -> None:
    page = explain_page([hostile()], attribution=[HOSTILE])
    assert ACTS.findall(page) == []
    read = parsed(page)
    assert "script" not in read.names
    assert "alert(1)</script> {{7*7}}" in "".join(read.words)
    page.encode()
    assert not [link for link in read.links if not link.startswith("#")], "no link to a script"


def hostile() -> tuple[Document, list[Mark], list[Incident]]:
    incident = Incident(
        HOSTILE, Interval(None, None, TimePrecision.UNKNOWN, HOSTILE), nowhere(HOSTILE, HOSTILE), HOSTILE, HOSTILE,
        (HOSTILE,), (None, 3), HOSTILE, (Evidence("a", 0, 5, HOSTILE, HOSTILE), Evidence("b", None, None, HOSTILE, "")),
    )  # fmt: skip
    marks = [Mark(at, at + 9, kind, HOSTILE, HOSTILE, at % 2 == 0, (1,)) for at, kind in enumerate(KINDS, 3)]
    source = Source("a", title=HOSTILE, url="javascript:alert(3)", sha256=HOSTILE)
    return Document(HOSTILE, source, date(2024, 1, 1), HOSTILE), marks, [incident]


def test_a_page_may_load_and_run_nothing() -> None:
    page = explain_page([river()], attribution=OWED)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert style
    assert policy
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy[1] == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not re.search(r"url\(|@import|<link|<img|<script| src=", page)


def test_a_page_of_one_report_shows_what_was_read_and_why() -> None:
    read = parsed(explain_page([river()], attribution=OWED))
    text = " ".join("".join(read.words).split())
    for words in (
        "Clash on the river: what both sides say", "published: 2024-03-15 (from the option)", "2 incidents",
        "Read and used 9", "Read, not used 6", "part of the name of an armed group", "As reported; not verified.",
        *OWED,
    ):  # fmt: skip
        assert words in text
    assert {"d1-t-P1", "d1-P1", "d1-i1", "d1-i2"} <= set(read.ids)
    assert "#d1-t-P1" in read.links


def test_a_page_of_several_reports_has_contents_and_is_reproducible(monkeypatch: pytest.MonkeyPatch) -> None:
    page = explain_page([river(), town()], attribution=OWED)
    read = parsed(page)
    assert {"#d1", "#d2"} <= set(read.links)
    assert "https://example.org/posts/7?a=1&b=2" in read.links
    assert '<p lang="uk"' in page
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert explain_page([river(), town()], attribution=OWED) == page


def test_a_sentence_of_a_part_of_a_long_file_is_found_in_that_part() -> None:
    document, marks, (first, _) = river()
    shifted = replace(document, offset=5000)
    moved = tuple(replace(one, start=one.start + 5000, end=one.end + 5000) for one in first.evidence)  # type: ignore[operator]
    page = explain_page([(shifted, marks, [replace(first, evidence=moved)])], attribution=[])
    assert re.search(r'<blockquote dir="auto"><mark class="k-T used"[^>]*>On Tuesday morning<a', page)


def test_nothing_read_is_said() -> None:
    document = Document("", Source("empty.txt"))
    told = explain(document, [], [], colour=True)
    assert "  nothing" in told
    assert "  none" in told
    page = explain_page([(document, [], [])], attribution=[])
    assert "The report has no text." in page
    assert "The text tells of no incident." in page
    parsed(page)
    parsed(explain_page([], attribution=[]))


@pytest.mark.parametrize(
    ("interval", "answer"),
    [
        (Interval(date(2024, 2, 1), date(2024, 2, 29), TimePrecision.MONTH), "February 2024"),
        (Interval(date(2023, 1, 1), date(2023, 12, 31), TimePrecision.YEAR), "2023"),
        (Interval(date(2024, 3, 11), date(2024, 3, 12), TimePrecision.DAY), "2024-03-11 to 2024-03-12"),
        (Interval(date(2024, 3, 11), None, TimePrecision.DAY), "from 2024-03-11"),
        (Interval(None, date(2024, 3, 11), TimePrecision.DAY), "until 2024-03-11"),
    ],
)
def test_days_are_told_as_they_are_known(interval: Interval, answer: str) -> None:
    incident = Incident("", interval, nowhere("", "nothing said"), None, None, (), (None, 4), None, ())
    told = {fact.word: fact.answer for fact in facts(incident)}
    assert told["when"] == answer
    assert told["where"] == "not placed"
    assert told["killed"] == "up to 4"


@given(marks_of_any_shape, st.integers(0, 30), st.integers(0, 30))
def test_marks_of_any_shape_nest_and_nothing_of_the_text_is_lost(marks: list[Mark], a: int, b: int) -> None:
    start, end = min(a, b), max(a, b)
    known = tagged(marks, 30)
    at, stack, closed = start, list[int](), list[int]()
    for step in weave(known, start, end):
        if step.does == "text":
            assert step.a == at < step.b
            assert all(known[n].mark.start <= step.a and step.b <= known[n].mark.end for n in stack)
            at = step.b
        elif step.does == "open":
            stack.append(step.a)
        else:
            assert stack.pop() == step.a
            closed += [step.a] if step.b else []
    assert at == end
    assert stack == []
    assert sorted(closed) == [
        n for n, (_, m) in enumerate(known) if max(m.start, start) < min(m.end, end) and m.end <= end
    ]


@given(st.text(max_size=40), marks_of_any_shape)
def test_any_text_with_any_marks_is_shown(text: str, marks: list[Mark]) -> None:
    document = Document(text, Source("a"))
    told = explain(document, marks, [], colour=False)
    assert "".join(visible(text).split()) in "".join(re.sub(r"⟧[A-Z]\d+|[⟦⟧]", "", told).split())
    assert explain(document, marks, [], colour=True)
    Wellformed().feed(explain_page([(document, marks, [])], attribution=[]))


@given(st.text(alphabet=st.characters(codec=None, exclude_categories=()), max_size=60))
def test_what_is_made_visible_keeps_its_length(text: str) -> None:
    assert len(visible(text)) == len(text)
    assert ACTS.findall(visible(text)) == []


def test_equal_spans_open_and_close_in_turn() -> None:
    both = [Mark(0, 4, "actor", "", "", True), Mark(0, 4, "not a place", "", "", False)]
    assert list(weave(tagged(both, 4), 0, 4)) == [
        Step("open", 0, 1), Step("open", 1, 1), Step("text", 0, 4), Step("close", 1, 1), Step("close", 0, 1),
    ]  # fmt: skip


def test_a_megabyte_is_shown_in_a_second() -> None:
    text = ("Fighting went on near Olenka, said the guards. " * 10 + "\n\n") * 2200
    marks = [
        Mark(m.start(), m.end(), "place", "Olenka", "a word of place before", i % 2 == 0, (1,) if i % 2 == 0 else ())
        for i, m in enumerate(re.finditer("Olenka", text))
        if i % 10 == 0
    ]
    document = Document(text, Source("a"))
    began = time.process_time()
    explain(document, marks, [], colour=True)
    explain(replace(document, text="x" * 1_000_000), [], [], colour=False)
    in_terminal = time.process_time() - began
    page = explain_page([(document, marks, [])], attribution=OWED)
    assert len(page) > len(text)
    assert in_terminal < 3, "a second on a quiet machine"
    assert time.process_time() - began < 9
