"""Questions of a large page: what is counted adds up, and nothing is lost between map and list."""

from __future__ import annotations

import re
import tracemalloc
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

import incidentmap_web.areas
import incidentmap_web.groups
from incidentmap.frame import conform
from incidentmap_web import create_app
from incidentmap_web.folding import fold, fold_many
from incidentmap_web.index import IncidentIndex
from incidentmap_web.places import STYLES, to_x, to_y
from incidentmap_web.queries import Query
from incidentmap_web.words import WordIndex

COUNT = 3000
KINDS = ["Battles", "Riots", "Other, odd", None]
PRECISIONS = ["settlement", "exact", "near", "district", "country", "area"]
WORLD = "bbox=-180,-90,180,90&zoom=5"
CLIENT = Path(__file__).parents[2] / "geo/incidentmap/mapping/client/src"


@pytest.fixture(scope="module")
def many():
    rng = np.random.default_rng(5)
    days = np.datetime64("2023-12-20", "s") + rng.integers(0, 60, COUNT).astype("timedelta64[D]")
    table = pd.DataFrame({"id": [f"i{n}" for n in range(COUNT)], "start": days})
    table["end"] = table["start"] + pd.to_timedelta(rng.integers(0, 12, COUNT), unit="D")
    table.loc[::9, ["start", "end"]] = pd.NaT
    table["event_type"] = np.array(KINDS, dtype=object)[rng.integers(0, 4, COUNT)]
    table["sub_event_type"] = np.array(["Raid", "Clash", None], dtype=object)[rng.integers(0, 3, COUNT)]
    table["actors"] = [[f"Actor {i % 150}", "Everyone"][: i % 3] for i in range(COUNT)]
    table["summary"] = [f"drone over village {i % 50}" for i in range(COUNT)]
    points = shapely.points(rng.uniform(-180, 180, COUNT), rng.uniform(-80, 80, COUNT))
    wide = np.arange(COUNT) % 7 == 0
    shapes = np.where(wide, shapely.buffer(points, rng.uniform(0.01, 4, COUNT)), points)
    shapes[::11] = None
    table["precision"] = np.where(wide, np.array(PRECISIONS)[rng.integers(2, 6, COUNT)], "settlement")
    table.loc[shapely.is_missing(shapes), "precision"] = "unlocated"
    return conform(table, shapes)


@pytest.fixture(scope="module")
def ask(many, gazetteer):
    client = create_app(many, gazetteer, whole_limit=10).test_client()

    def asked(query, path="/view"):
        answer = client.get(f"{path}?{query}")
        assert answer.status_code == 200, answer.text
        return answer.json

    asked.client = client
    return asked


def column(values, rows):
    """Read a column of whole numbers as the page does."""
    return [values] * rows if isinstance(values, int) else list(values or [])


def ids_of(answer):
    """Read the ids; many that differ by a number are written by their numbers."""
    ids = answer["columns"]["id"]
    return ids if isinstance(ids, list) else [f"i{number}" for number in ids["numbers"]]


@pytest.mark.parametrize(
    "query", ["", "type=Battles", "q=village 7", "datetime=2024-01-01/2024-01-20", "actor=Everyone"]
)
@pytest.mark.parametrize("zoom", [2, 5, 9])
@pytest.mark.parametrize("most", [0, 300])
def test_nothing_is_lost(ask, many, monkeypatch, query, zoom, most):
    monkeypatch.setattr(incidentmap_web.areas, "MOST_AREAS", most)
    answer = ask(f"bbox=-180,-90,180,90&zoom={zoom}&{query}")
    groups, areas = answer["groups"], answer["areas"]
    in_groups = sum(column(groups["count"], groups["rows"]))
    count, tiny = (column(areas[name], areas["shapes"]["count"]) for name in ("count", "tiny"))
    marks = column(areas["first"], len(count))
    index = IncidentIndex(many)
    also_spots = [bool(t) or index.places.mark[row] == 2 for t, row in zip(tiny, marks, strict=True)]
    only_areas = sum(n for n, both in zip(count, also_spots, strict=True) if not both)
    assert in_groups + only_areas + answer["unplaced"] == answer["matched"]
    assert sum(column(groups["styles"], groups["rows"] * 7)) == in_groups
    assert len(count) <= most


def test_a_list_has_everything_once_in_every_order(ask, many):
    for sort in ("newest", "oldest", "view"):
        seen, offset = [], 0
        while True:
            page = ask(f"sort={sort}&seen=0,0,90,80&limit=500&offset={offset}&type=Battles", "/view/rows")
            if not page["list"]["rows"]:
                break
            ids = dict(zip(page["rows"], ids_of(page), strict=True))
            seen += [ids[row] for row in page["list"]["rows"]]
            offset += 500
        battles = many[many["event_type"] == "Battles"].set_index("id")
        assert sorted(seen) == sorted(battles.index)
        starts = battles.loc[seen, "start"]
        dated = starts.dropna()
        if sort == "newest":
            assert dated.is_monotonic_decreasing
        if sort == "oldest":
            assert dated.is_monotonic_increasing
        if sort != "view":
            assert starts.isna().tolist() == sorted(starts.isna().tolist()), "those without a date come last"


def test_groups_and_areas_have_the_members_that_they_count(ask):
    base = "bbox=-180,-90,180,90&zoom=3&type=Battles"
    answer = ask(base)
    groups = answer["groups"]
    for i in range(0, groups["rows"], 7):
        listed = ask(f"{base}&group={groups['first'][i]}&limit=500", "/view/rows")["list"]
        assert listed["matched"] == groups["count"][i]
        assert listed["rows"][0] == groups["first"][i]
    areas = answer["areas"]
    numbers = areas["number"][:5]
    listed = ask(f"type=Battles&shapes={','.join(map(str, numbers))}", "/view/rows")["list"]
    assert listed["matched"] == sum(column(areas["count"], len(areas["number"]))[:5])
    listed = ask("type=Battles&unplaced=true", "/view/rows")["list"]
    assert listed["matched"] == answer["unplaced"]
    assert ask(f"{base}&group=999999", "/view/rows")["list"]["matched"] == 0


def in_box(lon, lat, west, south, east, north):
    across = (lon >= west) & (lon <= east) if west <= east else (lon >= west) | (lon <= east)
    return across & (lat >= south) & (lat <= north)


@pytest.mark.parametrize("box", [(20, -30, 90, 60), (150, -60, -120, 60)])
def test_what_a_box_shows_and_what_lies_outside_add_up(ask, many, box):
    index = IncidentIndex(many)
    places = index.places
    answer = ask(f"bbox={','.join(map(str, box))}&zoom=4&type=Battles")
    groups, areas = answer["groups"], answer["areas"]
    passing = index.passing(Query(facets={"type": frozenset(["Battles"])}))
    in_areas = passing & np.isin(places.shape, areas["number"])
    tiny = [number for number, t in zip(areas["number"], column(areas["tiny"], len(areas["number"])), strict=True) if t]
    pointed = (places.shape < 0) | (places.mark == 2) | np.isin(places.shape, tiny)
    in_groups = passing & index.placed & pointed & in_box(places.lon / 1e5, places.lat / 1e5, *box)
    assert sum(column(groups["count"], groups["rows"])) == in_groups.sum()
    assert sum(column(areas["count"], len(areas["number"]))) == in_areas.sum()
    outside = passing & index.placed & ~index.touching(box)
    assert (in_groups | in_areas).sum() + outside.sum() == answer["matched"] - answer["unplaced"]
    assert outside.any()
    assert (in_groups & in_areas).any()


def test_a_group_says_where_its_members_are(ask):
    base = "bbox=150,-60,-120,60&zoom=3"
    groups = ask(base)["groups"]
    extent = np.array(groups["extent"]).reshape(-1, 4) / 2**32
    x, y = (np.array(side) for side in (to_x(np.array(groups["lon"]) / 1e5), to_y(np.array(groups["lat"]) / 1e5)))
    x, y = x / 2**32, y / 2**32
    wrapped = x + (x < extent[:, 0] - 1e-9)
    assert (wrapped <= extent[:, 2] + 1e-9).all()
    assert ((y >= extent[:, 1] - 1e-9) & (y <= extent[:, 3] + 1e-9)).all()
    assert (extent[:, 0] < 1).all()
    assert (extent[:, 2] > 1).any(), "some lie on both sides of the antimeridian"
    assert (extent[:, 2] - extent[:, 0] < 0.2).all()


@pytest.mark.parametrize("zoom", [8, 12, 22])
@pytest.mark.parametrize("path", ["/view", "/view/rows"])
def test_the_closest_zoom_of_the_whole_world_takes_no_more_memory_than_rows(ask, zoom, path):
    tracemalloc.start()
    answer = ask(f"zoom={zoom}&group=0" if path == "/view/rows" else f"zoom={zoom}", path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100e6
    if path == "/view":
        assert answer["groups"]["rows"] > 1500


def test_a_box_larger_than_any_screen_has_no_more_marks_than_a_limit(ask, monkeypatch):
    fine = ask("zoom=22")["groups"]
    for name in ("_MOST_CELLS", "_LIMIT"):
        monkeypatch.setattr(incidentmap_web.groups, name, 500)
    coarse = ask("zoom=22&limit=61")["groups"]
    assert coarse["rows"] <= 500 < fine["rows"]
    assert sum(column(coarse["count"], coarse["rows"])) == sum(column(fine["count"], fine["rows"]))


def test_occupied_cells_are_grouped_as_all_cells_are(ask, monkeypatch):
    counted = ask("bbox=0,0,60,60&zoom=5")["groups"]
    monkeypatch.setattr(incidentmap_web.groups, "_DENSE", 1)
    assert ask("bbox=0,0,60,60&zoom=5&limit=61")["groups"] == counted


def test_a_group_stands_on_one_of_its_members(ask, many):
    groups = ask("bbox=170,-60,-170,60&zoom=4")["groups"]
    spots = {(round(p.x, 5), round(p.y, 5)) for p in many.geometry if p is not None and p.geom_type == "Point"}
    solid = [
        i for i, hollow in enumerate(column(groups["hollow"], groups["rows"])) if not hollow and groups["count"][i] == 1
    ]
    assert solid
    for i in solid:
        assert (groups["lon"][i] / 1e5, groups["lat"][i] / 1e5) in spots
        assert groups["lon"][i] >= 170e5 or groups["lon"][i] <= -170e5


def test_facets_are_counted_under_all_other_filters(ask, many):
    answer = ask(f"{WORLD}&type=Battles&actor=Everyone")
    counts = {name: dict(zip(f["values"], f["counts"], strict=True)) for name, f in answer["counts"].items()}
    everyone = many["actors"].map(lambda actors: "Everyone" in actors)
    by_type = many[everyone]["event_type"]
    assert counts["type"] == {**by_type.value_counts().to_dict(), None: int(by_type.isna().sum())}
    battles = many[many["event_type"] == "Battles"]
    assert counts["actors"]["Everyone"] == battles["actors"].map(lambda actors: "Everyone" in actors).sum()
    assert len(counts["actors"]) == 100
    assert answer["counts"]["actors"]["distinct"] == 102
    assert answer["matched"] == (everyone & (many["event_type"] == "Battles")).sum()
    assert "Actor 149" in ask(f"{WORLD}&actor=Actor 149")["counts"]["actors"]["values"]


def test_the_numbers_below_a_type_add_up_to_its_own(ask, many):
    asked = {"type": "Riots", "sub_type": "Battles::Raid", "q": "village 7", "actor": "Everyone"}
    answer = ask(f"{WORLD}&{urlencode(asked)}")
    counts = {name: dict(zip(f["values"], f["counts"], strict=True)) for name, f in answer["counts"].items()}
    for kind, subs in answer["totals"]["tree"]:
        below = [counts["sub"].get(f"{kind or ''}::{sub or ''}", 0) for sub in subs]
        assert sum(below) == counts["type"][kind] > max(below) > 0
    assert answer["matched"] == counts["type"]["Riots"] + counts["sub"]["Battles::Raid"]


def test_bins_count_as_the_page_counts(ask, many):
    edges = [19700, 19720, 19730, 19760]
    answer = ask(f"{WORLD}&type=Riots&datetime=2024-01-01/2024-01-02&edges={','.join(map(str, edges))}")["histogram"]
    start, end = (many[name].dropna().to_numpy().astype("datetime64[D]").astype(int) for name in ("start", "end"))
    riots = (many["event_type"].dropna() == "Riots").reindex(many["start"].dropna().index, fill_value=False).to_numpy()
    for bin_, (low, high) in enumerate(pairwise(edges)):
        meets = (start < high) & (end >= low)
        inside = (np.maximum(start, edges[0]) >= low) & (np.minimum(end, edges[-1] - 1) < high)
        assert column(answer["all"], 3)[bin_] == meets.sum()
        assert column(answer["own"], 3)[bin_] == (meets & riots).sum()
        assert column(answer["vague"], 3)[bin_] == (meets & riots & ~inside).sum()


def test_incidents_by_id(ask):
    found = ask("id=i5&id=nobody&id=i7", "/view/incidents")
    assert ids_of(found) == ["i5", "i7"]
    assert ask.client.get("/view/incidents").status_code == 400


BAD = [
    ("zoom", "23"), ("zoom", "-1"), ("zoom", "1.5"), ("edges", "1"), ("edges", "2,1"), ("edges", "1,x"),
    ("edges", "1,1"), ("edges", ",".join(map(str, range(402)))), ("edges", "1,99999999"), ("sort", "best"),
    ("limit", "501"), ("limit", "all"), ("group", "x"), ("shapes", "1,,2"), ("shapes", "1," * 600 + "1"),
    ("seen", "1,2,3"), ("inside", "a"), ("unplaced", "1"), ("bbox", "1,2,3"), ("what", "1"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), BAD)
def test_refused(ask, name, value):
    for path in ("/view", "/view/rows"):
        answer = ask.client.get(path, query_string={name: value})
        assert answer.status_code == 400
        assert answer.json["error"]["field"] == name


def test_the_page_is_told_which_kind_it_is(many, gazetteer):
    for limit, mode in ((COUNT, "whole"), (COUNT - 1, "large")):
        assert f'"mode":"{mode}"' in create_app(many, gazetteer, whole_limit=limit).test_client().get("/").text


def test_the_types_with_a_colour_are_the_page_s():
    named = re.findall(r'name: "([^"]+)"', (CLIENT / "look.js").read_text())
    assert [name.lower() for name in named[:-1]] == list(STYLES)


@settings(deadline=None)
@given(st.lists(st.text("kheyijoua bг'’-Їи2", max_size=12), min_size=1, max_size=5))
def test_words_are_found_as_the_page_finds_them(texts):
    index = WordIndex(texts)
    for text in texts:
        for word in text.lower().split():
            for part in (word, word[1:3]):
                found = index.holding(part) if part else None
                for row, other in enumerate(texts):
                    if part and (part in other.lower() or (fold(part) and fold(part) in fold(other))):
                        assert found[row] or " " in fold(part)


def test_folding_many_is_folding_each():
    words = ["khotmyzhsk,", "nyyo", "o'brien", "ya", "тёткино", "харків", "ł-ó", "", "yyyy", "kh"]
    keys, _ = fold_many(pa.array(words, pa.large_string()))
    assert keys.to_pylist() == [fold(word) for word in words]


def test_a_search_finds_what_only_the_place_says(many):
    index = IncidentIndex(many)
    assert index.rows(Query(text="village 49")).size == index.rows(Query(text="49 VILLAGE")).size > 0
