"""A web page: its article, without menus, cookie notices and links to other articles."""

from __future__ import annotations

import io
import logging
import re
from typing import TYPE_CHECKING, Final

from incidentmap.documents.content import Content, tidy
from incidentmap.documents.decoding import decoded, encoding_of, is_encoding
from incidentmap.documents.metadata import stated_metadata
from incidentmap.documents.telegram import read_messages
from incidentmap.documents.visible import flat, leads_away, parsed, visible_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: A page of more elements, more tables or deeper nesting is no article, and extracting one takes time that grows with
#: the square of these.
_MOST_ELEMENTS: Final = 30_000
_MOST_TABLES: Final = 300
_DEEPEST: Final = 200
#: An extractor looks for long paragraphs. A short notice has none, and then it guesses, menus and all.
_SHORT: Final = 1_000
#: An extract of less than this share of what a page shows has probably missed the article.
_LEAST_SHARE: Final = 0.25
_CHARSET: Final = re.compile(
    rb"""(?:charset|encoding)\s{0,5}=\s{0,5}["']?\s{0,5}([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE
)
_RULE: Final = re.compile(r"\|?(?:\s?-{3,}\s?\|)+\s*")
#: The web's name for a Western page means what browsers make of it.
_LATIN: Final = frozenset({"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"})


def read_page(data: bytes, file: str, encoding: str | None = None) -> list[Content]:
    """Read an HTML page: one content, or one a message for a page of Telegram messages.

    Raises
    ------
    WrongEncoding, BadValue, UnreadableFile
        When it is no text, or not in the encoding asked for.

    Examples
    --------
    >>> page = b"<title>Shelling</title><nav>Home</nav><article><p>Two villages near Belgorod were hit.</p></article>"
    >>> read_page(page, "a.html")[0][:2]
    ('Two villages near Belgorod were hit.', 'Shelling')
    """
    tree = parsed(page_text(data, file, encoding))
    if tree is None:
        return []
    messages = read_messages(tree)
    if messages:
        return messages
    told = stated_metadata(tree)
    text = _article(tree)
    if told.headline and told.headline[:40].casefold() not in text[: 400 + len(told.headline)].casefold():
        text = f"{told.headline}\n{text}" if text else text
    return [Content(text, told.title, told.url, told.published, told.licence)] if text else []


def page_text(data: bytes, file: str, encoding: str | None = None) -> str:
    """Decode a page: by its mark, what the caller asks, valid UTF-8, what the page says of itself, or by looking.

    Examples
    --------
    >>> page_text('<meta charset="windows-1251">Козинка'.encode("cp1251"), "a.html")[-7:]
    'Козинка'
    """
    if encoding is None and (said := _CHARSET.search(data[:4096])):
        name = said[1].decode("ascii").lower()
        name = "cp1252" if name in _LATIN else name
        found = encoding_of(io.BytesIO(data), file)
        if found.name != "utf-8" and not found.mark and is_encoding(name) and _decodes(data, name):
            return data.decode(name)
    return decoded(data, file, encoding)


def _decodes(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except ValueError:
        return False
    return True


def _article(tree: HtmlElement) -> str:
    whole = visible_text(tree)
    if len(whole) > _SHORT and _could_be_article(tree):
        found = _extracted(tree)
        if len(found) >= _LEAST_SHARE * len(whole):
            return found
    # A page whose whole body is called "menu" is still read.
    return whole or visible_text(tree, furniture=True)


def _could_be_article(tree: HtmlElement) -> bool:
    level, count, tables = [tree], 0, 0
    for _ in range(_DEEPEST):
        count += len(level)
        tables += sum(element.tag == "table" for element in level)
        if count > _MOST_ELEMENTS or tables > _MOST_TABLES:
            return False
        level = [child for element in level for child in element]
        if not level:
            return True
    return False


def _extracted(tree: HtmlElement) -> str:
    import trafilatura

    # Its remarks on odd pages are of no use to a reader; an application that wants them still gets them.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    # It would keep the line breaks of the source, which cut sentences in two.
    for element in tree.iter():
        if element.tag not in ("script", "style"):
            element.text = flat(element.text)
        element.tail = flat(element.tail)
    try:
        found = trafilatura.bare_extraction(tree, include_comments=False, favor_recall=True, with_metadata=False)
    except Exception:  # noqa: BLE001 - it fails in many ways on hostile pages, and what is visible still can be read
        return ""
    text = getattr(found, "text", None)
    return _plain(text) if isinstance(text, str) else ""


def _plain(text: str) -> str:
    """Take the extractor's marks of lists and tables away, and lines that only lead to other pages."""
    lines = []
    for line in tidy(text).split("\n"):
        if line.startswith("|"):
            if _RULE.fullmatch(line):
                continue
            line = " | ".join(cell.strip() for cell in line.strip("| ").split("|"))
        line = line.removeprefix("- ").strip()
        if line and not leads_away(line):
            lines.append(line)
    return "\n".join(lines)
