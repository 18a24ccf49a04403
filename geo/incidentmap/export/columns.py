"""The frame as Arrow columns: the one step from pandas that every format shares."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

import orjson

from incidentmap.errors import BadValue
from incidentmap.export.text import scrub
from incidentmap.frame import LIST_COLUMNS, META, SCHEMA, check, conform

if TYPE_CHECKING:
    import geopandas as gpd


_JSON: Final = orjson.OPT_SERIALIZE_NUMPY


def ready(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a frame that is an incident frame with the schema's dtypes, and nothing beside it.

    Raises
    ------
    BadValue
        When it is not, or has columns of its own: nothing is dropped in silence.

    Examples
    --------
    >>> from incidentmap.frame import empty
    >>> len(ready(empty()).columns)
    34
    """
    check(frame)
    as_it_should_be = len(frame.columns) == len(SCHEMA) + 1 and all(str(frame[c].dtype) == d for c, d in SCHEMA.items())
    return frame if as_it_should_be else conform(frame)


@cache
def _version() -> str:
    from importlib.metadata import version

    return version("incidentmap")


def provenance(frame: gpd.GeoDataFrame) -> dict[str, Any]:
    """Say what made the file: this program's version, then what the frame says of its gazetteer and its sources.

    Examples
    --------
    >>> from incidentmap.frame import empty
    >>> list(provenance(empty()))
    ['version']
    """
    meta = frame.attrs.get(META)
    return {"version": _version(), **(scrub(meta) if isinstance(meta, dict) else {})}


def attribution(frame: gpd.GeoDataFrame) -> str:
    """Join the credits that the sources ask for, as one line; empty when the frame names none.

    Examples
    --------
    >>> from incidentmap.frame import empty
    >>> attribution(empty())
    ''
    """
    named = provenance(frame).get("attribution") or []
    return "; ".join(str(c) for c in named) if isinstance(named, list) else str(named)


def plain_columns(frame: gpd.GeoDataFrame) -> dict[str, Any]:
    """Give the columns that hold one value per row as Arrow arrays: texts, days, floats, integers, yes or no.

    What is not a finite number is null.

    Examples
    --------
    >>> from incidentmap.frame import empty
    >>> sorted({str(c.type) for c in plain_columns(empty()).values()})
    ['bool', 'date32[day]', 'double', 'int64', 'large_string']
    """
    import numpy as np
    import pyarrow as pa

    columns = {}
    kinds = {"Int64": pa.int64(), "boolean": pa.bool_()}
    for name, dtype in SCHEMA.items():
        if name in LIST_COLUMNS:
            continue
        values = frame[name]
        if dtype.startswith("datetime64"):
            columns[name] = pa.array(values.to_numpy().astype("datetime64[D]"), pa.date32())
        elif dtype == "float64":
            numbers = values.to_numpy() + 0.0  # -0.0 is written as 0, so that it reads back the same
            columns[name] = pa.array(numbers, pa.float64(), mask=~np.isfinite(numbers))
        else:
            array = pa.array(values, kinds.get(dtype) or pa.large_string())
            columns[name] = array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
    return columns


class ListColumn:
    """A column of lists, as JSON. Lists of the same objects are written once.

    Examples
    --------
    >>> from incidentmap.frame import conform
    >>> import pandas as pd
    >>> ListColumn(conform(pd.DataFrame({"actors": [["A", "B"], []]})), "actors").slice(0, 2).to_pylist()
    ['["A","B"]', '[]']
    """

    def __init__(self, frame: gpd.GeoDataFrame, name: str) -> None:
        self.name = name
        self.lists: list[list[Any]] = frame[name].tolist()
        if set(map(type, self.lists)) - {list}:
            self.lists = conform(frame[[name]])[name].tolist()
        # Evidence is of one row each; keeping it would only cost memory.
        self._written: dict[tuple[int, ...], bytes] | None = None if name == "evidence" else {}

    def slice(self, start: int, count: int) -> Any:
        """Give the JSON of some rows as an Arrow array of texts."""
        import pyarrow as pa

        lists = self.lists[start : start + count]
        if not any(lists):
            return pa.repeat(pa.scalar("[]", pa.large_string()), len(lists))
        texts = self._each(lists, start) if self._written is None else self._remembered(lists, start, self._written)
        return pa.array(texts, pa.large_binary()).view(pa.large_string())

    def _each(self, lists: list[list[Any]], start: int) -> list[bytes]:
        try:
            return [orjson.dumps(items, option=_JSON) for items in lists]
        except TypeError:
            return [self._dump(items, start + i) for i, items in enumerate(lists)]

    def _remembered(self, lists: list[list[Any]], start: int, written: dict[tuple[int, ...], bytes]) -> list[bytes]:
        # The objects live as long as this column does, so their identity is theirs alone.
        keys = [tuple(map(id, items)) for items in lists]
        for i, key in enumerate(keys):
            if key not in written:
                written[key] = self._dump(lists[i], start + i)
        return [written[key] for key in keys]

    def _dump(self, items: list[Any], row: int) -> bytes:
        try:
            return dump(items)
        except TypeError as error:
            raise BadValue(
                f"it holds what JSON cannot: {error}", row=row + 2, field=self.name, remedy="see docs/frame.md"
            ) from error


def dump(value: Any) -> bytes:
    r"""Write JSON: not-a-number as null, lone surrogates as U+FFFD.

    Examples
    --------
    >>> dump({"a": float("nan"), "b": "\ud800"}).decode()
    '{"a":null,"b":"�"}'
    """
    try:
        return orjson.dumps(value, option=_JSON)
    except TypeError:
        return orjson.dumps(scrub(value), option=_JSON)
