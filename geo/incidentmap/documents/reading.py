"""Reports in: a file, standard input or a feed → documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

from incidentmap.documents.content import Content, no_text
from incidentmap.documents.decoding import encoding_of, texts_of
from incidentmap.documents.feeds import read_feed
from incidentmap.documents.formats import HEAD, format_of
from incidentmap.documents.markdown import read_markdown
from incidentmap.documents.office import read_docx
from incidentmap.documents.opening import STDIN, Stored, opened
from incidentmap.documents.pages import read_page
from incidentmap.documents.pdf import read_pdf
from incidentmap.documents.plain import WHOLE_BYTES, parts_of, read_plain
from incidentmap.model import Document, Source

#: Formats that must be in memory whole are read up to these sizes, in bytes.
_LONGEST: Final = 64 << 20
_LONGEST_PAGE: Final = 32 << 20

#: Whether a date is the caller's or the file's, as documents say it.
BY_OPTION: Final = "the option"
BY_FILE: Final = "the file's metadata"


def read_documents(
    path: str | Path,
    *,
    published: date | None = None,
    format: str | None = None,  # noqa: A002 - the word of the readers
    encoding: str | None = None,
    folder: str | Path | None = None,
) -> Iterator[Document]:
    """Read the reports of a file, one after another.

    Parameters
    ----------
    path : path
        A text, Markdown, HTML, PDF or DOCX file, an RSS or Atom feed, or ``"-"`` for standard input. The files of a
        folder are found by :func:`document_files`.
    published : date, optional
        The day of publication. It wins over what the file says, but for the entries of a feed and the messages of a
        Telegram page that state their own day: one day cannot be right for all of them.
    format : str, optional
        "text", "markdown", "html", "pdf", "docx" or "feed"; by default the suffix tells, or the first bytes.
    encoding : str, optional
        The encoding of a text; by default it is found. Bytes that are not in it are an error only when it is asked for.
    folder : path, optional
        The folder that sources' names are relative to; by default a file is called by its name alone.

    Yields
    ------
    Document
        A file larger than 1 MB of text comes in parts of one source, told apart by ``offset``. An entry of a feed has
        the source "name#3".

    Raises
    ------
    InputError
        A leaf of it: the file is absent, empty, broken, locked, of another kind, or not in the encoding asked for.

    Examples
    --------
    >>> [(document.source.id, document.source.title) for document in read_documents("seeds/report.md")]
    [('report.md', 'Raids over the border, claimed and denied')]
    """
    name = "stdin" if str(path) == STDIN else _name(Path(path), folder)
    kind = format
    if kind is not None or Path(path).suffix.lower() not in ("", ".xml"):
        # Before a large table is read only to be refused.
        kind = format_of(path, kind)
    with opened(path) as stored:
        kind = format_of(path, kind, stored.head(HEAD))
        seen: set[str] = set()
        nothing = True
        for content in _contents(stored, kind, encoding):
            nothing = False
            yield _document(content, _source_id(name, content.part, seen), stored.sha256, published)
        if nothing:
            raise no_text(stored.file, _WHY_EMPTY.get(kind, "check that it was saved or downloaded to the end"))


_WHY_EMPTY: Final = {
    "html": "save the page once its scripts have run, or copy its text to a .txt file",
    "feed": "check that the feed has entries",
    "markdown": "check that there is more in it than code and links",
}


def _contents(stored: Stored, kind: str, encoding: str | None) -> Iterable[Content]:
    file = stored.file
    if kind in ("text", "markdown"):
        texts = texts_of(stored.stream, encoding_of(stored.stream, file, encoding), file)
        long = stored.size > WHOLE_BYTES
        return read_plain(texts, long=long) if kind == "text" else _markdown(texts, long=long)
    if kind == "html":
        return read_page(stored.whole(_LONGEST_PAGE), file, encoding)
    if kind == "feed":
        return read_feed(stored.whole(_LONGEST), file, encoding)
    if kind == "pdf":
        return [read_pdf(stored.stream, file)]
    return [read_docx(stored.stream, stored.size, file)]


def _markdown(texts: Iterable[str], *, long: bool) -> Iterator[Content]:
    """Read Markdown; what the beginning of a long file says holds for all its parts."""
    first: Content | None = None
    offset = 0
    for _, part in parts_of(texts) if long else [(0, "".join(texts))]:
        content = read_markdown(part)
        first = first or content
        if content.text:
            yield first._replace(text=content.text, offset=offset)
            offset += len(content.text) + 2


def _document(content: Content, source_id: str, sha256: str, published: date | None) -> Document:
    own = content.published
    day = (own or published) if content.part else (published or own)
    by = "" if day is None else BY_OPTION if day is published else BY_FILE
    told = day.isoformat() if day else None
    source = Source(source_id, content.title, content.url, told, content.licence, sha256)
    return Document(content.text, source, day, by, content.offset)


def _name(path: Path, folder: str | Path | None) -> str:
    name = path.name
    if folder is not None and path.is_relative_to(folder):
        name = path.relative_to(folder).as_posix()
    # File names are bytes on many systems, and may hold what is no text.
    return "".join(c if c.isprintable() else "\ufffd" for c in name)


def _source_id(name: str, part: str, seen: set[str]) -> str:
    """Name a source so that no other of the file is called alike."""
    if not part:
        return name
    wanted = source_id = f"{name}#{part}"
    number = 1
    while source_id in seen:
        number += 1
        source_id = f"{wanted}-{number}"
    seen.add(source_id)
    return source_id
