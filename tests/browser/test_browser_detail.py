"""The detail in Chromium: three languages, the small map, copying, and text from outside that stays text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import folium
import pandas as pd
import pytest
import shapely
from playwright.sync_api import Page, expect

from browser.samples import DESKTOP, PHONE, TABLET, Opener, candidate, incident, sample
from incidentmap import Gazetteer, IncidentLayer, draw_map
from incidentmap.frame import conform
from mapping_support import ROOT

AXE = ROOT / "geo/incidentmap/mapping/client/node_modules/axe-core/axe.min.js"
LIT = "[...document.querySelectorAll('.im-losers li')].findIndex((item) => item.classList.contains('im-lit'))"
PICTURE = "(canvas) => canvas.toDataURL()"
VIOLATIONS = "axe.run('.im-detail').then((answer) => answer.violations.map((v) => [v.id, v.nodes.map((n) => n.html)]))"


def disputed() -> Any:
    """One that could be many places, on three continents; one with a recorded coordinate; a bare one."""
    names = [candidate("Paris", lon, lat, f"d{i}", 0.5) for i, (lon, lat) in enumerate(
        [(2.35, 48.85), (-95.5, 33.66), (-95.501, 33.661), (178.9, -17.0), (25.0, -28.0)]
    )]  # fmt: skip
    sources = [{"id": f"s{i}", "title": f"Report {i}", "url": f"https://example.org/{i}"} for i in range(3)]
    said = [
        {"source": f"s{i}", "start": 0, "end": 5, "sentence": f"Paris was named, {i}.", "rule": "place"}
        for i in range(3)
    ]
    rows = [
        incident(
            "Paris", None, "2024-03-12", candidates=names, reason="too many are alike", sources=sources, evidence=said
        ),
        incident(
            "Kozinka", shapely.Point(35.588, 50.461), "2024-03-11", place_id="x", recorded_lon=35.9, recorded_lat=50.7
        ),
        incident("bare", None, None, place=None, summary=None, event_type=None, reason=None),
    ]  # fmt: skip
    table = pd.DataFrame(rows)
    return conform(table.drop(columns="geometry"), list(table["geometry"]))


def opened(page: Page, name: str) -> Any:
    page.locator(".im-row", has_text=name).first.click()
    return page.locator(".im-detail")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("uk", ["Коли", "Загиблі", "Наскільки точно?", "Правило: drawn as a 5 km disc", "Підстави в тексті",
                "назва, як написано", "круг радіусом 5\u00a0км", "Два місця мають назву Terebreno",
                "1 необраний кандидат", "від 0 до 3"]),
        ("ru", ["Когда", "Погибшие", "Насколько точно?", "Основания в тексте", "круг радиусом 5\u00a0км",
         "1 невыбранный"]),
    ],
)  # fmt: skip
def test_it_speaks(gazetteer: Gazetteer, open_page: Opener, language: str, words: list[str]) -> None:
    page, seen = open_page(draw_map(sample(), gazetteer, language=language))
    detail = opened(page, "near Terebreno")
    for word in words:
        expect(detail).to_contain_text(word)
    assert detail.locator(".im-sure [lang=en]").inner_text() == "drawn as a 5 km disc because the text says near"
    type_name = detail.locator(".im-what .im-meta, .im-what h2").first
    expect(type_name).to_have_text({"uk": "Бої", "ru": "Бои"}[language])
    expect(type_name.locator("[title]")).to_have_attribute("title", "Battles")
    assert seen.nothing(), seen


def test_the_small_map_numbers_the_losers_and_points_both_ways(gazetteer: Gazetteer, open_page: Opener) -> None:
    page, seen = open_page(draw_map(disputed(), gazetteer))
    detail = opened(page, "Paris")
    expect(detail).to_contain_text("5 places it could be")
    canvas = detail.locator(".im-mini canvas")
    expect(canvas).to_have_attribute("aria-label", "Small map: 5 other places, numbered as in the list.")
    page.evaluate("document.fonts.ready")
    blank = canvas.evaluate(PICTURE)
    item = detail.locator(".im-losers li").nth(4)
    item.focus()
    assert canvas.evaluate(PICTURE) != blank, "a number is marked while its line has the focus"
    item.blur()
    assert canvas.evaluate(PICTURE) == blank
    box = canvas.bounding_box()
    assert box is not None
    found = set()
    for x in range(4, int(box["width"]), 6):
        for y in range(4, int(box["height"]), 6):
            canvas.dispatch_event("mousemove", {"clientX": box["x"] + x, "clientY": box["y"] + y})
            found.add(page.evaluate(LIT))
    assert found == {-1, 0, 1, 2, 3, 4}, "each number is found by the pointer, also where two lie on one spot"
    assert detail.locator(".im-sources a").count() == 3
    assert detail.locator("blockquote mark").count() == 3
    page.get_by_role("button", name="All incidents", exact=True).click()
    detail = opened(page, "Kozinka")
    expect(detail.locator(".im-mini canvas")).to_have_attribute(
        "aria-label", "Small map: the place that was chosen; the coordinate that the source recorded, as a cross."
    )
    page.get_by_role("button", name="All incidents", exact=True).click()
    page.locator(".im-row").last.click()
    for words in ["Type not given", "Date unknown", "Not placed: no reason is recorded.", "No source is recorded."]:
        expect(detail).to_contain_text(words)
    assert detail.locator(".im-mini").count() == 0
    assert seen.requests == [page.url.split("#")[0]]
    assert seen.nothing(), seen


def test_copying_and_showing(gazetteer: Gazetteer, open_page: Opener) -> None:
    page, _ = open_page(draw_map(disputed(), gazetteer))
    detail = opened(page, "Kozinka")
    page.evaluate("""() => {
      window.copied = [];
      const value = { writeText: async (text) => { window.copied.push(text); } };
      Object.defineProperty(navigator, "clipboard", { configurable: true, value });
    }""")
    detail.get_by_role("button", name="Copy the incident's id").click()
    expect(detail.get_by_role("button", name="Copy the incident's id")).to_have_text("Copied")
    detail.get_by_role("button", name="Copy the coordinate").last.click()
    assert page.evaluate("window.copied") == ["Kozinka", "50.46100, 35.58800"]
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    detail.get_by_role("button", name="Copy the incident's id").click()
    expect(detail.get_by_role("button", name="Copy the incident's id")).to_contain_text("Ctrl+C")
    assert page.evaluate("String(window.getSelection())") == "Kozinka"
    detail.get_by_role("button", name="Show on the map").click()


@pytest.mark.parametrize(("size", "dark"), [(DESKTOP, False), (TABLET, True), (PHONE, False)])
def test_everyone_can_use_it(gazetteer: Gazetteer, open_page: Opener, size: tuple[int, int], dark: bool) -> None:
    page, _ = open_page(draw_map(disputed(), gazetteer, language="uk"), size=size, dark=dark)
    if size == PHONE:
        page.locator(".im-handle").click()
        page.locator(".im-handle").click()
    opened(page, "Paris")
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(VIOLATIONS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    least = 44 if size == PHONE else 24
    tops = page.evaluate("[...document.querySelectorAll('.im-detail button')].map((b) => b.offsetHeight)")
    assert min(tops) >= least


def test_the_plain_layer_speaks_the_language_it_is_told(open_page: Opener) -> None:
    own = folium.Map([50.6, 36.6], zoom_start=7, tiles=None)
    IncidentLayer(sample(), language="uk").add_to(own)
    page, seen = open_page(own, ready=False)
    page.wait_for_selector("canvas.im-canvas")
    page.wait_for_timeout(200)
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("Зі слів джерел; не перевірено.")
    where = f"(() => {{ const p = {own.get_name()}.latLngToContainerPoint([50.6, 36.587]); return [p.x, p.y]; }})()"
    page.mouse.click(*page.evaluate(where))
    popup = page.locator(".im-popup")
    expect(popup).to_contain_text("3 інциденти")
    popup.locator("li button").first.click()
    expect(popup).to_contain_text("Наскільки точно?")
    popup.get_by_role("button", name="Назад").click()
    expect(popup.locator("li")).to_have_count(3)
    assert not seen.dialogs


def test_a_notebook_shows_the_page(gazetteer: Gazetteer, open_page: Opener, tmp_path: Path) -> None:
    cell = tmp_path / "notebook.html"
    shown = draw_map(sample(), gazetteer, language="ru")._repr_html_()
    cell.write_text(f"<!DOCTYPE html><meta charset=utf-8><body>{shown}", encoding="utf-8")
    page, seen = open_page(cell.as_uri(), size=(1000, 900), ready=False)
    frame = page.frame_locator("iframe")
    expect(frame.locator(".im-row").first).to_be_visible()
    height = page.locator("iframe").bounding_box()
    assert height is not None
    assert 500 <= height["height"] <= 800
    frame.locator(".im-row", has_text="near Terebreno").click()
    expect(frame.locator(".im-detail")).to_contain_text("Насколько точно?")
    assert not [address for address in seen.requests if not address.startswith("file:")]
    assert seen.nothing(), seen
