"""Compile the sources into the file that look-ups read: SQLite for the records, a mapped companion for the look-up.

Both are written beside their final names. The companion's name is in the SQLite file, which is moved into place last,
at once: a build that is killed, or meets a full disk, leaves the old gazetteer as it was. The schema is :data:`SCHEMA`;
only :mod:`incidentmap.gazetteer.index` reads it.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from incidentmap.errors import GazetteerBuildError
from incidentmap.gazetteer.inputs import SCHEMA_VERSION, Input, bundled, fingerprint
from incidentmap.gazetteer.lock import runs
from incidentmap.gazetteer.sources import Rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from incidentmap.gazetteer.assembling import Content
    from incidentmap.gazetteer.staging import Staging
    from incidentmap.model import Rejection

#: "imap" in ASCII, in the header of the file: what tells a gazetteer from any other SQLite file.
APPLICATION_ID: Final = 0x696D6170

SCHEMA: Final = """
CREATE TABLE place (
  n INTEGER PRIMARY KEY,  -- row number in this build; never leaves the file
  id TEXT NOT NULL,
  name TEXT NOT NULL, lang TEXT NOT NULL,
  code TEXT NOT NULL,     -- the source's own kind of feature
  lon REAL NOT NULL, lat REAL NOT NULL,
  feature TEXT NOT NULL,
  country TEXT,
  population INTEGER NOT NULL,  -- 0 is unknown
  source TEXT NOT NULL
);
CREATE TABLE name (place INTEGER NOT NULL, name TEXT NOT NULL, lang TEXT NOT NULL, kind TEXT NOT NULL);
-- What each source says of a place that several know; the one whose id the place bears is among them.
CREATE TABLE record (place INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, source TEXT NOT NULL,
  lon REAL NOT NULL, lat REAL NOT NULL);
CREATE TABLE boundary (place INTEGER PRIMARY KEY, west REAL, south REAL, east REAL, north REAL, wkb BLOB NOT NULL);
CREATE TABLE note (place INTEGER PRIMARY KEY, text TEXT NOT NULL);  -- what to know of a place before it is drawn
CREATE TABLE source (
  key TEXT, title TEXT, version TEXT, licence TEXT, attribution TEXT, url TEXT, places INTEGER, unmatched INTEGER
);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
# Made after the rows are in: faster, and the file comes out smaller.
_INDEXES: Final = """
CREATE INDEX place_id ON place (id);
CREATE INDEX name_place ON name (place);
CREATE INDEX record_place ON record (place);
CREATE INDEX record_id ON record (id);
"""

Progress = Callable[[str, float], None]


def build(
    target: Path,
    progress: Progress,
    *,
    inputs: Sequence[Input] | None = None,
    digest: str = "",
    rejected: list[Rejection] | None = None,
) -> None:
    """Compile the gazetteer.

    Parameters
    ----------
    target : Path
        Where the file goes; its folder is made if need be. What stood there is replaced at the end, at once.
    progress : callable
        Called with what is being done and how far the whole is (0 to 1).
    inputs : sequence of Input, optional
        The sources; by default the bundled ones.
    digest : str, optional
        What tells these inputs from others beyond the bundled tables: it becomes part of the fingerprint.
    rejected : list, optional
        Takes the rows that the sources could not use.

    Raises
    ------
    GazetteerBuildError
        When a bundled source cannot be read or the file cannot be written.
    InputError
        When a source that the user added cannot be read.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _clear_leftovers(target)
        unfinished = target.with_name(f"{target.name}.{os.getpid()}.tmp")
        arrays = target.with_name(f"{target.stem}-{secrets.token_hex(4)}.arrays")
        done = False
        try:
            _compile(unfinished, arrays, progress, bundled() if inputs is None else inputs, digest, rejected)
            unfinished.replace(target)
            done = True
        finally:
            unfinished.unlink(missing_ok=True)
            if not done:
                arrays.unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        if isinstance(error, GazetteerBuildError) or hasattr(error, "remedy"):
            raise
        raise GazetteerBuildError(
            f"the gazetteer could not be written ({error})",
            file=str(target),
            remedy="free some space (the bundled one needs 500 MB while it is built), "
            "or name a folder of your own: INCIDENTMAP_HOME=/some/folder",
        ) from error
    _clear_companions(target, keep=arrays)
    progress("ready", 1.0)


def _clear_leftovers(target: Path) -> None:
    """Remove what killed builds left; a build that still runs is younger than an hour."""
    for leftover in target.parent.glob(f"{target.name}.*.tmp*"):
        with contextlib.suppress(OSError):
            if time.time() - leftover.stat().st_mtime > 3600 or not _builder_runs(leftover):
                leftover.unlink()


def _builder_runs(unfinished: Path) -> bool:
    pid = unfinished.name.split(".tmp")[0].rsplit(".", 1)[-1]
    return pid.isdigit() and runs(int(pid))


def _clear_companions(target: Path, *, keep: Path) -> None:
    """Remove the companions of gazetteers that were replaced; on Windows one in use stays until the next build."""
    used = _companion(target)  # another build may have put its own gazetteer here since
    for old in target.parent.glob(f"{target.stem}-*.arrays"):
        # A younger one belongs to another build that is about to put its own gazetteer here.
        with contextlib.suppress(OSError):
            if old not in (keep, used) and old.stat().st_mtime <= keep.stat().st_mtime:
                old.unlink()


def _companion(target: Path) -> Path | None:
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(target)) as db:
        return target.with_name(str(db.execute("SELECT value FROM meta WHERE key = 'arrays'").fetchone()[0]))
    return None


def _compile(
    path: Path,
    arrays_path: Path,
    progress: Progress,
    inputs: Sequence[Input],
    digest: str,
    rejected: list[Rejection] | None,
) -> None:
    from incidentmap.gazetteer.assembling import assemble, indexed, lookup_arrays
    from incidentmap.gazetteer.fuzzy import fuzzy_arrays
    from incidentmap.gazetteer.mapped import write_arrays
    from incidentmap.gazetteer.nearest import nearest_arrays
    from incidentmap.gazetteer.staging import Staging

    with contextlib.closing(sqlite3.connect(path)) as db:
        db.executescript(
            f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA application_id = {APPLICATION_ID};"
            f"PRAGMA page_size = 8192; PRAGMA cache_size = -32000;{SCHEMA}"
        )
        db.execute("BEGIN")
        staging = Staging(db)
        _take_in(staging, inputs, progress, rejected)
        content = assemble(staging, lambda label, part: progress(label, 0.5 + 0.15 * part))
        progress("writing places", 0.65)
        _write_merged(db, content)
        _write_countries(db, content)
        _write_boundaries(db, content.boundaries)
        content.boundaries.clear()
        staging.boundaries.clear()
        arrays = lookup_arrays(content, staging.key_parts())
        progress("writing the index of names", 0.75)
        arrays |= fuzzy_arrays(arrays.pop("text"), arrays.pop("text_at"))
        progress("writing the index of points", 0.9)
        arrays |= nearest_arrays(content.places.lon, content.places.lat, indexed(content))
        write_arrays(arrays_path, arrays, {"schema": str(SCHEMA_VERSION)})
        progress("finishing", 0.95)
        _write_origins(db, staging, content, len(arrays["key_hash"]), arrays_path.name, digest)
        db.execute("COMMIT")
        db.executescript(_INDEXES + "ANALYZE;")


def _take_in(staging: Staging, inputs: Sequence[Input], progress: Progress, rejected: list[Rejection] | None) -> None:
    whole = sum(i.weight for i in inputs) or 1
    before = 0.0
    for source in inputs:
        start = staging.count
        read = source.read()
        for rows in [read] if isinstance(read, Rows) else read:
            staging.add(rows)
            if rejected is not None:
                rejected.extend(rows.rejected)
            # How much of the source that is nobody knows before its end; a place takes some 150 bytes of it.
            part = min((staging.count - start) * 150 / source.weight, 1.0)
            progress(source.label, 0.5 * (before + part * source.weight) / whole)
        before += source.weight


def _write_merged(db: sqlite3.Connection, content: Content) -> None:
    """Keep what every source says of a place that several know, and let its head alone stand as a place."""
    import numpy as np

    into, places = content.into, content.places
    members = np.flatnonzero(into != np.arange(len(into)))
    if not len(members):
        return
    pairs = np.stack([members, into[members]], axis=1).tolist()
    db.execute("CREATE TEMP TABLE merged (n INTEGER PRIMARY KEY, head INTEGER NOT NULL)")
    db.executemany("INSERT INTO merged VALUES (?, ?)", pairs)
    db.execute(
        """INSERT INTO record SELECT coalesce(m.head, p.n), p.id, p.name, p.source, p.lon, p.lat
           FROM place p LEFT JOIN merged m ON m.n = p.n WHERE m.n IS NOT NULL OR p.n IN (SELECT head FROM merged)"""
    )
    db.execute("INSERT INTO name SELECT m.head, p.name, p.lang, '' FROM merged m JOIN place p ON p.n = m.n")
    # Written anew behind all others: the head's own names come first.
    db.execute("INSERT INTO name SELECT m.head, o.name, o.lang, o.kind FROM name o JOIN merged m ON m.n = o.place")
    db.execute("DELETE FROM name WHERE place IN (SELECT n FROM merged)")
    db.execute("DELETE FROM place WHERE n IN (SELECT n FROM merged)")
    heads = np.unique(into[members])
    country = [_country_text(c) for c in places.country[heads].tolist()]
    db.executemany(
        "UPDATE place SET population = ?, country = coalesce(country, ?) WHERE n = ?",
        zip(places.population[heads].tolist(), country, heads.tolist(), strict=True),
    )
    db.execute("DROP TABLE merged")


def _write_countries(db: sqlite3.Connection, content: Content) -> None:
    """Give the places that named no country the one their point lies in."""
    country = content.places.country
    rows = [n for (n,) in db.execute("SELECT n FROM place WHERE country IS NULL AND feature != 'country'")]
    found = [(_country_text(int(country[n])), n) for n in rows]
    db.executemany("UPDATE place SET country = ? WHERE n = ?", [pair for pair in found if pair[0]])


def _country_text(code: int) -> str | None:
    return chr(code >> 8) + chr(code & 255) if code else None


def _write_boundaries(db: sqlite3.Connection, boundaries: dict[int, Any]) -> None:
    import numpy as np
    import shapely

    if not boundaries:
        return
    shapes: NDArray[np.object_] = np.array(list(boundaries.values()), dtype=object)
    rows = zip(boundaries, shapely.bounds(shapes).tolist(), shapely.to_wkb(shapes), strict=True)
    db.executemany("INSERT INTO boundary VALUES (?, ?, ?, ?, ?, ?)", ((n, *box, wkb) for n, box, wkb in rows))


def _write_origins(
    db: sqlite3.Connection, staging: Staging, content: Content, names: int, arrays: str, digest: str
) -> None:
    import numpy as np

    alive = content.into == np.arange(len(content.into))
    counts = np.bincount(content.places.source[alive], minlength=len(staging.origins)).tolist()
    rows = [
        (o.key, o.title, o.version, o.licence, o.attribution, o.url, count, staging.unmatched.get(o.key, 0))
        for o, count in zip(staging.origins, counts, strict=True)
    ]
    db.executemany("INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
    facts = {
        "fingerprint": fingerprint(digest),
        "version": version("incidentmap"),
        "schema": str(SCHEMA_VERSION),
        "places": str(int(alive.sum())),
        "names": str(names),
        "postings": str(len(content.postings.key)),
        "merged": str(int((~alive).sum())),
        "outside": str(content.outside),
        "arrays": arrays,
    }
    db.executemany("INSERT INTO meta VALUES (?, ?)", facts.items())
