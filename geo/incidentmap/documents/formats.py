"""Which kind of report a file is: by the name given, by its suffix, or by how it begins."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from incidentmap.documents.opening import STDIN, file_of, head_of
from incidentmap.errors import UnknownFormat, quote

#: Format → its suffixes.
FORMATS: Final[dict[str, tuple[str, ...]]] = {
    "text": (".txt", ".text"),
    "markdown": (".md", ".markdown"),
    "html": (".html", ".htm", ".xhtml"),
    "pdf": (".pdf",),
    "docx": (".docx",),
    "feed": (".rss", ".atom"),
}
#: Suffix → format.
OF_SUFFIX: Final = {suffix: name for name, suffixes in FORMATS.items() for suffix in suffixes}
_ALIASES: Final = OF_SUFFIX | {f".{name}": name for name in FORMATS}
_TABLES: Final = (".csv", ".tsv", ".xlsx", ".geojson", ".json", ".parquet", ".gpkg", ".fgb")
_OFFICE: Final = (".doc", ".odt", ".rtf", ".pages")
#: Enough of a file to tell what it is.
HEAD: Final = 4096

_FEED: Final = re.compile(rb"<(?:rss|feed|rdf:RDF|channel)[\s>]", re.IGNORECASE)
_HTML: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)


def sniffed(head: bytes) -> str | None:
    """Tell a format by the first bytes of a file; ``None`` is text, a table, or anything else.

    Examples
    --------
    >>> sniffed(b"%PDF-1.7"), sniffed(b"<!DOCTYPE html><p>"), sniffed(b'<?xml version="1.0"?><rss version="2.0">')
    ('pdf', 'html', 'feed')
    >>> sniffed(b"Two villages were shelled.") is None
    True
    """
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "docx" if b"word/" in head else None
    # UTF-16 of ASCII is ASCII with zeros between.
    marked = head.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"").lstrip()
    if not marked.startswith(b"<"):
        return None
    found = {"feed": _FEED.search(marked), "html": _HTML.search(marked)}
    places = {name: match.start() for name, match in found.items() if match}
    return min(places, key=lambda name: places[name]) if places else None


def format_of(path: str | Path, name: str | None = None, head: bytes | None = None) -> str:
    """Tell the format of a report.

    Parameters
    ----------
    path : path
    name : str, optional
        The format as the caller calls it, or one of its suffixes; it wins.
    head : bytes, optional
        The first bytes, when they are at hand.

    Raises
    ------
    UnknownFormat
        When it is none of the known ones.

    Examples
    --------
    >>> format_of("A.MD"), format_of("a", "txt")
    ('markdown', 'text')
    """
    file, suffix = file_of(path), Path(path).suffix.lower()
    if name is not None:
        key = _ALIASES.get("." + name.lower().removeprefix("."))
        if key is None:
            problem = f"nothing here reads reports in the format {quote(name)}"
            raise UnknownFormat(problem, file=file, remedy=f"use one of {', '.join(FORMATS)}")
        return key
    if suffix in OF_SUFFIX:
        return OF_SUFFIX[suffix]
    if str(path) == STDIN or not suffix or suffix == ".xml":
        told = sniffed(head if head is not None else head_of(path, HEAD))
        if told or suffix != ".xml":
            return told or "text"
        raise UnknownFormat("it is XML, and no RSS or Atom feed", file=file, remedy="save it as text or HTML")
    raise _unknown(file, suffix)


def _unknown(file: str, suffix: str) -> UnknownFormat:
    if suffix in _TABLES:
        return UnknownFormat(
            f"{quote(suffix)} is a table, not a report",
            file=file,
            remedy="use `incidentmap locate` or `incidentmap map`, which read tables of events",
        )
    if suffix in _OFFICE:
        problem = f"nothing here reads the suffix {quote(suffix)}"
        return UnknownFormat(problem, file=file, remedy="save it as DOCX, PDF or text")
    return UnknownFormat(
        f"nothing here reads reports with the suffix {quote(suffix)}",
        file=file,
        remedy=f"use one of {', '.join(OF_SUFFIX)}, or name the format ({', '.join(FORMATS)}) with --input-format",
    )


def is_report(path: str | Path, format: str | None = None) -> bool:  # noqa: A002 - the word of the readers
    """Tell whether a path is a report to read, and not a table of events.

    By the format if one is given, else by the suffix, else by how the file begins. A folder is one of reports. Nothing
    is raised: a file that is absent is a report when its suffix says so.

    Examples
    --------
    >>> is_report("news.HTML"), is_report("events.csv"), is_report("dump.bin", "txt"), is_report("a.txt", "csv")
    (True, False, True, False)
    """
    if format is not None:
        return "." + format.lower().removeprefix(".") in _ALIASES
    suffix = Path(path).suffix.lower()
    if str(path) != STDIN:
        if suffix in OF_SUFFIX:
            return True
        if suffix in _TABLES:
            return False
        if _is_folder(path):
            return True
        if suffix not in ("", ".xml"):
            return False
    head = head_of(path, HEAD)
    if sniffed(head) is not None:
        return True
    return suffix != ".xml" and _is_prose(head)


def _is_folder(path: str | Path) -> bool:
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def _is_prose(head: bytes) -> bool:
    """Tell a text from a table whose name does not: a table begins with a line of names between separators."""
    if not head.strip() or head.startswith((b"PK\x03\x04", b"PAR1", b"fgb", b"SQLite", b"{", b"[", b"\xef\xbb\xbf{")):
        return False
    lines = [line for line in head.decode("utf-8", "replace").splitlines() if line.strip()]
    first = lines[0] if lines else ""
    for separator in ",;\t|":
        cells = first.split(separator)
        even = all(abs(line.count(separator) - len(cells) + 1) <= 2 for line in lines[1:3])
        names = all(len(cell) <= 40 and not cell.strip().endswith((".", "!", "?", ":")) for cell in cells)
        if len(cells) > 2 and names and even:
            return False
    return True
