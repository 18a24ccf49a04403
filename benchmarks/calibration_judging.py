"""Hold what is drawn against what was recorded: whether the point is inside, and how large the shape would have to be."""

from __future__ import annotations

import csv
import math
import re
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import pandas as pd
    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

    from incidentmap import Gazetteer

#: Our ladder in the steps of UCDP's ``where_prec``.
CODES: Final = {
    "exact": 1, "vicinity": 1, "settlement": 1, "near": 2, "district": 3, "region": 4, "area": 5, "country": 6,
}  # fmt: skip
#: A settlement of which nothing is known is taken to reach so far: only for a point that comes without a radius.
REACH_KM: Final = 1.5
#: The peers: what most maps draw, and two ways to be right by being huge.
DOT_KM: Final = 1.0
WIDE_KM: Final = 25.0
PEERS: Final = {
    "dot": f"the place's point, {DOT_KM:g} km around it",
    "wide": f"a {WIDE_KM:g} km disc, whatever the words",
    "oblast": "the whole oblast, whatever the words",
}

_SQUEEZED: Final = re.compile(r"\s+")


def read_rows(path: Path) -> pd.DataFrame:
    """Read a UCDP GED file: the words to be placed, and the truth to hold them against.

    Returns
    -------
    DataFrame
        ``place`` and ``within``, the only two that are asked about; ``lon``, ``lat`` and ``code`` as recorded;
        ``half``, 0 or 1 by the place's name, so that no place is in both; ``key``, the number of the distinct phrase.
    """
    import pandas as pd

    with path.open(encoding="cp1252", newline="") as file:
        rows = [
            (
                row["where_description"].strip(),
                row["adm_1"].strip(),
                float(row["longitude"]),
                float(row["latitude"]),
                int(row["where_prec"]),
                half_of(row["where_coordinates"]),
            )
            for row in csv.DictReader(file)
        ]
    table = pd.DataFrame(rows, columns=["place", "within", "lon", "lat", "code", "half"])
    table["key"] = pd.factorize(pd.MultiIndex.from_frame(table[["place", "within"]]))[0]
    return table


def half_of(name: str) -> int:
    """Return the half that a place's name belongs to.

    Examples
    --------
    >>> half_of("Sloviansk town") == half_of(" sloviansk  Town ")
    True
    """
    return blake2b(_SQUEEZED.sub(" ", name.strip().casefold()).encode(), digest_size=1).digest()[0] & 1


def judge(rows: pd.DataFrame, located: GeoDataFrame, gazetteer: Gazetteer) -> pd.DataFrame:
    """Add to each row what was drawn for it, and how that stands to its recorded point.

    Returns
    -------
    DataFrame
        The rows with ``precision``, ``shape``, ``radius_km``, ``rule``, ``reason``; ``area_km2``; ``factor``, the size
        (1 is as drawn) at which the shape meets the point; ``inside``; ``gap_km``, how far outside; ``anchor_km``, from
        the place's own point, and ``people``; for each peer ``…_inside`` and ``…_km2``. Null where nothing is drawn.
    """
    import numpy as np

    told = rows.copy()
    geometries = located.geometry.tolist()
    for column in ("precision", "radius_km", "rule", "reason"):
        told[column] = located[column].to_numpy()
    told["drawn"] = [g is not None and not g.is_empty for g in geometries]
    told["shape"] = _shapes(located, geometries)
    oblasts = _oblasts(sorted(set(rows["within"])), gazetteer)
    answers: dict[tuple[int, float, float], dict[str, Any]] = {}
    columns: list[dict[str, Any]] = []
    for i, row in enumerate(rows.itertuples(index=False)):
        same = (row.key, row.lon, row.lat)
        if same not in answers:
            answers[same] = {}
            if told["drawn"].iat[i]:
                radius = told["radius_km"].iat[i]
                ours = against(geometries[i], None if np.isnan(radius) else float(radius), row.lon, row.lat)
                peers = _peers(located.iloc[i], oblasts[row.within], row.lon, row.lat, gazetteer)
                answers[same] = ours | peers
        columns.append(answers[same])
    for name in _MEASURED:
        told[name] = np.array([c.get(name, np.nan) for c in columns], dtype=float)
    return told


_MEASURED: Final = (
    "area_km2 factor inside gap_km anchor_km people dot_inside dot_km2 wide_inside wide_km2 oblast_inside oblast_km2"
).split()


def against(shape: BaseGeometry, radius_km: float | None, lon: float, lat: float) -> dict[str, Any]:
    """Hold one shape against one point.

    A point counts as a disc of its radius. Any other shape grows or shrinks by moving its edge: a disc of 8 km that is
    drawn twice as large reaches 16 km, and a strip or an oblast as far beyond its edge as a disc of its area would.

    Examples
    --------
    >>> import shapely
    >>> found = against(shapely.Point(36, 50), 2.0, 36, 50.009)
    >>> found["inside"], round(found["factor"], 1)
    (True, 0.5)
    """
    import shapely

    reach = REACH_KM if radius_km is None else radius_km
    parts = shapely.get_parts(shape, return_index=False)
    dots = [p for p in parts if p.geom_type == "Point"]
    rest = [p for p in parts if p.geom_type != "Point"]
    factors, gaps, area = [], [], math.pi * reach**2 * len(dots)
    for dot in dots:
        away = km_between(lon, lat, dot.x, dot.y)
        factors.append(away / reach if reach else math.inf)
        gaps.append(away - reach)
    if rest:
        whole = rest[0] if len(rest) == 1 else shapely.union_all(rest)
        size = area_km2(whole)
        away = edge_km(whole, lon, lat)
        disc = math.sqrt(size / math.pi)
        factors.append(1 + away / disc if disc else (1.0 if away <= 0 else math.inf))
        gaps.append(away)
        area += size
    factor = min(factors)
    return {"area_km2": area, "factor": factor, "inside": factor <= 1, "gap_km": max(0.0, min(gaps))}


def edge_km(shape: BaseGeometry, lon: float, lat: float) -> float:
    """Return how far a point lies from the edge of a shape, geodesic: below 0 inside.

    Examples
    --------
    >>> import shapely
    >>> round(edge_km(shapely.box(35, 49, 37, 51), 36, 51.1)), edge_km(shapely.box(35, 49, 37, 51), 36, 50) < -70
    (11, True)
    """
    import numpy as np
    import shapely
    from pyproj import Proj

    # Seen from the point itself every distance to it is true.
    around = Proj(proj="aeqd", lon_0=lon, lat_0=lat, ellps="WGS84")
    flat = shapely.transform(shape, lambda xy: np.column_stack(around(xy[:, 0], xy[:, 1])))
    away = float(shapely.distance(shapely.boundary(flat) if flat.area else flat, shapely.Point(0, 0))) / 1000
    return -away if shapely.covers(shape, shapely.Point(lon, lat)) else away


def area_km2(shape: BaseGeometry) -> float:
    """Return the geodesic area."""
    return abs(float(_ellipsoid().geometry_area_perimeter(shape)[0])) / 1e6


def km_between(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Return the geodesic distance."""
    return float(_ellipsoid().inv(lon1, lat1, lon2, lat2)[2]) / 1000


@lru_cache(maxsize=1)
def _ellipsoid() -> Any:
    from pyproj import Geod

    return Geod(ellps="WGS84")


def _shapes(located: GeoDataFrame, geometries: list[Any]) -> list[str | None]:
    """Return each row's shape; where the frame does not say, what the geometry looks like."""
    import pandas as pd

    named = located["shape"].tolist() if "shape" in located.columns else [None] * len(located)
    shapes: list[str | None] = []
    for name, geometry, radius in zip(named, geometries, located["radius_km"].tolist(), strict=True):
        if geometry is None:
            shapes.append(None)
        elif not pd.isna(name):
            shapes.append(str(name))
        else:
            shapes.append("point" if geometry.geom_type == "Point" else "area" if pd.isna(radius) else "disc")
    return shapes


def _oblasts(names: list[str], gazetteer: Gazetteer) -> dict[str, tuple[Any, float] | None]:
    """Draw each oblast as a whole: its polygon and area."""
    import pandas as pd

    from incidentmap import locate

    shapes = locate(pd.DataFrame({"place": names}), gazetteer).geometry.tolist()
    return {n: (s, area_km2(s)) if n and s is not None else None for n, s in zip(names, shapes, strict=True)}


def _peers(
    answer: Any, oblast: tuple[Any, float] | None, lon: float, lat: float, gazetteer: Gazetteer
) -> dict[str, Any]:
    import shapely

    told: dict[str, Any] = {}
    if oblast is not None:
        told |= {"oblast_inside": bool(shapely.covers(oblast[0], shapely.Point(lon, lat))), "oblast_km2": oblast[1]}
    place = gazetteer.place(answer["place_id"]) if isinstance(answer["place_id"], str) else None
    if place is None:
        return told
    away = km_between(lon, lat, place.point.lon, place.point.lat)
    told |= {"anchor_km": away, "people": math.nan if place.population is None else place.population}
    for peer, radius in (("dot", DOT_KM), ("wide", WIDE_KM)):
        told |= {f"{peer}_inside": away <= radius, f"{peer}_km2": math.pi * radius**2}
    return told
