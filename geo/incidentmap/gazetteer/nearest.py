"""The nearest places of points, from arrays that are mapped from a file: nothing is built when they are opened.

The world is cut into cells, small where places are dense, and each cell lists every place that may be the nearest of
some spot in it. So a point costs one look-up of its cell and a few distances; there are no rings to widen, and seams at
the antimeridian and the poles cannot exist, because all of it is measured in three dimensions.

Chords between points of the ellipsoid choose the candidates, and geodesics on it decide between those that the chords
leave open; every distance given is the geodesic, in km, by :class:`pyproj.Geod`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from incidentmap.errors import BadValue
from incidentmap.gazetteer.nearest_cells import (
    ROUNDING,
    SLACK,
    code_of,
    codes_of,
    cut,
    first_of_each,
    ranges,
    spot_of,
    spots_of,
    squares_between,
)
from incidentmap.model import Point

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pyproj import Geod

    from incidentmap.gazetteer.mapped import Arrays

    Floats = NDArray[np.float64]
    Rows = NDArray[np.int64]
    Codes = NDArray[np.uint32]

#: So many points are answered at a time: their candidates then stay in the processor's cache.
CHUNK: Final = 8_192
#: Bands of latitude that the places are sorted by, for look-ups of more than the nearest.
BANDS: Final = 3_600

#: Nothing is farther than this, and no degree of latitude shorter.
HALF_WAY_ROUND_KM: Final = 20_004.0
SHORTEST_DEGREE_KM: Final = 110.5


class NearestIndex:
    """The indexed places, asked by point. It only reads, so threads may share it.

    Parameters
    ----------
    arrays : Arrays or mapping of str to array
        What :func:`nearest_arrays` gives.
    lon, lat : array of float64, shape (places,)
        WGS84 degrees of all places.

    Examples
    --------
    >>> lon, lat = np.array([179.9, -179.9, 10.0]), np.array([0.0, 0.0, 89.0])
    >>> index = NearestIndex(nearest_arrays(lon, lat, np.arange(3, dtype="uint32")), lon, lat)
    >>> [(row, round(km, 3)) for row, km in index.nearest(-179.99, 0.0, count=2)]
    [(1, 10.019), (0, 12.245)]
    """

    def __init__(self, arrays: Arrays | Mapping[str, NDArray[Any]], lon: Floats, lat: Floats) -> None:
        self._cells, self._starts = arrays["near_cells"], arrays["near_starts"]
        self._lists, self._rows = arrays["near_lists"], arrays["near_rows"]
        self._spots, self._bands = arrays["near_spots"], arrays["near_bands"]
        self._lon, self._lat = lon, lat

    @cached_property
    def _geod(self) -> Geod:
        from pyproj import Geod

        return Geod(ellps="WGS84")

    def nearest(
        self, lon: float, lat: float, *, count: int = 1, max_km: float | None = None
    ) -> list[tuple[int, float]]:
        """Find the places nearest to a point.

        Parameters
        ----------
        lon, lat : float
            WGS84 degrees.
        count : int, optional
            At most so many.
        max_km : float, optional
            None farther than this.

        Returns
        -------
        list of (int, float)
            Row number and distance in km, the nearest first; of places equally far, the lower row first.

        Raises
        ------
        BadValue
            When the point is not on the globe, ``count`` is below 1, or ``max_km`` is negative or not a number.
        """
        point = Point(lon, lat)
        if count < 1:
            raise BadValue(f"{count} is not a count of places", field="count", remedy="give 1 or more")
        _check_limit(max_km)
        if not len(self._lists):
            return []
        row, km = self._one(point)
        farthest = HALF_WAY_ROUND_KM if max_km is None else max_km
        if count == 1 or km > farthest:
            return [(row, km)] if km <= farthest else []
        radius = 2 * km + 1
        while len(found := self._within(point, min(radius, farthest), count)) < count and radius < farthest:
            radius *= 2
        return found

    def _one(self, point: Point) -> tuple[int, float]:
        """Do what :meth:`_nearest` does for one point, without arrays where numbers do."""
        cell = self._cells.searchsorted(np.uint32(code_of(point.lon, point.lat)), side="right") - 1
        listed = self._lists[self._starts[cell] : self._starts[cell + 1]]
        squares = squares_between(self._spots.take(listed, axis=0), np.array(spot_of(point.lon, point.lat)))
        least = float(squares.min())
        rows = self._rows[listed[squares <= least + SLACK * least * least + ROUNDING]].tolist()
        inverse, lon, lat = self._geod.inv, self._lon, self._lat
        km, row = min((inverse(point.lon, point.lat, float(lon[r]), float(lat[r]))[2] / 1000, r) for r in rows)
        return row, km

    def _within(self, point: Point, radius: float, count: int) -> list[tuple[int, float]]:
        """Return the places within a radius (km), the nearest first and at most so many."""
        degrees = radius / SHORTEST_DEGREE_KM
        low, high = _band(np.array([point.lat - degrees, point.lat + degrees]))
        start, end = int(self._bands[low]), int(self._bands[high + 1])
        squares = squares_between(self._spots[start:end], np.array(spot_of(point.lon, point.lat)))
        limit = radius * radius
        if len(squares) > count:
            limit = min(limit, float(np.partition(squares, count - 1)[count - 1]))
        close = np.flatnonzero(squares <= limit + SLACK * limit * limit + ROUNDING)
        rows = self._rows[start + close].astype(np.int64)
        km = self._km(np.full(len(rows), point.lon), np.full(len(rows), point.lat), rows)
        order = np.lexsort((rows, km))
        return [(int(rows[i]), float(km[i])) for i in order[:count] if km[i] <= radius]

    def nearest_many(self, lon: Floats, lat: Floats, *, max_km: float | None = None) -> tuple[Rows, Floats]:
        """Find the one place nearest to each of many points.

        Parameters
        ----------
        lon, lat : array of float64, shape (points,)
            WGS84 degrees; a point with a NaN has no place.
        max_km : float, optional
            None farther than this.

        Returns
        -------
        rows : array of int64, shape (points,)
            -1 where there is none.
        km : array of float64, shape (points,)
            ``inf`` where there is none.

        Raises
        ------
        BadValue
            When a point is not on the globe, or ``max_km`` is negative or not a number.
        """
        lon, lat = np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
        _check_limit(max_km)
        _check_points(lon, lat)
        rows, km = np.full(len(lon), -1, dtype=np.int64), np.full(len(lon), np.inf)
        asked = np.flatnonzero(~(np.isnan(lon) | np.isnan(lat)))
        if not len(self._lists):
            return rows, km
        codes = codes_of(lon[asked], lat[asked])
        # Neighbours share cells and candidates: in the cells' order these are in the cache.
        order = np.argsort(codes)
        asked, codes = asked[order], codes[order]
        for start in range(0, len(asked), CHUNK):
            part = asked[start : start + CHUNK]
            rows[part], km[part] = self._nearest(lon[part], lat[part], codes[start : start + CHUNK])
        if max_km is not None:
            rows[km > max_km], km[km > max_km] = -1, np.inf
        return rows, km

    def _nearest(self, lon: Floats, lat: Floats, codes: Codes) -> tuple[Rows, Floats]:
        cells = self._cells.searchsorted(codes, side="right") - 1
        starts = self._starts[cells].astype(np.int64)
        counts = self._starts[cells + 1] - starts
        owner = np.repeat(np.arange(len(cells)), counts)
        listed = self._lists.take(ranges(starts, counts))
        squares = squares_between(self._spots.take(listed, axis=0), spots_of(lon, lat).take(owner, axis=0))
        least = np.minimum.reduceat(squares, np.cumsum(counts) - counts)
        close = np.flatnonzero(squares <= (least + SLACK * least * least + ROUNDING).take(owner))
        owner, rows = owner[close], self._rows[listed[close]].astype(np.int64)
        km = self._km(lon[owner], lat[owner], rows)
        if len(close) > len(cells):
            first = np.lexsort((rows, km, owner))
            first = first[np.searchsorted(owner, np.arange(len(cells)))]
            rows, km = rows[first], km[first]
        return rows, km

    def _km(self, lon: Floats, lat: Floats, rows: Rows) -> Floats:
        km: Floats = self._geod.inv(lon, lat, self._lon[rows], self._lat[rows])[2] / 1000
        return km


def _check_limit(max_km: float | None) -> None:
    if max_km is not None and not max_km >= 0:
        raise BadValue(f"{max_km} is not a distance", field="max_km", remedy="give 0 or more, in km")


def _check_points(lon: Floats, lat: Floats) -> None:
    """Raise for the first point that is not on the globe; NaN passes."""
    if len(lon) != len(lat):
        raise BadValue(f"{len(lon)} longitudes and {len(lat)} latitudes", remedy="give one of each for each point")
    for i in np.flatnonzero((np.abs(lon) > 180) | (np.abs(lat) > 90)):
        raise BadValue(
            f"point {i}, longitude {lon[i]} and latitude {lat[i]}, is not on the globe",
            remedy="give WGS84 degrees, and check that longitude and latitude are not swapped",
        )


def nearest_arrays(lon: Floats, lat: Floats, which: NDArray[np.uint32]) -> dict[str, NDArray[Any]]:
    """Compile the arrays that :class:`NearestIndex` reads.

    Parameters
    ----------
    lon, lat : array of float64, shape (places,)
        WGS84 degrees of all places.
    which : array of uint32
        The row numbers of the places to index.

    Returns
    -------
    dict of str to array
        ``near_cells`` (codes where cells start, sorted), ``near_starts`` (of each cell's list), ``near_lists``
        (indexed places), and of the indexed places ``near_rows``, ``near_spots`` (km, shape (indexed, 3)) and
        ``near_bands`` (where each band of latitude starts).

    Examples
    --------
    >>> arrays = nearest_arrays(np.array([36.6, 30.5]), np.array([50.6, 50.4]), np.array([0, 1], "uint32"))
    >>> sorted(arrays)
    ['near_bands', 'near_cells', 'near_lists', 'near_rows', 'near_spots', 'near_starts']
    """
    rows = np.sort(which).astype(np.int64)
    band = _band(lat[rows])
    order = np.lexsort((lon[rows], band))
    rows, band = rows[order], band[order]
    spots = spots_of(lon[rows], lat[rows])
    cells, lists, starts = cut(spots, first_of_each(lon[rows], lat[rows], rows))
    return {
        "near_cells": cells,
        "near_starts": starts,
        "near_lists": lists,
        "near_rows": rows.astype(np.uint32),
        "near_spots": spots,
        "near_bands": np.searchsorted(band, np.arange(BANDS + 1)).astype(np.uint32),
    }


def _band(lat: Floats) -> Rows:
    return np.clip((lat + 90) * (BANDS / 180), 0, BANDS - 1).astype(np.int64)
