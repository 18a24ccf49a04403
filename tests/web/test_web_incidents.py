"""`/incidents.geojson` and `/incidents.columns`: which incidents come back, and how."""

from __future__ import annotations

import json
from urllib.parse import quote

import orjson
import pytest
from web_samples import HOSTILE

import incidentmap as im
from incidentmap.frame import SCHEMA
from incidentmap.mapping import encode_columns

DATED_2024 = ["terebreno", "tyotkino", "nowhere"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("bbox=35,50,36,51", ["terebreno", "oblast"]),
        ("bbox=35.504,50.723,35.504,50.723", ["terebreno", "oblast"]),
        ("bbox=-10,-10,0,0", []),
        ("bbox=179,-18,-179,-16", ["fiji", "beyond"]),
        ("bbox=179,-18,180,-16", ["fiji"]),
        ("bbox=-180,-90,180,-10", ["fiji", "beyond"]),
        ("datetime=2024-03-12", DATED_2024),
        ("datetime=2024-03-12T23:59:59Z", DATED_2024),
        ("datetime=2024-03-12t00:00:00.123%2B03:00", DATED_2024),
        ("datetime=2024-03-13", ["tyotkino"]),
        ("datetime=2024-03-13/..", ["tyotkino"]),
        ("datetime=2024-03-13/", ["tyotkino"]),
        ("datetime=../2022-01-01&bbox=170,-20,180,0", ["fiji"]),
        ("datetime=/2022-01-01&bbox=170,-20,180,0", ["fiji"]),
        ("datetime=2023-12-31/2024-03-12", ["terebreno", "tyotkino", "oblast", "nowhere"]),
        ("datetime=2024-01-01T00:00:00Z/..", DATED_2024),
        ("datetime=2024-03-13&undated=true", ["tyotkino", "undated"]),
        ("datetime=2024-03-13&undated=false", ["tyotkino"]),
        ("type=Battles", ["terebreno", "oblast", "nowhere"]),
        ("type=Protests&type=Battles", ["terebreno", "oblast", "beyond", "nowhere"]),
        ("type=Protests,Battles", ["terebreno", "oblast", "beyond", "nowhere"]),
        ("type=" + quote("Protests, Riots"), ["fiji"]),
        ("type=", ["undated"]),
        ("type=Nothing", []),
        ("type=Battles&bbox=35,50,36,51&datetime=2024-01-01/..", ["terebreno"]),
        ("limit=2", ["terebreno", "tyotkino"]),
        ("limit=2&offset=1", ["tyotkino", "oblast"]),
        ("offset=1000", []),
    ],
)
def test_selection(ids, query, expected):
    assert ids(query) == expected


def test_everything_is_there_placed_or_not(client, frame):
    collection = client.get("/incidents.geojson").json
    assert [f["id"] for f in collection["features"]] == frame["id"].tolist()
    assert collection["numberMatched"] == collection["numberReturned"] == len(frame)
    nowhere = next(f for f in collection["features"] if f["id"] == "nowhere")
    assert nowhere["geometry"] is None
    assert nowhere["properties"]["reason"] == "no place is given"
    assert nowhere["properties"]["estimated"] is None
    assert all(list(f["properties"]) == list(SCHEMA) for f in collection["features"])


def test_features_are_those_of_an_exported_file(client, frame):
    exported = orjson.loads(im.to_geojson(frame))
    served = client.get("/incidents.geojson").json
    assert served["features"] == exported["features"]
    assert served["incidentmap"] == exported["incidentmap"]
    assert served["incidentmap"]["attribution"] == ["Somebody CC BY"]


def test_pages_link_to_each_other_until_all_are_seen(client, frame):
    seen, path = [], "/incidents.geojson?limit=4&bbox=-180,-90,180,90"
    while path:
        page = client.get(path).json
        assert page["numberReturned"] == len(page["features"]) <= 4
        seen += [f["id"] for f in page["features"]]
        links = {link["rel"]: link["href"] for link in page["links"]}
        assert client.get(links["self"]).json["features"] == page["features"]
        path = links.get("next")
    assert seen == frame["id"][frame.geometry.notna()].tolist()


def test_columns_are_the_client_s(client, frame):
    served = client.get("/incidents.columns?bbox=35,50,36,51")
    assert served.mimetype == "application/json"
    assert served.data == encode_columns(frame.iloc[[0, 2]], total=2)
    assert client.get("/incidents.columns").data == encode_columns(frame, total=len(frame))


def test_columns_say_how_many_there_are_beyond_the_page(client, frame):
    some = client.get("/incidents.columns?limit=3").json
    assert (some["rows"], some["meta"]["total"]) == (3, len(frame))


@pytest.mark.parametrize("path", ["/incidents.geojson", "/incidents.columns"])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_as_text(client, path, text):
    answer = client.get(path, query_string={"type": text})
    assert answer.status_code == 200
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert text in _texts(json.loads(answer.data))
    assert b"\x00" not in answer.data
    assert b"\x1b" not in answer.data


def _texts(value):
    if isinstance(value, str):
        return {value}
    if isinstance(value, dict):
        value = value.values()
    return set().union(*map(_texts, value)) if isinstance(value, (list, type({}.values()))) else set()


def test_answers_are_not_sent_again(client):
    first = client.get("/incidents.geojson?limit=1")
    tag = first.headers["ETag"]
    again = client.get("/incidents.geojson?limit=1", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == tag
    assert again.headers["Cache-Control"] == "private, no-cache"
    assert client.get("/incidents.geojson?limit=2", headers={"If-None-Match": tag}).status_code == 200


def test_head_has_the_length_and_no_body(client):
    got, headed = client.get("/incidents.geojson"), client.head("/incidents.geojson")
    assert headed.data == b""
    assert headed.headers["Content-Length"] == got.headers["Content-Length"]
