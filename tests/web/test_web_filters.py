"""The filters: each by itself, together, what they refuse, and that a hostile value is only a value."""

from __future__ import annotations

import csv
import http.client
import io
import socket
import threading
from contextlib import suppress
from urllib.parse import quote

import pandas as pd
import pytest
import shapely
from waitress import create_server
from web_samples import HOSTILE
from werkzeug.datastructures import MultiDict

import incidentmap as im
from incidentmap.frame import conform
from incidentmap_web import create_app, routes
from incidentmap_web.errors import BadParameter
from incidentmap_web.queries import read_query


@pytest.fixture(scope="module")
def asked(gazetteer):
    rows = [
        {"id": "a", "event_type": "Battles", "sub_event_type": "Armed clash", "actors": ["Army", "Militia, North"],
         "sources": [{"id": "s1", "title": "Report"}], "precision": "settlement",
         "fatalities_low": 2, "fatalities_high": 5, "summary": "Обстрел у Тёткино",
         "start": pd.Timestamp("2024-03-12")},
        {"id": "b", "event_type": "Battles", "actors": ["Army"], "sources": [{"id": "s2"}], "precision": "region",
         "fatalities_low": 8, "place": "Харків", "start": pd.Timestamp("2024-03-20")},
        {"id": "c", "event_type": "Riots", "precision": "near", "fatalities_high": 1, "summary": "Khotmyzhsk quiet"},
        {"id": "d", "precision": "unlocated", "summary": "гора", "start": pd.Timestamp("2024-04-02")},
    ]  # fmt: skip
    table = pd.DataFrame(rows)
    table["end"] = table["start"]
    shapes = [shapely.Point(36.0, 50.0), shapely.box(37, 50, 39, 52), shapely.Point(179.9, 10).buffer(0.01), None]
    frame = conform(table, shapes)
    client = create_app(frame, gazetteer).test_client()

    def ask(query):
        answer = client.get(f"/incidents.geojson?{query}")
        assert answer.status_code == 200, answer.text
        return "".join(feature["id"] for feature in answer.json["features"])

    ask.client, ask.frame = client, frame
    return ask


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sub_type=Armed%20clash", "a"),
        ("sub_type=", "bcd"),
        ("sub_type=Battles::Armed%20clash", "a"),
        ("sub_type=Riots::Armed%20clash", ""),
        ("sub_type=Battles::", "b"),
        ("sub_type=::", "d"),
        ("sub_type=Battles::&type=Riots", "bc"),
        ("sub_type=Battles::&type=Riots&type=Battles", "bc"),
        ("sub_type=Battles::&type=&actor=Army", "b"),
        ("sub_type=Gone::Raid&type=Battles", "ab"),
        ("sub_type=Gone::Raid", ""),
        ("actor=Army", "ab"),
        ("actor=" + quote("Militia, North"), "a"),
        ("actor=Militia", ""),
        ("actor=", "cd"),
        ("actor=Army&actor=", "abcd"),
        ("source=Report", "a"),
        ("source=s2", "b"),
        ("source=&actor=", "cd"),
        ("precision=near&precision=region", "bc"),
        ("killed=5", "a"),
        ("killed=3..", "ab"),
        ("killed=..1", "c"),
        ("killed=..0", "c"),
        ("killed=6..7", ""),
        ("killed=9..", "b"),
        ("q=tetkino", "a"),
        ("q=" + quote("Тёткино обстрел"), "a"),
        ("q=kharkiv", "b"),
        ("q=" + quote("хотмыжск"), "c"),
        ("q=hora", "d"),
        ("q=gora", "d"),
        ("q=army", "ab"),
        ("q=2024-03", "ab"),
        ("q=" + quote("Militia, North"), "a"),
        ("q=%E2%80%94", ""),
        ("q=", "abcd"),
        ("area=35,49,37.5,49,37.5,51,35,51", "ab"),
        ("area=38.5,51.5,40,51.5,40,53", "b"),
        ("area=-181,9,-180,9,-180,11,-181,11", "c"),
        ("area=0,0,1,0,1,1", ""),
        ("undated=false", "abd"),
        ("undated=true", "abcd"),
        ("datetime=2024-03-01/2024-03-15&undated=true", "ac"),
        ("type=Battles&actor=Army&killed=8..&q=harkiv", "b"),
        ("type=Battles&limit=all", "ab"),
    ],
)
def test_each_filter(asked, query, expected):
    assert asked(query) == expected
    columns = asked.client.get(f"/incidents.columns?{query}").json
    assert columns["rows"] == columns["meta"]["total"] == len(expected)
    table = csv.DictReader(io.StringIO(asked.client.get(f"/incidents.csv?{query}").text))
    assert "".join(row["id"] for row in table) == expected


BAD = [
    ("killed", ""), ("killed", ".."), ("killed", "5..1"), ("killed", "-1"), ("killed", "x"), ("killed", "1" * 19),
    ("area", ""), ("area", "1,2,3,4"), ("area", "1,2,3,4,5,6,7"), ("area", "1,2,3,4,5,nan"), ("area", "0,0,1,0,1,91"),
    ("area", "0,0,1,0,541,1"), ("area", ",".join(["1"] * 1002)), ("area", "1," * 50_000), ("q", "x" * 301),
    ("q", " ".join("abcdefghijklmn")), ("undated", "yes"), ("actor", "x" * 1001), ("limit", "everything"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), BAD)
def test_refused(name, value):
    with pytest.raises(BadParameter) as caught:
        read_query(MultiDict({name: value}))
    assert caught.value.where.field == name
    assert caught.value.remedy


def test_too_many_values():
    with pytest.raises(BadParameter, match="201 values"):
        read_query(MultiDict([("actor", str(i)) for i in range(201)]))


@pytest.mark.parametrize("name", ["sub_type", "actor", "source", "precision", "q"])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_values_are_only_values(asked, name, text):
    for path in ("/incidents.geojson", "/view", "/view/rows"):
        answer = asked.client.get(path, query_string={name: text[:300]})
        assert answer.status_code == 200, answer.text


def test_downloads_are_what_export_writes(asked):
    whole = asked.client.get("/incidents.geojson?limit=all")
    assert whole.data == im.to_geojson(asked.frame)
    written = io.BytesIO()
    im.export(asked.frame, written, format="csv")
    table = asked.client.get("/incidents.csv")
    assert table.data == written.getvalue()
    assert table.mimetype == "text/csv"
    assert table.headers["Content-Disposition"] == 'attachment; filename="incidents.csv"'
    again = asked.client.get("/incidents.csv", headers={"If-None-Match": table.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert len(asked.client.get("/incidents.csv?limit=2&offset=1").text.splitlines()) == 3


def test_the_head_of_a_download_names_its_file(asked):
    for name in ("incidents.csv?", "incidents.geojson?limit=all"):
        whole, head = asked.client.get(f"/{name}"), asked.client.head(f"/{name}")
        assert head.headers["Content-Disposition"] == whole.headers["Content-Disposition"]
        assert head.data == b""


def broken_file(frame):
    """Write a table that breaks off."""
    yield b"id,start\n"
    yield b"a,2024-03-12\n" * 10_000
    raise ValueError("the disk is gone")


def run_until_closed(server):
    """Serve; that the sockets are closed meanwhile is how it ends."""
    with suppress(OSError):
        server.run()


@pytest.mark.parametrize("protocol", ["HTTP/1.1", "HTTP/1.0"])
def test_a_file_that_breaks_off_does_not_look_whole(asked, gazetteer, monkeypatch, caplog, protocol):
    monkeypatch.setattr(routes, "csv_chunks", broken_file)
    server = create_server(create_app(asked.frame, gazetteer), host="127.0.0.1", port=0, threads=1)
    threading.Thread(target=run_until_closed, args=(server,), daemon=True).start()
    try:
        with socket.create_connection(("127.0.0.1", server.effective_port), timeout=20) as wire:
            wire.sendall(f"GET /incidents.csv {protocol}\r\nHost: 127.0.0.1\r\n\r\n".encode())
            said = http.client.HTTPResponse(wire)
            said.begin()
            if said.status == 200:
                with pytest.raises(http.client.IncompleteRead):
                    said.read()
            else:
                assert said.status == 500
                assert b"disk" not in said.read()
    finally:
        server.close()
    assert "the disk is gone" in caplog.text
