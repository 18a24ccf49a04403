"""The world cut into cells, small where places are dense, each with the places that may be the nearest of a spot in it.

Cells are quarters of quarters of longitude and latitude, told by Morton codes; distances are straight, through three
dimensions, so that the antimeridian and the poles are like any other place.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Rows = NDArray[np.int64]
    Codes = NDArray[np.uint32]

#: Each half of a cell's code: 65,536 columns and rows, so that the smallest cell is 600 m wide at the equator.
DEPTH: Final = 16
#: The first cells are 90° wide and 45° high.
COARSEST: Final = 2
#: A cell with more candidates is cut in four. Fewer make the file larger, more make each point slower.
CAPACITY: Final = 16
#: Places that crowd on rings would fill the file with ever smaller cells: from so many listed for each, cutting stops.
MOST_LISTED: Final = 60
#: So many listed places are looked at together: they take some 150 bytes each meanwhile.
_TOGETHER: Final = 300_000
#: A chord's square (km²) orders places as the geodesic does, up to this times its square: the ellipsoid's radii of
#: curvature are between 6,335 and 6,400 km, which would allow a quarter of it.
SLACK: Final = 2e-10
#: Coordinates in km carry rounding far below this square of a millimetre.
ROUNDING: Final = 1e-12

_EQUATOR_KM: Final = 6378.137
_ECCENTRICITY: Final = 0.00669437999014


def cut(spots: Floats, places: Rows) -> tuple[Codes, Codes, Codes]:
    """Cut the world into cells that list few places each: the codes of the cells, the lists, and where each starts."""
    if not len(places):
        return np.zeros(1, np.uint32), np.empty(0, np.uint32), np.zeros(2, np.uint32)
    found = [(c.astype(np.uint32), listed.astype(np.uint32), n) for c, listed, n in _leaves(spots, places)]
    cells = np.concatenate([codes for codes, _, _ in found])
    counts = np.concatenate([counts for _, _, counts in found])
    lists = np.concatenate([listed for _, listed, _ in found])
    del found
    order = np.argsort(cells)
    starts = np.concatenate(([0], np.cumsum(counts[order])))
    begins = (np.cumsum(counts) - counts)[order]
    listed = np.empty_like(lists)
    for first in range(0, len(order), _TOGETHER):  # positions take twice the memory of what they point at
        last = min(first + _TOGETHER, len(order))
        chosen = ranges(begins[first:last], starts[first + 1 : last + 1] - starts[first:last])
        listed[starts[first] : starts[last]] = lists[chosen]
    return cells[order], listed, starts.astype(np.uint32)


def _leaves(spots: Floats, places: Rows) -> Iterator[tuple[Rows, Rows, Rows]]:
    """Give cells that are cut no further, a group at a time: codes, lists end to end, lengths of lists."""
    budget = MOST_LISTED * len(places)
    everything = np.array([len(places)])
    waiting = [(COARSEST, np.array([root]), places, everything) for root in reversed(range(4**COARSEST))]
    while waiting:
        depth, cells, listed, before = waiting.pop()
        if len(cells) > 1 and len(listed) > _TOGETHER:
            half = len(cells) // 2
            cut_at = int(before[:half].sum())
            waiting.append((depth, cells[half:], listed[cut_at:], before[half:]))
            waiting.append((depth, cells[:half], listed[:cut_at], before[:half]))
            continue
        listed, counts = _prune(spots, cells, depth, listed, before)
        # A small cluster seen from afar stays one list, however often the cell is cut.
        stays = (counts == before) & (counts <= 4 * CAPACITY)
        done = (counts <= CAPACITY) | stays | (depth == DEPTH) | (len(listed) > budget)
        in_done = np.repeat(done, counts)
        if done.any():
            yield cells[done] << 2 * (DEPTH - depth), listed[in_done], counts[done]
            budget -= int(counts[done].sum())
        if not done.all():
            cells, listed, counts = cells[~done], listed[~in_done], counts[~done]
            starts = np.repeat(np.cumsum(counts) - counts, 4)
            cells, counts = (cells[:, None] * 4 + np.arange(4)).ravel(), np.repeat(counts, 4)
            waiting.append((depth + 1, cells, listed[ranges(starts, counts)], counts))


def _prune(spots: Floats, cells: Rows, depth: int, listed: Rows, counts: Rows) -> tuple[Rows, Rows]:
    """Take from each cell's list the places that are nowhere in the cell the nearest.

    A cell lies within a ball. A place is out when the plane midway between it and the place nearest to the ball's
    centre leaves the whole ball on that other place's side.
    """
    centres, radii = _balls(cells, depth)
    owner = np.repeat(np.arange(len(cells)), counts)
    squares = squares_between(spots.take(listed, axis=0), centres.take(owner, axis=0))
    least = np.minimum.reduceat(squares, np.cumsum(counts) - counts)
    slack = SLACK * (np.sqrt(least) + radii) ** 4 + ROUNDING
    # Most are out by this simpler test: nothing beyond two radii past the nearest can be nearer to any spot.
    keep = np.flatnonzero(squares <= ((np.sqrt(least) + 2 * radii) ** 2 + slack)[owner])
    listed, owner, squares = listed[keep], owner[keep], squares[keep]
    nearest = np.empty(len(cells), dtype=np.int64)
    at_least = squares == least[owner]
    nearest[owner[at_least]] = listed[at_least]
    apart = np.sqrt(squares_between(spots.take(listed, axis=0), spots.take(nearest.take(owner), axis=0)))
    keep = np.flatnonzero(squares <= (least + slack)[owner] + (2 * radii)[owner] * apart)
    return listed[keep], np.bincount(owner[keep], minlength=len(cells))


def _balls(cells: Rows, depth: int) -> tuple[Floats, Floats]:
    """Return the centre of each cell, and the radius of a ball around it that holds the cell (km)."""
    width, height = 360 / 2**depth, 180 / 2**depth
    west, south = _gather(cells) * width - 180, _gather(cells >> 1) * height - 90
    centres = spots_of(west + width / 2, south + height / 2)
    corners = [spots_of(west, south), spots_of(west, south + height)]
    radii = np.max([np.linalg.norm(corner - centres, axis=1) for corner in corners], axis=0)
    # The farthest spot of such a cell is a corner; the margin is for the ellipsoid, and for rounding at the edges.
    return centres, radii * 1.001 + 1e-6


def first_of_each(lon: Floats, lat: Floats, rows: Rows) -> Rows:
    """Return the place of the lowest row on each spot: the others there are never alone the nearest."""
    order = np.lexsort((rows, lon, lat))
    new = np.ones(len(order), dtype=bool)
    new[1:] = (np.diff(lon[order]) != 0) | (np.diff(lat[order]) != 0)
    return np.sort(order[new])


def codes_of(lon: Floats, lat: Floats) -> Codes:
    """Return the Morton codes of points: the cells of any depth are then ranges of codes."""
    columns = np.clip((lon + 180) * (2**DEPTH / 360), 0, 2**DEPTH - 1).astype(np.uint32)
    rows = np.clip((lat + 90) * (2**DEPTH / 180), 0, 2**DEPTH - 1).astype(np.uint32)
    codes: Codes = _spread(columns) | (_spread(rows) << 1)
    return codes


def code_of(lon: float, lat: float) -> int:
    """Return the Morton code of one point.

    Examples
    --------
    >>> [code_of(36.6, 50.6)] == codes_of(np.array([36.6]), np.array([50.6])).tolist()
    True
    """
    column = min(int((lon + 180) * (2**DEPTH / 360)), 2**DEPTH - 1)
    row = min(int((lat + 90) * (2**DEPTH / 180)), 2**DEPTH - 1)
    return int(_spread(column) | (_spread(row) << 1))


def _spread(half: Any) -> Any:
    """Put a zero before each bit, of a number or of an array of uint32."""
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        half = (half | (half << shift)) & mask
    return half


def _gather(code: Rows) -> Rows:
    half = code & 0x55555555
    for shift, mask in ((1, 0x33333333), (2, 0x0F0F0F0F), (4, 0x00FF00FF), (8, 0x0000FFFF)):
        half = (half | (half >> shift)) & mask
    return half


def spots_of(lon: Floats, lat: Floats) -> Floats:
    """Return points of the ellipsoid in km from the Earth's centre, shape (points, 3)."""
    east, north = np.radians(lon), np.radians(lat)
    sine, cosine = np.sin(north), np.cos(north)
    radius = _EQUATOR_KM / np.sqrt(1 - _ECCENTRICITY * sine * sine)
    spots = np.empty((len(lon), 3))
    np.multiply(radius * cosine, np.cos(east), out=spots[:, 0])
    np.multiply(radius * cosine, np.sin(east), out=spots[:, 1])
    np.multiply(radius * (1 - _ECCENTRICITY), sine, out=spots[:, 2])
    return spots


def spot_of(lon: float, lat: float) -> tuple[float, float, float]:
    """Return one point of the ellipsoid in km from the Earth's centre.

    Examples
    --------
    >>> [round(km) for km in spot_of(90.0, 0.0)]
    [0, 6378, 0]
    """
    east, north = math.radians(lon), math.radians(lat)
    sine, cosine = math.sin(north), math.cos(north)
    radius = _EQUATOR_KM / math.sqrt(1 - _ECCENTRICITY * sine * sine)
    return radius * cosine * math.cos(east), radius * cosine * math.sin(east), radius * (1 - _ECCENTRICITY) * sine


def squares_between(a: Floats, b: Floats) -> Floats:
    """Return the squares of the chords between two lists of points, or a list and one, km²."""
    gap = a - b
    squares: Floats = np.einsum("ij,ij->i", gap, gap)
    return squares


def ranges(starts: Rows, counts: Rows) -> Rows:
    """Return the indices of ranges, one after another.

    Examples
    --------
    >>> ranges(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    indices: Rows = np.arange(int(counts.sum())) + np.repeat(starts - (np.cumsum(counts) - counts), counts)
    return indices
