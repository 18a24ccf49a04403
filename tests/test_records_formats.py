"""XLSX, GeoJSON and Parquet: the same table gives the same events."""

from __future__ import annotations

import io
import json
from datetime import date, datetime
from pathlib import Path

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentmap.errors import BadValue, EmptyInput, IncidentmapError, MissingColumn, UnreadableFile, WrongEncoding
from incidentmap.export import export
from incidentmap.records import SYNONYMS, read_events
from incidentmap.records.cells import Reading
from incidentmap.records.columns import Asked, choose, key
from incidentmap.records.features import read_features
from incidentmap.records.opening import Hashed
from test_export import hostile_frame

DOCS = Path(__file__).parents[1] / "docs"

ROWS = [
    {"place": "Тёткино", "date": date(2024, 3, 12), "lon": 34.284, "lat": 51.274, "fatalities": 3, "summary": "a"},
    {"place": "Kozinka", "date": None, "lon": None, "lat": None, "fatalities": None, "summary": "b"},
    {"place": "Nowhere", "date": date(2024, 3, 13), "lon": 200.0, "lat": 0.0, "fatalities": 0, "summary": "c"},
]


def write_xlsx(path: Path, rows: list[list[object]], *, skip: int = 0) -> Path:
    book = openpyxl.Workbook()
    for row in [*[[]] * skip, *rows]:
        book.active.append(row)
    book.save(path)
    return path


def as_xlsx(path: Path) -> Path:
    return write_xlsx(path / "a.xlsx", [list(ROWS[0]), *(list(row.values()) for row in ROWS)])


def as_csv(path: Path) -> Path:
    pd.DataFrame(ROWS).to_csv(path / "a.csv", index=False)
    return path / "a.csv"


def as_parquet(path: Path) -> Path:
    pq.write_table(pa.Table.from_pylist(ROWS), path / "a.parquet")
    return path / "a.parquet"


def as_geojson(path: Path) -> Path:
    features = []
    for row in ROWS:
        properties = {k: v.isoformat() if isinstance(v, date) else v for k, v in row.items() if k not in ("lon", "lat")}
        spot = None if row["lon"] is None else {"type": "Point", "coordinates": [row["lon"], row["lat"]]}
        features.append({"type": "Feature", "properties": properties, "geometry": spot})
    (path / "a.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path / "a.geojson"


def as_geoparquet(path: Path) -> Path:
    table = pd.DataFrame(ROWS[:2]).drop(columns=["lon", "lat"])
    shapes = gpd.GeoSeries([shapely.Point(34.284, 51.274), None], crs=4326).to_crs(3857)
    gpd.GeoDataFrame(table, geometry=shapes).to_parquet(path / "a.geoparquet")
    return path / "a.geoparquet"


@pytest.mark.parametrize("write", [as_csv, as_xlsx, as_parquet, as_geojson])
def test_one_table_in_every_format(tmp_path, write):
    path = write(tmp_path)
    table = read_events(path)
    events = table.events
    assert events["place"].tolist() == ["Тёткино", "Kozinka"]
    assert events["start"].dt.strftime("%Y-%m-%d").fillna("").tolist() == ["2024-03-12", ""]
    assert events["recorded_lon"].fillna(0).tolist() == [34.284, 0]
    assert events["recorded_lat"].fillna(0).tolist() == [51.274, 0]
    assert events["fatalities_low"].fillna(-1).tolist() == [3, -1]
    assert [e[0]["rule"] for e in events["evidence"]] == ["row 2, column 'place'", "row 3, column 'place'"]
    value = "200.0" if write is as_csv else "200"
    assert [(r.file, r.row, r.value) for r in table.rejected] == [(path.name, 4, value)]
    assert "Nowhere" in table.rejected[0].cells
    assert {str(t) for t in events.dtypes} == {"str", "datetime64[s]", "float64", "Int64", "object"}


def test_geoparquet_in_another_projection(tmp_path):
    events = read_events(as_geoparquet(tmp_path)).events
    np.testing.assert_allclose(events["recorded_lon"][0], 34.284)
    np.testing.assert_allclose(events["recorded_lat"][0], 51.274)
    assert events["recorded_lon"].isna().tolist() == [False, True]


@pytest.mark.parametrize("empty", [False, True])
def test_a_parquet_of_areas_has_no_recorded_coordinates(tmp_path, empty):
    frame = gpd.GeoDataFrame({"place": ["A"]}, geometry=[shapely.box(0, 0, 1, 1)], crs=4326)
    frame.iloc[: 0 if empty else 1].to_parquet(tmp_path / "a.parquet")
    if empty:
        with pytest.raises(EmptyInput, match="no rows"):
            read_events(tmp_path / "a.parquet")
    else:
        assert read_events(tmp_path / "a.parquet").events["recorded_lon"].isna().tolist() == [True]


def test_typed_cells_are_written_as_a_person_would(tmp_path):
    row = ["Belgorod", datetime(2024, 3, 12, 10, 30), 3.0, 2024, True, 0.1]
    path = write_xlsx(tmp_path / "a.xlsx", [["place", "date", "fatalities", "summary", "type", "sub_type"], row])
    event = read_events(path).events.iloc[0]
    assert (str(event["start"])[:10], event["time_phrase"]) == ("2024-03-12", "2024-03-12T10:30:00")
    assert (event["fatalities_low"], event["summary"], event["event_type"]) == (3, "2024", "True")
    assert event["sub_event_type"] == "0.1"


def test_rows_of_a_sheet_are_numbered_as_the_spreadsheet_numbers_them(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", [["place"], ["A"], [], ["B"], [None], [""]], skip=3)
    assert [e[0]["rule"] for e in read_events(path).events["evidence"]] == [f"row {n}, column 'place'" for n in (5, 7)]


def test_the_first_visible_sheet_that_holds_anything_is_read(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "empty"
    hidden = book.create_sheet("hidden")
    hidden.append(["place"])
    hidden.append(["hidden"])
    hidden.sheet_state = "hidden"
    book.create_sheet("shown").append(["place"])
    book["shown"].append(["shown"])
    book.save(tmp_path / "a.xlsx")
    assert read_events(tmp_path / "a.xlsx").events["place"].tolist() == ["shown"]


def test_sheets_that_cannot_be_used_are_told(tmp_path):
    with pytest.raises(EmptyInput, match="empty"):
        read_events(write_xlsx(tmp_path / "a.xlsx", []))
    with pytest.raises(EmptyInput, match="no rows under the header"):
        read_events(write_xlsx(tmp_path / "b.xlsx", [["place"]]))
    with pytest.raises(MissingColumn, match="'what'"):
        read_events(write_xlsx(tmp_path / "c.xlsx", [["what"], ["x"]]))
    with pytest.raises(BadValue, match="this name twice"):
        read_events(write_xlsx(tmp_path / "d.xlsx", [["place", "place"], ["x", "y"]]))


@pytest.mark.parametrize("suffix", ["xlsx", "parquet", "geojson"])
def test_a_file_of_0_bytes_is_empty(tmp_path, suffix):
    (tmp_path / f"a.{suffix}").write_bytes(b"")
    with pytest.raises(EmptyInput, match="0 bytes"):
        read_events(tmp_path / f"a.{suffix}")


@pytest.mark.parametrize("write", [as_xlsx, as_parquet, as_geojson])
def test_a_broken_file_is_told_wherever_it_broke(tmp_path, write):
    path = write(tmp_path)
    whole = path.read_bytes()
    broken = [whole[:cut] for cut in range(1, len(whole) - 3, max(len(whole) // 40, 1))]
    broken += [whole[:at] + b"\xff\xff" + whole[at + 2 :] for at in range(0, len(whole), max(len(whole) // 40, 1))]
    told = 0
    for content in broken:
        path.write_bytes(content)
        try:
            read_events(path)  # a changed byte may be inside a text, or in what nobody reads
        except IncidentmapError as error:
            told += 1
            assert error.where.file == str(path)  # noqa: PT017
            assert error.remedy  # noqa: PT017
    assert told >= len(broken) // 2


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        ("[1, 2]", UnreadableFile, "not a GeoJSON FeatureCollection"),
        ('{"type": "Feature"}', UnreadableFile, "not a GeoJSON FeatureCollection"),
        ('{"type": "FeatureCollection"}', UnreadableFile, "not a GeoJSON FeatureCollection"),
        ('{"type": "FeatureCollection", "features": {}}', UnreadableFile, "not a GeoJSON FeatureCollection"),
        ('{"type": "FeatureCollection", "features": []}', EmptyInput, "no rows"),
        ('{"type": "FeatureCollection",\n "features": [', UnreadableFile, "row 2: it is not JSON"),
        ("[" * 100_000, UnreadableFile, "it is not JSON"),
        ("place,date\nA,2024\n", UnreadableFile, "it is not JSON"),
        (b'{"type": "\xff"}', WrongEncoding, "byte 0xff at offset 10"),
        ('{"type":"FeatureCollection","features":[{"properties":{"x":1},"geometry":null}]}', MissingColumn, "'x'"),
    ],
)
def test_json_that_cannot_be_used_is_told(tmp_path, content, error, words):
    (tmp_path / "a.json").write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(error, match=words) as caught:
        read_events(tmp_path / "a.json")
    assert caught.value.where.file == str(tmp_path / "a.json")


def features(*items: object, encoding: str = "utf-8"):
    content = json.dumps({"type": "FeatureCollection", "features": items}).encode(encoding)
    reading = Reading("a.json", "", lambda header: choose(header, Asked(), "a.json"))
    return read_features(Hashed(io.BytesIO(content)), reading)


def test_features_that_are_none_are_refused_and_the_rest_is_kept():
    good = {"properties": {"place": "A"}, "geometry": {"type": "Point", "coordinates": [1, 2, 3]}}
    nowhere = {"type": "Point", "coordinates": ["x", []]}
    strange = {"properties": {"place": "B", "more": {"a": [1, 2]}}, "geometry": nowhere}
    cells = features(good, 7, {"properties": 7}, {"properties": {}, "geometry": [1]}, strange, {"properties": None})
    assert cells.values["place"] == ["A", "B", ""]
    assert cells.values["geometry longitude"] == ["1", "x", ""]
    assert list(cells.rows) == [2, 6, 7]
    assert [(r.row, r.cells) for r in cells.rejected] == [
        (3, "7"), (4, '{"properties":7}'), (5, '{"properties":{},"geometry":[1]}'),
    ]  # fmt: skip


def test_json_in_utf16_with_a_mark_and_with_surrogates():
    item = {"properties": {"place": "Тёткино \ud800 \ud83d\ude00"}, "geometry": None}
    assert features(item, encoding="utf-16").values["place"] == ["Тёткино \ufffd 😀"]
    assert features(item, encoding="utf-8-sig").values["place"] == ["Тёткино \ufffd 😀"]


def test_properties_of_a_geojson_may_be_lists():
    item = {"properties": {"place": "A", "actors": ["X", "Y; Z"], "summary": {"a": None}}, "geometry": None}
    cells = features(item)
    assert cells.values["actors"] == ["X; Y; Z"]
    assert cells.values["summary"] == ['{"a":null}']


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


@given(json_values, json_values, json_values)
@settings(deadline=None)
def test_no_feature_is_lost_whatever_it_holds(place, geometry, extra):
    good = {"properties": {"place": "A"}, "geometry": None}
    items = [good, {"properties": {"place": place, "x": extra}, "geometry": geometry}, extra]
    cells = features(*items)
    assert sorted([*cells.rows, *(r.row for r in cells.rejected)]) == [2, 3, 4]


def test_an_exported_csv_is_an_event_table_again(tmp_path):
    frame = hostile_frame()
    export(frame, tmp_path / "a.csv")
    table = read_events(tmp_path / "a.csv")
    assert len(table.events) == len(frame)
    assert table.events["place"][0] == frame["place"][0]
    assert table.events["place"][3] == "'" + frame["place"][3]


# Columns and their names.


def test_case_and_punctuation_of_a_column_do_not_matter():
    for name in ("place_phrase", "Place Phrase", "PLACE-PHRASE", "placePhrase", "ｐｌａｃｅ ｐｈｒａｓｅ"):
        assert choose([name], Asked(), "a").get("place") == name
    assert key("Населённый пункт") == key("населенный_пункт")


def test_the_surest_name_wins():
    columns = choose(["city", "location", "region", "admin1", "country", "event_date", "lat", "lon"], Asked(), "a")
    assert columns.get("place") == "location"
    assert columns.within == ("admin1",)
    assert columns.get("start") == "event_date"


def test_no_two_roles_claim_one_name():
    names = [key(name) for synonyms in SYNONYMS.values() for name in synonyms]
    assert len(names) == len(set(names))


def test_a_column_taken_by_a_person_is_not_guessed_again():
    columns = choose(["place", "region"], Asked(place="region"), "a")
    assert columns.get("place") == "region"
    assert columns.within == ()


def test_the_handbook_lists_every_name():
    text = (DOCS / "frame.md").read_text(encoding="utf-8")
    missing = [name for synonyms in SYNONYMS.values() for name in synonyms if f"`{name}`" not in text]
    assert missing == ["geometry_longitude", "geometry_latitude"]
