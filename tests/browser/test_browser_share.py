"""Taking the page along, in Chromium: links that bring back what was seen, files, pictures, print, no script."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import shapely
from playwright.sync_api import Page, expect

from browser.samples import DESKTOP, PHONE, Opener, incident, sample
from incidentmap import Gazetteer, draw_map
from incidentmap.export.table import csv_chunks
from incidentmap.frame import SCHEMA, conform

HOSTILE = '=1+1 {{ 7*7 }}</noscript></script><img src=x onerror=alert(1)>\u202e;a,"b"'
SETTLE_MS = 600  # longer than the page waits before it writes the address


@pytest.fixture(scope="module")
def drawn(gazetteer: Gazetteer) -> Any:
    return draw_map(sample(), gazetteer, title="Border: a/b", notice="Illustrative.", generated=date(2024, 3, 12))


def at(page: Page, address: str) -> None:
    page.evaluate(f"location.hash = {json.dumps(address)}")
    page.wait_for_timeout(SETTLE_MS)


def menu(page: Page, item: str) -> None:
    page.get_by_role("button", name="Share and export").click()
    page.get_by_role("menuitem", name=item).click()


def shown(page: Page) -> int:
    count: int = page.locator(".im-list .im-row").count()
    return count


def saved(page: Page, item: str, folder: Path) -> Path:
    with page.expect_download() as waiting:
        menu(page, item)
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_back_and_forward_go_through_what_was_done(drawn: Any, open_page: Opener) -> None:
    page, seen = open_page(drawn)
    before = shown(page)
    page.get_by_role("searchbox").first.fill("Belgorod")
    expect(page).to_have_url(re.compile("q=Belgorod"))
    filtered = shown(page)
    assert 0 < filtered < before
    page.locator(".im-row").first.click()
    expect(page).to_have_url(re.compile(r"id=Belgorod\+"))
    expect(page.locator(".im-detail")).to_be_visible()
    page.go_back()
    expect(page.locator(".im-detail")).to_be_hidden()
    assert shown(page) == filtered
    page.go_back()
    expect(page.locator(".im-list .im-row")).to_have_count(before)
    assert "q=" not in page.url
    page.go_forward()
    page.go_forward()
    expect(page.locator(".im-detail")).to_be_visible()
    page.reload()
    page.wait_for_selector("html[data-ready]")
    expect(page.locator(".im-detail")).to_be_visible()
    assert page.get_by_role("searchbox").first.input_value() == "Belgorod"
    assert seen.nothing(), seen
    assert all(url.startswith("file:") for url in seen.requests)


def test_a_link_brings_the_view_and_nonsense_is_told_once(drawn: Any, open_page: Opener) -> None:
    page, seen = open_page(drawn)
    page.goto("about:blank")
    address = seen.requests[0]
    page.goto(f"{address}#at=50.61,36.58,9.5&type=Riots&time=2024-99&sort=oldest&x={'%3Cimg%3E' * 3}")
    page.wait_for_selector("html[data-ready]")
    told = page.locator(".im-told")
    expect(told).to_contain_text(
        "Part of this link could not be read: time=2024-99, x=<img><img><img>. The rest is shown."
    )
    assert shown(page) == 1
    assert page.evaluate("document.querySelectorAll('.im-told img').length") == 0
    told.get_by_role("button").click()
    expect(told).to_be_hidden()
    page.locator(".im-row").first.click()
    expect(page).to_have_url(re.compile(r"#at=50\.6.*&type=Riots&id=the\+region&sort=oldest$"))
    at(page, "id=gone<b>")
    expect(told).to_contain_text("is not in this map: gone<b>")
    assert shown(page) == 7
    for nonsense in ("%", "at=%E0%A4%A", "&&&==&", "q=" + "x" * 150_000, "type=" * 20_000):
        at(page, nonsense)
        assert page.locator(".im-list").count() == 1
    assert seen.nothing(), seen


def test_the_language_is_in_the_link(drawn: Any, open_page: Opener) -> None:
    page, _ = open_page(drawn)
    page.locator("select.im-language").select_option("uk")
    page.wait_for_selector("html[lang=uk][data-ready]")
    assert "lang=uk" in page.url
    expect(page.locator(".im-notice")).to_contain_text("Зі слів джерел; не перевірено.")
    page.locator("select.im-language").select_option("en")
    page.wait_for_selector("html[lang=en][data-ready]")
    assert "lang" not in page.url.partition("#")[2]


def test_the_menu_and_the_dialogs_work_by_keyboard(drawn: Any, open_page: Opener) -> None:
    page, seen = open_page(drawn)
    button = page.get_by_role("button", name="Share and export")
    button.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="Copy link")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("menuitem", name="About this map")).to_be_focused()
    page.keyboard.press("p")
    expect(page.get_by_role("menuitem", name="Picture")).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    for words in (
        "As reported; not verified. Illustrative.",
        "2024-03-12",
        "GeoNames, CC BY 4.0",
        "A report",
        "ab" * 32,
        "SIL Open Font",
    ):
        expect(dialog).to_contain_text(words)
    digest = dialog.get_by_role("textbox").input_value()
    assert re.fullmatch("[0-9a-f]{64}", digest)
    expect(page.locator(".im-notice")).to_contain_text(f"Made on 2024-03-12; {digest[:12]}.")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()
    assert seen.nothing(), seen


@pytest.mark.parametrize("denied", [True, False])
def test_a_link_is_copied_or_shown_to_be_copied(drawn: Any, open_page: Opener, denied: bool) -> None:
    page, seen = open_page(drawn)
    page.evaluate(
        """(denied) => Object.defineProperty(navigator, "clipboard", {value: {writeText: (text) =>
        denied ? Promise.reject(new Error("denied")) : ((window.copied = text), Promise.resolve())}})""",
        denied,
    )
    menu(page, "Copy link")
    if denied:
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("The browser does not let the page copy.")
        assert page.evaluate("getSelection().toString() || document.activeElement.value").startswith("file:///")
        assert page.evaluate("document.activeElement.selectionEnd") > 20
    else:
        expect(page.locator(".im-told")).to_contain_text("The link is copied.")
        assert re.match(r"file:///.*\.html#at=[\d.]+,[\d.]+,[\d.]+$", page.evaluate("window.copied"))
    assert seen.nothing(), seen


def test_a_page_without_storage_or_history_works(gazetteer: Gazetteer, open_page: Opener, tmp_path: Path) -> None:
    page, seen = open_page("about:blank", ready=False)
    page.add_init_script(
        """const deny = () => { throw new DOMException("denied", "SecurityError"); };
        Object.defineProperty(window, "localStorage", {get: deny});
        history.pushState = history.replaceState = deny;"""
    )
    path = tmp_path / "map.html"
    draw_map(sample(), gazetteer, title="Border").save(path)
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]")
    page.locator(".im-row").first.click()
    page.wait_for_timeout(SETTLE_MS)
    expect(page.locator(".im-detail")).to_be_visible()
    assert seen.nothing(), seen


def test_a_page_in_a_sandbox_works(drawn: Any, open_page: Opener, tmp_path: Path) -> None:
    drawn.save(tmp_path / "inner.html")
    (tmp_path / "outer.html").write_text(
        "<!DOCTYPE html><title>x</title>"
        '<iframe sandbox="allow-scripts" src="inner.html#type=Riots" width=1200 height=800></iframe>'
    )
    page, seen = open_page((tmp_path / "outer.html").as_uri(), ready=False)
    inner = page.frame_locator("iframe")
    expect(inner.locator(".im-row")).to_have_count(1)
    inner.locator(".im-row").click()
    page.wait_for_timeout(SETTLE_MS)
    expect(inner.locator(".im-detail")).to_be_visible()
    assert seen.nothing(), seen


def test_an_embedded_map_keeps_what_it_owes(drawn: Any, open_page: Opener) -> None:
    page, _ = open_page(drawn)
    menu(page, "Embed…")
    text = page.get_by_role("dialog").get_by_role("textbox").input_value()
    found = re.fullmatch(
        r'<iframe src="(map-\d+\.html#at=[^"]*&amp;embed=1)" title="Border: a/b" [^>]*></iframe>', text
    )
    assert found, text
    page.keyboard.press("Escape")
    at(page, "embed=1")
    expect(page.get_by_role("searchbox").first).to_be_hidden()
    expect(page.locator(".im-filters")).to_be_hidden()
    expect(page.locator(".im-notice")).to_contain_text("As reported; not verified. © GeoNames")


def test_the_files_are_those_of_the_exporter(gazetteer: Gazetteer, open_page: Opener, tmp_path: Path) -> None:
    import geopandas as gpd

    rows = sample()
    day = "2024-01-01"
    lines = shapely.MultiLineString([[(35, 50), (36, 51)], [(36, 50), (37, 50.5)]])
    mixed = shapely.GeometryCollection([shapely.Point(35, 50), shapely.box(35, 50, 36, 51)])
    said = {"summary": HOSTILE, "actors": ['A, "B"', "+C"], "fatalities_low": 1}
    more = [
        incident("=evil", shapely.Point(36.5, 50.5), day, **said),
        incident("lines", lines, "0001-01-01", end="9999-12-31"),
        incident("mixed", mixed, day),
    ]
    for one in more:
        one["start"], one["end"] = (pd.Timestamp(str(one[name])[:10]).as_unit("s") for name in ("start", "end"))
    table = pd.DataFrame(more)
    extra = conform(table.drop(columns="geometry"), list(table["geometry"]))
    frame = conform(pd.concat([pd.DataFrame(rows), pd.DataFrame(extra)], ignore_index=True))
    frame["geometry"] = shapely.set_precision(frame.geometry.to_numpy(), 1e-5)
    page, seen = open_page(draw_map(frame, gazetteer, title=HOSTILE))

    path = saved(page, "CSV", tmp_path)
    assert re.fullmatch(r"1-1-7-7-[\w-]+-incidents\.csv", path.name)
    ours, theirs = (
        list(csv.reader(io.StringIO(text, newline="")))
        for text in (path.read_text("utf-8"), b"".join(csv_chunks(frame)).decode())
    )
    assert ours[0] == theirs[0]
    for one, other in zip(ours[1:], theirs[1:], strict=True):
        for name, mine, exported in zip(ours[0], one, other, strict=True):
            if name in ("candidates", "sources", "evidence"):
                assert json.loads(mine) == json.loads(exported), name
            elif name in ("label_lon", "label_lat") and not exported:
                continue  # a page knows the spot of a point without being told
            elif name == "geometry":
                assert bool(mine) == bool(exported)
                assert not mine or shapely.equals_exact(
                    *(shapely.normalize(shapely.from_wkt(text)) for text in (mine, exported)), 2e-5
                ), name
            else:
                assert mine == exported, (one[0], name)

    path = saved(page, "GeoJSON", tmp_path)
    document = json.loads(path.read_text("utf-8"))
    assert [feature["id"] for feature in document["features"]] == frame["id"].tolist()
    assert list(document["features"][0]["properties"]) == list(SCHEMA)
    assert document["incidentmap"]["filters"] == []
    read = gpd.read_file(path)
    assert len(read) == len(frame)
    assert read.crs.to_epsg() == 4326

    page.get_by_role("searchbox").first.fill("Belgorod")
    page.wait_for_timeout(SETTLE_MS)
    document = json.loads(saved(page, "GeoJSON", tmp_path).read_text("utf-8"))
    assert len(document["features"]) == document["incidentmap"]["incidents"] == 4
    assert document["incidentmap"]["of"] == len(frame)
    assert document["incidentmap"]["filters"] == ["Words: “Belgorod”"]
    assert seen.nothing(), seen


def test_the_picture_holds_the_map_and_what_it_owes(drawn: Any, open_page: Opener, tmp_path: Path) -> None:
    page, seen = open_page(drawn)
    path = saved(page, "Picture", tmp_path)
    assert path.name == "Border-a-b-map.png"
    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = (int.from_bytes(data[at : at + 4]) for at in (16, 20))
    stage = page.locator(".folium-map").bounding_box()
    assert stage is not None
    assert width == 2 * (round(stage["width"]) + 40)
    assert height > 2 * stage["height"] + 200, "title, legend and credits stand around the map"
    assert seen.nothing(), seen


def test_paper_has_everything_in_black_on_white(drawn: Any, open_page: Opener) -> None:
    page, seen = open_page(drawn, dark=True)
    page.get_by_role("searchbox").first.fill("Belgorod")
    page.wait_for_timeout(SETTLE_MS)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    sheet = page.locator(".im-print")
    expect(sheet).to_be_visible()
    expect(page.locator(".im-header")).to_be_hidden()
    for words in (
        "Border: a/b",
        "4 of 7 incidents",
        "Words: “Belgorod”",
        "As reported; not verified.",
        "Illustrative.",
        "Manifest:",
    ):
        expect(sheet).to_contain_text(words)
    assert sheet.locator("tbody tr").count() == 4
    assert sheet.locator("canvas").count() == 1
    assert sheet.evaluate("(node) => getComputedStyle(node).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.querySelector('.im-app')).backgroundColor") == "rgb(255, 255, 255)"
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(sheet).to_have_count(0)
    assert seen.nothing(), seen


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_without_scripts_the_page_is_a_table(gazetteer: Gazetteer, open_page: Opener, size: tuple[int, int]) -> None:
    frame = sample().assign(summary=HOSTILE)
    page, seen = open_page(draw_map(frame, gazetteer, title=HOSTILE), script=False, ready=False, size=size)
    assert seen.requests == [page.url.partition("#")[0]]
    expect(page.locator("h1")).to_contain_text("=1+1 {{ 7*7 }}</noscript>")
    expect(page.locator(".im-noscript")).to_contain_text(
        "As reported; not verified. This page is a map of reported incidents."
    )
    assert page.locator("tbody tr").count() == 7
    expect(page.locator("tbody tr").nth(1)).to_contain_text("Not placed: the gazetteer knows no such place")
    expect(page.locator("tbody tr").nth(1)).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator("img").count() == 0
    links = page.locator("a")
    assert links.count() == 1
    assert links.first.get_attribute("href") == "https://example.org/report?a=1"
    box = page.locator("html").bounding_box()
    assert box is not None
    assert box["width"] <= size[0]
    expect(page.locator(".im-app")).to_be_hidden()
    assert seen.nothing(), seen
