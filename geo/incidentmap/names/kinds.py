"""Kinds of place: the generic words at the ends of a name ("village of", "г.", "oblast") and what they ask for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from incidentmap.model import Feature
from incidentmap.names.letters import (
    AS_RUSSIAN,
    AS_UKRAINIAN,
    INVISIBLE,
    ONLY_UKRAINIAN,
    SEPARATORS,
    Letters,
    merge,
    rewrite,
    rewrite_many,
)

#: Words for kinds of place, as they stand before or after a name.
_KINDS: Final[dict[Feature | None, tuple[str, ...]]] = {
    Feature.SETTLEMENT: tuple(
        "village town city hamlet settlement township city-type urban-type rural "
        "selo pgt gorod г гор город города с село села сл слобода п пос поселок поселка пгт рп д дер деревня деревни "
        "х хут хутор хутора ст станция станица м місто міста смт селище селища".split()
    ),
    Feature.REGION: tuple(
        "region oblast province krai kray governorate prefecture state обл область області области край краю".split()
    ),
    Feature.DISTRICT: tuple(
        kind.replace("_", " ")
        for kind in (
            "district raion rayon county municipality municipal okrug urban_okrug municipal_okrug hromada "
            "р-н район района районе району районі округ округа городской_округ городского_округа муниципальный_округ "
            "муниципального_округа громада громади громаді"
        ).split()
    ),
    None: tuple("republic area республика республіка".split()),
}


def _key_words(kind: str) -> tuple[str, ...]:
    return tuple(merge(rewrite(kind, AS_RUSSIAN)).split())


_KIND_OF: Final = {_key_words(kind): feature for feature, kinds in _KINDS.items() for kind in kinds}
#: Words in key letters that may be part of a kind: a name without any of them has nothing to take off.
KIND_WORDS: Final = frozenset(word for kind in _KIND_OF for word in kind)
#: After a name these say a kind; "town", "city" and "village" there are as often part of it (Cape Town).
_TRAILING: Final = frozenset(kind for kind, f in _KIND_OF.items() if f in (Feature.REGION, Feature.DISTRICT))
#: Before a name, without "of": "village Kozinka" and "с. Козинка" are generic; "State College" is a name.
_BARE_LEADING: Final = frozenset(
    _key_words(kind)
    for kind in (
        *(k for k in _KINDS[Feature.SETTLEMENT] if not k.isascii()),
        *"village hamlet urban-type settlement pgt selo республика республіка".split(),
    )
)
_LONGEST: Final = max(map(len, _KIND_OF))
_GAPS: Final = re.compile(r"[\s.]+")


def strip_kinds(words: list[str]) -> tuple[list[str], Feature | None]:
    """Take generic words off both ends of a name already in key letters; never all of it.

    Examples
    --------
    >>> strip_kinds(["the", "oblast", "of", "belgorod"])
    (['belgorod'], <Feature.REGION: 'region'>)
    """
    if len(words) < 2 or KIND_WORDS.isdisjoint(words):
        return words, None
    core = words[1:] if words[0] == "the" and len(words) > 2 else words
    for length in range(min(_LONGEST, len(core) - 1), 0, -1):
        kind = tuple(core[:length])
        if kind in _KIND_OF and (rest := _without_of(core[length:], kind)):
            return _strip_tail(rest, _KIND_OF[kind])
    return _strip_tail(core, None)


def _without_of(rest: list[str], kind: tuple[str, ...]) -> list[str]:
    if rest[0] == "of":
        rest = rest[1:]
        return rest[1:] if len(rest) > 1 and rest[0] == "the" else rest
    return rest if kind in _BARE_LEADING else []


def _strip_tail(words: list[str], leading: Feature | None) -> tuple[list[str], Feature | None]:
    for length in range(min(_LONGEST, len(words) - 1), 0, -1):
        kind = tuple(words[-length:])
        if kind in _TRAILING:
            return words[:-length], leading or _KIND_OF[kind]
    return words, leading


def table_for(name: str) -> Letters:
    """Choose the reading of a name: Ukrainian when a letter says so, else Russian.

    Examples
    --------
    >>> table_for("Київ") is AS_UKRAINIAN, table_for("Гора") is AS_RUSSIAN
    (True, True)
    """
    return AS_UKRAINIAN if not name.isascii() and ONLY_UKRAINIAN.search(name) else AS_RUSSIAN


@lru_cache(maxsize=65_536)
def split_generic(name: str) -> tuple[str, Feature | None]:
    """Tell a name from the words that say what kind of place it is.

    Returns
    -------
    core : str
        The name without its generic words, as written.
    feature : Feature or None
        The kind they ask for.

    Examples
    --------
    >>> split_generic("the village of Terebreno")
    ('Terebreno', <Feature.SETTLEMENT: 'settlement'>)
    >>> split_generic("Белгородская область")
    ('Белгородская', <Feature.REGION: 'region'>)
    >>> split_generic("Cape Town")
    ('Cape Town', None)
    """
    if name.isalpha() or KIND_WORDS.isdisjoint(merge(rewrite(name, AS_RUSSIAN)).split()):
        return name.strip(), None
    return _split(name)


def split_many(names: Sequence[str]) -> list[tuple[str, Feature | None]]:
    """Do :func:`split_generic` for many names at once.

    Examples
    --------
    >>> split_many(["г. Белгород", "Cape Town"])
    [('Белгород', <Feature.SETTLEMENT: 'settlement'>), ('Cape Town', None)]
    """
    return [_split(name) if said else (name.strip(), None) for name, said in zip(names, say_kind(names), strict=True)]


def say_kind(names: Sequence[str]) -> list[bool]:
    """Tell which names hold a word for a kind beside another word, and so may have something to take off.

    Examples
    --------
    >>> say_kind(["г. Белгород", "Belgorod", "Cape Verde"])
    [True, False, False]
    """
    keys = rewrite_many(names, AS_RUSSIAN, after=merge)
    return [" " in key and not KIND_WORDS.isdisjoint(key.split()) for key in keys]


def _split(name: str) -> tuple[str, Feature | None]:
    # One pass over the words as written, beside the same words in key letters, keeps both in step.
    table = table_for(name)
    written = [w for w in _GAPS.split(INVISIBLE.sub("", name)) if w.strip(SEPARATORS)]
    keyed = [(merge(rewrite(w, table)).split(), w) for w in written]
    flat = [(part, i) for i, (parts, _) in enumerate(keyed) for part in parts]
    core, feature = strip_kinds([part for part, _ in flat])
    if feature is None:
        return name.strip(), None
    for offset in range(len(flat) - len(core) + 1):
        if [part for part, _ in flat[offset : offset + len(core)]] == core:
            used = sorted({i for _, i in flat[offset : offset + len(core)]})
            return " ".join(keyed[i][1] for i in used).strip(" ,;"), feature
    return name.strip(), feature


@lru_cache(maxsize=65_536)
def is_kind(word: str) -> bool:
    """Tell whether a word alone says a kind of place, in any script.

    Examples
    --------
    >>> is_kind("село"), is_kind("oblast"), is_kind("Belgorod")
    (True, True, False)
    """
    return (merge(rewrite(word, table_for(word))),) in _KIND_OF


@lru_cache(maxsize=65_536)
def without_settlement_word(name: str) -> str | None:
    """Return the name without a last word "town", "city", "village" …, or ``None`` when it has none.

    Such words are taken off only when the whole name is unknown: "Sloviansk town", but "Cape Town".

    Examples
    --------
    >>> without_settlement_word("Sloviansk town"), without_settlement_word("Sloviansk")
    ('Sloviansk', None)
    """
    words = name.split()
    if len(words) > 1 and _KIND_OF.get((merge(rewrite(words[-1], table_for(words[-1]))),)) is Feature.SETTLEMENT:
        return " ".join(words[:-1])
    return None
