"""The border's settlements: each is found by its Russian and its English name, and told from its namesakes."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from geopy.distance import geodesic

from incidentmap import Gazetteer, Place, geocode

ROOT = Path(__file__).resolve().parents[1]
with (ROOT / "data" / "gazetteer" / "border_settlements.tsv").open(encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file, delimiter="\t"))


def close(place: Place, row: dict[str, str]) -> bool:
    return geodesic((place.point.lat, place.point.lon), (float(row["lat"]), float(row["lon"]))).km < 3


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_found_by_name_and_district(gazetteer: Gazetteer, row: dict[str, str], lang: str) -> None:
    name, district = (row["name"], row["admin2"]) if lang == "en" else (row["name_ru"], row["admin2_ru"])
    answer = geocode(name, gazetteer, within=district)
    namesakes = [r for r in ROWS if r["name_ru"] == row["name_ru"] and r["admin2"] == row["admin2"]]
    if len(namesakes) > 1 and answer.place is None:
        assert any(close(c.place, row) for c in answer.candidates), "one district has two of the name: both are shown"
    else:
        assert answer.place is not None, answer.reason
        assert any(close(answer.place, r) for r in namesakes)
        assert answer.place.admin2 == row["admin2"]


@pytest.mark.parametrize("column", ["name", "name_ru"])
def test_without_a_container_the_right_one_is_among_the_candidates(gazetteer: Gazetteer, column: str) -> None:
    missed = [
        row["id"] for row in ROWS if not any(close(c.place, row) for c in gazetteer.candidates(row[column], limit=None))
    ]
    assert missed == []
    assert len(ROWS) >= 123
