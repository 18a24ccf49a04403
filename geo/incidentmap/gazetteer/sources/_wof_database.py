"""The SQLite distribution of Who's On First, opened so that nothing is written and nothing of the file is run."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from incidentmap.errors import UnknownFormat, UnreadableFile
from incidentmap.gazetteer.sources import Rows, _wof_record
from incidentmap.gazetteer.sources._batch import tidy
from incidentmap.gazetteer.sources._wof_gathering import Gathering

_MAGIC: Final = b"SQLite format 3\x00"
_AGAIN: Final = "download it again"

# No views: theirs is a query of the file's maker, which may never end.
_TABLES: Final = "SELECT name FROM sqlite_master WHERE type = 'table'"


def is_distribution(path: Path) -> bool:
    """Tell whether a file is a database with the tables of Who's On First.

    Raises
    ------
    OSError, sqlite3.Error
        When it cannot be read.

    Examples
    --------
    >>> is_distribution(Path("tests/data/events.csv"))
    False
    """
    if not _is_sqlite(path):
        return False
    with contextlib.closing(_opened(path)) as db:
        return _is_ours(_known_tables(db))


def read(path: Path, found: Gathering) -> Iterator[Rows]:
    """Read the database into ``found``, giving rows whenever there are many; what is left is the caller's to give.

    Raises
    ------
    UnreadableFile
        When it is damaged, or no database.
    UnknownFormat
        When it is a database of something else.
    """
    try:
        if not _is_sqlite(path):
            raise UnreadableFile("it is not an SQLite database", file=str(path), remedy=_AGAIN)
        with contextlib.closing(_opened(path)) as db:
            tables = _known_tables(db)
            if not _is_ours(tables):
                raise UnknownFormat(
                    "it is an SQLite database without the tables spr and geojson of Who's On First",
                    file=str(path),
                    remedy="take a whosonfirst-data-admin-xx-latest.db",
                )
            yield from _read_spr(db, tables, found)
            if "names" in tables:
                yield from _read_names(db, found)
            if "ancestors" in tables:
                _read_ancestors(db, found)
    except (sqlite3.Error, OSError) as error:
        if isinstance(error, UnreadableFile):
            raise
        raise UnreadableFile(f"the database is damaged ({error})", file=str(path), remedy=_AGAIN) from error


def _is_ours(tables: set[str]) -> bool:
    return "spr" in tables and bool(tables & {"geojson", "names"})


def _is_sqlite(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(len(_MAGIC)) == _MAGIC


def _opened(path: Path) -> sqlite3.Connection:
    # Immutable: no lock and no journal is made beside a file that is not ours.
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    db.text_factory = lambda raw: raw.decode("utf-8", "replace")
    db.execute("PRAGMA trusted_schema = OFF")
    return db


def _known_tables(db: sqlite3.Connection) -> set[str]:
    return {name for (name,) in db.execute(_TABLES)}


def _columns(db: sqlite3.Connection, table: str) -> set[str]:
    return {row[0] for row in db.execute("SELECT name FROM pragma_table_info(?)", [table])}


def _read_spr(db: sqlite3.Connection, tables: set[str], found: Gathering) -> Iterator[Rows]:
    batch = found.batch
    concordances = _concordances(db) if "concordances" in tables else {}
    names, links = "names" not in tables, "ancestors" not in tables
    for row, (cells, body) in enumerate(_spr(db, tables), start=1):
        number = _number(cells["id"])
        if number is None:
            batch.reject(row, "its id is not a whole number", _AGAIN, field="id", value=tidy(cells["id"]))
            continue
        record, problem = _body(body)
        if problem is not None:
            batch.reject(row, f"{problem}; the place is kept without it", _AGAIN, field="body", cells=f"wof:{number}")
        properties = _with_spr(record.get("properties"), cells) | {"wof:id": number}
        if number in concordances:
            properties["wof:concordances"] = {"gn:id": concordances[number]}
        found.add(record, properties, row, names=names, links=links)
        if batch.full:
            yield batch.take()


def _number(value: object) -> int | None:
    """Read an id, which newer distributions write as text."""
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None


def _spr(db: sqlite3.Connection, tables: set[str]) -> Iterator[tuple[dict[str, Any], Any]]:
    """Give the rows of ``spr``, each with the body of its record (not of its alternative geometries)."""
    body, join = "NULL", ""
    if "geojson" in tables:
        body, join = "geojson.body", "LEFT JOIN geojson ON geojson.id = spr.id"
        if "is_alt" in _columns(db, "geojson"):
            join += " AND NOT coalesce(geojson.is_alt, 0)"
    where = "WHERE NOT coalesce(spr.is_alt, 0)" if "is_alt" in _columns(db, "spr") else ""
    cursor = db.execute(f"SELECT {body}, spr.* FROM spr {join} {where} ORDER BY spr.id")  # noqa: S608 - fixed words
    titles = [column[0] for column in cursor.description]
    last: object = None
    for row in cursor:
        cells = dict(zip(titles[1:], row[1:], strict=True))
        if cells["id"] != last:
            yield cells, row[0]
        last = cells["id"]


def _body(body: object) -> tuple[dict[str, Any], str | None]:
    import orjson

    if body is None:
        return {}, None
    try:
        record = orjson.loads(body if isinstance(body, (str, bytes)) else b"")
    except (ValueError, TypeError, RecursionError) as error:
        return {}, f"its body is not JSON ({error})"
    return (record, None) if isinstance(record, dict) else ({}, "its body is not a GeoJSON feature")


def _with_spr(properties: object, cells: Mapping[str, Any]) -> dict[str, Any]:
    """Write the columns of ``spr`` over the properties of the body: the distribution was made by them."""
    found: dict[str, Any] = dict(properties) if isinstance(properties, dict) else {}
    found |= {"wof:placetype": cells.get("placetype"), "wof:country": cells.get("country")}
    found["wof:name"] = cells.get("name") or found.get("wof:name")
    found.setdefault("geom:latitude", cells.get("latitude"))
    found.setdefault("geom:longitude", cells.get("longitude"))
    found["mz:is_current"] = cells.get("is_current", found.get("mz:is_current"))
    if any(cells.get(flag) in (1, "1") for flag in ("is_deprecated", "is_ceased", "is_superseded")):
        found["mz:is_current"] = 0
    return found


def _concordances(db: sqlite3.Connection) -> dict[int, Any]:
    query = "SELECT id, other_id FROM concordances WHERE other_source = 'gn:id'"
    return dict(db.execute(query)) if {"other_id", "other_source"} <= _columns(db, "concordances") else {}


def _read_names(db: sqlite3.Connection, found: Gathering) -> Iterator[Rows]:
    columns, batch = _columns(db, "names"), found.batch
    use = ", ".join(c if c in columns else "NULL" for c in ("privateuse", "variant"))
    query = f"SELECT id, language, name, {use} FROM names"  # noqa: S608 - fixed words
    for row, (number, lang, name, private, variant) in enumerate(db.execute(query), start=1):
        if number in found.containers and (text := tidy(name)):
            kind = _wof_record.name_kind(private) or _wof_record.name_kind(variant)
            batch.name(f"wof:{number}", text, lang=_wof_record.language(lang), kind=kind, row=row)
        if batch.full:
            yield batch.take()


def _read_ancestors(db: sqlite3.Connection, found: Gathering) -> None:
    for number, ancestor in db.execute("SELECT DISTINCT id, ancestor_id FROM ancestors"):
        if number in found.containers and ancestor != number:
            found.containers[number].append(ancestor)
