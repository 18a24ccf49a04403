"""``incidentmap geocode``: look up place names."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import click

import incidentmap as im
from incidentmap.cli.common import gazetteer_options, open_gazetteer, output, quiet, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Answers = Sequence[tuple[str, im.Location]]

_COLUMNS = ("query", "name", "admin2", "admin1", "country", "precision", "lat", "lon", "match", "place_id")

_FORMATS = ("table", "json", "geojson", "csv")
_BY_SUFFIX = {".json": "json", ".geojson": "geojson", ".csv": "csv"}


@click.command("geocode", short_help="Look up place names.")
@click.argument("names", nargs=-1)
@click.option("--within", multiple=True, metavar="NAME", help="A container: district, region or country. Repeatable.")
@click.option("--country", metavar="CODE", help="Country, as a two-letter code or a name.")
@click.option("--format", "form", type=click.Choice(_FORMATS), help="[by the output's suffix; else a table]")
@output
@gazetteer_options
@quiet
def command(
    names: Sequence[str],
    within: Sequence[str],
    country: str | None,
    form: str | None,
    output: str,
    language: str,
    worldview: str,
    *,
    quiet: bool,
) -> None:
    """Look up NAMES in the local gazetteer: one answer for each, in order.

    Without NAMES, reads them from standard input, one a line. A name that could mean several places is not decided by
    guess: its candidates are shown.

    \b
    incidentmap geocode "Теребрено" "Belgorod" "Тёткино"
    incidentmap geocode "Nekhoteevka" --within "Belgorodsky District"
    incidentmap geocode "с. Козинка Грайворонского района" --language ru
    incidentmap geocode "near the village of Kozinka" --format geojson
    """  # noqa: D301 - \b is click's mark for lines to leave alone
    form = form or _BY_SUFFIX.get(Path(output).suffix.lower(), "table")
    queries = list(names) or _from_stdin()
    with open_gazetteer(language, worldview) as gazetteer:
        answers = [(q, im.geocode(q, gazetteer, within=within, country=country)) for q in queries]
    writers: dict[str, Callable[[Answers], str]]
    writers = {"table": _table, "json": _json, "geojson": _geojson, "csv": im.geocode_csv}
    text = writers[form](answers)
    im.write_text(output, text)
    unplaced = sum(1 for _, a in answers if a.geometry is None)
    say(f"{len(answers)} looked up, {unplaced} not placed", show=not quiet and form != "table")


def _from_stdin() -> list[str]:
    if sys.stdin.isatty():
        raise click.UsageError("no names are given: write them after the verb, or pipe them in, one a line")
    text = sys.stdin.buffer.read().decode("utf-8-sig", errors="replace")
    names = [line.strip() for line in text.splitlines() if line.strip()]
    if not names:
        raise im.EmptyInput("standard input holds no names", remedy="write one a line, or give them after the verb")
    return names


def _json(answers: Answers) -> str:
    import orjson

    return orjson.dumps(im.geocode_records(answers), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def _geojson(answers: Answers) -> str:
    return im.geocode_features(answers).decode() + "\n"


def _table(answers: Answers) -> str:
    rows = [list(_COLUMNS), *([_cell(r[c]) for c in _COLUMNS] for r in im.geocode_records(answers))]
    widths = [max(_width(row[i]) for row in rows) for i in range(len(_COLUMNS))]
    lines = []
    for row, (_, answer) in zip(rows, [("", None), *answers], strict=True):
        lines.append("  ".join(cell + " " * (w - _width(cell)) for cell, w in zip(row, widths, strict=True)).rstrip())
        if answer is not None and answer.geometry is None:
            lines.append(f"    {_cell(answer.reason, limit=200)}")
            lines.extend(f"    ? {_candidate(c)}" for c in answer.candidates[:5])
    return "\n".join(lines) + "\n"


def _candidate(candidate: im.Candidate) -> str:
    p = candidate.place
    home = ", ".join(filter(None, (p.name, p.admin2, p.admin1, p.country)))
    return _cell(f"{home}  {p.point.lat:.3f} {p.point.lon:.3f}  {candidate.match}  {p.id}", limit=200)


def _cell(value: object, *, limit: int = 40) -> str:
    """Write a value for a terminal: nothing in it may move the cursor, colour or reorder what stands beside it."""
    if value is None:
        return "-"
    text = f"{value:.4f}" if isinstance(value, float) else str(value)
    shown = "".join(c if c.isprintable() else "�" for c in text[:limit])
    return shown + "…" if len(text) > limit else shown


def _width(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) != 0 for c in text)
