"""``incidentmap serve``: the map in the browser."""

from __future__ import annotations

import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import incidentmap as im

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from socket import socket

    from geopandas import GeoDataFrame

#: The options of `incidentmap map` that say how a table is read; that command and this one may not know each other.
_READING = (
    click.option("--place", metavar="COLUMN", help="Column of place names. [guessed]"),
    click.option("--within", metavar="COLUMN", help="Column of the containing district or region. [guessed]"),
    click.option("--country", metavar="COLUMN", help="Column of countries, as codes or names. [guessed]"),
    click.option("--date", metavar="COLUMN", help="Column of (first) days. [guessed]"),
    click.option("--end-date", metavar="COLUMN", help="Column of last days. [guessed]"),
    click.option("--date-order", type=click.Choice(["dmy", "mdy"]), help="How to read 03/04/2024, if nothing tells."),
    click.option("--encoding", default="utf-8", show_default=True, help="Encoding of a text table."),
    click.option(
        "--input-format",
        "format",
        metavar="FORMAT",
        help="Format to read, where the file's name does not tell: csv, tsv, xlsx, geojson, parquet, gpkg, fgb, "
        "txt, md, html.",
    ),
    click.option(
        "--published",
        type=click.DateTime(["%Y-%m-%d"]),
        callback=lambda _context, _option, day: day.date() if day else None,
        metavar="DATE",
        help="Day a report was published, from which 'on Tuesday' counts. [its own metadata]",
    ),
)

#: The same for the options that say how the gazetteer answers.
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


def _reading_options(function: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed((*_READING, *_GAZETTEER)):
        function = option(function)
    return function


@click.command("serve")
@click.argument("incidents", nargs=-1, required=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free one.")
@click.option("--allow-host", multiple=True, metavar="NAME", help="A further name to answer for; it may repeat.")
@click.option("--open/--no-open", "show", default=False, help="Open the map in the browser.")
@click.option("--title", help="Title of the page. [name of the file]")
@click.option("--notice", help="A line that stands beside 'As reported; not verified'.")
@click.option("--story", metavar="FILE", help="Table of steps that lead over the map: step, title, text, …")
@click.option("--rejects", type=click.Path(dir_okay=False), help="File for the rows that could not be read, and why.")
@_reading_options
@click.option("-q", "--quiet", is_flag=True, help="Say nothing on stderr unless something is wrong.")
def serve(
    incidents: Sequence[str],
    host: str,
    port: int,
    allow_host: Sequence[str],
    title: str | None,
    notice: str | None,
    story: str | None,
    rejects: str | None,
    language: str,
    worldview: str,
    *,
    show: bool,
    quiet: bool,
    **reading: Any,
) -> None:
    """Show INCIDENTS on a map in the browser, until Ctrl-C.

    INCIDENTS are files that 'locate' or 'read' wrote; or event tables, reports and folders of reports, which are then
    located or read on the way. Programs read the same incidents from /incidents.geojson, and look names up at /geocode.

    \b
    incidentmap serve incidents.geojson --open
    incidentmap serve events.csv more.csv --port 8001
    incidentmap serve incidents.geojson --story story.csv
    """  # noqa: D301 - \b is click's mark for lines to leave alone
    if rejects and any(Path(rejects).resolve() == Path(path).resolve() for path in incidents):
        raise im.OutputError("the file of rejects would replace the input", file=rejects, remedy="give it another name")
    from incidentmap_web import create_app, serving
    from incidentmap_web import reading as files

    told = im.read_story(story, encoding=reading["encoding"]) if story else None
    # Before anything is read: a port in use is told at once.
    with (
        serving.listen(host, port) as listening,
        im.Gazetteer.open(language=language, worldview=worldview) as gazetteer,
    ):
        if gazetteer.stale:
            click.echo(f"warning: {gazetteer.stale}", err=True)
        frame, rejected = files.read(incidents, gazetteer, show=not quiet, reading=reading)
        _tell_rejected((*rejected, *(told.unknown(frame) if told else ())), rejects)
        app = create_app(
            frame, gazetteer, title=title or _title(incidents), notice=notice, story=told, hosts=(host, *allow_host)
        )
        url = serving.url_of(host, listening)

        def ready() -> None:
            if not quiet:
                click.echo(f"{_summary(frame)} at {url} (Ctrl-C ends it)", err=True)
            _warn_of_network(host, listening)
            if show:
                # A browser in the terminal would not let go before it is closed.
                threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()

        serving.run(app, listening, ready=ready)


def _title(paths: Sequence[str]) -> str:
    names = ["incidents" if path == "-" else Path(path).stem.replace("_", " ").replace("-", " ") for path in paths]
    return ", ".join(dict.fromkeys(names))


def _summary(frame: GeoDataFrame) -> str:
    missing = int(frame.geometry.isna().sum())
    count = f"{len(frame):,} {'incident' if len(frame) == 1 else 'incidents'}"
    return f"{count}, {missing:,} not placed," if missing else count


def _warn_of_network(host: str, listening: socket) -> None:
    from incidentmap_web.serving import is_loopback

    if not is_loopback(listening):
        where = f"port {listening.getsockname()[1]} of {host}"
        message = f"warning: everyone on the network who can reach {where} can read these incidents"
        click.echo(f"{message}; leave out --host to serve this machine only", err=True)


def _tell_rejected(rejected: Sequence[im.Rejection], target: str | None) -> None:
    if target is not None:
        im.write_rejects(target, rejected)
    if rejected:
        kept = f"they are in {target}" if target else "keep them with --rejects FILE"
        noun = "row was" if len(rejected) == 1 else "rows were"
        click.echo(f"{len(rejected):,} {noun} rejected, the first because {rejected[0].reason}: {kept}", err=True)
