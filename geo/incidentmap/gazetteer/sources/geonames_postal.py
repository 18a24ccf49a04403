"""GeoNames' postal codes: places by the name that the post gives them, of one country or of ``allCountries``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from incidentmap.errors import BadValue, quote
from incidentmap.gazetteer.sources import Options, Origin, Rows
from incidentmap.gazetteer.sources._files import file_date, first_line
from incidentmap.gazetteer.sources._lines import Layout, Part, cells, parts
from incidentmap.gazetteer.sources._sieve import Sieve, Tally
from incidentmap.gazetteer.sources._swapped import refuse_swapped
from incidentmap.model import Feature
from incidentmap.names import fold

if TYPE_CHECKING:
    import pyarrow as pa

#: The columns as GeoNames' readme lists them.
_COLUMNS: Final = (
    "country code", "postal code", "place name", "admin name1", "admin code1", "admin name2", "admin code2",
    "admin name3", "admin code3", "latitude", "longitude", "accuracy",
)  # fmt: skip
_UNUSED: Final = {"admin code1", "admin code2", "admin name3", "admin code3"}
_LAYOUT: Final = Layout("a GeoNames postal file", _COLUMNS, tuple(c for c in _COLUMNS if c not in _UNUSED))

#: Accuracy 1 is GeoNames' own guess, from codes near by; without a figure nothing is known.
_ESTIMATED: Final = ("1", "")

_SWAP_REMEDY: Final = "exchange columns 10 and 11; in a GeoNames postal file the latitude comes first"


def sniff(path: Path) -> bool:
    """Tell whether it is a postal file: twelve columns, of which the first is a country.

    Examples
    --------
    >>> sniff(Path("tests/data/gazetteer/postal/RU.txt")), sniff(Path("tests/data/gazetteer/geonames/RU.txt"))
    (True, False)
    """
    if path.suffix.lower() not in (".txt", ".zip") or path.is_dir():
        return False
    first = cells(first_line(path))
    return len(first) == len(_COLUMNS) and (re.fullmatch("[A-Z]{2}", first[0]) is not None or _is_header(first))


def read(path: Path, options: Options) -> Iterator[Rows]:
    """Read one place for each name in a district; it stands at its first row that has a real coordinate.

    Rows of the same place with other postal codes are the same place. Rows whose coordinate is only estimated are
    left out, and one rejection tells how many.

    Raises
    ------
    UnreadableFile, WrongEncoding, EmptyInput
        When it is no postal file, or damaged.
    BadValue
        When it has a header, or latitude and longitude exchanged.

    Examples
    --------
    >>> rows = list(read(Path("tests/data/gazetteer/postal/RU.txt"), Options()))
    >>> rows[0].places["id"].tolist()[:2]
    ['postal:RU-belgorod-308000', 'postal:RU-terebreno-309376']
    >>> rows[1].rejected[0].reason
    '2 rows with an estimated coordinate only, this the first'
    """
    origin = _origin(path, options)
    estimated = Tally()
    register = _Register()
    begun = False
    for part in parts(path, _LAYOUT):
        if not begun and len(part.table):
            _refuse_header(part)
        sieve = Sieve(part)
        name = sieve.names("place name")
        country = sieve.countries("country code", options.country)
        sieve.reject(_null(country), "country code", "there is no country", "say it with --country")
        lon, lat = sieve.coordinates("longitude", "latitude")
        if not begun:
            refuse_swapped(country, lon, lat, part.file, _SWAP_REMEDY)
        begun = begun or len(part.table) > 0
        sieve.set_aside(
            np.isin(sieve.column("accuracy").to_numpy(zero_copy_only=False), _ESTIMATED), estimated, "accuracy"
        )
        ids = register.take(sieve, country, name)
        kept = {"id": ids, "name": name, "lon": lon, "lat": lat, "country": country, "population": 0}
        kept |= {"feature": Feature.SETTLEMENT.value, "lang": "", "code": "postal"}
        kept |= {"admin1": _or_null(sieve.column("admin name1")), "admin2": _or_null(sieve.column("admin name2"))}
        yield Rows(origin, sieve.kept(kept), rejected=sieve.rejected)
    if estimated.count:
        told = estimated.rejection("row", "with an estimated coordinate only", "nothing needs to be done")
        yield Rows(origin, rejected=(told,))


class _Register:
    """The places and the ids met so far."""

    def __init__(self) -> None:
        self._places: set[tuple[str, ...]] = set()
        self._ids: Counter[str] = Counter()

    def take(self, sieve: Sieve, country: pa.Array, name: pa.Array) -> pa.Array:
        """Leave the first good row of each place, and give ids; "" for rows that are not left."""
        import pyarrow as pa

        ids = [""] * len(sieve)
        columns = [country, name, *(sieve.column(c) for c in ("admin name1", "admin name2", "postal code"))]
        rows = zip(*(column.to_pylist() for column in columns), strict=True)
        for i, (*place, code) in enumerate(rows):
            key = tuple(place)
            if not sieve.good[i]:
                continue
            if key in self._places:
                sieve.good[i] = False
                continue
            self._places.add(key)
            ids[i] = self._id(place[0], place[1], code)
        return pa.array(ids, pa.string())

    def _id(self, country: str, name: str, code: str) -> str:
        plain = f"postal:{country}-{fold(name).replace(' ', '-')}-{code}"
        self._ids[plain] += 1
        count = self._ids[plain]
        # "#" is in no slug, so a numbered id is nobody else's.
        return plain if count == 1 else f"{plain}#{count}"


def _is_header(first: Sequence[str]) -> bool:
    return not any(re.search("[0-9]", cell) for cell in (first[1], *first[9:12])) and any(first[9:11])


def _refuse_header(part: Part) -> None:
    first = [part.table[c][0].as_py() if c in part.table.column_names else "" for c in _COLUMNS]
    if _is_header(first):
        raise BadValue(
            f"{quote(first[9])} is not a latitude: the row is a header, and a GeoNames postal file has none",
            file=part.file,
            row=int(part.rows[0]),
            field="latitude",
            remedy="take the row out, or read the file with --format table",
        )


def _null(column: pa.Array) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.asarray(column.is_null().to_numpy(zero_copy_only=False))


def _or_null(column: pa.Array) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.if_else(pc.equal(column, ""), pa.scalar(None, pa.string()), column)


def _origin(path: Path, options: Options) -> Origin:
    return Origin(
        key="geonames-postal",
        title=options.title or f"GeoNames postal codes {path.name}",
        version=file_date(path),
        licence="CC BY 4.0",
        attribution="© GeoNames, CC BY 4.0",
        url="https://www.geonames.org/postal-codes/",
    )
