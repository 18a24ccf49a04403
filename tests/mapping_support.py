"""What the tests of the map share: the tool that builds its bundle."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools import assets  # noqa: E402 - tools is no installed package

__all__ = ["ROOT", "assets"]
