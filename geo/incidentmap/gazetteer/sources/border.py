"""The curated overlay: small settlements of the border oblasts that tables of towns leave out."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import TYPE_CHECKING

from incidentmap.errors import GazetteerBuildError
from incidentmap.gazetteer.sources import Origin, Rows, slug, spread
from incidentmap.model import Feature

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    import pandas as pd

_COLUMNS = "id name name_ru kind country admin1 admin1_ru admin2 admin2_ru lat lon aliases".split()


def path() -> Traversable:
    """Find the table among the curated ones.

    Examples
    --------
    >>> path().name
    'border_settlements.tsv'
    """
    return files("incidentmap_data") / "border_settlements.tsv"


def read() -> Rows:
    """Read every settlement, and the districts they name.

    A district has no polygon here: it is a container, with the median of its settlements as its label point.

    Raises
    ------
    GazetteerBuildError
        When a row of the table is not as ``CONTRIBUTING.md`` says.
    """
    import pandas as pd

    table = pd.DataFrame(_records())
    settlements = pd.DataFrame(
        {
            "id": "border:" + table["id"],
            "name": table["name"],
            "lang": "en",
            "lon": table["lon"],
            "lat": table["lat"],
            "feature": Feature.SETTLEMENT.value,
            "code": table["kind"],
            "country": table["country"],
            "population": 0,
            "admin1": table["admin1"],
            "admin2": table["admin2"],
        }
    )
    districts = _districts(table)
    names = [
        spread(settlements["id"], [[russian] for russian in table["name_ru"]], lang="ru"),
        spread(settlements["id"], [[a for a in aliases.split("|") if a] for aliases in table["aliases"]]),
        spread(districts["id"], [[russian] for russian in districts["admin2_ru"]], lang="ru"),
    ]
    places = pd.concat([settlements, districts.drop(columns="admin2_ru")], ignore_index=True)
    return Rows(_ORIGIN, places, pd.concat(names, ignore_index=True))


def _records() -> list[dict[str, str | float]]:
    try:
        text = path().read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise GazetteerBuildError(
            f"the table could not be read ({error})", file=str(path()), remedy="reinstall incidentmap"
        ) from error
    records: list[dict[str, str | float]] = []
    for number, row in enumerate(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE), start=2):
        try:
            cells: dict[str, str | float] = {c: row[c] for c in _COLUMNS}
            cells |= {"lat": float(row["lat"]), "lon": float(row["lon"])}
        except (KeyError, TypeError, ValueError) as error:
            raise GazetteerBuildError(
                f"the row is not as it should be ({error!r})",
                file=str(path()),
                row=number,
                remedy="see 'Add a place' in CONTRIBUTING.md",
            ) from error
        records.append(cells)
    return records


def _districts(table: pd.DataFrame) -> pd.DataFrame:
    grouped = table.groupby(["country", "admin1", "admin2", "admin2_ru"], as_index=False)[["lon", "lat"]].median()
    return grouped.assign(
        id=["border:" + slug(name) for name in grouped["admin2"]],
        name=grouped["admin2"],
        lang="en",
        feature=Feature.DISTRICT.value,
        code="",
        population=0,
    ).drop(columns=["admin2"])


_ORIGIN = Origin(
    key="border",
    title="Border settlements of Belgorod, Bryansk and Kursk oblasts",
    version="2026-11",
    licence="CC0 1.0 (facts compiled for this project)",
    attribution="Border settlements: incidentmap",
    url="",
)
