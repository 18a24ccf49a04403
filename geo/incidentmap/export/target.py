"""Where an answer goes: a file that appears whole or not at all, a device, or a stream."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from incidentmap.errors import OutputError

#: What to do about the ways in which writing fails; anything else is told in the system's words.
_REMEDIES = {
    errno.ENOENT: ("the folder does not exist", "make the folder first, or write elsewhere"),
    errno.ENOTDIR: ("a part of the path is not a folder", "check the path"),
    errno.EISDIR: ("it is a folder", "name a file in it"),
    errno.EACCES: ("there is no permission to write it", "choose a folder of your own"),
    errno.EPERM: ("there is no permission to write it", "choose a folder of your own"),
    errno.EROFS: ("the disk is read-only", "choose another disk"),
    errno.ENOSPC: ("the disk is full", "make room, or write to another disk"),
    errno.ENAMETOOLONG: ("the name is too long", "choose a shorter name"),
}


def refused(error: Exception, target: str) -> OutputError:
    """Tell an error of the system as one of ours.

    Examples
    --------
    >>> print(refused(OSError(errno.ENOSPC, "No space left on device"), "a.csv"))
    a.csv: the disk is full. To mend it: make room, or write to another disk.
    """
    number = getattr(error, "errno", None)
    problem, remedy = _REMEDIES.get(number or 0, (f"it cannot be written ({error})", "check the path and the disk"))
    return OutputError(problem, file=target, remedy=remedy)


@contextmanager
def replacing(path: Path, suffix: str) -> Iterator[Path]:
    """Give a temporary path in the same folder, and put the file in its place when the block ends well.

    Parameters
    ----------
    path : Path
        The file to make or to replace. A link is followed.
    suffix : str
        The temporary file's suffix, for drivers that choose by it.

    Raises
    ------
    OutputError
        When the file cannot be written; nothing is left behind, and what was there before stays.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with replacing(Path(folder, "a.csv"), ".csv") as temporary:
    ...         _ = temporary.write_bytes(b"id")
    ...     sorted(p.name for p in Path(folder).iterdir())
    ['a.csv']
    """
    try:
        final = path.resolve()
        if final.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder")
        # Created here, not by a driver, so that a missing folder or permission is told in the same words for all.
        temporary = final.with_name(f".{final.stem[:80]}.{secrets.token_hex(6)}{suffix}")
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    except (OSError, ValueError, RuntimeError) as error:  # ValueError: NUL in the path; RuntimeError: a circle of links
        raise refused(error, str(path)) from error
    try:
        yield temporary
        if final.exists():
            shutil.copymode(final, temporary)
        temporary.replace(final)
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        raise refused(error, str(path)) from error
    finally:
        for left in (temporary, *(temporary.with_name(temporary.name + end) for end in ("-journal", "-wal", "-shm"))):
            left.unlink(missing_ok=True)


def write_chunks(chunks: Iterable[bytes], target: str | Path | BinaryIO, suffix: str) -> None:
    r"""Write bytes to a file, a device such as ``/dev/stderr``, an open binary file, or stdout (``"-"``).

    Raises
    ------
    OutputError
        When the target cannot be written. A reader that closed the pipe is a ``BrokenPipeError``, as ever.

    Examples
    --------
    >>> from io import BytesIO
    >>> write_chunks([b"a", b"b"], stream := BytesIO(), ".csv")
    >>> stream.getvalue()
    b'ab'
    """
    if isinstance(target, (str, Path)) and target != "-" and not is_device(Path(target)):
        with replacing(Path(target), suffix) as temporary, temporary.open("wb") as stream:
            stream.writelines(chunks)
        return
    try:
        if target == "-":
            sys.stdout.buffer.writelines(chunks)
            sys.stdout.buffer.flush()
        elif isinstance(target, (str, Path)):
            with Path(target).open("wb") as stream:
                stream.writelines(chunks)
        else:
            for chunk in chunks:
                target.write(chunk)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise refused(error, "stdout" if target == "-" else str(target)) from error


def write_text(target: str | Path, text: str) -> None:
    """Write a text as UTF-8 to a file, whole or not at all, or to stdout (``"-"``).

    Raises
    ------
    OutputError
        When the target cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_text(Path(folder, "map.html"), "Тёткино")
    ...     Path(folder, "map.html").read_text(encoding="utf-8")
    'Тёткино'
    """
    write_chunks([text.encode("utf-8", "replace")], target, Path(target).suffix)


def is_device(path: Path) -> bool:
    """Tell whether a path is there and is neither a file nor a folder: it must be written to, never replaced.

    Examples
    --------
    >>> is_device(Path(os.devnull)), is_device(Path("nowhere.csv"))
    (True, False)
    """
    try:
        return path.exists() and not path.is_file() and not path.is_dir()
    except (OSError, ValueError):
        return False
