"""Which column is which: guessed by name, or said outright."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from incidentmap.errors import BadValue, MissingColumn, quote

#: Role → names that columns of that role go by, the surest first. Case, blanks and punctuation do not matter.
#: docs/frame.md lists them for people.
SYNONYMS: Final[dict[str, tuple[str, ...]]] = {
    "place": (
        "place", "place_phrase", "location", "place_name", "where", "where_description", "settlement", "locality",
        "toponym", "city", "town", "village", "town/city", "where_coordinates", "место", "населённый пункт", "город",
        "село", "місце", "населений пункт", "місто",
    ),
    "within": ("within", "container"),
    "admin3": ("admin3", "adm_3", "admin3_name", "ADM3_NAME"),
    "admin2": (
        "admin2", "adm_2", "admin2_name", "ADM2_NAME", "district", "raion", "rayon", "county", "municipality", "район",
    ),
    "admin1": (
        "admin1", "adm_1", "admin1_name", "ADM1_NAME", "oblast", "province", "state", "region", "область", "край",
        "регион", "регіон",
    ),
    "country": ("country", "country_name", "country_code", "iso2", "iso3", "страна", "країна"),
    "start": ("date_start", "start_date", "start", "event_date", "date", "day", "when", "дата"),
    "end": ("date_end", "end_date", "end", "until"),
    "time_precision": ("date_precision", "time_precision", "date_prec"),
    "lon": ("geometry_longitude", "recorded_lon", "longitude", "lon", "lng", "long", "долгота", "довгота"),
    "lat": ("geometry_latitude", "recorded_lat", "latitude", "lat", "широта"),
    "recorded_precision": (
        "recorded_precision", "where_prec", "ActionGeo_Type", "specificity", "geo_precision",
        "attr_geolocation_resolution", "geolocation_resolution",
    ),
    "vicinity": ("vicinity",),
    "event_type": ("event_type", "type", "тип события", "тип події"),
    "sub_event_type": ("sub_event_type", "sub_type"),
    "actors": ("actors", "actor", "perpetrator"),
    "actor1": ("actor1", "side_a"),
    "actor2": ("actor2", "side_b"),
    "fatalities": ("fatalities", "deaths", "killed", "best", "best_est"),
    "fatalities_low": ("fatalities_low", "low", "low_est"),
    "fatalities_high": ("fatalities_high", "high", "high_est"),
    "summary": (
        "summary", "what_happened", "description", "brief description", "notes", "text", "title", "headline",
        "source_headline", "описание", "опис",
    ),
    "source": ("source", "source_name", "publisher", "source_article", "источник", "джерело"),
    "url": ("source_url", "url", "link", "ссылка", "посилання"),
}  # fmt: skip

#: In a message, so many column names at most.
_SHOWN: Final = 60


def key(name: str) -> str:
    """Reduce a column's name to what tells it apart: letters and digits, without case.

    Examples
    --------
    >>> key(" Place-Phrase "), key("Населённый пункт")
    ('placephrase', 'населенныйпункт')
    """
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name).casefold()).replace("ё", "е")


@dataclass(frozen=True, slots=True)
class Columns:
    """Role → name of the column, as it stands in the header. ``within`` and ``actors`` may be several."""

    names: dict[str, str]
    within: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()

    def get(self, role: str) -> str | None:
        """Give the column of a role, if there is one."""
        return self.names.get(role)

    @property
    def used(self) -> tuple[str, ...]:
        """The columns that are read, each once."""
        return tuple(dict.fromkeys((*self.names.values(), *self.within, *self.actors)))


@dataclass(frozen=True, slots=True)
class Asked:
    """The columns that a person named; they win over guesses."""

    place: str | None = None
    within: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    country: str | None = None

    @property
    def options(self) -> dict[str, tuple[str, ...]]:
        """Option of the command → columns named with it."""
        named = {"--place": self.place, "--date": self.start, "--end-date": self.end, "--country": self.country}
        return {option: (name,) for option, name in named.items() if name is not None} | (
            {"--within": self.within} if self.within else {}
        )


def choose(header: Sequence[str], asked: Asked, file: str) -> Columns:
    """Find the columns to read.

    Parameters
    ----------
    header : sequence of str
        The columns' names.
    asked : Asked
        Names given outright.
    file : str
        For messages.

    Raises
    ------
    MissingColumn
        When a column asked for is not there, or nothing says where things happened.
    BadValue
        When two columns have the same name.

    Examples
    --------
    >>> choose(["Location", "ADM_2", "adm_1", "event_date"], Asked(), "a.csv")
    Columns(names={'place': 'Location', 'start': 'event_date'}, within=('ADM_2', 'adm_1'), actors=())
    """
    _refuse_twins([name for name in header if name], file)
    said = {option: _named(names, header, option, file) for option, names in asked.options.items()}
    taken = {name for names in said.values() for name in names}
    by_key: dict[str, list[str]] = {}
    for name in header:
        if name and name not in taken:
            by_key.setdefault(key(name), []).append(name)
    guessed = {role: _first(by_key, names, file) for role, names in SYNONYMS.items()}
    roles = {"--place": "place", "--date": "start", "--end-date": "end", "--country": "country"}
    guessed |= {roles[option]: names[0] for option, names in said.items() if option in roles}
    found = {role: name for role, name in guessed.items() if name is not None}
    if "place" not in found and not {"lon", "lat"} <= set(found):
        raise _nowhere(header, file)
    levels = ["within"] if "within" in found else ["admin3", "admin2", "admin1"]
    actors = ["actors"] if "actors" in found else ["actor1", "actor2"]
    several = {"within", "admin3", "admin2", "admin1", "actors", "actor1", "actor2"}
    return Columns(
        {role: name for role, name in found.items() if role not in several},
        within=said.get("--within") or tuple(found[r] for r in levels if r in found),
        actors=tuple(found[r] for r in actors if r in found),
    )


def _refuse_twins(names: list[str], file: str) -> None:
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise BadValue("the header has this name twice", file=file, row=1, field=twice[0], remedy="rename one")


def _first(by_key: dict[str, list[str]], synonyms: tuple[str, ...], file: str) -> str | None:
    for synonym in synonyms:
        names = by_key.get(key(synonym), [])
        if len(names) > 1:
            problem = f"columns {' and '.join(map(quote, names))} could both be meant"
            raise BadValue(problem, file=file, row=1, field=names[0], remedy="rename one of the two")
        if names:
            return names[0]
    return None


def _named(names: tuple[str, ...], header: Sequence[str], option: str, file: str) -> tuple[str, ...]:
    """Match names that a person gave: as they stand, or else but for case and punctuation."""
    found = []
    for name in names:
        alike = [h for h in header if h == name] or [h for h in header if h and key(h) == key(name)]
        if not alike:
            problem = f"there is no column {quote(name)}; there are {_listed(header)}"
            raise MissingColumn(problem, file=file, row=1, remedy=f"name one of these with {option}")
        found.append(alike[0])
    return tuple(found)


def _nowhere(header: Sequence[str], file: str) -> MissingColumn:
    return MissingColumn(
        f"no column says where things happened; there are {_listed(header)}",
        file=file,
        row=1,
        remedy=f"name the column with --place, or call it one of {', '.join(SYNONYMS['place'])}; "
        "columns longitude and latitude do as well",
    )


def _listed(header: Sequence[str]) -> str:
    shown = ", ".join(quote(name) for name in header[:_SHOWN])
    return f"{shown} and {len(header) - _SHOWN} more" if len(header) > _SHOWN else shown
