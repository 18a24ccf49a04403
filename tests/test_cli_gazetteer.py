"""cli gazetteer: adding, listing, removing and fetching sources, as a person does it."""

from __future__ import annotations

import io
import json
import os
import shlex
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-c", "from incidentmap.cli import main; main()", "gazetteer"]
LINE = "{n}\t{name}\t{name}\t\t50.5\t35.5\tP\tPPL\tUA\t\t07\t\t\t\t120\t\t150\tEurope/Kyiv\t2024-01-01\n"
#: A name that no bundled table has.
NAME = "Qwertyvka"


@dataclass
class Tool:
    """The command, with a home of its own."""

    home: Path

    def __call__(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *map(str, arguments)],
            capture_output=True,
            cwd=self.home.parent,
            env=os.environ | {"INCIDENTMAP_HOME": str(self.home)},
            timeout=300,
            check=False,
            encoding="utf-8",
        )

    def done(self, *arguments: object, code: int = 0) -> subprocess.CompletedProcess[str]:
        result = self(*arguments)
        assert result.returncode == code, result.stderr
        assert "Traceback" not in result.stderr
        return result

    def refused(self, *arguments: object) -> str:
        """Assert exit code 2 and one message that says what to do; and that the list is as it was."""
        before = self.listed()
        result = self.done(*arguments, code=2)
        assert len(result.stderr.strip().splitlines()) == 1, result.stderr
        assert self.listed() == before
        return result.stderr

    def listed(self) -> list[dict[str, object]]:
        answer: list[dict[str, object]] = json.loads(self("list", "--format", "json").stdout)
        return answer


@pytest.fixture
def tool(tmp_path: Path) -> Tool:
    return Tool(tmp_path / "home")


def dump(path: Path, *names: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(LINE.format(n=i, name=n) for i, n in enumerate(names or (NAME,), 1)), encoding="utf-8")
    return path


@pytest.mark.parametrize("verb", ["add", "remove", "list", "info", "build", "fetch", "fetch geonames"])
def test_each_verb_has_help(tool: Tool, verb: str) -> None:
    text = tool.done(*verb.split(), "--help").stdout
    assert "Usage:" in text
    if verb in ("add", "remove", "fetch geonames"):
        assert f"  incidentmap gazetteer {verb} " in text  # an example


def test_the_group_names_every_verb(tool: Tool) -> None:
    text = tool.done("--help").stdout
    assert all(f"\n  {verb} " in text for verb in ("add", "build", "fetch", "info", "list", "remove"))


# Add, list, remove


def test_what_is_added_is_listed_with_its_options(tool: Tool, tmp_path: Path) -> None:
    path = dump(tmp_path / "UA.txt")
    result = tool.done("add", "UA.txt", "--no-build", "--country", "UA", "--key", "mine", "--title", "My places")
    assert f"added {path} (geonames, {path.stat().st_size} B)" in result.stderr
    assert f"to undo: incidentmap gazetteer remove {path}" in result.stderr
    assert "built when it is next used" in result.stderr
    assert result.stdout == ""
    (entry,) = tool.listed()
    assert entry["path"] == str(path)
    assert entry["format"] == "geonames"
    assert entry["present"] is True
    assert entry["options"] == {"country": "UA", "encoding": "utf-8", "key": "mine", "title": "My places"}
    table = tool.done("list").stdout
    assert all(word in table for word in ("mine", "geonames", "there", str(path)))
    assert not (tool.home / "gazetteer.sqlite").exists()


def test_an_empty_list_says_how_to_begin(tool: Tool) -> None:
    assert "gazetteer add FILE" in tool.done("list").stdout
    assert tool.listed() == []


def test_a_file_that_is_gone_is_listed_as_missing(tool: Tool, tmp_path: Path) -> None:
    path = dump(tmp_path / "UA.txt")
    tool.done("add", path, "--no-build", "--quiet")
    path.unlink()
    assert "MISSING" in tool.done("list").stdout
    assert tool.listed()[0]["present"] is False
    tool.done("remove", path, "--no-build")
    assert tool.listed() == []


def test_remove_says_how_to_add_it_back_with_all_its_options(tool: Tool, tmp_path: Path) -> None:
    path = dump(tmp_path / "my places" / "UA.txt")
    given = ["--key", "mine", "--licence", "CC BY 4.0", "--column", "name=ЇХ НАЗВА", "--level", "district"]
    tool.done("add", path, "--no-build", "--format", "geonames", "--encoding", "utf-8", *given)
    before = tool.listed()
    result = tool.done("remove", "mine", "--no-build")
    assert tool.listed() == []
    words = shlex.split(result.stderr.partition("to add it back: incidentmap gazetteer ")[2].splitlines()[0])
    tool.done(*words, "--no-build")
    unstamped = [{**entry, "added": None} for entry in before]
    assert [{**entry, "added": None} for entry in tool.listed()] == unstamped


def test_quiet_says_nothing(tool: Tool, tmp_path: Path) -> None:
    path = dump(tmp_path / "UA.txt")
    for call in (("add", path), ("remove", path)):
        result = tool.done(*call, "--no-build", "--quiet")
        assert (result.stdout, result.stderr) == ("", "")


def test_columns_are_ours_then_theirs(tool: Tool, tmp_path: Path) -> None:
    table = tmp_path / "villages.csv"
    table.write_text("НАЗВА,Ш,Д=\nСело,50.5,35.5\n", encoding="utf-8")
    columns = ["--column", "name=НАЗВА", "--column", "lat=Ш", "--column", "lon=Д="]
    tool.done("add", table, "--no-build", "--format", "table", *columns)
    (entry,) = tool.listed()
    assert entry["options"] == {
        "columns": {"name": "НАЗВА", "lat": "Ш", "lon": "Д="},
        "encoding": "utf-8",
        "key": "villages",
    }
    for wrong in ("name", "=x", "name=", " =x", "\x1b[31m"):
        message = tool.refused("add", table, "--no-build", "--column", wrong)
        assert "--column name=NAZVA" in message
        assert "\x1b" not in message


def test_what_cannot_be_read_is_refused_and_nothing_is_added(tool: Tool, tmp_path: Path) -> None:
    good = dump(tmp_path / "UA.txt")
    tool.done("add", good, "--no-build", "--key", "kept")
    strange = tmp_path / "strange.xyz"
    strange.write_bytes(bytes(range(256)))
    assert "absent.txt" in tool.refused("add", "absent.txt", "--no-build")
    assert "--format" in tool.refused("add", strange, "--no-build")
    assert "'shapes' is not a format" in tool.refused("add", good, "--no-build", "--format", "shapes")
    before = tool.listed()
    result = tool.done("add", good, dump(tmp_path / "RU.txt"), strange, "--no-build", code=2)
    assert "strange.xyz" in result.stderr
    assert "nothing was added" in result.stderr
    assert tool.listed() == before


def test_removing_what_is_not_there_lists_what_is(tool: Tool, tmp_path: Path) -> None:
    path = dump(tmp_path / "UA.txt")
    tool.done("add", path, "--no-build")
    assert str(path) in tool.refused("remove", "RU.txt", "--no-build")


def test_a_damaged_list_is_one_message(tool: Tool) -> None:
    tool.home.mkdir()
    (tool.home / "sources.json").write_text("{")
    for call in (
        ("list",),
        ("add", "UA.txt"),
        ("remove", "UA.txt"),
        ("fetch", "geonames", "UA", "--base", "http://127.0.0.1:9/"),
        ("info",),
        ("build",),
    ):
        message = tool.done(*call, code=2).stderr
        assert "sources.json" in message
        assert "To mend it:" in message
    assert (tool.home / "sources.json").read_text() == "{"


def test_rejects_never_replace_a_source(tool: Tool, tmp_path: Path) -> None:
    path = dump(tmp_path / "UA.txt")
    before = path.read_bytes()
    assert "would replace" in tool.refused("add", path, "--no-build", "--rejects", path)
    assert path.read_bytes() == before


def test_a_hostile_name_is_safe_on_the_terminal_and_in_the_list(tool: Tool, tmp_path: Path) -> None:
    path = dump(tmp_path / "\x1b[31m\u202e" / "UA.txt")
    texts = [tool.done("add", path, "--no-build").stderr, tool.done("list").stdout]
    texts.append(tool.done("remove", path, "--no-build").stderr)
    for text in texts:
        assert "\x1b" not in text
        assert "\u202e" not in text
    assert tool.listed() == []


# Fetch


def zipped(name: str, content: str) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return memory.getvalue()


@pytest.fixture
def mirror() -> Iterator[tuple[str, dict[str, bytes]]]:
    """A server on this machine with the files of one country."""
    files = {
        "/dump/admin1CodesASCII.txt": b"UA.07\tTest Oblast\tTest Oblast\t7\n",
        "/dump/admin2Codes.txt": b"UA.07.01\tTest Raion\tTest Raion\t71\n",
        "/dump/UA.zip": zipped("UA.txt", LINE.format(n=1, name=NAME)),
        "/dump/alternateNamesV2.zip": zipped("alternateNamesV2.txt", "1\t1\tuk\tКвертівка\t\t\t\t\t\t\n"),
        "/zip/UA.zip": zipped("UA.txt", "UA\t01001\tТестове\tTest\t07\t\t\t\t\t50.5\t35.5\t4\n"),
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = files.get(self.path)
            if content is None:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{running.server_address[1]}/dump/", files
    running.shutdown()
    running.server_close()
    thread.join()


def test_fetch_downloads_and_adds(tool: Tool, mirror: tuple[str, dict[str, bytes]]) -> None:
    result = tool.done("fetch", "geonames", "ua", "--base", mirror[0], "--no-build")
    folder = tool.home / "downloads"
    assert (folder / "UA.zip").read_bytes() == mirror[1]["/dump/UA.zip"]
    assert [(entry["path"], entry["format"]) for entry in tool.listed()] == [
        (str(folder / "admin1CodesASCII.txt"), "geonames-codes"),
        (str(folder / "admin2Codes.txt"), "geonames-codes"),
        (str(folder / "UA.zip"), "geonames"),
    ]
    assert f"fetched {folder / 'UA.zip'}" in result.stderr
    assert "to undo: incidentmap gazetteer remove " in result.stderr
    assert "built when it is next used" in result.stderr


def test_fetch_of_names_and_postal_codes_to_a_folder(
    tool: Tool, mirror: tuple[str, dict[str, bytes]], tmp_path: Path
) -> None:
    call = (
        "fetch",
        "geonames",
        "UA",
        "--names",
        "--postal",
        "--to",
        "my files",
        "--base",
        mirror[0],
        "--no-build",
        "-q",
    )
    result = tool.done(*call)
    assert (result.stdout, result.stderr) == ("", "")
    folder = tmp_path / "my files"
    assert [(entry["path"], entry["format"]) for entry in tool.listed()][2:] == [
        (str(folder / "UA.zip"), "geonames"),
        (str(folder / "alternateNamesV2.zip"), "geonames-names"),
        (str(folder / "postal" / "UA.zip"), "geonames-postal"),
    ]


def test_fetched_again_a_source_keeps_its_options(tool: Tool, mirror: tuple[str, dict[str, bytes]]) -> None:
    call = ("fetch", "geonames", "UA", "--base", mirror[0], "--no-build")
    tool.done(*call)
    path = tool.home / "downloads" / "UA.zip"
    tool.done("add", path, "--title", "My title", "--no-build")
    mirror[1]["/dump/UA.zip"] = zipped("UA.txt", LINE.format(n=1, name="Newer"))
    tool.done(*call)
    assert path.read_bytes() == mirror[1]["/dump/UA.zip"]
    assert tool.listed()[2]["options"] == {"title": "My title", "encoding": "utf-8"}


def test_fetch_that_fails_is_one_message_and_adds_nothing(tool: Tool, mirror: tuple[str, dict[str, bytes]]) -> None:
    base, files = mirror
    call = ("fetch", "geonames", "--no-build", "--base")
    assert "404" in tool.refused(*call, base, "RU")
    files["/dump/UA.zip"] = b"<html>Please log in</html>"
    message = tool.refused(*call, base, "UA")
    assert f"{base}UA.zip: what came is a web page" in message
    assert "incidentmap gazetteer add FILE" in message
    assert not (tool.home / "downloads" / "UA.zip").exists()
    assert "did you mean GB" in tool.refused(*call, base, "UK")
    assert "not an https address" in tool.refused(*call, "http://example.org/", "UA")


@pytest.mark.parametrize("call", [(), ("UA", "--all")])
def test_fetch_wants_countries_or_all(tool: Tool, call: tuple[str, ...]) -> None:
    assert "--all" in tool.done("fetch", "geonames", *call, code=2).stderr


# The build


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tool, subprocess.CompletedProcess[str], Path]:
    """A home where a file with one bad row was added and built."""
    folder = tmp_path_factory.mktemp("built")
    path = dump(folder / "UA.txt", NAME, "Zxcvbnivka")
    path.write_text(path.read_text().replace("Zxcvbnivka\tZxcvbnivka\t\t50.5", "Zxcvbnivka\tZxcvbnivka\t\t95.5"))
    tool = Tool(folder / "home")
    return tool, tool("add", path, "--rejects", folder / "rejects.csv"), path


def found(tool: Tool, name: str) -> bool:
    code = f"import incidentmap as im; print([c.place.name for c in im.Gazetteer.open().candidates({name!r})])"
    env = os.environ | {"INCIDENTMAP_HOME": str(tool.home)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=env, timeout=300, check=True)
    return repr(name).encode() in done.stdout


def test_what_is_added_is_found_and_bad_rows_are_told_and_kept(
    built: tuple[Tool, subprocess.CompletedProcess[str], Path],
) -> None:
    tool, result, path = built
    assert result.returncode == 1, result.stderr
    assert "Traceback" not in result.stderr
    assert "row 2" in result.stderr
    assert "1 row was rejected: they are in" in result.stderr
    assert " places, " in result.stderr
    rejects = (path.parent / "rejects.csv").read_text(encoding="utf-8")
    assert "95.5" in rejects
    assert found(tool, NAME)


def test_a_source_that_cannot_be_built_is_taken_back(
    built: tuple[Tool, subprocess.CompletedProcess[str], Path],
) -> None:
    tool, _, path = built
    before = tool.listed()
    gone, other = dump(path.parent / "gone.txt"), dump(path.parent / "BY.txt")
    tool.done("add", gone, "--no-build", "--format", "geonames")
    gone.unlink()
    result = tool.done("add", other, code=2)
    assert f"{gone}: a source that was added is no longer there" in result.stderr
    assert f"incidentmap gazetteer remove {gone}" in result.stderr
    assert "nothing was added" in result.stderr
    assert [entry["path"] for entry in tool.listed()] == [str(path), str(gone)]
    tool.done("build", code=2)
    tool.done("remove", gone, "--no-build")
    assert tool.listed() == before


def test_what_is_removed_is_no_longer_found(built: tuple[Tool, subprocess.CompletedProcess[str], Path]) -> None:
    tool, _, path = built
    tool.done("remove", path)
    assert not found(tool, NAME)
    assert path.exists()
