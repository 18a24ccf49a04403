"""mapping.plain_table: the page without scripts is text, whatever the incidents hold, and stays small."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from typing import Any

import pandas as pd
import pytest
import shapely

from incidentmap.frame import conform, empty
from incidentmap.mapping.plain_table import BYTES, ROWS, plain_table, safe_address
from incidentmap.mapping.plain_words import WORDS

HOSTILE = "{{ 7*7 }}{% if x %}</noscript></table><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\x00&amp;"


class Read(HTMLParser):
    """Rows of cells, tags and links, as a browser's parser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.links: list[str | None] = []
        self.rows: list[list[str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "a":
            self.links.append(dict(attrs)["href"])
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
        elif tag == "table":
            self.rows = []

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1] and "footer" not in self.tags:
            self.rows[-1][-1] += data


def page(frame: Any, language: str = "en", **more: Any) -> str:
    given = {"title": "Border", "language": language, "generated": date(2024, 3, 12), "manifest": "ab" * 32, **more}
    return plain_table(frame, **given)


@pytest.fixture
def frame() -> Any:
    sources = [
        [{"id": "s", "title": "A report", "url": "https://example.org/?a=1&b={{x}}"}],
        [
            {"id": "s", "title": f"{HOSTILE}\ud800", "url": "javascript:alert(1)"},
            {"id": "t", "url": "data:text/html,x"},
        ],
        [],
        [{"id": "s", "title": "x", "url": f"https://example.org/{'a' * 5000}"}],
    ]
    table = pd.DataFrame(
        {
            "id": list("abcd"),
            "start": pd.to_datetime(["2024-03-01", "2024-03-12", None, None]).astype("datetime64[s]"),
            "end": pd.to_datetime(["2024-03-31", "2024-03-12", None, "2025-01-01"]).astype("datetime64[s]"),
            "place": ["Belgorod", HOSTILE, None, "Тёткино"],
            "precision": ["settlement", "region", "unlocated", "unlocated"],
            "reason": [None, None, None, HOSTILE],
            "event_type": ["Battles", HOSTILE, None, None],
            "sub_event_type": ["Battles", None, None, None],
            "fatalities_low": pd.array([0, 2, None, 1], dtype="Int64"),
            "fatalities_high": pd.array([0, 5, None, None], dtype="Int64"),
            "summary": ["s" * 1000, HOSTILE, None, "x"],
            "sources": sources,
        }
    )
    return conform(table, [shapely.Point(36.587, 50.6), shapely.box(35, 50, 38, 51), None, None])


def test_it_lists_the_incidents_newest_first(frame: Any) -> None:
    read = Read(page(frame))
    assert [row[0] for row in read.rows] == [
        "When", "until 2025-01-01", "2024-03-12", "2024-03-01 –2024-03-31", "unknown",
    ]  # fmt: skip
    assert [row[4] for row in read.rows] == ["Killed", "at least 1", "2–5", "0", "unknown"]
    assert [row[3] for row in read.rows][2:] == ["somewhere in a region", "named settlement", "Not placed"]
    assert read.rows[3][1] == "Battles", "said once"
    assert len(read.rows[3][5]) == 300
    assert read.rows[1][3].startswith("Not placed: {{ 7*7 }}")


def test_hostile_text_stays_text(frame: Any) -> None:
    html = page(frame, title=HOSTILE, notice=HOSTILE, attribution=[HOSTILE])
    for forbidden in ("<script", "<img", "{{", "{%", "\x00", "\ud800"):
        assert forbidden not in html
    assert html.count("</noscript>") == 1
    assert html.encode()
    assert set(Read(html).tags) <= {
        "noscript", "div", "h1", "p", "strong", "table", "thead", "tbody", "tr", "th", "td", "bdi", "a", "br", "footer",
        "span",
    }  # fmt: skip


def test_only_addresses_that_a_browser_may_follow_are_links(frame: Any) -> None:
    assert Read(page(frame)).links == ["https://example.org/?a=1&b={{x}}"]
    for bad in ("javascript:x", "https://", "//x", "https://x y", "https://x\n", "http://[", None, 5, "file:///etc"):
        assert safe_address(bad) is None


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_it_speaks_the_pages_language(frame: Any, language: str) -> None:
    html = page(frame, language, notice="Mine.", attribution=["Gazetteer X"], fetches=True)
    words = WORDS[language]
    assert set(words) == set(WORDS["en"])
    for sentence in (
        words["unverified"],
        words["owed"],
        words["asks"],
        "Mine.",
        "Gazetteer X",
        "2024-03-12",
        "ab" * 32,
    ):
        assert sentence in html
    assert f'lang="{language}"' in html
    assert words["none"] in page(empty(), language)


def test_it_stays_small_and_says_what_is_left_out() -> None:
    def many(count: int, summary: str | None) -> Any:
        return conform(pd.DataFrame({"id": [str(i) for i in range(count)], "summary": summary}))

    assert "newest" not in page(many(ROWS, None))
    html = page(many(2000, None))
    assert f"The newest {ROWS} of 2,000 are listed." in html
    html = page(many(2000, "ї" * 1000))
    assert len(html.encode()) < BYTES + 5000
    assert len(page(many(1, "x" * 1_000_000)).encode()) < 3000
    assert len(page(empty()).encode()) < 2500
