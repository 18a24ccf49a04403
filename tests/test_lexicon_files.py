"""data/lexicon: every table is what SOURCES.md says, and its rows are whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

LEXICON = Path(__file__).resolve().parents[1] / "data" / "lexicon"
TABLES = sorted(LEXICON.glob("*.tsv"))
ROWS = dict(
    re.findall(r"^\| `([\w.]+)` \| ([\d,]+) ", (LEXICON / "SOURCES.md").read_text(encoding="utf-8"), re.MULTILINE)
)
TYPES = {
    "Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots", "Strategic developments",
}  # fmt: skip


def rows(table: Path) -> list[list[str]]:
    return [line.split("\t") for line in table.read_text(encoding="utf-8").split("\n")[:-1]]


def test_every_table_has_its_source() -> None:
    assert set(ROWS) == {table.name for table in TABLES}


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_rows_are_whole_and_counted(table: Path) -> None:
    header, *body = rows(table)
    assert len(body) == int(ROWS[table.name].replace(",", "")), "change the number in data/lexicon/SOURCES.md"
    assert all(len(row) == len(header) for row in body)
    assert len({tuple(row) for row in body}) == len(body)
    assert not [cell for row in body for cell in row if cell != cell.strip()]


def test_events_are_in_the_published_vocabulary() -> None:
    header, *body = rows(LEXICON / "events.tsv")
    kind, weight = header.index("event_type"), header.index("weight")
    assert {row[kind] for row in body} <= {*TYPES, "", "-"}  # "-": words that look like a trigger and are none
    assert {row[weight] for row in body} <= {"1", "2", "3"}


def test_points_of_countries_are_on_the_globe() -> None:
    _, *body = rows(LEXICON / "country_points.tsv")
    assert all(abs(float(lat)) <= 90 and abs(float(lon)) <= 180 for _, lat, lon in body)
    assert len({code for code, _, _ in body}) == len(body)
