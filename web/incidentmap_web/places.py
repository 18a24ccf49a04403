"""Where incidents are, as a map draws them: a spot on the unit square for each, or an area that several may share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from incidentmap.mapping.coding import combine, factorize
from incidentmap.mapping.shapes import Located, label_points, take_apart
from incidentmap.model import Precision, Shape

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

#: How an incident is marked, with the numbers of ``client/src/looks.js``.
NOWHERE, SOLID, HOLLOW, AREA, OUTLINE = range(5)
#: The types that have a colour and a glyph of their own, in the order of ``client/src/look.js``; the rest share one.
STYLES: Final = (
    "battles", "explosions/remote violence", "violence against civilians",
    "protests", "riots", "strategic developments",
)  # fmt: skip
_LIMIT: Final = 85.0511287798
_WORLD: Final = 2**32
_SCALE: Final = 100_000
_NAMED: Final = (Precision.EXACT.value, Precision.SETTLEMENT.value)
_NEAR: Final = (Precision.NEAR.value, Precision.VICINITY.value)
#: What is an area of its own kind, whatever its precision.
_KINDS: Final = frozenset(kind.value for kind in Shape) - {Shape.POINT.value, Shape.AREA.value}


def to_x(lon: Any) -> NDArray[np.uint32]:
    """Write longitudes as whole 2**32ths of the world's width, eastwards: what lies beyond an edge wraps by itself.

    Examples
    --------
    >>> to_x(np.array([-180.0, 0.0])).tolist()
    [0, 2147483648]
    """
    scaled = np.floor((np.nan_to_num(np.asarray(lon, dtype=np.float64)) / 360 + 0.5) * _WORLD)
    return np.asarray(np.clip(scaled, 0, _WORLD - 1), dtype=np.uint32)


def to_y(lat: Any) -> NDArray[np.uint32]:
    """Write latitudes as whole 2**32ths of the height of Web Mercator's square, southwards."""
    return np.asarray(np.clip(np.floor(_square(lat) * _WORLD), 0, _WORLD - 1), dtype=np.uint32)


def _square(lat: Any) -> NDArray[np.float64]:
    sin = np.sin(np.radians(np.clip(np.nan_to_num(np.asarray(lat, dtype=np.float64)), -_LIMIT, _LIMIT)))
    return np.asarray(0.5 - np.log((1 + sin) / (1 - sin)) / (4 * np.pi))


def to_unit(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    """Write rows of longitude and latitude as x and y on the unit square of Web Mercator.

    Examples
    --------
    >>> to_unit(np.array([[0.0, 0.0], [180.0, 0.0]])).tolist()
    [[0.5, 0.5], [1.0, 0.5]]
    """
    return np.column_stack([degrees[:, 0] / 360 + 0.5, _square(degrees[:, 1])])


class Places:
    """Marks, spots and areas of a frame's rows.

    Parameters
    ----------
    frame : GeoDataFrame
        An incident frame, in the order that its rows are to be known by.

    Examples
    --------
    >>> import pandas as pd
    >>> from incidentmap.frame import conform
    >>> table = pd.DataFrame({"id": ["a", "b"], "precision": ["settlement", "unlocated"]})
    >>> Places(conform(table, [shapely.Point(36.5, 50.6), None])).mark.tolist()
    [1, 0]
    """

    def __init__(self, frame: gpd.GeoDataFrame) -> None:
        located = take_apart(np.asarray(frame.geometry.array, dtype=object))
        #: Each row's area, -1 for none; the areas, their boxes (x0, y0, x1, y1), and which rows have one.
        self.shape = located.shape
        self.shapes = located.shapes
        self.shaped = np.flatnonzero(located.shape >= 0)
        self.kinds, self.precisions = (frame[name].to_numpy(object) for name in ("shape", "precision"))
        self.mark = self._marks(frame, located)
        #: The spot, in hundred-thousandths of a degree, and on the unit square.
        self.lon, self.lat = located.lon.astype(np.int32), located.lat.astype(np.int32)
        #: Where the label of each area stands.
        self.labels = label_points(located.shapes)
        self._anchor_areas(frame)
        self.x, self.y = to_x(self.lon / _SCALE), to_y(self.lat / _SCALE)
        bounds = shapely.bounds(located.shapes).reshape(-1, 4)
        self.boxes = np.column_stack(
            [to_x(bounds[:, 0]), to_y(bounds[:, 3]), to_x(bounds[:, 2]), to_y(bounds[:, 1])]
        ).astype(np.int64)
        self.style = _styles(frame)

    def inside(self, box: tuple[float, float, float, float]) -> NDArray[np.bool_]:
        """Tell whose spot lies in a box; a spot on its edge does."""
        west, south, east, north = (round(side * _SCALE) for side in box)
        lon, lat = self.lon, self.lat
        across = (lon >= west) & (lon <= east) if west <= east else (lon >= west) | (lon <= east)
        return np.asarray(across & (lat >= south) & (lat <= north) & (self.mark != NOWHERE))

    def _marks(self, frame: gpd.GeoDataFrame, located: Located) -> NDArray[np.uint8]:
        precision, named = frame["precision"], frame["precision"].isin(_NAMED)
        mark = np.where(located.pointed, np.where(named, SOLID, HOLLOW), NOWHERE).astype(np.uint8)
        rows = self.shaped
        kind = frame["shape"].iloc[rows]
        special, country = kind.isin(_KINDS), precision.iloc[rows] == Precision.COUNTRY.value
        disc = (kind == Shape.DISC.value) | (~special & precision.iloc[rows].isin(_NEAR))
        outline = country & (kind != Shape.PART.value)
        mark[rows] = np.where(outline, OUTLINE, np.where(disc, HOLLOW, AREA))
        return mark

    def _anchor_areas(self, frame: gpd.GeoDataFrame) -> None:
        """Give areas the spot where a mark may stand, as the page chooses it (``chunk.js``)."""
        rows = self.shaped
        some = frame.iloc[rows]
        labels = some[["label_lon", "label_lat"]].to_numpy(np.float64, na_value=np.nan)
        numbers = [np.nan_to_num(np.rint(side * _SCALE)).astype(np.int64) for side in labels.T]
        codes = [factorize(some["place_id"])[0], *numbers, self.shape[rows], self.mark[rows].astype(np.int64)]
        code, first = combine(codes, len(rows))
        bounds = shapely.bounds(self.shapes).reshape(-1, 4)
        spots = np.zeros((len(first), 2))
        for i, at in enumerate(first):
            shape, row = self.shape[rows[at]], rows[at]
            west, south, east, north = bounds[shape]
            wanted = [origin(frame, row)] if self.mark[row] == HOLLOW else []
            spots[i] = next(
                (
                    spot for spot in (*wanted, tuple(labels[at]))
                    if spot and west <= spot[0] <= east and south <= spot[1] <= north
                ),
                tuple(self.labels[shape]),
            )  # fmt: skip
        whole = np.rint(spots * _SCALE).astype(np.int32)
        self.lon[rows], self.lat[rows] = whole[code, 0], whole[code, 1]


def origin(frame: gpd.GeoDataFrame, row: int) -> tuple[float, float] | None:
    """Find where the place lies that a row's area was drawn from, if one of its candidates is known to be it."""
    place, candidates = frame["place_id"].iloc[row], frame["candidates"].iloc[row]
    for candidate in candidates if isinstance(candidates, list) else ():
        if isinstance(place, str) and candidate.get("id") == place:
            lon, lat = candidate.get("lon"), candidate.get("lat")
            return None if lon is None or lat is None else (float(lon), float(lat))
    return None


def _styles(frame: gpd.GeoDataFrame) -> NDArray[np.uint8]:
    codes, values = factorize(frame["event_type"])
    numbers = {name: i for i, name in enumerate(STYLES)}
    table = [numbers.get(str(value).strip().lower(), len(STYLES)) for value in values]
    return np.array([*table, len(STYLES)], dtype=np.uint8)[codes]
