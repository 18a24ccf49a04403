"""Any table of points that a user has: CSV, TSV and their kin, or GeoJSON, with columns guessed or named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from incidentmap.errors import BadValue, quote
from incidentmap.gazetteer.sources import Options, Origin, Rows
from incidentmap.gazetteer.sources._csv import csv_parts, missing
from incidentmap.gazetteer.sources._files import file_date, first_line, raw
from incidentmap.gazetteer.sources._geojson import LAT, LON, geojson_parts
from incidentmap.gazetteer.sources._sieve import LONGEST_NAME, Seen, Sieve
from incidentmap.gazetteer.sources._swapped import refuse_swapped
from incidentmap.gazetteer.sources.geonames_names import LANGUAGES
from incidentmap.model import Feature
from incidentmap.names import fold

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

#: Our column → names that it goes by, the surest first. Case, blanks and punctuation do not matter.
SYNONYMS: Final[dict[str, tuple[str, ...]]] = {
    "id": ("id", "fid", "gid", "osm_id", "code_id"),
    "name": (
        "name", "place", "place_name", "toponym", "settlement", "locality", "title", "название", "наименование",
        "населённый пункт", "назва", "населений пункт",
    ),
    "lat": ("lat", "latitude", "lat_dd", "latitude_dd", "geometry_latitude", LAT, "y", "широта"),
    "lon": ("lon", "lng", "long", "longitude", "lon_dd", "longitude_dd", "geometry_longitude", LON, "x", "долгота",
            "довгота"),
    "names": ("names", "alternatenames", "alt_names", "alternate_names", "alt_name", "aliases"),
    "lang": ("lang", "language"),
    "feature": ("feature",),
    "code": ("code", "feature_code", "kind", "type"),
    "country": ("country_code", "iso2", "iso_a2", "cc", "country"),
    "population": ("population", "pop", "население", "населення"),
    "admin1": ("admin1", "admin1_name", "oblast", "province", "state", "region", "область", "регион", "регіон"),
    "admin2": ("admin2", "admin2_name", "raion", "rayon", "district", "county", "municipality", "район"),
}  # fmt: skip

_REQUIRED: Final = ("name", "lat", "lon")
_TEXT: Final = (".csv", ".tsv", ".tab")
_GEOJSON: Final = (".geojson", ".json")

_GEOMETRY: Final = re.compile(rb'"geometry"\s*:\s*\{[^{}]*?"type"\s*:\s*"(\w+)"')

#: So much of a GeoJSON file is looked at to tell points from polygons.
_HEAD: Final = 1 << 18


def sniff(path: Path) -> bool:
    """Tell whether it is a table with a header that names places, or GeoJSON points.

    Examples
    --------
    >>> folder = Path("tests/data/gazetteer/table")
    >>> sniff(folder / "places.csv"), sniff(folder / "places.geojson"), sniff(Path("README.md"))
    (True, True, False)
    """
    suffix = path.suffix.lower()
    if suffix in _TEXT:
        return path.is_file()
    if suffix not in _GEOJSON or first_line(path) is None:
        return False
    found = _GEOMETRY.search(next(raw(path, _HEAD), b""))
    return found is not None and found[1] == b"Point"


def read(path: Path, options: Options) -> Iterator[Rows]:
    """Read a table of points.

    Columns are those of ``options.columns``, or else found by their usual names. Other spellings stand in one cell,
    separated by "|" or ";". Without a column of ids a place is called by its row.

    Raises
    ------
    MissingColumn
        When no column holds the name, the latitude or the longitude.
    BadValue
        When latitude and longitude are exchanged, or a column is mapped that we have no use for.
    UnreadableFile, WrongEncoding, EmptyInput

    Examples
    --------
    >>> rows = next(read(Path("tests/data/gazetteer/table/places.csv"), Options(key="mine")))
    >>> rows.places[["id", "name", "country"]].iloc[0].tolist()
    ['mine:k1', 'Козинка', 'RU']
    """
    origin = _origin(path, options)
    as_json = path.suffix.lower() in _GEOJSON
    seen, first = Seen(), True

    def choose(header: Sequence[str]) -> Mapping[str, str]:
        return choose_columns(header, options.columns, path)

    for part in geojson_parts(path, choose) if as_json else csv_parts(path, options.encoding, choose):
        sieve = Sieve(part)
        name = sieve.names()
        country = _optional(sieve, "country", options.country)
        lon, lat = sieve.coordinates("lon", "lat")
        if first:
            refuse_swapped(country, lon, lat, str(path), "exchange them with --column lat=... --column lon=...")
        first = False
        places = {
            "name": name,
            "lon": lon,
            "lat": lat,
            "feature": _features(sieve),
            "lang": _languages(sieve),
            "code": sieve.column("code") if sieve.has("code") else "",
            "country": country,
            "population": sieve.whole_numbers("population") if sieve.has("population") else 0,
            "admin1": _optional(sieve, "admin1", None),
            "admin2": _optional(sieve, "admin2", None),
        }
        ids = _ids(sieve, origin.key, part.rows)
        sieve.fresh(ids.to_pylist(), seen, "id" if sieve.has("id") else None)
        yield Rows(origin, sieve.kept({"id": ids, **places}), _names(sieve, ids), rejected=sieve.rejected)


def choose_columns(header: Sequence[str], said: Mapping[str, str], path: Path) -> dict[str, str]:
    """Find our columns among those of a file.

    Raises
    ------
    MissingColumn
        When a column that was named is not there, or one that is needed is not found.
    BadValue
        When a name is none of our columns, or stands twice in the header.

    Examples
    --------
    >>> choose_columns(["NAZVA", "Y", "X"], {"name": "NAZVA"}, Path("a.csv"))
    {'name': 'NAZVA', 'lat': 'Y', 'lon': 'X'}
    """
    shown = [name for name in header if name not in (LON, LAT)]
    chosen: dict[str, str] = {}
    for ours, theirs in said.items():
        if ours not in SYNONYMS:
            raise BadValue(f"there is no use for a column {quote(ours)}", remedy=f"use one of {', '.join(SYNONYMS)}")
        alike = [h for h in header if h == theirs] or [h for h in header if _plain(h) == _plain(theirs)]
        if not alike:
            error = missing(ours, shown, path)
            error.problem = f"there is no column {quote(theirs)}; {error.problem.partition('; ')[2]}"
            raise error
        chosen[ours] = alike[0]
    plain = {_plain(name): name for name in reversed(header) if name not in chosen.values()}
    for ours, synonyms in SYNONYMS.items():
        # A point's own geometry is surer than any property.
        preferred = [s for s in synonyms if s in (LON, LAT)] + list(synonyms)
        found = next((plain[_plain(s)] for s in preferred if _plain(s) in plain), None)
        if ours not in chosen and found is not None:
            chosen[ours] = found
    for ours in _REQUIRED:
        if ours not in chosen:
            raise missing(ours, shown, path)
    for theirs in chosen.values():
        if header.count(theirs) > 1:
            raise BadValue("the header has this name twice", file=str(path), row=1, field=theirs, remedy="rename one")
    return {ours: chosen[ours] for ours in SYNONYMS if ours in chosen}


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name).casefold()).replace("ё", "е")


def _ids(sieve: Sieve, key: str, rows: np.ndarray[Any, Any]) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    numbers = pa.array(rows).cast(pa.string())
    said = sieve.column("id") if sieve.has("id") else numbers
    if sieve.has("id"):
        blank = pc.equal(said, "").to_numpy(zero_copy_only=False)
        sieve.reject(np.asarray(blank), "id", "there is no id", "give it one, or map no column to id")
    return pc.binary_join_element_wise(f"{key}:", said, "")


def _optional(sieve: Sieve, field: str, default: str | None) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    if not sieve.has(field):
        return pa.array([default] * len(sieve), pa.string())
    if field == "country":
        return sieve.countries(field, default)
    return pc.if_else(pc.equal(sieve.column(field), ""), pa.scalar(default, pa.string()), sieve.column(field))


def _features(sieve: Sieve) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    if not sieve.has("feature"):
        return pa.array([Feature.SETTLEMENT.value] * len(sieve), pa.string())
    said = pc.utf8_lower(sieve.column("feature"))
    known = [feature.value for feature in Feature]
    strange = pc.invert(pc.is_in(said, pa.array([*known, ""]))).to_numpy(zero_copy_only=False)
    remedy = f"write one of {', '.join(known)}, or leave it empty for a settlement"
    sieve.reject(np.asarray(strange), "feature", lambda v: f"{quote(v)} is not a kind of place", remedy)
    return pc.if_else(pc.equal(said, ""), Feature.SETTLEMENT.value, said)


def _languages(sieve: Sieve) -> pa.Array | str:
    import pyarrow as pa
    import pyarrow.compute as pc

    if not sieve.has("lang"):
        return ""
    base = pc.replace_substring_regex(pc.utf8_lower(sieve.column("lang")), "[-_].*$", "")
    return pc.if_else(pc.is_in(base, pa.array(sorted(LANGUAGES))), base, "")


def _names(sieve: Sieve, ids: pa.Array) -> pd.DataFrame | None:
    import pyarrow as pa
    import pyarrow.compute as pc

    if not sieve.has("names"):
        return None
    good = pa.array(sieve.good)
    listed = pc.split_pattern_regex(sieve.column("names").filter(good), "[|;]")
    at, each = pc.list_parent_indices(listed), pc.utf8_trim_whitespace(pc.list_flatten(listed))
    table = pa.table({"id": ids.filter(good).take(at), "name": each})
    length = pc.utf8_length(each)
    wanted = pc.and_(pc.greater(length, 0), pc.less_equal(length, LONGEST_NAME))
    names: pd.DataFrame = table.filter(wanted).to_pandas()
    return names.assign(lang="", kind="")


def _origin(path: Path, options: Options) -> Origin:
    slug = options.key or re.sub(r"[\W_]+", "-", fold(path.stem)).strip("-") or "table"
    origin = Origin(
        key=slug,
        title=path.name,
        version=file_date(path),
        licence="not told; ask whoever made it",
        attribution=options.title or path.name,
        url="",
    )
    said = {name: getattr(options, name) for name in ("title", "licence", "attribution")}
    return replace(origin, **{name: value for name, value in said.items() if value})
