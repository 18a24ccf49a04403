"""What an incident frame is: its columns and dtypes, its checks, and the ids of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

from incidentmap.errors import BadValue, quote
from incidentmap.model import Precision, Rejection, Shape, Source

if TYPE_CHECKING:
    # Every light module knows the frame's names; only the functions here need the heavy libraries.
    import geopandas as gpd
    import pandas as pd

CRS: Final = "EPSG:4326"

#: Column → dtype. ``object`` columns hold lists: of strings (``actors``) or of dicts (the other three).
#: Times are whole days; ``datetime64[s]`` reaches from year 1 to 9999, which nanoseconds do not.
SCHEMA: Final[dict[str, str]] = {
    "id": "str",
    "start": "datetime64[s]",
    "end": "datetime64[s]",
    "time_precision": "str",
    "time_phrase": "str",
    "place": "str",
    "within": "str",
    "place_id": "str",
    "place_name": "str",
    "country": "str",
    "admin1": "str",
    "admin2": "str",
    "match": "str",
    "precision": "str",
    "shape": "str",
    "radius_km": "float64",
    "estimated": "boolean",
    "label_lon": "float64",
    "label_lat": "float64",
    "rule": "str",
    "reason": "str",
    "candidates": "object",
    "recorded_lon": "float64",
    "recorded_lat": "float64",
    "recorded_precision": "str",
    "event_type": "str",
    "sub_event_type": "str",
    "actors": "object",
    "fatalities_low": "Int64",
    "fatalities_high": "Int64",
    "summary": "str",
    "sources": "object",
    "evidence": "object",
}

#: The dtypes of pandas whose null is their own.
_NULLABLE: Final = ("Int64", "boolean")

#: The keys of the dicts inside the list columns, in order.
CANDIDATE_KEYS: Final = ("id", "name", "admin1", "admin2", "lon", "lat", "match", "score")
SOURCE_KEYS: Final = ("id", "title", "url", "published", "licence", "sha256")
EVIDENCE_KEYS: Final = ("source", "start", "end", "sentence", "rule")
LIST_COLUMNS: Final = ("candidates", "actors", "sources", "evidence")

#: What an incident's id is a hash of: what the sources say, never what a gazetteer makes of it.
_CONTENT: Final = (
    "start", "end", "time_precision", "place", "within", "recorded_lon", "recorded_lat", "event_type",
    "sub_event_type", "fatalities_low", "fatalities_high", "summary",
)  # fmt: skip

#: ``frame.attrs[META]`` says what the frame was made with: ``gazetteer`` (version, fingerprint) and ``attribution``.
META: Final = "incidentmap"


@dataclass(frozen=True, slots=True)
class EventTable:
    """What a record reader hands to :func:`incidentmap.locate`: an incident frame that is not located yet.

    Parameters
    ----------
    events : DataFrame
        The schema's columns that a table can fill; no ``id`` and no geometry.
    rejected : tuple of Rejection
        The rows that could not be read. ``len(events) + len(rejected)`` is the number of rows in the file.
    source : Source
        The file, with the hash of its bytes.
    """

    events: pd.DataFrame
    rejected: tuple[Rejection, ...]
    source: Source


def conform(table: pd.DataFrame, geometry: Any = None) -> gpd.GeoDataFrame:
    """Give a table the schema: every column, in order, with its dtype; what is absent becomes null.

    Parameters
    ----------
    table : DataFrame
        Any of the schema's columns. Others are refused: nothing is dropped in silence.
    geometry : sequence of shapely geometries or None, optional
        Taken from the table's own ``geometry`` column when not given.

    Raises
    ------
    BadValue
        When a column is not one of the schema's, or does not hold what its dtype says.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = conform(pd.DataFrame({"place": ["Belgorod"]}))
    >>> frame.crs.to_epsg(), len(frame.columns), frame["candidates"][0], frame.geometry[0] is None
    (4326, 34, [], True)
    """
    import geopandas as gpd
    import pandas as pd

    strange = [str(c) for c in table.columns if c not in SCHEMA and c != "geometry"]
    if strange:
        raise BadValue(
            f"columns {', '.join(map(repr, strange))} are not part of the incident frame",
            remedy="drop or rename them (docs/frame.md lists the columns)",
        )
    index = pd.RangeIndex(len(table))
    columns = {name: _column(table, name, dtype, index) for name, dtype in SCHEMA.items()}
    if geometry is None:
        geometry = list(table["geometry"]) if "geometry" in table.columns else [None] * len(table)
    frame = gpd.GeoDataFrame(columns, index=index, geometry=gpd.GeoSeries(list(geometry), index=index, crs=CRS))
    frame["precision"] = frame["precision"].fillna(Precision.UNLOCATED.value)
    frame["time_precision"] = frame["time_precision"].fillna("unknown")
    frame.attrs.update(table.attrs)
    return frame


def _column(table: pd.DataFrame, name: str, dtype: str, index: pd.Index) -> pd.Series[Any]:
    import numpy as np
    import pandas as pd

    if dtype == "object":
        values = table[name].tolist() if name in table.columns else [None] * len(index)
        column = np.empty(len(index), dtype=object)
        for i, value in enumerate(values):
            # A list stays the object it is: rows that say the same share it, and it is written out once.
            column[i] = value if type(value) is list else list(value) if isinstance(value, (tuple, np.ndarray)) else []
        return pd.Series(column, index=index, name=name)
    if name not in table.columns:
        missing: Any = "NaT" if dtype.startswith("datetime") else pd.NA if dtype in _NULLABLE else None
        return pd.Series([missing] * len(index), index=index, name=name).astype(dtype)
    try:
        return table[name].set_axis(index).astype(dtype)
    except (TypeError, ValueError) as error:
        raise BadValue(f"it does not hold {dtype} values: {error}", field=name, remedy="see docs/frame.md") from error


def empty() -> gpd.GeoDataFrame:
    """Make a frame without incidents.

    Examples
    --------
    >>> len(empty())
    0
    """
    import pandas as pd

    return conform(pd.DataFrame())


#: Columns of a few words: which, and what to do about another one.
_WORDS: Final[tuple[tuple[str, type[StrEnum], str], ...]] = (
    ("precision", Precision, "use one of the ladder's classes"),
    ("shape", Shape, f"use one of {', '.join(Shape)}, or leave it empty"),
)


def check(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the frame if it is an incident frame; say what is wrong otherwise.

    Raises
    ------
    BadValue
        When columns, coordinate system, ids, precision, shape or times are not as the schema says.

    Examples
    --------
    >>> check(empty()).empty
    True
    """
    missing = [c for c in (*SCHEMA, "geometry") if c not in frame.columns]
    if missing:
        raise BadValue(
            f"columns {', '.join(map(repr, missing))} are missing from the frame",
            remedy="make the frame with incidentmap.locate() or incidentmap.frame.conform()",
        )
    if frame.crs is None or frame.crs.to_epsg() != 4326:
        raise BadValue(f"the frame's coordinates are in {frame.crs}", remedy="call frame.to_crs('EPSG:4326')")
    if frame["id"].duplicated().any():
        twice = frame["id"][frame["id"].duplicated()].iloc[0]
        raise BadValue(f"the id {twice!r} stands twice", remedy="give ids with incidentmap.frame.identify()")
    for name, words, remedy in _WORDS:
        odd = set(frame[name].dropna().unique()) - {word.value for word in words}
        if odd:
            raise BadValue(f"{quote(min(odd))} is no {name}", field=name, remedy=remedy)
    if (frame["end"] < frame["start"]).any():
        raise BadValue("an incident ends before it starts", field="end", remedy="swap the two dates")
    return frame


def identify(frame: pd.DataFrame, seen: dict[str, int] | None = None) -> list[str]:
    """Make each row's id: a hash of what its source says, so that a rebuild gives the same id.

    Rows that say the same get ``-2``, ``-3`` … in order, so that no two incidents share an id.

    Parameters
    ----------
    frame : DataFrame
    seen : dict, optional
        How often each hash was met in the blocks of rows before this one; it is added to.

    Examples
    --------
    >>> import pandas as pd
    >>> identify(pd.DataFrame({"place": ["Belgorod", "Belgorod"], "summary": ["fire", "fire"]}))
    ['2dfdd8d47411b488', '2dfdd8d47411b488-2']
    """
    columns = [_as_text(frame[name]) if name in frame.columns else [""] * len(frame) for name in _CONTENT]
    actors = [""] * len(frame)
    if "actors" in frame.columns:
        actors = ["\x1e".join(a) if isinstance(a, (list, tuple)) else "" for a in frame["actors"]]
    seen = {} if seen is None else seen
    ids = []
    for row in zip(*columns, actors, strict=True):
        digest = blake2b("\x1f".join(row).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        count = seen[digest] = seen.get(digest, 0) + 1
        ids.append(digest if count == 1 else f"{digest}-{count}")
    return ids


def _as_text(column: pd.Series[Any]) -> list[str]:
    if column.dtype.kind == "M":
        import numpy as np

        return ["" if v == "NaT" else v for v in np.datetime_as_string(column.to_numpy(), unit="D").tolist()]
    return ["" if null else str(v) for v, null in zip(column.tolist(), column.isna().tolist(), strict=True)]
