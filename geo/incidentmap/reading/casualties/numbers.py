"""Numbers in words and digits, in three languages: "twenty-five", "двоє", "сотни", "5–7", "between 3 and 5"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from incidentmap.reading.lexicon.matching import Remembered, fold_word
from incidentmap.reading.text import Text

#: No count of people is higher.
_MOST: Final = 10_000_000


class Number(NamedTuple):
    """A number: its words ``[first:last]`` and what it says, ``low`` ≤ ``high``."""

    first: int
    last: int
    low: int
    high: int


_ENGLISH: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
#: Forms of each number in Russian and Ukrainian, with collective ones ("двое", "п'ятеро").
_CYRILLIC: Final[Mapping[int, str]] = {
    1: "один одна одно одного одну одной одному одним один-единственный одне однієї одну одній",
    2: "два две двух двоих двое двум двумя двоим дві двох двоє двом двома обоих обидва обидвоє оба обе",
    3: "три трех троих трое трем тремя троим трьох троє трьом трьома",
    4: "четыре четырех четверо четверых четырем четыремя чотири чотирьох четверо чотирьом",
    5: "пять пяти пятеро пятерых пятерым п'ять п'яти п'ятеро п'ятьох п'ятьом",
    6: "шесть шести шестеро шестерых шість шести шестеро шістьох",
    7: "семь семи семеро семерых сім семи семеро сімох",
    8: "восемь восьми восьмеро восьмерых вісім восьми восьмеро вісьмох",
    9: "девять девяти девятеро девятерых дев'ять дев'яти дев'ятеро дев'ятьох",
    10: "десять десяти десятеро десятерых десятьох",
    11: "одиннадцать одиннадцати одинадцять одинадцяти одинадцятеро одинадцятьох",
    12: "двенадцать двенадцати дванадцять дванадцяти дванадцятеро дванадцятьох",
    13: "тринадцать тринадцати тринадцять тринадцяти тринадцятеро тринадцятьох",
    14: "четырнадцать четырнадцати чотирнадцять чотирнадцяти чотирнадцятеро",
    15: "пятнадцать пятнадцати п'ятнадцять п'ятнадцяти п'ятнадцятеро",
    16: "шестнадцать шестнадцати шістнадцять шістнадцяти шістнадцятеро",
    17: "семнадцать семнадцати сімнадцять сімнадцяти",
    18: "восемнадцать восемнадцати вісімнадцять вісімнадцяти",
    19: "девятнадцать девятнадцати дев'ятнадцять дев'ятнадцяти",
    20: "двадцать двадцати двадцять двадцяти двадцятеро двадцятьох двадцятьома",
    30: "тридцать тридцати тридцять тридцяти тридцятьох",
    40: "сорок сорока сорокьох",
    50: "пятьдесят пятидесяти п'ятдесят п'ятдесяти п'ятдесятьох",
    60: "шестьдесят шестидесяти шістдесят шістдесяти",
    70: "семьдесят семидесяти сімдесят сімдесяти",
    80: "восемьдесят восьмидесяти вісімдесят вісімдесяти",
    90: "девяносто девяноста дев'яносто дев'яноста",
    100: "сто ста",
    200: "двести двухсот двісті двохсот",
    300: "триста трехсот триста трьохсот",
    400: "четыреста четырехсот чотириста чотирьохсот",
    500: "пятьсот пятисот п'ятсот п'ятисот",
    600: "шестьсот шестисот шістсот",
    700: "семьсот сімсот",
    800: "восемьсот вісімсот",
    900: "девятьсот дев'ятсот",
}
#: Words that say about how many. Dozens are at least two of them, and less than a hundred.
_VAGUE: Final[Mapping[str, tuple[int, int]]] = {
    **dict.fromkeys(("dozens",), (24, 99)),
    **dict.fromkeys(("десятки", "десятков", "десятками", "десятків"), (20, 99)),
    **dict.fromkeys(("scores",), (40, 99)),
    **dict.fromkeys(("several", "несколько", "нескольких", "кілька", "кількох", "декілька", "декількох"), (3, 9)),
    **dict.fromkeys(("hundreds", "сотни", "сотен", "сотні", "сотень"), (200, 999)),
    **dict.fromkeys(("thousands", "тысячи", "тысяч", "тисячі", "тисяч"), (2_000, 9_999)),
}
_SCALES: Final[Mapping[str, int]] = {
    "hundred": 100, "thousand": 1_000, "million": 1_000_000, "dozen": 12, "score": 20,
    **dict.fromkeys("тысяча тысячи тысяч тысячу тис тыс тисяча тисячі тисяч тисячу".split(), 1_000),
    **dict.fromkeys(("десяток", "десятка", "десятків", "десятков", "десятки"), 10),
    **dict.fromkeys(("дюжина", "дюжины", "дюжину"), 12),
}  # fmt: skip
_WORDS: dict[str, int] = {word: n for n, word in enumerate(_ENGLISH.split())}
_WORDS |= {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
_WORDS |= {form: n for n, forms in _CYRILLIC.items() for form in forms.split()}
_DIGITS: Final = re.compile(r"\d{1,8}\Z|\d{1,3}(?:[.,]\d{3})+\Z")
_SPACES: Final = " \u00a0\u202f"
_DASHES: Final = frozenset("-‐‑–—")
_RANGE: Final = frozenset(("to", "or", "до", "или", "або", "чи"))
_OPENERS: Final = {"between": ("and",), "from": ("to",), "от": ("до",), "від": ("до",)}
#: "2-х", "5-ти", "2-є": the ending of a number written in digits.
_ENDINGS: Final = frozenset("х ти ро є е ми м го ох рех рьох их им а ю ма ох".split())


def find_numbers(text: Text, first: int, last: int) -> list[Number]:
    """Find the numbers among the words ``[first:last]`` of a text.

    Examples
    --------
    >>> from incidentmap.reading.text import prepare
    >>> text = prepare("between five and 7, dozens, двадцать два, 1,200, two hundred and six, 72nd, 14:30")
    >>> [(n.low, n.high) for n in find_numbers(text, 0, len(text.words))]
    [(5, 7), (24, 99), (22, 22), (1200, 1200), (206, 206)]
    """
    found: list[Number] = []
    word = first
    while word < last:
        if not _MAY_BEGIN[text.words[word]]:
            word += 1
            continue
        number = _range(text, word, last) or _single(text, word, last)
        if number is None:
            word += 1
            continue
        found.append(number)
        word = number.last
    return found


def _may_begin(word: str) -> bool:
    folded = fold_word(word)
    return (
        folded[:1].isdigit()
        or folded in _VAGUE
        or folded in _OPENERS
        or folded in ("a", "half", "couple")
        or _word_value(folded) is not None
    )


#: Whether a number may begin with a word, by its spelling.
_MAY_BEGIN: Final = Remembered(_may_begin)


def _range(text: Text, word: int, last: int) -> Number | None:
    folded = fold_word(text.words[word])
    opened = _OPENERS.get(folded)
    one = _single(text, word + 1 if opened else word, last)
    if one is None or one.last >= last:
        return None
    middle, gap = fold_word(text.words[one.last]), _gap(text, one.last)
    joined = middle in opened if opened else middle in _RANGE
    if joined and not _stops(gap) and not _stops(_gap(text, one.last + 1)):
        two = _single(text, one.last + 1, last)
    elif gap.strip() in _DASHES and not opened:
        two = _single(text, one.last, last)
    else:
        two = None
    if two is None or two.high <= one.low or two.low == two.high > 10 * one.high + 10:
        return None
    return Number(word, two.last, one.low, two.high)


def _single(text: Text, word: int, last: int) -> Number | None:
    """Read one number that begins at a word."""
    if word >= last:
        return None
    folded = fold_word(text.words[word])
    if folded in ("a", "half", "couple"):
        return _counted(text, word, last)
    if folded in _VAGUE:
        of = word + 1 < last and fold_word(text.words[word + 1]) == "of"
        return Number(word, word + 1 + of, *_VAGUE[folded])
    if folded[:1].isdigit():
        return _digits(text, word, last)
    return _in_words(text, word, last)


def _counted(text: Text, word: int, last: int) -> Number | None:
    """Read "a dozen", "half a dozen", "a couple of", "a few", "a hundred"."""
    following = [fold_word(text.words[n]) for n in range(word, min(word + 4, last))]
    for phrase, low, high in (
        (("half", "a", "dozen"), 6, 6), (("a", "dozen"), 12, 12), (("a", "couple", "of"), 2, 2),
        (("a", "couple"), 2, 2),
        (("couple", "of"), 2, 2), (("a", "few", "dozen"), 36, 99), (("a", "few"), 3, 9), (("a", "hundred"), 100, 100),
        (("a", "thousand"), 1000, 1000), (("a", "score", "of"), 20, 20),
    ):  # fmt: skip
        if tuple(following[: len(phrase)]) == phrase:
            return Number(word, word + len(phrase), low, high)
    return None


def _digits(text: Text, word: int, last: int) -> Number | None:
    written = text.words[word]
    if not _DIGITS.match(written) or not written.isascii():
        return None
    value, end = int(re.sub(r"[.,]", "", written)), word + 1
    while end < last and len(written) <= 3 and _gap(text, end) in _SPACES and _gap(text, end) and _thousand(text, end):
        value, end = value * 1000 + int(text.words[end]), end + 1
    if end < last and not _gap(text, end):
        return None  # "72nd", "5kg"
    if end < last and _gap(text, end) in _DASHES and fold_word(text.words[end]) in _ENDINGS:
        end += 1
    elif end < last and _gap(text, end) in _DASHES and text.words[end][:1].isalpha():
        return None  # "34-year-old", "72-я бригада"
    return _scaled(text, word, end, last, value)


def _thousand(text: Text, word: int) -> bool:
    return len(text.words[word]) == 3 and text.words[word].isdigit() and text.words[word].isascii()


def _in_words(text: Text, word: int, last: int) -> Number | None:
    """Read "two hundred and six", "twenty-five", "сорок два"."""
    value = _word_value(fold_word(text.words[word]))
    if value is None:
        return None
    end, room = word + 1, _room(value)
    total = value
    while end < last:
        folded = fold_word(text.words[end])
        if folded == "hundred" and total < 20 and not _stops(_gap(text, end)):
            total, room, end = total * 100, 100, end + 1
            continue
        skip = folded == "and" and room == 100 and end + 1 < last
        following = _word_value(fold_word(text.words[end + skip]))
        if following is None or not 0 < following < room or _stops(_gap(text, end)):
            break
        total, room, end = total + following, _room(following), end + 1 + skip
    return _scaled(text, word, end, last, total)


def _scaled(text: Text, word: int, end: int, last: int, value: int) -> Number | None:
    """Let "thousand", "dozen" and the like multiply what stands before them."""
    while end < last and (scale := _SCALES.get(fold_word(text.words[end]))) and not _stops(_gap(text, end)):
        value, end = value * scale, end + 1
    return Number(word, end, value, value) if value <= _MOST else None


def _word_value(folded: str) -> int | None:
    if folded in _WORDS:
        return _WORDS[folded]
    tens, dash, ones = folded.partition("-")
    if dash and _WORDS.get(tens, 0) >= 20 and 0 < _WORDS.get(ones, 0) < 10:
        return _WORDS[tens] + _WORDS[ones]
    return None


def _room(value: int) -> int:
    """Return what a number that follows must be less than, to be part of this one: "сорок" and then "два"."""
    if value >= 100 and value % 100 == 0:
        return 100
    return 10 if value >= 20 and value % 10 == 0 else 0


def _gap(text: Text, word: int) -> str:
    return text.text[text.ends[word - 1] : text.starts[word]]


def _stops(gap: str) -> bool:
    return bool(gap.strip("\u00a0\u202f \t\n-‐‑."))
