"""A file with a table of events → an event table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from incidentmap.errors import BadValue, quote
from incidentmap.frame import EventTable
from incidentmap.model import Source
from incidentmap.records.cells import Cells, Reading
from incidentmap.records.columns import Asked, Columns, choose
from incidentmap.records.conversion import events_of
from incidentmap.records.dates import DateOrder
from incidentmap.records.delimited import read_delimited
from incidentmap.records.features import read_features
from incidentmap.records.opening import STDIN, Hashed, format_of, many_objects, opened
from incidentmap.records.parquet import read_parquet
from incidentmap.records.sheet import read_sheet

#: Format → its suffixes.
FORMATS: Final[dict[str, Sequence[str]]] = {
    "csv": (".csv", ".tsv", ".tab", ".txt"),
    "xlsx": (".xlsx",),
    "geojson": (".geojson", ".json"),
    "parquet": (".parquet", ".geoparquet"),
}

_READERS: Final[dict[str, Callable[[Hashed, Reading], Cells]]] = {
    "csv": read_delimited,
    "xlsx": read_sheet,
    "geojson": read_features,
    "parquet": read_parquet,
}


def read_events(
    path: str | Path,
    *,
    place: str | None = None,
    within: str | Sequence[str] | None = None,
    date: str | None = None,
    end_date: str | None = None,
    country: str | None = None,
    format: str | None = None,  # noqa: A002 - the word that people know
    encoding: str = "utf-8",
    date_order: DateOrder | None = None,
) -> EventTable:
    """Read a table of events. Columns are recognised by their names, or named here; docs/frame.md lists the names.

    Parameters
    ----------
    path : path, or "-" for standard input
        CSV, TSV, XLSX, GeoJSON or Parquet, by its suffix. Standard input holds CSV unless told otherwise.
    place, within, date, end_date, country : str, optional
        Columns. ``within`` may be several, nearest first, as a sequence or separated by commas.
    format : {"csv", "xlsx", "geojson", "parquet"}, optional
        Where the suffix does not tell.
    encoding : str, optional
        Of a text table without a byte order mark.
    date_order : {"dmy", "mdy"}, optional
        How to read 03/04/2024, where no other date of the table tells.

    Returns
    -------
    EventTable
        The rows that could be read, the rows that could not with their reasons, and the file with its hash.

    Raises
    ------
    UnreadableFile, WrongEncoding, EmptyInput, MissingColumn, BadValue, UnknownFormat
        When the file as a whole cannot be used.

    Examples
    --------
    >>> table = read_events("tests/data/events.csv")
    >>> len(table.events), len(table.rejected), table.events["place"][0]
    (4, 1, 'Тёткино')
    """
    name = format_of(path, format, FORMATS)
    if date_order not in (None, "dmy", "mdy"):
        raise BadValue(f"{quote(date_order)} is no order of a date", field="date_order", remedy="use dmy or mdy")
    file = "standard input" if str(path) == STDIN else str(path)
    with many_objects(), opened(path) as stream:

        def chosen(header: Sequence[str]) -> Columns:
            return choose(header, Asked(place, _several(within, header), date, end_date, country), file)

        cells = _READERS[name](stream, Reading(file, encoding, chosen))
        title = "stdin" if str(path) == STDIN else _printable(Path(path).name)
        return events_of(cells, Source(title, title=title, sha256=stream.sha256), date_order)


def _several(names: str | Sequence[str] | None, header: Sequence[str]) -> tuple[str, ...]:
    if names is None:
        return ()
    if not isinstance(names, str):
        return tuple(names)
    # A comma may be part of a column's name; only where there is no such column does it separate two.
    return (names,) if names in header else tuple(name.strip() for name in names.split(",") if name.strip())


def _printable(name: str) -> str:
    # A file's name may hold bytes that are no text.
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
