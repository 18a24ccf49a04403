"""GeoNames' other names with their languages: ``alternateNamesV2.txt`` or ``.zip``, or the file of one country."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from incidentmap.gazetteer.sources import Options, Rows
from incidentmap.gazetteer.sources._files import file_date, first_line
from incidentmap.gazetteer.sources._lines import Layout, cells, parts
from incidentmap.gazetteer.sources._sieve import Sieve
from incidentmap.gazetteer.sources.geonames_codes import origin_of

if TYPE_CHECKING:
    import pyarrow as pa

_COLUMNS: Final = (
    "alternateNameId", "geonameid", "isolanguage", "alternate name", "isPreferredName", "isShortName",
    "isColloquial", "isHistoric", "from", "to",
)  # fmt: skip
_LAYOUT: Final = Layout(
    "GeoNames' alternateNamesV2",
    _COLUMNS,
    ("geonameid", "isolanguage", "alternate name", "isShortName", "isColloquial", "isHistoric"),
)
_NAMED: Final = re.compile(r"alternateNames(V2)?\.(txt|zip)", re.IGNORECASE)

#: GeoNames puts what is no name at all in the column of languages: "link", "post", "iata", "wkdt" (Wikidata), "phon"
#: (phonetics), "abbr" and others. By its rule such a key has four letters; "piny", pinyin, is the one that is a name.
_NO_LANGUAGE: Final = r"^[a-z]{4}$"
_PINYIN: Final = "piny"

#: ISO 639-1.
LANGUAGES: Final = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo "
    "es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka "
    "kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng "
    "nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st "
    "su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu".split()
)


def sniff(path: Path) -> bool:
    """Tell whether it is a table of GeoNames' other names.

    Examples
    --------
    >>> folder = Path("tests/data/gazetteer/geonames")
    >>> sniff(folder / "RU.txt"), sniff(folder / "names" / "alternateNamesV2.txt")
    (False, True)
    """
    if path.suffix.lower() not in (".txt", ".zip") or path.is_dir():
        return False
    if _NAMED.fullmatch(path.name):
        return path.is_file()
    first = cells(first_line(path))
    return len(first) == len(_COLUMNS) and first[0].isdigit() and first[1].isdigit()


def find(folder: Path) -> Path | None:
    """Find ``alternateNamesV2`` in a folder.

    Examples
    --------
    >>> find(Path("tests/data/gazetteer/geonames/names")).name
    'alternateNamesV2.txt'
    """
    named = (folder / f"alternateNamesV2{suffix}" for suffix in (".txt", ".zip"))
    return next((path for path in named if path.is_file()), None)


def read(path: Path, options: Options) -> Iterator[Rows]:
    """Read names of places that other files hold.

    Rows that are no names (links, codes of airports) are passed over. ``lang`` is ISO 639-1: "zh" for "zh-Hant", and
    "" for a language that has no such code. ``kind`` is the first of historic, colloquial, short.

    Raises
    ------
    UnreadableFile, WrongEncoding, EmptyInput
        When the table is damaged.

    Examples
    --------
    >>> rows = next(read(Path("tests/data/gazetteer/geonames/names/alternateNamesV2.txt"), Options()))
    >>> rows.names.iloc[0].tolist()
    ['geonames:578072', 'Белгород', 'ru', '']
    """
    import pyarrow.compute as pc

    origin = origin_of(path, options, version=file_date(path))
    for part in parts(path, _LAYOUT):
        sieve = Sieve(part)
        sieve.digits("geonameid")
        said = pc.utf8_lower(sieve.column("isolanguage"))
        # Before the names are looked at: a link may well be longer than a name can be.
        no_name = pc.and_(pc.match_substring_regex(said, _NO_LANGUAGE), pc.not_equal(said, _PINYIN))
        sieve.good &= ~no_name.to_numpy(zero_copy_only=False)
        name = sieve.names("alternate name")
        names = sieve.kept(
            {
                "id": pc.binary_join_element_wise("geonames:", sieve.column("geonameid"), ""),
                "name": name,
                "lang": _language(said),
                "kind": _kind(sieve, said),
            }
        )
        yield Rows(origin, names=names, rejected=sieve.rejected)


def _language(said: pa.Array) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    base = pc.replace_substring_regex(said, "[-_].*$", "")
    return pc.if_else(pc.is_in(base, pa.array(sorted(LANGUAGES))), base, "")


def _kind(sieve: Sieve, said: pa.Array) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    kind: pa.Array = pa.scalar("")
    for flag, word in (("isShortName", "short"), ("isColloquial", "colloquial"), ("isHistoric", "historic")):
        kind = pc.if_else(pc.equal(sieve.column(flag), "1"), word, kind)
    return pc.if_else(pc.equal(said, "fr_1793"), "historic", kind)  # names of the French Revolution
