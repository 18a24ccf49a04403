"""Hostile text in every field comes out as text; other layers and a server's page work too."""

from __future__ import annotations

from typing import Any

import folium
import numpy as np
import pandas as pd
import shapely
from playwright.sync_api import expect

from browser.samples import Opener, sample
from incidentmap import Gazetteer, draw_map
from incidentmap.frame import CANDIDATE_KEYS, EVIDENCE_KEYS, SCHEMA, SOURCE_KEYS, conform
from incidentmap.mapping import IncidentLayer

HOSTILE = (
    "{{ 7*7 }}{% if x %}</script><script>window.hacked=1;alert(1)</script><img src=x onerror=alert(2)>\u202ereversed"
)
CHOSEN = {"id", "precision", "time_precision", "shape"}  # from lists of words: the frame refuses others
TEXTS = [name for name, kind in SCHEMA.items() if kind == "str" and name not in CHOSEN]


def hostile() -> Any:
    lists = {
        "actors": [HOSTILE],
        "candidates": [dict.fromkeys(CANDIDATE_KEYS, HOSTILE) | {"id": i, "lon": 36.0, "lat": 50.0} for i in range(2)],
        "sources": [dict.fromkeys(SOURCE_KEYS, HOSTILE) | {"url": "javascript:alert(3)"}],
        "evidence": [dict.fromkeys(EVIDENCE_KEYS, HOSTILE)],
    }
    rows = [
        dict.fromkeys(TEXTS, HOSTILE) | lists | {"id": HOSTILE + str(i), "precision": precision}
        for i, precision in enumerate(["settlement", "near", "region", "unlocated"])
    ]
    shapes = [shapely.Point(36, 50), shapely.Point(36, 51).buffer(0.1), shapely.box(37, 50, 38, 51), None]
    return conform(pd.DataFrame(rows), shapes)


def test_hostile_text_is_text_everywhere(gazetteer: Gazetteer, open_page: Opener) -> None:
    page, seen = open_page(draw_map(hostile(), gazetteer, title=HOSTILE, notice=HOSTILE, tiles=True))
    expect(page.locator(".im-title")).to_contain_text("{{ 7*7 }}{% if x %}</script>")
    expect(page.locator(".im-notice")).to_contain_text("{{ 7*7 }}")
    expect(page.locator(".im-facet").first).to_contain_text("{{ 7*7 }}")
    assert page.locator(".im-row").count() == 4
    for at in range(4):
        page.locator(".im-row").nth(at).click()
        detail = page.locator(".im-detail")
        # Every text column, and every text of the lists, as it was written.
        assert detail.inner_text().count("{{ 7*7 }}{% if x %}</script><script>window.hacked=1;alert(1)</script>") >= 12
        assert detail.locator("a").count() == 0, "no link to a script"
        page.keyboard.press("Escape")
    assert page.evaluate("window.hacked") is None
    assert page.locator("img:not(.leaflet-tile)").count() == 0
    assert seen.requests == [page.url.partition("#")[0]]
    assert seen.nothing(), seen


def test_text_that_turns_direction_stays_in_its_own_place(gazetteer: Gazetteer, open_page: Opener) -> None:
    frame = conform(
        pd.DataFrame({"id": ["a"], "place": ["\u202eabc"], "precision": "region"}), [shapely.box(36, 50, 37, 51)]
    )
    page, _ = open_page(draw_map(frame, gazetteer))
    page.locator(".im-row").click()
    parts = page.locator(".im-sure p").first.locator("bdi")
    assert parts.count() >= 1
    assert parts.first.evaluate("node => getComputedStyle(node).unicodeBidi") == "isolate"


def test_a_megabyte_of_text_is_clipped_with_a_way_to_see_it_all(gazetteer: Gazetteer, open_page: Opener) -> None:
    frame = conform(
        pd.DataFrame({"id": ["a"], "summary": ["x" * 1_000_000], "place": ["y" * 1_000_000]}), [shapely.Point(36, 50)]
    )
    page, seen = open_page(draw_map(frame, gazetteer))
    page.locator(".im-row").click()
    summary = page.locator(".im-summary")
    assert len(summary.inner_text()) < 1000
    summary.get_by_role("button", name="Show all 1,000,000 characters").click()
    assert len(summary.inner_text()) == 1_000_000
    assert seen.nothing(), seen


def test_no_text_of_a_megabyte_reaches_the_page_unasked(gazetteer: Gazetteer, open_page: Opener) -> None:
    long = "w" * 1_000_000
    lists = {
        "actors": [long],
        "candidates": [dict.fromkeys(CANDIDATE_KEYS, long) | {"id": i, "lon": 36.0, "lat": 50.0} for i in range(2)],
        "sources": [dict.fromkeys(SOURCE_KEYS, long) | {"url": "https://example.org/" + long}],
        "evidence": [dict.fromkeys(EVIDENCE_KEYS, long)],
    }
    texts = dict.fromkeys(TEXTS, long) | lists
    frame = conform(
        pd.DataFrame([texts | {"id": long, "precision": "near"}, texts | {"id": "b", "precision": "unlocated"}]),
        [shapely.Point(36, 50).buffer(0.1), None],
    )
    page, seen = open_page(draw_map(frame, gazetteer, title=long, notice=long))
    longest = """() => Math.max(...[...document.querySelectorAll('.im-app *')].flatMap((node) =>
        [...node.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data.length)))"""
    for at in range(2):
        page.locator(".im-row").nth(at).click()
        expect(page.locator(".im-detail")).to_be_visible()
        assert page.evaluate(longest) <= 600
        page.keyboard.press("Escape")
    assert seen.nothing(), seen


def test_the_layer_works_on_a_plain_folium_map(open_page: Opener) -> None:
    page_map = folium.Map([50.6, 36.6], zoom_start=7, tiles=None)
    IncidentLayer(sample()).add_to(page_map)
    page, seen = open_page(page_map, ready=False)
    page.wait_for_selector("canvas.im-canvas")
    page.wait_for_timeout(200)
    name = page_map.get_name()
    x, y = page.evaluate(
        f"(() => {{ const p = {name}.latLngToContainerPoint([50.723, 35.504]); return [p.x, p.y]; }})()"
    )
    page.mouse.click(x, y)
    expect(page.locator(".im-popup")).to_contain_text("Fighting near Terebreno went on.")
    owed = "As reported; not verified. © GeoNames CC BY 4.0, Natural Earth"
    expect(page.locator(".leaflet-control-attribution")).to_contain_text(owed)
    assert not seen.dialogs


def test_a_folium_marker_can_be_added_to_our_map(gazetteer: Gazetteer, open_page: Opener) -> None:
    drawn = draw_map(sample(), gazetteer)
    folium.Marker([50.2, 36.0]).add_to(drawn)
    page, seen = open_page(drawn)
    marker = page.locator(".leaflet-marker-icon")
    expect(marker).to_be_visible()
    assert marker.evaluate("node => node.naturalWidth") > 0
    assert seen.requests == [page.url.partition("#")[0]]
    assert seen.nothing(), seen


def test_tiles_make_no_request_until_they_are_asked_for(gazetteer: Gazetteer, open_page: Opener) -> None:
    page, seen = open_page(draw_map(sample(), gazetteer, tiles=True))
    expect(page.locator(".im-notice")).to_contain_text("asks its server")
    assert seen.requests == [page.url.partition("#")[0]]
    page.get_by_text("Online map (asks tile.openstreetmap.org)").click()
    page.wait_for_timeout(300)
    own = page.url.partition("#")[0]
    asked = [address for address in seen.requests if address != own and not address.startswith("data:")]
    assert asked
    assert all(address.startswith("https://tile.openstreetmap.org/") for address in asked)
    assert not [m for m in seen.messages if "Content Security Policy" in m]


def test_a_hundred_thousand_incidents_open(gazetteer: Gazetteer, open_page: Opener) -> None:
    rng = np.random.default_rng(1)
    count = 100_000
    days = np.datetime64("2022-02-24", "s") + rng.integers(0, 1200, count).astype("timedelta64[D]")
    table = pd.DataFrame(
        {
            "id": [f"{i:x}" for i in range(count)], "start": days, "end": days, "precision": "settlement",
            "event_type": rng.choice(["Battles", "Riots", "Protests"], count),
            "summary": [f"{n} reported in the night, nobody hurt, houses damaged" for n in rng.permutation(count)],
        }
    )  # fmt: skip
    frame = conform(table, shapely.points(rng.normal(36, 2, count), rng.normal(50, 1, count)))
    page, seen = open_page(draw_map(frame, gazetteer))
    expect(page.locator(".im-header .im-counts span")).to_have_text("100,000 incidents")
    # Measured at 0.8 s on two idle cores; the limit is for a busy machine.
    assert page.evaluate("window.__incidentmap_ready") < 8000
    page.locator("#im-list").focus()
    page.keyboard.press("End")
    expect(page.locator(".im-row").last).to_have_attribute("aria-posinset", "100000")
    page.locator(".im-facet input").first.check()
    expect(page.locator(".im-header .im-counts")).to_contain_text("of 100,000 incidents")
    assert seen.nothing(), seen
