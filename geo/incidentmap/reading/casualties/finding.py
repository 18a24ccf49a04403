"""How many were killed and hurt, as the text states it, in three languages.

A number counts people where its words say so: "killed 12 villagers" and "12 погибших", not "killed 12 tanks" nor
"killed 30 years ago". "At least 12" is 12; "dozens" are at least two.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from incidentmap.reading.casualties.persons import object_before, ones_after, singular_before, two_before
from incidentmap.reading.casualties.sentence import Count, Counting
from incidentmap.reading.casualties.words import (
    ANCHORS,
    AND,
    AUXILIARIES,
    COUPLE,
    CREWS,
    INCLUDING,
    ONE_PERSON,
    TOLLS,
    WOUNDS,
)
from incidentmap.reading.lexicon.matching import Remembered, fold_word
from incidentmap.reading.mentions import CasualtyMention
from incidentmap.reading.text import Text


def _both(s: Counting, n: int) -> Count | None:
    if s.word(n + 1) in AND and s.word(n + 2) in ANCHORS and s.word(n + 2) != s.word(n) and n + 3 not in s.starting:
        return s.before(n)
    if s.word(n - 1) in ("has", "have", "had"):
        return s.after(n) or s.one_after(n)
    if s.word(n - 1) in ("were", "was") and (two := two_before(s, n - 1)):
        return two
    if s.word(n - 1) in AUXILIARIES or n in s.ending:
        return s.before(n) or s.one_before(n) or s.after(n)
    return s.after(n) or s.one_after(n) or s.before(n)


def _before(s: Counting, n: int) -> Count | None:
    """Read "12 died", "left 12 dead"; "shot dead 12 people" as "killed 12 people"."""
    if s.word(n) == "dead" and s.word(n - 1) in ("shot", "struck") and s.word(n - 2) not in AUXILIARIES:
        return s.after(n) or s.one_after(n)
    return s.before(n) or (s.one_before(n) if s.word(n) in ("died", "dead") else None)


def _active(s: Counting, n: int) -> Count | None:
    return s.after(n) or s.one_after(n) or ones_after(s, n) or object_before(s, n)


def _many(s: Counting, n: int) -> Count | None:
    if n in s.ending:
        return s.before(n) or s.after(n)
    return s.after(n) or s.before(n) or _listed(s, n)


def _listed(s: Counting, n: int) -> Count | None:
    """Count "погибли мужчина и женщина": two people, one by one."""
    if s.word(n + 1) in COUPLE and s.open(n + 1):
        return Count(2, 2, n + 1, n + 2)
    met = [m for m in range(n + 1, n + 6) if s.word(m) in ONE_PERSON]
    joined = [m for m in range(n + 1, n + 6) if s.word(m) in AND]
    if len(met) == 2 and joined and met[0] < joined[0] < met[1]:
        return Count(2, 2, met[0], met[1] + 1)
    return None


def _one(s: Counting, n: int) -> Count | None:
    """Read "погиб один человек", "загинула жінка": a verb in the singular is one person."""
    if s.word(n - 1) == "не" or s.word(n - 1) in CREWS or s.word(n + 1) in CREWS:
        return None
    if n in s.ending:
        return s.after(n) or s.before(n) or Count(1, 1, n, n + 1)
    return s.after(n) or singular_before(s, n) or Count(1, 1, n, n + 1)


def _one_person(s: Counting, n: int) -> Count | None:
    """Read "пострадала женщина": as a house may suffer too, a person must be named."""
    counted = s.after(n) or (s.before(n) if n in s.ending else None)
    if counted:
        return counted
    return _one(s, n) if any(s.open(m) and s.person(m) for m in (n + 1, n + 2, n + 3)) or s.person(n - 1) else None


def _noun(s: Counting, n: int) -> Count | None:
    """Read "12 deaths", "погибших – 12", "число жертв выросло до 12", "the death toll rose to 12"."""
    if s.word(n) == "lives":
        return s.before(n) if n in s.ending and s.word(n - 1) else None
    toll = s.word(n) in TOLLS or s.word(n - 1) in TOLLS
    if not toll and (number := s.ending.get(n)) is not None and s.open(n):
        return s.counted(number)
    near = [s.ending.get(n - back) for back in (1, 2) if s.open(n) and s.person(n - 1)]
    if not toll and (counted := next((number for number in near if number), None)) is not None:
        return s.counted(counted)
    if s.word(n - 1) in INCLUDING or not (toll or _dashed(s, n + 1)):
        return None
    ahead = [s.starting[m] for m in range(n + 1, n + (10 if toll else 3)) if m in s.starting]
    after_to = [number for number in ahead if s.word(number.first - 1) in ("to", "до", "at", "reached")]
    chosen = next(iter(after_to or ahead), None)
    return s.counted(chosen) if chosen and s.counts_people(chosen) else None


def _dashed(s: Counting, n: int) -> bool:
    gap = s.gap(n).strip()
    return bool(gap) and all(c in "-–—:" for c in gap)


def _foe(s: Counting, n: int) -> Count | None:
    """Read "знищено 3 САУ та близько 30 окупантів": only the number that people follow."""
    for number in s.numbers:
        if n < number.first <= n + 12 and any(s.open(m) and s.somebody(m) for m in (number.last, number.last + 1)):
            return s.counted(number)
    return None


def _received(s: Counting, n: int) -> Count | None:
    """Read "ранения получили двое", "3 человека получили травмы"."""
    if not any(s.word(m).startswith(WOUNDS) for m in range(n - 4, n + 5)):
        return None
    counted = s.before(n) if any(e in s.ending for e in range(n - 3, n + 1)) else s.after(n)
    if counted is None and s.word(n) in ("получил", "получила", "отримав", "отримала", "зазнав", "зазнала", "дістав"):
        near = [m for m in (n - 1, n - 2, n + 1, n + 2, n + 3) if s.person(m)]
        return Count(1, 1, near[0], near[0] + 1) if near else None
    return counted


def _lives(s: Counting, n: int) -> Count | None:
    """Read "унес жизни 12 человек"."""
    return s.after(n) if s.word(n - 1).startswith(("унес", "забра", "отня", "забир", "забрал")) else None


def _loss(s: Counting, n: int) -> Count | None:
    """Read "гибель 15 жителей", "загибель жінки"."""
    return s.after(n) or ones_after(s, n)


def _none(s: Counting, n: int) -> Count | None:  # noqa: ARG001
    return None


_READERS: Final[dict[str, Callable[[Counting, int], Count | None]]] = {
    "both": _both, "before": _before, "active": _active, "many": _many, "one": _one, "one person": _one_person,
    "noun": _noun, "foe": _foe, "received": _received, "lives": _lives, "loss": _loss, "none": _none,
}  # fmt: skip


#: Which words are anchors, by their spelling in the text.
_KNOWN: Final = Remembered(lambda word: fold_word(word) in ANCHORS)


def find(text: Text) -> list[CasualtyMention]:
    """Find the numbers of killed and hurt that a text states.

    Parameters
    ----------
    text : Text

    Returns
    -------
    list of CasualtyMention
        In order of their words.

    Examples
    --------
    >>> from incidentmap.reading.text import prepare
    >>> text = prepare("At least 12 people were killed and dozens wounded. Загинуло двоє людей.")
    >>> [(m.low, m.high, m.fatal) for m in find(text)][:3]
    [(12, 12, True), (24, 99, False), (2, 2, True)]
    """
    found: list[CasualtyMention] = []
    current: Counting | None = None
    number, sentences = 0, text.sentences
    for anchor in [n for n, word in enumerate(text.words) if _KNOWN[word]]:
        while number + 1 < len(sentences) and sentences[number].last <= anchor:
            number += 1
        if current is None or current.number != number:
            found += current.mentions() if current else ()
            current = Counting(text, number)
        if current.first <= anchor < current.last:
            fatal, how = ANCHORS[current.word(anchor)]
            count = current.zero(anchor, how) or _READERS[how](current, anchor)
            if count is not None:
                current.keep(anchor, count, fatal=fatal)
    found += current.mentions() if current else ()
    return found
