"""One key per name: what makes "Тёткино", "Tyotkino", "Tetkino" and "пгт Теткино" one place.

Two steps, each usable alone. :func:`split_generic` takes the words off a name that say what *kind* of place it is
("village of", "г.", "oblast") and tells the kind. :func:`fold` makes the key: no case, no accents, no punctuation, no
generic words, Cyrillic written in Latin letters, and the many ways to romanise one sound made one.

The key only *finds*. Whether a record was met by its own spelling or only across alphabets is told afterwards, with
:func:`spelling`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from incidentmap.model import Feature

_APOSTROPHES = "'’‘ʼʹʻ`´″ʺ′ьъ"
_SEPARATORS = '-‐‑‒–—―_/\\.,;:()[]{}"«»“”„!?&+*#|<>=@%^~·•…№'

# Russian follows BGN/PCGN, Ukrainian the national system of 2010; both simplified, because fold() merges the sounds
# that these and the other systems (ISO 9, GOST, passports, newspapers) write differently.
_RUSSIAN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщыэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch y e yu ya".split(),
        strict=True,
    )
)
_OTHER_CYRILLIC = dict(zip("іїєґўјљњћђџѓќѕ", "i yi ye g u j lj nj c dj dz g k dz".split(), strict=True))
_UKRAINIAN = {"г": "h", "и": "y", "є": "ye", "ґ": "g"}
_LATIN = {"ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ə": "e"}


def _table(letters: dict[str, str]) -> dict[int, str | None]:
    marks: dict[int, str | None] = dict.fromkeys(range(0x300, 0x370))  # what NFKD splits off
    marks |= {ord(c): None for c in _APOSTROPHES} | {ord(c): " " for c in _SEPARATORS}
    return marks | {ord(c): text for c, text in (_LATIN | letters).items()}


_AS_RUSSIAN = _table(_OTHER_CYRILLIC | _RUSSIAN)
_AS_UKRAINIAN = _table(_OTHER_CYRILLIC | _RUSSIAN | _UKRAINIAN)
_LIGHT = _table({})
for _sign in "ьъ":  # signs are letters of a spelling; only the key can do without them
    _LIGHT.pop(ord(_sign))

_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ONLY_UKRAINIAN = re.compile(r"[іїєґ]")
_NOT_UKRAINIAN = re.compile(r"[ыэъ]")

# One sound, many romanisations: kh/h; ya/ja/ia; yu/ju/iu; ye/je/ie and yo/jo/io (ё is written е more often than not);
# y/j/i and their runs (-sky, -skiy, -skij, -skii).
_ROMANISATIONS = re.compile(r"kh|[yij]{1,3}[aeou]?")
_MERGED = {"e": "e", "o": "e", "a": "ia", "u": "iu"}


def _merge(match: re.Match[str]) -> str:
    found = match[0]
    return "h" if found == "kh" else _MERGED.get(found[-1], "i")


def _list(words: str) -> tuple[str, ...]:
    return tuple(words.replace("_", " ").split())


#: Words for kinds of place, as they stand before or after a name; "_" joins words of one kind.
_KINDS: dict[Feature | None, tuple[str, ...]] = {
    Feature.SETTLEMENT: _list(
        "village town city hamlet settlement township city-type_settlement urban-type_settlement rural_settlement "
        "selo pgt gorod г гор город города с село села сл слобода п пос поселок поселка пгт рп д дер деревня деревни "
        "х хут хутор хутора ст станция станица м місто міста смт селище селища"
    ),
    Feature.REGION: _list(
        "region oblast province krai kray governorate prefecture state обл область области області край края краю"
    ),
    Feature.DISTRICT: _list(
        "district raion rayon county municipality municipal_district р-н район района районе району районі"
    ),
    None: _list("republic area республика республіка"),
}


def _words(text: str, table: dict[int, str | None]) -> list[str]:
    """Split a text into words in the letters of a table, without case, marks and punctuation."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text))
    elif not text.isprintable():
        text = _INVISIBLE.sub("", text)
    return text.casefold().translate(table).split()


def _key(words: list[str]) -> str:
    return _ROMANISATIONS.sub(_merge, " ".join(words))


def _kind_table() -> dict[tuple[str, ...], Feature | None]:
    return {tuple(_key(_words(kind, _AS_RUSSIAN)).split()): f for f, kinds in _KINDS.items() for kind in kinds}


_KIND_OF = _kind_table()
_KIND_WORDS = frozenset(word for kind in _KIND_OF for word in kind)
#: After a name these say a kind; "town", "city" and "village" there are as often part of it (Cape Town).
_TRAILING = frozenset(kind for kind, f in _KIND_OF.items() if f in (Feature.REGION, Feature.DISTRICT))
_LONGEST = max(map(len, _KIND_OF))


def _strip(words: list[str]) -> tuple[list[str], Feature | None]:
    """Take generic words off both ends of a name already in key letters; never all of it."""
    if len(words) < 2 or _KIND_WORDS.isdisjoint(words):
        return words, None
    core = words[1:] if words[0] == "the" and len(words) > 2 else words
    for length in range(min(_LONGEST, len(core) - 1), 0, -1):
        kind = tuple(core[:length])
        if kind in _KIND_OF and len(rest := _without_of(core[length:], kind)) > 0:
            return _strip_tail(rest, _KIND_OF[kind])
    return _strip_tail(core, None)


def _without_of(rest: list[str], kind: tuple[str, ...]) -> list[str]:
    if rest and rest[0] == "of":
        rest = rest[1:]
        return rest[1:] if len(rest) > 1 and rest[0] == "the" else rest
    # "village Kozinka" and "с. Козинка" are generic; "State College" and "Settlement Point" are names.
    return rest if kind in _BARE_LEADING else []


_BARE_LEADING = frozenset(
    tuple(_key(_words(kind, _AS_RUSSIAN)).split())
    for kind in (
        *(k for k in _KINDS[Feature.SETTLEMENT] if _CYRILLIC.search(k)),
        *_list("village hamlet urban-type_settlement pgt selo республика республіка"),
    )
)


def _strip_tail(words: list[str], leading: Feature | None) -> tuple[list[str], Feature | None]:
    for length in range(min(_LONGEST, len(words) - 1), 0, -1):
        kind = tuple(words[-length:])
        if kind in _TRAILING:
            return words[:-length], leading or _KIND_OF[kind]
    return words, leading


def _table_for(text: str) -> dict[int, str | None]:
    return _AS_UKRAINIAN if not text.isascii() and _ONLY_UKRAINIAN.search(text.casefold()) else _AS_RUSSIAN


def _core(words: list[str]) -> str:
    """Make the key of a name's words, without its generic words."""
    key = _key(words)
    if len(words) > 1:
        merged = key.split()
        if not _KIND_WORDS.isdisjoint(merged):
            return " ".join(_strip(merged)[0])
    return key


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
    return _core(_words(name, _table_for(name)))


def keys(name: str) -> tuple[str, ...]:
    """Make every key a name may be stored under, the likeliest first.

    Examples
    --------
    >>> keys("Харків"), keys("Гора")
    (('harkiv',), ('gora', 'hora'))
    """
    first = fold(name)
    if name.isascii():
        return (first,)
    lowered = name.casefold()
    if not _CYRILLIC.search(lowered) or _ONLY_UKRAINIAN.search(lowered) or _NOT_UKRAINIAN.search(lowered):
        return (first,)
    second = _core(_words(name, _AS_UKRAINIAN))
    return (first,) if second == first else (first, second)


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
    # One pass over the words as written, beside the same words in key letters, keeps both in step.
    written = [w for w in re.split(r"[\s.]+", _INVISIBLE.sub("", name)) if w.strip(_SEPARATORS)]
    table = _table_for(name)
    merged = [(_key(_words(w, table)), w) for w in written]
    merged = [(k, w) for k, w in merged if k]
    core, feature = _strip([word for key, _ in merged for word in key.split()])
    if feature is None:
        return name.strip(), None
    flat = [(part, i) for i, (key, _) in enumerate(merged) for part in key.split()]
    for offset in range(len(flat) - len(core) + 1):
        if [part for part, _ in flat[offset : offset + len(core)]] == core:
            used = sorted({i for _, i in flat[offset : offset + len(core)]})
            return " ".join(merged[i][1] for i in used).strip(" ,;"), feature
    return name.strip(), feature


def spelling(name: str) -> str:
    """Write a name in its own script, without case, accents and punctuation: what "the same spelling" means.

    Examples
    --------
    >>> spelling("Gora-Podol") == spelling("gora podol"), spelling("Тёткино") == spelling("Теткино")
    (True, True)
    >>> spelling("Тёткино") == spelling("Tyotkino")
    False
    """
    return " ".join(_words(name, _LIGHT))


def is_kind(word: str) -> bool:
    """Tell whether a word alone says a kind of place, in any script.

    Examples
    --------
    >>> is_kind("село"), is_kind("oblast"), is_kind("Belgorod")
    (True, True, False)
    """
    return (fold(word),) in _KIND_OF


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
    if len(words) > 1 and _KIND_OF.get((fold(words[-1]),)) is Feature.SETTLEMENT:
        return " ".join(words[:-1])
    return None
