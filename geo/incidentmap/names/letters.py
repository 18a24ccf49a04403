"""Letters: how each character is written in a key and in a plain spelling, for one name or for millions at once.

Every step works character by character or by plain replacement, so that a list of names can be joined into one text,
rewritten by C code in a few passes, and split again; the result is the same as name by name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Final

_APOSTROPHES: Final = "'’‘ʼʹʻ`´″ʺ′"
_SIGNS: Final = "ьъ"
SEPARATORS: Final = '-‐‑‒–—―_/\\.,;:()[]{}"«»“”„!?&+*#|<>=@%^~·•…№'

#: What no one sees: control, bidirectional and zero-width characters, and halves of surrogate pairs.
INVISIBLE: Final = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
#: Letters that tell Ukrainian from Russian, and Russian from Ukrainian, in both cases.
ONLY_UKRAINIAN: Final = re.compile(r"[іїєґІЇЄҐ]")
NOT_UKRAINIAN: Final = re.compile(r"[ыэъЫЭЪ]")

# What sounds alike is written alike at once: й, и, ы and і are "i"; ё, е, є and э are "e"; х and h are "h"; щ and ш are
# "sh", ц is "c". Latin spellings of these, whatever the system (BGN/PCGN, the Ukrainian system of 2010, ISO 9, GOST,
# passports, newspapers, Polish, German), are brought to the same by `merge`.
_RUSSIAN: Final = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщыэюя",
        "a b v g d e e zh z i i k l m n o p r s t u f h c ch sh sh i e iu ia".split(),
        strict=True,
    )
)
_OTHER_CYRILLIC: Final = dict(zip("іїєґўјљњћђџѓќѕ", "i i e g u j lj nj c dj dz g k dz".split(), strict=True))
_LATIN: Final = {
    "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ə": "e",
}  # fmt: skip


class Letters(dict[int, str]):
    """A table for ``str.translate`` that learns a character when it first meets it; it leaves line ends alone.

    Parameters
    ----------
    written : dict of str to str
        What is written for a letter, lower case and without accents.
    after : callable, optional
        A last change to what is written for one character.
    """

    def __init__(self, written: dict[str, str], *, after: Callable[[str], str] = str) -> None:
        super().__init__()
        self._written, self._after = written, after
        ascii_letters = [self[code] for code in range(128)]
        #: The same for ASCII alone, as bytes.translate wants it: far faster.
        self.ascii = bytes(ord(text or " ") for text in ascii_letters) + bytes(range(128, 256))
        self.ascii_deleted = bytes(code for code, text in enumerate(ascii_letters) if not text)

    def __missing__(self, code: int) -> str:
        """Work one character out; those outside the basic plane are not kept, so that no input can fill memory."""
        written = self._after("".join(map(self._letter, _decomposed(chr(code)))))
        if code < 0x10000:
            self[code] = written
        return written

    def _letter(self, character: str) -> str:
        if character in self._written:
            return self._written[character]
        if character in _APOSTROPHES or 0x300 <= ord(character) < 0x370:  # the second are what NFKD splits off
            return ""
        return " " if character in SEPARATORS or (character.isspace() and character != "\n") else character


def _decomposed(character: str) -> str:
    if INVISIBLE.match(character) or character in _APOSTROPHES:
        return ""
    return unicodedata.normalize("NFKD", character).casefold()


_ALIKE: Final = str.maketrans("yjw", "iiv")
#: Ukrainian г until `merge` has seen what is before it; no name holds this character, for it is invisible.
_HE: Final = "\x01"


def _alike(text: str) -> str:
    return text.translate(_ALIKE)


_KEY_LETTERS: Final = _LATIN | _OTHER_CYRILLIC | _RUSSIAN | dict.fromkeys(_SIGNS, "")
#: The letters of keys, Cyrillic read as Russian and as Ukrainian; and the letters of plain spellings.
AS_RUSSIAN: Final = Letters(_KEY_LETTERS, after=_alike)
AS_UKRAINIAN: Final = Letters(_KEY_LETTERS | {"г": _HE, "ґ": "g"}, after=_alike)
PLAIN: Final = Letters(_LATIN)

_SHCH: Final = re.compile("sh(?:ch|h)+")
_ZHZH: Final = re.compile("zh(?:zh)+")


def merge(text: str) -> str:
    """Make one of the ways to romanise one sound: kh and h; ya, ja and ia; ye, yo, ie and e; shch, sch and sh.

    Parameters
    ----------
    text : str
        Letters of a key table; words and lines are left alone.

    Examples
    --------
    >>> merge("tiotkino"), merge("kharkiv"), merge("szczerbinovka")
    ('tetkino', 'harkiv', 'sherbinovka')
    """
    if _HE in text:
        text = text.replace("z" + _HE, "zg").replace(_HE, "h")
    # A letter is looked for before the many ways to write it: most names have few of them.
    if "i" in text:
        while "ii" in text:
            text = text.replace("ii", "i")
        text = text.replace("ie", "e").replace("io", "e")
    if "x" in text:
        text = text.replace("x", "ks")
    if "ts" in text:
        text = text.replace("tsch", "ch").replace("ts", "c")
    if "z" in text:
        text = text.replace("tz", "c").replace("cz", "ch").replace("sz", "sh").replace("zgh", "zg")
        text = _ZHZH.sub("zh", text) if "zhzh" in text else text
    return _merge_h(text) if "h" in text else text


def _merge_h(text: str) -> str:
    text = text.replace("kkh", "kh").replace("kh", "h")
    if "ch" in text:
        text = text.replace("ttch", "tch").replace("tch", "ch").replace("sch", "sh")
    return _SHCH.sub("sh", text) if "shch" in text or "shh" in text else text


def _translated(text: str, table: Letters) -> str:
    if text.isascii():
        return text.encode().translate(table.ascii, table.ascii_deleted).decode()
    text = text.translate(table)
    # Puts the marks of other scripts in order.
    return text if text.isascii() else unicodedata.normalize("NFKD", text)


def rewrite(name: str, table: Letters) -> str:
    """Write a name in the letters of a table, with single spaces.

    Examples
    --------
    >>> rewrite("  Łódź — Górna", PLAIN)
    'lodz gorna'
    """
    text = _translated(name, table)
    return " ".join(text.split()) if " " in text or "\n" in text else text


#: Names rewritten as one text: more no longer fit the processor's cache, and get slower by half.
_CHUNK: Final = 512


def rewrite_many(
    names: Sequence[str], table: Letters, *, ukrainian: Letters | None = None, after: Callable[[str], str] = str
) -> list[str]:
    """Write many names in the letters of a table, each as :func:`rewrite` does.

    Parameters
    ----------
    names : sequence of str
    table : Letters
    ukrainian : Letters, optional
        The table for names with a letter that only Ukrainian has, if it is another.
    after : callable, optional
        A change made to all of them as the lines of one text, such as :func:`merge`.

    Examples
    --------
    >>> rewrite_many(["Łódź — Górna", "", "Kursk"], PLAIN)
    ['lodz gorna', '', 'kursk']
    """
    written: list[str] = []
    for start in range(0, len(names), _CHUNK):
        written += _chunk(names[start : start + _CHUNK], (table, table, ukrainian or table), after)
    return written


def _chunk(names: Sequence[str], tables: Sequence[Letters], after: Callable[[str], str]) -> list[str]:
    # ASCII apart, not only for the faster table: one rare character would make every letter of the text four bytes.
    if tables[1] is tables[2]:
        group = [0 if name.isascii() else 1 for name in names]
    else:
        group = [0 if name.isascii() else 2 if ONLY_UKRAINIAN.search(name) else 1 for name in names]
    parts: tuple[list[str], ...] = ([], [], [])
    add = [part.append for part in parts]
    for name, g in zip(names, group, strict=True):
        add[g](name)
    done = [iter(after(_lines(part, t)).split("\n")) for part, t in zip(parts, tables, strict=True) if part]
    if len(done) == 1:
        return list(done[0])
    by_group = iter(done)
    lines = [next(by_group) if part else iter(()) for part in parts]
    return [next(lines[g]) for g in group]


def _lines(names: Sequence[str], table: Letters) -> str:
    text = "\n".join(names)
    if text.count("\n") != len(names) - 1:
        text = "\n".join([name.replace("\n", " ") for name in names])
    text = _translated(text, table)
    while "  " in text:
        text = text.replace("  ", " ")
    return text.replace(" \n", "\n").replace("\n ", "\n").strip(" ")
