"""A page of a real server, with a limit so low that few incidents are already too many to be sent as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
from playwright.sync_api import Page, expect

from browser.samples import MAP, Opener, sample
from browser.serving import Served
from incidentmap import Gazetteer
from incidentmap.frame import conform

CROWD = [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13]
#: The page's view and its layer of marks.
PARTS = f"""let view, marks;
    {MAP}.eachLayer((layer) => layer._view?.engine && layer.at && ([view, marks] = [layer._view, layer]));"""


def many() -> Any:
    """Two thousand incidents: a crowd, a region, some without a place, some without a date."""
    rng = np.random.default_rng(3)
    count = 2000
    days = np.datetime64("2023-01-01", "s") + (np.arange(count) % 365).astype("timedelta64[D]")
    table = pd.DataFrame({"id": [f"id-{i}" for i in range(count)], "start": days, "end": days})
    table.loc[::50, ["start", "end"]] = pd.NaT
    table["event_type"] = np.array(["Battles", "Riots", "Protests"], dtype=object)[np.arange(count) % 3]
    table["summary"] = [f"Report {i} of something near the river" for i in range(count)]
    table["precision"] = np.where(np.arange(count) % 100 == 7, "region", "settlement")
    shapes = shapely.points(rng.normal(36, 0.8, count), rng.normal(50, 0.5, count))
    shapes[7::100] = shapely.box(37, 49, 39, 51)
    shapes[CROWD] = shapely.Point(34, 48)  # on one spot, by itself
    shapes[::40] = None
    table.loc[::40, "precision"] = "unlocated"
    return conform(table, shapes)


@pytest.fixture
def large(gazetteer: Gazetteer) -> Iterator[Served]:
    server = Served(many(), gazetteer, limit=100)
    yield server
    server.close()


@pytest.fixture
def whole(gazetteer: Gazetteer) -> Iterator[Served]:
    server = Served(sample(), gazetteer, limit=100)
    yield server
    server.close()


def counts(page: Page) -> Any:
    return page.locator(".im-counts").first


def test_a_small_set_comes_as_a_whole(whole: Served, open_page: Opener) -> None:
    page, seen = open_page(whole.url)
    expect(counts(page)).to_contain_text("7 incidents")
    expect(page.locator(".im-row")).to_have_count(7)
    page.evaluate(f"{MAP}.setView([50.6, 36.587], 11, {{animate: false}})")
    page.locator(".im-facet input").first.check()
    expect(counts(page)).to_contain_text("of 7 incidents")
    assert [path for path in whole.asked if path.startswith("/incidents")] == ["/incidents.columns?"]
    assert not whole.views()
    assert seen.nothing(), seen


def test_a_large_set_is_asked_for_what_is_shown(large: Served, open_page: Opener) -> None:
    page, seen = open_page(large.url)
    expect(counts(page)).to_contain_text("2,000 incidents")
    expect(counts(page)).to_contain_text("50 not placed")
    assert len(large.views()) == 1, "map, counts, bins and list are one question"
    expect(page.locator(".im-row").first).to_be_visible()
    # A facet, the text, and both; the server counts.
    page.locator(".im-facet input").first.check()
    expect(counts(page)).to_contain_text("667 of 2,000 incidents")
    page.locator(".im-search input").fill("report 15")
    expect(counts(page)).to_contain_text("of 2,000 incidents")
    expect(counts(page)).not_to_contain_text("667")
    page.locator(".im-search input").fill("")
    page.locator(".im-facet input").first.uncheck()
    expect(counts(page)).not_to_contain_text("of 2,000 incidents")
    # The end of the list comes when it is in sight.
    page.locator("#im-list").focus()
    page.keyboard.press("End")
    expect(page.locator(".im-row").last).to_have_attribute("aria-posinset", "2000")
    expect(page.locator(".im-row").last).to_contain_text("Report")
    assert any("offset=1900" in path for path in large.asked)
    page.keyboard.press("Enter")
    expect(page.locator(".im-detail")).to_contain_text("Report")
    page.keyboard.press("Escape")
    assert seen.nothing(), seen


def test_groups_and_what_has_no_place_can_be_listed(large: Served, open_page: Opener) -> None:
    page, seen = open_page(large.url)
    counts(page).locator("button").click()
    expect(page.locator(".im-context")).to_contain_text("50")
    expect(page.locator(".im-row").first).to_be_visible()
    page.keyboard.press("Escape")
    asked = len(large.views())
    page.evaluate(f"{MAP}.setView([50, 36], 5, {{animate: false}})")
    expect(counts(page)).to_contain_text("2,000 incidents")
    page.wait_for_timeout(500)
    page.evaluate(f"{MAP}.setView([50, 36.01], 5, {{animate: false}})")
    page.wait_for_timeout(300)
    assert len(large.views()) == asked + 1, "a step to the side is in the margin"
    assert seen.nothing(), seen


def click_group(page: Page, chosen: str) -> None:
    """Click the group that a condition on ``g`` chooses, the nearest to the middle of the map."""
    hit = page.evaluate(f"""() => {{ {PARTS}
        const found = marks.inView().find(({{mark: g}}) => g.radius && ({chosen}));
        return found && [found.x, found.y];
    }}""")
    assert hit, chosen
    box = page.locator(".folium-map").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + hit[0], box["y"] + hit[1])


def test_a_group_that_is_clicked_is_gone_to_and_lists_its_members(large: Served, open_page: Opener) -> None:
    page, seen = open_page(large.url, fragment="#at=49.5,36,6")
    expect(counts(page)).to_contain_text("2,000 incidents")
    page.wait_for_timeout(500)
    click_group(page, "g.count > 100")
    page.wait_for_timeout(700)
    there = page.evaluate(f"[{MAP}.getZoom(), {MAP}.getCenter().lat, {MAP}.getCenter().lng]")
    assert there[0] > 6
    assert 47 < there[1] < 53
    assert 33 < there[2] < 40, "it lies where its members are"
    page.evaluate(f"{MAP}.setView([48, 34], 8, {{animate: false}})")
    page.wait_for_timeout(700)
    click_group(page, f"g.count >= {len(CROWD)} && Math.abs(g.x - (34 / 360 + 0.5)) < 1e-6")
    context = page.locator(".im-context")
    expect(context).to_contain_text("12 incidents in this place")
    rows = page.locator(".im-row[data-row]")  # those that have come
    expect(rows).to_have_count(12)
    # A row of the list is in its group, which is ringed.
    rows.nth(5).click()
    ringed = f"(count) => {{ {PARTS} return marks._groupOf(view.selected, marks._scene)?.count === count; }}"
    page.wait_for_function(ringed, arg=len(CROWD), timeout=5000)
    # Under another filter its place is asked for, and how many there are is not known before the answer.
    large.slow = 0.6
    page.locator(".im-facet input").first.check()
    expect(context.locator("span")).to_have_text("…", timeout=3000)
    expect(context).to_contain_text("4 incidents in this place")
    large.slow = 0.0
    expect(rows).to_have_count(4)
    inside = [path for path in large.asked if "inside=" in path]
    assert all("inside=33.99999,47.99999,34.00001,48.00001" in path for path in inside), inside
    assert seen.nothing(), seen


def test_a_list_that_is_dragged_asks_for_where_it_stops(large: Served, open_page: Opener) -> None:
    page, seen = open_page(large.url)
    expect(page.locator(".im-row").first).to_be_visible()
    page.evaluate("""async () => { const list = document.querySelector("#im-list");
        for (let i = 1; i <= 40; i++) { list.scrollTop = i * 3500; await new Promise(requestAnimationFrame); } }""")
    expect(page.locator(".im-row").last).to_contain_text("Report")
    asked = [path for path in large.asked if path.startswith("/view/rows")]
    assert len(asked) <= 4, asked
    assert any("offset=1800" in path for path in asked)
    assert seen.nothing(), seen


def test_a_printed_list_has_no_gaps(large: Served, open_page: Opener) -> None:
    page, seen = open_page(large.url)
    page.locator("#im-list").focus()
    page.keyboard.press("End")
    expect(page.locator(".im-row").last).to_contain_text("Report")
    sheet = page.locator(".im-print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert sheet.locator("tbody tr").count() == 60, "the browser does not wait: what is here from the first on"
    expect(sheet).to_contain_text("The first 60 of 2,000 incidents are printed.")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.evaluate("window.print = () => window.dispatchEvent(new Event('beforeprint'))")
    page.get_by_role("button", name="Share").click()
    page.get_by_role("menuitem", name="Print").click()
    expect(sheet.locator("tbody tr")).to_have_count(500)
    expect(sheet).to_contain_text("The first 500 of 2,000 incidents are printed.")
    assert seen.nothing(), seen


def test_playing_ends_when_the_server_is_lost_and_can_go_on(large: Served, open_page: Opener) -> None:
    page, _ = open_page(large.url)
    expect(counts(page)).to_contain_text("2,000 incidents")
    large.broken = True
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.locator(".im-remote")).to_contain_text("The server answered 500.")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    large.broken = False
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".im-remote")).to_be_hidden()
    before = page.locator(".im-span").text_content()
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.locator(".im-span")).not_to_have_text(str(before))


def test_what_an_address_names_is_fetched(large: Served, open_page: Opener) -> None:
    page, _ = open_page(large.url)
    page.locator(".im-row").first.click()
    page.wait_for_timeout(600)
    assert "id=id-" in page.evaluate("location.hash")
    other, seen = open_page(f"{large.url}#id=id-1234")
    expect(other.locator(".im-detail")).to_contain_text("Report 1234 of")
    assert any(path == "/view/incidents?id=id-1234" for path in large.asked)
    assert seen.nothing(), seen


def test_an_incident_that_is_gone_or_that_cannot_be_asked_for_is_told(large: Served, open_page: Opener) -> None:
    page, _ = open_page(large.url, fragment="#id=nobody")
    expect(page.locator(".im-told")).to_contain_text("is not in this map: nobody")
    large.broken = True
    page.evaluate("location.hash = 'id=id-1234'")
    expect(page.locator(".im-remote")).to_contain_text("The server answered 500.")
    large.broken = False
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".im-detail")).to_contain_text("Report 1234 of")


def test_a_mark_that_has_not_been_sent_can_be_pointed_at_and_opened(large: Served, open_page: Opener) -> None:
    page, seen = open_page(large.url, fragment="#at=50,36,10.5")
    alone = f"""() => {{ // lone marks whose incident the answer did not hold, in the middle of the map
        {PARTS}
        const [w, h] = [{MAP}.getSize().x, {MAP}.getSize().y];
        for (let y = 150; y < h - 250; y += 7) for (let x = 320; x < w - 320; x += 7) {{
            const hit = marks.at(x, y);
            if (hit?.count === 1 && !view.incidents.line(hit.first)) return [x, y];
        }}
        return null;
    }}"""
    page.wait_for_timeout(500)
    found = page.evaluate(alone)
    assert found, "there are more than are sent at once"
    box = page.locator(".folium-map").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + found[0], box["y"] + found[1])
    expect(page.locator(".im-tip")).to_contain_text(re.compile("Battles|Riots|Protests"))
    page.mouse.click(box["x"] + found[0], box["y"] + found[1])
    expect(page.locator(".im-detail")).to_contain_text("of something near the river")
    page.locator(".folium-map").focus()
    for _ in range(12):
        page.keyboard.press("n")
    assert seen.nothing(), seen


def test_a_server_that_fails_is_said_and_can_be_tried_again(large: Served, open_page: Opener) -> None:
    page, _ = open_page(large.url)
    expect(counts(page)).to_contain_text("2,000 incidents")
    large.broken = True
    page.locator(".im-facet input").first.check()
    expect(page.locator(".im-remote")).to_contain_text("The incidents could not be loaded. The server answered 500.")
    expect(page.locator(".im-row").first).to_be_visible()
    large.broken = False
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".im-remote")).to_be_hidden()
    expect(counts(page)).to_contain_text("667 of 2,000 incidents")
    page.context.set_offline(True)
    page.locator(".im-facet input").first.uncheck()
    expect(page.locator(".im-remote")).to_contain_text("The server cannot be reached. What you see may be out of date.")
