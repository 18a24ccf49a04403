"""What every reader hands on: columns of text cells, and the rows that could not even be cut into cells."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from incidentmap.model import Rejection
from incidentmap.records.columns import Columns

#: The longest row, in characters. A longer one is a broken quote or no table at all, and is never held in memory.
LONGEST_ROW = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read a file: its name in messages and in rejections, its encoding, and who chooses the columns."""

    file: str
    encoding: str
    choose: Callable[[Sequence[str]], Columns]


@dataclass(slots=True)
class Cells:
    """A table as text.

    Parameters
    ----------
    columns : Columns
        Which column is which.
    values : mapping
        Column's name → its cells. An empty cell is ``""``.
    rows : sequence of int
        Each row's number as a person counts it; the header is row 1.
    text : callable
        Position in ``rows`` → the row as it stood.
    rejected : list of Rejection
    """

    columns: Columns
    values: Mapping[str, Sequence[str]]
    rows: Sequence[int]
    text: Callable[[int], str]
    rejected: list[Rejection] = field(default_factory=list)


def text_of(value: Any) -> str:
    """Write a typed cell as a person would: days as ISO, whole numbers without a fraction, lists with semicolons.

    Examples
    --------
    >>> [text_of(v) for v in (None, 3.0, 50.723, date(2024, 3, 12), ["A", "B"], float("nan"), {"a": [1]})]
    ['', '3', '50.723', '2024-03-12', 'A; B', '', '{"a":[1]}']
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, float):
        return "" if math.isnan(value) else str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, list) and not any(isinstance(item, (list, dict)) for item in value):
        return "; ".join(text_of(item) for item in value)
    if isinstance(value, (list, dict)):
        return json_of(value)
    return str(value)


def json_of(value: Any) -> str:
    """Write a nested value as JSON; what JSON has no form for, as its text.

    Examples
    --------
    >>> json_of({"a": date(2024, 3, 12)})
    '{"a":"2024-03-12"}'
    """
    return json.dumps(value, default=str, ensure_ascii=False, separators=(",", ":"))
