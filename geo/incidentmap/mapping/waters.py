"""Rivers and lakes of the base map: the largest for the world, all that are known where the incidents are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd
import shapely

from incidentmap.mapping.coding import integers
from incidentmap.mapping.linework import encode_paths
from incidentmap.model import Feature

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from incidentmap.mapping.basemap import PlaceIndex
    from incidentmap.mapping.focus import Box

#: Shorter rivers and smaller lakes are left out of the world's drawing.
_LONG_DEG: Final = 20.0
_LARGE_DEG2: Final = 0.9
_COARSE_DEG: Final = 0.1
RIVER, LAKE, SEA = range(3)


class Waters(NamedTuple):
    """Waters in the order of their numbers: what each is, its whole shape, and how large it is in degrees."""

    table: gpd.GeoDataFrame
    kind: NDArray[np.int64]
    size: NDArray[np.float64]


def waters(gazetteer: PlaceIndex, boxes: list[Box] | None) -> Waters:
    """Take the waters that meet one of some boxes, or without them the largest of the world; the largest first."""
    asked: list[Box | None] = [None] if boxes is None else [*boxes]
    tables = [gazetteer.boundaries(Feature.WATER, box) for box in asked]
    known = pd.concat(tables).drop_duplicates("id").sort_values("id").reset_index(drop=True)
    shapes = known.geometry.to_numpy()
    line = shapely.get_dimensions(shapes) == 1
    sea = np.array([place.startswith("waters:sea-") for place in known["id"]], dtype=bool)
    kind = np.select([line, sea], [RIVER, SEA], default=LAKE)
    size = np.where(line, shapely.length(shapes), np.sqrt(shapely.area(shapes)))
    wanted = np.ones(len(known), dtype=bool)
    if boxes is None:
        wanted = sea | (line & (size >= _LONG_DEG)) | (~line & (size**2 >= _LARGE_DEG2))
    order = np.flatnonzero(wanted)[np.argsort(-size[wanted], kind="stable")]
    return Waters(known.iloc[order], kind[order], size[order])


def encode_waters(found: Waters, box: Box | None, scale: int) -> dict[str, bytes]:
    """Write the lines of rivers, each with its number in the table, and the rings of lakes; inside a box, if given.

    Seas are where there is no land, and need no drawing.
    """
    shapes = found.table.geometry.to_numpy()
    shapes = shapely.clip_by_rect(shapes, *box) if box is not None else shapely.simplify(shapes, _COARSE_DEG)
    rivers = np.flatnonzero(found.kind == RIVER)
    lines, owner = shapely.get_parts(shapes[rivers], return_index=True)
    straight = shapely.get_dimensions(lines) == 1  # a box may cut off a single point
    lakes = shapely.multipolygons(_polygons(shapes[found.kind == LAKE]))
    members = encode_paths(lines[straight], scale)
    return {
        "rivers": members[:-1] + b',"of":' + integers(rivers[owner[straight]]) + b"}",
        "lakes": encode_paths(lakes, scale),
    }


def _polygons(shapes: NDArray[Any]) -> NDArray[Any]:
    parts = shapely.get_parts(shapes)
    return np.asarray(parts[shapely.get_dimensions(parts) == 2])
