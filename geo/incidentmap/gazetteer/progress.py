"""The progress bar of a long first run: on a terminal only, and on stderr only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from incidentmap.gazetteer.build import Progress

_STEPS = 1000


@contextmanager
def terminal_bar(label: str) -> Iterator[Progress]:
    """Give a progress callback that draws a bar where a person is looking, and does nothing elsewhere.

    Examples
    --------
    >>> with terminal_bar("Building") as progress:
    ...     progress("reading", 0.5)
    """
    if not sys.stderr.isatty():
        yield lambda _label, _fraction: None
        return
    import click

    with click.progressbar(length=_STEPS, label=label, file=sys.stderr, show_eta=False) as bar:

        def advance(_step: str, fraction: float) -> None:
            bar.update(max(int(fraction * _STEPS) - bar.pos, 0))

        yield advance
