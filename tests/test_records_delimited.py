"""CSV and its kin: what is kept, what is refused, and in which words."""

from __future__ import annotations

import hashlib
import io
import os
import sys
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from incidentmap.errors import BadValue, EmptyInput, MissingColumn, UnknownFormat, UnreadableFile, WrongEncoding
from incidentmap.records import read_events
from incidentmap.records.cells import LONGEST_ROW, Reading
from incidentmap.records.columns import Asked, choose
from incidentmap.records.delimited import read_delimited
from incidentmap.records.lines import TOO_LONG, lines_of
from incidentmap.records.opening import Hashed

DATA = Path(__file__).parent / "data"


def read(tmp_path: Path, content: str | bytes, name: str = "a.csv", **options):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_events(path, **options)


def cells_of(content: bytes):
    reading = Reading("a.csv", "utf-8", lambda header: choose(header, Asked(), "a.csv"))
    return read_delimited(Hashed(io.BytesIO(content)), reading)


def test_the_fixture():
    table = read_events(DATA / "events.csv")
    events = table.events
    assert len(events) + len(table.rejected) == 5
    assert events["place"].tolist() == ["Тёткино", "near the village of Terebreno", "the region of Belgorod", "Kozinka"]
    assert events["within"].tolist()[0] == "Глушковский район, Курская область"
    assert events["time_precision"].tolist() == ["day", "month", "unknown", "year"]
    assert events["start"].dt.strftime("%Y-%m-%d").fillna("").tolist() == ["2024-03-12", "2024-03-01", "", "2024-01-01"]
    assert events["end"].dt.strftime("%Y-%m-%d").fillna("").tolist() == ["2024-03-12", "2024-03-31", "", "2024-12-31"]
    assert events["time_phrase"].tolist()[1] == "2024-03"
    assert events["actors"][0] == ["unidentified", "Armed Forces of Russia"]
    assert events["fatalities_low"].tolist()[1:] == events["fatalities_high"].tolist()[1:] == [2, 0, 3]
    assert events["fatalities_low"].isna()[0]
    assert events["summary"][3] == 'a cell with a comma, and "quotes"'
    rejection = table.rejected[0]
    assert (rejection.row, rejection.field, rejection.value) == (4, "date", "2024-02-31")
    assert rejection.cells.startswith("2024-02-31,Belgorod,,Belgorod Oblast")


def test_every_row_says_where_it_stood_and_the_file_is_hashed():
    table = read_events(DATA / "events.csv")
    digest = hashlib.sha256((DATA / "events.csv").read_bytes()).hexdigest()
    assert (table.source.id, table.source.title, table.source.sha256) == ("events.csv", "events.csv", digest)
    said = {"sentence": "the region of Belgorod", "rule": "row 5, column 'place'"}
    assert table.events["evidence"][2] == [{"source": "events.csv", "start": None, "end": None} | said]
    assert table.events["sources"][0][0]["sha256"] == digest
    assert table.events["sources"][0] is table.events["sources"][3]


def test_a_rows_own_source_is_named_beside_the_files_hash(tmp_path):
    table = read(tmp_path, "place,source,url\nA,TASS,http://127.0.0.1/1\nB,,\n")
    first, second = (sources[0] for sources in table.events["sources"])
    assert (first["id"], first["title"], first["url"]) == ("a.csv", "TASS", "http://127.0.0.1/1")
    assert (second["title"], second["url"]) == ("a.csv", None)
    assert first["sha256"] == second["sha256"] == table.source.sha256


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends(tmp_path, separator, end):
    rows = [["place", "date", "summary"], ["Belgorod", "2024-03-12", f'"a{separator}b"'], ["Kursk", "", ""]]
    table = read(tmp_path, end.join(separator.join(row) for row in rows))
    assert table.events["place"].tolist() == ["Belgorod", "Kursk"]
    assert table.events["summary"][0] == f"a{separator}b"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(tmp_path, encoding):
    text = "place,date\nТёткино,2024-03-12\n"
    mark = "\ufeff" if encoding[-3:] in ("-le", "-be") else ""
    table = read(tmp_path, (mark + text).encode(encoding))
    assert table.events["place"].tolist() == ["Тёткино"]


def test_an_encoding_can_be_said(tmp_path):
    assert read(tmp_path, "place\nТёткино\n".encode("cp1251"), encoding="cp1251").events["place"][0] == "Тёткино"
    with pytest.raises(BadValue, match=r"there is no text encoding 'klingon'.*utf-8"):
        read(tmp_path, "place\nx\n", encoding="klingon")
    with pytest.raises(BadValue, match="there is no text encoding 'rot13'"):
        read(tmp_path, "place\nx\n", encoding="rot13")


@pytest.mark.parametrize("rows", [1, 30, 200_000])
def test_a_wrong_encoding_is_told_with_offset_row_column_and_remedy(tmp_path, rows):
    before = "place,summary\n" + "Belgorod,x\n" * rows
    content = before.encode() + "Kursk,it\u2019s\n".encode("cp1252")
    with pytest.raises(WrongEncoding) as caught:
        read(tmp_path, content)
    error = caught.value
    assert error.where.row == rows + 2
    assert error.where.field == "summary"
    assert f"byte 0x92 at offset {len(before) + 8:,} is not utf-8" in str(error)
    assert "--encoding cp1252" in str(error)


def test_a_wrong_encoding_in_the_header_is_row_1(tmp_path):
    with pytest.raises(WrongEncoding, match="row 1: byte 0xcc at offset 0"):
        read(tmp_path, "Место,date\nx,\n".encode("cp1251"))


def test_utf16_without_a_mark_is_told(tmp_path):
    with pytest.raises(WrongEncoding, match=r"NUL.*utf-16-le"):
        read(tmp_path, "place,date\nx,\n".encode("utf-16-le"))


def test_a_cut_character_at_the_end_is_told(tmp_path):
    with pytest.raises(WrongEncoding, match="offset 8"):
        read(tmp_path, b"place\nab" + "ё".encode()[:1])


def test_nul_in_a_cell_stays(tmp_path):
    assert read(tmp_path, "place,summary\nBelgorod,a\0b\n").events["summary"][0] == "a\0b"


def test_ragged_rows_are_refused_and_the_rest_is_kept(tmp_path):
    table = read(tmp_path, "place,date\nA,2024-01-01\nB\nC,2024-01-02,x\nD,2024-01-03,,\nE,2024-01-04\n")
    assert table.events["place"].tolist() == ["A", "D", "E"]
    assert [(r.file, r.row, r.reason, r.cells) for r in table.rejected] == [
        ("a.csv", 3, "the row has 1 cell, the header has 2", "B"),
        ("a.csv", 4, "the row has 3 cells, the header has 2", "C,2024-01-02,x"),
    ]
    assert all(r.remedy for r in table.rejected)


def test_blank_rows_are_counted_and_passed_over(tmp_path):
    table = read(tmp_path, "\n\nplace,date\n\nA,2024-01-01\n,\n  \nB,never\n")
    assert table.events["evidence"][0][0]["rule"] == "row 5, column 'place'"
    assert [r.row for r in table.rejected] == [8]


def test_a_cell_of_many_lines_is_one_row(tmp_path):
    table = read(tmp_path, 'place,summary\nA,"one\ntwo\r\nthree"\nB,never,\nC\n')
    assert table.events["summary"][0] == "one\ntwo\r\nthree"
    assert [r.row for r in table.rejected] == [4]


def test_an_open_quote_costs_one_row(tmp_path):
    table = read(tmp_path, 'place,summary\nA,x\nB,"never closed\nC,y\nD,z\n')
    assert table.events["place"].tolist() == ["A", "C", "D"]
    assert [(r.row, r.reason, r.cells) for r in table.rejected] == [
        (3, "a quote is opened and never closed", 'B,"never closed')
    ]
    assert [e[0]["rule"] for e in table.events["evidence"]] == [f"row {n}, column 'place'" for n in (2, 4, 5)]


def test_quotes_that_open_and_open_again_take_no_time_to_speak_of(tmp_path):
    # Each line reads as open from both states, so a reader that starts over at each would be quadratic.
    table = read(tmp_path, "place,summary\n" + '"a"b,"c\n' * 20_000)
    assert len(table.events) + len(table.rejected) == 20_000


def test_a_megabyte_in_a_cell_is_fine(tmp_path):
    table = read(tmp_path, "place,summary\nA," + "x" * 1_000_000 + "\n")
    assert len(table.events["summary"][0]) == 1_000_000


class Endless(io.RawIOBase):
    """A header, a row, one line of many megabytes that is never in memory as a whole, and a row."""

    def __init__(self, megabytes: int, end: bytes) -> None:
        line = [b'B,"' + b"x" * (1 << 20)] * megabytes
        self.pieces = iter([b"place,date\nA,2024-01-01\n", *line, end, b"C,2024-01-02\n"])
        self.left = b""

    def read(self, size: int = -1) -> bytes:
        if not self.left:
            self.left = next(self.pieces, b"")
        piece, self.left = self.left[:size], self.left[size:]
        return piece


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_an_endless_line_is_refused_without_being_held(end):
    reading = Reading("a.csv", "utf-8", lambda header: choose(header, Asked(), "a.csv"))
    tracemalloc.start()
    cells = read_delimited(Hashed(Endless(120, end)), reading)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 80e6
    assert cells.values["place"] == ("A", "C")
    assert cells.rows == [2, 4]
    assert [(r.row, r.reason, r.cells) for r in cells.rejected] == [
        (3, f"the row is longer than {LONGEST_ROW:,} characters", "")
    ]


def test_an_endless_line_at_the_end_or_alone_is_told():
    assert list(lines_of(Hashed(Endless(20, b"")), "utf-8", "a"))[-1] is TOO_LONG
    with pytest.raises(UnreadableFile, match="row 1: the row is longer"):
        cells_of(b"x" * (LONGEST_ROW + 2_000_000))


def test_an_open_quote_over_many_megabytes_is_refused_without_being_held(tmp_path):
    lines = b"C" * 1000 + b",2024-01-02\n"
    cells = cells_of(b'place,date\nA,2024-01-01\nB,"open\n' + lines * (LONGEST_ROW // len(lines) + 10))
    assert cells.rejected[0].reason == "a quote is opened and never closed"
    assert len(cells.rejected) == 1
    assert len(cells.rows) == LONGEST_ROW // len(lines) + 11


@given(st.lists(st.text(st.sampled_from("ab\r\n\"',;\x85\u2028"), max_size=12), max_size=8).map("".join))
@example("a\r\nb\rc\n")
@settings(deadline=None)
def test_lines_are_cut_where_python_cuts_them(text):
    lines = list(lines_of(Hashed(io.BytesIO(text.encode())), "utf-8", "a"))
    assert lines == list(io.StringIO(text, newline=""))


@given(st.text(st.sampled_from('ab",\n\r;|\t é😀'), max_size=60))
@settings(deadline=None)
def test_no_row_is_lost_whatever_the_file_holds(text):
    content = f"place,date\n{text}"
    try:
        cells = cells_of(content.encode())
    except EmptyInput:
        assert not text.strip(' ,\n\r"|;\t') or '"' in text
        return
    numbers = [*cells.rows, *(r.row for r in cells.rejected)]
    assert len(numbers) == len(set(numbers))
    assert len(cells.rows) == len(cells.values["place"])
    kept = "".join(cells.text(i) for i in range(len(cells.rows))) + "".join(r.cells for r in cells.rejected)
    for mark in "ab;|é😀":
        assert kept.count(mark) == text.count(mark)


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        ("", EmptyInput, r"the file is empty \(0 bytes\)"),
        ("\ufeff", EmptyInput, "the file is empty"),
        ("place,date\n", EmptyInput, "there are no rows under the header"),
        ("place,date\n\n ,\n", EmptyInput, "there are no rows under the header"),
        ("\n\n\n", UnreadableFile, "nothing but blank lines"),
        ('"place\n', UnreadableFile, "a quote is opened and never closed"),
        ("place,place\nA,B\n", BadValue, "row 1, field 'place': the header has this name twice"),
        ("Place,place\nA,B\n", BadValue, "columns 'Place' and 'place' could both be meant"),
        ("when,what\n2024,x\n", MissingColumn, r"there are 'when', 'what'.*--place.*place_phrase"),
        ("lat,date\n1,2024\n", MissingColumn, "longitude and latitude"),
    ],
)
def test_a_file_that_cannot_be_used_is_told(tmp_path, content, error, words):
    with pytest.raises(error, match=words) as caught:
        read(tmp_path, content)
    assert caught.value.where.file == str(tmp_path / "a.csv")
    assert caught.value.remedy


def test_a_column_asked_for_and_not_there_is_told(tmp_path):
    for argument in ("place", "within", "date", "end_date", "country"):
        option = "--" + argument.replace("_", "-")
        with pytest.raises(MissingColumn, match=rf"no column 'wo'; there are 'place', 'date'.*{option}"):
            read(tmp_path, "place,date\nA,\n", **{argument: "wo"})


def test_a_column_asked_for_wins_over_guesses(tmp_path):
    table = read(
        tmp_path,
        "place,site,region,date,seen,left,land\nA,B,C,2024-01-01,2024-02-01,2024-02-03,UA\n",
        place="Site", within="region", date="seen", end_date="left", country="land",
    )  # fmt: skip
    row = table.events.iloc[0]
    assert (row["place"], row["within"], row["country"]) == ("B", "C", "UA")
    assert (str(row["start"])[:10], str(row["end"])[:10]) == ("2024-02-01", "2024-02-03")
    assert row["time_phrase"] == "2024-02-01 – 2024-02-03"


def test_several_containers_nearest_first(tmp_path):
    text = "place,a,b,admin1,admin2\nA,1,2,Belgorod Oblast,Graivoron\nB,,2,,\n"
    assert read(tmp_path, text).events["within"].tolist()[0] == "Graivoron, Belgorod Oblast"
    assert read(tmp_path, text).events["within"].isna().tolist() == [False, True]
    assert read(tmp_path, text, within="a, b").events["within"].tolist() == ["1, 2", "2"]
    assert read(tmp_path, text, within=["b", "a"]).events["within"].tolist() == ["2, 1", "2"]


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        ("A,91,0,,", "lat", "'91' is not between -90 and 90"),
        ("A,0,-181,,", "lon", "'-181' is not between -180 and 180"),
        ('A,"50,7",36.6,,', "lat", "'50,7' is not a number of degrees"),
        ("A,nan,36.6,,", "lat", "'nan' is not a number of degrees"),
        ("A,1e999,36.6,,", "lat", "'1e999' is not between"),
        ("A,٣,36.6,,", "lat", "'٣' is not a number of degrees"),
        ("A,50.7,,,", "lon", "'lat' has one: half a coordinate is none"),
        ("A,,36.6,,", "lat", "'lon' has one"),
        ("A,,,-1,", "deaths", "'-1' is not a number of people"),
        ("A,,,1.5,", "deaths", "'1.5' is not a number of people"),
        ("A,,,many,", "deaths", "'many' is not a number of people"),
        ("A,,,,yesterday", "date", "'yesterday' is not a date"),
        ("A,,,,2023-02-29", "date", "'2023-02-29' is not a day of the calendar"),
    ],
)
def test_a_row_with_a_bad_value_is_refused_with_its_reason(tmp_path, row, field, reason):
    table = read(tmp_path, f"place,lat,lon,deaths,date\nB,50.7,36.6,3,2024-03-12\n{row}\n")
    assert table.events["place"].tolist() == ["B"]
    (rejection,) = table.rejected
    assert (rejection.file, rejection.row, rejection.field) == ("a.csv", 3, field)
    assert reason in rejection.reason
    assert rejection.remedy
    assert rejection.cells == row


def test_zero_zero_is_a_coordinate_and_empty_is_none(tmp_path):
    events = read(tmp_path, "place,lat,lon\nA,0,0\nB,,\nC,-90,180\n").events
    assert events["recorded_lon"].fillna(-1).tolist() == [0, -1, 180]
    assert events["recorded_lat"].fillna(-1).tolist() == [0, -1, -90]


def test_coordinates_alone_are_enough(tmp_path):
    events = read(tmp_path, "Longitude;Latitude\n36.6;50.6\n").events
    assert events["recorded_lon"][0] == 36.6
    assert events["place"].isna()[0]
    assert events["evidence"][0][0] == {
        "source": "a.csv", "start": None, "end": None, "sentence": "", "rule": "row 2, columns 'Longitude', 'Latitude'",
    }  # fmt: skip


def test_figures_low_high_and_best(tmp_path):
    events = read(tmp_path, "place,best,low,high\nA,5,4,9\nB,5,,\nC,,2,\nD,3.0,,4.\n").events
    assert events["fatalities_low"].fillna(-1).tolist() == [4, 5, 2, 3]
    assert events["fatalities_high"].fillna(-1).tolist() == [9, 5, -1, 4]


def test_actors_of_two_columns_are_split_and_told_once(tmp_path):
    events = read(tmp_path, 'place,actor1,actor2\nA,"X; Y",Z\nB,X,X\nC,,\n').events
    assert events["actors"].tolist() == [["X", "Y", "Z"], ["X"], []]


@pytest.mark.parametrize("hostile", ["{{ 7*7 }}", "</script>", "=HYPERLINK('x')", "\u202eabc", "a\x0bb"])
def test_hostile_text_stays_as_it_is(tmp_path, hostile):
    events = read(tmp_path, f"place,summary,source\n{hostile},{hostile},{hostile}\n").events
    assert events["place"][0] == events["summary"][0] == hostile
    assert events["evidence"][0][0]["sentence"] == events["sources"][0][0]["title"] == hostile


def test_files_that_cannot_be_opened_are_told(tmp_path):
    for path, words in (
        (tmp_path / "none.csv", "there is no such file"),
        (tmp_path / "none" / "a.csv", "there is no such file"),
        ("a\0b.csv", "cannot be read"),
        (tmp_path / ("x" * 300 + ".csv"), "cannot be read"),
    ):
        with pytest.raises(UnreadableFile, match=words):
            read_events(path)
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(UnreadableFile, match="it is a folder"):
        read_events(tmp_path / "folder.csv")
    (tmp_path / "file").write_text("")
    with pytest.raises(UnreadableFile, match="not a folder"):
        read_events(tmp_path / "file" / "a.csv")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_forbidden_file_is_told(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("place\nA\n")
    path.chmod(0)
    was_root = os.geteuid() == 0
    if was_root:
        os.seteuid(65534)
    try:
        with pytest.raises(UnreadableFile, match="no permission"):
            read_events(path)
    finally:
        if was_root:
            os.seteuid(0)


@pytest.mark.parametrize("name", ["a.docx", "a", "a.kml", "a.csv.gz"])
def test_an_unknown_suffix_is_told_with_the_known_ones(tmp_path, name):
    with pytest.raises(UnknownFormat, match=r"\.csv, \.tsv.*\.xlsx.*\.geojson.*\.parquet"):
        read(tmp_path, "place\nA\n", name)


def test_a_format_can_be_said(tmp_path):
    assert len(read(tmp_path, "place\nA\n", "a.data", format="csv").events) == 1
    with pytest.raises(UnknownFormat, match=r"'docx'.*csv, xlsx, geojson, parquet"):
        read(tmp_path, "place\nA\n", "a.data", format="docx")
    with pytest.raises(BadValue, match="'ymd' is no order"):
        read(tmp_path, "place\nA\n", date_order="ymd")


def test_standard_input(monkeypatch):
    class Stdin:
        buffer = io.BufferedReader(io.BytesIO(b"place,date\nBelgorod,2024-03-12\n"))

    monkeypatch.setattr(sys, "stdin", Stdin)
    table = read_events("-")
    assert table.source.id == "stdin"
    assert table.events["place"][0] == "Belgorod"


def test_standard_input_may_be_geojson(monkeypatch):
    class Stdin:
        buffer = io.BytesIO(b' {"type":"FeatureCollection","features":[{"properties":{"place":"A"},"geometry":null}]}')

    monkeypatch.setattr(sys, "stdin", Stdin)
    assert read_events("-").events["place"][0] == "A"
