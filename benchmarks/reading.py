"""How well reports are read: names, places, dates, incidents, actors, types and deaths, against what a coder found.

    python -m benchmarks.reading [FOLDER] [--errors] [--only ID …] [--json FILE]

The folder holds labelled reports as tests/data/reports/README.md describes them. Whoever reads the errors to mend the
code has trained on the set: a figure that is to be believed for other texts needs other texts.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.labelled import FOLDER, Report, reports
from benchmarks.measuring import table
from benchmarks.scoring import Mention, Score, Told, score

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

    from incidentmap import Gazetteer
    from incidentmap.reading.voters import Voter

#: Row of the table → the counts that its figure is made of: a share, or precision, recall and F1.
SHARES: Final = {
    "place right, of names recognised": ("placed", "recognised"),
    "place right, of all names": ("placed", "placeable"),
    "role right (place, demonym, metonym)": ("roles right", "overlapping"),
    "date exact, of incidents found": ("date right", "date asked"),
    "date exact, of all incidents": ("date right", "incidents"),
    "event type right": ("type right", "type asked"),
    "sub-type right": ("sub-type right", "sub-type asked"),
    "deaths right, where told": ("deaths right", "deaths asked"),
}
HARMONIES: Final = {
    "names, exact spans": ("exact", "names", "mentions"),
    "names, overlapping spans": ("overlapping", "names", "mentions"),
    "incidents": ("found", "incidents", "told"),
    "actors, of incidents found": ("actors right", "actors", "actors told"),
}


def run(report: Report, gazetteer: Gazetteer) -> tuple[list[Mention], GeoDataFrame]:
    """Read a report with incidentmap."""
    from incidentmap.reports import read_text

    reading = read_text(report.text, gazetteer, published=report.published, title=report.title)
    return reading.mentions(), reading.frame()


def run_with(voters: Sequence[Voter]) -> Callable[[Report, Gazetteer], tuple[list[Mention], GeoDataFrame]]:
    """Return what reads a report with further recognisers that vote on names."""

    def run_voted(report: Report, gazetteer: Gazetteer) -> tuple[list[Mention], GeoDataFrame]:
        from incidentmap.model import Document, Source
        from incidentmap.reading.lexicon.vocabulary import Lexicon
        from incidentmap.reports import Reading
        from incidentmap.reports.outcome import read_document

        document = Document(report.text, Source(report.id, title=report.title), report.published)
        reading = Reading([read_document(document, gazetteer, Lexicon.load(), voters=voters)])
        return reading.mentions(), reading.frame()

    return run_voted


def told(frame: GeoDataFrame) -> list[Told]:
    """Turn the rows of an incident frame into plain values."""
    return [Told(*_row(row)) for row in frame.to_dict("records")]


def _row(row: dict[str, Any]) -> Iterator[Any]:
    import pandas as pd

    def plain(value: Any) -> Any:
        return None if pd.isna(value) else value

    def day(value: Any) -> date | None:
        return None if pd.isna(value) else value.date()

    yield plain(row["place_name"])
    yield plain(row["place"])
    yield row["precision"]
    yield plain(row["country"])
    yield _shape(row)
    yield from (day(row["start"]), day(row["end"]), plain(row["event_type"]), plain(row["sub_event_type"]))
    yield tuple(row["actors"])
    yield plain(row["fatalities_low"]), plain(row["fatalities_high"])


def _shape(row: dict[str, Any]) -> BaseGeometry | None:
    """Return an incident's shape; of words that are not drawn yet ("5 km north of X") the point of the place they name."""
    from shapely.geometry import Point

    if row["geometry"] is not None and not row["geometry"].is_empty:
        return row["geometry"]
    chosen = next((c for c in row["candidates"] if c["id"] == row["place_id"]), None)
    return Point(chosen["lon"], chosen["lat"]) if chosen else None


def scores(
    labelled: Iterable[Report],
    gazetteer: Gazetteer,
    read: Callable[[Report, Gazetteer], tuple[list[Mention], GeoDataFrame]] = run,
) -> tuple[dict[str, Score], list[str]]:
    """Read and score every report; return the sums by group, and the reports that could not be read."""
    groups: dict[str, Score] = {"en": Score(), "ru": Score(), "uk": Score(), "all": Score(), "hard": Score()}
    broken = []
    for report in labelled:
        try:
            mentions, frame = read(report, gazetteer)
            one = score(report, mentions, told(frame))
        except Exception as error:
            broken.append(f"{report.id}: {error!r}")
            one = score(report, [], [])
        hard = ("hard",) if report.hard else ()
        for group in (report.language, "all", *hard, *(f"hard: {report.hard}" for _ in hard)):
            groups.setdefault(group, Score()).add(one)
    return {name: group for name, group in groups.items() if group.counts["reports"]}, broken


def show(groups: dict[str, Score]) -> None:
    """Print the figures: groups are columns, and what makes a report hard is a table of its own."""
    wide = [name for name in groups if not name.startswith("hard:")]
    rows: list[list[object]] = [
        [what, *(groups[g].counts[what] for g in wide)] for what in ("reports", "names", "incidents")
    ]
    rows += [[f"{what} P / R / F1", *(_three(groups[g].f1(*keys)) for g in wide)] for what, keys in HARMONIES.items()]
    rows += [[what, *(_percent(groups[g].share(*keys)) for g in wide)] for what, keys in SHARES.items()]
    table(("", *wide), rows)
    print()
    kinds = sorted(name for name in groups if name.startswith("hard:"))
    table(
        ("hard for", "reports", "names F1", "place right", "incidents F1", "date exact"),
        [
            [
                kind.removeprefix("hard: "),
                groups[kind].counts["reports"],
                _percent(groups[kind].f1(*HARMONIES["names, exact spans"])[2]),
                _percent(groups[kind].share("placed", "recognised")),
                _percent(groups[kind].f1(*HARMONIES["incidents"])[2]),
                _percent(groups[kind].share("date right", "date asked")),
            ]
            for kind in kinds
        ],
    )


def _three(values: tuple[float | None, float | None, float | None]) -> str:
    return " / ".join("–" if v is None else f"{v:.2f}".lstrip("0") for v in values)


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.0f} %"


def figures(groups: dict[str, Score]) -> dict[str, dict[str, float | None]]:
    """Return every figure by group and name, for comparing two versions of the code."""
    found: dict[str, dict[str, float | None]] = {}
    for name, group in groups.items():
        found[name] = {what: group.share(*keys) for what, keys in SHARES.items()}
        for what, keys in HARMONIES.items():
            for part, value in zip(("precision", "recall", "F1"), group.f1(*keys), strict=True):
                found[name][f"{what}: {part}"] = value
    return found


def main() -> None:
    """Measure and print."""
    from incidentmap import Gazetteer

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--errors", action="store_true", help="list every miss, with the words around it")
    parser.add_argument(
        "--only", nargs="+", default=[], metavar="ID", help='these reports: "ru-07", or "ru" for a language'
    )
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args()
    labelled = reports(options.folder)
    if options.only:
        labelled = [r for r in labelled if r.id in options.only or r.language in options.only]
    if not labelled:
        sys.exit(f"{options.folder} holds no such reports")
    groups, broken = scores(labelled, Gazetteer.open())
    show(groups)
    for line in groups["all"].misses if options.errors else ():
        print(line)
    for line in broken:
        print("BROKEN", line)
    if options.json:
        options.json.write_text(json.dumps(figures(groups), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
