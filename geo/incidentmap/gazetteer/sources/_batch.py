"""What readers gather row by row until there is enough for one :class:`Rows`.

Here too is what every reader must do to a value from a file it does not trust: clean a name, check a coordinate.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, Final

from incidentmap.errors import quote
from incidentmap.gazetteer.sources import CHUNK, Origin, Rows
from incidentmap.model import Rejection

if TYPE_CHECKING:
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

#: A longer name is a mistake or an attack; the longest real one has 168 letters.
LONGEST_NAME: Final = 500
#: Vertices of boundaries that travel together: some 64 MB.
VERTICES: Final = 4_000_000

# Controls, lone surrogates, and the marks that turn the direction of the text around a name.
_UNSEEMLY: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]+")
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_TEXT: Final = ("id", "name", "lang", "code", "feature")


def tidy(value: object) -> str:
    r"""Make a name one line of plain text: no controls, no lone surrogates, single spaces.

    Examples
    --------
    >>> tidy("Нова\x00 \u202eКаховка\n"), tidy(None), tidy(float("nan"))
    ('Нова Каховка', '', '')
    """
    if value is None or isinstance(value, float):
        return ""
    text = str(value)
    if not text.isprintable():  # it also is not when it has a space that is no ordinary one
        text = _UNSEEMLY.sub(" ", text)
    return " ".join(text.split())


def country_code(*candidates: object) -> str | None:
    """Return the first value that is an ISO alpha-2 code; "XX" is nobody's.

    Examples
    --------
    >>> country_code("", "ru"), country_code("Ukraine", None)
    ('RU', None)
    """
    for candidate in candidates:
        if not candidate:
            continue
        code = tidy(candidate).upper()
        if _COUNTRY.fullmatch(code) and code != "XX":
            return code
    return None


class Batch:
    """Places, names, links and rejections of one source, until :meth:`take` turns them into rows.

    Parameters
    ----------
    origin : Origin
    file : str
        What rejections name.

    Examples
    --------
    >>> batch = Batch(Origin("osm", "", "", "", "", ""), "a.osm.pbf")
    >>> batch.place({"id": "osm:n1", "name": "Козинка", "lon": 35.5, "lat": 95.0, "feature": "settlement"}, 1)
    False
    >>> batch.take().rejected[0].reason
    'latitude 95.0 is not between -90 and 90'
    """

    def __init__(self, origin: Origin, file: str) -> None:
        self.origin = origin
        self.file = file
        #: How many places and rejections there were in all.
        self.seen = 0
        self._clear()

    def _clear(self) -> None:
        self._places: list[dict[str, Any]] = []
        self._names: list[tuple[str, str, str, str]] = []
        self._links: list[tuple[str, str]] = []
        self._rejected: list[Rejection] = []
        self._vertices = 0

    @property
    def full(self) -> bool:
        """Whether it is time to :meth:`take`."""
        most = max(len(self._places), len(self._names) // 4, len(self._links) // 4, len(self._rejected))
        return most >= CHUNK or self._vertices >= VERTICES

    def place(self, place: dict[str, Any], row: int, cells: str = "") -> bool:
        """Add a place, or reject it and return ``False``; ``name`` must be tidy already."""
        problem = _problem(place)
        if problem is not None:
            field, value, reason, remedy = problem
            self.reject(row, reason, remedy, field=field, value=value, cells=cells or place["id"])
            return False
        self._places.append(place)
        self.seen += 1
        if place.get("boundary") is not None:
            import shapely

            self._vertices += int(shapely.get_num_coordinates(place["boundary"]))
        return True

    def name(self, key: str, name: str, *, lang: str = "", kind: str = "", row: int = 0) -> None:
        """Add another spelling of the place with the id ``key``."""
        if len(name) > LONGEST_NAME:
            self.reject(row, *_too_long(name), field="name", value=name, cells=key)
        elif name:
            self._names.append((key, name, lang, kind))

    def link(self, key: str, parent: str) -> None:
        """Say that a place lies in another."""
        self._links.append((key, parent))

    def reject(
        self, row: int, reason: str, remedy: str, *, field: str | None = None, value: str | None = None, cells: str = ""
    ) -> None:
        """Keep what could not be used, with the reason; long values are cut."""
        self.seen += 1
        kept = value if value is None or len(value) <= LONGEST_NAME else value[:LONGEST_NAME] + "…"
        self._rejected.append(Rejection(self.file, row, field, kept, reason, remedy, cells[:LONGEST_NAME]))

    def take(self) -> Rows:
        """Return what was gathered, and start anew."""
        import pandas as pd

        rows = Rows(
            self.origin,
            _frame(self._places) if self._places else None,
            pd.DataFrame(self._names, columns=["id", "name", "lang", "kind"]) if self._names else None,
            pd.DataFrame(self._links, columns=["id", "parent"]) if self._links else None,
            tuple(self._rejected),
        )
        self._clear()
        return rows


def _problem(place: dict[str, Any]) -> tuple[str, str, str, str] | None:
    name = place["name"]
    if not name:
        return "name", "", "it has no name", "name it in the source"
    if len(name) > LONGEST_NAME:
        return "name", name, *_too_long(name)
    for field, axis, limit in (("lon", "longitude", 180), ("lat", "latitude", 90)):
        value = place[field]
        if not math.isfinite(value) or abs(value) > limit:
            remedy = "give WGS84 degrees, and check that longitude and latitude are not swapped"
            return field, str(value), f"{axis} {value} is not between -{limit} and {limit}", remedy
    return None


def _too_long(name: str) -> tuple[str, str]:
    return f"the name {quote(name)} is longer than {LONGEST_NAME} characters", "shorten it in the source"


def _frame(places: list[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    blank = {"lang": "", "code": "", "population": 0}
    columns = {c: [p.get(c, blank.get(c, "")) for p in places] for c in _TEXT}
    numbers = {c: pd.Series([p[c] for p in places], dtype="float64") for c in ("lon", "lat")}
    people = pd.Series([p.get("population", 0) for p in places], dtype="int64")
    # As objects, so that None stays None and a list is a cell.
    loose: dict[str, list[Any]] = {c: [p.get(c) for p in places] for c in ("country", "admin1", "admin2")}
    loose["same_as"] = [list(p.get("same_as", ())) for p in places]
    loose["boundary"] = _shapes([p.get("boundary") for p in places])
    objects = {c: pd.Series(values, dtype=object) for c, values in loose.items()}
    return pd.DataFrame({**columns, **numbers, "population": people, **objects})


def _shapes(shapes: list[BaseGeometry | None]) -> Any:
    import numpy as np

    # A list of geometries would be taken for a list of sequences.
    array = np.empty(len(shapes), dtype=object)
    array[:] = shapes
    return array
