"""GeoNames' postal files: one place for each name in a district, and no place from an estimated coordinate."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from incidentmap.errors import BadValue, EmptyInput, IncidentmapError, UnreadableFile, WrongEncoding
from incidentmap.gazetteer.sources import Options, geonames, geonames_postal

DATA = Path(__file__).parent / "data" / "gazetteer" / "postal" / "RU.txt"


def line(
    country="RU",
    code="309376",
    name="Terebreno",
    admin1="Belgorod",
    admin2="Grayvoron",
    lat="50.47",
    lon="35.49",
    acc=4,
) -> str:
    return "\t".join([country, code, name, admin1, "09", admin2, "", "", "", str(lat), str(lon), str(acc)])


def put(folder: Path, content: str | bytes, name: str = "RU.txt") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(path: Path, **options):
    rows = list(geonames_postal.read(path, Options(**options)))
    places = [p for r in rows if r.places is not None for p in r.places.to_dict("records")]
    return places, [x for r in rows for x in r.rejected]


def test_the_fixture_has_one_place_for_each_name_in_a_district():
    places, rejected = read(DATA)
    assert [(p["id"], p["name"], p["admin2"], p["lat"]) for p in places] == [
        ("postal:RU-belgorod-308000", "Belgorod", "Belgorod", 50.6107),
        ("postal:RU-terebreno-309376", "Теребрено", "Грайворонский Район", 50.4689),
        ("postal:RU-terebreno-309377", "Теребрено", "Краснояружский Район", 50.8),
        ("postal:RU-kozinka-309379", "Козинка", "Грайворонский Район", 50.2631),
    ]
    assert {(p["feature"], p["country"], p["admin1"]) for p in places} == {("settlement", "RU", "Belgorod Oblast")}
    assert [(r.row, r.field, r.reason) for r in rejected] == [
        (5, "accuracy", "2 rows with an estimated coordinate only, this the first")
    ]
    assert rejected[0].cells.startswith("RU\t309378\tГора-Подол")


def test_the_origin_tells_licence_and_attribution():
    origin = next(geonames_postal.read(DATA, Options())).origin
    assert (origin.key, origin.licence) == ("geonames-postal", "CC BY 4.0")
    assert origin.attribution == "© GeoNames, CC BY 4.0"


def test_a_file_is_known_by_its_columns_although_dumps_have_the_same_name(tmp_path):
    assert geonames_postal.sniff(DATA)
    assert not geonames.sniff(DATA)
    assert not geonames_postal.sniff(put(tmp_path, "\t".join("123456789012")))
    assert not geonames_postal.sniff(tmp_path / "nothing.txt")
    assert not geonames_postal.sniff(tmp_path)


def test_a_zip_gives_what_the_file_in_it_gives(tmp_path):
    with zipfile.ZipFile(tmp_path / "RU.zip", "w") as archive:
        archive.write(DATA, "RU.txt")
        archive.writestr("readme.txt", "Read me")
    assert geonames_postal.sniff(tmp_path / "RU.zip")
    assert read(tmp_path / "RU.zip")[0] == read(DATA)[0]


def test_ids_are_unique_although_names_and_codes_are_not(tmp_path):
    content = line() + "\n" + line(admin2="Other") + "\n" + line(name="terebreno", admin2="Third")
    places, _ = read(put(tmp_path, content))
    assert [p["id"] for p in places] == [
        "postal:RU-terebreno-309376",
        "postal:RU-terebreno-309376#2",
        "postal:RU-terebreno-309376#3",
    ]


@pytest.mark.parametrize(
    ("cells", "field", "reason"),
    [
        ({"name": ""}, "place name", "there is no name"),
        ({"lat": ""}, "latitude", "there is no coordinate"),
        ({"lat": "135", "lon": "48"}, "latitude", "latitude and longitude may be swapped"),
        ({"lon": "200"}, "longitude", "'200' is not between -180 and 180"),
        ({"country": "Russia"}, "country code", "'Russia' is not a two-letter country code"),
        ({"country": ""}, "country code", "there is no country"),
    ],
)
def test_a_bad_row_is_rejected_and_the_others_kept(tmp_path, cells, field, reason):
    bad = line(**({"code": "1"} | cells))
    places, rejected = read(put(tmp_path, "\n".join([line(), bad, line(name="Kozinka")])))
    assert [p["name"] for p in places] == ["Terebreno", "Kozinka"]
    assert [(r.row, r.field, r.reason, r.cells) for r in rejected] == [(2, field, reason, bad)]


def test_a_place_whose_first_row_is_estimated_takes_the_next(tmp_path):
    places, rejected = read(put(tmp_path, line(acc=1, lat="50.1") + "\n" + line(lat="50.2")))
    assert [p["lat"] for p in places] == [50.2]
    assert [r.reason for r in rejected] == ["1 row with an estimated coordinate only"]


def test_a_wrong_number_of_columns_is_told(tmp_path):
    with pytest.raises(UnreadableFile, match=r"row 1: the row has 3 columns, and a GeoNames postal file has 12"):
        read(put(tmp_path, "RU\t1\tKozinka"))
    _, rejected = read(put(tmp_path, line() + "\nRU\t1\tKozinka"))
    assert [(r.row, r.reason) for r in rejected] == [(2, "the row has 3 columns, and a GeoNames postal file has 12")]


def test_a_header_is_refused(tmp_path):
    path = put(tmp_path, "\t".join(geonames_postal._COLUMNS) + "\n" + line())
    assert geonames_postal.sniff(path)
    with pytest.raises(BadValue, match=r"row 1, field 'latitude': 'latitude' is not a latitude: the row is a header"):
        read(path)


def test_a_file_with_latitude_and_longitude_exchanged_is_refused(tmp_path):
    with pytest.raises(BadValue, match=r"look swapped: 1 of the first 1 points.*exchange columns 10 and 11"):
        read(put(tmp_path, line(lat="35.49", lon="50.47")))


def test_empty_damaged_and_foreign_files_are_told(tmp_path):
    with pytest.raises(EmptyInput):
        read(put(tmp_path, ""))
    with pytest.raises(UnreadableFile, match="the zip is damaged or cut short"):
        read(put(tmp_path, b"PK\x03\x04", "RU.zip"))
    with zipfile.ZipFile(tmp_path / "UA.zip", "w") as archive:
        archive.writestr("readme.txt", "Read me")
    with pytest.raises(UnreadableFile, match=r"no table where one, 'UA\.txt', is expected"):
        read(tmp_path / "UA.zip")
    with pytest.raises(WrongEncoding, match=r"byte 0xcf at offset 10 is not UTF-8"):
        read(put(tmp_path, line(name="Пост").encode("cp1251")))


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\t\n\r"), max_size=5)
ROW = st.one_of(
    CELL,
    st.lists(CELL, min_size=11, max_size=13).map("\t".join),
    st.builds(line, name=CELL, lat=CELL | st.floats(-91, 91), acc=st.sampled_from(["", 1, 4, 6]), code=CELL),
)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(ROW, max_size=6))
@example(rows=[line(), line(name="№"), line(name="№", admin1="x")])
def test_any_lines_are_read_or_refused_and_the_totals_add_up(tmp_path_factory, rows):
    path = put(tmp_path_factory.getbasetemp(), "\n".join(rows))
    geonames_postal.sniff(path)
    try:
        places, rejected = read(path)
    except IncidentmapError:
        return
    assert len({p["id"] for p in places}) == len(places)
    told = [r for r in rejected if "estimated" not in r.reason]
    estimated = sum(int(r.reason.split()[0].replace(",", "")) for r in rejected if "estimated" in r.reason)
    whole = [r.split("\t") for i, r in enumerate(rows, start=1) if i not in {t.row for t in told} and r.strip()]
    real = [tuple(c.strip() for c in (r[2], r[3], r[5])) for r in whole if r[11].strip() not in ("", "1")]
    assert len(places) == len(set(real))
    assert len(whole) - len(real) == estimated
