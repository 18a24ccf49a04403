"""The verb ``read``: files → incidents, one document at a time, over all cores when there are many files."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from incidentmap.documents import document_files, read_documents
from incidentmap.errors import EmptyInput, InputError
from incidentmap.gazetteer import Gazetteer
from incidentmap.model import Document, Rejection, Source
from incidentmap.reading.lexicon import Lexicon
from incidentmap.reports.outcome import Outcome, Reading, made_with, read_document

if TYPE_CHECKING:
    from incidentmap.gazetteer.build import Progress
    from incidentmap.reading.voters import Voter

#: Fewer bytes than this are read sooner by one process than by several that must start first.
WORTH_SPREADING: Final = 3_000_000
#: After a text of so many characters the gazetteer's memory is given back: a long file comes in such parts.
LONG: Final = 100_000
#: At most so many processes, each of which opens the gazetteer.
MOST_WORKERS: Final = 8


def read(
    paths: str | Path | Sequence[str | Path],
    gazetteer: Gazetteer,
    *,
    published: date | None = None,
    format: str | None = None,  # noqa: A002 - the word of the readers
    encoding: str | None = None,
    actors: Sequence[str | Path] = (),
    voters: Sequence[str] = (),
    show: bool = False,
    workers: int | None = None,
    progress: Progress | None = None,
    sink: Callable[[Outcome], None] | None = None,
    keep: bool = True,
) -> Reading:
    """Read reports: text → incidents, each with the sentences, words and rules that it rests on.

    Parameters
    ----------
    paths : path or sequence of paths
        Plain text, Markdown, HTML, RSS or Atom; PDF and DOCX with their extras; folders of these; "-" is standard
        input.
    gazetteer : Gazetteer
    published : date, optional
        The day the reports were published: what "on Tuesday" counts from. Without it the file's own metadata tell;
        where these are silent too, relative dates stay unresolved and say so.
    format, encoding : str, optional
        Where the file's name and its bytes do not tell.
    actors : sequence of paths, optional
        Tables of further actors, with the columns of the bundled one.
    voters : sequence of str, optional
        Statistical recognisers to ask as well: "natasha" or "spacy", when installed.
    show : bool, optional
        Keep texts and marks, so that what was read can be shown.
    workers : int, optional
        How many processes; by default one, or one a core when there is much to read.
    progress : callable, optional
        Told a label, and a fraction from 0 to 1.
    sink : callable, optional
        Given each document's outcome as soon as it is there; its mentions are then not kept in memory.
    keep : bool, optional
        Keep the outcomes; if not, only the sink sees them, and the answer has no more than the counts of its card.

    Returns
    -------
    Reading

    Raises
    ------
    InputError
        When there is one file and it cannot be read. Of several, those that cannot be read are in ``rejected``.

    Examples
    --------
    >>> with Gazetteer.open() as gazetteer:
    ...     reading = read("seeds/report.md", gazetteer, published=date(2024, 3, 15))
    >>> [(i.location.toponym.text, str(i.when.start)) for o in reading.outcomes for i in o.incidents]
    [('Belgorod', '2024-03-12'), ('Terebreno', '2023-12-01')]
    """
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    passed_over: list[str] = []
    jobs = [job for path in given for job in _jobs(path, passed_over)]
    options = _Options(published, format, encoding, tuple(map(str, actors)), tuple(voters), show)
    reading = Reading(passed_over=passed_over, meta=made_with(gazetteer))
    count = min(len(jobs), _workers(jobs) if workers is None else max(1, workers))
    spread = count > 1
    for number, job, answer in (
        _spread(jobs, gazetteer, options, count) if spread else _in_turn(jobs, gazetteer, options)
    ):
        if isinstance(answer, Outcome):
            if sink is not None:
                sink(answer)
            reading.take(answer if sink is None else replace(answer, mentions=[]), keep=keep)
        elif len(jobs) == 1:
            raise answer
        else:
            reading.rejected.append(_rejection(job, answer))
        if progress is not None:
            progress("reading", number / len(jobs))
    return reading


def read_text(
    text: str,
    gazetteer: Gazetteer,
    *,
    published: date | None = None,
    title: str | None = None,
    lexicon: Lexicon | None = None,
    show: bool = False,
) -> Reading:
    """Read a text that is already in memory.

    Examples
    --------
    >>> with Gazetteer.open() as gazetteer:
    ...     reading = read_text("12 марта 2024 года обстреляли село Козинка Белгородской области.", gazetteer)
    >>> [(row["name"], row["used"]) for row in reading.mentions()]
    [('Kozinka', True), ('Belgorod Oblast', False)]
    """
    # Half a surrogate pair is no character; what replaces it keeps every offset.
    text = _HALF_PAIR.sub("\ufffd", text)
    source = Source("text", title=title, published=published.isoformat() if published else None)
    document = Document(text, source, published, "the option" if published else "")
    outcome = read_document(document, gazetteer, lexicon or Lexicon.load(), show=show)
    return Reading([outcome], meta=made_with(gazetteer))


_HALF_PAIR: Final = re.compile("[\ud800-\udfff]")


class _Options(NamedTuple):
    """What holds for every file; it travels to each process once."""

    published: date | None
    format: str | None
    encoding: str | None
    actors: tuple[str, ...]
    voters: tuple[str, ...]
    show: bool


class _Job(NamedTuple):
    """One file, and the folder that its name is relative to, if it was found in one."""

    path: str
    folder: str | None = None

    @property
    def name(self) -> str:
        """What the file is called where it could not be read."""
        return Path(self.path).relative_to(self.folder).as_posix() if self.folder else Path(self.path).name


_Answer = tuple[int, _Job, "Outcome | InputError"]


def _jobs(path: str | Path, passed_over: list[str]) -> list[_Job]:
    files = document_files(path)
    if files.readable == [Path(path)]:
        return [_Job(str(path))]
    if not files.readable:
        raise EmptyInput(
            "no report is in this folder", file=str(path), remedy="put .txt, .md, .html or .pdf files in it"
        )
    passed_over += [str(file) for file in files.others]
    return [_Job(str(file), str(path)) for file in files.readable]


def _workers(jobs: Sequence[_Job]) -> int:
    size = sum(Path(job.path).stat().st_size for job in jobs if Path(job.path).is_file())
    return 1 if size < WORTH_SPREADING else min(os.cpu_count() or 1, MOST_WORKERS)


class _Reader:
    """What one process reads with."""

    def __init__(self, gazetteer: Gazetteer, options: _Options) -> None:
        self.gazetteer, self.options = gazetteer, options
        self.lexicon = Lexicon.load([Path(path) for path in options.actors])
        self.voters: list[Voter] = []
        if options.voters:
            from incidentmap.reading.voters import by_name

            self.voters = [by_name(name) for name in options.voters]

    def outcomes(self, job: _Job) -> Iterator[Outcome]:
        """Read a file, one document after the other."""
        o = self.options
        documents = read_documents(
            job.path, published=o.published, format=o.format, encoding=o.encoding, folder=job.folder
        )
        for document in documents:
            yield read_document(document, self.gazetteer, self.lexicon, voters=self.voters, show=o.show)
            if len(document.text) >= LONG:
                self.gazetteer.rest()


def _rejection(job: _Job, error: InputError) -> Rejection:
    return Rejection(
        file=job.name,
        row=0,
        field=error.where.field,
        value=None,
        reason=error.problem,
        remedy=error.remedy or "",
        cells="",
    )


def _in_turn(jobs: Sequence[_Job], gazetteer: Gazetteer, options: _Options) -> Iterator[_Answer]:
    reader = _Reader(gazetteer, options)
    for number, job in enumerate(jobs, 1):
        try:
            for outcome in reader.outcomes(job):
                yield number, job, outcome
        except InputError as error:
            yield number, job, error


#: The reader of a worker process, made once when the process starts.
_mine: list[_Reader] = []


def _begin(path: str, language: str, worldview: str, options: _Options) -> None:
    _mine[:] = [_Reader(Gazetteer(Path(path), language=language, worldview=worldview), options)]


def _work(job: _Job) -> list[Outcome] | InputError:
    try:
        return list(_mine[0].outcomes(job))
    except InputError as error:
        return error


def _spread(jobs: Sequence[_Job], gazetteer: Gazetteer, options: _Options, count: int) -> Iterator[_Answer]:
    """Read over several processes; the answers come in the order of the files."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    setting = (str(gazetteer.path), gazetteer.language, gazetteer.worldview.key, options)
    with ProcessPoolExecutor(count, get_context("spawn"), _begin, setting) as pool:
        for number, (job, answer) in enumerate(zip(jobs, pool.map(_work, jobs, chunksize=4), strict=True), 1):
            for one in answer if isinstance(answer, list) else [answer]:
                yield number, job, one
