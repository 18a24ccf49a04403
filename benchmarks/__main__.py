"""Run every benchmark, one after the other, each in a process of its own so that memory figures are its own."""

from __future__ import annotations

import subprocess
import sys

ALL = (
    "gazetteer", "index", "fuzzy", "geocode", "reverse", "spelling", "accuracy_ucdp", "calibration", "maps", "clusters", "served",
    "serve", "reading", "reading_trnews", "reading_speed", "dates", "voters",
)  # fmt: skip

for name in ALL:
    print(f"\n# {name}", flush=True)
    subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False)
