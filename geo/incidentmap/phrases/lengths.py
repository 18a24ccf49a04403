"""Lengths: "20 km", "One and a half kilometers", "10-15 km", "5 to 10 km", "3 nautical miles", "500 m"."""

from __future__ import annotations

from typing import Final, NamedTuple

from incidentmap.phrases.measures import FEW, number, unit_km
from incidentmap.phrases.stepping import DASHES, Steps
from incidentmap.phrases.words import ARTICLES

_NAUTICAL: Final = frozenset("nautical морских морские морські".split())
_NAUTICAL_KM: Final = 1.852
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyzкм"
#: Between the two numbers of a range; "and" only after "between".
_TO: Final = DASHES | frozenset("to or до или або чи".split())
_AND: Final = frozenset("and и та і й".split())
_BETWEEN: Final = frozenset("between между між".split())


class Length(NamedTuple):
    """The least and the greatest number of kilometres: the same for one figure, ``None`` for "a few"."""

    low: float | None
    high: float | None
    end: int


def read_length(steps: Steps, at: int) -> Length | None:
    """Read a number, or two, and a unit of length; ``end`` is the number of the word after it.

    Examples
    --------
    >>> from incidentmap.phrases.tokens import tokenise
    >>> [read_length(Steps(tokenise(t)), 0) for t in ("10-15 km from", "20km from", "two villages")]
    [Length(low=10.0, high=15.0, end=2), Length(low=20.0, high=20.0, end=1), None]
    >>> [tuple(read_length(Steps(tokenise(t)), 0)) for t in ("5 to 10 km from", "1 km - 2 km from", "few km from")]
    [(5.0, 10.0, 4), (1.0, 2.0, 5), (None, None, 2)]
    """
    first = _figure(steps, at)
    if first is None:
        return None
    low, high, end, per = first
    second = _figure(steps, end + 1) if low is not None and _is_range(steps, at, end) else None
    if low is not None and second is not None:
        least, most, stop, scale = second
        if least is not None and most is not None and scale is not None:
            low *= scale if per is None else per
            return Length(min(low, least * scale), max(low, most * scale), stop)
    if per is None:
        return None
    return Length(None if low is None else low * per, None if high is None else high * per, end)


def _is_range(steps: Steps, at: int, end: int) -> bool:
    """Tell whether a word that joins two numbers follows the first."""
    key = steps.key(end)
    return end + 1 < len(steps.words) and (key in _TO or (key in _AND and steps.key(at - 1) in _BETWEEN))


def _figure(steps: Steps, at: int) -> tuple[float | None, float | None, int, float | None] | None:
    """Read a number and the unit after it: least, greatest, the word after it, kilometres of the unit if it is said."""
    key = steps.key(at)
    digits = key.rstrip(_LETTERS)
    if digits != key and digits and digits[-1].isdigit() and (per := unit_km(key[len(digits) :])):
        low, high = _numbers(digits)
        return None if low is None else (low, high, at + 1, per)
    low, high = (None, None) if key in FEW else _numbers(key)
    end = at + 1
    if low is None and key not in FEW:
        return None
    if steps.key(end) == "and" and steps.key(end + 1) in ARTICLES and steps.key(end + 2) == "half":
        low = high = (low or 0.0) + 0.5
        end += 3
    elif steps.key(end) in ARTICLES and key == "half":
        end += 1
    nautical = steps.key(end) in _NAUTICAL
    end += nautical
    unit = steps.key(end)
    per = unit_km(unit) if unit else None
    # "m." and "mi" after a figure only.
    if per is None and unit in ("m", "м") and key[0].isdigit():
        per = 0.001
    if per is None:
        return low, high, end - nautical, None
    return low, high, end + 1, _NAUTICAL_KM if nautical else per


def _numbers(key: str) -> tuple[float | None, float | None]:
    """Read one number, or the two of "10-15" and of "10km-15"."""
    if "-" in key and key[0].isdigit():
        first, _, second = key.partition("-")
        one, two = number(first.rstrip(_LETTERS)), number(second)
        return (None, None) if one is None or two is None else (min(one, two), max(one, two))
    value = number(key)
    return value, value
