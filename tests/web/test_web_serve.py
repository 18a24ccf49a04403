"""`incidentmap serve` as a person starts it: a process, a port, a browser's questions, Ctrl-C."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from click.testing import CliRunner
from web_samples import HOSTILE

import incidentmap as im
from incidentmap.cli.map import command as map_command
from incidentmap.frame import META, check, empty
from incidentmap_web import reading, serving
from incidentmap_web.cli import serve

TIMEOUT_S = 60


@pytest.fixture(scope="module")
def incidents(frame, tmp_path_factory):
    path = tmp_path_factory.mktemp("served") / "border_incidents.geojson"
    im.export(frame, path)
    return path


def run(*args):
    """Run the command when it must end by itself."""
    return subprocess.run(command(*args), capture_output=True, text=True, timeout=TIMEOUT_S, check=False)


def command(*args):
    return [sys.executable, "-c", "from incidentmap.cli import main; main()", "serve", *map(str, args)]


@contextmanager
def started(*args):
    """Start the command; give its process, with what it said up to its address."""
    process = subprocess.Popen(command(*args), stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        lines = []
        while not re.search(r"http://\S+", "".join(lines)):
            line = process.stderr.readline()
            assert line, "".join(lines)
            lines.append(line)
        process.said = "".join(lines)
        process.url = re.search(r"http://\S+/", process.said)[0]
        yield process
    finally:
        process.kill()
        process.wait(TIMEOUT_S)
        process.stderr.close()
        process.stdout.close()


@pytest.fixture(scope="module")
def server(incidents):
    with started(incidents, "--port", 0) as process:
        yield process


def get(server, path, **headers):
    with urlopen(Request(server.url + path, headers=headers), timeout=TIMEOUT_S) as answer:
        return answer, answer.read()


def refused(server, path, **headers):
    """Ask for what is not answered with 200; return the status, the headers and the body."""
    with pytest.raises(HTTPError) as caught:
        get(server, path, **headers)
    with caught.value as answer:
        return answer.code, answer.headers, answer.read()


def test_it_says_where_it_is_and_answers_at_once(server, frame):
    assert f"{len(frame)} incidents, 1 not placed, at http://127.0.0.1:" in server.said
    assert json.loads(get(server, "healthz")[1])["incidents"] == len(frame)


def test_page(server):
    answer, body = get(server, "")
    assert b"<title>border incidents</title>" in body
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Server"] is None
    assert refused(server, "", **{"If-None-Match": answer.headers["ETag"]})[0] == 304


def test_incidents(server, frame):
    served = json.loads(get(server, "incidents.geojson")[1])
    assert [f["id"] for f in served["features"]] == frame["id"].tolist()
    boxed = json.loads(get(server, "incidents.geojson?bbox=35,50,36,51&datetime=2024-01-01/..&type=Battles&limit=5")[1])
    assert [f["id"] for f in boxed["features"]] == ["terebreno"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_over_the_wire(server, text):
    served = json.loads(get(server, f"incidents.geojson?type={quote(text, safe='')}")[1])
    assert [f["properties"]["summary"] for f in served["features"]] == [text]
    found = json.loads(get(server, f"geocode?q={quote(text, safe='')}")[1])
    assert [f["properties"]["query"] for f in found["features"]] == [text]


@pytest.mark.parametrize(
    ("path", "status"), [("incidents.geojson?bbox=1", 400), ("x", 404), ("geocode?q=" + "x" * 70_000, 414)]
)
def test_errors_over_the_wire(server, path, status):
    given, _, body = refused(server, path)
    assert given == json.loads(body)["error"]["status"] == status


def test_another_name_in_the_host_header(server):
    status, _, body = refused(server, "healthz", Host="evil.example")
    assert status == 403
    assert json.loads(body)["error"]["value"] == "evil.example"


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 200_000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost localhost\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n", 413),
        (b"GET /geocode?q=\xff HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        (b"GET / HTTP/1.0\r\n\r\n", 403),
        (b"GET http://evil.example/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", 200),
    ],
)
def test_bytes_that_no_browser_sends(server, raw, status):
    host, port = re.fullmatch(r"http://(.+):(\d+)/", server.url).groups()
    with socket.create_connection((host, int(port)), timeout=TIMEOUT_S) as connection:
        connection.sendall(raw)
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        body = json.loads(answer.read())
    assert answer.status == status
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert body.get("status") == "ok" or body["error"]["status"] == status


def test_many_at_once(server):
    with socket.create_connection(re.fullmatch(r"http://(.+):(\d+)/", server.url).groups(), timeout=TIMEOUT_S) as one:
        one.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n" * 50)
        seen = b""
        while seen.count(b'"status":"ok"') < 50:
            piece = one.recv(65536)
            assert piece
            seen += piece


@pytest.mark.skipif(sys.platform == "win32", reason="a process of its own group cannot be sent Ctrl-C there")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_in_good_order(incidents, how):
    with started(incidents, "--port", 0) as process:
        get(process, "healthz")
        began = time.monotonic()
        process.send_signal(how)
        assert process.wait(TIMEOUT_S) == 0
        assert time.monotonic() - began < 10
        assert process.stderr.read() == ""
        assert process.stdout.read() == ""


def test_port_in_use(incidents, server):
    port = server.url.rpartition(":")[2].strip("/")
    ended = run(incidents, "--port", port)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr.count("\n") == 1
    assert f"port {port} of 127.0.0.1 is in use" in ended.stderr
    free = re.search(r"--port (\d+) is free", ended.stderr)[1]
    with serving.listen("127.0.0.1", int(free)):
        assert free != port


@pytest.mark.parametrize("host", ["no.such.host.invalid", "203.0.113.7", "a" * 300, "\u202e", "bad host"])
def test_a_host_that_is_not_this_machine(host):
    with pytest.raises(im.ServerError) as caught:
        serving.listen(host, 0)
    assert "--host 127.0.0.1" in caught.value.remedy


def test_a_port_that_is_not_ours_to_take():
    if os.name != "posix" or os.geteuid() == 0:
        error = serving._not_listening("127.0.0.1", 80, PermissionError(13, "Permission denied"))
    else:
        with pytest.raises(im.ServerError) as caught:
            serving.listen("127.0.0.1", 80)
        error = caught.value
    assert "80" in error.problem
    assert "8000" in error.remedy


@pytest.mark.parametrize("port", ["-1", "65536", "http", ""])
def test_no_port(incidents, port):
    ended = CliRunner().invoke(serve, [str(incidents), "--port", port])
    assert ended.exit_code == 2
    assert "--port" in ended.stderr


def test_a_file_that_is_not_there(tmp_path):
    ended = run(tmp_path / "none.geojson", "--port", 0)
    assert ended.returncode == 2
    assert "none.geojson" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_table_with_rows_that_cannot_be_read(tmp_path):
    table, rejects = tmp_path / "events.csv", tmp_path / "rejects.csv"
    table.write_text("date,place,summary\n2024-03-12,Теребрено,one\n2024-02-31,Тёткино,two\n", encoding="utf-8")
    with started(table, "--port", 0, "--rejects", rejects, "--title", "Table {{ 7*7 }}") as process:
        assert "1 row was rejected" in process.said
        assert "2024-02-31" in rejects.read_text(encoding="utf-8")
        features = json.loads(get(process, "incidents.geojson")[1])["features"]
        assert [f["properties"]["place_name"] for f in features] == ["Terebreno"]
        assert "<title>Table &#123;&#123; 7*7 }}</title>" in get(process, "")[1].decode()


def test_a_further_name(incidents):
    with started(incidents, "--port", 0, "--allow-host", "map.example") as process:
        assert get(process, "healthz", Host="map.example")[0].status == 200
        assert refused(process, "healthz", Host="evil.example")[0] == 403


@pytest.mark.skipif(os.name != "posix", reason="the browser here is a shell script")
@pytest.mark.parametrize("option", ["--open", "--no-open"])
def test_the_browser_is_opened_when_asked(incidents, tmp_path, monkeypatch, option):
    browser, opened = tmp_path / "browser", tmp_path / "opened"
    browser.write_text(
        f'#!/bin/sh\nprintf %s "$1" > "{opened}.part" && mv "{opened}.part" "{opened}"\n', encoding="utf-8"
    )
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(browser))
    with started(incidents, "--port", 0, option) as process:
        get(process, "healthz")
        until = time.monotonic() + (TIMEOUT_S if option == "--open" else 0.5)
        while not opened.exists() and time.monotonic() < until:
            time.sleep(0.02)
        assert opened.exists() == (option == "--open")
        if opened.exists():
            assert opened.read_text(encoding="utf-8") == process.url


def test_frames_put_together_are_a_frame(frame):
    both = reading.together([empty(), frame, frame.iloc[:1]])
    assert check(both)["id"].tolist() == [*frame["id"], "terebreno-2"]
    assert both.attrs[META]["attribution"] == ["Somebody CC BY"]
    assert both.dtypes.equals(frame.dtypes)


def test_several_files_are_shown_together(incidents, frame):
    with started(incidents, incidents, "--port", 0) as process:
        served = json.loads(get(process, "incidents.geojson")[1])
    ids = [f["id"] for f in served["features"]]
    assert ids == [*frame["id"], *(f"{i}-2" for i in frame["id"])]


def test_the_network_is_warned_of_even_when_quiet(incidents):
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    options = {"stderr": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    process = subprocess.Popen(command(incidents, "--host", "0.0.0.0", "--port", port, "--quiet"), **options)
    try:
        line = process.stderr.readline()
        assert "everyone on the network" in line
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=TIMEOUT_S) as answer:
            assert answer.status == 200
    finally:
        process.terminate()
        said, more = process.communicate(timeout=TIMEOUT_S)
    assert (said, more) == ("", "")


def test_it_reads_tables_as_the_map_does():
    def options(verb):
        kept = ("place", "within", "country", "date", "end_date", "date_order", "encoding", "format")
        kept += ("published", "language", "worldview")
        return {p.name: (p.opts, p.default, p.metavar, type(p.type)) for p in verb.params if p.name in kept}

    assert options(serve) == options(map_command)
    assert len(options(serve)) == 11


@pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 here")
def test_ipv6():
    try:
        listening = serving.listen("::1", 0)
    except im.ServerError:
        pytest.skip("no IPv6 address here")
    with listening:
        assert serving.url_of("::1", listening).startswith("http://[::1]:")
        assert serving.is_loopback(listening)
