"""The search box: in which of its texts an incident may hold a word, and which incidents do."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from incidentmap.mapping.coding import combine, distinct_lists, factorize
from incidentmap_web.facets import SEARCHED, Facets
from incidentmap_web.words import WordIndex

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from incidentmap_web.times import Intervals

_PLACE: Final = ("place", "place_name", "within", "admin2", "admin1", "country")


class Search:
    """Words of summaries, places, kinds and days: what ``data/haystacks.js`` of the page looks in.

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
        self._failed: BaseException | None = None
        self._reading = Thread(target=self._read, args=(frame,), daemon=True)
        self._reading.start()

    def holding(self, word: str) -> NDArray[np.bool_]:
        """Tell which rows hold one word, or a part of it."""
        self._reading.join()
        if self._failed is not None:
            raise self._failed
        kinds = self._facets.holding(lambda facet: self._values[facet].holding(word))
        starts, ends = np.split(self._days.holding(word), 2)
        found = self._summaries.holding(word) | self._places.holding(word)
        return np.asarray(found | kinds[self._facets.kind] | (starts | ends)[self._intervals.of])

    def _read(self, frame: gpd.GeoDataFrame) -> None:
        try:
            self._summaries = WordIndex(frame["summary"])
            self._places = _PlaceNames(frame)
            self._values = {facet: WordIndex(self._facets.names(facet)) for facet in SEARCHED}
            self._days = WordIndex(self._intervals.texts())
        except Exception as error:  # noqa: BLE001 - told to whoever searches
            self._failed = error


class _PlaceNames:
    """The names of places, each a text of its own: of each row, and of the places that could have been meant."""

    def __init__(self, frame: gpd.GeoDataFrame) -> None:
        columns = [factorize(frame[name]) for name in _PLACE]
        candidates, ranked = distinct_lists(frame["candidates"])
        self._of, first = combine([*(codes for codes, _ in columns), candidates], len(frame))
        #: Of each place the number of its name, in every column; 0 is none.
        self._codes = []
        names: list[Any] = [None]
        for codes, values in columns:
            self._codes.append(np.where(codes < 0, 0, codes + len(names))[first])
            names += map(str, values)
        self._ranked = candidates[first]
        named = [[str(one["name"]) for one in some if one.get("name")] for some in ranked]
        numbers = {name: i for i, name in enumerate(dict.fromkeys(name for some in named for name in some), len(names))}
        self._items = np.array([numbers[name] for some in named for name in some], dtype=np.int64)
        self._owners = np.repeat(np.arange(len(named)), [len(some) for some in named])
        self._lists = len(named)
        self._index = WordIndex([*names, *numbers])

    def holding(self, word: str) -> NDArray[np.bool_]:
        """Tell which rows have a place with a name that holds a word."""
        found = self._index.holding(word)
        lists = np.zeros(self._lists, dtype=bool)
        lists[self._owners[found[self._items]]] = True
        places: NDArray[np.bool_] = np.logical_or.reduce(
            [lists[self._ranked], *(found[codes] for codes in self._codes)]
        )
        return places[self._of]
