"""The offline base map: land, borders and names out of the gazetteer, coarse for the world and fine near incidents."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

import numpy as np
import pandas as pd
import shapely

from incidentmap.mapping.coding import integers, scaled, strings
from incidentmap.mapping.linework import KINDS, borders, encode_paths
from incidentmap.mapping.shapes import label_points
from incidentmap.mapping.text import json_object, json_value
from incidentmap.model import Feature

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

#: Counts up when this module draws the world differently, so that no older drawing is taken from the cache.
_DRAWING: Final = 2
_COARSE_TOLERANCE_DEG: Final = 0.15
_COARSE_SCALE: Final = 50
#: A piece of land smaller than this is left out of the world, unless its country has none larger.
_SPECK_DEG2: Final = 0.04
_FINE_SCALE: Final = 2000
_FINE_BYTES: Final = 400_000
#: Wider than this, incidents are a worldwide set: the coarse map is all there is.
_WIDEST_FINE_DEG: Final = 75.0
_LABELS: Final = (170, 170)


class Box(NamedTuple):
    """West, south, east, north in degrees."""

    west: float
    south: float
    east: float
    north: float

    def padded(self) -> Box:
        """Add room to look around in: on each side 60 % of the larger extent, within 1° and 8°."""
        width, height = self.east - self.west, self.north - self.south
        side = max(width, height * 1.6)  # screens are wide
        room = min(8.0, max(1.0, side * 0.6))
        middle, half = (self.west + self.east) / 2, side / 2 + room
        south, north = max(-90.0, self.south - room), min(90.0, self.north + room)
        return Box(max(-180.0, middle - half), south, min(180.0, middle + half), north)


class PlaceIndex(Protocol):
    """What the base map asks of a gazetteer."""

    def boundaries(self, feature: Feature, bbox: Any = None) -> gpd.GeoDataFrame:
        """Return units of one level: ``id, name, country, disputed, geometry``."""

    def settlements(self, bbox: Any, limit: int) -> pd.DataFrame:
        """Return the most important settlements in a box: ``id, name, lon, lat, population``."""


def encode_base(gazetteer: PlaceIndex, extent: Box | None) -> bytes:
    """Draw the base map as JSON (read by ``client/src/map/base.js``).

    Parameters
    ----------
    gazetteer : Gazetteer
    extent : Box, optional
        Where the incidents are; without it, or when it spans the world, only the coarse map is made.
    """
    members = {"world": _world(gazetteer)}
    if extent is not None and extent.east > 180:  # across the antimeridian, where the gazetteer's boxes end
        extent = None
    around = extent.padded() if extent is not None else None
    if around is not None and around.east - around.west <= _WIDEST_FINE_DEG:
        members["near"], members["regions"] = _near(gazetteer, around)
    members["places"] = _places(gazetteer, extent, around)
    view = getattr(gazetteer, "worldview", None)
    members["borders"] = json_value(view.sentence if view is not None else None)
    return json_object(members)


def _world(gazetteer: PlaceIndex) -> bytes:
    """Draw the whole world, or take the drawing from beside the gazetteer's file: it takes a second to make."""
    path, fingerprint = getattr(gazetteer, "path", None), getattr(gazetteer, "fingerprint", None)
    if path is None or not fingerprint:
        return _draw_world(gazetteer)
    view = getattr(gazetteer, "worldview", None)
    key = view.key if view is not None else "un"
    cache = Path(path).with_name(f"world-{_DRAWING}-{str(fingerprint)[:16]}-{key}.json")
    with contextlib.suppress(OSError, ValueError):
        kept = cache.read_bytes()
        # What is pasted into a page is checked, whoever wrote it: JSON, and nothing that could end a script.
        if b"<" not in kept and json.loads(kept):
            return kept
    drawn = _draw_world(gazetteer)
    with contextlib.suppress(OSError):  # a folder that cannot be written to costs a second each time, and no more
        fresh = cache.with_suffix(f".{os.getpid()}.part")
        fresh.write_bytes(drawn)
        fresh.replace(cache)
        for stale in cache.parent.glob("world-*.json"):  # drawn from a gazetteer that is gone
            if str(fingerprint)[:16] not in stale.name:
                stale.unlink()
    return drawn


def _draw_world(gazetteer: PlaceIndex) -> bytes:
    regions = gazetteer.boundaries(Feature.REGION)
    # A disputed unit stays apart from its country, so that the line between them can be drawn as what it is.
    codes = pd.factorize(regions["country"])[0]
    unit = pd.factorize(codes * 2 + regions["disputed"].to_numpy())[0]
    shapes = regions.geometry.to_numpy()
    units = np.array([shapely.coverage_union_all(shapes[unit == i]) for i in range(unit.max() + 1)], dtype=object)
    first = np.unique(unit, return_index=True)[1]
    thinned = _without_specks(shapely.coverage_simplify(units, _COARSE_TOLERANCE_DEG))
    lines = borders(thinned, codes[first], regions["disputed"].to_numpy()[first])
    countries = gazetteer.boundaries(Feature.COUNTRY)
    return json_object(
        {
            "scale": json_value(_COARSE_SCALE),
            "land": encode_paths(shapely.coverage_union_all(thinned), _COARSE_SCALE),
            **{kind: encode_paths(lines[kind], _COARSE_SCALE) for kind in KINDS if kind != "region"},
            "names": _names(countries, countries.geometry.to_numpy()),
        }
    )


def _without_specks(units: NDArray[Any]) -> NDArray[Any]:
    parts, owner = shapely.get_parts(units, return_index=True)
    area = shapely.area(parts)
    largest = np.zeros(len(units))
    np.maximum.at(largest, owner, area)
    kept = (area >= _SPECK_DEG2) | (area == largest[owner])
    return np.asarray(shapely.multipolygons(parts[kept], indices=owner[kept]))


def _near(gazetteer: PlaceIndex, around: Box) -> tuple[bytes, bytes]:
    """Draw the surroundings of the incidents as finely as the bytes allow."""
    regions = gazetteer.boundaries(Feature.REGION, around)
    shapes = regions.geometry.to_numpy()
    country, disputed = pd.factorize(regions["country"])[0], regions["disputed"].to_numpy()
    tolerance = 0.0 if around.east - around.west < 25 else 0.02
    while True:
        thinned = shapely.coverage_simplify(shapes, tolerance) if tolerance else shapes
        lines = borders(thinned, country, disputed) if len(thinned) else {}
        land = shapely.clip_by_rect(shapely.coverage_union_all(thinned), *around)
        members = {"land": encode_paths(land, _FINE_SCALE)}
        for kind, line in lines.items():
            members[kind] = encode_paths(shapely.clip_by_rect(line, *around), _FINE_SCALE)
        if sum(map(len, members.values())) <= _FINE_BYTES:
            break
        tolerance = max(0.02, tolerance * 1.6)
    inside = shapely.clip_by_rect(shapes, *around)
    shown = ~shapely.is_empty(inside)
    near = json_object({"scale": json_value(_FINE_SCALE), "box": json_value([round(v, 4) for v in around]), **members})
    return near, _names(regions[shown], inside[shown])


def _names(units: gpd.GeoDataFrame, shapes: NDArray[Any]) -> bytes:
    """Write names at their units' label points, the largest unit first; ``size`` is √area in degrees."""
    size = np.sqrt(shapely.area(shapes))
    order = np.argsort(-size, kind="stable")
    at = label_points(shapes[order])
    return json_object(
        {
            "count": json_value(len(units)),
            "name": strings(units["name"].to_numpy(object)[order]),
            "lon": scaled(at[:, 0], 1000),
            "lat": scaled(at[:, 1], 1000),
            "size": scaled(size[order], 1000),
        }
    )


def _places(gazetteer: PlaceIndex, extent: Box | None, around: Box | None) -> bytes:
    """Write the settlements worth a name: the largest around, and the largest where the incidents are."""
    boxes = [box for box in (around or Box(-180, -90, 180, 90), extent) if box is not None]
    tables = [gazetteer.settlements(box, limit) for box, limit in zip(boxes, _LABELS, strict=False)]
    places = pd.concat(tables).drop_duplicates("id").sort_values(["population", "id"], ascending=[False, True])
    population = places["population"].fillna(0).to_numpy(np.int64)
    return json_object(
        {
            "count": json_value(len(places)),
            "name": strings(places["name"]),
            "lon": scaled(places["lon"], 10_000),
            "lat": scaled(places["lat"], 10_000),
            "population": integers(population),
        }
    )
