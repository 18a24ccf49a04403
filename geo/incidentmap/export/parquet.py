"""Frame → GeoParquet 1.1: the format to keep a large set in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import orjson
import shapely

from incidentmap.errors import BadValue
from incidentmap.export.columns import dump, plain_columns, provenance, ready
from incidentmap.export.shapes import bbox_of, shapes_of, tidy
from incidentmap.export.text import scrub
from incidentmap.frame import CANDIDATE_KEYS, EVIDENCE_KEYS, LIST_COLUMNS, META, SCHEMA, SOURCE_KEYS

if TYPE_CHECKING:
    import geopandas as gpd

_NUMBERS: Final = {"lon": "float64", "lat": "float64", "score": "float64", "start": "int64", "end": "int64"}


def list_types() -> dict[str, Any]:
    """Give the Arrow types of the list columns, said outright so that a set without candidates has them too.

    Examples
    --------
    >>> str(list_types()["actors"])
    'list<element: string>'
    """
    import pyarrow as pa

    def structs(keys: tuple[str, ...]) -> Any:
        struct = pa.struct([(key, pa.type_for_alias(_NUMBERS.get(key, "string"))) for key in keys])
        return pa.list_(pa.field("element", struct))

    return {
        "candidates": structs(CANDIDATE_KEYS),
        "actors": pa.list_(pa.field("element", pa.string())),
        "sources": structs(SOURCE_KEYS),
        "evidence": structs(EVIDENCE_KEYS),
    }


def write_parquet(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write a frame as GeoParquet: zstd, WKB, real lists, the frame's metadata under ``incidentmap``.

    Raises
    ------
    BadValue
        When the frame is not an incident frame, or a list does not hold what it should.

    Examples
    --------
    >>> import tempfile, geopandas
    >>> from incidentmap.frame import empty
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_parquet(empty(), Path(folder, "a.parquet"))
    ...     geopandas.read_parquet(Path(folder, "a.parquet")).crs.to_epsg()
    4326
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    frame = ready(frame)
    shapes = tidy(shapes_of(frame))
    columns = plain_columns(frame)
    types = list_types()
    arrays = [_lists(frame, name, types[name]) if name in LIST_COLUMNS else columns[name] for name in SCHEMA]
    arrays.append(pa.array(shapely.to_wkb(shapes).tolist(), pa.binary()))
    metadata = {"geo": orjson.dumps(_geo(shapes)), META: dump(provenance(frame))}
    table = pa.Table.from_arrays(arrays, names=[*SCHEMA, "geometry"]).replace_schema_metadata(metadata)
    pq.write_table(table, path, compression="zstd")


def _lists(frame: gpd.GeoDataFrame, name: str, kind: Any) -> Any:
    import pyarrow as pa

    values = frame[name].tolist()
    try:
        return pa.array(values, kind)
    except UnicodeEncodeError:
        return pa.array(scrub(values), kind)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        problem = f"its lists do not hold what they should: {error}"
        raise BadValue(problem, field=name, remedy="see docs/frame.md") from error


def _geo(shapes: Any) -> dict[str, Any]:
    """Say what GeoParquet 1.1 asks to be said of the geometry column."""
    from pyproj import CRS

    kinds = {shape.geom_type for shape in shapes[~shapely.is_missing(shapes)]}
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": sorted(kinds),
        "crs": CRS.from_epsg(4326).to_json_dict(),
        "orientation": "counterclockwise",
    }
    if (bbox := bbox_of(np.asarray(shapes, dtype=object))) is not None:
        column["bbox"] = bbox
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
