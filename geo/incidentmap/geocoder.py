"""The gazetteer as a geopy geocoder: what is written for Nominatim runs with it unchanged, offline and without a limit.

``RateLimiter``, ``geopandas.tools.geocode`` and every other tool that takes a geopy geocoder takes this one.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from geopy.adapters import BaseSyncAdapter
from geopy.exc import ConfigurationError, GeocoderQueryError, GeocoderServiceError, GeocoderUnavailable
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location as Found
from geopy.point import Point as Spot

from incidentmap.errors import GazetteerCorrupt, IncidentmapError, InputError, quote
from incidentmap.gazetteer import Gazetteer
from incidentmap.gazetteer.describing import LANGUAGES
from incidentmap.locate import describe, geocode
from incidentmap.model import Candidate, Feature, Location, Place, Precision, Relation
from incidentmap.questions import cell, read_point, read_query

#: So many are given where a list is asked for and no limit.
LISTED: Final = 10
#: How well a point stands for a place that the gazetteer cannot draw.
_PRECISION: Final = {
    Feature.SETTLEMENT: Precision.SETTLEMENT,
    Feature.SITE: Precision.SETTLEMENT,
    Feature.DISTRICT: Precision.DISTRICT,
    Feature.REGION: Precision.REGION,
    Feature.COUNTRY: Precision.COUNTRY,
}
#: Countries are in the gazetteer by their code under this source.
_COUNTRY_ID: Final = "naturalearth:"


class _Offline(BaseSyncAdapter):  # type: ignore[misc]
    """The adapter of a geocoder that asks nobody."""

    def get_text(self, url: str, **_: object) -> str:
        raise GeocoderServiceError(f"nothing is fetched from {quote(url)}: the gazetteer is on this machine")

    get_json = get_text


class LocalGazetteer(Geocoder):  # type: ignore[misc]
    """A geopy geocoder over the gazetteer on this machine.

    Parameters
    ----------
    gazetteer : Gazetteer or path, optional
        An open one, which stays yours to close, or the compiled file; by default the one that the tool keeps, which is
        compiled on first use.
    language : str, optional
        The language that places are named in; by default that of the open gazetteer, else English.
    within : str or sequence of str, optional
        Containers that hold for every question.
    country : str, optional
        ISO alpha-2 code or name, for every question that gives none.
    max_km : float, optional
        :meth:`reverse` gives nothing farther than this, unless a question says otherwise.
    timeout, user_agent, scheme, proxies, ssl_context : optional
        Taken, because programs pass them to every geocoder; nothing here waits or leaves the machine.

    Raises
    ------
    geopy.exc.ConfigurationError
        When ``gazetteer`` is something else, or a language or container is unknown.
    geopy.exc.GeocoderServiceError
        When the gazetteer is broken; ``GeocoderUnavailable`` when there is none and none could be compiled.

    Examples
    --------
    >>> with LocalGazetteer(country="RU") as geocoder:
    ...     found = geocoder.geocode("Козинка, Грайворонский район")
    >>> found.address, found.raw["precision"], found.raw["place_id"]
    ('Kozinka, Grayvoronsky District, Belgorod Oblast, Russia', 'settlement', 'border:kozinka')
    """

    def __init__(
        self,
        gazetteer: Gazetteer | str | Path | None = None,
        *,
        language: str | None = None,
        within: str | Sequence[str] = (),
        country: str | None = None,
        max_km: float | None = None,
        timeout: Any = DEFAULT_SENTINEL,
        user_agent: str | None = None,
        scheme: str | None = None,
        proxies: Any = DEFAULT_SENTINEL,
        ssl_context: Any = DEFAULT_SENTINEL,
    ) -> None:
        super().__init__(
            scheme=scheme,
            timeout=timeout,
            proxies=proxies,
            user_agent=user_agent,
            ssl_context=ssl_context,
            adapter_factory=_Offline,
        )
        if not (gazetteer is None or isinstance(gazetteer, (Gazetteer, str, Path))):
            raise ConfigurationError(f"{quote(gazetteer)} is neither a gazetteer nor the path of one")
        self._given = gazetteer
        self.language = language or (gazetteer.language if isinstance(gazetteer, Gazetteer) else "en")
        self.within = (within,) if isinstance(within, str) else tuple(within)
        self.country = country
        self.max_km = max_km
        self._opened: dict[str, Gazetteer] = {}
        self._lock = threading.Lock()
        self._check()

    def geocode(
        self,
        query: str | Mapping[str, str],
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        within: str | Sequence[str] = (),
        country: str | None = None,
        language: str | None = None,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ARG002 - part of geopy's contract
    ) -> Found | list[Found] | None:
        """Find the place that a phrase or a structured query names.

        A name that several places bear, and nothing decides between, gives ``None``: no guess is made. Ask for a list
        to see its candidates, and name a container to decide.

        Parameters
        ----------
        query : str or mapping
            A phrase ("near Kozinka, Grayvoronsky District"), or any of the keys ``city``, ``district`` (``county``),
            ``state`` (``region``) and ``country``.
        exactly_one : bool, optional
            ``False`` gives the candidates as a list, the likeliest first.
        limit : int, optional
            At most so many in the list, 10 by default.
        within, country, language, timeout : optional
            As for the class, for this question; its containers are added to those of the class.

        Returns
        -------
        geopy.location.Location, list of them, or None
            ``raw`` holds where the answer comes from. ``raw["precision"]`` is "region" or "country" where the point is
            only that of an area, and ``raw["decided"]`` is false for what may be meant and was not chosen.

        Raises
        ------
        geopy.exc.GeocoderQueryError
            When the query is empty or cannot be understood.
        geopy.exc.GeocoderServiceError
            As for the class.

        Examples
        --------
        >>> with LocalGazetteer() as geocoder:
        ...     geocoder.geocode("Nekhoteevka")
        ...     [f.raw["admin2"] for f in geocoder.geocode("Nekhoteevka", exactly_one=False)]
        ['Belgorodsky District', 'Shebekinsky District']
        """
        name, containers = read_query(query)
        count = _limit(limit, exactly_one=exactly_one)
        containers += (within,) if isinstance(within, str) else tuple(within)
        nation = country or (None if isinstance(query, Mapping) and cell(query, "country") else self.country)
        gazetteer = self._open(language)
        with _as_geopy_raises():
            answer = geocode(name, gazetteer, within=(*containers, *self.within), country=nation)
            found = _answers(answer, gazetteer, query if isinstance(query, str) else dict(query))
        if exactly_one:
            return found[0] if found and found[0].raw["decided"] else None
        return found[:count] or None

    def reverse(
        self,
        query: Spot | str | Sequence[float],
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        max_km: float | None = None,
        language: str | None = None,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ARG002 - part of geopy's contract
    ) -> Found | list[Found] | None:
        """Find the settlements nearest to a point.

        Parameters
        ----------
        query : geopy.point.Point, (latitude, longitude), or str
        exactly_one : bool, optional
            ``False`` gives a list, the nearest first.
        limit : int, optional
            At most so many in the list, 10 by default.
        max_km : float, optional
            None farther than this. Without it there always is an answer, in mid-ocean too: ``raw["km"]`` says how far.
        language, timeout : optional
            As for the class.

        Returns
        -------
        geopy.location.Location, list of them, or None
            At the place's point. ``raw["km"]`` is its distance, and ``raw["containing"]`` the units whose polygons hold
            the point asked for, the smallest first: near a border the nearest settlement may lie across it.

        Raises
        ------
        geopy.exc.GeocoderQueryError
            When the query is not a point.
        geopy.exc.GeocoderServiceError
            As for :meth:`geocode`.

        Examples
        --------
        >>> with LocalGazetteer() as geocoder:
        ...     geocoder.reverse("50.461, 35.588", max_km=5).raw["name"]
        'Kozinka'
        """
        spot, farthest = read_point(query), self.max_km if max_km is None else max_km
        count = _limit(limit, exactly_one=exactly_one)
        gazetteer = self._open(language)
        with _as_geopy_raises():
            near = gazetteer.nearest(spot.longitude, spot.latitude, count=count, max_km=farthest)
            around = gazetteer.containing(spot.longitude, spot.latitude) if near else ()
            units = [{"id": u.id, "name": u.name, "feature": u.feature.value, "country": u.country} for u in around]
            found = [_nearby(i, place, km, units, gazetteer) for i, (place, km) in enumerate(near)]
        return (found[0] if exactly_one else found) if found else None

    def _check(self) -> None:
        """Open the gazetteer and see that the options hold: tools take what fails later for "not found"."""
        try:
            gazetteer = self._open(None)
        except GeocoderQueryError as error:
            raise ConfigurationError(str(error)) from error
        if self.max_km is not None and not self.max_km >= 0:
            raise ConfigurationError(f"{self.max_km} is not a distance: give max_km as 0 or more")
        parts = [part.strip() for text in (*self.within, self.country or "") for part in text.split(",")]
        for part in filter(None, parts):
            if not gazetteer.knows_container(part):
                raise ConfigurationError(f"the gazetteer knows no district, region or country called {quote(part)}")

    def _open(self, language: str | None) -> Gazetteer:
        """Return the gazetteer in a language; each is opened once."""
        wanted, given = language or self.language, self._given
        if wanted not in LANGUAGES:
            raise GeocoderQueryError(f"names are not kept in {quote(wanted)}: use {', '.join(LANGUAGES)}")
        if isinstance(given, Gazetteer) and given.language == wanted:
            return given
        with self._lock, _as_geopy_raises(unusable=GeocoderUnavailable):
            if wanted not in self._opened:
                if isinstance(given, Gazetteer):
                    self._opened[wanted] = Gazetteer(given.path, language=wanted, worldview=given.worldview.key)
                else:
                    self._opened[wanted] = Gazetteer.open(given, language=wanted)
            return self._opened[wanted]

    def close(self) -> None:
        """Close what was opened here; a further question opens it again."""
        with self._lock:
            while self._opened:
                self._opened.popitem()[1].close()

    def __exit__(self, *error: object) -> None:
        self.close()
        super().__exit__(*error)

    def __del__(self) -> None:
        # Tools like geopandas make a geocoder, use it and drop it.
        if hasattr(self, "_lock"):
            self.close()

    def __getstate__(self) -> dict[str, Any]:
        given = self._given
        state = self.__dict__ | {"_given": given.path if isinstance(given, Gazetteer) else given, "_opened": {}}
        del state["_lock"]
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__ |= state | {"_lock": threading.Lock()}


@contextmanager
def _as_geopy_raises(unusable: type[GeocoderServiceError] = GeocoderQueryError) -> Iterator[None]:
    """Turn this package's errors into those that programs written for geopy catch; ``unusable`` is for bad input."""
    try:
        yield
    except GazetteerCorrupt as error:
        raise GeocoderServiceError(str(error)) from error
    except InputError as error:
        raise unusable(str(error)) from error
    except (IncidentmapError, OSError) as error:
        raise GeocoderUnavailable(str(error)) from error
    except ValueError as error:  # a file that was closed, say: tools would take it for "not found"
        raise GeocoderServiceError(str(error)) from error


def _limit(limit: int | None, *, exactly_one: bool) -> int:
    if limit is not None and limit < 1:
        raise GeocoderQueryError(f"{limit} is not a number of answers: give 1 or more")
    return 1 if exactly_one else limit or LISTED


def _answers(answer: Location, gazetteer: Gazetteer, query: str | dict[str, str]) -> list[Found]:
    """Write an answer and its other candidates; the first is decided, or none is."""
    told = describe("", answer) | {"query": query}
    # "near the oblast" is not where the oblast's point is; but a district without a polygon is still at its point.
    decided = answer.place is not None and (answer.geometry is not None or answer.toponym.relation is Relation.AT)
    found = []
    for i, candidate in enumerate(answer.candidates):
        raw = told | _record(candidate.place, gazetteer) | {"score": candidate.score, "decided": decided and i == 0}
        raw |= _undrawn(candidate) if not (raw["decided"] and answer.geometry is not None) else {}
        found.append(_found(candidate.place, raw, gazetteer))
    return found


def _undrawn(candidate: Candidate) -> dict[str, Any]:
    precision = _PRECISION[candidate.place.feature].value
    rule = "the point that the gazetteer gives"
    return {"precision": precision, "match": candidate.match.value, "radius_km": None, "rule": rule}


def _nearby(i: int, place: Place, km: float, units: list[dict[str, Any]], gazetteer: Gazetteer) -> Found:
    order = "the settlement nearest to the point" if i == 0 else f"number {i + 1} of the settlements by distance"
    told = {
        "km": km,
        "containing": units,
        "precision": _PRECISION[place.feature].value,
        "rule": f"{order}, {km:,.1f} km from it",
        "decided": True,
    }
    return _found(place, _record(place, gazetteer) | told, gazetteer)


def _record(place: Place, gazetteer: Gazetteer) -> dict[str, Any]:
    return {
        "name": place.name,
        "names": list(place.names),
        "place_id": place.id,
        "feature": place.feature.value,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "country": place.country,
        "population": place.population,
        "source": place.source,
        "gazetteer": {"version": gazetteer.version, "fingerprint": gazetteer.fingerprint},
        "attribution": gazetteer.attribution,
    }


def _found(place: Place, raw: dict[str, Any], gazetteer: Gazetteer) -> Found:
    parts = [place.name, place.admin2, place.admin1]
    if place.country and place.feature is not Feature.COUNTRY:
        nation = gazetteer.place(f"{_COUNTRY_ID}{place.country}")
        parts.append(nation.name if nation else place.country)
    address = ", ".join(dict.fromkeys(part for part in parts if part))
    return Found(address, Spot(place.point.lat, place.point.lon), raw)
