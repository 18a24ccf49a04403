"""The incident frame as JSON columns: the only function through which incident data enters a page.

The file in a page and the answer of a server are the same bytes, so one decoder reads both
(``client/src/data/incidents.js``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from incidentmap.frame import META, SOURCE_KEYS
from incidentmap.mapping import coding, shapes
from incidentmap.mapping.coding import integers, member, member_numbers, scaled, strings
from incidentmap.mapping.text import json_object, json_value

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

#: The version of the format; the client refuses another one with a plain message.
FORMAT: Final = 1
_PLACE: Final = (
    "place", "within", "place_id", "place_name", "country", "admin1", "admin2", "match", "precision", "rule", "reason",
)  # fmt: skip

#: Numbers of a place, and how finely they are written.
_SCALES: Final = {"radius_km": 1000, "label_lon": coding.SCALE, "label_lat": coding.SCALE}


def encode_columns(frame: gpd.GeoDataFrame, *, total: int | None = None) -> bytes:
    r"""Write an incident frame as JSON columns.

    Equal places, times, texts, lists and geometries are written once. Inside strings ``<``, ``>``, ``&`` and ``{``
    are escaped, so the bytes may stand in a page or in a template as they are.

    Parameters
    ----------
    frame : GeoDataFrame
        An incident frame, or a slice of one (``incidentmap.frame.select``).
    total : int, optional
        How many incidents there were to choose from. When it is more than the frame has, the page says
        "showing 20,000 of 1,000,000".

    Returns
    -------
    bytes
        UTF-8.

    Examples
    --------
    >>> from incidentmap.frame import conform
    >>> data = encode_columns(conform(pd.DataFrame({"id": ["a1"], "summary": ["{{ 7*7 }}</script>"]})))
    >>> b"</script" in data, b"{{" in data, b"\\u007b\\u007b 7*7 }}" in data
    (False, False, True)
    """
    count = len(frame)
    located = shapes.take_apart(np.asarray(frame.geometry.array, dtype=object))
    return json_object(
        {
            "format": json_value(FORMAT),
            "rows": json_value(count),
            "meta": _meta(frame, count if total is None else max(total, count)),
            "id": strings(frame["id"]),
            **_when(frame),
            **_where(frame, located),
            "shapes": shapes.encode_shapes(located.shapes),
            **_what(frame),
            "evidence": _evidence(frame),
        }
    )


def _meta(frame: gpd.GeoDataFrame, total: int) -> bytes:
    meta = frame.attrs.get(META) or {}
    gazetteer = meta.get("gazetteer") or {}
    return json_object(
        {
            "total": json_value(total),
            "attribution": json_value([str(line) for line in meta.get("attribution") or []]),
            "gazetteer": json_value(str(gazetteer["version"]) if "version" in gazetteer else None),
        }
    )


def _index(codes: NDArray[np.int64]) -> bytes:
    """Write which record of a table each row has; null when row i has record i."""
    return b"null" if np.array_equal(codes, np.arange(len(codes))) else integers(codes)


def _days(column: Any) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Count days since 1970-01-01."""
    days = column.to_numpy().astype("datetime64[D]")
    missing = np.isnat(days)
    return np.where(missing, 0, days.astype(np.int64)), missing


def _when(frame: gpd.GeoDataFrame) -> dict[str, bytes]:
    (start, no_start), (end, no_end) = _days(frame["start"]), _days(frame["end"])
    texts = [coding.factorize(frame[name])[0] for name in ("time_precision", "time_phrase")]
    codes, first = coding.combine([start, no_start.astype(np.int64), end, no_end.astype(np.int64), *texts], len(frame))
    table = {
        "start": integers(start[first], no_start[first]),
        "end": integers(end[first], no_end[first]),
        "precision": strings(frame["time_precision"].iloc[first]),
        "phrase": strings(frame["time_phrase"].iloc[first]),
    }
    return {"when": _index(codes), "whens": json_object(table)}


def _where(frame: gpd.GeoDataFrame, located: shapes.Located) -> dict[str, bytes]:
    texts = [coding.factorize(frame[name])[0] for name in (*_PLACE, "shape")]
    estimated = frame["estimated"].to_numpy(np.int64, na_value=-1)
    measures = _measures(frame, located)
    candidates, ranked = coding.distinct_lists(frame["candidates"])
    parts = [
        *texts, *(pd.factorize(values)[0].astype(np.int64) for values in measures.values()), estimated, candidates,
        located.lon, located.lat, located.pointed.astype(np.int64), located.shape,
    ]  # fmt: skip
    codes, first = coding.combine(parts, len(frame))
    unpointed = ~located.pointed[first]
    table = {
        **{name: strings(frame[name].iloc[first]) for name in _PLACE},
        # What the geometry is; its number is "shape".
        "shape_kind": strings(frame["shape"].iloc[first]),
        "estimated": integers(estimated[first], estimated[first] < 0),
        **{name: scaled(values[first], _SCALES[name]) for name, values in measures.items()},
        "lon": integers(located.lon[first], unpointed),
        "lat": integers(located.lat[first], unpointed),
        "shape": integers(located.shape[first]),
        "candidates": _index(candidates[first]),
    }
    return {"where": _index(codes), "wheres": json_object(table), "candidates": _candidates(ranked)}


def _measures(frame: gpd.GeoDataFrame, located: shapes.Located) -> dict[str, NDArray[np.float64]]:
    numbers = {name: frame[name].to_numpy(np.float64, na_value=np.nan) for name in _SCALES}
    for name in ("label_lon", "label_lat"):
        # A point is its own label, and what is not drawn has none.
        numbers[name] = np.where(located.shape >= 0, numbers[name], np.nan)
    return numbers


def _candidates(ranked: list[list[Any]]) -> bytes:
    items = [item for candidates in ranked for item in candidates]
    return json_object(
        {
            "counts": integers([len(candidates) for candidates in ranked]),
            **{key: strings(member(items, key)) for key in ("id", "name", "admin1", "admin2", "match")},
            "lon": scaled(member_numbers(items, "lon")),
            "lat": scaled(member_numbers(items, "lat")),
            "score": scaled(member_numbers(items, "score"), 1000),
        }
    )


def _what(frame: gpd.GeoDataFrame) -> dict[str, bytes]:
    fatalities = {
        name: integers(frame[name].fillna(0).to_numpy(np.int64), frame[name].isna().to_numpy())
        for name in ("fatalities_low", "fatalities_high")
    }
    return {
        "event_type": strings(frame["event_type"]),
        "sub_event_type": strings(frame["sub_event_type"]),
        "summary": strings(frame["summary"]),
        **fatalities,
        "recorded_lon": scaled(frame["recorded_lon"]),
        "recorded_lat": scaled(frame["recorded_lat"]),
        "recorded_precision": strings(frame["recorded_precision"]),
        "actors": coding.lists(frame["actors"], strings),
        "sources": coding.lists(frame["sources"], _sources),
    }


def _sources(items: list[Any]) -> bytes:
    return json_object({key: strings(member(items, key)) for key in SOURCE_KEYS})


def _evidence(frame: gpd.GeoDataFrame) -> bytes:
    """Write evidence flat, with the number of pieces per row.

    A table's evidence often is the row's own text: a sentence equal to the summary is flagged, not written again.
    """
    cells = [cell if isinstance(cell, (list, tuple)) else [] for cell in frame["evidence"]]
    items = [item for cell in cells for item in cell]
    counts = np.array([len(cell) for cell in cells], dtype=np.int64)
    sentences = np.array(member(items, "sentence"), dtype=object)
    same = np.asarray(sentences == np.repeat(frame["summary"].to_numpy(object), counts), dtype=bool)
    sentences[same] = None
    return json_object(
        {
            "counts": integers(counts),
            "sentence": strings(sentences),
            "is_summary": integers(same),
            **{key: strings(member(items, key)) for key in ("source", "rule")},
            **{key: scaled(member_numbers(items, key), 1) for key in ("start", "end")},
        }
    )
