"""The place index: opened in milliseconds, asked by name, by id and by box."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from incidentmap.errors import GazetteerCorrupt
from incidentmap.gazetteer.build import APPLICATION_ID, Progress, build, fingerprint
from incidentmap.gazetteer.ranking import Asked, Container, Found, rank
from incidentmap.model import Candidate, Feature, Place, Point
from incidentmap.names import keys, spelling, split_generic, without_settlement_word

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

FILE_NAME: Final = "gazetteer.sqlite"
_BY_KEY: Final = """
SELECT p.n, p.feature, p.nation, p.region, p.district, p.population, n.key, n.spelling, n.alias
FROM name n JOIN place p ON p.n = n.place WHERE n.key = ?
"""
_PLACE: Final = """
SELECT p.n, p.id, p.name, p.names, p.lon, p.lat, p.feature, p.country, r.name, d.name, p.population, p.source
FROM place p LEFT JOIN place r ON r.n = p.region LEFT JOIN place d ON d.n = p.district
"""
_CONTAINERS: Final = """
SELECT p.n, p.feature, p.region, p.name FROM name n JOIN place p ON p.n = n.place
WHERE n.key = ? AND p.feature IN ('district', 'region', 'country')
"""


def home() -> Path:
    """Return the folder of the compiled gazetteer: ``INCIDENTMAP_HOME``, else the user's cache folder.

    Examples
    --------
    >>> home().is_absolute()
    True
    """
    chosen = os.environ.get("INCIDENTMAP_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_cache_path

    return user_cache_path("incidentmap", appauthor=False)


class Gazetteer:
    """A compiled gazetteer, open for reading. Safe to share between threads; nothing it answers ever changes.

    Open one with :meth:`open`, which compiles it on first use and again whenever its inputs have changed.

    Examples
    --------
    >>> with Gazetteer.open() as gazetteer:
    ...     [c.place.admin2 for c in gazetteer.candidates("Нехотеевка")]
    ['Belgorodsky District', 'Shebekinsky District']
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            # Immutable: no locks and no journal are looked for. The file is only ever replaced as a whole.
            self._db = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            self._db.execute("PRAGMA mmap_size = 1073741824")
            if self._db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise sqlite3.DatabaseError("its header is not a gazetteer's")
            self._meta: dict[str, str] = dict(self._db.execute("SELECT key, value FROM meta").fetchall())
        except sqlite3.Error as error:
            raise self._corrupt(error) from error
        self._containers = lru_cache(maxsize=4096)(self._find_containers)

    @classmethod
    def open(cls, path: str | Path | None = None, *, progress: Progress | None = None) -> Gazetteer:
        """Open the gazetteer, compiling it first when it is absent or its inputs have changed.

        Parameters
        ----------
        path : path, optional
            The compiled file; by default ``gazetteer.sqlite`` in :func:`home`.
        progress : callable, optional
            Told what a build is doing and how far it is (0 to 1). By default a bar on stderr, on a terminal only.

        Raises
        ------
        GazetteerCorrupt
            When the file is there and cannot be read as a gazetteer.
        GazetteerBuildError
            When it had to be compiled and could not be.
        """
        target = Path(path) if path is not None else home() / FILE_NAME
        if target.exists():
            gazetteer = cls(target)
            if gazetteer.fingerprint == fingerprint():
                return gazetteer
            gazetteer.close()
        cls.rebuild(target, progress=progress)
        return cls(target)

    @classmethod
    def rebuild(cls, path: str | Path | None = None, *, progress: Progress | None = None) -> Path:
        """Compile the gazetteer anew, whatever stands there; return where it is."""
        from incidentmap.gazetteer.progress import terminal_bar

        target = Path(path) if path is not None else home() / FILE_NAME
        if progress is not None:
            build(target, progress)
        else:
            with terminal_bar("Building the gazetteer, once") as bar:
                build(target, bar)
        return target

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Gazetteer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def fingerprint(self) -> str:
        """The hash of what this file was compiled from."""
        return self._meta.get("fingerprint", "")

    @property
    def version(self) -> str:
        """The version of incidentmap that compiled it."""
        return self._meta.get("version", "")

    @property
    def attribution(self) -> list[str]:
        """The lines that every map and export shows."""
        return [line for (line,) in self._rows("SELECT attribution FROM source WHERE places > 0 ORDER BY rowid")]

    def info(self) -> dict[str, Any]:
        """Say what this gazetteer holds: counts, versions and licences, ready for JSON."""
        columns = ("key", "title", "version", "licence", "attribution", "url", "places")
        rows = self._rows(f"SELECT {', '.join(columns)} FROM source ORDER BY rowid")  # noqa: S608 - fixed names
        return {
            "path": str(self.path),
            "bytes": self.path.stat().st_size,
            "fingerprint": self.fingerprint,
            "version": self.version,
            "places": int(self._meta["places"]),
            "names": int(self._meta["names"]),
            "features": dict(self._rows("SELECT feature, count(*) FROM place GROUP BY feature ORDER BY 2 DESC")),
            "sources": [dict(zip(columns, row, strict=True)) for row in rows],
        }

    def candidates(
        self,
        name: str,
        *,
        within: str | Sequence[str] = (),
        country: str | None = None,
        feature: Feature | None = None,
        limit: int | None = 10,
    ) -> tuple[Candidate, ...]:
        """Find the records that a name may mean, the likeliest first.

        Parameters
        ----------
        name : str
            In any spelling, with or without generic words.
        within : str or sequence of str, optional
            Named containers (district, region, country). All must hold: a record that lies elsewhere is left out.
        country : str, optional
            ISO alpha-2 code or name.
        feature : Feature, optional
            The kind asked for, when the words do not tell ("the region of …" does).
        limit : int, optional
            At most so many; ``None`` for all.

        Returns
        -------
        tuple of Candidate
            Empty when no record fits, and when a container is not known (ask :meth:`knows_container`).
        """
        return self.resolve(self.find(name, within=within, country=country, feature=feature)[:limit])

    def resolve(self, found: Sequence[Found]) -> tuple[Candidate, ...]:
        """Turn rows of :meth:`find` into candidates with their whole records."""
        if not found:
            return ()
        marks = ", ".join("?" * len(found))
        rows = self._rows(f"{_PLACE} WHERE p.n IN ({marks})", tuple(f.n for f in found))
        places = {row[0]: _place(row[1:]) for row in rows}
        return tuple(Candidate(places[f.n], f.match, f.score) for f in found)

    def find(
        self, name: str, *, within: str | Sequence[str] = (), country: str | None = None, feature: Feature | None = None
    ) -> list[Found]:
        """Do what :meth:`candidates` does, in rows instead of nouns."""
        containers = [within] if isinstance(within, str) else list(within)
        if country:
            containers.append(country)
        known = [self._containers(c) for c in containers if c.strip()]
        asked = Asked(spelling(name), spelling(split_generic(name)[0]), feature or split_generic(name)[1], known)
        # "=1" is no name, though some places are listed under a number.
        rows = [row for key in keys(name) if any(map(str.isalpha, key)) for row in self._rows(_BY_KEY, (key,))]
        if not rows and (shorter := without_settlement_word(name)):
            return self.find(shorter, within=within, country=country, feature=feature or Feature.SETTLEMENT)
        return rank(rows, asked)

    def knows_container(self, name: str) -> bool:
        """Tell whether a district, region or country of that name is known."""
        return bool(self._containers(name).units)

    def place(self, place_id: str) -> Place | None:
        """Return the record with that id."""
        row = next(iter(self._rows(f"{_PLACE} WHERE p.id = ?", (place_id,))), None)
        return _place(row[1:]) if row else None

    def boundary(self, place_id: str) -> BaseGeometry | None:
        """Return the polygon of a unit, if it is known."""
        import shapely

        query = "SELECT b.wkb FROM boundary b JOIN place p ON p.n = b.place WHERE p.id = ?"
        row = next(iter(self._rows(query, (place_id,))), None)
        return shapely.from_wkb(row[0]) if row else None

    def boundaries(self, feature: Feature, bbox: Sequence[float] | None = None) -> gpd.GeoDataFrame:
        """Return the units of one level with their polygons, all or those whose box meets ``bbox`` (W, S, E, N)."""
        import geopandas as gpd
        import shapely

        west, south, east, north = bbox if bbox is not None else (-180.0, -90.0, 180.0, 90.0)
        query = """SELECT p.id, p.name, p.country, p.disputed, b.wkb FROM boundary b JOIN place p ON p.n = b.place
            WHERE p.feature = ? AND b.west <= ? AND b.east >= ? AND b.south <= ? AND b.north >= ? ORDER BY p.id"""
        rows = list(self._rows(query, (feature.value, east, west, north, south)))
        data = {c: [row[i] for row in rows] for i, c in enumerate(("id", "name", "country", "disputed"))}
        shapes = shapely.from_wkb([row[4] for row in rows])
        return gpd.GeoDataFrame(data, geometry=shapes, crs="EPSG:4326").astype({"disputed": bool})

    def settlements(self, bbox: Sequence[float], limit: int) -> pd.DataFrame:
        """Return the largest settlements in a box (W, S, E, N): ``id, name, lon, lat, population``."""
        import pandas as pd

        west, south, east, north = bbox
        query = """SELECT id, name, lon, lat, population FROM place WHERE feature = 'settlement'
            AND lon BETWEEN ? AND ? AND lat BETWEEN ? AND ? ORDER BY population DESC, id LIMIT ?"""
        rows = list(self._rows(query, (west, east, south, north, limit)))
        return pd.DataFrame(rows, columns=["id", "name", "lon", "lat", "population"])

    def _find_containers(self, name: str) -> Container:
        feature = split_generic(name)[1]
        rows = [row for key in keys(name) if key for row in self._rows(_CONTAINERS, (key,))]
        if not rows and len(name) == 2:
            code = "SELECT n, feature, region, name FROM place WHERE feature = 'country' AND country = ?"
            rows = self._rows(code, (name.upper(),))
        rows = [row for row in rows if feature is not None and row[1] == feature.value] or rows
        if feature is Feature.DISTRICT:
            # Some countries' first-order units are called counties; but "Sumy Raion" is not Sumy Oblast.
            rows = [row for row in rows if split_generic(row[3])[1] is not Feature.REGION]
        districts = frozenset(row[2] for row in rows if row[1] == Feature.DISTRICT.value and row[2] is not None)
        return Container(frozenset(row[0] for row in rows), districts)

    def _rows(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise self._corrupt(error) from error

    def _corrupt(self, error: Exception) -> GazetteerCorrupt:
        return GazetteerCorrupt(
            f"it is not a gazetteer that can be read ({error})",
            file=str(self.path),
            remedy="run 'incidentmap gazetteer build', which puts a new one in its place",
        )


def _place(row: tuple[Any, ...]) -> Place:
    import orjson

    place_id, name, names, lon, lat, feature, country, admin1, admin2, population, source = row
    return Place(
        id=place_id,
        name=name,
        names=tuple(orjson.loads(names)),
        point=Point(lon, lat),
        feature=Feature(feature),
        country=country,
        admin1=admin1,
        admin2=admin2,
        population=population or None,
        source=source,
    )
