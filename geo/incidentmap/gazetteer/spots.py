"""The gazetteer asked by point and by box: nearest settlements, containing units, what lies in a window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from incidentmap.gazetteer.nearest import NearestIndex
from incidentmap.gazetteer.staging import DISPUTED, FEATURES, OUTSIDE, POINTLESS
from incidentmap.model import Feature, Point

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    from incidentmap.gazetteer.describing import Describer
    from incidentmap.gazetteer.mapped import Arrays
    from incidentmap.gazetteer.worldview import Worldview

Rows = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]
_WHOLE_WORLD = (-180.0, -90.0, 180.0, 90.0)
#: The column that says which unit of a level a place lies in.
_LEVEL = {Feature.DISTRICT: "district", Feature.REGION: "region", Feature.COUNTRY: "nation"}


class Spots:
    """The arrays of a gazetteer, asked by place on the ground; its units' polygons come from the SQLite file."""

    def __init__(self, arrays: Arrays, rows: Rows) -> None:
        self._arrays = arrays
        self._rows = rows

    @cached_property
    def _index(self) -> NearestIndex:
        return NearestIndex(self._arrays, self._arrays["lon"], self._arrays["lat"])

    def nearest(self, lon: float, lat: float, *, count: int, max_km: float | None) -> list[tuple[int, float]]:
        """Find the rows of the settlements nearest to a point, with their distances in kilometres."""
        Point(lon, lat)  # says what is wrong with a coordinate that is none
        return self._index.nearest(lon, lat, count=count, max_km=max_km)

    def nearest_many(
        self, lon: Any, lat: Any, *, max_km: float | None
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Find the row of the settlement nearest to each point (-1 for none), and its distance in kilometres."""
        return self._index.nearest_many(np.asarray(lon, np.float64), np.asarray(lat, np.float64), max_km=max_km)

    def table(
        self, rows: NDArray[np.int64], km: NDArray[np.float64], describer: Describer, language: str
    ) -> pd.DataFrame:
        """Write rows as a table: each distinct place described once, and joined back."""
        import pandas as pd

        which, distinct = pd.factorize(rows)
        places = describer.places((n for n in distinct.tolist() if n >= 0), language)
        known = [places.get(n) for n in distinct.tolist()]
        columns: dict[str, Any] = {}
        for name, of in (
            ("place_id", "id"), ("name", "name"), ("admin2", "admin2"), ("admin1", "admin1"), ("country", "country")
        ):  # fmt: skip
            values = np.array([getattr(p, of, None) for p in known] or [None], dtype=object)
            columns[name] = pd.Series(values[which], dtype=object)  # pandas' own text would turn null into NaN
        frame = pd.DataFrame(columns)
        frame.insert(2, "km", np.where(np.isfinite(km), km, np.nan))
        return frame

    def containing(self, lon: float, lat: float) -> list[int]:
        """Find the rows of the units with a polygon around a point, the smallest first."""
        import shapely

        point = Point(lon, lat)
        query = "SELECT place, wkb FROM boundary WHERE west <= ? AND east >= ? AND south <= ? AND north >= ?"
        feature = self._arrays.view("feature")
        boxed = self._rows(query, (point.lon, point.lon, point.lat, point.lat))
        found = [(n, wkb) for n, wkb in boxed if FEATURES[feature[n]] in _LEVEL]
        shapes = shapely.from_wkb([wkb for _, wkb in found])
        inside = shapely.intersects_xy(shapes, lon, lat) if len(found) else []
        hits = [(feature[n], shape.area, n) for (n, _), shape, ok in zip(found, shapes, inside, strict=True) if ok]
        return [n for _, _, n in sorted(hits, key=lambda h: (FEATURES[h[0]] is Feature.COUNTRY, h[1]))]

    def members(self, n: int) -> NDArray[np.float64]:
        """Return longitude and latitude of the settlements in a district, region or country, shape (m, 2)."""
        level = _LEVEL.get(FEATURES[self._arrays.view("feature")[n]])
        if level is None:
            return np.empty((0, 2))
        inside = np.flatnonzero(self._arrays[level] == n)
        feature, flags = self._arrays["feature"][inside], self._arrays["flags"][inside]
        inside = inside[(feature == FEATURES.index(Feature.SETTLEMENT)) & (flags & (OUTSIDE | POINTLESS) == 0)]
        return np.stack([self._arrays["lon"][inside], self._arrays["lat"][inside]], axis=1)

    def settlements(self, bbox: Sequence[float], limit: int) -> pd.DataFrame:
        """Return the largest settlements in a box (W, S, E, N): ``id, name, lon, lat, population``."""
        west, south, east, north = bbox
        lon, lat, population = self._arrays["lon"], self._arrays["lat"], self._arrays["population"]
        inside = np.flatnonzero((lat >= south) & (lat <= north) & (lon >= west) & (lon <= east))
        feature, flags = self._arrays["feature"][inside], self._arrays["flags"][inside]
        inside = inside[(feature == FEATURES.index(Feature.SETTLEMENT)) & (flags & POINTLESS == 0)]
        if len(inside) > limit:  # ties at the edge are settled by id below
            least = np.partition(population[inside], len(inside) - limit)[len(inside) - limit]
            inside = inside[population[inside] >= max(least, 1)] if least else inside
        largest = inside[np.argsort(-population[inside].astype(np.int64), kind="stable")][: limit + 1000]
        return self._settled(largest).head(limit)

    def settlements_near(self, points: Any, *, count: int, max_km: float) -> pd.DataFrame:
        """Return the settlements that are among the nearest to any of some points, shape (n, 2), the largest first."""
        nearest = (self.nearest(lon, lat, count=count, max_km=max_km) for lon, lat in np.asarray(points).tolist())
        return self._settled(np.unique([n for found in nearest for n, _ in found]).astype(np.int64))

    def _settled(self, rows: NDArray[np.int64]) -> pd.DataFrame:
        import pandas as pd

        found: list[tuple[Any, ...]] = []
        for first in range(0, len(rows), 10_000):
            part = rows[first : first + 10_000].tolist()
            query = f"SELECT id, name, lon, lat, population FROM place WHERE n IN ({', '.join('?' * len(part))})"  # noqa: S608 - only marks
            found += self._rows(query, part)
        found.sort(key=lambda r: (-r[4], r[0]))
        return pd.DataFrame(found, columns=["id", "name", "lon", "lat", "population"])

    def boundaries(self, feature: Feature, bbox: Sequence[float] | None, worldview: Worldview) -> gpd.GeoDataFrame:
        """Return the units of one level with their polygons, all or those whose box meets a box (W, S, E, N)."""
        import geopandas as gpd
        import shapely

        west, south, east, north = bbox if bbox is not None else _WHOLE_WORLD
        query = """SELECT p.n, p.id, p.name, p.country, b.wkb FROM boundary b JOIN place p ON p.n = b.place
            WHERE p.feature = ? AND b.west <= ? AND b.east >= ? AND b.south <= ? AND b.north >= ? ORDER BY p.id"""
        rows = self._rows(query, (feature.value, east, west, north, south))
        flags = self._arrays.view("flags")
        shapes = shapely.from_wkb([row[4] for row in rows])
        if worldview.nations and feature is Feature.COUNTRY:
            shapes = np.array([worldview.boundary(row[0]) for row in rows], dtype=object)
        data = {
            "id": [row[1] for row in rows],
            "name": [row[2] for row in rows],
            "country": [worldview.codes.get(row[0], row[3]) for row in rows],
            "disputed": [bool(flags[row[0]] & DISPUTED) for row in rows],
        }
        return gpd.GeoDataFrame(data, geometry=shapes, crs="EPSG:4326").astype({"disputed": bool})
