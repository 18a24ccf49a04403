"""CSV and its kin: text with a separator, read in bounded memory."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from operator import itemgetter
from typing import Any, Final

from incidentmap.errors import UnreadableFile, WrongEncoding
from incidentmap.model import Rejection
from incidentmap.records.cells import LONGEST_ROW, Cells, Reading
from incidentmap.records.lines import TOO_LONG, BadBytes, lines_of
from incidentmap.records.opening import Hashed, empty_file, no_rows

_SEPARATORS: Final = (",", ";", "\t", "|")

#: So many lines are looked at to find the separator.
_SAMPLE: Final = 20


class _Broken(Exception):
    """A row that cannot be cut into cells: the reason, and the remedy."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason, self.remedy = reason, remedy


_TOO_LONG: Final = (f"the row is longer than {LONGEST_ROW:,} characters", "break the file into lines")
_OPEN_QUOTE: Final = ("a quote is opened and never closed", "close it, or double a quote that is part of a text")


class _Record:
    """The lines of a file as ``csv.reader`` asks for them, one row's worth at a time."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.number = 0
        self.taken: list[str] = []
        self._size = 0

    def begin(self) -> None:
        self.number += 1
        self.taken = []
        self._size = 0

    def __iter__(self) -> _Record:
        return self

    def __next__(self) -> str:
        line = next(self._lines, None)
        if line is None:
            # The reader asks for another line inside a row only while a quote is open.
            if self.taken:
                raise _Broken(*_OPEN_QUOTE)
            raise StopIteration
        if line is TOO_LONG:
            raise _Broken(*_TOO_LONG)
        self.taken.append(line)
        self._size += len(line)
        if self._size > LONGEST_ROW:
            raise _Broken(*_OPEN_QUOTE)
        return line

    @property
    def text(self) -> str:
        return "".join(self.taken).rstrip("\r\n")


def read_delimited(stream: Hashed, reading: Reading) -> Cells:
    r"""Read CSV, TSV, or text separated by semicolons or bars; the separator is found by looking.

    A row with too many or too few cells, an open quote, or an endless line is rejected, and the rest is kept. Blank
    rows are skipped, and counted as a spreadsheet counts them.

    Raises
    ------
    EmptyInput, WrongEncoding, MissingColumn, UnreadableFile
        When there is no table in it that could be used.

    Examples
    --------
    >>> import io
    >>> from incidentmap.records.columns import Asked, choose
    >>> reading = Reading("a.csv", "utf-8", lambda header: choose(header, Asked(), "a.csv"))
    >>> cells = read_delimited(Hashed(io.BytesIO(b"place;date\nBelgorod;2024-03-12\nKursk\n")), reading)
    >>> cells.values["place"], cells.rejected[0].reason
    (('Belgorod',), 'the row has 1 cell, the header has 2')
    """
    lines = lines_of(stream, reading.encoding, reading.file)
    record = _Record(lines)
    header: list[str] = []
    separator = _SEPARATORS[0]
    try:
        sample, lines = _sampled(lines)
        if not sample:
            raise empty_file(reading.file)
        record = _Record(lines)
        separator = _separator(sample)
        rows = _rows(record, separator)
        header += _header(rows, reading)
        return _cells(rows, header, reading)
    except BadBytes as error:
        raise _wrong_encoding(error, record, separator, header, reading.file) from error


def _sampled(lines: Iterator[str]) -> tuple[list[str], Iterator[str]]:
    """Read some lines ahead; give them, and all lines as if none had been read, with the bad byte where it was."""
    sample: list[str] = []
    try:
        for line in islice(lines, _SAMPLE):
            sample.append(line)  # noqa: PERF402 - what was read before the bad byte must stay
    except BadBytes as error:
        if not sample:
            raise
        return sample, chain(sample, _raising(error))
    return sample, chain(sample, lines)


def _raising(error: BadBytes) -> Iterator[str]:
    yield from ()
    raise error


def _separator(sample: Sequence[str]) -> str:
    """Choose the separator that cuts the header into most cells."""
    _allow_long_cells()
    whole = [line for line in sample if line is not TOO_LONG and line.strip()]
    widths = {s: len(next(csv.reader(whole, delimiter=s, skipinitialspace=True), [])) for s in _SEPARATORS}
    return max(widths, key=lambda separator: widths[separator])


def _allow_long_cells() -> None:
    # One setting for the whole process; it is only ever raised, so that other users of csv lose nothing.
    csv.field_size_limit(max(csv.field_size_limit(), 2 * LONGEST_ROW))


def _rows(record: _Record, separator: str) -> Iterator[tuple[int, list[str] | _Broken, str]]:
    """Cut rows into cells; give each with its number, and as it stood. Blank rows are counted, and left out."""
    reader = csv.reader(record, delimiter=separator, skipinitialspace=True)
    while True:
        record.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (_Broken, csv.Error) as error:
            yield from _swallowed(record, _as_broken(error), separator)
            continue
        if any(cells):
            yield record.number, cells, record.text


def _swallowed(record: _Record, broken: _Broken, separator: str) -> Iterator[tuple[int, list[str] | _Broken, str]]:
    """Reject a row whose quote stays open, and read what it swallowed again, a line a row: one slip costs one row."""
    lines = record.taken
    yield record.number, broken, lines[0].rstrip("\r\n") if lines else ""
    for line in lines[1:]:
        record.number += 1
        try:
            alone = csv.reader(_Record(iter([line])), delimiter=separator, skipinitialspace=True)
            cells: list[str] | _Broken = next(alone)
        except (_Broken, csv.Error) as error:
            cells = _as_broken(error)
        if isinstance(cells, _Broken) or any(cells):
            yield record.number, cells, line.rstrip("\r\n")


def _as_broken(error: Exception) -> _Broken:
    return error if isinstance(error, _Broken) else _Broken(f"it is not CSV ({error})", "check its quotes")


def _header(rows: Iterator[tuple[int, list[str] | _Broken, str]], reading: Reading) -> list[str]:
    number, header, _ = next(rows, (1, _Broken("there is nothing but blank lines", "check the file"), ""))
    if isinstance(header, _Broken):
        raise UnreadableFile(header.reason, file=reading.file, row=number, remedy=header.remedy)
    if any("\0" in name for name in header):
        raise WrongEncoding(
            "the header holds NUL bytes, so it is not in this encoding",
            file=reading.file,
            row=number,
            remedy="say the encoding, probably --encoding utf-16-le",
        )
    return [name.strip() for name in header]


def _cells(rows: Iterator[tuple[int, list[str] | _Broken, str]], header: list[str], reading: Reading) -> Cells:
    columns = reading.choose(header)
    pick = _picker([header.index(name) for name in columns.used])
    width = len(header)
    picked: list[tuple[str, ...]] = []
    numbers: list[int] = []
    texts: list[str] = []
    rejected: list[Rejection] = []
    for number, cells, text in rows:
        if isinstance(cells, list):
            if len(cells) == width or (len(cells) > width and not any(cells[width:])):
                picked.append(pick(cells))
                numbers.append(number)
                texts.append(text)
                continue
            cells = _ragged(len(cells), width)
        rejected.append(Rejection(reading.file, number, None, None, cells.reason, cells.remedy, text))
    if not picked and not rejected:
        raise no_rows(reading.file)
    values = zip(*picked, strict=True) if picked else [()] * len(columns.used)
    return Cells(columns, dict(zip(columns.used, values, strict=True)), numbers, texts.__getitem__, rejected)


def _picker(positions: list[int]) -> Callable[[list[str]], Any]:
    if len(positions) == 1:
        return lambda cells: (cells[positions[0]],)
    return itemgetter(*positions)


def _ragged(count: int, width: int) -> _Broken:
    problem = f"the row has {count} cell{'' if count == 1 else 's'}, the header has {width}"
    if count < width:
        return _Broken(problem, "fill it up with empty cells, or close a quote above it")
    return _Broken(problem, "put quotes around a cell that holds the separator")


def _wrong_encoding(error: BadBytes, record: _Record, separator: str, header: list[str], file: str) -> WrongEncoding:
    before = next(csv.reader([*record.taken, error.line], delimiter=separator, skipinitialspace=True), [])
    known = header and 0 < len(before) <= len(header)
    return WrongEncoding(
        f"byte 0x{error.byte:02x} at offset {error.offset:,} is not {error.encoding}",
        file=file,
        row=max(record.number, 1),
        field=header[len(before) - 1] if known else None,
        remedy="say the encoding, for example --encoding cp1252 (western) or cp1251 (Cyrillic)",
    )
