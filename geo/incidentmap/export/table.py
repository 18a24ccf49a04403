"""Frame → CSV, for a spreadsheet that must not run it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from incidentmap.export.columns import ListColumn, plain_columns, ready
from incidentmap.export.rows import CHUNK, between, bytes_of, join
from incidentmap.export.shapes import WKT, GeometryColumn, shapes_of
from incidentmap.export.text import for_spreadsheet, scrub
from incidentmap.frame import LIST_COLUMNS, SCHEMA

if TYPE_CHECKING:
    import geopandas as gpd

#: After the schema's columns: a point's coordinates (empty for areas, which have no one spot), and the geometry.
GEOMETRY_COLUMNS: Final = ("lon", "lat", "geometry")

#: What makes a cell need quotes (RFC 4180): as a pattern, and as bytes.
_SPECIAL: Final = '[",\r\n]'
_QUOTE, _COMMA, _CR, _LF = b'",\r\n'


def csv_chunks(frame: gpd.GeoDataFrame) -> Iterator[bytes]:
    """Write a frame as CSV (RFC 4180 quoting, UTF-8, LF), piece by piece.

    Lists of actors are joined with ``"; "``, the other lists are JSON, the geometry is WKT. A text that a spreadsheet
    would run as a formula gets a leading apostrophe; NUL becomes U+FFFD.

    Parameters
    ----------
    frame : GeoDataFrame
        An incident frame.

    Yields
    ------
    bytes

    Raises
    ------
    BadValue
        When the frame is not an incident frame.

    Examples
    --------
    >>> from incidentmap.frame import conform
    >>> import pandas as pd, shapely
    >>> frame = conform(pd.DataFrame({"id": ["a"], "place": ["=1+1"]}), [shapely.Point(35.504, 50.723)])
    >>> header, row = b"".join(csv_chunks(frame)).decode().splitlines()
    >>> row.split(",")[5], row[-35:]
    ("'=1+1", '35.504,50.723,POINT (35.504 50.723)')
    """
    frame = ready(frame)
    known: dict[str, Any] = plain_columns(frame)
    known |= {name: ListColumn(frame, name) for name in LIST_COLUMNS} | {"actors": _Actors(frame, "actors")}
    geometry = GeometryColumn(shapes_of(frame), WKT)
    spot = (geometry.lon, geometry.lat, geometry)
    columns = {name: known[name] for name in SCHEMA} | dict(zip(GEOMETRY_COLUMNS, spot, strict=True))
    yield (",".join(columns) + "\n").encode()
    for start in range(0, len(frame), CHUNK):
        count = min(CHUNK, len(frame) - start)
        parts: list[Any] = []
        for column in columns.values():
            parts += [",", _cells(column.slice(start, count))]
        yield join([*parts[1:], "\n"])


def _cells(rows: Any) -> Any:
    """Turn some rows of a column into cells: texts made harmless and quoted, days as ISO, numbers as they are."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pa.types.is_large_string(rows.type):
        return pc.fill_null(pc.cast(rows, pa.large_string()), "")
    texts = pc.fill_null(for_spreadsheet(rows), "")
    data = bytes_of(texts)
    if not ((data == _COMMA) | (data == _QUOTE) | (data == _LF) | (data == _CR)).any():
        return texts
    quoted = between('"', pc.replace_substring(texts, '"', '""'), '"')
    return pc.if_else(pc.match_substring_regex(texts, _SPECIAL), quoted, texts)


class _Actors(ListColumn):
    """The actors as people write them, not as JSON."""

    def slice(self, start: int, count: int) -> Any:
        import pyarrow as pa

        texts = ["; ".join(map(str, actors)) for actors in self.lists[start : start + count]]
        try:
            return pa.array(texts, pa.large_string())
        except UnicodeEncodeError:
            return pa.array(scrub(texts), pa.large_string())
