"""Everything that can go wrong, as one tree.

::

    IncidentmapError
    ├── InputError            (ValueError)    the input cannot be used
    │   ├── UnreadableFile    (OSError)       absent, a folder, no permission, not the format it claims
    │   ├── WrongEncoding     (UnicodeError)  bytes that are not text in the encoding asked for
    │   ├── EmptyInput                        nothing to read: no bytes, or a header and no rows
    │   ├── MissingColumn     (LookupError)   a table without a column that the verb needs
    │   ├── BadValue                          one value in one row, or one option of a call
    │   └── UnknownFormat                     a suffix or format name that nothing here reads or writes
    ├── OutputError           (OSError)       the answer cannot be written where it was asked for
    ├── GazetteerError        (RuntimeError)  the place index cannot be used
    │   ├── GazetteerCorrupt                  the file is there and is not a gazetteer
    │   └── GazetteerBuildError               it could not be compiled
    └── ServerError           (OSError)       the server cannot start

Each leaf also is the standard exception that a caller would catch. A message says what failed and with which
value; ``remedy`` says what to do. "Broken" is never reported as "not found".
"""

from __future__ import annotations

from dataclasses import dataclass

#: A value is quoted in messages up to this many characters; whole values are in the rejects file.
QUOTED_CHARACTERS = 80


def quote(value: object, most: int = QUOTED_CHARACTERS) -> str:
    r"""Quote a value for a message: one line, printable, and short however long or hostile it is.

    ``most`` is raised for what a reader has to type again, such as a path.

    Examples
    --------
    >>> quote("31.02.2024")
    "'31.02.2024'"
    >>> quote("x" * 1000)[-24:]
    "xxx'… (1,000 characters)"
    >>> quote("\u202eabc\x00")
    "'\\u202eabc\\x00'"
    """
    text = value if isinstance(value, str) else str(value)
    shown = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text[:most])
    if len(text) > most:
        return f"'{shown}'… ({len(text):,} characters)"
    return f"'{shown}'"


@dataclass(frozen=True, slots=True)
class Where:
    """The spot in a file that a message is about; every part may be absent."""

    file: str | None = None
    row: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        parts = [
            self.file or "",
            f"row {self.row}" if self.row is not None else "",
            f"field {quote(self.field)}" if self.field else "",
        ]
        return ", ".join(p for p in parts if p)


class IncidentmapError(Exception):
    """The root of every error this package raises on purpose.

    Parameters
    ----------
    problem : str
        What failed, with the value that failed, as one sentence without a full stop.
    remedy : str, optional
        What to do about it, as one sentence without a full stop.
    file, row, field : optional
        Where it failed. ``row`` is the line of the table as a person counts it: the header is row 1.

    Examples
    --------
    >>> print(BadValue("'31.02.2024' is not a date", file="a.csv", row=7, field="day", remedy="write 2024-02-29"))
    a.csv, row 7, field 'day': '31.02.2024' is not a date. To mend it: write 2024-02-29.
    """

    def __init__(
        self,
        problem: str,
        *,
        remedy: str | None = None,
        file: str | None = None,
        row: int | None = None,
        field: str | None = None,
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy
        self.where = Where(file, row, field)

    def __str__(self) -> str:
        place = str(self.where)
        text = f"{place}: {self.problem}" if place else self.problem
        return f"{text}. To mend it: {self.remedy}." if self.remedy else f"{text}."

    def __reduce__(self) -> tuple[object, ...]:
        state = {"remedy": self.remedy, "file": self.where.file, "row": self.where.row, "field": self.where.field}
        return _rebuild, (type(self), self.problem, state)


def _rebuild(kind: type[IncidentmapError], problem: str, state: dict[str, object]) -> IncidentmapError:
    return kind(problem, **state)  # type: ignore[arg-type]


class InputError(IncidentmapError, ValueError):
    """The input cannot be used."""


class UnreadableFile(InputError, OSError):
    """A file is absent, a folder, forbidden, or not in the format that its name claims."""


class WrongEncoding(InputError, UnicodeError):
    """A text file holds bytes that are not text in the encoding asked for."""


class EmptyInput(InputError):
    """There is nothing to read: no bytes, or a header and no rows."""


class MissingColumn(InputError, LookupError):
    """A table lacks a column that the verb needs."""


class BadValue(InputError):
    """One value, in a row or in a call, cannot be what it should be."""


class UnknownFormat(InputError):
    """A suffix or a format name that nothing here reads or writes."""


class OutputError(IncidentmapError, OSError):
    """The answer cannot be written where it was asked for."""


class GazetteerError(IncidentmapError, RuntimeError):
    """The place index cannot be used."""


class GazetteerCorrupt(GazetteerError):
    """The gazetteer's file is there, and is not a gazetteer."""


class GazetteerBuildError(GazetteerError):
    """The gazetteer could not be compiled."""


class ServerError(IncidentmapError, OSError):
    """The server cannot start."""
