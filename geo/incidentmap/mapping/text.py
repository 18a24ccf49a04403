"""JSON that may stand anywhere in a page: the one way by which text from strangers enters it.

Inside strings ``<``, ``>``, ``&`` and ``{`` are written as escapes, so that no tag can end a script, no comment can
open, and neither ``{{``, ``{%`` nor ``{#`` can appear to a template engine that meets the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import orjson

_ESCAPES: Final = tuple(
    (character.encode(), f"\\u{ord(character):04x}".encode()) for character in ("<", ">", "&", "{", "\u2028", "\u2029")
)
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def json_value(value: Any) -> bytes:
    r"""Write strings, numbers, null, and lists and arrays of them. No dicts: those have braces (:func:`json_object`).

    Examples
    --------
    >>> json_value(["{{ 7*7 }}", "</script>", "\ud800", None, 1.5])
    b'["\\u007b\\u007b 7*7 }}","\\u003c/script\\u003e","\xef\xbf\xbd",null,1.5]'
    """
    options = orjson.OPT_SERIALIZE_NUMPY
    try:
        data = orjson.dumps(value, option=options)
    except orjson.JSONEncodeError:
        # Slow, and so only when it must be: half of a surrogate pair is not text.
        data = orjson.dumps(_mended(value), option=options)
    for character, escape in _ESCAPES:
        if character in data:
            data = data.replace(character, escape)
    return data


def json_object(members: Mapping[str, bytes]) -> bytes:
    """Join members that are JSON already into an object. Keys are this package's own words.

    Examples
    --------
    >>> json_object({"rows": json_value(2), "id": json_value(["a", "b"])})
    b'{"rows":2,"id":["a","b"]}'
    """
    return b"{" + b",".join(b'"%s":%s' % (key.encode(), value) for key, value in members.items()) + b"}"


def whole(text: str) -> str:
    r"""Make text that UTF-8 can hold: surrogate pairs become their character, halves U+FFFD.

    Examples
    --------
    >>> whole("a\ud83d\ude00b\ud800")
    'a😀b�'
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def plain(text: str) -> str:
    r"""Make text for the page's own frame, its title: one line, without control or direction characters.

    Examples
    --------
    >>> plain("Border\u202e\x00 2024\n")
    'Border 2024'
    """
    return " ".join(_CONTROL.sub("", whole(text)).split())


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, (list, tuple)):
        return [_mended(item) for item in value]
    return value
