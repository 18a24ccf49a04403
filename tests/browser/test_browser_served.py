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
        let marks;
        {MAP}.eachLayer((layer) => layer._view?.engine && layer.at && (marks = layer));
        const view = marks._view;
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
