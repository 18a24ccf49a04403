"""The place index: opened in milliseconds, asked by name, by id, by point and by box."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from incidentmap.errors import BadValue, GazetteerCorrupt, quote
from incidentmap.gazetteer import opening
from incidentmap.gazetteer.build import APPLICATION_ID, Progress
from incidentmap.gazetteer.describing import LANGUAGES, Describer, official_languages, place_names
from incidentmap.gazetteer.inputs import SCHEMA_VERSION
from incidentmap.gazetteer.lookup import OF_COUNTRY, Lookup
from incidentmap.gazetteer.mapped import Arrays
from incidentmap.gazetteer.opening import FILE_NAME, home
from incidentmap.gazetteer.ranking import Container, Found
from incidentmap.gazetteer.spots import Spots
from incidentmap.gazetteer.staging import POINTLESS
from incidentmap.gazetteer.worldview import DEFAULT_WORLDVIEW, Worldview
from incidentmap.model import Candidate, Feature, Place, PlaceName, Point

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from incidentmap.gazetteer.columnar import Meant
    from incidentmap.model import Rejection

T = TypeVar("T")

#: So many answers to look-ups, and so many polygons, are kept.
_REMEMBERED: Final = 2048
_DRAWN: Final = 256
#: SQLite reads the file where the system maps it, up to this size: larger than any.
_MAP_ALL: Final = "PRAGMA mmap_size = 8589934592"


class Gazetteer:
    """A compiled gazetteer, open for reading. Safe to share between threads; nothing it answers ever changes.

    Open one with :meth:`open`, which compiles it on first use and again whenever its inputs have changed.

    Parameters
    ----------
    path : Path
        The compiled file.
    language : {"en", "ru", "uk"}
        The language that places are named in.
    worldview : str
        Whose view of disputed areas holds: "un" for the borders that the member states of the United Nations
        recognise, else one of :attr:`worldviews`.

    Examples
    --------
    >>> with Gazetteer.open() as gazetteer:
    ...     [c.place.admin2 for c in gazetteer.candidates("Нехотеевка")]
    ['Belgorodsky District', 'Shebekinsky District']
    """

    def __init__(self, path: Path, *, language: str = "en", worldview: str = DEFAULT_WORLDVIEW) -> None:
        if language not in LANGUAGES:
            raise BadValue(f"names are not kept in {quote(language)}", remedy=f"use {', '.join(LANGUAGES)}")
        self.path = path
        self.language = language
        #: Why the gazetteer is not as the list of sources asks, if it is not.
        self.stale: str | None = None
        try:
            # Immutable: no locks and no journal are looked for. The file is only ever replaced as a whole.
            self._db = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            self._db.execute(_MAP_ALL)
            if self._db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise sqlite3.DatabaseError("its header is not a gazetteer's")
            self._meta: dict[str, str] = dict(self._db.execute("SELECT key, value FROM meta").fetchall())
        except sqlite3.Error as error:
            raise self._corrupt(error) from error
        if self._meta.get("schema") != str(SCHEMA_VERSION):
            raise GazetteerCorrupt(
                "it was compiled by another version of incidentmap",
                file=str(path),
                remedy="run 'incidentmap gazetteer build', which puts a new one in its place",
            )
        self._arrays = Arrays(path.resolve().with_name(self._meta["arrays"]))
        self.worldview = Worldview(worldview, self._rows)
        self._lookup = Lookup(self._arrays, self.worldview.nations)
        self._describer = Describer(self._rows, self._lookup, self.worldview)
        self._spots = Spots(self._arrays, self._rows)
        self._lon, self._lat, self._flags = map(self._arrays.view, ("lon", "lat", "flags"))
        self._containers = lru_cache(maxsize=4096)(self._lookup.container)
        # A text asks for a name several times over: what kind of name it is, what it may mean, what it means.
        self._found = lru_cache(maxsize=_REMEMBERED)(partial(_find, self._lookup, self._containers))
        self._drawn = lru_cache(maxsize=_DRAWN)(self.worldview.boundary)
        self._memories: dict[Callable[[Gazetteer], object], object] = {}
        self._lock = RLock()

    @classmethod
    def open(
        cls,
        path: str | Path | None = None,
        *,
        progress: Progress | None = None,
        language: str = "en",
        worldview: str = DEFAULT_WORLDVIEW,
    ) -> Gazetteer:
        """Open the gazetteer, compiling it first when it is absent or its inputs have changed.

        Parameters
        ----------
        path : path, optional
            The compiled file; by default ``gazetteer.sqlite`` in :func:`home`.
        progress : callable, optional
            Told what a build is doing and how far it is (0 to 1). By default a bar on stderr, on a terminal only.
        language, worldview : str, optional
            As for the class.

        Raises
        ------
        GazetteerCorrupt
            When the file is there and cannot be read as a gazetteer.
        GazetteerBuildError
            When it had to be compiled and could not be.
        """
        target = Path(path) if path is not None else home() / FILE_NAME
        stale = opening.make_ready(target, progress)
        gazetteer = cls(target, language=language, worldview=worldview)
        gazetteer.stale = stale
        return gazetteer

    @classmethod
    def rebuild(
        cls,
        path: str | Path | None = None,
        *,
        progress: Progress | None = None,
        rejected: list[Rejection] | None = None,
        unless: str | None = None,
    ) -> Path:
        """Compile the gazetteer anew, whatever stands there; return where it is.

        Parameters
        ----------
        path, progress : optional
            As for :meth:`open`.
        rejected : list, optional
            Takes the rows of added sources that could not be used.
        unless : str, optional
            Do nothing when, once no other process is building, the file there is of these inputs.
        """
        target = Path(path) if path is not None else home() / FILE_NAME
        opening.rebuild(target, progress=progress, rejected=rejected, unless=unless)
        return target

    def rest(self) -> None:
        """Give back memory between two long pieces of work; nothing that was answered changes."""
        self._arrays.rest()
        # SQLite has no other word for it: the map goes, and is made again when it is next read from.
        self._db.execute("PRAGMA mmap_size = 0")
        self._db.execute(_MAP_ALL)

    def remembered(self, make: Callable[[Gazetteer], T]) -> T:
        """Return what ``make`` makes of this gazetteer: made once, kept here until the gazetteer is closed.

        What others work out from a gazetteer and need again lives as long as it does, and no longer.

        Parameters
        ----------
        make : callable
            A function or class of its own; it is the key as well.

        Examples
        --------
        >>> with Gazetteer.open() as gazetteer:
        ...     gazetteer.remembered(Gazetteer.info) is gazetteer.remembered(Gazetteer.info)
        True
        """
        with self._lock:
            if make not in self._memories:
                self._memories[make] = make(self)
            return cast("T", self._memories[make])

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._memories.clear()
        self._db.close()
        self._arrays.close()

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
        query = "SELECT attribution FROM source WHERE places > 0 AND attribution != '' ORDER BY rowid"
        return list(dict.fromkeys(line for (line,) in self._rows(query)))

    def info(self) -> dict[str, Any]:
        """Say what this gazetteer holds: counts, versions and licences, ready for JSON."""
        columns = ("key", "title", "version", "licence", "attribution", "url", "places", "unmatched")
        rows = self._rows(f"SELECT {', '.join(columns)} FROM source ORDER BY rowid")  # noqa: S608 - fixed names
        return {
            "path": str(self.path),
            "bytes": self.path.stat().st_size + self._arrays.path.stat().st_size,
            "fingerprint": self.fingerprint,
            "version": self.version,
            **{fact: int(self._meta[fact]) for fact in ("places", "names", "merged", "outside")},
            "features": dict(self._rows("SELECT feature, count(*) FROM place GROUP BY feature ORDER BY 2 DESC")),
            "worldview": self.worldview.key,
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
            In any spelling, with or without generic words, in any case of Russian and Ukrainian, or mistyped.
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
        places = self._describer.places((f.n for f in found), self.language)
        return tuple(Candidate(places[f.n], f.match, f.score) for f in found)

    def find(
        self,
        name: str,
        *,
        within: str | Sequence[str] = (),
        country: str | None = None,
        feature: Feature | None = None,
        deep: bool = True,
    ) -> list[Found]:
        """Do what :meth:`candidates` does, in rows instead of nouns; by exact spellings alone unless ``deep``."""
        containers = (within,) if isinstance(within, str) else tuple(within)
        if country:
            containers = (*containers, country if country.startswith(OF_COUNTRY) else OF_COUNTRY + country)
        return [*self._found(name, containers, feature, deep)]

    def plainly_meant(self, names: Sequence[str]) -> Meant:
        """Find the settlement that each of many names plainly means, in rows; the others need :meth:`find`."""
        return self._lookup.plainly_meant(names)

    def known(self, names: Sequence[str]) -> list[bool]:
        """Tell of each of many names whether any record bears it, in any spelling; cases and slips are not tried."""
        return self._lookup.known(names)

    def columns(self, rows: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
        """Return what tables show of places: ``name, place_id, admin2, admin1, country, lon, lat, population``."""
        return self._describer.columns(rows, self.language)

    def spot(self, n: int) -> Point:
        """Return the point of a row of :meth:`find`."""
        return Point(self._lon[n], self._lat[n])

    def units(self, n: int) -> tuple[int, int]:
        """Return the rows of the country and of the first-order unit that a row lies in; -1 where unknown."""
        return self._lookup.units(n)

    def homes(self, n: int) -> dict[Feature, int]:
        """Return the rows of the district, region and country that a row lies in, as far as they are known.

        Examples
        --------
        >>> with Gazetteer.open() as gazetteer:
        ...     [str(level) for level in gazetteer.homes(gazetteer.row("border:kozinka"))]
        ['district', 'region', 'country']
        """
        nation, region = self._lookup.units(n)
        held = {
            Feature.DISTRICT: self._lookup.district(n), Feature.REGION: region, Feature.COUNTRY: nation,
        }  # fmt: skip
        return {level: unit for level, unit in held.items() if unit >= 0}

    def row(self, place_id: str) -> int | None:
        """Return the row of the record with that id, whichever of its sources' ids it is."""
        return self._row_of(place_id)

    def members(self, n: int) -> NDArray[np.float64]:
        """Return longitude and latitude of a unit's settlements, shape (m, 2): those whose point can be relied on.

        Parameters
        ----------
        n : int
            The row of a district, region or country. Of anything else there are none.

        Examples
        --------
        >>> with Gazetteer.open() as gazetteer:
        ...     (unit,) = gazetteer.container_units("Grayvoronsky District")
        ...     len(gazetteer.members(unit)) > 20
        True
        """
        return self._spots.members(n)

    def pointless(self, n: int) -> bool:
        """Tell whether a row is known by name and container alone: its point is a place holder, never where it is."""
        return bool(self._flags[n] & POINTLESS)

    def people(self, region: int) -> int:
        """Return how many people the settlements of a first-order unit (a row) have, as far as the sources tell."""
        return self._lookup.people(region)

    def describe(self, rows: Iterable[int], *, spellings: bool = True) -> dict[int, Place]:
        """Return the records of rows of :meth:`find`, with or without their other spellings."""
        return self._describer.places(rows, self.language, spellings=spellings)

    def knows_container(self, name: str) -> bool:
        """Tell whether a district, region or country of that name is known."""
        return bool(self._containers(name).units)

    def container_units(self, name: str) -> frozenset[int]:
        """Return the rows of the units that a container's name may mean: of an area, those that it is made of.

        Examples
        --------
        >>> with Gazetteer.open() as gazetteer:
        ...     len(gazetteer.container_units("Белгородской области")), len(gazetteer.container_units("Nowhere"))
        (1, 0)
        """
        return self._containers(name).units

    def place(self, place_id: str) -> Place | None:
        """Return the record with that id, whichever of its sources' ids it is."""
        n = self._row_of(place_id)
        return None if n is None else self._describer.places([n], self.language)[n]

    def names(self, place_id: str) -> tuple[PlaceName, ...]:
        """Return every spelling of a place with its language, and whether its own country writes it so."""
        n = self._row_of(place_id)
        if n is None:
            return ()
        (country,) = self._rows("SELECT country FROM place WHERE n = ?", (n,))[0]
        return place_names(self._describer.names(n), official_languages(country))

    def nearest(
        self, lon: float, lat: float, *, count: int = 1, max_km: float | None = None
    ) -> list[tuple[Place, float]]:
        """Find the settlements nearest to a point, with their distances in kilometres."""
        rows = self._spots.nearest(lon, lat, count=count, max_km=max_km)
        places = self._describer.places((n for n, _ in rows), self.language)
        return [(places[n], km) for n, km in rows]

    def nearest_many(self, lon: Any, lat: Any, *, max_km: float | None = None) -> pd.DataFrame:
        """Find the settlement nearest to each of many points.

        Parameters
        ----------
        lon, lat : array-like, shape (n,)
            WGS84 degrees.

        Returns
        -------
        DataFrame
            One row a point: ``place_id, name, km, admin2, admin1, country``; null where none is within ``max_km``.
        """
        rows, km = self._spots.nearest_many(lon, lat, max_km=max_km)
        return self._spots.table(rows, km, self._describer, self.language)

    def containing(self, lon: float, lat: float) -> tuple[Place, ...]:
        """Find the units with a polygon around a point, the smallest first."""
        rows = self.worldview.seen(self._spots.containing(lon, lat))
        places = self._describer.places(rows, self.language)
        return tuple(places[n] for n in rows)

    def boundary(self, place_id: str) -> BaseGeometry | None:
        """Return the polygon of a unit, an area or a lake, or the line of a river, if it is known."""
        n = self._row_of(place_id)
        return None if n is None else self._drawn(n)

    def boundaries(self, feature: Feature, bbox: Sequence[float] | None = None) -> gpd.GeoDataFrame:
        """Return the units of one level with their polygons, all or those whose box meets ``bbox`` (W, S, E, N)."""
        return self._spots.boundaries(feature, bbox, self.worldview)

    def settlements(self, bbox: Sequence[float], limit: int) -> pd.DataFrame:
        """Return the largest settlements in a box (W, S, E, N): ``id, name, lon, lat, population``."""
        return self._spots.settlements(bbox, limit)

    def settlements_near(self, points: Any, *, count: int, max_km: float) -> pd.DataFrame:
        """Return the settlements nearest to any of some points, shape (n, 2): ``id, name, lon, lat, population``."""
        return self._spots.settlements_near(points, count=count, max_km=max_km)

    def labels(self, place_ids: Sequence[str], languages: Sequence[str]) -> pd.DataFrame:
        """Return the names of places in some languages, a row for each id and a column for each language.

        Examples
        --------
        >>> with Gazetteer.open() as gazetteer:
        ...     gazetteer.labels(["naturalearth:RU-BEL"], ["en", "uk"]).to_numpy().tolist()
        [['Belgorod Oblast', 'Бєлгородська область']]
        """
        import pandas as pd

        rows = [self._row_of(place_id) for place_id in place_ids]
        names = self._describer.labels((n for n in rows if n is not None), languages)
        unknown = (None,) * len(languages)
        shown = [unknown if n is None else names[n] for n in rows]
        return pd.DataFrame(shown, columns=list(languages), dtype=object)

    def _row_of(self, place_id: str) -> int | None:
        rows = self._rows("SELECT n FROM place WHERE id = ?", (place_id,)) or self._rows(
            "SELECT place FROM record WHERE id = ?", (place_id,)
        )
        return rows[0][0] if rows else None

    def _rows(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
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


def _find(
    lookup: Lookup,
    container: Callable[[str], Container],
    name: str,
    containers: tuple[str, ...],
    feature: Feature | None,
    deep: bool,  # noqa: FBT001 - a cache tells arguments by keyword from others
) -> tuple[Found, ...]:
    return tuple(lookup.find(name, [container(c) for c in containers if c.strip()], feature, deep=deep))
