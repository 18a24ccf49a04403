"""How large things are drawn: every radius, width, angle and limit of this room, in one place.

These are design choices (docs/honest-geometry.md), checked against recorded events by ``benchmarks/calibration.py``.
Change a number here, run it, and look at coverage and area together: a shape that is merely huge is no answer.
All lengths are kilometres, all angles degrees.
"""

from __future__ import annotations

from typing import Final, NamedTuple

#: "Near" is never more than this: class 2 of UCDP's precision codes ends here.
FARTHEST_NEAR_KM: Final = 25.0

#: A disc larger than this is no place.
FARTHEST_DISC_KM: Final = 1000.0

#: "N km from X" is drawn up to here: beyond it, the words name a country's width, not a spot.
FARTHEST_DISTANCE_KM: Final = 500.0

#: "Between A and B" is drawn up to here: Kyiv to Mariupol is 620 km, and nothing is found in such a band.
FARTHEST_BETWEEN_KM: Final = 500.0

#: Two points nearer than this are one spot.
SAME_SPOT_KM: Final = 0.05


class Size(NamedTuple):
    """What words about a settlement of some size reach, from its point."""

    #: The least population of this size.
    population: int
    #: How far its own buildings reach.
    own: float
    #: How far "on the outskirts of it" reaches.
    outskirts: float
    #: How far "near it" reaches.
    near: float


#: The sizes, from the largest. A village of the border oblasts is 1-2 km across, Belgorod about 15; and two sources put
#: the point of one settlement up to a kilometre or two apart, which its reach has to allow for.
SIZES: Final = (
    Size(1_000_000, 12.0, 16.0, 22.0),
    Size(500_000, 10.0, 14.0, 18.0),
    Size(100_000, 6.0, 9.0, 12.0),
    Size(10_000, 3.5, 5.0, 7.0),
    Size(1_000, 3.0, 4.0, 5.0),
    Size(0, 1.5, 3.0, 5.0),
)

#: "The airport of X" lies by X, and farther out than what is "near X": so many times as far.
FACILITY_TIMES: Final = 1.5

#: The population that a kind of settlement stands for where none is known: GeoNames codes, OpenStreetMap tags.
POPULATION_OF_KIND: Final = {
    "PPLC": 1_000_000,
    "PPLA": 100_000,
    "PPLA2": 10_000,
    "place=city": 100_000,
    "place=town": 10_000,
}

#: How far a named site reaches from its point, for want of anything better: an airport is some 3 km long.
SITE_KM: Final = 3.0

#: Sites that reach less, or more, by their GeoNames code.
SITE_KM_OF_KIND: Final = {
    "BDG": 0.5, "BLDG": 0.5, "CH": 0.5, "HSP": 0.5, "SCH": 0.5, "MNMT": 0.5, "CMTY": 0.5, "RSTN": 1.0, "BUSTN": 0.5,
    "FCL": 1.0, "FRM": 1.0, "PS": 1.5, "MFG": 1.5, "MN": 1.5, "HLL": 1.5, "AIRP": 3.0, "AIRB": 4.0, "INSM": 3.0,
    "ISL": 3.0, "MILB": 3.0, "FRST": 5.0,
}  # fmt: skip

#: The disc of a coordinate that its source calls "in the vicinity": Bellingcat moves its points by up to 150 m.
VICINITY_KM: Final = 0.15

#: Where "north of X" ends: where "near X" does.
DIRECTION_KM: Final = 25.0

#: "North of X", with no distance: 45 degrees to each side, so that two neighbouring winds overlap by half.
DIRECTION_HALF_ANGLE: Final = 45.0

#: "10 km north of X": who gives a distance means the wind more exactly.
DISTANCE_HALF_ANGLE: Final = 30.0

#: "Towards X", "the X direction": how far before X such words reach.
TOWARDS_KM: Final = 25.0

#: How far a number may be off, as a share of it, by how round it is, and at least how many kilometres.
ROUND_SHARE: Final = (
    # 5, 10, 20, 50, 100: a person's guess
    ("round", 0.20, 1.0),
    # 15, 25, 60: a multiple of five
    ("five", 0.15, 1.0),
    # 7, 17, 23: read from a map
    ("whole", 0.10, 1.0),
    # 5.3: measured
    ("exact", 0.05, 0.5),
)

#: Half the width of a corridor, as a share of its length (a road between two towns is a tenth longer than the line,
#: and then strays by a fifth of it at most), and its least and greatest.
CORRIDOR_SHARE: Final = 0.12
CORRIDOR_KM: Final = (2.0, 15.0)

#: A corridor up to this long is "near"; a longer one is an area.
NEAR_CORRIDOR_KM: Final = 2 * FARTHEST_NEAR_KM

#: Half the width of the strip along a border.
STRIP_KM: Final = 10.0

#: "The border near X": X may lie so far from it, and the strip runs on to where the border is this much farther from X
#: than at its nearest.
BORDER_NEAR_KM: Final = FARTHEST_NEAR_KM
BORDER_BESIDE_KM: Final = 12.0

#: "The border north of X", "N km from the border": no farther than this.
FARTHEST_FACING_KM: Final = 200.0

#: Half the width of the strip along a river, a road or a coast.
ALONG_KM: Final = 5.0

#: Lines of two units that are nearer than this are one line: the bundled boundaries are that exact.
LINE_TOLERANCE_KM: Final = 3.0

#: A border is shared from this length on, where both sides draw the same line, and where they only nearly do: two
#: units that meet in a corner share none.
LEAST_EXACT_KM: Final = 1.0
LEAST_SHARED_KM: Final = 15.0

#: How far "near the region of X" reaches beyond it, and "near the lake".
AROUND_AREA_KM: Final = FARTHEST_NEAR_KM
AROUND_WATER_KM: Final = 10.0

#: The share of a unit's area that is "its north": a bit more than half, since writers have no line in mind.
PART_OF_SIDE: Final = 0.55

#: "Its north-east" is what these shares of it on two sides have in common: never less than a fifth of the whole.
PART_OF_CORNER: Final = 0.60

#: A district drawn from its villages: the spacing of the villages says how well they outline it. Bays as wide as so
#: many spacings are filled, and it ends this share of a spacing outside the outermost village, within these limits.
HULL_BAY: Final = 8.0
HULL_MARGIN: Final = 0.75
HULL_MARGIN_KM: Final = (6.0, 9.0)

#: The margin around fewer than a dozen villages, which say next to nothing of their district's size.
HULL_FEW: Final = 12
HULL_FEW_KM: Final = 10.0

#: A village farther than this from every other of the district is taken for a namesake elsewhere.
HULL_OUTLIER_KM: Final = 30.0


def size_of(population: int | None, code: str = "") -> Size:
    """Say how large a settlement is, by its population or, where that is unknown, by its kind.

    Examples
    --------
    >>> size_of(345_289).own, size_of(None, "PPLA").own, size_of(None).own
    (6.0, 6.0, 1.5)
    """
    people = population or POPULATION_OF_KIND.get(code, 0)
    return next(size for size in SIZES if people >= size.population)


def site_km(code: str = "") -> float:
    """Say how far a named site reaches, by its kind.

    Examples
    --------
    >>> site_km("RSTN"), site_km()
    (1.0, 3.0)
    """
    return SITE_KM_OF_KIND.get(code, SITE_KM)


def tolerance_km(km: float) -> float:
    """Say how far a distance in a text may be off: the rounder the number, the further.

    Examples
    --------
    >>> [tolerance_km(km) for km in (5, 5.3, 12.5, 17, 20, 25, 50)]
    [1.0, 0.5, 2.5, 1.7, 4.0, 3.75, 10.0]
    """
    kind = "exact"
    if km >= 5 and km % 1 == 0.5:  # the middle of "10-15 km"
        kind = "round"
    elif km == int(km):
        first = str(int(km)).rstrip("0")
        kind = "round" if first in ("1", "2", "5") and km >= 5 else "five" if km % 5 == 0 else "whole"
    share, least = next((share, least) for name, share, least in ROUND_SHARE if name == kind)
    return max(least, round(share * km, 6))
