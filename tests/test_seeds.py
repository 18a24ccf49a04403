"""The seeds: what `make run` shows keeps every row, leaves the unknown empty, and says that it is unverified."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
INCIDENT_COLUMNS = (
    "date_start date_end date_precision place within country event_type sub_event_type actors "
    "fatalities_low fatalities_high summary source"
).split()


@pytest.fixture(scope="module")
def incidents() -> list[dict[str, str]]:
    with (SEEDS / "incidents.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


class TestSeeds:
    def test_all_rows_and_columns_are_there(self, incidents: list[dict[str, str]]) -> None:
        assert list(incidents[0]) == INCIDENT_COLUMNS
        assert len(incidents) == 29
        assert Counter(row["country"] for row in incidents) == {"RU": 27, "UA": 2}

    def test_every_row_says_when_where_what_and_how_sure(self, incidents: list[dict[str, str]]) -> None:
        for row in incidents:
            assert date.fromisoformat(row["date_start"]) <= date.fromisoformat(row["date_end"])
            assert row["date_precision"] in {"day", "week", "month"}
            assert row["within"].endswith(" Oblast")
            assert (row["within"] == "Kharkiv Oblast") == (row["country"] == "UA")
            assert re.fullmatch(r"[A-Z].*\.", row["summary"])
            assert "unverified" in row["source"]
            assert all(row[column] for column in ("place", "event_type", "sub_event_type", "actors"))

    def test_unknown_fatalities_stay_empty(self, incidents: list[dict[str, str]]) -> None:
        known = [row for row in incidents if row["fatalities_low"]]
        assert len(known) == 18
        assert all(int(row["fatalities_low"]) <= int(row["fatalities_high"]) for row in known)
        assert all(not row["fatalities_high"] for row in incidents if not row["fatalities_low"])

    def test_places_stand_as_written(self, incidents: list[dict[str, str]]) -> None:
        places = {row["place"] for row in incidents}
        assert {"the region of Belgorod", "near the village of Terebreno"} <= places
        assert {"Nekhoteevka, Belgorodsky District", "Sudzha, Kursk Oblast"} <= places
        assert {"between Shebekino and Novaya Tavolzhanka", "along the border north of Kharkiv"} <= places

    def test_report_holds_the_facts_and_says_what_it_is(self) -> None:
        text = (SEEDS / "report.md").read_text(encoding="utf-8")
        assert 250 <= len(text.split()) <= 400
        head, body = text.split("\n\n", 3)[2:]
        assert "illustrative" in head.lower()
        flat = " ".join(body.split())
        for fact in (
            "Freedom of Russia Legion",
            "Siberian Battalion",
            "Russian Volunteer Corps",
            "on Tuesday",
            "in the region of Belgorod",
            "near the village of Terebreno",
            "In December",
            "defence ministry",
        ):
            assert fact in flat, fact

    def test_readme_says_unverified(self) -> None:
        assert "unverified" in (SEEDS / "README.md").read_text(encoding="utf-8")
