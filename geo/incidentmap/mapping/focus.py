"""Where the incidents of a set lie, for the base map: a few boxes to draw finely, and the spots to name villages at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: At most so many boxes are drawn finely, each of about this width and height in degrees, before room is added.
_BOXES: Final = 5
_WINDOW: Final = (16, 10)
#: Wider than this, padded, one box cannot be drawn finely.
_WIDEST_DEG: Final = 75.0
#: Narrower than this, one box is drawn whatever lies in it.
_NARROW_DEG: Final = 25.0
#: Of that much of the ground that one box would cover, several are worth their seams.
_WORTH: Final = 0.5
#: Windows that hold less than this of all say nothing of the set: it is worldwide, and the coarse map is all there is.
_MOST: Final = 0.5
#: Spots are cells of this many degrees; so many of them are kept, the fullest first.
_CELL_DEG: Final = 0.1
_SPOTS: Final = 90
#: An outline wider than this lies nowhere in particular.
_WIDE_DEG: Final = 3.0


class Box(NamedTuple):
    """West, south, east, north in degrees."""

    west: float
    south: float
    east: float
    north: float

    def padded(self) -> Box:
        """Add room to look around in: on each side 60 % of the larger extent, within 1° and 8°."""
        width, height = self.east - self.west, self.north - self.south
        side = max(width, height * 1.6)  # screens are wide
        room = min(8.0, max(1.0, side * 0.6))
        middle, half = (self.west + self.east) / 2, side / 2 + room
        south, north = max(-90.0, self.south - room), min(90.0, self.north + room)
        return Box(max(-180.0, middle - half), south, min(180.0, middle + half), north)


class Focus(NamedTuple):
    """Boxes around the incidents, without room, the fullest first; and spots, one ``(lon, lat)`` a row."""

    boxes: tuple[Box, ...] = ()
    spots: NDArray[np.float64] = np.empty((0, 2))


def focus(geometry: NDArray[np.object_], extent: Box | None) -> Focus:
    """Find where incidents gather.

    Parameters
    ----------
    geometry : array of shapely geometries
        Those of the incidents, with None for what is not placed.
    extent : Box, optional
        The box around all of them that are no whole countries.

    Examples
    --------
    >>> spots = shapely.points([[36.0, 50.0], [36.4, 50.5], [120.0, 15.0]])
    >>> [tuple(map(float, box)) for box in focus(spots, Box(36.0, 15.0, 120.0, 50.5)).boxes]
    [(36.0, 50.0, 36.4, 50.5), (120.0, 15.0, 120.0, 15.0)]
    """
    if extent is None:
        return Focus()
    bounds = shapely.bounds(geometry)
    close = np.isfinite(bounds).all(axis=1) & (bounds[:, 2] - bounds[:, 0] <= _WIDE_DEG)
    close &= bounds[:, 3] - bounds[:, 1] <= _WIDE_DEG
    spots = _spots(geometry[close])
    around = extent.padded()
    inside = extent.east <= 180  # across the antimeridian the gazetteer's boxes end
    if inside and around.east - around.west <= _NARROW_DEG:
        return Focus((extent,), spots)
    boxes = _gatherings(bounds[close])
    if inside and around.east - around.west <= _WIDEST_DEG:
        covered = sum(_ground(box.padded()) for box in boxes)
        if not boxes or covered > _WORTH * _ground(around):
            return Focus((extent,), spots)
    return Focus(tuple(boxes), spots)


def _ground(box: Box) -> float:
    return (box.east - box.west) * (box.north - box.south)


def _gatherings(bounds: NDArray[np.float64]) -> list[Box]:
    """Take the fullest window, then the fullest of what is left; none when most of the incidents lie elsewhere."""
    boxes: list[Box] = []
    left = bounds[(bounds[:, 0] >= -180) & (bounds[:, 2] <= 180)]
    wide, tall = _WINDOW
    while len(left) and len(boxes) < _BOXES:
        x, y = (left[:, 0] + left[:, 2]) / 2, (left[:, 1] + left[:, 3]) / 2
        column, row = np.floor(x + 180).astype(int).clip(0, 359), np.floor(y + 90).astype(int).clip(0, 179)
        counts = np.zeros((180 + tall, 360 + wide))
        np.add.at(counts, (row, column), 1)
        totals = np.pad(counts, ((1, 0), (1, 0))).cumsum(axis=0).cumsum(axis=1)
        full = totals[tall:, wide:] - totals[:-tall, wide:] - totals[tall:, :-wide] + totals[:-tall, :-wide]
        south, west = np.unravel_index(int(full.argmax()), full.shape)
        chosen = (row >= south) & (row < south + tall) & (column >= west) & (column < west + wide)
        part = left[chosen]
        boxes.append(Box(*map(float, (*part[:, :2].min(axis=0), *part[:, 2:].max(axis=0)))))
        left = left[~chosen]
    return boxes if len(left) < _MOST * len(bounds) else []


def _spots(geometry: NDArray[np.object_]) -> NDArray[np.float64]:
    """Lay a grid over the incidents; each weighs one, however many cells it lies in."""
    points, owner = shapely.get_coordinates(geometry, return_index=True)
    if not len(points):
        return np.empty((0, 2))
    cells = np.column_stack([owner, np.rint(points / _CELL_DEG).astype(np.int64)])
    cells = np.unique(cells, axis=0)
    weight = 1 / np.bincount(cells[:, 0], minlength=len(geometry))[cells[:, 0]]
    spots, which = np.unique(cells[:, 1:], axis=0, return_inverse=True)
    order = np.argsort(-np.bincount(which.ravel(), weights=weight).round(9), kind="stable")
    return np.asarray(spots[order[:_SPOTS]] * _CELL_DEG)
