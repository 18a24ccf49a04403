"""One spelling for search, as the page has it: ``client/src/data/search.js`` says the same in its language."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Sequence

_CYRILLIC: Final = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщыэюя",
        "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch y e yu ya".split(),
        strict=True,
    )
)
_OTHER: Final = dict(zip("іїєґўјљњћђџѓќѕ", "i yi ye g u j lj nj c dj dz g k dz".split(), strict=True)) | {
    "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ə": "e", "ß": "ss",
    "ъ": "", "ь": "",
}  # fmt: skip
_RUSSIAN: Final = str.maketrans(_OTHER | _CYRILLIC)
_UKRAINIAN: Final = str.maketrans(_OTHER | _CYRILLIC | {"г": "h", "и": "y"})

_APOSTROPHES: Final = re.compile("['’‘ʼʹʻ`´″ʺ′]")
_PUNCTUATION: Final = re.compile(r"[\W_]+")
_BLANKS: Final = re.compile(r"[\s\ufeff]+")
_SOUND: Final = re.compile("kh|[yij]{1,3}[aeou]?")
_MERGED: Final = {"e": "e", "o": "e", "a": "ia", "u": "iu"}


def lower(text: str) -> str:
    """Write a text in lower case, whose sigma is the same at the end of a word as within it.

    Examples
    --------
    >>> lower("ΟΔΟΣ"), lower("οδος")
    ('οδοσ', 'οδοσ')
    """
    return text.lower().replace("ς", "σ")


def split(question: str) -> list[str]:
    """List the words of a question in lower case: what stands between blanks."""
    return [word for word in _BLANKS.split(lower(question)) if word]


def fold(text: str, *, ukrainian: bool = False) -> str:
    """Make the key of a text: no case, accents or punctuation, Latin letters, one spelling for each sound.

    Parameters
    ----------
    text : str
    ukrainian : bool, optional
        Read Cyrillic as Ukrainian.

    Examples
    --------
    >>> fold("Тёткино"), fold("Tyotkino"), fold("Гора-Подол"), fold("гора", ukrainian=True)
    ('tetkino', 'tetkino', 'gora podol', 'hora')
    """
    folded = lower(text)
    if not folded.isascii():
        marked = unicodedata.normalize("NFKD", folded)
        folded = lower("".join(letter for letter in marked if not unicodedata.category(letter).startswith("M")))
        folded = folded.translate(_UKRAINIAN if ukrainian else _RUSSIAN)
    folded = _PUNCTUATION.sub(" ", _APOSTROPHES.sub("", folded)).strip()
    return _SOUND.sub(lambda found: "h" if found[0] == "kh" else _MERGED.get(found[0][-1], "i"), folded)


def fold_many(words: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Fold many lower-case words at once, by both readings of Cyrillic.

    Returns
    -------
    keys, others
        Others are the keys by the Ukrainian reading, empty where it is the same.

    Examples
    --------
    >>> [keys.to_pylist() for keys in fold_many(pa.array(["khotmyzhsk,", "гора"]))]
    [['hotmizhsk', 'gora'], ['', 'hora']]
    """
    plain = pc.string_is_ascii(words)
    keys = _fold_ascii(pc.if_else(plain, words, ""))
    others: list[str] = [""] * len(words)
    foreign = pc.indices_nonzero(pc.invert(plain)).to_pylist()
    folded: dict[int, str] = {}
    for i, word in zip(foreign, words.take(pa.array(foreign, pa.int64())).to_pylist(), strict=True):
        folded[i] = fold(word)
        # The readings differ in this letter alone: all that и may be is one sound. Without its sign ѓ is г as well.
        if "г" in word or "ѓ" in word:
            other = fold(word, ukrainian=True)
            others[i] = "" if other == folded[i] else other
    return _with(keys, folded) if folded else keys, pa.array(others, pa.large_string())


def _with(keys: pa.Array, changed: dict[int, str]) -> pa.Array:
    mask = [False] * len(keys)
    for i in changed:
        mask[i] = True
    return pc.replace_with_mask(keys, pa.array(mask), pa.array(list(changed.values()), keys.type))


#: The same as :data:`_SOUND` says, in steps; what a step wrote, no later one reads.
_STEPS: Final[Sequence[tuple[str, str]]] = (
    ("['`]", ""), (r"[^a-z0-9]+", " "), ("kh", "h"), ("[yij]{1,3}[eo]", "e"), ("[yij]{1,3}a", "\x01a"),
    ("[yij]{1,3}u", "\x01u"), ("[yij]{1,3}", "i"), ("\x01", "i"),
)  # fmt: skip


def _fold_ascii(words: pa.Array) -> Any:
    keys = pc.ascii_lower(words)
    for pattern, written in _STEPS:
        keys = pc.replace_substring_regex(keys, pattern, written)
    return pc.ascii_trim_whitespace(keys)
