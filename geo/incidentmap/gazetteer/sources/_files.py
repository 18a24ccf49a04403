"""Text tables as streams of bytes, plain or inside a zip; nothing is ever unpacked to disk."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final

from incidentmap.errors import EmptyInput, IncidentmapError, UnreadableFile, quote

#: So many bytes are read at a time: some 50,000 rows of a GeoNames dump. Measured, more is no faster, and takes memory.
BLOCK: Final = 8 << 20

#: A longer line is no row of a table; one is held in memory whole.
LONGEST_LINE: Final = 16 << 20

#: To tell a format, this much of a file is looked at.
_HEAD: Final = 1 << 16

#: What stands in GeoNames' zips beside the table.
_NOT_TABLES: Final = re.compile(r"readme|iso-languagecodes", re.IGNORECASE)

_PROBLEMS: Final[dict[type[Exception], tuple[str, str]]] = {
    FileNotFoundError: ("there is no such file", "check the path"),
    IsADirectoryError: ("it is a folder", "name a file in it"),
    NotADirectoryError: ("a part of the path is not a folder", "check the path"),
    PermissionError: ("there is no permission to read it", "ask its owner, or copy it to a folder of your own"),
}

_AGAIN: Final = "download it again, to the end"

_BROKEN: Final = (OSError, EOFError, ValueError, NotImplementedError, zipfile.BadZipFile, zlib.error)


def raw(path: Path, size: int = BLOCK) -> Iterator[bytes]:
    """Read a file, or the one table inside a zip, piece by piece.

    Raises
    ------
    UnreadableFile
        When it is absent, forbidden, cut short, encrypted, or a zip without a table.

    Examples
    --------
    >>> next(raw(Path("tests/data/events.csv")))[:4]
    b'date'
    """
    with ExitStack() as stack:
        try:
            stream = _open(path, stack)
            data = stream.read(size)
        except _BROKEN as error:
            raise _unreadable(path, error) from error
        while data:
            yield data
            try:
                data = stream.read(size)
            except _BROKEN as error:
                raise _unreadable(path, error) from error


def lines(path: Path, size: int = BLOCK) -> Iterator[tuple[int, bytes]]:
    """Read a table in blocks of whole lines.

    Yields
    ------
    offset : int
        Of the block in the table, in bytes.
    block : bytes
        Ends with a line feed, but for the last. A byte order mark of UTF-8 is taken off.

    Raises
    ------
    UnreadableFile
        As :func:`raw`, and when a line is too long to be a row.
    EmptyInput
        When there are no bytes.

    Examples
    --------
    >>> [(offset, len(block) > 100) for offset, block in lines(Path("tests/data/events.csv"))]
    [(0, True)]
    """
    offset, carry, pieces = 0, b"", 0
    for piece in raw(path, size):
        if not pieces and piece.startswith(b"\xef\xbb\xbf"):
            piece, offset = piece[3:], 3
        pieces += 1
        data = carry + piece if carry else piece
        cut = data.rfind(b"\n") + 1
        carry = data[cut:]
        if cut:
            yield offset, data[:cut]
            offset += cut
        if len(carry) > LONGEST_LINE:
            raise UnreadableFile(
                f"the line at byte {offset:,} is longer than {LONGEST_LINE:,} bytes, so this is no table",
                file=str(path),
                remedy="check what the file is",
            )
    if carry:
        yield offset, carry
    elif not pieces:
        raise empty(path)


def empty(path: Path) -> EmptyInput:
    """Make the error for a table without bytes.

    Examples
    --------
    >>> print(empty(Path("RU.txt")))
    RU.txt: the table is empty (0 bytes). To mend it: download it again, to the end.
    """
    return EmptyInput("the table is empty (0 bytes)", file=str(path), remedy=_AGAIN)


def first_line(path: Path) -> bytes | None:
    """Look at the first line of a table that is not blank; ``b""`` when there is none, None when it cannot be read.

    Never raises.

    Examples
    --------
    >>> first_line(Path("tests/data/events.csv"))[:4], first_line(Path("nowhere.txt"))
    (b'date', None)
    """
    try:
        head = next(raw(path, _HEAD), b"")
    except IncidentmapError:
        return None
    return next((line for line in head.removeprefix(b"\xef\xbb\xbf").splitlines() if line.strip()), b"")


def file_date(path: Path) -> str:
    """Tell the day of a file, as ISO: for a zip, the day of the table inside it.

    Raises
    ------
    UnreadableFile

    Examples
    --------
    >>> len(file_date(Path("tests/data/events.csv")))
    10
    """
    try:
        if _is_zip(path):
            with zipfile.ZipFile(path) as archive:
                year, month, day, *_ = _member(archive, path).date_time
                return f"{year:04}-{month:02}-{day:02}"
        return f"{datetime.fromtimestamp(path.stat().st_mtime, tz=UTC):%Y-%m-%d}"
    except _BROKEN as error:
        raise _unreadable(path, error) from error


def _is_zip(path: Path) -> bool:
    return path.suffix.lower() == ".zip"


def _open(path: Path, stack: ExitStack) -> IO[bytes]:
    if not _is_zip(path):
        return stack.enter_context(path.open("rb"))
    archive = stack.enter_context(zipfile.ZipFile(path))
    return stack.enter_context(archive.open(_member(archive, path)))


def _member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    """Choose the table: the one with the zip's own name, or else the only one."""
    tables = [
        info
        for info in archive.infolist()
        if info.filename.lower().endswith(".txt") and not _NOT_TABLES.search(Path(info.filename).name)
    ]
    named = [info for info in tables if Path(info.filename).stem.lower() == path.stem.lower()]
    found = named or tables
    if len(found) != 1:
        held = ", ".join(quote(info.filename) for info in archive.infolist()[:10]) or "nothing"
        count = "no table" if not found else f"{len(found)} tables"
        raise UnreadableFile(
            f"the zip holds {count} where one, {quote(path.stem + '.txt')}, is expected; it holds {held}",
            file=str(path),
            remedy="download it again, or unpack it and name the .txt file",
        )
    if found[0].flag_bits & 1:
        raise UnreadableFile("the zip is encrypted", file=str(path), remedy="unpack it and name the .txt file")
    return found[0]


def _unreadable(path: Path, error: Exception) -> UnreadableFile:
    if isinstance(error, UnreadableFile):
        return error
    if type(error) in _PROBLEMS:
        problem, remedy = _PROBLEMS[type(error)]
    elif _is_zip(path) and not isinstance(error, OSError):
        problem, remedy = f"the zip is damaged or cut short ({error})", _AGAIN
    else:
        problem, remedy = f"it cannot be read ({error})", "check the path and the disk"
    return UnreadableFile(problem, file=str(path), remedy=remedy)
