"""The elements that carry data in a page: small ones as readable JSON, large ones compressed.

``client/src/data/blocks.js`` reads what this module writes.
"""

from __future__ import annotations

import base64
import zlib
from typing import Final

#: From how many bytes on a block is compressed.
PACKED_FROM: Final = 64_000
#: Up to here the usual level takes twenty milliseconds, the highest three times as long for one per cent less; above,
#: the fourth takes a tenth of a second for 100,000 incidents, and higher ones several times as long for a few per cent.
_LARGE: Final = 1_000_000
_LEVEL, _LARGE_LEVEL = 6, 4


def data_block(name: str, data: bytes, *, packed: bool = True) -> str:
    """Make the element that carries data; its text is never run, and is read by name.

    Parameters
    ----------
    name : str
        The element's id, one of the page's own.
    data : bytes
        JSON in which markup is escaped (:mod:`incidentmap.mapping.text`).
    packed : bool, optional
        Whether it may be compressed here. A server compresses the whole page, and better when it can read it.

    Returns
    -------
    str
        The same for the same bytes: what compresses them writes no time.

    Examples
    --------
    >>> data_block("a", b"[1]")
    '<script type="application/json" id="a">[1]</script>'
    >>> data_block("a", b" " * PACKED_FROM).partition(">")[0]
    '<script type="application/json" id="a" data-packed="deflate"'
    """
    if not packed or len(data) < PACKED_FROM:
        return f'<script type="application/json" id="{name}">{data.decode()}</script>'
    text = base64.b64encode(zlib.compress(data, _LEVEL if len(data) < _LARGE else _LARGE_LEVEL)).decode()
    return f'<script type="application/json" id="{name}" data-packed="deflate">{text}</script>'
