"""The time panel in Chromium: zoom, brush, play, how sure dates are, and the dates that are typed."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest
import shapely
from playwright.sync_api import Page, expect

from browser.samples import BELGOROD, DESKTOP, PHONE, Opener, incident, sample
from incidentmap import Gazetteer, draw_map
from incidentmap.frame import conform

SPAN = ".im-time .im-span"


@pytest.fixture(scope="module")
def drawn(gazetteer: Gazetteer) -> Any:
    return draw_map(sample(), gazetteer, title="Times")


def drag(page: Page, start: float, end: float, *, inside: str = ".im-chart") -> None:
    """Drag with the pointer over the chart, by shares of its width."""
    box = page.locator(inside).bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + start * box["width"], y)
    page.mouse.down()
    for step in range(1, 6):
        page.mouse.move(box["x"] + (start + (end - start) * step / 5) * box["width"], y)
    page.wait_for_timeout(40)  # a frame
    page.mouse.up()


def wheel(page: Page, turns: int, by: int) -> None:
    page.locator(".im-chart").hover(position={"x": 700, "y": 30})
    for _ in range(turns):
        page.mouse.wheel(0, by)
    page.wait_for_timeout(120)


def test_the_brush_filters_and_the_zoom_does_not(drawn: Any, open_page: Opener) -> None:
    page, seen = open_page(drawn)
    span, rows = page.locator(SPAN), page.locator(".im-row")
    everything = span.inner_text()
    assert everything == "1 Dec 2023 – 12 Mar 2024"
    wheel(page, 6, -300)
    expect(page.locator(".im-time")).to_have_class(re.compile("im-zoomed"))
    expect(span).to_have_text(everything)
    assert rows.count() == 7
    drag(page, 0.4, 0.6, inside=".im-axis")
    expect(span).to_have_text(everything)
    page.get_by_role("button", name="Whole span").click()
    expect(page.locator(".im-time")).not_to_have_class(re.compile("im-zoomed"))
    drag(page, 0.02, 0.2)
    expect(page.get_by_role("button", name="All dates")).to_be_visible()
    drawn_span = span.inner_text()
    assert drawn_span.endswith("Dec 2023"), drawn_span
    assert rows.count() == 2, "December counts in each of its days; the undated one stays"
    drag(page, 0.1, 0.9)  # what is inside moves
    assert span.inner_text().endswith("Mar 2024")
    page.get_by_role("button", name="All dates").click()
    expect(span).to_have_text(everything)
    page.locator(".im-chart").click(position={"x": 40, "y": 40})
    expect(span).to_have_text(re.compile(r"^\d+ Dec 2023$"))
    page.wait_for_timeout(400)  # two at once are a double click
    page.locator(".im-chart").click(position={"x": 40, "y": 40})
    expect(span).to_have_text(everything)
    page.wait_for_timeout(400)
    page.locator(".im-chart").dblclick(position={"x": 900, "y": 40})
    expect(page.locator(".im-time")).to_have_class(re.compile("im-zoomed"))
    expect(span).to_have_text(everything)
    assert seen.nothing(), seen


def test_how_sure_dates_are_is_drawn_and_said(drawn: Any, open_page: Opener) -> None:
    page, _ = open_page(drawn)
    readout = page.locator(".im-time-readout")
    expect(readout).to_have_text("hatched: dated only to the week, month or year; counted in each day")
    page.locator(".im-chart").hover(position={"x": 60, "y": 40})
    expect(readout).to_have_text(re.compile(r"^\d+ Dec 2023: 1 possibly$"))
    page.get_by_role("checkbox", name=re.compile("^Battles")).first.check()
    page.locator(".im-chart").hover(position={"x": 600, "y": 40})
    page.get_by_role("slider", name="To").focus()
    expect(readout).to_have_text("12 Mar 2024: 1 certainly · 1 hidden by filters")
    expect(page.get_by_label(re.compile("undated"))).to_have_accessible_description(re.compile("belong to no span"))


def test_the_panel_is_worked_by_keys(drawn: Any, open_page: Opener) -> None:
    page, seen = open_page(drawn)
    chart, span = page.locator(".im-chart"), page.locator(SPAN)
    everything = span.inner_text()
    chart.focus()
    page.keyboard.press("ArrowRight")
    expect(span).to_have_text("1 Dec 2023")
    page.wait_for_timeout(100)
    page.keyboard.press("ArrowRight")
    expect(span).to_have_text("2 Dec 2023")
    page.keyboard.press("+")
    expect(page.locator(".im-time")).to_have_class(re.compile("im-zoomed"))
    page.keyboard.press("0")
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(span).to_have_text("4 Dec 2023", timeout=5000)
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    page.get_by_role("slider", name="From").focus()
    page.keyboard.press("Home")
    page.get_by_role("slider", name="To").focus()
    page.keyboard.press("End")
    expect(span).to_have_text(everything)
    page.keyboard.press("Shift+ArrowLeft")
    expect(span).to_have_text("1 Dec 2023 – 11 Mar 2024")
    expect(page.locator(".im-time [role=status]")).to_have_text(re.compile(r"1 Dec 2023 – 11 Mar 2024: 5 incidents"))
    page.get_by_label("cumulative").check()
    page.get_by_role("button", name="One step back").click()
    expect(span).to_have_text("1 Dec 2023 – 10 Mar 2024")
    assert seen.nothing(), seen


def test_dates_are_typed_and_what_is_no_date_is_said(drawn: Any, open_page: Opener) -> None:
    page, seen = open_page(drawn)
    span = page.locator(SPAN)
    span.click()
    page.get_by_label("First day").fill("2024-02-30")
    page.get_by_role("button", name="Show these dates").click()
    expect(page.get_by_role("alert")).to_contain_text("“2024-02-30” is not a calendar date. Write")
    page.get_by_label("First day").fill("<img src=x>")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("“<img src=x")
    page.get_by_label("First day").fill("0001")
    page.get_by_label("Last day").fill("2024-01")
    page.keyboard.press("Enter")
    expect(span).to_have_text("1 Jan 0001 – 31 Jan 2024")
    assert page.locator(".im-row").count() == 3
    span.click()
    page.keyboard.press("Escape")
    expect(page.locator(".im-time-window")).to_be_hidden()
    span.click()
    page.get_by_role("button", name="2024", exact=True).click()
    expect(span).to_have_text("1 Jan – 31 Dec 2024")
    assert seen.nothing(), seen


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_the_panel_fits_the_sheet_and_the_thumb(width: int, drawn: Any, open_page: Opener) -> None:
    page, seen = open_page(drawn, size=PHONE)
    page.set_viewport_size({"width": width, "height": 844})
    page.locator(".im-chart").tap(position={"x": 60, "y": 30})
    sheet = page.locator(".im-sheet").bounding_box()
    panel = page.locator(".im-time").bounding_box()
    assert sheet is not None
    assert panel is not None
    assert panel["y"] + panel["height"] <= sheet["y"] + sheet["height"] + 1
    assert panel["height"] <= 844 / 6 + 1
    for target in page.locator(".im-time-head button:visible").all():
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44, target
        assert box["x"] + box["width"] <= width
    page.locator(SPAN).tap()
    for target in page.locator(".im-time-window button:visible, .im-time-window label:visible").all():
        box = target.bounding_box()
        assert box is not None
        assert box["height"] >= 44 or box["width"] >= 60, target
        assert box["x"] + box["width"] <= width
    expect(page.locator(".im-time-window")).to_contain_text("Incidents without a date belong to no span.")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert seen.nothing(), seen


def test_odd_times_have_a_decent_chart(gazetteer: Gazetteer, open_page: Opener) -> None:
    point = shapely.Point(BELGOROD)
    for dates, said in (
        ([None, None], "No incident has a date"),
        (["2024-03-12"], "12 Mar 2024"),
        (["2024-03-12"] * 50, "12 Mar 2024"),
    ):
        table = pd.DataFrame([incident(str(i), point, date) for i, date in enumerate(dates)]).drop(columns="geometry")
        page, seen = open_page(draw_map(conform(table, [point] * len(table)), gazetteer))
        expect(page.locator(SPAN)).to_have_text(said)
        assert page.locator(".im-chart").is_visible() == (said != "No incident has a date")
        assert seen.nothing(), seen


def test_the_panel_speaks_the_page_s_language(drawn: Any, open_page: Opener) -> None:
    page, seen = open_page(drawn, size=DESKTOP)
    address = page.url.split("#")[0]
    page.goto("about:blank")
    page.goto(f"{address}#lang=uk")
    page.wait_for_selector("html[data-ready]")
    expect(page.locator(SPAN)).to_have_text("1 груд. 2023 – 12 бер. 2024")
    expect(page.locator(".im-undated-box")).to_contain_text("без дати (1)")
    page.locator(".im-row", has_text="Terebreno").click()
    expect(page.locator(".im-row time", has_text="грудень 2023")).to_have_count(1)
    assert seen.nothing(), seen
