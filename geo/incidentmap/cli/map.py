"""``incidentmap map``: one HTML file that opens with the network unplugged."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Any

import click

import incidentmap as im
from incidentmap.cli import common


@click.command("map", short_help="Draw incidents as one offline HTML file.")
@click.argument("incidents", default="-")
@common.output
@click.option("--title", help="Title of the page. [name of the file]")
@click.option("--notice", help="A line that stands beside 'As reported; not verified'.")
@common.story
@click.option("--tiles", is_flag=True, help="Offer an online background too; switched on, the page makes requests.")
@click.option("--open", "show", is_flag=True, help="Open the page in the browser.")
@common.rejects
@common.reading_options
@common.published
@common.gazetteer_options
@common.quiet
def command(
    incidents: str,
    output: str,
    title: str | None,
    notice: str | None,
    story: str | None,
    rejects: str | None,
    language: str,
    worldview: str,
    *,
    tiles: bool,
    show: bool,
    quiet: bool,
    **reading: Any,
) -> None:
    """Draw INCIDENTS as one HTML file: map, list, filters, evidence, and no request to anywhere.

    INCIDENTS is what 'locate' or 'read' wrote; or an event table, a report or a folder of reports, which is then
    located or read on the way.

    \b
    incidentmap map incidents.geojson -o map.html
    incidentmap map report.txt --published 2024-03-15 -o map.html
    incidentmap map incidents.geojson --story story.csv -o map.html
    """  # noqa: D301 - \b is click's mark for lines to leave alone
    common.refuse_same_file(incidents, output, rejects)
    common.refuse_same_file(story or "-", output, rejects)
    if output != "-" and Path(output).suffix.lower() not in (".html", ".htm"):
        raise im.UnknownFormat(
            "a map is an HTML page", file=output, remedy="name it .html, or use 'incidentmap export'"
        )
    told = im.read_story(story, encoding=reading["encoding"]) if story else None
    with common.open_gazetteer(language, worldview) as gazetteer:
        frame, rejected = common.load(incidents, gazetteer, show=not quiet, reading=reading)
        page = im.draw_map(
            frame, gazetteer, title=title or common.title_of(incidents), notice=notice, tiles=tiles, story=told
        )
        im.write_text(output, page.html())
    common.say(f"{common.summary(frame)} → {output}", show=not quiet and output != "-")
    if show and output != "-":
        webbrowser.open(Path(output).absolute().as_uri())
    common.finish((*rejected, *(told.unknown(frame) if told else ())), rejects)
