"""gazetteer.fetch: against a real server on this machine, that behaves well and in every bad way."""

from __future__ import annotations

import io
import json
import re
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import Request

import pytest

from incidentmap.errors import BadValue, IncidentmapError, OutputError, UnreadableFile
from incidentmap.gazetteer import download as downloading
from incidentmap.gazetteer.fetch import fetch_geonames
from incidentmap.gazetteer.lock import locked

LINE = "1\tTestove\tTestove\tТестове\t50.5\t35.5\tP\tPPL\tUA\t\t07\t\t\t\t120\t\t150\tEurope/Kyiv\t2024-01-01\n"
CODES = b"UA.07\tTest Oblast\tTest Oblast\t7\n"
OLD = b"the older file, which worked"


def zipped(members: dict[str, str | bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return memory.getvalue()


GOOD = zipped({"readme.txt": "about", "UA.txt": LINE * 2000})
NEWER = zipped({"readme.txt": "about", "UA.txt": LINE * 2100})


@dataclass
class Server:
    """What the server has, how it misbehaves (a function for each path, told the number of the call), what it saw."""

    files: dict[str, bytes]
    tricks: dict[str, Callable[[BaseHTTPRequestHandler, int], bool]] = field(default_factory=dict)
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    base: str = ""

    def calls(self, name: str) -> list[str | None]:
        return [asked for path, asked in self.asked if path.endswith(name)]


def tag(content: bytes) -> str:
    return f'"{len(content)}-{hash(content)}"'


def head(handler: BaseHTTPRequestHandler, status: int, headers: dict[str, object]) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, str(value))
    handler.end_headers()


def serve(handler: BaseHTTPRequestHandler, content: bytes, *, honest: bool = True) -> None:
    """Answer as Apache does, with ranges, when they are asked for the same version."""
    asked = re.fullmatch(r"bytes=(\d+)-", handler.headers.get("Range", ""))
    same = handler.headers.get("If-Range") in (None, tag(content)) or not honest
    if asked and same:
        start = int(asked[1])
        span = f"bytes {start}-{len(content) - 1}/{len(content)}"
        rest = content[start:]
        head(handler, 206, {"Content-Range": span, "Content-Length": len(rest), "ETag": tag(content)})
        handler.wfile.write(rest)
        return
    head(handler, 200, {"Content-Length": len(content), "ETag": tag(content), "Accept-Ranges": "bytes"})
    handler.wfile.write(content)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    state = Server({"/admin1CodesASCII.txt": CODES, "/admin2Codes.txt": CODES, "/UA.zip": GOOD})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked.append((self.path, self.headers.get("Range")))
            state.agents.add(self.headers.get("User-Agent", ""))
            trick = state.tricks.get(self.path)
            try:
                if trick and trick(self, len(state.calls(self.path))):
                    self.close_connection = True
                elif self.path in state.files:
                    serve(self, state.files[self.path])
                else:
                    self.send_error(404)
            except ConnectionError:
                pass  # the client has had enough

        def log_message(self, *_: object) -> None:
            pass

    monkeypatch.setattr(downloading, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(downloading, "SILENCE", 0.5)
    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.daemon_threads = True
    state.base = f"http://127.0.0.1:{running.server_address[1]}/"
    thread = threading.Thread(target=running.serve_forever, args=(0.01,))
    thread.start()
    yield state
    running.shutdown()
    running.server_close()
    thread.join()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder where an older file stands already."""
    (tmp_path / "UA.zip").write_bytes(OLD)
    return tmp_path


def fails(server: Server, folder: Path, *parts: str, kind: type[IncidentmapError] = UnreadableFile) -> str:
    """Fetch, and assert that it fails with one message that says the parts, and leaves the older file as it was."""
    with pytest.raises(kind) as caught:
        fetch_geonames(["UA"], folder, base=server.base)
    message = str(caught.value)
    for part in (*parts, "To mend it:"):
        assert part in message
    assert (folder / "UA.zip").read_bytes() == OLD
    assert not list(folder.glob("*.lock"))
    return message


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("UA.zip.*"))


def break_off(at: int, content: bytes = GOOD) -> Callable[[BaseHTTPRequestHandler, int], bool]:
    """Send so many bytes of the first answer and hang up."""

    def trick(handler: BaseHTTPRequestHandler, call: int) -> bool:
        if call == 1:
            head(handler, 200, {"Content-Length": len(content), "ETag": tag(content), "Accept-Ranges": "bytes"})
            handler.wfile.write(content[:at])
            return True
        return False

    return trick


def answer(content: bytes, status: int = 200, **headers: object) -> Callable[[BaseHTTPRequestHandler, int], bool]:
    def trick(handler: BaseHTTPRequestHandler, _call: int) -> bool:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        head(handler, status, {"Content-Length": len(content)} | given)
        handler.wfile.write(content)
        return True

    return trick


# When all is well


def test_files_come_whole_and_in_order_and_replace_older_ones(server: Server, folder: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    files = fetch_geonames(["ua", "UA"], folder, base=server.base, progress=lambda *step: told.append(step))
    assert [f.relative_to(folder).as_posix() for f in files] == ["admin1CodesASCII.txt", "admin2Codes.txt", "UA.zip"]
    assert files[2].read_bytes() == GOOD
    assert files[0].read_bytes() == CODES
    assert told[-1] == ("UA.zip", len(GOOD), len(GOOD))
    assert leftovers(folder) == []
    (agent,) = server.agents
    assert agent.startswith("incidentmap/")


def test_the_world_the_names_and_the_postal_codes(server: Server, tmp_path: Path) -> None:
    base = server.base + "export/dump/"
    tables = ("admin1CodesASCII.txt", "admin2Codes.txt")
    server.files = {f"/export/dump/{name}": CODES for name in tables} | {
        "/export/dump/allCountries.zip": zipped({"allCountries.txt": LINE}),
        "/export/dump/alternateNamesV2.zip": zipped(
            {"alternateNamesV2.txt": "1\t2\tuk\tТест\t\t\t\t\t\t\n", "iso.txt": "a"}
        ),
        "/export/zip/allCountries.zip": zipped({"allCountries.txt": "UA\t1" + "\t" * 10 + "\n"}),
    }
    files = fetch_geonames(["all", "UA"], tmp_path, base=base.rstrip("/"), names=True, postal=True)
    names = [f.relative_to(tmp_path).as_posix() for f in files]
    assert names == [*tables, "allCountries.zip", "alternateNamesV2.zip", "postal/allCountries.zip"]


# When the line is bad: it goes on from where it stopped


def test_a_download_that_broke_off_goes_on_where_it_stopped(server: Server, folder: Path) -> None:
    server.tricks["/UA.zip"] = break_off(1000)
    fetch_geonames(["UA"], folder, base=server.base)
    assert (folder / "UA.zip").read_bytes() == GOOD
    assert server.calls("UA.zip") == [None, "bytes=1000-"]


def test_a_server_that_falls_silent_is_asked_again(server: Server, folder: Path) -> None:
    def stall(handler: BaseHTTPRequestHandler, call: int) -> bool:
        if call == 1:
            head(handler, 200, {"Content-Length": len(GOOD), "ETag": tag(GOOD)})
            handler.wfile.write(GOOD[:3000])
            handler.wfile.flush()
            time.sleep(1)
            return True
        return False

    server.tricks["/UA.zip"] = stall
    fetch_geonames(["UA"], folder, base=server.base)
    assert (folder / "UA.zip").read_bytes() == GOOD
    assert server.calls("UA.zip") == [None, "bytes=3000-"]


def test_a_server_that_stays_silent_is_given_up_and_the_next_run_goes_on(server: Server, folder: Path) -> None:
    def stall(handler: BaseHTTPRequestHandler, call: int) -> bool:
        if call == 1:
            return break_off(500)(handler, 1)
        time.sleep(0.8)
        return True

    server.tricks["/UA.zip"] = stall
    fails(
        server, folder, "UA.zip", "silent for 0.5 seconds, 4 times in a row", "goes on from where it stopped", "proxy"
    )
    assert leftovers(folder) == ["UA.zip.part", "UA.zip.part.json"]
    del server.tricks["/UA.zip"]
    server.asked.clear()
    fetch_geonames(["UA"], folder, base=server.base)
    assert server.calls("UA.zip") == ["bytes=500-"]
    assert (folder / "UA.zip").read_bytes() == GOOD
    assert leftovers(folder) == []


def test_a_server_that_always_breaks_off_is_given_up(server: Server, folder: Path) -> None:
    def truncate(handler: BaseHTTPRequestHandler, _call: int) -> bool:
        return break_off(100)(handler, 1)

    server.tricks["/UA.zip"] = truncate
    fails(server, folder, f"broke off after 100 of {len(GOOD):,} bytes, 4 times in a row")
    assert len(server.calls("UA.zip")) == 4


def test_what_cannot_be_gone_on_with_is_not_kept(server: Server, folder: Path) -> None:
    def nameless(handler: BaseHTTPRequestHandler, _call: int) -> bool:
        head(handler, 200, {"Content-Length": len(GOOD)})
        handler.wfile.write(GOOD[:100])
        return True

    server.tricks["/UA.zip"] = nameless
    message = fails(server, folder, "broke off after 100")
    assert "goes on from where" not in message
    assert server.calls("UA.zip") == [None] * 4
    assert leftovers(folder) == []


def test_a_server_that_says_it_knows_no_ranges_is_not_asked_for_any(server: Server, folder: Path) -> None:
    def whole_only(handler: BaseHTTPRequestHandler, call: int) -> bool:
        head(handler, 200, {"Content-Length": len(GOOD), "ETag": tag(GOOD), "Accept-Ranges": "none"})
        handler.wfile.write(GOOD[: 100 if call == 1 else None])
        return True

    server.tricks["/UA.zip"] = whole_only
    fetch_geonames(["UA"], folder, base=server.base)
    assert server.calls("UA.zip") == [None, None]


def test_a_server_that_ignores_ranges_is_taken_from_the_start(server: Server, folder: Path) -> None:
    def ignore(handler: BaseHTTPRequestHandler, call: int) -> bool:
        return break_off(1000)(handler, call) or answer(GOOD, ETag=tag(GOOD))(handler, call)

    server.tricks["/UA.zip"] = ignore
    fetch_geonames(["UA"], folder, base=server.base)
    assert server.calls("UA.zip") == [None, "bytes=1000-"]
    assert (folder / "UA.zip").read_bytes() == GOOD


@pytest.mark.parametrize("honest", [True, False])
def test_a_file_that_changes_meanwhile_is_taken_from_the_start(server: Server, folder: Path, honest: bool) -> None:
    """Whether or not the server sees by If-Range that the part is of another version."""

    def change(handler: BaseHTTPRequestHandler, call: int) -> bool:
        if not break_off(1000)(handler, call):
            serve(handler, NEWER, honest=honest)
        return True

    server.tricks["/UA.zip"] = change
    fetch_geonames(["UA"], folder, base=server.base)
    assert (folder / "UA.zip").read_bytes() == NEWER
    # One that sees it sends the new file at once; of another, the whole has to be asked for.
    assert server.calls("UA.zip") == [None, "bytes=1000-", *([] if honest else [None])]


def test_a_part_that_is_longer_than_the_file_is_thrown_away(server: Server, folder: Path) -> None:
    server.tricks["/UA.zip"] = lambda handler, call: "Range" in handler.headers and answer(b"", 416)(handler, call)
    (folder / "UA.zip.part").write_bytes(GOOD + b"more")
    (folder / "UA.zip.part.json").write_text(json.dumps({"url": f"{server.base}UA.zip", "validator": '"x"'}))
    fetch_geonames(["UA"], folder, base=server.base)
    assert (folder / "UA.zip").read_bytes() == GOOD
    assert server.calls("UA.zip") == [f"bytes={len(GOOD) + 4}-", None]


@pytest.mark.parametrize("about", ["", "[]", "null", '{"url": 1}', '{"url": "http://elsewhere/", "validator": "x"}'])
def test_a_part_of_unknown_origin_is_never_gone_on_with(server: Server, folder: Path, about: str) -> None:
    (folder / "UA.zip.part").write_bytes(b"rubbish")
    (folder / "UA.zip.part.json").write_text(about)
    fetch_geonames(["UA"], folder, base=server.base)
    assert server.calls("UA.zip") == [None]
    assert (folder / "UA.zip").read_bytes() == GOOD


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_passing_trouble_of_the_server_is_waited_out(server: Server, folder: Path, status: int) -> None:
    server.tricks["/UA.zip"] = lambda handler, call: call == 1 and answer(b"busy", status)(handler, call)
    fetch_geonames(["UA"], folder, base=server.base)
    assert (folder / "UA.zip").read_bytes() == GOOD


def test_a_lasting_trouble_of_the_server_is_told(server: Server, folder: Path) -> None:
    server.tricks["/UA.zip"] = answer(b"", 500)
    fails(server, folder, f"{server.base}UA.zip", "500", "4 times in a row", "gazetteer add FILE")


def test_an_absent_file_is_asked_for_once(server: Server, folder: Path) -> None:
    del server.files["/UA.zip"]
    fails(server, folder, f"{server.base}UA.zip", "404")
    assert len(server.calls("UA.zip")) == 1


def test_no_server(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloading, "FIRST_WAIT", 0.01)
    fails(Server({}, base="http://127.0.0.1:9/"), folder, "cannot be reached", "check the connection and the proxy")


# When what comes is not the file


def test_a_length_that_is_too_small_leaves_a_damaged_zip(server: Server, folder: Path) -> None:
    server.tricks["/UA.zip"] = answer(GOOD, Content_Length=len(GOOD) // 2, ETag=tag(GOOD))
    fails(server, folder, f"{server.base}UA.zip", "damaged zip")
    assert leftovers(folder) == []


def test_a_length_that_is_too_large_is_a_break(server: Server, folder: Path) -> None:
    server.tricks["/UA.zip"] = answer(GOOD, Content_Length=len(GOOD) + 7)
    fails(server, folder, f"broke off after {len(GOOD):,} of {len(GOOD) + 7:,} bytes")
    assert leftovers(folder) == []


def test_a_length_beyond_reason_is_refused_at_once(server: Server, folder: Path) -> None:
    server.tricks["/UA.zip"] = answer(b"x", Content_Length=10**15)
    fails(server, folder, "longer than")
    assert len(server.calls("UA.zip")) == 1


def test_a_stream_without_an_end_is_cut(server: Server, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(handler: BaseHTTPRequestHandler, _call: int) -> bool:
        head(handler, 200, {"ETag": '"x"'})
        while True:
            handler.wfile.write(bytes(65536))

    monkeypatch.setattr(downloading, "MOST_BYTES", 1_000_000)
    server.tricks["/UA.zip"] = endless
    fails(server, folder, "longer than 1,000,000 bytes")
    assert leftovers(folder) == []


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


BOMB = zipped({"UA.txt": b"\0" * 20_000_000}, zipfile.ZIP_DEFLATED)
WRONG = {
    "a web page": (b"<!DOCTYPE html><html>Please log in</html>", "a web page"),
    "nothing": (b"", "not a zip"),
    "text": (b"hello", "not a zip"),
    "damaged in the middle": (flipped(GOOD, len(GOOD) // 2), "damaged zip"),
    "only a start": (GOOD[:5000], "damaged zip"),
    "another country": (zipped({"RU.txt": LINE}), "a zip without UA.txt: it holds 'RU.txt'"),
    "a path that climbs": (zipped({"../UA.txt": LINE}), "a zip without UA.txt"),
    "another table": (zipped({"UA.txt": "a,b,c\n"}), "1 columns, not 19"),
    "an empty table": (zipped({"UA.txt": ""}), "empty"),
    "a page in a zip": (zipped({"UA.txt": "\n <html>"}), "a web page"),
    "a bomb": (BOMB, "would unpack to 20,000,000 bytes"),
    "many files": (zipped({"UA.txt": LINE} | {f"{i}.txt": LINE for i in range(100)}), "in 101 files"),
    "an unusual kind": (zipped({"UA.txt": LINE}, zipfile.ZIP_LZMA), "an unusual kind"),
}


@pytest.mark.parametrize("what", list(WRONG))
def test_what_is_not_the_file_never_takes_its_place(server: Server, folder: Path, what: str) -> None:
    content, message = WRONG[what]
    server.files["/UA.zip"] = content
    fails(server, folder, f"{server.base}UA.zip", message, "gazetteer add FILE")
    assert leftovers(folder) == []
    assert sorted(p.name for p in folder.iterdir()) == ["UA.zip", "admin1CodesASCII.txt", "admin2Codes.txt"]


def test_an_encrypted_zip_is_refused(server: Server, folder: Path) -> None:
    content = bytearray(zipped({"UA.txt": LINE}))
    content[6] |= 1  # the flag in the member's own head
    content[content.index(b"PK\x01\x02") + 8] |= 1  # and in the directory
    server.files["/UA.zip"] = bytes(content)
    fails(server, folder, "damaged zip", "encrypted")


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"<html>", "a web page"), (b"", "empty"), (b"a\tb\n", "2 columns, not 4"), (b"a\0\tb\tc\td\n", "not the table")],
)
def test_a_table_of_units_is_checked_too(server: Server, folder: Path, content: bytes, message: str) -> None:
    (folder / "admin1CodesASCII.txt").write_bytes(OLD)
    server.files["/admin1CodesASCII.txt"] = content
    fails(server, folder, f"{server.base}admin1CodesASCII.txt", message)
    assert (folder / "admin1CodesASCII.txt").read_bytes() == OLD


# Where it may be asked


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://127.0.0.1/UA.zip", "http://example.org/UA.zip", "data:,x"])
def test_a_redirect_to_elsewhere_is_refused(server: Server, folder: Path, to: str) -> None:
    server.tricks["/UA.zip"] = answer(b"", 302, Location=to)
    fails(server, folder, f"{server.base}UA.zip", f"sends on to '{to}'")
    assert len(server.calls("UA.zip")) == 1


def test_a_redirect_on_the_same_terms_is_followed(server: Server, folder: Path) -> None:
    server.tricks["/UA.zip"] = answer(b"", 302, Location="/elsewhere/UA.zip")
    server.files["/elsewhere/UA.zip"] = GOOD
    fetch_geonames(["UA"], folder, base=server.base)
    assert (folder / "UA.zip").read_bytes() == GOOD


def test_a_redirect_from_https_never_leads_to_http() -> None:
    request = Request("https://download.geonames.org/export/dump/UA.zip")
    for to, followed in (("http://127.0.0.1/UA.zip", False), ("https://mirror.example/UA.zip", True)):
        again = downloading._SafeRedirects().redirect_request(request, io.BytesIO(), 302, "", Message(), to)
        assert (again is not None) == followed


def test_redirects_in_a_circle_end(server: Server, folder: Path) -> None:
    server.tricks["/UA.zip"] = answer(b"", 302, Location="/UA.zip")
    fails(server, folder, "sends on to")


@pytest.mark.parametrize(
    "base",
    [
        "http://example.org/",
        "file:///etc/",
        "ftp://x/",
        "",
        "example.org",
        "https://",
        "https://a b/",
        "https://[::1/",
        "https://x/\n",
    ],
)
def test_a_base_that_is_not_https_is_refused(folder: Path, base: str) -> None:
    with pytest.raises(BadValue, match="not an https address"):
        fetch_geonames(["UA"], folder, base=base)


@pytest.mark.parametrize(
    ("country", "remedy"),
    [
        ("UK", "mean GB"),
        ("Ukraine", "mean UA"),
        ("rus", "mean RU"),
        ("Ukrane", "UA"),
        ("../x", ""),
        ("ZZ", ""),
        ("", ""),
        ("\x1b[31m", ""),
    ],
)
def test_a_country_that_is_none_is_refused_before_anything_is_asked(
    server: Server, folder: Path, country: str, remedy: str
) -> None:
    with pytest.raises(BadValue) as caught:
        fetch_geonames(["UA", country], folder, base=server.base)
    assert remedy in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert server.asked == []


def test_no_country_is_refused(folder: Path) -> None:
    with pytest.raises(BadValue, match="no country"):
        fetch_geonames([], folder)


# Where it may be written


def test_a_full_disk_is_told_and_the_part_can_be_gone_on_with(server: Server, folder: Path) -> None:
    resource = pytest.importorskip("resource", reason="no limits on this system")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))  # a file that may not grow, as on a full disk
    try:
        fails(server, folder, "UA.zip.part", "could not be written", "make room", "--to", kind=OutputError)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (folder / "UA.zip.part").stat().st_size == 20_000
    fetch_geonames(["UA"], folder, base=server.base)
    assert server.calls("UA.zip") == [None, "bytes=20000-"]
    assert (folder / "UA.zip").read_bytes() == GOOD


def test_a_folder_that_is_a_file_is_told(server: Server, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x")
    with pytest.raises(OutputError, match="folder"):
        fetch_geonames(["UA"], tmp_path / "taken", base=server.base)


def test_two_at_once_do_not_mix(server: Server, folder: Path) -> None:
    with (
        locked(folder / "admin1CodesASCII.txt.lock", wait=0, stale=60),
        pytest.raises(OutputError, match="another incidentmap is at work"),
    ):
        fetch_geonames(["UA"], folder, base=server.base)
    assert fetch_geonames(["UA"], folder, base=server.base)


def test_a_stop_by_hand_leaves_what_can_be_gone_on_with(server: Server, folder: Path) -> None:
    def stop(label: str, done: int, _total: int | None) -> None:
        if label == "UA.zip" and done > 1000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch_geonames(["UA"], folder, base=server.base, progress=stop)
    assert (folder / "UA.zip").read_bytes() == OLD
    assert leftovers(folder) == ["UA.zip.part", "UA.zip.part.json"]
    server.asked.clear()
    fetch_geonames(["UA"], folder, base=server.base)
    assert (folder / "UA.zip").read_bytes() == GOOD
    assert server.calls("UA.zip")[0] is not None
