"""Persons told of one by one, without a number: "убил генерала и его помощника", "a policeman and a soldier"."""

from __future__ import annotations

from typing import Final

from incidentmap.reading.casualties.sentence import DETERMINERS, Count, Counting
from incidentmap.reading.casualties.words import ADJECTIVES, AND, COUPLE, PERSON

#: Endings of persons as objects of a verb or after "гибель", in the singular and in the plural.
_SINGULAR: Final = ("а", "я", "у", "ю", "ы", "ки", "ини", "ого")
_PLURAL: Final = ("ов", "ев", "ей", "ів", "їв", "ых", "их", "ин", "ят")
_THEIR: Final = frozenset("его её ее их його її їх ещё еще одного одну молодого молодую жену сына дочь дружину".split())


def ones_after(s: Counting, anchor: int) -> Count | None:
    """Read "убил генерала и его помощника", "вбила жінку": persons in the singular, one by one.

    Examples
    --------
    >>> from incidentmap.reading.text import prepare
    >>> ones_after(Counting(prepare("Взрыв убил генерала и его помощника."), 0), 1)[:2]
    (2, 2)
    """
    met: list[int] = []
    for n in range(anchor + 1, anchor + 8):
        if not s.open(n):
            break
        word = s.word(n)
        if s.person(n) and word.endswith(_SINGULAR) and not word.startswith(ADJECTIVES):
            met.append(n)
        elif s.person(n) and word.endswith(_PLURAL):
            return None
        elif _ends_list(s, n, begun=bool(met)) or (not met and n > anchor + 3):
            break
    if not met:
        return None
    joined = met[1:2] if len(met) > 1 and any(s.word(n) in AND for n in range(met[0], met[1])) else []
    return Count(1 + len(joined), 1 + len(joined), met[0], (joined or met)[0] + 1)


def _ends_list(s: Counting, n: int, *, begun: bool) -> bool:
    """Tell whether a word after the first person is none of "and his", nor a name: "генерала Петра Орлова и его"."""
    return begun and s.word(n) not in AND | _THEIR and not s.text.words[n][:1].isupper()


def object_before(s: Counting, anchor: int) -> Count | None:
    """Read "двадцятьох людей убили": a number in the accusative right before the verb.

    Examples
    --------
    >>> from incidentmap.reading.text import prepare
    >>> object_before(Counting(prepare("Трьох людей убили."), 0), 2)[:2]
    (3, 3)
    """
    for n in (anchor, anchor - 1, anchor - 2):
        if not s.open(n):
            return None
        number = s.ending.get(n)
        if number is not None:
            return s.counted(number) if s.word(number.last - 1).endswith("х") else None
    return None


def singular_before(s: Counting, anchor: int) -> Count | None:
    """Read "31 людина загинула", "21 местный житель погиб": after one and twenty-one a noun is singular.

    Examples
    --------
    >>> from incidentmap.reading.text import prepare
    >>> singular_before(Counting(prepare("21 житель погиб."), 0), 2)[:2]
    (21, 21)
    """
    for n in (anchor - 1, anchor - 2):
        if not s.person(n) or not s.open(n + 1):
            return None
        number = s.ending.get(n)
        if number is not None and s.open(n):
            return s.counted(number) if number.low % 10 == 1 else None
    return None


def two_before(s: Counting, verb: int) -> Count | None:
    """Read "a policeman and a soldier were killed", "a couple was killed".

    Examples
    --------
    >>> from incidentmap.reading.text import prepare
    >>> two_before(Counting(prepare("A nurse and a driver were killed."), 0), 5)[:2]
    (2, 2)
    """
    if s.word(verb - 1) in COUPLE:
        return Count(2, 2, verb - 1, verb)
    words = [s.word(n) for n in range(verb - 5, verb)]
    first, joined, one, second = words[1:] if words[3] in DETERMINERS else (words[2], words[3], "a", words[4])
    alone = first in PERSON and joined in AND and one in DETERMINERS and second in PERSON
    return Count(2, 2, verb - 4, verb) if alone and s.word(verb) == "were" else None
