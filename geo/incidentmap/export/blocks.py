"""Frames that come one after the other → the file that one frame of all their rows would give.

What stands first in a file may rest on what comes last (the box around all features), so rows wait in a file without a
name until they are all there. Formats that a library writes as a whole have no such blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Protocol

from incidentmap.export import geojson
from incidentmap.export.columns import ready
from incidentmap.export.formats import FORMATS
from incidentmap.export.shapes import bbox_of, shapes_of
from incidentmap.export.table import csv_chunks
from incidentmap.export.target import write_chunks
from incidentmap.frame import META, empty

if TYPE_CHECKING:
    import geopandas as gpd


class _Blocks(Protocol):
    def rows(self, frame: gpd.GeoDataFrame) -> Iterator[bytes]: ...

    def whole(self, nothing: gpd.GeoDataFrame, rows: Iterable[bytes]) -> Iterator[bytes]: ...


class _GeoJSON:
    def __init__(self) -> None:
        self._any = False
        self._bbox: list[float] | None = None

    def rows(self, frame: gpd.GeoDataFrame) -> Iterator[bytes]:
        frame = ready(frame)
        shapes = shapes_of(frame)
        self._bbox = _around(self._bbox, bbox_of(shapes))
        yield from geojson.features(frame, shapes, first=not self._any)
        self._any |= len(frame) > 0

    def whole(self, nothing: gpd.GeoDataFrame, rows: Iterable[bytes]) -> Iterator[bytes]:
        yield geojson.head(nothing, self._bbox)
        yield from rows
        yield geojson.end(any_features=self._any)


class _CSV:
    def rows(self, frame: gpd.GeoDataFrame) -> Iterator[bytes]:
        _header, *rows = csv_chunks(frame)
        yield from rows

    def whole(self, nothing: gpd.GeoDataFrame, rows: Iterable[bytes]) -> Iterator[bytes]:
        yield from csv_chunks(nothing)
        yield from rows


#: The formats that can be written so, by their names in ``FORMATS``.
IN_BLOCKS: Final[dict[str, Callable[[], _Blocks]]] = {"geojson": _GeoJSON, "csv": _CSV}


@contextmanager
def blocks_file(
    target: str | Path | BinaryIO, name: str, meta: dict[str, Any]
) -> Iterator[Callable[[gpd.GeoDataFrame], None]]:
    """Take frames one by one, and write them as one file when the block ends well.

    Parameters
    ----------
    target : path, "-" for stdout, or an open binary file
    name : {"geojson", "csv"}
        The format.
    meta : dict
        What the frames were made with: what ``frame.attrs`` would say of them.

    Yields
    ------
    callable
        What takes a frame. The ids must be unique over all of them.

    Examples
    --------
    >>> import io, pandas as pd
    >>> from incidentmap.frame import conform
    >>> with blocks_file(stream := io.BytesIO(), "geojson", {}) as write:
    ...     for name in "ab":
    ...         write(conform(pd.DataFrame({"id": [name]})))
    >>> [line[:24] for line in stream.getvalue().splitlines()[1:]]
    [b'{"type":"Feature","id":"', b'{"type":"Feature","id":"', b']}']
    """
    form = IN_BLOCKS[name]()
    with TemporaryFile() as spool:
        yield lambda frame: spool.writelines(form.rows(frame))
        spool.seek(0)
        nothing = empty()
        nothing.attrs[META] = meta
        write_chunks(form.whole(nothing, spool), target, FORMATS[name].suffixes[0])


def _around(one: list[float] | None, other: list[float] | None) -> list[float] | None:
    if one is None or other is None:
        return one or other
    return [*map(min, one[:2], other[:2]), *map(max, one[2:], other[2:])]
