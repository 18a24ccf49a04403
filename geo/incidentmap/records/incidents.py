"""Located incidents, read back from what the export room writes."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from incidentmap.errors import IncidentmapError, MissingColumn, UnreadableFile
from incidentmap.frame import META, check, conform
from incidentmap.records.features import features_in, load_json
from incidentmap.records.located import Located, from_arrow, from_features
from incidentmap.records.opening import STDIN, format_of, head_of, many_objects, opened, read_all

if TYPE_CHECKING:
    import geopandas as gpd

#: Format → its suffixes. CSV and KML lose too much to be read back; a CSV is an event table.
FORMATS: Final[dict[str, Sequence[str]]] = {
    "geojson": (".geojson", ".json"),
    "parquet": (".parquet", ".geoparquet"),
    "gpkg": (".gpkg",),
    "fgb": (".fgb",),
}

#: Columns that only located incidents have.
SIGNATURE: Final = frozenset({"precision", "rule", "candidates", "sources", "evidence"})

#: So much of a GeoJSON file is looked at to tell what it holds; its first feature hardly ever ends later.
_HEAD: Final = 1 << 20

#: GDAL opens whatever it knows, under any name, and some formats lead it to other files or to the network.
_MAGIC: Final = {"gpkg": b"SQLite format 3\x00", "fgb": b"fgb\x03"}


def read_incidents(path: str | Path, *, format: str | None = None) -> gpd.GeoDataFrame:  # noqa: A002
    """Read located incidents: GeoJSON, GeoParquet, GeoPackage or FlatGeobuf, as :func:`incidentmap.export` writes them.

    Parameters
    ----------
    path : path, or "-" for GeoJSON on standard input
    format : {"geojson", "parquet", "gpkg", "fgb"}, optional
        Where the suffix does not tell.

    Returns
    -------
    GeoDataFrame
        An incident frame (EPSG:4326); ``attrs["incidentmap"]`` says what it was made with.

    Raises
    ------
    UnreadableFile, WrongEncoding, EmptyInput, UnknownFormat
        When the file cannot be read.
    MissingColumn
        When it holds something else than located incidents.
    BadValue
        When a value is not what its column says.

    Examples
    --------
    >>> frame = read_incidents("tests/data/incidents.geojson")
    >>> frame["precision"].tolist(), frame.geometry.isna().tolist()
    (['settlement', 'region', 'unlocated'], [False, False, True])
    """
    name = format_of(path, format, FORMATS)
    file = "standard input" if str(path) == STDIN else str(path)
    with many_objects():
        return _frame(_READERS[name](path, file, name), file)


def _frame(located: Located, file: str) -> gpd.GeoDataFrame:
    missing = sorted(SIGNATURE - set(located.columns))
    if missing and not located.empty:
        raise MissingColumn(
            f"these are not located incidents: there is no column {', '.join(map(repr, missing))}",
            file=file,
            remedy="locate the table first (incidentmap locate)",
        )
    try:
        frame = conform(pd.DataFrame(located.columns), located.geometry)
        if made_with := {key: value for key, value in located.meta.items() if key != "version"}:
            frame.attrs[META] = made_with
        return check(frame)
    except IncidentmapError as error:
        where = error.where
        raise type(error)(error.problem, remedy=error.remedy, file=file, row=where.row, field=where.field) from error


def holds_incidents(path: str | Path, *, format: str | None = None) -> bool:  # noqa: A002
    """Tell located incidents from an event table, by the first feature or by the columns; cheap for any size.

    Parameters
    ----------
    path : path, or "-" for standard input, which still holds everything afterwards
    format : str, optional
        Where the suffix does not tell.

    Raises
    ------
    UnreadableFile
        When the file is not there or cannot be read. A broken one is not told from a good one here.

    Examples
    --------
    >>> holds_incidents("tests/data/incidents.geojson"), holds_incidents("tests/data/events.csv")
    (True, False)
    """
    head = head_of(path, _HEAD)
    suffix = Path(path).suffix.lower()
    name = format or next((key for key, suffixes in FORMATS.items() if suffix in suffixes), "")
    if name == "parquet":
        return _parquet_tells(path)
    if name == "geojson" or str(path) == STDIN:
        told = _head_tells(head)
        return _document_tells(path) if told is None and str(path) != STDIN else bool(told)
    # Event tables do not come as GeoPackage or FlatGeobuf: the reader will say what is wrong with such a file.
    return name in _MAGIC


def _parquet_tells(path: str | Path) -> bool:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return set(pq.read_schema(path).names) >= SIGNATURE
    except (pa.ArrowException, OSError, ValueError):
        return False


def _head_tells(head: bytes) -> bool | None:
    """Ask the beginning of a GeoJSON document; None when it ends too early to tell."""
    text = head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "ignore")
    scan = json.JSONDecoder().raw_decode
    marked = False
    try:
        at = _expect(text, 0, "{")
        while True:
            key, at = scan(text, _blank(text, at))
            at = _blank(text, _expect(text, at, ":"))
            if key == "features":
                at = _blank(text, _expect(text, at, "["))
                return marked if text[at] == "]" else _is_located(scan(text, at)[0])
            value, at = scan(text, at)
            marked |= key == META and isinstance(value, dict)
            at = _expect(text, at, ",")
    except (ValueError, IndexError, RecursionError):
        return True if marked else None


def _blank(text: str, at: int) -> int:
    while text[at] in " \t\r\n":
        at += 1
    return at


def _expect(text: str, at: int, mark: str) -> int:
    at = _blank(text, at)
    if text[at] != mark:
        raise ValueError(mark)
    return at + 1


def _document_tells(path: str | Path) -> bool:
    try:
        with opened(path) as stream:
            features = features_in(load_json(read_all(stream, str(path)), str(path)), str(path))
    except IncidentmapError:
        return False
    return bool(features) and _is_located(features[0])


def _is_located(feature: Any) -> bool:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    return isinstance(properties, dict) and set(properties) >= SIGNATURE


def _read_geojson(path: str | Path, file: str, _: str) -> Located:
    with opened(path) as stream:
        document = load_json(read_all(stream, file), file)
    return from_features(features_in(document, file), document.get(META), file)


def _read_parquet(path: str | Path, file: str, _: str) -> Located:
    import pyarrow as pa
    import pyarrow.parquet as pq

    head_of(path, 1)
    try:
        table = pq.read_table(path)
        table.validate(full=True)  # a broken file may hold texts that are none
        names = table.column_names
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnreadableFile(f"it is not Parquet ({error})", file=file, remedy="write it again") from error
    meta = (table.schema.metadata or {}).get(META.encode())
    if "geometry" not in names:
        return from_arrow(table, [None] * table.num_rows, meta, file)
    return from_arrow(table.drop_columns("geometry"), table.column("geometry").to_pylist(), meta, file)


def _read_ogr(path: str | Path, file: str, name: str) -> Located:
    import pyarrow as pa
    import pyogrio

    if not head_of(path, 16).startswith(_MAGIC[name]):
        raise UnreadableFile(f"it is no {name} file", file=file, remedy="export it again")
    try:
        metadata = pyogrio.read_info(path).get("layer_metadata") or {}
        # Columns by Arrow, which keeps whole numbers whole; geometry without, for GDAL 3.12 garbles FlatGeobuf's nulls.
        _, table = pyogrio.read_arrow(path, read_geometry=False)
        table.validate(full=True)
        _, _, wkb, _ = pyogrio.raw.read(path, columns=[])
        if len(wkb) != table.num_rows:
            raise ValueError(f"{table.num_rows} rows, {len(wkb)} geometries")
    except (RuntimeError, LookupError, ValueError, OSError, pa.ArrowException) as error:
        raise UnreadableFile(f"GDAL cannot read it: {error}", file=file, remedy="export it again") from error
    return from_arrow(table, wkb, metadata.get(META), file)


_READERS: Final[dict[str, Callable[[str | Path, str, str], Located]]] = {
    "geojson": _read_geojson,
    "parquet": _read_parquet,
    "gpkg": _read_ogr,
    "fgb": _read_ogr,
}
