"""What many tests share: the gazetteer that the tool itself would use, opened once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from incidentmap import Gazetteer

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def gazetteer() -> Iterator[Gazetteer]:
    with Gazetteer.open() as opened:
        yield opened


@pytest.fixture(scope="session")
def seeds() -> Path:
    return ROOT / "seeds"
