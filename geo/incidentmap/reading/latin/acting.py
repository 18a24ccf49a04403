"""Governments spoken of by their capitals: "Moscow denied", "in Tehran's view", "opposition to the Kremlin"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from incidentmap.reading.latin.words import rows

_REACH: Final = 60
#: What a government says or does. A town is hit and wakes; it does not deny, nor answer.
_ACTS: Final = re.compile(
    r"""(?:\sand\s[A-Z]\w{2,15})?\s(?:has\s|have\s|had\s|also\s|again\s|repeatedly\s|later\s|now\s|long\s|quickly\s|immediately\s|officially\s|
    publicly\s)*(?:said|says?|denie[sd]|deny|warn(?:s|ed)|accus(?:es|ed)|claim(?:s|ed)|insist(?:s|ed)|announce[sd]|condemn(?:s|ed)|
    agree[ds]?|refus(?:es|ed)|reject(?:s|ed)|vow(?:s|ed)|urg(?:es|ed)|demand(?:s|ed)|call(?:s|ed)\s(?:on|for|it|the)|blam(?:es|ed)|
    pledge[sd]|threaten(?:s|ed)|respond(?:s|ed)|retaliate[sd]|summon(?:s|ed)|impose[sd]|wants|sees|supports|backs|backed|signed|
    recogni[sz](?:es|ed)|expel(?:s|led)|sent|offers|offered|hopes|fears|considers|believes|answer(?:s|ed)|repl(?:ies|ied)|
    comment(?:s|ed)|confirm(?:s|ed)|admit(?:s|ted)|acknowledge[sd]|declined|dismiss(?:es|ed)|disput(?:es|ed)|describe[sd]|
    portray(?:s|ed)|regards|views|accepts|accepted|welcome[sd]|protest(?:s|ed)\sto|suspend(?:s|ed)|severed|recalled|
    maintains|maintained|argue[sd]|alleg(?:es|ed)|justifie[sd]|boast(?:s|ed)|promise[sd]|
    (?:gives|gave|given)\s(?:no|another|a|its|an|few|little|different|assurances)|puts?\sthe\s(?:dead|toll|number|losses)|
    (?:kept|keeps|stayed|stays|remain(?:s|ed)|is|was)\s(?:silent|quiet|tight-lipped|mum)\s(?:about|over)|
    (?:kept|stayed|remain(?:s|ed))\ssilent|broke(?:n)?\soff|cut\s(?:off\s)?(?:ties|relations)|closed\sits\sembassy|
    (?:is|was)\s(?:considering|seeking|trying|demanding|urging|accused\sof|blamed\sfor|reluctant|adamant|unwilling|ready\sto|
    determined\sto|expected\sto\s(?:respond|answer|retaliate|deny|reply|announce))|
    (?:did|does|do|would|will|has|had|could)\snot\s(?:immediately\s|yet\s|publicly\s)?(?:comment|commented|respond(?:ed)?|
    repl(?:y|ied)|answer(?:ed)?|say|said|confirm(?:ed)?|den(?:y|ied)|recogni[sz]ed?|react(?:ed)?|admit(?:ted)?|accept(?:ed)?|
    want|agree(?:d)?|acknowledged?|rule\sout|ruled\sout|explain(?:ed)?)|(?:has|had|have|is)\syet\sto|
    (?:is|has\sbeen)\s(?:denying|blaming|accusing|insisting|arming|backing|refusing))\b""",
    re.VERBOSE,
)
#: What belongs to a government and to no town.
_STATE_OF: Final = re.compile(
    r"""['’]s?\s(?:(?:official|own|public|first|latest|initial|military|foreign|long-standing|stated|alleged)\s)?(?:government|
    foreign\sminist|defen[cs]e\sminist|foreign\spolicy|leaders?hip|leaders?|president|prime\sminister|ambassador|parliament|
    officials|policy|military|army|forces|envoy|stance|allies|ally|position\son|support\sfor|answer|repl(?:y|ies)|response|reaction|
    version|account|view|views|denials?|claims?|claim\sthat|demands?|aims?|goals?|ambitions?|proxies|proxy|accusations?|allegations?|
    refusal|insistence|explanation|assurances?|silence|threats?|invasion|annexation|terms|interests|sanctions|diplomats?|
    intentions?|war\saims|narrative|propaganda|involvement|role\sin|backing|rulers|decision|offer|offers|statement|rhetoric)\b""",
    re.VERBOSE,
)
#: Before a capital: what is done with governments.
_WITH: Final = re.compile(
    r"""\b(?:according\sto|opposition\sto|opposed\sto|pressure\son|loyal\sto|hostile\sto|allied\s(?:to|with)|beholden\sto|
    (?:backed|supported|armed|funded|financed|sponsored|orchestrated|ordered|accused|blamed|recogni[sz]ed|imposed|installed|
        appointed|sanctioned)\sby|
    (?:relations|ties|talks|negotiations|deal|agreement|truce|ceasefire|row|dispute|stand-?off|tensions|alliance|peace)\s
        (?:with|between)|sanctions\s(?:on|against)|(?:blam|accus|urg)(?:ed|es|ing)|(?:press|warn|ask)(?:ed|es|s|ing)|called\son|press(?:ure|ured|uring)|(?:message|ultimatum|appeal|warning|signal|letter)\s
        (?:to|from)|(?:friendly|sympathetic|critical|close)\s(?:to|of)\sthe|orders\sfrom|support\sfrom|aid\sfrom|
    policy\s(?:of|towards?)|(?:talks|tensions|relations|ties|deal|agreement|negotiations|dispute|row|truce|ceasefire|trade)\s
        between\s[A-Z]\w{2,15}(?:\s[A-Z]\w{2,15})?\sand)\s(?:the\s)?$""",
    re.VERBOSE | re.IGNORECASE,
)
#: "close to the Kremlin" is said of persons; the building stands in a street.
_OF_AN_INSTITUTION: Final = re.compile(
    r"\b(?:opposition|opposed|critics?|close|loyal|message|according|allies|appeal|enem(?:y|ies)|ties)\s(?:to|of|with)\sthe\s$",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def capitals() -> frozenset[str]:
    """Return the names of capitals, as news call governments by them.

    Examples
    --------
    >>> "Bamako" in capitals(), "Aleppo" in capitals()
    (True, False)
    """
    return frozenset(row["name"] for row in rows("english_regions.tsv") if row["kind"] == "capital")


def acts(whole: str, end: int) -> bool:
    """Tell whether a name stands for a government that says or does something.

    Examples
    --------
    >>> acts("Bamako has not commented.", 6), acts("Bamako has been shelled.", 6)
    (True, False)
    """
    return _ACTS.match(whole, end, end + _REACH) is not None


def is_state_of(whole: str, end: int) -> bool:
    """Tell whether a name has what only a government has: "Tehran's view"."""
    return _STATE_OF.match(whole, end, end + _REACH) is not None


def is_dealt_with(name: str, whole: str, start: int, *, institution: bool) -> bool:
    """Tell whether a government is meant by the words before: "backed by Kigali", "opposition to the Kremlin"."""
    first = max(0, start - 56)
    if institution:
        return _OF_AN_INSTITUTION.search(whole, first, start) is not None
    return name in capitals() and _WITH.search(whole, first, start) is not None
