"""Words that make a time a bound, not the time of an event: "since 2014", "until Friday", "станом на 12 березня"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from incidentmap.reading.times.tokens import Token
from incidentmap.reading.times.words import KINDS, OTHER

BEGINNING: Final = "a beginning, not a date of an event"
_END: Final = "an end, not a date of an event"
_WHY: Final = {
    KINDS["since"]: BEGINNING,
    KINDS["out_of"]: BEGINNING,
    KINDS["until"]: _END,
    KINDS["thru"]: _END,
    KINDS["by"]: "a term, not a date of an event",
    KINDS["BEFORE"]: "it says only what the event came before or after",
}
_BORN: Final = "a year of birth, not a date of an event"
_FOUNDED: Final = "the year in which it was founded or made, not a date of an event"
_LIVES: Final = {KINDS["BORN"]: _BORN, KINDS["FOUNDED"]: _FOUNDED}
#: What stands behind the year: "1954 года рождения", "2015 року випуску".
_OF_A_YEAR: Final = {KINDS["BORN"]: _BORN, KINDS["BORN_SHORT"]: _BORN, KINDS["MADE"]: _FOUNDED}
#: "Born in a village near Kharkiv in 1990": so many words may lie between.
_REACH: Final = 8
_PAUSES: Final = frozenset(KINDS[k] for k in ("comma", "dot", "and", "close", "gap"))
_YEARS: Final = frozenset(KINDS[k] for k in ("YEAR", "DATE"))
_SHORT: Final = KINDS["YEARS_SHORT"]
_AS_OF: Final = "the date of a state of affairs, not of an event"
_DATED: Final = frozenset(KINDS[k] for k in ("MONTH", "SHORT", "WEEKDAY"))
#: "с утра 12 марта" is the morning, and no beginning.
_PARTS: Final = frozenset(KINDS[k] for k in ("BY_NIGHT", "BY_PART", "DAWN", "A_PART", "OF_PART"))
#: Readings of one expression of one time; a range has "from" and "to" of its own.
_SINGLE: Final = ("day", "period")


def bound(tokens: Sequence[Token], first: int, last: int, reading: str, taken: int) -> tuple[int, str | None]:
    """Tell whether an expression is but a bound of a time, by its first word or the one before it.

    Parameters
    ----------
    tokens : sequence of Token
        Those of the sentence.
    first, last : int
        The expression's first token, and the one after its last.
    reading : str
    taken : int
        The token at which the expression before ends.

    Returns
    -------
    tuple of int and (str or None)
        The first token with the word that makes it a bound, and why it is one.

    Examples
    --------
    >>> from incidentmap.reading.times.tokens import tokenise
    >>> bound(tokenise("held since 12 March", 0, 19), 2, 4, "day", 0)
    (1, 'a beginning, not a date of an event')
    """
    if (why := _life(tokens, first, last, taken)) is not None:
        return first, why
    inside = [token.kind for token in tokens[first:last]][:2]
    if reading == "digest":
        return first, None
    if _attributive(tokens, first, last, taken) and (reading in _SINGLE or tokens[last - 1].possessive):
        return first + (inside[0] in _WHY), None
    if KINDS["AS_OF"] in inside:
        return first, _AS_OF if _of_a_day(tokens, last) else None
    if reading in _SINGLE and inside[0] in _WHY and inside[-1] not in _PARTS:
        return first, _WHY[inside[0]]
    end = first - (first > taken and tokens[first - 1].kind == KINDS["the"])
    before = [token.kind for token in tokens[max(taken, end - 3) : end]]
    if before[-2:] in ([KINDS["as"], KINDS["of"]], [KINDS["AS_OF"], KINDS["on"]]):
        return end - (3 if before[0] == KINDS["thru"] else 2), _AS_OF if _of_a_day(tokens, last) else None
    if before and before[-1] in _WHY:
        return end - 1, _WHY[before[-1]]
    return first, None


def _attributive(tokens: Sequence[Token], first: int, last: int, taken: int) -> bool:
    """Tell whether the time describes an event: "after Tuesday's raid", "the 12 March raid", "вчерашнего обстрела".

    "Before dawn on Tuesday" is no bound of Tuesday either.
    """
    kinds = [token.kind for token in tokens[first:last]]
    before = tokens[first - 1].kind if first > taken else ""
    if before == KINDS["BEFORE"] and kinds[0] == KINDS["PART"]:
        return True
    if KINDS["THE_NEAR"] in kinds and KINDS["DAYS"] not in kinds:
        return True
    definite = KINDS["the"] in (before, *kinds[:2]) and KINDS["of"] not in kinds
    return tokens[last - 1].possessive or (definite and not _DATED.isdisjoint(kinds))


def _of_a_day(tokens: Sequence[Token], last: int) -> bool:
    """Tell "as of 12 March" from "as of 12 March, 22:00", which dates a digest of that day."""
    following = [token.kind for token in tokens[last : last + 2]]
    return KINDS["CLOCK"] not in following[: 1 + (following[:1] in ([KINDS["comma"]], [KINDS["gap"]]))]


def _life(tokens: Sequence[Token], first: int, last: int, taken: int) -> str | None:
    """Tell the years in which someone was born, or something founded or made, which no event has."""
    kinds = [token.kind for token in tokens[first:last]]
    if _YEARS.isdisjoint(kinds):
        return None
    following = [token.kind for token in tokens[last : last + 2]]
    if following and following[0] in _OF_A_YEAR:
        return _OF_A_YEAR[following[0]]
    # "1954 г.р.", "1954 г/р".
    if _SHORT in kinds[-2:] and _SHORT in (following if following[:1] == [OTHER] else following[:1]):
        return _BORN
    for token in reversed(tokens[max(taken, first - _REACH) : first]):
        if token.kind in _LIVES:
            return _LIVES[token.kind]
        if token.kind in _PAUSES:
            return None
    return None
