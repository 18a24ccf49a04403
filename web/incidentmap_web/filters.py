"""The parameters that choose incidents by what they are: facets, text, number killed, and an area drawn on a map."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from incidentmap.errors import quote
from incidentmap_web.errors import BadParameter
from incidentmap_web.folding import split
from incidentmap_web.parameters import NAME_CHARACTERS, numbers, single

if TYPE_CHECKING:
    from collections.abc import Collection

    from werkzeug.datastructures import MultiDict

#: Parameter → facet. No text asks for incidents without a value. What is in quotes is taken as it is: ``""`` is one.
FACET_OF: Final = {
    "type": "type", "sub_type": "sub", "actor": "actors", "source": "sources", "precision": "precision",
}  # fmt: skip
#: One facet takes so many values.
VALUES: Final = 200
VALUE_CHARACTERS: Final = 1000
WORDS: Final = 12
VERTICES: Final = 500
#: Seven digits.
MOST_KILLED: Final = 9_999_999
_KILLED: Final = re.compile(r"([0-9]{1,7})?(\.\.)?([0-9]{1,7})?")
_QUOTED: Final = re.compile('".*"', re.DOTALL)
_AREA_REMEDY: Final = "write area=lon,lat,lon,lat,lon,lat and more: three corners or more, in degrees"
#: A ring may lie on another copy of the world than the first.
FARTHEST: Final = 540

Ring = tuple[tuple[float, float], ...]


def read_facets(args: MultiDict[str, str], known_types: Collection[str]) -> dict[str, tuple[str | None, ...]]:
    """Read which values of each facet are wanted; ``None`` is "not given".

    Raises
    ------
    BadParameter

    Examples
    --------
    >>> from werkzeug.datastructures import MultiDict
    >>> read_facets(MultiDict([("actor", "A"), ("actor", "B, C"), ("type", "x,y")]), ())
    {'type': ('x', 'y'), 'actors': ('A', 'B, C')}
    """
    found = {}
    for name, facet in FACET_OF.items():
        values = args.getlist(name)
        if name == "type":
            # Types have been separated by commas from the start; the others may hold commas.
            values = [
                kind for value in values for kind in ([value] if _whole(value, known_types) else value.split(","))
            ]
        if len(values) > VALUES:
            problem = f"{name} has {len(values):,} values"
            raise BadParameter(problem, field=name, remedy=f"give it at most {VALUES} values")
        wanted = [_value(value) for value in values]
        for value in wanted:
            if value is not None and len(value) > VALUE_CHARACTERS:
                problem = f"{quote(value)} is longer than {VALUE_CHARACTERS:,} characters"
                raise BadParameter(problem, field=name, value=value, remedy="give one value of the incidents")
        if wanted:
            found[facet] = tuple(dict.fromkeys(wanted))
    return found


def _whole(text: str, known_types: Collection[str]) -> bool:
    return text in known_types or _QUOTED.fullmatch(text) is not None


def _value(text: str) -> str | None:
    return (text[1:-1] if _QUOTED.fullmatch(text) else text) if text else None


def read_text(args: MultiDict[str, str]) -> str:
    """Read what is searched for.

    Raises
    ------
    BadParameter
    """
    text = single(args, "q") or ""
    if len(text) > NAME_CHARACTERS:
        problem = f"{quote(text)} is longer than {NAME_CHARACTERS} characters"
        raise BadParameter(problem, field="q", value=text, remedy="search for a few words")
    if len(split(text)) > WORDS:
        problem = f"{quote(text)} has more than {WORDS} words"
        raise BadParameter(problem, field="q", value=text, remedy="search for a few words")
    return text.strip()


def read_killed(args: MultiDict[str, str]) -> tuple[int | None, int | None] | None:
    """Read the least and the most killed.

    Raises
    ------
    BadParameter

    Examples
    --------
    >>> from werkzeug.datastructures import MultiDict
    >>> read_killed(MultiDict({"killed": "5.."})), read_killed(MultiDict({"killed": "3"}))
    ((5, None), (3, 3))
    """
    text = single(args, "killed")
    if text is None:
        return None
    remedy = "write killed=5.. for five or more, killed=1..4, or killed=..10"
    found = _KILLED.fullmatch(text)
    if found is None or not (found[1] or found[3]):
        raise BadParameter(f"{quote(text)} is not a range of whole numbers", field="killed", value=text, remedy=remedy)
    least, most = (None if part is None else int(part) for part in (found[1], found[3]))
    if found[2] is None:
        return least, least
    if least is not None and most is not None and least > most:
        problem = f"{quote(text)} ends below where it starts"
        raise BadParameter(problem, field="killed", value=text, remedy=remedy)
    return least, most


def read_area(args: MultiDict[str, str]) -> Ring | None:
    """Read the corners of a drawn area.

    Raises
    ------
    BadParameter
    """
    text = single(args, "area")
    if text is None:
        return None
    flat = numbers(text, "area", count=range(6, 2 * VERTICES + 1), remedy=_AREA_REMEDY)
    ring = tuple(zip(flat[::2], flat[1::2], strict=False))
    if len(flat) % 2:
        raise BadParameter(f"{quote(text)} is not pairs of numbers", field="area", value=text, remedy=_AREA_REMEDY)
    if any(abs(lon) > FARTHEST or abs(lat) > 90 for lon, lat in ring):
        raise BadParameter(f"{quote(text)} is not on the globe", field="area", value=text, remedy=_AREA_REMEDY)
    return ring
