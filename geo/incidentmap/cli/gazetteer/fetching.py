"""``incidentmap gazetteer fetch``: the one verb that uses the network, and only when it is called."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import click

import incidentmap as im
from incidentmap.cli.common import finish, quiet, refuse_same_file, rejects, say
from incidentmap.cli.gazetteer.building import LATER, as_typed, no_build, rebuild, shown, size, undone_on_error


@click.group("fetch", short_help="Download public place data and add it.")
def fetch() -> None:
    """Download public place data, add it, and build the gazetteer. Nothing else of incidentmap uses the network."""


@fetch.command("geonames")
@click.argument("countries", nargs=-1, metavar="CC...")
@click.option("--all", "world", is_flag=True, help="The whole world instead of countries (0.4 GB).")
@click.option("--names", is_flag=True, help="The spellings in other languages too (0.2 GB, for the whole world).")
@click.option("--postal", is_flag=True, help="The postal codes too.")
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the files. ['downloads' beside the gazetteer]",
)
@click.option("--base", metavar="URL", help="A mirror. [https://download.geonames.org/export/dump/]")
@no_build
@rejects
@quiet
def geonames(
    countries: Sequence[str],
    to: Path | None,
    rejects: str | None,
    *,
    world: bool,
    no_build: bool,
    quiet: bool,
    base: str | None,
    **wanted: bool,
) -> None:
    """Download GeoNames' places of countries, given as two-letter codes, with the names of their units.

    A download that breaks off goes on where it stopped when the command is run again. A file is checked before it
    replaces an older one. Behind a proxy, set https_proxy. Without a connection, download the files elsewhere, copy
    them here, and run 'incidentmap gazetteer add FILE...'.

    \b
    incidentmap gazetteer fetch geonames UA RU
    incidentmap gazetteer fetch geonames UA --names --postal --to ~/geonames
    incidentmap gazetteer fetch geonames --all --no-build

    GeoNames' data is under CC BY 4.0: maps and exports then name it.
    """  # noqa: D301 - \b is click's mark for lines to leave alone
    if world == bool(countries):
        raise click.UsageError("name the countries by their two-letter codes, or give --all, and not both")
    catalogue = im.Catalogue()
    known = {a.path: a for a in catalogue.all()}  # before the network is used: a damaged list is told now
    folder = (to.expanduser() if to else catalogue.folder / "downloads").absolute()
    chosen: dict[str, Any] = {**wanted} | ({"base": base} if base else {})
    with _bars(show=not quiet) as progress:
        files = im.fetch_geonames(["all"] if world else countries, folder, progress=progress, **chosen)
    for file in files:
        refuse_same_file(str(file), rejects or "-")
    rejected: tuple[im.Rejection, ...] = ()
    with undone_on_error(catalogue, files):
        for file in files:
            before = known.get(file)  # fetched anew, it keeps the options that it was given
            added = catalogue.add(file, before.form, before.options) if before else catalogue.add(file)
            say(f"fetched {shown(added.path)} ({added.form}, {size(added.bytes)})", show=not quiet)
        if not no_build:
            rejected = rebuild(quiet=quiet)
    say(f"to undo: {as_typed('remove', *files)}", show=not quiet)
    say(LATER, show=no_build and not quiet)
    finish(rejected, rejects)


@contextmanager
def _bars(*, show: bool) -> Iterator[Callable[[str, int, int | None], None]]:
    """Draw one bar after another, for each file; nothing where nobody is looking."""
    if not (show and sys.stderr.isatty()):
        yield lambda _label, _done, _total: None
        return
    drawn: dict[str, Any] = {}
    with ExitStack() as stack:

        def tell(label: str, done: int, total: int | None) -> None:
            if label not in drawn:
                stack.close()  # the bar before is done
                drawn[label] = stack.enter_context(click.progressbar(length=1, label=shown(label), file=sys.stderr))
            bar = drawn[label]
            bar.length = max(total or done, 1)
            bar.update(done - bar.pos)

        yield tell
