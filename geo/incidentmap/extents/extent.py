"""What this room hands out: a shape with its class, its size, and the sentence that says how it was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from incidentmap.model import Point, Precision, Shape

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True)
class Extent:
    """A shape, its rung on the ladder, its size, and the sentence that says how it was made.

    Parameters
    ----------
    geometry : shapely geometry
        WGS84 degrees, valid, not empty, right-handed, split at the antimeridian, rounded to 7 decimals.
    precision : Precision
    radius_km : float or None
        How far it reaches from the place, where it lies around or beside one.
    rule : str
        A sentence that a reader of the map sees.
    shape : Shape
    spot : Point or None
        A point inside the geometry, for a label, and for tools that take only points.
    estimated : bool
        Whether it stands for a boundary that no source gives.
    """

    geometry: BaseGeometry
    precision: Precision
    radius_km: float | None
    rule: str
    shape: Shape = Shape.POINT
    spot: Point | None = None
    estimated: bool = False


def called(name: str, otherwise: str) -> str:
    """Return the name of a place for a rule, or other words where the caller gave none.

    Examples
    --------
    >>> called("", "it"), called("Sudzha", "it")
    ('it', 'Sudzha')
    """
    return name or otherwise


def a_disc(km: float) -> str:
    """Write a disc with its article, as it is spoken.

    Examples
    --------
    >>> a_disc(5), a_disc(18), a_disc(8.4)
    ('a 5 km disc', 'an 18 km disc', 'an 8.4 km disc')
    """
    text = km_text(km)
    an = text.startswith("8") or text.split(".")[0] in ("11", "18")
    return f"{'an' if an else 'a'} {text} km disc"


def km_text(km: float) -> str:
    """Write a length for a rule: no more digits than it deserves.

    Examples
    --------
    >>> km_text(12.0), km_text(6.04), km_text(173.4)
    ('12', '6', '173')
    """
    return f"{round(km, 1 if km < 20 else None):g}"
