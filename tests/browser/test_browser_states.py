"""What the page does with bad input: each has a state that is said in plain words, in the file and from a server."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
from playwright.sync_api import Page, expect

from browser.samples import BELGOROD, DESKTOP, MAP, PHONE, Opener, sample
from browser.serving import Served
from browser.test_browser_hostile import HOSTILE, hostile
from incidentmap import Gazetteer, Step, Story, draw_map
from incidentmap.frame import conform, empty

POINT = shapely.Point(BELGOROD)
AGES = np.array(["0001-01-01", "9999-12-31", "2024-01-01"], dtype="datetime64[s]")
DENIED = """const deny = () => { throw new DOMException("denied", "SecurityError"); };
    for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, {get: deny});
    history.pushState = history.replaceState = deny;
    Object.defineProperty(navigator, "clipboard", {value: {writeText: async () => deny()}});"""
NONSENSE = (
    "at=x", "time=9999-99", "undated=maybe", "type=%F0%9F", "killed=9..1", "area=box:1,2", "id=%E0%A4%A", "sort=up",
    "story=-1", "lang=klingon", "embed=9", "__proto__=1", "constructor=1", "&&==", "%", "at=1,2,3&at=4,5,6",
)  # fmt: skip


@dataclass
class Html:
    text: str

    def html(self) -> str:
        return self.text


def crowd() -> Any:
    count = 10_000
    at = np.arange(count)
    table = pd.DataFrame({"id": [str(i) for i in at], "event_type": "Battles", "precision": "settlement"})
    return conform(table, [POINT] * count)


FRAMES: dict[str, Callable[[], Any]] = {
    "none": empty,
    "unplaced": lambda: conform(pd.DataFrame({"id": ["a", "b"], "reason": ["no such place", "too many"]})),
    "one": lambda: conform(pd.DataFrame({"id": ["a"], "summary": ["Alone."], "precision": ["settlement"]}), [POINT]),
    "spot": crowd,
    "ages": lambda: conform(pd.DataFrame({"id": list("abc"), "start": AGES, "end": AGES}), [POINT, None, POINT]),
    "long": lambda: conform(pd.DataFrame({"id": ["a"], "summary": ["Words. " * 150_000]}), [POINT]),
}
SAID = {
    "none": ("0 incidents", None),
    "unplaced": ("2 incidents", "2 not placed"),
    "one": ("1 incident", None),
    "spot": ("10,000 incidents", None),
    "ages": ("3 incidents", "1 not placed"),
    "long": ("1 incident", None),
}


def sticks_out(page: Page) -> bool:
    out: bool = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return out


def use(page: Page, kind: str) -> None:
    """Do with a set what can be done with any."""
    said, lacking = SAID[kind]
    expect(page.locator(".im-header .im-counts span")).to_have_text(said)
    expect(page.locator(".im-header .im-counts button")).to_be_visible(visible=lacking is not None)
    if lacking:
        expect(page.locator(".im-header .im-counts button")).to_have_text(lacking)
    if kind == "none":
        expect(page.locator(".im-empty")).to_contain_text("There are no incidents in this set.")
    else:
        page.locator(".im-row").first.click()
        expect(page.locator(".im-detail")).to_be_visible()
    if kind == "long":
        assert len(page.locator(".im-detail").inner_text()) < 5000
    if kind == "spot":
        page.keyboard.press("Escape")
        box = page.locator(".folium-map").bounding_box()
        assert box is not None
        point = page.evaluate(
            f"(() => {{ const p = {MAP}.latLngToContainerPoint([50.6, 36.587]); return [p.x, p.y]; }})()"
        )
        page.mouse.click(box["x"] + point[0], box["y"] + point[1])
        expect(page.locator(".im-context")).to_contain_text("10,000 incidents in this place")
        page.locator("#im-list").focus()
        page.keyboard.press("End")
        expect(page.locator(".im-row").last).to_have_attribute("aria-posinset", "10000")
    if kind == "ages":
        expect(page.locator(".im-time .im-span")).to_have_text("1 Jan 0001 – 31 Dec 9999")
        page.locator(".im-chart").focus()
        for key in ["ArrowRight", "+", "+", "0"]:
            page.keyboard.press(key)
    page.evaluate(f"{MAP}.setView([0, 0], 1, {{animate: false}})")
    page.get_by_role("button", name="Share and export").click()
    page.keyboard.press("Escape")
    assert not sticks_out(page)


@pytest.mark.parametrize("kind", list(FRAMES))
def test_odd_sets_are_used_like_others(kind: str, gazetteer: Gazetteer, open_page: Opener) -> None:
    frame = FRAMES[kind]()
    page, seen = open_page(draw_map(frame, gazetteer))
    use(page, kind)
    assert seen.nothing(), seen
    for limit in (100_000, 0):
        server = Served(frame, gazetteer, limit)
        try:
            page, seen = open_page(server.url)
            use(page, kind)
            page.wait_for_timeout(200)
            assert seen.nothing(), seen
        finally:
            server.close()


def test_hostile_text_is_text_behind_every_door(gazetteer: Gazetteer, open_page: Opener) -> None:
    story = Story((Step(1, HOSTILE, HOSTILE, (HOSTILE + "0", HOSTILE + "1")), Step(2, HOSTILE, "", ("gone",))))
    frame = hostile()
    told: dict[str, Any] = {"title": HOSTILE, "notice": HOSTILE, "story": story}
    servers = [Served(frame, gazetteer, limit, **told) for limit in (100, 1)]
    try:
        for source in [draw_map(frame, gazetteer, **told), *(server.url for server in servers)]:
            page, seen = open_page(source)
            assert "{{ 7*7 }}" in page.title()
            card = page.locator(".im-story")
            expect(card.locator("h2")).to_contain_text("<script>window.hacked=1")
            expect(card.locator("option").first).to_contain_text("<script>")
            card.get_by_role("button", name="Next step").click()
            expect(card).to_contain_text("1 incident of this step is not on this map.")
            card.get_by_role("button", name="Explore freely").click()
            for title in ["Type", "Actor", "Source"]:
                group = page.locator(".im-group", has=page.locator("summary", has_text=re.compile(f"^{title}")))
                if group.get_attribute("open") is None:
                    group.locator("summary").click()
                group.locator("input[type=checkbox]").first.check()
            expect(page.locator(".im-chip-words")).to_have_count(3)
            expect(page.locator(".im-chip-words").first).to_contain_text("<script>")
            expect(page.locator(".im-row")).to_have_count(4)
            page.locator(".im-row").first.click()
            expect(page.locator(".im-detail")).to_contain_text("<script>")
            assert page.locator(".im-detail a").count() == 0, "no link to a script"
            page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
            expect(page.locator(".im-print")).to_contain_text("<script>")
            page.evaluate("window.dispatchEvent(new Event('afterprint'))")
            for item in ["Embed", "About this map"]:
                page.get_by_role("button", name="Share and export").click()
                page.get_by_role("menuitem", name=item).click()
                page.keyboard.press("Escape")
            for item in ["GeoJSON", "CSV", "Picture"]:
                page.get_by_role("button", name="Share and export").click()
                with page.expect_download() as waiting:
                    page.get_by_role("menuitem", name=item).click()
                assert not re.search(r"[<>{}/\\\u202e]", waiting.value.suggested_filename)
            page.evaluate(
                "location.hash = 'actor=' + encodeURIComponent('<img src=x onerror=window.hacked=1>') + '&id=<b>'"
            )
            expect(page.locator(".im-told")).to_contain_text("is not in this map: <b>")
            expect(page.locator(".im-chip-words")).to_contain_text(["<img src=x"])
            assert page.evaluate("window.hacked") is None
            assert page.locator("img:not(.leaflet-tile), .im-told b").count() == 0
            assert not sticks_out(page)
            assert seen.nothing(), seen
    finally:
        for server in servers:
            server.close()


def test_a_fragment_that_someone_edited(gazetteer: Gazetteer, open_page: Opener) -> None:
    server = Served(sample(), gazetteer, 1)
    try:
        for source in (draw_map(sample(), gazetteer), server.url):
            page, seen = open_page(source, fragment="#" + "&".join(NONSENSE))
            expect(page.locator(".im-told")).to_contain_text("Part of this link could not be read: at=x")
            expect(page.locator(".im-header .im-counts")).to_contain_text("7 incidents")
            for one in NONSENSE:
                page.evaluate("(hash) => { location.hash = hash; }", one)
            page.evaluate("location.hash = 'type=Nope&sub=&sure=very&source=zz'")
            expect(page.locator(".im-empty")).to_contain_text("No incident matches.")
            page.locator(".im-clear").click()
            expect(page.locator(".im-row")).to_have_count(7)
            assert seen.nothing(), seen
    finally:
        server.close()


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_what_the_browser_denies_is_done_without(gazetteer: Gazetteer, open_page: Opener, size: Any) -> None:
    page, seen = open_page(draw_map(sample(), gazetteer), before=DENIED, size=size)
    if size == PHONE:
        page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("button", name="Dark colours").click()
    page.get_by_role("button", name="Share and export").click()
    page.get_by_role("menuitem", name="Copy link").click()
    expect(page.get_by_role("dialog")).to_contain_text("The browser does not let the page copy it.")
    page.keyboard.press("Escape")
    if size == DESKTOP:  # a phone has no readout
        page.locator(".folium-map").focus()
        page.keyboard.press("c")
        expect(page.locator(".im-coordinate-field")).to_be_focused()
    assert not sticks_out(page)
    assert seen.nothing(), seen


def test_without_scripts_a_server_sends_the_table_too(gazetteer: Gazetteer, open_page: Opener) -> None:
    for limit in (100, 1):
        server = Served(sample(), gazetteer, limit)
        try:
            page, _ = open_page(server.url, ready=False, script=False)
            expect(page.locator(".im-noscript")).to_contain_text("Incidents: 7; not placed: 1.")
            assert page.locator("tbody tr").count() == 7
            expect(page.locator(".im-waiting")).to_be_hidden()
        finally:
            server.close()


def test_a_half_loaded_file_says_so(gazetteer: Gazetteer, open_page: Opener) -> None:
    text = draw_map(crowd(), gazetteer).html()
    for share in (0.3, 0.6, 0.95, 0.999):
        page, seen = open_page(Html(text[: int(len(text) * share)]), ready=False)
        expect(page.locator(".im-waiting, .im-unreadable").first).to_contain_text(
            re.compile("file is incomplete"), timeout=8000
        )
        assert page.locator(".im-list, .im-row").count() == 0
        assert seen.nothing(), seen


@pytest.mark.parametrize("limit", [100, 1])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_a_server_that_is_ill(limit: int, size: Any, gazetteer: Gazetteer, open_page: Opener) -> None:
    server = Served(sample(), gazetteer, limit)
    counts = ".im-header .im-counts" if size == DESKTOP else ".im-sheet > .im-counts"
    try:
        server.broken = True
        page, seen = open_page(server.url, size=size, ready=False)
        told = page.locator(".im-remote")
        expect(told).to_contain_text("The incidents could not be loaded. The server answered 500.")
        expect(page.locator(counts)).to_contain_text("Incidents not loaded")
        again = page.get_by_role("button", name="Try again")
        box = again.bounding_box()
        assert box is not None
        assert box["height"] <= 48, "on one line"
        server.broken, server.slow = False, 0.8
        again.click()
        expect(told).to_contain_text("Loading")
        expect(page.locator(counts)).to_contain_text("7 incidents")
        expect(told).to_be_hidden()
        server.slow = 0
        page.context.set_offline(True)
        page.locator(".im-filters input[type=checkbox]").first.evaluate("(box) => box.click()")
        if limit == 1:
            expect(told).to_contain_text("The server cannot be reached. What you see may be out of date.")
            page.context.set_offline(False)
            again.click()
        expect(page.locator(counts)).to_contain_text("of 7 incidents")
        expect(told).to_be_hidden()
        assert not sticks_out(page)
        assert not [message for message in seen.messages if "Failed to load resource" not in message]
    finally:
        server.close()


def test_a_page_without_incidents_from_a_server_says_that_there_are_none(
    gazetteer: Gazetteer, open_page: Opener
) -> None:
    server = Served(empty(), gazetteer, 100)
    try:
        page, _ = open_page(server.url)
        expect(page.locator(".im-empty")).to_contain_text("There are no incidents in this set.")
    finally:
        server.close()
