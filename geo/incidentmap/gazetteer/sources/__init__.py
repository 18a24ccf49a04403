"""One reader per source format, each giving the same columns.

A reader returns :class:`Rows`: columns, not objects, because the default gazetteer is a quarter of a million places.
To add a source: write a module here with a ``read`` function, list it in ``gazetteer/build.py``, and name its origin,
licence and date in ``data/gazetteer/SOURCES.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Origin:
    """Where rows come from: what ``gazetteer info`` and every attribution line show."""

    key: str
    title: str
    version: str
    licence: str
    attribution: str
    url: str


@dataclass(frozen=True, slots=True)
class Rows:
    """What a reader gives.

    Parameters
    ----------
    origin : Origin
    places : DataFrame
        ``id`` (with the source's prefix), ``name``, ``names`` (list of other spellings), ``lon``, ``lat`` (degrees),
        ``feature`` (a :class:`~incidentmap.model.Feature` value), ``country`` (ISO alpha-2 or None), ``population``
        (0 for unknown); and where the source has them ``admin1`` and ``admin2`` (names of the containers),
        ``boundary`` (shapely geometry or None), ``disputed`` (bool).
    """

    origin: Origin
    places: pd.DataFrame
