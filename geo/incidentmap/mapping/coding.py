"""Columns as JSON: strings by dictionary, numbers as integers, lists by their distinct values.

Each function returns finished JSON. ``client/src/data/columns.js`` reads what this module writes:

=========  ==================================================================================
strings    ``null`` (all null), ``[…]`` (as they are), ``{"values":[…],"codes":integers}``, or for texts that
           differ by one number ``{"before":[…],"after":[…],"codes":integers,"numbers":integers}``
integers   ``[…]`` with nulls, or one number that stands for every row
lists      ``{"codes":integers,"counts":integers,"items":…}``: distinct lists, one after another
=========  ==================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import orjson
import pandas as pd

from incidentmap.mapping.text import json_object, json_value

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Degrees are written as whole hundred-thousandths: 1.1 m at the equator.
SCALE: Final = 100_000
#: A text around its first number; nine digits fit the client's 32 bits.
_NUMBERED: Final = re.compile(r"(\D*)(0|[1-9][0-9]{0,8})(?![0-9])(.*)", re.DOTALL | re.ASCII)
_SAMPLE: Final = 200
_CONTENT: Final = orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_NON_STR_KEYS


def factorize(column: Any) -> tuple[NDArray[np.int64], list[Any]]:
    """Give numbers to a column's distinct values, in the order they appear; nulls get -1.

    Examples
    --------
    >>> codes, values = factorize(["b", "a", None, "b"])
    >>> codes.tolist(), values
    ([0, 1, -1, 0], ['b', 'a'])
    """
    array = column if isinstance(column, (pd.Series, np.ndarray)) else np.array(column, dtype=object)
    codes, values = pd.factorize(array)
    return codes.astype(np.int64), list(values)


def combine(parts: Iterable[NDArray[np.int64]], rows: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give numbers to the distinct combinations of several codes.

    Returns
    -------
    codes, first
        Each row's combination, in the order they appear; the first row of each.

    Examples
    --------
    >>> codes, first = combine([np.array([0, 0, 1]), np.array([5, 5, 5])], 3)
    >>> codes.tolist(), first.tolist()
    ([0, 0, 1], [0, 2])
    """
    key = np.zeros(rows, dtype=np.int64)
    for part in parts:
        low, high = (int(part.min()), int(part.max())) if rows else (0, 0)
        if low == high:
            continue
        # Numbered anew each time, so the product stays far below 2**63.
        key = pd.factorize(key * (high - low + 1) + (part - low))[0].astype(np.int64)
    if not rows:
        return key, key
    key = pd.factorize(key)[0].astype(np.int64)
    first = np.empty(int(key.max()) + 1, dtype=np.int64)
    first[key[::-1]] = np.arange(rows - 1, -1, -1)
    return key, first


def integers(values: Any, missing: NDArray[np.bool_] | None = None) -> bytes:
    """Write integers; where ``missing`` is true, null. A column of one value is written once.

    Examples
    --------
    >>> integers(np.array([4, 4, 4])), integers(np.array([1, 2]), np.array([False, True]))
    (b'4', b'[1,null]')
    """
    array = np.asarray(values, dtype=np.int64)
    if missing is not None and missing.any():
        if missing.all():
            return b"null"
        cells = array.astype(object)
        cells[missing] = None
        return json_value(cells.tolist())
    if len(array) and (array == array[0]).all():
        return json_value(int(array[0]))
    return json_value(array)


def scaled(values: Any, scale: float = SCALE) -> bytes:
    """Write floats as whole multiples of ``1/scale``; what is not finite as null."""
    array = np.asarray(values, dtype=np.float64)
    missing = ~np.isfinite(array)
    return integers(np.rint(np.where(missing, 0, array) * scale).astype(np.int64), missing)


def strings(column: Any) -> bytes:
    """Write a column of strings by the shorter of two ways: as they are, or by dictionary.

    Examples
    --------
    >>> strings(["a", "b"]), strings(["x", "x", "x", None])
    (b'["a","b"]', b'{"values":["x"],"codes":[0,0,0,-1]}')
    >>> strings([None, None])
    b'null'
    """
    codes, values = factorize(column)
    if not values:
        return b"null" if len(codes) else b"[]"
    texts = [v if isinstance(v, str) else str(v) for v in values]
    if len(texts) * 2 > len(codes) and len(texts) > 1:
        column = pick(texts, codes)
        return _numbered(column) or json_value(column)
    return json_object({"values": json_value(texts), "codes": integers(codes)})


def _numbered(texts: list[str | None]) -> bytes | None:
    """Write texts such as "row 17, column 'place'" as what they share and their numbers; None when they are not such.

    The first number of a text is the one taken out, if it is written as a number is: without a leading zero.
    """
    sample = [_NUMBERED.fullmatch(text) for text in texts[:_SAMPLE] if text is not None]
    if len(texts) < _SAMPLE or len({match and match.group(1, 3) for match in sample}) > _SAMPLE // 8:
        return None
    matches = [None if text is None else _NUMBERED.fullmatch(text) for text in texts]
    if any(match is None and text is not None for match, text in zip(matches, texts, strict=True)):
        return None
    numbers: dict[tuple[str, ...], int] = {}
    codes = [-1 if match is None else numbers.setdefault(match.group(1, 3), len(numbers)) for match in matches]
    if len(numbers) * 8 > len(texts):
        return None
    return json_object(
        {
            "before": json_value([before for before, _ in numbers]),
            "after": json_value([after for _, after in numbers]),
            "codes": integers(codes),
            "numbers": integers([0 if match is None else int(match[2]) for match in matches]),
        }
    )


def pick(values: Sequence[Any], codes: NDArray[np.int64]) -> list[Any]:
    """Look codes up; -1 is ``None``."""
    table = np.empty(len(values) + 1, dtype=object)
    table[: len(values)] = values
    return list(table[codes].tolist())  # -1 meets the last cell, which is None


def distinct_lists(column: Iterable[Any]) -> tuple[NDArray[np.int64], list[list[Any]]]:
    """Give numbers to a column's distinct lists, by their content. What is not a list counts as an empty one.

    Examples
    --------
    >>> codes, lists = distinct_lists([["a"], [], ["a"], None])
    >>> codes.tolist(), lists
    ([0, 1, 0, 1], [['a'], []])
    """
    cells = [cell if type(cell) is list else _as_list(cell) for cell in column]
    # First by identity, which is quick: a join hands the same items to many rows. Then by content.
    numbers: dict[tuple[int, ...], int] = {}
    rough = np.array([numbers.setdefault(tuple(map(id, cell)), len(numbers)) for cell in cells], dtype=np.int64)
    _, first = np.unique(rough, return_index=True)
    items = [cells[i] for i in first]
    try:
        keys: list[Any] = [orjson.dumps(cell, str, _CONTENT) for cell in items]
    except orjson.JSONEncodeError:  # half a surrogate pair somewhere
        keys = [repr(cell) for cell in items]
    fine, _ = factorize(keys)
    _, first = np.unique(fine, return_index=True)
    return fine[rough], [items[i] for i in first]


def _as_list(cell: Any) -> list[Any]:
    return list(cell) if isinstance(cell, (tuple, np.ndarray)) else []


def lists(column: Iterable[Any], write: Callable[[list[Any]], bytes]) -> bytes:
    """Write a column of lists: which list each row has, how long each list is, and all items in one row.

    ``write`` turns the items of all distinct lists, one after another, into JSON.
    """
    codes, distinct = distinct_lists(column)
    return json_object(
        {
            "codes": integers(codes),
            "counts": integers([len(items) for items in distinct]),
            "items": write([item for items in distinct for item in items]),
        }
    )


def member(items: Sequence[Any], key: str) -> list[Any]:
    """Take one key of each dict; what has none gives ``None``."""
    return [item.get(key) if isinstance(item, dict) else None for item in items]


def member_numbers(items: Sequence[Any], key: str) -> NDArray[np.float64]:
    """Take one key of each dict as a number; what is none becomes NaN."""
    values = pd.to_numeric(pd.Series(member(items, key), dtype=object), errors="coerce")
    return np.asarray(values, dtype=np.float64)
