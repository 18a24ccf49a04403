"""The small words that tie a text together: what joins places to a list, what ends a clause, what points back."""

from __future__ import annotations

import re
from typing import Final


def _words(text: str) -> str:
    """Make alternatives of words; ``_`` stands for a space within one, the longer before the shorter."""
    return "|".join(sorted((re.escape(w.replace("_", " ")) for w in text.split()), key=len, reverse=True))


_AND: Final = _words("and or as_well_as both also и или а_также та і й або а_також")
_AT: Final = _words(
    "in at near on inside outside around across over into of "
    "в во у на по под возле около вблизи близ над під біля поблизу уздовж вздовж вдоль"
)
_KINDS: Final = _words(
    "the village villages town towns city cities с м г село села сёла селе сёлах сел селах селі місто місті міст "
    "містах город городе города смт пгт хутор хутора районе районі районах области області областях"
)

#: Where a clause may end.
EDGE: Final = re.compile(
    r"[,;:](?=\s)|\s[–—-]\s|\b(?:"
    + _words("while whereas meanwhile before after тогда_как тоді_як а_также а_також після_чого после_чего")
    + r")\b",
    re.IGNORECASE,
)

#: All that may stand between two places of a list.
LIST: Final = re.compile(rf"(?:[\s,/&;]|\b(?:{_AND}|{_AT}|{_KINDS})\b\.?)*", re.IGNORECASE)

#: What stands before a name where something happens; up to three words of description may come between.
LOCATIVE: Final = re.compile(rf"(?:^|[\s(«\"])(?:{_AT})\s+(?:(?:the|[a-zа-яёіїєґ-]+)\s+){{0,3}}$", re.IGNORECASE)

#: "from Kursk": where something came from.
FROM: Final = re.compile(
    r"(?:^|\s)(?:" + _words("from out_of из із з зі со с_территории з_території") + r")\s+(?:[a-zа-яёіїєґ-]+\s+){0,2}$",
    re.IGNORECASE,
)

#: "The attack", "these raids": the event is one that was told of.
ANAPHOR: Final = re.compile(
    r"\b(?:the|this|that|these|those|such|эт[аоиу]\w*|данн\w+|указанн\w+|ц[яеіи]\w*|цього|цієї|дан[аеіо]\w*)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)

#: "said on Tuesday": the day of the statement.
SAID: Final = re.compile(
    r"\b(?:said|says|told|reported|announced|wrote|statement|added|confirmed|claimed|according to|заявил\w*|сообщил\w*|"
    r"рассказал\w*|написал\w*|сказал\w*|повідоми\w+|заяви\w+|розпові\w+|написа\w+|сказа\w+)\b[^.]{0,25}$",
    re.IGNORECASE,
)
