"""The formats, by suffix, and the one door to all of them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from incidentmap.errors import OutputError, UnknownFormat, quote
from incidentmap.export.geojson import geojson_chunks
from incidentmap.export.ogr import write_fgb, write_gpkg, write_kml
from incidentmap.export.parquet import write_parquet
from incidentmap.export.table import csv_chunks
from incidentmap.export.target import is_device, replacing, write_chunks

if TYPE_CHECKING:
    import geopandas as gpd


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its suffixes, and either how it streams or how it is written to a path. ``text`` may go to stdout."""

    suffixes: tuple[str, ...]
    text: bool = False
    chunks: Callable[[gpd.GeoDataFrame], Iterator[bytes]] | None = None
    write: Callable[[gpd.GeoDataFrame, Path], None] | None = None


#: Name → format.
FORMATS: Final[dict[str, Format]] = {
    "geojson": Format((".geojson", ".json"), text=True, chunks=geojson_chunks),
    "csv": Format((".csv",), text=True, chunks=csv_chunks),
    "gpkg": Format((".gpkg",), write=write_gpkg),
    "fgb": Format((".fgb",), write=write_fgb),
    "parquet": Format((".parquet",), write=write_parquet),
    "kml": Format((".kml",), text=True, write=write_kml),
}


def export(frame: gpd.GeoDataFrame, target: str | Path | BinaryIO, *, format: str | None = None) -> None:  # noqa: A002
    """Write incidents to a file, whole or not at all.

    Parameters
    ----------
    frame : GeoDataFrame
        An incident frame.
    target : path, "-" for stdout, or an open binary file
        The suffix chooses the format: ``.geojson`` (or ``.json``), ``.csv``, ``.gpkg``, ``.fgb``,
        ``.parquet``, ``.kml``.
    format : str, optional
        The format's name (its suffix without the dot), where there is no suffix to tell or another is wanted.
        Stdout gets GeoJSON unless told otherwise.

    Raises
    ------
    UnknownFormat
        When nothing here writes the suffix or the format.
    OutputError
        When the target cannot be written.
    BadValue
        When the frame is not an incident frame.

    Examples
    --------
    >>> import io
    >>> from incidentmap.frame import empty
    >>> export(empty(), stream := io.BytesIO(), format="csv")
    >>> stream.getvalue()[:24]
    b'id,start,end,time_precis'
    """
    chosen = FORMATS[format_of(target, format)]
    suffix = chosen.suffixes[0]
    if chosen.chunks is not None:
        write_chunks(chosen.chunks(frame), target, suffix)
    elif isinstance(target, (str, Path)) and target != "-" and not is_device(Path(target)):
        with replacing(Path(target), suffix) as temporary:
            _write(chosen, frame, temporary, str(target))
    else:
        write_chunks(_from_file(chosen, frame, str(target)), target, suffix)


def to_geojson(frame: gpd.GeoDataFrame) -> bytes:
    r"""Give incidents as one GeoJSON document.

    Raises
    ------
    BadValue
        When the frame is not an incident frame.

    Examples
    --------
    >>> from incidentmap.frame import empty
    >>> to_geojson(empty())[-15:]
    b'"features":[]}\n'
    """
    return b"".join(geojson_chunks(frame))


def format_of(target: str | Path | BinaryIO, format: str | None = None) -> str:  # noqa: A002 - the word of export()
    """Name the format that :func:`export` will write.

    Raises
    ------
    UnknownFormat
        When nothing here writes the suffix or the format.
    OutputError
        When the format is not for a terminal.

    Examples
    --------
    >>> format_of("incidents.json"), format_of("-", "csv")
    ('geojson', 'csv')
    """
    name = _name_of(target, format)
    if target == "-" and not FORMATS[name].text:
        raise OutputError(
            f"{name} is not text, and would spoil the terminal",
            file="stdout",
            remedy=f"name a file, for example incidents{FORMATS[name].suffixes[0]}",
        )
    return name


def _name_of(target: str | Path | BinaryIO, name: str | None) -> str:
    names = ", ".join(FORMATS)
    if name is not None:
        key = name.lower().removeprefix(".")
        key = "geojson" if key == "json" else key
        if key not in FORMATS:
            raise UnknownFormat(f"nothing here writes the format {quote(name)}", remedy=f"choose one of {names}")
        return key
    if target == "-":
        return "geojson"
    if not isinstance(target, (str, Path)):
        raise UnknownFormat("an open file has no suffix to tell its format", remedy=f"give format=, one of {names}")
    suffix = Path(target).suffix.lower()
    for key, form in FORMATS.items():
        if suffix in form.suffixes:
            return key
    known = ", ".join(suffix for form in FORMATS.values() for suffix in form.suffixes)
    problem = f"nothing here writes the suffix {quote(suffix)}" if suffix else "it has no suffix to tell its format"
    raise UnknownFormat(problem, file=str(target), remedy=f"use one of {known}, or name the format ({names})")


def _write(chosen: Format, frame: gpd.GeoDataFrame, path: Path, target: str) -> None:
    if chosen.write is not None:
        try:
            chosen.write(frame, path)
        except OutputError as error:
            # Told of the file that was asked for, not of the temporary one.
            raise OutputError(error.problem, file=target, remedy=error.remedy) from error


def _from_file(chosen: Format, frame: gpd.GeoDataFrame, target: str) -> Iterator[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"incidents{chosen.suffixes[0]}")
        _write(chosen, frame, path, target)
        with path.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                yield chunk
