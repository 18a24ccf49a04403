"""Administrative polygons in any common file of polygons: GeoPackage, Shapefile, GeoJSON, FlatGeobuf, KML, MapInfo.

geoBoundaries, GADM and the Common Operational Datasets are read as they come; other files with a mapping of columns.
"""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from incidentmap.errors import BadValue, IncidentmapError, UnreadableFile, quote
from incidentmap.gazetteer.sources import Options, Origin, Rows, _polygon_columns, _polygon_files
from incidentmap.gazetteer.sources._batch import Batch, tidy
from incidentmap.gazetteer.sources._polygon_columns import Columns
from incidentmap.gazetteer.sources._shapes import doubtful, inner_point, polygonal, within_degrees

if TYPE_CHECKING:
    import pyarrow as pa
    from shapely.geometry.base import BaseGeometry

#: So many polygons are in memory at once: of a district each takes some 50 kB.
_PART: Final = 2_000
#: What stands for an empty cell in GADM and in spreadsheets.
_NOTHING: Final = frozenset({"", "NA", "N/A", "None", "null", "-"})


def sniff(path: Path) -> bool:
    """Tell whether the file is of a format that holds polygons; a GeoJSON must have one near its beginning.

    Examples
    --------
    >>> sniff(Path("tests/data/gazetteer/polygons/geoboundaries.geojson")), sniff(Path("tests/data/events.csv"))
    (True, False)
    """
    if not _polygon_files.looks_right(path):
        return False
    if "json" not in path.suffix.lower():
        return True
    try:
        return b'Polygon"' in _polygon_files.head(path)
    except OSError:
        return False


def read(path: Path, options: Options) -> Iterator[Rows]:
    """Read the polygons of a layer.

    Parameters
    ----------
    path : Path
    options : Options
        All are used but ``encoding`` and ``beside``; ``columns`` may map ``name``, ``names``, ``id``, ``country`` and
        ``admin1``.

    Raises
    ------
    UnreadableFile, UnknownFormat, EmptyInput
        When the file cannot be used.
    MissingColumn, BadValue
        When a column, the layer, the level or the coordinate system is not known.

    Examples
    --------
    >>> rows = next(read(Path("tests/data/gazetteer/polygons/geoboundaries.geojson"), Options()))
    >>> rows.places[["name", "feature", "country"]].values.tolist()
    [['Verkhnii Raion', 'district', 'UA'], ['Nyzhnii Raion', 'district', 'UA']]
    """
    target, info = _polygon_files.opened(path, options.layer)
    try:
        columns = _polygon_columns.choose([str(f) for f in info["fields"]], options.columns, options.level)
        crs = _crs(info)
    except IncidentmapError as error:
        raise type(error)(error.problem, remedy=error.remedy, file=str(path), field=error.where.field) from error
    batch = Batch(_origin(path, options), str(path))
    ids = _Ids(batch.origin.key, explicit="id" in options.columns)
    for row, (cells, shape) in enumerate(_rows(target, info, columns, crs, path), start=1):
        _add(cells, shape, row, columns, ids, batch, options)
        if batch.full:
            yield batch.take()
    yield batch.take()


def _crs(info: Mapping[str, Any]) -> str:
    """Return the coordinate system; that of a file that names none is WGS84 when the numbers can be degrees."""
    if info["crs"]:
        return str(info["crs"])
    bounds = info["total_bounds"]
    west, south, east, north = bounds if bounds is not None else (math.nan,) * 4
    if -180 <= west <= east <= 180 and -90 <= south <= north <= 90:
        return "EPSG:4326"
    raise BadValue(
        f"it names no coordinate system, and {west:g} … {east:g}, {south:g} … {north:g} are no degrees",
        field="geometry",
        remedy="put the .prj file beside it, or convert it: ogr2ogr -s_srs EPSG:… -t_srs EPSG:4326 out.gpkg in_file",
    )


def _rows(
    target: str, info: Mapping[str, Any], columns: Columns, crs: str, path: Path
) -> Iterator[tuple[dict[str, Any], BaseGeometry | None]]:
    """Give cells and geometry, in WGS84, row by row; the file is opened once, since GDAL parses some from the start."""
    try:
        for batch in _batches(target, info["layer"], columns):
            yield from _converted(batch, columns, crs)
    except (RuntimeError, OSError, ValueError, ArithmeticError, LookupError) as error:
        # Of GDAL, Arrow and PROJ each has errors of its own, all of these sorts.
        raise UnreadableFile(
            f"GDAL cannot read its rows ({error})", file=str(path), remedy="download it again"
        ) from error


def _batches(target: str, layer: str | None, columns: Columns) -> Iterator[tuple[str, pa.RecordBatch]]:
    import pyogrio.raw

    with warnings.catch_warnings():
        # GDAL warns about single rows; each is looked at later.
        warnings.simplefilter("ignore")
        opened = pyogrio.raw.open_arrow(target, layer=layer, columns=columns.used, batch_size=_PART, use_pyarrow=True)
        with opened as (about, reader):
            for batch in reader:
                yield about["geometry_name"] or "wkb_geometry", batch


def _converted(
    batch: tuple[str, pa.RecordBatch], columns: Columns, crs: str
) -> Iterator[tuple[dict[str, Any], BaseGeometry | None]]:
    import geopandas as gpd
    import shapely

    geometry, table = batch
    shapes = shapely.from_wkb(table.column(geometry).to_numpy(zero_copy_only=False), on_invalid="ignore")
    series = gpd.GeoSeries(shapes, crs=crs).to_crs("EPSG:4326")
    cells = table.select(columns.used).to_pylist()
    return zip(cells, series.to_numpy(), strict=True)


class _Ids:
    """Ids of rows, each given once."""

    def __init__(self, key: str, *, explicit: bool) -> None:
        self._key = key
        self._explicit = explicit
        self._seen: set[str] = set()

    def of(self, value: object, row: int) -> str | None:
        """Make the id of a row; ``None`` when the column that the user named has the same value again.

        A column that was guessed to be the id, and repeats itself, was no id: the number of the row takes its place.
        """
        text = _text(value)
        made = f"{self._key}:{text}" if text else f"{self._key}:row-{row}"
        if made in self._seen:
            if self._explicit:
                return None
            made = f"{self._key}:row-{row}"
        self._seen.add(made)
        return made


def _text(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.0f}" if math.isfinite(value) and value.is_integer() else ""
    text = tidy(value)
    return "" if text in _NOTHING else text


def _add(
    cells: Mapping[str, Any],
    shape: BaseGeometry | None,
    row: int,
    columns: Columns,
    ids: _Ids,
    batch: Batch,
    options: Options,
) -> None:
    key = ids.of(cells.get(columns.id) if columns.id else None, row)
    names = _names(cells, columns)
    said = f"{key or ''} {names[0][0] if names else ''}".strip()
    if key is None:
        value = _text(cells[columns.id or ""])
        batch.reject(
            row, f"the id {quote(value)} stands in an earlier row too", "make ids unique", field="id", value=value
        )
        return
    feature = columns.feature or _polygon_columns.feature_of(cells.get(columns.kind or ""))
    if feature is None:
        value = _text(cells.get(columns.kind or ""))
        reason = f"{quote(value)} is not a country, region or district"
        batch.reject(row, reason, "say what all polygons are with --level", field=columns.kind, value=value, cells=said)
        return
    polygon, problem = _polygon(shape)
    if polygon is None:
        reason = f"the polygon of {quote(key)} cannot be used: {problem}"
        batch.reject(row, reason, "mend it in a GIS", field="geometry", cells=said)
        return
    lon, lat = inner_point(polygon)
    place = {"id": key, "lon": lon, "lat": lat, "feature": feature.value, "boundary": polygon}
    place["name"], place["lang"] = names[0] if names else ("", "")
    place["country"] = _polygon_columns.country_of(cells.get(columns.country or ""), options.country)
    place["admin1"] = _text(cells.get(columns.admin1 or "")) or None
    if batch.place(place, row, said):
        for name, lang in names[1:]:
            batch.name(key, name, lang=lang, row=row)


def _names(cells: Mapping[str, Any], columns: Columns) -> list[tuple[str, str]]:
    """List the names with their languages; a column after the first may hold several, with "|" or ";" between."""
    found: list[tuple[str, str]] = []
    for i, (column, lang) in enumerate(columns.names):
        text = _text(cells[column])
        found.extend((_text(part), lang) for part in (re.split(r"[|;]", text) if i else [text]))
    return [pair for pair in dict.fromkeys(found) if pair[0]]


def _polygon(shape: BaseGeometry | None) -> tuple[BaseGeometry | None, str]:
    """Return the polygon in order; or else why there is none."""
    import shapely

    if shape is None or shape.is_empty:
        return None, "it has no geometry"
    try:
        polygon = polygonal(shape)
        if polygon is not None and doubtful(shape):
            return None, "it crosses itself so that nobody can tell which ground it means"
    except shapely.GEOSException as error:
        return None, f"the polygon cannot be mended ({error})"
    if polygon is None:
        return (
            None,
            f"its geometry is a {shape.geom_type} that covers no ground, or has coordinates that are no numbers",
        )
    if not within_degrees(polygon):
        return None, "it lies outside the globe: the file names another coordinate system than it has"
    return polygon, ""


def _origin(path: Path, options: Options) -> Origin:
    stem = re.sub(r"(\.(shp|geojson|json|gpkg))?\.[^.]+$", "", path.name)
    key = options.key or re.sub(r"\W+", "-", tidy(stem).casefold()).strip("-_") or "polygons"
    return Origin(
        key=key,
        title=options.title or path.name,
        version="",
        licence=options.licence or "not stated: see where the file comes from",
        attribution=options.attribution or f"Boundaries: {options.title or path.name}",
        url="",
    )
