"""A sentence as tokens of time: each word, number and sign with its kind."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from incidentmap.reading.times.words import KINDS, OTHER, VOCABULARY

_TOKEN: Final = re.compile(
    r"(?P<number>\d+(?:[.,:/-]\d+)*)(?P<suffix>(?:st|nd|rd|th)\b|-?(?:го|ого|му|м|й|е|я|те|ге|ше)\b|[^\W\d_]+)?"
    r"|(?P<word>[^\W\d_]+(?:['’ʼ‘`][^\W\d_]+)*)"
    r"|(?P<sign>[^\w\s]|_)"
)
#: A whole date in numbers.
NUMERIC: Final = re.compile(
    r"(?<![\w.,:/-])(?:[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}|[0-9]{1,2}([./-])[0-9]{1,2}\2(?:[0-9]{4}|[0-9]{2}))"
    r"(?=T[0-9]|[^\w]|[гр]\b|\Z)(?![./:-][0-9])"
)
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})")
_SHORT_YEAR: Final = re.compile(r"([0-9]{2})([./-])([0-9]{2})\2([0-9]{2})")
_DAY_MONTH: Final = re.compile(r"([0-9]{1,2})\.(0[1-9]|1[0-2])")
_PAIR: Final = re.compile(r"([0-9]{1,4})([-/])([0-9]{1,4}(?:[./][0-9]{1,2}[./][0-9]{4})?)")
#: With a dot only where no decimal and no date is likelier: "06.00", "18.30".
_CLOCK: Final = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?|(?:[01][0-9]|2[0-3])\.(?:00|15|30|45)")
_ORDINALS: Final = frozenset("st nd rd th го ого му м й е я те ге ше".split())
_SIGNS: Final = {
    ",": KINDS["comma"],
    ".": KINDS["dot"],
    "(": KINDS["open"],
    ")": KINDS["close"],
    **dict.fromkeys("-–—−‑‒", KINDS["dash"]),
}
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("’ʼ‘`", "'"))
_YEARS: Final = range(1000, 3000)


class Token(NamedTuple):
    """A word, number or sign: its kind, what it counts for, its offsets; a date in numbers also as written."""

    kind: str
    value: int
    start: int
    end: int
    written: str = ""
    possessive: bool = False


#: A word that is none of time. No expression has it, so that its offsets do not matter.
_NONE: Final = Token(OTHER, 0, 0, 0)


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """Cut a piece of a text into tokens.

    Examples
    --------
    >>> [t.value for t in tokenise("12-13 March 2024", 0, 16)]
    [12, 0, 13, 3, 2024]
    """
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        if match.lastgroup == "word":
            known = VOCABULARY.get(match[0])
            if known is not None:
                tokens.append(Token(known.kind, known.value, match.start(), match.end()))
            else:
                tokens.append(_NONE if match[0].isalpha() else _with_apostrophe(match))
        elif match.lastgroup == "sign":
            tokens.append(_sign(text, match, start, end))
        else:
            tokens += _number(match)
    return _counted(tokens)


def _with_apostrophe(match: re.Match[str]) -> Token:
    """Read "Tuesday's" as Tuesday, and "п’ятницю" with whatever apostrophe it is written."""
    plain = match[0].translate(_APOSTROPHES)
    if (known := VOCABULARY.get(plain)) is not None:
        return Token(known.kind, known.value, match.start(), match.end())
    if plain[-2:] in ("'s", "'S") and (known := VOCABULARY.get(plain[:-2])) is not None:
        return Token(known.kind, known.value, match.start(), match.end() - 2, possessive=True)
    return _NONE


def _sign(text: str, match: re.Match[str], start: int, end: int) -> Token:
    kind = _SIGNS.get(match[0], OTHER)
    first, last = match.span()
    if kind == KINDS["dash"] and (
        (first > start and text[first - 1].isspace()) or (last < end and text[last].isspace())
    ):
        kind = KINDS["gap"]
    return Token(kind, 0, first, last)


def _number(match: re.Match[str]) -> list[Token]:
    written, suffix = match["number"], match["suffix"] or ""
    start, end = match.span("number")
    if not written.isascii():
        return [Token(OTHER, 0, start, match.end())]
    if suffix and suffix.lstrip("-") not in _ORDINALS:
        return _with_letters(written, suffix, start, match.end())
    if suffix:
        end = match.end()
    if pair := _PAIR.fullmatch(written):
        return _pair(pair, start, end)
    return [_single(written, start, end)]


def _with_letters(written: str, suffix: str, start: int, end: int) -> list[Token]:
    """Read a number with letters at it: "2024г", "2024-03-12T10:15"; anything else is no number of a date."""
    token = _single(written, start, start + len(written))
    if suffix in ("г", "р") and token.kind in (KINDS["YEAR"], KINDS["DATE"]):
        return [token, Token(KINDS["YEARS_SHORT"], 0, token.end, end)]
    if suffix == "T" and token.kind == KINDS["DATE"]:
        return [token]
    return [Token(OTHER, 0, start, end)]


def _single(written: str, start: int, end: int) -> Token:
    if written.isdigit():
        if len(written) <= 2 and 1 <= int(written) <= 31:
            return Token(KINDS["DAY"], int(written), start, end)
        if len(written) == 4 and int(written) in _YEARS:
            return Token(KINDS["YEAR"], int(written), start, end)
        return Token(KINDS["QUANTITY"], int(written) if len(written) < 9 else 10**9, start, end)
    if _YEAR_FIRST.fullmatch(written) or _YEAR_LAST.fullmatch(written) or _SHORT_YEAR.fullmatch(written):
        return Token(KINDS["DATE"], 0, start, end, written)
    if match := _DAY_MONTH.fullmatch(written):
        if 1 <= int(match[1]) <= 31:
            return Token(KINDS["DAY_MONTH"], int(match[1]) * 100 + int(match[2]), start, end)
    elif _CLOCK.fullmatch(written):
        return Token(KINDS["CLOCK"], 0, start, end)
    return Token(OTHER, 0, start, end)


def _pair(pair: re.Match[str], start: int, end: int) -> list[Token]:
    """Read two numbers with a mark between: "3-5", "12/13", "2022-23", "11-12.03.2024"."""
    left = _single(pair[1], start, start + pair.end(1))
    mark = Token(KINDS["dash" if pair[2] == "-" else "slash"], 0, start + pair.end(1), start + pair.start(3))
    right = _single(pair[3], start + pair.start(3), end)
    days, years = KINDS["DAY"], KINDS["YEAR"]
    if left.kind == years and len(pair[3]) == 2 and int(pair[3]) == (left.value + 1) % 100:
        right = right._replace(kind=years, value=left.value + 1)
    if (left.kind == right.kind and left.kind in (days, years)) or (left.kind, right.kind) == (days, KINDS["DATE"]):
        return [left, mark, right]
    return [Token(OTHER, 0, start, end)]


def _counted(tokens: list[Token]) -> list[Token]:
    """See that a number which counts something is no year: "2000 people"."""
    for i in range(len(tokens) - 1):
        if tokens[i].kind == KINDS["YEAR"] and tokens[i + 1].kind == KINDS["COUNT"]:
            tokens[i] = tokens[i]._replace(kind=KINDS["QUANTITY"])
    return tokens


def in_numbers(written: str, *, day_first: bool) -> tuple[int, int, int]:
    """Read a date in numbers as year, month, day.

    Raises
    ------
    ValueError
        With the reason, when it could be two days, or has a month that no year has.

    Examples
    --------
    >>> in_numbers("12.03.2024", day_first=False)
    (2024, 3, 12)
    """
    if match := _YEAR_FIRST.fullmatch(written):
        return int(match[1]), int(match[3]), int(match[4])
    match = _YEAR_LAST.fullmatch(written) or _SHORT_YEAR.fullmatch(written)
    if match is None:
        raise ValueError(f"{written} is not a date")
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    year += 2000 if len(match[4]) == 2 else 0
    if match[2] == "." or day_first or first > 12 or first == second:
        return year, second, first
    if second > 12:
        return year, first, second
    raise ValueError(f"{written} could be two days: it may begin with the day or with the month")
