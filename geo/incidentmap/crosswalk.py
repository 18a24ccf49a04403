"""Precision as other data sets write it, and the ladder: one table, both ways.

A data set says with a code how well it knows a place: UCDP's ``where_prec`` 4 is "the first-order unit only". The
incident frame keeps such a code as ``scheme:code`` (``ucdp:4``) in ``recorded_precision``, and what is drawn follows
it instead of the dot that the data set had to put somewhere.

Few steps match one to one. Reading takes the rung of what a code means; :attr:`Step.lost` says what else it covers.
Writing takes the nearest code that is no more exact than what is written; where a data set has none, there is no code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from incidentmap.errors import BadValue, quote
from incidentmap.model import Precision


@dataclass(frozen=True, slots=True)
class Step:
    """One code of a data set.

    Parameters
    ----------
    code : str
        As the data set writes it. What GTD says in two columns is one code here: ``1+vicinity``.
    precision : Precision
        The rung it is read as.
    means : str
        What it says of a place, to be read after a colon.
    written : bool
        Whether a place of ours may be given this code. Not where the code says more than its rung: that it is in the
        United States, or on the high seas.
    lost : str
        What the rung does not keep of the code, or the code of the rung; "" when nothing is lost.
    """

    code: str
    precision: Precision
    means: str
    written: bool = True
    lost: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """The codes of one data set. ``key`` stands before the colon in ``recorded_precision``.

    ``title`` and ``column`` are what the data set calls itself and the column that holds the codes.
    """

    key: str
    title: str
    column: str
    steps: tuple[Step, ...]

    def step(self, code: str) -> Step | None:
        """Find a code, whatever its case and the blanks around it; spreadsheets write 4 as "4.0".

        Examples
        --------
        >>> SCHEMES["ucdp"].step(" 4.0 ").code, SCHEMES["viina"].step("street").code, SCHEMES["acled"].step("4")
        ('4', 'STREET', None)
        """
        wanted = _plain(code)
        return next((step for step in self.steps if _plain(step.code) == wanted), None)

    @property
    def codes(self) -> str:
        """The codes, for a message."""
        return ", ".join(step.code for step in self.steps)


_P = Precision

#: The table. Sources: the codebooks of ACLED, UCDP GED, GTD and GDELT 2.0, and the documentation of VIINA and Atlos.
SCHEMES: Final[dict[str, Scheme]] = {
    scheme.key: scheme
    for scheme in (
        Scheme("acled", "ACLED", "geo_precision", (
            Step("1", _P.SETTLEMENT, "a named town", lost="a spot known better than its town"),
            Step("2", _P.NEAR, "near a town, or a small part of a region; the point is the town's",
                 lost="a part of a region with no one town: it is read as near the town"),
            Step("3", _P.REGION, "a larger region; the point is a feature in it, or its capital",
                 lost="an area that is no unit, a border or a forest: it is read as the region"),
        )),
        Scheme("ucdp", "UCDP", "where_prec", (
            Step("1", _P.SETTLEMENT, "the exact place", lost="a spot known better than its settlement"),
            Step("2", _P.NEAR, "within about 25 km of a known point"),
            Step("3", _P.DISTRICT, "known to the second-order unit only"),
            Step("4", _P.REGION, "known to the first-order unit only"),
            Step("5", _P.AREA, "a line, or an area that is no unit or lies across several"),
            Step("6", _P.COUNTRY, "known to the country only"),
            Step("7", _P.UNLOCATED, "international waters or airspace", written=False,
                 lost="that it is at sea or in the air; a place that is unknown gets no code"),
        )),
        Scheme("gtd", "GTD", "specificity", (
            Step("1", _P.SETTLEMENT, "the town, with its own point", lost="a spot known better than its town"),
            Step("1+vicinity", _P.NEAR, "near the town (vicinity 1)"),
            Step("2", _P.DISTRICT, "in a town without a point of its own; the point is the middle of the smallest unit",
                 written=False, lost="that it is in a town"),
            Step("3", _P.DISTRICT, "in no town; the point is the middle of the smallest unit known",
                 lost="whether that unit is a district or smaller; that it is in no town"),
            Step("4", _P.REGION, "known to the first-order unit only; the point is its middle"),
            Step("5", _P.UNLOCATED, "not known to a first-order unit; there is no point",
                 lost="areas and countries: they are written as unknown"),
        )),
        Scheme("gdelt", "GDELT", "ActionGeo_Type", (
            Step("4", _P.SETTLEMENT, "a city or landmark outside the United States",
                 lost="a spot known better than its settlement; a landmark from a city"),
            Step("3", _P.SETTLEMENT, "a city or landmark in the United States", written=False),
            Step("5", _P.REGION, "a first-order unit outside the United States; the point is its middle",
                 lost="near a settlement, and districts: they are written as the region"),
            Step("2", _P.REGION, "a state of the United States; the point is its middle", written=False),
            Step("1", _P.COUNTRY, "a country; the point is its middle", lost="areas: they are written as the country"),
            Step("0", _P.UNLOCATED, "no place was found"),
        )),
        Scheme("viina", "VIINA", "GEO_PRECISION", (
            Step("STREET", _P.EXACT, "a street or an address", lost="how long the street is"),
            Step("settlement", _P.SETTLEMENT, "a settlement", lost="a spot known to 100–150 m"),
            Step("ADM3", _P.DISTRICT, "a third-order unit", written=False,
                 lost="that the unit is smaller than a district"),
            Step("ADM2", _P.DISTRICT, "known to the second-order unit only",
                 lost="near a settlement: it is written as the district"),
            Step("ADM1", _P.REGION, "known to the first-order unit only"),
        )),
        Scheme("atlos", "Atlos", "attr_geolocation_resolution", (
            Step("Exact", _P.EXACT, "the spot, to about 10 m"),
            Step("Vicinity", _P.VICINITY, "known to about 100 m"),
            Step("Locality", _P.SETTLEMENT, "known to about 1 km"),
        )),
    )
}  # fmt: skip


def from_code(scheme: str, code: str) -> Precision | None:
    """Read a data set's code as a rung of the ladder; ``None`` when the data set has no such code.

    Parameters
    ----------
    scheme : {"acled", "ucdp", "gtd", "gdelt", "viina", "atlos"}
    code : str
        Case, blanks around it and a trailing ".0" do not matter.

    Raises
    ------
    BadValue
        When there is no such scheme.

    Examples
    --------
    >>> str(from_code("ucdp", "4")), str(from_code("gtd", "1+vicinity")), from_code("acled", "9")
    ('region', 'near', None)
    """
    step = _scheme(scheme).step(code)
    return None if step is None else step.precision


def to_code(scheme: str, precision: Precision) -> str | None:
    """Write a rung as a data set's code: the nearest that is no more exact; ``None`` when the data set has none.

    Examples
    --------
    >>> to_code("ucdp", Precision.EXACT), to_code("gdelt", Precision.DISTRICT), to_code("acled", Precision.COUNTRY)
    ('1', '5', None)
    """
    fit = [s for s in _scheme(scheme).steps if s.written and s.precision.rank >= precision.rank]
    return min(fit, key=lambda step: step.precision.rank).code if fit else None


def recorded(scheme: str, code: str) -> str | None:
    """Write a code as ``recorded_precision`` holds it; ``None`` when the data set has no such code.

    Examples
    --------
    >>> recorded("viina", "adm1"), recorded("ucdp", "4.0"), recorded("ucdp", "8")
    ('viina:ADM1', 'ucdp:4', None)
    """
    step = _scheme(scheme).step(code)
    return None if step is None else f"{scheme}:{step.code}"


def ladder(recorded_precision: str) -> Precision | None:
    """Give the rung of what ``recorded_precision`` holds; ``None`` when that is no code of the table.

    Examples
    --------
    >>> str(ladder("ucdp:4")), ladder("ucdp:8"), ladder("")
    ('region', None, None)
    """
    found = _found(recorded_precision)
    return None if found is None else found[1].precision


def explain(recorded_precision: str) -> str:
    """Say in words what ``recorded_precision`` holds.

    Examples
    --------
    >>> explain("ucdp:4")
    'UCDP where_prec 4: known to the first-order unit only'
    >>> explain("gtd:1+vicinity")
    'GTD specificity 1+vicinity: near the town (vicinity 1)'
    >>> explain("nato:7")
    "'nato:7' is a precision code of no data set that is known here"
    """
    found = _found(recorded_precision)
    if found is None:
        return f"{quote(recorded_precision)} is a precision code of no data set that is known here"
    scheme, step = found
    return f"{scheme.title} {scheme.column} {step.code}: {step.means}"


def _found(recorded_precision: str) -> tuple[Scheme, Step] | None:
    key, _, code = recorded_precision.partition(":")
    scheme = SCHEMES.get(_plain(key))
    step = scheme and scheme.step(code)
    return (scheme, step) if scheme and step else None


def _scheme(key: str) -> Scheme:
    if key not in SCHEMES:
        raise BadValue(f"{quote(key)} is no scheme of precision codes", remedy=f"use one of {', '.join(SCHEMES)}")
    return SCHEMES[key]


def _plain(code: str) -> str:
    plain = code.strip().casefold()
    return plain.removesuffix(".0") if plain[:-2].isdecimal() else plain
