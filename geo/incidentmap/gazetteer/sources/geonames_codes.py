"""GeoNames' code tables: ``admin1CodesASCII.txt``, ``admin2Codes.txt``, and ``hierarchy.txt`` or ``.zip``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from incidentmap.errors import UnknownFormat
from incidentmap.gazetteer.sources import Options, Origin, Rows
from incidentmap.gazetteer.sources._files import file_date, first_line
from incidentmap.gazetteer.sources._lines import Layout, cells, parts
from incidentmap.gazetteer.sources._sieve import Sieve

if TYPE_CHECKING:
    import pyarrow as pa

_CODE_COLUMNS: Final = ("code", "name", "asciiname", "geonameid")
_CODES: Final = Layout("a table of GeoNames codes", _CODE_COLUMNS, _CODE_COLUMNS)
_HIERARCHY_COLUMNS: Final = ("parentId", "childId", "type")
_HIERARCHY: Final = Layout("GeoNames' hierarchy", _HIERARCHY_COLUMNS, _HIERARCHY_COLUMNS)

#: How each table's name begins.
_LAYOUTS: Final = {"admin1codes": _CODES, "admin2codes": _CODES, "hierarchy": _HIERARCHY}

#: A code is letters, digits and more, joined by points: "RU.09", "GB.ENG.00AG".
_CODE: Final = r"^[A-Z]{2}\.[^.]+"


def sniff(path: Path) -> bool:
    """Tell whether it is a code table, by its name and layout.

    Examples
    --------
    >>> folder = Path("tests/data/gazetteer/geonames")
    >>> sniff(folder / "admin2Codes.txt"), sniff(folder / "RU.txt")
    (True, False)
    """
    layout = _layout(path)
    if layout is None:
        return False
    line = first_line(path)
    first = cells(line)
    if not line or len(first) != len(layout.columns):
        return not line or path.stem.lower() in ("admin1codesascii", "admin2codes", "hierarchy")
    return first[0].strip().isdigit() if layout is _HIERARCHY else re.match(_CODE, first[0]) is not None


def read(path: Path, options: Options) -> Iterator[Rows]:
    """Read the names of a code table, or the links of the hierarchy.

    Of the hierarchy only administrative links are read (of type "ADM", or of none); others are tours and the like.

    Raises
    ------
    UnreadableFile, WrongEncoding, EmptyInput
        When the table is damaged.
    UnknownFormat
        When the name tells none of the tables.

    Examples
    --------
    >>> rows = next(read(Path("tests/data/gazetteer/geonames/hierarchy.txt"), Options()))
    >>> rows.links.iloc[0].tolist()
    ['geonames:578071', 'geonames:2017370']
    """
    layout = _layout(path)
    if layout is None:
        raise UnknownFormat(
            "the name tells none of GeoNames' code tables",
            file=str(path),
            remedy="keep the name that it had: admin1CodesASCII.txt, admin2Codes.txt or hierarchy.txt",
        )
    origin = origin_of(path, options, version=file_date(path))
    for part in parts(path, layout):
        sieve = Sieve(part)
        yield _links(origin, sieve) if layout is _HIERARCHY else _names(origin, sieve)


def tables_in(folder: Path) -> list[Path]:
    """List the code tables in a folder.

    Examples
    --------
    >>> [p.name for p in tables_in(Path("tests/data/gazetteer/geonames"))]
    ['admin1CodesASCII.txt', 'admin2Codes.txt', 'hierarchy.txt']
    """
    return sorted(p for p in folder.iterdir() if p.is_file() and sniff(p))


def names_by_code(path: Path) -> dict[str, str]:
    """Read a code table as code → name; rows that cannot be used are told by :func:`read`, not here.

    Raises
    ------
    UnreadableFile, WrongEncoding, EmptyInput

    Examples
    --------
    >>> names_by_code(Path("tests/data/gazetteer/geonames/admin1CodesASCII.txt"))["RU.09"]
    'Belgorod Oblast'
    """
    found: dict[str, str] = {}
    for part in parts(path, _CODES):
        sieve = Sieve(part)
        found.update(zip(sieve.column("code").to_pylist(), sieve.column("name").to_pylist(), strict=True))
    return {code: name for code, name in found.items() if name}


@dataclass(frozen=True, slots=True)
class Containers:
    """The names of first- and second-order units by code, for whole columns."""

    admin1: tuple[pa.Array, pa.Array]
    admin2: tuple[pa.Array, pa.Array]

    @classmethod
    def find(cls, folder: Path, beside: Iterable[Path]) -> Containers:
        """Read the tables among some files, or else in a folder; without them no container has a name.

        Raises
        ------
        UnreadableFile, WrongEncoding, EmptyInput
            When there is a table and it is damaged.
        """
        import pyarrow as pa

        beside = list(beside)
        tables = []
        for stem in ("admin1CodesASCII", "admin2Codes"):
            among = [*beside, *(f / f"{stem}.txt" for f in (*beside, folder) if f.is_dir())]
            found = next((p for p in among if p.stem.lower() == stem.lower() and p.is_file()), None)
            codes = names_by_code(found) if found is not None else {}
            tables.append((pa.array(list(codes), pa.string()), pa.array(list(codes.values()), pa.string())))
        return cls(*tables)

    def names(self, country: pa.Array, admin1: pa.Array, admin2: pa.Array) -> tuple[pa.Array, pa.Array]:
        """Give the names of the units that codes stand for; null for a code without a name."""
        import pyarrow.compute as pc

        first = pc.binary_join_element_wise(country, admin1, ".")
        second = pc.binary_join_element_wise(first, admin2, ".")
        return _looked_up(first, *self.admin1), _looked_up(second, *self.admin2)


def _looked_up(codes: pa.Array, known: pa.Array, names: pa.Array) -> pa.Array:
    import pyarrow.compute as pc

    return names.take(pc.index_in(codes, value_set=known))


def origin_of(path: Path, options: Options, *, version: str) -> Origin:
    """Make the origin of anything by GeoNames.

    Examples
    --------
    >>> origin_of(Path("RU.zip"), Options(), version="2026-11-01").title
    'GeoNames RU.zip'
    """
    return Origin(
        key="geonames",
        title=options.title or f"GeoNames {path.name}",
        version=version,
        licence="CC BY 4.0",
        attribution="© GeoNames, CC BY 4.0",
        url="https://www.geonames.org/",
    )


def _layout(path: Path) -> Layout | None:
    if path.suffix.lower() not in (".txt", ".zip"):
        return None
    return next((layout for start, layout in _LAYOUTS.items() if path.name.lower().startswith(start)), None)


def _names(origin: Origin, sieve: Sieve) -> Rows:
    import pandas as pd
    import pyarrow.compute as pc

    sieve.digits("geonameid")
    name = sieve.names()
    ids = pc.binary_join_element_wise("geonames:", sieve.column("geonameid"), "")
    plain = sieve.kept({"id": ids, "name": sieve.column("asciiname"), "lang": "", "kind": ""})
    names = pd.concat([sieve.kept({"id": ids, "name": name, "lang": "", "kind": ""}), plain[plain["name"] != ""]])
    return Rows(origin, names=names.drop_duplicates(ignore_index=True), rejected=sieve.rejected)


def _links(origin: Origin, sieve: Sieve) -> Rows:
    import numpy as np
    import pyarrow.compute as pc

    ids = {}
    for ours, theirs in (("id", "childId"), ("parent", "parentId")):
        sieve.digits(theirs)
        ids[ours] = pc.binary_join_element_wise("geonames:", sieve.column(theirs), "")
    kind = sieve.column("type")
    links = sieve.kept(ids)
    administrative = pc.or_(pc.equal(kind, "ADM"), pc.equal(kind, ""))
    wanted = np.asarray(administrative.to_numpy(zero_copy_only=False))[sieve.good]
    return Rows(origin, links=links[wanted].reset_index(drop=True), rejected=sieve.rejected)
