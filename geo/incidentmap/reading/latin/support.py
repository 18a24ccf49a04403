"""What the words around a name say for its being a place: "in", "near", "resident", a dateline."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

#: Characters looked at on either side.
_REACH: Final = 32
_BEFORE: Final = re.compile(
    r"""(?:^|[\s("“‘'—–-])(?:
    (?P<called>(?:villages?|towns?|city|cities|hamlets?|suburbs?|settlements?|townships?)\sof)|
    (?P<kind>(?:villages?|towns?|city|cities|hamlets?|settlements?|suburbs?|districts?|regions?|provinces?|county|counties|township|municipality|capital|
      neighbou?rhood|island|port|community|outskirts|oblast|governorate|state|community|borough|city-state|streets|
      people|mayor|north|south|east|west|northeast|northwest|southeast|southwest|centre|center|part|parts|area|
      suburbs|town\sof|airport|km|miles?|kilometers|kilometres)\s(?:of|from)(?:\s(?:the|downtown))?|
      (?:the|a)\s(?:village|town|city)|
      outside|near|nearby|northeastern|northwestern|southeastern|southwestern|northern|southern|eastern|western|central|
      downtown|rural|suburban|\b\d{1,2},\sof)|
    (?P<strong>shell(?:ed|ing)|bomb(?:ed|ing|arded)|captur(?:ed|ing)|seiz(?:ed|ing)|liberated|retook|recaptured|
      storm(?:ed|ing)|occup(?:ied|ying)|invad(?:ed|ing)|besieged|hit|hits|struck|strikes?|attack(?:ed|ing)|
      target(?:ed|ing)|in|across|throughout|around|inside|towards?|into|via|within|\b[Bb]ased\sin|in\sthe|en\sroute\sto|
      outside\sof|
      (?:fled|flew|flown|drove|driven|travell?ed|travell?ing|went|moved|returned|headed|came|deported|extradited|
      evacuated|transferred|deployed|marched|trip|visit|flights?|en\sroute|relocat(?:e|ed|ing)|commut(?:e|ed|ing))\sto|
      in\s(?:nearby|neighbou?ring|downtown|central|rural))|
    (?P<weak>from|to|of|at|for|through|between|and|visit|visited|visiting|leave|leaves|leaving|left|reached|reaching|
      entered|entering|off|beyond|past|over|on|against|invaded?|invading|captured|seized|shelled|bombed)
    )\s(?:the\s)?$""",
    re.VERBOSE | re.IGNORECASE,
)
_AFTER: Final = re.compile(
    r"""(?:['’]s?)?(?:-(?:based|area|born|wide|bound|style|led|backed|native)|
    \s(?:area|region|residents?|province|cit(?:y|izens?)|district|native|suburbs?|airport|border|villages?|town|county|
    neighbou?rhood|government|authorities|campus|coast|police|mayor|officials|man|woman|men|family|teenager|resident|
    couple|area's|school|students|streets?|hospital|court|oblast|raion|governorate|municipality|countryside|front|
    council|and\ssurrounding|which\slies|where)\b)""",
    re.VERBOSE,
)
#: What follows a place at the head of a report: "KYIV (Reuters) -", "Edmonton, Ky. —", "BEIRUT —", "BANTAM >>".
_DATELINE: Final = re.compile(
    r"""(?:,\s[A-Z][\w.]*\.?(?:\s[A-Z][\w.]*){0,2})?,?\s{0,3}(?:\([^()\n]{2,60}\)\s{0,2})?(?:,\s[A-Z][a-z]+\.?\s\d{1,2}\s?)?
    (?:[-‐‑–—]{1,2}|>>|―|:\s—|\.\s?[–—-])(?=\s|[A-Z(])""",
    re.VERBOSE,
)
_BRACKET: Final = re.compile(
    r"(?:,\s[A-Z][\w.]*\.?(?:\s[A-Z][\w.]*){0,2})?,?\s\((?:AP|AFP|Reuters|CNN|UPI|[A-Z]{2,6})\)"
)
_IN: Final = re.compile(r",? in (?:the )?[A-Z]")


class Clues(NamedTuple):
    """What speaks for a name where it stands, as points, and the clearest of it in words.

    ``led`` says that a preposition leads it, so that it acts in nothing; ``article`` says that "the" stands
    before, which a town has not.
    """

    points: int
    told: str = ""
    strong: bool = False
    article: bool = False
    led: bool = False


def clues(whole: str, start: int, end: int, *, opens_paragraph: bool) -> Clues:
    """Weigh the words on both sides of a name.

    Examples
    --------
    >>> text = "Fires burned near Kozlivka on Monday."
    >>> clues(text, 18, 26, opens_paragraph=False)
    Clues(points=3, told='after “near”', strong=True, article=False, led=True)
    """
    points, told, strong, led = 0, "", False, False
    before = _BEFORE.search(whole, max(0, start - _REACH), start)
    if before is not None:
        words = before[0].strip(" \n\t(\"“‘'—–-")
        led = True
        if before["called"]:
            points, told, strong = 5, f"after “{words}”", True
        elif before["kind"]:
            points, told, strong = 3, f"after “{words}”", True
        elif before["strong"]:
            points, told, strong = 2, f"after “{words}”", True
        else:
            points, told, led = 1, f"after “{words}”", False
    article = whole[max(0, start - 4) : start].lower() == "the "
    after = _AFTER.match(whole, end, end + _REACH)
    if after is not None:
        points += 2
        told = told or f"before “{after[0].strip()}”"
        strong, article = True, False
    if opens_paragraph and is_dateline(whole, end):
        points, told, strong = points + 4, "the report's dateline", True
    if not points or not strong:
        points += _IN.match(whole, end, end + _REACH) is not None
    return Clues(points, told, strong, article, led)


def is_dateline(whole: str, end: int) -> bool:
    """Tell whether a name opens a report: capitals or a dash, a bracket with the agency's name."""
    if _BRACKET.match(whole, end, end + 60) is not None:
        return True
    return _DATELINE.match(whole, end, end + 90) is not None
