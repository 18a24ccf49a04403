"""Tables without a header, a row a line and a tab between cells, as GeoNames writes them: parsed in columns, by Arrow.

A cell never holds a tab or a line feed, and quotes mean nothing; so a row's number is its line's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from incidentmap.errors import EmptyInput, UnreadableFile, WrongEncoding, quote
from incidentmap.gazetteer.sources._files import BLOCK, lines
from incidentmap.model import Rejection

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa


class Layout(NamedTuple):
    """What a table is called in messages, its columns, and those that are read."""

    what: str
    columns: tuple[str, ...]
    used: tuple[str, ...]


@dataclass(slots=True)
class Part:
    """Some rows of a table.

    Parameters
    ----------
    file : str
        For messages.
    table : pyarrow.Table
        Columns of text; an empty cell is "".
    rows : int64 array
        Each row's number as a person counts it.
    text : callable
        Position → the row as it stood.
    rejected : list of Rejection
        Lines that could not be cut into cells.
    """

    file: str
    table: pa.Table
    rows: npt.NDArray[np.int64]
    text: Callable[[int], str]
    rejected: list[Rejection] = field(default_factory=list)


_REMEDY: Final = "check that the file is as it was downloaded, and that no cell holds a tab or a line break"


def parts(path: Path, layout: Layout, size: int = BLOCK) -> Iterator[Part]:
    """Read a table without a header.

    Lines with a wrong number of cells are rejected; blank ones are counted, and left out.

    Parameters
    ----------
    path : Path
        The table, or a zip that holds it.
    layout : Layout
    size : int
        So many bytes become one part.

    Raises
    ------
    UnreadableFile
        When the file cannot be read, or its first row already has a wrong number of cells.
    WrongEncoding
        When it is not UTF-8.
    EmptyInput
        When it holds nothing but blanks.

    Examples
    --------
    >>> layout = Layout("a table of codes", ("code", "name", "asciiname", "id"), ("code", "name"))
    >>> part = next(parts(Path("tests/data/gazetteer/geonames/admin1CodesASCII.txt"), layout))
    >>> part.table["code"].to_pylist()[0], part.rows[0]
    ('RU.09', np.int64(1))
    """
    row, seen_any = 1, False
    for offset, block in lines(path, size):
        if b"\r" in block:  # Arrow would end a row there
            _text(block, offset, path)  # now, while offsets are those of the file
            block = block.replace(b"\r\n", b"\n").replace(b"\r", b" ")
        if not seen_any and (blanks := _leading_blanks(block)) is not None:
            _check_width(block, blanks, row, layout, path)
            seen_any = True
        yield _part(block, row, offset, layout, path)
        row += block.count(b"\n")
    if not seen_any:
        raise EmptyInput(
            "the table holds nothing but blank lines", file=str(path), remedy="check that the download was complete"
        )


def _leading_blanks(block: bytes) -> int | None:
    """Count the blank lines before the first that is not; None when there is none."""
    start = len(block) - len(block.lstrip(b" \n"))
    return block.count(b"\n", 0, start) if start < len(block) else None


def _check_width(block: bytes, blanks: int, row: int, layout: Layout, path: Path) -> None:
    line = block.split(b"\n", blanks + 1)[blanks]
    found, expected = line.count(b"\t") + 1, len(layout.columns)
    if found != expected:
        what = "table" if found > 1 else "line of text"
        raise UnreadableFile(
            f"the row has {_columns(found)}, and {layout.what} has {expected}, separated by tabs: "
            f"this {what} begins with {quote(line[:200].decode(errors='replace'))}",
            file=str(path),
            row=row + blanks,
            remedy="check what the file is; a table with a header is read with --format table",
        )


def _columns(count: int) -> str:
    return f"{count} column{'' if count == 1 else 's'}"


def _part(block: bytes, row: int, offset: int, layout: Layout, path: Path) -> Part:
    import numpy as np
    import pyarrow as pa

    file = str(path)
    count = block.count(b"\n") + (not block.endswith(b"\n"))
    if not block.startswith(b"\n") and b"\n\n" not in block:
        with suppress(pa.ArrowInvalid):
            table = _parse(block, layout)
            if len(table) == count:
                return Part(file, table, np.arange(row, row + count), _texts(block))
    # Something is amiss: take the block apart line by line.
    _text(block, offset, path)
    good, numbers, rejected = [], [], []
    for number, line in enumerate(block.split(b"\n"), start=row):
        width = line.count(b"\t") + 1
        if width == len(layout.columns):
            good.append(line)
            numbers.append(number)
        elif line.strip():
            problem = f"the row has {_columns(width)}, and {layout.what} has {len(layout.columns)}"
            rejected.append(Rejection(file, number, None, None, problem, _REMEDY, line.decode()))
    joined = b"\n".join(good)
    try:
        table = _parse(joined, layout) if good else _nothing(layout)
    except pa.ArrowInvalid as error:
        raise UnreadableFile(f"the table cannot be parsed ({error})", file=file, remedy=_REMEDY) from error
    return Part(file, table, np.array(numbers, dtype=np.int64), _texts(joined), rejected)


def _parse(block: bytes, layout: Layout) -> pa.Table:
    import pyarrow as pa
    from pyarrow import csv

    return csv.read_csv(
        pa.py_buffer(block),
        read_options=csv.ReadOptions(column_names=layout.columns, block_size=len(block) + 1),
        parse_options=csv.ParseOptions(
            delimiter="\t", quote_char=False, double_quote=False, escape_char=False, ignore_empty_lines=False
        ),
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(layout.columns, pa.string()),
            strings_can_be_null=False,
            include_columns=layout.used,
        ),
    )


def _nothing(layout: Layout) -> pa.Table:
    import pyarrow as pa

    return pa.table({name: pa.array([], pa.string()) for name in layout.used})


def _text(block: bytes, offset: int, path: Path) -> None:
    """Refuse bytes that are not UTF-8, and say where in the file they are."""
    try:
        block.decode()
    except UnicodeDecodeError as error:
        at = offset + error.start
        raise WrongEncoding(
            f"byte 0x{block[error.start]:02x} at offset {at:,} is not UTF-8, which GeoNames files are",
            file=str(path),
            remedy="download it again, and do not save it from a text editor or a spreadsheet",
        ) from error


def _texts(block: bytes) -> Callable[[int], str]:
    """Give rows as they stood; the block is cut only when somebody asks."""
    cut: list[bytes] = []

    def text(position: int) -> str:
        if not cut:
            cut.extend(block.split(b"\n"))
        return cut[position].decode(errors="replace")

    return text


def cells(line: bytes | None) -> Sequence[str]:
    r"""Cut the first line of a file into cells, to tell what it is.

    Examples
    --------
    >>> cells(b"1\tKozinka"), cells(None)
    (['1', 'Kozinka'], [])
    """
    return line.decode(errors="replace").split("\t") if line else []
