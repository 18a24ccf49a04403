"""One process at a time: a lock file that works on every system, and that a dead process cannot hold for ever."""

from __future__ import annotations

import contextlib
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from incidentmap.errors import OutputError

#: Seconds between two looks at a lock that another process holds.
_LOOK_EVERY: Final = 0.05
#: Whoever breaks a stale lock needs milliseconds; a breaker's own lock that is older was left by a killed process.
_BREAKING_SECONDS: Final = 60.0


@contextmanager
def locked(path: Path, *, wait: float, stale: float) -> Iterator[None]:
    """Hold a lock file while the block runs.

    Parameters
    ----------
    path : Path
        The lock file; its folder is made if need be.
    wait : float
        Seconds to wait for another process that holds it.
    stale : float
        Seconds after which a lock counts as left behind, where it cannot be seen whether its process still runs
        (another machine, or Windows).

    Raises
    ------
    OutputError
        When another process holds it for too long, or the folder cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "a.lock"
    >>> with locked(path, wait=1, stale=60):
    ...     path.exists()
    True
    >>> path.exists()
    False
    """
    deadline = time.monotonic() + wait
    while not _take(path):
        if _is_stale(path, stale):
            _break(path, stale)
        elif time.monotonic() >= deadline:
            raise OutputError(
                "another incidentmap is at work on it",
                file=str(path),
                remedy="let it finish and try again; if none is running, delete this file",
            )
        else:
            time.sleep(_LOOK_EVERY)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def _take(path: Path) -> bool:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
    except FileExistsError:
        if not path.parent.is_dir():
            raise _refused(path, "its folder is a file") from None
        return False
    except PermissionError as error:
        if path.exists():  # Windows says so of a lock that is just being removed
            return False
        raise _refused(path, error.strerror) from error
    except OSError as error:
        raise _refused(path, error.strerror) from error
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"{os.getpid()} {socket.gethostname()}")
    return True


def _refused(path: Path, why: str | None) -> OutputError:
    return OutputError(
        f"the lock cannot be made ({why})",
        file=str(path),
        remedy="check the folder's permissions, or name a folder of your own: INCIDENTMAP_HOME=/some/folder",
    )


def _is_stale(path: Path, seconds: float) -> bool:
    try:
        age = time.time() - path.stat().st_mtime
        holder, _, host = path.read_text(encoding="utf-8", errors="replace").partition(" ")
    except OSError:
        return False  # just released
    # os.kill(pid, 0) only asks on POSIX; on Windows it would send Ctrl-C.
    if os.name == "posix" and host == socket.gethostname() and holder.isdecimal():
        return not runs(int(holder))
    return age > seconds


def runs(pid: int) -> bool:
    """Tell whether a process of this machine runs; on Windows, where asking would stop it, that it does.

    Examples
    --------
    >>> runs(os.getpid())
    True
    """
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True


def _break(path: Path, stale: float) -> None:
    """Remove a stale lock, one process at a time.

    Of two that both saw it stale, the slower would otherwise remove the fresh lock of the quicker.
    """
    breaker = path.with_name(f"{path.name}.break")
    if not _take(breaker):
        with contextlib.suppress(OSError):
            if time.time() - breaker.stat().st_mtime > _BREAKING_SECONDS:
                breaker.unlink()
        time.sleep(_LOOK_EVERY)
        return
    try:
        if _is_stale(path, stale):
            path.unlink(missing_ok=True)
    finally:
        breaker.unlink(missing_ok=True)
