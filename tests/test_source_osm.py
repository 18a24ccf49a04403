"""OpenStreetMap files: what becomes a place, how borders become polygons, and what bad files say."""

from __future__ import annotations

import bz2
import contextlib
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import osmium
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from osmium.osm.mutable import Node, Relation, Way

from incidentmap.errors import EmptyInput, InputError, UnreadableFile
from incidentmap.gazetteer.sources import Options, Origin, _osm_tags, osm
from incidentmap.model import Rejection

GOLDEN = Path(__file__).parent / "data" / "gazetteer" / "osm" / "border.osm"


@dataclass
class Read:
    """All parts of a source, put together."""

    origin: Origin
    places: pd.DataFrame
    names: pd.DataFrame
    links: pd.DataFrame
    rejected: list[Rejection]

    def place(self, key: str) -> pd.Series:
        return self.places.set_index("id").loc[key]


def read(path: Path, options: Options | None = None) -> Read:
    parts = list(osm.read(path, options or Options()))

    def joined(frames: list[pd.DataFrame | None], columns: Sequence[str]) -> pd.DataFrame:
        found = [f for f in frames if f is not None]
        return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=list(columns))

    return Read(
        parts[0].origin,
        joined([p.places for p in parts], ["id", "name"]),
        joined([p.names for p in parts], ["id", "name", "lang", "kind"]),
        joined([p.links for p in parts], ["id", "parent"]),
        [r for p in parts for r in p.rejected],
    )


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write nodes, ways and relations to a PBF file, in the order that such files have."""

    def made(*things: Node | Way | Relation, name: str = "made.osm.pbf", packed: bool = True) -> Path:
        path = tmp_path / name
        file = osmium.io.File(str(path), "pbf" if packed else "pbf,pbf_compression=none")
        with osmium.SimpleWriter(file, overwrite=True) as writer:
            for thing in things:
                writer.add(thing)
        return path

    return made


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("osm") / "border.osm.pbf"
    with osmium.SimpleWriter(str(path)) as writer:
        osmium.apply(str(GOLDEN), writer)
    return path


def village(number: int, name: str, **tags: str) -> Node:
    return Node(id=number, location=(36.0, 50.0), tags={"place": "village", "name": name, **tags})


def square(number: int, *, level: str = "6") -> list[Node | Way | Relation]:
    corners = [(36.0, 50.0), (37.0, 50.0), (37.0, 51.0), (36.0, 51.0)]
    first = number * 10
    nodes = [Node(id=first + i, location=corner) for i, corner in enumerate(corners)]
    way = Way(id=number, nodes=[first, first + 1, first + 2, first + 3, first])
    tags = {"type": "boundary", "boundary": "administrative", "admin_level": level, "name": f"R{number}"}
    return [*nodes, way, Relation(id=number, members=[("w", number, "outer")], tags=tags)]


# What becomes a place


def test_a_town_has_its_point_population_country_and_other_ids(golden: Path) -> None:
    town = read(golden).place("osm:n101")
    assert (town["name"], town["lang"], town["feature"], town["code"]) == ("Зарічне", "uk", "settlement", "place=town")
    assert (town["lon"], town["lat"], town["population"], town["country"]) == (36.7, 50.7, 12345, "UA")
    assert town["same_as"] == ["geonames:700002"]
    assert town["boundary"] is None


def test_other_spellings_have_language_and_kind(golden: Path) -> None:
    names = read(golden).names
    found = set(names[names["id"] == "osm:n101"][["name", "lang", "kind"]].itertuples(index=False, name=None))
    assert found == {
        ("Заречное", "ru", ""),
        ("Zarichne", "en", ""),
        ("Zarichne", "", ""),
        ("Червоне", "", "historic"),
        ("Красное", "", "historic"),
        ("Красное", "ru", "historic"),
        ("Зара", "", "colloquial"),
        ("Зар.", "", "short"),
    }


def test_a_locality_is_a_site_and_a_school_is_nothing(golden: Path) -> None:
    places = read(golden).places
    assert dict(zip(places["id"], places["feature"], strict=True)) == {
        "osm:n101": "settlement",
        "osm:n102": "settlement",
        "osm:n103": "site",
        "osm:r21": "region",
        "osm:r22": "district",
        "osm:w14": "district",
    }


def test_a_population_in_words_is_unknown(golden: Path) -> None:
    assert read(golden).place("osm:n102")["population"] == 0


def test_the_country_of_the_options_fills_in(golden: Path) -> None:
    found = read(golden, Options(country="RU"))
    assert found.place("osm:n102")["country"] == "RU"
    assert found.place("osm:n101")["country"] == "UA"
    assert read(golden).place("osm:n102")["country"] is None


def test_a_region_is_drawn_by_its_border_and_stands_at_its_label(golden: Path) -> None:
    region = read(golden).place("osm:r21")
    assert region["boundary"].equals(shapely.box(36, 50, 38, 52))
    assert (region["lon"], region["lat"], region["country"], region["code"]) == (37.0, 51.0, "UA", "admin_level=4")


def test_a_unit_without_label_stands_inside_itself(golden: Path) -> None:
    district = read(golden).place("osm:r22")
    assert district["boundary"].equals(shapely.box(36, 50, 37, 52))
    assert district["boundary"].contains(shapely.Point(district["lon"], district["lat"]))


def test_subareas_that_were_read_are_links(golden: Path) -> None:
    assert read(golden).links.to_dict("records") == [{"id": "osm:r22", "parent": "osm:r21"}]


def test_the_source_is_named_with_its_licence(golden: Path) -> None:
    origin = read(golden).origin
    assert (origin.key, origin.licence) == ("osm", "ODbL 1.0")
    assert origin.attribution == "© OpenStreetMap contributors, ODbL 1.0"


def test_xml_and_bzip2_say_the_same_as_pbf(golden: Path, tmp_path: Path) -> None:
    packed = tmp_path / "border.osm.bz2"
    packed.write_bytes(bz2.compress(GOLDEN.read_bytes()))
    expected = read(golden).places.drop(columns="boundary")
    for path in (GOLDEN, packed):
        pd.testing.assert_frame_equal(read(path).places.drop(columns="boundary"), expected)


# What is rejected, and that nothing is lost


def test_every_place_and_unit_is_read_or_rejected(golden: Path) -> None:
    found = read(golden)
    assert {(r.cells, r.field) for r in found.rejected} == {
        ("osm:n104", "name"),
        ("r23 Відкритий район", "boundary"),
        ("r24 Країна за краєм", "boundary"),
        ("", "admin_level"),
        ("", "place"),
    }
    reasons = " ".join(r.reason for r in found.rejected)
    assert "1 nodes only label a unit" in reasons
    assert "1 boundaries are of an admin_level other than 2, 4, 6" in reasons


def test_an_open_border_and_an_absent_part_are_told_apart(golden: Path) -> None:
    why = {r.value: r.reason for r in read(golden).rejected if r.field == "boundary"}
    assert "open or crosses itself" in why["r23"]
    assert "not in the file" in why["r24"]


def test_the_border_way_that_repeats_its_relation_is_one_unit(write: Write) -> None:
    *nodes, way, relation = square(1)
    way = Way(id=1, nodes=way.nodes, tags=dict(relation.tags))
    assert read(write(*nodes, way, relation)).places["id"].tolist() == ["osm:r1"]


def test_a_closed_way_of_another_name_is_a_unit_of_its_own(write: Write) -> None:
    *nodes, way, relation = square(1)
    way = Way(id=1, nodes=way.nodes, tags={**relation.tags, "name": "Місто"})
    assert set(read(write(*nodes, way, relation)).places["name"]) == {"R1", "Місто"}


def test_a_node_that_comes_twice_is_rejected_once(write: Write) -> None:
    found = read(write(village(1, "А"), village(1, "Б")))
    assert found.places["name"].tolist() == ["А"]
    assert "already" in found.rejected[0].reason


def test_a_relation_with_ids_of_a_draft_is_rejected_alone(write: Write) -> None:
    draft = Relation(id=5, members=[("w", -1, "outer")], tags=dict(square(1)[-1].tags))
    found = read(write(*square(1), draft))
    assert found.places["id"].tolist() == ["osm:r1"]
    assert [(r.field, r.cells) for r in found.rejected] == [("members", "r5")]


def test_a_role_that_is_not_text_rejects_its_relation_alone(write: Write) -> None:
    odd = Relation(id=5, members=[("w", 1, "QQQQ")], tags=dict(square(1)[-1].tags))
    path = write(*square(1), odd, packed=False)
    path.write_bytes(path.read_bytes().replace(b"QQQQ", b"\xff\xfe\xed\xa0"))
    found = read(path)
    assert found.places["id"].tolist() == ["osm:r1"]
    assert [(r.field, r.cells) for r in found.rejected] == [("members", "r5")]


def test_many_places_come_in_parts(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    from incidentmap.gazetteer.sources import _batch

    monkeypatch.setattr(_batch, "CHUNK", 10)
    path = write(*(village(i, f"Село {i}") for i in range(1, 36)), *square(100))
    parts = list(osm.read(path, Options()))
    assert [len(p.places) for p in parts if p.places is not None] == [10, 10, 10, 6]
    assert len({p.origin for p in parts}) == 1


# Bad files


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.osm.pbf", b"", "empty"),
        ("text.osm.pbf", b"node,name\n1,Kozinka\n" * 20, "not an OpenStreetMap PBF file"),
        ("page.osm.pbf", b"<!DOCTYPE html><html>404</html>" * 20, "not an OpenStreetMap PBF file"),
        ("empty.osm", b"", "not a whole OpenStreetMap file"),
        ("cut.osm", GOLDEN.read_bytes()[:4000], "not a whole OpenStreetMap file"),
        ("cut.osm.bz2", bz2.compress(GOLDEN.read_bytes())[:300], "not a whole OpenStreetMap file"),
        (
            "entities.osm",
            b'<!DOCTYPE osm [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><osm version="0.6"><node id="1" lat="1" lon="1">'
            b'<tag k="place" v="town"/><tag k="name" v="&b;"/></node></osm>',
            "entities",
        ),
    ],
)
def test_a_file_that_is_not_whole_says_download_it_again(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=says) as error:
        read(path)
    assert error.value.remedy == "download it again"
    assert error.value.where.file == str(path)


def test_an_absent_file_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no such file"):
        read(tmp_path / "nowhere.osm.pbf")
    (tmp_path / "folder.osm.pbf").mkdir()
    with pytest.raises(UnreadableFile, match="folder"):
        read(tmp_path / "folder.osm.pbf")


def test_an_extract_without_places_is_empty(write: Write) -> None:
    with pytest.raises(EmptyInput, match="no places"):
        read(write(Node(id=1, location=(1.0, 1.0), tags={"amenity": "bench"})))


def test_a_pbf_cut_in_half_says_where_it_ends(golden: Path, tmp_path: Path) -> None:
    path = tmp_path / "half.osm.pbf"
    whole = golden.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnreadableFile, match=r"damaged at byte .*ends too early") as error:
        read(path)
    assert error.value.remedy == "download it again"


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_pbf_cut_or_changed_anywhere_is_read_or_refused(golden: Path, data: st.DataObject) -> None:
    whole = bytearray(golden.read_bytes())
    at = data.draw(st.integers(0, len(whole) - 1))
    if data.draw(st.booleans()):
        whole = whole[:at]
    else:
        whole[at] ^= data.draw(st.integers(1, 255))
    path = golden.with_name("changed.osm.pbf")
    path.write_bytes(whole)
    with contextlib.suppress(InputError):
        assert len(read(path).places) <= 6


def test_a_zero_byte_in_a_name_is_refused_before_the_native_reader_sees_it(write: Write) -> None:
    path = write(village(1, "QQQQ"), village(2, "Козинка"), packed=False)
    path.write_bytes(path.read_bytes().replace(b"QQQQ", b"a\x00bc"))
    with pytest.raises(UnreadableFile, match="zero byte"):
        read(path)


def field(number: int, content: bytes | int) -> bytes:
    """Write a field of a protocol buffer."""
    if isinstance(content, int):
        return bytes([number << 3]) + varint(content)
    return bytes([number << 3 | 2]) + varint(len(content)) + content


def varint(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])


def block(kind: bytes, body: bytes) -> bytes:
    header = field(1, kind) + field(3, len(body))
    return len(header).to_bytes(4, "big") + header + body


HEADER = block(b"OSMHeader", field(1, field(4, b"OsmSchema-V0.6")))
STRINGS = field(1, field(1, b"") + field(1, b"place") + field(1, b"to\x00wn"))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (field(2, len(STRINGS)) + field(3, zlib.compress(STRINGS)), "zero byte"),
        (field(3, zlib.compress(STRINGS)) + field(1, b""), "two bodies"),
        (field(1, b"") + field(1, STRINGS), "twice"),
        (field(3, zlib.compress(STRINGS)[:-6]), "cut"),
        (field(3, b"not zlib"), "cannot be unpacked"),
        (field(3, zlib.compress(bytes(40_000_000))), "more than the format allows"),
        (field(5, zlib.compress(STRINGS)), "not zlib"),
        (field(1, b"\x0a\xff\x01abc"), "runs over the end"),
    ],
)
def test_a_block_that_is_not_as_it_should_be_is_refused(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "hostile.osm.pbf"
    path.write_bytes(HEADER + block(b"OSMData", data))
    with pytest.raises(UnreadableFile, match=says) as error:
        read(path)
    assert error.value.remedy == "download it again"


def test_a_tag_that_is_not_utf8_rejects_its_node_alone(write: Write) -> None:
    path = write(village(1, "QQQQ"), village(2, "Козинка"), packed=False)
    path.write_bytes(path.read_bytes().replace(b"QQQQ", b"\xff\xfe\xed\xa0"))
    found = read(path)
    assert found.places["name"].tolist() == ["Козинка"]
    assert "UTF-8" in found.rejected[0].reason
    assert found.rejected[0].cells == "n1"


@pytest.mark.parametrize(
    "name",
    ["<script>alert(1)</script>", "=HYPERLINK(1)", "'; DROP TABLE place; --", "..\\..\\etc/passwd", "%s%n{0}", "🏚️"],
)
def test_a_hostile_name_is_kept_as_text(write: Write, name: str) -> None:
    assert read(write(village(1, name))).places["name"].tolist() == [name]


def test_controls_and_marks_of_direction_are_taken_out(write: Write) -> None:
    found = read(write(village(1, "Ко\u202eзин\x07ка\n\u2066 нова", alt_name="\x01;\u202e; Козка")))
    assert found.places["name"].tolist() == ["Ко зин ка нова"]
    assert found.names["name"].tolist() == ["Козка"]


def test_a_name_without_end_is_rejected(write: Write) -> None:
    found = read(write(village(1, "Y" * 900), village(2, "Б", alt_name="Z" * 900)))
    assert found.places["name"].tolist() == ["Б"]
    assert [r.field for r in found.rejected] == ["name", "name"]
    assert all("longer than 500" in r.reason for r in found.rejected)


def test_a_tag_longer_than_the_reader_takes_is_told(tmp_path: Path) -> None:
    path = tmp_path / "long.osm"
    tag = f'<tag k="name" v="{"Я" * 1_000_000}"/>'
    node = f'<node id="1" version="1" lat="50" lon="36"><tag k="place" v="town"/>{tag}</node>'
    path.write_text(f'<osm version="0.6">{node}</osm>', encoding="utf-8")
    with pytest.raises(UnreadableFile, match="too long"):
        read(path)


def test_a_node_without_a_place_on_earth_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "far.osm"
    path.write_text(
        '<osm version="0.6"><node id="1" version="1" lat="95" lon="200"><tag k="place" v="town"/>'
        '<tag k="name" v="X"/></node></osm>',
        encoding="utf-8",
    )
    found = read(path)
    assert found.places.empty
    assert "is not between" in found.rejected[0].reason


# Tags


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1234", 1234),
        ("1 234", 1234),
        ("1\u00a0234\u00a0567", 1234567),
        ("~500", 500),
        ("1,234", 1234),
        ("1.234.567", 1234567),
        ("250 (2021)", 250),
        ("12;15", 12),
        ("1.5", 0),
        ("-7", 0),
        ("", 0),
        ("9" * 40, 0),
        (None, 0),
    ],
)
def test_population(text: str | None, expected: int) -> None:
    assert _osm_tags.population(text) == expected


@given(st.text(max_size=80))
def test_any_population_is_a_sane_number(text: str) -> None:
    assert 0 <= _osm_tags.population(text) < 10_000_000_000


@given(st.dictionaries(st.one_of(st.text(max_size=12), st.sampled_from(["name", "name:ru", "alt_name"])), st.text()))
def test_any_tags_give_tidy_names(tags: dict[str, str]) -> None:
    name, lang = _osm_tags.main_name(tags)
    others = list(_osm_tags.other_names(tags, name))
    assert all(text and text == " ".join(text.split()) and text != name for text, _, _ in others)
    assert all(len(code) in (0, 2) for code in (lang, *(code for _, code, _ in others)))


def test_a_node_named_only_in_a_language_takes_that_name() -> None:
    assert _osm_tags.main_name({"name:ru": "Козинка", "name:en": "Kozinka"}) == ("Kozinka", "en")
    assert _osm_tags.main_name({"int_name": "Kozinka"}) == ("Kozinka", "")


def test_a_name_with_years_is_historic() -> None:
    assert list(_osm_tags.other_names({"name:1925-1946": "Каменка"}, "Ж")) == [("Каменка", "", "historic")]


# Sniffing


@pytest.fixture
def others(tmp_path: Path) -> list[Path]:
    table = tmp_path / "places.csv"
    table.write_text("name,lat,lon\n")
    return [table, tmp_path, tmp_path / "nowhere.gpkg"]


def test_sniff_goes_by_the_name(golden: Path, others: list[Path]) -> None:
    assert osm.sniff(golden)
    assert osm.sniff(GOLDEN)
    assert not any(osm.sniff(path) for path in others)
