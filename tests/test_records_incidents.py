"""Located incidents, read back; and told from event tables."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import orjson
import pandas as pd
import pytest

from incidentmap.errors import BadValue, IncidentmapError, MissingColumn, UnknownFormat, UnreadableFile
from incidentmap.export import export, to_geojson
from incidentmap.frame import META, SCHEMA, check, empty
from incidentmap.records import holds_incidents, read_incidents
from test_export import hostile_frame, small_frame

DATA = Path(__file__).parent / "data"
FORMATS = ("geojson", "json", "parquet", "gpkg", "fgb")


def test_the_fixture():
    frame = read_incidents(DATA / "incidents.geojson")
    assert check(frame) is frame
    assert frame.crs.to_epsg() == 4326
    assert frame["actors"][0] == ["unidentified", "Armed Forces of Russia"]
    assert frame["candidates"][0][0]["lon"] == 34.284
    assert frame["fatalities_high"].fillna(-1).tolist() == [-1, -1, 3]
    assert frame["summary"][2] == "=1+1 {{ 7*7 }} </script>"
    assert frame.geometry.geom_type.tolist()[:2] == ["Point", "Polygon"]
    assert frame["shape"].fillna("").tolist() == ["point", "area", ""]
    assert frame["estimated"].isna().tolist() == [False, False, True]
    assert frame["label_lat"].fillna(0).tolist() == [51.274, 50.65, 0]
    assert frame.attrs[META]["attribution"] == ["© GeoNames, CC BY 4.0"]
    assert to_geojson(frame) == (DATA / "incidents.geojson").read_bytes()


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("make", [hostile_frame, small_frame, empty])
def test_incidents_are_told_from_tables(tmp_path, suffix, make):
    export(make(), tmp_path / f"a.{suffix}")
    assert holds_incidents(tmp_path / f"a.{suffix}")


def collection(*items, **members) -> str:
    return json.dumps({"type": "FeatureCollection", **members, "features": items})


@pytest.mark.parametrize(
    "content",
    [
        collection(),
        collection({"properties": {"place": "A"}, "geometry": None}),
        collection({"properties": {"place": '"incidentmap":{},"features":[', "rule": 1}}, name="incidentmap"),
        collection(7),
        collection({"properties": None}),
        collection({"properties": {"place": "A"}}, x={"features": [], "incidentmap": {}}),
        "{",
        "[]",
        "",
        "place,date\nA,2024\n",
        '{"type":"FeatureCollection","features":' + "[" * 10_000,
    ],
)
def test_what_holds_no_incidents(tmp_path, content):
    (tmp_path / "a.geojson").write_text(content)
    assert not holds_incidents(tmp_path / "a.geojson")


def test_other_tables_hold_no_incidents(tmp_path):
    pd.DataFrame({"place": ["A"]}).to_parquet(tmp_path / "a.parquet")
    assert not holds_incidents(tmp_path / "a.parquet")
    (tmp_path / "b.parquet").write_bytes(b"PAR1")
    assert not holds_incidents(tmp_path / "b.parquet")
    assert not holds_incidents(DATA / "events.csv")
    export(small_frame(), tmp_path / "a.csv")
    assert not holds_incidents(tmp_path / "a.csv")
    with pytest.raises(UnreadableFile, match="no such file"):
        holds_incidents(tmp_path / "none.geojson")


def test_a_first_feature_that_ends_late_is_looked_for(tmp_path):
    export(small_frame(summary="x" * 3_000_000), tmp_path / "a.geojson")
    document = json.loads((tmp_path / "a.geojson").read_text())
    del document["incidentmap"]
    (tmp_path / "a.geojson").write_text(json.dumps(document, indent=1))
    assert holds_incidents(tmp_path / "a.geojson")
    assert read_incidents(tmp_path / "a.geojson")["summary"][0] == "x" * 3_000_000


@pytest.mark.parametrize("pipe", [io.BytesIO, lambda data: io.BufferedReader(io.BytesIO(data), 64)])
def test_standard_input_is_looked_at_and_still_there(monkeypatch, pipe):
    class Stdin:
        buffer = pipe(to_geojson(small_frame()))

    monkeypatch.setattr(sys, "stdin", Stdin)
    assert holds_incidents("-") or Stdin.buffer.__class__ is io.BufferedReader
    assert read_incidents("-")["place"].tolist() == ["Belgorod"]


def test_a_table_on_standard_input_is_no_incidents(monkeypatch):
    class Stdin:
        buffer = io.BufferedReader(io.BytesIO(b"place,date\nA,2024\n"))

    monkeypatch.setattr(sys, "stdin", Stdin)
    assert not holds_incidents("-")


def test_event_tables_are_refused_with_the_remedy(tmp_path):
    (tmp_path / "a.geojson").write_text(collection({"properties": {"place": "A"}, "geometry": None}))
    with pytest.raises(MissingColumn, match=r"no column 'candidates', 'evidence'.*incidentmap locate"):
        read_incidents(tmp_path / "a.geojson")
    for name in ("a.csv", "a.kml", "a.xlsx", "a"):
        with pytest.raises(UnknownFormat, match=r"\.geojson.*\.parquet.*\.gpkg, \.fgb"):
            read_incidents(tmp_path / name)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_broken_file_is_told_wherever_it_broke(tmp_path, suffix):
    path = tmp_path / f"a.{suffix}"
    export(hostile_frame(), path)
    whole = path.read_bytes()
    for cut in [0, 1, 20, *range(100, len(whole) - 200, len(whole) // 12)]:
        path.write_bytes(whole[:cut])
        with pytest.raises(IncidentmapError) as caught:
            read_incidents(path)
        assert caught.value.where.file == str(path)
        assert caught.value.remedy


def test_a_file_is_what_its_suffix_says(tmp_path):
    # GDAL would open a virtual layer under any name, and follow it to other files.
    layer = '<OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer>'
    layer = f"<OGRVRTDataSource>{layer}</OGRVRTDataSource>"
    for suffix in ("gpkg", "fgb"):
        (tmp_path / f"a.{suffix}").write_text(layer)
        with pytest.raises(UnreadableFile, match=f"it is no {suffix} file"):
            read_incidents(tmp_path / f"a.{suffix}")


def changed(tmp_path: Path, **properties) -> Path:
    document = json.loads(to_geojson(hostile_frame()))
    geometry = properties.pop("geometry", document["features"][1]["geometry"])
    document["features"][1]["properties"] |= properties
    document["features"][1]["geometry"] = geometry
    (tmp_path / "a.geojson").write_bytes(orjson.dumps(document))
    return tmp_path / "a.geojson"


CANDIDATE = {"id": "a", "name": "a", "admin1": None, "admin2": None, "lon": 1, "lat": 2, "match": None, "score": 1}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"place": 7}, "place"),
        ({"start": "2024-02-31"}, "start"),
        ({"start": "2024-02"}, "start"),
        ({"end": 20240101}, "end"),
        ({"radius_km": "7"}, "radius_km"),
        ({"fatalities_low": 1.5}, "fatalities_low"),
        ({"fatalities_low": True}, "fatalities_low"),
        ({"estimated": "yes"}, "estimated"),
        ({"estimated": 1}, "estimated"),
        ({"label_lon": "35"}, "label_lon"),
        ({"actors": "A"}, "actors"),
        ({"actors": [7]}, "actors"),
        ({"candidates": ["A"]}, "candidates"),
        ({"candidates": [{"id": "a"}]}, "candidates"),
        ({"candidates": [CANDIDATE | {"lon": "1"}]}, "candidates"),
        ({"candidates": [CANDIDATE | {"more": 1}]}, "candidates"),
        ({"sources": {}}, "sources"),
        ({"evidence": [None]}, "evidence"),
        ({"geometry": {"type": "Point"}}, "geometry"),
        ({"geometry": {"type": "Point", "coordinates": []}}, None),
        ({"geometry": {"type": "Point", "coordinates": ["a", "b"]}}, "geometry"),
        ({"geometry": {"type": "Point", "coordinates": [200, 0]}}, "geometry"),
        ({"geometry": {"type": "Polygon", "coordinates": [[[0, 0], [0, 91], [1, 1], [0, 0]]]}}, "geometry"),
        ({"geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}}, "geometry"),
        ({"geometry": {"type": "Blob", "coordinates": []}}, "geometry"),
        ({"geometry": 7}, "geometry"),
    ],
)
def test_a_value_that_is_not_what_it_should_be_is_told_with_its_row(tmp_path, change, field):
    path = changed(tmp_path, **change)
    if field is None:
        assert len(read_incidents(path)) == len(hostile_frame())
        return
    with pytest.raises(BadValue) as caught:
        read_incidents(path)
    assert (caught.value.where.file, caught.value.where.row, caught.value.where.field) == (str(path), 3, field)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"mine": 1}, "'mine' are not part"),
        ({"id": "000"}, "'000' stands twice"),
        ({"precision": "sure"}, "'sure' is no precision"),
        ({"shape": "blob"}, "'blob' is no shape"),
    ],
)
def test_a_frame_that_is_none_is_told_with_its_file(tmp_path, change, words):
    path = changed(tmp_path, **change)
    with pytest.raises(BadValue, match=words) as caught:
        read_incidents(path)
    assert caught.value.where.file == str(path)


def test_a_property_that_is_missing_is_null(tmp_path):
    document = json.loads(to_geojson(hostile_frame()))
    del document["features"][1]["properties"]["summary"]
    (tmp_path / "a.geojson").write_bytes(orjson.dumps(document))
    frame = read_incidents(tmp_path / "a.geojson")
    assert frame["summary"].isna().tolist()[:3] == [False, True, False]
    assert list(frame.columns) == [*SCHEMA, "geometry"]


def test_a_file_from_before_there_were_shapes_is_read(tmp_path):
    document = json.loads(to_geojson(hostile_frame()))
    newer = ("shape", "estimated", "label_lon", "label_lat", "recorded_precision")
    for feature in document["features"]:
        for name in newer:
            del feature["properties"][name]
    (tmp_path / "a.geojson").write_bytes(orjson.dumps(document))
    frame = read_incidents(tmp_path / "a.geojson")
    assert {name: str(frame[name].dtype) for name in newer} == {name: SCHEMA[name] for name in newer}
    assert frame[list(newer)].isna().all(axis=None)


def test_equal_areas_are_one_object(tmp_path):
    frame = pd.concat([hostile_frame()] * 3, ignore_index=True)
    frame["id"] = [str(i) for i in range(len(frame))]
    frame.attrs = {}
    export(frame, tmp_path / "a.geojson")
    shapes = read_incidents(tmp_path / "a.geojson").geometry.tolist()
    assert shapes[2] is shapes[2 + len(hostile_frame())]


def test_what_stands_in_place_of_metadata_is_passed_over(tmp_path):
    document = json.loads(to_geojson(small_frame()))
    for meta in ("x", [], None, {"version": "1"}):
        document["incidentmap"] = meta
        (tmp_path / "a.geojson").write_bytes(orjson.dumps(document))
        assert META not in read_incidents(tmp_path / "a.geojson").attrs
