"""Files as bytes: hashed, made seekable, and every way of failing told in one message."""

from __future__ import annotations

import hashlib
import io
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Final

from incidentmap.errors import EmptyInput, IncidentmapError, UnreadableFile

#: The path that stands for standard input.
STDIN: Final = "-"

#: A pipe is kept in memory up to this size, and in a temporary file beyond.
_IN_MEMORY: Final = 8 << 20

_CHUNK: Final = 1 << 20

_PROBLEMS: Final[dict[type[OSError], tuple[str, str]]] = {
    FileNotFoundError: ("there is no such file", "check the path"),
    IsADirectoryError: ("it is a folder", "name a file in it"),
    NotADirectoryError: ("a part of the path is not a folder", "check the path"),
    PermissionError: ("there is no permission to read it", "ask its owner, or copy it to a folder of your own"),
}


@dataclass(frozen=True, slots=True)
class Stored:
    """A file's bytes: a seekable stream at its beginning, their hash and number, and the name for messages."""

    stream: IO[bytes]
    sha256: str
    size: int
    file: str

    def head(self, size: int) -> bytes:
        """Look at the first bytes; the stream is at its beginning afterwards."""
        self.stream.seek(0)
        head = self.stream.read(size)
        self.stream.seek(0)
        return head

    def whole(self, limit: int) -> bytes:
        """Read all bytes.

        Raises
        ------
        UnreadableFile
            When they are more than can be read at once.
        """
        if self.size > limit:
            raise UnreadableFile(
                f"it has {self.size:,} bytes, and a file of this kind is read only up to {limit:,}",
                file=self.file,
                remedy="split it, or save its text as a .txt file, which is read in parts whatever its size",
            )
        self.stream.seek(0)
        return self.stream.read()


@contextmanager
def opened(path: str | Path) -> Iterator[Stored]:
    """Open a file, or standard input (``"-"``). A pipe is stored first, because a file is read more than once.

    Raises
    ------
    UnreadableFile
        When it is absent, a folder, forbidden, or breaks while it is read.
    EmptyInput
        When it has no bytes.

    Examples
    --------
    >>> with opened("nowhere.txt") as stored:
    ...     stored.size
    Traceback (most recent call last):
    incidentmap.errors.UnreadableFile: nowhere.txt: there is no such file. To mend it: check the path.
    """
    file = file_of(path)
    try:
        if str(path) == STDIN:
            with _spooled(sys.stdin.buffer, file) as stored:
                yield stored
            return
        with Path(path).open("rb") as stream:
            if not stat.S_ISREG(Path(path).stat().st_mode):
                with _spooled(stream, file) as stored:
                    yield stored
                return
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            yield _stored(stream, digest, stream.tell(), file)
    except IncidentmapError:
        raise
    except (OSError, ValueError) as error:
        if isinstance(error, ValueError) and "null byte" not in str(error):
            raise
        raise unreadable(error, file) from error


@contextmanager
def _spooled(pipe: IO[bytes], file: str) -> Iterator[Stored]:
    digest, size = hashlib.sha256(), 0
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        while chunk := pipe.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            spool.write(chunk)
        yield _stored(spool, digest.hexdigest(), size, file)


def _stored(stream: IO[bytes], sha256: str, size: int, file: str) -> Stored:
    if not size:
        raise EmptyInput(
            "the file is empty (0 bytes)", file=file, remedy="check that it was saved or downloaded to the end"
        )
    stream.seek(0)
    return Stored(stream, sha256, size, file)


def file_of(path: str | Path) -> str:
    """Name a path in messages.

    Examples
    --------
    >>> file_of("-"), file_of("a/b.txt")
    ('standard input', 'a/b.txt')
    """
    return "standard input" if str(path) == STDIN else str(path)


def unreadable(error: Exception, file: str) -> UnreadableFile:
    """Make the error for a file that the system does not give.

    Examples
    --------
    >>> print(unreadable(PermissionError(), "a.txt").problem)
    there is no permission to read it
    """
    told = (f"it cannot be read ({error})", "check the path and the disk")
    problem, remedy = next((words for kind, words in _PROBLEMS.items() if isinstance(error, kind)), told)
    return UnreadableFile(problem, file=file, remedy=remedy)


def head_of(path: str | Path, size: int) -> bytes:
    """Look at the first bytes of a file, or of standard input, which still has them; b"" when there are none.

    Examples
    --------
    >>> head_of("nowhere.txt", 4)
    b''
    """
    try:
        if str(path) != STDIN:
            if not Path(path).is_file():
                return b""
            with Path(path).open("rb") as stream:
                return stream.read(size)
        buffer = sys.stdin.buffer
        if isinstance(buffer, io.BufferedReader):
            return buffer.peek(size)[:size]
        here = buffer.tell()
        head = buffer.read(size)
        buffer.seek(here)
    except (OSError, ValueError):
        return b""
    return head
