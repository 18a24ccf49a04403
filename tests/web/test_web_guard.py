"""Who may ask, and what a browser may do with the answer."""

from __future__ import annotations

import gzip

import pytest

from incidentmap.mapping import content_security_policy
from incidentmap_web import create_app, guard

PATHS = [
    "/",
    "/incidents.geojson",
    "/incidents.columns",
    "/geocode?q=Kyiv",
    "/healthz",
    "/favicon.ico",
    "/x",
    "/geocode",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
def test_headers_of_every_answer(client, path, method):
    headers = client.open(path, method=method).headers
    for name, value in guard.HEADERS.items():
        assert headers.getlist(name) == [value]
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert headers["Cache-Control"] in ("no-store", "private, no-cache", "private, max-age=86400")
    assert not [name for name in headers.keys() if name.startswith("Access-Control")]  # noqa: SIM118 - a multidict
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize(
    "host",
    ["localhost", "localhost:8000", "LOCALHOST", "localhost.", "127.0.0.1", "127.0.0.53:81", "[::1]", "[::1]:81"],
)
def test_this_machine_is_answered(client, host):
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "", "evil.example", "evil.example:80", "localhost.evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil",
        "evil.example/127.0.0.1", "192.168.1.5", "[fe80::1]", "0.0.0.0", "127.0.0.1, evil.example", "127.0.0.1:x",
        "2130706433", "127.1", "x\r\ny", "локалхост", "localhost:99999999", "[::1",
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/healthz", "/", "/nope"])
def test_other_names_are_not(client, path, host):
    answer = client.get(path, environ_overrides={"HTTP_HOST": host})
    assert answer.status_code == 403
    assert answer.json["error"]["field"] == "Host"
    assert answer.json["error"]["value"] == host


@pytest.mark.parametrize(
    ("hosts", "answered", "refused"),
    [
        (["map.example"], ["map.example:80", "MAP.example"], ["other.example", "10.0.0.1"]),
        (["10.0.0.1"], ["10.0.0.1:8000"], ["10.0.0.2", "map.example"]),
        (["::ffff:10.0.0.1"], ["[::ffff:10.0.0.1]"], ["10.0.0.1"]),
        (["0.0.0.0"], ["10.0.0.1", "[fe80::1]:8000"], ["map.example", "evil.example"]),
        (["::", "map.example"], ["10.0.0.1", "map.example"], ["evil.example"]),
    ],
)
def test_more_hosts_when_told(frame, gazetteer, hosts, answered, refused):
    client = create_app(frame, gazetteer, hosts=hosts).test_client()
    for host in answered:
        assert client.get("/healthz", headers={"Host": host}).status_code == 200
    for host in refused:
        assert client.get("/healthz", headers={"Host": host}).status_code == 403


def test_page(client, frame):
    answer = client.get("/")
    assert answer.content_type == "text/html; charset=utf-8"
    page = answer.text
    assert "<title>Border</title>" in page
    assert "/incidents.columns" in page
    policy = answer.headers["Content-Security-Policy"]
    assert policy == f"{content_security_policy(page)}; frame-ancestors 'none'"
    assert "connect-src 'self'" in policy
    assert "unsafe" not in policy
    assert len(page) == len(client.get("/").text)


def test_page_is_not_sent_again(client):
    tag = client.get("/").headers["ETag"]
    again = client.get("/", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert "connect-src 'self'" in again.headers["Content-Security-Policy"]


def test_health(client, frame, gazetteer):
    health = client.get("/healthz").json
    assert health["status"] == "ok"
    assert health["gazetteer"] == {"version": gazetteer.version, "fingerprint": gazetteer.fingerprint}
    assert (health["incidents"], health["located"]) == (len(frame), len(frame) - 1)


def test_two_apps_do_not_know_each_other(frame, gazetteer):
    one = create_app(frame, gazetteer, title="One").test_client()
    two = create_app(frame.iloc[:2], gazetteer, title="Two", hosts=["map.example"]).test_client()
    first = one.get("/incidents.geojson")
    assert first.json["numberMatched"] == len(frame)
    assert two.get("/incidents.geojson").json["numberMatched"] == 2
    assert two.get("/incidents.geojson", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
    assert "<title>One</title>" in one.get("/").text
    assert "<title>Two</title>" in two.get("/").text
    assert one.get("/healthz", headers={"Host": "map.example"}).status_code == 403


@pytest.mark.parametrize("path", ["/", "/incidents.geojson?bbox=-180,-90,180,90"])
def test_compressed(client, path):
    plain = client.get(path)
    assert "Content-Encoding" not in plain.headers
    far = {"REMOTE_ADDR": "192.168.1.9"}
    sent = client.get(path, headers={"Accept-Encoding": "gzip"}, environ_overrides=far)
    assert sent.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(sent.data) == plain.data
    assert int(sent.headers["Content-Length"]) == len(sent.data) < len(plain.data)
    assert sent.headers["Vary"] == "Accept-Encoding"
    assert sent.headers["ETag"] == plain.headers["ETag"]
    refused = client.get(path, headers={"Accept-Encoding": "gzip;q=0"}, environ_overrides=far)
    assert refused.data == plain.data
