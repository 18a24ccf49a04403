"""Tables with a header, cells in quotes where they must be: CSV, TSV and their kin, read in bounded memory."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from incidentmap.errors import BadValue, EmptyInput, MissingColumn, UnreadableFile, WrongEncoding, quote
from incidentmap.gazetteer.sources import CHUNK
from incidentmap.gazetteer.sources._files import empty, raw
from incidentmap.gazetteer.sources._lines import Part
from incidentmap.model import Rejection

if TYPE_CHECKING:
    import pyarrow as pa

    Choose = Callable[[Sequence[str]], Mapping[str, str]]

_SEPARATORS: Final = (",", ";", "\t", "|")

#: A longer row is a quote that is never closed, and is not held in memory.
_LONGEST_ROW: Final = 16 << 20

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

#: In a message, so many column names at most.
_SHOWN: Final = 40


def csv_parts(path: Path, encoding: str, choose: Choose, size: int = CHUNK) -> Iterator[Part]:
    """Read a table with a header; the separator is found by looking.

    Rows with a wrong number of cells are rejected; blank ones are counted, and left out.

    Parameters
    ----------
    path : Path
    encoding : str
        Used where the file does not begin with a byte order mark.
    choose : callable
        Header → our column name → the file's.
    size : int
        So many rows become one part.

    Raises
    ------
    UnreadableFile
        When the file cannot be read, or a quote is never closed.
    WrongEncoding, EmptyInput, MissingColumn, BadValue

    Examples
    --------
    >>> part = next(csv_parts(Path("tests/data/gazetteer/table/places.csv"), "utf-8", lambda header: {"name": "place"}))
    >>> part.table["name"].to_pylist()[0], int(part.rows[0])
    ('Козинка', 2)
    """
    # One setting for the whole process; it is only ever raised, so that other users of csv lose nothing.
    csv.field_size_limit(max(csv.field_size_limit(), 2 * _LONGEST_ROW))
    lines = _lines(path, encoding)
    leading: list[str] = []
    for line in lines:
        leading.append(line)
        if line.strip():
            break
    if not leading:
        raise empty(path)
    record = _Record(chain(leading, lines), path)
    rows = _rows(record, _separator(leading[-1]))
    header = next((cells for _, cells, _ in rows if isinstance(cells, list)), None)
    if header is None:
        raise EmptyInput("there is nothing but blank lines", file=str(path), remedy="check that the export is complete")
    if "\0" in leading[-1]:
        problem = "the header holds NUL bytes, so it is not in this encoding"
        raise WrongEncoding(problem, file=str(path), row=1, remedy="say the encoding, probably --encoding utf-16-le")
    header = [name.strip() for name in header]
    chosen = choose(header)
    positions = {ours: header.index(theirs) for ours, theirs in chosen.items()}
    any_rows = False
    while some := list(islice(rows, size)):
        any_rows = True
        yield _part(str(path), some, positions, len(header))
    if not any_rows:
        raise no_rows(path)


def no_rows(path: Path) -> EmptyInput:
    """Make the error for a table of which there is only the header.

    Examples
    --------
    >>> print(no_rows(Path("a.csv")))
    a.csv: there are no rows under the header. To mend it: check that the export is complete.
    """
    return EmptyInput("there are no rows under the header", file=str(path), remedy="check that the export is complete")


def missing(ours: str, header: Sequence[str], path: Path, *, remedy: str | None = None) -> MissingColumn:
    """Make the error for a column that is not there.

    Examples
    --------
    >>> print(missing("lat", ["place", "x"], Path("a.csv")))
    a.csv, row 1: no column holds the lat; there are 'place', 'x'. To mend it: name one of these with --column lat=...
    """
    more = f" and {len(header) - _SHOWN} more" if len(header) > _SHOWN else ""
    there = ", ".join(quote(name) for name in header[:_SHOWN]) + more
    remedy = remedy or f"name one of these with --column {ours}=..."
    return MissingColumn(f"no column holds the {ours}; there are {there}", file=str(path), row=1, remedy=remedy)


def strings(values: Sequence[str]) -> pa.Array:
    r"""Make a column of text; lone surrogates, which are no characters, become U+FFFD.

    Examples
    --------
    >>> strings(["a", "\ud800"]).to_pylist()
    ['a', '�']
    """
    import pyarrow as pa

    try:
        return pa.array(values, pa.string())
    except UnicodeEncodeError:
        return pa.array([v.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for v in values], pa.string())


def _part(file: str, rows: list[tuple[int, list[str] | None, str]], positions: dict[str, int], width: int) -> Part:
    import pyarrow as pa

    good: list[tuple[int, list[str], str]] = []
    rejected: list[Rejection] = []
    for number, cells, text in rows:
        if cells is not None and (len(cells) == width or (len(cells) > width and not any(cells[width:]))):
            good.append((number, cells, text))
        else:
            rejected.append(_ragged(file, number, cells, width, text))
    table = pa.table({ours: strings([cells[at] for _, cells, _ in good]) for ours, at in positions.items()})
    numbers = np.array([number for number, _, _ in good], dtype=np.int64)
    return Part(file, table, numbers, lambda i: good[i][2], rejected)


def _ragged(file: str, number: int, cells: list[str] | None, width: int, text: str) -> Rejection:
    if cells is None:
        return Rejection(file, number, None, None, "the row is not CSV", "check its quotes", text)
    reason = f"the row has {len(cells)} cell{'' if len(cells) == 1 else 's'}, the header has {width}"
    remedy = "put quotes around a cell that holds the separator, or fill the row up with empty cells"
    return Rejection(file, number, None, None, reason, remedy, text)


class _Record:
    """The lines of a file as ``csv.reader`` asks for them; it asks for more inside a row while a quote is open."""

    def __init__(self, lines: Iterator[str], path: Path) -> None:
        self._lines, self._path = lines, path
        self.number = 0
        self.taken: list[str] = []
        self._size = 0

    def begin(self) -> None:
        self.number += 1
        self.taken, self._size = [], 0

    def __iter__(self) -> _Record:
        return self

    def __next__(self) -> str:
        line = next(self._lines, None)
        self._size += len(line or "")
        if self._size > _LONGEST_ROW or (line is None and self.taken):
            raise UnreadableFile(
                "a quote is opened in this row and never closed",
                file=str(self._path),
                row=self.number,
                remedy="close it, or double a quote that is part of a text",
            )
        if line is None:
            raise StopIteration
        self.taken.append(line)
        return line


def _rows(record: _Record, separator: str) -> Iterator[tuple[int, list[str] | None, str]]:
    """Cut rows into cells, None where that is impossible; each with its number, and as it stood."""
    reader = csv.reader(record, delimiter=separator, skipinitialspace=separator != "\t")
    while True:
        record.begin()
        cells: list[str] | None
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells = None
        if cells is None or any(cell.strip() for cell in cells):
            yield record.number, cells, "".join(record.taken).rstrip("\r\n")


def _separator(header: str) -> str:
    widths = {s: len(next(csv.reader([header], delimiter=s, skipinitialspace=s != "\t"), [])) for s in _SEPARATORS}
    return max(widths, key=lambda separator: widths[separator])


def _lines(path: Path, encoding: str) -> Iterator[str]:
    """Decode a file, line by line with their ends."""
    decoder, done, carry = None, 0, ""
    for piece in chain(raw(path, 1 << 20), [b""]):
        data = piece
        if decoder is None:
            mark, encoding = next(((m, name) for m, name in _MARKS if data.startswith(m)), (b"", encoding))
            decoder = _decoder(encoding, path)
            data, done = data[len(mark) :], len(mark)
        done += len(data)
        try:
            text = carry + decoder.decode(data, final=not piece)
        except UnicodeDecodeError as error:
            at = done - len(error.object) + error.start
            raise WrongEncoding(
                f"byte 0x{error.object[error.start]:02x} at offset {at:,} is not {encoding}",
                file=str(path),
                remedy="say the encoding, for example --encoding cp1251 (Cyrillic) or cp1252 (western)",
            ) from error
        # A carriage return at the very end may be half of CR LF.
        cut = max(text.rfind("\n"), text.rfind("\r", 0, max(len(text) - 1, 0))) + 1 if piece else len(text)
        yield from io.StringIO(text[:cut], newline="")
        carry = text[cut:]
        if len(carry) > _LONGEST_ROW:
            problem = f"a line is longer than {_LONGEST_ROW:,} characters, so this is no table"
            raise UnreadableFile(problem, file=str(path), remedy="check what the file is")


def _decoder(encoding: str, path: Path) -> codecs.IncrementalDecoder:
    try:
        b"".decode(encoding)
        return codecs.getincrementaldecoder(encoding)()
    except (LookupError, TypeError, ValueError) as error:
        problem = f"there is no text encoding {quote(encoding)}"
        raise BadValue(problem, file=str(path), remedy="use utf-8, cp1251, cp1252 or utf-16") from error
