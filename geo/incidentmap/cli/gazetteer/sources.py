"""``incidentmap gazetteer add``, ``remove`` and ``list``: the sources of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

import incidentmap as im
from incidentmap.cli.common import finish, quiet, refuse_same_file, rejects, say
from incidentmap.cli.gazetteer.building import LATER, as_typed, no_build, rebuild, shown, size, undone_on_error


@click.command("add", short_help="Add files of places of your own.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "form", help="Format of the files, where they do not tell.")
@click.option("--country", metavar="CODE", help="Two-letter code of the country, for rows that name none.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="OURS=THEIRS",
    help="Which column of a table is our name, lat, lon, … Repeatable.",
)
@click.option("--layer", help="Layer to read, of a file that has several.")
@click.option("--level", type=click.Choice(["district", "region", "country"]), help="What the polygons of a file are.")
@click.option("--encoding", default="utf-8", show_default=True, help="Encoding of a text table.")
@click.option("--key", help="Short name of the source. [the file's name]")
@click.option("--title", help="What the source is called.")
@click.option("--licence", help="Licence of the source.")
@click.option("--attribution", help="The credit that every map and export then shows.")
@no_build
@rejects
@quiet
def add(
    paths: Sequence[str],
    form: str | None,
    columns: Sequence[str],
    rejects: str | None,
    *,
    no_build: bool,
    quiet: bool,
    **described: Any,
) -> None:
    """Add files or folders of places to the gazetteer, and build it.

    Reads GeoNames dumps, OpenStreetMap extracts, Who's On First, tables (CSV, GeoJSON) and administrative polygons; the
    format is told from the file. A file that cannot be read is refused, and nothing is changed. A path that was added
    before gets the new options. 'incidentmap gazetteer remove PATH' undoes it.

    \b
    incidentmap gazetteer add UA.zip admin1CodesASCII.txt
    incidentmap gazetteer add villages.csv --country UA --column name=NAZVA --column lat=Y --column lon=X
    incidentmap gazetteer add raions.gpkg --layer adm2 --level district --key raions --rejects rejects.csv

    Exit codes: 0 done; 1 done, but some rows were rejected; 2 nothing was added.
    """  # noqa: D301 - \b is click's mark for lines to leave alone
    for path in paths:
        refuse_same_file(path, rejects or "-")
    options = im.SourceOptions(columns=_columns(columns), **described)
    catalogue = im.Catalogue()
    rejected: tuple[im.Rejection, ...] = ()
    new: list[im.Added] = []
    with undone_on_error(catalogue, paths):
        for path in paths:
            added = catalogue.add(path, form, options)
            new.append(added)
            say(f"added {shown(added.path)} ({added.form}, {size(added.bytes)})", show=not quiet)
        if not no_build:
            rejected = rebuild(quiet=quiet)
    say(f"to undo: {as_typed('remove', *(a.path for a in new))}", show=not quiet)
    say(LATER, show=no_build and not quiet)
    finish(rejected, rejects)


def _columns(given: Sequence[str]) -> dict[str, str]:
    """Read OURS=THEIRS.

    Examples
    --------
    >>> _columns(["name=NAZVA", "lat=Y"])
    {'name': 'NAZVA', 'lat': 'Y'}
    """
    columns: dict[str, str] = {}
    for pair in given:
        ours, mark, theirs = pair.partition("=")
        if not (mark and ours.strip() and theirs):
            raise im.BadValue(
                f"--column {shown(pair)[:80]!r} is not OURS=THEIRS", remedy="write, for example, --column name=NAZVA"
            )
        columns[ours.strip()] = theirs
    return columns


@click.command("remove", short_help="Take a source of your own out.")
@click.argument("names", nargs=-1, required=True, metavar="PATH_OR_KEY...")
@no_build
@quiet
def remove(names: Sequence[str], *, no_build: bool, quiet: bool) -> None:
    """Take sources off the list, and build the gazetteer without them. The files themselves are left alone.

    A source is called by its path, by its key, or by the name of its file. How to add it back is said on the way.

    \b
    incidentmap gazetteer remove UA.zip
    incidentmap gazetteer remove raions --no-build
    """  # noqa: D301 - \b is click's mark for lines to leave alone
    catalogue = im.Catalogue()
    for name in names:
        catalogue.called(name)  # all are known before any is removed
    for name in names:
        removed = catalogue.remove(name)
        say(f"removed {shown(removed.path)}; to add it back: {as_typed(*_again(removed))}", show=not quiet)
    if not no_build:
        rebuild(quiet=quiet)
    say(LATER, show=no_build and not quiet)


def _again(added: im.Added) -> list[str]:
    words = ["add", str(added.path), "--format", added.form]
    for ours, theirs in added.options.columns.items():
        words += ["--column", f"{ours}={theirs}"]
    for name, value in _described(added).items():
        if name != "columns" and (name, value) != ("encoding", "utf-8"):
            words += [f"--{name}", value]
    return words


def _described(added: im.Added) -> dict[str, Any]:
    names = ("country", "columns", "layer", "level", "encoding", "key", "title", "licence", "attribution")
    return {name: value for name in names if (value := getattr(added.options, name))}


@click.command("list")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def sources(form: str) -> None:
    """List the sources that were added: their format, size, and whether the file is still there."""
    added = im.Catalogue().all()
    if form == "json":
        import json  # not orjson: a file's name may hold bytes that are no text

        click.echo(json.dumps([_facts(a) for a in added], indent=2))
    elif not added:
        click.echo("no sources were added; 'incidentmap gazetteer add FILE' adds one")
    else:
        click.echo("\n".join(_table(added)))


def _facts(added: im.Added) -> dict[str, Any]:
    return {
        "path": str(added.path),
        "key": added.key,
        "format": added.form,
        "bytes": added.bytes,
        "modified": added.modified,
        "added": added.added,
        "present": added.path.exists(),
        "options": {k: dict(v) if k == "columns" else v for k, v in _described(added).items()},
    }


def _table(added: Sequence[im.Added]) -> list[str]:
    rows = [("source", "format", "size", "added", "file", "path")]
    for a in added:
        state = "there" if a.path.exists() else "MISSING"
        rows.append((shown(a.key), a.form, size(a.bytes), a.added[:10], state, shown(a.path)))
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
