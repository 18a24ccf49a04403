"""Bounds of a distance, by the words before its number: "within 30 km", "не более 5 км", "понад 50 км"."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

#: So many words before a number may say a bound.
LONGEST_BOUND: Final = 6
#: Between the words of a bound and the number.
_PASSED: Final = frozenset(
    """than a an the of at in some about around approximately roughly just only
    чем в во у на за около примерно приблизительно всего расстоянии ніж як близько приблизно лише відстані""".split()
)
_LESS: Final = frozenset(
    """less fewer closer nearer within inside under below менее меньше ближе до пределах радиусе максимум
    менш менше ближче межах радіусі максимум щонайбільше""".split()
)
_MORE: Final = frozenset(
    """more greater farther further over above beyond более больше дальше далее свыше минимум
    більш більше далі понад мінімум щонайменше""".split()
)
_NOT: Final = frozenset("no not не".split())
#: Every word of a bound: none of them is part of the name before it.
BOUND_WORDS: Final = _PASSED | _LESS | _MORE | _NOT | frozenset("up to least most radius".split())


def bounded(low: float, high: float, before: Sequence[str]) -> tuple[float, tuple[float, float] | None]:
    """Return the figure of a distance and its span, by the words before its number.

    Examples
    --------
    >>> bounded(10, 20, ["some"]), bounded(30, 30, ["within"]), bounded(5, 5, ["не", "более", "чем", "в"])
    ((15.0, (10, 20)), (30, (0.0, 30)), (5, (0.0, 5)))
    >>> bounded(50, 50, ["at", "least"]), bounded(50, 50, ["about"])
    ((50, (50, inf)), (50.0, None))
    """
    most = _is_most(before)
    if most is None:
        return (low + high) / 2, ((low, high) if low < high else None)
    return (high, (0.0, high)) if most else (low, (low, math.inf))


def _is_most(before: Sequence[str]) -> bool | None:
    """Tell a number that is the most from one that is the least, or from one that is neither (``None``)."""
    at = len(before) - 1
    while at >= 0 and before[at] in _PASSED:
        at -= 1
    if at < 0:
        return None
    word, previous = before[at], before[at - 1] if at else ""
    if word == "to":
        return True if previous == "up" else None
    if word in ("least", "most"):
        return word == "most" if previous == "at" else None
    if word == "radius":
        return True
    if word in _LESS or word in _MORE:
        return (word in _LESS) is not (previous in _NOT)
    return None
