"""What many tests share: the gazetteer that the tool itself would use, opened once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from incidentmap import Gazetteer

ROOT = Path(__file__).resolve().parents[1]


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are cores: a test in the browser waits more than it works."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def gazetteer() -> Iterator[Gazetteer]:
    with Gazetteer.open() as opened:
        yield opened


@pytest.fixture(scope="session")
def seeds() -> Path:
    return ROOT / "seeds"
