"""What the verbs share: options for reading a table, the gazetteer, and what is said on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import incidentmap as im

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

#: So many rejected rows are told one by one; all are in the rejects file.
_REJECTS_SHOWN = 5

quiet = click.option("-q", "--quiet", is_flag=True, help="Say nothing on stderr unless something is wrong.")
output = click.option("-o", "--output", default="-", show_default="standard output", help="File to write.")
form = click.option(
    "--format",
    "form",
    help="Format to write, where the file's name does not tell: geojson, csv, gpkg, fgb, parquet, kml.",
)
rejects = click.option(
    "--rejects",
    type=click.Path(dir_okay=False),
    help="File for the rows that could not be read, with their reasons.",
)

story = click.option("--story", metavar="FILE", help="Table of steps that lead over the map: step, title, text, …")

published = click.option(
    "--published",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=lambda _context, _option, day: day.date() if day else None,
    metavar="DATE",
    help="Day a report was published, from which 'on Tuesday' counts. [its own metadata]",
)

_READING = (
    click.option("--place", metavar="COLUMN", help="Column of place names. [guessed]"),
    click.option("--within", metavar="COLUMN", help="Column of the containing district or region. [guessed]"),
    click.option("--country", metavar="COLUMN", help="Column of countries, as codes or names. [guessed]"),
    click.option("--date", metavar="COLUMN", help="Column of (first) days. [guessed]"),
    click.option("--end-date", metavar="COLUMN", help="Column of last days. [guessed]"),
    click.option(
        "--date-order",
        type=click.Choice(["dmy", "mdy"]),
        help="How to read 03/04/2024, where the column does not tell.",
    ),
    click.option("--encoding", default="utf-8", show_default=True, help="Encoding of a text table."),
    click.option(
        "--input-format",
        "format",
        metavar="FORMAT",
        help="Format to read, where the file's name does not tell: csv, tsv, xlsx, geojson, parquet, gpkg, fgb, "
        "txt, md, html.",
    ),
)


_GAZETTEER = (
    click.option(
        "--language", type=click.Choice(im.LANGUAGES), default="en", show_default=True, help="Language of place names."
    ),
    click.option(
        "--worldview",
        type=click.Choice(list(im.WORLDVIEWS)),
        default="un",
        show_default=True,
        help="Whose borders hold in disputed areas.",
    ),
)


_REPORTS = (
    published,
    click.option("--actors", multiple=True, metavar="FILE", help="Table of further actors. Repeatable."),
    click.option(
        "--voter",
        "voters",
        multiple=True,
        metavar="NAME",
        help="Ask a statistical recogniser too: natasha, spacy. Repeatable.",
    ),
)


def report_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how a report is read."""
    for option in reversed(_REPORTS):
        function = option(function)
    return function


def reading_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how to read an event table."""
    for option in reversed(_READING):
        function = option(function)
    return function


def gazetteer_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how the gazetteer answers."""
    for option in reversed(_GAZETTEER):
        function = option(function)
    return function


@contextmanager
def open_gazetteer(language: str, worldview: str) -> Iterator[im.Gazetteer]:
    """Open the gazetteer, and tell when it is not as its sources ask."""
    with im.Gazetteer.open(language=language, worldview=worldview) as gazetteer:
        if gazetteer.stale:
            say(f"warning: {gazetteer.stale}")
        yield gazetteer


@contextmanager
def bar(label: str, *, show: bool) -> Iterator[Callable[[str, float], None]]:
    """Draw a progress bar for long work, where a person is looking."""
    if not (show and sys.stderr.isatty()):
        yield lambda _label, _fraction: None
        return
    with click.progressbar(length=1000, label=label, file=sys.stderr) as drawn:
        yield lambda _label, fraction: drawn.update(max(int(fraction * 1000) - drawn.pos, 0))


def load(
    path: str, gazetteer: im.Gazetteer, *, show: bool, reading: dict[str, Any]
) -> tuple[GeoDataFrame, tuple[im.Rejection, ...]]:
    """Read a file of either kind, with a bar."""
    with bar("Locating", show=show) as progress:
        return im.load(path, gazetteer, progress=progress, **reading)


def say(message: str, *, show: bool = True) -> None:
    """Tell the person at the terminal; never mixed into the output."""
    if show:
        click.echo(message, err=True)


def summary(frame: GeoDataFrame) -> str:
    """Count what is placed and what is not, in words.

    Examples
    --------
    >>> from incidentmap.frame import empty
    >>> summary(empty())
    '0 incidents'
    """
    return counted(len(frame), frame["precision"].value_counts().to_dict(), int(frame.geometry.isna().sum()))


def counted(incidents: int, precision: Mapping[str, int], missing: int) -> str:
    """Say how many incidents there are, how many of each precision, and how many have no place.

    Examples
    --------
    >>> counted(3, {"settlement": 2, "unlocated": 1}, 1)
    '3 incidents: 2 settlement, 1 not placed'
    """
    placed = [p.value for p in im.Precision if p.value in precision and p is not im.Precision.UNLOCATED]
    parts = [f"{precision[name]} {name}" for name in placed] + ([f"{missing} not placed"] if missing else [])
    noun = "incident" if incidents == 1 else "incidents"
    return f"{incidents:,} {noun}" + (f": {', '.join(parts)}" if parts else "")


def rows(count: int) -> str:
    """Count rows in words.

    Examples
    --------
    >>> rows(1), rows(2000)
    ('1 row', '2,000 rows')
    """
    return "1 row" if count == 1 else f"{count:,} rows"


def finish(rejected: tuple[im.Rejection, ...], rejects_file: str | None) -> None:
    """Keep the rejected rows and leave with the exit code that says so."""
    if rejects_file is not None:
        im.write_rejects(rejects_file, rejected)
    if not rejected:
        return
    for rejection in rejected[:_REJECTS_SHOWN]:
        where = im.BadValue(
            rejection.reason, file=rejection.file, row=rejection.row, field=rejection.field, remedy=rejection.remedy
        )
        say(f"rejected: {where}")
    if len(rejected) > _REJECTS_SHOWN:
        say(f"… and {len(rejected) - _REJECTS_SHOWN:,} more")
    kept = f"they are in {rejects_file}" if rejects_file else "keep them with --rejects FILE"
    say(f"{rows(len(rejected))} {'was' if len(rejected) == 1 else 'were'} rejected: {kept}")
    sys.exit(1)


def refuse_same_file(source: str, target: str, rejects_file: str | None = None) -> None:
    """Stop before an output replaces the input, or the rejects replace either."""
    named = [("input", source), ("output", target), ("file of rejects", rejects_file or "-")]
    files = [(what, Path(path).resolve()) for what, path in named if path != "-"]
    for i, (what, path) in enumerate(files):
        for other, earlier in files[:i]:
            if path == earlier and not str(path).startswith("/dev/"):
                raise im.OutputError(
                    f"the {what} would replace the {other}", file=str(path), remedy="give it another name"
                )


def title_of(path: str) -> str:
    """Make a title from a file's name.

    Examples
    --------
    >>> title_of("data/belgorod_border-2024.geojson")
    'belgorod border 2024'
    """
    return "incidents" if path == "-" else Path(path).stem.replace("_", " ").replace("-", " ")
