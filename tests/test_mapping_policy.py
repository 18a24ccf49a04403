"""mapping.policy: hashes of the page's own parts, and not one source more."""

from __future__ import annotations

import base64
import hashlib

from incidentmap.mapping import content_security_policy
from incidentmap.mapping.policy import requests_meta


def directives(html: str) -> dict[str, str]:
    return {part.split(" ", 1)[0]: part.split(" ", 1)[1] for part in content_security_policy(html).split("; ")}


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_a_page_without_anything_may_do_nothing() -> None:
    assert directives("<p>") == {
        "default-src": "'none'", "script-src": "'none'", "style-src": "'none'", "img-src": "data:", "font-src": "data:",
        "connect-src": "'none'", "base-uri": "'none'", "form-action": "'none'",
    }  # fmt: skip


def test_inline_parts_are_hashed_as_the_browser_hashes_them() -> None:
    html = "<STYLE>a{}\r\nb{}</STYLE ><script>\nlet a = '<style>';\n</script><script type='module'>1</script>"
    found = directives(html)
    assert found["style-src"] == hashed("a{}\nb{}")
    assert (
        found["script-src"]
        == f"{hashed(chr(10) + 'let a = ' + chr(39) + '<style>' + chr(39) + ';' + chr(10))} {hashed('1')}"
    )


def test_data_is_not_a_script() -> None:
    assert directives('<script type="application/json" id="x">{"a":1}</script>')["script-src"] == "'none'"


def test_never_unsafe() -> None:
    policy = content_security_policy(
        "<script>1</script><style>a{}</style>" + requests_meta(connect=["'self'"], images=["https://a.b"])
    )
    assert "unsafe" not in policy
    assert "*" not in policy


def test_what_someone_added_by_address_is_allowed_by_that_address() -> None:
    html = '<link rel="stylesheet" href="https://cdn.example/a.css"/><script src="https://cdn.example/a.js"></script>'
    found = directives(html)
    assert found["script-src"] == "https://cdn.example/a.js"
    assert found["style-src"] == "https://cdn.example/a.css"


def test_an_address_cannot_carry_a_directive() -> None:
    html = (
        "<script src=\"https://x.example/a.js; script-src 'unsafe-inline'\"></script>"
        "<script src=\"https://x.example/b.js 'self'\"></script>"
    )
    assert directives(html)["script-src"] == "'none'"


def test_requests_are_the_ones_the_page_names() -> None:
    found = directives(requests_meta(connect=["'self'"], images=["https://*.tiles.example"]))
    assert found["connect-src"] == "'self'"
    assert found["img-src"] == "data: https://*.tiles.example"
    assert directives(requests_meta(connect=["*"], images=["http:", "https:"]))["img-src"] == "data:"
