"""Measure whether the truth lies inside what is drawn as often as the sizes say.

The free phrases of a UCDP GED file (``where_description`` and ``adm_1``, nothing else) are located as a user's table
would be, and each shape is held against the point that a professional coder recorded, and against the coder's class.

    python -m benchmarks.calibration [FILE]        the figures, and the peers beside them
    … --by shape                                   by what is drawn, not by class
    … --show outside|disagree|unlocated            the phrases behind a figure
    … --radii                                      how far the recorded points lie, to choose radii by
    … --split                                      two halves without a place in common
    … --speed                                      100,000 mentions by the clock
    … --write-docs                                 the blocks and the picture of docs/honest-geometry.md
"""

from __future__ import annotations

import argparse
import io
import math
import re
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks import calibration_diagram as diagram
from benchmarks import calibration_figures as figures
from benchmarks import calibration_judging as judging
from benchmarks import calibration_page as page
from benchmarks import calibration_speed as speed
from benchmarks.measuring import table

if TYPE_CHECKING:
    import pandas as pd

    from incidentmap import Gazetteer

ROOT: Final = Path(__file__).resolve().parents[1]
DATA: Final = ROOT.parent / "shared" / "data" / "ucdp_ged_ukraine_dev.csv"
#: A class is drawn in the picture from so many rows.
_ENOUGH: Final = 10
#: --radii: steps of population, and the part of the recorded points that is to lie nearer.
_PEOPLE: Final = ((1_000_000, "1,000,000"), (100_000, "100,000"), (10_000, "10,000"), (1_000, "1,000"), (0, "1"))
_QUANTILES: Final = (0.5, 0.8, 0.9, 0.95)
#: What a reason quotes, lists or counts: names may hold quotes themselves, so all from the first to the last goes.
_QUOTED: Final = re.compile(r"\s*\([^)]*\)|['\"].*['\"]|\d[\d,.]*")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=DATA)
    parser.add_argument("--by", choices=["class", "shape"], default="class", help="what the first table goes by")
    parser.add_argument("--show", choices=["outside", "disagree", "unlocated"], help="list these phrases")
    parser.add_argument("--radii", action="store_true", help="print distances to choose radii by")
    parser.add_argument("--split", action="store_true", help="print two halves that share no place")
    parser.add_argument("--speed", action="store_true", help="time 100,000 mentions; needs no file")
    parser.add_argument(
        "--write-docs", action="store_true", help=f"write docs/{page.PAGE.name} and docs/{page.PICTURE.name}"
    )
    options = parser.parse_args()
    from incidentmap import Gazetteer

    with Gazetteer.open() as gazetteer:
        if options.speed:
            print_speed(gazetteer)
            return
        if not options.file.exists():
            sys.exit(
                f"{options.file} is not there: nothing was measured. Give the path of a UCDP GED file (CSV, cp1252)"
            )
        judged = measure(options.file, gazetteer)
        if options.write_docs:
            write_docs(judged, options.file, gazetteer)
        elif options.show:
            show(judged, options.show)
        elif options.radii:
            print_radii(judged)
        elif options.split:
            for half in (0, 1):
                print(f"\n## Half {'AB'[half]}\n")
                part = judged[judged["half"] == half].drop(columns="weight")
                print_overall(figures.weigh(part))
        else:
            report(judged, "precision" if options.by == "class" else "shape")


def measure(path: Path, gazetteer: Gazetteer) -> pd.DataFrame:
    """Locate a file's phrases as a user would, and hold each against its recorded point."""
    from incidentmap import locate

    rows = judging.read_rows(path)
    located = locate(rows[["place", "within"]], gazetteer)
    return figures.weigh(judging.judge(rows, located, gazetteer))


def report(judged: pd.DataFrame, column: str = "precision") -> None:
    """Print the figures."""
    wordless = int((judged["place"] == "").sum())
    print(f"{len(judged):,} rows, {judged['key'].nunique():,} distinct phrases; {wordless:,} rows have no words\n")
    print_overall(judged)
    print("\nBy what is drawn:\n")
    table(
        ("", "rows", "phrases", "inside", "by phrases", "area km²", "radius km", "coder's class", "± 1"),
        [
            [*r[:3], _pc(r[3]), _pc(r[4]), _km2(r[5]), _number(r[6]), _pc(r[7]), _pc(r[8])]
            for r in figures.by_group(judged, column, figures.LADDER)
        ],
    )
    print("\nBy the coder's class:\n")
    table(
        ("where_prec", "rows", "unlocated", "inside, of located", "same class", "± 1"),
        [[*r[:2], *map(_pc, r[2:])] for r in figures.by_code(judged)],
    )
    print("\nOur class against the coder's, rows:\n")
    table(*figures.confusion(judged))
    print("\nBeside others, on the rows that we locate:\n")
    table(
        ("", "draws", "inside", "by phrases", "area km²", "by phrases"),
        [[r[0], *map(_pc, r[1:4]), *map(_km2, r[4:])] for r in figures.beside(judged)],
    )


def print_overall(judged: pd.DataFrame) -> None:
    """Print the main figures beside their reach, by rows and by phrases, with their intervals."""
    rows = []
    for f in figures.figures(judged):
        met = "" if not f.reach else "yes" if f.good(f.by_rows) else "no"
        cells = [f.label, f.reach or None, met or None]
        for value, (low, high) in ((f.by_rows, f.rows_interval), (f.by_phrases, f.phrases_interval)):
            cells += [_pc(value) if f.unit == "%" else f"{value:.1f} {f.unit}", f"{low:.1f}–{high:.1f}"]
        rows.append(cells)
    table(("", "to reach", "reached", "by rows", "95 % interval", "by phrases", "95 % interval"), rows)


def print_radii(judged: pd.DataFrame) -> None:
    """Print how far the recorded points lie from the place's own point, by class, shape and people; phrases weigh one.

    What lies more than 25 km away is another place rather than a longer way: it is counted, and sets no radius.
    """
    known = judged[judged["drawn"] & judged["anchor_km"].notna() & judged["precision"].isin(["settlement", "near"])]
    rows = []
    for (precision, shape), group in known.groupby(["precision", "shape"], sort=True):
        steps = group["people"].map(_step)
        for step in ("unknown", *(name for _, name in reversed(_PEOPLE))):
            part = group[steps == step]
            close = part[part["anchor_km"] <= judging.WIDE_KM]
            if len(part):
                km = [figures.quantile(close["anchor_km"], close["weight"], at) for at in _QUANTILES]
                by_rows = figures.quantile(close["anchor_km"], close["weight"] * 0 + 1, 0.9)
                cells = [*(f"{v:.1f}" for v in km), f"{by_rows:.1f}", len(part) - len(close)]
                now = _number(figures.quantile(part["radius_km"], part["weight"]))
                rows.append([precision, shape, step, len(part), part["key"].nunique(), *cells, now])
    quantiles = [f"{at:.0%}" for at in _QUANTILES]
    print(f"km from the place's point to the recorded one, of those within {judging.WIDE_KM:g} km:\n")
    head = ("class", "shape", "people from", "rows", "phrases", *quantiles, "90% by rows", "beyond", "radius now")
    table(head, rows)


def _step(people: float) -> str:
    return next((name for least, name in _PEOPLE if people >= max(least, 1)), "unknown")


def show(judged: pd.DataFrame, what: str) -> None:
    """List the phrases behind a figure, the most frequent first, after a summary by cause."""
    chosen = {
        "outside": judged[judged["drawn"] & (judged["inside"] == 0)],
        "disagree": judged[judged["drawn"] & ~figures.agreement(judged)],
        "unlocated": judged[~judged["drawn"]],
    }[what]
    causes = {"outside": _outside_cause, "disagree": _classes, "unlocated": lambda r: _QUOTED.sub("…", str(r.reason))}
    tell: Callable[[Any], str] = causes[what]
    detail = {"outside": lambda r: f"{r.gap_km:,.1f} km outside; {r.rule}", "disagree": lambda r: r.rule}
    say: Callable[[Any], str] = detail.get(what, lambda r: r.reason)
    counted: dict[str, int] = {}
    listed: dict[tuple[str, ...], int] = {}
    for row in chosen.itertuples(index=False):
        cause = tell(row)
        counted[cause] = counted.get(cause, 0) + 1
        words = f"{row.place!r}, {row.within or '–'}"
        line: tuple[str, ...] = (words, str(say(row))) if what == "unlocated" else (words, cause, str(say(row)))
        listed[line] = listed.get(line, 0) + 1
    print(f"{len(chosen):,} of {len(judged):,} rows\n")
    for cause, count in sorted(counted.items(), key=lambda item: -item[1]):
        print(f"{count:>5}  {cause}")
    print()
    for line, count in sorted(listed.items(), key=lambda item: (-item[1], item[0])):
        print(f"{count:>5}  {' | '.join(line)}")


def _classes(row: Any) -> str:
    return f"{row.precision} ({row.shape}), coder: {row.code}"


def _outside_cause(row: Any) -> str:
    if row.anchor_km > 2 * judging.WIDE_KM:
        missed = "probably another place of that name"
    else:
        missed = next((f"by {km} km or less" for km in (1, 5, 25) if row.gap_km <= km), "by more than 25 km")
    return f"{row.precision} ({row.shape}), {missed}, coder: {row.code}"


def print_speed(gazetteer: Gazetteer) -> None:
    """Print the seconds beside their limit."""
    found = speed.clock(gazetteer)
    print(
        f"{found['mentions']:,} distinct mentions: {found['worked'] * found['share'] / 100:.1f} s in their shapes "
        f"(limit {speed.LIMIT_SECONDS:g} s), {found['seconds']:.1f} s from the words to the frame; "
        f"{found['drawn']:.0f} % drawn"
    )
    print(", ".join(f"{name} {count:,}" for name, count in found["shapes"].items()))


def write_docs(judged: pd.DataFrame, path: Path, gazetteer: Gazetteer) -> None:
    """Write the figures into the page, between the markers, and the picture beside it."""
    page.PICTURE.write_text(picture(judged), encoding="utf-8")
    said = io.StringIO()
    with redirect_stdout(said):
        print(f"`python -m benchmarks.calibration`, {date.today().isoformat()}, {page.machine()};")
        print(f"`{path.name}`, gazetteer `{gazetteer.fingerprint[:12]}`.\n")
        report(judged)
        print("\nThe clock, `python -m benchmarks.calibration --speed`:\n")
        print_speed(gazetteer)
    text = page.filled(page.PAGE.read_text(encoding="utf-8"), "figures", said.getvalue())
    page.PAGE.write_text(page.filled(text, "sizes", page.sizes()), encoding="utf-8")
    print(f"written: docs/{page.PAGE.name}, docs/{page.PICTURE.name}")


def picture(judged: pd.DataFrame) -> str:
    """Draw the diagram of a calibration."""
    curves, counts = {}, {}
    for name in figures.LADDER:
        group = judged[judged["drawn"] & (judged["precision"] == name)]
        if len(group) >= _ENOUGH and name != "country":
            curves[name] = figures.curve(group["factor"], diagram.SIZES)
            counts[name] = len(group)
    rivals = [diagram.Rival(r[0], r[4], r[2]) for r in figures.beside(judged)]
    return diagram.draw(curves, counts, rivals)


def _pc(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.1f} %"


def _km2(value: float) -> str:
    return "–" if math.isnan(value) else diagram.short(value)


def _number(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.3g}"


if __name__ == "__main__":
    main()
