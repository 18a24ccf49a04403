"""Bytes → lines of text, in bounded memory."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import Final

from incidentmap.errors import BadValue, quote
from incidentmap.records.cells import LONGEST_ROW
from incidentmap.records.opening import Hashed

_CHUNK: Final = 1 << 20

#: Stands for a line that was longer than a row may be, and was thrown away piece by piece.
TOO_LONG: Final = "\0too long\0"

#: A file that says its own encoding is believed.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: A carriage return at the very end may be half of CR LF: it ends a line only when more is known.
_LINE_END: Final = re.compile(r"\r\n|\n|\r(?!\Z)")


class BadBytes(Exception):
    """Bytes that are not text: their offset in the file, the first of them, and the text of the line before them."""

    def __init__(self, offset: int, byte: int, line: str, encoding: str) -> None:
        super().__init__(offset)
        self.offset, self.byte, self.line, self.encoding = offset, byte, line, encoding


def lines_of(stream: Hashed, encoding: str, file: str) -> Iterator[str]:
    r"""Split a file into lines, with their ends. Never more than one line and two megabytes are held.

    Parameters
    ----------
    stream : Hashed
    encoding : str
        Used where the file does not begin with a byte order mark.
    file : str
        For messages.

    Yields
    ------
    str
        A line, or :data:`TOO_LONG` in place of one of more than ``LONGEST_ROW`` characters.

    Raises
    ------
    BadValue
        When there is no such encoding.
    BadBytes
        When bytes are not text in the encoding, after the lines before them.

    Examples
    --------
    >>> list(lines_of(Hashed(io.BytesIO("\ufeffa,b\r\n1,2".encode())), "utf-8", "a.csv"))
    ['a,b\r\n', '1,2']
    """
    first = stream.read(4)
    mark, encoding = next(((mark, name) for mark, name in _MARKS if first.startswith(mark)), (b"", encoding))
    decoder = _Decoder(encoding, file, len(mark))
    carry, skipping, data = "", False, first[len(mark) :]
    more = bool(first)
    while more:
        chunk = stream.read(_CHUNK)
        more = bool(chunk)
        text = carry + decoder.decode(data + chunk, final=not more)
        data = b""
        if skipping and (end := _LINE_END.search(text)):
            yield TOO_LONG
            text, skipping = text[end.end() :], False
        cut = len(text) if not more and decoder.error is None else _last_end(text)
        if not skipping:
            yield from io.StringIO(text[:cut], newline="")
            carry = text[cut:]
        if decoder.error is not None:
            raise BadBytes(decoder.offset, decoder.byte, carry, encoding) from decoder.error
        if skipping or len(carry) > LONGEST_ROW:
            skipping, carry = True, text[-1:] if text.endswith("\r") else ""
    if skipping:
        yield TOO_LONG


def _last_end(text: str) -> int:
    return max(text.rfind("\n"), text.rfind("\r", 0, max(len(text) - 1, 0))) + 1


class _Decoder:
    """An incremental decoder that gives the text before a bad byte first, and then says where the byte is."""

    def __init__(self, encoding: str, file: str, start: int) -> None:
        try:
            self._decoder = codecs.getincrementaldecoder(encoding)()
            self._decoder.decode(b"")
        except (LookupError, TypeError, UnicodeError) as error:
            raise BadValue(
                f"there is no text encoding {quote(encoding)}", file=file, remedy="use utf-8, cp1251, cp1252 or utf-16"
            ) from error
        self._encoding = encoding
        self._read = start
        self.error: UnicodeDecodeError | None = None
        self.offset = self.byte = 0

    def decode(self, data: bytes, *, final: bool) -> str:
        self._read += len(data)
        try:
            return self._decoder.decode(data, final=final)
        except UnicodeDecodeError as error:
            self.error = error
            # The decoder's object ends where the data ends; it may begin earlier, with bytes it had kept.
            self.offset = self._read - len(error.object) + error.start
            self.byte = error.object[error.start]
            return error.object[: error.start].decode(self._encoding, "replace")
