"""The curated overlay: small settlements of the border oblasts that tables of towns leave out."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import TYPE_CHECKING

from incidentmap.errors import GazetteerBuildError
from incidentmap.gazetteer.sources import Origin, Rows
from incidentmap.model import Feature
from incidentmap.names import fold

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
            "names": [
                [russian, *(a for a in aliases.split("|") if a)]
                for russian, aliases in zip(table["name_ru"], table["aliases"], strict=True)
            ],
            "lon": table["lon"],
            "lat": table["lat"],
            "feature": Feature.SETTLEMENT.value,
            "country": table["country"],
            "admin1": table["admin1"],
            "admin2": table["admin2"],
            "population": 0,
        }
    )  # fmt: skip
    return Rows(_ORIGIN, pd.concat([settlements, _districts(table)], ignore_index=True))


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
    slugs = [fold(name).replace(" ", "-") for name in grouped["admin2"]]
    return grouped.assign(
        id=["border:district-" + slug for slug in slugs],
        name=grouped["admin2"],
        names=[[ru] for ru in grouped["admin2_ru"]],
        feature=Feature.DISTRICT.value,
        population=0,
    ).drop(columns=["admin2", "admin2_ru"])


_ORIGIN = Origin(
    key="border",
    title="Border settlements of Belgorod, Bryansk and Kursk oblasts",
    version="2026-11",
    licence="CC0 1.0 (facts compiled for this project)",
    attribution="Border settlements: incidentmap",
    url="",
)
