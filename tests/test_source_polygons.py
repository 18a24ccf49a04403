"""Administrative polygons: the layouts that files have, coordinate systems, broken shapes, hostile files."""

from __future__ import annotations

import io
import json
import math
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from incidentmap.errors import BadValue, EmptyInput, IncidentmapError, MissingColumn, UnknownFormat, UnreadableFile
from incidentmap.gazetteer.sources import Options, Rows, _polygon_columns, _shapes, polygons

GOLDEN = Path(__file__).parent / "data" / "gazetteer" / "polygons" / "geoboundaries.geojson"
WEST, EAST = shapely.box(36, 50, 37, 51), shapely.box(37, 50, 38, 51)
BOW = shapely.Polygon([(36, 50), (38, 52), (38, 50), (36, 52)])

#: As the Common Operational Datasets have them.
COD = {
    "ADM2_EN": ["Verkhnii", "Nyzhnii"],
    "ADM2_UA": ["Верхній", "Нижній"],
    "ADM2_RU": ["Верхний", "Нижний"],
    "ADM2_PCODE": ["ZZ0101", "ZZ0102"],
    "ADM1_EN": ["Polisna", "Polisna"],
    "ADM1_PCODE": ["ZZ01", "ZZ01"],
    "ADM0_EN": ["Ukraine", "Ukraine"],
    "ADM0_PCODE": ["UA", "UA"],
}
#: As GADM has them.
GADM = {
    "GID_2": ["UKR.1.1_1", "UKR.1.2_1"],
    "GID_0": ["UKR", "UKR"],
    "COUNTRY": ["Ukraine", "Ukraine"],
    "GID_1": ["UKR.1_1", "UKR.1_1"],
    "NAME_1": ["Polisna", "Polisna"],
    "NL_NAME_1": ["NA", "NA"],
    "NAME_2": ["Verkhnii", "Nyzhnii"],
    "VARNAME_2": ["Verhniy|Verkhny", "NA"],
    "NL_NAME_2": ["Верхний", "NA"],
    "TYPE_2": ["Raion", "Raion"],
}

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a table with shapes to a file of the format of its suffix."""

    def made(
        cells: dict[str, list[Any]], shapes: list[Any], name: str = "units.gpkg", *, crs: Any = "EPSG:4326", **how: Any
    ) -> Path:
        path = tmp_path / name
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what is wrong on purpose
            gpd.GeoDataFrame(cells, geometry=shapes, crs=crs).to_file(path, engine="pyogrio", **how)
        return path

    return made


def read(path: Path, **options: Any) -> list[Rows]:
    return list(polygons.read(path, Options(**options)))


def places(parts: list[Rows]) -> pd.DataFrame:
    found = [p.places for p in parts if p.places is not None]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=["id", "name"])


def names(parts: list[Rows]) -> list[tuple[str, str, str]]:
    return [t for p in parts if p.names is not None for t in p.names[["id", "name", "lang"]].itertuples(False, None)]


def rejected(parts: list[Rows]) -> list[tuple[int, str]]:
    return [(r.row, r.reason) for p in parts for r in p.rejected]


# Layouts


def test_geoboundaries() -> None:
    parts = read(GOLDEN)
    found = places(parts)
    assert found["id"].tolist() == ["geoboundaries:74538382B1", "geoboundaries:74538382B2"]
    assert found["name"].tolist() == ["Verkhnii Raion", "Nyzhnii Raion"]
    assert (set(found["feature"]), set(found["country"])) == ({"district"}, {"UA"})
    assert found["boundary"][0].equals(WEST)
    assert (found["lon"][0], found["lat"][0]) == (36.5, 50.5)
    assert rejected(parts) == []


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("cod.gpkg", {}),
        ("cod.shp", {"encoding": "utf-8"}),
        ("cod.geojson", {}),
        ("cod.fgb", {}),
        ("cod.kml", {"driver": "KML"}),
        ("cod.shp.zip", {"encoding": "utf-8"}),
        ("cod.gdb", {"driver": "OpenFileGDB"}),
    ],
)
def test_common_operational_dataset(write: Write, name: str, how: dict[str, Any]) -> None:
    path = write(COD, [WEST, EAST], name, **how)
    assert polygons.sniff(path)
    parts = read(path)
    found = places(parts).sort_values("id", ignore_index=True)  # FlatGeobuf keeps an order of its own
    assert found["id"].tolist() == ["cod:ZZ0101", "cod:ZZ0102"]
    assert list(zip(found["name"], found["lang"], strict=True)) == [("Verkhnii", "en"), ("Nyzhnii", "en")]
    assert found[["feature", "country", "admin1"]].drop_duplicates().to_numpy().tolist() == [
        ["district", "UA", "Polisna"]
    ]
    assert found["boundary"][1].equals(EAST)
    assert {("cod:ZZ0101", "Верхній", "uk"), ("cod:ZZ0101", "Верхний", "ru")} <= set(names(parts))


def test_gadm(write: Write) -> None:
    parts = read(write(GADM, [WEST, EAST], "gadm41_UKR_2.gpkg"), key="gadm")
    found = places(parts)
    assert found["id"].tolist() == ["gadm:UKR.1.1_1", "gadm:UKR.1.2_1"]
    assert found[["name", "feature", "country", "admin1"]].to_numpy().tolist() == [
        ["Verkhnii", "district", "UA", "Polisna"],
        ["Nyzhnii", "district", "UA", "Polisna"],
    ]
    assert [n[1] for n in names(parts)] == ["Verhniy", "Verkhny", "Верхний"]


def test_newer_operational_dataset(write: Write) -> None:
    cells = {"adm1_name": ["Polisna"], "adm1_name1": ["Полісна"], "adm1_pcode": ["ZZ01"], "adm0_pcode": ["UA"]}
    parts = read(write(cells, [WEST]))
    assert places(parts)[["id", "name", "feature", "admin1"]].to_numpy().tolist() == [
        ["units:ZZ01", "Polisna", "region", None]
    ]
    assert [n[1] for n in names(parts)] == ["Полісна"]


def test_levels_of_openstreetmap_are_told_row_by_row(write: Write) -> None:
    cells = {"name": ["A", "B", "C", "D"], "name_ru": ["А", "Б", "В", "Г"], "admin_level": [2, 4, 6, 8]}
    parts = read(write(cells, [WEST] * 4))
    assert places(parts)["feature"].tolist() == ["country", "region", "district"]
    assert rejected(parts) == [(4, "'8' is not a country, region or district")]
    assert names(parts)[0] == ("units:row-1", "А", "ru")


def test_an_unknown_layout_needs_a_level(write: Write) -> None:
    path = write({"NAZVA": ["A"]}, [WEST])
    with pytest.raises(BadValue, match="not what the polygons are") as error:
        read(path, columns={"name": "NAZVA"})
    assert "--level district" in str(error.value)
    assert error.value.where.file == str(path)


def test_a_mapping_says_what_guessing_cannot(write: Write) -> None:
    cells = {"NAZVA": ["Верхній"], "INSHI": ["Верхний; Verkhnii"], "KOD": [7.0], "KR": ["ua"], "OBL": ["Полісна"]}
    columns = {"name": "NAZVA", "names": "INSHI", "id": "KOD", "country": "KR", "admin1": "OBL"}
    parts = read(write(cells, [WEST]), columns=columns, level="district", key="nazvy")
    found = places(parts).iloc[0]
    assert (found["id"], found["name"], found["country"], found["admin1"]) == ("nazvy:7", "Верхній", "UA", "Полісна")
    assert [n[1] for n in names(parts)] == ["Верхний", "Verkhnii"]


def test_a_level_over_a_deeper_layout_takes_the_deepest_names(write: Write) -> None:
    cells = {"ADM3_EN": ["Hromada"], "ADM2_EN": ["Raion"], "ADM1_EN": ["Oblast"]}
    path = write(cells, [WEST])
    with pytest.raises(BadValue, match="depth 3"):
        read(path)
    found = places(read(path, level="district")).iloc[0]
    assert (found["name"], found["admin1"]) == ("Hromada", "Oblast")


@pytest.mark.parametrize(
    ("options", "kind", "says"),
    [
        ({"level": "village"}, BadValue, "'village' is not a level"),
        ({"columns": {"name": "NO"}, "level": "region"}, MissingColumn, "no column 'NO'"),
        ({"columns": {"names": "NO,ADM2_EN"}}, MissingColumn, "no column 'NO'"),
        ({"layer": "no"}, BadValue, "no layer 'no'"),
    ],
)
def test_a_wrong_option_is_told(write: Write, options: dict[str, Any], kind: type[IncidentmapError], says: str) -> None:
    with pytest.raises(kind, match=says) as error:
        read(write(COD, [WEST, EAST]), **options)
    assert error.value.remedy


def test_a_file_without_names_is_told(write: Write) -> None:
    with pytest.raises(MissingColumn, match="looks like a name") as error:
        read(write({"AREA": [1.0]}, [WEST]), level="region")
    assert "--column name=" in str(error.value)


def test_one_of_several_layers_must_be_named(write: Write) -> None:
    write(COD, [WEST, EAST], layer="adm2")
    path = write({"ADM1_EN": ["Polisna"]}, [WEST], layer="adm1")
    with pytest.raises(BadValue, match="2 layers") as error:
        read(path)
    assert "'adm1'" in str(error.value)
    assert places(read(path, layer="adm1"))["name"].tolist() == ["Polisna"]


def test_the_source_takes_its_name_from_the_options_or_the_file(write: Write) -> None:
    path = write(COD, [WEST, EAST], "Райони України.gpkg")
    assert read(path)[0].origin.key == "райони-україни"
    given = read(path, key="raiony", licence="CC0", attribution="Z", title="T")[0].origin
    assert (given.key, given.licence, given.attribution, given.title) == ("raiony", "CC0", "Z", "T")


def test_ids_that_repeat_are_no_ids_unless_the_user_says_so(write: Write) -> None:
    path = write({"ADM1_EN": ["A", "B"], "code": ["x", "x"]}, [WEST, EAST])
    assert places(read(path))["id"].tolist() == ["units:x", "units:row-2"]
    parts = read(path, columns={"id": "code"})
    assert places(parts)["id"].tolist() == ["units:x"]
    assert rejected(parts) == [(2, "the id 'x' stands in an earlier row too")]


def test_many_rows_come_in_parts(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    from incidentmap.gazetteer.sources import _batch

    monkeypatch.setattr(polygons, "_PART", 4)
    monkeypatch.setattr(_batch, "CHUNK", 4)
    parts = read(write({"ADM1_EN": [f"U{i}" for i in range(10)]}, [WEST] * 10))
    assert [len(p.places) for p in parts if p.places is not None] == [4, 4, 2]
    assert places(parts)["name"].tolist() == [f"U{i}" for i in range(10)]


# Coordinate systems


@pytest.mark.parametrize("crs", ["EPSG:3857", "EPSG:32637", "EPSG:4284"])
def test_another_coordinate_system_becomes_degrees(write: Write, crs: str) -> None:
    shapes = list(gpd.GeoSeries([WEST, EAST], crs="EPSG:4326").to_crs(crs))
    found = places(read(write(COD, shapes, crs=crs)))
    assert shapely.hausdorff_distance(found["boundary"][0], WEST) < 0.01


def test_degrees_without_a_coordinate_system_are_taken_for_wgs84(write: Write) -> None:
    path = write(COD, [WEST, EAST], "cod.shp", crs=None, encoding="utf-8")
    assert places(read(path))["boundary"][0].equals(WEST)


def test_metres_without_a_coordinate_system_are_refused(write: Write) -> None:
    shapes = list(gpd.GeoSeries([WEST, EAST], crs="EPSG:4326").to_crs("EPSG:3857"))
    with pytest.raises(BadValue, match="names no coordinate system") as error:
        read(write(COD, shapes, "cod.shp", crs=None, encoding="utf-8"))
    assert ".prj" in str(error.value)


def test_metres_that_claim_to_be_degrees_are_rejected(write: Write) -> None:
    parts = read(write({"ADM1_EN": ["A", "B"]}, [shapely.box(400_000, 5_000_000, 500_000, 5_100_000), EAST]))
    assert places(parts)["name"].tolist() == ["B"]
    assert "outside the globe" in rejected(parts)[0][1]


# Shapes


def test_height_is_dropped(write: Write) -> None:
    path = write({"ADM1_EN": ["A"]}, [shapely.force_3d(WEST, 120.0)])
    assert not places(read(path))["boundary"][0].has_z


def test_a_border_that_crosses_itself_is_mended(write: Write) -> None:
    found = places(read(write({"ADM1_EN": ["A"]}, [BOW]))).iloc[0]
    assert found["boundary"].is_valid
    assert found["boundary"].area == pytest.approx(2.0)
    assert found["boundary"].contains(shapely.Point(found["lon"], found["lat"]))


def test_a_border_that_may_mean_either_ground_is_refused_with_its_id(write: Write) -> None:
    star = shapely.Polygon([(36, 53), (38, 47), (33, 51), (39, 51), (34, 47)])
    parts = read(write({"ADM1_EN": ["A", "B"], "ADM1_PCODE": ["ZZ01", "ZZ02"]}, [WEST, star]))
    assert places(parts)["name"].tolist() == ["A"]
    ((row, reason),) = rejected(parts)
    assert row == 2
    assert "units:ZZ02" in reason
    assert "crosses itself" in reason


def test_rows_without_polygon_are_rejected_with_their_id(write: Write) -> None:
    shapes = [WEST, shapely.Point(36, 50), None, shapely.LineString([(36, 50), (37, 51)]), shapely.Polygon()]
    cells = {"ADM1_EN": list("ABCDE"), "ADM1_PCODE": [f"ZZ0{i}" for i in range(5)]}
    parts = read(write(cells, shapes))
    assert places(parts)["name"].tolist() == ["A"]
    assert [r for r, _ in rejected(parts)] == [2, 3, 4, 5]
    assert [r.cells for p in parts for r in p.rejected] == [f"units:ZZ0{i} {'ABCDE'[i]}" for i in range(1, 5)]


def test_a_polygon_without_ground_is_rejected(write: Write) -> None:
    flat = shapely.Polygon([(36, 50), (37, 50), (36, 50), (36, 50)])
    parts = read(write({"ADM1_EN": ["A", "B"]}, [flat, EAST]))
    assert places(parts)["name"].tolist() == ["B"]
    assert "covers no ground" in rejected(parts)[0][1]


def test_coordinates_that_are_no_numbers_are_rejected(write: Write) -> None:
    with pytest.warns(RuntimeWarning, match="invalid value"):
        odd = shapely.Polygon([(36, 50), (math.nan, 50), (37, 51), (36, 50)])
    parts = read(write({"ADM1_EN": ["A", "B"]}, [odd, EAST]))
    assert places(parts)["name"].tolist() == ["B"]
    assert len(rejected(parts)) == 1


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=3, max_size=12))
def test_any_ring_becomes_valid_polygons_or_nothing(ring: list[tuple[float, float]]) -> None:
    mended = _shapes.polygonal(shapely.Polygon(ring))
    if mended is not None:
        assert mended.geom_type in {"Polygon", "MultiPolygon"}
        assert mended.is_valid
        assert mended.area > 0
        assert _shapes.within_degrees(mended)


def test_of_a_collection_the_polygons_are_kept() -> None:
    inner = shapely.GeometryCollection([EAST, shapely.Point(1, 1)])
    mixed = shapely.GeometryCollection([WEST, shapely.LineString([(0, 0), (1, 1)]), inner])
    assert _shapes.polygonal(mixed).equals(shapely.box(36, 50, 38, 51))


# Hostile cells


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>", "=cmd|' /C calc'!A0", "'; DROP TABLE x; --", "🏚️"])
def test_a_hostile_name_is_kept_as_text(write: Write, name: str) -> None:
    assert places(read(write({"NAME": [name]}, [WEST]), level="region"))["name"].tolist() == [name]


def test_controls_are_taken_out_and_empty_names_rejected(write: Write) -> None:
    cells = {"ADM1_EN": ["A\u202eB\x07\nC", "", None, "NA", "Я" * 2000]}
    parts = read(write(cells, [WEST] * 5))
    assert places(parts)["name"].tolist() == ["A B C"]
    assert [r for r, _ in rejected(parts)] == [2, 3, 4, 5]


def test_lone_surrogates_and_zero_bytes_in_geojson(tmp_path: Path) -> None:
    path = tmp_path / "odd.geojson"
    text = GOLDEN.read_text(encoding="utf-8").replace("Verkhnii Raion", r"A\ud800B").replace("Nyzhnii", r"C\u0000D")
    path.write_text(text, encoding="utf-8")
    found = places(read(path))["name"].tolist()
    assert len(found) == 2
    assert all(name.isprintable() for name in found)


# Hostile and broken files


VRT = (
    b'<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/vsicurl/http://localhost/x</SrcDataSource></OGRVRTLayer>'
)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.gpkg", b"", EmptyInput),
        ("a.gpkg", b"no database at all", UnreadableFile),
        ("a.gpkg", b"SQLite format 3\x00" + bytes(200), UnreadableFile),
        ("a.shp", b"\x00\x00\x27\x0a" + bytes(20), UnreadableFile),
        ("a.geojson", b'{"type": "FeatureCollection", "features": [', UnreadableFile),
        ("a.geojson", b'{"type": "FeatureCollection", "features": []}', EmptyInput),
        ("a.fgb", b"fgb\x03fgb\x00", UnreadableFile),
        ("a.zip", b"PK\x03\x04", UnreadableFile),
        ("a.vrt", VRT, UnknownFormat),
        ("a.kml", VRT, UnknownFormat),
        ("a.geojson", b'{"type": "gdal_streamed_alg", "command_line": "gdal vector read x"}', UnknownFormat),
        ("a.gml", b"<gml/>", UnknownFormat),
        ("a.xyz", b"whatever", UnknownFormat),
    ],
)
def test_a_file_that_cannot_be_used_is_told(
    tmp_path: Path, name: str, content: bytes, kind: type[IncidentmapError]
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(kind) as error:
        read(path)
    assert error.value.remedy
    assert error.value.where.file == str(path)


def test_a_geopackage_cut_in_half_is_told(write: Write) -> None:
    path = write(COD, [WEST, EAST])
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnreadableFile):
        read(path)


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_zip_with_one_file_is_read_without_unpacking(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"readme.txt": b"x", "folder/units.geojson": GOLDEN.read_bytes()})
    assert polygons.sniff(path)
    assert len(places(read(path))) == 2
    assert [f.name for f in tmp_path.iterdir()] == ["a.zip"]


@pytest.mark.parametrize(
    "members",
    [
        {},
        {"readme.txt": b"x"},
        {"a.geojson": b"{}", "b.geojson": b"{}"},
        {"../../a.geojson": GOLDEN.read_bytes()},
        {"a.zip": b"PK\x03\x04"},
    ],
)
def test_a_zip_without_one_file_of_polygons_is_told(tmp_path: Path, members: dict[str, bytes]) -> None:
    path = zipped(tmp_path / "a.zip", members)
    assert not polygons.sniff(path)
    with pytest.raises(UnreadableFile, match=r"one file of polygons|nothing"):
        read(path)


def test_a_zip_with_an_instruction_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat, match="reference to data elsewhere"):
        read(zipped(tmp_path / "a.zip", {"a.kml": VRT}))


def test_a_zip_with_a_password_is_told(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.geojson", GOLDEN.read_bytes())
    data = bytearray(buffer.getvalue())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match="encrypted"):
        read(path)


def test_an_absent_file_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no such file"):
        read(tmp_path / "nowhere.gpkg")
    with pytest.raises(UnreadableFile, match="folder"):
        read(tmp_path)


def test_sniff_leaves_other_files_alone(tmp_path: Path) -> None:
    points = tmp_path / "points.geojson"
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [1, 2]}}
    points.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    table = tmp_path / "a.csv"
    table.write_text("name,lat,lon\n")
    fake = tmp_path / "b.gpkg"
    fake.write_text("hello")
    assert polygons.sniff(GOLDEN)
    assert not any(polygons.sniff(p) for p in (points, table, fake, tmp_path, tmp_path / "nowhere.shp"))


# Columns


@given(st.lists(st.text(max_size=12) | st.sampled_from([*COD, *GADM]), unique=True), st.sampled_from([None, "region"]))
def test_any_columns_are_chosen_or_refused(fields: list[str], level: str | None) -> None:
    try:
        chosen = _polygon_columns.choose(fields, {}, level)
    except (BadValue, MissingColumn) as error:
        remedy = error.remedy
    else:
        remedy = "none needed"
        assert set(chosen.used) <= set(fields)
        assert chosen.names
    assert remedy


@pytest.mark.parametrize(
    ("value", "expected"),
    [("UA", "UA"), ("ukr", "UA"), ("UA46", "RU"), ("", "RU"), (None, "RU"), (math.nan, "RU"), (5, "RU")],
)
def test_country_codes(value: object, expected: str) -> None:
    assert _polygon_columns.country_of(value, "RU") == expected
