"""Which of the old Cyrillic encodings some bytes are in: letters that are common in Russian and Ukrainian decide.

KOI8-U holds the letters of KOI8-R at the same places. A general detector errs here on texts of a few sentences.
"""

from __future__ import annotations

import re
from math import log
from typing import Final

_ENCODINGS: Final = ("cp1251", "koi8-u", "cp866", "iso8859-5", "mac-cyrillic")

#: Letters by how often they come in texts of both languages, in thousandths.
_FREQUENT: Final = {
    "о": 100, "а": 80, "и": 68, "е": 70, "н": 66, "т": 60, "р": 46, "с": 46, "в": 46, "л": 39, "к": 35, "д": 31,
    "м": 30, "п": 28, "у": 29, "я": 20, "ы": 10, "ь": 17, "г": 16, "з": 19, "б": 16, "ч": 13, "й": 12, "х": 10,
    "ж": 8, "ш": 7, "ю": 7, "ц": 5, "щ": 4, "э": 2, "ф": 3, "ъ": 1, "ё": 1, "і": 29, "ї": 4, "є": 3, "ґ": 0.5,
}  # fmt: skip
_NEVER: Final = -9.0
_WEIGHT: Final = {letter: log(share / 1000) for letter, share in _FREQUENT.items()}
#: Capitals are fewer, but a headline may have no other letters.
_CAPITAL: Final = {letter.upper(): weight - 0.2 for letter, weight in _WEIGHT.items()}
_WEIGHTS: Final = _WEIGHT | _CAPITAL | dict.fromkeys("«»“”„‘’–—…№•\xa0", -5.0)
#: What no word looks like: a capital after a small letter, and letters of two scripts beside each other.
_SLIPS: Final = re.compile(
    r"[а-яіїєґё][А-ЯІЇЄҐЁ]|[А-ЯІЇЄҐЁ]{2}[а-яіїєґё]|[A-Za-z][а-яА-ЯіїєґёІЇЄҐЁ]|[а-яА-ЯіїєґёІЇЄҐЁ][A-Za-z]|[а-яіїєґёА-ЯІЇЄҐЁ][№„–—]|[–—…№•][а-яіїєґё]"
)
#: Cyrillic text scores -3.3 a letter, and -3.8 at worst; Greek read as Cyrillic scores -4.3, and other bytes less.
_CYRILLIC: Final = -4.1


def cyrillic_encoding(data: bytes) -> str | None:
    """Find the old Cyrillic encoding of a text, or ``None`` when it is in none.

    Parameters
    ----------
    data : bytes
        Some lines; a kilobyte is plenty, a sentence mostly enough.

    Examples
    --------
    >>> [cyrillic_encoding("Двое ранены в Грайвороне".encode(name)) for name in ("cp1251", "koi8-r", "cp866")]
    ['cp1251', 'koi8-u', 'cp866']
    >>> cyrillic_encoding("Trois blessés à Genève".encode("cp1252")) is None
    True
    """
    scores = {name: _score(data[:16_384].decode(name, "replace")) for name in _ENCODINGS}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > _CYRILLIC else None


def _score(text: str) -> float:
    letters = [c for c in text if c > "\x7f"]
    if not letters:
        return _NEVER
    likely = sum(_WEIGHTS.get(c, _NEVER) for c in letters)
    return (likely - 6 * sum(1 for _ in _SLIPS.finditer(text))) / len(letters)
