"""What a format's reader hands over: a text with what the file says about it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final, NamedTuple

from incidentmap.errors import EmptyInput

#: The longest title kept.
LONGEST_TITLE: Final = 300

_SPACES: Final = re.compile(r"[^\S\n]+")
_BLANK: Final = re.compile(r"\n{3,}")
#: Hyphens that show only where a line breaks, and marks without width: they hide a word from look-up.
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_BREAKS: Final = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_NOT_TEXT: Final = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")


class Content(NamedTuple):
    """A text, and what the file itself says of it. ``part`` tells several contents of one file apart."""

    text: str
    title: str | None = None
    url: str | None = None
    published: date | None = None
    licence: str | None = None
    part: str = ""
    offset: int = 0


def clean(text: str) -> str:
    r"""Make any text safe to work on without moving a character: line ends are line feeds, controls are spaces.

    Examples
    --------
    >>> clean("one\r\ntwo\rthree\x00four\ud800")
    'one \ntwo\nthree four\ufffd'
    """
    text = text.replace("\r\n", " \n")
    text = _BREAKS.sub("\n", text)
    return _SURROGATE.sub("\ufffd", _NOT_TEXT.sub(" ", text))


def tidy(text: str) -> str:
    r"""Tidy text taken out of a page or a feed: one space between words, at most one blank line, composed letters.

    Examples
    --------
    >>> tidy(" Гра\u00adйворон \u00a0 и  Козинка\n\n\n\nи\u0306 ")
    'Грайворон и Козинка\n\nй'
    """
    text = unicodedata.normalize("NFC", _SPACES.sub(" ", clean(text).translate(_INVISIBLE)))
    lines = (line.strip() for line in text.split("\n"))
    return _BLANK.sub("\n\n", "\n".join(lines)).strip()


def line(text: object) -> str | None:
    r"""Make a title of any value: one tidy line, or ``None`` when there is nothing in it.

    Examples
    --------
    >>> line(" Shelling\nnear Kozinka "), line("  "), line(None)
    ('Shelling near Kozinka', None, None)
    """
    if not isinstance(text, str):
        return None
    words = " ".join(tidy(text[: 4 * LONGEST_TITLE]).split())
    return words[:LONGEST_TITLE] or None


def web_address(text: object) -> str | None:
    """Keep an address only when it is one of the web: a link in a map must not run anything.

    Examples
    --------
    >>> web_address(" https://example.org/a "), web_address("javascript:alert(1)"), web_address("/a")
    ('https://example.org/a', None, None)
    """
    if not isinstance(text, str):
        return None
    address = text.strip()
    if not address.lower().startswith(("http://", "https://")) or len(address) > 2_000:
        return None
    return address if address.isprintable() and not set(address) & set(" <>\"'\\`{}|^") else None


def no_text(file: str, remedy: str) -> EmptyInput:
    """Make the error for a file that holds no text.

    Examples
    --------
    >>> print(no_text("a.html", "check the page"))
    a.html: there is no text in it. To mend it: check the page.
    """
    return EmptyInput("there is no text in it", file=file, remedy=remedy)
