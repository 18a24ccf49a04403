"""Features and Arrow tables → columns of the incident frame, each checked for what its dtype says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import orjson
import pandas as pd
import shapely

from incidentmap.errors import BadValue, quote
from incidentmap.frame import CANDIDATE_KEYS, EVIDENCE_KEYS, LIST_COLUMNS, SCHEMA, SOURCE_KEYS

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NONE: Final = type(None)
_TEXT: Final[frozenset[type]] = frozenset({str, _NONE})
_NUMBER: Final[frozenset[type]] = frozenset({int, float, _NONE})
_WHOLE: Final[frozenset[type]] = frozenset({int, _NONE})
_YES_OR_NO: Final[frozenset[type]] = frozenset({bool, _NONE})

#: dtype → the Python types that JSON may give for it.
_TYPES: Final = {
    "str": _TEXT, "datetime64[s]": _TEXT, "float64": _NUMBER, "Int64": _WHOLE, "boolean": _YES_OR_NO,
}  # fmt: skip

#: List column → key of its dicts → the types that it may hold. Actors are texts.
_KEYS: Final = {
    "candidates": dict.fromkeys(CANDIDATE_KEYS, _TEXT) | dict.fromkeys(("lon", "lat", "score"), _NUMBER),
    "sources": dict.fromkeys(SOURCE_KEYS, _TEXT),
    "evidence": dict.fromkeys(EVIDENCE_KEYS, _TEXT) | dict.fromkeys(("start", "end"), _WHOLE),
}


@dataclass(slots=True)
class Located:
    """What a file of located incidents holds: columns, geometries, and what the frame was made with."""

    columns: dict[str, Any]
    geometry: NDArray[np.object_]
    meta: dict[str, Any] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether there are no incidents."""
        return len(self.geometry) == 0


def from_features(features: list[Any], meta: Any, file: str) -> Located:
    """Turn GeoJSON features into columns.

    Raises
    ------
    BadValue
        When a feature, a property or a geometry is not what it should be.

    Examples
    --------
    >>> located = from_features([{"properties": {"place": "Belgorod"}, "geometry": None}], None, "a.geojson")
    >>> located.columns["place"].tolist(), located.geometry.tolist()
    (['Belgorod'], [None])
    """
    properties: list[Any] = [f.get("properties") if isinstance(f, dict) else None for f in features]
    _each(properties, {dict}, file, None, "it is not a feature with properties")
    columns = _columns(properties)
    geometry = _shapes([f.get("geometry") for f in features], file)
    typed = {name: _typed(name, values, file) for name, values in columns.items()}
    return Located(typed, geometry, meta if isinstance(meta, dict) else {})


def _columns(rows: list[dict[str, Any]]) -> dict[str, Sequence[Any]]:
    kinds = list(dict.fromkeys(map(tuple, rows)))
    if len(kinds) == 1 and len(kinds[0]) > 1:
        return dict(zip(kinds[0], zip(*map(itemgetter(*kinds[0]), rows), strict=True), strict=True))
    names = dict.fromkeys(name for kind in kinds for name in kind)
    return {name: [row.get(name) for row in rows] for name in names}


def from_arrow(table: Any, wkb: Sequence[bytes | None], meta: str | bytes | None, file: str) -> Located:
    """Turn an Arrow table, and geometries as WKB, into columns. Lists may be lists, or JSON texts.

    Raises
    ------
    BadValue
        When a column or a geometry is not what it should be.

    Examples
    --------
    >>> import pyarrow as pa
    >>> located = from_arrow(pa.table({"actors": ['["A"]']}), [shapely.to_wkb(shapely.Point(1, 2))], None, "a.fgb")
    >>> located.columns["actors"].tolist(), located.geometry.tolist()
    ([['A']], [<POINT (1 2)>])
    """
    columns = {name: _from_arrow(name, table.column(name), file) for name in table.column_names}
    shapes = _converted(np.array(wkb, dtype=object), shapely.from_wkb, file)
    return Located(columns, _in_range(shapes, file), _meta(meta))


def _meta(text: str | bytes | None) -> dict[str, Any]:
    try:
        meta = orjson.loads(text) if text else {}
    except orjson.JSONDecodeError:
        return {}
    return meta if isinstance(meta, dict) else {}


def _from_arrow(name: str, column: Any, file: str) -> Any:
    import pyarrow as pa

    dtype = SCHEMA.get(name)
    try:
        if dtype == "str":
            return column.cast(pa.large_string()).to_pandas()
        if dtype == "datetime64[s]":
            return column.cast(pa.timestamp("s")).to_numpy()
        if dtype == "float64":
            return column.cast(pa.float64()).to_numpy()
        values = column.to_pylist()
    except (pa.ArrowException, ValueError) as error:
        problem = f"it does not hold {dtype} values: {error}"
        raise BadValue(problem, file=file, field=name, remedy="export it again, or see docs/frame.md") from error
    if name in LIST_COLUMNS and (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        values = _parsed(name, values, file)
    return _typed(name, values, file)


def _parsed(name: str, texts: list[str | None], file: str) -> list[Any]:
    """Read lists that are JSON texts, each distinct one once, so that equal ones share their objects again."""
    known: dict[str | None, Any] = {None: None}
    for row, text in enumerate(texts):
        if text not in known:
            try:
                known[text] = orjson.loads(text or "[]")
            except orjson.JSONDecodeError as error:
                raise _bad(file, row, name, f"{quote(text)} is not JSON") from error
    return [known[text] for text in texts]


def _typed(name: str, values: Sequence[Any], file: str) -> Any:
    """Check a column's values, and give it its dtype."""
    dtype = SCHEMA.get(name)
    if dtype is None:
        return values
    if name in LIST_COLUMNS:
        return _lists(name, values, file)
    if dtype == "str" and (texts := _texts(values)) is not None:
        return texts
    _each(values, _TYPES[dtype], file, name, "it is not what this column holds")
    if dtype == "datetime64[s]":
        return _days(name, values, file)
    return pd.Series(values, dtype=dtype)


def _texts(values: Sequence[Any]) -> Any:
    """Take a column of texts and nulls in one step; None when something else is among them."""
    import pyarrow as pa

    try:
        return pa.array(values, pa.large_string()).to_pandas()
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return None


def _days(name: str, values: Sequence[str | None], file: str) -> NDArray[np.datetime64]:
    days: dict[str | None, np.datetime64] = {None: np.datetime64("NaT", "s")}
    for row, text in enumerate(values):
        if text not in days:
            try:
                if len(text or "") != len("2024-03-12"):
                    raise ValueError(text)
                days[text] = np.datetime64(text, "s")
            except ValueError as error:
                raise _bad(file, row, name, f"{quote(text)} is not a day") from error
    return np.array([days[text] for text in values], dtype="datetime64[s]")


def _lists(name: str, values: Sequence[Any], file: str) -> pd.Series[Any]:
    lists = [[] if value is None else value for value in values]
    _each(lists, {list}, file, name, "it is not a list")
    describe = type if name == "actors" else _described
    found = {describe(item) for items in lists for item in items}
    odd = {description for description in found if not _fits(name, description)}
    if odd:
        row = next(row for row, items in enumerate(lists) if any(describe(item) in odd for item in items))
        should = f"objects with the keys {', '.join(_KEYS[name])}" if name in _KEYS else "texts"
        raise _bad(file, row, name, f"the list does not hold {should}")
    column = np.empty(len(lists), dtype=object)
    column[:] = lists
    return pd.Series(column, dtype=object)


def _described(item: Any) -> Any:
    """Give the keys and the types of a dict, as one value: of a million entries, few differ in these."""
    return (*item, *map(type, item.values())) if type(item) is dict else type(item)


def _fits(name: str, description: Any) -> bool:
    if name == "actors":
        return description is str
    keys = _KEYS[name]
    if not isinstance(description, tuple) or len(description) != 2 * len(keys):
        return False
    kinds = dict(zip(description[: len(keys)], description[len(keys) :], strict=True))
    return kinds.keys() == keys.keys() and all(kind in keys[key] for key, kind in kinds.items())


def _each(values: Sequence[Any], kinds: Iterable[type], file: str, name: str | None, problem: str) -> None:
    """Check the types of all values at once; look for the row only when one is wrong."""
    odd = set(map(type, values)) - set(kinds)
    if odd:
        row = next(row for row, value in enumerate(values) if type(value) in odd)
        raise _bad(file, row, name, problem)


def _bad(file: str, position: int, name: str | None, problem: str) -> BadValue:
    return BadValue(problem, file=file, row=position + 2, field=name, remedy="export it again, or see docs/frame.md")


def _shapes(geometries: list[Any], file: str) -> NDArray[np.object_]:
    """Make geometries from GeoJSON: points in one go, equal areas once."""
    _each(geometries, {dict, _NONE}, file, "geometry", "it is not a geometry")
    shapes = np.full(len(geometries), None, dtype=object)
    spots = [i for i, g in enumerate(geometries) if g is not None and g.get("type") == "Point"]
    others = [i for i, g in enumerate(geometries) if g is not None and g.get("type") != "Point"]
    try:
        xy = np.array([geometries[i]["coordinates"] for i in spots], dtype=np.float64).reshape(len(spots), -1)
        if len(spots) and xy.shape[1] < 2:
            raise ValueError(xy.shape)
        shapes[spots] = shapely.points(xy[:, :2]) if len(spots) else []
    except (KeyError, TypeError, ValueError):
        others = sorted(others + spots)
    known: dict[bytes, int] = {}
    which = [known.setdefault(orjson.dumps(geometries[i]), len(known)) for i in others]
    first = {number: i for i, number in zip(reversed(others), reversed(which), strict=True)}
    rows = [first[number] for number in range(len(known))]
    distinct = _converted(np.array(list(known), dtype=object), shapely.from_geojson, file, rows)
    shapes[others] = distinct[which] if which else []
    return _in_range(shapes, file)


def _converted(
    values: NDArray[np.object_], convert: Callable[[Any], Any], file: str, rows: Sequence[int] | None = None
) -> NDArray[np.object_]:
    try:
        return np.asarray(convert(values), dtype=object)
    except (shapely.GEOSException, TypeError, ValueError):
        for position, value in enumerate(values):
            try:
                convert(value)
            except (shapely.GEOSException, TypeError, ValueError) as error:
                row = position if rows is None else rows[position]
                raise _bad(file, row, "geometry", f"it is not a geometry ({error})") from error
        raise


def _in_range(shapes: NDArray[np.object_], file: str) -> NDArray[np.object_]:
    """Refuse coordinates that are nowhere on Earth."""
    bounds = np.abs(shapely.bounds(shapes)).reshape(len(shapes), 4)
    wrong = (bounds > [180, 90, 180, 90]).any(axis=1)
    if wrong.any():
        problem = "a coordinate is not between -180 and 180, or -90 and 90"
        raise _bad(file, int(np.flatnonzero(wrong)[0]), "geometry", problem)
    return shapes
