"""Airports, from PyPI ``airportsdata`` (``data/gazetteer``): sites that reports name and tables of towns lack."""

from __future__ import annotations

import io
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from incidentmap.errors import GazetteerBuildError
from incidentmap.gazetteer.sources import Origin, Rows, spread
from incidentmap.model import Feature

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

#: What is said of the kind after an airport's own name.
_KIND: Final = re.compile(
    r"\s+(?:(?:International|Regional|Municipal)\s+)?(?:Airport|Airfield|Air Base)$", re.IGNORECASE
)


def path() -> Traversable:
    """Find the table among the curated ones.

    Examples
    --------
    >>> path().name
    'airports.tsv'
    """
    return files("incidentmap_data") / "airports.tsv"


def read() -> Rows:
    """Read every airport; each is also known as "X airport" and "X airfield", whatever its full name is.

    Raises
    ------
    GazetteerBuildError
        When the file is absent or damaged.
    """
    import pandas as pd

    try:
        text = path().read_text(encoding="utf-8")
        table = pd.read_csv(io.StringIO(text), sep="\t", dtype=str, keep_default_na=False, quoting=3)
        places = pd.DataFrame(
            {
                "id": "airport:" + table["code"],
                "name": table["name"],
                "lang": "en",
                "lon": table["lon"].astype(float),
                "lat": table["lat"].astype(float),
                "feature": Feature.SITE.value,
                "code": "AIRP",
                "country": table["country"],
            }
        )
    except (OSError, ValueError, KeyError) as error:
        raise GazetteerBuildError(
            f"the airports could not be read ({error})", file=str(path()), remedy="reinstall incidentmap"
        ) from error
    return Rows(_ORIGIN, places, spread(places["id"], [_also(name) for name in table["name"]], lang="en"))


def _also(name: str) -> list[str]:
    core = _KIND.sub("", name)
    if core == name or not core:
        return []
    return [other for kind in ("Airport", "Airfield", "International Airport") if (other := f"{core} {kind}") != name]


_ORIGIN: Final = Origin(
    key="airport",
    title="Airports, from airportsdata",
    version="20260905",
    licence="MIT",
    attribution="Airports: airportsdata",
    url="https://github.com/mborsetti/airportsdata",
)
