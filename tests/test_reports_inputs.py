"""Several inputs at once: no two sources are called alike, bad ones stop no others, and progress is by bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from incidentmap import Gazetteer, read
from incidentmap.errors import EmptyInput, UnreadableFile
from incidentmap.reports.inputs import inputs

REPORT = "Shells hit Kozinka in Belgorod region on 12 March 2024."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("d1/a.txt", "d1/b.txt", "d2/a.txt", "x/d1/a.txt", "alone/c.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{REPORT} {name}\n", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    return tmp_path


def names(root: Path, *given: str) -> list[str]:
    return [job.name for job in inputs([root / path for path in given]).jobs]


class TestNames:
    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            (["d1"], ["a.txt", "b.txt"]),
            (["d1/a.txt"], ["a.txt"]),
            (["d1/a.txt", "alone/c.txt"], ["a.txt", "c.txt"]),
            (["d1", "alone/c.txt"], ["a.txt", "b.txt", "c.txt"]),
            (["d1", "d2"], ["d1/a.txt", "d1/b.txt", "d2/a.txt"]),
            (["d1", "alone"], ["d1/a.txt", "d1/b.txt", "alone/c.txt"]),
            (["d1/a.txt", "d2/a.txt"], ["d1/a.txt", "d2/a.txt"]),
            (["d1", "d2/a.txt"], ["d1/a.txt", "d1/b.txt", "d2/a.txt"]),
            (["x/d1/a.txt", "d1/a.txt", "alone"], ["x/d1/a.txt", "{root}/d1/a.txt", "c.txt"]),
            (["x/d1", "d2"], ["d1/a.txt", "d2/a.txt"]),
        ],
    )
    def test_no_two_files_are_called_alike(self, root: Path, given: list[str], expected: list[str]) -> None:
        assert names(root, *given) == [name.format(root=root.name) for name in expected]

    def test_paths_relative_to_here(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(root / "d1")
        assert [job.name for job in inputs([".", "../d2"]).jobs] == ["d1/a.txt", "d1/b.txt", "d2/a.txt"]
        assert [job.name for job in inputs(["a.txt", "../d2/a.txt"]).jobs] == ["d1/a.txt", "d2/a.txt"]
        assert [job.name for job in inputs(["."]).jobs] == ["a.txt", "b.txt"]

    def test_nothing_is_read_twice(self, root: Path) -> None:
        assert names(root, "d1/b.txt", "d1", "d1/a.txt", "d1") == ["b.txt", "a.txt"]

    def test_sources_are_called_so(self, root: Path, gazetteer: Gazetteer) -> None:
        reading = read([root / "d1", root / "d2"], gazetteer, show=True)
        assert [o.document.source.id for o in reading.outcomes if o.document] == ["d1/a.txt", "d1/b.txt", "d2/a.txt"]
        assert {row["source"] for row in reading.mentions()} == {"d1/a.txt", "d1/b.txt", "d2/a.txt"}


class TestRejects:
    def test_of_several_inputs_the_others_are_read(self, root: Path, gazetteer: Gazetteer) -> None:
        (root / "empty.txt").touch()
        given = [root / name for name in ("d1/a.txt", "empty", "nowhere.txt", "empty.txt")]
        reading = read(given, gazetteer)
        assert len(reading.outcomes) == 1
        told = {Path(r.file or "").name: r.reason for r in reading.rejected}
        assert set(told) == {"empty", "nowhere.txt", "empty.txt"}
        assert told["empty"] == "there is no report in the folder"
        # As of several inputs, although only one has files.
        assert len(read([root / "nowhere.txt", root / "empty"], gazetteer).rejected) == 2

    def test_a_lone_input_says_why(self, root: Path, gazetteer: Gazetteer) -> None:
        with pytest.raises(EmptyInput, match="there is no report in the folder"):
            read(root / "empty", gazetteer)
        with pytest.raises(UnreadableFile, match="there is no such file"):
            read([root / "nowhere.txt"], gazetteer)


class TestProgress:
    def test_it_is_by_bytes(self, root: Path, gazetteer: Gazetteer) -> None:
        (root / "d1" / "long.txt").write_text("Nothing happened here.\n\n" * 60_000, encoding="utf-8")
        told: list[float] = []
        read(root / "d1", gazetteer, workers=1, progress=lambda _, fraction: told.append(fraction))
        assert told == sorted(told)
        assert len(told) > 6
        assert max(told[:2]) < 0.001  # two short files
        assert 0.1 < told[2] < 0.3  # the first part of the long one
        assert told[-1] == 1

    def test_many_bytes_for_a_letter_and_few(self, root: Path, gazetteer: Gazetteer) -> None:
        for encoding in ("utf-8", "cp1251", "utf-16"):
            path = root / "long.txt"
            path.write_text("Здесь ничего не случилось за день.\n\n" * 40_000, encoding=encoding)
            told: list[float] = []
            read(path, gazetteer, progress=lambda _, fraction, told=told: told.append(fraction))
            assert told == sorted(told)
            assert 0 < told[0] < 0.5
            assert told[-1] == 1

    def test_a_pipe_has_no_size(self, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
        import io
        import sys

        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(REPORT.encode())))
        told: list[float] = []
        reading = read("-", gazetteer, progress=lambda _, fraction: told.append(fraction))
        assert (len(reading.frame()), told) == (1, [0, 1])
