"""What was refused, as a table: nothing is lost, and every row says how to mend it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import astuple, fields
from pathlib import Path
from typing import BinaryIO

from incidentmap.export.target import write_chunks
from incidentmap.export.text import for_spreadsheet, scrub
from incidentmap.model import Rejection


def write_rejects(target: str | Path | BinaryIO, rejected: Iterable[Rejection]) -> None:
    """Write rejections as CSV: file, row, field, value, reason, remedy, and the cells as they stood.

    Parameters
    ----------
    target : path, "-" for stdout, or an open binary file
    rejected : iterable of Rejection
        None at all makes a table with a header only, so that a script finds the file it asked for.

    Raises
    ------
    OutputError
        When the target cannot be written.

    Examples
    --------
    >>> row = Rejection("a.csv", 7, "date", "31.02.2024", "no such day", "write it as 2024-02-29", "=x,31.02.2024")
    >>> write_rejects(stream := io.BytesIO(), [row])
    >>> print(stream.getvalue().decode(), end="")
    file,row,field,value,reason,remedy,cells
    a.csv,7,date,31.02.2024,no such day,write it as 2024-02-29,"'=x,31.02.2024"
    """
    import pyarrow as pa

    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    names = [field.name for field in fields(Rejection)]
    writer.writerow(names)
    columns = zip(*map(astuple, rejected), strict=True)
    cells = [
        column if name == "row" else for_spreadsheet(pa.array(scrub(column), pa.large_string())).to_pylist()
        for name, column in zip(names, columns, strict=False)
    ]
    writer.writerows(zip(*cells, strict=True))
    write_chunks([buffer.getvalue().encode()], target, ".csv")
