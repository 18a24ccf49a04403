"""The page's Content-Security-Policy: nothing but what stands in the page itself."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Final

#: A script or style element; the browser ends it at the first closing tag, whatever stands before, and so does this.
_ELEMENT: Final = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
_LINK: Final = re.compile(r"<link\b([^>]*)>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"""([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
#: What the page says about the requests it may make; see :func:`requests_meta`.
_REQUESTS: Final = re.compile(r'<meta name="incidentmap-requests" content="([^"]*)">')
_SOURCE: Final = re.compile(r"'self'|https://[a-z0-9.*-]+(?::\d+)?|blob:", re.IGNORECASE)


def requests_meta(*, connect: list[str], images: list[str]) -> str:
    """Write the element by which a page names the requests it may make, for :func:`content_security_policy`."""
    wanted = [f"connect {source}" for source in connect] + [f"img {source}" for source in images]
    return f'<meta name="incidentmap-requests" content="{"; ".join(wanted)}">'


def content_security_policy(html: str) -> str:
    """Make the strictest policy under which a page works: hashes of its own inline parts, and no request.

    Parameters
    ----------
    html : str
        A page of :meth:`IncidentMap.html`. What someone added to the map with an address of its own (a Folium plugin
        from a CDN) is allowed by that very address.

    Returns
    -------
    str
        For a header or a ``<meta http-equiv>``. A server may add ``frame-ancestors``, which only works in a header.

    Examples
    --------
    >>> content_security_policy("<style>a{}</style>")[:47]
    "default-src 'none'; script-src 'none'; style-sr"
    """
    scripts: list[str] = []
    styles: list[str] = []
    for element in _ELEMENT.finditer(html):
        attributes = _attributes(element[2])
        if attributes.get("type", "").lower() in {"application/json", "application/ld+json"}:
            continue  # data: never run
        if element[1].lower() == "style":
            styles.append(_hash(element[3]))
        else:
            scripts.append(attributes["src"] if "src" in attributes else _hash(element[3]))
    for link in _LINK.finditer(_ELEMENT.sub("", html)):
        attributes = _attributes(link[1])
        if attributes.get("rel") == "stylesheet" and "href" in attributes:
            styles.append(attributes["href"])
    connect, images = _requests(html)
    return "; ".join(
        [
            "default-src 'none'",
            _directive("script-src", scripts),
            _directive("style-src", styles),
            _directive("img-src", ["data:", *images]),
            "font-src data:",
            _directive("connect-src", connect),
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hash(text: str) -> str:
    # The browser hashes what its parser hands it, and that has one kind of line end.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _attributes(text: str) -> dict[str, str]:
    found = _ATTRIBUTE.finditer(text)
    return {m[1].lower(): next((value for value in m.groups()[1:] if value is not None), "") for m in found}


def _requests(html: str) -> tuple[list[str], list[str]]:
    named = _REQUESTS.search(html)
    wanted = [item.split(" ", 1) for item in named[1].split("; ") if item] if named else []
    allowed = [(kind, source) for kind, source in wanted if _SOURCE.fullmatch(source)]
    return [s for kind, s in allowed if kind == "connect"], [s for kind, s in allowed if kind == "img"]


def _directive(name: str, sources: list[str]) -> str:
    # A source that could end the directive is no address of a script.
    kept = [s for s in dict.fromkeys(sources) if s and not re.search(r"[\s;,]", s)]
    return f"{name} {' '.join(kept) if kept else chr(39) + 'none' + chr(39)}"
