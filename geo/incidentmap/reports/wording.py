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

#: Where a clause tells of a further place in the way of the one before.
JOINT: Final = re.compile(
    r"[,;](?=\s)|\s[–—-]\s|\b(?:" + _words("and as_well_as и а_также та і й а_також") + r")\b", re.IGNORECASE
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

#: What ends the reach of a word.
CUT: Final = re.compile(r"[,.;:!?–—]")

#: "The attack", "these raids": the event is one that was told of.
ANAPHOR: Final = re.compile(
    r"\b(?:the|this|that|these|those|such|эт[аоиу]\w*|данн\w+|указанн\w+|ц[яеіи]\w*|цього|цієї|дан[аеіо]\w*)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)

#: "officials in Srinagar said": where somebody spoke.
SPEAKS: Final = re.compile(
    r"[^,.;:!?\n]{0,25}\b(?:said|says|told|reported|reports|confirmed|announced|wrote|заяв\w+|сообщ\w+|рассказ\w+|"
    r"повідом\w+|розпов\w+|сказа\w+|наголос\w+|поясн\w+)\b",
    re.IGNORECASE,
)

#: "taken to a hospital in", "fled to": where somebody went afterwards.
WENT: Final = re.compile(
    r"\b(?:taken to|transferred|transported|brought to|evacuated|flown|fled|fleeing|sent to|went to|travelled|traveled|"
    r"returned to|arrived|hospital\w*|доставлен\w*|доставил\w*|госпитализир\w*|эвакуир\w*|направлен\w*|приехал\w*|"
    r"выехал\w*|вывез\w*|доправ\w*|доставили|госпіталіз\w*|евакуй\w*|приїха\w*|виїха\w*|лікарн\w*|больниц\w*)\b[^,.;:!?\n]{0,40}$",
    re.IGNORECASE,
)

#: "said on Tuesday": the day of the statement.
SAID: Final = re.compile(
    r"\b(?:said|says|told|reported|announced|wrote|statement|added|confirmed|claimed|according to|заявил\w*|сообщил\w*|"
    r"рассказал\w*|написал\w*|сказал\w*|повідоми\w+|заяви\w+|розпові\w+|написа\w+|сказа\w+)\b[^.]{0,25}$",
    re.IGNORECASE,
)
