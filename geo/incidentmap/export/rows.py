"""Columns of text → rows of text, in Arrow: how GeoJSON and CSV are put together without a Python object a row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

#: Rows in a chunk: small enough for the processor's cache, large enough that calls do not count.
CHUNK: Final = 4096


def join(parts: Iterable[Any]) -> bytes:
    """Join literals (the same in every row) and Arrow arrays of texts to rows, and rows to bytes.

    Examples
    --------
    >>> import pyarrow as pa
    >>> join(["<", pa.array(["a", "b"], pa.large_string()), ">"])
    b'<a><b>'
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    merged: list[Any] = []
    for part in parts:
        # Literals that meet become one: the fewer parts, the faster the join.
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        else:
            merged.append(part)
    kind = pa.large_string()
    columns = [pa.scalar(part, kind) if isinstance(part, str) else part for part in merged]
    return bytes_of(pc.binary_join_element_wise(*columns, pa.scalar("", kind))).tobytes()


def between(before: str, texts: Any, after: str) -> Any:
    """Put a literal before and after every text of an Arrow array; null stays null.

    Examples
    --------
    >>> import pyarrow as pa
    >>> between("[", pa.array(["a", None], pa.large_string()), "]").to_pylist()
    ['[a]', None]
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    before, after, nothing = (pa.scalar(text, texts.type) for text in (before, after, ""))
    return pc.binary_join_element_wise(before, texts, after, nothing)


def bytes_of(texts: Any) -> NDArray[np.uint8]:
    """View the bytes of an Arrow array of texts, which lie in memory end to end, without a copy.

    Examples
    --------
    >>> import pyarrow as pa
    >>> bytes_of(pa.array(["a", None, "bc"], pa.large_string()).slice(1)).tobytes()
    b'bc'
    """
    _, offsets, data = texts.buffers()
    if data is None:
        return np.zeros(0, dtype=np.uint8)
    first, last = np.frombuffer(offsets, dtype=np.int64)[[texts.offset, texts.offset + len(texts)]]
    return np.frombuffer(data, dtype=np.uint8)[first:last]
