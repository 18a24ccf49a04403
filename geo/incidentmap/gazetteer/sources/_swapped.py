"""Whether a file has latitude and longitude exchanged: its countries are not where its points are."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from incidentmap.errors import BadValue
from incidentmap.model import Feature

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyarrow as pa

    Floats = npt.NDArray[np.float64]

#: So many rows are looked at.
_SAMPLE: Final = 500

#: This far outside its country's box a point is in the wrong place. It cannot be much more: Belgorod, exchanged, lies
#: 4.6 degrees from Russia.
_FAR_DEG: Final = 1.0


def refuse_swapped(country: pa.Array, lon: Floats, lat: Floats, file: str, remedy: str) -> None:
    """Refuse a table when most of its first points are in their country only once exchanged.

    Parameters
    ----------
    country : array of text
        ISO alpha-2; rows without are left out.
    lon, lat : float64 arrays
        Degrees as they stand in the table; NaN where there is none.
    file, remedy : str
        For the message.

    Raises
    ------
    BadValue

    Examples
    --------
    >>> import pyarrow as pa
    >>> refuse_swapped(pa.array(["RU"]), np.array([36.58]), np.array([50.61]), "a.csv", "")
    >>> refuse_swapped(pa.array(["RU"]), np.array([50.61]), np.array([36.58]), "a.csv", "exchange them")
    Traceback (most recent call last):
    incidentmap.errors.BadValue: a.csv: latitude and longitude look swapped: 1 of the first 1 points lie outside ...
    """
    codes = np.array(country.slice(0, _SAMPLE).to_pylist(), dtype=object)
    x, y = lon[:_SAMPLE], lat[:_SAMPLE]
    known = np.array([c is not None for c in codes], dtype=bool) & np.isfinite(x) & np.isfinite(y)
    codes, x, y = codes[known], x[known], y[known]
    # A longitude beyond 90 could not be a latitude: then nothing is exchanged, and the boxes need not be loaded.
    if 2 * np.count_nonzero(np.abs(x) <= 90) <= len(codes):
        return
    wrong = total = 0
    for code in set(codes):
        if code not in _boxes():
            continue
        of = codes == code
        total += int(of.sum())
        wrong += int((~_inside(code, x[of], y[of], _FAR_DEG) & _inside(code, y[of], x[of], 0)).sum())
    if 2 * wrong > total:
        problem = f"{wrong} of the first {total} points lie outside their country, and inside it when exchanged"
        raise BadValue(f"latitude and longitude look swapped: {problem}", file=file, remedy=remedy)


def _inside(code: str, x: Floats, y: Floats, margin: float) -> npt.NDArray[np.bool_]:
    west, south, east, north = (side[:, None] for side in _boxes()[code].T)
    within = (west - margin <= x) & (x <= east + margin) & (south - margin <= y) & (y <= north + margin)
    return np.asarray(within.any(axis=0))


@lru_cache(maxsize=1)
def _boxes() -> dict[str, Floats]:
    """Country → the boxes of its parts; one box for all would span the world for those on the antimeridian."""
    import shapely

    from incidentmap.gazetteer.sources import boundaries

    places = boundaries.read().places
    assert places is not None  # noqa: S101 - the bundled table always has them
    of_country = places[places["feature"] == Feature.COUNTRY.value]
    boxes: dict[str, list[Floats]] = {}
    for code, shape in zip(of_country["country"], of_country["boundary"], strict=True):
        boxes.setdefault(code, []).append(shapely.bounds(shapely.get_parts(shape)))
    return {code: np.concatenate(found) for code, found in boxes.items()}
