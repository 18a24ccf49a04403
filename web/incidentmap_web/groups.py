"""Groups of marks that would cover each other on the screen: by a grid, then by touch, as ``data/cluster.js`` does it.

A group stands on the point of one of its members: of those in its largest cell, the one nearest to their mean. What
joins it later does not move it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from incidentmap_web.places import STYLES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from incidentmap_web.places import Places

#: The grid's cells are 2**-CELL_BITS of the world's width at zoom 0: 16 pixels, as in the page.
_CELL_BITS: Final = 4
#: With more cells than this, larger ones are taken: marks would lie side by side all over the map.
_MOST_CELLS: Final = 1200
#: A box far larger than a screen at its zoom has larger ones still: no answer holds more marks than this.
_LIMIT: Final = 10_000
#: A grid of up to so many cells is counted as a whole, which is quickest; of a larger one only the occupied cells are.
_DENSE: Final = 2**20
_REACH: Final = 64
_TOUCH: Final = 0.95
_WORLD: Final = 2**32


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the map: whole 2**32ths of the world's side; ``width`` counts eastwards from ``x``, across the edge."""

    x: int
    y: int
    width: int
    height: int

    def holds(self, x: NDArray[np.uint32], y: NDArray[np.uint32]) -> NDArray[np.bool_]:
        """Tell which spots lie in it. Unsigned differences wrap, which is what the world does."""
        across = (x - np.uint32(self.x)) <= np.uint32(self.width)
        return across & ((y - np.uint32(self.y)) <= np.uint32(self.height))


@dataclass(frozen=True, slots=True)
class Groups:
    """What is drawn for some rows: one entry for each group.

    ``extent`` says where its members are, (x0, y0, x1, y1) in whole 2**32ths of the world's side. ``x0`` is below
    2**32, and ``x1`` is above where they lie on both sides of the antimeridian.
    """

    count: NDArray[np.int64]
    first: NDArray[np.int64]
    at: NDArray[np.int64]
    styles: NDArray[np.int64]
    extent: NDArray[np.int64]
    rows: NDArray[np.intp]
    group_of: NDArray[np.int64]

    def members(self, first: int) -> NDArray[np.intp]:
        """Return the rows of the group whose first row is ``first``; none when there is no such group."""
        found = np.flatnonzero(self.first == first)
        return self.rows[self.group_of == found[0]] if len(found) else self.rows[:0]


def radius_of(count: int) -> float:
    """Tell how large a group's badge is, in pixels."""
    return 10.0 if count == 1 else min(30.0, 11.5 + 1.5 * math.log2(count))


def group(places: Places, rows: NDArray[np.intp], zoom: int, window: Window) -> Groups:
    """Group rows that lie in a window.

    Parameters
    ----------
    places : Places
    rows : array of int
        Ascending; each has a spot in the window.
    zoom : int
    window : Window
    """
    styles = len(STYLES) + 1
    if not len(rows):
        none = np.zeros(0, dtype=np.int64)
        return Groups(none, none, none, np.zeros((0, styles), np.int64), np.zeros((0, 4), np.int64), rows, none)
    # Spots are counted from the window's corner, so that a window across the world's edge is like any other.
    x, y = places.x[rows], places.y[rows]
    dx = x - np.uint32(window.x)
    cell, count = _in_cells(dx, y, window, zoom)
    cells = len(count)
    at = _nearest_to_mean(cell, count, dx.astype(np.float64), y.astype(np.float64))
    first = np.empty(cells, dtype=np.int64)
    first[cell[::-1]] = rows[::-1]
    host = _merged(dx[at] / _WORLD, y[at] / _WORLD, count, first, 256 * 2.0**zoom)
    return _gathered(places, rows, cell, host, (at, first, dx, y), window.x)


def _in_cells(
    dx: NDArray[np.uint32], y: NDArray[np.uint32], window: Window, zoom: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give each spot the number of its cell among those that are occupied; and how many spots each of these has."""
    finest = bits = min(31, zoom + _CELL_BITS)
    while True:
        shift = 32 - bits
        inset, top = window.x & ((1 << shift) - 1), window.y >> shift
        columns, lines = _grid(window, shift)
        # The grid is fixed to the world, so that panning leaves groups as they are.
        column = (dx.astype(np.int64) + inset) >> shift
        key = ((y >> np.uint32(shift)).astype(np.int64) - top) * columns + column
        cell, count = _numbered(key, columns * lines)
        if len(count) <= _MOST_CELLS or (bits <= finest - 2 and len(count) <= _LIMIT):
            return cell, count
        bits -= 1
        if len(count) > _LIMIT:
            while math.prod(_grid(window, 32 - bits)) > _DENSE:
                bits -= 1


def _grid(window: Window, shift: int) -> tuple[int, int]:
    """Tell how many columns and lines of cells a window meets."""
    inset = window.x & ((1 << shift) - 1)
    lines = ((window.y + window.height) >> shift) - (window.y >> shift) + 1
    return ((window.width + inset) >> shift) + 1, lines


def _numbered(key: NDArray[np.int64], cells: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    if cells > _DENSE:
        _, cell, count = np.unique(key, return_inverse=True, return_counts=True)
        return cell, count
    count = np.bincount(key, minlength=cells)
    full = np.flatnonzero(count)
    number = np.zeros(cells, dtype=np.int64)
    number[full] = np.arange(len(full))
    return number[key], count[full]


def _nearest_to_mean(
    cell: NDArray[np.int64], count: NDArray[np.int64], x: NDArray[np.float64], y: NDArray[np.float64]
) -> NDArray[np.int64]:
    cells = len(count)
    mean_x, mean_y = (np.bincount(cell, weights=side, minlength=cells) / count for side in (x, y))
    distance = (x - mean_x[cell]) ** 2 + (y - mean_y[cell]) ** 2
    least = np.full(cells, np.inf)
    np.minimum.at(least, cell, distance)
    nearest = np.flatnonzero(distance <= least[cell])
    at = np.empty(cells, dtype=np.int64)
    at[cell[nearest[::-1]]] = nearest[::-1]
    return at


def _merged(
    x: NDArray[np.float64], y: NDArray[np.float64], count: NDArray[np.int64], first: NDArray[np.int64], scale: float
) -> NDArray[np.int64]:
    """Let what touches join until nothing does; return each cell's group.

    A group grows by what joins it, and may then touch its neighbours: ``data/cluster.js`` does the same.
    """
    px, py, total = (x * scale).tolist(), (y * scale).tolist(), count.tolist()
    host = list(range(len(total)))
    groups, before = np.lexsort((first, -count)).tolist(), len(total) + 1
    while len(groups) < before:
        before = len(groups)
        groups = _joined(sorted(groups, key=lambda i: -total[i]), px, py, total, host)
    roots = np.array(host, dtype=np.int64)
    while not np.array_equal(roots, roots[roots]):
        roots = roots[roots]
    return roots


def _joined(groups: list[int], px: list[float], py: list[float], total: list[int], host: list[int]) -> list[int]:
    """Let each group, the largest first, join the nearest that its badge touches; return those that stay."""
    radius: dict[int, float] = {}
    grid: dict[tuple[int, int], list[int]] = {}
    for i in groups:
        own = radius_of(total[i])
        column, line = int(px[i] // _REACH), int(py[i] // _REACH)
        best, closest = -1, math.inf
        for near in ((column + a, line + b) for a in (-1, 0, 1) for b in (-1, 0, 1)):
            for other in grid.get(near, ()):
                distance = math.hypot(px[other] - px[i], py[other] - py[i])
                if distance < closest and distance < (own + radius[other]) * _TOUCH:
                    best, closest = other, distance
        if best >= 0:
            host[i] = best
            total[best] += total[i]
            radius[best] = radius_of(total[best])
        else:
            radius[i] = own
            grid.setdefault((column, line), []).append(i)
    return list(radius)


def _gathered(
    places: Places,
    rows: NDArray[np.intp],
    cell: NDArray[np.int64],
    host: NDArray[np.int64],
    parts: tuple[Any, ...],
    west: int,
) -> Groups:
    at, first, dx, y = parts
    kept = np.flatnonzero(host == np.arange(len(host)))
    number = np.zeros(len(host), dtype=np.int64)
    number[kept] = np.arange(len(kept))
    group_of_cell = number[host]
    group_of = group_of_cell[cell]
    groups, styles = len(kept), len(STYLES) + 1
    tally = np.bincount(group_of * styles + places.style[rows], minlength=groups * styles).reshape(groups, styles)
    newest = np.full(groups, np.iinfo(np.int64).max)
    np.minimum.at(newest, group_of_cell, first)
    extent = np.empty((groups, 4), dtype=np.int64)
    for i, (side, least) in enumerate(((dx, True), (y, True), (dx, False), (y, False))):
        edge = np.full(groups, _WORLD - 1 if least else 0, dtype=np.uint32)
        (np.minimum if least else np.maximum).at(edge, group_of, side)
        extent[:, i] = edge
    # From the window's corner to the world's.
    extent[:, ::2] += west
    extent[:, ::2] -= np.where(extent[:, :1] >= _WORLD, _WORLD, 0)
    return Groups(tally.sum(axis=1), newest, rows[at[kept]], tally, extent, rows, group_of)
