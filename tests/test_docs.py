"""docs: true by test. Every command that a page shows is run, and every page that is linked is there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import geopandas
import pytest
import shapely

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMAND = re.compile(r"^(?:    )?(incidentmap .+?)(?:\s+#.*)?$", re.MULTILINE)


def commands(page: Path) -> list[str]:
    if page.name == "cli.md":
        return []  # written from --help, and compared with it below
    return [c for c in COMMAND.findall(page.read_text(encoding="utf-8")) if not c.startswith("incidentmap serve")]


def test_the_command_reference_is_what_help_says() -> None:
    call = [sys.executable, "-m", "tools.cli_reference", "--print"]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, timeout=60, check=True)
    page = (ROOT / "docs/cli.md").read_bytes()
    assert page == done.stdout, "write it anew: python -m tools.cli_reference"


@pytest.mark.parametrize("page", [p for p in PAGES if commands(p)], ids=lambda p: p.name)
def test_every_command_on_a_page_runs(page: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    for line in commands(page):
        if "gazetteer build" in line or "gazetteer fetch" in line:
            continue  # tests/test_gazetteer.py builds one of its own, tests/test_gazetteer_fetch.py has a server
        words, env = shlex.split(line)[1:], dict(os.environ)
        if words[0] == "gazetteer" and words[1] in ("add", "list", "remove"):
            env["INCIDENTMAP_HOME"] = str(places_of_ones_own(tmp_path))
            words += ["--no-build"] if words[1] != "list" else []
        call = [sys.executable, "-c", "from incidentmap.cli import main; main()", *words]
        done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, env=env, timeout=120, check=False)
        assert done.returncode == 0, f"{line}\n{done.stderr}"


def places_of_ones_own(folder: Path) -> Path:
    """Put the files that the pages add to the gazetteer into a folder, and make a home for their list."""
    home = folder / "home"
    if home.exists():
        return home
    home.mkdir()
    (folder / "villages.csv").write_text("NAZVA,Y,X\nМала Рогань,49.94,36.5\n", encoding="utf-8")
    square = shapely.box(36, 49, 37, 50)
    raions = geopandas.GeoDataFrame({"name": ["Chuhuiv Raion"]}, geometry=[square], crs="EPSG:4326")
    raions.to_file(folder / "raions.gpkg", layer="adm2")
    for file in (ROOT / "tests/data/gazetteer/geonames").iterdir():
        if file.is_file():
            shutil.copy(file, folder)
    with zipfile.ZipFile(folder / "RU.zip", "w") as archive:
        archive.write(ROOT / "tests/data/gazetteer/geonames/RU.txt", "RU.txt")
    with zipfile.ZipFile(folder / "alternateNamesV2.zip", "w") as archive:
        archive.write(ROOT / "tests/data/gazetteer/geonames/names/alternateNamesV2.txt", "alternateNamesV2.txt")
    return home


EXAMPLES = {
    f"{p.name}:{i}": example
    for p in PAGES
    for i, example in enumerate(re.findall(r"```python\n(.*?)```", p.read_text(encoding="utf-8"), re.DOTALL))
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_python_example_runs(name: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    call = [sys.executable, "-c", EXAMPLES[name]]
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    if "map.html" in EXAMPLES[name]:
        assert (tmp_path / "map.html").stat().st_size > 100_000


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_linked_page_is_there(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_dependency_has_its_reason() -> None:
    import tomllib

    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    page = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    for name in (re.split(r"[<>=!~\[; ]", d)[0] for d in declared):
        assert f"| {name} |" in page, name


def test_importing_the_face_loads_nothing_heavy() -> None:
    heavy = ("pandas", "geopandas", "pyarrow", "folium", "flask", "pyproj")
    code = f"import sys, incidentmap; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"


def test_the_face_names_what_it_gives() -> None:
    import incidentmap

    assert sorted(incidentmap.__all__, key=str.casefold) == sorted(set(incidentmap.__all__), key=str.casefold)
    for name in incidentmap.__all__:
        assert getattr(incidentmap, name) is not None


@pytest.mark.parametrize("picture", ["tour.png", "tour-phone.png"])
def test_the_tour_explains_every_number_on_its_pictures(picture: str) -> None:
    from tools.screenshots import shots

    (shot,) = (shot for shot in shots("a", "b") if shot.target.name == picture)
    page = (ROOT / "docs/tour.md").read_text(encoding="utf-8")
    explained = re.findall(r"^(\d+)\. ", page.partition(picture)[2].partition("![")[0], re.MULTILINE)
    assert explained == [str(number) for number in range(1, len(shot.stops) + 1)]
    assert shot.target.stat().st_size > 20_000
