"""Which of several namesakes is meant, by what lies near: a recorded coordinate, what stands beside it, a table.

Each is asked in turn; the first that is clear decides. Where none is, nothing does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from incidentmap.gazetteer import Found, Gazetteer
from incidentmap.locate.deciding import km_apart
from incidentmap.model import Point

#: A coordinate that the source recorded decides between namesakes when one of them is this close to it.
RECORDED_REACH_KM: Final = 25.0
#: Records of one name closer than this are one answer: sources write some towns down twice.
ONE_SPOT_KM: Final = 5.0
#: The other places of a document decide for a namesake this close to some of them, …
CONTEXT_REACH_KM: Final = 75.0
#: … when every other namesake is so many times as far from them.
CONTEXT_MARGIN: Final = 3.0
#: What the same phrase names beside it is nearer, and decides sooner.
BESIDE_MARGIN: Final = 1.5


class Clues(NamedTuple):
    """What may tell namesakes apart.

    Parameters
    ----------
    recorded : Point or None
        The coordinate that the source gave.
    beside : sequence of Point
        Places that the same phrase names beside it.
    context : sequence of Point
        Other places of the same document or table.
    """

    recorded: Point | None = None
    beside: Sequence[Point] = ()
    context: Sequence[Point] = ()


def between(rivals: Sequence[Found], gazetteer: Gazetteer, clues: Clues) -> tuple[int | None, str]:
    """Choose between namesakes.

    Returns
    -------
    number : int or None
        Which of them is meant; ``None`` when nothing decides.
    why : str
        What decided, as it follows the rule.
    """
    spots = [gazetteer.spot(f.n) for f in rivals]
    if all(km_apart(spots[0], spot) <= ONE_SPOT_KM for spot in spots):
        return 0, f"; the largest of {len(rivals)} records of that name on one spot"
    if clues.recorded is not None:
        near = [i for i, spot in enumerate(spots) if km_apart(clues.recorded, spot) <= RECORDED_REACH_KM]
        if len(near) == 1:
            return near[0], f"; of {len(rivals)} namesakes, the one by the recorded coordinate"
    for others, margin, what in (
        (clues.beside, BESIDE_MARGIN, "nearest to what the text names beside it"),
        (clues.context, CONTEXT_MARGIN, "nearest to the other places told of"),
    ):
        if others:
            far = [min(km_apart(spot, other) for other in others) for spot in spots]
            first, second, *_ = sorted(far)
            if first <= CONTEXT_REACH_KM and second > margin * max(first, ONE_SPOT_KM):
                return far.index(first), f"; of {len(rivals)} namesakes, the one {what} ({first:.0f} km)"
    return None, ""
