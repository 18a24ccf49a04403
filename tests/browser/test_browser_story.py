"""Stories in Chromium: step by step, by button and by key, with filters, from a fragment, and with hostile words."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.samples import DESKTOP, MAP, PHONE, TABLET, Opener, sample
from incidentmap import Gazetteer, Step, Story, draw_map
from mapping_support import ROOT

AXE = ROOT / "geo/incidentmap/mapping/client/node_modules/axe-core/axe.min.js"
VIOLATIONS = "axe.run('.im-story').then((answer) => answer.violations.map((v) => [v.id, v.nodes.map((n) => n.html)]))"
HOSTILE = "{{ 7*7 }}</script><script>window.hacked=1</script><img src=x onerror=alert(2)>\u202ereversed"

STORY = Story((
    Step(1, "All of it", "First.\n\nSecond.", (), (50.0, 36.0, 7.0)),
    Step(2, "A month", "Somewhere near.", ("near Terebreno",)),
    Step(3, "Three", "", ("Belgorod one", "the region", "nowhere", "not there")),
    Step(40, HOSTILE, HOSTILE + "x" * 1_000_000, ("Kharkiv",), (35.0, 49.0, 37.0, 51.0)),
))  # fmt: skip


@pytest.fixture(scope="module")
def told(gazetteer: Gazetteer) -> Any:
    return draw_map(sample(), gazetteer, title="Border", story=STORY)


def rows(page: Page) -> list[str]:
    texts: list[str] = page.evaluate("[...document.querySelectorAll('.im-row')].map((row) => row.innerText)")
    return [text.split("\n")[2] for text in texts]


def test_it_leads_from_step_to_step(told: Any, open_page: Opener) -> None:
    page, seen = open_page(told)
    card = page.locator(".im-story")
    expect(card.locator("h2")).to_have_text("All of it")
    expect(card.locator(".im-story-text p")).to_have_text(["First.", "Second."])
    expect(card).to_contain_text("1 of 4")
    expect(card.get_by_role("button", name="Previous step")).to_be_disabled()
    assert page.evaluate(f"[{MAP}.getZoom(), Math.round({MAP}.getCenter().lat)]") == [7, 50]
    card.get_by_role("button", name="Next step").click()
    expect(card).to_contain_text("Reported near Terebreno; drawn as a 5\u00a0km disc")
    expect(page.locator(".im-detail h2")).to_be_visible()
    assert page.evaluate(f"{MAP}.getBounds().contains([50.723, 35.504])")
    card.locator(".im-story-text").focus()
    page.keyboard.press("ArrowRight")
    expect(card.locator("h2")).to_have_text("Three")
    assert sorted(rows(page)) == ["Belgorod one", "nowhere", "the region"]
    expect(card).to_contain_text("1 incident of this step is not on this map.")
    expect(card).to_contain_text("2 of them are known only roughly: Somewhere in a region (1), Not placed (1).")
    card.get_by_role("combobox").select_option(index=0)
    expect(card.locator("h2")).to_have_text("All of it")
    assert len(rows(page)) == 7
    card.get_by_role("combobox").focus()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    enter = page.get_by_role("button", name="Story", exact=True)
    expect(enter).to_be_focused()
    enter.click()
    expect(card.locator("h2")).to_have_text("All of it")
    assert seen.requests == [page.url.split("#")[0]]
    assert seen.nothing(), seen


def test_what_a_filter_hides_is_told(told: Any, open_page: Opener) -> None:
    page, _ = open_page(told)
    page.locator(".im-search input").fill("Kharkiv")
    card = page.locator(".im-story")
    card.get_by_role("combobox").select_option(index=2)
    expect(card).to_contain_text("3 incidents are hidden by the filters.")
    card.get_by_role("button", name="Clear filters").click()
    expect(card).not_to_contain_text("hidden by")
    assert sorted(rows(page)) == ["Belgorod one", "nowhere", "the region"]


def test_hostile_words_are_words_and_a_megabyte_is_cut(told: Any, open_page: Opener) -> None:
    page, seen = open_page(told)
    card = page.locator(".im-story")
    card.get_by_role("combobox").select_option(index=3)
    expect(card.locator("h2")).to_contain_text("{{ 7*7 }}</script><script>")
    assert len(card.locator(".im-story-text").inner_text()) < 5000
    card.get_by_role("button", name="Show all").click()
    assert len(card.locator(".im-story-text").inner_text()) > 1_000_000
    assert page.evaluate("window.hacked") is None
    assert page.locator("img").count() == 0
    assert seen.nothing(), seen


@pytest.mark.parametrize(
    ("fragment", "step"), [("story=3", 3), ("lang=en", 1), ("story=999", 4), ("story=x", 0), ("map=1", 0)]
)
def test_the_address_says_where_it_starts(
    told: Any, open_page: Opener, tmp_path: Any, fragment: str, step: int
) -> None:
    path = tmp_path / "story.html"
    told.save(path)
    page, seen = open_page(f"{path.as_uri()}#{fragment}")
    card = page.locator(".im-story")
    if step:
        expect(card).to_contain_text(f"{step} of 4")
    else:
        expect(card).to_be_hidden()
    assert seen.nothing(), seen


@pytest.mark.parametrize(("size", "dark"), [(DESKTOP, True), (TABLET, False), (PHONE, True), ((320, 640), False)])
def test_everyone_can_use_it(gazetteer: Gazetteer, open_page: Opener, size: tuple[int, int], dark: bool) -> None:
    page, _ = open_page(draw_map(sample(), gazetteer, story=STORY, language="uk"), size=size, dark=dark)
    card = page.locator(".im-story")
    for _ in range(2):
        card.get_by_role("button", name="Наступний крок").click()
    expect(card).to_contain_text("3 з 4")
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(VIOLATIONS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    least = 44 if size[0] <= 640 else 24
    tops = page.evaluate("[...document.querySelectorAll('.im-story :is(button, select)')].map((b) => b.offsetHeight)")
    assert min(filter(None, tops)) >= least
    box, stage = card.bounding_box(), page.locator(".im-map").bounding_box()
    assert box is not None
    assert stage is not None
    assert box["height"] <= stage["height"] * 0.66
    if size[0] <= 640:
        card.get_by_role("button", name="Список").click()
        expect(page.locator(".im-sheet")).to_have_attribute("data-stop", "half")


def test_ten_thousand_steps_open(gazetteer: Gazetteer, open_page: Opener) -> None:
    story = Story(tuple(Step(i, f"Step {i}", "", ("Kharkiv",)) for i in range(10_000)))
    page, seen = open_page(draw_map(sample(), gazetteer, story=story))
    expect(page.locator(".im-story")).to_contain_text("1 of 10,000")
    assert seen.nothing(), seen


def test_quick_steps_are_each_one_of_the_address_and_drawing_has_the_map_to_itself(
    told: Any, open_page: Opener
) -> None:
    page, seen = open_page(told)
    card = page.locator(".im-story")
    for _ in range(3):
        card.get_by_role("button", name="Next step").click()
    expect(card).to_contain_text("4 of 4")
    page.go_back()
    expect(card).to_contain_text("3 of 4")
    page.go_back()
    expect(card).to_contain_text("2 of 4")
    page.get_by_role("button", name="Draw a polygon").click()
    expect(card).to_be_hidden()
    page.keyboard.press("Escape")
    expect(card).to_be_visible()
    assert seen.nothing(), seen


def test_clearing_filters_leaves_a_step_its_incidents(told: Any, open_page: Opener) -> None:
    page, _ = open_page(told, fragment="#story=3&type=Battles")
    expect(page.locator(".im-row")).to_have_count(1)
    page.locator(".im-chips").get_by_role("button", name="Clear all").click()
    expect(page.locator(".im-row")).to_have_count(3)


def test_what_a_filter_hides_says_so_and_a_narrow_window_shows_what_is_open(told: Any, open_page: Opener) -> None:
    page, _ = open_page(told, fragment="#story=0&type=Riots&id=Belgorod%20one")
    hidden = page.locator(".im-hidden-one")
    expect(hidden).to_contain_text("hide this incident")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    expect(page.locator(".im-filters")).to_be_hidden()
    expect(page.locator(".im-detail h2")).to_be_in_viewport()
    hidden.get_by_role("button", name="Clear filters").click()
    expect(hidden).to_be_hidden()
