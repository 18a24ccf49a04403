"""Filters, chips, the drawn area, the list and the phone's sheet in Chromium, by pointer, by key and by touch."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import shapely
from playwright.sync_api import Page, expect

from browser.samples import BELGOROD, DESKTOP, KHARKIV, MAP, PHONE, TABLET, Opener, incident
from incidentmap import Gazetteer, draw_map
from incidentmap.frame import conform

AXE = Path(__file__).parents[2] / "geo/incidentmap/mapping/client/node_modules/axe-core/axe.min.js"
HOSTILE = "<img src=x onerror=alert(1)>"


def made() -> Any:
    """Incidents with sub-types, many actors, figures of the killed or none, and a hostile source."""
    spot = shapely.Point(BELGOROD)
    sources = [{"id": "s", "title": HOSTILE, "url": None, "published": None, "licence": None, "sha256": None}]
    rows = [
        incident("clash", spot, "2024-03-01", sub_event_type="Armed clash", fatalities_low=3, fatalities_high=5),
        incident("raid", spot, "2024-03-02", sub_event_type="Raid", fatalities_low=12, fatalities_high=12),
        incident("mob", shapely.Point(KHARKIV), "2024-03-03", event_type="Riots", sub_event_type="Mob"),
        incident("drone", shapely.Point(KHARKIV), None, event_type=HOSTILE, fatalities_low=0, fatalities_high=0),
        incident("lost", None, "2024-03-04", event_type="Riots", sub_event_type="Mob", reason="no such place"),
    ]
    for i, row in enumerate(rows):
        row["actors"] = [f"Brigade {k}" for k in range(i, i + 8)] + (["Бригада Я"] if i == 0 else [])
    rows[0]["sources"] = sources
    table = pd.DataFrame(rows)
    return conform(table.drop(columns="geometry"), list(table["geometry"]))


@pytest.fixture(scope="module")
def drawn(gazetteer: Gazetteer) -> Any:
    return draw_map(made(), gazetteer, title="A long title about incidents along a border " * 3)


def names(page: Page) -> list[str]:
    return sorted(page.evaluate("[...document.querySelectorAll('.im-row-place bdi')].map((node) => node.textContent)"))


def group(page: Page, title: str) -> Any:
    return page.locator(".im-group", has=page.locator("summary", has_text=re.compile(f"^{title}")))


def unfold(page: Page, title: str) -> Any:
    found = group(page, title)
    if found.get_attribute("open") is None:
        found.locator("summary").click()
    return found


def chips(page: Page) -> list[str]:
    return [text.strip() for text in page.locator(".im-chip-words").all_inner_texts()]


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [f"{one['id']}: {[node['html'][:160] for node in one['nodes'][:3]]}" for one in found["violations"]]


def test_types_and_sub_types_are_one_tree(drawn: Any, open_page: Opener) -> None:
    page, seen = open_page(drawn)
    tree = group(page, "Type")
    tree.get_by_role("button", name="Sub-types of Battles").click()
    tree.get_by_label(re.compile("^Raid")).check()
    assert names(page) == ["raid"]
    assert tree.get_by_label(re.compile("^Battles")).evaluate("box => box.indeterminate")
    expect(tree.get_by_label(re.compile("^Riots"))).to_have_accessible_name(re.compile("2$"))
    tree.get_by_label(re.compile("^Riots")).check()
    assert names(page) == ["lost", "mob", "raid"], "a type beside a part of another"
    assert chips(page) == ["Type: Riots or Raid"]
    tree.get_by_label(re.compile("^Battles")).check()
    assert chips(page) == ["Type: Battles or Riots"]
    assert HOSTILE in tree.inner_text()
    assert seen.nothing(), seen


def test_numbers_below_a_type_add_up_and_a_shared_sub_type_is_ticked_below_one(
    gazetteer: Gazetteer, open_page: Opener
) -> None:
    spot = shapely.Point(BELGOROD)
    of_type = {"Battles": ["Raid", None, None], "Riots": ["Mob", None, "Raid"]}
    rows = [
        incident(f"{kind} {sub} {i}", spot, "2024-03-01", event_type=kind, sub_event_type=sub)
        for kind, subs in of_type.items()
        for i, sub in enumerate(subs)
    ]
    table = pd.DataFrame(rows)
    page, seen = open_page(draw_map(conform(table.drop(columns="geometry"), list(table["geometry"])), gazetteer))
    tree = group(page, "Type")
    for kind, subs in of_type.items():
        tree.get_by_role("button", name=f"Sub-types of {kind}").click()
        branch = tree.locator(".im-branch", has=page.get_by_role("button", name=f"Sub-types of {kind}"))
        figures = [int(text) for text in branch.locator(".im-sub .im-number").all_inner_texts()]
        assert sum(figures) == len(subs) == int(branch.locator(".im-branch-head .im-number").inner_text())
        assert sorted(figures) == sorted(subs.count(sub) for sub in set(subs))
    riots = tree.locator(".im-branch", has=page.get_by_role("button", name="Sub-types of Riots"))
    for kind in of_type:
        tree.get_by_label(re.compile(f"^{kind}")).check()
    riots.get_by_label(re.compile("^Sub-type not given")).uncheck()
    assert names(page) == ["Battles None 1", "Battles None 2", "Battles Raid 0", "Riots Mob 0", "Riots Raid 2"]
    assert riots.get_by_label(re.compile("^Riots")).evaluate("box => box.indeterminate")
    assert chips(page) == ["Type: Battles, Mob or Raid (Riots)"]
    expect(page).to_have_url(re.compile("sub=Riots::Raid"))
    page.evaluate("location.hash = 'sub=Raid'")
    expect(page.locator(".im-row")).to_have_count(2)
    assert chips(page) == ["Type: Raid (Battles) or Raid (Riots)"]
    assert seen.nothing(), seen


def test_the_search_box_follows_the_way_back_and_what_is_cleared(drawn: Any, open_page: Opener) -> None:
    page, seen = open_page(drawn)
    group(page, "Type").get_by_label(re.compile("^Riots")).check()
    expect(page).to_have_url(re.compile("type=Riots"))
    search = page.get_by_role("searchbox", name=re.compile("^Search in"))
    search.press_sequentially("lost")
    expect(page).to_have_url(re.compile("q=lost"))
    page.go_back()
    expect(page.locator(".im-chip")).to_have_count(1)
    expect(search).to_be_focused()
    expect(search).to_have_value("")
    # What is typed and not asked for yet goes with all the filters.
    page.evaluate("""() => {
        const input = document.querySelector(".im-search input");
        input.value = "mob";
        input.dispatchEvent(new Event("input"));
        document.querySelector(".im-clear").click();
    }""")
    page.wait_for_timeout(300)
    expect(search).to_have_value("")
    expect(page.locator(".im-chip")).to_have_count(0)
    assert seen.nothing(), seen


def test_a_facet_of_many_values_shows_the_most_frequent_and_can_be_searched(drawn: Any, open_page: Opener) -> None:
    page, _ = open_page(drawn)
    actors = unfold(page, "Actor")
    expect(actors.locator("li")).to_have_count(8)
    actors.get_by_role("button", name="Show all 13").click()
    expect(actors.locator("li")).to_have_count(13)
    find = actors.get_by_role("searchbox", name="Find an actor")
    find.fill("brigada ia")
    assert actors.locator("li").all_inner_texts() == ["Бригада Я\n1"]
    actors.get_by_label(re.compile("^Бригада")).check()
    expect(actors.get_by_label(re.compile("^Бригада"))).to_be_focused()
    find.fill("nobody")
    expect(actors).to_contain_text("Nothing here has such a name.")
    find.fill("")
    actors.get_by_role("button", name="Show fewer").click()
    expect(actors.get_by_label(re.compile("^Бригада"))).to_be_checked()
    assert names(page) == ["clash"]
    sources = unfold(page, "Source")
    sources.get_by_label(re.compile("^<img")).check()
    assert chips(page)[-1] == f"Source: {HOSTILE}"


def test_unknown_is_not_zero_killed(drawn: Any, open_page: Opener) -> None:
    page, _ = open_page(drawn)
    killed = unfold(page, "Killed")
    for choice, wanted in {
        "Any stated": ["clash", "drone", "raid"],
        "1 or more": ["clash", "raid"],
        "10 or more": ["raid"],
    }.items():
        killed.get_by_role("button", name=choice).click()
        assert names(page) == wanted, choice
        expect(killed.get_by_role("button", name=choice)).to_have_attribute("aria-pressed", "true")
    killed.get_by_label("From").fill("")
    killed.get_by_label("To").fill("4")
    expect(page.locator(".im-row")).to_have_count(2)
    assert names(page) == ["clash", "drone"]
    assert chips(page) == ["at most 4 killed"]
    expect(page.locator(".im-killed").first).to_have_text("3–5 killed")


def test_chips_are_taken_away_one_by_one_or_all_at_once_and_come_back(drawn: Any, open_page: Opener) -> None:
    page, _ = open_page(drawn)
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name=re.compile("^Search in"))).to_be_focused()
    page.keyboard.type("lost")
    expect(page.locator(".im-chip")).to_have_count(1)
    group(page, "Type").get_by_label(re.compile("^Battles")).check()
    empty = page.locator(".im-empty")
    expect(empty).to_contain_text("No incident matches.")
    assert empty.locator("li").all_inner_texts() == [
        "Remove “Words: “lost””: 2 incidents",
        "Remove “Type: Battles”: 1 incident",
    ]
    empty.get_by_role("button", name=re.compile("Type: Battles")).click()
    assert names(page) == ["lost"]
    expect(page.locator("#im-list")).to_be_focused()
    group(page, "Type").get_by_label(re.compile("^Riots")).check()
    page.get_by_role("button", name="Remove filter: Type: Riots").click()
    expect(page.locator(".im-undo-row")).to_contain_text("Filter removed: Type: Riots")
    expect(page.get_by_role("button", name=re.compile("Remove filter: Words"))).to_be_focused()
    page.locator(".im-clear").click()
    expect(page.locator(".im-chip")).to_have_count(0)
    expect(page.locator(".im-undo-row")).to_contain_text("Filters cleared.")
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    undo.click()
    assert chips(page) == ["Words: “lost”"]
    expect(page.get_by_role("searchbox", name=re.compile("^Search in"))).to_have_value("lost")
    page.get_by_role("button", name=re.compile("Remove filter: Words")).click()
    expect(page.locator(".im-filters-button")).to_be_focused()


def test_an_area_is_drawn_by_pointer_by_key_and_given_up(drawn: Any, open_page: Opener) -> None:
    page, seen = open_page(drawn)
    page.evaluate(f"{MAP}.setView([50.3, 36.4], 8, {{animate: false}})")
    before = page.evaluate(f"{MAP}.getCenter().lng")

    def spot(lon: float, lat: float) -> tuple[float, float]:
        box = page.locator(".folium-map").bounding_box()
        assert box is not None
        point = f"{MAP}.latLngToContainerPoint([{lat}, {lon}])"
        x, y = page.evaluate(f"[{point}.x, {point}.y]")
        return box["x"] + x, box["y"] + y

    page.locator(".im-toolbar").get_by_role("button", name="Draw a box").click()
    page.mouse.move(*spot(36.3, 50.9))
    page.mouse.down()
    page.mouse.move(*spot(36.6, 50.5), steps=3)
    page.mouse.move(*spot(36.9, 50.4), steps=3)
    page.mouse.up()
    assert names(page) == ["clash", "raid"]
    assert chips(page) == ["in the drawn box"]
    assert page.evaluate(f"{MAP}.getCenter().lng") == pytest.approx(before, abs=0.02), "the map was not dragged"
    page.locator(".im-area-off").click()
    assert len(names(page)) == 5

    page.locator(".im-toolbar").get_by_role("button", name="Draw a polygon").click()
    for lon, lat in [(35.9, 50.2), (36.6, 50.2), (36.3, 49.8)]:
        page.mouse.click(*spot(lon, lat))
    page.get_by_role("button", name="Finish").click()
    assert names(page) == ["drone", "mob"]
    expect(page.locator(".im-popup, .im-context:visible")).to_have_count(0)

    area = unfold(page, "Area")
    area.get_by_role("button", name="Draw a polygon").click()
    page.mouse.click(*spot(36.9, 50.9))
    page.keyboard.press("Escape")
    assert chips(page) == ["in the drawn area"], "giving up leaves what was there"
    area.get_by_role("button", name="Draw a box").click()
    expect(page.locator(".im-draw")).to_be_focused()
    page.keyboard.press("Enter")
    for key in ["ArrowRight", "ArrowUp"]:
        for _ in range(5):
            page.keyboard.press(f"Shift+{key}")
    page.keyboard.press("Enter")
    assert names(page) == ["clash", "raid"]
    expect(page.locator(".im-draw")).to_be_hidden()
    page.evaluate(f"{MAP}.setView([49.982, 36.254], 12, {{animate: false}})")
    area.get_by_role("button", name="What the map shows now").click()
    assert names(page) == ["drone", "mob"]
    area.get_by_role("button", name="Remove the drawn area").click()
    assert len(names(page)) == 5
    assert seen.nothing(), seen


def test_the_list_has_an_order_and_shares_hovering_with_the_map(drawn: Any, open_page: Opener) -> None:
    page, _ = open_page(drawn)

    def listed() -> list[str]:
        found: list[str] = page.evaluate(
            "[...document.querySelectorAll('.im-row-place bdi')].map((n) => n.textContent)"
        )
        return found

    assert listed() == ["lost", "mob", "raid", "clash", "drone"]
    expect(page.locator(".im-range-said")).to_have_text("1–5 of 5")
    order = page.get_by_role("combobox", name="Order")
    order.select_option("oldest")
    assert listed() == ["clash", "raid", "mob", "lost", "drone"]
    page.evaluate(f"{MAP}.setView([49.982, 36.254], 12, {{animate: false}})")
    order.select_option("view")
    assert listed()[:2] == ["mob", "drone"]
    expect(page.get_by_role("listbox")).to_have_accessible_name("Incidents, in view first")
    page.locator(".im-row").nth(1).hover()
    expect(page.locator(".im-row").nth(1)).to_have_class(re.compile("im-hovered"))


def test_panels_fold_and_stay_so(drawn: Any, open_page: Opener) -> None:
    page, _ = open_page(drawn)
    page.get_by_role("button", name="Hide the list").click()
    page.locator(".im-filters-button").click()
    expect(page.locator(".im-panel")).to_be_hidden()
    expect(page.locator(".im-filters")).to_be_hidden()
    page.reload()
    page.wait_for_selector("html[data-ready]")
    expect(page.locator(".im-panel")).to_be_hidden()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the list")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#im-list")).to_be_focused()
    assert "#" not in page.url


@pytest.mark.parametrize(
    ("size", "dark"), [(DESKTOP, False), (DESKTOP, True), (TABLET, True), (PHONE, False), ((320, 568), True)]
)
def test_axe_finds_nothing_with_filters_on_and_off(
    drawn: Any, open_page: Opener, size: tuple[int, int], dark: bool
) -> None:
    page, _ = open_page(drawn, size=size, dark=dark)
    assert violations(page) == []
    if page.locator(".im-filters").is_hidden():
        page.locator(".im-filters-button").click()
    for title in ["Actor", "Source", "Killed", "Area"]:
        unfold(page, title)
    group(page, "Type").get_by_label(re.compile("^Battles")).check()
    page.get_by_role("button", name="1 or more").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page.get_by_role("button", name="What the map shows now").click()
    page.get_by_role("button", name="Draw a polygon").first.click()
    assert violations(page) == []


def test_on_a_phone_everything_is_within_reach_of_a_thumb(drawn: Any, open_page: Opener) -> None:
    page, seen = open_page(drawn, size=(320, 568))
    page.locator(".im-filters-button").click()
    for title in ["Actor", "Killed", "Area"]:
        unfold(page, title)
    page.get_by_role("button", name="10 or more").click()
    small = page.evaluate("""() => [...document.querySelectorAll(
        '.im-filters :is(button, label, summary), :is(.im-header, .im-chips, .im-toolbar) button')]
        .filter((node) => node.checkVisibility() && node.getBoundingClientRect().height < 43.9)
        .map((node) => node.className + ' ' + node.getBoundingClientRect().height)""")
    assert small == []
    page.get_by_role("button", name="Show 1 of 5 incidents").click()
    expect(page.locator(".im-filters")).to_be_hidden()
    expect(page.locator(".im-filters-button")).to_be_focused()
    page.get_by_role("button", name="More").click()
    expect(page.get_by_role("combobox", name="Language")).to_be_visible()
    handle = page.locator(".im-handle")
    handle.press("ArrowUp")
    expect(page.locator(".im-sheet")).to_have_attribute("data-stop", "half")
    handle.press("ArrowUp")
    expect(page.locator(".im-sheet")).to_have_attribute("data-stop", "full")
    expect(page.locator(".im-row")).to_have_count(1)
    assert seen.nothing(), seen


@pytest.mark.parametrize(
    ("size", "language"),
    [
        ((1024, 768), "uk"), ((820, 1180), "ru"), ((640, 900), "uk"), ((320, 568), "uk"), ((320, 568), "ru"),
        ((844, 390), "ru"),
    ],
)  # fmt: skip
def test_longer_words_stick_out_nowhere(
    drawn: Any, gazetteer: Gazetteer, open_page: Opener, size: tuple[int, int], language: str
) -> None:
    page, _ = open_page(draw_map(made(), gazetteer, title="Довга назва " * 12, language=language), size=size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    outside = page.evaluate("""() => [...document.querySelectorAll('.im-header > *')]
        .filter((node) => node.checkVisibility() && !node.matches('.im-title'))
        .filter((node) => node.getBoundingClientRect().right > innerWidth + 0.5
            || node.scrollWidth > node.clientWidth + 1)
        .map((node) => node.className)""")
    assert outside == []
    title = page.locator(".im-title").bounding_box()
    assert title is not None
    assert title["width"] >= 60
