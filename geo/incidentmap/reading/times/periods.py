"""Readings of expressions that mean months, weeks, seasons, years, and parts of them."""

from __future__ import annotations

from datetime import date

from incidentmap.reading.times import almanac
from incidentmap.reading.times.almanac import Span, Unresolved
from incidentmap.reading.times.days import whole
from incidentmap.reading.times.phrase import Phrase, Piece

_SEASON_KINDS = ("SEASON", "FALL", "BY_SEASON", "OF_SEASON")


def period(phrase: Phrase) -> list[Piece]:
    """Read a week, month, season or year, or the part of it that "early", "the end of", "earlier" leave."""
    if _mere_number(phrase):
        return []
    span, rule = _period(phrase)
    if phrase.has("EARLIER"):
        anchor = phrase.anchor()
        if phrase.values("EARLIER")[0] > 0:
            return whole(phrase, Span(min(max(anchor, span.start), span.end), span.end), f"the rest of {rule}")
        return whole(phrase, Span(span.start, max(min(anchor, span.end), span.start)), f"{rule}, up to the publication")
    if phrase.has("HALF"):
        return whole(phrase, almanac.half(span, _ordinal(phrase)), f"a half of {rule}")
    if (phrase.has("ORDINAL") or _last_week_of(phrase)) and phrase.has("WEEK"):
        return whole(phrase, almanac.week_of(span, _ordinal(phrase)), f"a week of {rule}")
    if phrase.has("EDGE", "EDGE_OF"):
        edges = phrase.values("EDGE", "EDGE_OF")
        first, last = almanac.third(span, edges[0]), almanac.third(span, edges[-1])
        return whole(phrase, Span(min(first.start, last.start), max(first.end, last.end)), f"a part of {rule}")
    if phrase.has("DAYS", "DAYS_OF") and phrase.has("ORDINAL", "LAST", "ROLLING"):
        return whole(phrase, almanac.third(span, 0 if _ordinal(phrase) == 1 else 2), f"a part of {rule}")
    return whole(phrase, span, rule)


def _mere_number(phrase: Phrase) -> bool:
    """Tell "in 1500", which may count something, from ""в 1500 году"" and "in 2015"."""
    years = phrase.values("YEAR")
    named = phrase.months() or phrase.has("YEARS", "YEARS_SHORT", *_SEASON_KINDS)
    return bool(years) and not named and not 1900 <= years[0] < 2100


def _last_week_of(phrase: Phrase) -> bool:
    """Tell "the last week of March" from "last week"."""
    return phrase.has("LAST", "ROLLING") and phrase.has("WEEK") and bool(phrase.months())


def _ordinal(phrase: Phrase) -> int:
    return phrase.values("ORDINAL")[0] if phrase.has("ORDINAL") else -1


def _period(phrase: Phrase) -> tuple[Span, str]:
    if phrase.months():
        return _month(phrase)
    if phrase.has(*_SEASON_KINDS):
        return _season(phrase)
    which = phrase.which()
    if phrase.has("WEEK") and not phrase.has("YEARS", "MONTHS", "YEAR", "ORDINAL"):
        return almanac.week(phrase.anchor(), which or 0), "a week counted from the publication's"
    if phrase.has("MONTHS"):
        anchor = phrase.anchor()
        return almanac.month(anchor.year, anchor.month, _last_which(phrase)), "a month counted from the publication's"
    return almanac.year(phrase.years()[0]), "a year"


def _last_which(phrase: Phrase) -> int:
    """Return what the last "last", "this" or "next" says: that beside the unit in "the last week of last month"."""
    return next((phrase.away(t) for t in reversed(phrase.tokens) if phrase.is_which(t)), 0)


def _month(phrase: Phrase) -> tuple[Span, str]:
    number, years = phrase.months()[0], phrase.years()
    if years:
        return almanac.month(years[0], number), "a month"
    anchor, which = phrase.anchor(), None if _last_week_of(phrase) else phrase.which()
    latest = almanac.latest_month(number, anchor)
    if phrase.has("DAYS", "DAYS_OF", "HALF"):
        which = None
    if which is None:
        return latest, _latest_rule(latest, anchor)
    if which < 0:
        before = latest if latest.end < anchor else almanac.month(latest.start.year - 1, number)
        return before, "the latest such month before the publication"
    if which > 0:
        return almanac.month(latest.start.year + 1, number), "the next such month after the publication"
    return almanac.month(anchor.year, number), "a month of the publication's year"


def _latest_rule(latest: Span, anchor: date) -> str:
    if latest.end >= anchor:
        return "a whole month without a year: that of the publication"
    return "a month without a year: the latest not after the publication"


def _season(phrase: Phrase) -> tuple[Span, str]:
    number = phrase.values(*_SEASON_KINDS)[0]
    years = phrase.years()
    if years:
        return almanac.season(number, years[0]), "a season of the northern half of the earth"
    anchor, which = phrase.anchor(), phrase.which()
    latest = almanac.latest_season(number, anchor)
    rule = "a season of the northern half of the earth, the latest begun by the publication"
    if which is not None and which < 0 and latest.end >= anchor:
        latest = almanac.season(number, latest.start.year - 1)
    if (which is not None and which > 0) or (which == 0 and latest.start.year < anchor.year and number != 4):
        latest = almanac.season(number, latest.start.year + 1)
    return latest, rule


def periods(phrase: Phrase) -> list[Piece]:
    """Read a range of months or of years."""
    months = phrase.months()
    if not months:
        first, last = phrase.values("YEAR")[:2]
        if last < first:
            raise Unresolved("the range ends before it begins")
        return whole(phrase, Span(almanac.year(first).start, almanac.year(last).end), "a range of years")
    first, last = months[0], months[-1]
    years = phrase.years()
    if years:
        begin = almanac.month(years[0] - (first > last), first)
    elif phrase.has("and") and not phrase.has("between"):
        last_begun = almanac.latest_month(last, phrase.anchor())
        begin = almanac.month(last_begun.start.year - (first > last), first)
    else:
        begin = almanac.latest_month(first, phrase.anchor())
    end = almanac.month(begin.start.year + (first > last), last)
    return whole(phrase, Span(begin.start, end.end), "a range of months, the latest begun by the publication")
