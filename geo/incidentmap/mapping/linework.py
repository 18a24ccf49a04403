"""Borders out of polygons: every line once, and told apart by what it divides.

The polygons of one level form a coverage: neighbours share their vertices exactly. So an edge that two of them have
is a border between those two, and an edge that one has alone is coast (or the end of the data), which is not drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from incidentmap.mapping.coding import integers
from incidentmap.mapping.shapes import steps
from incidentmap.mapping.text import json_object, json_value

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: The kinds of line, as they are told apart.
KINDS: Final = ("country", "region", "disputed")
#: Vertices are matched on this grid, in degrees.
_GRID: Final = 1e-5


def borders(polygons: NDArray[Any], country: NDArray[np.int64], disputed: NDArray[np.bool_]) -> dict[str, Any]:
    """Draw the lines between units.

    Parameters
    ----------
    polygons : array of shapely polygons
        A valid coverage, in degrees.
    country : array of int
        A number for each unit's country; negative where it has none.
    disputed : array of bool

    Returns
    -------
    dict
        For each of :data:`KINDS` a (multi)linestring. A line is disputed when a unit on either side is.

    Examples
    --------
    >>> squares = shapely.box([0, 1, 2], 0, [1, 2, 3], 1)
    >>> lines = borders(squares, np.array([0, 0, 1]), np.array([False, False, False]))
    >>> shapely.to_wkt(lines["country"]), shapely.to_wkt(lines["region"]), lines["disputed"].is_empty
    ('LINESTRING (2 0, 2 1)', 'LINESTRING (1 0, 1 1)', True)
    """
    ends, unit, vertices = _edges(polygons)
    order = np.lexsort((ends[:, 1], ends[:, 0]))
    ends, unit = ends[order], unit[order]
    # Two units that share an edge have it one after the other now.
    pair = np.flatnonzero((ends[1:] == ends[:-1]).all(axis=1))
    one, other = unit[pair], unit[pair + 1]
    in_doubt = disputed[one] | disputed[other]
    same = (country[one] == country[other]) & (country[one] >= 0)
    kinds = np.select([in_doubt, same], [2, 1], default=0)
    return {name: _joined(vertices[ends[pair[kinds == i]]]) for i, name in enumerate(KINDS)}


def _edges(polygons: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Take polygons apart into edges: numbers of both end vertices (the lower first), the unit, the vertices."""
    parts, part_unit = shapely.get_parts(polygons, return_index=True)
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    grid = np.rint(points / _GRID).astype(np.int64)
    key = (grid[:, 0] + 2**26) << 32 | (grid[:, 1] + 2**26)
    _, first, vertex = np.unique(key, return_index=True, return_inverse=True)
    inside = ring[1:] == ring[:-1]
    ends = np.sort(np.column_stack([vertex[:-1], vertex[1:]])[inside], axis=1)
    return ends, part_unit[ring_part[ring[:-1][inside]]], points[first]


def _joined(edges: NDArray[np.float64]) -> Any:
    if not len(edges):
        return shapely.from_wkt("MULTILINESTRING EMPTY")
    return shapely.line_merge(shapely.multilinestrings(shapely.linestrings(edges)))


def encode_paths(geometry: Any, scale: int) -> bytes:
    """Write the rings or lines of a geometry as vertex counts and steps of ``1/scale`` degree.

    Examples
    --------
    >>> encode_paths(shapely.from_wkt("LINESTRING (1 1, 1.5 2)"), 10)
    b'{"count":1,"vertices":2,"lon":[10,5],"lat":10}'
    """
    parts = shapely.get_parts(geometry)
    polygonal = shapely.get_type_id(parts) == 3
    paths = np.concatenate([shapely.get_rings(parts[polygonal]), parts[~polygonal]])
    points, path = shapely.get_coordinates(paths, return_index=True)
    # On the grid of `scale` some neighbours fall together; the first of such a run stays.
    grid = np.rint(points * scale)
    kept = np.ones(len(grid), dtype=bool)
    kept[1:] = (np.diff(grid, axis=0) != 0).any(axis=1) | (np.diff(path) != 0)
    counts = np.bincount(path[kept], minlength=len(paths))
    points = points[kept]
    return json_object(
        {
            "count": json_value(len(paths)),
            "vertices": integers(counts),
            "lon": steps(points[:, 0], scale),
            "lat": steps(points[:, 1], scale),
        }
    )
