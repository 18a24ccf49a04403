"""One address → one file: resumed after a break, checked, and only then put in the place of what stood there.

The bytes go to ``NAME.part``, and ``NAME.part.json`` beside it says which version of the file they are of.
"""

from __future__ import annotations

import http.client
import json
import os
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from ipaddress import ip_address
from pathlib import Path
from typing import Any, BinaryIO, Final
from urllib.parse import urljoin, urlsplit

from incidentmap.errors import BadValue, OutputError, UnreadableFile, quote
from incidentmap.gazetteer.lock import locked

#: Told the bytes that are here, and the bytes of the whole where the server says so.
Progress = Callable[[int, int | None], None]

#: So often a download is tried before it is given up; what came is kept, and the next run goes on from there.
TRIES: Final = 4
#: Seconds before the second try; doubled before each further one.
FIRST_WAIT: Final = 1.0
#: Seconds without a byte after which a server counts as silent.
SILENCE: Final = 30.0
#: GeoNames' largest file has 0.4 GB; a stream that goes on beyond this is not one of its files.
MOST_BYTES: Final = 8 << 30
_BLOCK: Final = 1 << 18
_OFFLINE: Final = (
    "check the connection and the proxy (https_proxy), or download it elsewhere, copy it here, "
    "and run 'incidentmap gazetteer add FILE'"
)
#: Answers that another try may better: a timeout, too many requests, and the server's own troubles.
_PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})


class _Again(Exception):
    """A try failed in a way that the next may not."""


def download(url: str, target: Path, check: Callable[[Path], None], *, progress: Progress) -> Path:
    """Fetch a file, check it, and put it in place.

    Parameters
    ----------
    url : str
        https, or http to this machine itself.
    target : Path
        Where the file goes. What stands there is replaced at the end, at once; when anything fails it is untouched.
    check : callable
        Called with the finished file before it goes in place; raises :class:`UnreadableFile` to refuse it.
    progress : callable
        See :data:`Progress`.

    Raises
    ------
    BadValue
        When the address is not one that may be asked.
    UnreadableFile
        When the server cannot be reached, does not have the file, breaks off too often, or sends something else.
    OutputError
        When the file cannot be written, or another process is fetching it.

    Examples
    --------
    >>> download("ftp://example.org/RU.zip", Path("RU.zip"), lambda path: None, progress=lambda *_: None)
    Traceback (most recent call last):
    incidentmap.errors.BadValue: 'ftp://example.org/RU.zip' is not an https address. To mend it: ...
    """
    refuse_unsafe(url)
    with locked(target.with_name(f"{target.name}.lock"), wait=0, stale=86_400):
        part = _Part(target, url)
        _until_whole(url, part, progress)
        try:
            check(part.path)
        except UnreadableFile as error:
            part.discard()
            raise UnreadableFile(error.problem, file=url, remedy=_OFFLINE) from error
        with writing(part.path):
            part.path.replace(target)
            part.about.unlink(missing_ok=True)
    return target


def refuse_unsafe(url: str) -> None:
    """Stop unless an address is https, or http to this machine itself.

    Examples
    --------
    >>> refuse_unsafe("http://127.0.0.1:8000/RU.zip")
    >>> refuse_unsafe("http://example.org/")
    Traceback (most recent call last):
    incidentmap.errors.BadValue: 'http://example.org/' is not an https address. To mend it: ...
    """
    if not _is_safe(url):
        raise BadValue(
            f"{quote(url)} is not an https address",
            remedy="give one that starts with https:// (http:// is for 127.0.0.1 only)",
        )


def _is_safe(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    if not host or not url.isprintable() or " " in url:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_here(host))


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class _Part:
    """The unfinished file, and which version of which address it is of."""

    def __init__(self, target: Path, url: str) -> None:
        self.path = target.with_name(f"{target.name}.part")
        self.about = target.with_name(f"{target.name}.part.json")
        self.validator: str | None = None
        try:
            known = json.loads(self.about.read_text(encoding="ascii"))
            if known["url"] == url and isinstance(known["validator"], str) and known["validator"].isprintable():
                self.validator = known["validator"]
        except (OSError, ValueError, LookupError, TypeError):
            pass  # nothing to go on from; whatever lies there is of no use
        if self.size == 0 or self.validator is None:
            self.discard()

    @property
    def size(self) -> int:
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    def begin(self, url: str, validator: str | None) -> None:
        """Start anew; without a validator, what comes can never be gone on with."""
        self.discard()
        self.validator = validator
        if validator is not None:
            with writing(self.path):
                self.about.write_text(json.dumps({"url": url, "validator": validator}), encoding="ascii")

    def discard(self) -> None:
        with writing(self.path):
            self.path.unlink(missing_ok=True)
            self.about.unlink(missing_ok=True)
        self.validator = None


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Say in our words that a file could not be written."""
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"it could not be written ({error.strerror or error})",
            file=str(path),
            remedy="make room and check the folder's permissions, then run it again: it goes on from where it stopped; "
            "or name another folder with --to",
        ) from error


def _until_whole(url: str, part: _Part, progress: Progress) -> None:
    wait, why, whole = FIRST_WAIT, "", False
    try:
        for attempt in range(TRIES):
            if attempt:
                time.sleep(wait)
                wait *= 2
            try:
                _pull(url, part, progress)
            except _Again as error:
                why = str(error)
            else:
                whole = True
                return
    finally:
        if not whole and part.validator is None:
            part.discard()
    kept = "run it again, which goes on from where it stopped; or " if part.size else ""
    raise UnreadableFile(f"{why}, {TRIES} times in a row", file=url, remedy=kept + _OFFLINE)


def _pull(url: str, part: _Part, progress: Progress) -> None:
    """Try once: ask for what is missing, and append it; or for the whole, when there is nothing to go on from."""
    headers = {"User-Agent": f"incidentmap/{version('incidentmap')}", "Accept-Encoding": "identity"}
    if part.validator is not None:
        headers |= {"Range": f"bytes={part.size}-", "If-Range": part.validator}
    try:
        answer = _opener(url).open(urllib.request.Request(url, headers=headers), timeout=SILENCE)  # noqa: S310 - see _is_safe
    except urllib.error.HTTPError as error:
        with error:
            raise _refusal(url, error, part) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _silence(url, error) from error
    with answer:
        total = _expected(answer, url, part)
        _append(answer, part, lambda: progress(part.size, total))
    if total is not None and part.size != total:
        if part.size > total:
            part.discard()
        raise _Again(f"the server broke off after {part.size:,} of {total:,} bytes")


def _expected(answer: Any, url: str, part: _Part) -> int | None:
    """Read the answer's head: go on with the part, or begin it anew; return the size of the whole, if it is told."""
    headers = answer.headers
    if answer.status == 206:
        start, total = _content_range(headers.get("Content-Range", ""))
        # A server may honour the range and not see that the file has changed since.
        now = _validators(headers)
        changed = bool(now) and part.validator not in now
        if start != part.size or total is None or changed:
            part.discard()
            raise _Again("the file changed on the server while it was coming")
        return total
    if answer.status != 200:
        raise _Again(f"the server answered {answer.status}")
    length = headers.get("Content-Length", "")
    total = int(length) if length.isdecimal() else None
    if total is not None and total > MOST_BYTES:
        raise _too_long(url)
    validators = [] if headers.get("Accept-Ranges", "").strip().lower() == "none" else _validators(headers)
    part.begin(url, validators[0] if validators else None)
    return total


def _validators(headers: Any) -> list[str]:
    """List what tells a version of the file from another, the surest first; a weak ETag cannot be used for ranges."""
    tag, day = headers.get("ETag", ""), headers.get("Last-Modified", "")
    return [v for v in (tag if tag.startswith('"') else "", day) if v and v.isascii() and v.isprintable()]


def _content_range(text: str) -> tuple[int | None, int | None]:
    unit, _, rest = text.partition(" ")
    span, _, total = rest.partition("/")
    start = span.partition("-")[0]
    if unit != "bytes" or not start.isdecimal() or not total.isdecimal():
        return None, None
    return int(start), int(total)


def _append(answer: Any, part: _Part, tell: Callable[[], None]) -> None:
    with writing(part.path):
        file = part.path.open("ab", buffering=0)
    with file:
        while block := _next_block(answer):
            if part.size + len(block) > MOST_BYTES:
                part.discard()
                raise _too_long(answer.url)
            _write(file, block, part.path)
            tell()
        with writing(part.path):
            os.fsync(file.fileno())


def _next_block(answer: Any) -> bytes:
    try:
        block: bytes = answer.read1(_BLOCK)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _silence(answer.url, error) from error
    return block


def _write(file: BinaryIO | Any, block: bytes, path: Path) -> None:
    with writing(path):
        view = memoryview(block)
        while view:
            view = view[file.write(view) :]


def _refusal(url: str, error: urllib.error.HTTPError, part: _Part) -> Exception:
    if error.code == 416:
        part.discard()
        return _Again("the server does not have the rest of the file")
    if error.code in _PASSING:
        return _Again(f"the server answered {error.code} {quote(error.reason)}")
    if 300 <= error.code < 400:
        to = urljoin(url, error.headers.get("Location", ""))
        return UnreadableFile(f"the server sends on to {quote(to)}, which is refused", file=url, remedy=_OFFLINE)
    return UnreadableFile(f"the server answered {error.code} {quote(error.reason)}", file=url, remedy=_OFFLINE)


def _silence(url: str, error: Exception) -> Exception:
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, ssl.SSLCertVerificationError):
        problem = f"the server's certificate is not trusted ({reason.verify_message})"
        return UnreadableFile(problem, file=url, remedy=_OFFLINE)
    if isinstance(reason, TimeoutError):
        return _Again(f"the server was silent for {SILENCE:g} seconds")
    return _Again(f"the server cannot be reached or broke off ({type(reason).__name__}: {quote(reason)})")


def _too_long(url: str) -> UnreadableFile:
    return UnreadableFile(
        f"it is longer than {MOST_BYTES:,} bytes, which none of these files is", file=url, remedy=_OFFLINE
    )


class _SafeRedirects(urllib.request.HTTPRedirectHandler):
    """Follow only to addresses that could have been asked in the first place."""

    def redirect_request(self, *given: Any) -> urllib.request.Request | None:
        asked, to = given[0], given[-1]
        if not _is_safe(to) or (asked.type == "https" and not to.startswith("https:")):
            return None  # the answer itself then counts as the refusal
        return super().redirect_request(*given)


def _opener(url: str) -> urllib.request.OpenerDirector:
    """Make an opener that knows http and https and nothing else: no files, no FTP."""
    opener = urllib.request.OpenerDirector()
    # What is on this machine is not asked for through a proxy.
    proxies = urllib.request.ProxyHandler({} if _is_here(urlsplit(url).hostname or "") else None)
    for handler in (
        proxies,
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _SafeRedirects(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener
