"""Sources → one table of places: what several sources know is one record, and every record has its containers.

Rows of the curated overlay win over the same place in the big table: they know the district, and someone looked at
each of them. They take over its other spellings and its population.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import shapely

from incidentmap.gazetteer.sources import Rows
from incidentmap.model import Feature
from incidentmap.names import fold, keys

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Two records with one name are one place when they are closer than this: a village is smaller, its point is not exact.
SAME_PLACE_KM: Final = 5.0
#: A point on the coast or on a border may fall outside its simplified unit by so much (about 20 km).
NEAREST_UNIT_DEG: Final = 0.2

_KM_PER_DEGREE: Final = 111.2
_OPTIONAL: Final = {"admin1": None, "admin2": None, "boundary": None, "disputed": False}


def merge(sources: list[Rows]) -> pd.DataFrame:
    """Join the sources into one table, numbered from 0.

    Parameters
    ----------
    sources : list of Rows
        The big tables first, the curated overlay last.

    Returns
    -------
    DataFrame
        The readers' columns, ``source``, and ``nation``, ``region``, ``district``: row numbers of the containers, or
        null.
    """
    places = pd.concat([_complete(rows) for rows in sources], ignore_index=True)
    places = _absorb(places, overlay=sources[-1].origin.key).reset_index(drop=True)
    places["nation"] = _nations(places)
    places["region"] = _regions(places)
    places["district"] = _districts(places)
    return places


def _complete(rows: Rows) -> pd.DataFrame:
    table = rows.places.assign(source=rows.origin.key)
    for column, value in _OPTIONAL.items():
        if column not in table.columns:
            table[column] = value
    return table.astype({"disputed": bool, "boundary": object, "admin1": object, "admin2": object})


def _absorb(places: pd.DataFrame, *, overlay: str) -> pd.DataFrame:
    """Let each row of the overlay take over the same place of the other sources."""
    settled = places["feature"] == Feature.SETTLEMENT.value
    curated = places.index[settled & (places["source"] == overlay)]
    lon, lat = places["lon"].to_numpy(), places["lat"].to_numpy()
    margin = 2 * SAME_PLACE_KM / _KM_PER_DEGREE
    box = places.loc[curated]
    near = settled & (places["source"] != overlay)
    near &= places["lat"].between(box["lat"].min() - margin, box["lat"].max() + margin)
    near &= places["lon"].between(box["lon"].min() - 2 * margin, box["lon"].max() + 2 * margin)
    known = {i: _keys_of(places, i) for i in curated}
    absorbed: dict[int, int] = {}
    for j in places.index[near]:
        distance = _km(lon[curated], lat[curated], lon[j], lat[j])
        theirs = _keys_of(places, j)
        for k in np.argsort(distance):
            if distance[k] > SAME_PLACE_KM:
                break
            if known[curated[k]] & theirs:
                absorbed[j] = int(curated[k])
                break
    for j, i in absorbed.items():
        places.at[i, "names"] = [*places.at[i, "names"], places.at[j, "name"], *places.at[j, "names"]]
        places.at[i, "population"] = max(places.at[i, "population"], places.at[j, "population"])
    return places.drop(index=list(absorbed))


def _keys_of(places: pd.DataFrame, row: int) -> set[str]:
    return {key for name in (places.at[row, "name"], *places.at[row, "names"]) for key in keys(name)}


def _km(lon: NDArray[Any], lat: NDArray[Any], lon0: float, lat0: float) -> NDArray[np.float64]:
    """Measure short distances on a local plane; exact enough to tell 5 km from 6."""
    return np.asarray(np.hypot((lon - lon0) * np.cos(np.radians(lat0)), lat - lat0) * _KM_PER_DEGREE)


def _nations(places: pd.DataFrame) -> pd.Series[Any]:
    countries = places[places["feature"] == Feature.COUNTRY.value]
    return places["country"].map(dict(zip(countries["country"], countries.index, strict=True))).astype("Int64")


def _regions(places: pd.DataFrame) -> pd.Series[Any]:
    """Find each place's first-order unit: the one it names, else the one of its country that its point lies in."""
    units = places[places["feature"] == Feature.REGION.value]
    region = pd.Series(pd.NA, index=places.index, dtype="Int64")
    inner = places.index[places["feature"].isin([Feature.SETTLEMENT.value, Feature.DISTRICT.value])]
    named = dict(zip(zip(units["country"], units["name"], strict=True), units.index, strict=True))
    said = [named.get(pair) for pair in zip(places.loc[inner, "country"], places.loc[inner, "admin1"], strict=True)]
    region.loc[inner] = pd.array(said, dtype="Int64")
    rest = inner[region.loc[inner].isna()]
    points = shapely.points(places.loc[rest, "lon"].to_numpy(), places.loc[rest, "lat"].to_numpy())
    region.loc[rest] = pd.array(_containing(points, places.loc[rest, "country"], units), dtype="Int64")
    return region


def _containing(points: NDArray[Any], countries: pd.Series[Any], units: pd.DataFrame) -> list[int | None]:
    found: list[int | None] = [None] * len(points)
    shapes, of_unit, row = units["boundary"].to_numpy(), units["country"].to_numpy(), units.index.to_numpy()
    of_point = countries.to_numpy()
    for p, u in shapely.STRtree(shapes).query(points, predicate="intersects").T:
        if of_unit[u] == of_point[p]:
            found[p] = int(row[u])
    missing = np.array([i for i, unit in enumerate(found) if unit is None])
    for country in pd.unique(of_point[missing]) if len(missing) else []:
        own = np.flatnonzero(of_unit == country)
        lost = missing[of_point[missing] == country]
        if not len(own):
            continue
        tree = shapely.STRtree(shapes[own])
        for p, u in tree.query_nearest(points[lost], max_distance=NEAREST_UNIT_DEG, all_matches=False).T:
            found[lost[p]] = int(row[own[u]])
    return found


def _districts(places: pd.DataFrame) -> pd.Series[Any]:
    units = places[places["feature"] == Feature.DISTRICT.value]
    key = {(r, fold(name)): i for r, name, i in zip(units["region"], units["name"], units.index, strict=True)}
    district = pd.Series(pd.NA, index=places.index, dtype="Int64")
    has = places.index[places["admin2"].notna() & (places["feature"] == Feature.SETTLEMENT.value)]
    pairs = zip(places.loc[has, "region"], places.loc[has, "admin2"], strict=True)
    district.loc[has] = pd.array([key.get((r, fold(name))) for r, name in pairs], dtype="Int64")
    return district
