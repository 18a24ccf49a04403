"""Names of facilities, and of the settlements that they are called after."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from incidentmap.phrases.nothing import names_nothing
from incidentmap.phrases.parsing import LONGEST_PHRASE

# Only what stands at its town: a power plant, a bridge or a mine of that name may be anywhere in its region.
_WORDS: Final = (
    r"air ?port|aiport|air ?field|air ?base|aerodrome|(?:border )?(?:check ?point|crossing(?: point)?|post)|"
    r"customs(?: post)?|(?:railway |train |bus |metro )?station|market|hospital|garrison|port|sea ?port"
)
# "Donetsk International airport", "Marynivka border checkpoint"; "аэропорт Белгорода", "border post Sedove".
_AFTER: Final = re.compile(
    rf"^(?P<name>\S.*?)\s+(?:international\s+|central\s+|military\s+)?(?:{_WORDS})$", re.IGNORECASE
)
_BEFORE: Final = re.compile(
    r"^(?:(?:международн\w+\s+|міжнародн\w+\s+)?(?:аэропорт|аэродром|авиабаз|аеропорт|летовищ|вокзал|станци|станці|"
    r"пункт\w* пропуска|пункт\w* пропуску|кпп|мапп)\w*|(?:border )(?:post|check ?point|crossing))\s+(?P<name>\S.*)$",
    re.IGNORECASE,
)
_ARTICLE: Final = re.compile(r"^(?:the|an?)\s+(?=\S)", re.IGNORECASE)


def without_article(name: str) -> str:
    """Return a name without an article before it.

    Examples
    --------
    >>> without_article("the Luhansk airport"), without_article("Theodosia")
    ('Luhansk airport', 'Theodosia')
    """
    return _ARTICLE.sub("", name)


@lru_cache(maxsize=65_536)
def without_facility(name: str) -> str | None:
    """Return the settlement that a facility is called after, or ``None`` when the name has no word for a facility.

    Examples
    --------
    >>> without_facility("Marynivka border checkpoint"), without_facility("КПП Нехотеевка"), without_facility("Sumy")
    ('Marynivka', 'Нехотеевка', None)
    """
    if len(name) > LONGEST_PHRASE:
        return None
    found = _AFTER.match(name) or _BEFORE.match(name)
    settlement = without_article(found["name"]) if found else ""
    return settlement if settlement and names_nothing(settlement) is None else None
