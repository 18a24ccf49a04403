"""The page that holds all incidents and the server of a large one give the same answers to the same filters."""

# ruff: noqa: E501 - tables of cases

from __future__ import annotations

import json
import re
import subprocess
from urllib.parse import quote

import numpy as np
import pandas as pd
import pytest
import shapely
from web_samples import HOSTILE

from incidentmap.frame import conform
from incidentmap.mapping import encode_columns
from incidentmap_web import create_app, filters, parameters
from mapping_support import ROOT, assets

GOLDEN = json.loads((ROOT / "tests/golden/search.json").read_text(encoding="utf-8"))
OTHERS = [
    None,
    "",
    '""',
    '"quoted"',
    "a,b",
    "Battles",
    "Riots",
    "x\u00a0y",
    "οδος",
    "ΟΔΟΣ",
    "Гора",
    "k'h",
    "\ufeff",
    "ё" * 1001,
]
TEXTS = [*HOSTILE, *OTHERS, *(case["text"] for case in GOLDEN)]
SHAPES = [
    None, shapely.Point(36, 50), shapely.Point(36.5, 50.5), shapely.Point(180, 10), shapely.Point(-180, 11),
    shapely.Point(179.9, -17), shapely.Point(-179.9, -17), shapely.Point(0, 89), shapely.Point(0, -89), shapely.Point(20, 60),
    shapely.box(34, 49.5, 39.3, 51.5), shapely.box(179, -18, 180, -16), shapely.box(-180, -18, -179, -16),
    shapely.Polygon([(0, 0), (20, 0), (20, 20), (0, 20)], [[(5, 5), (15, 5), (15, 15), (5, 15)]]),
    shapely.LineString([(30, 40), (31, 45), (60, 46)]), shapely.MultiPoint([(70, 10), (72, 12)]),
    shapely.MultiPolygon([shapely.box(80, 0, 81, 60), shapely.box(90, 0, 91, 1)]),
]  # fmt: skip


def sample(rows=320):
    rng = np.random.default_rng(11)
    texts = np.array(TEXTS, dtype=object)
    some = lambda share=1.0: [texts[i] if rng.random() < share else None for i in rng.integers(0, len(texts), rows)]  # noqa: E731
    start = np.datetime64("2024-01-01", "s") + rng.integers(0, 200, rows).astype("timedelta64[D]")
    end = start + rng.choice([0, 0, 3, 40], rows).astype("timedelta64[D]")
    low = rng.integers(0, 9, rows)
    number = lambda values: pd.array(np.where(rng.random(rows) < 0.6, values, None), dtype="Int64")  # noqa: E731
    table = pd.DataFrame(
        {
            "id": [f"i{i}" for i in range(rows)],
            "start": np.where(rng.random(rows) < 0.8, start, np.datetime64("NaT")),
            "end": np.where(rng.random(rows) < 0.7, end, np.datetime64("NaT")),
            "event_type": some(0.9), "sub_event_type": some(0.5), "summary": TEXTS * 2 + some()[: rows - 2 * len(TEXTS)],
            "place": some(), "within": some(0.3), "country": some(0.3), "admin1": some(0.2),
            "precision": rng.choice(["exact", "settlement", "near", "region"], rows),
            "fatalities_low": number(low), "fatalities_high": number(low + rng.integers(0, 5, rows)),
            "actors": [[text for text in texts[rng.integers(0, len(texts), i % 3)] if text is not None] for i in range(rows)],
            "sources": [
                [{"id": f"s-{i % 5}", "title": texts[rng.integers(0, len(texts))] if i % 2 else None}] * (i % 3 > 0)
                for i in range(rows)
            ],
            "candidates": [
                [{"id": "x", "name": str(texts[-1 - i % 60]), "lon": 1.0, "lat": 1.0, "match": "exact", "score": 1.0}] * (i % 2)
                for i in range(rows)
            ],
        }
    )  # fmt: skip
    return conform(table, [SHAPES[i] for i in rng.integers(0, len(SHAPES), rows)])


WORDS = [
    *{case["query"]: None for case in GOLDEN},
    *HOSTILE,
    "hora",
    "gora podol",
    "2024-02",
    "2024-05 s-1",
    "s-3",
    "οδοσ",
    "k'h",
]
AREAS = [
    "box:35,49,37,51", "box:36,50,36.5,50.5", "box:179,-20,181,20", "box:-181,-20,-179,20", "box:-180,-90,180,90",
    "box:-180,85,180,90", "box:-180,-90,180,-86", "box:35.9,30,36.1,70", "box:30,50.2,50,50.3", "box:6,6,14,14", "box:6,6,16,7",
    "box:71,0,72.5,20", "box:35,41,50,60", "box:36,50,36,50", "box:0,50,50,50", "view:-200,40,200,55", "box:539,-20,540,20",
    "polygon:0,0;10,10;20,20", "polygon:0,0;20,20;0,20;20,0", "polygon:-20,58.9;20,58.9;60,61;0,61", "polygon:0,0;9,9;12,3;9,9",
    "polygon:-60,59.9;100,59.9;20,40", "polygon:1,1;1,1;1,1",
]  # fmt: skip
OTHER_FILTERS = [
    "", "type=", 'type=""', "type=Battles", "type=a%2Cb", 'type=%22%22%22%22', "type=%22%22quoted%22%22", "type=Riots&type=", "actor=",
    'actor=""', "actor=Battles&actor=%CE%BF%CE%B4%CE%BF%CF%82", "source=", "source=s-1", "source=s-0&source=Riots", "sure=near",
    "sure=exact&sure=region", "sure=nothing", "killed=0..", "killed=..0", "killed=3..5", "killed=9999999..", "killed=10000000..",
    "time=2024-02", "time=2024-02-30", "time=2024-03-01..2024-03-01&undated=no", "undated=no", "time=0001..9999",
    "type=Battles&q=gora&killed=0..", "q=" + "+".join("abcdefghijklmnop"), "q=" + "x" * 301, "q=" + "a+" * 200,
    "actor=" + "%D1%91" * 1001, "&".join(f"actor=a{i}" for i in range(205)) + "&actor=Battles", "sub=Riots", "sub=",
    "area=polygon:" + ";".join(f"{i / 100},{i % 7}" for i in range(501)),
]  # fmt: skip
FRAGMENTS = [*(f"q={quote(word)}" for word in WORDS), *(f"area={area}" for area in AREAS), *OTHER_FILTERS]


@pytest.fixture(scope="module")
def both(gazetteer):
    frame = sample()
    node = assets.find_node()
    assert node is not None
    given = b'{"payload":' + encode_columns(frame) + b',"fragments":' + json.dumps(FRAGMENTS).encode() + b"}"
    run = [node.node, str(ROOT / "tests/client/answers.mjs")]
    done = subprocess.run(run, input=given, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    client = create_app(frame, gazetteer, whole_limit=10).test_client()
    return dict(zip(FRAGMENTS, json.loads(done.stdout), strict=True)), client


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=lambda text: ascii(text)[:60])
def test_same_answers(both, fragment):
    pages, client = both
    page = pages[fragment]
    answer = client.get("/incidents.geojson?" + page["query"])
    assert answer.status_code == 200, answer.text
    assert {feature["id"] for feature in answer.json["features"]} == set(page["ids"])


def test_the_cases_tell_something(both):
    pages, _ = both
    sizes = [len(page["ids"]) for page in pages.values()]
    assert sum(0 < size < 320 for size in sizes) > 80


def test_the_page_s_limits_are_the_server_s():
    text = (ROOT / "geo/incidentmap/mapping/client/src/data/limits.js").read_text(encoding="utf-8")
    page = {name: int(value.replace("_", "")) for name, value in re.findall(r"export const (\w+) = ([\d_]+);", text)}
    assert page["WORDS"] == filters.WORDS
    assert page["CHARACTERS"] == parameters.NAME_CHARACTERS
    assert (page["VALUES"], page["VALUE_CHARACTERS"]) == (filters.VALUES, filters.VALUE_CHARACTERS)
    assert (page["CORNERS"], page["FARTHEST"], page["KILLED"]) == (
        filters.VERTICES,
        filters.FARTHEST,
        filters.MOST_KILLED,
    )
