"""Files as bytes: opened, hashed while they are read, and every way of failing told in one message."""

from __future__ import annotations

import gc
import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from incidentmap.errors import EmptyInput, IncidentmapError, UnknownFormat, UnreadableFile, quote

#: The path that stands for standard input.
STDIN = "-"

_PROBLEMS: dict[type[OSError], tuple[str, str]] = {
    FileNotFoundError: ("there is no such file", "check the path"),
    IsADirectoryError: ("it is a folder", "name a file in it"),
    NotADirectoryError: ("a part of the path is not a folder", "check the path"),
    PermissionError: ("there is no permission to read it", "ask its owner, or copy it to a folder of your own"),
}


#: Format → how its files begin.
_MAGIC = {"geojson": b"{", "xlsx": b"PK\x03\x04", "parquet": b"PAR1"}


class Hashed:
    """A stream that hashes what is read from it.

    Examples
    --------
    >>> import io
    >>> stream = Hashed(io.BytesIO(b"abc"))
    >>> stream.read(2), stream.read(), stream.sha256[:8]
    (b'ab', b'c', 'ba7816bf')
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._hash = sha256()

    def read(self, size: int = -1) -> bytes:
        """Read at most so many bytes; all that is left when no size is given."""
        data = self._stream.read(size)
        self._hash.update(data)
        return data

    @property
    def sha256(self) -> str:
        """The hash of what was read so far, as hexadecimal digits."""
        return self._hash.hexdigest()


@contextmanager
def opened(path: str | Path) -> Iterator[Hashed]:
    """Open a file, or standard input (``"-"``), for reading.

    Raises
    ------
    UnreadableFile
        When it is absent, a folder, forbidden, or breaks while it is read.

    Examples
    --------
    >>> with opened("nowhere.csv") as stream:
    ...     stream.read()
    Traceback (most recent call last):
    incidentmap.errors.UnreadableFile: nowhere.csv: there is no such file. To mend it: check the path.
    """
    try:
        if str(path) == STDIN:
            yield Hashed(sys.stdin.buffer)
        else:
            with Path(path).open("rb") as stream:
                yield Hashed(stream)
    except IncidentmapError:
        raise
    except (OSError, ValueError) as error:
        if isinstance(error, ValueError) and "null byte" not in str(error):
            raise
        problem, remedy = _PROBLEMS.get(type(error), (f"it cannot be read ({error})", "check the path and the disk"))  # type: ignore[arg-type]
        raise UnreadableFile(problem, file=str(path), remedy=remedy) from error


@contextmanager
def many_objects() -> Iterator[None]:
    """Pause the search for circles of garbage while a file becomes a million objects, none of which is garbage.

    The collector would walk all of them again and again: measured, two thirds of the time of reading a large GeoJSON.

    Examples
    --------
    >>> with many_objects():
    ...     gc.isenabled()
    False
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def head_of(path: str | Path, size: int) -> bytes:
    """Look at the first bytes of a file, or of standard input, which still has them afterwards.

    A pipe may show fewer bytes than it will give.

    Raises
    ------
    UnreadableFile
        When the file cannot be read.

    Examples
    --------
    >>> head_of("tests/data/events.csv", 4)
    b'date'
    """
    if str(path) != STDIN:
        with opened(path) as stream:
            return stream.read(size)
    buffer = sys.stdin.buffer
    if isinstance(buffer, io.BufferedReader):
        return buffer.peek(size)[:size]
    if not buffer.seekable():
        return b""
    here = buffer.tell()
    head = buffer.read(size)
    buffer.seek(here)
    return head


def read_all(stream: Hashed, file: str) -> bytes:
    """Read a whole file.

    Raises
    ------
    EmptyInput
        When there are no bytes.

    Examples
    --------
    >>> import io
    >>> read_all(Hashed(io.BytesIO(b"abc")), "a.json")
    b'abc'
    """
    data = stream.read()
    if not data:
        raise empty_file(file)
    return data


def empty_file(file: str) -> EmptyInput:
    """Make the error for a file of 0 bytes.

    Examples
    --------
    >>> print(empty_file("a.csv"))
    a.csv: the file is empty (0 bytes). To mend it: check that it was saved or downloaded to the end.
    """
    return EmptyInput(
        "the file is empty (0 bytes)", file=file, remedy="check that it was saved or downloaded to the end"
    )


def no_rows(file: str) -> EmptyInput:
    """Make the error for a table with a header and nothing under it.

    Examples
    --------
    >>> print(no_rows("a.csv"))
    a.csv: there are no rows under the header. To mend it: check that the export was complete.
    """
    return EmptyInput("there are no rows under the header", file=file, remedy="check that the export was complete")


def format_of(path: str | Path, name: str | None, known: dict[str, Sequence[str]]) -> str:
    """Tell a file's format by the name given, or by its suffix.

    Parameters
    ----------
    path : path
    name : str or None
        A key of ``known``.
    known : dict
        Format → its suffixes. Standard input, which has none, is known by its first bytes; the first format is what
        it holds when these do not tell.

    Raises
    ------
    UnknownFormat
        When it is none of the known ones.

    Examples
    --------
    >>> format_of("A.CSV", None, {"csv": [".csv"]})
    'csv'
    """
    names = ", ".join(known)
    if name is not None:
        key = name.lower().removeprefix(".")
        if key not in known:
            problem = f"nothing here reads the format {quote(name)}"
            raise UnknownFormat(problem, file=str(path), remedy=f"use one of {names}")
        return key
    if str(path) == STDIN:
        head = head_of(path, 64).lstrip(b"\xef\xbb\xbf \t\r\n")
        told = (key for key, magic in _MAGIC.items() if key in known and head.startswith(magic))
        return next(told, next(iter(known)))
    suffix = Path(path).suffix.lower()
    for key, suffixes in known.items():
        if suffix in suffixes:
            return key
    problem = f"nothing here reads the suffix {quote(suffix)}" if suffix else "it has no suffix to tell its format"
    listed = ", ".join(suffix for suffixes in known.values() for suffix in suffixes)
    raise UnknownFormat(
        problem, file=str(path), remedy=f"use one of {listed}, or name the format ({names}) with --input-format"
    )
