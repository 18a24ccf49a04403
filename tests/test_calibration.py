"""The calibration counts as it says, on a handful of made-up rows."""

from __future__ import annotations

import math
import re
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from benchmarks import calibration, calibration_page
from benchmarks import calibration_figures as figures
from benchmarks import calibration_judging as judging
from benchmarks.calibration_speed import mentions

from incidentmap import Gazetteer, locate

ROOT = Path(__file__).resolve().parents[1]
HEADER = "where_description,adm_1,longitude,latitude,where_prec,where_coordinates,country"


@pytest.fixture
def gazetteer():
    with Gazetteer.open() as opened:
        yield opened


def made(**columns: list[object]) -> pd.DataFrame:
    """Return rows as judge() leaves them, as far as they are given."""
    count = len(next(iter(columns.values())))
    base = {
        "key": list(range(count)), "place": ["x"] * count, "code": [2] * count, "precision": ["near"] * count,
        "shape": ["disc"] * count, "drawn": [True] * count, "inside": [1.0] * count, "radius_km": [5.0] * count,
        "area_km2": [78.5] * count,
    }  # fmt: skip
    return figures.weigh(pd.DataFrame(base | columns))


def test_only_the_words_are_asked_about(tmp_path):
    file = tmp_path / "ged.csv"
    rows = [
        "near Sudzha,Kursk Oblast,35.27,51.19,2,Sudzha town,Russia",
        "Sudzha’s edge,,35.27,51.19,2,SUDZHA  town,Russia",
    ]
    file.write_text("\n".join([HEADER, *rows]) + "\n", encoding="cp1252")
    table = judging.read_rows(file)
    assert table["place"].tolist() == ["near Sudzha", "Sudzha’s edge"]
    assert table["within"].tolist() == ["Kursk Oblast", ""]
    assert set(table.columns) == {"place", "within", "lon", "lat", "code", "half", "key"}
    assert table["half"].nunique() == 1


@pytest.mark.parametrize(
    ("radius_km", "away_km", "inside", "factor"),
    [(5.0, 4.0, True, 0.8), (5.0, 10.0, False, 2.0), (None, 3.0, False, 2.0)],
)
def test_a_point_counts_as_a_disc_of_its_radius(radius_km, away_km, inside, factor):
    lon, lat, _ = judging._ellipsoid().fwd(36, 50, 77, away_km * 1000)
    found = judging.against(shapely.Point(36, 50), radius_km, lon, lat)
    assert found["inside"] is inside
    assert found["factor"] == pytest.approx(factor, rel=1e-6)
    assert found["area_km2"] == pytest.approx(math.pi * (radius_km or judging.REACH_KM) ** 2)


@pytest.mark.parametrize("away_km", [0.0, 3.0, 7.9, 8.1, 24.0])
def test_a_drawn_disc_grows_as_a_disc(away_km):
    azimuths = np.linspace(0, -360, 256, endpoint=False)
    lon, lat, _ = judging._ellipsoid().fwd(np.full(256, 36.0), np.full(256, 50.0), azimuths, np.full(256, 8000.0))
    disc = shapely.Polygon(np.column_stack([lon, lat]))
    x, y, _ = judging._ellipsoid().fwd(36, 50, 30, away_km * 1000)
    found = judging.against(disc, 8.0, x, y)
    assert found["inside"] is (away_km < 8)
    assert found["factor"] == pytest.approx(away_km / 8, abs=0.01)
    assert found["gap_km"] == pytest.approx(max(0, away_km - 8), abs=0.01)


def test_one_of_several_places_is_enough():
    both = shapely.MultiPoint([(36, 50), (38, 48)])
    assert judging.against(both, 3.0, 38.01, 48.0)["inside"]
    assert not judging.against(both, 3.0, 37.0, 49.0)["inside"]
    mixed = shapely.GeometryCollection([shapely.Point(36, 50), shapely.box(37, 48, 38, 49)])
    assert judging.against(mixed, 3.0, 37.5, 48.5)["inside"]
    assert judging.against(mixed, 3.0, 37.5, 48.5)["area_km2"] > judging.area_km2(shapely.box(37, 48, 38, 49))


def test_rows_are_judged_as_a_user_gets_them(tmp_path, gazetteer):
    file = tmp_path / "ged.csv"
    rows = [
        "near Sudzha,Kursk Oblast,35.27,51.19,2,Sudzha town,Russia",
        "near Sudzha,Kursk Oblast,39.0,51.19,2,Sudzha town,Russia",
        "Nowherevka,Kursk Oblast,35.27,51.19,1,Nowherevka village,Russia",
        ",,35.27,51.19,6,Russia,Russia",
    ]
    file.write_text("\n".join([HEADER, *rows]) + "\n", encoding="cp1252")
    table = judging.read_rows(file)
    judged = judging.judge(table, locate(table[["place", "within"]], gazetteer), gazetteer)
    assert judged["drawn"].tolist() == [True, True, False, False]
    assert judged["inside"].tolist()[:2] == [1, 0]
    assert judged["anchor_km"][0] < 5 < 200 < judged["anchor_km"][1]
    assert judged["wide_inside"].tolist()[:2] == [1, 0]
    assert judged["oblast_inside"].tolist()[:2] == [1, 0]
    assert judged["oblast_km2"][0] > 20_000 > judged["wide_km2"][0] > judged["area_km2"][0] > judged["dot_km2"][0]
    assert judged.loc[2:, ["inside", "area_km2", "dot_inside", "oblast_km2"]].isna().all().all()


def test_a_frame_without_shapes_is_judged_by_its_geometries():
    geometries = [shapely.Point(0, 0), shapely.box(0, 0, 1, 1), shapely.box(0, 0, 1, 1), None]
    frame = geopandas.GeoDataFrame({"radius_km": [1.5, 5.0, np.nan, np.nan]}, geometry=geometries, crs="EPSG:4326")
    assert judging._shapes(frame, geometries) == ["point", "disc", "area", None]
    frame["shape"] = ["point", None, "part", None]
    assert judging._shapes(frame, geometries) == ["point", "disc", "part", None]


def test_shares_by_rows_and_by_phrases():
    judged = made(key=[0, 0, 0, 1], inside=[1, 1, 1, 0])
    found = {f.label: f for f in figures.figures(judged, draws=50)}
    inside = found["recorded point inside the shape, of located"]
    assert (inside.by_rows, inside.by_phrases) == (75, 50)
    assert inside.rows_interval[0] <= inside.by_rows <= inside.rows_interval[1]
    assert not inside.good(inside.by_rows)


def test_what_is_not_drawn_agrees_with_nobody_and_is_counted():
    judged = made(
        key=[0, 1, 2, 3], drawn=[True, True, True, False], place=["a", "b", "c", ""], code=[2, 1, 4, 5],
        precision=["near", "near", "near", "unlocated"], inside=[1, 1, 0, np.nan], radius_km=[5, 8, 12, np.nan],
    )  # fmt: skip
    found = {f.label: f.by_rows for f in figures.figures(judged, draws=50)}
    assert found["our class is the coder's, of located"] == pytest.approx(100 / 3)
    assert found["… or one step from it"] == pytest.approx(200 / 3)
    assert found["unlocated, of all"] == 25
    assert found["unlocated, of those with any words"] == 0
    assert found["radius of a disc for “near”, the middle one"] == 8
    assert figures.confusion(judged)[1] == [["near", 2, 1, 1, 1, 0], ["unlocated", None, 0, 0, 0, 1]]
    assert [row[:3] for row in figures.by_code(judged)][-1] == ["5 area or line", 1, 100.0]
    assert figures.by_group(judged, "precision", figures.LADDER)[0][:4] == ["near", 3, 3, pytest.approx(200 / 3)]


def test_a_sector_is_no_disc_for_near():
    judged = made(key=[0, 1], shape=["disc", "sector"], radius_km=[5, 25])
    assert figures.figures(judged, draws=20)[-1].by_rows == 5


def test_nothing_located_is_no_failure():
    judged = made(drawn=[False], precision=["unlocated"], inside=[np.nan], radius_km=[np.nan], area_km2=[np.nan])
    found = figures.figures(judged, draws=20)
    assert math.isnan(found[0].by_rows)
    assert found[3].by_rows == 100


def test_the_same_seed_gives_the_same_interval():
    judged = made(key=list(range(40)), inside=[1.0, 0.0] * 20)
    assert figures.figures(judged)[0][3:] == figures.figures(judged)[0][3:]
    low, high = figures.figures(judged)[0].rows_interval
    assert 25 < low < 50 < high < 75


def test_a_middle_value_by_weight():
    assert figures.quantile([9, 1, 5], [1, 1, 1]) == 5
    assert figures.quantile([1, np.nan, 5], [1, 9, 1], 0.9) == 5
    assert math.isnan(figures.quantile([np.nan], [1]))


def test_an_absent_file_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr("sys.argv", ["calibration", str(tmp_path / "no.csv")])
    with pytest.raises(SystemExit, match=r"no\.csv is not there: nothing was measured\. Give the path"):
        calibration.main()


def test_mentions_are_distinct_and_always_the_same():
    made_up = mentions(300)
    assert len(made_up.drop_duplicates()) == 300
    assert made_up.equals(mentions(300))
    for words in ("near ", " km ", "between ", " district", "along the border "):
        assert made_up["place"].str.contains(words).any()


def test_the_page_names_the_command_and_keeps_its_blocks():
    page = (ROOT / "docs/honest-geometry.md").read_text(encoding="utf-8")
    for option in ("FILE.csv", "--by shape", "--show outside", "--radii", "--split", "--speed"):
        assert f"python -m benchmarks.calibration {option}" in page
    for block in ("figures", "sizes"):
        filled = calibration_page.filled(page, block, "new")
        assert "\nnew\n" in filled
        assert calibration_page.filled(filled, block, "new") == filled
    for picture in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", page):
        assert len(picture[0]) > 60, f"{picture[1]} has no alternative text"
    with pytest.raises(SystemExit, match="put them back where the figures belong"):
        calibration_page.filled("", "figures", "new")


def test_the_sizes_on_the_page_are_those_that_are_drawn():
    page = (ROOT / "docs/honest-geometry.md").read_text(encoding="utf-8")
    assert calibration_page.filled(page, "sizes", calibration_page.sizes()) == page, calibration_page.COMMAND
