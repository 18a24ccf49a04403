"""Holidays that fall on the same day each year: "Christmas Day", "в новогоднюю ночь", "День Незалежності"."""

from __future__ import annotations

from datetime import date
from typing import Final

from incidentmap.reading.times import almanac
from incidentmap.reading.times.almanac import Unresolved
from incidentmap.reading.times.phrase import Phrase

#: The kinds of words that only a holiday's name has.
HOLIDAYS: Final = ("FEAST", "FEAST_DAY", "A_FEAST", "NEW", "NEW_ADJ", "NEW_YEARS", "VICTORY", "INDEPENDENCE")
_NEW_YEAR: Final = 101
_NEW_YEARS_EVE: Final = 1231
_CHRISTMAS, _EASTERN_CHRISTMAS = 1225, 107
_UKRAINES_INDEPENDENCE: Final = 824
#: The first Christmas that Ukraine kept on 25 December.
_MOVED: Final = date(2023, 12, 25)
#: A holiday so few days ahead is the one that is meant, and not that of the year before.
_AHEAD: Final = 30


def holiday(phrase: Phrase) -> tuple[date, str]:
    """Read a holiday: that of the year named, the one at hand, or the latest not after the publication.

    Examples
    --------
    >>> from incidentmap.reading.text import prepare
    >>> from incidentmap.reading.times import find
    >>> [str(m.when.start) for m in find(prepare("It fell on New Year's Eve."), date(2024, 3, 14))]
    ['2023-12-31']
    """
    years = phrase.years() if phrase.has("YEAR", "LAST", "THIS", "NEXT", "LAST_YEAR") else []
    number = _day_of_year(phrase, years)
    month, day = divmod(number, 100)
    if years:
        return almanac.day_of(years[0], month, day), "a holiday"
    anchor = phrase.anchor()
    latest = phrase.latest_day(month, day)
    coming = almanac.day_of(latest.year + 1, month, day)
    if 0 < (coming - anchor).days <= _AHEAD:
        return coming, "a holiday, the one at hand"
    return latest, "a holiday, the latest not after the publication"


def _day_of_year(phrase: Phrase, years: list[int]) -> int:
    """Return the month times a hundred, and the day."""
    if phrase.has("NEW", "NEW_ADJ", "NEW_YEARS"):
        eve = phrase.has("EVE_DAY") or (phrase.has("NEW") and not phrase.has("DAYS"))
        return _NEW_YEARS_EVE if eve else _NEW_YEAR
    if phrase.has("INDEPENDENCE"):
        if not phrase.has("UKRAINE") and not phrase.values("INDEPENDENCE")[0]:
            raise Unresolved("which country's holiday is meant is not said")
        return _UKRAINES_INDEPENDENCE
    eve = phrase.has("EVE_DAY")
    named = phrase.values("RITE") or phrase.values("FEAST", "FEAST_DAY", "A_FEAST", "VICTORY")
    return (named[0] or _ukraines_christmas(phrase, years)) - eve


def _ukraines_christmas(phrase: Phrase, years: list[int]) -> int:
    moved = years[0] >= _MOVED.year if years else phrase.anchor() >= _MOVED
    return _CHRISTMAS if moved else _EASTERN_CHRISTMAS
