"""``incidentmap reverse``: what lies at and near a point."""

from __future__ import annotations

import csv
import io
import sys
from typing import TYPE_CHECKING

import click

import incidentmap as im
from incidentmap.cli import common

if TYPE_CHECKING:
    from collections.abc import Sequence

_TABLE = ("lat", "lon", "place_id", "name", "km", "admin2", "admin1", "country")


@click.command(
    "reverse",
    short_help="Find the settlements nearest to points.",
    context_settings={"ignore_unknown_options": True},  # "-1.67,29.22" is a point of the south
)
@click.argument("points", nargs=-1, metavar="[LAT,LON]...")
@click.option(
    "--count", default=3, show_default=True, type=click.IntRange(1, 1000), help="So many settlements a point."
)
@click.option("--max-km", type=click.FloatRange(0, min_open=True), help="None farther than this.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@common.output
@common.gazetteer_options
@common.quiet
def command(
    points: Sequence[str],
    count: int,
    max_km: float | None,
    form: str,
    output: str,
    language: str,
    worldview: str,
    *,
    quiet: bool,
) -> None:
    """Find the settlements nearest to each point, and the units that it lies in.

    A point is "LAT,LON" in WGS84 degrees. Without POINTS, reads them from standard input, one a line.

    \b
    incidentmap reverse 50.723,35.504
    incidentmap reverse -1.67,29.22
    incidentmap reverse --count 1 --format csv < points.txt > nearest.csv
    """  # noqa: D301 - \b is click's mark for lines to leave alone
    asked = [_point(text, row) for row, text in enumerate(points or _lines(), start=1)]
    rows: list[tuple[object, ...]] = []
    lines: list[str] = []
    with common.open_gazetteer(language, worldview) as gazetteer:
        for lat, lon in asked:
            near = gazetteer.nearest(lon, lat, count=count, max_km=max_km)
            units = gazetteer.containing(lon, lat)
            lines.append(f"{lat:.5f},{lon:.5f}  in {', '.join(u.name for u in units) or 'no unit that is known'}")
            lines += [f"  {km:8.2f} km  {_home(place)}  {place.id}" for place, km in near]
            rows += [(lat, lon, p.id, p.name, round(km, 3), p.admin2, p.admin1, p.country) for p, km in near] or [
                (lat, lon, None, None, None, None, None, None)
            ]
    im.write_text(output, _written(form, rows, lines))
    common.say(f"{len(asked)} looked up", show=not quiet and form != "table")


def _written(form: str, rows: Sequence[tuple[object, ...]], lines: Sequence[str]) -> str:
    if form == "table":
        return "\n".join(lines) + "\n"
    if form == "json":
        import orjson

        records = [dict(zip(_TABLE, row, strict=True)) for row in rows]
        return orjson.dumps(records, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_TABLE)
    # A name that begins like a formula is made harmless.
    writer.writerows([f"'{c}" if isinstance(c, str) and c[:1] in "=+-@\t\r" else c for c in row] for row in rows)
    return stream.getvalue()


def _home(place: im.Place) -> str:
    text = ", ".join(filter(None, (place.name, place.admin2, place.admin1, place.country)))
    return "".join(c if c.isprintable() else "�" for c in text)


def _lines() -> list[str]:
    if sys.stdin.isatty():
        raise click.UsageError("no points are given: write them after the verb, or pipe them in, one a line")
    found = [line.strip() for line in sys.stdin.read().splitlines() if line.strip()]
    if not found:
        raise im.EmptyInput("standard input holds no points", remedy='write one a line, as "LAT,LON"')
    return found


def _point(text: str, row: int) -> tuple[float, float]:
    try:
        lat, lon = (float(part) for part in text.replace(";", ",").split(","))
    except ValueError as error:
        raise im.BadValue(
            f"{text[:80]!r} is not a point", row=row, remedy='write "LAT,LON" in degrees, such as 50.723,35.504'
        ) from error
    im.Point(lon, lat)
    return lat, lon
