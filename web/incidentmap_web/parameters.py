"""What every parameter has in common: it is known, stands as often as it may, and holds what it can."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from incidentmap.errors import quote
from incidentmap_web.errors import BadParameter

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

#: Text of one ``q``, ``within`` or ``country`` longer than this is no place name.
NAME_CHARACTERS: Final = 300
QUERIES: Final = 100

NUMBER: Final = re.compile(r"[+ -]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")


def only(args: MultiDict[str, str], allowed: Collection[str]) -> None:
    """Refuse parameters that nothing here reads: a misspelt filter must not answer as if there were none.

    Raises
    ------
    BadParameter
    """
    for name in args:
        if name not in allowed:
            problem = f"there is no parameter {quote(name)}"
            raise BadParameter(problem, field=name[:80], value=args[name], remedy=f"use {', '.join(allowed) or 'none'}")


def single(args: MultiDict[str, str], name: str) -> str | None:
    """Return the value of a parameter that may stand once; ``None`` when it is absent.

    Raises
    ------
    BadParameter
    """
    values = args.getlist(name)
    if len(values) > 1:
        raise BadParameter(f"{name} stands {len(values)} times", field=name, value=values[1], remedy="give it once")
    return values[0] if values else None


def names(args: MultiDict[str, str], name: str, *, at_least: int = 0, at_most: int = QUERIES) -> list[str]:
    """Return the texts of a parameter that may repeat.

    Raises
    ------
    BadParameter
        When there are too few, too many, or one is longer than any place name.
    """
    values = args.getlist(name)
    if len(values) < at_least:
        raise BadParameter(f"{name} is missing", field=name, remedy=f"ask with {name}=Belgorod; it may repeat")
    if len(values) > at_most:
        raise BadParameter(f"{name} stands {len(values)} times", field=name, remedy=f"give it at most {at_most} times")
    for value in values:
        if len(value) > NAME_CHARACTERS:
            problem = f"{quote(value)} is longer than {NAME_CHARACTERS} characters"
            raise BadParameter(problem, field=name, value=value, remedy="give the name alone")
    return values


def flag(args: MultiDict[str, str], name: str) -> bool | None:
    """Read ``true`` or ``false``; ``None`` when it is absent.

    Raises
    ------
    BadParameter
    """
    text = single(args, name)
    if text not in (None, "true", "false"):
        problem = f"{quote(text)} is neither true nor false"
        raise BadParameter(problem, field=name, value=text, remedy=f"write {name}=true, or leave it out")
    return None if text is None else text == "true"


def whole(args: MultiDict[str, str], name: str, default: int | None, allowed: range) -> int | None:
    """Read a whole number.

    Raises
    ------
    BadParameter
    """
    text = single(args, name)
    if text is None:
        return default
    # Ten digits are more than any limit; int() is never given a megabyte of them.
    value = int(text) if re.fullmatch(r"[0-9]{1,10}", text) else -1
    if value not in allowed:
        span = f"{allowed[0]:,} to {allowed[-1]:,}"
        problem = f"{quote(text)} is not a whole number from {span}"
        raise BadParameter(problem, field=name, value=text, remedy=f"write {name}={min(100, allowed[-1])}")
    return value


def numbers(text: str, name: str, *, count: range, remedy: str) -> list[float]:
    """Read numbers with commas between them.

    Raises
    ------
    BadParameter
    """
    parts = text.split(",", maxsplit=count[-1])
    if len(parts) not in count or not all(NUMBER.fullmatch(part) for part in parts):
        many = {4: "four"}.get(count[0] if len(count) == 1 else 0, f"{count[0]} to {count[-1]:,}")
        raise BadParameter(f"{quote(text)} is not {many} numbers", field=name, value=text, remedy=remedy)
    return [float(part) for part in parts]
