"""The page in Chromium, from a file, with the network unplugged: list, map, detail, filters and time agree."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
from playwright.sync_api import Page, expect

from browser.samples import BELGOROD, DESKTOP, MAP, PHONE, TABLET, Opener, sample
from incidentmap import Gazetteer, draw_map
from incidentmap.frame import conform, empty


@pytest.fixture(scope="module")
def drawn(gazetteer: Gazetteer) -> Any:
    return draw_map(sample(), gazetteer, title="Border", notice="Illustrative.")


def spot(page: Page, lon: float, lat: float) -> tuple[float, float]:
    box = page.locator(".folium-map").bounding_box()
    assert box is not None
    x, y = page.evaluate(f"(() => {{ const p = {MAP}.latLngToContainerPoint([{lat}, {lon}]); return [p.x, p.y]; }})()")
    return box["x"] + x, box["y"] + y


def rows(page: Page) -> list[str]:
    # In one step of the page: the list may be drawn anew between two.
    texts: list[str] = page.evaluate("[...document.querySelectorAll('.im-row')].map((row) => row.innerText)")
    return [text.split("\n")[2] for text in texts]


@pytest.mark.parametrize("size", [DESKTOP, TABLET, PHONE])
@pytest.mark.parametrize("dark", [False, True])
def test_no_request_and_no_complaint(drawn: Any, open_page: Opener, size: tuple[int, int], dark: bool) -> None:
    page, seen = open_page(drawn, size=size, dark=dark)
    page.wait_for_timeout(200)
    assert seen.requests == [page.url.split("#")[0]], "the file itself, and nothing else"
    assert seen.nothing(), seen
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0], "nothing sticks out sideways"
    stage = page.locator(".im-map").bounding_box()
    assert stage is not None
    assert stage["width"] * 2 >= size[0], "the map keeps at least half"


def test_it_says_how_many_and_that_nothing_is_verified(drawn: Any, open_page: Opener) -> None:
    page, _ = open_page(drawn)
    expect(page).to_have_title("Border")
    expect(page.locator(".im-header .im-counts")).to_have_text("7 incidents1 not placed")
    notice = page.locator(".im-notice")
    expect(notice).to_contain_text(
        "As reported; not verified. © GeoNames CC BY 4.0, Natural Earth, sources in each record."
    )
    expect(notice).to_contain_text("Border settlements: incidentmap.")
    expect(notice).to_contain_text("Illustrative.")


def test_the_list_is_by_date_and_says_why_something_has_no_place(drawn: Any, open_page: Opener) -> None:
    page, _ = open_page(drawn)
    assert rows(page) == [
        "the region", "nowhere", "Belgorod three", "Belgorod two", "Belgorod one", "near Terebreno", "Kharkiv",
    ]  # fmt: skip
    expect(page.locator(".im-row").nth(1)).to_contain_text("Not placed: the gazetteer knows no such place.")
    expect(page.locator(".im-row").last).to_contain_text("Date unknown")
    page.locator(".im-header .im-counts button").click()
    assert rows(page) == ["nowhere"]
    expect(page.locator(".im-context")).to_contain_text("1 incident without a place")
    page.get_by_role("button", name="Show all", exact=True).click()
    assert len(rows(page)) == 7


def test_the_detail_shows_what_made_the_mark(drawn: Any, open_page: Opener) -> None:
    page, seen = open_page(drawn)
    page.locator(".im-row", has_text="near Terebreno").click()
    detail = page.locator(".im-detail")
    for words in [
        "December 2023, reported as “in December”",
        "Reported near Terebreno; drawn as a 5\u00a0km disc because the text says “near Terebreno”.",
        "Two places are called Terebreno; this one fits the report best.",
        "Rule: drawn as a 5 km disc",
        "Fighting near Terebreno went on.",
        "Read by rule: near + place",
        "0 to 3 killed",
        "border:terebreno-krasnoyaruzhsky",
        "1 candidate not chosen",
        "A report",
        "CC BY 4.0",
    ]:
        expect(detail).to_contain_text(words)
    expect(detail.locator("mark")).to_have_text("near Terebreno")
    link = detail.locator("a")
    expect(link).to_have_attribute("href", "https://example.org/report?a=1")
    expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_text("https://example.org/report?a=1")
    page.keyboard.press("Escape")
    expect(detail).to_be_hidden()
    expect(page.locator("#im-list")).to_be_focused()
    assert seen.nothing(), seen


def test_unknown_casualties_are_not_none(drawn: Any, open_page: Opener) -> None:
    page, _ = open_page(drawn)
    page.locator(".im-row", has_text="Belgorod one").click()
    expect(page.locator(".im-facts").first).to_contain_text("Not stated")


def test_a_click_on_a_spot_lists_its_incidents_and_the_map_keeps_the_rest(drawn: Any, open_page: Opener) -> None:
    page, _ = open_page(drawn)
    x, y = spot(page, *BELGOROD)
    page.mouse.move(x, y)
    expect(page.locator(".im-tip")).to_contain_text("3 incidents")
    page.mouse.click(x, y)
    expect(page.locator(".im-context")).to_contain_text("3 incidents in this place")
    assert rows(page) == ["Belgorod three", "Belgorod two", "Belgorod one"]
    expect(page.locator(".im-header .im-counts")).to_contain_text("7 incidents")
    page.keyboard.press("Escape")
    page.mouse.click(*spot(page, 35.504, 50.723))
    expect(page.locator(".im-detail h2")).to_have_text("Battles")
    expect(page.locator(".im-detail")).to_contain_text("Terebreno")


def test_a_click_inside_a_region_opens_it_and_marks_come_before_areas(drawn: Any, open_page: Opener) -> None:
    page, _ = open_page(drawn)
    page.mouse.click(*spot(page, 37.5, 50.4))
    expect(page.locator(".im-detail")).to_contain_text("Reported only as “the region”.")
    page.mouse.click(*spot(page, 34.9, 51.6))
    expect(page.locator(".im-detail")).to_be_hidden()


def test_filters_are_and_across_or_inside_and_can_be_cleared(drawn: Any, open_page: Opener) -> None:
    page, _ = open_page(drawn)
    page.get_by_label(re.compile("^Explosions")).check()
    assert rows(page) == ["Belgorod two", "Belgorod one"]
    page.get_by_label(re.compile("^Riots")).check()
    assert rows(page) == ["the region", "Belgorod two", "Belgorod one"]
    page.get_by_label(re.compile("^Near a settlement")).check()
    expect(page.locator(".im-empty")).to_contain_text("No incident matches.")
    expect(page.locator(".im-filters-button")).to_have_attribute("aria-label", "Filters, 2 on")
    page.get_by_role("button", name="Clear filters").click()
    assert len(rows(page)) == 7
    page.get_by_role("searchbox").fill("TEREBRENO")
    expect(page.locator(".im-header .im-counts")).to_contain_text("1 of 7 incidents")


@pytest.mark.parametrize("question", ["Теребрено", "теребрено", "terebreno’", "2023-12-01", "A report"])
def test_search_finds_names_in_any_script_titles_and_dates(drawn: Any, open_page: Opener, question: str) -> None:
    page, _ = open_page(drawn)
    page.get_by_role("searchbox").fill(question)
    expect(page.locator(".im-header .im-counts")).to_contain_text("1 of 7 incidents")
    assert rows(page) == ["near Terebreno"]


def test_what_is_not_placed_is_counted_under_the_filters(drawn: Any, open_page: Opener) -> None:
    page, _ = open_page(drawn)
    lacking = page.locator(".im-header .im-counts button")
    page.get_by_label(re.compile("^Riots")).check()
    expect(lacking).to_be_hidden()
    page.get_by_label(re.compile("^Battles")).check()
    expect(lacking).to_have_text("1 not placed")
    lacking.click()
    assert rows(page) == ["nowhere"]


def test_the_legend_explains_what_is_there_and_nothing_else(
    drawn: Any, gazetteer: Gazetteer, open_page: Opener
) -> None:
    page, _ = open_page(drawn)
    legend = page.locator(".im-legend")
    for words in [
        "A place that the source names",
        "Hollow: around here, not on this spot",
        "Several close together, by type",
    ]:
        expect(legend).to_contain_text(words)
    expect(legend).not_to_contain_text("A coordinate")
    one = conform(pd.DataFrame({"id": ["a"], "precision": ["exact"]}), [shapely.Point(-30, 40)])
    page, _ = open_page(draw_map(one, gazetteer))
    legend = page.locator(".im-legend")
    expect(legend).to_contain_text("A coordinate that the source gives")
    for words in ["A place that", "Hollow", "Several", "Dashed", "Dotted", "region"]:
        expect(legend).not_to_contain_text(words)
    expect(legend.get_by_text("Disputed border")).to_be_hidden()


def test_a_single_country_opens_by_its_outline(gazetteer: Gazetteer, open_page: Opener) -> None:
    land = shapely.box(30, 45, 40, 52)
    frame = conform(pd.DataFrame({"id": ["a"], "precision": ["country"], "summary": ["Somewhere."]}), [land])
    page, _ = open_page(draw_map(frame, gazetteer))
    page.mouse.click(*spot(page, 33, 48))
    expect(page.locator(".im-detail")).to_be_hidden()
    page.mouse.click(*spot(page, 30, 49))
    expect(page.locator(".im-detail")).to_contain_text("Somewhere.")


def test_an_area_across_the_antimeridian_is_fitted_by_its_largest_part(gazetteer: Gazetteer, open_page: Opener) -> None:
    parts = shapely.MultiPolygon([shapely.box(165, 62, 180, 70), shapely.box(-180, 64, -175, 68)])
    frame = conform(pd.DataFrame({"id": ["a"], "precision": ["region"]}), [parts])
    page, _ = open_page(draw_map(frame, gazetteer))
    page.evaluate(f"{MAP}.setView([20, 10], 2, {{animate: false}})")
    page.locator(".im-row").click()
    west, east = page.evaluate(f"(() => {{ const b = {MAP}.getBounds(); return [b.getWest(), b.getEast()]; }})()")
    assert west < 165
    assert east > 180
    assert east - west < 60


def test_the_map_has_a_name_and_shows_the_focus(drawn: Any, open_page: Opener) -> None:
    page, _ = open_page(drawn)
    area = page.get_by_role("main").get_by_role("application", name=re.compile("^Map of the incidents"))
    expect(area).to_be_visible()
    page.keyboard.press("Tab")
    area.focus()
    style = "node => { const s = getComputedStyle(node, '::after'); return [s.borderTopWidth, s.zIndex]; }"
    assert area.evaluate(style) == ["3px", "1100"]


def test_time_is_filtered_by_overlap_and_by_keyboard(drawn: Any, open_page: Opener) -> None:
    page, _ = open_page(drawn)
    last = page.get_by_role("slider", name="To")
    last.focus()
    for _ in range(200):
        if "Dec 2023" in (last.get_attribute("aria-valuetext") or ""):
            break
        page.keyboard.press("ArrowLeft")
    assert rows(page) == ["near Terebreno", "Kharkiv"], "December counts while any of its days does; undated ones stay"
    page.get_by_label(re.compile("undated")).uncheck()
    assert rows(page) == ["near Terebreno"]
    page.get_by_role("button", name="All dates").click()
    assert len(rows(page)) == 6


def test_everything_can_be_reached_by_key(drawn: Any, open_page: Opener) -> None:
    page, _ = open_page(drawn)
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.className")
        )
    wanted = {
        "Search in incidents (key /)",
        "Dark colours",
        "Incidents, newest first",
        "From",
        "To",
        "Close filters",
        "Zoom in",
    }
    assert wanted <= reached, wanted - reached
    page.locator("#im-list").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".im-detail")).to_contain_text("Not placed: the gazetteer knows no such place.")


def test_the_theme_button_turns_it_dark(drawn: Any, open_page: Opener) -> None:
    page, _ = open_page(drawn)
    app = page.locator(".im-app")
    expect(app).to_have_attribute("data-theme", "light")
    page.get_by_role("button", name="Dark colours").click()
    expect(app).to_have_attribute("data-theme", "dark")


def test_on_a_phone_the_sheet_has_three_stops_and_targets_fit_a_thumb(drawn: Any, open_page: Opener) -> None:
    page, seen = open_page(drawn, size=PHONE)
    sheet = page.locator(".im-sheet")
    expect(sheet).to_have_attribute("data-stop", "peek")
    expect(page.locator(".im-sheet > .im-counts")).to_contain_text("7 incidents")
    page.locator(".im-handle").click()
    expect(sheet).to_have_attribute("data-stop", "half")
    page.locator(".im-row").first.click()
    expect(page.locator(".im-detail")).to_be_visible()
    page.locator(".im-handle").click()
    expect(sheet).to_have_attribute("data-stop", "full")
    page.keyboard.press("Escape")
    page.locator(".im-handle").click()
    page.get_by_role("button", name="Filters").click()
    page.wait_for_timeout(50)
    for target in page.locator(
        ".im-filters button:visible, .im-filters label:visible, .im-header button:visible"
    ).all():
        box = target.bounding_box()
        assert box is not None
        assert box["height"] >= 44, target
    assert seen.nothing(), seen


@pytest.mark.parametrize("kind", ["none", "unplaced", "one", "spot", "ages"])
def test_odd_sets_have_a_decent_state(kind: str, gazetteer: Gazetteer, open_page: Opener) -> None:
    point = shapely.Point(BELGOROD)
    ages = np.array(["0001-01-01", "9999-12-31"], dtype="datetime64[s]")
    frames = {
        "none": empty(),
        "unplaced": conform(pd.DataFrame({"id": ["a", "b"], "reason": ["no", "no"]})),
        "one": conform(pd.DataFrame({"id": ["a"]}), [point]),
        "spot": conform(pd.DataFrame({"id": [str(i) for i in range(10_000)]}), [point] * 10_000),
        "ages": conform(pd.DataFrame({"id": ["a", "b"], "start": ages, "end": ages}), [point, None]),
    }
    page, seen = open_page(draw_map(frames[kind], gazetteer))
    words = {
        "none": (".im-empty", "There are no incidents in this set."),
        "unplaced": (".im-header .im-counts", "2 incidents2 not placed"),
        "one": (".im-header .im-counts", "1 incident"),
        "spot": (".im-header .im-counts", "10,000 incidents"),
        "ages": (".im-span", "1 Jan 0001 – 31 Dec 9999"),
    }
    selector, text = words[kind]
    expect(page.locator(selector)).to_contain_text(text)
    assert seen.nothing(), seen


def test_without_scripts_the_page_says_what_it_is(drawn: Any, open_page: Opener) -> None:
    page, _ = open_page(drawn, ready=False, script=False)
    assert "Incidents: 7; not placed: 1." in page.locator(".im-noscript").inner_text()


def test_nothing_moves_when_motion_is_reduced(drawn: Any, open_page: Opener) -> None:
    page, _ = open_page(drawn)
    assert page.evaluate(f"{MAP}.options.zoomAnimation") is False
