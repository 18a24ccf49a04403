"""What a page was made of, in a form that somebody else can check: the manifest, its hash, and the day of making."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from incidentmap.errors import BadValue, quote
from incidentmap.frame import META
from incidentmap.mapping.text import json_object, json_value

if TYPE_CHECKING:
    import geopandas as gpd

    from incidentmap.gazetteer import Gazetteer

#: The version of the manifest's form.
FORMAT: Final = 1
#: The columns of a CSV of ``incidentmap export`` whose cells are hashed: which incident, when, how sure, and where.
HASHED: Final = ("id", "start", "end", "precision", "geometry")
#: So many inputs are named; of more, how many there are.
INPUTS: Final = 200


def make_manifest(frame: gpd.GeoDataFrame, gazetteer: Gazetteer) -> bytes:
    """Write what a page was made of as canonical JSON: keys sorted, no blanks, UTF-8.

    ``incidents.sha256`` can be made again from the CSV of ``incidentmap export``: the cells of :data:`HASHED`, joined
    with tabs, one incident a line (docs/map.md shows how). The manifest has no date: the same incidents, gazetteer and
    software give the same one on any day.

    Parameters
    ----------
    frame : GeoDataFrame
        An incident frame.
    gazetteer : Gazetteer
        Named where the frame does not say which one it was located with.

    Returns
    -------
    bytes
        They may stand in a page as they are; the hash of these bytes is the manifest's hash.

    Examples
    --------
    >>> import json
    >>> from incidentmap import Gazetteer
    >>> from incidentmap.frame import empty
    >>> manifest = json.loads(make_manifest(empty(), Gazetteer.open()))
    >>> manifest["incidents"]["count"], manifest["inputs"], sorted(manifest)[-1]
    (0, [], 'software')
    """
    from importlib.metadata import version

    made_with = (frame.attrs.get(META) or {}).get("gazetteer") or {}
    inputs = _inputs(frame)
    return canonical(
        {
            "format": FORMAT,
            "software": {"name": "incidentmap", "version": version("incidentmap")},
            "gazetteer": {
                "version": str(made_with.get("version") or gazetteer.version),
                "fingerprint": str(made_with.get("fingerprint") or gazetteer.fingerprint),
            },
            "incidents": {"count": len(frame), "columns": list(HASHED), "sha256": incidents_hash(frame)},
            "inputs": [{"title": title, "sha256": digest} for title, digest in inputs[:INPUTS]],
            "inputs_count": len(inputs),
        }
    )


def incidents_hash(frame: gpd.GeoDataFrame) -> str:
    """Hash which incidents there are, when, how sure and where, in the frame's order.

    Examples
    --------
    >>> from incidentmap.frame import empty
    >>> incidents_hash(empty())[:12]
    'e3b0c44298fc'
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    from incidentmap.export.rows import CHUNK
    from incidentmap.export.shapes import WKT, GeometryColumn, shapes_of
    from incidentmap.export.text import for_spreadsheet

    text = pa.large_string()
    geometry = GeometryColumn(shapes_of(frame), WKT)
    found = sha256()
    for start in range(0, len(frame), CHUNK):
        part = frame.iloc[start : start + CHUNK]
        columns: dict[str, Any] = {name: pa.array(part[name], text) for name in ("id", "precision")}
        for name in ("start", "end"):
            days = pa.array(part[name].to_numpy().astype("datetime64[D]"), pa.date32())
            columns[name] = pc.cast(days, text)
        columns["id"] = for_spreadsheet(_one_array(columns["id"]))
        columns["geometry"] = geometry.slice(start, len(part))
        cells = [pc.fill_null(columns[name], "") for name in HASHED]
        lines = pc.binary_join_element_wise(*cells, pa.scalar("\t", text))
        found.update("".join(f"{line}\n" for line in lines.to_pylist()).encode("utf-8", "replace"))
    return found.hexdigest()


def _one_array(column: Any) -> Any:
    import pyarrow as pa

    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _inputs(frame: gpd.GeoDataFrame) -> list[tuple[str, str | None]]:
    """List the distinct sources that are files with a known hash, or else have a title, by name."""
    found: set[tuple[str, str | None]] = set()
    seen: set[int] = set()
    for sources in frame["sources"]:
        for source in sources:
            if id(source) in seen:  # rows of one file share one record
                continue
            seen.add(id(source))
            if isinstance(source, Mapping) and source.get("sha256"):
                found.add((str(source.get("title") or source.get("id") or ""), str(source["sha256"])))
    return sorted(found, key=lambda one: (one[0], one[1] or ""))


def canonical(value: Any) -> bytes:
    r"""Write JSON in the one form that is hashed; safe inside a page as all JSON of this package is.

    Examples
    --------
    >>> canonical({"b": [1, "</script>"], "a": None})
    b'{"a":null,"b":[1,"\\u003c/script\\u003e"]}'
    """
    if isinstance(value, Mapping):
        return json_object({key: canonical(value[key]) for key in sorted(value)})
    if isinstance(value, list):
        return b"[" + b",".join(map(canonical, value)) + b"]"
    return json_value(value)


def day_of_making(given: date | None = None) -> date:
    """Choose the day that a page says it was made on.

    That which is given, else that of ``SOURCE_DATE_EPOCH`` (reproducible-builds.org), else today; always a day of UTC.

    Raises
    ------
    BadValue
        When ``SOURCE_DATE_EPOCH`` is no number of seconds.

    Examples
    --------
    >>> day_of_making(date(2024, 3, 12)).isoformat()
    '2024-03-12'
    """
    if given is not None:
        return given
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise BadValue(
            f"{quote(epoch)} is no number of seconds since 1970",
            field="SOURCE_DATE_EPOCH",
            remedy="set it to such a number, or unset it",
        ) from error
