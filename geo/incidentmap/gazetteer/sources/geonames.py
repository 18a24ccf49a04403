"""GeoNames dumps: a country (``RU.txt``, ``RU.zip``), the world (``allCountries.zip``), towns, or a folder of these.

Beside a dump may lie ``admin1CodesASCII.txt`` and ``admin2Codes.txt``, which name its containers, and
``alternateNamesV2``, which tells the languages of its names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from incidentmap.errors import BadValue, EmptyInput, quote
from incidentmap.gazetteer.sources import Options, Rows, geonames_codes, geonames_names
from incidentmap.gazetteer.sources._files import file_date, first_line, lines
from incidentmap.gazetteer.sources._lines import Layout, Part, cells, parts
from incidentmap.gazetteer.sources._sieve import LONGEST_NAME, Seen, Sieve, Tally
from incidentmap.gazetteer.sources._swapped import refuse_swapped
from incidentmap.model import Feature

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd
    import pyarrow as pa

#: The columns as GeoNames' readme lists them.
_COLUMNS: Final = (
    "geonameid", "name", "asciiname", "alternatenames", "latitude", "longitude", "feature class", "feature code",
    "country code", "cc2", "admin1 code", "admin2 code", "admin3 code", "admin4 code", "population", "elevation",
    "dem", "timezone", "modification date",
)  # fmt: skip
_UNUSED: Final = {"cc2", "admin3 code", "admin4 code", "elevation", "dem", "timezone", "modification date"}
_LAYOUT: Final = Layout("a GeoNames dump", _COLUMNS, tuple(c for c in _COLUMNS if c not in _UNUSED))

_NAMED: Final = re.compile(r"([A-Z]{2}|allCountries|cities[0-9]+|no-country)\.(txt|zip)", re.IGNORECASE)

#: Feature class and code → feature, the first that fits; whatever is none of these is a site.
_FEATURES: Final = (
    (r"^P\.", Feature.SETTLEMENT),
    (r"^A\.ADM1H?$", Feature.REGION),
    (r"^A\.ADM[23]H?$", Feature.DISTRICT),
    (r"^A\.PCL", Feature.COUNTRY),
)

#: Codes of airports and railways, and links, stand among the names ("CMD" is Cootamundra); nobody writes them.
_NO_NAME: Final = r"^[A-Z]{3,4}$|^https?://"

_SWAP_REMEDY: Final = "exchange columns 5 and 6; in a GeoNames dump the latitude comes first"


def sniff(path: Path) -> bool:
    """Tell whether it is a dump, or a folder with one.

    Examples
    --------
    >>> sniff(Path("tests/data/gazetteer/geonames")), sniff(Path("tests/data/events.csv"))
    (True, False)
    """
    return bool(_dumps_in(path)) if path.is_dir() else _is_dump(path)


def read(path: Path, options: Options) -> Iterator[Rows]:
    """Read a dump, or all that a folder holds of GeoNames'.

    Other spellings are those of the dump, in no language, unless ``alternateNamesV2`` is there: one among
    ``options.beside`` is left to whoever added it, one that lies in the same folder is read after the places.

    Raises
    ------
    UnreadableFile, WrongEncoding, EmptyInput
        When it is no GeoNames dump, or damaged.
    BadValue
        When it has a header, or latitude and longitude exchanged.

    Examples
    --------
    >>> rows = next(read(Path("tests/data/gazetteer/geonames/RU.txt"), Options()))
    >>> rows.places[["id", "name", "feature", "admin1"]].iloc[0].tolist()
    ['geonames:578072', 'Belgorod', 'settlement', 'Belgorod Oblast']
    """
    folder = path if path.is_dir() else path.parent
    dumps = _dumps_in(path) if path.is_dir() else [path]
    if not dumps:
        raise EmptyInput(
            "the folder holds no GeoNames dump", file=str(path), remedy="put RU.zip or allCountries.zip in it"
        )
    added = any(geonames_names.sniff(other) for other in options.beside)
    lying = None if added else geonames_names.find(folder)
    names_elsewhere = added or lying is not None
    seen = Seen()
    containers = geonames_codes.Containers.find(folder, options.beside)
    for dump in dumps:
        yield from _read_dump(dump, options, seen, containers, names_elsewhere=names_elsewhere)
    if path.is_dir():
        for table in geonames_codes.tables_in(path):
            yield from geonames_codes.read(table, options)
    if lying is not None:
        yield from geonames_names.read(lying, options)


def _is_dump(path: Path) -> bool:
    if path.suffix.lower() not in (".txt", ".zip"):
        return False
    line = first_line(path)
    if line and b"\t" in line:
        first = cells(line)
        # By its width, or by its name if the width is wrong: then reading it says so.
        return len(first) == len(_COLUMNS) or (_NAMED.fullmatch(path.name) is not None and len(first) > 12)
    return not line and _NAMED.fullmatch(path.name) is not None


def _dumps_in(folder: Path) -> list[Path]:
    """List the dumps in a folder; of one that was also unpacked, the unpacked."""
    try:
        found = sorted(p for p in folder.iterdir() if p.is_file() and _is_dump(p))
    except (OSError, ValueError):
        return []
    unpacked = {p.stem for p in found if p.suffix.lower() == ".txt"}
    return [p for p in found if p.suffix.lower() == ".txt" or p.stem not in unpacked]


def _read_dump(
    path: Path,
    options: Options,
    seen: Seen,
    containers: geonames_codes.Containers,
    *,
    names_elsewhere: bool,
) -> Iterator[Rows]:
    origin = geonames_codes.origin_of(path, options, version=_newest(path))
    inside, known = Seen(), Tally()
    begun = False
    for part in parts(path, _LAYOUT):
        if not begun and len(part.table):
            _refuse_header(part)
        sieve = Sieve(part)
        ids = sieve.digits("geonameid")
        name = sieve.names()
        country = sieve.countries("country code", options.country)
        lon, lat = sieve.coordinates("longitude", "latitude")
        if not begun:
            refuse_swapped(country, lon, lat, part.file, _SWAP_REMEDY)
        begun = begun or len(part.table) > 0
        population = sieve.whole_numbers("population")
        sieve.fresh(ids, inside, "geonameid")
        # RU.txt beside allCountries.zip is no mistake: what an earlier dump had is told once, not row by row.
        sieve.set_aside(sieve.repeated(ids, seen), known, "geonameid")
        places = _places(sieve, name, country, lon, lat, population, containers)
        yield Rows(origin, places, _names(sieve, name, known=names_elsewhere), rejected=sieve.rejected)
    if known.count:
        told = known.rejection("place", "in another dump of the folder, which is used", "nothing needs to be done")
        yield Rows(origin, rejected=(told,))


def _refuse_header(part: Part) -> None:
    first = {name: part.table[name][0].as_py() for name in ("geonameid", "latitude", "longitude")}
    if not any(re.search("[0-9]", cell) for cell in first.values()):
        raise BadValue(
            f"{quote(first['geonameid'])} is not a GeoNames id: the row is a header, and a GeoNames dump has none",
            file=part.file,
            row=int(part.rows[0]),
            field="geonameid",
            remedy="take the row out, or read the file with --format table",
        )


def _places(
    sieve: Sieve,
    name: pa.Array,
    country: pa.Array,
    lon: npt.NDArray[np.float64],
    lat: npt.NDArray[np.float64],
    population: npt.NDArray[np.int64],
    containers: geonames_codes.Containers,
) -> pd.DataFrame:
    import pyarrow as pa
    import pyarrow.compute as pc

    code = sieve.column("feature code")
    kind = pc.binary_join_element_wise(sieve.column("feature class"), code, ".")
    feature: pa.Array = pa.scalar(Feature.SITE.value)
    for pattern, meant in reversed(_FEATURES):
        feature = pc.if_else(pc.match_substring_regex(kind, pattern), meant.value, feature)
    admin1, admin2 = containers.names(country, sieve.column("admin1 code"), sieve.column("admin2 code"))
    # A unit carries its own code, and does not lie in itself.
    unit = pc.is_in(feature, pa.array([Feature.REGION.value, Feature.COUNTRY.value]))
    nothing = pa.scalar(None, pa.string())
    return sieve.kept(
        {
            "id": pc.binary_join_element_wise("geonames:", sieve.column("geonameid"), ""),
            "name": name,
            "lon": lon,
            "lat": lat,
            "feature": feature,
            "lang": "",
            "code": code,
            "country": country,
            "population": population,
            "admin1": pc.if_else(unit, nothing, admin1),
            "admin2": pc.if_else(pc.or_(unit, pc.match_substring_regex(kind, r"^A\.ADM2H?$")), nothing, admin2),
        }
    )


def _names(sieve: Sieve, name: pa.Array, *, known: bool) -> pd.DataFrame:
    """Give the other spellings of the good rows: the one in ASCII and, unless known from elsewhere, the list."""
    import pyarrow as pa
    import pyarrow.compute as pc

    good = pa.array(sieve.good)
    name, plain = name.filter(good), sieve.column("asciiname").filter(good)
    ids = pc.binary_join_element_wise("geonames:", sieve.column("geonameid").filter(good), "")
    other = pc.and_(pc.not_equal(plain, name), pc.not_equal(plain, ""))
    owner, spelled = [ids.filter(other)], [plain.filter(other)]
    if not known:
        listed = pc.split_pattern(sieve.column("alternatenames").filter(good), ",")
        at, each = pc.list_parent_indices(listed), pc.utf8_trim_whitespace(pc.list_flatten(listed))
        wanted = pc.invert(pc.match_substring_regex(each, _NO_NAME))
        for unwanted in (name.take(at), plain.take(at), ""):
            wanted = pc.and_(wanted, pc.not_equal(each, unwanted))
        owner.append(ids.take(at.filter(wanted)))
        spelled.append(each.filter(wanted))
    table = pa.table({"id": pa.chunked_array(owner), "name": pa.chunked_array(spelled)})
    names = table.filter(pc.less_equal(pc.utf8_length(table["name"]), LONGEST_NAME)).to_pandas()
    return names.assign(lang="", kind="")


def _newest(path: Path) -> str:
    """Find the newest modification date: the last column, looked for before the reading proper."""
    newest = 0
    powers = 10 ** np.arange(7, -1, -1)
    for _, block in lines(path):
        data = np.frombuffer(block, np.uint8)
        ends = np.flatnonzero(data == ord("\n"))
        if not block.endswith(b"\n"):
            ends = np.append(ends, len(block))
        ends = ends[ends >= 11]
        ends = ends - (data[ends - 1] == ord("\r"))
        figures = data[ends[:, None] + np.array([-10, -9, -8, -7, -5, -4, -2, -1])].astype(np.int64) - ord("0")
        dashes = (data[ends - 6] == ord("-")) & (data[ends - 3] == ord("-"))
        fine = dashes & ((figures >= 0) & (figures <= 9)).all(axis=1)
        newest = max(newest, int((figures[fine] @ powers).max(initial=0)))
    text = f"{newest:08}"
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if newest else file_date(path)
