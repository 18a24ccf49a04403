"""A user's own table: columns found or named, CSV or GeoJSON, and every way in which it may be wrong."""

from __future__ import annotations

import csv
import io
import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from incidentmap.errors import (
    BadValue,
    EmptyInput,
    IncidentmapError,
    MissingColumn,
    UnreadableFile,
    WrongEncoding,
)
from incidentmap.gazetteer.sources import Options, table
from incidentmap.gazetteer.sources._csv import csv_parts

DATA = Path(__file__).parent / "data" / "gazetteer" / "table"


def put(folder: Path, content: str | bytes, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(path: Path, **options):
    rows = list(table.read(path, Options(**options)))
    places = [p for r in rows for p in r.places.to_dict("records")]
    names = [n for r in rows if r.names is not None for n in r.names.to_dict("records")]
    return places, names, [x for r in rows for x in r.rejected]


def features(*of: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(of)})


def feature(x: object = 35.5, y: object = 50.5, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": [x, y]}}


def test_the_csv_fixture_with_its_guessed_columns():
    places, names, rejected = read(DATA / "places.csv", key="mine")
    assert [(p["id"], p["name"], p["lat"], p["lon"]) for p in places] == [
        ("mine:k1", "Козинка", 50.2631, 35.4412),
        ("mine:k2", "Гора-Подол", 50.5, 35.6),
    ]
    kinds = {(p["country"], p["admin2"], p["code"], p["feature"]) for p in places}
    assert kinds == {("RU", "Грайворонский", "село", "settlement")}
    assert [p["population"] for p in places] == [642, 0]
    assert [(n["id"], n["name"]) for n in names] == [
        ("mine:k1", "Kozinka"),
        ("mine:k1", "Kozynka"),
        ("mine:k1", "Козынка"),
    ]
    assert [(r.row, r.field, r.reason) for r in rejected] == [
        (4, "name", "there is no name"),
        (5, "lat", "there is no coordinate"),
    ]


def test_the_geojson_fixture():
    places, names, rejected = read(DATA / "places.geojson", key="mine")
    assert [(p["id"], p["name"], p["lat"], p["population"]) for p in places] == [
        ("mine:2", "Terebreno", 50.4689, 412),
        ("mine:3", "Tyotkino", 51.2789, 0),
    ]
    assert [n["name"] for n in names] == ["Теребрено", "Теребрене"]
    assert [(r.row, r.reason) for r in rejected] == [
        (4, "the geometry is a 'Polygon', not a point"),
        (5, "the feature has no geometry"),
    ]
    assert "--format polygons" in rejected[0].remedy


def test_what_is_a_table_and_what_is_not(tmp_path):
    assert table.sniff(DATA / "places.csv")
    assert table.sniff(DATA / "places.geojson")
    assert table.sniff(put(tmp_path, "name\tlat\tlon\n", "a.tsv"))
    polygon = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": []}}
    assert not table.sniff(put(tmp_path, features(polygon), "a.geojson"))
    assert not table.sniff(put(tmp_path, "name,lat,lon", "a.shp"))
    assert not table.sniff(tmp_path / "nothing.geojson")
    assert not table.sniff(tmp_path)


def test_columns_that_are_named_win_over_those_that_are_guessed(tmp_path):
    path = put(tmp_path, "name,NAZVA,Y,X,n\nwrong,Козинка,50.2,35.4,7\n")
    places, _, _ = read(path, columns={"name": "NAZVA", "id": "n"}, key="k")
    assert [(p["id"], p["name"], p["lat"]) for p in places] == [("k:7", "Козинка", 50.2)]


def test_a_named_column_may_differ_in_case(tmp_path):
    assert read(put(tmp_path, "NAZVA,Y,X\nКозинка,50.2,35.4\n"), columns={"name": "nazva"})[0][0]["name"] == "Козинка"


def test_without_ids_a_place_is_called_by_its_row_and_a_source_by_its_file(tmp_path):
    places, _, _ = read(put(tmp_path, "name,lat,lon\n\nКозинка,50.2,35.4\n", "Мои места.csv"))
    assert places[0]["id"].endswith(":3")
    assert places[0]["id"].isascii()


def test_the_origin_is_what_the_user_says(tmp_path):
    path = put(tmp_path, "name,lat,lon\nКозинка,50.2,35.4\n")
    origin = next(table.read(path, Options(key="k", title="T", licence="CC0", attribution="Me"))).origin
    assert (origin.key, origin.title, origin.licence, origin.attribution) == ("k", "T", "CC0", "Me")
    origin = next(table.read(path, Options())).origin
    assert (origin.key, origin.title, origin.licence) == ("a", "a.csv", "not told; ask whoever made it")


def test_a_missing_column_is_named_with_those_that_are_there(tmp_path):
    path = put(tmp_path, "NAZVA,Y,X\nКозинка,50.2,35.4\n")
    with pytest.raises(MissingColumn) as caught:
        read(path)
    assert str(caught.value) == (
        f"{path}, row 1: no column holds the name; there are 'NAZVA', 'Y', 'X'. "
        "To mend it: name one of these with --column name=...."
    )


def test_a_named_column_that_is_not_there_is_missed(tmp_path):
    with pytest.raises(
        MissingColumn, match=r"there is no column 'NAZVA'; there are 'name', 'lat', 'lon'.*--column name="
    ):
        read(put(tmp_path, "name,lat,lon\na,1,2\n"), columns={"name": "NAZVA"})


def test_a_role_that_does_not_exist_is_refused(tmp_path):
    with pytest.raises(BadValue, match=r"there is no use for a column 'nam'.*use one of id, name, lat"):
        read(put(tmp_path, "name,lat,lon\na,1,2\n"), columns={"nam": "name"})


def test_a_name_twice_in_the_header_is_refused(tmp_path):
    with pytest.raises(BadValue, match=r"row 1, field 'lat': the header has this name twice"):
        read(put(tmp_path, "name,lat,lon,lat\na,1,2,3\n"))


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        ("2,b,95,35,RU,,,", "lat", "latitude and longitude may be swapped"),
        ("2,b,50,190,RU,,,", "lon", "'190' is not between -180 and 180"),
        ("2,b,5574000,4070000,RU,,,", "lat", "'5574000' is not between -90 and 90"),
        ("2,b,1e400,35,RU,,,", "lat", "'1e400' is not a number of degrees"),
        ("2,b,50,35,Russia,,,", "country", "'Russia' is not a two-letter country code"),
        ("2,b,50,35,RU,hill,,", "feature", "'hill' is not a kind of place"),
        ("2,b,50,35,RU,,,many", "population", "'many' is not a number of people"),
        ("1,b,50,35,RU,,,", "id", "the id was there before; the first row with it is kept"),
        (",b,50,35,RU,,,", "id", "there is no id"),
        ("2,b,50", None, "the row has 3 cells, the header has 8"),
        ("2,b,50,35,RU,,,,,x", None, "the row has 10 cells, the header has 8"),
    ],
)
def test_a_bad_row_is_rejected_and_the_others_kept(tmp_path, row, field, reason):
    header = "id,name,lat,lon,country,feature,lang,population"
    path = put(tmp_path, f"{header}\n1,a,50,35,RU,Region,RUS,1\n{row}\n3,c,50,35,,,ru-RU,\n")
    places, _, rejected = read(path, key="k")
    assert [(p["id"], p["feature"], p["lang"]) for p in places] == [("k:1", "region", ""), ("k:3", "settlement", "ru")]
    assert [(r.row, r.field, r.reason, r.cells) for r in rejected] == [(3, field, reason, row)]
    assert rejected[0].remedy


def test_ids_are_remembered_across_parts(tmp_path):
    path = put(tmp_path, "id,name,lat,lon\n" + "1,a,50,35\n" * 3)
    sizes = [len(p.table) for p in csv_parts(path, "utf-8", lambda h: {c: c for c in h}, size=2)]
    assert sizes == [2, 1]
    assert len(read(path)[2]) == 2


def test_rows_that_name_no_country_get_the_one_of_the_call(tmp_path):
    path = put(tmp_path, "name,lat,lon,cc\na,50,35,\nb,50,35,ua\n")
    assert [p["country"] for p in read(path, country="RU")[0]] == ["RU", "UA"]
    assert read(put(tmp_path, "name,lat,lon\na,50,35\n"), country="RU")[0][0]["country"] == "RU"


def test_a_table_with_latitude_and_longitude_exchanged_is_refused(tmp_path):
    path = put(tmp_path, "name,lat,lon\na,36.6,50.6\nb,37.1,51.2\n")
    with pytest.raises(BadValue, match=r"look swapped: 2 of the first 2 points .*--column lat=\.\.\. --column lon="):
        read(path, country="RU")
    assert len(read(path)[0]) == 2  # no country, no suspicion


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(tmp_path, separator):
    text = "name,lat,lon,pop\nКозинка,50.2,35.4,10\n".replace(",", separator)
    assert [(p["name"], p["population"]) for p in read(put(tmp_path, text))[0]] == [("Козинка", 10)]


def test_a_cell_may_hold_quotes_separators_and_line_breaks(tmp_path):
    path = put(tmp_path, 'name,lat,lon\n"a, ""b""\nc",50,35\nd,51,36\n')
    assert [p["name"] for p in read(path, key="k")[0]] == ['a, "b"\nc', "d"]
    assert [p["id"] for p in read(path, key="k")[0]] == ["k:2", "k:3"]


def test_empty_damaged_and_foreign_files_are_told(tmp_path):
    for content in ("", "\n\n \n"):
        with pytest.raises(EmptyInput, match="To mend it"):
            read(put(tmp_path, content))
    with pytest.raises(EmptyInput, match="there are no rows under the header"):
        read(put(tmp_path, "name,lat,lon\n"))
    with pytest.raises(UnreadableFile, match="there is no such file"):
        read(tmp_path / "nothing.csv")
    with pytest.raises(UnreadableFile, match=r"row 2: a quote is opened in this row and never closed"):
        read(put(tmp_path, 'name,lat,lon\n"a,1,2\nb,3,4\n'))
    with pytest.raises(WrongEncoding, match=r"byte 0xca at offset 13 is not utf-8"):
        read(put(tmp_path, "name,lat,lon\nКозинка,50,35\n".encode("cp1251")))
    with pytest.raises(WrongEncoding, match="the header holds NUL bytes"):
        read(put(tmp_path, "name,lat,lon\n".encode("utf-16-le")))


def test_the_byte_that_is_no_text_is_found_in_a_later_piece(tmp_path):
    head = "name,lat,lon\n" + "Козинка,50,35\n" * 60_000
    offset = len(head.encode())
    with pytest.raises(WrongEncoding, match=rf"byte 0xff at offset {offset:,} is not utf-8"):
        read(put(tmp_path, head.encode() + b"\xff"))


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"", EmptyInput, "0 bytes"),
        (b'{"type": "FeatureCollection", "features": []}', EmptyInput, "there are no rows"),
        (b'{"type": "FeatureCollection", "features": [', UnreadableFile, "row 1: it is not JSON"),
        (b'{"type": "Feature"}', UnreadableFile, "the JSON is not a GeoJSON FeatureCollection"),
        (b"[1]", UnreadableFile, "the JSON is not a GeoJSON FeatureCollection"),
        (b'{"a": "\xff"}', WrongEncoding, "byte 0xff at offset 7 is not UTF-8"),
        (b"[" * 100_000, UnreadableFile, "it is not JSON"),
        (features(feature(title2="a")).encode(), MissingColumn, r"no column holds the name; there are 'title2'"),
        (
            features(feature(name="a")).replace('"features"', '"crs": {"name": "EPSG:3857"}, "features"').encode(),
            UnreadableFile,
            "its coordinates are in .*EPSG:3857",
        ),
    ],
)
def test_bad_geojson_is_told(tmp_path, content, error, words):
    with pytest.raises(error, match=words):
        read(put(tmp_path, content, "a.geojson"))


def test_strange_features_are_rejected(tmp_path):
    strange = [feature("x", 1, name="a"), feature(name=""), 7, {"geometry": {"type": "Point"}}, feature(True, 1), {}]
    content = features(feature(name="good"), *strange).replace('"good"', r'"g\ud800"')
    places, _, rejected = read(put(tmp_path, content, "a.geojson"), key="k")
    assert [p["name"] for p in places] == ["g\ufffd"]
    assert [r.row for r in rejected] == [3, 4, 5, 6, 7, 8]


CELL = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=5), st.floats().map(str), st.sampled_from(["RU", "", "50", "ru"])
)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(st.lists(CELL, min_size=4, max_size=6), min_size=1, max_size=6))
@example(rows=[["a", "50", "35", "RU", "b|c;d"], ["a", "50", "35", "RU", ""]])
def test_any_cells_are_read_or_refused_and_the_totals_add_up(tmp_path_factory, rows):
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([["name", "lat", "lon", "country", "names"], *rows])
    path = put(tmp_path_factory.getbasetemp(), text.getvalue())
    try:
        places, _, rejected = read(path)
    except IncidentmapError:
        return
    assert len(places) + len(rejected) == sum(1 for row in rows if any(c.strip() for c in row))


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=80))
@example(data=b'name,lat,lon\n"\r')
@example(data=b"name,lat,lon\r\r1,2,3\r")
def test_any_bytes_are_read_or_refused(tmp_path_factory, data):
    for name in ("a.csv", "a.geojson"):
        path = put(tmp_path_factory.getbasetemp(), data, name)
        table.sniff(path)
        with suppress(IncidentmapError):
            read(path)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=100, deadline=None)
@given(of=st.lists(st.builds(feature, JSON, JSON, name=JSON) | JSON | st.builds(feature, name=st.text()), max_size=4))
def test_any_features_are_read_or_refused_and_the_totals_add_up(tmp_path_factory, of):
    path = put(tmp_path_factory.getbasetemp(), features(*of), "a.geojson")
    try:
        places, _, rejected = read(path)
    except IncidentmapError:
        return
    assert len(places) + len(rejected) == len(of)
