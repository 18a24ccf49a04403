"""Reports in other formats than plain text: what of them is text, and what they say of themselves."""

from __future__ import annotations

import builtins
import io
import logging
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pypdf
import pytest

from incidentmap.documents import read_documents
from incidentmap.documents.markdown import read_markdown
from incidentmap.documents.pages import read_page
from incidentmap.documents.pdf import paragraphs
from incidentmap.documents.visible import fragment_text, leads_away
from incidentmap.errors import EmptyInput, UnreadableFile, WrongEncoding

DATA = Path(__file__).parent / "data" / "documents"
#: How data about an article begins in a page.
JSON = '<script type="application/ld+json">'
#: A feed of one entry, which is called so.
FEED = '{}<rss version="2.0"><channel><item><title>{}</title></item></channel></rss>'


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(tmp_path: Path, content: str | bytes, name: str, **options):
    return list(read_documents(write(tmp_path, name, content), **options))


# Markdown -------------------------------------------------------------------------------------------------------------


def test_markdown_is_read_as_it_looks(tmp_path):
    (document,) = read_documents(DATA / "report.md")
    assert document.text.split("\n\n") == [
        "Night raid on the border",
        "Two villages near Grayvoron were shelled, the governor wrote.",
        "What is known",
        "Kozinka was hit twice.",
        "No one was hurt in Gora-Podol.",
        "Village | Hits",
        "Kozinka | 2",
        "He said it was “over & done”.",
        "A picture:",
    ]
    assert document.source.title == "The night raid: what is known"
    assert document.source.url == "https://example.org/raid"
    assert document.source.licence == "CC BY 4.0"
    assert document.published == date(2024, 3, 12)


def test_the_first_heading_is_the_title_of_markdown_without_front_matter():
    assert read_markdown("Intro.\n\n## Raid on *Kozinka*\n\n# Other").title == "Raid on Kozinka"
    assert read_markdown("Only text.").title is None


@pytest.mark.parametrize(
    ("front", "published"),
    [("date: 2024-03-12", date(2024, 3, 12)), ("published: '12.03.2024'", date(2024, 3, 12)), ("date: 3/4/2024", None)],
)
def test_dates_in_front_matter(front, published):
    assert read_markdown(f"---\n{front}\n---\nText").published == published


def test_front_matter_runs_nothing_and_keeps_no_odd_link():
    content = read_markdown(
        "---\ntitle: !!python/object:os.system x\nurl: javascript:alert(1)\ntags:\n  - a\n---\nText"
    )
    assert (content.title, content.url, content.text) == ("!!python/object:os.system x", None, "Text")


def test_a_rule_at_the_top_is_no_front_matter():
    assert read_markdown("---\n\nText one.\n").text == "Text one."


@pytest.mark.parametrize("unit", ["[", "![", "`", "*a ", "_a__b", "<a ", "[a](", "&amp;", "](", "**a", "| a "])
def test_hostile_markdown_takes_no_long_time(unit):
    read_markdown((unit * (19_000 // len(unit)) + "\n\n") * 3)


# HTML -----------------------------------------------------------------------------------------------------------------


def test_a_news_page():
    (document,) = read_documents(DATA / "news.html")
    text = document.text
    assert text.startswith("Shelling hurts two in a border village\n")
    assert "Two people were hurt when shells struck the village of Kozinka on Tuesday" in text
    assert "One of them was taken to a hospital in Belgorod" in text
    assert "A drone fell in a field near Grayvoron." in text
    assert "Kozinka | 2" in text
    for furniture in [
        "cookies",
        "Earthquake",
        "Read more",
        "Flood",
        "Home",
        "Imprint",
        "Lisbon",
        "track(",
        "newsletter",
    ]:
        assert furniture not in text
    assert document.source.title == "Shelling hurts two in a border village"
    assert document.source.url == "https://news.example.org/2024/03/shelling"
    assert document.source.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert (document.published, document.published_by) == (date(2024, 3, 12), "the file's metadata")


def test_a_short_page_keeps_its_one_sentence():
    page = (
        "<html><body><ul class=menu><li><a href=/>News from Paris</a></ul><div id=cookie-consent>We use cookies.</div>"
        "<div><h1>Удар по Козинке</h1><p>Ночью обстреляли село.</p></div>"
        "<div class=related><a href=/1>Наводнение в Ливии</a></div><footer>London</footer>"
    )
    (content,) = read_page(page.encode(), "a.html")
    assert content.text == "Удар по Козинке\nНочью обстреляли село."


def test_line_breaks_in_the_source_of_a_page_do_not_cut_sentences():
    body = "".join(
        f"<p>Shells fell near\n   <b>Kozinka</b>, and in\n<a href=x>Gora-Podol</a>, on day {day} of the month;"
        "\nno one died.</p>"
        for day in range(1, 29)
    )
    (content,) = read_page(f"<html><body><article>\n{body}\n</article></body>".encode(), "a.html")
    assert len(content.text) > 1_500
    assert (
        content.text.split("\n")[6]
        == "Shells fell near Kozinka, and in Gora-Podol, on day 7 of the month; no one died."
    )


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta name="date" content="2024-03-12">', date(2024, 3, 12)),
        ('<meta itemprop="datePublished" content="2024-03-12T01:00:00Z">', date(2024, 3, 12)),
        (f'{JSON}{{"@type":"NewsArticle","datePublished":"2024-03-12"}}</script>', date(2024, 3, 12)),
        (f'{JSON}{{"@graph":[{{"@type":["Article"],"datePublished":"2024-03-12"}}]}}</script>', date(2024, 3, 12)),
        (f'{JSON}{{"@type":"NewsArticle",</script>', None),
        (JSON + "[" * 9_000 + "</script>", None),
        ('<meta property="article:modified_time" content="2024-03-12">', None),
        ('<meta name="date" content="soon">', None),
        ("<title>12 March 2024</title>", None),
    ],
)
def test_a_pages_date_is_what_it_states_and_no_guess(head, published):
    (content,) = read_page(f"<html><head>{head}</head><body><p>Written on 3 May 2021.</p></body>".encode(), "a.html")
    assert content.published == published


def test_times_in_a_page_count_only_when_they_agree():
    one = (
        b"<article><time datetime='2024-03-12T10:00'>x</time><p>Text.</p></article><aside><time datetime='2020-01-01'>"
    )
    two = b"<article><time datetime='2024-03-12'>x</time><p>Text.</p><time datetime='2024-03-10'>y</time></article>"
    marked = two.replace(b"<time", b"<time pubdate", 1)
    assert [read_page(page, "a.html")[0].published for page in (one, two, marked)] == [
        date(2024, 3, 12),
        None,
        date(2024, 3, 12),
    ]


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "utf-8"])
def test_the_charset_that_a_page_states(charset):
    page = f"<meta charset='{charset}'><title>Обстрел</title><p>Ночью обстреляли Козинку.</p>".encode(charset)
    assert read_page(page, "a.html")[0][:2] == ("Ночью обстреляли Козинку.", "Обстрел")


@pytest.mark.parametrize("charset", ["windows-1252", "utf-16", "x-unknown", "rot13"])
def test_a_charset_that_is_not_true(charset):
    page = f"<meta charset='{charset}'><p>Ночью обстреляли Козинку, есть пострадавшие.</p>".encode()
    assert read_page(page, "a.html")[0].text == "Ночью обстреляли Козинку, есть пострадавшие."


def test_the_encoding_asked_for_wins_over_the_page():
    page = "<meta charset='windows-1252'><p>Козинка</p>".encode("koi8-r")
    assert read_page(page, "a.html", "koi8-r")[0].text == "Козинка"
    with pytest.raises(WrongEncoding):
        read_page(page, "a.html", "utf-8")


def test_links_that_would_run_something_are_dropped():
    for link in ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "/relative", 'https://a.b/"onclick=']:
        page = f"<link rel=canonical href='{link}'><p>Text.</p>".encode()
        assert read_page(page, "a.html")[0].url is None


@pytest.mark.parametrize(
    "unit",
    ["<p>", "<div>", "<b>", "<ul><li>", "<table><tr><td>", "<table><tr><td>a</td></tr></table>", "<li>x", "<", "&"],
)
def test_hostile_pages_take_no_long_time(unit):
    read_page((unit * 20_000 + "Kozinka").encode(), "a.html")


def test_a_telegram_export():
    documents = list(read_documents(DATA / "messages.html", published=date(2020, 1, 1)))
    assert [(d.source.id, str(d.published), d.published_by) for d in documents] == [
        ("messages.html#message11", "2024-03-12", "the file's metadata"),
        ("messages.html#message12", "2024-03-13", "the file's metadata"),
        ("messages.html#message14", "2020-01-01", "the option"),
    ]
    assert documents[0].text == "Ночью обстреляли село Козинка.\nРанены двое."
    assert documents[1].text == "Вранці дрон упав біля Сум."
    assert {d.source.title for d in documents} == {"Сводки приграничья"}
    assert len({d.source.sha256 for d in documents}) == 1


def test_a_telegram_channel_on_the_web(tmp_path):
    page = (
        '<div class="tgme_channel_info_header_title"><span>Сводки</span></div>'
        '<div class="tgme_widget_message js-widget_message" data-post="svodki/77">'
        '<a class="tgme_widget_message_reply"><div class="tgme_widget_message_author_name">x</div></a>'
        '<div class="tgme_widget_message_text js-message_text">Обстрел <b>Козинки</b>.<br/>Ранен один.</div>'
        '<time datetime="2024-03-12T21:15:00+00:00">21:15</time></div>'
    )
    (document,) = read(tmp_path, page, "svodki.html")
    assert document.text == "Обстрел Козинки.\nРанен один."
    assert document.source.id == "svodki.html#77"
    assert (document.source.url, document.published) == ("https://t.me/svodki/77", date(2024, 3, 12))


@pytest.mark.parametrize(
    "text", ["Read more: Ten things about Syria", "Читайте также", "Читайте також: Що відомо", "Advertisement"]
)
def test_lines_that_lead_away(text):
    assert leads_away(text)


@pytest.mark.parametrize(
    "text", ["Readers in Kozinka wept.", "По теме обстрела Козинки губернатор высказался отдельно в эфире."]
)
def test_lines_that_do_not(text):
    assert not leads_away(text)


def test_a_fragment():
    assert fragment_text("a &lt;b> 1 < 2") == "a <b> 1 < 2"
    assert fragment_text("<div class=related>Text&nbsp;one</div><style>p {}</style>") == "Text one"


# Feeds ----------------------------------------------------------------------------------------------------------------


def test_rss():
    first, second, third = read_documents(DATA / "feed.rss", published=date(2020, 1, 1))
    assert (first.source.id, first.source.title) == ("feed.rss#1", "Shelling near Kozinka")
    assert first.text == "Shelling near Kozinka\n\nTwo people were hurt on Tuesday.\nA house burnt down."
    assert (first.published, first.published_by) == (date(2024, 3, 12), "the file's metadata")
    assert (first.source.url, first.source.licence) == ("https://news.example.org/1", "CC BY 4.0")
    assert (second.published, second.published_by, second.source.url) == (date(2020, 1, 1), "the option", None)
    assert second.text == "Дрон упал у Грайворона. Никто не пострадал."
    assert third.source.id == "feed.rss#3"


def test_atom(tmp_path):
    feed = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><title>Raid</title>
    <updated>2024-03-13T01:00:00+02:00</updated><published>2024-03-12T23:00:00-05:00</published>
    <link href="https://example.org/raid"/><summary>Short.</summary>
    <content type="html">&lt;p&gt;The long text of it.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</content>
    </entry></feed>"""
    for name in ("a.atom", "a.xml"):
        (document,) = read(tmp_path, feed, name)
        assert document.text == "Raid\n\nThe long text of it."
        assert document.published == date(2024, 3, 12)


def test_a_feed_in_another_encoding(tmp_path):
    declared = '<?xml version="1.0" encoding="{}"?>'
    page = FEED.format(declared.format("windows-1251"), "Козинка").encode("cp1251")
    assert read(tmp_path, page, "a.rss")[0].text == "Козинка"
    page = FEED.format(declared.format("utf-8"), "Козинка").encode("koi8-r")
    assert read(tmp_path, page, "a.rss", encoding="koi8-r")[0].text == "Козинка"


def test_a_feed_that_is_none(tmp_path):
    with pytest.raises(UnreadableFile, match="it is no RSS or Atom feed"):
        read(tmp_path, "Just a sentence.", "a.rss")
    with pytest.raises(EmptyInput, match="check that the feed has entries"):
        read(tmp_path, "<rss version='2.0'><channel><title>T</title></channel></rss>", "a.rss")


def test_entities_of_a_feed_do_no_harm(tmp_path):
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    bomb = FEED.format(f'<!DOCTYPE x [<!ENTITY a0 "lol">{entities}]>', "T &a9;")
    assert sum(len(document.text) for document in read(tmp_path, bomb, "a.rss")) < 100_000
    path = write(tmp_path, "secret.txt", "SECRET")
    external = FEED.format(f'<!DOCTYPE x [<!ENTITY s SYSTEM "{path.as_uri()}">]>', "T &s;")
    assert "SECRET" not in "".join(document.text for document in read(tmp_path, external, "a.rss"))


# PDF ------------------------------------------------------------------------------------------------------------------


def make_pdf(pages: list[list[str]], **info: str) -> bytes:
    """Make a PDF by hand: each page a list of lines in Helvetica."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for rows in pages:
        drawn = " ".join(f"({row}) Tj T*" for row in rows)
        content = f"BT /F1 12 Tf 14 TL 72 720 Td {drawn} ET"
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append("<< " + " ".join(f"/{key} ({value})" for key, value in info.items()) + " >>")
    body, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = (
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    )
    return body + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


ROWS = [
    "Two people were hurt when shells struck the village of Kozinka on Tues-",
    "day, the governor of the region wrote. One of them was taken to a",
    "hospital in Belgorod.",
    "A drone fell in a field near Grayvoron, where it burnt out before anyone",
    "came to see it.",
]


def test_pdf(tmp_path):
    (document,) = read(tmp_path, make_pdf([ROWS], Title="The raid", CreationDate="D:20240312101500+02'00'"), "a.pdf")
    assert document.text.split("\n\n") == [
        "Two people were hurt when shells struck the village of Kozinka on Tuesday, the governor of the region wrote. "
        "One of them was taken to a hospital in Belgorod.",
        "A drone fell in a field near Grayvoron, where it burnt out before anyone came to see it.",
    ]
    assert document.source.title == "The raid"
    assert (document.published, document.published_by) == (date(2024, 3, 12), "the file's metadata")


def test_a_pdf_changed_later_does_not_know_its_day(tmp_path):
    data = make_pdf([ROWS], CreationDate="D:20240312101500", ModDate="D:20240401000000")
    assert read(tmp_path, data, "a.pdf")[0].published is None


def test_page_numbers_and_heads_are_left_out():
    sides = ["The east", "the west", "the north", "the south"]
    pages = [
        ["Weekly report of the office", f"{side} of the village was hit by shells in the night and", str(number)]
        for number, side in enumerate(sides, 1)
    ]
    text = paragraphs(pages)
    assert "Weekly report" not in text
    assert text.startswith("The east of the village was hit by shells in the night and the west of")


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (["An F-", "16 flew over the long line of the village"], "An F-16 flew over the long line of the village"),
        (["Heading", "The text goes on here, long as it is."], "Heading\n\nThe text goes on here, long as it is."),
        (
            ["A list of the villages hit today:", "• Kozinka", "• Gora"],
            "A list of the villages hit today:\n\n• Kozinka\n\n• Gora",
        ),
        ([], ""),
    ],
)
def test_lines_to_paragraphs(rows, text):
    assert paragraphs([rows]) == text


def test_a_locked_pdf(tmp_path):
    writer = pypdf.PdfWriter(io.BytesIO(make_pdf([ROWS])))
    for password, fails in (("secret", True), ("", False)):
        writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
        data = io.BytesIO()
        writer.write(data)
        if fails:
            with pytest.raises(UnreadableFile, match=r"a\.pdf: it is locked with a password.*without a password"):
                read(tmp_path, data.getvalue(), "a.pdf")
        else:
            assert "Kozinka" in read(tmp_path, data.getvalue(), "a.pdf")[0].text
        writer = pypdf.PdfWriter(io.BytesIO(make_pdf([ROWS])))


def test_broken_and_empty_pdfs(tmp_path):
    data = make_pdf([ROWS])
    for broken in (b"not a PDF at all", b"%PDF-1.4\n", data[:60]):
        with pytest.raises((UnreadableFile, EmptyInput)) as caught:
            read(tmp_path, broken, "a.pdf")
        assert "a.pdf" in str(caught.value)
    with pytest.raises(EmptyInput, match=r"pictures of pages.*ocrmypdf"):
        read(tmp_path, make_pdf([[]]), "a.pdf")


# DOCX -----------------------------------------------------------------------------------------------------------------


def make_docx(**properties) -> bytes:
    document = docx.Document()
    document.add_heading("The raid", 1)
    document.add_paragraph("Two people were hurt in Kozinka.").add_run(" One of them died.")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        [*table.rows[0].cells, *table.rows[1].cells], ["Village", "Hits", "Kozinka", "2"], strict=True
    ):
        cell.text = text
    document.add_paragraph("Ночью обстреляли Грайворон.")
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def test_docx(tmp_path):
    made = datetime(2024, 3, 12, 10, tzinfo=UTC)
    (document,) = read(tmp_path, make_docx(title="Raid on Kozinka", created=made), "a.docx")
    assert document.text.split("\n") == [
        "The raid",
        "Two people were hurt in Kozinka. One of them died.",
        "Village | Hits",
        "Kozinka | 2",
        "Ночью обстреляли Грайворон.",
    ]
    assert (document.source.title, document.published) == ("Raid on Kozinka", date(2024, 3, 12))


def test_a_docx_that_does_not_know_its_day(tmp_path):
    assert read(tmp_path, make_docx(), "a.docx")[0].published is None
    later = {"created": datetime(2024, 3, 1, tzinfo=UTC), "modified": datetime(2024, 3, 12, tzinfo=UTC)}
    assert read(tmp_path, make_docx(**later), "a.docx")[0].published is None


def repacked(data: bytes, replaced: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, replaced.get(name, old.read(name)))
    return out.getvalue()


def test_hostile_docx(tmp_path):
    data = make_docx()
    with pytest.raises(UnreadableFile, match="it would unpack to"):
        read(tmp_path, repacked(data, {"docProps/app.xml": b" " * 50_000_000}), "a.docx")
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = archive.read("word/document.xml").decode()
    body = body.replace("?>", f'?><!DOCTYPE x [<!ENTITY a0 "lol">{entities}]>', 1).replace("hurt", "hurt &a9;")
    try:
        (document,) = read(tmp_path, repacked(data, {"word/document.xml": body.encode()}), "a.docx")
        assert len(document.text) < 10_000
    except UnreadableFile:
        pass
    for broken in (b"PK\x03\x04", data[:2000], b"text", repacked(data, {"word/document.xml": b"<a"})):
        with pytest.raises(UnreadableFile, match="it is not a DOCX file, or it is cut off"):
            read(tmp_path, broken, "a.docx")
    with pytest.raises(UnreadableFile, match="locked with a password"):
        read(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.docx")


def test_an_empty_docx(tmp_path):
    data = io.BytesIO()
    docx.Document().save(data)
    with pytest.raises(EmptyInput, match="not in pictures"):
        read(tmp_path, data.getvalue(), "a.docx")


# Extras ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "module"), [("a.pdf", "pypdf"), ("a.docx", "docx")])
def test_a_missing_extra_says_what_to_install(tmp_path, monkeypatch, name, module):
    real = builtins.__import__

    def without(wanted, *args, **options):
        if wanted == module:
            raise ImportError(wanted)
        return real(wanted, *args, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    extra = name[2:]
    with pytest.raises(UnreadableFile, match=rf'pip install "incidentmap\[{extra}\]"'):
        read(tmp_path, make_pdf([ROWS]) if extra == "pdf" else make_docx(), name)


def test_libraries_write_nothing(tmp_path, capfd):
    logging.getLogger().handlers, handlers = [], logging.getLogger().handlers
    try:
        for name in ("a.pdf", "a.html", "a.rss", "a.docx"):
            for data in (b"%PDF-1.4 broken 1 0 obj << /Length 5 >> stream", b"<p>", b"<rss><item>"):
                with pytest.raises((UnreadableFile, EmptyInput)):
                    read(tmp_path, data.replace(b"%PDF", b"%PDF" if name == "a.pdf" else b"<p></p><!--"), name)
    finally:
        logging.getLogger().handlers = handlers
    assert capfd.readouterr() == ("", "")
