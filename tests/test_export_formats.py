"""Every other format, read back with the tools that people will read it with."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path
from xml.etree import ElementTree

import geopandas as gpd
import numpy as np
import orjson
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentmap.errors import BadValue
from incidentmap.export import export, write_rejects
from incidentmap.export.shapes import shapes_of, tidy
from incidentmap.frame import LIST_COLUMNS, META, SCHEMA, empty
from incidentmap.model import Rejection
from incidentmap.records import read_incidents
from test_export import HOSTILE, hostile_frame, small_frame


def read_csv(frame: gpd.GeoDataFrame) -> list[dict[str, str]]:
    export(frame, stream := io.BytesIO(), format="csv")
    csv.field_size_limit(10_000_000)
    return list(csv.DictReader(io.StringIO(stream.getvalue().decode(), newline="")))


def test_csv_has_the_schema_and_the_geometry():
    rows = read_csv(hostile_frame())
    assert list(rows[0]) == [*SCHEMA, "lon", "lat", "geometry"]
    assert len(rows) == len(HOSTILE)
    assert rows[0]["lon"], rows[0]["lat"] == ("35.504", "50.723")
    assert shapely.from_wkt(rows[0]["geometry"]) == shapely.Point(35.504, 50.723)
    assert (rows[1]["lon"], rows[1]["geometry"]) == ("", "")
    # An area has no one spot: not even its middle.
    assert (rows[2]["lon"], rows[2]["lat"]) == ("", "")
    assert (rows[2]["shape"], rows[2]["label_lon"], rows[2]["label_lat"]) == ("disc", "35.0000001", "-50")
    assert [row["estimated"] for row in rows[:3]] == ["", "false", "true"]
    assert shapely.from_wkt(rows[3]["geometry"]).geom_type == "MultiPolygon"
    assert (rows[0]["start"], rows[1]["start"]) == ("2024-03-12", "")
    assert (rows[1]["fatalities_low"], rows[2]["fatalities_low"]) == ("0", str(2**53 + 1))


def test_csv_keeps_texts_but_for_formulas_and_nul():
    for row, text in zip(read_csv(hostile_frame()), HOSTILE, strict=True):
        clean = text.replace("\x00", "\ufffd")
        formula = text.startswith(("=", " \ufeff＝"))
        assert row["summary"] == row["actors"] == ("'" + clean if formula else clean)
        assert json.loads(row["evidence"])[0]["sentence"] == text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"])
@pytest.mark.parametrize("before", ["", " ", "\u00a0", "\u200b", "\u202e", "\ufeff", "\x01"])
def test_csv_makes_every_formula_harmless(start, before):
    text = f"{before}{start}cmd|' /C calc'!A0"
    row = read_csv(small_frame(summary=text, actors=pd.Series([[text, "x"]], dtype=object)))[0]
    if start in "\t\r\n" and before:
        return  # a blank after a blank starts nothing
    assert row["summary"].startswith("'")
    assert row["actors"].startswith("'")


@given(st.text())
@settings(deadline=None)
def test_csv_leaves_no_cell_that_a_spreadsheet_runs(text):
    row = read_csv(small_frame(summary=text))[0]
    assert not row["summary"].lstrip().startswith(tuple("=+-@＝＋－＠"))
    assert row["summary"].removeprefix("'").lstrip("'") == text.replace("\x00", "\ufffd").lstrip("'")


def test_csv_leaves_numbers_and_words_alone():
    rows = read_csv(small_frame(summary="12 killed - as reported", recorded_lon=-5.25, recorded_lat=1e-7))
    assert rows[0]["summary"] == "12 killed - as reported"
    assert (rows[0]["recorded_lon"], float(rows[0]["recorded_lat"])) == ("-5.25", 1e-7)


def test_csv_ends_its_lines_with_lf_and_quotes_what_needs_it():
    export(small_frame(place='a "b"', summary="c,d\r\ne"), stream := io.BytesIO(), format="csv")
    header, row = stream.getvalue().split(b"\n", 1)
    assert not header.endswith(b"\r")
    assert b'"a ""b"""' in row
    assert b'"c,d\r\ne"' in row


def test_csv_read_again_by_pandas():
    export(hostile_frame(), stream := io.BytesIO(), format="csv")
    stream.seek(0)
    table = pd.read_csv(stream)
    assert table["radius_km"].tolist()[2] == 0.1 + 0.2
    assert len(table) == len(HOSTILE)


def in_c(text: str) -> str:
    return text.replace("\x00", "\ufffd")


@pytest.mark.parametrize("suffix", ["gpkg", "fgb"])
def test_gdal_reads_what_was_written(tmp_path, suffix):
    frame = hostile_frame()
    path = tmp_path / f"a.{suffix}"
    export(frame, path)
    assert pyogrio.list_layers(path).tolist() == [["incidents", "Unknown"]]
    read = pyogrio.read_dataframe(path)
    assert read.crs.to_epsg() == 4326
    assert [c for c in read.columns if c != "geometry"] == list(SCHEMA)
    assert read["id"].tolist() == frame["id"].tolist()
    for name in ("place", "summary", "rule", "country"):
        assert read[name].fillna("").tolist() == [in_c(t) for t in HOSTILE]
    for name in LIST_COLUMNS:
        assert [orjson.loads(t) for t in read[name]] == [orjson.loads(orjson.dumps(v)) for v in frame[name]]
    assert pd.to_datetime(read["start"]).dt.strftime("%Y-%m-%d").tolist()[:1] == ["2024-03-12"]
    assert read["start"].isna().tolist()[1]
    assert [None if pd.isna(v) else bool(v) for v in read["estimated"]][:3] == [None, False, True]
    assert read["label_lon"].fillna(0).tolist()[:3] == [0, 0, 35.0000001]
    assert shapely.to_wkt(read.geometry.to_numpy()).tolist() == shapely.to_wkt(tidy(shapes_of(frame))).tolist()


@pytest.mark.parametrize("suffix", ["gpkg", "fgb", "parquet", "geojson"])
def test_a_frame_comes_back_as_it_was(tmp_path, suffix):
    frame = hostile_frame()
    export(frame, tmp_path / f"a.{suffix}")
    back = read_incidents(tmp_path / f"a.{suffix}")
    expected = frame.copy()
    for name in ("radius_km", "label_lon"):
        expected[name] = expected[name].replace(np.inf, np.nan)
    if suffix in ("gpkg", "fgb"):
        for name in [n for n, dtype in SCHEMA.items() if dtype == "str"]:
            expected[name] = expected[name].str.replace("\x00", "\ufffd", regex=False)
    plain = [n for n in SCHEMA if n not in LIST_COLUMNS]
    pd.testing.assert_frame_equal(pd.DataFrame(back[plain]), pd.DataFrame(expected[plain]))
    for name in LIST_COLUMNS:
        assert back[name].tolist() == expected[name].tolist()
    assert shapely.to_wkt(back.geometry.to_numpy()).tolist() == shapely.to_wkt(tidy(shapes_of(frame))).tolist()
    assert back.attrs[META] == frame.attrs[META]


@pytest.mark.parametrize("suffix", ["gpkg", "fgb", "parquet", "geojson"])
def test_columns_of_nothing_but_nulls_come_back_with_their_types(tmp_path, suffix):
    export(small_frame(), tmp_path / f"a.{suffix}")
    pd.testing.assert_frame_equal(
        pd.DataFrame(read_incidents(tmp_path / f"a.{suffix}").drop(columns="geometry")),
        pd.DataFrame(small_frame().drop(columns="geometry")),
    )


@pytest.mark.parametrize("suffix", ["gpkg", "fgb", "parquet", "geojson"])
def test_no_incidents_come_back_as_none(tmp_path, suffix):
    export(empty(), tmp_path / f"a.{suffix}")
    assert len(read_incidents(tmp_path / f"a.{suffix}")) == 0


def test_geopackage_is_valid_sqlite_with_its_credits(tmp_path):
    export(hostile_frame(), tmp_path / "a.gpkg")
    with sqlite3.connect(tmp_path / "a.gpkg") as base:
        assert base.execute("pragma integrity_check").fetchone() == ("ok",)
        contents = base.execute("select table_name, description, last_change from gpkg_contents").fetchone()
        assert contents == (
            "incidents",
            "© GeoNames, CC BY 4.0; Natural Earth <b>&",
            "1970-01-01T00:00:00.000Z",
        )
        figure = base.execute(
            "select typeof(fatalities_low), fatalities_low from incidents limit 1 offset 2"
        ).fetchone()
        assert figure == ("integer", 2**53 + 1)
    base.close()
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") is None


def test_flatgeobuf_names_its_sources(tmp_path):
    export(hostile_frame(), tmp_path / "a.fgb")
    about = pyogrio.read_info(tmp_path / "a.fgb")["layer_metadata"]
    assert about["DESCRIPTION"] == "© GeoNames, CC BY 4.0; Natural Earth <b>&"
    assert json.loads(about[META])["gazetteer"]["version"] == "1"


def test_geoparquet_says_what_it_must_and_holds_real_lists(tmp_path):
    export(hostile_frame(), tmp_path / "a.parquet")
    schema = pq.read_schema(tmp_path / "a.parquet")
    geo = json.loads(schema.metadata[b"geo"])
    column = geo["columns"]["geometry"]
    assert (geo["version"], geo["primary_column"], column["encoding"]) == ("1.1.0", "geometry", "WKB")
    assert column["geometry_types"] == ["MultiPolygon", "Point", "Polygon"]
    assert column["bbox"] == [-180, -18, 180, 51]
    assert column["orientation"] == "counterclockwise"
    assert column["crs"]["id"] == {"authority": "EPSG", "code": 4326}
    assert json.loads(schema.metadata[b"incidentmap"])["attribution"][0] == "© GeoNames, CC BY 4.0"
    assert str(schema.field("actors").type) == "list<element: string>"
    assert str(schema.field("start").type) == "date32[day]"
    assert pq.ParquetFile(tmp_path / "a.parquet").metadata.row_group(0).column(0).compression == "ZSTD"
    read = gpd.read_parquet(tmp_path / "a.parquet")
    assert read.crs.to_epsg() == 4326
    assert read["place"].tolist() == list(HOSTILE)
    assert [list(v) for v in read["actors"]] == [[t] for t in HOSTILE]
    assert read["candidates"][2][0]["score"] == 0.5
    assert read["estimated"].tolist()[:3] == [None, False, True]
    assert str(schema.field("estimated").type) == "bool"


def test_geoparquet_of_nothing_has_the_same_types(tmp_path):
    export(empty(), tmp_path / "a.parquet")
    export(hostile_frame(), tmp_path / "b.parquet")
    nothing, full = (pq.read_schema(tmp_path / f"{name}.parquet").remove_metadata() for name in "ab")
    assert nothing == full


KML = "{http://www.opengis.net/kml/2.2}"


def test_kml_is_xml_that_gdal_opens(tmp_path):
    frame = hostile_frame()
    export(frame, tmp_path / "a.kml")
    marks = ElementTree.parse(tmp_path / "a.kml").getroot().findall(f".//{KML}Placemark")
    assert len(marks) == len(frame)
    read = pyogrio.read_dataframe(tmp_path / "a.kml")
    assert read["Name"].fillna("").tolist()[:3] == list(HOSTILE[:3])
    assert read.geometry.isna().tolist() == [shape is None for shape in shapes_of(frame)]
    assert read.geometry[2].area == 8
    assert read["estimated"].fillna("").tolist()[1:3] == ["false", "true"]
    assert read["label_lon"][2] == 35.0000001
    assert read["place"].fillna("").tolist()[5:7] == ["nul\ufffdbyte", "controls \ufffd\ufffd\ufffd\ufffd\ufffd"]


def test_kml_balloons_are_html_that_holds_only_text(tmp_path):
    export(hostile_frame(), tmp_path / "a.kml")
    marks = ElementTree.parse(tmp_path / "a.kml").getroot().findall(f".//{KML}Placemark")
    balloons = [mark.findtext(f"{KML}description") for mark in marks]
    assert balloons[2].startswith("&lt;img src=x onerror=alert(1)&gt;<br>")
    assert all("<" not in balloon.replace("<br>", "") for balloon in balloons)
    assert balloons[0].endswith("<br>© GeoNames, CC BY 4.0; Natural Earth &lt;b&gt;&amp;")


def test_lists_with_lone_surrogates_are_written_everywhere(tmp_path):
    frame = small_frame(actors=pd.Series([["a\ud800"]], dtype=object))
    frame["evidence"] = pd.Series(
        [[{"source": "\udfff", "start": None, "end": None, "sentence": "", "rule": ""}]], dtype=object
    )
    for suffix in ("csv", "gpkg", "fgb", "parquet", "kml"):
        export(frame, tmp_path / f"a.{suffix}")
    back = read_incidents(tmp_path / "a.parquet")
    assert (back["actors"][0], back["evidence"][0][0]["source"]) == (["a\ufffd"], "\ufffd")
    assert read_csv(frame)[0]["actors"] == "a\ufffd"


def test_lists_that_hold_something_else_are_told(tmp_path):
    frame = small_frame(candidates=pd.Series([[{"lon": "east"}]], dtype=object))
    with pytest.raises(BadValue, match="field 'candidates'"):
        export(frame, tmp_path / "a.parquet")


def test_rejections_are_a_table_that_is_safe_to_open(tmp_path):
    rows = [
        Rejection("=a.csv", 7, "date", "31.02.2024", "no such day", "write it as 2024-02-29", "=1+1,31.02.2024"),
        Rejection("a.csv", 8, None, None, "the row has 1 cell, the header has 2", "fill it up", "nul\x00 \ud800 \n,"),
    ]
    path = Path(tmp_path, "rejects.csv")
    write_rejects(path, rows)
    read = list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))
    assert list(read[0]) == ["file", "row", "field", "value", "reason", "remedy", "cells"]
    assert read[0]["file"] == "'=a.csv"
    assert read[0]["cells"] == "'=1+1,31.02.2024"
    assert (read[1]["row"], read[1]["field"], read[1]["cells"]) == ("8", "", "nul\ufffd \ufffd \n,")
    write_rejects(path, [])
    assert path.read_text() == "file,row,field,value,reason,remedy,cells\n"
