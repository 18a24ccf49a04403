"""Which reader a file needs: by the name that the user gives, or by what the file looks like."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Final, NamedTuple

from incidentmap.errors import UnknownFormat, UnreadableFile, quote
from incidentmap.gazetteer.sources import Options, Rows

#: Format → its module and what it is, in the order in which a file is tried: the most particular first.
FORMATS: Final[dict[str, tuple[str, str]]] = {
    "osm": ("osm", "OpenStreetMap .osm.pbf"),
    "whosonfirst": ("whosonfirst", "Who's On First: SQLite distribution or folder of GeoJSON"),
    "geonames-names": ("geonames_names", "GeoNames alternateNamesV2"),
    "geonames-codes": ("geonames_codes", "GeoNames admin1CodesASCII, admin2Codes, hierarchy"),
    "geonames-postal": ("geonames_postal", "GeoNames postal codes"),
    "geonames": ("geonames", "GeoNames dump: RU.txt, RU.zip, allCountries.zip, cities500.zip, or a folder of them"),
    "inid": ("inid", "INID list of Russian settlements (non-commercial licence)"),
    "table": ("table", "CSV or GeoJSON with mapped columns"),
    "polygons": ("polygons", "administrative polygons in any file that GDAL reads"),
}


class Reader(NamedTuple):
    """The two doors of a reader module."""

    sniff: Callable[[Path], bool]
    read: Callable[[Path, Options], Iterator[Rows]]


def reader(form: str) -> Reader:
    """Return the reader of a format.

    Raises
    ------
    UnknownFormat
        When there is none of that name.

    Examples
    --------
    >>> reader("osm").read.__name__
    'read'
    """
    if form not in FORMATS:
        raise UnknownFormat(f"{quote(form)} is not a format of gazetteer sources", remedy=f"use {', '.join(FORMATS)}")
    module = import_module(f"incidentmap.gazetteer.sources.{FORMATS[form][0]}")
    return Reader(module.sniff, module.read)


def detect(path: Path) -> str:
    """Tell the format of a file or folder.

    Raises
    ------
    UnreadableFile
        When there is no such file.
    UnknownFormat
        When no reader takes it for its own.
    """
    if not path.exists():
        raise UnreadableFile("there is no such file or folder", file=str(path), remedy="check the path")
    for form in FORMATS:
        if reader(form).sniff(path):
            return form
    raise UnknownFormat(
        "it looks like none of the formats that can be read",
        file=str(path),
        remedy=f"name the format with --format: {', '.join(FORMATS)}",
    )
