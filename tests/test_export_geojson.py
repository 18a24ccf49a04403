"""GeoJSON: RFC 7946, golden pairs, and the way there and back."""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path

import geopandas as gpd
import numpy as np
import orjson
import pandas as pd
import pyogrio
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidentmap.export import export, geojson_chunks, to_geojson
from incidentmap.export.shapes import tidy
from incidentmap.frame import CANDIDATE_KEYS, EVIDENCE_KEYS, META, SCHEMA, SOURCE_KEYS, conform, empty
from incidentmap.model import Precision, Shape, TimePrecision
from incidentmap.records import read_incidents
from test_export import HOSTILE, hostile_frame, small_frame

GOLDEN = Path(__file__).parent / "golden" / "export"
CASES = sorted(p.stem for p in (GOLDEN / "input").glob("*.json"))


def golden_frame(case: str) -> gpd.GeoDataFrame:
    document = json.loads((GOLDEN / "input" / f"{case}.json").read_text(encoding="utf-8"))
    shapes = [shapely.from_wkt(row.pop("wkt", None)) for row in document["rows"]]
    table = pd.DataFrame(document["rows"])
    for name in ("fatalities_low", "fatalities_high"):
        if name in table:
            table[name] = pd.array(table[name], dtype="Int64")
    frame = conform(table, shapes)
    frame.attrs[META] = document["made_with"]
    return frame


def golden_output(case: str) -> bytes:
    # The version of the program is no part of the case.
    text = (GOLDEN / "output" / f"{case}.geojson").read_bytes()
    return text.replace(b'"version":"*"', f'"version":"{version("incidentmap")}"'.encode(), 1)


@pytest.mark.parametrize("case", CASES)
def test_golden_pair(case):
    assert to_geojson(golden_frame(case)).decode() == golden_output(case).decode()


def test_golden_pairs_are_pairs():
    assert CASES
    assert [p.stem for p in sorted((GOLDEN / "output").glob("*.geojson"))] == CASES


def test_every_text_comes_out_as_it_went_in():
    document = json.loads(to_geojson(hostile_frame()))
    for feature, text in zip(document["features"], HOSTILE, strict=True):
        properties = feature["properties"]
        assert list(properties) == list(SCHEMA)
        assert feature["id"] == properties["id"]
        assert properties["place"] == properties["summary"] == properties["rule"] == text
        assert properties["actors"] == [text]
        assert list(properties["candidates"][0].items()) == [
            (k, {"lon": 35.5, "lat": 50.7, "score": 0.5}.get(k, text)) for k in CANDIDATE_KEYS
        ]
        assert properties["sources"] == [dict.fromkeys(SOURCE_KEYS, text)]
        assert properties["evidence"][0] == {"source": text, "start": 0, "end": None, "sentence": text, "rule": text}


def test_lone_surrogates_become_replacement_characters():
    frame = small_frame(actors=pd.Series([["a\ud800b", "\ud83d\ude00"]], dtype=object))
    frame.attrs[META] = {"attribution": ["\udfff"]}
    document = json.loads(to_geojson(frame))
    assert document["features"][0]["properties"]["actors"] == ["a\ufffdb", "😀"]
    assert document["incidentmap"]["attribution"] == ["\ufffd"]


def test_numbers_days_and_nothing():
    text = to_geojson(hostile_frame()).decode()
    assert "NaN" not in text
    assert "nfinity" not in text
    properties = [f["properties"] for f in json.loads(text)["features"]]
    assert [p["radius_km"] for p in properties[:3]] == [None, None, 0.30000000000000004]
    assert [p["fatalities_low"] for p in properties[:3]] == [None, 0, 2**53 + 1]
    assert [(p["start"], p["end"]) for p in properties[:2]] == [("2024-03-12", "2024-03-12"), (None, None)]
    assert '"fatalities_low":9007199254740993,' in text
    assert [p["estimated"] for p in properties[:3]] == [None, False, True]
    assert [p["label_lon"] for p in properties[:3]] == [None, None, 35.0000001]


def test_the_collection_says_what_made_it_where_it_lies_and_no_crs():
    document = json.loads(to_geojson(hostile_frame()))
    assert list(document) == ["type", "bbox", "incidentmap", "features"]
    assert document["bbox"] == [-180, -18, 180, 51]
    assert document["incidentmap"]["version"] == version("incidentmap")
    assert document["incidentmap"]["attribution"][0] == "© GeoNames, CC BY 4.0"
    assert list(json.loads(to_geojson(empty()))) == ["type", "incidentmap", "features"]


def test_geometry_is_flat_rounded_and_right_handed():
    clockwise = shapely.from_wkt(
        "POLYGON Z ((0 0 9, 0 4 9, 4.123456789 4 9, 4 0 9, 0 0 9), (1 1 9, 2 1 9, 2 2 9, 1 1 9))"
    )
    shapes = [clockwise, shapely.Point(0.1 + 0.2, -1e-9, 7), shapely.Point(), shapely.Point(1e-7, 1.00000005)]
    frame = conform(pd.DataFrame({"id": list("abcd")}), shapes)
    polygon, point, nothing, tiny = (f["geometry"] for f in json.loads(to_geojson(frame))["features"])
    exterior, hole = polygon["coordinates"]
    assert shapely.LinearRing(exterior).is_ccw
    assert not shapely.LinearRing(hole).is_ccw
    assert [4.1234568, 4] in exterior
    assert point == {"type": "Point", "coordinates": [0.3, 0]}
    assert nothing is None
    assert tiny["coordinates"] == [1e-7, pytest.approx(1.0000001, abs=1.1e-7)]
    text = to_geojson(frame).decode()
    assert "-0" not in re.sub(r"e-0", "", text)
    assert not re.search(r"\d\.\d{8,}", text)


def test_pieces_join_to_the_whole_at_every_length():
    for count in (0, 1, 2, 4095, 4096, 4097, 8192):
        frame = conform(pd.DataFrame({"id": [str(i) for i in range(count)]}))
        chunks = list(geojson_chunks(frame))
        assert b"".join(chunks) == to_geojson(frame)
        assert [f["id"] for f in orjson.loads(b"".join(chunks))["features"]] == [str(i) for i in range(count)]
        assert len(chunks) == 2 + -(-count // 4096)


def test_one_hostile_row_in_a_later_chunk_is_escaped_there():
    frame = conform(pd.DataFrame({"id": [str(i) for i in range(5000)]}))
    frame.loc[4500, ["place", "rule"]] = 'a"b\x00'
    features = orjson.loads(to_geojson(frame))["features"]
    assert [f["properties"]["place"] for f in features[4499:4502]] == [None, 'a"b\x00', None]


def test_gdal_reads_it(tmp_path):
    export(hostile_frame(), tmp_path / "a.geojson")
    read = pyogrio.read_dataframe(tmp_path / "a.geojson")
    assert read.crs.to_epsg() == 4326
    assert read["place"].tolist()[:5] == list(HOSTILE[:5])
    assert read.geometry.isna().tolist() == hostile_frame().geometry.isna().tolist()


def assert_same(one: gpd.GeoDataFrame, other: gpd.GeoDataFrame) -> None:
    pd.testing.assert_frame_equal(
        pd.DataFrame(one.drop(columns="geometry")), pd.DataFrame(other.drop(columns="geometry")), check_flags=False
    )
    shapes = [tidy(np.array(frame.geometry.array, dtype=object)) for frame in (one, other)]
    assert shapely.to_wkt(shapes[0]).tolist() == shapely.to_wkt(shapes[1]).tolist()
    assert one.attrs == other.attrs


texts = st.text(max_size=20)
nothing_or = lambda strategy: st.none() | strategy  # noqa: E731
degrees = st.integers(-900_000_000, 900_000_000).map(lambda n: n / 10_000_000)
numbers = st.floats(allow_nan=False, allow_infinity=False)
counts = st.integers(0, 2**62)
points = st.builds(lambda x, y: shapely.Point(x, y), degrees, degrees)
boxes = st.builds(
    lambda x, y, w, h: shapely.box(x, y, x + w, y + h),
    *[st.integers(-80, 70)] * 2,
    *[st.integers(1, 10)] * 2,
)
shapes = points | boxes | st.lists(boxes, min_size=1, max_size=2).map(shapely.MultiPolygon)


def entries(keys, **strategies):
    return st.lists(st.fixed_dictionaries({k: strategies.get(k, nothing_or(texts)) for k in keys}), max_size=2)


@st.composite
def frames(draw):
    count = draw(st.integers(0, 4))
    rows = []
    for i in range(count):
        row = {name: draw(nothing_or(texts)) for name, dtype in SCHEMA.items() if dtype == "str"}
        days = sorted(draw(st.lists(st.dates(), min_size=2, max_size=2)))
        row |= {
            "id": f"{i}{draw(texts)}",
            "precision": draw(st.sampled_from(Precision)).value,
            "time_precision": draw(st.sampled_from(TimePrecision)).value,
            "start": draw(nothing_or(st.just(days[0]))),
            "end": draw(nothing_or(st.just(days[1]))),
            "shape": draw(nothing_or(st.sampled_from(Shape).map(str))),
            "radius_km": draw(nothing_or(numbers)),
            "estimated": draw(nothing_or(st.booleans())),
            "label_lon": draw(nothing_or(numbers)),
            "label_lat": draw(nothing_or(numbers)),
            "recorded_lon": draw(nothing_or(numbers)),
            "recorded_lat": draw(nothing_or(numbers)),
            "fatalities_low": draw(nothing_or(counts)),
            "fatalities_high": draw(nothing_or(counts)),
            "actors": draw(st.lists(texts, max_size=3)),
            "candidates": draw(entries(CANDIDATE_KEYS, lon=nothing_or(numbers), lat=numbers, score=numbers)),
            "sources": draw(entries(SOURCE_KEYS)),
            "evidence": draw(entries(EVIDENCE_KEYS, start=nothing_or(counts), end=nothing_or(counts))),
        }
        rows.append(row)
    table = pd.DataFrame({name: pd.Series([r[name] for r in rows], dtype=object) for name in SCHEMA})
    for name in ("start", "end"):
        days = [np.datetime64("NaT") if d is None else np.datetime64(d, "s") for d in table[name]]
        table[name] = np.array(days, dtype="datetime64[s]")
    for name in ("fatalities_low", "fatalities_high"):
        table[name] = pd.array(table[name].tolist(), dtype="Int64")
    frame = conform(table, [draw(nothing_or(shapes)) for _ in range(count)])
    if attribution := draw(st.lists(texts, max_size=2)):
        frame.attrs[META] = {"attribution": attribution}
    return frame


@given(frames())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_there_and_back(tmp_path_factory, frame):
    path = tmp_path_factory.mktemp("round") / "a.geojson"
    export(frame, path)
    assert_same(read_incidents(path), frame)
    export(read_incidents(path), path.with_name("b.geojson"))
    assert path.read_bytes() == path.with_name("b.geojson").read_bytes()


@given(frames())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_there_and_back_by_parquet(tmp_path_factory, frame):
    path = tmp_path_factory.mktemp("round") / "a.parquet"
    export(frame, path)
    assert_same(read_incidents(path), frame)


def test_the_first_and_the_last_day_survive(tmp_path):
    days = [np.datetime64(date.min, "s"), np.datetime64(date.max, "s")]
    frame = small_frame(start=np.array(days[:1]), end=np.array(days[1:]))
    export(frame, tmp_path / "a.geojson")
    assert b'"start":"0001-01-01","end":"9999-12-31"' in (tmp_path / "a.geojson").read_bytes()
    assert_same(read_incidents(tmp_path / "a.geojson"), frame)


if __name__ == "__main__":  # writes the outputs of new cases; look at them before you commit them
    for name in sys.argv[1:]:
        written = to_geojson(golden_frame(name)).replace(f'"{version("incidentmap")}"'.encode(), b'"*"', 1)
        (GOLDEN / "output" / f"{name}.geojson").write_bytes(written)
