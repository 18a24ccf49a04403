"""``incidentmap gazetteer``: the place index and its sources; one small file for a verb or two."""

from __future__ import annotations

import click

from incidentmap.cli.gazetteer.fetching import fetch
from incidentmap.cli.gazetteer.index import build, info
from incidentmap.cli.gazetteer.sources import add, remove, sources

__all__ = ["command"]


@click.group("gazetteer", short_help="Show, build or extend the place index.")
def command() -> None:
    """Show, build or extend the place index, which is in the user's cache folder (INCIDENTMAP_HOME moves it).

    \b
    incidentmap gazetteer info
    incidentmap gazetteer fetch geonames UA RU
    incidentmap gazetteer add villages.csv --country UA --column name=NAZVA --column lat=Y --column lon=X
    incidentmap gazetteer list
    incidentmap gazetteer remove villages.csv

    Only 'fetch' uses the network. The files stay where they are: they are read again whenever the index is built.
    """  # noqa: D301 - \b is click's mark for lines to leave alone


for verb in (add, build, fetch, info, remove, sources):
    command.add_command(verb)
