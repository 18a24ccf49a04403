"""Check that a PBF file is whole and safe before libosmium reads it.

libosmium takes strings as ending at the first zero byte and so reads beyond its memory when a file has one inside a
tag. No honest file does; a hostile one must give a message, not a crash. The check also finds a file cut short, and
says where.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from incidentmap.errors import UnreadableFile

#: The limits that the format sets.
_HEADER_BYTES: Final = 64 * 1024
_BLOB_BYTES: Final = 32 * 1024 * 1024
_AGAIN: Final = "download it again"


class _Broken(ValueError):
    """A part of the file is not as the format says."""


def check(path: Path) -> None:
    """Walk the file from blob to blob.

    Raises
    ------
    UnreadableFile
        When it is empty, not a PBF file, cut short, damaged, or has a zero byte in a text.

    Examples
    --------
    >>> check(Path("tests/data/events.csv"))
    Traceback (most recent call last):
    incidentmap.errors.UnreadableFile: tests/data/events.csv: it is not an OpenStreetMap PBF file (...
    """
    try:
        with path.open("rb") as stream:
            if _walk(stream) == 0:
                raise UnreadableFile("it is empty", file=str(path), remedy=_AGAIN)
    except _Broken as error:
        raise UnreadableFile(str(error), file=str(path), remedy=_AGAIN) from error
    except OSError as error:
        if isinstance(error, UnreadableFile):
            raise
        raise UnreadableFile(f"it cannot be read ({error})", file=str(path), remedy="check the path") from error


def _walk(stream: BinaryIO) -> int:
    """Check every blob; return how many there are."""
    count = 0
    while size := stream.read(4):
        at = stream.tell() - len(size)
        length = int.from_bytes(size, "big")
        if count == 0 and not 0 < length <= _HEADER_BYTES:
            raise _Broken("it is not an OpenStreetMap PBF file (its first bytes are of something else)")
        try:
            kind, data = _blob(stream, size, length)
        except _Broken as error:
            raise _Broken(f"it is damaged at byte {at:,} ({error})") from error
        if count == 0 and kind != b"OSMHeader":
            raise _Broken("it is not an OpenStreetMap PBF file (it does not begin with a header)")
        if kind == b"OSMData" and _has_zero(data):
            raise _Broken(f"a text in the block at byte {at:,} has a zero byte in it")
        count += 1
    return count


def _blob(stream: BinaryIO, size: bytes, length: int) -> tuple[bytes, bytes]:
    header = stream.read(length) if len(size) == 4 and length <= _HEADER_BYTES else b""
    if not header or len(header) < length:
        raise _Broken("it ends too early")
    fields = _once(header)
    data_size = fields.get(3)
    kind = fields.get(1)
    if not isinstance(kind, bytes) or not isinstance(data_size, int) or not 0 <= data_size <= _BLOB_BYTES:
        raise _Broken("a block has no kind or size")
    body = stream.read(data_size)
    if len(body) < data_size:
        raise _Broken("it ends too early")
    return kind, _unpacked(_once(body))


def _once(message: bytes) -> dict[int, int | bytes]:
    """Read fields that may stand once; of two, another program might take the other."""
    fields: dict[int, int | bytes] = {}
    for number, value in _fields(message):
        if number in fields:
            raise _Broken("a block says the same thing twice")
        fields[number] = value
    return fields


def _unpacked(blob: dict[int, int | bytes]) -> bytes:
    raw, packed = blob.get(1), blob.get(3)
    if raw is not None and packed is not None:
        raise _Broken("a block has two bodies")
    if isinstance(raw, bytes):
        return raw
    if not isinstance(packed, bytes):
        raise _Broken("a block is packed in a way that is not zlib")
    try:
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(packed, _BLOB_BYTES)
    except zlib.error as error:
        raise _Broken(f"a block cannot be unpacked, {error}") from error
    if not unpacker.eof:
        raise _Broken("a block is cut, or unpacks to more than the format allows")
    return data


def _has_zero(block: bytes) -> bool:
    """Tell whether a text of the block's table of strings (field 1) has a zero byte."""
    for number, table in _fields(block):
        if number != 1 or not isinstance(table, bytes):
            continue
        # The first string is empty by custom: tag 0x0a, length 0. Zeros beyond it are rare, so look closer only then.
        rest = table[2:] if table.startswith(b"\x0a\x00") else table
        if b"\x00" in rest and any(isinstance(text, bytes) and b"\x00" in text for _, text in _fields(rest)):
            return True
    return False


def _fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Read a protocol buffer: number and value of each field."""
    at, end = 0, len(message)
    while at < end:
        key, at = _varint(message, at)
        wire = key & 7
        if wire == 0:
            value, at = _varint(message, at)
            yield key >> 3, value
            continue
        length, at = _varint(message, at) if wire == 2 else ({1: 8, 5: 4}.get(wire, end + 1), at)
        if at + length > end:
            raise _Broken(f"a field runs over the end of its block, at {at:,}")
        yield key >> 3, message[at : at + length]
        at += length


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(message) and shift < 64:
        byte = message[at]
        value |= (byte & 0x7F) << shift
        at += 1
        if byte < 0x80:
            return value, at
        shift += 7
    raise _Broken("a number runs over the end of its block")
