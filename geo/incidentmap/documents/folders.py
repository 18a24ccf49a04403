"""A folder of reports: which of its files can be read, and how many others there are."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from incidentmap.documents.formats import HEAD, OF_SUFFIX, sniffed
from incidentmap.documents.opening import STDIN, head_of, unreadable
from incidentmap.errors import EmptyInput

#: Folders in folders are followed so deep.
_DEEPEST: Final = 64


class DocumentFiles(NamedTuple):
    """The files behind a path, sorted: reports that can be read, and the others. Hidden files are neither."""

    readable: list[Path]
    others: list[Path]


def document_files(path: str | Path) -> DocumentFiles:
    """List the reports behind a path: those in a folder and its folders, or the file itself.

    Links are followed, but never twice into one folder. One file counts as readable whatever it is: reading it says
    what is wrong with it.

    Raises
    ------
    UnreadableFile
        When the folder, or one in it, cannot be listed: half a folder must not pass for the whole.
    EmptyInput
        When no report is in the folder.

    Examples
    --------
    >>> [file.name for file in document_files("seeds").readable]
    ['README.md', 'report.md']
    """
    if str(path) == STDIN or not Path(path).is_dir():
        return DocumentFiles([Path(path)], [])
    files = DocumentFiles([], [])
    _walk(Path(path), files, set(), 0)
    if not files.readable:
        count = len(files.others)
        among = f" among its {count:,} {'file' if count == 1 else 'files'}" if count else ""
        remedy = f"reports end in {', '.join(OF_SUFFIX)}"
        raise EmptyInput(f"there is no report in the folder{among}", file=str(path), remedy=remedy)
    return files


def _walk(folder: Path, files: DocumentFiles, seen: set[tuple[int, int]], depth: int) -> None:
    try:
        at = folder.stat()
        entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError as error:
        raise unreadable(error, str(folder)) from error
    if (at.st_dev, at.st_ino) in seen or depth > _DEEPEST:
        return
    seen.add((at.st_dev, at.st_ino))
    for path in entries:
        if path.is_dir():
            _walk(path, files, seen, depth + 1)
        else:
            (files.readable if _is_readable(path) else files.others).append(path)


def _is_readable(path: Path) -> bool:
    """Tell a report by its suffix. A pipe or a device in a folder would wait for ever: it is none."""
    suffix = path.suffix.lower()
    if not path.is_file():
        return False
    return suffix in OF_SUFFIX or (suffix == ".xml" and sniffed(head_of(path, HEAD)) is not None)
