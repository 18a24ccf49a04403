"""The query string: what is read, what is refused, and that nothing else can happen."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from incidentmap_web.errors import BadParameter
from incidentmap_web.queries import PARAMETERS, read_query

BAD = [
    ("bbox", ""),
    ("bbox", "1,2,3"),
    ("bbox", "1,2,3,4,5,6"),
    ("bbox", "a,b,c,d"),
    ("bbox", "nan,0,1,1"),
    ("bbox", "inf,0,1,1"),
    ("bbox", "1e999,0,1,1"),
    ("bbox", "1_0,0,1,1"),
    ("bbox", "１,0,1,1"),
    ("bbox", "0,5,1,4"),
    ("bbox", "-181,0,1,1"),
    ("bbox", "0,0,1,90.1"),
    ("datetime", ""),
    ("datetime", "yesterday"),
    ("datetime", "2024"),
    ("datetime", "2024-03"),
    ("datetime", "20240312"),
    ("datetime", "2024-W11-2"),
    ("datetime", "2024-02-30"),
    ("datetime", "12.03.2024"),
    ("datetime", "2024-03-12T25:00:00Z"),
    ("datetime", "2024-03-12T10:00"),
    ("datetime", "2024-03-12T10:00:00"),
    ("datetime", "2024-03-12/2024-03-11"),
    ("datetime", "a/b/c"),
    ("datetime", "٢٠٢٤-03-12"),
    ("limit", ""),
    ("limit", "0"),
    ("limit", "10001"),
    ("limit", "-1"),
    ("limit", "1.5"),
    ("limit", "9" * 5000),
    ("offset", "-1"),
    ("offset", "x"),
    ("bobx", "1,2,3,4"),
    ("BBOX", "1,2,3,4"),
]


@pytest.mark.parametrize(("name", "value"), BAD)
def test_refused(name, value):
    with pytest.raises(BadParameter) as caught:
        read_query(MultiDict({name: value}))
    assert caught.value.where.field == name
    assert caught.value.value == value
    assert caught.value.remedy
    assert len(caught.value.problem) < 300


@pytest.mark.parametrize("name", ["bbox", "datetime", "limit", "offset"])
def test_what_may_stand_once_may_not_stand_twice(name):
    with pytest.raises(BadParameter, match="2 times"):
        read_query(MultiDict([(name, "1"), (name, "1")]))


def test_read():
    query = read_query(
        MultiDict([("bbox", "170,-10.5,-1.7e2,+10"), ("datetime", "2024-02-29/.."), ("type", "a,b"), ("type", "c, d")]),
        known_types={"c, d"},
        default_limit=7,
    )
    assert query.bbox == (170, -10.5, -170, 10)
    assert (query.start, query.end) == (date(2024, 2, 29), None)
    assert query.facets == {"type": ("a", "b", "c, d")}
    assert (query.limit, query.offset) == (7, 0)


def test_nothing_asked_is_everything():
    query = read_query(MultiDict())
    assert (query.bbox, query.start, query.end, query.facets) == (None, None, None, {})
    assert read_query(MultiDict({"datetime": "../.."})) == query


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PARAMETERS) | st.text(max_size=8), st.text(max_size=40)), max_size=6))
def test_any_text_is_read_or_refused(pairs):
    try:
        query = read_query(MultiDict(pairs))
    except BadParameter as error:
        refused = error
    else:
        assert 1 <= query.limit <= 10_000
        return
    assert refused.remedy


@settings(deadline=None)
@given(
    st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180), st.floats(-90, 90), st.dates(), st.dates()
)  # fmt: skip
def test_what_is_written_is_read_back(west, south, east, north, start, end):
    south, north = sorted((south, north))
    start, end = sorted((start, end))
    args = MultiDict({"bbox": f"{west!r},{south!r},{east!r},{north!r}", "datetime": f"{start}/{end}T23:59:60+14:00"})
    query = read_query(args)
    assert query.bbox == (west, south, east, north)
    assert (query.start, query.end) == (start, end)
