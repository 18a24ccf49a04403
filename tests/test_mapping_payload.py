"""mapping.columns: what is drawn of a place, beside its geometry, each distinct place once."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import shapely

from incidentmap.frame import conform
from incidentmap.mapping import encode_columns

BELGOROD = shapely.box(35.3, 49.9, 39.3, 51.4)


def payload(**columns: Any) -> dict[str, Any]:
    shapes = [shapely.Point(36.6, 50.6), BELGOROD, None, BELGOROD]
    table = {
        "id": list("abcd"),
        "shape": pd.Series(["point", "area", None, "area"], dtype="str"),
        "estimated": pd.array([False, True, None, True], dtype="boolean"),
        "label_lon": [36.6, 37.3, float("nan"), 37.3],
        "label_lat": [50.6, 50.65, float("nan"), 50.65],
    }
    found: dict[str, Any] = json.loads(encode_columns(conform(pd.DataFrame(table | columns), shapes)))
    return found


def test_each_distinct_place_is_written_once_and_points_need_no_label() -> None:
    found = payload()
    assert found["where"] == [0, 1, 2, 1]
    places = found["wheres"]
    assert places["shape_kind"] == ["point", "area", None]
    assert places["estimated"] == [0, 1, None]
    assert (places["label_lon"], places["label_lat"]) == ([None, 3730000, None], [None, 5065000, None])
    assert places["shape"] == [-1, 0, -1], "the number of the geometry keeps its name"


def test_what_differs_in_one_of_them_is_another_place() -> None:
    # Null is "row i has place i".
    assert payload(estimated=pd.array([False, True, None, False], dtype="boolean"))["where"] is None
    assert payload(shape=["point", "area", None, "part"])["where"] is None
    assert payload(label_lat=[50.6, 50.65, None, 50.7])["where"] is None


def test_a_label_of_what_is_a_point_tells_no_places_apart() -> None:
    shapes = [shapely.Point(36.6, 50.6)] * 2
    table = pd.DataFrame({"id": list("ab"), "label_lon": [36.6, None], "label_lat": [50.6, None]})
    assert json.loads(encode_columns(conform(table, shapes)))["where"] == 0


def test_what_no_row_has_costs_a_word() -> None:
    nothing = [None] * 4
    found = payload(shape=nothing, estimated=nothing, label_lon=nothing, label_lat=nothing)
    assert [found["wheres"][name] for name in ("shape_kind", "estimated", "label_lon", "label_lat")] == [None] * 4
    assert found["recorded_precision"] is None
    assert payload(recorded_precision=["ucdp:4", None, "ucdp:4", "ucdp:1"])["recorded_precision"]
