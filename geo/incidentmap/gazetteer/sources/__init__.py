"""One reader per source format, each giving the same columns.

A reader module has two functions:

``sniff(path)``
    Tell, from the name and the first bytes, whether the file or folder is of this format. It never raises.
``read(path, options)``
    Yield :class:`Rows`, some 100,000 at a time, so that a file of any size is read in little memory.

The bundled tables (:mod:`.cities`, :mod:`.boundaries`, :mod:`.border`, :mod:`.villages`) have ``read()`` alone.
To add a format: write a module here, list it in :mod:`.formats`, give it a golden fixture of its real column layout in
``tests/data/gazetteer``, and a paragraph in ``docs/gazetteer.md``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

    from incidentmap.model import Rejection

#: So many places travel together.
CHUNK: Final = 100_000


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
class Options:
    """How to read a file that a user added; a reader uses those that concern it.

    Parameters
    ----------
    country : str or None
        ISO alpha-2 code for rows that name no country.
    columns : mapping
        Our column name → the file's: ``{"name": "NAZVA", "lat": "Y"}``.
    layer : str or None
        The layer of a file that has several.
    encoding : str
        Of a text table.
    level : str or None
        What polygons are: "district", "region" or "country".
    key, title, licence, attribution : str or None
        What to call the source, where the format does not tell.
    beside : tuple of Path
        The other files that the user added: a GeoNames dump finds its code tables among them.
    """

    country: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    layer: str | None = None
    encoding: str = "utf-8"
    level: str | None = None
    key: str | None = None
    title: str | None = None
    licence: str | None = None
    attribution: str | None = None
    beside: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """What a reader gives: a part of a source.

    Parameters
    ----------
    origin : Origin
        The same for every part.
    places : DataFrame or None
        One row a place, with ``id`` (str, with the source's prefix: "geonames:577206"; unique within the source),
        ``name`` (str, not empty), ``lon``, ``lat`` (float64, WGS84 degrees, finite and in range), ``feature``
        (a :class:`~incidentmap.model.Feature` value). Where the source has them also ``lang`` (of ``name``: ISO 639-1,
        or ""), ``code`` (the source's own kind: "PPL", "place=village"; or ""), ``country`` (ISO alpha-2 or None),
        ``population`` (int, 0 for unknown), ``admin1`` and ``admin2`` (names of the containers as the source writes
        them, or None), ``same_as`` (list of ids of other sources that are this place: ["geonames:577206"]),
        ``boundary`` (shapely geometry in WGS84, or None), ``disputed`` (bool), ``spans`` (list of ids of the units
        that an area is made of, or that a water lies in), ``note`` (what to know of it, or None), ``pointless`` (bool:
        its point is a place holder, since no source gives one that can be relied on).
    names : DataFrame or None
        The other spellings, one a row: ``id`` (of a place of this or of another source), ``name``, ``lang``
        (ISO 639-1, or "" when unknown), ``kind`` ("" ordinary, "historic", "short", "colloquial"); ``own`` (bool) where
        some are as much the place's own name as the one in ``places``.
    links : DataFrame or None
        Containment that the source states by id: ``id``, ``parent``.
    rejected : tuple of Rejection
        Rows that could not be used, each with its reason; nothing is dropped in silence.
    """

    origin: Origin
    places: pd.DataFrame | None = None
    names: pd.DataFrame | None = None
    links: pd.DataFrame | None = None
    rejected: tuple[Rejection, ...] = ()


def slug(name: str) -> str:
    """Write a Latin name as a part of an id: it must not change when the keys of names do.

    Examples
    --------
    >>> slug("Grayvoronsky District")
    'grayvoronsky-district'
    """
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")


def spread(ids: Sequence[str] | pd.Series[str], names: Sequence[Sequence[str]], *, lang: str = "") -> pd.DataFrame:
    """Write lists of spellings, one list a place, as the rows of :attr:`Rows.names`.

    Examples
    --------
    >>> spread(["a:1", "a:2"], [["x", "y"], []])[["id", "name"]].values.tolist()
    [['a:1', 'x'], ['a:1', 'y']]
    """
    import numpy as np
    import pandas as pd

    repeated = np.repeat(np.asarray(ids, dtype=object), [len(n) for n in names])
    return pd.DataFrame({"id": repeated, "name": [n for own in names for n in own], "lang": lang, "kind": ""})
