"""The areas in a part of the map: the largest as outlines no finer than its pixels, the others as spots."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from incidentmap.mapping.coding import integers, strings
from incidentmap.mapping.shapes import encode_shapes
from incidentmap.mapping.text import json_object
from incidentmap_web.groups import Window
from incidentmap_web.places import AREA, STYLES, origin

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from incidentmap_web.places import Places

#: So many areas are drawn; beyond, the smallest are spots.
MOST_AREAS: Final = 300
#: An area below this many pixels would not be seen, as in ``client/src/engine/marks.js``.
_TINY_PIXELS: Final = 14
_KEPT: Final = 4000
_WORLD: Final = 2**32


@dataclass(frozen=True, slots=True)
class Drawn:
    """Areas to draw: numbers of shapes, how many incidents each has, and the first row of each."""

    shapes: NDArray[np.intp]
    count: NDArray[np.int64]
    first: NDArray[np.int64]
    style: NDArray[np.int64]
    tiny: NDArray[np.bool_]


class Areas:
    """The areas of a frame, and their outlines as coarse as they were asked for.

    Parameters
    ----------
    frame : GeoDataFrame
        An incident frame, in the order that its rows are known by.
    places : Places
    """

    def __init__(self, frame: gpd.GeoDataFrame, places: Places) -> None:
        self._frame, self._places = frame, places
        self._sides = np.maximum(places.boxes[:, 2] - places.boxes[:, 0], places.boxes[:, 3] - places.boxes[:, 1])
        self._kept: OrderedDict[tuple[int, int], Any] = OrderedDict()
        self._lock = Lock()

    def tiny(self, zoom: int) -> NDArray[np.bool_]:
        """Tell which areas are too small to be seen."""
        return np.asarray(self._sides * (256.0 * 2**zoom / _WORLD) < _TINY_PIXELS)

    def choose(self, passing: NDArray[np.bool_], zoom: int, window: Window) -> tuple[Drawn, NDArray[np.intp]]:
        """Choose what is drawn of the rows that pass.

        Returns
        -------
        drawn, spots
            The areas, the largest first; and the rows with an area that are a spot on the map, be it because the
            area is tiny, because there are too many, or because it is a disc, which has both.
        """
        places = self._places
        rows = places.shaped[passing[places.shaped]]
        shape = places.shape[rows]
        count = np.bincount(shape, minlength=len(places.shapes))
        here = np.flatnonzero((count > 0) & self._meeting(window))
        tiny = self.tiny(zoom)
        largest = here[np.lexsort((here, -self._sides[here]))]
        kept = largest[:MOST_AREAS]
        drawn = np.zeros(len(places.shapes), dtype=bool)
        drawn[kept] = True
        spot = (places.mark[rows] != AREA) | tiny[shape] | ~drawn[shape]
        # A country is its outline and never a spot, unless it is one of too many.
        spot &= (places.mark[rows] <= AREA) | ~drawn[shape]
        first = np.full(len(count), len(passing))
        first[shape[::-1]] = rows[::-1]
        styles = len(STYLES) + 1
        own = drawn[shape]
        tally = np.bincount(shape[own] * styles + places.style[rows[own]], minlength=len(count) * styles)
        style = tally.reshape(-1, styles)[kept].argmax(axis=1) if len(kept) else np.zeros(0, dtype=np.int64)
        is_tiny = tiny[kept] & (places.mark[np.minimum(first[kept], len(passing) - 1)] == AREA)
        return Drawn(kept, count[kept], first[kept], style, is_tiny), rows[spot]

    def _meeting(self, window: Window) -> NDArray[np.bool_]:
        x0, y0, x1, y1 = self._places.boxes.T
        high = (y1 >= window.y) & (y0 <= window.y + window.height)
        across = np.zeros(len(x0), dtype=bool)
        for turn in (0, _WORLD):  # a window across the world's edge goes on beyond it
            across |= (x1 + turn >= window.x) & (x0 + turn <= window.x + window.width)
        return np.asarray(high & across)

    def outlines(self, shapes: NDArray[np.intp], zoom: int) -> NDArray[Any]:
        """Give shapes as coarse as the pixels of a zoom."""
        degrees = 360 / (256 * 2**zoom)
        return self._simplified(shapes, zoom, np.full(len(shapes), degrees / 2))

    def small(self, shapes: NDArray[np.intp]) -> NDArray[Any]:
        """Give shapes as coarse as a thousandth of their own size: what a list needs of them."""
        degrees = self._sides[shapes] * (360 / _WORLD)
        return self._simplified(shapes, -1, degrees / 1000)

    def _simplified(self, shapes: NDArray[np.intp], zoom: int, tolerance: NDArray[np.float64]) -> NDArray[Any]:
        found = np.empty(len(shapes), dtype=object)
        numbers = shapes.tolist()
        with self._lock:
            for i, number in enumerate(numbers):
                found[i] = self._kept.get((number, zoom))
        missing = [i for i, one in enumerate(found) if one is None]
        if missing:
            made = shapely.simplify(self._places.shapes[shapes[missing]], tolerance[missing])
            with self._lock:
                for i, one in zip(missing, made, strict=True):
                    found[i] = self._kept[numbers[i], zoom] = one
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
        return found

    def encode(self, drawn: Drawn, zoom: int) -> bytes:
        """Write what is drawn; ``client/src/engine/remote.js`` reads it."""
        places = self._places
        first = drawn.first
        origins = [origin(self._frame, int(row)) for row in first]
        there = np.array([spot is not None for spot in origins], dtype=bool)
        spots = np.array([spot or (0.0, 0.0) for spot in origins]).reshape(-1, 2)
        whole = np.rint(spots * 100_000).astype(np.int64)
        estimated = self._frame["estimated"].iloc[first].to_numpy(np.int64, na_value=0)
        return json_object(
            {
                "number": integers_of(drawn.shapes),
                "count": integers_of(drawn.count),
                "first": integers_of(first),
                "style": integers_of(drawn.style),
                "tiny": integers_of(drawn.tiny),
                "kind": strings(places.kinds[first]),
                "precision": strings(places.precisions[first]),
                "estimated": integers_of(estimated),
                "lon": integers_of(places.lon[first]),
                "lat": integers_of(places.lat[first]),
                "origin_lon": integers(whole[:, 0], ~there),
                "origin_lat": integers(whole[:, 1], ~there),
                "shapes": encode_shapes(self.outlines(drawn.shapes, zoom), places.labels[drawn.shapes]),
            }
        )


def integers_of(values: Any) -> bytes:
    """Write whole numbers, one for all where all are equal."""
    return integers(np.asarray(values, dtype=np.int64))
