"""One incident for every shape that the map knows, around Belgorod and Kharkiv; each drawn with simple means."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import shapely
from pyproj import Geod

from browser.samples import BELGOROD, KHARKIV, candidate, incident
from incidentmap.frame import conform

GEOD = Geod(ellps="WGS84")
VALUIKI, VOVCHANSK, IZIUM = (38.10, 50.21), (36.94, 50.29), (37.26, 49.21)


def away(origin: tuple[float, float], bearing_deg: float, km: float) -> tuple[float, float]:
    lon, lat, _ = GEOD.fwd(*origin, bearing_deg, km * 1000)
    return lon, lat


def disc(origin: tuple[float, float], km: float) -> Any:
    return shapely.Polygon([away(origin, -angle, km) for angle in np.linspace(0, 360, 73)[:-1]])


def band(origin: tuple[float, float], low_km: float, high_km: float, first_deg: float, last_deg: float) -> Any:
    angles = np.linspace(first_deg, last_deg, 40)
    inner = [away(origin, angle, low_km) for angle in angles] if low_km else [origin]
    return shapely.Polygon([*inner, *[away(origin, angle, high_km) for angle in angles[::-1]]])


def wide(line: list[tuple[float, float]], degrees: float) -> Any:
    return shapely.LineString(line).buffer(degrees, join_style="round")


DISTRICT = shapely.Polygon([(37.60, 50.42), (38.30, 50.36), (38.42, 50.62), (38.02, 50.78), (37.55, 50.70)])
ESTIMATED = shapely.Polygon([(37.62, 49.72), (38.22, 49.62), (38.35, 49.95), (38.05, 50.08), (37.70, 50.02)])
REGION = shapely.Polygon(
    [(34.9, 50.1), (35.6, 50.3), (36.4, 50.25), (37.4, 50.2), (38.0, 49.9), (38.1, 49.3), (37.2, 48.6), (36.2, 48.7),
     (35.2, 49.2), (34.9, 49.7)]
)  # fmt: skip
PART = shapely.intersection(
    shapely.Polygon([(39.0, 49.9), (41.0, 49.9), (41.0, 51.8), (39.0, 51.6)]), shapely.box(39, 50.9, 41, 52)
)
MACRO = shapely.Polygon([(37.4, 47.2), (39.6, 47.2), (40.0, 49.0), (38.5, 49.2), (37.2, 48.5)])
COUNTRY = shapely.Polygon([(22.2, 48.2), (24, 51.8), (31, 52.3), (34, 52.2), (35.4, 50.5), (40.1, 49.6), (38.2, 47.1),
                           (33, 46.1), (28.3, 45.4)])  # fmt: skip
STRIP = wide([(34.2, 51.25), (34.45, 51.0), (34.7, 50.85), (35.1, 50.75), (35.5, 50.55), (35.7, 50.42)], 0.07)
RING = shapely.difference(disc(VALUIKI, 22), disc(VALUIKI, 16))
WEDGE = band(VOVCHANSK, 0, 25, 25, 80)
SECTOR = band(BELGOROD, 24, 34, 330, 390)
CORRIDOR = wide([(36.87, 50.41), (37.20, 50.60)], 0.05)
NEAR = disc((35.504, 50.723), 5)


def _known(lon_lat: tuple[float, float], name: str) -> dict[str, Any]:
    record = candidate(name, *lon_lat, "District", 1.0)
    return {"place_id": record["id"], "place_name": name, "candidates": [record], "match": "exact"}


def every_shape(**texts: Any) -> Any:
    """Make a frame with each look once, and more where a look is about many; ``texts`` replace what rows say."""
    airstrike, drones = {"event_type": "Explosions/Remote violence"}, {"event_type": "Strategic developments"}
    against, riots, protests = (
        {"event_type": "Violence against civilians"},
        {"event_type": "Riots"},
        {"event_type": "Protests"},
    )
    rows = [
        ("exact spot", shapely.Point(36.35, 50.32), {"precision": "exact", "shape": "point"} | airstrike),
        ("Kharkiv", shapely.Point(KHARKIV), {"shape": "point"} | _known(KHARKIV, "Kharkiv") | airstrike),
        ("Belgorod", shapely.Point(BELGOROD), {"shape": "point"} | _known(BELGOROD, "Belgorod") | protests),
        ("near Terebreno", NEAR, {"precision": "near", "shape": "disc", "radius_km": 5.0,
            "rule": "drawn as a 5 km disc because the text says near"} | _known((35.504, 50.723), "Terebreno")),
        ("20 km from Valuiki", RING, {"precision": "near", "shape": "ring", "radius_km": 22.0}
            | _known(VALUIKI, "Valuiki") | airstrike),
        ("30 km north of Belgorod", SECTOR, {"precision": "area", "shape": "sector"}
            | _known(BELGOROD, "Belgorod") | against),
        ("north-east of Vovchansk", WEDGE, {"precision": "near", "shape": "wedge"} | _known(VOVCHANSK, "Vovchansk")),
        ("between Shebekino and Novaya Tavolzhanka", CORRIDOR, {"precision": "near", "shape": "corridor"} | drones),
        ("along the border of Sumy and Kursk oblasts", STRIP, {"precision": "area", "shape": "strip"} | airstrike),
        ("Volokonovsky district", DISTRICT, {"precision": "district", "shape": "area"} | protests),
        ("Kupiansk district", ESTIMATED, {"precision": "district", "shape": "area", "estimated": True,
            "place_name": "Kupiansk district", "rule": "estimated from the 63 villages known to lie in it"} | against),
        *[("Kharkiv region", REGION, {"precision": "region", "shape": "area", "place_name": "Kharkiv Oblast"})] * 3,
        ("northern Voronezh region", PART, {"precision": "region", "shape": "part"} | drones),
        ("the Donbas", MACRO, {"precision": "area", "shape": "area"} | against),
        ("Izium, Balakliia and Chuhuiv", shapely.MultiPoint([IZIUM, (36.86, 49.46), (36.69, 49.84)]),
            {"precision": "settlement", "shape": "several"} | riots),
        ("Ukraine", COUNTRY, {"precision": "country", "shape": "area", "place_name": "Ukraine"} | protests),
        ("nowhere", None, {"reason": "the gazetteer knows no such place"}),
    ]  # fmt: skip
    table = pd.DataFrame(
        [
            incident(name, shape, "2024-03-12", **({"estimated": False} if shape is not None else {}) | more | texts)
            | {"id": f"i{at}", "label_lon": _label(shape)[0], "label_lat": _label(shape)[1]}
            for at, (name, shape, more) in enumerate(rows)
        ]
    )
    return conform(table.drop(columns="geometry"), list(table["geometry"]))


def _label(shape: Any) -> tuple[float, float]:
    if shape is None:
        return (np.nan, np.nan)
    point = shapely.point_on_surface(shape)
    return point.x, point.y
