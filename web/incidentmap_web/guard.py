"""What stands around every request and answer: who may ask, and what a browser may do with the answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from ipaddress import ip_address
from typing import Final

from flask import Flask, Response, request

from incidentmap.errors import quote
from incidentmap_web.errors import BadParameter, HostRefused, QueryTooLong

#: A hundred place names in Cyrillic, percent-encoded, fit in.
QUERY_BYTES: Final = 64 * 1024

#: For everything but the page, which has its own: nothing here is ever a document that runs or shows anything.
CONTENT_SECURITY_POLICY: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

_HOST: Final = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?")


def register(app: Flask, hosts: Iterable[str]) -> None:
    """Guard an app.

    Parameters
    ----------
    app : Flask
    hosts : iterable of str
        Names and addresses it answers for beside this machine's own. A wildcard address (``0.0.0.0``, ``::``) stands
        for every address, though not for every name: only names can be pointed elsewhere by a stranger.
    """
    answered = frozenset(_plain(host) for host in hosts)

    @app.before_request
    def check() -> None:
        if len(request.query_string) > QUERY_BYTES:
            problem = f"the query has {len(request.query_string):,} bytes; {QUERY_BYTES:,} are read"
            raise QueryTooLong(problem, remedy="ask in several requests")
        try:
            request.query_string.decode()
        except UnicodeDecodeError:
            raise BadParameter("the query is not UTF-8", remedy="percent-encode its text as UTF-8") from None
        host = request.environ.get("HTTP_HOST", "")
        if not is_answered(host, answered):
            raise HostRefused(
                f"this server does not answer for {quote(host)}",
                field="Host",
                value=host,
                remedy="ask it by the address it printed, or start it with --allow-host and that name",
            )

    @app.after_request
    def finish(response: Response) -> Response:
        response.headers.extend(HEADERS)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


@lru_cache(maxsize=256)
def is_answered(host: str, answered: frozenset[str]) -> bool:
    """Tell whether a Host header names this machine's loopback, or one of ``answered``.

    A page of a stranger can make its own name point to 127.0.0.1, and read from there in the name of the user
    (DNS rebinding); its name is in the header.

    Examples
    --------
    >>> is_answered("127.0.0.1:8000", frozenset()), is_answered("evil.example:8000", frozenset())
    (True, False)
    >>> is_answered("192.168.1.5", frozenset({"0.0.0.0"})), is_answered("evil.example", frozenset({"0.0.0.0"}))
    (True, False)
    """
    found = _HOST.fullmatch(host)
    if found is None:
        return False
    name = _plain(found["name"])
    if name == "localhost" or name.endswith(".localhost") or name in answered:
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or not answered.isdisjoint(("0.0.0.0", "::"))  # noqa: S104 - compared, not bound


def _plain(host: str) -> str:
    return host.lower().removeprefix("[").removesuffix("]").rstrip(".")
