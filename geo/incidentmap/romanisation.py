"""Cyrillic names written in Latin letters, to be read: the name that is shown where a source has none in Latin.

Ukrainian follows the national system of 2010 (KMU 55), as passports and maps do; Russian follows BGN/PCGN, simplified
as newspapers do (no signs, -y for -ий and -ый). This is for showing; look-up has keys (:mod:`incidentmap.names`).
"""

from __future__ import annotations

import re
from typing import Final

_SHARED: Final = dict(
    zip("абвдзклмнопрстуфхцчшщ", "a b v d z k l m n o p r s t u f kh ts ch sh shch".split(), strict=True)
)
_UKRAINIAN: Final = _SHARED | {
    "г": "h", "ґ": "g", "е": "e", "є": "ie", "ж": "zh", "и": "y", "і": "i", "ї": "i", "й": "i", "ю": "iu", "я": "ia",
    "ь": "", "'": "", "’": "", "ʼ": "", "ы": "y", "э": "e", "ё": "io", "ъ": "",
}  # fmt: skip
#: At the beginning of a word.
_UKRAINIAN_FIRST: Final = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_RUSSIAN: Final = _SHARED | {
    "г": "g", "ґ": "g", "е": "e", "ё": "yo", "ж": "zh", "и": "i", "й": "y", "ы": "y", "э": "e", "ю": "yu", "я": "ya",
    "ь": "", "ъ": "", "і": "i", "ї": "yi", "є": "ye", "'": "", "’": "", "ʼ": "",
}  # fmt: skip
_SOFTENERS: Final = "аеёиоуыэюяіїєьъ"
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")


def romanise(name: str, language: str) -> str:
    """Write a Cyrillic name in Latin letters.

    Parameters
    ----------
    name : str
        Letters that are not Cyrillic stay as they are.
    language : {"uk", "ru"}
        Whose letters they are; any other language is written as Russian.

    Examples
    --------
    >>> romanise("Згурівка", "uk"), romanise("Гора-Поділ", "uk"), romanise("Куп'янськ", "uk")
    ('Zghurivka', 'Hora-Podil', 'Kupiansk')
    >>> romanise("Тёткино", "ru"), romanise("Новый Оскол", "ru"), romanise("Елецкий район", "ru")
    ('Tyotkino', 'Novy Oskol', 'Yeletsky rayon')
    """
    return _WORD.sub(lambda match: _word(match[0], ukrainian=language == "uk"), name)


def _word(word: str, *, ukrainian: bool) -> str:
    lowered = word.lower()
    if lowered.isascii():
        return word
    letters = (_ukrainian if ukrainian else _russian)(lowered)
    written = "".join(letters)
    if word.isupper() and len(word) > 1:
        return written.upper()
    return written[:1].upper() + written[1:] if word[:1].isupper() else written


def _ukrainian(word: str) -> list[str]:
    text = word.replace("зг", "з\x00")  # Zgh, so that it is not read as Zh
    letters = [_UKRAINIAN.get(c, c) for c in text]
    if text[0] in _UKRAINIAN_FIRST:
        letters[0] = _UKRAINIAN_FIRST[text[0]]
    return [letter.replace("\x00", "gh") for letter in letters]


def _russian(word: str) -> list[str]:
    ending = ""
    if len(word) > 3 and word.endswith(("ий", "ый")):
        word, ending = word[:-2], "y"
    letters = [
        "ye" if c == "е" and (i == 0 or word[i - 1] in _SOFTENERS) else _RUSSIAN.get(c, c) for i, c in enumerate(word)
    ]
    # After a sibilant ё is written o or e by no rule that all follow: yo everywhere is at least one rule.
    return [*letters, ending]
