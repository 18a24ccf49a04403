"""PDF: the text of its pages, put together into paragraphs (extra ``pdf``)."""

from __future__ import annotations

import logging
import re
import warnings
from collections import Counter
from datetime import date
from typing import IO, TYPE_CHECKING, Any, Final

from incidentmap.documents.content import Content, line, tidy
from incidentmap.documents.dates import stated_date
from incidentmap.errors import EmptyInput, UnreadableFile

if TYPE_CHECKING:
    from pypdf import PdfReader

#: Pages, and characters of one page and of all, beyond these are not read.
_MOST_PAGES: Final = 5_000
_MOST_TEXT: Final = 50_000_000

_HYPHEN: Final = re.compile(r"[^\W\d_][-\u2010]$")
_PAGE_NUMBER: Final = re.compile(
    r"(?:page|стр\.?|с\.|-|–|—)?\s{0,3}\d{1,4}(?:\s{0,3}(?:of|из|з|/)\s{0,3}\d{1,4})?\s{0,3}[-–—]?", re.IGNORECASE
)
_ITEM: Final = re.compile(r"[•▪●◦–—*-]\s|\(?\d{1,3}[.)]\s")
_ENDS: Final = (".", "!", "?", "…", ":", ".”", ".»", '."', ".)")
_DIGITS: Final = re.compile(r"\d+")
#: A line shorter than this share of the common width ended because its paragraph ended.
_SHORT: Final = 0.75


def read_pdf(stream: IO[bytes], file: str) -> Content:
    """Read a PDF. Its day is that of its making, when it was not changed on a later day: then either could be meant.

    Raises
    ------
    UnreadableFile
        When pypdf is not installed, or the file is broken, cut off or locked.
    EmptyInput
        When it has no text: mostly it holds pictures of pages.
    """
    try:
        import pypdf
    except ImportError as error:
        raise UnreadableFile(
            "reading PDF needs pypdf", file=file, remedy='install it: pip install "incidentmap[pdf]"'
        ) from error
    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    try:
        with warnings.catch_warnings():
            # It warns of every slip in a file, which no reader of a report can mend.
            warnings.simplefilter("ignore")
            reader = pypdf.PdfReader(stream)
            if reader.is_encrypted and not _opens(reader):
                raise UnreadableFile("it is locked with a password", file=file, remedy="save a copy without a password")
            title, published = _stated(reader)
            text = paragraphs(_pages(reader))
    except UnreadableFile:
        raise
    except Exception as error:  # a broken PDF fails anywhere: recursion, keys, types, decoders
        raise UnreadableFile(
            "it is not a PDF, or it is broken or cut off",
            file=file,
            remedy="open it in a viewer and print it to PDF anew",
        ) from error
    if not text:
        raise EmptyInput(
            "there is no text in it: it probably holds pictures of pages",
            file=file,
            remedy="recognise its text first, for example with `ocrmypdf`",
        )
    return Content(text, title, published=published)


def _opens(reader: PdfReader) -> bool:
    """Tell whether a locked file opens without a password, as those do that only forbid printing."""
    try:
        return bool(reader.decrypt(""))
    except Exception:  # noqa: BLE001 - an unknown cipher or a missing library: it stays locked either way
        return False


def _stated(reader: PdfReader) -> tuple[str | None, date | None]:
    try:
        found: Any = reader.metadata or {}
        title = line(str(found.get("/Title") or ""))
        made, changed = (_day(found.get(key)) for key in ("/CreationDate", "/ModDate"))
    except Exception:  # noqa: BLE001 - broken properties must not cost the text
        return None, None
    return title, made if made and (changed is None or changed <= made) else None


def _day(value: object) -> date | None:
    # "D:20240312101500+02'00'"
    return stated_date(str(value).removeprefix("D:")[:8]) if value else None


def _pages(reader: PdfReader) -> list[list[str]]:
    pages, size = [], 0
    for number, page in enumerate(reader.pages):
        if number >= _MOST_PAGES or size > _MOST_TEXT:
            break
        try:
            text = page.extract_text()
        except Exception:  # noqa: BLE001 - one broken page must not cost the others; if all are, there is no text
            text = ""
        size += len(text)
        pages.append([row.rstrip() for row in tidy(text).split("\n")])
    return pages


def paragraphs(pages: list[list[str]]) -> str:
    r"""Put the lines of pages together: wrapped lines joined, hyphens at line ends healed, page heads left out.

    Examples
    --------
    >>> paragraphs([["Two villages were hit by ar-", "tillery, the governor wrote.", "", "No one died.", "1"]])
    'Two villages were hit by artillery, the governor wrote.\n\nNo one died.'
    """
    rows = [row for page in _without_heads(pages) for row in page]
    widths = sorted(len(row) for row in rows if row)
    width = widths[int(len(widths) * 0.8)] if widths else 0
    done: list[str] = []
    current = ""
    last = ""
    for row in rows:
        if current and (not row or _breaks(last, row, width)):
            done.append(current)
            current = ""
        current = _joined(current, row)
        last = row
    done.append(current)
    return "\n\n".join(text for text in done if text.strip())


def _breaks(before: str, after: str, width: int) -> bool:
    if _ITEM.match(after):
        return True
    if len(before) >= width * _SHORT or _HYPHEN.search(before):
        return False
    return before.endswith(_ENDS) or not after[:1].islower()


def _joined(before: str, after: str) -> str:
    if not before or not after:
        return before or after
    if _HYPHEN.search(before):
        # "ar-/tillery" is one word; "F-/16" and "Rostov-/On" keep their hyphen.
        return before[:-1] + after if after[0].islower() else before + after
    return f"{before} {after}"


def _without_heads(pages: list[list[str]]) -> list[list[str]]:
    """Leave out page numbers, and the first and last lines that most pages share."""
    edges = Counter(key for page in pages for key in {_key(page[i]) for i in _edge(page)})
    shared = {key for key, count in edges.items() if count > 2 and count > len(pages) / 2}
    kept = []
    for page in pages:
        edge = set(_edge(page))
        rows = [
            row
            for i, row in enumerate(page)
            if i not in edge or not (_key(row) in shared or _PAGE_NUMBER.fullmatch(row))
        ]
        # A paragraph may go on over the page: the blank lines round its edge say nothing.
        while rows and not rows[-1]:
            rows.pop()
        while rows and not rows[0]:
            rows.pop(0)
        kept.append(rows)
    return kept


def _edge(page: list[str]) -> list[int]:
    """Find the first two and the last two lines of a page."""
    filled = [i for i, row in enumerate(page) if row]
    return filled[:2] + filled[2:][-2:]


def _key(row: str) -> str:
    return _DIGITS.sub("#", row).casefold()
