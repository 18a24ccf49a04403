"""The tables of words that reading uses, read row by row; a user's own table of actors, checked.

The bundled tables are in `data/lexicon`; their columns are named in SOURCES.md there.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final, NamedTuple

from incidentmap.errors import BadValue, EmptyInput, MissingColumn, UnreadableFile, WrongEncoding, quote

#: Columns that a table of actors must have, and those that it may.
_NEEDED: Final = ("name", "kind", "armed", "aliases")
_OPTIONAL: Final = ("country", "note")
_ARMED: Final = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
#: A longer cell is a mistake: a column that swallowed the file.
_LONGEST_CELL: Final = 20_000
_SHORTEST_STEM: Final = 3


class ActorRow(NamedTuple):
    """One actor of a table: its aliases as patterns, each with the language that it is meant for, or ""."""

    name: str
    kind: str
    armed: bool
    country: str
    aliases: tuple[tuple[str, str], ...]


def bundled(table: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a bundled table.

    Examples
    --------
    >>> next(bundled("nationalities"))["country"]
    'Afghanistan'
    """
    text = files("incidentmap_lexicon").joinpath(f"{table}.tsv").read_text(encoding="utf-8")
    lines = text.splitlines()
    header = lines[0].split("\t")
    for line in lines[1:]:
        yield dict(zip(header, line.split("\t"), strict=True))


def bundled_actors() -> list[ActorRow]:
    """Return the bundled actors."""
    return [_actor(row) for row in bundled("actors")]


def own_actors(path: Path) -> list[ActorRow]:
    """Read a user's own table of actors, tab or comma separated.

    Raises
    ------
    UnreadableFile, WrongEncoding, EmptyInput, MissingColumn, BadValue
        With the file, the row, the column and the value.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongEncoding("it is not UTF-8 text", file=str(path), remedy="save the table as UTF-8") from error
    except OSError as error:
        problem = error.strerror or "it cannot be read"
        raise UnreadableFile(problem, file=str(path), remedy="give the path of a TSV or CSV table of actors") from error
    return list(_checked(text, str(path)))


def _checked(text: str, file: str) -> Iterator[ActorRow]:
    first = text.split("\n", 1)[0]
    reader = csv.reader(text.splitlines(), delimiter="\t" if "\t" in first else ",")
    try:
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise BadValue(f"the row cannot be read ({error})", file=file, row=reader.line_num) from error
    if len(rows) < 2:
        raise EmptyInput("the table of actors has no rows", file=file, remedy=f"give the columns {_columns(_NEEDED)}")
    header = [cell.strip().casefold() for cell in rows[0][1]]
    for column in _NEEDED:
        if column not in header:
            remedy = f"give the columns {_columns(_NEEDED)}; {_columns(_OPTIONAL)} may follow"
            raise MissingColumn(f"there is no column {quote(column)}", file=file, row=1, field=column, remedy=remedy)
    for number, cells in rows[1:]:
        row = {column: cell.strip() for column, cell in zip(header, cells, strict=False)}
        _check(row, file, number)
        yield _actor(row)


def _columns(names: Iterable[str]) -> str:
    return ", ".join(names)


def _check(row: dict[str, str], file: str, number: int) -> None:
    def bad(field: str, problem: str, remedy: str) -> BadValue:
        return BadValue(f"{quote(row.get(field, ''))} {problem}", file=file, row=number, field=field, remedy=remedy)

    if not row.get("name"):
        raise bad("name", "is no name", "write the actor's name as it is to be shown")
    if not row.get("kind"):
        raise bad("kind", "is no kind of actor", "write for example: state force, rebel group, militia, police")
    if row.get("armed", "").casefold() not in _ARMED:
        raise bad("armed", "is neither yes nor no", "write yes for an actor that may fight, no for others")
    country = row.get("country", "")
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise bad("country", "is not a country's two letters", "write an ISO 3166 code such as UA, or nothing")
    if len(row.get("aliases", "")) > _LONGEST_CELL:
        raise bad("aliases", "is too long", "separate aliases by | and rows by line breaks")
    for alias in row.get("aliases", "").split("|"):
        if any(len(part.rstrip("*")) < _SHORTEST_STEM for part in alias.split() if part.endswith("*")):
            raise bad("aliases", "has a stem of less than three letters", "write more letters before the *")
    if not any(any(c.isalnum() for c in alias) for alias in (row["name"], *row.get("aliases", "").split("|"))):
        raise bad("name", "has no letter", "write the actor's name as it is to be shown")


def _actor(row: dict[str, str]) -> ActorRow:
    aliases = [alias.strip() for alias in row["aliases"].split("|")]
    written = tuple(_language(alias) for alias in aliases if any(c.isalnum() for c in alias))
    named = written or (("", row["name"]),)
    armed = _ARMED[row["armed"].casefold()]
    return ActorRow(row["name"], row["kind"], armed, row.get("country", "").upper(), named)


def _language(alias: str) -> tuple[str, str]:
    """Cut "uk:ворог" into the language that the alias is meant for, and the alias."""
    language, colon, rest = alias.partition(":")
    return (language, rest.strip()) if colon and language in ("en", "ru", "uk") else ("", alias)
