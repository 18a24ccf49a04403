"""``incidentmap gazetteer``: what the place index holds, and building it."""

from __future__ import annotations

import time
from typing import Any

import click

import incidentmap as im
from incidentmap.cli.common import quiet, say


@click.group("gazetteer", short_help="Show or build the place index.")
def command() -> None:
    """Show or build the place index: one file in the user's cache folder (INCIDENTMAP_HOME moves it)."""


@command.command("info")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def info(form: str) -> None:
    """Say what the gazetteer holds, where it is, and whose data it is."""
    with im.Gazetteer.open() as gazetteer:
        facts = gazetteer.info()
    if form == "json":
        import orjson

        click.echo(orjson.dumps(facts, option=orjson.OPT_INDENT_2).decode())
        return
    click.echo("\n".join(_lines(facts)))


def _lines(facts: dict[str, Any]) -> list[str]:
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in facts["features"].items())
    lines = [
        f"file         {facts['path']} ({facts['bytes'] / 1e6:.0f} MB)",
        f"made by      incidentmap {facts['version']}, inputs {facts['fingerprint']}",
        f"places       {facts['places']:,} ({kinds})",
        f"names        {facts['names']:,}",
        "sources",
    ]
    lines += [f"  {s['places']:>7,}  {s['title']} ({s['version']}; {s['licence']})" for s in facts["sources"]]
    return lines


@command.command("build")
@quiet
def build(*, quiet: bool) -> None:
    """Build the gazetteer anew, in place of what is there."""
    started = time.monotonic()
    path = im.Gazetteer.rebuild(progress=(lambda _label, _fraction: None) if quiet else None)
    say(f"{path} built in {time.monotonic() - started:.0f} s", show=not quiet)
