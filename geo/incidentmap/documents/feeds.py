"""RSS and Atom: each entry is a report of its own, with its own day. Read from bytes; no address is ever opened."""

from __future__ import annotations

import io
import logging
import warnings
from datetime import date
from typing import Any, Final

from incidentmap.documents.content import Content, line, web_address
from incidentmap.documents.dates import stated_date
from incidentmap.documents.decoding import decoded
from incidentmap.documents.formats import sniffed
from incidentmap.documents.visible import fragment_text
from incidentmap.errors import UnreadableFile

#: Entries beyond these are not read; a feed holds some dozens.
MOST_ENTRIES: Final = 20_000


def read_feed(data: bytes, file: str, encoding: str | None = None) -> list[Content]:
    r"""Read the entries of a feed. ``part`` is the number of the entry, from 1.

    Raises
    ------
    UnreadableFile
        When it is no feed.

    Examples
    --------
    >>> feed = b"<rss version='2.0'><channel><item><title>Shelling</title><description>Two hurt.</description></item>"
    >>> [(entry.part, entry.text) for entry in read_feed(feed, "a.rss")]
    [('1', 'Shelling\n\nTwo hurt.')]
    """
    if encoding is not None:
        data = _recoded(decoded(data, file, encoding))
    found = _parsed(data)
    entries = found.get("entries") or [] if found is not None else []
    if not entries and (found is None or not found.get("version")) and sniffed(data[:4096]) != "feed":
        raise UnreadableFile(
            "it is no RSS or Atom feed",
            file=file,
            remedy="save the feed itself, not a page about it, or name another format with --input-format",
        )
    licence = _licence(found.get("feed") or {}) if found is not None else None
    contents = (_entry(entry, str(number), licence) for number, entry in enumerate(entries[:MOST_ENTRIES], start=1))
    return [content for content in contents if content is not None]


def _recoded(text: str) -> bytes:
    """Encode a feed anew, without the declaration that names the old encoding."""
    body = text.lstrip("\ufeff \t\r\n")
    if body.startswith("<?xml") and (end := body.find("?>")) >= 0:
        body = body[end + 2 :]
    return b'<?xml version="1.0" encoding="utf-8"?>' + body.encode("utf-8", "replace")


def _parsed(data: bytes) -> dict[str, Any] | None:
    import feedparser

    logging.getLogger("feedparser").addHandler(logging.NullHandler())
    try:
        with warnings.catch_warnings():
            # Odd feeds make its parts warn of themselves, which no user can mend.
            warnings.simplefilter("ignore")
            # A stream, and never a string: a string that looks like an address would be fetched.
            parsed: dict[str, Any] = feedparser.parse(io.BytesIO(data), resolve_relative_uris=False)
    except Exception:  # noqa: BLE001 - hostile feeds break it in many ways; what to say of them is one and the same
        return None
    return parsed


def _entry(entry: dict[str, Any], part: str, licence: str | None) -> Content | None:
    title = line(fragment_text(_string(entry.get("title"))))
    text = _body(entry)
    # Feeds of messages repeat the beginning of the text as its title.
    repeated = title is None or text[: len(title) + 20].replace("\n", " ").startswith(title.rstrip(" .…")[:200])
    text = text if repeated else f"{title}\n\n{text}".strip()
    if not text:
        return None
    return Content(text, title, web_address(entry.get("link")), _published(entry), _licence(entry) or licence, part)


def _body(entry: dict[str, Any]) -> str:
    """Take the longest of an entry's texts: a summary is often the beginning of the content."""
    contents = entry.get("content")
    values = [part.get("value") for part in contents if isinstance(part, dict)] if isinstance(contents, list) else []
    texts = [fragment_text(_string(value)) for value in [*values, entry.get("summary")] if value]
    return max(texts, key=len, default="")


def _published(entry: dict[str, Any]) -> date | None:
    # Asked for "updated", an entry that has none answers with "published", and a warning: look what is there first.
    there = set(entry)
    days = (stated_date(entry[key]) for key in ("published", "created", "updated") if key in there)
    return next((day for day in days if day), None)


def _licence(entry: dict[str, Any]) -> str | None:
    return line(entry.get("license")) or line(entry.get("rights"))


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
