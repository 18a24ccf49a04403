"""The index chooses what `frame.select` chooses."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

import incidentmap as im
from incidentmap.frame import conform, empty
from incidentmap_web.features import FeatureStore
from incidentmap_web.index import IncidentIndex
from incidentmap_web.queries import Query

KINDS = ["Battles", "Riots", "a, b", None]


@pytest.fixture(scope="module")
def many():
    rng = np.random.default_rng(1)
    count = 500
    days = np.datetime64("2023-12-20", "s") + rng.integers(0, 40, count).astype("timedelta64[D]")
    table = pd.DataFrame({"id": [f"i{n}" for n in range(count)], "start": days})
    table["end"] = table["start"] + pd.to_timedelta(rng.integers(0, 5, count), unit="D")
    table.loc[::7, ["start", "end"]] = pd.NaT
    table["event_type"] = np.array(KINDS, dtype=object)[rng.integers(0, 4, count)]
    points = shapely.points(rng.uniform(-180, 180, count), rng.uniform(-90, 90, count))
    shapes = np.where(np.arange(count) % 5 == 0, shapely.buffer(points, 3), points)
    shapes[::11] = None
    return conform(table, shapes)


degrees = st.integers(-180, 180)
latitudes = st.tuples(st.integers(-90, 90), st.integers(-90, 90)).map(sorted)
boxes = st.builds(lambda w, e, ns: (w, ns[0], e, ns[1]), degrees, degrees, latitudes)
days = st.dates(date(2023, 12, 15), date(2024, 2, 5))


types_asked = st.none() | st.lists(st.sampled_from(["Battles", "a, b", "x"]))


@settings(deadline=None)
@given(st.none() | boxes, st.none() | days, st.none() | days, types_asked)
def test_as_select(many, bbox, start, end, types):
    query = Query(bbox=bbox, start=start, end=end, facets={} if types is None else {"type": tuple(types)})
    expected = im.select(many, bbox=bbox, start=start, end=end, event_types=types)
    assert many.index[IncidentIndex(many).rows(query)].tolist() == expected.index.tolist()


def test_the_empty_type_is_no_type(many):
    query = Query(facets={"type": (None, "Riots")})
    chosen = many["event_type"].iloc[IncidentIndex(many).rows(query)]
    assert set(chosen.dropna()) == {"Riots"}
    assert chosen.isna().sum() == many["event_type"].isna().sum()


def test_no_incidents():
    index = IncidentIndex(empty())
    query = Query(bbox=(0, 0, 1, 1), start=date(2024, 1, 1), facets={"type": ("x",)})
    assert index.rows(query).tolist() == []


def test_written_features_are_kept_within_their_budget(many):
    store = FeatureStore(many, budget_bytes=10_000)
    expected = im.to_geojson(many).split(b"\n")[1:-2]
    for rows in (np.arange(300), np.array([5, 3, 499]), np.arange(200, 500), np.array([], dtype=int)):
        written = store.collection(rows, {}).split(b"\n")[1:-2]
        assert [line.removesuffix(b",") for line in written if line] == [expected[r].removesuffix(b",") for r in rows]
        assert sum(map(len, store._kept.values())) == store._kept_bytes <= 10_000
    assert store._kept
