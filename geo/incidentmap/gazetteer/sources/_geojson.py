"""GeoJSON points as a table: properties are columns, and the geometry gives longitude and latitude."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from incidentmap.errors import UnreadableFile, WrongEncoding, quote
from incidentmap.gazetteer.sources import CHUNK
from incidentmap.gazetteer.sources._csv import no_rows, strings
from incidentmap.gazetteer.sources._files import empty, raw
from incidentmap.gazetteer.sources._lines import Part
from incidentmap.model import Rejection

if TYPE_CHECKING:
    from incidentmap.gazetteer.sources._csv import Choose

#: The columns that the geometry makes; no property is called so.
LON, LAT = "geometry longitude", "geometry latitude"

_REMEDY: Final = "check that it was saved or downloaded to the end"


def geojson_parts(path: Path, choose: Choose, size: int = CHUNK) -> Iterator[Part]:
    """Read the points of a FeatureCollection. The first feature is row 2, as if under a header.

    Features that are no points are rejected.

    Parameters
    ----------
    path : Path
    choose : callable
        Names of properties, and :data:`LON` and :data:`LAT` → our column name → the file's.
    size : int
        So many features become one part.

    Raises
    ------
    UnreadableFile
        When it is no GeoJSON FeatureCollection, or in another projection than WGS84.
    WrongEncoding, EmptyInput, MissingColumn

    Examples
    --------
    >>> pick = lambda header: {"name": "name", "lon": LON}
    >>> next(geojson_parts(Path("tests/data/gazetteer/table/places.geojson"), pick)).table.to_pylist()[0]
    {'name': 'Terebreno', 'lon': '35.4911'}
    """
    features = _features(path)
    header = dict.fromkeys(name for feature in features for name in _properties(feature))
    chosen = choose([*header, LON, LAT])
    numbered = enumerate(features, start=2)
    while some := list(islice(numbered, size)):
        yield _part(str(path), some, chosen)


def _features(path: Path) -> list[Any]:
    data = b"".join(raw(path))
    if not data:
        raise empty(path)
    document = _load(data, path)
    found = document.get("features") if isinstance(document, dict) else None
    if not isinstance(found, list) or document.get("type") != "FeatureCollection":
        remedy = "export it as a FeatureCollection, or as CSV"
        raise UnreadableFile("the JSON is not a GeoJSON FeatureCollection", file=str(path), remedy=remedy)
    crs = json.dumps(document.get("crs"))
    if document.get("crs") and "CRS84" not in crs and "4326" not in crs:
        problem = f"its coordinates are in {quote(crs)}, and GeoJSON is in WGS84 degrees"
        raise UnreadableFile(problem, file=str(path), remedy="export it as EPSG:4326")
    if not found:
        raise no_rows(path)
    return found


def _load(data: bytes, path: Path) -> Any:
    import orjson

    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError as error:
        at = error.start + 3 * data.startswith(b"\xef\xbb\xbf")
        problem = f"byte 0x{data[at]:02x} at offset {at:,} is not UTF-8, which GeoJSON must be"
        raise WrongEncoding(problem, file=str(path), remedy="save it again as UTF-8") from error
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        pass  # lone surrogates and NaN are only taken by a lenient reader, which also says where an error is
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        row = error.lineno if isinstance(error, json.JSONDecodeError) else None
        raise UnreadableFile(f"it is not JSON ({error})", file=str(path), row=row, remedy=_REMEDY) from error


def _part(file: str, features: list[tuple[int, Any]], chosen: Mapping[str, str]) -> Part:
    import pyarrow as pa

    good: list[tuple[int, Any, tuple[str, str]]] = []
    rejected: list[Rejection] = []
    for number, feature in features:
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        point = _point(geometry)
        if point is None:
            rejected.append(_no_point(file, number, feature, geometry))
        else:
            good.append((number, feature, point))
    cells: dict[str, Sequence[str]] = {}
    for ours, theirs in chosen.items():
        if theirs in (LON, LAT):
            cells[ours] = [point[theirs == LAT] for _, _, point in good]
        else:
            cells[ours] = [_cell(_properties(feature).get(theirs)) for _, feature, _ in good]
    table = pa.table({ours: strings(values) for ours, values in cells.items()})
    numbers = np.array([number for number, _, _ in good], dtype=np.int64)
    return Part(file, table, numbers, lambda i: _json(good[i][1]), rejected)


def _properties(feature: Any) -> dict[str, Any]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    return properties if isinstance(properties, dict) else {}


def _point(geometry: Any) -> tuple[str, str] | None:
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        return None
    coordinates = geometry.get("coordinates")
    if not isinstance(coordinates, list) or len(coordinates) < 2:
        return None
    if any(isinstance(c, bool) or not isinstance(c, (int, float)) for c in coordinates[:2]):
        return None
    return _cell(coordinates[0]), _cell(coordinates[1])


def _no_point(file: str, number: int, feature: Any, geometry: Any) -> Rejection:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind == "Point":
        reason, remedy = "the point has no two numbers", "write [longitude, latitude]"
    elif isinstance(kind, str):
        reason, remedy = f"the geometry is a {quote(kind)}, not a point", "read areas with --format polygons"
    else:
        reason, remedy = "the feature has no geometry", "give it a point, or take it out"
    return Rejection(file, number, "geometry", None, reason, remedy, _json(feature))


def _cell(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return "|".join(value)  # other spellings come as a list as often as in one string
    if value is None:
        return ""
    return value if isinstance(value, str) else _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
