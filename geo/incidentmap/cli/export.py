"""``incidentmap export``: incidents in another format."""

from __future__ import annotations

from typing import Any

import click

import incidentmap as im
from incidentmap.cli import common


@click.command("export", short_help="Write incidents in another format.")
@click.argument("incidents", default="-")
@common.output
@common.form
@common.rejects
@common.reading_options
@common.published
@common.gazetteer_options
@common.quiet
def command(
    incidents: str,
    output: str,
    form: str | None,
    rejects: str | None,
    language: str,
    worldview: str,
    *,
    quiet: bool,
    **reading: Any,
) -> None:
    """Write INCIDENTS by the suffix of the output: .geojson .csv .gpkg .fgb .parquet .kml.

    INCIDENTS is what 'locate' or 'read' wrote; or an event table, a report or a folder of reports, which is then
    located or read on the way.

    \b
    incidentmap export incidents.geojson -o incidents.gpkg
    """  # noqa: D301 - \b is click's mark for lines to leave alone
    common.refuse_same_file(incidents, output, rejects)
    with common.open_gazetteer(language, worldview) as gazetteer:
        frame, rejected = common.load(incidents, gazetteer, show=not quiet, reading=reading)
    im.export(frame, output, format=form or ("geojson" if output == "-" else None))
    common.say(f"{common.summary(frame)} → {output}", show=not quiet and output != "-")
    common.finish(rejected, rejects)
