"""Bytes → text: which encoding a file is in, and its text, whatever the bytes."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import IO, Final, NamedTuple

from incidentmap.documents.content import clean
from incidentmap.documents.cyrillic import cyrillic_encoding
from incidentmap.errors import BadValue, UnreadableFile, WrongEncoding, quote

_CHUNK: Final = 1 << 16
#: So many bytes of the places that are not ASCII tell the encoding.
_SAMPLE: Final = 1 << 18
#: A file whose beginning has a larger share of control characters is not text.
_MOST_CONTROLS: Final = 0.05

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: How files begin that are not text, whatever they are called.
_BINARY: Final = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive, as DOCX and XLSX are"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3", "a database"),
)
_CONTROL: Final = bytes(c for c in range(32) if c not in b"\t\n\r\x0b\x0c\x1b") + b"\x7f"
#: What stands at the same place in all of Windows' one-byte encodings: quotes, dashes and the like.
_SHARED: Final = (
    b"\x82\x84\x85\x86\x87\x89\x8b\x91\x92\x93\x94\x95\x96\x97\x99\x9b\xa0\xa7\xa9\xab\xae\xb0\xb1\xb6\xb7\xbb"
)
_ASCII: Final = bytes(range(128))
#: Encodings that are asked for where a text is neither UTF nor Cyrillic; a free choice falls for exotic ones.
_OTHERS: Final = (
    "cp1252 cp1250 cp1253 cp1254 cp1255 cp1256 cp1257 iso8859_2 gb18030 big5 shift_jis euc_jp euc_kr".split()
)
#: Codecs that make text, and are no encodings of files.
_NO_FILES: Final = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"})
_WORD_BREAK: Final = re.compile(rb"[^\n]{0,2000}\n?")


class Encoding(NamedTuple):
    """An encoding, the length of the byte order mark, and whether the caller asked for it."""

    name: str
    mark: int
    asked: bool


def encoding_of(stream: IO[bytes], file: str, asked: str | None = None) -> Encoding:
    """Find the encoding of a file; the stream is at its beginning afterwards.

    A byte order mark tells it; else the caller does; else the bytes: UTF-8, UTF-16, Cyrillic, and then the others.

    Raises
    ------
    UnreadableFile
        When it is no text at all.
    BadValue
        When the encoding asked for does not exist.

    Examples
    --------
    >>> encoding_of(io.BytesIO("Бои у Козинки, сообщает штаб".encode("koi8-r")), "a.txt").name
    'koi8-u'
    """
    name = None if asked is None else _known(asked, file)
    stream.seek(0)
    head = stream.read(_CHUNK)
    stream.seek(0)
    for mark, marked in _MARKS:
        if head.startswith(mark):
            return Encoding(marked, len(mark), asked is not None)
    if name is not None:
        return Encoding(name, 0, asked=True)
    kind = next((kind for magic, kind in _BINARY if head.startswith(magic)), None)
    wide = None if kind else _wide(head)
    if wide is None:
        _refuse_binary(head, kind, file)
    return Encoding(wide or _narrow(stream), 0, asked=False)


def texts_of(stream: IO[bytes], encoding: Encoding, file: str) -> Iterator[str]:
    r"""Decode a file in pieces; every piece is clean, and no character is moved by cleaning.

    Raises
    ------
    WrongEncoding
        When the caller asked for an encoding and the bytes are not in it. Otherwise such bytes become U+FFFD.

    Examples
    --------
    >>> "".join(texts_of(io.BytesIO(b"Kyiv\xff!"), Encoding("utf-8", 0, False), "a.txt"))
    'Kyiv�!'
    """
    decoder = codecs.getincrementaldecoder(encoding.name)("strict" if encoding.asked else "replace")
    stream.seek(encoding.mark)
    at, carry = encoding.mark, ""
    more = True
    while more:
        chunk = stream.read(_CHUNK)
        more = bool(chunk)
        try:
            text = carry + decoder.decode(chunk, final=not more)
        except UnicodeError as error:
            raise _wrong(encoding.name, at, chunk, error, file) from error
        at += len(chunk)
        # The second half of CR LF may be in the next chunk.
        carry = "\r" if more and text.endswith("\r") else ""
        text = text[: len(text) - len(carry)]
        if encoding.asked and text.count("\0") > len(text) * _MOST_CONTROLS:
            raise WrongEncoding(
                f"it is full of NUL characters when read as {encoding.name}",
                file=file,
                remedy="leave --encoding out, or try --encoding utf-16-le",
            )
        if text:
            yield clean(text)


def decoded(data: bytes, file: str, asked: str | None = None) -> str:
    """Decode all bytes of a file.

    Examples
    --------
    >>> decoded("Бої біля Сум і Харкова, є загиблі".encode("cp1251"), "a.txt")
    'Бої біля Сум і Харкова, є загиблі'
    """
    stream = io.BytesIO(data)
    return "".join(texts_of(stream, encoding_of(stream, file, asked), file))


def is_encoding(name: str) -> bool:
    """Tell whether a name is an encoding of text files.

    Examples
    --------
    >>> is_encoding("Windows-1251"), is_encoding("rot13"), is_encoding("unicode_escape"), is_encoding("nonsense")
    (True, False, False, False)
    """
    try:
        info = codecs.lookup(name)
        info.incrementaldecoder().decode(b"")
    except (LookupError, TypeError, ValueError):
        return False
    return bool(getattr(info, "_is_text_encoding", True)) and info.name.replace("-", "_") not in _NO_FILES


def _known(name: str, file: str) -> str:
    if not is_encoding(name):
        remedy = "use utf-8, cp1251, koi8-u, cp1252 or utf-16, or leave --encoding out"
        raise BadValue(f"there is no text encoding {quote(name)}", file=file, remedy=remedy)
    return name


def _wrong(name: str, at: int, chunk: bytes, error: UnicodeError, file: str) -> WrongEncoding:
    told = f"its bytes are not {name}"
    if isinstance(error, UnicodeDecodeError):
        # The decoder's object may begin before the chunk, with bytes that it had kept.
        offset = at + len(chunk) - len(error.object) + error.start
        told = f"byte 0x{error.object[error.start]:02x} at offset {offset:,} is not {name}"
    return WrongEncoding(told, file=file, remedy="leave --encoding out to have it found, or name the right one")


def _wide(head: bytes) -> str | None:
    """Tell UTF-16 without a mark: of every two bytes one is 0 (Latin) or 4 (Cyrillic), and the other hardly ever."""
    sides = head[0:4096:2], head[1:4096:2]
    if len(sides[1]) < 2:
        return None
    big, little = ((side.count(0) + side.count(4)) / len(side) for side in sides)
    if little > 0.7 and big < 0.2:
        return "utf-16-le"
    return "utf-16-be" if big > 0.7 and little < 0.2 else None


def _refuse_binary(head: bytes, kind: str | None, file: str) -> None:
    if kind is None and len(head) - len(head.translate(None, _CONTROL)) <= len(head) * _MOST_CONTROLS:
        return
    raise UnreadableFile(
        f"it is not text: it begins like {kind}" if kind else "it is not text, it is full of control characters",
        file=file,
        remedy="name its format with --input-format (text, markdown, html, pdf, docx, feed), or save it as text",
    )


def _narrow(stream: IO[bytes]) -> str:
    """Tell UTF-8 from the encodings of one byte a letter, of a whole file."""
    strict = codecs.getincrementaldecoder("utf-8")("strict")
    sample, valid = bytearray(), True
    while chunk := stream.read(_CHUNK):
        if valid:
            try:
                strict.decode(chunk)
            except UnicodeDecodeError:
                valid = False
        if not chunk.isascii() and len(sample) < _SAMPLE:
            sample += chunk
        if not valid and len(sample) >= _SAMPLE:
            break
    stream.seek(0)
    if valid and not strict.getstate()[0]:
        return "utf-8"
    return _of_sample(bytes(sample))


def _of_sample(sample: bytes) -> str:
    text = sample.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", text)))
    # One slip in a file of UTF-8 (a cut, a pasted byte) must not turn all of it into other letters.
    if good > 4 * bad or not bad:
        return "utf-8"
    high = sample.translate(None, _ASCII)
    if not high.translate(None, _SHARED):
        return "cp1252"
    lines = b"".join(row for row in _WORD_BREAK.findall(sample) if not row.isascii())[: _SAMPLE // 8]
    return cyrillic_encoding(lines) or _other(lines)


def _other(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(_OTHERS)).best()
    return best.encoding if best is not None else "cp1252"
