"""gazetteer.catalogue: what the user added is kept, checked first, and never lost."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentmap.errors import (
    BadValue,
    EmptyInput,
    GazetteerCorrupt,
    IncidentmapError,
    OutputError,
    UnknownFormat,
    UnreadableFile,
)
from incidentmap.gazetteer import catalogue as catalogue_module
from incidentmap.gazetteer.catalogue import Added, Catalogue
from incidentmap.gazetteer.lock import locked
from incidentmap.gazetteer.sources import Options

LINE = "{n}\tTestove\tTestove\tТестове\t50.5\t35.5\tP\tPPL\tUA\t\t07\t\t\t\t120\t\t150\tEurope/Kyiv\t2024-01-01\n"


def dump(path: Path, rows: int = 3) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(LINE.format(n=i + 1) for i in range(rows)), encoding="utf-8")
    return path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def catalogue(home: Path) -> Catalogue:
    return Catalogue(home)


@pytest.fixture
def ukraine(tmp_path: Path) -> Path:
    return dump(tmp_path / "UA.txt")


@pytest.fixture
def russia(tmp_path: Path) -> Path:
    return dump(tmp_path / "RU.txt")


# What is kept


def test_a_new_catalogue_is_empty_and_makes_no_files(catalogue: Catalogue, home: Path) -> None:
    assert catalogue.all() == ()
    assert catalogue.missing() == ()
    assert not home.exists()


def test_sources_are_kept_in_the_order_added_with_all_their_options(
    catalogue: Catalogue, home: Path, ukraine: Path, russia: Path
) -> None:
    options = Options(
        country="UA",
        columns={"name": "НАЗВА", "lat": "Y"},
        layer="places",
        encoding="cp1251",
        level="district",
        key="raions",
        title="The raions",
        licence="CC BY",
        attribution="© They",
    )
    added = [catalogue.add(ukraine), catalogue.add(russia, "geonames", options)]
    kept = Catalogue(home).all()
    assert [(a.path, a.form) for a in kept] == [(ukraine, "geonames"), (russia, "geonames")]
    assert kept[1] == added[1]
    assert kept[1].options == replace(options, beside=(ukraine,))
    assert kept[0].options.beside == (russia,)
    assert (kept[0].bytes, kept[0].modified) == (ukraine.stat().st_size, ukraine.stat().st_mtime)
    assert kept[0].added.endswith("+00:00")
    assert (kept[0].key, kept[1].key) == ("UA.txt", "raions")
    assert sorted(p.name for p in home.iterdir()) == ["sources.json"]


def test_a_path_is_kept_absolute_and_is_the_same_however_it_is_written(
    catalogue: Catalogue, ukraine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ukraine.parent)
    catalogue.add("UA.txt")
    catalogue.add(Path("nowhere/../UA.txt"))
    monkeypatch.setenv("HOME", str(ukraine.parent))
    catalogue.add("~/UA.txt")
    assert [a.path for a in catalogue.all()] == [ukraine]


def test_adding_again_replaces_the_options_and_keeps_the_place(
    catalogue: Catalogue, ukraine: Path, russia: Path
) -> None:
    catalogue.add(ukraine, options=Options(key="old"))
    catalogue.add(russia)
    catalogue.add(ukraine, options=Options(key="new"))
    assert [a.key for a in catalogue.all()] == ["new", "RU.txt"]


def test_a_folder_can_be_added(catalogue: Catalogue, tmp_path: Path) -> None:
    folder = tmp_path / "dumps"
    sizes = [dump(folder / name).stat().st_size for name in ("UA.txt", "RU.txt")]
    assert catalogue.add(folder).bytes == sum(sizes)


def test_the_default_folder_is_the_gazetteers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INCIDENTMAP_HOME", str(tmp_path / "mine"))
    assert Catalogue().path == tmp_path / "mine" / "sources.json"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are text")
def test_a_name_that_is_no_text_is_kept(catalogue: Catalogue, tmp_path: Path) -> None:
    path = dump(tmp_path / os.fsdecode(b"\xff\n\x1b") / "UA.txt")
    catalogue.add(path)
    assert [a.path for a in catalogue.all()] == [path]
    assert len(catalogue.digest()) == 32


# What is refused, and changes nothing


def refuses(catalogue: Catalogue, kind: type[IncidentmapError], *given: object) -> str:
    before = catalogue.all()
    with pytest.raises(kind) as caught:
        catalogue.add(*given)  # type: ignore[arg-type]
    assert catalogue.all() == before
    assert "To mend it:" in str(caught.value)
    return str(caught.value)


def test_files_of_no_use_are_refused_and_nothing_is_changed(
    catalogue: Catalogue, ukraine: Path, tmp_path: Path
) -> None:
    catalogue.add(ukraine, options=Options(key="kept"))
    assert "absent.txt" in refuses(catalogue, UnreadableFile, tmp_path / "absent.txt")
    assert "absent.txt" in refuses(catalogue, UnreadableFile, tmp_path / "absent.txt", "geonames")
    refuses(catalogue, UnreadableFile, f"{tmp_path}/a\0b")
    strange = tmp_path / "strange.xyz"
    strange.write_bytes(bytes(range(256)))
    assert "--format" in refuses(catalogue, UnknownFormat, strange)
    assert "'shapes' is not a format" in refuses(catalogue, UnknownFormat, ukraine, "shapes")
    ukraine.write_text("")
    assert "UA.txt" in refuses(catalogue, EmptyInput, ukraine, "geonames", Options(key="new"))


def test_a_file_whose_every_row_is_bad_is_refused_with_the_first_reason(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "UA.txt"
    path.write_text(LINE.format(n=1).replace("50.5", "95.5") + LINE.format(n=2).replace("35.5", "nowhere"))
    message = refuses(catalogue, BadValue, path)
    assert "UA.txt, row 1" in message
    assert "no row of it can be used" in message


def test_a_file_with_some_good_rows_is_taken(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "UA.txt"
    path.write_text(LINE.format(n=1).replace("50.5", "95.5") + LINE.format(n=2))
    assert catalogue.add(path).form == "geonames"


# Taking out


def test_a_source_is_removed_by_path_by_key_and_by_name(catalogue: Catalogue, ukraine: Path, russia: Path) -> None:
    for name in (ukraine, str(ukraine), "mine", "UA.txt"):
        catalogue.add(ukraine, options=Options(key="mine"))
        catalogue.add(russia)
        assert catalogue.remove(name).path == ukraine
        assert [a.path for a in catalogue.all()] == [russia]
    assert ukraine.exists()


def test_removing_what_is_not_there_lists_what_is(catalogue: Catalogue, ukraine: Path) -> None:
    with pytest.raises(BadValue, match="there: nothing"):
        catalogue.remove("RU.txt")
    catalogue.add(ukraine)
    with pytest.raises(BadValue, match=r"'RU\.txt'.*UA\.txt"):
        catalogue.remove("RU.txt")


def test_removing_by_a_name_of_two_lists_both(catalogue: Catalogue, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        catalogue.add(dump(tmp_path / folder / "UA.txt"))
    with pytest.raises(BadValue, match=r"2 added sources.*a/UA\.txt.*b/UA\.txt"):
        catalogue.remove("UA.txt")
    catalogue.remove(tmp_path / "a" / "UA.txt")
    assert len(catalogue.all()) == 1


def test_a_source_whose_file_is_gone_is_told_and_can_be_removed(
    catalogue: Catalogue, ukraine: Path, russia: Path
) -> None:
    catalogue.add(ukraine)
    catalogue.add(russia)
    ukraine.unlink()
    assert [a.path for a in catalogue.missing()] == [ukraine]
    catalogue.remove("UA.txt")
    assert catalogue.missing() == ()


def test_taking_back_undoes_additions_and_leaves_other_changes(
    catalogue: Catalogue, ukraine: Path, russia: Path, tmp_path: Path
) -> None:
    catalogue.add(ukraine, options=Options(key="old"))
    before = catalogue.all()
    catalogue.add(ukraine, options=Options(key="new"))
    catalogue.add(russia)
    other = catalogue.add(dump(tmp_path / "BY.txt"))
    catalogue.take_back([ukraine, str(russia)], before)
    assert [a.key for a in catalogue.all()] == ["old", other.key]


# The digest


def test_the_digest_tells_every_change_that_a_build_depends_on(
    catalogue: Catalogue, home: Path, ukraine: Path, tmp_path: Path
) -> None:
    seen = [catalogue.digest()]

    def differs() -> None:
        seen.append(catalogue.digest())
        assert seen[-1] == Catalogue(home).digest()
        assert len(set(seen)) == len(seen)

    catalogue.add(ukraine)
    differs()
    catalogue.add(ukraine, options=Options(country="UA"))
    differs()
    dump(ukraine, 4)
    differs()
    os.utime(ukraine, (1, 1))
    differs()
    folder = tmp_path / "dumps"
    inner = dump(folder / "inner" / "UA.txt")
    dump(folder / "RU.txt")
    catalogue.add(folder)
    differs()
    os.utime(inner, (1, 1))
    differs()
    inner.rename(folder / "inner" / "BY.txt")
    differs()
    ukraine.unlink()
    differs()


def test_the_digest_does_not_depend_on_when_a_source_was_added(
    catalogue: Catalogue, ukraine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue.add(ukraine)
    first = catalogue.digest()
    text = catalogue.path.read_text().replace(catalogue.all()[0].added, "2001-01-01T00:00:00+00:00")
    catalogue.path.write_text(text)
    assert catalogue.digest() == first


# A damaged list


def is_damaged(catalogue: Catalogue, text: str | bytes, *parts: str) -> None:
    given = text if isinstance(text, bytes) else text.encode()
    catalogue.path.write_bytes(given)
    for call in (catalogue.all, catalogue.digest, catalogue.missing, lambda: catalogue.remove("x")):
        with pytest.raises(GazetteerCorrupt) as caught:
            call()
        for part in (*parts, "sources.json", "To mend it:"):
            assert part in str(caught.value)
    assert catalogue.path.read_bytes() == given


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        "\ufeff{}",
        b"\xff\xfe",
        "[" * 100_000,
        '{"version": 1}',
        '{"version": "1", "sources": []}',
        '{"version": 1, "sources": [{}]}',
        '{"version": 1, "sources": [1]}',
        '{"version": 1, "sources": 7}',
    ],
)
def test_a_damaged_list_is_told_and_never_emptied(catalogue: Catalogue, ukraine: Path, text: str | bytes) -> None:
    catalogue.add(ukraine)
    is_damaged(catalogue, text, "cannot be read")
    with pytest.raises(GazetteerCorrupt):
        catalogue.add(ukraine)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"options": {', '"options": {"colour": "red"'),
        ('"options": {', '"options": {"beside": "x"'),
        ('"options": {', '"options": {"key": 7'),
        ('"options": {', '"options": {"columns": ["x"]'),
        ('"options": {', '"options": {"columns": {"x": 1}'),
        ('"format": "geonames"', '"format": null'),
        ('"bytes": ', '"bytes": Infinity, "x": '),
    ],
)
def test_an_entry_that_is_not_as_it_was_written_is_told(
    catalogue: Catalogue, ukraine: Path, old: str, new: str
) -> None:
    catalogue.add(ukraine)
    text = catalogue.path.read_text()
    changed = text.replace('"encoding": "utf-8"', "").replace(old, new)
    assert changed != text
    is_damaged(catalogue, changed, "cannot be read")


def test_a_list_of_a_newer_version_is_not_guessed_at(catalogue: Catalogue, ukraine: Path) -> None:
    catalogue.add(ukraine)
    is_damaged(catalogue, catalogue.path.read_text().replace('"version": 1', '"version": 2'), "newer", "update")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = tmp_path_factory.mktemp("whole")
    catalogue = Catalogue(folder)
    catalogue.add(dump(folder / "UA.txt"), options=Options(columns={"name": "x"}, key="k"))
    (folder / "copy").write_bytes(catalogue.path.read_bytes())
    return catalogue


@settings(max_examples=200, deadline=None)
@given(spot=st.floats(0, 1), length=st.integers(0, 30), new=st.binary(max_size=20))
def test_a_list_damaged_anywhere_is_read_or_refused(whole: Catalogue, spot: float, length: int, new: bytes) -> None:
    content = (whole.folder / "copy").read_bytes()
    at = int(spot * len(content))
    whole.path.write_bytes(content[:at] + new + content[at + length :])
    try:
        kept, digest = whole.all(), whole.digest()
    except GazetteerCorrupt:
        return
    assert all(isinstance(a, Added) for a in kept)
    assert len(digest) == 32


# Two at once


def test_processes_that_add_at_once_lose_nothing(home: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from incidentmap.gazetteer.catalogue import Catalogue\n"
        "for path in sys.argv[2:]: Catalogue(Path(sys.argv[1])).add(path, 'geonames')"
    )
    files = [[dump(tmp_path / f"{i}-{j}" / "UA.txt") for j in range(8)] for i in range(3)]
    running = [subprocess.Popen([sys.executable, "-c", code, str(home), *map(str, mine)]) for mine in files]
    assert [process.wait(120) for process in running] == [0, 0, 0]
    kept = [a.path for a in Catalogue(home).all()]
    assert sorted(kept) == sorted(path for mine in files for path in mine)
    for mine in files:
        assert [path for path in kept if path in mine] == mine
    assert [p.name for p in home.iterdir()] == ["sources.json"]


def test_a_list_that_another_process_holds_is_waited_for_and_then_told(
    catalogue: Catalogue, ukraine: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue_module, "_WAIT", 0.3)
    with locked(home / "sources.lock", wait=0, stale=60):
        started = time.monotonic()
        with pytest.raises(OutputError, match=r"another incidentmap is at work.*delete this file"):
            catalogue.add(ukraine)
        assert 0.2 < time.monotonic() - started < 5
    assert catalogue.add(ukraine)


def gone() -> int:
    """Give the number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_the_lock_of_a_killed_process_is_broken(catalogue: Catalogue, ukraine: Path, home: Path) -> None:
    home.mkdir()
    (home / "sources.lock").write_text(f"{gone()} {socket.gethostname()}")
    assert catalogue.add(ukraine)
    assert [p.name for p in home.iterdir()] == ["sources.json"]


@pytest.mark.parametrize("content", ["1 another-machine", "", "rubbish", "\0"])
def test_a_lock_of_unknown_origin_is_broken_when_it_is_old_only(
    catalogue: Catalogue, ukraine: Path, home: Path, content: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue_module, "_WAIT", 0.1)
    home.mkdir()
    lock = home / "sources.lock"
    lock.write_text(content)
    with pytest.raises(OutputError, match="another incidentmap"):
        catalogue.add(ukraine)
    os.utime(lock, (time.time() - 3600,) * 2)
    assert catalogue.add(ukraine)


def test_many_that_meet_a_stale_lock_still_go_one_by_one(tmp_path: Path) -> None:
    lock, count = tmp_path / "a.lock", tmp_path / "count"
    count.write_text("0")
    dead = f"{gone()} {socket.gethostname()}"
    ready = threading.Barrier(6)

    def work() -> None:
        for _ in range(5):
            ready.wait()
            if not lock.exists():
                lock.write_text(dead)
            ready.wait()
            with locked(lock, wait=20, stale=3600):
                value = int(count.read_text())
                time.sleep(0.002)
                count.write_text(str(value + 1))

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert count.read_text() == "30"
    assert [p.name for p in tmp_path.iterdir()] == ["count"]


# Where it cannot be written


def test_a_full_disk_leaves_the_list_as_it_was(catalogue: Catalogue, ukraine: Path, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="no limits on this system")
    catalogue.add(ukraine)
    before = catalogue.path.read_bytes()
    other = dump(tmp_path / "other" / "RU.txt")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before), limits[1]))  # a file that may not grow, as on a full disk
    try:
        with pytest.raises(OutputError, match="cannot be written"):
            catalogue.add(other)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert catalogue.path.read_bytes() == before
    assert [p.name for p in catalogue.folder.iterdir()] == ["sources.json"]


def test_a_home_that_is_a_file_is_told(tmp_path: Path, ukraine: Path) -> None:
    (tmp_path / "taken").write_text("x")
    with pytest.raises(IncidentmapError, match="To mend it"):
        Catalogue(tmp_path / "taken").add(ukraine)


def test_the_list_is_plain_json(catalogue: Catalogue, ukraine: Path) -> None:
    catalogue.add(ukraine, options=Options(columns={"name": "Назва"}))
    content = json.loads(catalogue.path.read_text(encoding="ascii"))
    assert content["version"] == 1
    assert content["sources"][0]["options"] == {"columns": {"name": "Назва"}, "encoding": "utf-8"}


def test_two_files_never_share_a_key(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "home")
    files = [tmp_path / folder / "places.csv" for folder in ("a", "b")] + [tmp_path / "border.csv"]
    for file in files:
        file.parent.mkdir(exist_ok=True)
        file.write_text("name,lat,lon\nСело,50.5,36.5\n", encoding="utf-8")
    assert [catalogue.add(file).key for file in files] == ["places", "places-2", "border-2"]
    with pytest.raises(BadValue, match="another source's"):
        catalogue.add(files[0], options=Options(key="places-2"))
    with pytest.raises(BadValue, match="another source's"):
        catalogue.add(files[0], options=Options(key="geonames"))
    with pytest.raises(BadValue, match="is no key"):
        catalogue.add(files[0], options=Options(key="a:b/../<x>"))
    with pytest.raises(BadValue, match="country"):
        catalogue.add(files[0], options=Options(country="Ukraine"))
    assert catalogue.add(files[0], options=Options(country="ua")).options.country == "UA"
    assert [a.key for a in catalogue.all()] == ["places", "places-2", "border-2"], "what was refused changed nothing"
