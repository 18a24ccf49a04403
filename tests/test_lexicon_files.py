"""data/lexicon: every table is what SOURCES.md says, and its rows are whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

LEXICON = Path(__file__).resolve().parents[1] / "data" / "lexicon"
TABLES = sorted(LEXICON.glob("*.tsv"))
SOURCES = (LEXICON / "SOURCES.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `([\w.]+)` \| ([\d,]+) ", SOURCES, re.MULTILINE))
TYPES = set(
    "Battles|Explosions/Remote violence|Violence against civilians|Protests|Riots|Strategic developments".split("|")
)


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
    # "-": words that look like a trigger and are none.
    assert {row[kind] for row in body} <= {*TYPES, "", "-"}
    # 0 only decides what a vague word beside it means; 9 says that it is no event, whatever it looks like.
    assert {row[weight] for row in body} <= {"0", "1", "2", "3", "9"}


def test_points_of_countries_are_on_the_globe() -> None:
    _, *body = rows(LEXICON / "country_points.tsv")
    assert all(abs(float(lat)) <= 90 and abs(float(lon)) <= 180 for _, lat, lon in body)
    assert len({code for code, _, _ in body}) == len(body)
