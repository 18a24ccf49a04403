"""The mentions file: every place mention, used or not, one JSON object a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from incidentmap.export.target import write_chunks
from incidentmap.reports.outcome import Outcome


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
