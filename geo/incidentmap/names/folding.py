"""Folding: the key under which a name is stored and looked up, and its plain spelling; for one name or for millions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from incidentmap.names.kinds import KIND_WORDS, say_kind, split_generic, strip_kinds, table_for
from incidentmap.names.letters import (
    AS_RUSSIAN,
    AS_UKRAINIAN,
    NOT_UKRAINIAN,
    PLAIN,
    merge,
    rewrite,
    rewrite_many,
)


def _core(key: str) -> str:
    """Take the generic words off a key."""
    if " " not in key:
        return key
    words = key.split()
    return key if KIND_WORDS.isdisjoint(words) else " ".join(strip_kinds(words)[0])


def fold(name: str) -> str:
    """Make the key under which a name is stored and looked up.

    Cyrillic with letters only Ukrainian has is read as Ukrainian, other Cyrillic as Russian;
    :func:`keys` gives both readings where both are possible.

    Parameters
    ----------
    name : str
        A name in any script; generic words may be part of it.

    Returns
    -------
    str
        Lower-case words with single spaces; empty when the name holds no letter or digit.

    Examples
    --------
    >>> {fold(n) for n in ("Тёткино", "Теткино", "Tyotkino", "Tetkino", "Tëtkino", "пгт Тёткино")}
    {'tetkino'}
    >>> fold("Belgorod Oblast") == fold("the region of Belgorod") == fold("Belgorod")
    True
    >>> fold("Белгородская область") == fold("Belgorodskaya oblast'")
    True
    """
    return _core(merge(rewrite(name, table_for(name))))


#: Latin letters of the scholarly systems and of ISO 9, which a plain key takes for letters with a mere accent.
_SCHOLARLY: Final = str.maketrans(
    {letter: text for s, text in zip("šžčŝûâ", "sh zh ch sh iu ia".split(), strict=True) for letter in (s, s.upper())}
)
_HACEK: Final = re.compile("[šžčŝŠŽČŜ]")


def _other_reading(name: str) -> str | None:
    """Return what a second key is made of: Cyrillic with г, and Latin with a háček; else ``None``."""
    if name.isascii():
        return None
    if "г" in name or "Г" in name:
        return None if NOT_UKRAINIAN.search(name) else name
    return name.translate(_SCHOLARLY) if _HACEK.search(name) else None


@lru_cache(maxsize=8192)
def keys(name: str) -> tuple[str, ...]:
    """Make every key a name may be stored under, the likeliest first.

    Cyrillic г is read as Russian and as Ukrainian, for names cross the border both ways; a háček is read as an accent
    and as the sound it stands for.

    Examples
    --------
    >>> keys("Харків"), keys("Гора"), keys("Žuravlëvka")
    (('harkiv',), ('gora', 'hora'), ('zuravlevka', 'zhuravlevka'))
    """
    first = fold(name)
    other = _other_reading(name)
    if other is None:
        return (first,)
    second = _core(merge(rewrite(other, AS_RUSSIAN if table_for(name) is AS_UKRAINIAN else AS_UKRAINIAN)))
    return (first,) if second == first else (first, second)


def spelling(name: str) -> str:
    """Write a name in its own script, without case, accents and punctuation: what "the same spelling" means.

    Examples
    --------
    >>> spelling("Gora-Podol") == spelling("gora podol"), spelling("Тёткино") == spelling("Теткино")
    (True, True)
    >>> spelling("Тёткино") == spelling("Tyotkino")
    False
    """
    return rewrite(name, PLAIN)


def fold_many(names: Sequence[str]) -> list[str]:
    """Do :func:`fold` for many names at once, in two thirds of the time.

    Examples
    --------
    >>> fold_many(["Тёткино", "Belgorod Oblast"])
    ['tetkino', 'belgorod']
    """
    return _cores(rewrite_many(names, AS_RUSSIAN, ukrainian=AS_UKRAINIAN, after=merge))


def _cores(keys: list[str]) -> list[str]:
    unsaid = KIND_WORDS.isdisjoint
    return [key if " " not in key or unsaid(key.split()) else _core(key) for key in keys]


def keys_many(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Do :func:`keys` for many names at once.

    Examples
    --------
    >>> keys_many(["Харків", "Гора"])
    [('harkiv',), ('gora', 'hora')]
    """
    found: list[tuple[str, ...]] = [(key,) for key in fold_many(names)]
    others = {i: other for i, name in enumerate(names) if (other := _other_reading(name)) is not None}
    seconds = _cores(rewrite_many(list(others.values()), AS_UKRAINIAN, ukrainian=AS_RUSSIAN, after=merge))
    for i, second in zip(others, seconds, strict=True):
        if second != found[i][0]:
            found[i] = (*found[i], second)
    return found


def spelling_many(names: Sequence[str]) -> list[str]:
    """Do :func:`spelling` for many names at once.

    Examples
    --------
    >>> spelling_many(["Гора-Подол", "Łódź"])
    ['гора подол', 'lodz']
    """
    return rewrite_many(names, PLAIN)


def cores_many(names: Sequence[str]) -> list[str]:
    """Write many names as :func:`spelling` does, each without its generic words.

    Examples
    --------
    >>> cores_many(["г. Белгород", "Cape Town"])
    ['белгород', 'cape town']
    """
    return rewrite_many(
        [split_generic(name)[0] if said else name for name, said in zip(names, say_kind(names), strict=True)], PLAIN
    )
