"""Areas as flat whole numbers: each distinct geometry is written once, however many incidents share it.

A shape is a list of parts (polygon, line or spot), a part a list of paths (the rings of a polygon, the one path of
a line), a path a run of vertices. All vertices stand in one array, each as the step from the one before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import shapely

from incidentmap.mapping.coding import SCALE, integers
from incidentmap.mapping.text import json_object, json_value

if TYPE_CHECKING:
    from numpy.typing import NDArray

_POINT, _COLLECTION, _POLYGON = 0, 7, 3
_MULTI: Final = (4, 5, 6, _COLLECTION)
#: Up to so many distinct shapes get the best label point; beyond, a good one.
_BEST_LABELS: Final = 2000


@dataclass(frozen=True, slots=True)
class Located:
    """A geometry column, taken apart: points beside shapes.

    Parameters
    ----------
    lon, lat : array of int
        Hundred-thousandths of a degree, for rows with a point; 0 elsewhere.
    pointed : array of bool
        Which rows have a point.
    shape : array of int
        The number of the row's shape; -1 where there is none.
    shapes : array of shapely geometries
        The distinct shapes.
    """

    lon: NDArray[np.int64]
    lat: NDArray[np.int64]
    pointed: NDArray[np.bool_]
    shape: NDArray[np.int64]
    shapes: NDArray[Any]


def take_apart(geometry: NDArray[Any]) -> Located:
    """Split a geometry column into points and distinct shapes. Empty geometries count as none.

    Examples
    --------
    >>> column = shapely.from_wkt(["POINT (36.5 50.6)", "LINESTRING (0 0, 1 1)", "LINESTRING (0 0, 1 1)"])
    >>> parts = take_apart(column)
    >>> parts.lon.tolist(), parts.shape.tolist(), len(parts.shapes)
    ([3650000, 0, 0], [-1, 0, 0], 1)
    """
    present = ~(shapely.is_missing(geometry) | shapely.is_empty(geometry))
    pointed = present & (shapely.get_type_id(geometry) == _POINT)
    lon, lat = np.zeros((2, len(geometry)), dtype=np.int64)
    lon[pointed] = _whole(shapely.get_x(geometry[pointed]))
    lat[pointed] = _whole(shapely.get_y(geometry[pointed]))
    shape = np.full(len(geometry), -1, dtype=np.int64)
    rows = np.flatnonzero(present & ~pointed)
    codes, _ = pd.factorize(np.array(shapely.to_wkb(geometry[rows]), dtype=object))
    shape[rows] = codes
    _, first = np.unique(codes, return_index=True)
    return Located(lon, lat, pointed, shape, geometry[rows[first]])


def encode_shapes(shapes: NDArray[Any], labels: NDArray[np.float64] | None = None) -> bytes:
    """Write distinct shapes as JSON columns (read by ``client/src/data/shapes.js``); label spots may be known."""
    parts, part_shape = _single_parts(shapes)
    kinds = np.select([shapely.get_type_id(parts) == _POLYGON, shapely.get_type_id(parts) == _POINT], [0, 2], default=1)
    paths, path_part = _paths(parts)
    vertices, vertex_path = shapely.get_coordinates(paths, return_index=True)
    label = label_points(shapes) if labels is None else labels
    return json_object(
        {
            "count": json_value(len(shapes)),
            "parts": integers(np.bincount(part_shape, minlength=len(shapes))),
            "kinds": integers(kinds),
            "paths": integers(np.bincount(path_part, minlength=len(parts))),
            "vertices": integers(np.bincount(vertex_path, minlength=len(paths))),
            "lon": steps(vertices[:, 0]),
            "lat": steps(vertices[:, 1]),
            "label_lon": integers(_whole(label[:, 0])),
            "label_lat": integers(_whole(label[:, 1])),
        }
    )


def steps(degrees: NDArray[np.float64], scale: float = SCALE) -> bytes:
    """Write coordinates, each as the whole step from the one before."""
    return integers(np.diff(_whole(degrees, scale), prepend=0))


def label_points(shapes: NDArray[Any]) -> NDArray[np.float64]:
    """Find where a shape's label stands: deep inside its largest polygon.

    Returns
    -------
    array, shape (n, 2)
        Longitudes and latitudes in degrees.

    Examples
    --------
    >>> label_points(shapely.from_wkt(["POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))"])).round(1).tolist()
    [[1.0, 1.0]]
    """
    largest = np.empty(len(shapes), dtype=object)
    for i, shape in enumerate(shapes):
        largest[i] = max(shapely.get_parts(shape), key=shapely.area, default=shape)
    points = shapely.point_on_surface(largest)
    if len(shapes) <= _BEST_LABELS:
        for row in np.flatnonzero((shapely.get_type_id(largest) == _POLYGON) & shapely.is_valid(largest)):
            size = np.sqrt(shapely.area(largest[row]))
            # The circle comes as a line from its centre to its edge.
            points[row] = shapely.get_point(shapely.maximum_inscribed_circle(largest[row], tolerance=size / 50), 0)
    return np.column_stack([np.nan_to_num(shapely.get_x(points)), np.nan_to_num(shapely.get_y(points))])


def _single_parts(shapes: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int64]]:
    parts, owner = shapely.get_parts(shapes, return_index=True)
    while np.isin(shapely.get_type_id(parts), _MULTI).any():  # collections may hold collections
        parts, inner = shapely.get_parts(parts, return_index=True)
        owner = owner[inner]
    kept = ~shapely.is_empty(parts)
    return parts[kept], owner[kept]


def _paths(parts: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int64]]:
    polygonal = shapely.get_type_id(parts) == _POLYGON
    rings, of = shapely.get_rings(parts[polygonal], return_index=True)
    paths = np.concatenate([rings, parts[~polygonal]])
    owner = np.concatenate([np.flatnonzero(polygonal)[of], np.flatnonzero(~polygonal)])
    order = np.argsort(owner, kind="stable")
    return paths[order], owner[order]


def _whole(degrees: NDArray[np.float64], scale: float = SCALE) -> NDArray[np.int64]:
    return np.rint(np.nan_to_num(degrees) * scale).astype(np.int64)
