"""The offline base map: land, borders and names out of the gazetteer, coarse for the world and fine near incidents."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np
import pandas as pd
import shapely

from incidentmap.mapping.coding import integers, scaled, strings
from incidentmap.mapping.focus import Box, Focus
from incidentmap.mapping.linework import KINDS, borders, encode_paths
from incidentmap.mapping.shapes import label_points
from incidentmap.mapping.text import json_object, json_value
from incidentmap.mapping.waters import RIVER, Waters, encode_waters, waters
from incidentmap.model import Feature

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

#: Counts up when this module draws the world differently, so that no older drawing is taken from the cache.
_DRAWING: Final = 5
#: Half a pixel and more at the zooms where nothing finer is drawn; each step finer is a tenth of the first view.
_COARSE_TOLERANCE_DEG: Final = 0.18
_COARSE_SCALE: Final = 25
#: A piece of land smaller than this is left out of the world, unless its country has none larger.
_SPECK_DEG2: Final = 0.04
_FINE_SCALE: Final = 1000
#: Settlements are placed to fifty metres, lines to a hundred: their sources know no better.
_SPOT_SCALE: Final = 2000
_FINE_BYTES: Final = 400_000
#: The other languages of the page; each unit has its English name, and these where they differ.
_LANGUAGES: Final = ("uk", "ru")
#: How many settlements are named: the largest of the world, those around the incidents, those where they are.
_GREAT, _AROUND, _INSIDE = 50, 270, 230
#: And near each spot with incidents, so many within so many kilometres, however small.
_CLOSE, _CLOSE_KM = 8, 20.0


class PlaceIndex(Protocol):
    """What the base map asks of a gazetteer."""

    def boundaries(self, feature: Feature, bbox: Any = None) -> gpd.GeoDataFrame:
        """Return units of one level: ``id, name, country, disputed, geometry``."""

    def settlements(self, bbox: Any, limit: int) -> pd.DataFrame:
        """Return the most important settlements in a box: ``id, name, lon, lat, population``."""

    def settlements_near(self, points: Any, *, count: int, max_km: float) -> pd.DataFrame:
        """Return the settlements nearest to any of some points: the same columns."""

    def labels(self, place_ids: Any, languages: Any) -> pd.DataFrame:
        """Return the names of places in some languages, one column each."""


def encode_base(gazetteer: PlaceIndex, where: Focus = Focus()) -> bytes:  # noqa: B008 - it never changes
    """Draw the base map as JSON (read by ``client/src/map/base.js``).

    Parameters
    ----------
    gazetteer : Gazetteer
    where : Focus, optional
        Where the incidents are. Without a box only the coarse map of the world is made.
    """
    members = {"world": _world(gazetteer)}
    around = [box.padded() for box in where.boxes]
    if around:
        found = waters(gazetteer, around)
        drawn, units = zip(*(_near(gazetteer, box, found, _FINE_BYTES // len(around)) for box in around), strict=True)
        members["near"] = b"[" + b",".join(drawn) + b"]"
        regions = pd.concat(units).drop_duplicates("id")
        members["regions"] = _names(gazetteer, regions, regions.geometry.to_numpy())
        members["waters"] = _named_waters(gazetteer, found)
    members["places"] = _places(gazetteer, where, around)
    view = getattr(gazetteer, "worldview", None)
    members["worldview"] = json_value(view.key if view is not None else None)
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
    found = waters(gazetteer, None)
    return json_object(
        {
            "scale": json_value(_COARSE_SCALE),
            "land": encode_paths(_on_grid(shapely.coverage_union_all(thinned)), _COARSE_SCALE),
            **{kind: encode_paths(lines[kind], _COARSE_SCALE) for kind in KINDS if kind != "region"},
            **encode_waters(found, None, _COARSE_SCALE),
            "names": _names(gazetteer, countries, countries.geometry.to_numpy()),
            "waters": _named_waters(gazetteer, found),
        }
    )


def _without_specks(units: NDArray[Any]) -> NDArray[Any]:
    parts, owner = shapely.get_parts(units, return_index=True)
    area = shapely.area(parts)
    largest = np.zeros(len(units))
    np.maximum.at(largest, owner, area)
    kept = (area >= _SPECK_DEG2) | (area == largest[owner])
    return np.asarray(shapely.multipolygons(parts[kept], indices=owner[kept]))


def _on_grid(land: Any) -> Any:
    """Round to the coarse grid; what is smaller than its cells, and all of a country, becomes one cell."""
    parts = shapely.get_parts(land)
    rounded = shapely.set_precision(parts, 1 / _COARSE_SCALE)
    lost = shapely.is_empty(rounded)
    bounds = shapely.bounds(parts[lost]) * _COARSE_SCALE
    low, high = np.floor(bounds[:, :2]), np.ceil(bounds[:, 2:])
    cells = shapely.box(*(low / _COARSE_SCALE).T, *(np.maximum(high, low + 1) / _COARSE_SCALE).T)
    return shapely.multipolygons(shapely.get_parts(np.concatenate([rounded[~lost], cells])))


def _near(gazetteer: PlaceIndex, around: Box, found: Waters, most: int) -> tuple[bytes, gpd.GeoDataFrame]:
    """Draw the surroundings of incidents as finely as the bytes allow; and the units in it, as far as they are seen."""
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
        if sum(map(len, members.values())) <= most:
            break
        tolerance = max(0.02, tolerance * 1.6)
    members |= encode_waters(found, around, _FINE_SCALE)
    regions = regions.set_geometry(shapely.clip_by_rect(shapes, *around))
    near = json_object({"scale": json_value(_FINE_SCALE), "box": json_value([round(v, 4) for v in around]), **members})
    return near, regions[~regions.geometry.is_empty]


def _names(gazetteer: PlaceIndex, units: gpd.GeoDataFrame, shapes: NDArray[Any]) -> bytes:
    """Write names at their units' label points, the largest unit first; ``size`` is √area in degrees."""
    size = np.sqrt(shapely.area(shapes))
    order = np.argsort(-size, kind="stable")
    at = label_points(shapes[order])
    return json_object(
        {
            "count": json_value(len(units)),
            **_in_languages(gazetteer, units.iloc[order]),
            "lon": scaled(at[:, 0], 1000),
            "lat": scaled(at[:, 1], 1000),
            "size": scaled(size[order], 1000),
        }
    )


def _named_waters(gazetteer: PlaceIndex, found: Waters) -> bytes:
    """Write the names of waters; a river's stands along its line, so it has no spot of its own."""
    at = label_points(found.table.geometry.to_numpy())
    at[found.kind == RIVER] = np.nan
    return json_object(
        {
            "count": json_value(len(found.table)),
            **_in_languages(gazetteer, found.table),
            "kind": integers(found.kind),
            "lon": scaled(at[:, 0], 1000),
            "lat": scaled(at[:, 1], 1000),
            "size": scaled(found.size, 100),
        }
    )


def _places(gazetteer: PlaceIndex, where: Focus, around: list[Box]) -> bytes:
    """Write the settlements worth a name: the largest, and near the incidents also small ones."""
    asked = [(Box(-180, -90, 180, 90), _GREAT if around else _GREAT + _INSIDE)]
    for boxes, limit in ((around, _AROUND), (where.boxes, _INSIDE)):
        asked += [(box, limit // len(boxes)) for box in boxes]
    tables = [gazetteer.settlements(box, limit) for box, limit in asked]
    tables.append(gazetteer.settlements_near(where.spots, count=_CLOSE, max_km=_CLOSE_KM))
    places = pd.concat([table for table in tables if len(table)]).drop_duplicates("id")
    places = places.sort_values(["population", "id"], ascending=[False, True])
    population = places["population"].fillna(0).to_numpy(np.int64)
    return json_object(
        {
            "count": json_value(len(places)),
            **_in_languages(gazetteer, places),
            "lon": scaled(places["lon"], _SPOT_SCALE),
            "lat": scaled(places["lat"], _SPOT_SCALE),
            "population": integers(_rounded(population)),
        }
    )


def _rounded(population: NDArray[np.int64]) -> NDArray[np.int64]:
    """Keep two figures: it only tells the larger from the smaller."""
    unit = 10 ** np.maximum(0, np.floor(np.log10(np.maximum(population, 1))) - 1).astype(np.int64)
    return np.asarray(population // unit * unit)


def _in_languages(gazetteer: PlaceIndex, units: pd.DataFrame) -> dict[str, bytes]:
    """Write names in each of the page's languages; null is the English one."""
    known = gazetteer.labels(units["id"].tolist(), ("en", *_LANGUAGES))
    english = known["en"].to_numpy(object)
    own = {f"name_{key}": known[key].to_numpy(object) for key in _LANGUAGES}
    return {
        "name": strings(english),
        **{key: strings(np.where(names == english, None, names)) for key, names in own.items()},
    }
