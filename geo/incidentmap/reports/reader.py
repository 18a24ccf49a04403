"""The verb ``read``: files → incidents, one document at a time, over all cores when there are many files."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from incidentmap.documents import read_documents
from incidentmap.errors import InputError
from incidentmap.gazetteer import Gazetteer
from incidentmap.model import Document, Source
from incidentmap.reading.lexicon import Lexicon
from incidentmap.reports.inputs import Job, inputs, processes, rejection
from incidentmap.reports.outcome import Outcome, Reading, made_with, read_document

if TYPE_CHECKING:
    from incidentmap.gazetteer.build import Progress
    from incidentmap.reading.voters import Voter

#: After a text of so many characters the gazetteer's memory is given back: a long file comes in such parts.
LONG: Final = 100_000


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
        When there is one input and it cannot be read. Of several, those that cannot be read are in ``rejected``.

    Examples
    --------
    >>> with Gazetteer.open() as gazetteer:
    ...     reading = read("seeds/report.md", gazetteer, published=date(2024, 3, 15))
    >>> [(i.location.toponym.text, str(i.when.start)) for o in reading.outcomes for i in o.incidents]
    [('Belgorod', '2024-03-12'), ('Terebreno', '2023-12-01')]
    """
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    jobs, passed_over, rejected = inputs(given)
    options = _Options(published, format, encoding, tuple(map(str, actors)), tuple(voters), show)
    reading = Reading(rejected=rejected, passed_over=passed_over, meta=made_with(gazetteer))
    count, whole = processes(jobs, workers), sum(job.size for job in jobs) or 1
    for job, answer, done in (
        _spread(jobs, gazetteer, options, count) if count > 1 else _in_turn(jobs, gazetteer, options)
    ):
        if isinstance(answer, Outcome):
            if sink is not None:
                sink(answer)
            reading.take(answer if sink is None else replace(answer, mentions=[]), keep=keep)
        elif len(given) == len(jobs) == 1:
            raise answer
        else:
            rejected.append(rejection(job.name, answer))
        if progress is not None:
            progress("reading", done / whole)
    if progress is not None:
        progress("reading", 1.0)
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


class _Answer(NamedTuple):
    """What a file gave, one document at a time, and how many bytes of all files are read with it."""

    job: Job
    outcome: Outcome | InputError
    done: int


class _Reader:
    """What one process reads with."""

    def __init__(self, gazetteer: Gazetteer, options: _Options) -> None:
        self.gazetteer, self.options = gazetteer, options
        self.lexicon = Lexicon.load([Path(path) for path in options.actors])
        self.voters: list[Voter] = []
        if options.voters:
            from incidentmap.reading.voters import by_name

            self.voters = [by_name(name) for name in options.voters]

    def outcomes(self, job: Job) -> Iterator[tuple[Outcome, int]]:
        """Read a file, one document after the other; each with about how many bytes of the file are read with it."""
        o, done = self.options, 0
        documents = read_documents(
            job.path, published=o.published, format=o.format, encoding=o.encoding, folder=job.folder
        )
        for document in documents:
            outcome = read_document(document, self.gazetteer, self.lexicon, voters=self.voters, show=o.show)
            if len(document.text) >= LONG:
                self.gazetteer.rest()
            # How the file is encoded is not known here; a page has more bytes than its text, and an archive fewer.
            done = min(done + len(document.text.encode(errors="replace")), job.size)
            yield outcome, done


def _in_turn(jobs: Sequence[Job], gazetteer: Gazetteer, options: _Options) -> Iterator[_Answer]:
    reader, before = _Reader(gazetteer, options), 0
    for job in jobs:
        try:
            for outcome, done in reader.outcomes(job):
                yield _Answer(job, outcome, before + done)
        except InputError as error:
            yield _Answer(job, error, before + job.size)
        before += job.size


#: The reader of a worker process, made once when the process starts.
_mine: list[_Reader] = []


def _begin(path: str, language: str, worldview: str, options: _Options) -> None:
    # Ctrl-C is for the process that asked; its workers end with it, and say nothing.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _mine[:] = [_Reader(Gazetteer(Path(path), language=language, worldview=worldview), options)]


def _work(job: Job) -> list[Outcome | InputError]:
    answers: list[Outcome | InputError] = []
    try:
        answers.extend(outcome for outcome, _ in _mine[0].outcomes(job))
    except InputError as error:
        answers.append(error)
    return answers


def _spread(jobs: Sequence[Job], gazetteer: Gazetteer, options: _Options, count: int) -> Iterator[_Answer]:
    """Read over several processes; the answers come in the order of the files."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    setting = (str(gazetteer.path), gazetteer.language, gazetteer.worldview.key, options)
    with ProcessPoolExecutor(count, get_context("spawn"), _begin, setting) as pool:
        done = 0
        for job, answers in zip(jobs, pool.map(_work, jobs, chunksize=4), strict=True):
            done += job.size
            for one in answers:
                yield _Answer(job, one, done)
