"""Before a gazetteer is opened: where it is, whether it is of today's inputs, and building it when it is not."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Final

from incidentmap.errors import GazetteerBuildError, GazetteerCorrupt, InputError, OutputError, UnreadableFile
from incidentmap.gazetteer.build import APPLICATION_ID, Progress, build
from incidentmap.gazetteer.inputs import SCHEMA_VERSION, everything, fingerprint

if TYPE_CHECKING:
    from incidentmap.gazetteer.catalogue import Catalogue
    from incidentmap.model import Rejection

FILE_NAME: Final = "gazetteer.sqlite"
#: Whoever waits for another process's build waits as long as one of all of GeoNames takes on a slow machine.
_LONGEST_BUILD: Final = 3600.0
#: With a gazetteer at hand nobody waits for another process to make a newer one.
_A_MOMENT: Final = 0.2


def home() -> Path:
    """Return the folder of the compiled gazetteer: ``INCIDENTMAP_HOME``, else the user's cache folder.

    Examples
    --------
    >>> home().is_absolute()
    True
    """
    chosen = os.environ.get("INCIDENTMAP_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_cache_path

    return user_cache_path("incidentmap", appauthor=False)


def make_ready(target: Path, progress: Progress | None) -> str | None:
    """Build the gazetteer when it is absent or of other inputs than today's.

    Returns
    -------
    str or None
        Why what stands there is used although it is not of today's inputs: a source that the user added is gone or
        broken, another process is building, or the disk is full; what was compiled before is still good.

    Raises
    ------
    GazetteerCorrupt
        When the file is there and is not a gazetteer.
    GazetteerBuildError, InputError
        When it had to be compiled and could not be.
    """
    if not target.exists():
        rebuild(target, progress=progress, first=True)
        return None
    wanted = _catalogue(target).digest()
    if _is_of(target, wanted):
        return None
    usable = read_meta(target).get("schema") == str(SCHEMA_VERSION)
    try:
        # Whoever else is building will be done later: what stands there answers meanwhile.
        rebuild(target, progress=progress, unless=wanted, wait=_A_MOMENT if usable else _LONGEST_BUILD)
    except (InputError, GazetteerBuildError, OutputError) as error:
        if not usable:
            raise
        return f"the gazetteer is used as it was built before: {error}"
    return None


def rebuild(
    target: Path,
    *,
    progress: Progress | None = None,
    rejected: list[Rejection] | None = None,
    unless: str | None = None,
    first: bool = False,
    wait: float = _LONGEST_BUILD,
) -> None:
    """Build the gazetteer, one process at a time.

    Parameters
    ----------
    rejected : list, optional
        Takes the rows of added sources that could not be used.
    unless : str, optional
        Do nothing when, once no other process is building, the file there is of the inputs with this digest.
    first : bool, optional
        There was none: do nothing when, once no other process is building, there is one of the inputs as they are.
    wait : float, optional
        Seconds to wait for another process that is building.
    """
    from incidentmap.gazetteer.lock import locked
    from incidentmap.gazetteer.progress import terminal_bar

    with locked(target.with_name(f"{target.name}.lock"), wait=wait, stale=_LONGEST_BUILD):
        if unless is not None and target.exists() and _is_of(target, unless):
            return
        if first and target.exists() and _is_of(target, _catalogue(target).digest()):
            return
        sources = _catalogue(target)
        if gone := sources.missing():
            raise UnreadableFile(
                "this source of the gazetteer is gone",
                file=str(gone[0].path),
                remedy=f"put it back, or run 'incidentmap gazetteer remove {gone[0].path}'",
            )
        sources.check()
        with terminal_bar("Building the gazetteer, once") as bar:
            inputs = everything(sources.all())
            build(target, progress or bar, inputs=inputs, digest=sources.digest(), rejected=rejected)


def read_meta(path: Path) -> dict[str, str]:
    """Read what a gazetteer's file says of itself.

    Raises
    ------
    GazetteerCorrupt
        When it is not a gazetteer.
    """
    try:
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise sqlite3.DatabaseError("its header is not a gazetteer's")
            return dict(db.execute("SELECT key, value FROM meta").fetchall())
        finally:
            db.close()
    except sqlite3.Error as error:
        raise GazetteerCorrupt(
            f"it is not a gazetteer that can be read ({error})",
            file=str(path),
            remedy="run 'incidentmap gazetteer build', which puts a new one in its place",
        ) from error


def _is_of(target: Path, digest: str) -> bool:
    return read_meta(target).get("fingerprint") == fingerprint(digest)


def _catalogue(target: Path) -> Catalogue:
    from incidentmap.gazetteer.catalogue import Catalogue

    return Catalogue(target.parent)
