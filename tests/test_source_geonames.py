"""GeoNames' dumps, their code tables and their other names: what is read, what is refused, and in which words."""

from __future__ import annotations

import io
import shutil
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from incidentmap.errors import (
    BadValue,
    EmptyInput,
    IncidentmapError,
    UnknownFormat,
    UnreadableFile,
    WrongEncoding,
)
from incidentmap.gazetteer.sources import Options, geonames, geonames_codes, geonames_names
from incidentmap.gazetteer.sources._files import lines
from incidentmap.gazetteer.sources._lines import Layout, parts
from incidentmap.gazetteer.sources._sieve import Seen

DATA = Path(__file__).parent / "data" / "gazetteer" / "geonames"
DUMP = DATA / "RU.txt"
NAMES = DATA / "names" / "alternateNamesV2.txt"


def line(**cells: object) -> str:
    """Write a row of a dump: Kozinka, but for the cells given."""
    row = dict.fromkeys(geonames._COLUMNS, "")
    row |= {"geonameid": "1", "name": "Kozinka", "asciiname": "Kozinka", "latitude": "50.26", "longitude": "35.44"}
    row |= {"feature class": "P", "feature code": "PPL", "country code": "RU", "population": "0"}
    row |= {name.replace("_", " "): str(value) for name, value in cells.items()}
    return "\t".join(row.values())


def put(folder: Path, content: str | bytes, name: str = "RU.txt") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def zipped(folder: Path, members: dict[str, str], name: str = "RU.zip") -> Path:
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, text in members.items():
            archive.writestr(member, text)
    return folder / name


def all_of(rows):
    """Join what a reader gives: places, names, links as lists of dicts, and the rejections."""
    rows = list(rows)
    columns = {kind: [getattr(r, kind) for r in rows] for kind in ("places", "names", "links")}
    records = {kind: [x for t in ts if t is not None for x in t.to_dict("records")] for kind, ts in columns.items()}
    return records["places"], records["names"], records["links"], [x for r in rows for x in r.rejected]


def read(path: Path, **options):
    return all_of(geonames.read(path, Options(**options)))


def test_the_fixture_has_every_place_with_its_kind_and_containers():
    places, _, _, rejected = read(DUMP)
    assert rejected == []
    told = [(p["id"], p["feature"], p["code"]) for p in places]
    assert told == [
        ("geonames:578072", "settlement", "PPLA"),
        ("geonames:578071", "region", "ADM1"),
        ("geonames:2017370", "country", "PCLI"),
        ("geonames:900001", "district", "ADM2"),
        ("geonames:900002", "settlement", "PPL"),
        ("geonames:900003", "settlement", "PPLH"),
        ("geonames:900004", "site", "AIRP"),
        ("geonames:900005", "district", "ADM3"),
        ("geonames:900006", "site", "STM"),
    ]
    of = {p["id"]: p for p in places}
    assert (of["geonames:900002"]["admin1"], of["geonames:900002"]["admin2"]) == (
        "Belgorod Oblast",
        "Grayvoronskiy Rayon",
    )
    assert of["geonames:578072"]["population"] == 345289
    assert (of["geonames:578072"]["lon"], of["geonames:578072"]["lat"]) == (36.58015, 50.61074)
    assert {p["country"] for p in places} == {"RU"}


def test_a_unit_does_not_lie_in_itself():
    table = next(geonames.read(DUMP, Options())).places.set_index("id")
    assert table.loc["geonames:578071", ["admin1", "admin2"]].isna().all()
    assert table.loc["geonames:2017370", ["admin1", "admin2"]].isna().all()
    assert table.loc["geonames:900001", "admin1"] == "Belgorod Oblast"
    assert table["admin2"].isna()["geonames:900001"]
    assert table.loc["geonames:900005", "admin2"] == "Grayvoronskiy Rayon"


def test_columns_have_the_types_of_the_contract():
    rows = next(geonames.read(DUMP, Options()))
    kinds = rows.places.dtypes.astype(str).to_dict()
    assert (kinds["lon"], kinds["lat"], kinds["population"]) == ("float64", "float64", "int64")
    assert {kinds[c] for c in ("id", "name", "feature", "lang", "code", "country", "admin1", "admin2")} == {"str"}
    assert list(rows.names.columns) == ["id", "name", "lang", "kind"]


def test_codes_of_airports_and_links_are_no_names():
    _, names, _, _ = read(DUMP)
    of = [n["name"] for n in names if n["id"] == "geonames:578072"]
    assert of == ["Bielgorod", "Белгород"]
    assert [n for n in names if n["id"] == "geonames:900004"] == []


def test_the_name_in_ascii_is_another_name_only_if_it_differs():
    _, names, _, _ = read(DUMP)
    assert [n["name"] for n in names if n["id"] == "geonames:900002"] == ["Terebreno", "Теребрено"]
    assert {n["lang"] for n in names} == {n["kind"] for n in names} == {""}


def test_the_origin_tells_version_licence_and_attribution():
    origin = next(geonames.read(DUMP, Options())).origin
    assert (origin.key, origin.version) == ("geonames", "2026-01-15")
    assert (origin.licence, origin.attribution) == ("CC BY 4.0", "© GeoNames, CC BY 4.0")


def test_a_zip_gives_what_the_file_in_it_gives(tmp_path):
    path = zipped(tmp_path, {"readme.txt": "Read me\n", "RU.txt": DUMP.read_text()})
    beside = (DATA / "admin1CodesASCII.txt", DATA / "admin2Codes.txt")
    assert geonames.sniff(path)
    assert str(read(path, beside=beside)) == str(read(DUMP))


def test_without_code_tables_no_container_has_a_name(tmp_path):
    places, _, _, _ = read(Path(shutil.copy(DUMP, tmp_path)))
    assert all(p["admin1"] != p["admin1"] for p in places)  # NaN is not itself


def test_a_folder_gives_places_codes_links_and_names(tmp_path):
    folder = Path(shutil.copytree(DATA, tmp_path / "all", ignore=shutil.ignore_patterns("names")))
    shutil.copy(NAMES, folder)
    assert geonames.sniff(folder)
    places, names, links, rejected = read(folder)
    assert (len(places), len(links), rejected) == (9, 3, [])
    assert {"id": "geonames:578072", "name": "Білгород", "lang": "uk", "kind": ""} in names
    # The list without languages is left out then.
    assert not any(n["name"] == "Bielgorod" for n in names)


def test_names_that_the_user_added_are_left_to_their_own_reader():
    _, names, _, _ = read(DUMP, beside=(NAMES,))
    assert [n["name"] for n in names] == ["Terebreno"]


def test_two_dumps_of_a_folder_may_overlap_and_that_is_told_once(tmp_path):
    put(tmp_path, line() + "\n" + line(geonameid=2) + "\n", "RU.txt")
    put(tmp_path, line(geonameid=2) + "\n" + line() + "\n" + line(geonameid=3) + "\n", "allCountries.txt")
    places, _, _, rejected = read(tmp_path)
    assert sorted(p["id"] for p in places) == ["geonames:1", "geonames:2", "geonames:3"]
    assert [r.reason[:38] for r in rejected] == ["2 places in another dump of the folder"]
    assert (Path(rejected[0].file).name, rejected[0].row) == ("allCountries.txt", 1)


def test_a_dump_beside_its_own_zip_is_read_once(tmp_path):
    put(tmp_path, line())
    zipped(tmp_path, {"RU.txt": line()})
    places, _, _, rejected = read(tmp_path)
    assert (len(places), rejected) == (1, [])


def test_a_folder_without_a_dump_is_told(tmp_path):
    assert not geonames.sniff(tmp_path)
    with pytest.raises(EmptyInput, match=r"the folder holds no GeoNames dump.*put RU\.zip"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("cells", "field", "reason"),
    [
        ({"latitude": "135.1", "longitude": "48.5"}, "latitude", "latitude and longitude may be swapped"),
        ({"latitude": "507"}, "latitude", "'507' is not between -90 and 90"),
        ({"longitude": "-181"}, "longitude", "'-181' is not between -180 and 180"),
        ({"latitude": "north"}, "latitude", "'north' is not a number of degrees"),
        ({"longitude": "nan"}, "longitude", "'nan' is not a number of degrees"),
        ({"longitude": "inf"}, "longitude", "'inf' is not a number of degrees"),
        ({"latitude": ""}, "latitude", "there is no coordinate"),
        ({"geonameid": "12a"}, "geonameid", "'12a' is not an id of digits"),
        ({"name": " "}, "name", "there is no name"),
        ({"name": "x" * 1_000_000}, "name", "the name is longer than 1,000 characters"),
        ({"country_code": "RUS"}, "country code", "'RUS' is not a two-letter country code"),
        ({"population": "many"}, "population", "'many' is not a number of people"),
        ({"population": "-5"}, "population", "'-5' is not a number of people"),
    ],
)
def test_a_bad_row_is_rejected_and_the_others_kept(tmp_path, cells, field, reason):
    bad = line(**({"geonameid": 2} | cells))
    places, _, _, rejected = read(put(tmp_path, "\n".join([line(), bad, line(geonameid=3)])))
    assert [p["id"] for p in places] == ["geonames:1", "geonames:3"]
    assert [(r.row, r.field, r.reason) for r in rejected] == [(2, field, reason)]
    assert rejected[0].cells == bad
    assert rejected[0].remedy


def test_a_row_with_a_wrong_number_of_columns_is_rejected_with_both_numbers(tmp_path):
    content = "\n".join([line(), "2\tKozinka", "", line(geonameid=3), line(geonameid=4) + "\tmore"])
    places, _, _, rejected = read(put(tmp_path, content))
    assert [p["id"] for p in places] == ["geonames:1", "geonames:3"]
    assert [(r.row, r.reason) for r in rejected] == [
        (2, "the row has 2 columns, and a GeoNames dump has 19"),
        (5, "the row has 20 columns, and a GeoNames dump has 19"),
    ]
    assert rejected[0].cells == "2\tKozinka"


def test_a_file_whose_first_row_has_a_wrong_number_of_columns_is_refused(tmp_path):
    path = put(tmp_path, "\n\n" + "\t".join("abcdefghijklmnopq"))
    with pytest.raises(UnreadableFile, match=r"row 3: the row has 17 columns, and a GeoNames dump has 19") as caught:
        read(path)
    assert "--format table" in str(caught.value)


def test_the_second_row_with_an_id_is_rejected(tmp_path):
    places, names, _, rejected = read(put(tmp_path, line() + "\n" + line(name="Other", asciiname="Othre")))
    assert [p["name"] for p in places] == ["Kozinka"]
    assert names == []
    assert rejected[0].row == 2
    assert rejected[0].reason == "the id was there before; the first row with it is kept"


def test_a_rejected_row_does_not_take_the_id_from_a_good_one(tmp_path):
    places, _, _, rejected = read(put(tmp_path, line(latitude="x") + "\n" + line()))
    assert ([p["id"] for p in places], [r.row for r in rejected]) == (["geonames:1"], [1])


def test_a_header_is_refused(tmp_path):
    path = put(tmp_path, "\t".join(geonames._COLUMNS) + "\n" + line())
    assert geonames.sniff(path)
    with pytest.raises(
        BadValue, match=r"row 1, field 'geonameid': 'geonameid' .* the row is a header.*take the row out"
    ):
        read(path)


def test_a_file_with_latitude_and_longitude_exchanged_is_refused(tmp_path):
    swapped = "".join(line(geonameid=i, latitude="36.58", longitude="50.61") + "\n" for i in range(3))
    with pytest.raises(BadValue, match=r"look swapped: 3 of the first 3 points lie outside their country"):
        read(put(tmp_path, swapped))


def test_one_point_in_the_wrong_country_is_nothing_to_refuse_a_file_for(tmp_path):
    rows = [line(geonameid=1, latitude="36.58", longitude="50.61"), line(geonameid=2), line(geonameid=3)]
    assert len(read(put(tmp_path, "\n".join(rows)))[0]) == 3


def test_rows_that_name_no_country_get_the_one_of_the_call(tmp_path):
    path = put(tmp_path, line(country_code=""))
    assert read(path, country="UA")[0][0]["country"] == "UA"
    assert next(geonames.read(path, Options())).places["country"].isna().all()


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"  \n "])
def test_an_empty_file_is_told(tmp_path, content):
    path = put(tmp_path, content)
    assert geonames.sniff(path)
    with pytest.raises(EmptyInput, match="To mend it"):
        read(path)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_bytes_that_are_not_utf8_are_told_with_their_offset(tmp_path, end):
    first = (line() + end).encode()
    second = line(geonameid=2, name="@").encode()
    path = put(tmp_path, first + second.replace(b"@", b"\xc4\xee\xec"))
    offset = len(first) + second.index(b"@")
    with pytest.raises(WrongEncoding, match=rf"byte 0xc4 at offset {offset:,} is not UTF-8"):
        read(path)


def test_bytes_that_are_not_utf8_are_found_in_a_row_of_wrong_width(tmp_path):
    first = (line() + "\n").encode()
    with pytest.raises(WrongEncoding, match=rf"byte 0xff at offset {len(first) + 1}"):
        read(put(tmp_path, first + b"a\xff\tb"))


def test_a_mark_of_utf8_and_windows_line_ends_are_no_part_of_the_table(tmp_path):
    path = put(tmp_path, ("\ufeff" + line() + "\r\n" + line(geonameid=2, modification_date="2026-03-04") + "\r\n"))
    places, _, _, rejected = read(path)
    assert ([p["id"] for p in places], rejected) == (["geonames:1", "geonames:2"], [])
    assert next(geonames.read(path, Options())).origin.version == "2026-03-04"


def test_hostile_names_are_kept_as_text(tmp_path):
    hostile = ["<script>alert(1)</script>", '=cmd|"/C calc"!A0', "'; DROP TABLE places; --", 'a"b', "a\x00b", "a\x0bb"]
    path = put(tmp_path, "\n".join(line(geonameid=i, name=n) for i, n in enumerate(hostile)))
    places, _, _, rejected = read(path)
    assert ([p["name"] for p in places], rejected) == (hostile, [])


def test_a_zip_cut_short_is_told(tmp_path):
    whole = zipped(tmp_path, {"RU.txt": DUMP.read_text()}).read_bytes()
    path = put(tmp_path, whole[: len(whole) // 2], "RU.zip")
    assert geonames.sniff(path)
    with pytest.raises(UnreadableFile, match=r"the zip is damaged or cut short.*download it again"):
        read(path)


def test_a_zip_with_a_broken_table_is_told(tmp_path):
    path = zipped(tmp_path, {"RU.txt": "\n".join(line(geonameid=i) for i in range(3000))})
    broken = bytearray(path.read_bytes())
    broken[200:400] = b"\x00" * 200
    path.write_bytes(bytes(broken))
    with pytest.raises(UnreadableFile, match="the zip is damaged or cut short"):
        read(path)


def test_a_zip_without_the_table_is_told(tmp_path):
    path = zipped(tmp_path, {"readme.txt": "Read me", "map.png": "x"})
    with pytest.raises(UnreadableFile, match=r"holds no table where one, 'RU.txt', is expected; it holds 'readme.txt'"):
        read(path)


def test_a_zip_with_several_tables_is_told(tmp_path):
    path = zipped(tmp_path, {"a.txt": line(), "b.txt": line()})
    with pytest.raises(UnreadableFile, match="the zip holds 2 tables"):
        read(path)


def test_a_member_that_would_climb_out_is_read_and_never_written(tmp_path):
    (tmp_path / "in").mkdir()
    path = zipped(tmp_path / "in", {"../RU.txt": line()})
    assert len(read(path)[0]) == 1
    assert [p.name for p in tmp_path.rglob("*.txt")] == []


def test_a_line_that_never_ends_is_refused_in_bounded_memory(tmp_path):
    archive = zipfile.ZipFile(tmp_path / "RU.zip", "w", zipfile.ZIP_DEFLATED)
    with archive, archive.open("RU.txt", "w") as member:
        for _ in range(200):
            member.write(b"0" * (1 << 20))
    tracemalloc.start()
    with pytest.raises(UnreadableFile, match="is longer than 16,777,216 bytes, so this is no table"):
        read(tmp_path / "RU.zip")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 150 << 20


def test_what_cannot_be_opened_is_told(tmp_path):
    with pytest.raises(UnreadableFile, match="there is no such file"):
        read(tmp_path / "RU.txt")
    with pytest.raises(UnreadableFile, match="it cannot be read"):
        list(lines(Path("a\0b")))
    with pytest.raises(UnreadableFile, match="it is a folder"):
        list(lines(tmp_path))
    with pytest.raises(UnreadableFile, match="there is no such file"):
        list(lines(tmp_path / "RU.zip"))


def test_parts_of_any_size_give_the_same_rows():
    layout = Layout("a dump", geonames._COLUMNS, ("geonameid",))

    def told(size: int) -> list[tuple[int, str]]:
        found = []
        for part in parts(DUMP, layout, size):
            for row, value in zip(part.rows.tolist(), part.table["geonameid"].to_pylist(), strict=True):
                assert part.text(part.rows.tolist().index(row)).startswith(value + "\t")
                found.append((row, value))
        return found

    assert told(1 << 24) == told(200) == told(7)
    assert [row for row, _ in told(64)] == list(range(1, 10))


def test_ids_of_any_size_are_remembered():
    import numpy as np

    seen = Seen()
    assert seen.repeated(np.array([5, 10**17, 5, 10**17])).tolist() == [False, False, True, True]
    assert seen.repeated(np.array([5, 10**17, 6])).tolist() == [True, True, False]
    assert seen.repeated(np.array([6, 70_000])).tolist() == [True, False]
    assert seen.repeated(np.array([], dtype=np.int64)).tolist() == []


@pytest.mark.parametrize("name", ["readme.txt", "RU.csv", "notes.txt"])
def test_what_is_no_dump_is_left_to_others(tmp_path, name):
    assert not geonames.sniff(put(tmp_path, "just\ttext\n", name))
    assert not geonames.sniff(tmp_path / "nothing.txt")
    assert not geonames.sniff(Path("a\0b.txt"))


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\t\n\r"), max_size=6)
ROW = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=30),
    st.lists(CELL, min_size=18, max_size=20).map("\t".join),
    st.builds(line, geonameid=st.integers(0, 9), name=CELL, latitude=CELL | st.floats(), longitude=CELL | st.floats()),
    st.builds(line, geonameid=st.integers(0, 10**19), country_code=st.sampled_from(["RU", "UA", "", "ru", "Ы"])),
)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(ROW, max_size=6))
@example(rows=[line(), "", line()])
@example(rows=[line(), "\t" * 18])
@example(rows=[line(latitude="1e400"), line(latitude="0x10"), line(latitude="1,5", longitude="-.5")])
def test_any_lines_are_read_or_refused_and_the_totals_add_up(tmp_path_factory, rows):
    path = put(tmp_path_factory.getbasetemp(), "\n".join(rows))
    geonames.sniff(path)
    try:
        places, _, _, rejected = read(path)
    except IncidentmapError:
        return
    # A row of the right width is a row, also where every cell of it is empty.
    assert len(places) + len(rejected) == sum(1 for row in rows if row.strip() or row.count("\t") == 18)
    assert len({p["id"] for p in places}) == len(places)
    assert all(abs(p["lat"]) <= 90 and abs(p["lon"]) <= 180 and p["name"] for p in places)


@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path_factory, data):
    for name in ("RU.txt", "RU.zip"):
        path = put(tmp_path_factory.getbasetemp(), data, name)
        geonames.sniff(path)
        with pytest.raises(IncidentmapError, match="To mend it"):
            read(path)


# --- other names


def test_other_names_come_with_their_language_and_kind():
    assert geonames_names.sniff(NAMES)
    places, names, _, rejected = all_of(geonames_names.read(NAMES, Options()))
    assert (places, rejected) == ([], [])
    assert [(n["id"][9:], n["name"], n["lang"], n["kind"]) for n in names] == [
        ("578072", "Белгород", "ru", ""),
        ("578072", "Білгород", "uk", ""),
        ("578072", "別爾哥羅德", "zh", ""),
        ("578072", "Bié'ěrgēluódé", "", ""),
        ("578072", "Μπέλγκοροντ", "", ""),
        ("578071", "Белгородчина", "ru", "colloquial"),
        ("578071", "Белгородская губерния", "ru", "historic"),
        ("2017370", "Russia", "en", "short"),
        ("2017370", "Rossiya", "", ""),
    ]


def test_a_zip_of_names_holds_a_list_of_languages_too(tmp_path):
    members = {"iso-languagecodes.txt": "ISO 639-3\n", "alternateNamesV2.txt": NAMES.read_text()}
    path = zipped(tmp_path, members, "alternateNamesV2.zip")
    assert geonames_names.sniff(path)
    assert len(all_of(geonames_names.read(path, Options()))[1]) == 9


def test_names_of_one_country_are_known_by_their_columns(tmp_path):
    path = zipped(tmp_path, {"RU.txt": NAMES.read_text(), "readme.txt": ""})
    assert geonames_names.sniff(path)
    assert not geonames.sniff(path)
    assert not geonames_names.sniff(DUMP)


def test_names_of_the_revolution_are_historic_french(tmp_path):
    path = put(tmp_path, "1\t2\tfr_1793\tPort-Malo\t\t\t\t\t\t\n", "alternateNamesV2.txt")
    assert all_of(geonames_names.read(path, Options()))[1][0]["kind"] == "historic"
    assert all_of(geonames_names.read(path, Options()))[1][0]["lang"] == "fr"


def test_a_name_without_text_or_owner_is_rejected(tmp_path):
    content = "1\t2\tru\t\t\t\t\t\t\t\n2\tx\tru\tБелгород\t\t\t\t\t\t\n3\t2\tru\tБелгород\t\t\t\t\t\t"
    _, names, _, rejected = all_of(geonames_names.read(put(tmp_path, content, "alternateNamesV2.txt"), Options()))
    assert (len(names), [(r.row, r.field) for r in rejected]) == (1, [(1, "alternate name"), (2, "geonameid")])


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.lists(CELL | st.sampled_from(["1", "ru", "link"]), min_size=10, max_size=10), max_size=4))
def test_any_names_are_read_or_refused(tmp_path_factory, rows):
    path = put(tmp_path_factory.getbasetemp(), "\n".join("\t".join(r) for r in rows), "alternateNamesV2.txt")
    try:
        _, names, _, rejected = all_of(geonames_names.read(path, Options()))
    except IncidentmapError:
        return
    assert len(names) + len(rejected) <= len(rows)


# --- code tables


@pytest.mark.parametrize("name", ["admin1CodesASCII.txt", "admin2Codes.txt", "hierarchy.txt"])
def test_code_tables_are_known_by_name_and_columns(tmp_path, name):
    assert geonames_codes.sniff(DATA / name)
    assert not geonames_codes.sniff(Path(shutil.copy(DATA / name, tmp_path / "table.txt")))
    assert not geonames_codes.sniff(put(tmp_path, "a\tb\n", "hierarchy2.txt"))


def test_a_code_table_gives_names_to_its_places():
    _, names, links, _ = all_of(geonames_codes.read(DATA / "admin1CodesASCII.txt", Options()))
    assert names[0] == {"id": "geonames:578071", "name": "Belgorod Oblast", "lang": "", "kind": ""}
    assert (len(names), links) == (3, [])


def test_the_hierarchy_gives_administrative_links_alone():
    _, _, links, _ = all_of(geonames_codes.read(DATA / "hierarchy.txt", Options()))
    assert [(link["id"][9:], link["parent"][9:]) for link in links] == [
        ("578071", "2017370"),
        ("900001", "578071"),
        ("900004", "578071"),
    ]


def test_the_hierarchy_may_be_zipped(tmp_path):
    path = zipped(tmp_path, {"hierarchy.txt": (DATA / "hierarchy.txt").read_text()}, "hierarchy.zip")
    assert geonames_codes.sniff(path)
    assert len(all_of(geonames_codes.read(path, Options()))[2]) == 3


def test_a_bad_row_of_a_code_table_is_rejected(tmp_path):
    path = put(tmp_path, "RU.09\tBelgorod\tBelgorod\t1\nRU.10\t\tKursk\t2\nRU.11\tTula\tTula\tx\n", "admin1Codes.txt")
    _, names, _, rejected = all_of(geonames_codes.read(path, Options()))
    assert ([n["name"] for n in names], [(r.row, r.field) for r in rejected]) == (
        ["Belgorod"],
        [(2, "name"), (3, "geonameid")],
    )


def test_a_table_of_another_name_is_refused(tmp_path):
    with pytest.raises(UnknownFormat, match=r"keep the name that it had: admin1CodesASCII\.txt"):
        list(geonames_codes.read(put(tmp_path, "RU.09\tBelgorod\tBelgorod\t1\n", "codes.txt"), Options()))


def test_a_damaged_code_table_beside_a_dump_is_told_and_not_passed_over(tmp_path):
    shutil.copy(DUMP, tmp_path)
    put(tmp_path, "<html>not found</html>", "admin1CodesASCII.txt")
    with pytest.raises(UnreadableFile, match=r"admin1CodesASCII\.txt, row 1: the row has 1 column"):
        read(tmp_path / "RU.txt")


def test_an_encrypted_zip_is_told(tmp_path):
    path = zipped(tmp_path, {"RU.txt": line()})
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        directory = archive.start_dir
    content[directory + 8] |= 1  # the flag in the directory
    path.write_bytes(bytes(content))
    with pytest.raises(UnreadableFile, match="the zip is encrypted"):
        read(path)
