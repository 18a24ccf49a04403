"""A page whose file ends too early, or whose browser is too old, says so instead of showing an empty map."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import numpy as np
import pandas as pd
import pytest
import shapely
from playwright.sync_api import expect

from browser.samples import Opener
from incidentmap import Gazetteer, draw_map
from incidentmap.frame import conform


@dataclass
class Html:
    """A page that is text already."""

    text: str

    def html(self) -> str:
        return self.text


@pytest.fixture(scope="module")
def large(gazetteer: Gazetteer) -> str:
    count = 2000
    at = np.arange(count)
    table = pd.DataFrame(
        {
            "id": [f"i{i}" for i in at],
            "place": [f"Place {i}" for i in at],
            "summary": [f"{'words ' * 8}{i}" for i in at],
        }
    )
    frame = conform(table, shapely.points(30 + at / 500, 50 + at % 7))
    return draw_map(frame, gazetteer, title="Large").html()


def test_a_packed_page_opens_and_lets_its_text_go(large: str, open_page: Opener) -> None:
    assert 'data-packed="deflate"' in large
    page, seen = open_page(Html(large))
    expect(page.locator(".im-header .im-counts")).to_contain_text("2,000 incidents")
    assert page.locator(".im-waiting").count() == 0
    assert page.evaluate("[...document.querySelectorAll('script[data-packed]')].every((s) => s.textContent === '')")
    assert seen.requests == [page.url.split("#")[0]]
    assert seen.nothing(), seen


@pytest.mark.parametrize("end", ['data-packed="deflate">', '_base"', "<script>\nvar map"])
def test_a_file_that_ends_too_early_says_so(large: str, open_page: Opener, end: str) -> None:
    page, seen = open_page(Html(large[: large.index(end) + len(end) + 40]), ready=False)
    expect(page.get_by_role("alert")).to_contain_text("This file is incomplete")
    assert page.locator(".im-list, .im-map").count() == 0, "no empty map"
    assert seen.nothing(), seen


def test_a_file_without_its_script_says_so_too(large: str, open_page: Opener) -> None:
    cut = large[: large.index('im-waiting">') + 1000]
    page, _ = open_page(Html(cut), ready=False)
    expect(page.locator(".im-waiting")).to_be_visible(timeout=4000)
    expect(page.locator(".im-waiting")).to_contain_text("the file is incomplete")


def test_damaged_data_and_an_old_browser_are_told_apart(large: str, open_page: Opener) -> None:
    at = large.index('data-packed="deflate">') + 5000
    page, _ = open_page(Html(f"{large[:at]}AAAAAAAA{large[at + 8 :]}"), ready=False)
    expect(page.get_by_role("alert")).to_contain_text("This file is incomplete")
    page.add_init_script("delete window.DecompressionStream")
    Path(unquote(urlsplit(page.url).path)).write_text(large, "utf-8")
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("This browser is too old")
