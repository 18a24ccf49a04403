"""Cells → the incident frame's columns: one conversion for every format, by columns."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from incidentmap.errors import quote
from incidentmap.frame import SCHEMA, EventTable
from incidentmap.model import Rejection, Source
from incidentmap.records.cells import Cells
from incidentmap.records.dates import DateOrder
from incidentmap.records.precision import NoCode, codes_of
from incidentmap.records.times import NoTime, When, instants, times_of

if TYPE_CHECKING:
    import pandas as pd

_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")

_NUMERALS: Final = re.compile(r"[0-9eE+.-]*")

_LIMITS: Final = {"lon": 180, "lat": 90}

#: Whole and not negative; spreadsheets and data frames write 3 as "3.0" when another row of the column is empty.
_COUNT: Final = re.compile(r"([0-9]{1,18})(?:\.0*)?")


#: Roles whose cells are kept as they are, without the blanks around them.
_TEXTS: Final = ("place", "country", "event_type", "sub_event_type", "summary")


class _Problem(NamedTuple):
    field: str | None
    value: str
    reason: str
    remedy: str


class _Table:
    """The cells with what is wrong with them: the first problem of a row is the one that is told."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self.count = len(cells.rows)
        self.problems: dict[int, _Problem] = {}

    def column(self, role: str) -> Sequence[str]:
        name = self.cells.columns.get(role)
        return self.cells.values[name] if name is not None else [""] * self.count

    def problem(self, row: int, role: str, value: str, reason: str, remedy: str) -> None:
        self.problems.setdefault(row, _Problem(self.cells.columns.get(role), value, reason, remedy))

    def texts(self, role: str) -> list[str | None]:
        return [cell.strip() or None for cell in self.column(role)]

    def joined(self, names: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
        return zip(*(self.cells.values[name] for name in names), strict=True) if names else [()] * self.count


def events_of(cells: Cells, source: Source, date_order: DateOrder | None) -> EventTable:
    """Convert a table's cells, and reject the rows that do not hold what they should.

    Parameters
    ----------
    cells : Cells
        What a reader gave.
    source : Source
        The file.
    date_order : {"dmy", "mdy"} or None
        How to read ambiguous dates.

    Examples
    --------
    >>> from incidentmap.records.columns import Columns
    >>> columns = Columns({"place": "where", "start": "date"})
    >>> values = {"where": ["Belgorod", "Kursk"], "date": ["2024-03-12", "2024-02-31"]}
    >>> table = events_of(Cells(columns, values, [2, 3], lambda i: "…"), Source("a.csv"), None)
    >>> table.events["place"].tolist(), table.rejected[0].reason
    (['Belgorod'], "'2024-02-31' is not a day of the calendar")
    """
    import pandas as pd

    table = _Table(cells)
    # In this order: of two problems of a row, the first is told.
    columns = _coordinates(table) | _precision(table) | _times(table, date_order) | _fatalities(table)
    columns |= {role: _series(table.texts(role)) for role in _TEXTS}
    columns["within"] = _series(_remembered(table.joined(cells.columns.within), _containers))
    columns["actors"] = pd.Series(_remembered(table.joined(cells.columns.actors), _actors), dtype=object)
    columns["sources"] = pd.Series(_sources(table, source), dtype=object)
    columns["evidence"] = pd.Series(_evidence(table, source.id), dtype=object)
    events = pd.DataFrame({name: columns[name] for name in SCHEMA if name in columns})
    if table.problems:
        events = events.drop(index=list(table.problems)).reset_index(drop=True)
    rejected = [replace(r, file=source.id) for r in cells.rejected]
    rejected += (_rejection(cells, source.id, i, p) for i, p in table.problems.items())
    return EventTable(events, tuple(sorted(rejected, key=lambda r: r.row)), source)


def _rejection(cells: Cells, file: str, position: int, problem: _Problem) -> Rejection:
    field, value, reason, remedy = problem
    return Rejection(file, cells.rows[position], field, value, reason, remedy, cells.text(position))


def _series(values: list[str | None]) -> pd.Series[Any]:
    import pandas as pd

    return pd.Series(values, dtype="str")


def _remembered(rows: Iterable[tuple[str, ...]], convert: Any) -> list[Any]:
    """Convert each distinct combination of cells once; equal rows share the object."""
    known: dict[tuple[str, ...], Any] = {}
    converted = []
    for row in rows:
        if row not in known:
            known[row] = convert(row)
        converted.append(known[row])
    return converted


def _containers(cells: tuple[str, ...]) -> str | None:
    return ", ".join(dict.fromkeys(c for c in map(str.strip, cells) if c)) or None


def _actors(cells: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(a for cell in cells for a in map(str.strip, cell.split(";")) if a))


def _coordinates(table: _Table) -> dict[str, Any]:
    import pandas as pd

    lons, lats = table.column("lon"), table.column("lat")
    found = _all_well(lons, _LIMITS["lon"]), _all_well(lats, _LIMITS["lat"])
    if found[0] is None or found[1] is None:
        pairs = [_coordinate(table, row, *pair) for row, pair in enumerate(zip(lons, lats, strict=True))]
        found = [lon for lon, _ in pairs], [lat for _, lat in pairs]
    return {f"recorded_{role}": pd.Series(values, dtype="float64") for role, values in zip(_LIMITS, found, strict=True)}


def _all_well(cells: Sequence[str], limit: int) -> list[float] | None:
    """Convert a column in which every cell is a number in range; None when one is not, and rows must be looked at."""
    if not any(cells):
        return [math.nan] * len(cells)
    if not _NUMERALS.fullmatch("".join(cells)):
        return None
    try:
        numbers = list(map(float, cells))
    except ValueError:
        return None
    return numbers if max(numbers) <= limit and min(numbers) >= -limit else None


def _coordinate(table: _Table, row: int, lon: str, lat: str) -> tuple[float, float]:
    lon, lat = lon.strip(), lat.strip()
    if bool(lon) == bool(lat):
        return (_degrees(table, row, "lon", lon), _degrees(table, row, "lat", lat)) if lon else (math.nan, math.nan)
    empty, given = ("lon", "lat") if not lon else ("lat", "lon")
    other = quote(table.cells.columns.get(given) or given)
    reason = f"there is no value, but {other} has one: half a coordinate is none"
    table.problem(row, empty, "", reason, "give both, or neither")
    return math.nan, math.nan


def _degrees(table: _Table, row: int, role: str, cell: str) -> float:
    limit = _LIMITS[role]
    if not _NUMBER.fullmatch(cell):
        table.problem(row, role, cell, f"{quote(cell)} is not a number of degrees", "write it as 50.723")
        return math.nan
    degrees = float(cell)
    if abs(degrees) > limit:
        reason = f"{quote(cell)} is not between -{limit} and {limit}"
        table.problem(row, role, cell, reason, "give WGS84 degrees, and check that the two are not swapped")
        return math.nan
    return degrees


def _precision(table: _Table) -> dict[str, Any]:
    name = table.cells.columns.get("recorded_precision")
    found = codes_of(name, table.column("recorded_precision"), table.column("vicinity"))
    for row, code in enumerate(found):
        if isinstance(code, NoCode):
            table.problem(row, *code)
    return {"recorded_precision": _series([None if isinstance(code, NoCode) else code for code in found])}


def _times(table: _Table, order: DateOrder | None) -> dict[str, Any]:
    columns = (table.column(role) for role in ("start", "end", "time_precision"))
    found = times_of(*columns, coded=table.cells.columns.get("time_precision"), order=order)
    undated = When(0, 0, "unknown", None)
    whens: list[When] = []
    for row, when in enumerate(found):
        if isinstance(when, NoTime):
            table.problem(row, *when)
        whens.append(undated if isinstance(when, NoTime) else when)
    return {
        "start": instants((w.start for w in whens), len(whens)),
        "end": instants((w.end for w in whens), len(whens)),
        "time_precision": _series([w.precision for w in whens]),
        "time_phrase": _series([w.phrase for w in whens]),
    }


def _fatalities(table: _Table) -> dict[str, Any]:
    """Read low and high; a single figure is both, where the table has no bounds of its own.

    Real catalogues hold rows whose low figure is above the high one. That is what the source says, and it stays.
    """
    import pandas as pd

    best, low, high = (_counts(table, role) for role in ("fatalities", "fatalities_low", "fatalities_high"))
    lows = [b if value is None else value for value, b in zip(low, best, strict=True)]
    highs = [b if value is None else value for value, b in zip(high, best, strict=True)]
    return {"fatalities_low": pd.Series(lows, dtype="Int64"), "fatalities_high": pd.Series(highs, dtype="Int64")}


def _counts(table: _Table, role: str) -> list[int | None]:
    known: dict[str, int | None] = {"": None}
    counts = []
    for row, cell in enumerate(table.column(role)):
        if cell not in known:
            match = _COUNT.fullmatch(cell.strip())
            known[cell] = int(match[1]) if match else None
        count = known[cell]
        if count is None and cell.strip():
            remedy = "write a whole number, 0 or more, or leave the cell empty when it is not known"
            table.problem(row, role, cell, f"{quote(cell)} is not a number of people", remedy)
        counts.append(count)
    return counts


def _sources(table: _Table, source: Source) -> list[list[dict[str, str | None]]]:
    def entry(cells: tuple[str, ...]) -> list[dict[str, str | None]]:
        title, url = (cell.strip() or None for cell in cells)
        named = title or url
        return [
            {
                "id": source.id,
                "title": title if named else source.title,
                "url": url,
                "published": None,
                "licence": None,
                "sha256": source.sha256,
            }
        ]

    return _remembered(zip(table.column("source"), table.column("url"), strict=True), entry)


def _evidence(table: _Table, source: str) -> list[list[dict[str, Any]]]:
    columns = table.cells.columns
    name = columns.get("place")
    where = f"column {quote(name)}" if name else f"columns {quote(columns.get('lon'))}, {quote(columns.get('lat'))}"
    return [
        [{"source": source, "start": None, "end": None, "sentence": cell, "rule": f"row {row}, {where}"}]
        for cell, row in zip(table.column("place"), table.cells.rows, strict=True)
    ]
