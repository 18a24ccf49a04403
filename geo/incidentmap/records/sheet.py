"""XLSX: the first sheet that holds anything."""

from __future__ import annotations

import io
from typing import Any

from incidentmap.errors import UnreadableFile
from incidentmap.records.cells import Cells, Reading, text_of
from incidentmap.records.opening import Hashed, empty_file, no_rows, read_all


def read_sheet(stream: Hashed, reading: Reading) -> Cells:
    """Read the first visible sheet of a workbook that is not empty. Rows are numbered as the spreadsheet numbers them.

    Raises
    ------
    UnreadableFile, EmptyInput, MissingColumn

    Examples
    --------
    >>> import openpyxl
    >>> from incidentmap.records.columns import Asked, choose
    >>> book = openpyxl.Workbook()
    >>> for row in (["place", "fatalities"], ["Belgorod", 3]):
    ...     book.active.append(row)
    >>> book.save(file := io.BytesIO())
    >>> stream = Hashed(io.BytesIO(file.getvalue()))
    >>> read_sheet(stream, Reading("a.xlsx", "", lambda header: choose(header, Asked(), "a.xlsx"))).values
    {'place': ['Belgorod'], 'fatalities': ['3']}
    """
    table = _first_sheet(read_all(stream, reading.file), reading.file)
    rows = [(number, row) for number, row in enumerate(table, start=1) if any(cell not in ("", None) for cell in row)]
    if not rows:
        raise empty_file(reading.file)
    if len(rows) == 1:
        raise no_rows(reading.file)
    (_, names), *body = rows
    header = [text_of(name).strip() for name in names]
    columns = reading.choose(header)
    values = {name: _texts(body, header.index(name)) for name in columns.used}

    def as_it_stood(position: int) -> str:
        return "\t".join(text_of(cell) for cell in body[position][1])

    return Cells(columns, values, [number for number, _ in body], as_it_stood)


def _texts(body: list[tuple[int, list[Any]]], position: int) -> list[str]:
    return [text_of(row[position]) for _, row in body]


def _first_sheet(data: bytes, file: str) -> list[list[Any]]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet in book.sheets_metadata:
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible:
                rows: list[list[Any]] = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
                if rows:
                    return rows
    except PasswordError as error:
        raise UnreadableFile("the workbook has a password", file=file, remedy="save it without one") from error
    except (CalamineError, ValueError) as error:
        problem = f"it is not an XLSX workbook ({error})"
        raise UnreadableFile(problem, file=file, remedy="save it again as XLSX or CSV") from error
    return []
