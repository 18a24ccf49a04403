"""The same way through the whole page, in the file with the network unplugged and from a server, whole and large."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import shapely
from playwright.sync_api import Locator, Page, expect

from browser.samples import BELGOROD, MAP, Opener, Seen, incident, sample
from browser.serving import Served
from incidentmap import Gazetteer, Step, Story, draw_map
from incidentmap.frame import conform

CROWD = 20
PLAIN = "#sort=newest"  # an address that says something does not begin with the story
STORY = Story((
    Step(1, "All of it", "First.", (), (50.0, 36.0, 7.0)),
    Step(2, "A month", "Somewhere near.", ("near Terebreno",)),
    Step(3, "Two", "", ("Belgorod one", "nowhere")),
))  # fmt: skip
COPYING = """window.copied = []; Object.defineProperty(navigator, "clipboard",
    {value: {writeText: async (text) => { window.copied.push(text); }}});"""


def journey() -> Any:
    """The sample, and a crowd with sub-types, sources and figures of the killed."""
    crowd = [
        incident(
            f"crowd {i}", shapely.Point(34.6 + i / 100, 49.2), f"2024-01-{i + 1:02}", end=f"2024-01-{i + 1:02}",
            sub_event_type="Raid" if i % 2 else "Armed clash", actors=["Group C"],
            fatalities_low=None if i % 2 else i, fatalities_high=None if i % 2 else i,
            sources=[{"id": f"w{i % 4}", "title": f"Wire {i % 4}", "url": "https://example.org/"}],
        )
        for i in range(CROWD)
    ]  # fmt: skip
    table = pd.DataFrame(crowd)
    extra = conform(table.drop(columns="geometry"), list(table["geometry"]))
    return conform(pd.concat([pd.DataFrame(sample()), pd.DataFrame(extra)], ignore_index=True))


@dataclass
class Html:
    text: str

    def html(self) -> str:
        return self.text


@dataclass
class Mode:
    """One of the three pages; ``large`` is one that has not all incidents in it."""

    source: Any
    large: bool = False


@pytest.fixture(scope="module")
def modes(gazetteer: Gazetteer) -> Iterator[dict[str, Mode]]:
    frame = journey()
    told: dict[str, Any] = {"title": "Journey", "notice": "Illustrative.", "story": STORY}
    whole, large = Served(frame, gazetteer, 1000, **told), Served(frame, gazetteer, 5, **told)
    yield {
        "file": Mode(Html(draw_map(frame, gazetteer, generated=date(2024, 3, 12), **told).html())),
        "whole": Mode(whole.url),
        "large": Mode(large.url, large=True),
    }
    whole.close()
    large.close()


Enter = Callable[..., Page]


@pytest.fixture(params=["file", "whole", "large"])
def mode(request: pytest.FixtureRequest, modes: dict[str, Mode]) -> Mode:
    found: Mode = modes[request.param]
    return found


@pytest.fixture
def enter(mode: Mode, open_page: Opener) -> Iterator[Enter]:
    """Open the page; when the test is over, nothing may have complained, and nobody else may have been asked."""
    opened: list[tuple[Page, Seen]] = []

    def go(fragment: str = PLAIN) -> Page:
        page, seen = open_page(mode.source, fragment=fragment, before=COPYING)
        opened.append((page, seen))
        return page

    yield go
    for page, seen in opened:
        own = page.url.partition("#")[0]
        assert [url for url in seen.requests if not url.startswith((own, "blob:"))] == []
        assert isinstance(mode.source, str) or {url.partition("#")[0] for url in seen.requests} == {own}
        assert seen.nothing(), seen


def spot(page: Page, lon: float, lat: float) -> tuple[float, float]:
    box = page.locator(".folium-map").bounding_box()
    assert box is not None
    x, y = page.evaluate(f"(() => {{ const p = {MAP}.latLngToContainerPoint([{lat}, {lon}]); return [p.x, p.y]; }})()")
    return box["x"] + x, box["y"] + y


def look(page: Page, lat: float, lon: float, zoom: float) -> None:
    page.evaluate(f"{MAP}.setView([{lat}, {lon}], {zoom}, {{animate: false}})")
    page.wait_for_timeout(250)  # a large page asks what is there


def counts(page: Page) -> Locator:
    return page.locator(".im-header .im-counts span").first


def listed(page: Page) -> int:
    return int(page.locator(".im-row").first.get_attribute("aria-setsize") or 0)


def matches(page: Page, count: int) -> None:
    """Header and list say the same number."""
    words = f"{count} of {CROWD + 7} incidents" if count < CROWD + 7 else f"{count} incidents"
    expect(counts(page)).to_have_text(words)
    expect(page.locator(".im-row").first).to_have_attribute("aria-setsize", str(count))


def group(page: Page, title: str) -> Locator:
    found = page.locator(".im-group", has=page.locator("summary", has_text=re.compile(f"^{title}")))
    if found.get_attribute("open") is None:
        found.locator("summary").click()
    return found


def menu(page: Page, item: str) -> None:
    page.get_by_role("button", name="Share and export").click()
    page.get_by_role("menuitem", name=item).click()


def test_the_map(enter: Enter) -> None:
    page = enter()
    matches(page, CROWD + 7)
    # A cluster has its number, comes apart, and lists its members.
    look(page, 50.2, 36, 6)
    page.mouse.move(*spot(page, *BELGOROD))
    expect(page.locator(".im-tip")).to_contain_text("3 incidents")
    look(page, 50.6, 36.587, 13)
    page.mouse.click(*spot(page, *BELGOROD))
    expect(page.locator(".im-context")).to_contain_text("3 incidents in this place")
    expect(page.locator(".im-row")).to_have_count(3)
    page.keyboard.press("Escape")
    # An area opens by a click inside of it.
    look(page, 50.5, 37, 8)
    page.mouse.click(*spot(page, 37.5, 50.4))
    detail = page.locator(".im-detail")
    expect(detail).to_contain_text("Reported only as “the region”.")
    # What is chosen on the map is chosen in list and histogram.
    expect(page.locator(".im-row.im-selected, .im-row[aria-selected=true]")).to_have_count(1)
    chart = page.locator(".im-chart canvas").first
    marked = chart.evaluate("(canvas) => canvas.toDataURL()")
    page.keyboard.press("Escape")
    expect(detail).to_be_hidden()
    page.wait_for_timeout(60)
    assert chart.evaluate("(canvas) => canvas.toDataURL()") != marked
    # And the other way: from the list, brought into view.
    look(page, 20, 0, 3)
    page.locator(".im-row", has_text="the region").click()
    expect(detail).to_contain_text("Reported only as “the region”.")
    page.wait_for_timeout(300)
    assert page.evaluate(f"{MAP}.getBounds().contains([50.6, 38])")
    look(page, 20, 0, 3)
    page.get_by_role("button", name="Show what is selected").click()
    page.wait_for_timeout(300)
    assert page.evaluate(f"{MAP}.getBounds().contains([50.6, 38]) && {MAP}.getZoom() > 5")
    page.get_by_role("button", name="Show all incidents").click()
    page.wait_for_timeout(300)
    assert page.evaluate(f"{MAP}.getBounds().contains([49.2, 34.6])")
    # The coordinate under the pointer, three ways; measuring.
    look(page, 50, 36, 7)
    page.locator(".folium-map").focus()
    page.mouse.move(5, 5)
    for pattern in (r"50\.0.*36\.0", "^50°00′00.*36°00′00", "^37U"):
        page.keyboard.press("c")
        expect(page.locator(".im-toast")).to_contain_text("Copied:")
        assert re.search(pattern, page.evaluate("window.copied.at(-1)")), page.evaluate("window.copied")
        page.keyboard.press("g")
    page.keyboard.press("m")
    for lon, lat in [(35.5, 50), (36.5, 50), (36, 50.6), (35.5, 50)]:
        page.mouse.click(*spot(page, lon, lat))
        page.wait_for_timeout(20)
    expect(page.locator(".im-measured")).to_contain_text(re.compile(r"Length \d+ km · area [\d,.]+ km²"))
    page.keyboard.press("Escape")
    expect(page.locator(".leaflet-control-scale")).to_contain_text("km")


def test_time(enter: Enter) -> None:
    page = enter()
    span, chart = page.locator(".im-time .im-span"), page.locator(".im-chart")
    everything = span.inner_text()
    chart.focus()
    page.keyboard.press("ArrowRight")
    expect(span).to_have_text("1 Dec 2023")
    matches(page, 2)
    page.keyboard.press(" ")
    expect(span).to_have_text("3 Dec 2023", timeout=8000)
    page.keyboard.press(" ")
    page.get_by_label(re.compile("^undated")).uncheck()
    matches(page, 1)
    expect(page.locator(".im-row")).to_contain_text("near Terebreno")
    page.get_by_role("button", name="All dates").click()
    expect(span).to_have_text(everything)
    matches(page, CROWD + 6)
    page.get_by_label(re.compile("^undated")).check()
    # The brush filters, the zoom does not.
    box = chart.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 0.02 * box["width"], box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.1 * box["width"], box["y"] + 40, steps=4)
    page.mouse.move(box["x"] + 0.2 * box["width"], box["y"] + 40, steps=4)
    page.wait_for_timeout(40)
    page.mouse.up()
    expect(span).to_have_text(re.compile("Dec 2023$"))
    matches(page, 2)
    page.mouse.move(box["x"] + 0.6 * box["width"], box["y"] + 40)
    for _ in range(5):
        page.mouse.wheel(0, -300)
    expect(page.locator(".im-time")).to_have_class(re.compile("im-zoomed"))
    matches(page, 2)
    page.get_by_role("button", name="Whole span").click()
    # What the histogram chooses, the map shows no other.
    look(page, 50.6, 36.587, 12)
    page.mouse.move(*spot(page, *BELGOROD))
    expect(page.locator(".im-tip")).to_be_hidden()
    span.click()
    page.get_by_label("First day").fill("2024-01")
    page.get_by_label("Last day").fill("2024-01")
    page.keyboard.press("Enter")
    matches(page, CROWD + 2)


def test_filters_chips_and_the_list(enter: Enter) -> None:
    page = enter()
    chips = page.locator(".im-chip-words")
    types = group(page, "Type")
    types.get_by_role("button", name="Sub-types of Battles").click()
    types.get_by_label(re.compile("^Raid")).check()
    matches(page, CROWD // 2)
    group(page, "Source").get_by_label(re.compile("^Wire 1")).check()
    matches(page, CROWD // 4)
    group(page, "Actor").get_by_label(re.compile("^Group C")).check()
    expect(chips).to_have_text(["Type: Raid", "Actor: Group C", "Source: Wire 1"])
    page.get_by_role("button", name="Remove filter: Source: Wire 1").click()
    matches(page, CROWD // 2)
    page.locator(".im-clear").click()
    matches(page, CROWD + 7)
    page.get_by_role("button", name="Undo").click()
    matches(page, CROWD // 2)
    page.locator(".im-clear").click()
    group(page, "How sure").get_by_label(re.compile("^Near a settlement")).check()
    matches(page, 1)
    page.locator(".im-clear").click()
    group(page, "Killed").get_by_role("button", name="10 or more").click()
    matches(page, CROWD // 4)
    page.locator(".im-clear").click()
    page.get_by_role("searchbox").first.fill("terebreno")
    matches(page, 1)
    page.get_by_role("searchbox").first.fill("")
    matches(page, CROWD + 7)
    # An area by drawing, and what the map shows.
    look(page, 50.6, 36.5, 8)
    page.locator(".im-toolbar").get_by_role("button", name="Draw a box").click()
    page.mouse.move(*spot(page, 36.4, 50.8))
    page.mouse.down()
    page.mouse.move(*spot(page, 36.6, 50.5), steps=3)
    page.mouse.move(*spot(page, 36.8, 50.4), steps=3)
    page.mouse.up()
    expect(chips).to_have_text(["in the drawn box"])
    matches(page, 3)
    page.locator(".im-area-off").click()
    look(page, 49.2, 34.7, 9)
    group(page, "Area").get_by_role("button", name="What the map shows now").click()
    matches(page, CROWD)
    page.locator(".im-clear").click()
    # Nothing matches: the page says so, and leads out.
    page.get_by_role("searchbox").first.fill("no such words")
    expect(page.locator(".im-empty")).to_contain_text("No incident matches.")
    page.locator(".im-empty").get_by_role("button", name="Clear filters").click()
    matches(page, CROWD + 7)
    # The list: its orders, and what has no place.
    order = page.get_by_role("combobox", name="Order")
    order.select_option("oldest")
    expect(page.locator(".im-row").first).to_contain_text("near Terebreno")
    order.select_option("view")
    expect(page.locator(".im-row").first).to_contain_text("crowd 19")
    order.select_option("newest")
    page.locator(".im-header .im-counts button").click()
    expect(page.locator(".im-row")).to_have_count(1)
    expect(page.locator(".im-row")).to_contain_text("Not placed: the gazetteer knows no such place.")


def test_the_detail_and_the_story(enter: Enter, mode: Mode) -> None:
    page = enter("")
    card, detail = page.locator(".im-story"), page.locator(".im-detail")
    expect(card).to_contain_text("1 of 3")
    card.get_by_role("button", name="Next step").click()
    expect(card).to_contain_text("Reported near Terebreno; drawn as a 5\u00a0km disc")
    for words in [
        "December 2023, reported as “in December”",
        "0 to 3 killed",
        "How sure",
        "Read by rule: near + place",
        "border:terebreno-krasnoyaruzhsky",
        "1 candidate that lost",
        "CC BY 4.0",
    ]:
        expect(detail).to_contain_text(words)
    expect(detail.locator("mark")).to_have_text("near Terebreno")
    expect(detail.locator(".im-mini canvas")).to_be_visible()
    expect(detail.locator("a")).to_have_attribute("rel", "noopener noreferrer nofollow")
    card.locator(".im-story-text").focus()
    page.keyboard.press("ArrowRight")
    expect(card).to_contain_text("3 of 3")
    expect(page.locator(".im-row")).to_have_count(2)
    card.get_by_role("button", name="Previous step").click()
    expect(card).to_contain_text("2 of 3")
    page.wait_for_timeout(600)
    assert "story=2" in page.url
    card.get_by_role("button", name="Explore freely").click()
    expect(card).to_be_hidden()
    matches(page, CROWD + 7)


def test_the_address_is_the_state(enter: Enter) -> None:
    page = enter("#at=50.6,36.6,8.0&type=Explosions%2FRemote+violence")
    matches(page, 2)
    page.locator(".im-row").first.click()
    detail = page.locator(".im-detail")
    expect(page).to_have_url(re.compile(r"id=Belgorod\+two"))
    look(page, 50.5, 36.4, 9)
    expect(page).to_have_url(re.compile(r"at=50\.5\d*,36\.4\d*,9&"))
    page.reload()
    page.wait_for_selector("html[data-ready]")
    expect(detail).to_contain_text("Something happened in Belgorod two.")
    expect(counts(page)).to_have_text(f"2 of {CROWD + 7} incidents")
    assert page.evaluate(f"{MAP}.getZoom()") == 9
    expect(page.get_by_label(re.compile("^Explosions"))).to_be_checked()
    page.get_by_role("button", name="All incidents", exact=True).click()
    page.locator(".im-clear").click()
    expect(page).not_to_have_url(re.compile("type="))
    matches(page, CROWD + 7)
    page.go_back()
    expect(counts(page)).to_have_text(f"2 of {CROWD + 7} incidents")
    expect(detail).to_contain_text("Something happened in Belgorod two.")
    page.go_forward()
    expect(detail).to_be_hidden()
    matches(page, CROWD + 7)


def test_what_is_taken_along(enter: Enter, tmp_path: Path) -> None:
    page = enter(f"{PLAIN}&sub=Raid")
    matches(page, CROWD // 2)

    def saved(item: str) -> bytes:
        with page.expect_download() as waiting:
            menu(page, item)
        path = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path.read_bytes()

    wanted = {f"crowd {i}" for i in range(1, CROWD, 2)}
    document = json.loads(saved("GeoJSON"))
    assert {feature["id"] for feature in document["features"]} == wanted
    rows = list(csv.DictReader(io.StringIO(saved("CSV").decode(), newline="")))
    assert {row["id"] for row in rows} == wanted
    picture = saved("Picture")
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert len(picture) > 20_000
    menu(page, "Copy link")
    expect(page.locator(".im-told")).to_contain_text("The link is copied.")
    assert "sub=Raid" in page.evaluate("window.copied.at(-1)")
    menu(page, "Embed")
    dialog = page.get_by_role("dialog")
    assert "<iframe" in dialog.get_by_role("textbox").input_value()
    page.keyboard.press("Escape")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".im-print tbody tr")).to_have_count(CROWD // 2)
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    # What the page says of itself.
    notice = page.locator(".im-notice")
    expect(notice).to_contain_text("As reported; not verified. © GeoNames")
    expect(notice).to_contain_text("Illustrative.")
    expect(notice).to_contain_text(re.compile(r"Made on \d{4}-\d\d-\d\d; [0-9a-f]{12}\."))
    menu(page, "About this map")
    expect(dialog).to_contain_text("Manifest")
    expect(dialog).to_contain_text("GeoNames, CC BY 4.0")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_languages_and_colours(enter: Enter) -> None:
    page = enter(f"{PLAIN}&sub=Raid")
    app = page.locator(".im-app")
    page.get_by_role("button", name="Dark colours").click()
    expect(app).to_have_attribute("data-theme", "dark")
    page.get_by_role("combobox", name="Language").select_option("uk")
    page.wait_for_selector("html[lang=uk][data-ready]")
    expect(app).to_have_attribute("data-theme", "dark")
    expect(page.locator(".im-notice")).to_contain_text("Зі слів джерел; не перевірено.")
    expect(page.locator(".im-row time").first).to_have_text("20 січ. 2024")
    expect(page.locator(".im-chip-words")).to_have_count(1)
    font = "document.fonts.check('14px \"Noto Sans\"', 'Мапа')"
    assert page.evaluate(f"document.fonts.ready.then(() => {font})")
    page.locator(".im-language").select_option("en")
    page.wait_for_selector("html[lang=en][data-ready]")
    expect(page.locator(".im-row time").first).to_have_text("20 Jan 2024")
    page.get_by_role("button", name="Light colours").click()
    expect(app).to_have_attribute("data-theme", "light")
