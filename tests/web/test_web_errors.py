"""Every answer that is no answer has one shape, and nothing of the inside in it."""

from __future__ import annotations

import logging
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from web_samples import HOSTILE

import incidentmap as im
from incidentmap_web import create_app, errors, guard

KEYS = ["status", "title", "detail", "field", "value", "remedy"]


def error_of(answer, status):
    """Check the shape of an error, return what stands in it."""
    assert answer.status_code == status
    assert answer.mimetype == "application/json"
    assert list(answer.json) == ["error"]
    error = answer.json["error"]
    assert list(error) == KEYS
    assert error["status"] == status
    assert error["title"]
    assert error["detail"]
    assert "Traceback" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == guard.CONTENT_SECURITY_POLICY
    return error


@pytest.mark.parametrize(
    ("path", "field", "value"),
    [
        ("/incidents.geojson?bbox=1,2", "bbox", "1,2"),
        ("/incidents.columns?bbox=1,2", "bbox", "1,2"),
        ("/incidents.geojson?datetime=x", "datetime", "x"),
        ("/incidents.geojson?limit=10001", "limit", "10001"),
        ("/incidents.columns?limit=200001", "limit", "200001"),
        ("/incidents.geojson?offset=-1", "offset", "-1"),
        ("/incidents.geojson?boxb=1", "boxb", "1"),
        ("/incidents.geojson?undated=perhaps", "undated", "perhaps"),
        ("/healthz?verbose=1", "verbose", "1"),
        ("/geocode?q=x&within=a&w=b", "w", "b"),
    ],
)
def test_bad_parameter(client, path, field, value):
    error = error_of(client.get(path), 400)
    assert (error["field"], error["value"]) == (field, value)
    assert error["remedy"]


def test_unknown_parameters_are_told_the_known_ones(client):
    error = error_of(client.get("/incidents.geojson?bobx=1,2,3,4"), 400)
    assert (
        error["remedy"]
        == "use bbox, datetime, undated, type, sub_type, actor, source, precision, killed, q, area, limit, offset"
    )


@pytest.mark.parametrize(
    "path", ["/x", "/incidents.geojson/", "/healthz//", "//x//y", "/../passwd", "/static/x", "/\x00"]
)
def test_unknown_path(client, path):
    error = error_of(client.get("/", environ_overrides={"PATH_INFO": path}), 404)
    assert "/incidents.geojson" in error["remedy"]


@pytest.mark.parametrize("path", ["/", "/incidents.geojson", "/incidents.columns", "/geocode", "/healthz"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_wrong_method(client, path, method):
    answer = client.open(path, method=method, data="x" * 10)
    assert "GET" in error_of(answer, 405)["remedy"]
    assert "GET" in answer.headers["Allow"]


def test_query_too_long(client):
    path = "/geocode?q=" + "x" * guard.QUERY_BYTES
    assert "read" in error_of(client.get(path), 414)["detail"]


def test_query_of_bytes_that_are_no_text(client):
    error_of(client.get("/geocode", environ_overrides={"QUERY_STRING": "q=\xff\xfe"}), 400)
    assert client.get("/geocode?q=%FF%FE").status_code == 200


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_errors(client, text):
    error = error_of(client.get("/incidents.geojson", query_string={"bbox": text}), 400)
    assert error["value"] == text
    error = error_of(client.get("/incidents.geojson", query_string={text: "1"}), 400)
    assert all(c.isprintable() for c in error["detail"])
    error_of(client.get("/" + quote(text, safe="")), 404)


def test_a_long_value_is_sent_back_in_part(client):
    error = error_of(client.get("/incidents.geojson", query_string={"bbox": "9" * 50_000}), 400)
    assert len(error["value"]) == errors.VALUE_CHARACTERS
    assert "50,000 characters" in error["detail"]


def test_a_gazetteer_that_breaks_is_not_a_name_that_is_missing(frame, tmp_path, caplog):
    home = im.Gazetteer.open()
    copy = tmp_path / "gazetteer.sqlite"
    copy.symlink_to(home.path)
    home.close()
    gazetteer = im.Gazetteer(copy)
    client = create_app(frame, gazetteer).test_client()
    gazetteer._db.set_progress_handler(lambda: 1, 1)  # SQLite gives up, as it does when a disk fails
    with caplog.at_level(logging.ERROR):
        error = error_of(client.get("/geocode?q=Belgorod"), 503)
    assert "gazetteer build" in error["remedy"]
    assert "/geocode" in caplog.text
    gazetteer.close()


def test_a_fault_of_ours_is_logged_and_not_shown(frame, gazetteer, caplog):
    app = create_app(frame, gazetteer)

    def fail() -> str:
        raise ZeroDivisionError("a secret")

    app.add_url_rule("/fail/<path:rest>", view_func=fail)
    app.view_functions["fail"] = lambda rest: fail()
    with caplog.at_level(logging.ERROR):
        answer = app.test_client().get("/fail/%0Aforged line %1B[31m")
    error = error_of(answer, 500)
    assert "log" in error["detail"]
    assert "secret" not in answer.text
    assert "a secret" in caplog.text
    assert "\nforged" not in caplog.text
    assert "\x1b" not in caplog.text


def test_every_error_has_a_status():
    for kind in [im.IncidentmapError, *im.IncidentmapError.__subclasses__(), im.GazetteerCorrupt]:
        assert 400 <= errors.status_of(kind("x")) <= 599
    assert errors.status_of(im.BadValue("not the request's")) == 500


names = st.sampled_from(["bbox", "datetime", "type", "limit", "offset", "q", "within", "country"]) | st.text(max_size=5)
values = st.text(max_size=60) | st.sampled_from(["", "1,2,3,4", "../..", "2024-01-01", "1", "-1", "Belgorod"])
pairs = st.lists(st.tuples(names, values), max_size=5)
paths = st.sampled_from(["/", "/incidents.geojson", "/incidents.columns", "/geocode", "/healthz", "/favicon.ico"])


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=paths, query=pairs)
def test_no_query_breaks_the_server(app, path, query):
    answer = app.test_client().get(path, query_string=query)
    assert answer.status_code < 500
    if answer.status_code >= 400:
        error_of(answer, answer.status_code)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=paths, query=st.binary(max_size=80), host=st.text(max_size=30))
def test_no_bytes_break_the_server(app, path, query, host):
    for name in ("127.0.0.1", host.encode("utf-8", "replace").decode("latin-1")):
        given_bytes = {"QUERY_STRING": query.decode("latin-1"), "HTTP_HOST": name}
        answer = app.test_client().get(path, environ_overrides=given_bytes)
        assert answer.status_code < 500
        if answer.status_code >= 400:
            error_of(answer, answer.status_code)
