"""What every point table is held to: a name, a coordinate in range, a known country, an id of its own.

A row that fails is rejected with its reason, once; the others become columns as the contract in the package says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from incidentmap.errors import quote
from incidentmap.model import Rejection

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd
    import pyarrow as pa

    from incidentmap.gazetteer.sources._lines import Part

    Mask = npt.NDArray[np.bool_]
    Floats = npt.NDArray[np.float64]

#: No toponym is longer; GeoNames allows 200 characters.
LONGEST_NAME: Final = 1_000

#: What Arrow is trusted to turn into a number; a comma may stand for the point.
_NUMBER: Final = r"^[+-]?([0-9]{1,15}([.,][0-9]{0,40})?|[.,][0-9]{1,40})([eE][+-]?[0-9]{1,2})?$"

#: Ids up to here are remembered as bits of an array; GeoNames stands at 13 million.
_DENSE: Final = 1 << 26

_SWAPPED: Final = "latitude and longitude may be swapped"


class Sieve:
    """The rows of a part, and which of them are still good.

    Examples
    --------
    >>> import pyarrow as pa
    >>> from incidentmap.gazetteer.sources._lines import Part
    >>> table = pa.table({"name": ["Kozinka", "Nowhere"], "lat": ["50.26", "507"], "lon": ["35.44", "35"]})
    >>> sieve = Sieve(Part("a.csv", table, np.array([2, 3]), str))
    >>> lon, lat = sieve.coordinates("lon", "lat")
    >>> sieve.good.tolist(), sieve.rejected[0].row, sieve.rejected[0].reason
    ([True, False], 3, "'507' is not between -90 and 90")
    """

    def __init__(self, part: Part) -> None:
        self._part = part
        self._columns: dict[str, pa.Array] = {}
        self.good: Mask = np.ones(len(part.table), dtype=bool)
        self._rejected = list(part.rejected)

    @property
    def file(self) -> str:
        """The file, for messages."""
        return self._part.file

    @property
    def rejected(self) -> tuple[Rejection, ...]:
        """What was rejected so far, in the order of the rows."""
        return tuple(sorted(self._rejected, key=lambda r: r.row))

    def __len__(self) -> int:
        return len(self.good)

    def has(self, name: str) -> bool:
        """Tell whether the table has a column."""
        return name in self._part.table.column_names

    def column(self, name: str) -> pa.Array:
        """Give a column of text, without blanks around the cells."""
        import pyarrow.compute as pc

        if name not in self._columns:
            self._columns[name] = pc.utf8_trim_whitespace(self._part.table[name].combine_chunks())
        return self._columns[name]

    def reject(self, bad: Mask, field: str | None, reason: str | Callable[[str], str], remedy: str) -> None:
        """Reject those of some rows that are still good.

        Parameters
        ----------
        bad : bool array
        field : str or None
            The column at fault.
        reason : str, or callable
            The value → the reason.
        remedy : str
        """
        for i in np.flatnonzero(bad & self.good):
            self._rejected.append(self._rejection(int(i), field, reason, remedy))
        self.good &= ~bad

    def _rejection(self, i: int, field: str | None, reason: str | Callable[[str], str], remedy: str) -> Rejection:
        part = self._part
        value = part.table[field][i].as_py() if field else None
        why = reason if isinstance(reason, str) else reason(value or "")
        return Rejection(part.file, int(part.rows[i]), field, value, why, remedy, part.text(i))

    def names(self, field: str = "name") -> pa.Array:
        """Give the names; rows without one are rejected."""
        import pyarrow.compute as pc

        column = self.column(field)
        length = pc.utf8_length(column).to_numpy(zero_copy_only=False)
        self.reject(length == 0, field, "there is no name", "write the name, or take the row out")
        too_long = f"the name is longer than {LONGEST_NAME:,} characters"
        self.reject(length > LONGEST_NAME, field, too_long, "close a quote above it, or take the row out")
        return column

    def coordinates(self, lon: str, lat: str) -> tuple[Floats, Floats]:
        """Give longitudes and latitudes in degrees; rows without, or out of range, are rejected."""
        x, y = self._floats(lon), self._floats(lat)
        for field, values in ((lat, y), (lon, x)):
            remedy = "write WGS84 degrees with a decimal point: 50.723"
            self.reject(np.isnan(values) & self._blank(field), field, "there is no coordinate", remedy)
            self.reject(np.isnan(values), field, lambda v: f"{quote(v)} is not a number of degrees", remedy)
        swapped = (np.abs(y) > 90) & (np.abs(y) <= 180) & (np.abs(x) <= 90)
        self.reject(swapped, lat, _SWAPPED, "exchange the two columns")
        for field, values, limit in ((lat, y, 90), (lon, x, 180)):
            outside = ~(np.abs(values) <= limit)
            self.reject(outside, field, _outside(limit), "write WGS84 degrees, and not metres of a projection")
        return x, y

    def whole_numbers(self, field: str) -> npt.NDArray[np.int64]:
        """Give counts, 0 where the cell is empty; rows with something else are rejected."""
        values = self._floats(field)
        values[self._blank(field)] = 0
        bad = ~((values >= 0) & (values < 1e12))
        self.reject(bad, field, lambda v: f"{quote(v)} is not a number of people", "write digits, or leave it empty")
        return np.where(bad, 0, values).astype(np.int64)

    def digits(self, field: str) -> npt.NDArray[np.int64]:
        """Give ids made of digits; rows with another are rejected, and get -1."""
        import pyarrow as pa
        import pyarrow.compute as pc

        column = self.column(field)
        fine = pc.match_substring_regex(column, "^[0-9]{1,18}$")
        mask = fine.to_numpy(zero_copy_only=False)
        self.reject(~mask, field, lambda v: f"{quote(v)} is not an id of digits", "check that the columns are in order")
        return np.asarray(pc.if_else(fine, column, "-1").cast(pa.int64()).to_numpy(zero_copy_only=False))

    def countries(self, field: str, default: str | None) -> pa.Array:
        """Give ISO alpha-2 codes, the default where the cell is empty; rows with another are rejected."""
        import pyarrow as pa
        import pyarrow.compute as pc

        column = pc.utf8_upper(self.column(field))
        blank = pc.equal(column, "")
        fine = pc.or_(blank, pc.match_substring_regex(column, "^[A-Z]{2}$"))
        self.reject(
            ~fine.to_numpy(zero_copy_only=False),
            field,
            lambda v: f"{quote(v)} is not a two-letter country code",
            "write ISO codes, as RU or UA",
        )
        return pc.if_else(blank, pa.scalar(default, pa.string()), column)

    def repeated(self, ids: npt.NDArray[np.int64] | Sequence[str], seen: Seen) -> Mask:
        """Tell which good rows have an id met before; the ids of good rows count as met from now on."""
        where = np.flatnonzero(self.good)
        found = np.zeros(len(self), dtype=bool)
        found[where] = seen.repeated(ids[where] if isinstance(ids, np.ndarray) else [ids[int(i)] for i in where])
        return found

    def fresh(self, ids: npt.NDArray[np.int64] | Sequence[str], seen: Seen, field: str | None) -> None:
        """Reject rows whose id was there before."""
        again = self.repeated(ids, seen)
        self.reject(again, field, "the id was there before; the first row with it is kept", "take one of them out")

    def set_aside(self, rows: Mask, tally: Tally, field: str) -> None:
        """Take good rows out without a rejection each: they are counted, and the first of them is remembered."""
        where = np.flatnonzero(rows & self.good)
        tally.count += len(where)
        if len(where) and tally.first is None:
            tally.first = self._rejection(int(where[0]), field, "", "")
        self.good &= ~rows

    def kept(self, columns: dict[str, Any]) -> pd.DataFrame:
        """Make a table of the good rows; a column is an Arrow or NumPy array, or one value for all rows."""
        import pandas as pd
        import pyarrow as pa

        mask = pa.array(self.good)
        whole = {
            name: value.filter(mask).to_pandas()
            if isinstance(value, pa.Array)
            else value[self.good]
            if isinstance(value, np.ndarray)
            else value
            for name, value in columns.items()
        }
        return pd.DataFrame(whole, index=pd.RangeIndex(int(self.good.sum())))

    def _blank(self, field: str) -> Mask:
        import pyarrow.compute as pc

        return np.asarray(pc.equal(self.column(field), "").to_numpy(zero_copy_only=False))

    def _floats(self, field: str) -> Floats:
        """Give numbers, NaN where the cell holds none."""
        import pyarrow as pa
        import pyarrow.compute as pc

        column = self.column(field)
        try:
            values = column.cast(pa.float64()).to_numpy(zero_copy_only=False)
        except pa.ArrowInvalid:
            fine = pc.match_substring_regex(column, _NUMBER)
            numbers = pc.replace_substring(pc.if_else(fine, column, None), ",", ".")
            values = numbers.cast(pa.float64()).to_numpy(zero_copy_only=False)
        values = np.array(values, dtype=np.float64)
        values[np.isinf(values)] = np.nan
        return values


@dataclass(slots=True)
class Tally:
    """Rows set aside for one common reason, which are told of once: how many, and the first.

    Examples
    --------
    >>> Tally().count
    0
    """

    count: int = 0
    first: Rejection | None = None

    def rejection(self, noun: str, reason: str, remedy: str) -> Rejection:
        """Make the one rejection that stands for all of them: "12,345 rows with ..., this the first"."""
        if self.first is None:
            raise ValueError("nothing was set aside")
        counted = f"{self.count:,} {noun}{'' if self.count == 1 else 's'} {reason}"
        return replace(self.first, reason=counted + (", this the first" if self.count > 1 else ""), remedy=remedy)


class Seen:
    """The ids met so far.

    Examples
    --------
    >>> seen = Seen()
    >>> seen.repeated(np.array([7, 8, 7])).tolist(), seen.repeated(np.array([8, 1 << 40])).tolist()
    ([False, False, True], [True, False])
    """

    def __init__(self) -> None:
        self._bits: Mask = np.zeros(1 << 16, dtype=bool)
        self._others: set[Any] = set()

    def repeated(self, ids: npt.NDArray[np.int64] | list[str]) -> Mask:
        """Tell which ids were met before, here or in earlier calls; they all count as met from now on."""
        if isinstance(ids, list) or (len(ids) and ids.max() >= _DENSE):
            return np.array([self._again(v) for v in ids], dtype=bool)
        found = np.ones(len(ids), dtype=bool)
        if len(ids):
            if ids.max() >= len(self._bits):
                self._bits = np.concatenate([self._bits, np.zeros(int(ids.max()) + 1, dtype=bool)])
            found[np.unique(ids, return_index=True)[1]] = False
            found |= self._bits[ids]
            self._bits[ids] = True
        return found

    def _again(self, value: Any) -> bool:
        if not isinstance(value, str) and value < _DENSE:
            return bool(self.repeated(np.array([value]))[0])
        if value in self._others:
            return True
        self._others.add(value)
        return False


def _outside(limit: int) -> Callable[[str], str]:
    return lambda value: f"{quote(value)} is not between -{limit} and {limit}"
