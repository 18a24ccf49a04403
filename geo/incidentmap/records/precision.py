"""A data set's own code of how well it knows a place → ``recorded_precision``: whose code it is, and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from incidentmap.crosswalk import SCHEMES, explain, recorded
from incidentmap.errors import quote
from incidentmap.records.columns import key

#: Stands for our own ``scheme:code``, as an exported table has it.
OURS: Final = ""

#: Column, as :func:`~incidentmap.records.columns.key` reduces it → whose codes it may hold.
_SCHEMES: Final[dict[str, tuple[str, ...]]] = {
    "recordedprecision": (OURS,),
    "whereprec": ("ucdp",),
    "actiongeotype": ("gdelt",),
    "specificity": ("gtd",),
    "geoprecision": ("acled", "viina"),
    "attrgeolocationresolution": ("atlos",),
    "geolocationresolution": ("atlos",),
}

#: No other data set is known to use these names: what is no code there is a slip, and not a column of another kind.
_UNMISTAKABLE: Final = frozenset({"whereprec", "actiongeotype"})

#: GTD's second column: near the town, in it, not known.
_VICINITY: Final = {"1": "+vicinity", "0": "", "-9": "", "": ""}


class NoCode(NamedTuple):
    """A cell that holds no code: the role of its column, the cell, what is wrong, and what to do about it."""

    role: str
    value: str
    reason: str
    remedy: str


def codes_of(column: str | None, cells: Sequence[str], vicinity: Sequence[str]) -> list[str | NoCode | None]:
    """Write each cell of a precision column as ``scheme:code``.

    The column's name, and where several data sets share it its cells, tell whose codes they are. A column of a common
    name without one code in it belongs to something else, and tells nothing.

    Parameters
    ----------
    column : str or None
        As it stands in the header.
    cells : sequence of str
    vicinity : sequence of str
        The cells of GTD's ``vicinity``; empty ones where there is no such column.

    Examples
    --------
    >>> codes_of("where_prec", ["4", "", "1.0"], [""] * 3)
    ['ucdp:4', None, 'ucdp:1']
    >>> codes_of("specificity", ["1", "1", "4"], ["1", "-9", "1"])
    ['gtd:1+vicinity', 'gtd:1', 'gtd:4']
    >>> codes_of("GEO_PRECISION", ["ADM1", "STREET"], [""] * 2), codes_of("geo_precision", ["about 5 m"], [""])
    (['viina:ADM1', 'viina:STREET'], [None])
    >>> codes_of("where_prec", ["8"], [""])[0].reason
    "'8' is no code of UCDP's where_prec"
    """
    if column is None:
        return [None] * len(cells)
    name = key(column)
    distinct = {cell for cell in cells if cell.strip()}
    scheme = max(_SCHEMES[name], key=lambda scheme: sum(isinstance(_read(scheme, cell), str) for cell in distinct))
    found = {cell: _read(scheme, cell) for cell in distinct}
    if name not in _UNMISTAKABLE and not any(isinstance(code, str) for code in found.values()):
        return [None] * len(cells)
    codes = [found.get(cell) for cell in cells]
    return _near_towns(codes, vicinity) if scheme == "gtd" else codes


def _read(scheme: str, cell: str) -> str | NoCode:
    said = cell.strip()
    if scheme == OURS:
        whose, _, code_there = said.partition(":")
        known = SCHEMES.get(whose.strip().casefold())
        code = recorded(known.key, code_there) if known else None
        reason = explain(said)
        remedy = f"write it as ucdp:4, with one of {', '.join(SCHEMES)} before the colon"
    else:
        by = SCHEMES[scheme]
        code = recorded(scheme, said)
        reason = f"{quote(said)} is no code of {by.title}'s {by.column}"
        remedy = f"write one of {by.codes}"
    return code or NoCode("recorded_precision", cell, reason, f"{remedy}, or leave the cell empty")


def _near_towns(codes: list[str | NoCode | None], vicinity: Sequence[str]) -> list[str | NoCode | None]:
    """Add what GTD says in its second column, which counts only for a town with a point."""
    found: list[str | NoCode | None] = []
    for code, cell in zip(codes, vicinity, strict=True):
        near = _VICINITY.get(cell.strip().removesuffix(".0"))
        if near is None:
            reason = f"{quote(cell.strip())} is no code of GTD's vicinity"
            found.append(NoCode("vicinity", cell, reason, "write one of 1, 0, -9, or leave the cell empty"))
        else:
            found.append("gtd:1" + near if code == "gtd:1" else code)
    return found
