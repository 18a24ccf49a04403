"""The INID list of Russian settlements, with their districts and populations.

Its licence forbids commercial use, so it is not bundled: a user who has it may add it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from incidentmap.gazetteer.sources import Options, Origin, Rows
from incidentmap.gazetteer.sources._csv import csv_parts, missing
from incidentmap.gazetteer.sources._files import file_date, first_line
from incidentmap.gazetteer.sources._sieve import Seen, Sieve
from incidentmap.gazetteer.sources._swapped import refuse_swapped
from incidentmap.model import Feature

#: The columns of the published table that are read, and whether it can be used without.
_COLUMNS: Final = {
    "id": True,
    "region": True,
    "municipality": True,
    "settlement": True,
    "type": False,
    "population": False,
    "latitude_dd": True,
    "longitude_dd": True,
}

_REMEDY: Final = "read the file as it was published; one with other columns is read with --format table"
_SWAP_REMEDY: Final = "exchange the columns latitude_dd and longitude_dd"


def sniff(path: Path) -> bool:
    """Tell whether it is the list, by its header.

    Examples
    --------
    >>> sniff(Path("tests/data/gazetteer/inid/settlements.csv")), sniff(Path("tests/data/events.csv"))
    (True, False)
    """
    if path.suffix.lower() != ".csv" or path.is_dir():
        return False
    line = (first_line(path) or b"").decode(errors="replace")
    header = {cell.strip() for s in ",;\t" for cell in next(csv.reader([line], delimiter=s), [])}
    return {"settlement", "municipality", "latitude_dd", "longitude_dd"} <= header


def read(path: Path, options: Options) -> Iterator[Rows]:
    """Read the list; columns may stand in any order, and others beside them.

    Raises
    ------
    MissingColumn
        When a column that is needed is not there.
    BadValue
        When latitude and longitude are exchanged.
    UnreadableFile, WrongEncoding, EmptyInput

    Examples
    --------
    >>> rows = next(read(Path("tests/data/gazetteer/inid/settlements.csv"), Options()))
    >>> rows.places[["id", "name", "code", "admin2"]].iloc[0].tolist()
    ['inid:1', 'Козинка', 'с', 'Грайворонский']
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    origin = _origin(path, options)
    seen, first = Seen(), True

    def choose(header: Sequence[str]) -> Mapping[str, str]:
        for column, needed in _COLUMNS.items():
            if needed and column not in header:
                raise missing(column, header, path, remedy=_REMEDY)
        return {column: column for column in _COLUMNS if column in header}

    for part in csv_parts(path, options.encoding, choose):
        sieve = Sieve(part)
        said = sieve.column("id")
        blank = np.asarray(pc.equal(said, "").to_numpy(zero_copy_only=False))
        sieve.reject(blank, "id", "there is no id", "check that the row is complete")
        name = sieve.names("settlement")
        lon, lat = sieve.coordinates("longitude_dd", "latitude_dd")
        if first:
            refuse_swapped(pa.array(["RU"] * len(sieve)), lon, lat, str(path), _SWAP_REMEDY)
        first = False
        population = sieve.whole_numbers("population") if sieve.has("population") else 0
        sieve.fresh(said.to_pylist(), seen, "id")
        places = sieve.kept(
            {
                "id": pc.binary_join_element_wise("inid:", said, ""),
                "name": name,
                "lon": lon,
                "lat": lat,
                "feature": Feature.SETTLEMENT.value,
                "lang": "ru",
                "code": sieve.column("type") if sieve.has("type") else "",
                "country": "RU",
                "population": population,
                "admin1": _filled(sieve, "region"),
                "admin2": _filled(sieve, "municipality"),
            }
        )
        yield Rows(origin, places, rejected=sieve.rejected)


def _filled(sieve: Sieve, field: str) -> object:
    import pyarrow as pa
    import pyarrow.compute as pc

    column = sieve.column(field)
    return pc.if_else(pc.equal(column, ""), pa.scalar(None, pa.string()), column)


def _origin(path: Path, options: Options) -> Origin:
    return Origin(
        key="inid",
        title=options.title or "INID list of Russian settlements",
        version=file_date(path),
        licence="non-commercial: read only because you supplied it",
        attribution=options.attribution or "Settlements of Russia: INID",
        url="",
    )
