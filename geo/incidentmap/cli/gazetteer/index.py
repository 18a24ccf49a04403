"""``incidentmap gazetteer info`` and ``build``: what the place index holds, and making it anew."""

from __future__ import annotations

from typing import Any

import click

import incidentmap as im
from incidentmap.cli.common import finish, quiet, rejects
from incidentmap.cli.gazetteer.building import rebuild


@click.command("info")
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
        f"names        {facts['names']:,} spellings",
        f"merged       {facts['merged']:,} records that another source knows too; "
        f"{facts['outside']:,} with a point outside the unit they name",
        "sources",
    ]
    lines += [f"  {s['places']:>10,}  {s['title']} ({s['version']}; {s['licence']})" for s in facts["sources"]]
    return lines


@click.command("build")
@rejects
@quiet
def build(rejects: str | None, *, quiet: bool) -> None:
    """Build the gazetteer anew, in place of what is there.

    It is made of the tables that come with incidentmap and of the sources that were added ('list' shows those).

    Exit codes: 0 done; 1 done, but some rows of the sources were rejected; 2 it could not be built.
    """
    finish(rebuild(quiet=quiet), rejects)
