"""``incidentmap locate``: an event table → located incidents."""

from __future__ import annotations

from typing import Any

import click

import incidentmap as im
from incidentmap.cli import common


@click.command("locate", short_help="Give the rows of an event table their places.")
@click.argument("events", default="-")
@common.output
@common.form
@common.rejects
@common.reading_options
@click.option("--no-context", is_flag=True, help="Do not let the table's sure places decide between namesakes.")
@common.gazetteer_options
@common.quiet
def command(
    events: str,
    output: str,
    form: str | None,
    rejects: str | None,
    language: str,
    worldview: str,
    *,
    no_context: bool,
    quiet: bool,
    **reading: Any,
) -> None:
    """Give each row of EVENTS its place: a table with a place column becomes incidents on the map.

    EVENTS is CSV, TSV, XLSX, GeoJSON or Parquet; "-" reads CSV from standard input. Columns are recognised by their
    names, or named with the options. Every row stays: one that cannot be placed has no geometry and says why, one that
    cannot be read goes to --rejects.

    \b
    incidentmap locate events.csv -o incidents.geojson
    incidentmap locate ged.csv --place where_description --within adm_1 --encoding cp1252 -o ged.gpkg
    """  # noqa: D301 - \b is click's mark for lines to leave alone
    common.refuse_same_file(events, output, rejects)
    with common.open_gazetteer(language, worldview) as gazetteer:
        table = im.read_events(events, **reading)
        with common.bar("Locating", show=not quiet) as progress:
            frame = im.locate(table, gazetteer, context=not no_context, progress=progress)
    im.export(frame, output, format=form or ("geojson" if output == "-" else None))
    common.say(f"{common.summary(frame)}; {common.rows(len(table.rejected))} rejected", show=not quiet)
    common.finish(table.rejected, rejects)
