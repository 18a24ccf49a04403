"""A time expression as the readings see it: its tokens by kind, and when the text was published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from incidentmap.reading.times import almanac
from incidentmap.reading.times.almanac import Span, Unresolved
from incidentmap.reading.times.tokens import Token, in_numbers
from incidentmap.reading.times.words import KINDS


class Piece(NamedTuple):
    """What one expression comes to: its tokens ``[first:last]`` of the phrase, its days, and how they were found."""

    first: int
    last: int
    span: Span
    rule: str


_MONTHS: Final = frozenset(KINDS[name] for name in ("MONTH", "SHORT", "OF_MONTH", "IN_MONTH", "A_MONTH", "CASE_SHORT"))
_WEEKDAYS: Final = frozenset(KINDS[name] for name in ("WEEKDAY", "WEEKDAY_SHORT", "ON_WEEKDAY", "OF_WEEKDAY"))
_CALENDAR: Final = frozenset(KINDS[name] for name in ("LAST", "THIS", "NEXT"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of tokens that the grammar took for one expression. ``day_first`` tells how 03/04/2024 is read."""

    tokens: list[Token]
    kinds: str
    published: date | None
    day_first: bool
    #: The day that words like "the day before" count from, when the sentence names one.
    beside: date | None = None
    #: Whether it is the day beside it that is so many days before or after this one.
    back: bool = False

    def has(self, *names: str) -> bool:
        """Tell whether a token is of one of the kinds."""
        return any(KINDS[name] in self.kinds for name in names)

    def index(self, name: str) -> int | None:
        """Return the first token of a kind."""
        found = self.kinds.find(KINDS[name])
        return found if found >= 0 else None

    def values(self, *names: str) -> list[int]:
        """Return what the tokens of these kinds count for, in order."""
        kinds = {KINDS[name] for name in names}
        return [token.value for token in self.tokens if token.kind in kinds]

    def months(self) -> list[int]:
        """Return the months named."""
        return [token.value for token in self.tokens if token.kind in _MONTHS]

    def month_index(self) -> int:
        """Return the token of the first month named."""
        return next(i for i, token in enumerate(self.tokens) if token.kind in _MONTHS)

    def weekdays(self) -> list[int]:
        """Return the weekdays named, Monday 0."""
        return [token.value for token in self.tokens if token.kind in _WEEKDAYS]

    def day_numbers(self) -> list[int]:
        """Return the numbers of days: "12", "12th", "twelfth", "двадцать четвёртого"."""
        days, tens = [], 0
        for token in self.tokens:
            if token.kind == KINDS["TENS"]:
                tens = token.value
            elif token.kind in (KINDS["DAY"], KINDS["ORDINAL"]):
                days.append(tens + token.value)
                tens = 0
        return days

    def anchor(self) -> date:
        """Return the publication date; what needs it when it is unknown is unresolved."""
        if self.published is None:
            raise Unresolved("the publication date is not known")
        return self.published

    def latest_day(self, month: int, number: int) -> date:
        """Return the latest such day; the night into a day may begin on the day of the publication."""
        almanac.check_day(month, number)
        anchor = self.anchor()
        if self.has("A_NIGHT", "OVERNIGHT") and anchor < date.max:
            anchor = almanac.shift(anchor, 1).start
        return almanac.latest_day(month, number, anchor)

    def years(self) -> list[int]:
        """Return the years named, "last year" among them."""
        if self.has("LAST_YEAR"):
            return [self.anchor().year - 1]
        years = self.values("YEAR")
        index = self.index("YEARS")
        if not years and index and self.is_which(self.tokens[index - 1]):
            years = [self.anchor().year + self.away(self.tokens[index - 1])]
        elif not years and index and self.tokens[index - 1].kind in (KINDS["the"], KINDS["of"], KINDS["EDGE_OF"]):
            years = [self.anchor().year]
        return years

    def away(self, token: Token) -> int:
        """Return how many units away "last", "this" and "next" are."""
        return -token.value if token.kind == KINDS["LAST"] else token.value

    def is_which(self, token: Token) -> bool:
        """Tell whether a token is "last", "this" or "next"."""
        return token.kind in _CALENDAR

    def which(self) -> int | None:
        """Return how many units away the first "last", "this" or "next" says; ``None`` when there is none."""
        return next((self.away(token) for token in self.tokens if self.is_which(token)), None)

    def in_numbers(self) -> list[date]:
        """Return the dates that are written in numbers."""
        found = []
        for token in self.tokens:
            if token.kind == KINDS["DATE"]:
                try:
                    year, month, day = in_numbers(token.written, day_first=self.day_first)
                except ValueError as error:
                    raise Unresolved(str(error)) from None
                if not 1000 <= year < 3000 or not 1 <= month <= 12:
                    raise Unresolved(f"{token.written} is not a day of the calendar")
                found.append(almanac.day_of(year, month, day))
        return found

    def count(self) -> int | None:
        """Return the number before a unit, 1 for "a", ``None`` for "a few"; without any, 1."""
        if self.has("SOME"):
            return None
        tens = self.values("TENS")
        counts = self.values("DAY", "QUANTITY", "CARDINAL") or self.values("ONE")
        return (tens[0] if tens else 0) + (counts[0] if counts else 1)
