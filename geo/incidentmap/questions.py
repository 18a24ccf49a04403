"""What a program written for geopy asks: a phrase, a structured query or a point, read or refused as geopy does.

What is missing is refused: geopy itself reads nothing as the point 0°, 0°.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Final

from geopy.exc import GeocoderQueryError
from geopy.point import Point as Spot

from incidentmap.errors import quote
from incidentmap.names import split_generic

#: The keys of a structured query by level, the most particular first (geopy's geocoders differ in the words), and the
#: kind of place that each asks for.
LEVELS: Final[tuple[dict[str, str], ...]] = (
    dict.fromkeys(("name", "place"), "") | dict.fromkeys(("city", "town", "village", "hamlet", "settlement"), "city"),
    dict.fromkeys(("district", "county", "municipality", "admin2"), "district"),
    dict.fromkeys(("region", "state", "province", "admin1"), "region"),
    {"country": ""},
)


def read_query(query: object) -> tuple[str, tuple[str, ...]]:
    """Read a query: the name, and its containers from the nearest.

    Examples
    --------
    >>> read_query({"city": "Kozinka", "county": "Grayvoronsky District", "country": "RU"})
    ('city of Kozinka', ('Grayvoronsky District', 'RU'))
    """
    if isinstance(query, Mapping):
        return _read_levels(query)
    if not isinstance(query, str):
        raise GeocoderQueryError(f"{quote(query)} is neither text nor a mapping")
    if not query.strip():
        raise GeocoderQueryError("the query is empty: give the name of a place")
    return query, ()


def _read_levels(query: Mapping[str, object]) -> tuple[str, tuple[str, ...]]:
    if unknown := [key for key in query if not any(key in level for level in LEVELS)]:
        known = ", ".join(key for level in LEVELS for key in level)
        raise GeocoderQueryError(f"a place is not asked for by {quote(unknown[0])}: use {known}")
    levels = [[(text, kind) for key, kind in level.items() if (text := cell(query, key))] for level in LEVELS]
    given = [level[0] for level in levels if level]
    if double := [level for level in levels if len(level) > 1]:
        (one, _), (other, _) = double[0][:2]
        raise GeocoderQueryError(f"{quote(one)} and {quote(other)} are of one level: give one of them")
    if not given:
        raise GeocoderQueryError("the query is empty: give the name of a place")
    name, kind = given[0]
    # "Belgorod" alone is the city; asked for as a state it is the region.
    asked = f"{kind} of {name}" if kind and split_generic(name)[1] is None else name
    return asked, tuple(text for text, _ in given[1:])


def cell(query: Mapping[str, object], key: str) -> str:
    """Return a part of a structured query; absent, ``None`` and NaN are "", as the rows of a table have them.

    Examples
    --------
    >>> cell({"city": " Kozinka "}, "city"), cell({"city": float("nan")}, "city")
    ('Kozinka', '')
    """
    value = query.get(key)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if not isinstance(value, str):
        raise GeocoderQueryError(f"{quote(value)}, given for {quote(key)}, is not text")
    return value.strip()


def read_point(query: object) -> Spot:
    """Read a point: geopy's own, text, or latitude and longitude.

    Examples
    --------
    >>> read_point((50.461, 35.588)), read_point("50.461, 35.588").longitude
    (Point(50.461, 35.588, 0.0), 35.588)
    """
    if not isinstance(query, str | Spot):
        pair = tuple(query) if isinstance(query, Iterable) and not isinstance(query, bytes | Mapping) else ()
        if len(pair) < 2 or any(part is None for part in pair):
            raise GeocoderQueryError(f"{quote(query)} is not a point: give (latitude, longitude)")
        query = pair
    try:
        return Spot(query)
    except (ValueError, TypeError, NotImplementedError) as error:
        raise GeocoderQueryError(f"{quote(query)} is not a point: {error}") from error
