"""The page's own clustering beside supercluster: what a filter step costs at 1,000 to 1,000,000 points.

Supercluster has no filters, so with it a filter step is a new index and a query. Ours keeps a grid per zoom, which does
not depend on the filters, and groups what passes; its groups stand on a real place, where supercluster's stand at a mean.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
from pathlib import Path

from benchmarks.measuring import table

SCRIPT = Path(__file__).with_name("clusters.mjs")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 100_000, 1_000_000])
    options = parser.parse_args()
    node = shutil.which("node")
    if node is None:
        raise SystemExit("There is no Node.js: install it to measure the client's functions.")
    rows = []
    for size in options.sizes:  # one process for each, so that none works in what another left
        command = [node, "--max-old-space-size=6000", str(SCRIPT), str(size)]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        rows.append(
            [
                f"{size:,}",
                found["index"],
                found["own"],
                found["peer"],
                found["peer"] / found["own"],
                found["groups"]["own"],
            ]
        )
    table(("points", "grid, once ms", "step ms", "supercluster step ms", "times", "groups"), rows)


if __name__ == "__main__":
    main()
