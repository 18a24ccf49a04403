"""Each shape has one look in Chromium: to be seen at three zooms, told from the others, explained, never a pin."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
import shapely.ops
from playwright.sync_api import Page, expect

from browser import shapes
from browser.samples import BELGOROD, MAP, PHONE, Opener, incident
from browser.shapes import away, every_shape
from incidentmap import Gazetteer, draw_map
from incidentmap.frame import conform

HOSTILE = "</script><img src=x onerror=alert(1)> {{7*7}} <b>bold</b>"
#: The marks' own canvas: how many of its pixels round a spot are painted, how strongly at most, and in which colour.
READ = f"""([lon, lat, half]) => {{
  const own = document.querySelector('.leaflet-im-marks-pane canvas');
  const p = {MAP}.latLngToContainerPoint([lat, lon]);
  const size = 2 * half + 1;
  const data = own.getContext('2d').getImageData(Math.round(p.x) - half, Math.round(p.y) - half, size, size).data;
  const cells = [];
  for (let i = 0; i < data.length; i += 4) cells.push([data[i], data[i + 1], data[i + 2], data[i + 3]]);
  return cells;
}}"""


def without_tags(page: Page) -> None:
    """Take away the tags of areas and the names of places: what lies below them is to be read."""
    marks = f"Object.values({MAP}._layers).find((layer) => layer.inView)"
    empty = "marks._scene.tags.length = marks._scene.labels.length = 0; marks.paintNow();"
    page.evaluate(f"() => {{ const marks = {marks}; {empty} }}")


def look_at(page: Page, lon: float, lat: float, zoom: float) -> None:
    page.evaluate(f"{MAP}.setView([{lat}, {lon}], {zoom}, {{animate: false}})")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    without_tags(page)


def cells(page: Page, lon_lat: tuple[float, float], half: int = 0) -> Any:
    """Read a square of the canvas of marks as rows of red, green, blue, alpha."""
    return np.array(page.evaluate(READ, [*lon_lat, half]))


@pytest.fixture(scope="module")
def drawn(gazetteer: Gazetteer) -> Any:
    return draw_map(every_shape(), gazetteer, title="Shapes")


INSIDE = {
    "disc": away((35.504, 50.723), 90, 2.5), "ring": away(shapes.VALUIKI, 90, 19), "sector": away(BELGOROD, 0, 29),
    "wedge": away(shapes.VOVCHANSK, 50, 12), "corridor": (37.035, 50.505), "strip": (34.7, 50.88),
    "district": (37.95, 50.52), "estimated": (37.8, 49.9), "region": (36.1, 49.6),
    "part": (40.2, 51.3), "area": (38.5, 48.0),
}  # fmt: skip


STARTS = {
    "disc": "near", "ring": "20 km from", "sector": "30 km north", "wedge": "north-east", "corridor": "between",
    "strip": "along", "district": "Volokonovsky", "estimated": "Kupiansk", "region": "Kharkiv region",
    "part": "northern", "area": "the Donbas",
}  # fmt: skip


# Of the disc little but its hollow mark is to be seen from afar.
@pytest.mark.parametrize(("kind", "zoom"), [*((k, z) for k in INSIDE for z in (6, 10) if k != "disc"), ("disc", 10)])
def test_every_area_is_filled_lightly_and_the_base_stays_to_be_read(
    gazetteer: Gazetteer, open_page: Opener, kind: str, zoom: int
) -> None:
    frame = every_shape()
    page, _ = open_page(draw_map(frame[frame["place"].str.startswith(STARTS[kind])], gazetteer))
    look_at(page, *INSIDE[kind], zoom)
    alpha = cells(page, INSIDE[kind], 20 if kind == "area" else 7)[:, 3]
    assert alpha.max() > 15, "something is there"
    assert np.median(alpha) < 100, "and what lies below it is seen"


def test_a_ring_is_empty_in_its_middle_and_a_sector_at_its_place(drawn: Any, open_page: Opener) -> None:
    page, _ = open_page(drawn)
    look_at(page, *shapes.VALUIKI, 9)
    middle = away(shapes.VALUIKI, 0, 9)
    assert cells(page, middle, 3)[:, 3].max() == 0
    look_at(page, *BELGOROD, 9)
    assert cells(page, away(BELGOROD, 0, 18), 3)[:, 3].max() == 0
    assert cells(page, away(BELGOROD, 180, 29), 3)[:, 3].max() == 0, "the other side"


def test_soft_edges_fade_and_a_wedge_fades_outwards(drawn: Any, open_page: Opener) -> None:
    page, _ = open_page(drawn)
    look_at(page, *shapes.VOVCHANSK, 10)
    near, far = (np.median(cells(page, away(shapes.VOVCHANSK, 52, km), 2)[:, 3]) for km in (8, 21))
    assert near > far > 0
    corridor = INSIDE["corridor"]
    look_at(page, *corridor, 11)
    rim = shapely.ops.nearest_points(shapes.CORRIDOR.exterior, shapely.Point(corridor))[0]
    inside = (rim.x + (corridor[0] - rim.x) * 0.05, rim.y + (corridor[1] - rim.y) * 0.05)
    middle, faint = (np.median(cells(page, spot, 1)[:, 3]) for spot in (corridor, inside))
    assert middle > 1.5 * faint > 0


def lines(page: Page, spot: tuple[float, float]) -> float:
    """How much of a square is drawn more strongly than its lightest part: the share that is hatch."""
    alpha = cells(page, spot, 30)[:, 3]
    return float((alpha > np.percentile(alpha, 10) + 30).mean())


def test_the_hatch_is_denser_for_smaller_units_and_absent_where_words_have_no_edge(
    drawn: Any, open_page: Opener
) -> None:
    page, _ = open_page(drawn)
    share = {}
    for kind in ["district", "region", "area", "corridor", "sector"]:
        look_at(page, *INSIDE[kind], 11)
        share[kind] = lines(page, INSIDE[kind])
    assert share["district"] > 1.5 * share["region"] > 1.5 * share["area"] > 0
    assert share["corridor"] == share["sector"] == 0


def test_a_strip_has_rungs_at_its_edges_and_none_in_its_middle(drawn: Any, open_page: Opener) -> None:
    page, _ = open_page(drawn)
    look_at(page, *INSIDE["strip"], 12)
    edge = shapely.ops.nearest_points(shapes.STRIP.exterior, shapely.Point(34.66, 50.87))[0]
    assert lines(page, (edge.x, edge.y)) > 0.03
    assert lines(page, (34.7, 50.86)) == 0


def test_an_estimated_boundary_is_dashed_and_a_known_one_is_not(drawn: Any, open_page: Opener) -> None:
    page, _ = open_page(drawn)
    blue, pink = (0, 114, 178), (204, 121, 167)
    for outline, colour, gaps in [(shapes.DISTRICT, blue, False), (shapes.ESTIMATED, pink, True)]:
        (lon0, lat0), (lon1, lat1) = outline.exterior.coords[:2]
        look_at(page, (lon0 + lon1) / 2, (lat0 + lat1) / 2, 10)
        along = [(lon0 + (lon1 - lon0) * t, lat0 + (lat1 - lat0) * t) for t in np.linspace(0.3, 0.7, 60)]
        off = np.array([np.abs(cells(page, spot, 1)[:, :3] - colour).sum(axis=1).min() for spot in along])
        assert ((off > 60).mean() > 0.15) == gaps, off


@pytest.mark.parametrize("kind", [kind for kind in STARTS if kind not in ("disc", "region")])
def test_no_area_has_a_pin(gazetteer: Gazetteer, open_page: Opener, kind: str) -> None:
    frame = every_shape()
    frame = frame[frame["place"].str.startswith(STARTS[kind])]
    label = float(frame["label_lon"].iloc[0]), float(frame["label_lat"].iloc[0])
    page, _ = open_page(draw_map(frame, gazetteer))
    look_at(page, *label, 8)
    alpha = cells(page, label, 6)[:, 3]
    assert (alpha > 235).mean() < 0.1, "nothing opaque stands in it"


def test_a_hundred_stacked_areas_never_cover_the_base_or_a_point(gazetteer: Gazetteer, open_page: Opener) -> None:
    rows = [
        incident(
            f"a{at}",
            shapely.box(36 - 0.01 * at, 50, 37 + 0.01 * at, 51),
            "2024-01-01",
            precision="near",
            shape="corridor",
        )
        for at in range(100)
    ]
    rows += [
        incident(f"same{at}", shapely.box(35.9, 49.9, 37.1, 51.1), "2024-01-01", precision="region")
        for at in range(100)
    ]
    rows += [incident("town", shapely.Point(36.5, 50.5), "2024-01-01", event_type="Riots", precision="settlement")]
    table = pd.DataFrame(rows)
    page, _ = open_page(draw_map(conform(table.drop(columns="geometry"), list(table["geometry"])), gazetteer))
    look_at(page, 36.5, 50.5, 9)
    assert cells(page, (36.5, 50.5))[0].tolist() == [86, 180, 233, 255], "the point's own colour"
    assert np.median(cells(page, (36.3, 50.4), 20)[:, 3]) <= 0.36 * 255, "fills do not add up"


def test_areas_with_many_incidents_are_drawn_once_with_their_count(drawn: Any, open_page: Opener) -> None:
    page, _ = open_page(drawn)
    look_at(page, 36.4, 49.4, 8)
    frame = every_shape()
    region = frame[frame["place"] == "Kharkiv region"].iloc[0]
    page.locator(".im-legend summary").click()
    x, y = page.evaluate(
        f"([lat, lon]) => {{ const p = {MAP}.latLngToContainerPoint([lat, lon]), b = {MAP}.getContainer()"
        ".getBoundingClientRect(); return [b.x + p.x, b.y + p.y]; }",
        [region["label_lat"], region["label_lon"]],
    )
    page.mouse.click(x, y)
    expect(page.locator(".im-context")).to_contain_text("3 incidents in this place")


def test_what_is_too_small_to_be_seen_has_a_hollow_mark(gazetteer: Gazetteer, open_page: Opener) -> None:
    frame = every_shape()
    page, _ = open_page(draw_map(frame[frame["shape"] == "corridor"], gazetteer))
    label = float(frame["label_lon"][7]), float(frame["label_lat"][7])
    look_at(page, *label, 4)
    alpha = cells(page, label, 9)[:, 3]
    assert (alpha > 250).sum() > 60
    paper = cells(page, label)[0]
    assert paper.tolist()[:3] == [255, 255, 255], "hollow"


WORDS = {
    "exact spot": "The source gives this very spot.",
    "near Terebreno": "Reported near Terebreno; drawn as a 5\u00a0km disc because the text says “near Terebreno”.",
    "20 km from Valuiki": "drawn as what lies about so far from Valuiki, on any side of it.",
    "30 km north of Belgorod": "drawn as what lies about so far from Belgorod, on that side of it.",
    "north-east of Vovchansk": "drawn as one side of Vovchansk, as far as such words reach.",
    "between Shebekino and Novaya Tavolzhanka": "drawn as the stretch between the two places.",
    "along the border of Sumy and Kursk oblasts": "drawn along the line that these words name, and no spot in it.",
    "Volokonovsky district": "All of Volokonovsky district is marked, and no spot in it.",
    "Kupiansk district": "The boundary of Kupiansk district is not known here; the dashed line is an estimate",
    "northern Voronezh region": "No line on the ground divides it.",
    "the Donbas": "The whole area is marked, and no spot in it.",
    "Izium, Balakliia and Chuhuiv": "several places together. All of them are marked, joined by a dotted line.",
    "Ukraine": "Reported only for Ukraine. Its outline is marked, and no spot in it.",
    "nowhere": "Not placed: the gazetteer knows no such place.",
}


def test_how_sure_stands_with_every_shape_and_is_reached_by_key(drawn: Any, open_page: Opener) -> None:
    page, seen = open_page(drawn)
    told = {}
    page.locator("#im-list").focus()
    for at in range(len(every_shape())):
        page.keyboard.press("Home")
        for _ in range(at):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        detail = page.locator(".im-detail")
        expect(detail.locator(".im-sure h3")).to_have_text("How sure?")
        told[detail.locator(".im-facts dd").nth(1).inner_text()] = detail.locator(".im-sure").inner_text()
        page.keyboard.press("Escape")
    for place, words in WORDS.items():
        assert words in told[place], told[place]
    assert "Rule: estimated from the 63 villages known to lie in it" in told["Kupiansk district"]
    assert seen.nothing(), seen


LEGEND = [
    "A coordinate that the source gives", "A place that the source names", "Near a place: somewhere in the disc",
    "At a distance from a place: in the ring", "At a distance from a place, on one side",
    "One side of a place: in the wedge",
    "Between two places", "Along a border, a river or a road", "A district: somewhere in it",
    "A region: somewhere in it",
    "A larger area: somewhere in it", "Part of a larger unit, such as its north", "Several places, named together",
    "A country, and how many in it", "Not placed: only in the list", "Dashed: the boundary is an estimate",
    "Dotted: as far as the words reach, no boundary", "Hollow: around here, not on this spot",
    "In an area: what, and how many",
]  # fmt: skip


def test_the_legend_has_each_look_once_and_only_those_that_are_there(
    drawn: Any, gazetteer: Gazetteer, open_page: Opener
) -> None:
    page, _ = open_page(drawn)
    said = page.locator(".im-legend li").all_inner_texts()
    assert [words for words in LEGEND if said.count(words) != 1 and not any(words in one for one in said)] == []
    frame = every_shape()
    page, _ = open_page(draw_map(frame[frame["shape"] == "wedge"], gazetteer))
    said = page.locator(".im-legend ul").nth(1).locator("li").all_inner_texts()
    said = [words.split("\n")[-1] for words in said]  # a tag's sample has a number in it
    assert said == [
        "One side of a place: in the wedge", "Dotted: as far as the words reach, no boundary",
        "In an area: what, and how many",
    ]  # fmt: skip


@pytest.mark.parametrize("dark", [False, True])
def test_on_a_phone_each_shape_opens_and_nothing_sticks_out(drawn: Any, open_page: Opener, dark: bool) -> None:
    page, seen = open_page(drawn, size=PHONE, dark=dark)
    page.locator(".im-legend summary").click()
    box = page.locator(".im-legend").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= PHONE[0]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert seen.nothing(), seen


def test_hostile_names_and_rules_stay_text(gazetteer: Gazetteer, open_page: Opener) -> None:
    frame = every_shape(place=HOSTILE, place_name=HOSTILE, rule=HOSTILE, recorded_precision=HOSTILE)
    page, seen = open_page(draw_map(frame, gazetteer))
    for at in range(1, len(frame), 4):
        page.locator("#im-list").focus()
        page.keyboard.press("Home")
        for _ in range(at):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator(".im-sure")).to_contain_text(HOSTILE)
        page.keyboard.press("Escape")
    assert page.locator("img, .im-app b").count() == 0
    assert seen.nothing(), seen
    assert seen.requests == [page.url.split("#")[0]]


def test_what_the_source_recorded_is_shown_as_evidence(gazetteer: Gazetteer, open_page: Opener) -> None:
    frame = every_shape(recorded_lon=36.1, recorded_lat=49.6, recorded_precision="ucdp:4")
    page, _ = open_page(draw_map(frame, gazetteer))
    page.locator(".im-row", has_text="Kharkiv region").first.click()
    expect(page.locator(".im-recorded")).to_contain_text("49.60000, 36.10000, inside what is drawn")
    expect(page.locator(".im-recorded")).to_contain_text("UCDP where_prec 4")
