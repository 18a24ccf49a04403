"""Lengths: "20 km", "One and a half kilometers", "10-15 km", "3 nautical miles", "500 m"."""

from __future__ import annotations

from typing import Final

from incidentmap.phrases.measures import FEW, number, unit_km
from incidentmap.phrases.stepping import DASHES, Steps
from incidentmap.phrases.words import ARTICLES

_NAUTICAL: Final = frozenset("nautical морских морские морские морські".split())
_NAUTICAL_KM: Final = 1.852


def read_length(steps: Steps, at: int) -> tuple[float | None, int]:
    """Read a number and a unit of length.

    Returns
    -------
    km : float or None
        ``None`` for "a few kilometres".
    end : int
        The number of the word after it; 0 when no length begins here.

    Examples
    --------
    >>> from incidentmap.phrases.tokens import tokenise
    >>> [read_length(Steps(tokenise(t)), 0) for t in ("10-15 km from", "20km from", "two villages")]
    [(12.5, 2), (20.0, 1), (None, 0)]
    """
    key = steps.words[at].key
    digits = key.rstrip("abcdefghijklmnopqrstuvwxyzкм")
    if digits != key and digits and digits[-1].isdigit() and (per := unit_km(key[len(digits) :])):
        return _number(digits, per), at + 1
    value = None if key in FEW else _number(key, 1.0)
    end = at + 1
    if value is None and key not in FEW:
        return None, 0
    if steps.key(end) in DASHES and end + 1 < len(steps.words) and (more := _number(steps.key(end + 1), 1.0)):
        value, end = _middle(value or more, more), end + 2
    if steps.key(end) == "and" and steps.key(end + 1) in ARTICLES and steps.key(end + 2) == "half":
        value, end = (value or 0.0) + 0.5, end + 3
    elif steps.key(end) in ARTICLES and key == "half":
        end += 1
    nautical = steps.key(end) in _NAUTICAL
    end += nautical
    key = steps.key(end)
    per = unit_km(key) if key else None
    # "m." and "mi" after a figure only.
    if per is None and key in ("m", "м") and steps.words[at].key[0].isdigit():
        per = 0.001
    if per is None:
        return None, 0
    return (None if value is None else value * (_NAUTICAL_KM if nautical else per)), end + 1


def _number(key: str, per: float) -> float | None:
    if "-" in key and key[0].isdigit():
        first, _, second = key.partition("-")
        one, two = number(first), number(second)
        return None if one is None or two is None else _middle(one, two) * per
    value = number(key)
    return None if value is None else value * per


def _middle(one: float, two: float) -> float:
    """Return the middle of "10-15": a distance has one figure."""
    return (one + two) / 2
