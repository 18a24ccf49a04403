"""``incidentmap read``: the verb as a person meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from test_cli import one_message, run

ARTICLE = (
    "Shells hit the village of Kozinka in Belgorod region on Tuesday, killing two people. "
    "The Siberian Battalion denied it.\n"
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_a_report_becomes_geojson_with_its_evidence(report: Path, tmp_path: Path) -> None:
    target = tmp_path / "incidents.geojson"
    done = run("read", str(report), "--published", "2024-03-15", "-o", str(target))
    assert done.returncode == 0, done.stderr
    assert "1 incident in 1 document" in done.stderr
    (feature,) = json.loads(target.read_bytes())["features"]
    properties = feature["properties"]
    assert (properties["place_name"], properties["start"]) == ("Kozinka", "2024-03-12")
    assert properties["fatalities_low"] == 2
    assert properties["sources"][0]["id"] == "report.txt"
    assert any(e["sentence"].startswith("Shells hit") for e in properties["evidence"])


def test_standard_input_gives_geojson_on_standard_output() -> None:
    done = run("read", "-", "--published", "2024-03-15", "--quiet", stdin=ARTICLE)
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["features"]) == 1
    assert done.stderr == ""


def test_mentions_and_report_card(report: Path, tmp_path: Path) -> None:
    mentions, card = tmp_path / "m.jsonl", tmp_path / "card.json"
    done = run("read", str(report), "--mentions", str(mentions), "--report", str(card), "-o", str(tmp_path / "i.csv"))
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in mentions.read_text(encoding="utf-8").splitlines()]
    assert [(row["text"], row["used"]) for row in rows] == [("Kozinka", True), ("Belgorod", False)]
    assert all(ARTICLE[row["start"] : row["end"]] == row["text"] for row in rows)
    counts = json.loads(card.read_bytes())
    assert counts["incidents"]["found"] == 1
    assert counts["names"]["vetoed"] >= 1
    assert counts["precision"] == {"settlement": 1}


def test_explain_shows_the_text_and_why(report: Path) -> None:
    done = run("read", str(report), "--published", "2024-03-15", "--explain")
    assert done.returncode == 0, done.stderr
    for part in ("Kozinka", "2024-03-12", "Siberian Battalion"):
        assert part in done.stdout
    assert "\x1b" not in done.stdout  # no colour into a pipe
    assert "FeatureCollection" not in done.stdout


def test_a_page_is_written_and_hostile_text_stays_text(tmp_path: Path) -> None:
    evil = tmp_path / "evil.txt"
    evil.write_text("<script>alert(1)</script> Shells hit Kozinka in Belgorod region. {{7*7}}", encoding="utf-8")
    page = tmp_path / "page.html"
    done = run("read", str(evil), "--html", str(page))
    assert done.returncode == 0, done.stderr
    html = page.read_text(encoding="utf-8")
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_a_folder_is_read_and_its_bad_files_are_kept(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.md").write_text(
        "# Raid\n\nShells hit Kozinka in Belgorod region on 12 March 2024.\n", encoding="utf-8"
    )
    (folder / "b.docx").write_bytes(b"no document")
    (folder / "c.csv").write_text("place\nKozinka\n", encoding="utf-8")
    rejects = tmp_path / "rejects.csv"
    done = run("read", str(folder), "-o", str(tmp_path / "i.geojson"), "--rejects", str(rejects))
    assert done.returncode == 1, done.stderr
    assert "b.docx" in rejects.read_text(encoding="utf-8")
    assert "1 incident" in done.stderr


def test_of_several_inputs_those_that_cannot_be_used_are_rejects(report: Path, tmp_path: Path) -> None:
    empty, rejects = tmp_path / "empty", tmp_path / "rejects.csv"
    empty.mkdir()
    target = tmp_path / "i.geojson"
    done = run("read", str(report), str(empty), "nowhere.txt", "-o", str(target), "--rejects", str(rejects))
    assert done.returncode == 1, done.stderr
    assert len(json.loads(target.read_bytes())["features"]) == 1
    told = rejects.read_text(encoding="utf-8")
    assert "there is no report in the folder" in told
    assert "there is no such file" in told
    one_message(run("read", str(empty)), "there is no report in the folder")


def test_map_and_export_take_a_report(report: Path, tmp_path: Path) -> None:
    done = run("map", str(report), "--published", "2024-03-15", "-o", str(tmp_path / "map.html"))
    assert done.returncode == 0, done.stderr
    assert "1 incident: 1 settlement" in done.stderr
    assert "Kozinka" in (tmp_path / "map.html").read_text(encoding="utf-8")
    done = run("export", str(report), "-o", str(tmp_path / "i.kml"))
    assert done.returncode == 0, done.stderr


def test_actors_of_ones_own(tmp_path: Path, report: Path) -> None:
    report.write_text("The Blue Herons attacked Kozinka in Belgorod region.", encoding="utf-8")
    header = (Path(__file__).parents[1] / "data/lexicon/actors.tsv").read_text(encoding="utf-8").splitlines()[0]
    row = {"name": "Blue Herons", "kind": "rebel group", "armed": "yes", "aliases": "Blue Herons"}
    actors = tmp_path / "actors.tsv"
    columns = header.split("\t")
    actors.write_text("\n".join([header, "\t".join(row.get(c, "") for c in columns)]) + "\n", encoding="utf-8")
    done = run("read", str(report), "--actors", str(actors), "-q")
    assert json.loads(done.stdout)["features"][0]["properties"]["actors"] == ["Blue Herons"]


class TestErrors:
    def test_no_such_file(self) -> None:
        one_message(run("read", "nowhere.txt"), "nowhere.txt", "there is no such file")

    def test_a_day_that_is_none(self, report: Path) -> None:
        done = run("read", str(report), "--published", "15.03.2024")
        assert done.returncode == 2
        assert "15.03.2024" in done.stderr
        assert "Traceback" not in done.stderr

    def test_an_empty_text(self) -> None:
        one_message(run("read", "-", stdin=""), "standard input", "empty")

    def test_output_would_replace_the_report(self, report: Path) -> None:
        one_message(run("read", str(report), "-o", str(report)), "would replace the input")

    def test_an_unknown_voter(self, report: Path) -> None:
        one_message(run("read", str(report), "--voter", "oracle"), "oracle")
