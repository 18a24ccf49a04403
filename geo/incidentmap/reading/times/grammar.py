"""The grammar of time expressions: patterns over the kinds of words, each with the reading that gives it its days.

A pattern is written in names of kinds (:data:`.words.KINDS`) and macros, with the signs of regular expressions: ``the?
DAY of? MONTH``. At each word the longest pattern wins; of equally long ones the first. Nothing in a pattern repeats
without bound, so that the time is linear.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from incidentmap.reading.times.words import KINDS

#: Parts that several patterns share. A macro may use those above it.
_MACROS: Final = {
    "year": "(comma? YEAR (YEARS|YEARS_SHORT dot?)?|(of|in)? the? (LAST|THIS|NEXT) YEARS|LAST_YEAR)",
    "day": "(the? (DAY|ORDINAL of|TENS dash? ORDINAL of))",
    "ordinal": "(ORDINAL|TENS ORDINAL)",
    "month": "(MONTH|SHORT dot?|OF_MONTH|CASE_SHORT dot?)",
    "any_month": "(MONTH|SHORT dot?|OF_MONTH|IN_MONTH|A_MONTH)",
    "weekday": "(WEEKDAY|WEEKDAY_SHORT dot?|ON_WEEKDAY|OF_WEEKDAY)",
    "which": "(LAST|THIS|NEXT)",
    "number": "(DAY|QUANTITY|ONE? CARDINAL of?|ONE? SOME|ONE|ORDINAL CARDINAL)",
    "unit": "(HOUR|DAYS|DAY_AND_NIGHT|WEEK|MONTHS|YEARS)",
    "dated": "(((in ON_WEEKDAY|weekday) comma? (the|on)?)? (day of? month|ordinal OF_MONTH|month the? DAY) year?"
    "|DAY (dash|slash) month (dash|slash) YEAR|((in ON_WEEKDAY|weekday) comma?)? DATE (YEARS|YEARS_SHORT dot?)?"
    "|DAY NUMBER_OF|(in ON_WEEKDAY|weekday) open (day month|month DAY|DATE) year? close)",
    "on_weekday": "(which? WEEKDAY ((of|on|comma)? the? which WEEK)?|in which? ON_WEEKDAY (on? which WEEK)?"
    "|which (OF_WEEKDAY|ON_WEEKDAY)|which WEEK (on WEEKDAY|in ON_WEEKDAY))",
    "feast": "(RITE? A_FEAST|DAYS (VICTORY|INDEPENDENCE UKRAINE?)|NEW_ADJ YEARS)",
    "holiday": "((RITE? FEAST (DAYS|EVE_DAY|(?=(NIGHT|PART)))|FEAST_DAY DAYS|NEW YEARS (DAYS|EVE_DAY|(?=NIGHT))"
    "|UKRAINE INDEPENDENCE DAYS|INDEPENDENCE DAYS (of|in) UKRAINE|(in|on) feast) year?)",
    "one_day": "(dated|on_weekday|holiday|NEAR|THE_NEAR DAYS?|the? DAYS BEFORE NEAR)",
    # "A fourth night on Saturday" is Saturday, "at night on Saturday" a night.
    "part_of": "(the? (EDGE dash?)? PART (of|on|from|in|into|to)?|the? (EDGE dash?)? NIGHT (of|from|into|to)"
    "|(the (EDGE dash?)?|EDGE? at|EDGE dash?) NIGHT (on|in)?|the? EDGE dash? (PART dash?)? HOUR (of|on)"
    "|EDGE on?|EARLIER on?|OVERNIGHT (into|on|to|from|of)?|LATELY? (BY_PART|BY_NIGHT|BY_DAY|in? A_PART)"
    "|(in|over)? A_NIGHT on|BY_NIGHT on|on? DAWN|at A_PART|out_of OF_PART)",
    "in_part": "((comma? in the)? EDGE? (PART|NIGHT)|comma? at NIGHT|comma? OVERNIGHT"
    "|comma? LATELY? (BY_PART|BY_NIGHT|BY_DAY|out_of OF_PART|on DAWN|at A_PART)"
    "(?!(in|on)? which? (DAY|NEAR|DATE|ON_WEEKDAY)))",
    "join": "(dash|gap|to|thru|until)",
    "opening": "(between|from|out_of|the? NIGHT (of|from|between)|(in? A_NIGHT|BY_NIGHT) (out_of|on)"
    "|OVERNIGHT (on|from|between)?)",
    "side": "(since|until|by|BEFORE|thru|out_of|from|over)",
    "edge": "(the? EDGE dash? of?|the? EDGE dash to dash EDGE dash?|the? EDGE_OF of? the?|EARLIER in?"
    "|the? (ORDINAL|LAST|ROLLING) (WEEK|HALF|DAYS|DAYS_OF) of? the?)",
    "period": "(any_month year?|which (WEEK|MONTHS|YEARS|SEASON|FALL|MONTH|IN_MONTH|OF_MONTH|BY_SEASON|OF_SEASON)"
    "|LAST_YEAR|YEAR (YEARS|YEARS_SHORT dot?)?|(SEASON|FALL|BY_SEASON|OF_SEASON) of? year|SEASON|OF_SEASON|BY_SEASON)",
}

#: The pattern and the name of its reading (in :mod:`.readings`).
_PATTERNS: Final = (
    ("one_day in_part?", "day"),
    ("part_of one_day", "day"),
    ("(EDGE|EARLIER) on? one_day (PART|NIGHT)", "day"),
    ("((in|over)? A_NIGHT|BY_NIGHT) on (ON_WEEKDAY|OF_WEEKDAY)", "day"),
    ("LATELY? (BY_PART|A_PART|BY_NIGHT) OF_WEEKDAY", "day"),
    ("((in|over)? A_NIGHT|BY_NIGHT) on feast year?", "day"),
    ("(in|over)? NEW_YEARS A_NIGHT year?", "day"),
    ("side (dated|on_weekday|OF_WEEKDAY|holiday)|(since|until|by|BEFORE) NEAR|side THE_NEAR DAYS", "day"),
    ("(the|in)? (ORDINAL|LAST) (WEEKDAY|ON_WEEKDAY|OF_WEEKDAY) (of|in)? any_month year?", "weekday_of"),
    ("(part_of|thru? AS_OF on|in? A_NIGHT on) DAY_MONTH", "day"),
    ("in? A_NIGHT on DAY", "day_of_month"),
    ("opening? (weekday comma?)? day (join|and|slash|on) (weekday comma?)? day of? month year?", "days"),
    ("opening? ordinal (join|and|on) ordinal OF_MONTH year?", "days"),
    ("opening? month the? DAY (dash|slash|to|until|and) the? DAY year? NIGHT?", "days"),
    ("opening? dated join dated", "days"),
    ("opening dated (and|on) dated", "days"),
    ("DAY dash DATE", "days"),
    ("(the? DAY comma){1,6} the? DAY comma? and the? DAY of? month year?", "days"),
    ("month DAY (comma DAY){1,6} comma? and DAY year?", "days"),
    ("opening? WEEKDAY (dash|to|until|and|dash to dash) WEEKDAY (NIGHT|PART)?", "weekdays"),
    ("in ON_WEEKDAY and in? ON_WEEKDAY", "weekdays"),
    ("(out_of|(in? A_NIGHT|BY_NIGHT) out_of) OF_WEEKDAY (thru|until|on|and) (ON_WEEKDAY|OF_WEEKDAY)", "weekdays"),
    ("in (MONTH|IN_MONTH) year?", "period"),
    ("any_month (comma? YEAR|of YEAR) (YEARS|YEARS_SHORT dot?)?", "period"),
    ("any_month (of|in)? the? which YEARS", "period"),
    ("(in|on|over)? which (WEEK|MONTHS|YEARS|SEASON|FALL|MONTH|IN_MONTH|OF_MONTH|BY_SEASON|OF_SEASON)", "period"),
    ("LAST_YEAR", "period"),
    ("(EARLIER|EDGE) in the (WEEK|MONTHS|YEARS)", "period"),
    ("(in|on|at)? edge period", "period"),
    ("(in|on|at)? the? EDGE_OF of? the? (WEEK|MONTHS|YEARS)", "period"),
    ("(in|over) (the? YEARS)? YEAR (YEARS|YEARS_SHORT dot?)?", "period"),
    ("YEAR (YEARS|YEARS_SHORT dot?)", "period"),
    ("(since|until|by|BEFORE|out_of|from) the? YEAR (YEARS|YEARS_SHORT dot?)?", "period"),
    ("side any_month year?", "period"),
    ("(in|over)? the? (SEASON|FALL|BY_SEASON|OF_SEASON) of? year", "period"),
    ("(in|over) the? SEASON", "period"),
    ("BY_SEASON", "period"),
    ("(between|from|out_of|in) any_month (join|and) in? any_month year?", "periods"),
    ("any_month dash any_month year", "periods"),
    ("(between|from|out_of|in|over) YEAR YEARS_SHORT? (join|and) YEAR (YEARS|YEARS_SHORT dot?)?", "periods"),
    ("(in? the)? SEASON (of|in)? YEAR (dash|slash) (YEAR|DAY)", "period"),
    ("EDGE? LAST NIGHT", "last_night"),
    ("OVERNIGHT", "last_night"),
    ("(in|on|over)? (LAST|THIS|ROLLING) (A_NIGHT|OF_NIGHT|BY_NIGHT)", "last_night"),
    ("over A_NIGHT", "last_night"),
    ("LATELY? BY_NIGHT", "last_night"),
    ("TONIGHT|THIS NIGHT", "tonight"),
    ("(EARLIER|the? EDGE dash? HOUR of)? EDGE? in? THIS (PART|BY_PART|OF_PART|A_PART)", "this_part"),
    ("LAST (PART|OF_PART|BY_PART)", "last_part"),
    ("LATELY? BY_PART|on DAWN|at A_PART|out_of LATELY? OF_PART", "this_part"),
    ("(over|in|for)? the? (ROLLING|LAST) number unit", "rolling"),
    ("(over|in|for|on)? the? ROLLING (DAYS|DAY_AND_NIGHT|WEEK|MONTHS|YEARS)", "rolling"),
    ("(over|in|for)? the LAST (DAYS|WEEK|MONTHS|YEARS)", "rolling"),
    ("over DAY_AND_NIGHT", "day_and_night"),
    ("(thru? AS_OF on|as of) (CLOCK|DAY HOUR|DAY OF_PART|A_PART)", "digest"),
    ("over number? DAY_AND_NIGHT|(over|in)? (LAST|THIS) DAY_AND_NIGHT|over LAST DAYS", "rolling"),
    ("number? unit AGO AGO?|HALF_YEAR AGO AGO?", "ago"),
    ("number unit (EARLIER|BEFORE)|unit EARLIER|BY_DAY EARLIER|over number? unit until (SAME|THIS)?", "beside"),
    ("the? PREVIOUS (DAYS|NIGHT|PART|WEEK|MONTHS|YEARS)|on? the? NEXT DAYS|the (DAYS|NIGHT) BEFORE", "beside"),
    ("on? the? NEXT (PART|NIGHT|A_PART|BY_PART|OF_PART)", "beside"),
    ("EVE", "beside"),
    ("the? SAME (DAYS|NIGHT|PART)|in? SAME SAME_TOO (DAYS|OF_PART)", "beside"),
    ("(in|on|at|over)? (the|which|ROLLING) WEEKEND|(in|on|over) (the|which|ROLLING)? WEEKEND", "weekend"),
    # Words of time that are none here.
    ("NAMED (WEEKDAY|MONTH)|WEEKDAY PAPER|(in|on)? DAYS INDEPENDENCE LAND|THIS MONTH MODAL|EVE EVE_OF", "nothing"),
    (
        "(in|on|at|over)? EVERY (weekday|WEEKEND|DAYS|NIGHT|A_NIGHT|BY_NIGHT|WEEK|YEARS)",
        "nothing",
    ),
    ("out_of (BY_PART|BY_DAY)", "nothing"),
)


def _compiled() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Compile all patterns into one: at a position it captures whichever of them match there."""
    known = dict(KINDS)
    for name, pattern in _MACROS.items():
        known[name] = _translate(pattern, known)
    alternatives = "".join(f"(?:(?=({_translate(pattern, known)})))?" for pattern, _ in _PATTERNS)
    return re.compile(alternatives), tuple(reading for _, reading in _PATTERNS)


def _translate(pattern: str, known: dict[str, str]) -> str:
    return re.sub(r"[A-Za-z_]+", lambda name: known[name[0]], re.sub(r"\((?!\?)", "(?:", pattern)).replace(" ", "")


_ALL, _READINGS = _compiled()
#: Longer runs of words of time are not remembered: they hardly come twice.
_LONGEST_KEPT: Final = 32


def parse(kinds: str) -> tuple[tuple[str, int, int], ...]:
    """Find the expressions in a run of kinds: the name of the reading, the first token, the one after the last.

    Examples
    --------
    >>> parse(KINDS["DAY"] + KINDS["OF_MONTH"])
    (('day', 0, 2),)
    """
    return _kept(kinds) if len(kinds) <= _LONGEST_KEPT else _parse(kinds)


def _parse(kinds: str) -> tuple[tuple[str, int, int], ...]:
    found = []
    at = 0
    while at < len(kinds):
        groups = _ALL.match(kinds, at).groups()  # type: ignore[union-attr]
        length = max((len(group) for group in groups if group), default=0)
        if not length:
            at += 1
            continue
        first = next(n for n, group in enumerate(groups) if group and len(group) == length)
        if _READINGS[first] != "nothing":
            found.append((_READINGS[first], at, at + length))
        at += length
    return tuple(found)


_kept = lru_cache(maxsize=16_384)(_parse)
