"""DOCX: paragraphs and tables in their order (extra ``docx``)."""

from __future__ import annotations

import logging
import zipfile
from datetime import date
from typing import IO, TYPE_CHECKING, Any, Final

from incidentmap.documents.content import Content, line, no_text, tidy
from incidentmap.documents.dates import stated_date
from incidentmap.errors import UnreadableFile

if TYPE_CHECKING:
    from docx.document import Document as Docx

#: A document that unpacks to more, or to so many times its size, is made to fill memory.
MOST_UNPACKED: Final = 256 << 20
_MOST_RATIO: Final = 200
_MOST_FILES: Final = 5_000
#: Text this short may be packed as well as it likes.
_SMALL: Final = 8 << 20
#: python-docx's own template was made on this day; a document that keeps it does not know when it was made.
_TEMPLATE_DAY: Final = date(2013, 12, 23)


def read_docx(stream: IO[bytes], size: int, file: str) -> Content:
    """Read a DOCX file.

    Its day is that of its making, when it was not changed on a later day: then either could be meant.

    Raises
    ------
    UnreadableFile
        When python-docx is not installed, or the file is broken, locked, or made to fill memory.
    EmptyInput
        When it has no text.
    """
    try:
        import docx
    except ImportError as error:
        raise UnreadableFile(
            "reading DOCX needs python-docx", file=file, remedy='install it: pip install "incidentmap[docx]"'
        ) from error
    logging.getLogger("docx").addHandler(logging.NullHandler())
    try:
        _refuse_bomb(stream, size, file)
        document = docx.Document(stream)
        text = tidy("\n".join(_blocks(document)))
        properties = document.core_properties
        title, published = line(properties.title), _published(properties)
    except UnreadableFile:
        raise
    except Exception as error:  # a broken archive or broken XML fails anywhere in three libraries
        raise _broken(stream, file) from error
    if not text:
        raise no_text(file, "check that the text is not in pictures or text boxes")
    return Content(text, title, published=published)


def _refuse_bomb(stream: IO[bytes], size: int, file: str) -> None:
    with zipfile.ZipFile(stream) as archive:
        members = archive.infolist()
        unpacked = sum(member.file_size for member in members)
    stream.seek(0)
    too_large = unpacked > MOST_UNPACKED or (unpacked > _SMALL and unpacked > size * _MOST_RATIO)
    if too_large or len(members) > _MOST_FILES:
        raise UnreadableFile(
            f"it would unpack to {unpacked:,} bytes in {len(members):,} parts",
            file=file,
            remedy="save it anew, or save its text as a .txt file",
        )


def _broken(stream: IO[bytes], file: str) -> UnreadableFile:
    stream.seek(0)
    if stream.read(4) == b"\xd0\xcf\x11\xe0":
        return UnreadableFile(
            "it is locked with a password, or an old .doc file", file=file, remedy="open it and save it as plain DOCX"
        )
    return UnreadableFile("it is not a DOCX file, or it is cut off", file=file, remedy="open it and save it anew")


def _blocks(document: Docx) -> list[str]:
    from docx.table import Table

    blocks: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            blocks += _rows(block)
        else:
            blocks.append(block.text)
    return blocks


def _rows(table: Any) -> list[str]:
    """Take a table's rows, a line each. A cell that spans columns is given once."""
    rows = []
    for row in table.rows:
        cells = list(dict.fromkeys(cell._tc for cell in row.cells))  # noqa: SLF001 - what tells cells apart
        texts = (" ".join(piece.text or "" for piece in cell.iter() if str(piece.tag).endswith("}t")) for cell in cells)
        rows.append(" | ".join(text.strip() for text in texts if text.strip()))
    return rows


def _published(properties: Any) -> date | None:
    created, modified = stated_date(properties.created), stated_date(properties.modified)
    if created is None or created == _TEMPLATE_DAY:
        return None
    return created if modified is None or modified <= created else None
