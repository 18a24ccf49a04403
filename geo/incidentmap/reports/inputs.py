"""What the verb ``read`` is given: files and folders → files to read, each under a name of its own."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from incidentmap.documents import document_files
from incidentmap.documents.opening import STDIN, file_of
from incidentmap.errors import InputError
from incidentmap.model import Rejection

#: Fewer bytes than this are read sooner by one process than by several that must start first.
WORTH_SPREADING: Final = 3_000_000
#: At most so many processes, each of which opens the gazetteer.
MOST_WORKERS: Final = 8


class Job(NamedTuple):
    """One file, the folder that its name is relative to, and how many bytes it has (0 for standard input)."""

    path: str
    folder: str
    size: int = 0

    @property
    def name(self) -> str:
        """What the file is called where it could not be read."""
        return file_of(STDIN) if self.path == STDIN else Path(self.path).relative_to(self.folder).as_posix()


class Inputs(NamedTuple):
    """The files to read, files of other kinds in the folders given, and inputs that cannot be used."""

    jobs: list[Job]
    passed_over: list[str]
    rejected: list[Rejection]


class _Given(NamedTuple):
    """One of the paths given: its files, whether it is a folder, and the folder that their names are relative to."""

    files: list[Path]
    is_folder: bool
    base: Path

    def names(self) -> list[str]:
        return [file.relative_to(self.base).as_posix() for file in self.files]

    def higher(self) -> _Given:
        return self._replace(base=self.base.parent)


def inputs(paths: Sequence[str | Path]) -> Inputs:
    """Find the files behind the paths given. No file is read twice, and no two are called alike.

    Raises
    ------
    InputError
        When there is one path, and it cannot be used. Of several, those that cannot are in ``rejected``.

    Examples
    --------
    >>> [job.name for job in inputs(["seeds"]).jobs]
    ['README.md', 'report.md']
    >>> [job.name for job in inputs(["seeds/report.md", "seeds", "data/lexicon"]).jobs]
    ['report.md', 'seeds/README.md', 'lexicon/SOURCES.md']
    """
    found = Inputs([], [], [])
    groups: list[_Given] = []
    seen: set[str] = set()
    for path in paths:
        try:
            files = document_files(path)
        except InputError as error:
            if len(paths) == 1:
                raise
            found.rejected.append(rejection(str(path), error))
            continue
        found.passed_over.extend(str(file) for file in _new(files.others, seen))
        # Names may need folders that the path does not name; of one path they never do.
        root = Path(path) if len(paths) == 1 or str(path) == STDIN else _absolute(path)
        is_folder = files.readable != [Path(path)]
        readable = [root / file.relative_to(path) for file in _new(files.readable, seen)]
        groups.append(_Given(readable, is_folder, root if is_folder else root.parent))
    for group in _told_apart([group for group in groups if group.files]):
        found.jobs.extend(Job(str(file), str(group.base), _size(file)) for file in group.files)
    return found


def _absolute(path: str | Path) -> Path:
    """Make a path absolute without following links: sources are called what the caller calls them."""
    return Path(os.path.abspath(path))  # noqa: PTH100


def _new(files: Sequence[Path], seen: set[str]) -> list[Path]:
    new = {str(_absolute(file)): file for file in files}
    new = {path: file for path, file in new.items() if path not in seen}
    seen.update(new)
    return list(new.values())


def _told_apart(groups: list[_Given]) -> list[_Given]:
    """Put folders before the names of files: one for each of several folders, and more while two are called alike."""
    if sum(group.is_folder for group in groups) > 1:
        groups = [group.higher() if group.is_folder else group for group in groups]
    while True:
        often = Counter(name for group in groups for name in group.names())
        apart = [g.higher() if any(often[name] > 1 for name in g.names()) else g for g in groups]
        if apart == groups:
            return groups
        groups = apart


def _size(file: Path) -> int:
    try:
        return file.stat().st_size if file.is_file() else 0
    except (OSError, ValueError):
        return 0


def rejection(name: str, error: InputError) -> Rejection:
    """Say why an input was not read, as a row of the rejects file.

    Examples
    --------
    >>> rejection("a.txt", InputError("it is empty", remedy="fill it")).reason
    'it is empty'
    """
    return Rejection(
        file=name,
        row=0,
        field=error.where.field,
        value=None,
        reason=error.problem,
        remedy=error.remedy or "",
        cells="",
    )


def processes(jobs: Sequence[Job], asked: int | None) -> int:
    """Say over how many processes to read: as many as asked for, or as are worth their start.

    Examples
    --------
    >>> short, piped = Job("a.txt", ".", 1000), Job("-", ".")
    >>> processes([short, short], None), processes([short, short], 2), processes([short, piped], 2)
    (1, 2, 1)
    """
    if any(job.path == STDIN for job in jobs):
        return 1  # Standard input is given to this process only.
    if asked is None:
        asked = 1 if sum(job.size for job in jobs) < WORTH_SPREADING else min(os.cpu_count() or 1, MOST_WORKERS)
    return min(len(jobs), max(1, asked))
