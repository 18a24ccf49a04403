"""For everyone: axe-core, targets for thumbs, narrow screens, and the main work done by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.samples import DESKTOP, PHONE, Opener, sample
from browser.serving import Served
from browser.test_browser_states import Html
from incidentmap import Gazetteer, Step, Story, draw_map
from mapping_support import ROOT

AXE = (ROOT / "geo/incidentmap/mapping/client/node_modules/axe-core/axe.min.js").read_text("utf-8")
STORY = Story((Step(1, "All", "Words.", (), (50.0, 36.0, 7.0)), Step(2, "One", "Of it.", ("near Terebreno",))))
# Links inside of running text are as high as its lines; what is clipped away or under others is no target.
SMALL = """(least) => [...document.querySelectorAll(
      'button, select, summary, input, [role=option], [role=menuitem], label, a[href]')]
    .filter((node) => node.checkVisibility({visibilityProperty: true, opacityProperty: true}))
    .filter((node) => !node.closest('.im-unseen, .im-skip'))
    .filter((node) => !(node.matches('a[href], .im-link') && node.closest('p, dd, li, footer, blockquote')))
    .filter((node) => !(node.matches('input') && node.closest('label')))
    .filter((node) => !node.matches('label:not(:has(input))'))
    .map((node) => [node, node.getBoundingClientRect()])
    .filter(([, box]) => box.width > 1 && box.height > 1)
    .filter(([, box]) => Math.min(box.width, box.height) < least - 0.1)
    .map(([node, box]) => [node.tagName, node.className, node.ariaLabel ?? node.textContent.slice(0, 20),
      Math.round(box.width), Math.round(box.height)].join(' '))"""


@pytest.fixture(scope="module")
def pages(gazetteer: Gazetteer) -> Iterator[dict[str, Any]]:
    large = Served(sample(), gazetteer, 1, story=STORY, title="Everyone")
    yield {"file": Html(draw_map(sample(), gazetteer, title="Everyone", story=STORY).html()), "large": large.url}
    large.close()


def check(page: Page, state: str, problems: list[str], least: int) -> None:
    """Look at a state in both colours; what is wrong with it is added to ``problems``."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    run = """(options) => axe.run(document, options).then(({violations}) =>
      violations.map((v) => [v.id, v.nodes.map((n) => n.html.slice(0, 150))]))"""
    found = page.evaluate(run, {"resultTypes": ["violations"]})
    app = page.locator(".im-app")
    theme = app.get_attribute("data-theme")
    app.evaluate("(node) => node.dataset.theme = node.dataset.theme === 'dark' ? 'light' : 'dark'")
    found += page.evaluate(run, {"runOnly": ["color-contrast"]})
    app.evaluate("(node, theme) => node.dataset.theme = theme", theme)
    problems += [f"{state}: {one}" for one in found]
    problems += [f"{state}: small: {one}" for one in page.evaluate(SMALL, least)]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        problems.append(f"{state}: sticks out")


def menu(page: Page, item: str | None) -> None:
    page.get_by_role("button", name="Share and export").click()
    if item:
        page.get_by_role("menuitem", name=item).click()


@pytest.mark.parametrize("kind", ["file", "large"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE, (320, 640)])
def test_every_state_is_for_everyone(kind: str, size: tuple[int, int], pages: Any, open_page: Opener) -> None:
    page, _ = open_page(pages[kind], size=size)
    phone = size[0] <= 640
    problems: list[str] = []

    def look(state: str) -> None:
        page.wait_for_timeout(60)
        check(page, state, problems, 44 if phone else 24)

    card = page.locator(".im-story")
    card.get_by_role("button", name="Next step").click()
    look("story")
    card.get_by_role("button", name="Explore freely").click()
    look("start")
    if phone:
        page.locator(".im-handle").click()
        page.get_by_role("button", name="More", exact=True).click()
        look("sheet, tools")
    menu(page, None)
    look("menu")
    page.keyboard.press("Escape")
    if kind == "file":
        for item in ["About this map", "Embed"]:
            menu(page, item)
            look(item)
            page.keyboard.press("Escape")
        if not phone:
            page.get_by_role("button", name="Keyboard").click()
            look("keys")
            page.keyboard.press("Escape")
    page.locator(".im-row", has_text="near Terebreno").first.click()
    look("detail")
    page.get_by_role("button", name="All incidents", exact=True).click()
    page.locator(".im-time .im-span").click()
    look("dates")
    page.keyboard.press("Escape")
    if phone:
        page.locator(".im-filters-button").click()
    page.locator(".im-filters .im-group").evaluate_all("(all) => all.forEach((group) => { group.open = true; })")
    page.get_by_label(re.compile("^Battles")).first.check()
    look("filters")
    page.locator(".im-filters").get_by_role("button", name="Draw a polygon").click()
    look("drawing")
    page.keyboard.press("Escape")
    page.get_by_role("searchbox").first.fill("no such words")
    expect(page.locator(".im-header .im-counts, .im-sheet > .im-counts").locator("visible=true").first).to_contain_text(
        "0 of 7"
    )
    look("empty")
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("kind", ["file", "large"])
def test_the_main_work_is_done_by_keyboard_alone(kind: str, pages: Any, open_page: Opener) -> None:
    page, seen = open_page(pages[kind], fragment="#sort=newest")
    press = page.keyboard.press

    def tab_to(what: Any, key: str = "Tab") -> None:
        for _ in range(80):
            if what.evaluate("(node) => node === document.activeElement"):
                return
            press(key)
        pytest.fail(f"{what} is not reached by {key}")

    count = page.locator(".im-header .im-counts span")
    # Choose from the list and read.
    press("Tab")
    press("Enter")
    expect(page.locator("#im-list")).to_be_focused()
    press("ArrowDown")
    press("Enter")
    detail = page.locator(".im-detail")
    expect(detail).to_contain_text("Not placed: the gazetteer knows no such place.")
    expect(page.locator(".im-detail-body")).to_be_focused()
    press("Escape")
    expect(page.locator("#im-list")).to_be_focused()
    # Filter.
    tab_to(page.get_by_label(re.compile("^Battles")).first, "Shift+Tab")
    press("Space")
    expect(count).to_have_text("3 of 7 incidents")
    tab_to(page.locator(".im-clear").first, "Shift+Tab")
    press("Enter")
    expect(count).to_have_text("7 incidents")
    press("/")
    page.keyboard.type("Belgorod")
    expect(count).to_have_text("4 of 7 incidents")
    press("Escape")
    expect(count).to_have_text("7 incidents")
    # An area.
    tab_to(page.locator(".im-toolbar").get_by_role("button", name="Draw a box"))
    press("Enter")
    expect(page.locator(".im-draw")).to_be_focused()
    for key in ["ArrowLeft", "ArrowUp"]:
        for _ in range(5):
            press(f"Shift+{key}")
    press("Enter")
    for key in ["ArrowRight", "ArrowDown"]:
        for _ in range(9):
            press(f"Shift+{key}")
    press("Enter")
    expect(page.locator(".im-chip-words")).to_have_text(["in the drawn box"])
    tab_to(page.locator(".im-clear").first, "Shift+Tab")
    press("Enter")
    expect(count).to_have_text("7 incidents")
    # Brush and play.
    tab_to(page.locator(".im-chart"))
    press("ArrowRight")
    expect(page.locator(".im-time .im-span")).to_have_text("1 Dec 2023")
    press("Space")
    expect(page.locator(".im-time .im-span")).to_have_text("3 Dec 2023", timeout=8000)
    press("Space")
    expect(count).to_have_text("2 of 7 incidents")
    # Take it along.
    tab_to(page.get_by_role("button", name="Share and export"), "Shift+Tab")
    press("ArrowDown")
    with page.expect_download() as waiting:
        press("c")
        press("Enter")
    # A server's own name comes before the page's.
    assert waiting.value.suggested_filename.endswith("2-of-7-incidents.csv" if kind == "file" else "incidents.csv")
    # The map: to a mark, and into it.
    tab_to(page.locator(".folium-map"))
    press("n")
    press("Enter")
    expect(page.locator(".im-detail, .im-context").locator("visible=true").first).to_be_visible()
    assert seen.nothing(), seen
