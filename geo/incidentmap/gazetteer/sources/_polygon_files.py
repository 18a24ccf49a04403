"""Files of polygons, opened by GDAL only after a look at what they really are.

GDAL tells formats by their content, and some are no data but instructions: to read another file, to ask a server.
A file that its owner was sent by a stranger must not be able to do that.
"""

from __future__ import annotations

import warnings
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any, Final

from incidentmap.errors import BadValue, EmptyInput, UnknownFormat, UnreadableFile, quote

#: Suffix → how such files begin, after white space.
SIGNATURES: Final[dict[str, tuple[bytes, ...]]] = {
    ".gpkg": (b"SQLite format 3\x00",),
    ".shp": (b"\x00\x00\x27\x0a",),
    ".geojson": (b"{",),
    ".json": (b"{",),
    ".topojson": (b"{",),
    ".geojsonl": (b"{", b"\x1e"),
    ".fgb": (b"fgb",),
    ".kml": (b"<",),
    ".tab": (b"!table", b"!Table", b"!TABLE"),
    ".mif": (b"Version", b"VERSION", b"version"),
    ".zip": (b"PK\x03\x04",),
}
#: The drivers that may answer.
_DRIVERS: Final = frozenset(
    "GPKG,ESRI Shapefile,GeoJSON,GeoJSONSeq,TopoJSON,ESRIJSON,JSONFG,FlatGeobuf,KML,LIBKML,MapInfo File,"
    "OpenFileGDB".split(",")
)
#: What a file that is an instruction has near its beginning.
_INSTRUCTIONS: Final = (
    b"<OGRVRT",
    b"<VRTDataset",
    b"<OGRWFS",
    b"<OGRCSW",
    b"<WFS",
    b"gdal_streamed_alg",
    b"<NetworkLink",
)
#: Formats that GDAL reads from the start at each opening, and that have one layer: its list is not asked for.
_ONE_LAYER: Final = frozenset({".geojson", ".geojsonl", ".shp", ".fgb"})
_HEAD: Final = 256 * 1024
_CONVERT: Final = "convert it to a GeoPackage: ogr2ogr out.gpkg in_file"


def head(path: Path) -> bytes:
    """Read the beginning of a file; of a zipped one, of the member that GDAL would read.

    Raises
    ------
    OSError, ValueError, zipfile.BadZipFile
        When it cannot be read.

    Examples
    --------
    >>> head(Path("tests/data/incidents.geojson"))[:1]
    b'{'
    """
    if path.suffix.lower() != ".zip":
        with path.open("rb") as stream:
            return stream.read(_HEAD)
    with zipfile.ZipFile(path) as archive, archive.open(_member(archive)) as inner:
        return inner.read(_HEAD)


def _member(archive: zipfile.ZipFile) -> str:
    """Find the one member of a zip that is a file of polygons."""
    names = [n for n in archive.namelist() if PurePosixPath(n).suffix.lower() in SIGNATURES and not _is_litter(n)]
    names = [n for n in names if not n.lower().endswith(".zip")]
    if len(names) != 1:
        found = ", ".join(quote(n) for n in names[:5]) or "none"
        raise ValueError(f"it must hold one file of polygons, and holds {found}")
    return names[0]


def _is_litter(name: str) -> bool:
    return name.startswith("__MACOSX/") or ".." in PurePosixPath(name).parts


def looks_right(path: Path) -> bool:
    """Tell whether a file begins as its suffix promises, or a folder is an Esri file geodatabase.

    Examples
    --------
    >>> looks_right(Path("tests/data/incidents.geojson")), looks_right(Path("tests/data/events.csv"))
    (True, False)
    """
    suffix = path.suffix.lower()
    if path.is_dir():
        return suffix == ".gdb"
    if suffix not in SIGNATURES or not path.is_file():
        return False
    try:
        start = head(path)
        inner = PurePosixPath(_target(path)).suffix.lower()
    except (OSError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile):
        return False
    return start.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n").startswith(SIGNATURES[inner])


def _target(path: Path) -> str:
    """Write the path as GDAL wants it; absolute, so that no name of a file is taken for the name of a driver."""
    absolute = str(path.absolute())
    if path.suffix.lower() != ".zip":
        return absolute
    with zipfile.ZipFile(path) as archive:
        return f"/vsizip/{{{absolute}}}/{_member(archive)}"


def opened(path: Path, layer: str | None) -> tuple[str, dict[str, Any]]:
    """Return what to give to pyogrio, and its description of the layer.

    Raises
    ------
    UnreadableFile
        When there is no such file, or it is damaged.
    UnknownFormat
        When it is not one of the formats that are safe to read.
    BadValue
        When the layer is not in the file, or not named and there are several.
    EmptyInput
        When there are no rows.

    Examples
    --------
    >>> opened(Path("nowhere.gpkg"), None)
    Traceback (most recent call last):
    incidentmap.errors.UnreadableFile: nowhere.gpkg: there is no such file. To mend it: check the path.
    """
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    target = _checked(path)
    try:
        # What GDAL warns about either fails here or is seen row by row.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            chosen = None
            if layer is not None or path.suffix.lower() not in _ONE_LAYER:
                chosen = _layer([str(name) for name, _ in pyogrio.list_layers(target)], layer, path)
            info = pyogrio.read_info(target, layer=chosen, force_feature_count=True)
            if not info["crs"]:
                info |= pyogrio.read_info(target, layer=chosen, force_total_bounds=True)
    except (DataSourceError, DataLayerError, UnicodeError, IndexError) as error:
        raise UnreadableFile(f"GDAL cannot read it ({error})", file=str(path), remedy="download it again") from error
    if info["driver"] not in _DRIVERS:
        raise UnknownFormat(f"it is of the format {quote(info['driver'])}", file=str(path), remedy=_CONVERT)
    if info["features"] == 0:
        raise EmptyInput("it has no rows", file=str(path), remedy="check the file and its layer")
    return target, {**info, "layer": chosen}


def _checked(path: Path) -> str:
    """Make sure that GDAL may open the file at all."""
    if not path.exists():
        raise UnreadableFile("there is no such file", file=str(path), remedy="check the path")
    if path.is_dir():
        if path.suffix.lower() != ".gdb":
            raise UnreadableFile("it is a folder", file=str(path), remedy="name a file in it")
        return str(path.absolute())
    try:
        start, target = head(path), _target(path)
    except (OSError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:
        raise UnreadableFile(
            f"it cannot be read ({error})", file=str(path), remedy="unpack it, or download it again"
        ) from error
    if not start:
        raise EmptyInput("there is nothing in it", file=str(path), remedy="download it again")
    if any(word in start for word in _INSTRUCTIONS):
        raise UnknownFormat("it is no data, but a reference to data elsewhere", file=str(path), remedy=_CONVERT)
    if PurePosixPath(target).suffix.lower() not in SIGNATURES:
        raise UnknownFormat(f"{quote(path.suffix)} is not read", file=str(path), remedy=_CONVERT)
    if not looks_right(path):
        raise UnreadableFile(
            f"it does not begin as a {quote(path.suffix)} file does", file=str(path), remedy="download it again"
        )
    return target


def _layer(layers: list[str], wanted: str | None, path: Path) -> str:
    shown = ", ".join(quote(name) for name in layers[:20])
    if wanted is not None and wanted not in layers:
        raise BadValue(
            f"there is no layer {quote(wanted)}", file=str(path), field="layer", remedy=f"use one of {shown}"
        )
    if not layers:
        raise UnreadableFile("GDAL finds no layers in it", file=str(path), remedy="download it again")
    if wanted is None and len(layers) > 1:
        raise BadValue(f"it has {len(layers)} layers", file=str(path), field="layer", remedy=f"name one of {shown}")
    return wanted if wanted is not None else layers[0]
