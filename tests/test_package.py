"""The package: a wheel holds all that the tool needs, and works away from the clone."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    call = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*call, "--wheel-dir", str(folder), str(ROOT)], check=True, timeout=300)
    (found,) = folder.glob("incidentmap-*.whl")
    return found


def test_it_holds_the_bundle_the_tables_and_no_generic_module(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for name in (
        "incidentmap/mapping/static/incidentmap.js",
        "incidentmap/mapping/static/incidentmap.css",
        "incidentmap/mapping/static/incidentmap.words.json",
        "incidentmap/py.typed",
        "incidentmap_data/border_settlements.tsv",
        "incidentmap_data/boundaries.geojson.xz",
        "incidentmap_data/SOURCES.md",
        "incidentmap_lexicon/SOURCES.md",
        "incidentmap_lexicon/actors.tsv",
        "incidentmap/reports/explain.css",
        "incidentmap_web/routes.py",
    ):
        assert name in names
    top = {n.split("/")[0] for n in names if ".dist-info" not in n}
    assert top == {"incidentmap", "incidentmap_data", "incidentmap_lexicon", "incidentmap_web"}
    assert not [n for n in names if "node_modules" in n]


def test_every_module_of_the_clone_is_in_it(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for root in (ROOT / "geo", ROOT / "web"):
        missing = [
            p
            for p in root.rglob("*.py")
            if "node_modules" not in p.parts and p.relative_to(root).as_posix() not in names
        ]
        assert missing == []


def test_it_draws_a_map_away_from_the_clone(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "installed"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(target)]
    subprocess.run([*install, str(wheel)], check=True, timeout=300)
    code = "import incidentmap; print(incidentmap.__file__); from incidentmap.cli import main; main()"
    page = tmp_path / "map.html"
    done = subprocess.run(
        [sys.executable, "-c", code, "map", str(ROOT / "seeds/incidents.csv"), "-o", str(page)],
        env=os.environ | {"PYTHONPATH": str(target)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert str(target) in done.stdout
    assert page.stat().st_size > 300_000
