"""Which phrases read like the name of a town or village."""

from __future__ import annotations

import re
from typing import Final

from incidentmap.model import Feature, Relation
from incidentmap.phrases.nothing import names_nothing
from incidentmap.phrases.parsing import parse

_VAGUE: Final = re.compile(
    r"\b(?:north|south|east|west|central|area|basin|border|front|line|road|highway|river|sea|coast|territory|forest|"
    r"direction|region|oblast|district|raion|several|various|multiple|сев|юг|юж|вост|запад|граница|район|область)",
    re.IGNORECASE,
)


def names_settlement(phrase: str) -> bool:
    """Tell whether a phrase reads like the name of a town or village, and like nothing larger or vaguer.

    Examples
    --------
    >>> [names_settlement(p) for p in ("Soloti", "near Soloti", "village of Novyi Svit, Sumy Oblast")]
    [True, True, True]
    >>> [names_settlement(p) for p in ("Southern Ukraine", "Kupyansk-Lyman frontline", "unknown")]
    [False, False, False]
    """
    toponym = parse(phrase)
    words = toponym.text.split()
    return (
        toponym.relation in (Relation.AT, Relation.NEAR, Relation.OUTSKIRTS)
        and toponym.feature in (None, Feature.SETTLEMENT)
        and toponym.bearing is None
        and not toponym.also
        and 0 < len(words) <= 4
        and names_nothing(toponym.text) is None
        and not _VAGUE.search(toponym.text)
    )
