"""mapping.manifest: what a page was made of can be checked by somebody else, and the day does not change it."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, date, datetime
from hashlib import sha256
from html import unescape
from typing import Any

import pandas as pd
import pytest
import shapely

from incidentmap import BadValue, Gazetteer, __version__, draw_map
from incidentmap.export.table import csv_chunks
from incidentmap.frame import META, conform
from incidentmap.mapping.manifest import HASHED, canonical, day_of_making, incidents_hash, make_manifest
from mapping_support import assets

HOSTILE = "</script><script>alert(1)</script>{{ 7*7 }}\u2028\ud800"


@pytest.fixture(scope="module", autouse=True)
def _bundle() -> None:
    assets.build()


@pytest.fixture
def frame() -> Any:
    source = {"id": "s", "title": HOSTILE, "url": None, "published": None, "licence": None, "sha256": "ab" * 32}
    table = pd.DataFrame(
        {
            "id": ["=a", "b", "c, \"d\"\n"],
            "start": pd.to_datetime(["2024-03-12", None, "2024-03-01"]),
            "end": pd.to_datetime(["2024-03-12", None, "2024-03-31"]),
            "precision": ["settlement", "unlocated", "region"],
            "sources": [[source], [source, dict(source)], [{"id": "x", "title": "no file"}]],
        }
    )  # fmt: skip
    made = conform(table, [shapely.Point(36.587123456, 50.6), None, shapely.box(35, 50, 38, 51)])
    made.attrs[META] = {"gazetteer": {"version": "9", "fingerprint": "f00"}}
    return made


def block(html: str) -> str:
    found = re.search(r'<script type="application/json" id="incidentmap-manifest">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_hash_can_be_made_again_from_an_exported_csv(frame: Any) -> None:
    text = b"".join(csv_chunks(frame)).decode()
    lines = ["\t".join(row[name] for name in HASHED) for row in csv.DictReader(io.StringIO(text, newline=""))]
    assert incidents_hash(frame) == sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
    assert incidents_hash(frame.iloc[::-1]) != incidents_hash(frame)
    assert incidents_hash(frame.assign(precision="region")) != incidents_hash(frame)


def test_it_names_software_gazetteer_and_inputs(frame: Any, gazetteer: Gazetteer) -> None:
    manifest = json.loads(make_manifest(frame, gazetteer))
    assert manifest["software"] == {"name": "incidentmap", "version": __version__}
    assert manifest["gazetteer"] == {"version": "9", "fingerprint": "f00"}
    assert manifest["inputs_count"] == 1
    assert manifest["inputs"][0]["sha256"] == "ab" * 32
    frame.attrs.clear()
    assert json.loads(make_manifest(frame, gazetteer))["gazetteer"]["fingerprint"] == gazetteer.fingerprint


def test_many_inputs_are_counted_and_the_first_named(gazetteer: Gazetteer) -> None:
    sources = [[{"id": str(i), "title": f"file {i}", "sha256": f"{i:064x}"}] for i in range(1000)]
    manifest = json.loads(make_manifest(conform(pd.DataFrame({"id": range(1000), "sources": sources})), gazetteer))
    assert (manifest["inputs_count"], len(manifest["inputs"])) == (1000, 200)


def test_it_stands_in_the_page_as_it_is_hashed(frame: Any, gazetteer: Gazetteer) -> None:
    html = draw_map(frame, gazetteer, generated=date(2024, 3, 12)).html()
    text = block(html)
    assert "<" not in text
    assert "{{" not in text
    digest = sha256(text.encode()).hexdigest()
    assert text.encode() == make_manifest(frame, gazetteer) == canonical(json.loads(text))
    assert f'"manifest":"{digest}"' in html
    assert '"generated":"2024-03-12"' in html
    assert f"Manifest: {digest}" in unescape(html.split("<noscript>")[1])


def test_the_day_changes_the_page_and_not_the_manifest(
    frame: Any, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = (draw_map(frame, gazetteer, generated=day).html() for day in (date(2024, 3, 12), date(2025, 1, 1)))
    assert one != other
    assert block(one) == block(other)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2024, 3, 12, 23, 59, tzinfo=UTC).timestamp())))
    assert draw_map(frame, gazetteer).html() == draw_map(frame, gazetteer).html() == one


def test_the_day_is_given_or_set_or_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert abs((day_of_making() - datetime.now(UTC).date()).days) <= 1
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert day_of_making() == date(1970, 1, 1)
    assert day_of_making(date(2024, 1, 2)) == date(2024, 1, 2)
    for bad in ("yesterday", "1e9", "99999999999999999999"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", bad)
        with pytest.raises(BadValue, match="SOURCE_DATE_EPOCH"):
            day_of_making()
