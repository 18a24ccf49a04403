"""The INID list: its columns in any order, and what happens when it is not as it was published."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentmap.errors import (
    BadValue,
    EmptyInput,
    IncidentmapError,
    MissingColumn,
    UnreadableFile,
    WrongEncoding,
)
from incidentmap.gazetteer.sources import Options, inid

DATA = Path(__file__).parent / "data" / "gazetteer" / "inid" / "settlements.csv"
HEADER = "id,region,municipality,settlement,latitude_dd,longitude_dd"
ROW = "1,Курская область,Глушковский,Тёткино,51.2789,34.2839"


def put(folder: Path, content: str | bytes, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(path: Path, **options):
    rows = list(inid.read(path, Options(**options)))
    return [p for r in rows for p in r.places.to_dict("records")], [x for r in rows for x in r.rejected]


def test_the_fixture():
    places, rejected = read(DATA)
    assert [(p["id"], p["name"], p["code"], p["population"]) for p in places] == [
        ("inid:1", "Козинка", "с", 642),
        ("inid:2", "Гора-Подол, верхняя", "с", 2505),
        ("inid:3", "Тёткино", "пгт", 3826),
        ("inid:4", "Пустошь", "д", 0),
    ]
    assert (places[2]["admin1"], places[2]["admin2"]) == ("Курская область", "Глушковский")
    assert (places[2]["lon"], places[2]["lat"]) == (34.2839, 51.2789)
    assert {(p["country"], p["lang"], p["feature"]) for p in places} == {("RU", "ru", "settlement")}
    assert places[3]["admin2"] != places[3]["admin2"]  # missing, which is not itself
    assert rejected == []


def test_the_licence_says_why_the_list_is_not_bundled():
    origin = next(inid.read(DATA, Options())).origin
    assert (origin.key, origin.licence) == ("inid", "non-commercial: read only because you supplied it")


def test_it_is_known_by_its_header(tmp_path):
    assert inid.sniff(DATA)
    assert not inid.sniff(put(tmp_path, "name,lat,lon\n"))
    assert not inid.sniff(put(tmp_path, ""))
    assert not inid.sniff(tmp_path / "nothing.csv")


def test_columns_may_stand_in_any_order_with_others_beside_them(tmp_path):
    table = [dict(zip(HEADER.split(","), ROW.split(","), strict=True), more="x")]
    for order in (sorted(table[0]), sorted(table[0], reverse=True)):
        text = io.StringIO()
        writer = csv.DictWriter(text, order, delimiter=";")
        writer.writeheader()
        writer.writerows(table)
        places, _ = read(put(tmp_path, text.getvalue()))
        assert [(p["id"], p["name"], p["code"], p["population"]) for p in places] == [("inid:1", "Тёткино", "", 0)]


@pytest.mark.parametrize("column", ["id", "region", "municipality", "settlement", "latitude_dd", "longitude_dd"])
def test_a_column_that_is_needed_is_missed_by_name(tmp_path, column):
    header = HEADER.replace(column, "other")
    with pytest.raises(
        MissingColumn, match=rf"row 1: no column holds the {column}; there are .*'other'.*as it was pub"
    ):
        read(put(tmp_path, f"{header}\n{ROW}\n"))


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        ("2,a,b,,51,34", "settlement", "there is no name"),
        ("2,a,b,c,,34", "latitude_dd", "there is no coordinate"),
        ("2,a,b,c,135.1,48.5", "latitude_dd", "latitude and longitude may be swapped"),
        ("2,a,b,c,51,x", "longitude_dd", "'x' is not a number of degrees"),
        ("1,a,b,c,51,34", "id", "the id was there before; the first row with it is kept"),
        (",a,b,c,51,34", "id", "there is no id"),
        ("2,a,b", None, "the row has 3 cells, the header has 6"),
    ],
)
def test_a_bad_row_is_rejected_and_the_others_kept(tmp_path, row, field, reason):
    places, rejected = read(put(tmp_path, f"{HEADER}\n{ROW}\n{row}\n\n3,a,b,c,51,34\n"))
    assert [p["id"] for p in places] == ["inid:1", "inid:3"]
    assert [(r.row, r.field, r.reason, r.cells) for r in rejected] == [(3, field, reason, row)]


def test_a_list_with_latitude_and_longitude_exchanged_is_refused(tmp_path):
    with pytest.raises(BadValue, match="look swapped: 1 of the first 1 points"):
        read(put(tmp_path, f"{HEADER}\n1,a,b,c,34.2839,51.2789\n"))


def test_empty_damaged_and_foreign_files_are_told(tmp_path):
    with pytest.raises(EmptyInput, match=r"0 bytes"):
        read(put(tmp_path, ""))
    with pytest.raises(EmptyInput, match="there are no rows under the header"):
        read(put(tmp_path, HEADER))
    with pytest.raises(UnreadableFile, match=r"row 2: a quote is opened in this row and never closed"):
        read(put(tmp_path, f'{HEADER}\n1,"Курск\n{ROW}\n'))
    with pytest.raises(WrongEncoding, match=r"byte 0xca at offset 61 is not utf-8.*--encoding cp1251"):
        read(put(tmp_path, f"{HEADER}\n{ROW}\n".encode("cp1251")))


def test_the_encoding_may_be_said(tmp_path):
    assert read(put(tmp_path, f"{HEADER}\n{ROW}\n".encode("cp1251")), encoding="cp1251")[0][0]["name"] == "Тёткино"
    assert read(put(tmp_path, f"{HEADER}\n{ROW}\n".encode("utf-16")))[0][0]["name"] == "Тёткино"
    with pytest.raises(BadValue, match="there is no text encoding 'klingon'"):
        read(put(tmp_path, HEADER), encoding="klingon")


CELL = st.one_of(st.text(st.characters(codec="utf-8"), max_size=5), st.floats(-200, 200).map(str), st.just("1"))


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(st.lists(CELL, min_size=6, max_size=6), min_size=1, max_size=6))
def test_any_cells_are_read_or_refused_and_the_totals_add_up(tmp_path_factory, rows):
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([HEADER.split(","), *rows])
    path = put(tmp_path_factory.getbasetemp(), text.getvalue())
    try:
        places, rejected = read(path)
    except IncidentmapError:
        return
    assert len(places) + len(rejected) == sum(1 for row in rows if any(c.strip() for c in row))
    assert len({p["id"] for p in places}) == len(places)


@settings(max_examples=100, deadline=None)
@given(text=st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_text_under_the_header_is_read_or_refused(tmp_path_factory, text):
    path = put(tmp_path_factory.getbasetemp(), f"{HEADER}\n{ROW}\n{text}")
    try:
        places, _ = read(path)
    except IncidentmapError:
        return
    assert places[0]["id"] == "inid:1"
