"""The "show me" page in Chromium: offline, without a script, readable on a phone and by keyboard."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.samples import DESKTOP, PHONE, Opener, Seen
from incidentmap.model import Document, Source
from incidentmap.reports.marks import Mark
from incidentmap.reports.page import Part, explain_page
from showing_support import river, town

OWED = ["© GeoNames CC BY 4.0, Natural Earth, sources in each record."]
NARROW = (320, 640)
HOSTILE = (
    "</style></title><script>window.hacked=1;alert(1)</script><img src=x onerror=alert(2)> {{7*7}} {% if x %} "
    "<svg onload=alert(3)> \u202ereversed &lt;b&gt; ]]> <!-- "
)


class Saved:
    """What the fixture saves and opens."""

    def __init__(self, *parts: Part, attribution: list[str] = OWED) -> None:
        self._page = explain_page(parts, attribution=attribution)

    def html(self) -> str:
        return self._page


def opened(open_page: Opener, *parts: Part, size: tuple[int, int] = DESKTOP, dark: bool = False) -> tuple[Page, Seen]:
    return open_page(Saved(*parts), size=size, dark=dark, ready=False)


@pytest.mark.parametrize("size", [DESKTOP, PHONE, NARROW])
def test_the_page_asks_for_nothing_and_never_scrolls_sideways(open_page: Opener, size: tuple[int, int]) -> None:
    long = (Document("Боєприпаси" * 60 + " https://example.org/" + "a" * 300, Source("x" * 200)), [], [])
    page, seen = opened(open_page, river(), town(), long, size=size)
    assert seen.requests == [page.url]
    assert seen.nothing(), seen
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.scripts.length") == 0


@pytest.mark.parametrize("script", [True, False])
def test_hostile_text_stays_text(open_page: Opener, script: bool) -> None:
    document, marks, incidents = river()
    text = HOSTILE * 3
    length = len(HOSTILE)
    bad = [Mark(at, at + length, m.kind, HOSTILE, HOSTILE, m.used, m.incidents) for at, m in enumerate(marks, 5)]
    source = replace(document.source, title=HOSTILE, url="javascript:alert(4)")
    worse = [replace(one, summary=HOSTILE, event_type=HOSTILE, actors=(HOSTILE,)) for one in incidents]
    part = (replace(document, text=text, source=source), bad, worse)
    page, seen = open_page(Saved(part, part, attribution=[HOSTILE]), ready=False, script=script)
    assert seen.requests == [page.url]
    assert seen.nothing(), seen
    assert page.locator("script, img, svg[onload], a[href^=javascript]").count() == 0
    words = " ".join(page.locator("article").first.inner_text().split())
    assert "</style></title><script>window.hacked=1;alert(1)</script>" in words
    assert "{{7*7}} {% if x %}" in words
    assert "\u202e" not in words
    assert page.title().endswith("· incidentmap")


def test_a_mark_leads_to_what_it_was_read_as_and_back(open_page: Opener) -> None:
    page, seen = opened(open_page, river())
    tag = page.locator("#d1-t-N2").get_by_role("link", name="N2: not a place")
    tag.focus()
    page.keyboard.press("Enter")
    entry = page.locator("#d1-N2")
    expect(entry).to_be_in_viewport(ratio=1)
    expect(entry).to_contain_text("a newspaper")
    expect(page.locator("#d1-t-N2"), "the text stays where it was").to_be_in_viewport()
    assert entry.evaluate("node => node.matches(':target')")
    entry.get_by_role("link", name="N2, in the text").click()
    assert page.locator("#d1-t-N2").evaluate("node => node.matches(':target')")
    page.locator("#d1-P1").get_by_role("link", name="incident 1").click()
    expect(page.locator("#d1-i1")).to_be_in_viewport(ratio=1)
    assert seen.nothing(), seen


def test_beside_a_long_text_the_word_asked_about_stays_in_view(open_page: Opener) -> None:
    document, marks, incidents = river()
    calm = "\n\n" + "Nothing more is known of this day.\n\n" * 60
    text = f"{document.text}{calm}Olenka again.{calm}"
    at = text.rindex("Olenka")
    marks = [*marks, Mark(at, at + 6, "place", "Olenka, Vesnyansk Oblast, AR", "no event is told of here", used=False)]
    page, _ = opened(open_page, (replace(document, text=text), marks, incidents))
    word = page.locator("#d1-t-P5")
    word.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    assert before > 1000
    word.get_by_role("link").click()
    expect(page.locator("#d1-P5")).to_be_in_viewport(ratio=1)
    expect(word).to_be_in_viewport(ratio=1)
    assert abs(page.evaluate("scrollY") - before) < 2


def test_an_incident_quotes_the_sentence_with_the_words_used(open_page: Opener) -> None:
    page, _ = opened(open_page, river())
    quoted = page.locator("#d1-i1 blockquote")
    assert quoted.count() == 1
    used = quoted.locator("mark").all_inner_texts()
    assert [re.sub(r"[A-Z]\d", "", words).strip() for words in used] == [
        "On Tuesday morning", "Green River Front", "clashed with border guards", "border guards", "Olenka",
        "two guards were killed",
    ]  # fmt: skip
    expect(page.locator("#d1-i2")).to_contain_text("“Borodets”, not placed")


@pytest.mark.parametrize("dark", [True, False])
def test_every_word_stands_out_from_its_ground(open_page: Opener, dark: bool) -> None:
    page, _ = opened(open_page, river(), town(), dark=dark)
    faint = page.evaluate((Path(__file__).parent / "contrast.js").read_text(encoding="utf-8"))
    assert faint == []


def test_several_reports_have_contents(open_page: Opener) -> None:
    page, _ = opened(open_page, river(), town(), size=PHONE)
    expect(page.get_by_role("heading", level=1)).to_have_text("2 reports, 3 incidents")
    page.get_by_role("navigation", name="Reports").get_by_role("link", name="Нічний обстріл").click()
    expect(page.locator("#d2-title")).to_be_in_viewport()
    jumps = page.get_by_role("navigation", name="In this report: 2")
    jumps.get_by_role("link", name="1 incident").click()
    expect(page.locator("#d2-i1")).to_be_in_viewport()
    levels = page.eval_on_selector_all("h1,h2,h3,h4", "nodes => nodes.map((node) => Number(node.tagName[1]))")
    assert all(after <= before + 1 for before, after in pairwise(levels))
