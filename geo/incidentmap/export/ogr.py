"""Frame → GeoPackage, FlatGeobuf and KML, through GDAL."""

from __future__ import annotations

import html
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import shapely

from incidentmap.errors import OutputError
from incidentmap.export.columns import ListColumn, attribution, dump, plain_columns, provenance, ready
from incidentmap.export.shapes import shapes_of, tidy
from incidentmap.export.text import for_xml, without_nul
from incidentmap.frame import LIST_COLUMNS, META, SCHEMA

if TYPE_CHECKING:
    import geopandas as gpd

#: The layer's name, in every format that has one.
LAYER: Final = "incidents"


def write_gpkg(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write a frame as a GeoPackage: one layer of any geometry, lists as JSON texts, equal bytes for equal frames.

    The credits stand in the layer's description, the frame's metadata in its metadata.

    Examples
    --------
    >>> import tempfile, pyogrio
    >>> from incidentmap.frame import empty
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_gpkg(empty(), Path(folder, "a.gpkg"))
    ...     pyogrio.list_layers(Path(folder, "a.gpkg")).tolist()
    [['incidents', 'Unknown']]
    """
    options = {"IDENTIFIER": LAYER, "DESCRIPTION": _safe(attribution(frame))}
    with _same_clock():
        _write(_table(frame), path, "GPKG", options=options, metadata=_metadata(frame))


def write_fgb(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write a frame as FlatGeobuf, in the frame's order and without a spatial index, which has no room for null.

    Examples
    --------
    >>> import tempfile, pyogrio
    >>> from incidentmap.frame import empty
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_fgb(empty(), Path(folder, "a.fgb"))
    ...     len(pyogrio.read_dataframe(Path(folder, "a.fgb")))
    0
    """
    options = {"SPATIAL_INDEX": "NO", "TITLE": LAYER, "DESCRIPTION": _safe(attribution(frame))}
    _write(_table(frame), path, "FlatGeobuf", options=options, metadata=_metadata(frame))


def write_kml(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write a frame as KML, for Google Earth and its kin.

    KML loses types (all but floats are text), the frame's metadata, and characters that XML cannot hold. A balloon
    reads its description as HTML, so ours is escaped: what strangers wrote stays text there too.

    Examples
    --------
    >>> import tempfile
    >>> from incidentmap.frame import empty
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_kml(empty(), Path(folder, "a.kml"))
    ...     Path(folder, "a.kml").read_text()[:5]
    '<?xml'
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    table = _table(frame)
    names, texts = _balloons(table, attribution(frame))
    columns = {"Name": names, "Description": texts} | {name: table[name] for name in table.column_names}
    # KML has no word for yes and no: GDAL would write 1 and 0.
    columns = {n: pc.cast(c, pa.large_string()) if pa.types.is_boolean(c.type) else c for n, c in columns.items()}
    clean = {n: for_xml(c) if pa.types.is_large_string(c.type) else c for n, c in columns.items()}
    _write(pa.table(clean), path, "KML", options={}, metadata={})


def _table(frame: gpd.GeoDataFrame) -> Any:
    import pyarrow as pa

    frame = ready(frame)
    columns = plain_columns(frame) | {n: ListColumn(frame, n).slice(0, len(frame)) for n in LIST_COLUMNS}
    # These formats hold their texts as C does: NUL would end them.
    ordered = {n: without_nul(columns[n]) if pa.types.is_large_string(columns[n].type) else columns[n] for n in SCHEMA}
    return pa.table(ordered | {"geometry": pa.array(shapely.to_wkb(tidy(shapes_of(frame))).tolist(), pa.binary())})


def _metadata(frame: gpd.GeoDataFrame) -> dict[str, str]:
    return {META: _safe(dump(provenance(frame)).decode())}


def _safe(text: str) -> str:
    import pyarrow as pa

    return str(for_xml(pa.array([text]))[0].as_py())


def _balloons(table: Any, credit: str) -> tuple[Any, Any]:
    """Make each placemark's name and its description, as escaped HTML: what, when, where, how sure, whose data."""
    import pyarrow as pa

    names, texts = [], []
    keys = ("summary", "event_type", "start", "end", "place", "precision", "rule", "reason")
    for row in zip(*(table[key].to_pylist() for key in keys), strict=True):
        what, kind, start, end, place, precision, rule, reason = row
        when = None if start is None else f"{start}" if start == end else f"{start} – {end}"
        how = ": ".join(part for part in (precision, rule or reason) if part)
        names.append(place or kind or "")
        lines = [part for part in (what, kind, when, place, how, credit) if part]
        texts.append("<br>".join(html.escape(line) for line in lines))
    return pa.array(names, pa.large_string()), pa.array(texts, pa.large_string())


@contextmanager
def _same_clock() -> Iterator[None]:
    """Make GDAL write the epoch as the time of the last change, so that equal frames give equal files."""
    import pyogrio

    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": "1970-01-01T00:00:00.000Z"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})


def _write(table: Any, path: Path, driver: str, *, options: dict[str, str], metadata: dict[str, str]) -> None:
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    # The drivers want to make the file themselves; an empty one in their place is "not a GeoPackage".
    path.unlink(missing_ok=True)
    try:
        pyogrio.write_arrow(
            table,
            path,
            layer=LAYER,
            driver=driver,
            geometry_name="geometry",
            geometry_type="Unknown",
            crs="EPSG:4326",
            layer_options=options,
            layer_metadata=metadata or None,
        )
    except (DataSourceError, DataLayerError) as error:
        raise OutputError(
            f"GDAL cannot write it: {error}", file=path.name, remedy="check the folder and the room on the disk"
        ) from error
