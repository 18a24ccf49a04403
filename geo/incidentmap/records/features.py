"""GeoJSON: the properties are the cells, and a point is a recorded coordinate."""

from __future__ import annotations

import json
from typing import Any

import orjson

from incidentmap.errors import UnreadableFile, WrongEncoding, quote
from incidentmap.model import Rejection
from incidentmap.records.cells import Cells, Reading, json_of, text_of
from incidentmap.records.opening import Hashed, no_rows, read_all

#: The columns that a point's coordinates make. Other geometries are not what a table records; they are passed over.
LON, LAT = "geometry longitude", "geometry latitude"


def read_features(stream: Hashed, reading: Reading) -> Cells:
    """Read a FeatureCollection. Features are numbered as rows under a header: the first is row 2.

    Raises
    ------
    UnreadableFile, WrongEncoding, EmptyInput, MissingColumn

    Examples
    --------
    >>> import io
    >>> from incidentmap.records.columns import Asked, choose
    >>> spot = b'{"properties":{"place":"Belgorod"},"geometry":{"type":"Point","coordinates":[36.6,50.6]}}'
    >>> stream = Hashed(io.BytesIO(b'{"type":"FeatureCollection","features":[' + spot + b"]}"))
    >>> read_features(stream, Reading("a.geojson", "", lambda header: choose(header, Asked(), "a.geojson"))).values
    {'place': ['Belgorod'], 'geometry longitude': ['36.6'], 'geometry latitude': ['50.6']}
    """
    found = features_in(load_json(read_all(stream, reading.file), reading.file), reading.file)
    if not found:
        raise no_rows(reading.file)
    rejected = []
    numbers, features, rows = [], [], []
    for number, feature in enumerate(found, start=2):
        row = _row(feature)
        if row is None:
            rejected.append(_no_feature(reading.file, number, feature))
        else:
            numbers.append(number)
            features.append(feature)
            rows.append(row)
    header = list(dict.fromkeys(name for row in rows for name in row))
    columns = reading.choose(header)
    values = {name: [text_of(row.get(name)) for row in rows] for name in columns.used}
    return Cells(columns, values, numbers, lambda position: json_of(features[position]), rejected)


def load_json(data: bytes, file: str) -> Any:
    r"""Read JSON in UTF-8 or UTF-16. Lone surrogates, which are no characters, become U+FFFD.

    Raises
    ------
    WrongEncoding, UnreadableFile

    Examples
    --------
    >>> load_json(b'"a\\ud800"', "a.json")
    'a�'
    """
    text: str | bytes = data.removeprefix(b"\xef\xbb\xbf")
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = data.decode("utf-16")
        return orjson.loads(text)
    except UnicodeDecodeError as error:
        raise _not_utf8(error, file) from error
    except orjson.JSONDecodeError:
        return _load_slowly(text, file)


def _load_slowly(text: str | bytes, file: str) -> Any:
    """Read what only a lenient reader takes, lone surrogates and NaN, or say what is wrong and where."""
    try:
        decoded = text if isinstance(text, str) else text.decode()
        lenient = json.dumps(json.loads(decoded), ensure_ascii=False)
        return json.loads(lenient.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    except UnicodeDecodeError as error:
        raise _not_utf8(error, file) from error
    except (ValueError, RecursionError) as error:
        row = error.lineno if isinstance(error, json.JSONDecodeError) else None
        raise UnreadableFile(
            f"it is not JSON ({error})", file=file, row=row, remedy="check that it was saved or downloaded to the end"
        ) from error


def _not_utf8(error: UnicodeDecodeError, file: str) -> WrongEncoding:
    return WrongEncoding(
        f"byte 0x{error.object[error.start]:02x} at offset {error.start:,} is not UTF-8, which GeoJSON must be",
        file=file,
        row=error.object[: error.start].count(b"\n") + 1,
        remedy="save it again as UTF-8",
    )


def features_in(document: Any, file: str) -> list[Any]:
    """Give the features of a FeatureCollection.

    Raises
    ------
    UnreadableFile
        When the JSON is something else.

    Examples
    --------
    >>> features_in({"type": "FeatureCollection", "features": []}, "a.json")
    []
    """
    kind = document.get("type") if isinstance(document, dict) else type(document).__name__
    features = document.get("features") if isinstance(document, dict) else None
    if kind != "FeatureCollection" or not isinstance(features, list):
        raise UnreadableFile(
            "the JSON is not a GeoJSON FeatureCollection", file=file, remedy="export it as GeoJSON, or as CSV"
        )
    _refuse_other_crs(document, file)
    return features


def _refuse_other_crs(document: dict[str, Any], file: str) -> None:
    """Refuse coordinates that are not longitude and latitude: old writers say so in a ``crs`` member."""
    crs = document.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name") if isinstance(properties, dict) else crs)
    if crs is None or any(known in name.upper() for known in ("CRS84", "EPSG::4326", "EPSG:4326")):
        return
    raise UnreadableFile(
        f"its coordinates are in {quote(name)}",
        file=file,
        field="crs",
        remedy="convert them to WGS84 first: ogr2ogr -t_srs EPSG:4326 out.geojson in.geojson",
    )


def _row(feature: Any) -> dict[str, Any] | None:
    """Give a feature's cells; None when it is no feature."""
    if not isinstance(feature, dict):
        return None
    properties = feature.get("properties") or {}
    geometry = feature.get("geometry") or {}
    if not isinstance(properties, dict) or not isinstance(geometry, dict):
        return None
    if geometry.get("type") != "Point":
        return properties
    coordinates = geometry.get("coordinates")
    if not isinstance(coordinates, list) or len(coordinates) == 1:
        return None
    return properties | dict(zip((LON, LAT), coordinates, strict=False))


def _no_feature(file: str, number: int, feature: Any) -> Rejection:
    remedy = "give it properties, and a geometry with coordinates or null"
    return Rejection(file, number, None, None, "it is not a GeoJSON feature", remedy, json_of(feature))
