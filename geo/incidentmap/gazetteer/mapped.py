"""The memory-mapped companion of the gazetteer: NumPy arrays in one file, written once, opened without reading them.

A file is a fixed head of 32 bytes (magic, version, length and checksum of the header, size of the whole file), a JSON
header that says where each array lies, and the arrays, little-endian, each at a multiple of 64 bytes. Opening costs
the head and the header; the pages of an array are read by the kernel when they are first touched, and shared between
processes.
"""

from __future__ import annotations

import json
import math
import mmap
import os
import struct
import zlib
from collections.abc import Iterator, Mapping
from operator import index
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from incidentmap.errors import GazetteerCorrupt, UnreadableFile

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: The first eight bytes of every file; the line end shows a transfer in text mode at once.
MAGIC: Final = b"IMGZARR\n"
#: Raised when an older reader would misread the file.
VERSION: Final = 1
#: Where arrays start: a cache line, and what the widest vector instructions like.
ALIGNMENT: Final = 64
#: Bytes written at a time, so that an array of another byte order or a slice is never copied whole.
_BLOCK: Final = 1 << 24
#: Magic, version, header length, header CRC-32, reserved, file size.
_HEAD: Final = struct.Struct("<8sIIIIQ")
#: What an array may hold, and how `memoryview` calls it.
_FORMATS: Final[dict[str, Any]] = {
    "|b1": "?", "|u1": "B", "|i1": "b", "<u2": "H", "<i2": "h", "<u4": "I", "<i4": "i", "<u8": "Q", "<i8": "q",
    "<f4": "f", "<f8": "d",
}  # fmt: skip
_REMEDY: Final = "run 'incidentmap gazetteer build', which puts a new one in its place"


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]], meta: Mapping[str, str]) -> None:
    """Write arrays to one file, which replaces what stood there only when it is complete.

    Parameters
    ----------
    path : Path
        The file to make. A file that others have open under that name stays as they opened it.
    arrays : mapping of str to array
        Booleans, integers or floats of any shape. A `numpy.memmap` is copied block by block.
    meta : mapping of str to str
        Small facts about them, read with the header.

    Raises
    ------
    TypeError
        When an array holds anything else, such as objects or text.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp(), "companion.arrays")
    >>> write_arrays(path, {"number": np.arange(3)}, {"made": "today"})
    >>> with Arrays(path) as opened:
    ...     opened.meta["made"], opened.view("number")[2]
    ('today', 2)
    """
    entries: list[dict[str, Any]] = []
    position = 0
    for name, array in arrays.items():
        kind = np.dtype(array.dtype).newbyteorder("<").str
        if kind not in _FORMATS:
            raise TypeError(f"array {name!r} holds {array.dtype}, not booleans, integers or floats")
        entries.append({"name": name, "dtype": kind, "shape": list(array.shape), "offset": position})
        position = _aligned(position + array.nbytes)
    # Offsets count from the first array, so that they do not depend on how long the header gets.
    header = json.dumps({"meta": dict(meta), "arrays": entries}, separators=(",", ":")).encode("ascii")
    start = _aligned(_HEAD.size + len(header))
    end = max((start + e["offset"] + a.nbytes for e, a in zip(entries, arrays.values(), strict=True)), default=start)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with unfinished.open("wb") as file:
            file.write(_HEAD.pack(MAGIC, VERSION, len(header), zlib.crc32(header), 0, end))
            file.write(header)
            for entry, array in zip(entries, arrays.values(), strict=True):
                file.write(bytes(start + entry["offset"] - file.tell()))
                for block in _blocks(array, entry["dtype"]):
                    file.write(block)
            file.write(bytes(end - file.tell()))
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _aligned(position: int) -> int:
    return -(-position // ALIGNMENT) * ALIGNMENT


def _blocks(array: NDArray[Any], kind: str) -> Iterator[memoryview]:
    """Give an array's bytes in C order, a block at a time."""
    if array.ndim > 1 and not array.flags.c_contiguous:
        for row in array:
            yield from _blocks(row, kind)
        return
    flat = array.reshape(-1)  # a view: one dimension, or contiguous
    step = _BLOCK // array.itemsize
    for first in range(0, flat.size, step):
        yield memoryview(np.ascontiguousarray(flat[first : first + step], dtype=kind).data).cast("B")


class Arrays:
    """The arrays of one file, mapped into memory and read-only. Safe to share between threads.

    Parameters
    ----------
    path : Path
        A file of :func:`write_arrays`.

    Raises
    ------
    UnreadableFile
        When there is no such file, or it may not be read.
    GazetteerCorrupt
        When it is cut short, something else, damaged in its header, or written by a newer version.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp(), "companion.arrays")
    >>> write_arrays(path, {"lon": np.array([[1.5, 2.5]])}, {})
    >>> with Arrays(path) as opened:
    ...     opened["lon"].tolist(), "lat" in opened, list(opened)
    ([[1.5, 2.5]], False, ['lon'])
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._memory = self._map()
        try:
            self.meta, self._entries = self._read_header(self._memory)
        except BaseException:
            self._memory.close()
            raise

    def _map(self) -> mmap.mmap:
        try:
            with self.path.open("rb") as file:
                if os.fstat(file.fileno()).st_size < _HEAD.size:
                    raise self._corrupt("it is too short to be one")
                return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except OSError as error:
            reason = error.strerror or str(error)
            raise UnreadableFile(f"it cannot be opened ({reason})", file=str(self.path), remedy=_REMEDY) from error

    def _read_header(self, memory: mmap.mmap) -> tuple[dict[str, str], dict[str, tuple[str, tuple[int, ...], int]]]:
        magic, version, length, checksum, _, size = _HEAD.unpack_from(memory)
        if magic != MAGIC:
            raise self._corrupt("it does not begin as one does")
        if version != VERSION:
            raise self._corrupt(f"its version is {version}, and this program reads version {VERSION}")
        if size != len(memory):
            raise self._corrupt(f"it is {len(memory):,} bytes long instead of {size:,}")
        text = memory[_HEAD.size : _HEAD.size + length]
        if len(text) != length or zlib.crc32(text) != checksum:
            raise self._corrupt("its header is damaged")
        try:
            header = json.loads(text)
            meta = {str(key): str(value) for key, value in header["meta"].items()}
            start = _aligned(_HEAD.size + length)
            entries = {
                e["name"]: (e["dtype"], tuple(map(index, e["shape"])), start + index(e["offset"]))
                for e in header["arrays"]
            }
            for kind, shape, offset in entries.values():
                if min(shape, default=0) < 0 or not start <= offset <= size - _bytes(kind, shape):
                    raise ValueError("an array lies outside the file")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise self._corrupt(f"its header makes no sense ({error})") from error
        return meta, entries

    def __getitem__(self, name: str) -> NDArray[Any]:
        """Return a read-only array that shares the file's memory; :exc:`KeyError` when there is none of that name."""
        kind, shape, offset = self._entries[name]
        # Over a memoryview, which holds the map: numpy.ndarray(buffer=…) does not, and would read memory given back.
        held = memoryview(self._memory)[offset : offset + _bytes(kind, shape)]
        return np.frombuffer(held, kind).reshape(shape) if len(held) else _empty(kind, shape)

    def view(self, name: str) -> memoryview[Any]:
        """Return an array as a flat memoryview, whose items are plain Python numbers and come several times faster."""
        kind, shape, offset = self._entries[name]
        flat: memoryview[Any] = memoryview(self._memory)[offset : offset + _bytes(kind, shape)].cast(_FORMATS[kind])
        return flat

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def rest(self) -> None:
        """Give back the memory that pages of the file take; they are there again when they are next looked at."""
        if hasattr(mmap, "MADV_DONTNEED") and not self._memory.closed:
            self._memory.madvise(mmap.MADV_DONTNEED)

    def close(self) -> None:
        """Let the file go. Arrays and views still in use keep its memory until they are gone too."""
        try:
            self._memory.close()
        except BufferError:  # an array is still in use; the map ends with the last of them
            return

    def __enter__(self) -> Arrays:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _corrupt(self, problem: str) -> GazetteerCorrupt:
        return GazetteerCorrupt(
            f"it is not a gazetteer's index that can be read: {problem}", file=str(self.path), remedy=_REMEDY
        )


def _empty(kind: str, shape: tuple[int, ...]) -> NDArray[Any]:
    array = np.empty(shape, kind)  # numpy.frombuffer refuses to read nothing
    array.flags.writeable = False
    return array


def _bytes(kind: str, shape: tuple[int, ...]) -> int:
    if kind not in _FORMATS:
        raise ValueError(f"arrays of {kind!r} are unknown")
    return math.prod(shape) * np.dtype(kind).itemsize
