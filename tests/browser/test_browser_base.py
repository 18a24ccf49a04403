"""The base map and the map's instruments in Chromium: names by language, readout, measuring, hover, keys."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.samples import BELGOROD, MAP, PHONE, Opener, sample
from incidentmap import Gazetteer, draw_map

#: The layer of marks, which has the scene that is drawn.
MARKS = f"Object.values({MAP}._layers).find((layer) => layer.inView)"
READ = f"""() => {{
  const labels = {MARKS}._scene.labels;
  return labels.map(({{ text, kind, box }}) => ({{ text, kind, box }}));
}}"""


@pytest.fixture(scope="module")
def drawn(gazetteer: Gazetteer) -> Any:
    return draw_map(sample(), gazetteer, title="Border")


def look_at(page: Page, lon: float, lat: float, zoom: float) -> None:
    page.evaluate(f"{MAP}.setView([{lat}, {lon}], {zoom}, {{animate: false}})")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def spot(page: Page, lon: float, lat: float) -> tuple[float, float]:
    box = page.locator(".folium-map").bounding_box()
    assert box is not None
    x, y = page.evaluate(f"(() => {{ const p = {MAP}.latLngToContainerPoint([{lat}, {lon}]); return [p.x, p.y]; }})()")
    return box["x"] + x, box["y"] + y


def in_language(page: Page, language: str) -> None:
    address = page.url.split("#")[0]
    page.goto("about:blank")
    page.goto(f"{address}#lang={language}")
    page.wait_for_selector("html[data-ready]")


WORDS = {
    "en": {"Kharkiv", "Kursk", "Siverskyi Donets", "KURSK OBLAST"},
    "uk": {"Харків", "Курськ", "Сіверський Донець", "КУРСЬКА ОБЛАСТЬ"},
    "ru": {"Харьков", "Курск", "Северский Донец", "КУРСКАЯ ОБЛАСТЬ"},
}


def test_names_are_in_the_pages_language_and_keep_off_each_other(drawn: Any, open_page: Opener) -> None:
    page, seen = open_page(drawn)
    for language, words in WORDS.items():
        in_language(page, language)
        found: set[str] = set()
        for zoom in (3, 5, 7, 8.5, 11):
            look_at(page, 36.3, 50.6, zoom)
            labels = page.evaluate(READ)
            found |= {label["text"] for label in labels}
            boxes = [label["box"] for label in labels]
            for i, (x0, y0, x1, y1) in enumerate(boxes):
                assert not any(a < x1 and c > x0 and b < y1 and d > y0 for a, b, c, d in boxes[i + 1 :])
        assert words <= found, language
        # The incidents' own places come in the frame's language; the base knows them in the page's.
        assert ("Terebreno" if language == "en" else "Теребрено") in found
        assert page.locator(".leaflet-control-scale-line").inner_text().endswith("km" if language == "en" else "км")
        title = {"en": "Legend", "uk": "Легенда", "ru": "Легенда"}[language]
        expect(page.locator(".im-legend summary")).to_have_text(title)
    assert seen.nothing(), seen


def test_the_readout_tells_where_the_pointer_is(drawn: Any, open_page: Opener) -> None:
    page, seen = open_page(drawn)
    look_at(page, 36.6, 50.6, 10)
    value = page.locator(".im-coordinate")
    x, y = spot(page, 36.5, 50.65)
    page.mouse.move(round(x), round(y))
    lat, lon = (float(part) for part in value.inner_text().split(", "))
    assert abs(lat - 50.65) < 0.002
    assert abs(lon - 36.5) < 0.002
    container = page.locator(".folium-map")
    container.focus()
    page.keyboard.press("g")
    expect(value).to_have_text(re.compile(r"^50°3[89]′\d\d\.\d″N (36°30|36°29)′\d\d\.\d″E$"))
    page.keyboard.press("g")
    expect(value).to_have_text(re.compile(r"^37U CS \d{5} \d{5}$"))
    # The keyboard has the centre, and a crosshair says so.
    page.mouse.move(5, 5)
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(400)
    expect(page.locator(".im-crosshair")).to_be_visible()
    page.evaluate(f"{MAP}.setView([50.5956, 36.5874], 12, {{animate: false}})")
    expect(value).to_have_text("37U CS 29251 07634")
    # The clipboard is denied in a page from a file: then the text is there, selected.
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.keyboard.press("c")
    field = page.locator(".im-coordinate-field")
    expect(field).to_be_focused()
    expect(field).to_have_value("37U CS 29251 07634")
    assert field.evaluate("(node) => node.selectionEnd - node.selectionStart") == 18
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    expect(container).to_be_focused()
    assert seen.nothing(), seen


def test_measuring_by_pointer_and_by_key(drawn: Any, open_page: Opener) -> None:
    page, seen = open_page(drawn)
    look_at(page, 36.5, 50.2, 9)
    ruler = page.get_by_role("button", name="Measure distances")
    ruler.click()
    said = page.locator(".im-measured")
    expect(said).to_have_text("Click points on the map; Enter takes its centre.")
    for lon, lat in [(36.2, 50.1), (36.2, 50.3), (36.6, 50.3)]:
        page.mouse.click(*spot(page, lon, lat))
    expect(said).to_have_text(re.compile(r"^Length 5[01](\.\d)?\skm$"))  # 22.25 + 28.49
    assert page.evaluate(f"{MAP}.getZoom()") == 9, "no click opened a mark or zoomed"
    page.mouse.click(*spot(page, 36.2, 50.1))
    expect(said).to_have_text(re.compile(r"^Length 8[67](\.\d)?\skm · area 31\d\skm²$"))
    page.keyboard.press("Backspace")
    expect(said).to_have_text(re.compile(r"^Length 5[01](\.\d)?\skm$"))
    page.keyboard.press("Backspace")
    expect(said).to_have_text(re.compile(r"^Length 22(\.\d)?\skm$"))
    page.keyboard.press("Escape")
    expect(said).to_be_hidden()
    expect(ruler).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("m")
    page.keyboard.press("Enter")
    look_at(page, 36.5, 51.2, 9)
    page.locator(".folium-map").focus()
    page.keyboard.press("Enter")
    expect(said).to_have_text(re.compile(r"^Length 111(\.\d)?\skm$"))
    page.get_by_role("button", name="End measuring").click()
    expect(said).to_be_hidden()
    assert seen.nothing(), seen


def test_list_and_map_point_at_each_other(drawn: Any, open_page: Opener) -> None:
    page, _ = open_page(drawn)
    lit = f"() => {{ const m = {MARKS}; const lit = m._lit(m._scene); return lit && (lit.count ?? 0); }}"
    assert page.evaluate(lit) is None
    page.locator(".im-row", has_text="Belgorod one").hover()
    assert page.evaluate(lit) == 3, "the group that it is in"
    page.locator(".im-row", has_text="the region").hover()
    assert page.evaluate(lit) == 1, "its area"
    page.mouse.move(*spot(page, *BELGOROD))
    expect(page.locator(".im-tip")).to_contain_text("3 incidents")
    assert page.evaluate(lit) == 3
    page.mouse.move(*spot(page, 35.504, 50.723))
    expect(page.locator(".im-row.im-hovered")).to_contain_text("near Terebreno")


def test_an_area_says_its_kinds_without_colour(drawn: Any, open_page: Opener) -> None:
    page, _ = open_page(drawn)
    look_at(page, 38, 50.6, 8)
    tags = page.evaluate(f"() => {MARKS}._scene.tags.map(({{ kinds, count }}) => [kinds, count])")
    assert tags == [[[4], 1]], "riots, once: the area is no point"


def test_going_from_mark_to_mark_by_key(drawn: Any, open_page: Opener) -> None:
    page, seen = open_page(drawn)
    look_at(page, 36.587, 50.6, 7)
    page.locator(".folium-map").focus()
    said = page.locator(".im-announced")
    page.keyboard.press("n")
    expect(said).to_have_text("1 of 4: 3 incidents, Belgorod three")
    page.keyboard.press("n")
    expect(said).to_have_text(re.compile(r"^2 of 4: "))
    page.keyboard.press("p")
    expect(said).to_have_text(re.compile(r"^1 of 4: "))
    page.keyboard.press("Enter")
    expect(page.locator(".im-context")).to_contain_text("3 incidents")
    before = page.evaluate(f"{MAP}.getZoom()")
    page.locator(".folium-map").focus()
    page.keyboard.press("f")
    assert page.evaluate(f"{MAP}.getZoom()") > before
    page.keyboard.press("h")
    assert page.evaluate(f"{MAP}.getZoom()") < 9
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Next and previous mark in view")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator(".folium-map")).to_be_focused()
    assert seen.nothing(), seen


def test_on_a_phone_the_tools_are_large_and_leave_the_map_free(drawn: Any, open_page: Opener) -> None:
    page, _ = open_page(drawn, size=PHONE)
    expect(page.locator(".im-spot")).to_be_hidden()
    for tool in page.locator(".im-tool:visible").all():
        box = tool.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
