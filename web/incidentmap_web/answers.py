"""Answers with an ETag: what the browser has already is not sent, nor even made, again."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from hashlib import blake2b
from typing import Final

from flask import Response, request

#: Smaller answers are not worth the work.
_GZIP_BYTES: Final = 1024
#: On this machine, larger ones take longer to compress than to send.
_NEAR_BYTES: Final = 512 * 1024
#: The quickest level: it halves the time on a slow line, and the best one would double it on a fast one.
_GZIP_LEVEL: Final = 1
#: For what is compressed once and sent often.
_BEST_LEVEL: Final = 9
_LOOPBACK: Final = ("127.", "::1", "::ffff:127.")


class Kept:
    """A body that never changes, compressed once as well as can be.

    Examples
    --------
    >>> kept = Kept(b"a" * 5000)
    >>> len(kept.plain), len(kept.packed) < 100
    (5000, True)
    """

    __slots__ = ("packed", "plain", "tag")

    def __init__(self, body: bytes, *, level: int = _BEST_LEVEL) -> None:
        self.plain = body
        # The time in gzip's header would make equal answers differ.
        self.packed = gzip.compress(body, level, mtime=0)
        self.tag = tag_of(body)


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
    if len(data) >= _GZIP_BYTES and _accepts_gzip() and (len(data) <= _NEAR_BYTES or not _is_near()):
        data = gzip.compress(data, _GZIP_LEVEL, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    response.set_data(data)
    return response


def answer_kept(kept: Kept, mimetype: str) -> Response:
    """Answer with a body that lies ready."""
    response = _empty(kept.tag, mimetype)
    if response.status_code != 304:
        if _accepts_gzip():
            response.headers["Content-Encoding"] = "gzip"
        response.set_data(kept.packed if _accepts_gzip() else kept.plain)
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
    if response.status_code == 304 or request.method == "HEAD":
        return response
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    if _accepts_gzip() and not _is_near():
        response.headers["Content-Encoding"] = "gzip"
        response.response = _gzipped(chunks())
    else:
        response.response = chunks()
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
