"""The nouns: what the rooms hand each other. Frozen, slotted, no I/O.

A noun is for one thing; for many there is the incident frame (:mod:`incidentmap.frame`), the only bridge between
the two.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from incidentmap.errors import BadValue

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


class Precision(StrEnum):
    """How well a place is known: one ladder for every source, from the best to none.

    Examples
    --------
    >>> Precision.NEAR.rank < Precision.REGION.rank
    True
    """

    EXACT = "exact"
    VICINITY = "vicinity"
    SETTLEMENT = "settlement"
    NEAR = "near"
    DISTRICT = "district"
    REGION = "region"
    AREA = "area"
    COUNTRY = "country"
    UNLOCATED = "unlocated"

    @property
    def rank(self) -> int:
        """The rung, 0 for the most precise."""
        return _RUNG[self]


class Feature(StrEnum):
    """What sort of place a gazetteer record is, as far as look-up and drawing need to know.

    A site is a named feature that is neither a settlement nor a unit: an airport, a station, a hill. An area is
    larger than a unit, or lies across several: the Donbas, Southern Ukraine. A water is a river, lake or sea.
    """

    SETTLEMENT = "settlement"
    SITE = "site"
    DISTRICT = "district"
    REGION = "region"
    COUNTRY = "country"
    AREA = "area"
    WATER = "water"


class Match(StrEnum):
    """How a written name met a record's name, from the surest."""

    EXACT = "exact"
    ALIAS = "alias"
    TRANSLITERATED = "transliterated"
    INFLECTED = "inflected"
    FUZZY = "fuzzy"

    @property
    def rank(self) -> int:
        """The rung, 0 for the surest."""
        return _RUNG[self]


_RUNG: dict[StrEnum, int] = {rung: i for ladder in (Precision, Match) for i, rung in enumerate(ladder)}


class Relation(StrEnum):
    """What a text says about the place beside its name."""

    #: In it; with a bearing, in that part of it: "northern Kharkiv region".
    AT = "at"
    NEAR = "near"
    OUTSKIRTS = "outskirts"
    #: Between it and another, or on the way from one to the other.
    BETWEEN = "between"
    #: Along a line that is called so: a river, a road, a coast.
    ALONG = "along"
    #: Along or across its border, or the one that it shares with another.
    BORDER = "border"
    #: A facility that is called after the place: an airport, a checkpoint.
    FACILITY = "facility"
    #: With a bearing, on that side of it ("north of Sudzha"); without, on the way to it ("towards Sudzha").
    DIRECTION = "direction"
    #: So far from it; with a bearing, on that side.
    DISTANCE = "distance"


class Shape(StrEnum):
    """What is drawn of a place: one look each on the map."""

    #: A settlement's or a source's own point.
    POINT = "point"
    DISC = "disc"
    #: Between two distances from a place.
    RING = "ring"
    #: The part of a ring on one side.
    SECTOR = "sector"
    #: All on one side of a place, as far as such words reach.
    WEDGE = "wedge"
    #: Between two places.
    CORRIDOR = "corridor"
    #: Along a border, a river or a road.
    STRIP = "strip"
    #: A unit or an area as a whole.
    AREA = "area"
    #: The part of a unit on one side: its north, its east.
    PART = "part"
    #: Several places that one phrase names.
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the WGS84 ellipsoid, in degrees. There is no default: a missing coordinate is ``None``, never 0.

    Examples
    --------
    >>> Point(lon=35.504, lat=50.723)
    Point(lon=35.504, lat=50.723)
    >>> Point(lon=35.5, lat=507.23)
    Traceback (most recent call last):
    incidentmap.errors.BadValue: field 'latitude': 507.23 is not between -90 and 90. To mend it: ...
    """

    lon: float
    lat: float

    def __post_init__(self) -> None:
        for field in ("lon", "lat"):  # whole numbers are degrees, too; arrays of them would be no degrees
            object.__setattr__(self, field, float(getattr(self, field)))
        for name, value, limit in (("longitude", self.lon, 180), ("latitude", self.lat, 90)):
            if not math.isfinite(value) or abs(value) > limit:
                raise BadValue(
                    f"{value} is not between -{limit} and {limit}",
                    field=name,
                    remedy="give WGS84 degrees, and check that longitude and latitude are not swapped",
                )


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer record.

    Parameters
    ----------
    id : str
        Stable across builds, prefixed by its source: ``geonames:577206``, ``border:terebreno``.
    name : str
        The name shown.
    names : tuple of str
        Every other spelling that the source gives.
    point : Point
    feature : Feature
    country : str or None
        ISO 3166-1 alpha-2.
    admin1, admin2 : str or None
        Names of the containers, as shown.
    population : int or None
        ``None`` is unknown; it is never 0 for want of a figure.
    source : str
        The key of the source in the gazetteer's list of sources.
    code : str
        The source's own kind of feature ("PPL", "place=village"), or "".
    ids : tuple of str
        What every source that knows the place calls it, when several do.
    note : str or None
        What to know before its point is used: sources that disagree, a point outside the unit it names.
    claims : tuple of str
        Who counts it to which country, where that is disputed.
    """

    id: str
    name: str
    names: tuple[str, ...]
    point: Point
    feature: Feature
    country: str | None
    admin1: str | None
    admin2: str | None
    population: int | None
    source: str
    code: str = ""
    ids: tuple[str, ...] = ()
    note: str | None = None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceName:
    """One spelling of a place's name.

    ``lang`` is ISO 639-1, or "" when no source says; ``kind`` is "endonym" in a language of its country, "exonym" in
    another, "historic", "short", "colloquial", or "" when the language is unknown.
    """

    name: str
    lang: str
    kind: str


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name as written, with what the text says around it.

    ``start`` and ``end`` are offsets of the name in the text that it came from (Python string indices, ``end``
    exclusive). ``feature`` is the kind of place the words ask for ("the region of …"), if they do. ``within`` holds
    the containers as written, the nearest first; ``other`` is the second place of "between … and", "from … to" and
    "the border of … and". ``bearing`` is one of eight English words, "north" to "northwest". ``also`` holds the
    other places of a list ("Bakhmut, Toretsk and Druzhba"), each with its own relation; ``span_km`` is the least and
    the greatest distance where the text gives a span: (10, 20) for "10 to 20 km", (0, 30) for "within 30 km",
    (50, inf) for "more than 50 km"; ``beside`` the places that
    only tell where it is ("Marinka, a suburb of Donetsk"): they decide between namesakes.
    """

    text: str
    start: int
    end: int
    relation: Relation = Relation.AT
    feature: Feature | None = None
    distance_km: float | None = None
    bearing: str | None = None
    within: tuple[str, ...] = ()
    other: str | None = None
    also: tuple[Toponym, ...] = ()
    beside: tuple[str, ...] = ()
    span_km: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that a name may mean. ``score`` orders candidates of one query; it is not a probability."""

    place: Place
    match: Match
    score: float


@dataclass(frozen=True, slots=True)
class Location:
    """The answer to "where?"; ``place=None`` is an answer too, and then ``reason`` says why.

    Parameters
    ----------
    toponym : Toponym
    place : Place or None
    candidates : tuple of Candidate
        Ranked; the first is the place chosen, if one was.
    precision : Precision
    radius_km : float or None
        Radius of a disc, or of the settlement around a point.
    geometry : shapely geometry or None
        WGS84 degrees, longitude first.
    rule : str
        How the geometry was made, as a sentence.
    reason : str or None
        Why there is no geometry.
    shape : Shape or None
        What the geometry is.
    spot : Point or None
        A point inside the geometry, where a label may stand: for tools that take only points. It says nothing about
        where it happened.
    estimated : bool
        True where the geometry stands for a boundary that no source gives.
    places : tuple of Place
        Every place that the geometry is drawn from, where there are several: both ends of a corridor, all of a list.
        ``place`` is then the first of them.
    """

    toponym: Toponym
    place: Place | None
    candidates: tuple[Candidate, ...]
    precision: Precision
    radius_km: float | None
    geometry: BaseGeometry | None
    rule: str
    reason: str | None = None
    shape: Shape | None = None
    spot: Point | None = None
    estimated: bool = False
    places: tuple[Place, ...] = ()

    @property
    def match(self) -> Match | None:
        """How the chosen record's name was met."""
        return self.candidates[0].match if self.place is not None and self.candidates else None


class TimePrecision(StrEnum):
    """How well a time is known."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Interval:
    """When: a closed interval of days. "In December" is the whole month.

    Examples
    --------
    >>> Interval(date(2023, 12, 31), date(2023, 12, 1), TimePrecision.DAY)
    Traceback (most recent call last):
    incidentmap.errors.BadValue: the interval ends on 2023-12-01, before it starts on 2023-12-31. ...
    """

    start: date | None
    end: date | None
    precision: TimePrecision
    phrase: str | None = None

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.end < self.start:
            raise BadValue(
                f"the interval ends on {self.end}, before it starts on {self.start}", remedy="swap the two dates"
            )


@dataclass(frozen=True, slots=True)
class Source:
    """Who says so. ``sha256`` is of the file's bytes as read, so that a map can be traced to its inputs."""

    id: str
    title: str | None = None
    url: str | None = None
    published: str | None = None
    licence: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A report as read: its text, who published it and when.

    ``published_by`` says where the date comes from: "the option", "the file's metadata", or "" when it is unknown.
    A long file is read in parts: documents of one source, one after another, where ``offset`` is the number of
    characters of the file's text before this part.
    """

    text: str
    source: Source
    published: date | None = None
    published_by: str = ""
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where exactly it is said: a sentence of a source, the used part of it, and the rule that used it."""

    source: str
    start: int | None
    end: int | None
    sentence: str
    rule: str


@dataclass(frozen=True, slots=True)
class Incident:
    """What happened, when, where, who, and who says so. ``id`` is a hash of the content."""

    id: str
    when: Interval
    location: Location
    event_type: str | None
    sub_event_type: str | None
    actors: tuple[str, ...]
    fatalities: tuple[int | None, int | None]
    summary: str | None
    evidence: tuple[Evidence, ...]
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that could not be read, kept with its reason. ``cells`` is the row as it stood, as text."""

    file: str
    row: int
    field: str | None
    value: str | None
    reason: str
    remedy: str
    cells: str
