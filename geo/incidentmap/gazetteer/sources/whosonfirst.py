"""Who's On First: the SQLite distribution, or a folder of GeoJSON records.

Of a database the tables say which records there are, how they are called and where they lie; the body of a record
gives the polygon and the population. Records that are not current are left out and counted.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from incidentmap.errors import EmptyInput, UnreadableFile
from incidentmap.gazetteer.sources import Options, Origin, Rows, _wof_database
from incidentmap.gazetteer.sources._batch import Batch
from incidentmap.gazetteer.sources._wof_gathering import Gathering

#: So many files of a folder are looked at before it is said to hold no records.
_LOOKED_AT: Final = 50
#: A record begins with its properties; the id stands among the first.
_HEAD: Final = 256 * 1024


def sniff(path: Path) -> bool:
    """Tell whether the file is a database of Who's On First, or the folder or file holds its records.

    Examples
    --------
    >>> sniff(Path("tests/data/gazetteer/whosonfirst/data")), sniff(Path("tests/data/events.csv"))
    (True, False)
    """
    try:
        if path.is_dir():
            return any(
                _is_record(file) for _, file in zip(range(_LOOKED_AT), _records(path, folders=_LOOKED_AT), strict=False)
            )
        return _is_record(path) if path.suffix == ".geojson" else _wof_database.is_distribution(path)
    except (OSError, sqlite3.Error):
        return False


def read(path: Path, options: Options) -> Iterator[Rows]:
    """Read a database, a folder of records, or one record.

    Parameters
    ----------
    path : Path
    options : Options
        Of these ``country``, ``key``, ``title``, ``licence`` and ``attribution`` are used.

    Raises
    ------
    UnreadableFile
        When the database is damaged, or there is no such file.
    UnknownFormat
        When it is a database of something else.
    EmptyInput
        When there are no records.

    Examples
    --------
    >>> rows = next(read(Path("tests/data/gazetteer/whosonfirst/data"), Options()))
    >>> sorted(rows.places["name"])
    ['Verkhnii Raion', 'Zarichne', 'Полісна область']
    """
    if not path.exists():
        raise UnreadableFile("there is no such file or folder", file=str(path), remedy="check the path")
    found = Gathering(Batch(_origin(path, options), str(path)), options)
    if path.is_dir() or path.suffix == ".geojson":
        yield from _read_files(path, found)
    else:
        yield from _wof_database.read(path, found)
    if not found.batch.seen:
        raise EmptyInput("it holds no records", file=str(path), remedy="check the path, or download it again")
    yield from found.finish()


def _records(path: Path, *, folders: int | None = None) -> Iterator[Path]:
    """Walk the records in a steady order; alternative geometries ("…-alt-…") are no records."""
    if path.is_file():
        yield path
        return
    for visited, (folder, within, files) in enumerate(os.walk(path)):
        if folders is not None and visited > folders:
            return
        within.sort()
        for name in sorted(files):
            if name.endswith(".geojson") and "-alt-" not in name:
                yield Path(folder, name)


def _is_record(path: Path) -> bool:
    with path.open("rb") as stream:
        return b'"wof:id"' in stream.read(_HEAD)


def _read_files(path: Path, found: Gathering) -> Iterator[Rows]:
    seen: set[int] = set()
    for row, file in enumerate(_records(path), start=1):
        record, problem = _loaded(file)
        if problem is None:
            number = record["properties"]["wof:id"]
            problem = f"wof:id {number} stands in another file too" if number in seen else None
        if problem is not None:
            found.batch.reject(row, problem, "download it again", cells=str(file.relative_to(path.parent)))
            continue
        seen.add(number)
        found.add(record, record["properties"], row)
        if found.batch.full:
            yield found.batch.take()


def _loaded(file: Path) -> tuple[dict[str, Any], str | None]:
    """Read a record; the second is what is wrong with it."""
    import orjson

    try:
        record = orjson.loads(file.read_bytes())
    except (OSError, ValueError) as error:
        return {}, f"it is not JSON that can be read ({error})"
    properties = record.get("properties") if isinstance(record, dict) else None
    number = properties.get("wof:id") if isinstance(properties, dict) else None
    if not isinstance(number, int) or isinstance(number, bool):
        return {}, "it has no whole number as its wof:id"
    return record, None


def _origin(path: Path, options: Options) -> Origin:
    return Origin(
        key=options.key or "wof",
        title=options.title or f"Who's On First, {path.name}",
        version="",
        licence=options.licence or "CC BY 4.0 and others: see whosonfirst.org licences",
        attribution=options.attribution or "© Who's On First and its sources, whosonfirst.org",
        url="https://whosonfirst.org/docs/licenses/",
    )
