"""A phrase → its words and the marks between them that mean something."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

#: Words keep their inner hyphens, apostrophes and dots ("n.p", "10-15", "2,5"); of the marks only these say anything.
_TOKEN: Final = re.compile(
    r"\d+(?:[.,]\d+)+(?!\w)|(?:[^\W\d_]\.){2,}(?!\w)|[^\W_]+(?:[-‐‑'’ʼ`´.][^\W_]+)*|[,;:()\[\]/&\n.–—−-]",
)
_PLAIN: Final = str.maketrans({"ё": "е", "’": "'", "ʼ": "'", "`": "'", "´": "'", "‐": "-", "‑": "-"})
MARKS: Final = frozenset(",;:()[]/&\n.–—−-")


class Word(NamedTuple):
    """A word or a mark: as written, in small letters with plain apostrophes, and where it stands.

    ``name`` is the name that an adjective stands for: Ukraine for "the Ukrainian border".
    """

    text: str
    key: str
    start: int
    end: int
    name: str = ""

    @property
    def is_capital(self) -> bool:
        """Tell a word that may be a name: it begins with a capital, or its script has none."""
        first = self.text[0]
        if not first.islower():
            return not first.isdigit()
        article, hyphen, rest = self.text[:5].partition("-")
        return bool(hyphen) and len(article) <= 3 and rest[:1].isupper()  # al-Hasakah


def _key(text: str) -> str:
    key = text.lower()
    if not key.isascii():
        key = key.translate(_PLAIN)
    return key[:-1] if len(key) > 2 and key[-1] == "." else key


def tokenise(phrase: str) -> list[Word]:
    """Split a phrase; quotes, question marks and other signs are nothing.

    Examples
    --------
    >>> [word.key for word in tokenise("Near «Velyka  Novosilka» (20km)")]
    ['near', 'velyka', 'novosilka', '(', '20km', ')']
    """
    return [Word(text := met[0], _key(text), met.start(), met.end()) for met in _TOKEN.finditer(phrase)]


def unpossessed(word: Word) -> Word:
    """Return an owner without its ending: "Ukraine's", "rebels'".

    Examples
    --------
    >>> unpossessed(tokenise("Ukraine's")[0]).text
    'Ukraine'
    """
    cut = 2 if word.key.endswith("'s") else 1
    return Word(word.text[:-cut], word.key[:-cut], word.start, word.end - cut)
