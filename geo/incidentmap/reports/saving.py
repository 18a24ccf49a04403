"""What reading gives, written as it comes: incidents, and every place mention, used or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Final

from incidentmap.export import export, format_of
from incidentmap.export.target import write_chunks
from incidentmap.reports.outcome import Outcome, made_with

if TYPE_CHECKING:
    from incidentmap.gazetteer import Gazetteer
    from incidentmap.model import Incident

#: So many incidents become a frame at a time: as a frame they take several times the memory.
BLOCK: Final = 1000


@contextmanager
def incidents_file(
    target: str | Path,
    gazetteer: Gazetteer,
    *,
    format: str | None = None,  # noqa: A002 - the word of export()
    block: int = BLOCK,
) -> Iterator[Callable[[Outcome], None]]:
    """Take the outcomes of :func:`incidentmap.read` one by one, and write their incidents when the block ends well.

    The file is the one that ``export(reading.frame(), target)`` writes. GeoJSON and CSV are put together as the
    incidents come, and none of them stays in memory; for other formats they wait.

    Parameters
    ----------
    target : path
        The file, which appears whole or not at all; "-" is standard output.
    gazetteer : Gazetteer
        What the incidents are placed with; the file says so.
    format : str, optional
        As in :func:`incidentmap.export`.
    block : int, optional
        How many incidents are worked on at a time.

    Yields
    ------
    callable
        What to give to ``sink``.

    Raises
    ------
    UnknownFormat, OutputError
        At once, where the target tells that it cannot be written; else at the end.

    Examples
    --------
    >>> import tempfile
    >>> from incidentmap.gazetteer import Gazetteer
    >>> from incidentmap.reports import read
    >>> with tempfile.TemporaryDirectory() as folder, Gazetteer.open() as gazetteer:
    ...     with incidents_file(target := Path(folder, "i.csv"), gazetteer) as sink:
    ...         reading = read("seeds/report.md", gazetteer, sink=sink, keep=False)
    ...     len(target.read_text(encoding="utf-8").splitlines()), reading.outcomes
    (3, [])
    """
    from incidentmap.export.blocks import IN_BLOCKS, blocks_file
    from incidentmap.frame import META, from_incidents

    name, meta = format_of(target, format), made_with(gazetteer)
    waiting: list[Incident] = []
    if name not in IN_BLOCKS:
        yield lambda outcome: waiting.extend(outcome.incidents)
        frame = from_incidents(waiting)
        frame.attrs[META] = meta
        export(frame, target, format=name)
        return
    seen: dict[str, int] = {}
    with blocks_file(target, name, meta) as write:

        def take(outcome: Outcome) -> None:
            waiting.extend(outcome.incidents)
            while len(waiting) >= block:
                write(from_incidents(waiting[:block], seen))
                del waiting[:block]

        yield take
        write(from_incidents(waiting, seen))


@contextmanager
def mentions_file(target: str | Path) -> Iterator[Callable[[Outcome], None]]:
    """Take the outcomes of :func:`incidentmap.read` one by one, and write their mentions when the block ends well.

    Parameters
    ----------
    target : path
        The file, which appears whole or not at all; "-" is standard output.

    Yields
    ------
    callable
        What to give to ``sink``.

    Examples
    --------
    >>> import tempfile
    >>> from incidentmap.reports import Card
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with mentions_file(Path(folder, "m.jsonl")) as sink:
    ...         sink(Outcome((), [{"text": "Козинка"}], Card()))
    ...     print(Path(folder, "m.jsonl").read_text(encoding="utf-8"), end="")
    {"text":"Козинка"}
    """
    import orjson

    # A file without a name: mentions of a large corpus would not fit in memory.
    with TemporaryFile() as spool:

        def take(outcome: Outcome) -> None:
            spool.writelines(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in outcome.mentions)

        yield take
        spool.seek(0)
        write_chunks(spool, target, ".jsonl")
