"""Reports as files: which are read, what they are called, when they were published, and how refusals are worded."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidentmap.documents import document_files, is_report, read_documents
from incidentmap.documents.dates import stated_date
from incidentmap.documents.plain import parts_of
from incidentmap.errors import (
    BadValue,
    EmptyInput,
    IncidentmapError,
    UnknownFormat,
    UnreadableFile,
    WrongEncoding,
)

REPORT = "Two people were hurt when shells hit the village of Kozinka on Tuesday."
RUSSIAN = "Ночью под обстрел попало село Козинка. Ранены двое, повреждены три дома — сообщили в «районе»."
UKRAINIAN = "Уночі обстріляли околиці Сум, є поранені. Її господар під’їхав до ґанку."


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(tmp_path: Path, content: str | bytes, name: str = "a.txt", **options):
    return list(read_documents(write(tmp_path, name, content), **options))


def test_a_text_and_its_source(tmp_path):
    (document,) = read(tmp_path, f"Shelling near Kozinka\n\n{REPORT}\n")
    assert document.text == f"Shelling near Kozinka\n\n{REPORT}\n"
    assert document.source.id == "a.txt"
    assert document.source.title == "Shelling near Kozinka"
    assert document.source.sha256 == hashlib.sha256(document.text.encode()).hexdigest()
    assert (document.published, document.published_by, document.source.published) == (None, "", None)


def test_a_files_own_time_is_no_publication_date(tmp_path):
    path = write(tmp_path, "a.txt", REPORT)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    (document,) = read_documents(path)
    assert document.published is None


def test_the_option_says_when(tmp_path):
    (document,) = read(tmp_path, REPORT, published=date(2024, 3, 15))
    assert (document.published, document.published_by) == (date(2024, 3, 15), "the option")
    assert document.source.published == "2024-03-15"


def test_the_option_wins_over_the_file(tmp_path):
    page = f"---\ndate: 2024-01-01\n---\n{REPORT}"
    (told,) = read(tmp_path, page, "a.md")
    (asked,) = read(tmp_path, page, "a.md", published=date(2024, 3, 15))
    assert (told.published, told.published_by) == (date(2024, 1, 1), "the file's metadata")
    assert (asked.published, asked.published_by) == (date(2024, 3, 15), "the option")


# Encodings ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [RUSSIAN, UKRAINIAN, RUSSIAN.upper(), "Бои у Козинки", "Обстріл Сум"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "iso8859-5", "koi8-u"]
)
def test_the_encoding_is_found(tmp_path, text, encoding):
    data = text.encode(encoding, "ignore")
    (document,) = read(tmp_path, data)
    assert document.text == data.decode(encoding).removeprefix("\ufeff")


@pytest.mark.parametrize("encoding", ["koi8-r", "cp866", "mac-cyrillic"])
def test_old_encodings_of_russian(tmp_path, encoding):
    text = "Ночью под обстрел попало село Козинка. Ранены двое, ещё один погиб."
    (document,) = read(tmp_path, text.encode(encoding))
    assert document.text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("“Kyiv” said – no", "cp1252"),
        ("Größere Schäden an der Straße", "cp1252"),
        ("Zażółć gęślą jaźń w Łodzi", "cp1250"),
    ],
)
def test_western_and_polish_text(tmp_path, text, encoding):
    (document,) = read(tmp_path, text.encode(encoding))
    assert document.text == text


def test_one_bad_byte_does_not_change_the_encoding(tmp_path):
    (document,) = read(tmp_path, (RUSSIAN * 3).encode() + b"\xff" + RUSSIAN.encode())
    assert document.text == RUSSIAN * 3 + "\ufffd" + RUSSIAN


def test_bad_bytes_far_into_a_file(tmp_path):
    data = (REPORT + "\n").encode() * 5000 + (RUSSIAN + "\n").encode("cp1251") * 50
    (document,) = read(tmp_path, data)
    assert document.text.endswith(RUSSIAN + "\n")


def test_the_encoding_asked_for(tmp_path):
    (document,) = read(tmp_path, RUSSIAN.encode("koi8-r", "ignore"), encoding="KOI8-R")
    assert document.text.startswith("Ночью под обстрел")


def test_the_wrong_encoding_is_an_error_only_when_asked_for(tmp_path):
    data = RUSSIAN.encode("cp1251")
    with pytest.raises(WrongEncoding, match=r"a\.txt: byte 0xcd at offset 0 is not utf-8.*leave --encoding out"):
        read(tmp_path, data, encoding="utf-8")
    with pytest.raises(WrongEncoding, match="offset 70,009"):
        read(tmp_path, b"a" * 70_009 + b"\xff" + b"a" * 70_000, encoding="utf-8")
    assert read(tmp_path, data)[0].text == RUSSIAN


@pytest.mark.parametrize("encoding", ["klingon", "rot13", "hex", "unicode_escape", "idna", "undefined", "", "a\0b"])
def test_encodings_that_are_none(tmp_path, encoding):
    with pytest.raises(BadValue, match="there is no text encoding"):
        read(tmp_path, REPORT, encoding=encoding)


def test_utf_16_asked_for_as_utf_8(tmp_path):
    with pytest.raises(WrongEncoding, match="full of NUL"):
        read(tmp_path, REPORT.encode("utf-16-le"), encoding="utf-8")


def test_no_character_is_moved(tmp_path):
    data = "one\r\ntwo\rthree\x00\x1bfour\u2028five".encode()
    (document,) = read(tmp_path, data + b" " * 60)
    assert document.text.rstrip() == "one \ntwo\nthree  four\nfive"
    assert len(document.text) == len(data.decode()) + 60


def test_a_line_end_cut_in_two_by_a_chunk(tmp_path):
    data = b"a" * 65_535 + b"\r\nb"
    (document,) = read(tmp_path, data)
    assert document.text == "a" * 65_535 + " \nb"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "begins like a PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "begins like a ZIP archive"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "begins like a picture"),
        (bytes(range(256)) * 40, "full of control characters"),
        (b"\0" * 100, "full of control characters"),
    ],
)
def test_a_file_that_is_not_text_is_refused(tmp_path, data, words):
    with pytest.raises(UnreadableFile, match=rf"a\.txt: it is not text.*{words}.*--input-format"):
        read(tmp_path, data)


# Which files ----------------------------------------------------------------------------------------------------------


def test_what_cannot_be_read_is_told(tmp_path):
    for content, name, kind, words in [
        (b"", "a.txt", EmptyInput, "the file is empty (0 bytes)"),
        (b" \n\t\n", "a.txt", EmptyInput, "there is no text in it"),
        (b"```\ncode\n```\n", "a.md", EmptyInput, "more in it than code"),
        (b"<script>x()</script>", "a.html", EmptyInput, "once its scripts have run"),
        (b"a,b\n1,2\n", "a.csv", UnknownFormat, "is a table, not a report"),
        (b"x", "a.doc", UnknownFormat, "save it as DOCX"),
        (b"x", "a.exe", UnknownFormat, "use one of .txt"),
        (b"<kml/>", "a.xml", UnknownFormat, "no RSS or Atom feed"),
    ]:
        with pytest.raises(kind) as caught:
            read(tmp_path, content, name)
        assert words in str(caught.value)
        assert name in str(caught.value)
        assert caught.value.remedy


def test_a_path_that_leads_nowhere(tmp_path):
    with pytest.raises(UnreadableFile, match="there is no such file"):
        list(read_documents(tmp_path / "none.txt"))
    with pytest.raises(UnreadableFile, match="check the path"):
        list(read_documents("a\0b.txt"))
    with pytest.raises(UnknownFormat, match="nothing here reads reports in the format 'csv'"):
        list(read_documents(tmp_path / "none.txt", format="csv"))


def test_a_file_without_permission(tmp_path, monkeypatch):
    path = write(tmp_path, "a.txt", REPORT)
    monkeypatch.setattr(Path, "open", lambda *_: (_ for _ in ()).throw(PermissionError(13, "denied")))
    with pytest.raises(UnreadableFile, match="no permission to read it"):
        list(read_documents(path))


def test_the_format_asked_for(tmp_path):
    (document,) = read(tmp_path, f"# Shelling\n\n{REPORT}", "a.dump", format="md")
    assert document.text == f"Shelling\n\n{REPORT}"


def test_a_file_without_a_suffix_is_known_by_its_beginning(tmp_path):
    (page,) = read(tmp_path, f"<!doctype html><title>T</title><p>{REPORT}", "page")
    assert (page.text, page.source.title) == (REPORT, "T")
    (text,) = read(tmp_path, REPORT, "README")
    assert text.text == REPORT


def test_is_report(tmp_path):
    for name in ["a.txt", "a.TXT", "a.md", "a.markdown", "a.html", "a.htm", "a.xhtml", "a.pdf", "a.docx", "a.rss"]:
        assert is_report(name)
    for name in ["a.csv", "a.tsv", "a.xlsx", "a.geojson", "a.parquet", "a.json", "a.gpkg", "a.fgb", "a.exe", "none"]:
        assert not is_report(name)
    assert is_report(tmp_path)
    assert is_report(write(tmp_path, "a.xml", '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"></feed>'))
    assert not is_report(write(tmp_path, "b.xml", "<kml></kml>"))
    assert is_report(write(tmp_path, "prose", f"In March, near Kozinka, {REPORT}"))
    assert not is_report(write(tmp_path, "table", "date,place,type\n2024-03-12,Kozinka,shelling\n"))
    assert not is_report(write(tmp_path, "geo", '{"type": "FeatureCollection"}'))
    assert is_report("dump.bin", "html")
    assert not is_report("a.txt", "csv")
    assert not is_report("a\0b")


def test_standard_input(monkeypatch):
    for data, text in [
        (REPORT.encode(), REPORT),
        (f"<html><title>T</title><p>{REPORT}".encode("utf-16"), REPORT),
    ]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert is_report("-")
        (document,) = read_documents("-")
        assert (document.text, document.source.id) == (text, "stdin")
        assert document.source.sha256 == hashlib.sha256(data).hexdigest()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    with pytest.raises(EmptyInput, match="standard input: the file is empty"):
        list(read_documents("-"))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"date;place;type\n2024;Kozinka;x\n")))
    assert not is_report("-")


def test_a_pipe_with_a_name(tmp_path):
    fifo = tmp_path / "pipe.txt"
    os.mkfifo(fifo)
    writer = subprocess.Popen([sys.executable, "-c", f"open({str(fifo)!r}, 'w').write({REPORT!r})"])
    (document,) = read_documents(fifo)
    writer.wait()
    assert document.text == REPORT


def test_a_folder(tmp_path):
    write(tmp_path, "b/two.md", f"# T\n\n{REPORT}")
    write(tmp_path, "a.txt", REPORT)
    write(tmp_path, "c#1.HTML", f"<p>{REPORT}")
    write(tmp_path, ".hidden/x.txt", REPORT)
    write(tmp_path, ".x.txt", REPORT)
    write(tmp_path, "d.csv", "a,b\n")
    write(tmp_path, "e.xml", "<kml/>")
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    files = document_files(tmp_path)
    assert [file.relative_to(tmp_path).as_posix() for file in files.readable] == ["a.txt", "b/two.md", "c#1.HTML"]
    assert [file.name for file in files.others] == ["broken.txt", "d.csv", "e.xml", "pipe.txt"]
    (alone,) = read_documents(tmp_path / "b" / "two.md", folder=tmp_path)
    assert alone.source.id == "b/two.md"


def test_a_folder_without_reports(tmp_path):
    with pytest.raises(EmptyInput, match=r"there is no report in the folder\. To mend it: reports end in \.txt"):
        document_files(tmp_path)
    write(tmp_path, "a.csv", "a,b")
    with pytest.raises(EmptyInput, match="among its 1 file"):
        document_files(tmp_path)


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(UnreadableFile, match="it is a folder"):
        list(read_documents(tmp_path))


def test_a_folder_that_cannot_be_listed(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "iterdir", lambda _: (_ for _ in ()).throw(PermissionError(13, "denied")))
    with pytest.raises(UnreadableFile, match="no permission"):
        document_files(tmp_path)


def test_a_name_that_is_no_text(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\x1b.txt"))
    path.write_text(REPORT)
    (document,) = read_documents(path)
    assert document.source.id == "\ufffd\ufffd.txt"


# Long files -----------------------------------------------------------------------------------------------------------


@settings(max_examples=60)
@given(st.lists(st.text("ab \n.", max_size=40), max_size=20), st.integers(5, 60))
def test_parts_joined_are_the_text(pieces, longest):
    parts = list(parts_of(pieces, longest))
    assert "".join(text for _, text in parts) == "".join(pieces)
    offset = 0
    for at, text in parts:
        assert at == offset
        assert 0 < len(text) <= longest
        offset += len(text)


def test_a_long_file_comes_in_parts_that_end_with_paragraphs(tmp_path):
    paragraph = f"{REPORT} {REPORT}\n\n"
    path = write(tmp_path, "a.txt", "Shelling\n\n" + paragraph * 40_000)
    documents = list(read_documents(path))
    assert len(documents) > 5
    assert {document.source for document in documents} == {documents[0].source}
    assert documents[0].source.title == "Shelling"
    assert all(document.text.endswith("\n\n") and len(document.text) <= 1_000_000 for document in documents)
    assert all(document.text.startswith("Two people") for document in documents[1:])
    whole = path.read_text()
    assert all(whole[d.offset : d.offset + 50] == d.text[:50] for d in documents)


def test_long_markdown_comes_in_parts(tmp_path):
    path = write(tmp_path, "a.md", "---\ndate: 2024-03-12\n---\n# Shelling\n\n" + f"{REPORT}\n\n" * 70_000)
    documents = list(read_documents(path))
    assert len(documents) > 3
    assert {(d.source.title, d.published) for d in documents} == {("Shelling", date(2024, 3, 12))}
    assert [d.offset for d in documents][:2] == [0, len(documents[0].text) + 2]


def test_fifty_megabytes_in_bounded_memory(tmp_path):
    path = tmp_path / "long.txt"
    with path.open("w") as stream:
        for _ in range(50):
            stream.write(f"{REPORT}\n\n" * (1_000_000 // (len(REPORT) + 2)))
    code = (
        "import resource, sys\n"
        "from incidentmap.documents import read_documents\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "size = sum(len(d.text) for d in read_documents(sys.argv[1]))\n"
        "print(size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    answer = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    size, grown = map(int, answer.stdout.split())
    unit = 1 if sys.platform == "darwin" else 1024
    assert size == path.stat().st_size
    assert grown * unit < 60_000_000


def test_a_pipe_larger_than_memory_should_hold_is_stored(monkeypatch):
    data = (f"{REPORT}\n\n" * 150_000).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    documents = list(read_documents("-"))
    assert "".join(document.text for document in documents).encode() == data


# Nothing but errors of ours -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.rss", "a.pdf", "a.docx", "a.xml", "a"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.one_of(
        st.binary(max_size=400),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.lists(
            st.sampled_from(
                "<p> <div class=nav> </div> <rss> <item> <title> <feed> <entry> &amp; &#xD800; &#0; <![CDATA[ ]]> <!-- "
                "%PDF-1.4 obj endobj stream << /Root >> PK\x03\x04 [a](b) --- # ``` | \x00 \ud7ff Козинка".split(" ")
            ),
            max_size=30,
        ).map(lambda words: " ".join(words).encode()),
    )
)
def test_any_bytes(tmp_path, name, data):
    path = write(tmp_path, name, data)
    is_report(path)
    try:
        documents = list(read_documents(path))
    except IncidentmapError as refused:
        told = [refused.remedy or "", str(refused)]
    else:
        told = [part for document in documents for part in (document.text, repr(document.source))]
    assert all(text.strip() and text.encode() for text in told)


@given(st.text(max_size=60))
def test_any_date(text):
    stated_date(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-12", "2024-03-12"),
        ("2024/3/12", "2024-03-12"),
        ("20240312T101500", "2024-03-12"),
        ("2024-03-12T23:59:59+14:00", "2024-03-12"),
        ("12.03.2024 10:15:00 UTC+03:00", "2024-03-12"),
        ("Tue, 12 Mar 2024 10:00:00 +0300", "2024-03-12"),
        ("March 12th, 2024", "2024-03-12"),
        ("Tuesday, March 12, 2024", "2024-03-12"),
        ("12 березня 2024", "2024-03-12"),
        ("3/12/2024", "None"),
        ("2024", "None"),
        ("2024-13-12", "None"),
        ("1970-01-01T00:00:00Z", "None"),
        ("yesterday", "None"),
        ("", "None"),
    ],
)
def test_dates_that_are_stated(text, day):
    assert str(stated_date(text)) == day


def test_no_heavy_library_is_loaded_before_it_is_needed():
    code = (
        "import sys, incidentmap.documents\n"
        "heavy = {'trafilatura', 'feedparser', 'markdown_it', 'pypdf', 'docx', 'lxml', 'charset_normalizer'}\n"
        "print(*sorted(heavy & set(sys.modules)))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not answer.stdout.strip()
