"""Readings of expressions that count from the publication or from another day: "last night", "накануне"."""

from __future__ import annotations

from datetime import date
from typing import Final

from incidentmap.reading.times import almanac
from incidentmap.reading.times.almanac import Span, Unresolved
from incidentmap.reading.times.days import whole
from incidentmap.reading.times.phrase import Phrase, Piece

_UNITS: Final = ("HOUR", "DAYS", "DAY_AND_NIGHT", "WEEK", "MONTHS", "YEARS")
_NAMES: Final = dict(zip(_UNITS, ("hours", "days", "days", "weeks", "months", "years"), strict=True))
#: Fewer hours ago than these are more likely on the same day than on the day before.
_HALF_A_DAY: Final = 12
_DAYS: Final = {"DAYS": 1, "DAY_AND_NIGHT": 1, "WEEK": 7}
ASSUMED: Final = "; no date stands with it: taken from the publication's"


#: "As of 22:00" dates a digest of the day.
DIGEST: Final = "the day of the digest"
#: "За добу" is the day that the text has just named only when it is one of these many before the publication.
_LATE_DAYS: Final = 3


def digest(phrase: Phrase) -> list[Piece]:
    """Read "станом на 22:00": a digest of the day of the publication."""
    return whole(phrase, almanac.shift(phrase.anchor(), 0), DIGEST)


def last_night(phrase: Phrase) -> list[Piece]:
    """Read "overnight", "last night", "ночью": the night into the day of the publication."""
    told = phrase.has("LAST", "THIS", "ROLLING", "over", "OVERNIGHT")
    rule = "the night into the day of the publication"
    return whole(phrase, almanac.night_before(phrase.anchor()), rule if told else rule + ASSUMED)


def tonight(phrase: Phrase) -> list[Piece]:
    """Read "tonight": the night that follows the day of the publication."""
    return whole(phrase, almanac.night_after(phrase.anchor()), "the night that follows the publication")


def this_part(phrase: Phrase) -> list[Piece]:
    """Read "this morning", "утром": the day of the publication."""
    rule = "the day of the publication"
    return whole(phrase, almanac.shift(phrase.anchor(), 0), rule if phrase.has("THIS") else rule + ASSUMED)


def last_part(phrase: Phrase) -> list[Piece]:
    """Read "last evening": the day before the publication."""
    return whole(phrase, almanac.shift(phrase.anchor(), -1), "the day before the publication")


def _unit(phrase: Phrase) -> tuple[str, bool]:
    """Return the unit, and whether it is in the plural, which needs a number."""
    unit = next(name for name in _UNITS if phrase.has(name))
    return unit, phrase.values(unit)[0] == 2


def _number(phrase: Phrase, doing: str) -> int:
    unit, plural = _unit(phrase)
    count = phrase.count()
    if count is None or (plural and not phrase.has("DAY", "QUANTITY", "CARDINAL", "TENS")):
        raise Unresolved(f"how many {'hours' if unit == 'HOUR' else 'of them'} {doing} is not said")
    return count


def rolling(phrase: Phrase) -> list[Piece]:
    """Read "the past 24 hours", "за минувшие сутки": the days up to the publication."""
    unit, _ = _unit(phrase)
    count = 1 if unit == "DAY_AND_NIGHT" and not phrase.has("DAY", "CARDINAL", "SOME") else _number(phrase, "it were")
    return whole(phrase, Span(_back(phrase.anchor(), unit, count), phrase.anchor()), "the time up to the publication")


def day_and_night(phrase: Phrase) -> list[Piece]:
    """Read "за добу": the day just named, when it has passed; otherwise the time up to the publication."""
    day = phrase.beside
    if day is not None and (phrase.published is None or 0 < (phrase.published - day).days <= _LATE_DAYS):
        return whole(phrase, Span(day, day), "the day beside it")
    return rolling(phrase)


def _back(day: date, unit: str, count: int) -> date:
    """Return the day so many units before another."""
    if unit == "HOUR":
        return almanac.shift(day, -((count + 23) // 24)).start
    if unit in _DAYS:
        return almanac.shift(day, -count * _DAYS[unit]).start
    month = almanac.month(day.year, day.month, -count * (12 if unit == "YEARS" else 1))
    return month.start.replace(day=min(day.day, month.end.day))


def ago(phrase: Phrase) -> list[Piece]:
    """Read "two days ago": that day; of weeks, months and years the calendar's, for nobody counts them to the day."""
    anchor = phrase.anchor()
    if phrase.has("HALF_YEAR"):
        half = almanac.month(anchor.year, anchor.month, -6)
        return whole(phrase, half, "the month half a year before the publication")
    unit, _ = _unit(phrase)
    number = _number(phrase, "ago")
    if unit == "HOUR":
        day = anchor if number < _HALF_A_DAY else _back(anchor, unit, number)
        return whole(phrase, Span(day, day if number > 24 else anchor), "some hours before the publication")
    span = _around(_back(anchor, unit, number), unit)
    return whole(phrase, span, f"counted from the publication, by {_NAMES[unit]}")


def _around(day: date, unit: str) -> Span:
    if unit == "WEEK":
        return almanac.week(day)
    if unit == "MONTHS":
        return almanac.month(day.year, day.month)
    return almanac.year(day.year) if unit == "YEARS" else Span(day, day)


def beside(phrase: Phrase) -> list[Piece]:
    """Read "a day earlier", "накануне", "the same day": counted from the day that the sentence names."""
    if phrase.has("EVE"):
        if phrase.beside is None:
            return whole(phrase, almanac.shift(phrase.anchor(), -1), "the day before the publication" + ASSUMED)
        return whole(phrase, almanac.shift(phrase.beside, -1), "the day before the day beside it")
    part = phrase.has("NIGHT", "PART", "BY_DAY", "A_PART", "BY_PART") or not phrase.has(*_UNITS)
    if phrase.has("NEXT") and not part and _unit(phrase)[1]:
        raise Unresolved("how many days are meant is not said")
    if phrase.beside is None:
        raise Unresolved("it counts from another day, which the text does not name")
    if phrase.has("SAME") and not phrase.has("until"):
        return whole(phrase, Span(phrase.beside, phrase.beside), "the day beside it")
    unit = "DAYS" if part else _unit(phrase)[0]
    if unit == "HOUR" and (phrase.count() or 1) < _HALF_A_DAY:
        return whole(phrase, Span(phrase.beside, phrase.beside), "some hours from the day beside it")
    number = 1 if part else _number(phrase, "away")
    ways = phrase.values("EARLIER", "BEFORE", "PREVIOUS") or [1 if phrase.has("NEXT") else -1]
    if (ways[0] > 0) is not phrase.back:
        number = -number
    found = _back(phrase.beside, unit, number)
    if phrase.has("NIGHT"):
        return whole(phrase, almanac.night_after(found), "the night before the day beside it")
    # Exactly a week from an event is so by the day; two and three are rounded.
    span = Span(found, found) if unit == "WEEK" and abs(number) == 1 else _around(found, unit)
    return whole(phrase, span, f"counted from the day beside it, by {_NAMES[unit]}")


def weekend(phrase: Phrase) -> list[Piece]:
    """Read a weekend: the latest that has begun by the publication."""
    anchor, which = phrase.anchor(), phrase.which() or 0
    span = almanac.weekend(anchor)
    if which < 0 and span.end >= anchor:
        span = almanac.weekend(anchor, -1)
    if which > 0:
        span = almanac.weekend(anchor, 1)
    return whole(phrase, span, "a weekend, the latest begun by the publication")
