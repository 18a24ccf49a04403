"""A data set's own precision codes, as the record readers take them up."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentmap.crosswalk import ladder
from incidentmap.export import export
from incidentmap.frame import EventTable, conform
from incidentmap.records import read_events
from incidentmap.records.precision import NoCode, codes_of
from test_export import small_frame


def read(tmp_path: Path, **columns: list[str]) -> EventTable:
    count = len(next(iter(columns.values())))
    table = pd.DataFrame({"place": ["Belgorod"] * count} | columns)
    table.to_csv(tmp_path / "a.csv", index=False)
    return read_events(tmp_path / "a.csv")


def codes(table: EventTable) -> list[str | None]:
    return [None if pd.isna(code) else code for code in table.events["recorded_precision"]]


@pytest.mark.parametrize(
    ("columns", "wanted"),
    [
        ({"where_prec": ["4", "1", ""]}, ["ucdp:4", "ucdp:1", None]),
        ({"WHERE_PREC": ["4.0", " 2 ", "07"]}, ["ucdp:4", "ucdp:2", "!"]),
        ({"geo_precision": ["1", "3", "2"]}, ["acled:1", "acled:3", "acled:2"]),
        ({"GEO_PRECISION": ["ADM1", "street", "settlement"]}, ["viina:ADM1", "viina:STREET", "viina:settlement"]),
        ({"ActionGeo_Type": ["1", "5", "0"]}, ["gdelt:1", "gdelt:5", "gdelt:0"]),
        ({"specificity": ["1", "4", "5"]}, ["gtd:1", "gtd:4", "gtd:5"]),
        ({"specificity": ["1", "1", "2"], "vicinity": ["1", "0", "1"]}, ["gtd:1+vicinity", "gtd:1", "gtd:2"]),
        ({"specificity": ["1", "1", ""], "vicinity": ["-9", "", "1.0"]}, ["gtd:1", "gtd:1", None]),
        ({"attr_geolocation_resolution": ["Exact", "Locality", ""]}, ["atlos:Exact", "atlos:Locality", None]),
        ({"recorded_precision": ["ucdp:4", "VIINA:adm1", ""]}, ["ucdp:4", "viina:ADM1", None]),
        # Of several, the surest.
        ({"geo_precision": ["1", "1", "1"], "where_prec": ["4", "4", "4"]}, ["ucdp:4"] * 3),
        # Columns of other kinds under a common name tell nothing, and cost no row.
        ({"geo_precision": ["precise", "city", "5 m"]}, [None] * 3),
        ({"specificity": ["0.93", "0.5", "high"]}, [None] * 3),
        ({"precision": ["Exact", "1", "4"]}, [None] * 3),
        ({"vicinity": ["1", "yes", "near the mill"]}, [None] * 3),
    ],
)
def test_the_column_tells_whose_codes_they_are(tmp_path, columns, wanted):
    table = read(tmp_path, **columns)
    assert codes(table) == [code for code in wanted if code != "!"]
    assert len(table.rejected) == wanted.count("!")


@pytest.mark.parametrize(
    ("columns", "field", "said", "remedy"),
    [
        ({"where_prec": ["4", "8"]}, "where_prec", "'8' is no code of UCDP's where_prec", "1, 2, 3, 4, 5, 6, 7"),
        ({"geo_precision": ["3", "4"]}, "geo_precision", "'4' is no code of ACLED's geo_precision", "1, 2, 3"),
        ({"GEO_PRECISION": ["ADM1", "ADM9"]}, "GEO_PRECISION", "'ADM9' is no code of VIINA's", "STREET, settlement"),
        (
            {"specificity": ["1", "1"], "vicinity": ["0", "7"]},
            "vicinity",
            "'7' is no code of GTD's vicinity",
            "1, 0, -9",
        ),
        ({"recorded_precision": ["ucdp:4", "ucdp:9"]}, "recorded_precision", "of no data set", "write it as ucdp:4"),
    ],
)
def test_a_cell_that_is_no_code_is_told_with_its_row(tmp_path, columns, field, said, remedy):
    table = read(tmp_path, **columns)
    (rejection,) = table.rejected
    assert (rejection.row, rejection.field) == (3, field)
    assert said in rejection.reason
    assert remedy in rejection.remedy
    assert "leave the cell empty" in rejection.remedy
    assert len(table.events) == 1


def test_a_slip_in_a_name_that_only_one_data_set_uses_is_no_other_column(tmp_path):
    assert [r.value for r in read(tmp_path, where_prec=["8"]).rejected] == ["8"]


def test_numbers_of_geojson_and_parquet_are_codes_too(tmp_path):
    features = [
        {"type": "Feature", "geometry": None, "properties": {"place": "Belgorod", "where_prec": code}}
        for code in (4, 4.0, "4", None)
    ]
    (tmp_path / "a.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    assert codes(read_events(tmp_path / "a.geojson")) == ["ucdp:4", "ucdp:4", "ucdp:4", None]
    pd.DataFrame({"place": ["A", "B"], "where_prec": [4.0, None]}).to_parquet(tmp_path / "a.parquet")
    assert codes(read_events(tmp_path / "a.parquet")) == ["ucdp:4", None]


def test_what_a_table_recorded_goes_with_the_incident(tmp_path):
    table = read(tmp_path, where_prec=["4", "1"])
    assert conform(table.events)["recorded_precision"].tolist() == ["ucdp:4", "ucdp:1"]
    export(small_frame(recorded_precision="gtd:1+vicinity"), tmp_path / "b.csv")
    assert codes(read_events(tmp_path / "b.csv")) == ["gtd:1+vicinity"]


NAMES = ["where_prec", "geo_precision", "specificity", "ActionGeo_Type", "geolocation_resolution", "recorded_precision"]


@given(st.sampled_from(NAMES), st.lists(st.tuples(st.text() | st.sampled_from("12345"), st.text()), max_size=6))
def test_any_cell_is_a_code_nothing_or_a_reason(name: str, rows: list[tuple[str, str]]) -> None:
    found = codes_of(name, [cell for cell, _ in rows], [near for _, near in rows])
    assert len(found) == len(rows)
    for code, (cell, near) in zip(found, rows, strict=True):
        if isinstance(code, NoCode):
            assert code.value in (cell, near)
            assert code.reason.isprintable()
        else:
            assert code is None or ladder(code) is not None
