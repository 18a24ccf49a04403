"""Incidents as GeoJSON features, written once: a map that is panned asks for the same ones over and over."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import orjson

import incidentmap as im

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    import numpy as np
    from numpy.typing import NDArray

#: Written features are kept up to so many bytes; about 100,000 incidents of a sentence each.
BUDGET_BYTES: Final = 128 * 1024 * 1024


class FeatureStore:
    """The features of a frame as bytes, each written on first use and kept while there is room.

    Parameters
    ----------
    frame : GeoDataFrame
        An incident frame.
    budget_bytes : int, optional

    Examples
    --------
    >>> import numpy as np
    >>> from incidentmap.frame import empty
    >>> FeatureStore(empty()).collection(np.arange(0), {"numberMatched": 0})[:42]
    b'{"type":"FeatureCollection","numberMatched'
    """

    def __init__(self, frame: gpd.GeoDataFrame, *, budget_bytes: int = BUDGET_BYTES) -> None:
        self._frame = frame
        self._budget_bytes = budget_bytes
        self._kept: dict[int, bytes] = {}
        self._kept_bytes = 0
        self._lock = Lock()
        self._provenance = orjson.loads(im.to_geojson(frame.iloc[:0]))["incidentmap"]

    def collection(self, rows: NDArray[np.intp], members: Mapping[str, Any]) -> bytes:
        """Write some rows as a FeatureCollection with further members, the same features as in an exported file."""
        head = {"type": "FeatureCollection", **members, "incidentmap": self._provenance}
        return orjson.dumps(head)[:-1] + b',"features":[\n' + b",\n".join(self._features(rows)) + b"\n]}\n"

    def _features(self, rows: NDArray[np.intp]) -> list[bytes]:
        wanted: list[int] = rows.tolist()
        kept = self._kept
        features = {row: feature for row in wanted if (feature := kept.get(row)) is not None}
        missing = [row for row in wanted if row not in features]
        if missing:
            written = dict(zip(missing, self._write(missing), strict=True))
            features |= written
            self._keep(written)
        return [features[row] for row in wanted]

    def _write(self, rows: list[int]) -> list[bytes]:
        # An exported file has one feature on each line, between a first and a last line of its own.
        lines = im.to_geojson(self._frame.iloc[rows]).split(b"\n")
        return [line.removesuffix(b",") for line in lines[1 : len(rows) + 1]]

    def _keep(self, written: Mapping[int, bytes]) -> None:
        with self._lock:
            for row, feature in written.items():
                if row not in self._kept:
                    self._kept[row] = feature
                    self._kept_bytes += len(feature)
            while self._kept_bytes > self._budget_bytes:
                self._kept_bytes -= len(self._kept.pop(next(iter(self._kept))))
