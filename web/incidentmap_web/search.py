"""The search box: in which of its texts an incident may hold a word, and which incidents do."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from incidentmap.mapping.coding import combine, distinct_lists, factorize
from incidentmap_web.words import WordIndex

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from incidentmap_web.facets import Facets
    from incidentmap_web.times import Intervals

_PLACE: Final = ("place", "place_name", "within", "admin2", "admin1", "country")


class Search:
    """Words of summaries, places, kinds and days: what ``haystack`` of the page's ``incidents.js`` looks in.

    It reads the words while the server answers its first questions; a search waits until that is done.

    Parameters
    ----------
    frame : GeoDataFrame
        An incident frame, in the order that its rows are to be known by.
    facets : Facets
    intervals : Intervals
    """

    def __init__(self, frame: gpd.GeoDataFrame, facets: Facets, intervals: Intervals) -> None:
        self._facets, self._intervals = facets, intervals
        self._tables: list[tuple[WordIndex, NDArray[np.int64] | None]] = []
        self._failed: BaseException | None = None
        self._reading = Thread(target=self._read, args=(frame,), daemon=True)
        self._reading.start()

    def holding(self, word: str) -> NDArray[np.bool_]:
        """Tell which rows hold one word, or a part of it."""
        self._reading.join()
        if self._failed is not None:
            raise self._failed
        masks = [index.holding(word) if code is None else index.holding(word)[code] for index, code in self._tables]
        return np.asarray(np.logical_or.reduce(masks))

    def _read(self, frame: gpd.GeoDataFrame) -> None:
        try:
            where, places = _places(frame)
            self._tables = [
                (WordIndex(frame["summary"]), None),
                (WordIndex(places), where),
                (WordIndex(self._facets.texts()), self._facets.kind),
                (WordIndex(self._intervals.texts()), self._intervals.of),
            ]
        except Exception as error:  # noqa: BLE001 - told to whoever searches
            self._failed = error


def _places(frame: gpd.GeoDataFrame) -> tuple[NDArray[np.int64], list[str]]:
    """Write each distinct place's names as one text."""
    columns = {name: factorize(frame[name]) for name in _PLACE}
    candidates, ranked = distinct_lists(frame["candidates"])
    code, first = combine([*(codes for codes, _ in columns.values()), candidates], len(frame))
    names = [" ".join(str(one["name"]) for one in some if one.get("name")) for some in ranked]
    lines: list[list[Any]] = [
        [values[i] if i >= 0 else "" for i in codes[first].tolist()] for codes, values in columns.values()
    ]
    lines.append([names[i] for i in candidates[first].tolist()])
    return code, ["\n".join(map(str, texts)) for texts in zip(*lines, strict=True)]
