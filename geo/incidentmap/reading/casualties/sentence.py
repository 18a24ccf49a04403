"""One sentence with its numbers, and the ways in which a number may belong to a word of death or of wounds."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, NamedTuple

from incidentmap.reading.casualties.numbers import Number, find_numbers
from incidentmap.reading.casualties.words import (
    ABSENT,
    ADJECTIVES,
    ANCHORS,
    AND,
    AUXILIARIES,
    COUPLE,
    FOLLOWERS,
    HARM,
    INCLUDING,
    NO_NAMES,
    NOBODY,
    ONE_PERSON,
    PEOPLE,
    PEOPLE_STEMS,
    PERSON,
    QUALIFIERS,
    WITHOUT,
    WOUNDS,
)
from incidentmap.reading.lexicon.matching import fold_word
from incidentmap.reading.mentions import CasualtyMention
from incidentmap.reading.text import Text

_STOPS: Final = frozenset(",;:()[]{}!?…|\n")
_DASHES: Final = frozenset("-–—")
_FAR: Final = 7
DETERMINERS: Final = frozenset("a an one the his her their another".split())


#: A number like these is a year, if no people follow.
_YEARS: Final = (1800, 2100)
#: Words that end a clause: a number before them is another's.
_BREAKS: Final = frozenset(
    """said says say told that which after when where because while until if what how что когда после который які який
    коли після""".split()
)


class Count(NamedTuple):
    """A number of people, and the words that state it."""

    low: int
    high: int
    first: int
    last: int


class Counting:
    """The words of one sentence, its numbers, and the mentions found in it."""

    def __init__(self, text: Text, number: int) -> None:
        span = text.sentences[number]
        self.text, self.number, self.first, self.last = text, number, span.first, span.last
        self.folded = [fold_word(word) for word in text.words[span.first : span.last]]
        self.numbers = find_numbers(text, span.first, span.last)
        self.starting = {n.first: n for n in self.numbers}
        self.ending = {n.last: n for n in self.numbers}
        self.used: set[int] = set()
        self.found: list[CasualtyMention] = []

    def word(self, n: int) -> str:
        """Return a word of the sentence, folded, or "" outside of it."""
        return self.folded[n - self.first] if self.first <= n < self.last else ""

    def gap(self, n: int) -> str:
        """Return what stands before a word; a stop, before the first and after the last."""
        if not self.first < n < self.last:
            return ","
        return self.text.text[self.text.ends[n - 1] : self.text.starts[n]]

    def open(self, n: int) -> bool:
        """Tell whether nothing but space stands before a word."""
        return _STOPS.isdisjoint(self.gap(n))

    def person(self, n: int) -> bool:
        """Tell whether a word is one of people, or an adjective that goes with them."""
        word = self.word(n)
        return word in PEOPLE or (word.startswith(PEOPLE_STEMS) and not word.isascii())

    def somebody(self, n: int) -> bool:
        """Tell whether a word is one of people, and not an adjective of things: "3 военных", not "3 военных склада"."""
        if not self.word(n).startswith(ADJECTIVES):
            return self.person(n)
        return not self.open(n + 1) or self.word(n + 1) in FOLLOWERS or self.person(n + 1)

    def counts_people(self, number: Number) -> bool:
        """Tell whether a number is one of people, by what follows it."""
        n = number.last
        if _YEARS[0] <= number.low == number.high <= _YEARS[1] and not self.person(n):
            return False
        if not self.open(n) or any(part[0] in _DASHES for part in self.gap(n).split()):
            return True
        if self.word(n) in FOLLOWERS or self.word(n) in ANCHORS:
            return True
        for ahead in range(3):
            if self.person(n + ahead):
                return True
            if not self.open(n + ahead + 1):
                break
        return False

    def keep(self, anchor: int, count: Count, *, fatal: bool) -> None:
        """Keep a count as a mention, but no number twice."""
        if count.first in self.used:
            return
        self.used.add(count.first)
        start = self.text.starts[min(count.first, anchor)]
        end = self.text.ends[max(count.last - 1, anchor)]
        rule = f"{self.text.text[start:end]!r}" if end - start < 120 else f"{self.text.words[anchor]!r} with its number"
        self.found.append(CasualtyMention(start, end, self.number, count.low, count.high, fatal, rule))

    def mentions(self) -> list[CasualtyMention]:
        """Return the counts in the order of their words; where nobody was hurt, nobody was killed either."""
        if not any(mention.fatal for mention in self.found):
            unharmed = [m for m in self.found if m.high == 0 and any(stem in m.rule.casefold() for stem in HARM)]
            self.found += [replace(m, fatal=True, rule=f"{m.rule}: nobody hurt is nobody killed") for m in unharmed]
        return sorted(self.found, key=lambda mention: mention.start)

    def zero(self, anchor: int, how: str) -> Count | None:
        """Read "no one was killed", "without casualties", "загиблих немає", "никто не пострадал"."""
        before = [self.word(anchor - back) for back in range(1, 6)]
        for back, word in enumerate(before[: 4 if how != "noun" else 3], 1):
            no_one = word == "no" and (
                back == 1 or before[back - 2] in ("one", "civilians", "people", "deaths", "reported")
            )
            if no_one or (word in NOBODY and not self._crosses(anchor - back, anchor)):
                return Count(0, 0, anchor - back, anchor)
            if (
                word in WITHOUT
                and back <= 3
                and all(w in ANCHORS or w in AND or w.isalpha() for w in before[: back - 1])
            ):
                return Count(0, 0, anchor - back, anchor)
        if how == "noun":
            if before[0] in ABSENT or (before[0] in AND and before[1] in ANCHORS and before[2] in ABSENT):
                return Count(0, 0, anchor - 1, anchor)
            for ahead in range(1, 9):
                word = self.word(anchor + ahead)
                if word in ABSENT or (
                    word == "не" and self.word(anchor + ahead + 1) in ("было", "було", "зафиксировано")
                ):
                    return Count(0, 0, anchor + ahead, anchor + ahead + 1)
                if not word or anchor + ahead in self.starting:
                    break
        return None

    def _crosses(self, first: int, last: int) -> bool:
        return any(not self.open(n) for n in range(first + 1, last + 1))

    def after(self, anchor: int, reach: int = 6) -> Count | None:
        """Read a number that follows, with nothing but "at least" and the like between."""
        n = anchor + 1
        while n <= anchor + reach and self.open(n):
            if (number := self.starting.get(n)) is not None:
                return self.counted(number) if self.counts_people(number) else None
            if self.word(n) not in QUALIFIERS and not self.word(n).startswith(WOUNDS):
                return None
            n += 1
        return None

    def before(self, anchor: int) -> Count | None:
        """Read a number of people that stands before, with auxiliaries and their noun between."""
        n, people = anchor, False
        while n > self.first and anchor - n <= 3 * _FAR:
            dash = any(part[0] in _DASHES for part in self.gap(n).split())
            if (dash and anchor - n > 1) or (not self.open(n) and not self._inserted(n)):
                return None
            if (number := self.ending.get(n)) is not None:
                if self.word(number.first - 1) in INCLUDING or self.word(number.first - 2) in INCLUDING:
                    n = number.first - (1 if self.word(number.first - 1) in INCLUDING else 2)
                    while self.word(n - 1) in ("в", "у", "том", "тому"):
                        n -= 1
                    continue
                year = _YEARS[0] <= number.low == number.high <= _YEARS[1] and not self.person(number.last)
                return self.counted(number) if not year and (people or self._adjacent(number, anchor)) else None
            n -= 1
            if self.person(n):
                people = True
            elif self._another(n, anchor):
                return None
        return None

    def _another(self, n: int, anchor: int) -> bool:
        """Tell whether a word between a number and the anchor says that the number is another's."""
        word = self.word(n)
        if word in ("a", "an"):
            return self.word(n - 1) not in AND and not self._inserted(n)
        return word in _BREAKS or (word in ANCHORS and word != "dead" and anchor - n > 1)

    def _inserted(self, n: int) -> bool:
        """Tell whether a stop only closes or opens an insertion: ", including two children,"."""
        return any(self.word(n - back) in INCLUDING or self.word(n + back) in INCLUDING for back in range(7))

    def _adjacent(self, number: Number, anchor: int) -> bool:
        between = [self.word(n) for n in range(number.last, anchor)]
        allowed = AUXILIARIES | {
            "of",
            "them",
            "others",
            "more",
            "из",
            "них",
            "з",
            "осіб",
            "человек",
            "было",
            "були",
            "було",
        }
        return all(word in allowed for word in between)

    def counted(self, number: Number) -> Count:
        """Make a count of a number: "up to" it is at least one; "two men and a woman" is one more."""
        low = 1 if self.word(number.first - 1) == "to" and self.word(number.first - 2) == "up" else number.low
        more, last = 0, number.last
        for n in range(number.last, number.last + 5):
            if not self.open(n) or (n in self.starting and self.starting[n].low != 1):
                break
            if self.word(n) in AND:
                ahead = n + 2 if self.word(n + 1) in ("a", "an", "another", "one", "один", "одна", "ще") else n + 1
                if self.word(ahead) in (ONE_PERSON if ahead == n + 1 else PERSON | ONE_PERSON) and self.open(ahead):
                    more, last = 1, ahead + 1
                elif (second := self._joined(n + 1)) is not None:
                    return Count(low + second.low, number.high + second.high, number.first, second.last)
                break
        return Count(low + more, number.high + more, number.first, last)

    def _joined(self, n: int) -> Number | None:
        """Return the second number of "20 pupils and two teachers"; not of "12 people and 15 were wounded"."""
        second = self.starting.get(n)
        if second is None or not self.open(n) or not self.open(second.last):
            return None
        if not self.person(second.last) or self.word(second.last) in ANCHORS or self.word(n - 2) in ANCHORS:
            return None
        follows = [self.word(m) for m in range(second.last + 1, second.last + 4) if self.open(m)]
        told = AUXILIARIES.intersection(follows[:2]) or any(word in ANCHORS for word in follows)
        return None if told else second

    def _called(self, n: int) -> bool:
        """Tell whether a word is a person's name, as far as a capital within the sentence says so."""
        word = self.text.words[n] if self.first <= n < self.last else ""
        return (
            word[:1].isupper()
            and len(word) > 2
            and (n > self.first or self.word(n) not in NO_NAMES)
            and self.open(n + 1)
        )

    def one_after(self, anchor: int) -> Count | None:
        """Read "killed a woman", "погиб местный житель"."""
        for n in range(anchor + 1, anchor + 5):
            if not self.open(n):
                return None
            if self.word(n) in PERSON and self.word(anchor + 1) in DETERMINERS:
                return self._with_others(n)
        return None

    def _with_others(self, n: int) -> Count:
        """Add to one person those after "and": "a mother and her two children"; a couple is two."""
        one = 2 if self.word(n) in COUPLE else 1
        if self.word(n + 1) in AND and self.open(n + 1):
            second = n + 2 + (self.word(n + 2) in DETERMINERS and n + 2 not in self.starting)
            if (number := self._joined(second)) is not None:
                return Count(one + number.low, one + number.high, n, number.last)
            if second > n + 2 and self.word(second) in PERSON:
                return Count(one + 1, one + 1, n, second + 1)
        return Count(one, one, n, n + 1)

    def one_before(self, anchor: int) -> Count | None:
        """Read "a woman was killed", "John Smith was shot dead", but nothing of "the bill was killed"."""
        n = anchor - 1
        while n > self.first and self.word(n) in AUXILIARIES and self.word(n) not in ("was", "has"):
            n -= 1
        if self.word(n) == "been":
            n -= 1
        if self.word(n) not in ("was", "has", "is") and self.word(anchor) != "died":
            return None
        if self.word(n) not in ("was", "has", "is"):
            n = anchor
        subject = n - 1
        if self.word(subject) in ("who", "he", "she") or self._called(subject):
            return Count(1, 1, subject, subject + 1)
        for m in range(subject, max(subject - 4, self.first - 1), -1):
            if self.word(m) in PERSON:
                determined = any(self.word(m - back) in DETERMINERS for back in range(1, 5))
                return Count(1, 1, m, m + 1) if determined or not self.open(m) else None
            if not self.open(m):
                break
        return None
