"""A table of steps → a story for the map."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from incidentmap.errors import BadValue, MissingColumn, UnreadableFile, quote
from incidentmap.mapping.story import Step, Story, View
from incidentmap.records.cells import Cells, Reading
from incidentmap.records.columns import Columns, key
from incidentmap.records.delimited import read_delimited
from incidentmap.records.opening import STDIN, opened

_COLUMNS: Final = ("step", "title", "text", "incident_ids", "view")
#: Without these there is no story.
_NEEDED: Final = ("step", "title")
_ZOOMS: Final = (0.0, 17.0)


def read_story(path: str | Path, *, encoding: str = "utf-8") -> Story:
    """Read a story: a CSV or TSV table with the columns step, title, text, incident_ids and view.

    ``step`` is a whole number, which orders the steps. ``incident_ids`` are parted by semicolons or commas.
    ``view`` is "latitude, longitude, zoom", or "west, south, east, north", or empty: then the map shows the step's
    incidents. ``text``, ``incident_ids`` and ``view`` may be left out.

    Parameters
    ----------
    path : path, or "-" for standard input
    encoding : str, optional
        Of a file without a byte order mark.

    Raises
    ------
    UnreadableFile, WrongEncoding, EmptyInput, MissingColumn, BadValue
        When it cannot be read, or a row of it is wrong. A story with a step left out would be another story.

    Examples
    --------
    >>> story = read_story("seeds/story.csv")
    >>> len(story.steps), story.steps[0].number
    (7, 1)
    """
    file = "standard input" if str(path) == STDIN else str(path)
    with opened(path) as stream:
        cells = read_delimited(stream, Reading(file, encoding, lambda header: _columns(header, file)))
    for rejection in cells.rejected:
        raise UnreadableFile(rejection.reason, file=file, row=rejection.row, remedy=rejection.remedy)
    steps = [_step(cells, i, file) for i in range(len(cells.rows))]
    _refuse_twins(steps, file)
    return Story(tuple(sorted(steps, key=lambda step: step.number)), file)


def _columns(header: Sequence[str], file: str) -> Columns:
    by_key: dict[str, list[str]] = {}
    for name in header:
        by_key.setdefault(key(name), []).append(name)
    names = {role: by_key.get(key(role), []) for role in _COLUMNS}
    for found in names.values():
        if len(found) > 1:
            raise BadValue("the header has this name twice", file=file, row=1, field=found[1], remedy="rename one")
    lacking = [role for role in _NEEDED if not names[role]]
    if lacking:
        there = ", ".join(quote(name) for name in header[:20])
        raise MissingColumn(
            f"a story needs the column {quote(lacking[0])}; there are {there}",
            file=file,
            row=1,
            remedy=f"name the columns {', '.join(_COLUMNS)}; {' and '.join(_NEEDED)} are needed",
        )
    return Columns({role: found[0] for role, found in names.items() if found})


def _step(cells: Cells, i: int, file: str) -> Step:
    row = cells.rows[i]

    def cell(role: str) -> str:
        name = cells.columns.get(role)
        return "" if name is None else cells.values[name][i].strip()

    ids = dict.fromkeys(name.strip() for name in re.split(r"[;,\n]", cell("incident_ids")))
    return Step(
        _number(cell("step"), file, row),
        cell("title"),
        cell("text"),
        tuple(name for name in ids if name),
        _view(cell("view"), file, row),
        row,
    )


def _number(text: str, file: str, row: int) -> int:
    if not re.fullmatch(r"[0-9]{1,9}(\.0+)?", text):
        raise BadValue(
            f"{quote(text)} is not a whole number",
            file=file,
            row=row,
            field="step",
            remedy="number the steps 1, 2, 3 …",
        )
    return int(float(text))


def _view(text: str, file: str, row: int) -> View | None:
    if not text:
        return None
    try:
        numbers = [float(part) for part in re.split(r"[;,\s]+", text.strip("; ,"))]
    except ValueError:
        numbers = []
    if len(numbers) == 3 and all(map(math.isfinite, numbers)):
        lat, lon, zoom = numbers
        if abs(lat) <= 90 and abs(lon) <= 180 and _ZOOMS[0] <= zoom <= _ZOOMS[1]:
            return lat, lon, zoom
    if len(numbers) == 4 and all(map(math.isfinite, numbers)):
        west, south, east, north = numbers
        if abs(west) <= 180 and abs(east) <= 180 and -90 <= south < north <= 90 and west != east:
            return west, south, east, north
    raise BadValue(
        f"{quote(text)} is no view",
        file=file,
        row=row,
        field="view",
        remedy=f"write latitude, longitude, zoom (up to {_ZOOMS[1]:.0f}), such as 50.6,36.6,8; "
        "or west, south, east, north; or leave it empty",
    )


def _refuse_twins(steps: Sequence[Step], file: str) -> None:
    seen: dict[int, int] = {}
    for step in steps:
        if step.number in seen:
            raise BadValue(
                f"step {step.number} is there already, in row {seen[step.number]}",
                file=file,
                row=step.row,
                field="step",
                remedy="give each step a number of its own",
            )
        seen[step.number] = step.row
