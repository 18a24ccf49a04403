"""Areas that are no units: macro-regions, zones, self-proclaimed republics, groups of countries (``data/gazetteer``).

Each is drawn as a union of countries and first-order units. Where the area is not that union by definition, its note
says so.
"""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from incidentmap.errors import GazetteerBuildError
from incidentmap.gazetteer.sources import Origin, Rows, boundaries, spread
from incidentmap.gazetteer.sources._shapes import inner_point
from incidentmap.model import Feature

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    import pandas as pd
    from shapely.geometry.base import BaseGeometry

#: The units of an area are named in its note as long as there are no more than these.
_NAMED: Final = 8
_UNDEFINED: Final = "its extent is not defined; drawn as"


def path() -> Traversable:
    """Find the table among the curated ones.

    Examples
    --------
    >>> path().name
    'areas.tsv'
    """
    return files("incidentmap_data") / "areas.tsv"


def read() -> Rows:
    """Read every area with its polygon, its units and a note on how it is drawn.

    Raises
    ------
    GazetteerBuildError
        When the table is absent, or names a unit that is not among the boundaries.
    """
    import pandas as pd

    units = boundaries.read().places
    if units is None:
        raise GazetteerBuildError("there are no boundaries", file=str(path()), remedy="reinstall incidentmap")
    known = units.set_index(units["id"].str.removeprefix("naturalearth:"))
    everything = _records(known)
    rows = [row for row in everything if not _is_unit(row)]
    members = [known.loc[row["units"].split()] for row in rows]
    shapes = [_union(own["boundary"].tolist()) for own in members]
    points = [inner_point(shape) for shape in shapes]
    countries = [set(own["country"]) for own in members]
    places = pd.DataFrame(
        {
            "id": ["areas:" + row["id"] for row in rows],
            "name": [row["name"] for row in rows],
            "lang": "en",
            "lon": [lon for lon, _ in points],
            "lat": [lat for _, lat in points],
            "feature": Feature.AREA.value,
            "code": [row["kind"] for row in rows],
            "country": [next(iter(codes)) if len(codes) == 1 else None for codes in countries],
            "population": 0,
            "boundary": shapes,
            "spans": [own["id"].tolist() for own in members],
            "note": [note(row, own) for row, own in zip(rows, members, strict=True)],
        }
    )
    ids = [f"naturalearth:{row['units']}" if _is_unit(row) else f"areas:{row['id']}" for row in everything]
    called = [spread(ids, [[row[f"name_{lang}"]] for row in everything], lang=lang) for lang in ("ru", "uk")]
    called.append(spread(ids, [[a for a in row["aliases"].split("|") if a] for row in everything]))
    names = pd.concat(called, ignore_index=True).assign(own=lambda n: n["lang"] != "")
    return Rows(_ORIGIN, places, names)


def note(row: dict[str, str], units: pd.DataFrame) -> str | None:
    """Say how an area is drawn, where it is not by definition the union of its units.

    Examples
    --------
    >>> import pandas as pd
    >>> units = pd.DataFrame({"name": ["Luhansk Oblast", "Donetsk Oblast"], "feature": "region"})
    >>> note({"exact": "no", "note": ""}, units)
    'its extent is not defined; drawn as Donetsk Oblast and Luhansk Oblast'
    >>> note({"exact": "yes", "note": ""}, units) is None
    True
    """
    if row["exact"] == "yes" and not row["note"]:
        return None
    *first, last = sorted(units["name"])
    listed = f"{', '.join(first)} and {last}" if first else last
    if len(units) > _NAMED:
        countries = int((units["feature"] == Feature.COUNTRY.value).sum())
        counted = [(countries, "countries"), (len(units) - countries, "regions")]
        listed = " and ".join(f"{count} {what}" for count, what in counted if count)
    return f"{row['note'] or _UNDEFINED} {listed}"


def _is_unit(row: dict[str, str]) -> bool:
    """Tell whether a row only calls a unit by more names: the Gaza Strip."""
    return row["exact"] == "yes" and " " not in row["units"]


def _records(known: pd.DataFrame) -> list[dict[str, str]]:
    try:
        lines = path().read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise GazetteerBuildError(
            f"the table could not be read ({error})", file=str(path()), remedy="reinstall incidentmap"
        ) from error
    rows = []
    for number, row in enumerate(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), start=2):
        cells = {column: row.get(column) or "" for column in _COLUMNS}
        unknown = [unit for unit in cells["units"].split() if unit not in known.index]
        if unknown or not all(cells[column] for column in ("id", "name", "units")):
            raise GazetteerBuildError(
                f"no unit is called {', '.join(unknown)}" if unknown else "a cell is empty",
                file=str(path()),
                row=number,
                remedy="see areas.tsv in data/gazetteer/SOURCES.md",
            )
        rows.append(cells)
    return rows


def _union(shapes: list[Any]) -> BaseGeometry:
    import shapely

    # Units share their lines, so that a union of them needs no overlay.
    whole = shapely.coverage_union_all(shapes)
    if not whole.is_valid:
        whole = shapely.union_all(shapes)
    return shapely.orient_polygons(whole)


_COLUMNS: Final = "id name name_ru name_uk aliases kind units exact note".split()
_ORIGIN = Origin(
    key="areas",
    title="Macro-regions, zones and groups of countries",
    version="2026-11",
    licence="CC0 1.0 (facts compiled for this project)",
    attribution="",
    url="",
)
