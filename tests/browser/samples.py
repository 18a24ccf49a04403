"""What the browser tests share: sizes, what a page did, and a small set of incidents with one of every kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import shapely
from playwright.sync_api import Page

from incidentmap.frame import conform

DESKTOP, TABLET, PHONE = (1440, 900), (1024, 768), (390, 844)
#: The name of the Leaflet map of every page that draw_map makes: names are numbers, not chance.
MAP = "map_00000000000000000000000000000001"
BELGOROD, KHARKIV = (36.587, 50.600), (36.254, 49.982)


@dataclass
class Seen:
    """What a page did besides drawing itself."""

    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def nothing(self) -> bool:
        return not (self.messages or self.dialogs)


Opener = Callable[..., tuple[Page, Seen]]


def candidate(name: str, lon: float, lat: float, admin2: str, score: float) -> dict[str, Any]:
    return {
        "id": f"border:{name}-{admin2}".lower(), "name": name, "admin1": "Belgorod Oblast", "admin2": admin2,
        "lon": lon, "lat": lat, "match": "exact", "score": score,
    }  # fmt: skip


def incident(name: str, geometry: Any, start: str | None, **more: Any) -> dict[str, Any]:
    placed = geometry is not None
    base = {
        "id": name,
        "start": pd.Timestamp(start) if start else pd.NaT,
        "end": pd.Timestamp(more.pop("end", start)) if start else pd.NaT,
        "place": name,
        "place_name": name if placed else None,
        "precision": "settlement" if placed else "unlocated",
        "event_type": "Battles",
        "summary": f"Something happened in {name}.",
        "geometry": geometry,
    }
    return base | more


def sample() -> Any:
    """Seven incidents: three on one spot, a disc, a region, one without a place, one without a date."""
    near = candidate("Terebreno", 35.504, 50.723, "Krasnoyaruzhsky", 1.0)
    far = candidate("Terebreno", 36.9, 51.2, "Far", 0.6)
    source = {
        "id": "s1", "title": "A report", "url": "https://example.org/report?a=1", "published": "2024-04-01",
        "licence": "CC BY 4.0", "sha256": "ab" * 32,
    }  # fmt: skip
    evidence = {
        "source": "s1",
        "start": 9,
        "end": 23,
        "sentence": "Fighting near Terebreno went on.",
        "rule": "near + place",
    }
    rows = [
        incident("Belgorod one", shapely.Point(BELGOROD), "2024-01-10", event_type="Explosions/Remote violence"),
        incident("Belgorod two", shapely.Point(BELGOROD), "2024-02-10", event_type="Explosions/Remote violence"),
        incident("Belgorod three", shapely.Point(BELGOROD), "2024-03-10", actors=["Group A", "Group B"]),
        incident(
            "near Terebreno", shapely.Point(35.504, 50.723).buffer(0.06), "2023-12-01", end="2023-12-31",
            precision="near", radius_km=5.0, rule="drawn as a 5 km disc because the text says near",
            place_id=near["id"], place_name="Terebreno", admin1="Belgorod Oblast", match="exact",
            candidates=[near, far], sources=[source], evidence=[evidence],
            time_phrase="in December", fatalities_low=0, fatalities_high=3,
        ),
        incident("the region", shapely.box(37.2, 50.2, 38.8, 51), "2024-03-12", precision="region", event_type="Riots"),
        incident("nowhere", None, "2024-03-12", reason="the gazetteer knows no such place"),
        incident("Kharkiv", shapely.Point(KHARKIV), None, event_type="Protests"),
    ]  # fmt: skip
    table = pd.DataFrame(rows)
    return conform(table.drop(columns="geometry"), list(table["geometry"]))
