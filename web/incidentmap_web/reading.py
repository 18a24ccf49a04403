"""Several files → one incident frame, for a server that shows them together."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

import incidentmap as im

if TYPE_CHECKING:
    from geopandas import GeoDataFrame


def read(
    paths: Sequence[str], gazetteer: im.Gazetteer, *, show: bool, reading: dict[str, Any]
) -> tuple[GeoDataFrame, tuple[im.Rejection, ...]]:
    """Read files of located incidents or of events, with a progress bar where a person is looking.

    Parameters
    ----------
    paths : sequence of str
    gazetteer : Gazetteer
    show : bool
        Whether a bar may be drawn.
    reading : dict
        The options of :func:`incidentmap.load`.
    """
    frames: list[GeoDataFrame] = []
    rejected: list[im.Rejection] = []
    for path in paths:
        with _bar(f"Reading {path}", show=show) as progress:
            frame, refused = im.load(path, gazetteer, progress=progress, **reading)
        frames.append(frame)
        rejected.extend(refused)
    return together(frames), tuple(rejected)


def together(frames: Sequence[GeoDataFrame]) -> GeoDataFrame:
    """Put frames under one another. What stands in several files stays as often as it stands there.

    An id that occurs again is numbered (``-2``), as :func:`incidentmap.frame.identify` numbers equal rows of one file.

    Examples
    --------
    >>> from incidentmap.frame import conform
    >>> import pandas as pd
    >>> frame = conform(pd.DataFrame({"id": ["a"]}))
    >>> together([frame, frame])["id"].tolist()
    ['a', 'a-2']
    """
    import pandas as pd

    from incidentmap.frame import META

    if len(frames) == 1:
        return frames[0]
    both = pd.concat(frames, ignore_index=True)
    both["id"] = _distinct(both["id"].tolist())
    metas = [frame.attrs.get(META) or {} for frame in frames]
    lines = [line for meta in metas for line in meta.get("attribution") or []]
    both.attrs = {META: {**metas[0], "attribution": list(dict.fromkeys(lines))}}
    return both


def _distinct(ids: list[str]) -> list[str]:
    seen: set[str] = set()
    given = []
    for one in ids:
        name, count = one, 1
        while name in seen:
            count += 1
            name = f"{one}-{count}"
        seen.add(name)
        given.append(name)
    return given


@contextmanager
def _bar(label: str, *, show: bool) -> Iterator[Callable[[str, float], None]]:
    if not (show and sys.stderr.isatty()):
        yield lambda _label, _fraction: None
        return
    with click.progressbar(length=1000, label=label, file=sys.stderr) as drawn:
        yield lambda _label, fraction: drawn.update(max(int(fraction * 1000) - drawn.pos, 0))
