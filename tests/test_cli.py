"""cli: the command as a person meets it, run as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
COMMAND = [sys.executable, "-c", "from incidentmap.cli import main; main()"]


def run(
    *arguments: str, stdin: str | bytes | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    given = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [*COMMAND, *arguments],
        input=given,
        capture_output=True,
        cwd=ROOT,
        env=os.environ | (env or {}),
        timeout=120,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def one_message(done: subprocess.CompletedProcess[str], *parts: str) -> None:
    """Assert exit code 2 and one message on stderr, that says the parts and what to do, without a traceback."""
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    for part in (*parts, "To mend it:"):
        assert part in done.stderr, done.stderr


@pytest.fixture(scope="module")
def located(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("located") / "incidents.geojson"
    done = run("locate", "seeds/incidents.csv", "-o", str(path))
    assert done.returncode == 0, done.stderr
    assert "29 incidents: 24 settlement, 3 near, 1 region, 1 area; 0 rows rejected" in done.stderr
    return path


def test_help_names_every_verb_and_the_exit_codes() -> None:
    text = run("--help").stdout
    for word in ("geocode", "reverse", "locate", "map", "export", "gazetteer", "serve", "Exit codes"):
        assert word in text


def test_version() -> None:
    from importlib.metadata import version

    assert version("incidentmap") in run("--version").stdout


def test_geocode_table_names_places_and_shows_ties() -> None:
    done = run("geocode", "Теребрено", "Belgorod", "Тёткино", "Nekhoteevka")
    assert done.returncode == 0
    assert "Terebreno" in done.stdout
    assert "50.7230" in done.stdout
    assert "2 places are called 'Nekhoteevka'" in done.stdout
    assert done.stdout.count("? Nekhoteevka") == 2


def test_geocode_reads_names_from_stdin_and_writes_geojson() -> None:
    done = run("geocode", "--format", "geojson", stdin="Теребрено\n\nthe region of Belgorod\n")
    features = json.loads(done.stdout)["features"]
    assert [f["properties"]["query"] for f in features] == ["Теребрено", "the region of Belgorod"]
    assert [f["geometry"]["type"] for f in features] == ["Point", "Polygon"]


def test_geocode_within_and_country() -> None:
    done = run("geocode", "Nekhoteevka", "--within", "Шебекинский район", "--country", "RU", "--format", "json")
    assert json.loads(done.stdout)[0]["place_id"] == "border:nekhoteevka-shebekinsky"


def test_geocode_never_sends_control_characters_to_the_terminal() -> None:
    done = run("geocode", "\x1b[31mBelgorod\u202e", "=cmd()")
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


def test_locate_keeps_all_rows_of_the_seeds(located: Path) -> None:
    features = json.loads(located.read_bytes())["features"]
    assert len(features) == 29
    of = {f["properties"]["place"]: f for f in features}
    region = of["the region of Belgorod"]
    assert region["properties"]["place_id"] == "naturalearth:RU-BEL"
    assert region["geometry"]["type"] in ("Polygon", "MultiPolygon")
    near = of["near the village of Terebreno"]
    assert (near["properties"]["precision"], near["properties"]["radius_km"]) == ("near", 5.0)
    assert near["geometry"]["type"] == "Polygon"
    assert all("candidates" in f["properties"] and f["properties"]["precision"] for f in features)
    assert all(f["geometry"] is not None for f in features)
    drawn = Counter(f["properties"]["shape"] for f in features)
    assert drawn == {"point": 24, "disc": 2, "corridor": 1, "strip": 1, "area": 1}
    assert of["along the border north of Kharkiv"]["properties"]["precision"] == "area"
    assert of["between Shebekino and Novaya Tavolzhanka"]["properties"]["precision"] == "near"


def test_locate_twice_gives_equal_bytes(located: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.geojson"
    run("locate", "seeds/incidents.csv", "-o", str(again), env={"PYTHONHASHSEED": "7"})
    assert again.read_bytes() == located.read_bytes()


def test_locate_through_pipes() -> None:
    done = run("locate", stdin="place,date\nТеребрено,2023-12\n")
    assert done.returncode == 0, done.stderr
    (feature,) = json.loads(done.stdout)["features"]
    assert feature["properties"]["start"] == "2023-12-01"
    assert feature["properties"]["end"] == "2023-12-31"


@pytest.mark.parametrize("suffix", ["geojson", "csv", "gpkg", "fgb", "parquet", "kml"])
def test_export_by_suffix(located: Path, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"incidents.{suffix}"
    done = run("export", str(located), "-o", str(target))
    assert done.returncode == 0, done.stderr
    assert target.stat().st_size > 0


def test_map_from_incidents_and_from_a_table_are_the_same_page(located: Path, tmp_path: Path) -> None:
    pages = [tmp_path / "a.html", tmp_path / "b.html"]
    for source, page in zip((str(located), "seeds/incidents.csv"), pages, strict=True):
        done = run("map", source, "-o", str(page), "--title", "Border")
        assert done.returncode == 0, done.stderr
    assert pages[0].read_bytes() == pages[1].read_bytes()


def test_rejected_rows_are_kept_told_and_counted(tmp_path: Path) -> None:
    table, rejects = tmp_path / "events.csv", tmp_path / "rejects.csv"
    table.write_text("place,date,fatalities\nBelgorod,2024-02-31,\nKursk,2024-02-01,many\nSudzha,2024-02-01,3\n")
    done = run("locate", str(table), "--rejects", str(rejects))
    assert done.returncode == 1
    assert "row 2, field 'date': '2024-02-31'" in done.stderr
    assert "2 rows were rejected" in done.stderr
    assert len(json.loads(done.stdout)["features"]) == 1
    assert len(rejects.read_text().splitlines()) == 3


def test_quiet_says_nothing(tmp_path: Path) -> None:
    done = run("locate", "seeds/incidents.csv", "-o", str(tmp_path / "i.geojson"), "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_gazetteer_info() -> None:
    assert "© GeoNames" in run("gazetteer", "info", "--format", "json").stdout
    assert "GeoNames cities500" in run("gazetteer", "info").stdout


@pytest.mark.parametrize("verb", ["locate", "map", "export"])
def test_absent_file(verb: str) -> None:
    one_message(run(verb, "absent.csv", "-o", "x.html"), "absent.csv")


def test_folder_and_empty_file_and_binary_rubbish(tmp_path: Path) -> None:
    one_message(run("locate", str(tmp_path)), str(tmp_path))
    empty = tmp_path / "empty.csv"
    empty.touch()
    one_message(run("locate", str(empty)), "empty.csv", "empty")
    header = tmp_path / "header.csv"
    header.write_text("place,date\n")
    one_message(run("locate", str(header)), "header.csv")
    rubbish = tmp_path / "rubbish.parquet"
    rubbish.write_bytes(bytes(range(256)) * 10)
    one_message(run("export", str(rubbish), "-o", str(tmp_path / "x.csv")), "rubbish.parquet")


def test_a_file_without_a_suffix_is_read_by_the_format_that_is_named(tmp_path: Path, located: Path) -> None:
    table = tmp_path / "events"
    table.write_text("place\nBelgorod\n")
    one_message(run("locate", str(table)), "no suffix", "--input-format")
    assert run("locate", str(table), "--input-format", "csv").returncode == 0
    bare = tmp_path / "located"
    bare.write_bytes(located.read_bytes())
    done = run("export", str(bare), "--input-format", "geojson", "-o", str(tmp_path / "again.geojson"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "again.geojson").read_bytes() == located.read_bytes()


def test_wrong_encoding_names_the_remedy(tmp_path: Path) -> None:
    table = tmp_path / "cp1251.csv"
    table.write_bytes("place,date\nБелгород,2024-01-01\n".encode("cp1251"))
    one_message(run("locate", str(table)), "cp1251.csv", "row 2", "--encoding")
    assert run("locate", str(table), "--encoding", "cp1251").returncode == 0


def test_missing_place_column_names_those_that_are_there(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("alpha,beta\n1,2\n")
    one_message(run("locate", str(table)), "alpha", "beta", "--place")
    one_message(run("locate", str(table), "--place", "gamma"), "gamma", "alpha")


def test_coordinates_out_of_range_are_rejected(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("place,lat,lon\nBelgorod,95,36\nBelgorod,50.6,36.6\n")
    done = run("locate", str(table))
    assert done.returncode == 1
    assert "row 2" in done.stderr
    assert "95" in done.stderr


def test_unknown_suffix_unwritable_target_and_same_file(located: Path, tmp_path: Path) -> None:
    one_message(run("export", str(located), "-o", str(tmp_path / "x.docx")), ".docx", ".gpkg")
    one_message(run("export", str(located), "-o", str(tmp_path / "no" / "x.csv")), "folder")
    one_message(run("export", str(located), "-o", str(located)), "replace the input")


def test_rejects_never_replace_the_input_or_the_output(tmp_path: Path) -> None:
    table, target = tmp_path / "events.csv", tmp_path / "out.csv"
    table.write_text("place\nBelgorod\n")
    for verb in ("locate", "export"):
        one_message(run(verb, str(table), "-o", str(target), "--rejects", str(table)), "replace the input")
        one_message(run(verb, str(table), "-o", str(target), "--rejects", str(target)), "replace the output")
    assert table.read_text() == "place\nBelgorod\n"


def test_a_map_is_a_page_and_geocode_writes_by_suffix(tmp_path: Path) -> None:
    one_message(run("map", "seeds/incidents.csv", "-o", str(tmp_path / "map.geojson")), "HTML page")
    assert run("geocode", "Belgorod", "-o", str(tmp_path / "a.json")).returncode == 0
    assert json.loads((tmp_path / "a.json").read_text())[0]["name"] == "Belgorod"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize(
    "call", [("geocode", "Belgorod"), ("locate", "seeds/incidents.csv"), ("map", "seeds/incidents.csv")]
)
def test_a_full_disk_is_one_message(call: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, *call, "--quiet"], stdout=full, stderr=subprocess.PIPE, cwd=ROOT, timeout=60, check=False
        )
    assert done.returncode == 2
    assert b"the disk is full" in done.stderr
    assert b"Traceback" not in done.stderr


def test_geojson_in_another_coordinate_system_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "metres.geojson"
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    spot = {"type": "Feature", "properties": {"place": ""}, "geometry": {"type": "Point", "coordinates": [40, 65]}}
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": [spot]}))
    one_message(run("locate", str(path)), "EPSG::3857", "ogr2ogr")
    path.write_text(path.read_text().replace("EPSG::3857", "EPSG::4326"))
    assert run("locate", str(path)).returncode == 0


def test_a_damaged_drawing_of_the_world_is_drawn_anew(tmp_path: Path) -> None:
    from incidentmap.gazetteer.opening import home

    (tmp_path / "gazetteer.sqlite").symlink_to(home() / "gazetteer.sqlite")
    pages = [tmp_path / "a.html", tmp_path / "b.html"]
    for page in pages:
        done = run("map", "seeds/incidents.csv", "-o", str(page), env={"INCIDENTMAP_HOME": str(tmp_path)})
        assert done.returncode == 0, done.stderr
        (drawing,) = tmp_path.glob("world-*.json")
        drawing.write_text("</script>garbage")
    assert pages[0].read_bytes().replace(b"a</title>", b"b</title>").count(b"garbage") == 0
    assert pages[1].read_bytes().count(b"garbage") == 0


def test_corrupt_gazetteer(tmp_path: Path) -> None:
    (tmp_path / "gazetteer.sqlite").write_bytes(b"rubbish" * 1000)
    done = run("geocode", "Belgorod", env={"INCIDENTMAP_HOME": str(tmp_path)})
    one_message(done, "gazetteer.sqlite", "incidentmap gazetteer build")


def test_a_closed_pipe_is_no_error() -> None:
    code = f"{sys.executable} -c 'from incidentmap.cli import main; main()' export seeds/incidents.csv | head -c 10"
    done = subprocess.run(["bash", "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_hostile_text_survives_the_whole_way_as_text(tmp_path: Path) -> None:
    hostile = [
        "{{ 7*7 }}",
        "{% if x %}",
        "</script><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '=HYPERLINK("x")',
        "\u202eevil",
    ]
    table = tmp_path / "hostile.csv"
    lines = ["place,summary,event_type,actors,source"]
    lines += [",".join('"' + h.replace('"', '""') + '"' for _ in range(5)) for h in hostile]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    page = tmp_path / "map.html"
    done = run("map", str(table), "-o", str(page))
    assert done.returncode == 0, done.stderr
    text = page.read_text(encoding="utf-8")
    assert "<img src=x" not in text
    assert "alert(1)</script>" not in text
    assert "{{ 7*7" not in text
    features = json.loads(run("locate", str(table)).stdout)["features"]
    assert [f["properties"]["summary"] for f in features] == hostile


def test_it_is_a_module_too() -> None:
    call = [sys.executable, "-m", "incidentmap"]
    done = subprocess.run([*call, "--help"], capture_output=True, text=True, cwd=ROOT, timeout=60, check=True)
    assert done.stdout == run("--help").stdout
    failed = subprocess.run(
        [*call, "read", "nowhere.txt"], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False
    )
    one_message(failed, "nowhere.txt")
