"""Parquet and GeoParquet: typed columns, written out as cells."""

from __future__ import annotations

import io
from typing import Any

import orjson

from incidentmap.errors import UnreadableFile
from incidentmap.records.cells import Cells, Reading, json_of, text_of
from incidentmap.records.features import LAT, LON
from incidentmap.records.opening import Hashed, no_rows, read_all


def read_parquet(stream: Hashed, reading: Reading) -> Cells:
    """Read a Parquet table; points of a GeoParquet geometry are recorded coordinates, in WGS84.

    Raises
    ------
    UnreadableFile, EmptyInput, MissingColumn

    Examples
    --------
    >>> import pyarrow as pa, pyarrow.parquet as pq
    >>> from incidentmap.records.columns import Asked, choose
    >>> pq.write_table(pa.table({"place": ["Belgorod"], "deaths": [3]}), file := io.BytesIO())
    >>> stream = Hashed(io.BytesIO(file.getvalue()))
    >>> read_parquet(stream, Reading("a.parquet", "", lambda header: choose(header, Asked(), "a.parquet"))).values
    {'place': ['Belgorod'], 'deaths': ['3']}
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    data = read_all(stream, reading.file)
    try:
        table = pq.read_table(io.BytesIO(data))
        table.validate(full=True)  # a broken file may hold texts that are none
        points, geometry = _points(table, data)
        names = [name for name in table.column_names if name != geometry]
    except (pa.ArrowException, OSError, ValueError, RuntimeError) as error:
        raise UnreadableFile(f"it is not Parquet ({error})", file=reading.file, remedy="write it again") from error
    if not table.num_rows:
        raise no_rows(reading.file)
    columns = reading.choose([*names, *points])
    values = {
        name: points[name] if name in points else [text_of(value) for value in table.column(name).to_pylist()]
        for name in columns.used
    }

    def as_it_stood(position: int) -> str:
        return json_of(table.select(names).slice(position, 1).to_pylist()[0])

    return Cells(columns, values, range(2, table.num_rows + 2), as_it_stood)


def _points(table: Any, data: bytes) -> tuple[dict[str, list[str]], str | None]:
    """Give the points' coordinates as columns, and the name of the geometry column."""
    metadata = table.schema.metadata or {}
    if b"geo" not in metadata:
        return {}, None
    import geopandas as gpd

    name = str(orjson.loads(metadata[b"geo"])["primary_column"])
    shapes = gpd.read_parquet(io.BytesIO(data), columns=[name])[name]
    if shapes.crs is not None:
        shapes = shapes.to_crs("EPSG:4326")
    points = shapes.where(shapes.geom_type == "Point")
    if points.isna().all():
        return {}, name
    return {LON: [text_of(x) for x in points.x.tolist()], LAT: [text_of(y) for y in points.y.tolist()]}, name
