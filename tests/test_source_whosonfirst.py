"""Who's On First: the database and the folder of records say the same; what is left out is counted."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from incidentmap.errors import EmptyInput, UnknownFormat, UnreadableFile
from incidentmap.gazetteer.sources import Options, Rows, _wof_record, whosonfirst

GOLDEN = Path(__file__).parent / "data" / "gazetteer" / "whosonfirst" / "data"

#: The tables of the distribution, column for column.
SCHEMA = """
CREATE TABLE spr (
  id TEXT NOT NULL PRIMARY KEY, parent_id INTEGER, name TEXT, placetype TEXT, inception TEXT, cessation TEXT,
  country TEXT, repo TEXT, latitude REAL, longitude REAL, min_latitude REAL, min_longitude REAL, max_latitude REAL,
  max_longitude REAL, is_current INTEGER, is_deprecated INTEGER, is_ceased INTEGER, is_superseded INTEGER,
  is_superseding INTEGER, superseded_by TEXT, supersedes TEXT, belongsto TEXT, is_alt TINYINT, alt_label TEXT,
  lastmodified INTEGER);
CREATE TABLE geojson (
  id INTEGER NOT NULL, body TEXT, source TEXT, alt_label TEXT, is_alt BOOLEAN, lastmodified INTEGER);
CREATE UNIQUE INDEX geojson_by_id ON geojson (id, source, alt_label);
CREATE TABLE names (
  id INTEGER NOT NULL, placetype TEXT, country TEXT, language TEXT, extlang TEXT, script TEXT, region TEXT,
  variant TEXT, extension TEXT, privateuse TEXT, name TEXT, lastmodified INTEGER);
CREATE TABLE concordances (id INTEGER NOT NULL, other_id INTEGER NOT NULL, other_source TEXT, lastmodified INTEGER);
CREATE TABLE ancestors (
  id INTEGER NOT NULL, ancestor_id INTEGER NOT NULL, ancestor_placetype TEXT, lastmodified INTEGER);
"""


def joined(parts: Sequence[Rows], table: str) -> pd.DataFrame:
    found = [f for f in (getattr(p, table) for p in parts) if f is not None]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame({"id": []})


def read(path: Path, options: Options | None = None) -> list[Rows]:
    return list(whosonfirst.read(path, options or Options()))


def place(parts: Sequence[Rows], number: int) -> pd.Series:
    return joined(parts, "places").set_index("id").loc[f"wof:{number}"]


def reasons(parts: Sequence[Rows]) -> list[str]:
    return sorted(r.reason for p in parts for r in p.rejected)


def records() -> list[dict[str, Any]]:
    return [
        json.loads(f.read_text(encoding="utf-8")) for f in sorted(GOLDEN.rglob("*.geojson")) if "-alt-" not in f.name
    ]


def fill(db: sqlite3.Connection, record: dict[str, Any]) -> None:
    """Put a record into every table, as the distribution's own tool does."""
    p, number = record["properties"], record["id"]
    gone = int(bool(p.get("edtf:deprecated") not in (None, "", "uuuu")))
    spr = {
        "id": number,
        "name": p["wof:name"],
        "placetype": p["wof:placetype"],
        "country": p["wof:country"],
        "latitude": p["geom:latitude"],
        "longitude": p["geom:longitude"],
        "is_current": p["mz:is_current"],
        "is_deprecated": gone,
        "is_superseded": int(bool(p.get("wof:superseded_by"))),
    }
    marks = ", ".join("?" * len(spr))
    db.execute(f"INSERT INTO spr ({', '.join(spr)}) VALUES ({marks})", list(spr.values()))
    db.execute("INSERT INTO geojson VALUES (?, ?, '', '', 0, 0)", [number, json.dumps(record)])
    for key, values in p.items():
        if key.startswith("name:"):
            lang, _, use = key.removeprefix("name:").partition("_x_")
            rows = [(number, p["wof:placetype"], p["wof:country"], lang, use, value) for value in values]
            db.executemany("INSERT INTO names VALUES (?, ?, ?, ?, '', '', '', '', '', ?, ?, 0)", rows)
    for source, other in p.get("wof:concordances", {}).items():
        db.execute("INSERT INTO concordances VALUES (?, ?, ?, 0)", [number, other, source])
    for branch in p.get("wof:hierarchy", []):
        rows = [(number, ancestor, kind) for kind, ancestor in branch.items() if ancestor != number]
        db.executemany("INSERT INTO ancestors VALUES (?, ?, ?, 0)", rows)


Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write the golden records to a database, and then whatever the test adds."""

    def made(script: str = "", *, drop: Sequence[str] = (), integer_ids: bool = True) -> Path:
        path = tmp_path / "whosonfirst-data-admin-zz-latest.db"
        schema = SCHEMA.replace("id TEXT NOT NULL PRIMARY KEY", "id INTEGER NOT NULL PRIMARY KEY")
        with closing(sqlite3.connect(path)) as db:
            db.executescript(schema if integer_ids else SCHEMA)
            for record in records():
                fill(db, record)
            db.executescript("".join(f"DROP TABLE {table};" for table in drop) + script)
            db.commit()
        return path

    return made


@pytest.fixture(params=["folder", "database", "database of bodies", "database without bodies", "ids as text"])
def source(request: pytest.FixtureRequest, make: Make) -> Path:
    match request.param:
        case "folder":
            return GOLDEN
        case "database":
            return make()
        case "ids as text":
            return make(integer_ids=False)
        case "database of bodies":
            return make(drop=["names", "concordances", "ancestors"])
        case _:
            return make(drop=["geojson"])


# What every form of the source says


def test_the_current_records_become_places(source: Path) -> None:
    places = joined(read(source), "places")
    found = dict(zip(places["id"], zip(places["name"], places["feature"], places["code"], strict=True), strict=True))
    assert found == {
        "wof:85680001": ("Полісна область", "region", "region"),
        "wof:102079001": ("Verkhnii Raion", "district", "county"),
        "wof:101748001": ("Zarichne", "settlement", "locality"),
    }
    assert set(places["country"]) == {"UA"}


def test_what_is_left_out_is_counted(source: Path) -> None:
    assert reasons(read(source)) == [
        "1 records are left out: not current, deprecated or superseded",
        "1 records are left out: of placetype continent",
    ]


def test_names_have_languages_and_kinds(source: Path) -> None:
    names = joined(read(source), "names")
    found = set(names[["id", "name", "lang", "kind"]].itertuples(index=False, name=None))
    assert found >= {
        ("wof:101748001", "Заречное", "ru", ""),
        ("wof:101748001", "Заречье", "ru", ""),
        ("wof:101748001", "Zara", "", "colloquial"),
        ("wof:85680001", "Polisna Oblast", "en", ""),
        ("wof:85680001", "Полесский край", "ru", "historic"),
        ("wof:102079001", "Верхній район", "uk", ""),
    }


def test_the_geonames_id_is_the_same_place(source: Path) -> None:
    parts = read(source)
    assert place(parts, 85680001)["same_as"] == ["geonames:700001"]
    assert place(parts, 102079001)["same_as"] == []


def test_containers_that_were_read_are_links(source: Path) -> None:
    links = set(joined(read(source), "links")[["id", "parent"]].itertuples(index=False, name=None))
    assert links == {
        ("wof:102079001", "wof:85680001"),
        ("wof:101748001", "wof:85680001"),
        ("wof:101748001", "wof:102079001"),
    }


def test_sniff_knows_its_own(source: Path) -> None:
    assert whosonfirst.sniff(source)


# What only bodies say


@pytest.mark.parametrize("form", ["folder", "database"])
def test_units_have_polygons_and_settlements_have_none(form: str, make: Make) -> None:
    parts = read(GOLDEN if form == "folder" else make())
    assert place(parts, 85680001)["boundary"].equals(shapely.box(36, 50, 38, 52))
    assert place(parts, 102079001)["boundary"].equals(shapely.box(36.5, 50.5, 37, 51))
    assert place(parts, 101748001)["boundary"] is None


@pytest.mark.parametrize("form", ["folder", "database"])
def test_the_label_is_the_point_and_the_population_is_read(form: str, make: Make) -> None:
    parts = read(GOLDEN if form == "folder" else make())
    region = place(parts, 85680001)
    assert (region["lon"], region["lat"], region["population"], region["lang"]) == (37.25, 51.25, 640000, "uk")
    assert place(parts, 101748001)["population"] == 1200


def test_without_bodies_the_point_is_that_of_the_table(make: Make) -> None:
    region = place(read(make(drop=["geojson"])), 85680001)
    assert (region["lon"], region["lat"], region["boundary"]) == (37.0, 51.0, None)


def test_an_alternative_geometry_is_not_the_record(make: Make) -> None:
    path = make(
        "INSERT INTO geojson VALUES (85680001, '{\"properties\": {}}', 'quattroshapes', 'quattroshapes', 1, 0);"
    )
    assert place(read(path), 85680001)["boundary"] is not None


def test_a_row_of_an_alternative_geometry_is_no_place(make: Make) -> None:
    path = make(
        "INSERT INTO spr (id, name, placetype, latitude, longitude, is_current, is_alt) "
        "VALUES ('85680001-alt-x', 'X', 'region', 1, 1, 1, 1), ('what', 'Y', 'region', 1, 1, 1, 0);",
        integer_ids=False,
    )
    parts = read(path)
    assert len(joined(parts, "places")) == 3
    assert [r.value for p in parts for r in p.rejected if r.field == "id"] == ["what"]


def test_one_record_alone_is_read(tmp_path: Path) -> None:
    path = Path(shutil.copy(next(GOLDEN.rglob("101748001.geojson")), tmp_path))
    assert whosonfirst.sniff(path)
    assert joined(read(path), "places")["name"].tolist() == ["Zarichne"]


def test_the_country_of_the_options_fills_in(make: Make) -> None:
    path = make("UPDATE spr SET country = 'XX' WHERE id = 101748001; UPDATE geojson SET body = '{}';")
    assert place(read(path, Options(country="RU")), 101748001)["country"] == "RU"


def test_the_source_is_named_with_its_licence() -> None:
    origin = read(GOLDEN)[0].origin
    assert origin.key == "wof"
    assert "whosonfirst.org" in origin.licence
    assert "Who's On First" in origin.attribution


def test_many_records_come_in_parts(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    from incidentmap.gazetteer.sources import _batch

    monkeypatch.setattr(_batch, "CHUNK", 1)
    parts = read(make())
    assert len(parts) > 3
    assert len(joined(parts, "places")) == 3


def test_nothing_is_written_beside_a_database(make: Make) -> None:
    path = make()
    before = path.read_bytes()
    path.parent.chmod(0o500)
    try:
        read(path)
    finally:
        path.parent.chmod(0o700)
    assert [f.name for f in path.parent.iterdir()] == [path.name]
    assert path.read_bytes() == before


# Bad records


def lone(folder: Path, name: str = "1.geojson", **properties: Any) -> Path:
    folder.mkdir(exist_ok=True)
    facts = {"wof:id": 1, "wof:name": "X", "wof:placetype": "locality", "geom:latitude": 50.0, "geom:longitude": 36.0}
    record = {"type": "Feature", "properties": {**facts, **properties}, "geometry": None}
    (folder / name).write_text(json.dumps(record), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("properties", "says"),
    [
        ({"geom:latitude": 91}, "is not between -90 and 90"),
        ({"geom:latitude": None}, "nan is not between"),
        ({"geom:longitude": "east"}, "nan is not between"),
        ({"wof:name": None}, "no name"),
        ({"wof:name": "\x00\u202e"}, "no name"),
        ({"wof:name": "Я" * 1_000_000}, "longer than 500"),
        ({"wof:id": "1"}, "no whole number"),
        ({"wof:id": True}, "no whole number"),
    ],
)
def test_a_bad_value_rejects_its_record(tmp_path: Path, properties: dict[str, Any], says: str) -> None:
    parts = read(lone(tmp_path / "data", **properties))
    assert joined(parts, "places").empty
    assert says in reasons(parts)[0]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"properties": []}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"properties": {"wof:id": "\\ud800"}}',
    ],
)
def test_a_file_that_is_no_record_is_rejected_with_its_name(tmp_path: Path, content: bytes) -> None:
    folder = lone(tmp_path / "data")
    (folder / "2.geojson").write_bytes(content)
    parts = read(folder)
    assert joined(parts, "places")["name"].tolist() == ["X"]
    (rejected,) = [r for p in parts for r in p.rejected]
    assert (rejected.row, rejected.cells) == (2, "data/2.geojson")


def test_an_id_that_stands_in_two_files_is_read_once(tmp_path: Path) -> None:
    folder = lone(tmp_path / "data")
    parts = read(lone(folder, "2.geojson"))
    assert len(joined(parts, "places")) == 1
    assert reasons(parts) == ["wof:id 1 stands in another file too"]


@pytest.mark.parametrize(
    "coordinates",
    [[], [[]], [[[0, 0], [1, 1], [0, 0]]], [[[0, 0], [900, 0], [900, 900], [0, 0]]], [[["a", 0], [1, 0], [1, 1]]], "x"],
)
def test_a_polygon_that_cannot_be_drawn_leaves_the_point(tmp_path: Path, coordinates: Any) -> None:
    folder = lone(tmp_path / "data", **{"wof:placetype": "region"})
    record = json.loads((folder / "1.geojson").read_text())
    record["geometry"] = {"type": "Polygon", "coordinates": coordinates}
    (folder / "1.geojson").write_text(json.dumps(record))
    parts = read(folder)
    assert place(parts, 1)["boundary"] is None
    assert "kept as a point" in reasons(parts)[0]


def test_a_border_that_crosses_itself_is_mended(tmp_path: Path) -> None:
    folder = lone(tmp_path / "data", **{"wof:placetype": "region"})
    record = json.loads((folder / "1.geojson").read_text())
    record["geometry"] = {"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]}
    (folder / "1.geojson").write_text(json.dumps(record))
    assert place(read(folder), 1)["boundary"].is_valid


def test_a_body_that_is_not_json_is_told_and_the_table_stands_in(make: Make) -> None:
    parts = read(make("UPDATE geojson SET body = '{' WHERE id = 101748001;"))
    assert place(parts, 101748001)["name"] == "Zarichne"
    assert any("not JSON" in reason for reason in reasons(parts))


def test_text_in_a_database_that_is_not_utf8_is_replaced(make: Make) -> None:
    path = make("UPDATE spr SET name = CAST(x'41FF42' AS TEXT) WHERE id = 101748001;")
    assert place(read(path), 101748001)["name"] == "A\ufffdB"


@pytest.mark.parametrize("name", ["<b>x</b>", "=1+1", "'); DROP TABLE spr; --", "🏚️", "%s"])
def test_a_hostile_name_is_kept_as_text(tmp_path: Path, name: str) -> None:
    assert joined(read(lone(tmp_path / "data", **{"wof:name": name})), "places")["name"].tolist() == [name]


# Bad databases and folders


def test_a_database_cut_in_half_is_damaged(make: Make, tmp_path: Path) -> None:
    whole = make().read_bytes()
    path = tmp_path / "half.db"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnreadableFile, match="damaged") as error:
        read(path)
    assert error.value.remedy == "download it again"


def test_a_database_with_garbage_in_it_is_damaged(make: Make) -> None:
    path = make()
    whole = bytearray(path.read_bytes())
    whole[4096:] = b"\xa5" * (len(whole) - 4096)
    path.write_bytes(whole)
    with pytest.raises(UnreadableFile, match="damaged"):
        read(path)


@pytest.mark.parametrize("content", [b"", b"SQLite", b"id,name\n1,X\n"])
def test_a_file_that_is_no_database_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(content)
    assert not whosonfirst.sniff(path)
    with pytest.raises(UnreadableFile, match="not an SQLite database"):
        read(path)


def test_a_database_of_something_else_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with closing(sqlite3.connect(path)) as db:
        # A view is not looked at: its query may never end.
        db.executescript(
            "CREATE TABLE place (id); CREATE VIEW spr AS WITH RECURSIVE n(id) AS "
            "(SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT id FROM n; CREATE TABLE geojson (id, body);"
        )
    assert not whosonfirst.sniff(path)
    with pytest.raises(UnknownFormat, match="without the tables"):
        read(path)


def test_a_distribution_without_a_column_is_damaged(make: Make) -> None:
    with pytest.raises(UnreadableFile, match="ancestor_id"):
        read(make("ALTER TABLE ancestors RENAME COLUMN ancestor_id TO elder;"))


def test_an_empty_folder_and_an_absent_one_are_told(tmp_path: Path) -> None:
    assert not whosonfirst.sniff(tmp_path)
    assert not whosonfirst.sniff(tmp_path / "nowhere")
    with pytest.raises(EmptyInput, match="no records"):
        read(tmp_path)
    with pytest.raises(UnreadableFile, match="no such file"):
        read(tmp_path / "nowhere")


def test_other_geojson_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "a.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    assert not whosonfirst.sniff(tmp_path / "a.geojson")
    assert not whosonfirst.sniff(tmp_path)


# Properties

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
keys = st.sampled_from(
    "wof:name wof:country iso:country lbl:latitude geom:longitude wof:population mz:is_current edtf:deprecated "
    "wof:superseded_by wof:concordances wof:hierarchy name:rus_x_preferred name:ukr_x_variant".split()
)


@given(st.dictionaries(keys, anything))
def test_any_properties_make_a_place(properties: dict[str, Any]) -> None:
    record = {**properties, "wof:id": 1, "wof:placetype": "locality"}
    assert isinstance(_wof_record.is_gone(record), bool)
    made = _wof_record.place(record, list(_wof_record.names(record)), None)
    assert isinstance(made["name"], str)
    assert 0 <= made["population"] < 10_000_000_000
    assert all(isinstance(parent, int) and parent > 0 for parent in _wof_record.parents(record))


@pytest.mark.parametrize(
    ("properties", "gone"),
    [
        ({"mz:is_current": 1}, False),
        ({"mz:is_current": -1, "edtf:deprecated": "uuuu", "edtf:cessation": ".."}, False),
        ({"mz:is_current": 0}, True),
        ({"edtf:deprecated": "2017-05-01"}, True),
        ({"edtf:cessation": "1991-12-26"}, True),
        ({"wof:superseded_by": [5]}, True),
    ],
)
def test_what_is_gone(properties: dict[str, Any], gone: bool) -> None:
    assert _wof_record.is_gone(properties) is gone
