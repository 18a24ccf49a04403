"""Words that plainly say that a name is a place's, even when no gazetteer knows it: "shelled …", "the … camp".

They are read in three strengths: what leaves no doubt ("the road to", "besieged", "the … quarter"), what leaves none
where the fighting is told of ("in", "hit", "took"), and what must also be followed by a time or the end of its clause,
because persons and firms are hit and taken as well.
"""

from __future__ import annotations

import re
from typing import Final

#: Characters looked at before a name, after it, and on both sides for words of war.
_REACH: Final = 44
_AFTER_REACH: Final = 40
_WAR_REACH: Final = 160

_SITES: Final = (
    r"(?:(?:police|army|military|border|aid|refugee|displacement|bus|train|railway|power|petrol|gas|radar|naval|air|oil|"
    r"fuel|ammunition|command)\s)?(?:posts?|stations?|bases?|camps?|markets?|checkpoints?|barracks|garrisons?|schools?|"
    r"mosques?|church(?:es)?|monaster(?:y|ies)|temples?|hospitals?|clinics?|bars?|hotels?|prisons?|depots?|dumps?|"
    r"bridges?|crossings?|airports?|airfields?|dams?|plants?|refiner(?:y|ies)|mines?|farms?|tents|houses|homes|"
    r"buildings?|positions|neighbou?rhoods?|sites?|outposts?|headquarters|ports?|harbou?rs?|squares?|streets?)"
)
#: No doubt is left by these.
_SURE: Final = re.compile(
    rf"""(?:^|[\s("“‘'—–-])(?:
    (?:road|roads|highway|motorway|route|way|track|convoy|march(?:ed|ing)?|advanc(?:e|ed|ing)|push(?:ed|ing)?)
        \s(?:to|from|on|towards?|into)|
    (?:road|highway|route)\s(?:between|near)|
    (?:siege|battle|fall|capture|recapture|liberation|shelling|bombing|bombardment|storming|outskirts|environs|
        residents|villagers|people|inhabitants|garrison|markets?|streets?|entrance|edge|encirclement|defen[cs]e)\s(?:of|for)|
    (?:shell(?:ed|ing)|besieg(?:ed|ing)|recaptured|retook|retaken|overran|overrun|liberated|bombarded|
        razed|encircled|garrisoned|stormed|strafed|mortared|raided\sthe\stown\sof)|
    {_SITES}\s(?:in|at|near|outside|around)|
    (?:rockets?|shells?|missiles?|drones?|mortars?|bombs?)\s(?:(?:was|were|had\sbeen)\s)?(?:fired|launched|dropped)\s
        (?:from|at|on|into|towards?)|
    (?:air\s?strikes?|drone\sstrikes?|(?:artillery|mortar|rocket|tank)\sfire|(?:ground\s)?offensive|(?:air|ground)\s(?:raids?|assaults?)|
        (?:glide\s|barrel\s|cluster\s)bombs?|march|shelling|bombardment)\s(?:on|against)|
    (?:evacuated|withdr[ae]w|withdrawn|retreat(?:ed|ing)?|pulled\sout|driven|expelled|displaced|fled)\s(?:from|to|into)|
    (?:pulled|pulling|driven|forced|thrown|chased)\s(?:back\s)?out\sof
    )\s$""",
    re.VERBOSE | re.IGNORECASE,
)
#: These say where, and leave doubt: a language, a newspaper, a year's season may be what something is "in".
_IN: Final = re.compile(
    r"""(?:^|[\s("“‘'—–-])(?:in|inside|into|across|around|outside|throughout|towards?|through|shell(?:s|ing)\s(?:on|of)|bomb(?:ed|ing))\s$""",
    re.VERBOSE | re.IGNORECASE,
)
#: Persons are taken and hit too.
_TAKEN: Final = re.compile(
    r"""(?:^|[\s("“‘'—–-])(?:captured|captures?|capturing|seized|seizes?|seizing|took|takes?|taking|left|lost|hit|hits|
    hitting|struck|strikes?|striking|attacked|attacks?|attacking|targeted|targeting|raided|raiding|looted|(?:attacks?|strikes?|raids?|assaults?|advances?|bombs|rockets)\son|holds?|held|entered|entering|
    reached|reaching|bombed|bombing|
    invaded|occupied|controls?|controlled|evacuated|abandoned)\s$""",
    re.VERBOSE | re.IGNORECASE,
)
#: "In" these no place is: "interest in", "shares in", "described in", "believe in".
_NOT_WHERE: Final = re.compile(
    r"""\b(?:interest(?:ed)?|shares?|stakes?|invest(?:ed|ors?|ments?|ing)?|confiden(?:t|ce)|faith|trust(?:ed)?|belie(?:f|ve|ves|ved)|
    trained|published|described|wrote|written|reported\sby|quoted|spoke|speak(?:s|ing)?|sa(?:id|ys|y)|told|shout(?:ed|ing|s)|
    slogans|sang|song|read|appear(?:s|ed)|starr(?:ed|ing)|dressed|clad|armed|paid|dollars|worth|experts?|specialists?|
    version|role|articles?|column|cases?|editorial|discussed|debated?|languages?|enrolled|majored|role|denominated|
    traded?|trading|listed|statement|posted|interview|succeeded|result(?:s|ed|ing)?|engaged|delight(?:ed)?)\s(?:\w{1,12}\s)?
    (?:in|on|at|into|through|against|to)\s$""",
    re.VERBOSE | re.IGNORECASE,
)
_WAR: Final = re.compile(
    r"""\b(?:shell(?:s|ed|ing)?|bomb(?:s|ed|ing|er|ers|ardment)?|missiles?|rockets?|drones?|mortars?|artillery|air\s?strikes?|
    airstrikes?|strikes\son|warplanes?|jets|explosions?|blasts?|gunmen|rebels?|insurgents?|militants?|militia(?:s|men)?|
    paramilitar(?:y|ies)|jihadists?|guerrillas?|fighters?|soldiers?|troops|army|armed|forces|raid(?:ed|ers|s)?|ambush(?:ed)?|
    clash(?:es|ed)?|fighting|battles?|siege|offensive|gunfire|gunfight|shooting|shot\sdead|shot|killed|kill|killing|beheaded|
    abducted|kidnapped|torched|massacred?|gang|gangs|settlers|tanks?|gunners|landmines?|militiamen|attack(?:ed|ers|s)?|
    bandits|warships?|wounded|wounding|looted|burned|burnt|set\sfire|stormed|captured|seized|shelter)\b""",
    re.VERBOSE | re.IGNORECASE,
)
#: Who takes places: an armed group before the verb, in the same clause.
_ARMED: Final = re.compile(
    r"""\b(?:rebels?|insurgents?|militants?|militia(?:s|men)?|paramilitar(?:y|ies)|jihadists?|guerrillas?|fighters?|
    soldiers?|troops|army|forces|force|brigades?|battalions?|units?|raiders?|gunmen|gangs?|members|settlers|tanks?|gunners|
    militiamen|attackers|bandits|warplanes?|jets|aircraft|planes|helicopters?|drones?|missiles?|rockets?|shells?|bombs?|
    artillery|bombers?|mortars?|taliban|isis|rsf|m23|front|army's|men|offensive|advance|assault|clashes|fighting|shelling|bombing|tanks|column|convoy|strikes|raids|attacks?|marines|paratroopers|tigers|warships?|blasts?|quake)\b""",
    re.VERBOSE | re.IGNORECASE,
)
#: Kinds right after a name; before the weak ones an article or a word for where must stand.
_KIND: Final = re.compile(
    r"""\s(?:(?:(?:refugee|displacement|displaced|idp|transit)[\s-](?:people(?:'s|’s)?\s)?camps?)|quarter|neighbou?rhood|district|
    village|villages|town|suburbs?|(?:border\s)?crossing|border\spost|roundabout|junction|intersection|valley|
    countryside|municipality|township|province|governorate|oblast|sub-?district|hamlet|commune|highway|
    (?P<weak>camps?|markets?|bridge|checkpoints?|hospital|airport|airfield|airbase|air\sbase|square|area|region|front|
    prison|mosque|dam|road|sector|axis|garrison|port|oilfield|refinery|direction))\b""",
    re.VERBOSE,
)
_WHERE: Final = re.compile(
    r"(?:^|[\s(])(?:the|in|at|near|of|around|outside|inside|into|shelled|bombed|stormed|raided|attacked|hit|struck)\s$",
    re.IGNORECASE,
)
#: "Balakliya under artillery fire": what only a place is.
_UNDER: Final = re.compile(
    r"""(?:\s(?:is|was|came|has\scome|again|now|still|currently)){0,2}\s(?:under\s(?:\w{1,12}\s){0,2}(?:fire|attack|shelling|
    bombardment|siege|control|curfew|occupation)|(?:was|has\sbeen|is\sbeing|being)\s(?:\w{1,12}\s)?(?:shelled|besieged|
    bombarded|evacuated|overrun|recaptured|encircled|surrounded|liberated))\b""",
    re.VERBOSE,
)
#: What a place's name is followed by as an object; after a person's or a firm's name other words are likelier.
_CLAUSE: Final = re.compile(
    r"""(?:\s?[.,;:!?)—–\n]|\s?$|\s(?:on|in|at|before|after|overnight|early|late|again|this|last|yesterday|today|tonight|killing|
    wounding|from|since|throughout|by|near|without|an\shour|two|three|with\s(?:mortars|artillery|rockets|drones|missiles|
    shells|grads?)|for\s(?:a|the|\w{3,8})\s(?:\w{3,10}\s)?(?:day|night|time|week|month|hour|year)s?)\b)""",
    re.VERBOSE,
)
#: What may follow where something happened; other small letters make an adjective of it: "in Akhmatov uniforms".
_GOES_ON: Final = re.compile(
    r"""\s(?:and|or|but|who|which|where|when|while|as|that|was|were|is|are|had|has|have|did|could|would|will|of|to|against|
    because|during|until|amid|between|about|right|now|around|under|inside|just|following|said|after|despite|later|left|killed|wounded|injured|damaged|destroyed|broke|continued|lasted|hit|struck|began|
    forced|triggered|claimed|ended)\b""",
    re.VERBOSE,
)
#: "Balakliya shelled", "Balakliya falls": in a headline the verb has no "was", and a place's name stands first.
_HEADLINE: Final = re.compile(
    rf"""(?:\s(?:again|reportedly|heavily|now|still|once\smore|massively|repeatedly|partly|partially|fully)){{0,2}}\s
    (?:under\s(?:(?:\w{{1,12}}\s){{0,2}}(?:fire|attack|shelling|bombardment|siege|control|curfew|occupation))\b|
    (?:(?:captured|seized|attacked|hit|struck|targeted|surrounded|bombed)(?!\s(?:in|at)\s(?-i:[A-Z]))|
    shelled|bombarded|besieged|encircled|recaptured|retaken|liberated|overrun|occupied|evacuated|raided|stormed|looted|
    razed|destroyed|devastated|burning|ablaze|in\sflames|on\sfire|
    cut\soff|without\s(?:power|water|electricity)|falls|has\sfallen|fallen)
    (?:(?:{_CLAUSE.pattern})|\s(?:again|twice|amid|as|and|to\s(?:[A-Z]\w*|the|rebels?|insurgents|troops|militants|
    government|advancing)|during|following|while|once|under|hard|heavily|overnight)\b|\s?[-–—]))""",
    re.VERBOSE,
)
_LOUD_HEADLINE: Final = re.compile(_HEADLINE.pattern, re.VERBOSE | re.IGNORECASE)
#: What else falls, and is hit.
_MONEY: Final = re.compile(
    r"%|\b(?:per\s?cent|shares?|stocks?|index|points|profits?|prices?|markets?|sales|dollars?|euros?|bid|goals?|match|season|"
    r"league|lawsuits?|championship|cup|film|album)\b",
    re.IGNORECASE,
)
_LISTED: Final = re.compile(r"(?:,|\sand|,\sand)\s(?:(?:al|el|an|ar|as|ad|az|ash)-)?[A-ZÀ-Þ]")
_AND: Final = re.compile(
    r"\sand\s(?:\w+\s){0,3}(?:pushed|moved|left|killed|shot|burned|burnt|three|two|four|several|other|nearby|the\s)"
)
#: Verbs whose object is rarely a person, and what may go on after that: "entered Khojala and raised a flag".
_OF_PLACES: Final = frozenset(
    "captured seized entered reached looted raided occupied invaded bombed evacuated abandoned".split()
)
_DONE: Final = re.compile(r"\sand\s\w{3,12}ed\b")
#: Endings of surnames.
_OF_PERSONS: Final = re.compile(
    r"(?:[oe]vi[cć]h?|enko|shvili|[iu]dze|adze|zad[ae]h?|o[gğ]lu|[ae]yev|[oe]v|[oe]va|ss?on|zai|zaidi|stein|berg|ites|ists|ians|[iy]as|[a-z]is)$",
    re.IGNORECASE,
)


#: The last words of what is looked for before a name: without one of them nothing is.
_LAST: Final = frozenset(
    """to from on towards toward into between near of for against at in inside across around outside throughout
    through shelled shelling besieged besieging recaptured retook retaken strafed mortared overran overrun
    liberated bombarded razed encircled garrisoned stormed captured capture captures capturing seized seize
    seizes seizing took take takes taking left lost hit hits hitting struck strike strikes striking attacked
    attack attacks attacking targeted targeting raided raiding looted hold holds held entered entering
    reached reaching bombed bombing invaded occupied control controls controlled evacuated abandoned""".split()
)


def told_place(whole: str, start: int, end: int) -> tuple[int, str]:
    """Weigh how plainly the words around an unknown name say that it is a place's: 3 without doubt, 2, or 0.

    Examples
    --------
    >>> text = "Rebels besieged Farabou for a month."
    >>> told_place(text, 16, 23)
    (3, 'after “besieged”')
    """
    first = max(0, start - _REACH)
    after_the = whole[max(0, start - 4) : start].lower() == "the "
    kind = _KIND.match(whole, end, end + _AFTER_REACH)
    if kind is not None and (kind["weak"] is None or _WHERE.search(whole, first, start)):
        return (3 if kind["weak"] is None else 2), f"before “{kind[0].strip()}”"
    if _UNDER.match(whole, end, end + _AFTER_REACH + 30) is not None:
        return 3, "it is said to be under fire"
    word = whole[max(first, whole.rfind(" ", first, start - 1) + 1) : start].rstrip().lower()
    if after_the or word.strip("\"“‘'(—–-") not in _LAST:
        return 0, ""
    if (before := _SURE.search(whole, first, start)) is not None and not _is_person_hit(whole, before[0], end):
        return 3, f"after “{_clean(before[0])}”"
    if not is_war(whole, start, end):
        return 0, ""
    if (before := _IN.search(whole, first, start)) is not None:
        if _NOT_WHERE.search(whole, first, start) is not None or not _ends_there(whole, end):
            return 0, ""
        return 2, f"after “{_clean(before[0])}”, where fighting is told of"
    if (before := _TAKEN.search(whole, first, start)) is not None and _is_taken(whole, start, end, _clean(before[0])):
        return 2, f"after “{_clean(before[0])}”, where fighting is told of"
    return 0, ""


def is_headline(whole: str, end: int, *, loud: bool) -> bool:
    """Tell whether a name that opens a sentence is said, as headlines say it, to be shelled or to have fallen.

    ``loud`` when all words of the headline have capitals.

    Examples
    --------
    >>> is_headline("Sudzha falls to the army.", 6, loud=False), is_headline("Baker shelled peas.", 5, loud=False)
    (True, False)
    """
    pattern = _LOUD_HEADLINE if loud else _HEADLINE
    return (
        pattern.match(whole, end, end + 2 * _AFTER_REACH) is not None
        and _MONEY.search(whole, end, end + _WAR_REACH) is None
    )


def is_kind_after(whole: str, end: int) -> bool:
    """Tell whether a word for a kind of place follows that leaves no doubt: "quarter", "displacement camp"."""
    kind = _KIND.match(whole, end, end + _AFTER_REACH)
    return kind is not None and kind["weak"] is None


def is_war(whole: str, start: int, end: int) -> bool:
    """Tell whether words of war stand near a span."""
    return _WAR.search(whole, max(0, start - _WAR_REACH), end + _WAR_REACH) is not None


def _ends_there(whole: str, end: int) -> bool:
    """Tell whether what follows leaves a name by itself: the end of a clause, "and", "which", a time."""
    return any(pattern.match(whole, end, end + _AFTER_REACH) for pattern in (_CLAUSE, _GOES_ON, _LISTED))


def _clean(words: str) -> str:
    return words.strip(" \n\t(\"“‘'—–-").lower()


def _is_person_hit(whole: str, before: str, end: int) -> bool:
    """Tell "stormed Brannigan's office" and "displaced from" aside: what is owned is no place."""
    return "storm" in before.lower() and whole[end : end + 1] in "'’"


def _is_taken(whole: str, start: int, end: int, verb: str) -> bool:
    """Tell a place that is taken from a person: by who takes it, what follows, and how the name ends."""
    if _OF_PERSONS.search(whole, start, end) is not None:
        return False
    if _ARMED.search(whole, max(0, start - 90), start) is None:
        return False
    if verb in ("held", "hold", "holds", "left", "lost", "took", "takes", "take", "taking"):
        return _CLAUSE.match(whole, end, end + _AFTER_REACH) is not None
    if verb in _OF_PLACES and _DONE.match(whole, end, end + _AFTER_REACH) is not None:
        return True
    return any(p.match(whole, end, end + _AFTER_REACH) is not None for p in (_CLAUSE, _LISTED, _AND))
