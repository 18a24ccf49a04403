"""Disputed areas: every claim is kept, and one view of them at a time is drawn and searched.

The default, "un", counts a unit to the country whose ISO 3166 code it bears, which follows the United Nations; Kosovo,
Taiwan and Western Sahara stand apart there. Another view is a choice of the user's, and a map says which one it drew.
``data/gazetteer/claims.tsv`` lists the claims.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from incidentmap.errors import BadValue, GazetteerBuildError, quote

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from shapely.geometry.base import BaseGeometry

DEFAULT_WORLDVIEW: Final = "un"
#: What a map says about its borders, for each view.
WORLDVIEWS: Final = {
    "un": "borders by ISO codes, as most members of the United Nations see them",
    "naturalearth": "borders as Natural Earth draws them: by who holds the land",
    "ru": "borders as Russia sees them",
    "rs": "borders as Serbia sees them",
    "ma": "borders as Morocco sees them",
    "cn": "borders as China sees them",
}

Rows = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]


class Claim(NamedTuple):
    """Who counts a unit (ISO 3166-2 or a country's code) to which country, and in which views it then is."""

    unit: str
    country: str
    by: str
    views: tuple[str, ...]


def path() -> Traversable:
    """Find the table of claims.

    Examples
    --------
    >>> path().name
    'claims.tsv'
    """
    return files("incidentmap_data") / "claims.tsv"


@lru_cache(maxsize=1)
def claims() -> tuple[Claim, ...]:
    """Read the table.

    Examples
    --------
    >>> sorted({claim.country for claim in claims() if claim.unit == "UA-43"})
    ['RU', 'UA']
    """
    try:
        lines = path().read_text(encoding="utf-8").splitlines()
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(Claim(r["unit"], r["country"], r["by"], tuple(r["views"].split())) for r in rows)
    except (OSError, KeyError, AttributeError) as error:
        raise GazetteerBuildError(
            f"the table of claims could not be read ({error})", file=str(path()), remedy="reinstall incidentmap"
        ) from error


class Worldview:
    """One view of the world's disputed areas, in the rows of one gazetteer.

    Parameters
    ----------
    key : str
        One of :data:`WORLDVIEWS`.
    rows : callable
        Runs a query on the gazetteer's file.

    Raises
    ------
    BadValue
        When there is no such view.
    """

    def __init__(self, key: str, rows: Rows) -> None:
        if key not in WORLDVIEWS:
            raise BadValue(f"{quote(key)} is not a worldview", field="worldview", remedy=f"use {', '.join(WORLDVIEWS)}")
        self.key = key
        self._rows = rows
        known = claims()
        ids = [f"naturalearth:{code}" for code in dict.fromkeys([c.unit for c in known] + [c.country for c in known])]
        marks = ", ".join("?" * len(ids))
        query = f"SELECT id, n FROM place WHERE id IN ({marks}) UNION ALL SELECT id, place FROM record WHERE id IN ({marks})"  # noqa: E501, S608 - only marks
        self._n = {i.removeprefix("naturalearth:"): n for i, n in rows(query, [*ids, *ids])}
        #: Unit → the country that this view counts it to, where that is not the stored one.
        self.nations = {
            self._n[c.unit]: self._n[c.country]
            for c in known
            if key in c.views and c.unit in self._n and c.country in self._n
        }
        #: The codes of those countries.
        self.codes = {self._n[c.unit]: c.country for c in known if key in c.views and c.unit in self._n}
        #: The same for whole countries, by code.
        self.countries = {c.unit: c.country for c in known if key in c.views and len(c.unit) == 2}
        #: Unit → what everyone says of it.
        self.claims: dict[int, tuple[str, ...]] = {}
        for c in known:
            if c.unit in self._n:
                n = self._n[c.unit]
                self.claims[n] = (*self.claims.get(n, ()), f"{c.country}: {c.by}")

    @property
    def sentence(self) -> str:
        """What a map says about its borders."""
        return WORLDVIEWS[self.key]

    def seen(self, rows: list[int]) -> list[int]:
        """Put the country that this view counts a unit to in the place of the one whose polygon the unit lies in."""
        for n in rows:
            if n in self.nations:
                home = self._home(n)  # of a country, itself
                return [*(row for row in rows if row != home), self.nations[n]]
        return rows

    def boundary(self, n: int) -> BaseGeometry | None:
        """Return the polygon of a unit in this view: a country gains what it claims, and loses what others do."""
        shape = self._stored(n)
        if shape is None or not self.nations:
            return shape
        for unit, nation in self.nations.items():
            gains, loses = nation == n, self._home(unit) == n
            if unit == n or not (gains or loses):
                continue
            if (other := self._stored(unit)) is not None:
                shape = shape.union(other) if gains else shape.difference(other)
        return shape

    def _stored(self, n: int) -> BaseGeometry | None:
        import shapely

        row = next(iter(self._rows("SELECT wkb FROM boundary WHERE place = ?", (n,))), None)
        return shapely.from_wkb(row[0]) if row else None

    def _home(self, unit: int) -> int | None:
        """Return the country whose code the unit bears."""
        row = next(iter(self._rows("SELECT country FROM place WHERE n = ?", (unit,))), None)
        return self._n.get(row[0]) if row else None
