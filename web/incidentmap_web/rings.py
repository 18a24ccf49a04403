"""Areas that a reader has drawn: what lies in them. Edges are straight on the map, as in ``data/ring.js``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely
import shapely.affinity

from incidentmap_web.places import NOWHERE, to_unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from incidentmap_web.filters import Ring
    from incidentmap_web.places import Places

_SCALE: Final = 100_000
#: A ring drawn to the map's upper or lower edge holds what lies on it, the poles as well.
_BEYOND: Final = 1e-9
#: Products of degrees below this are none.
_NOTHING: Final = 1e-12


def encloses(ring: Ring) -> bool:
    """Tell whether a ring has any surface: not if all corners are on one line, nor if it goes back as it came.

    Examples
    --------
    >>> encloses(((0, 0), (2, 0), (2, 2))), encloses(((0, 0), (1, 1), (2, 2)))
    (True, False)
    """
    x0, y0 = ring[0]
    x1, y1 = next((spot for spot in ring if spot != ring[0]), ring[0])
    if all(abs((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) <= _NOTHING for x, y in ring):
        return False
    odd: set[frozenset[tuple[float, float]]] = set()  # edges that are gone an odd number of times
    for edge in zip(ring, (*ring[1:], ring[0]), strict=True):
        if edge[0] != edge[1]:
            odd ^= {frozenset(edge)}
    return bool(odd)


class DrawnAreas:
    """Which of a frame's rows lie in a drawn area.

    Parameters
    ----------
    places : Places
    """

    def __init__(self, places: Places) -> None:
        self._places = places
        self._spots = np.flatnonzero((places.mark != NOWHERE) & (places.shape < 0))
        self._xy = to_unit(np.column_stack([places.lon[self._spots], places.lat[self._spots]]) / _SCALE)
        self._shapes = shapely.transform(places.shapes, to_unit)

    def within(self, ring: Ring) -> NDArray[np.bool_]:
        """Tell which spots lie in a ring or on its edge, and which areas meet it; on any copy of the world."""
        mask = np.zeros(len(self._places.shape), dtype=bool)
        if not encloses(ring):
            return mask
        corners = to_unit(np.array(ring, dtype=np.float64))
        y = corners[:, 1]
        corners[:, 1] = np.where(y <= _BEYOND, -_BEYOND, np.where(y >= 1 - _BEYOND, 1 + _BEYOND, y))
        # Where a ring crosses itself, inside is what an odd number of its lines encloses.
        drawn = shapely.make_valid(shapely.Polygon(corners))
        west, _, east, _ = shapely.bounds(drawn)
        shaped = self._places.shaped
        for turn in range(-3, 4):
            if west + turn > 1 or east + turn < 0:
                continue
            moved: Any = shapely.affinity.translate(drawn, turn)
            x0, y0, x1, y1 = shapely.bounds(moved)
            x, y = self._xy.T
            near = np.flatnonzero((x >= x0) & (x <= x1) & (y >= y0) & (y <= y1))
            shapely.prepare(moved)
            mask[self._spots[near]] |= shapely.intersects_xy(moved, x[near], y[near])
            mask[shaped] |= shapely.intersects(moved, self._shapes)[self._places.shape[shaped]]
        return mask
