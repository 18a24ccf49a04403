"""A server's application over a handful of incidents of every kind, some of them hostile."""

from __future__ import annotations

import pandas as pd
import pytest
import shapely
from web_samples import HOSTILE

from incidentmap.frame import META, conform
from incidentmap_web import create_app


def _row(name, geometry, start, end=None, kind=None, summary=None):
    precision = "unlocated" if geometry is None else "settlement"
    return {
        "id": name,
        "start": pd.Timestamp(start) if start else pd.NaT,
        "end": pd.Timestamp(end or start) if start else pd.NaT,
        "event_type": kind,
        "summary": summary,
        "place": name,
        "precision": precision,
        "reason": "no place is given" if geometry is None else None,
        "geometry": geometry,
    }


@pytest.fixture(scope="session")
def frame():
    rows = [
        _row("terebreno", shapely.Point(35.504, 50.723), "2024-03-12", kind="Battles"),
        _row("tyotkino", shapely.Point(34.283, 51.271), "2024-03-12", "2024-03-14", kind="Explosions/Remote violence"),
        _row("oblast", shapely.box(34.0, 49.5, 39.3, 51.5), "2023-12-01", "2023-12-31", kind="Battles"),
        _row("fiji", shapely.Point(179.5, -17.0), "2022-01-01", kind="Protests, Riots"),
        _row("beyond", shapely.Point(-179.5, -17.0), "2022-01-02", kind="Protests"),
        _row("nowhere", None, "2024-03-12", kind="Battles"),
        _row("undated", shapely.Point(36.58, 50.6), None),
    ]
    spot = shapely.Point(10.0, 10.0)
    rows += [_row(f"hostile-{i}", spot, "2020-05-05", kind=text, summary=text) for i, text in enumerate(HOSTILE)]
    made = conform(pd.DataFrame(rows))
    made.attrs[META] = {"gazetteer": {"version": "1", "fingerprint": "abc"}, "attribution": ["Somebody CC BY"]}
    return made


@pytest.fixture(scope="session")
def app(frame, gazetteer):
    return create_app(frame, gazetteer, title="Border", notice="Illustrative.")


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def ids(client):
    """Ask for incidents, get their ids."""

    def ask(query: str) -> list[str]:
        answer = client.get(f"/incidents.geojson?{query}")
        assert answer.status_code == 200, answer.text
        return [feature["id"] for feature in answer.json["features"]]

    return ask
