"""`/geocode`: one Feature for each name, in order."""

from __future__ import annotations

import pytest
from web_samples import HOSTILE

import incidentmap as im


def ask(client, **args):
    return client.get("/geocode", query_string=args)


def test_one_feature_for_each_name(client):
    collection = ask(client, q=["Теребрено", "Belgorod", "no such place at all"]).json
    properties = [f["properties"] for f in collection["features"]]
    assert [p["query"] for p in properties] == ["Теребрено", "Belgorod", "no such place at all"]
    assert [p["name"] for p in properties] == ["Terebreno", "Belgorod", None]
    assert collection["features"][2]["geometry"] is None
    assert properties[2]["reason"]


def test_the_same_bytes_as_the_verb(client, gazetteer):
    expected = im.geocode_features([("Тёткино", im.geocode("Тёткино", gazetteer))])
    answer = ask(client, q="Тёткино")
    assert answer.data == expected
    assert answer.mimetype == "application/geo+json"


def test_within_and_country(client):
    undecided = ask(client, q="Nekhoteevka").json["features"][0]["properties"]
    assert undecided["place_id"] is None
    assert len(undecided["candidates"]) == 2
    decided = ask(client, q="Nekhoteevka", within="Belgorodsky District").json["features"][0]["properties"]
    assert decided["admin2"] == "Belgorodsky District"
    abroad = ask(client, q="Belgorod", country="Ukraine").json["features"][0]["properties"]
    assert abroad["country"] != "RU"


@pytest.mark.parametrize("text", [*HOSTILE, "", " ", "%", "'; DROP TABLE place; --", "x" * 300, "\ufeff", "ё" * 300])
def test_hostile_names_come_back_as_text(client, text):
    answer = ask(client, q=text)
    assert answer.status_code == 200
    assert answer.json["features"][0]["properties"]["query"] == text


@pytest.mark.parametrize(
    ("args", "field"),
    [
        ({}, "q"),
        ({"q": ["x"] * 101}, "q"),
        ({"q": "x" * 301}, "q"),
        ({"q": "x", "within": "y" * 301}, "within"),
        ({"q": "x", "country": "y" * 301}, "country"),
        ({"q": "x", "country": ["RU", "UA"]}, "country"),
        ({"name": "x"}, "name"),
    ],
)
def test_refused(client, args, field):
    answer = ask(client, **args)
    assert answer.status_code == 400
    assert answer.json["error"]["field"] == field
    assert answer.json["error"]["remedy"]


def test_a_hundred_names_at_once(client):
    names = ["Белгородская область" + " " * i for i in range(100)]
    assert len(ask(client, q=names).json["features"]) == 100


def test_not_sent_again(client):
    tag = ask(client, q="Belgorod").headers["ETag"]
    again = client.get("/geocode?q=Belgorod", headers={"If-None-Match": f'"other", {tag}'})
    assert again.status_code == 304
