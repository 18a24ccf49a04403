"""Answers with an ETag: what the browser has already is not sent, nor even made, again."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from hashlib import blake2b
from threading import Thread
from typing import Final

import pyarrow as pa
from flask import Response, request

#: Smaller answers are not worth the work.
_GZIP_BYTES: Final = 1024
#: On this machine, larger ones take longer to compress than to send.
_NEAR_BYTES: Final = 512 * 1024
#: The quickest level: it halves the time on a slow line, and the best one would double it on a fast one.
_GZIP_LEVEL: Final = 1
#: For what is compressed once and sent often.
_GOOD_GZIP: Final = 6
_GOOD_BROTLI: Final = 5
_BEST_BROTLI: Final = 11
_LOOPBACK: Final = ("127.", "::1", "::ffff:127.")


class Kept:
    """A body that never changes, compressed before it is asked for.

    Parameters
    ----------
    body : bytes
    best : bool, optional
        Compress it as well as can be, which takes seconds: beside what else is done, and less well until then.

    Examples
    --------
    >>> kept = Kept(b"a" * 5000)
    >>> {name: len(data) < 100 for name, data in kept.packed.items()}
    {'br': True, 'gzip': True}
    """

    __slots__ = ("packed", "plain", "tag")

    def __init__(self, body: bytes, *, best: bool = False) -> None:
        self.plain = body
        self.tag = tag_of(body)
        #: How it is encoded → the body, the encoding that browsers like best first.
        self.packed = {"br": _brotli(body, _GOOD_BROTLI), "gzip": gzip.compress(body, _GOOD_GZIP, mtime=0)}
        if best:
            Thread(target=self._pack_best, daemon=True).start()

    def _pack_best(self) -> None:
        self.packed = self.packed | {"br": _brotli(self.plain, _BEST_BROTLI)}


def _brotli(body: bytes, level: int) -> bytes:
    return bytes(pa.Codec("brotli", compression_level=level).compress(body, asbytes=True))


def tag_of(*parts: str | bytes) -> str:
    """Make an entity tag of what decides an answer.

    Examples
    --------
    >>> tag_of("a", "b") == tag_of("a", "b"), tag_of("a", "b") == tag_of("ab")
    (True, False)
    """
    digest = blake2b(digest_size=12)
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8) + data)
    return digest.hexdigest()


def answer(tag: str, mimetype: str, body: Callable[[], bytes]) -> Response:
    """Answer with a body, made only when the browser does not have it.

    Parameters
    ----------
    tag : str
        Equal for equal bodies. It is sent as a weak one, so that it holds for the body compressed or not.
    mimetype : str
    body : callable
        Makes the body.
    """
    response = _empty(tag, mimetype)
    if response.status_code == 304:
        return response
    data = body()
    if _GZIP_BYTES <= len(data) <= _NEAR_BYTES and request.accept_encodings.quality("br") > 0:
        data = _brotli(data, _GOOD_BROTLI)
        response.headers["Content-Encoding"] = "br"
    elif len(data) >= _GZIP_BYTES and _accepts_gzip() and (len(data) <= _NEAR_BYTES or not _is_near()):
        data = gzip.compress(data, _GZIP_LEVEL, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    response.set_data(data)
    return response


def answer_kept(kept: Kept, mimetype: str) -> Response:
    """Answer with a body that lies ready."""
    response = _empty(kept.tag, mimetype)
    if response.status_code != 304:
        encoding = next((name for name in kept.packed if request.accept_encodings.quality(name) > 0), None)
        if encoding is not None:
            response.headers["Content-Encoding"] = encoding
        response.set_data(kept.plain if encoding is None else kept.packed[encoding])
    return response


def answer_file(tag: str, mimetype: str, name: str, chunks: Callable[[], Iterator[bytes]]) -> Response:
    """Answer with a file for keeping, piece by piece, however long it is.

    Parameters
    ----------
    tag, mimetype : str
    name : str
        What the browser calls the file.
    chunks : callable
        Makes the pieces.
    """
    response = _empty(tag, mimetype)
    if response.status_code == 304:
        return response
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    if request.method == "HEAD":
        return response
    pieces = chunks()
    if _accepts_gzip() and not _is_near():
        response.headers["Content-Encoding"] = "gzip"
        pieces = _gzipped(pieces)
    if request.environ.get("SERVER_PROTOCOL") == "HTTP/1.0":
        # Without chunks and without a length, a file that breaks off would look whole.
        response.set_data(b"".join(pieces))
    else:
        # Should a piece fail, the server logs it and closes the connection before the last chunk: browsers notice.
        response.response = pieces
    return response


def _gzipped(chunks: Iterator[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(_GZIP_LEVEL, wbits=31)
    for chunk in chunks:
        if packed := packer.compress(chunk):
            yield packed
    yield packer.flush()


def _empty(tag: str, mimetype: str) -> Response:
    response = Response(mimetype=mimetype)
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.add("Accept-Encoding")
    if request.if_none_match.contains_weak(tag):
        response.status_code = 304
    return response


def _accepts_gzip() -> bool:
    return request.accept_encodings.quality("gzip") > 0


def _is_near() -> bool:
    return (request.remote_addr or "").startswith(_LOOPBACK)
