"""Frame → GeoJSON (RFC 7946), by columns.

A feature is never a Python object. Each column becomes a column of JSON, and Arrow joins the columns to rows; only
texts that need escaping, and lists, pass through a JSON library one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from incidentmap.export.columns import ListColumn, dump, plain_columns, provenance, ready
from incidentmap.export.rows import CHUNK, between, bytes_of, join
from incidentmap.export.shapes import GEOJSON, GeometryColumn, bbox_of, shapes_of
from incidentmap.frame import LIST_COLUMNS, SCHEMA

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    from numpy.typing import NDArray

#: What must be escaped inside a JSON string: as a pattern, and as bytes (UTF-8 uses none of them for anything else).
_ESCAPED: Final = r'["\\\x00-\x1f]'
_SPACE, _QUOTE, _BACKSLASH = b' "\\'

_SEPARATOR: Final = ",\n"
_END: Final = "}}" + _SEPARATOR


def geojson_chunks(frame: gpd.GeoDataFrame) -> Iterator[bytes]:
    """Write a frame as a GeoJSON FeatureCollection, piece by piece: one feature a line, equal bytes for equal frames.

    Parameters
    ----------
    frame : GeoDataFrame
        An incident frame.

    Yields
    ------
    bytes
        UTF-8. Joined, they are one document: ``incidentmap`` says what made it, each feature has its ``id`` and the
        schema's columns as properties.

    Raises
    ------
    BadValue
        When the frame is not an incident frame.

    Examples
    --------
    >>> from incidentmap.frame import conform
    >>> import pandas as pd, shapely
    >>> frame = conform(pd.DataFrame({"id": ["a"]}), [shapely.Point(35.504, 50.723)])
    >>> print(b"".join(geojson_chunks(frame)).decode().splitlines()[1][:90])
    {"type":"Feature","id":"a","geometry":{"type":"Point","coordinates":[35.504,50.723]},"prop
    """
    frame = ready(frame)
    shapes = shapes_of(frame)
    yield head(frame, bbox_of(shapes))
    yield from features(frame, shapes)
    yield end(any_features=len(frame) > 0)


def head(frame: gpd.GeoDataFrame, bbox: list[float] | None) -> bytes:
    """Write what stands before the features: what made the file, as the frame says, and where its features lie.

    Examples
    --------
    >>> from incidentmap.frame import empty
    >>> head(empty(), [35.5, 50.7, 35.5, 50.7])[:59]
    b'{"type":"FeatureCollection","bbox":[35.5,50.7,35.5,50.7],"i'
    """
    collection: dict[str, Any] = {"type": "FeatureCollection"}
    if bbox is not None:
        collection["bbox"] = bbox
    collection["incidentmap"] = provenance(frame)
    return dump(collection)[:-1] + b',"features":['


def features(frame: gpd.GeoDataFrame, shapes: NDArray[np.object_], *, first: bool = True) -> Iterator[bytes]:
    r"""Write the features of a frame; ``first`` unless others stand before them.

    Examples
    --------
    >>> from incidentmap.frame import conform
    >>> import pandas as pd
    >>> frame = conform(pd.DataFrame({"id": ["a"]}))
    >>> b"".join(features(frame, shapes_of(frame), first=False))[:28]
    b',\n{"type":"Feature","id":"a"'
    """
    pieces = _pieces(frame, shapes)
    before = b"\n" if first else b",\n"
    for start in range(0, len(frame), CHUNK):
        yield before + _features(pieces, start, min(CHUNK, len(frame) - start))
        before = b",\n"


def end(*, any_features: bool) -> bytes:
    r"""Write what stands behind the features.

    Examples
    --------
    >>> end(any_features=False)
    b']}\n'
    """
    return b"\n]}\n" if any_features else b"]}\n"


def _pieces(frame: gpd.GeoDataFrame, shapes: NDArray[np.object_]) -> list[Any]:
    """Lay a feature out as literals and columns, in order."""
    columns: dict[str, Any] = plain_columns(frame)
    columns |= {name: ListColumn(frame, name) for name in LIST_COLUMNS}
    pieces: list[Any] = ['{"type":"Feature","id":', columns["id"], ',"geometry":', GeometryColumn(shapes, GEOJSON)]
    for i, name in enumerate(SCHEMA):
        pieces += [f',"{name}":' if i else f',"properties":{{"{name}":', columns[name]]
    return [*pieces, _END]


def _features(pieces: list[Any], start: int, count: int) -> bytes:
    parts: list[Any] = []
    for piece in pieces:
        parts += [piece] if isinstance(piece, str) else _json(piece, start, count)
    return join(parts)[: -len(_SEPARATOR)]


def _json(piece: Any, start: int, count: int) -> list[Any]:
    """Turn some rows of a column into JSON: literals that hold for every row, and Arrow arrays of texts."""
    import pyarrow as pa
    import pyarrow.compute as pc

    rows = piece.slice(start, count)
    if isinstance(piece, (ListColumn, GeometryColumn)):
        return [rows]
    if rows.null_count == count:
        return ["null"]
    if pa.types.is_large_string(rows.type):
        return _quoted(rows)
    texts = pc.cast(rows, pa.large_string())
    if pa.types.is_date32(rows.type):
        return _quoted(texts)
    return [pc.fill_null(texts, "null")]


def _quoted(texts: Any) -> list[Any]:
    import pyarrow as pa
    import pyarrow.compute as pc

    data = bytes_of(texts)
    harmless = not ((data < _SPACE) | (data == _QUOTE) | (data == _BACKSLASH)).any()
    if harmless and not texts.null_count:
        return ['"', texts, '"']
    quoted = pc.fill_null(between('"', texts, '"'), "null")
    if harmless:
        return [quoted]
    hostile = pc.fill_null(pc.match_substring_regex(texts, _ESCAPED), False)  # noqa: FBT003
    escaped = [dump(text).decode() for text in pc.filter(texts, hostile).to_pylist()]
    return [pc.replace_with_mask(quoted, hostile, pa.array(escaped, pa.large_string()))]
