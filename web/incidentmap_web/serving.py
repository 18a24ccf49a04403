"""The socket and the WSGI server around an application.

Waitress: one process, so the incidents are in memory once, on every platform, and end when it ends
(docs/dependencies.md has the comparison, ``benchmarks/serve.py`` measures it).
"""

from __future__ import annotations

import errno
import logging
import signal
import socket
from collections.abc import Callable
from http import HTTPStatus
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Final

from waitress import create_server
from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

import incidentmap as im
from incidentmap.errors import quote
from incidentmap_web import errors, guard

if TYPE_CHECKING:
    from types import FrameType
    from wsgiref.types import WSGIApplication

#: A thread for a long answer and three for short ones beside it; more only take turns at one interpreter.
THREADS: Final = 4
#: Nothing here reads a body.
_BODY_BYTES: Final = 64 * 1024
#: Browsers send few; a longer head is refused before it is held in memory.
_HEADER_BYTES: Final = 128 * 1024
_PORTS_TRIED: Final = 20


def listen(host: str, port: int) -> socket.socket:
    """Take a port, so that nobody else can; connections wait until :func:`run`.

    Parameters
    ----------
    host : str
        A name or address of this machine.
    port : int
        0 for any free one.

    Raises
    ------
    ServerError
        When the port is taken or forbidden, or the host is not this machine.

    Examples
    --------
    >>> with listen("127.0.0.1", 0) as taken:
    ...     try:
    ...         listen("127.0.0.1", taken.getsockname()[1])
    ...     except im.ServerError as error:
    ...         print(error.problem.split()[-3:])
    ['is', 'in', 'use']
    """
    try:
        return _bound(host, port)
    except (OSError, UnicodeError) as error:
        raise _not_listening(host, port, error) from error


def _bound(host: str, port: int) -> socket.socket:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    # A name may have an IPv6 address where there is no IPv6: the next one is tried, unless the port is the trouble.
    for family, _, _, _, address in found[:-1]:
        try:
            return _taken(family, address)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise
    return _taken(found[-1][0], found[-1][4])


def _taken(family: int, address: tuple[Any, ...]) -> socket.socket:
    # The defaults are right on each system: a port can be taken again at once, and never twice.
    return socket.create_server((str(address[0]), int(address[1])), family=family)


def _not_listening(host: str, port: int, error: Exception) -> im.ServerError:
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EADDRINUSE:
        free = _free_port(host, port)
        return im.ServerError(f"port {port} of {host} is in use", remedy=f"use another one; --port {free} is free")
    if number in (errno.EACCES, errno.EPERM):
        remedy = "use a port above 1023, such as --port 8000"
        return im.ServerError(f"port {port} of {host} is not open to you", remedy=remedy)
    problem = f"{quote(host)} is not an address of this machine ({error})"
    return im.ServerError(problem, remedy="use --host 127.0.0.1")


def _free_port(host: str, port: int) -> int:
    """Find a port that is free now, the next ones first."""
    for other in range(port + 1, min(port + _PORTS_TRIED, 65535) + 1):
        try:
            with _bound(host, other):
                return other
        except OSError:
            continue
    with _bound(host, 0) as found:
        return int(found.getsockname()[1])


def url_of(host: str, listening: socket.socket) -> str:
    """Write the address to open in a browser.

    Examples
    --------
    >>> with listen("127.0.0.1", 0) as listening:
    ...     url_of("127.0.0.1", listening).rpartition(":")[0]
    'http://127.0.0.1'
    """
    port = listening.getsockname()[1]
    if is_wildcard(host):
        host = "127.0.0.1"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def is_wildcard(host: str) -> bool:
    """Tell whether a host stands for every address of this machine.

    Examples
    --------
    >>> is_wildcard("0.0.0.0"), is_wildcard("127.0.0.1")
    (True, False)
    """
    return host in ("0.0.0.0", "::", "")  # noqa: S104 - compared, not bound


def is_loopback(listening: socket.socket) -> bool:
    """Tell whether only this machine can reach a socket.

    Examples
    --------
    >>> with listen("127.0.0.1", 0) as listening:
    ...     is_loopback(listening)
    True
    """
    return ip_address(listening.getsockname()[0].partition("%")[0]).is_loopback


def run(application: WSGIApplication, listening: socket.socket, *, ready: Callable[[], None] = lambda: None) -> None:
    """Serve until the process is interrupted or terminated; both end it in good order. For the main thread only.

    Parameters
    ----------
    application : WSGI callable
    listening : socket
        From :func:`listen`.
    ready : callable, optional
        Called once, when requests are answered from then on.
    """
    # Its only message is that requests wait for a thread, which they may.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = create_server(
        application,
        sockets=[listening],
        threads=THREADS,
        ident=None,
        max_request_body_size=_BODY_BYTES,
        max_request_header_size=_HEADER_BYTES,
        clear_untrusted_proxy_headers=True,
    )
    server.channel_class = _Channel
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        ready()
        server.run()
    except KeyboardInterrupt:  # before the server itself listens for it
        pass
    finally:
        server.close()


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


class _ErrorTask(ErrorTask):  # type: ignore[misc, unused-ignore]
    """What cannot even be read as HTTP is answered in the one shape too."""

    def execute(self) -> None:
        error: Any = self.request.error
        body = errors.shape(HTTPStatus(error.code), str(error.body))
        self.status = f"{error.code} {error.reason}"
        policy = ("Content-Security-Policy", guard.CONTENT_SECURITY_POLICY)
        self.response_headers.extend([*guard.HEADERS.items(), policy, ("Cache-Control", "no-store")])
        self.response_headers.append(("Content-Type", "application/json"))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class _Channel(HTTPChannel):  # type: ignore[misc, unused-ignore]
    error_task_class = _ErrorTask
