"""A page of a real server, with a limit so low that few incidents are already too many to be sent as a whole."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
from playwright.sync_api import Page, expect
from waitress.server import create_server

from browser.samples import MAP, Opener, sample
from incidentmap import Gazetteer
from incidentmap.frame import conform
from incidentmap_web import create_app


class Served:
    """A server of a frame in a thread; ``asked`` are the addresses it was asked for."""

    def __init__(self, frame: Any, gazetteer: Gazetteer, limit: int) -> None:
        self.asked: list[str] = []
        self.broken = False
        app = create_app(frame, gazetteer, whole_limit=limit)

        def noting(environ: Any, start: Any) -> Any:
            self.asked.append(f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}")
            if self.broken and environ["PATH_INFO"] != "/":
                start("500 Internal Server Error", [("Content-Type", "text/plain")])
                return [b"no"]
            return app(environ, start)

        self._server = create_server(noting, host="127.0.0.1", port=0, threads=4)
        self.url = f"http://127.0.0.1:{self._server.effective_port}/"
        threading.Thread(target=self._server.run, daemon=True).start()

    def views(self) -> list[str]:
        return [path for path in self.asked if path.startswith("/view?")]

    def close(self) -> None:
        self._server.close()


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
