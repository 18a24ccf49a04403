"""What the verbs share: building the gazetteer after a change of its sources, and undoing one that cannot be built."""

from __future__ import annotations

import shlex
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

import incidentmap as im
from incidentmap.cli.common import say

no_build = click.option(
    "--no-build", is_flag=True, help="Do not build the gazetteer now: it is built when it is next used."
)

#: Said when the build was put off.
LATER = "the gazetteer is built when it is next used, or now with 'incidentmap gazetteer build'"


def rebuild(*, quiet: bool) -> tuple[im.Rejection, ...]:
    """Build the gazetteer, say what it holds, and return the rows that could not be used."""
    for gone in im.Catalogue().missing():  # told now, and not when half of the build is done
        raise im.UnreadableFile(
            "a source that was added is no longer there",
            file=shown(gone.path),
            remedy=f"put it back, or take it out: {as_typed('remove', gone.path)}",
        )
    started = time.monotonic()
    rejected: list[im.Rejection] = []
    path = im.Gazetteer.rebuild(progress=(lambda _label, _fraction: None) if quiet else None, rejected=rejected)
    if not quiet:
        took = time.monotonic() - started
        with im.Gazetteer.open(path) as gazetteer:
            facts = gazetteer.info()
        say(f"{shown(path)} built in {took:.0f} s: {facts['places']:,} places, {facts['names']:,} names")
    return tuple(rejected)


@contextmanager
def undone_on_error(catalogue: im.Catalogue, paths: Collection[str | Path]) -> Iterator[None]:
    """Take back what was added to the list when the block fails: a bad source must not stop every later use."""
    before = catalogue.all()
    try:
        yield
    except BaseException:
        if catalogue.all() != before:
            catalogue.take_back(paths, before)
            say("nothing was added: the list of sources is as it was")
        raise


def shown(text: object) -> str:
    r"""Make a file's name safe to print: a terminal obeys control characters.

    Examples
    --------
    >>> shown("\x1b[31mRU.zip")
    '\\x1b[31mRU.zip'
    """
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in str(text))


def as_typed(*words: object) -> str:
    """Write a command as it is typed into a shell.

    Examples
    --------
    >>> as_typed("add", "my file.csv")
    "incidentmap gazetteer add 'my file.csv'"
    """
    return shown("incidentmap gazetteer " + shlex.join(map(str, words)))


def size(count: int) -> str:
    """Write a number of bytes for people.

    Examples
    --------
    >>> size(12), size(4_500_000)
    ('12 B', '4.5 MB')
    """
    for unit, factor in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= factor:
            return f"{count / factor:.1f} {unit}"
    return f"{count} B"
