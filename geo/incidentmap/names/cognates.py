"""Cognates: a coarser key under which the Russian, the Ukrainian and the Soviet-era form of one name meet.

"Volchansk" and "Vovchansk" are one town, and so are "Popasnaya" and "Popasna". Where the two languages differ by rule
(endings, vowels, first letters, the first names in village names) the difference is taken away here. Much more is taken
away with it, so this key is for names that nothing surer has found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

# Letters that keys do not use stand for zh, sh and ch, so that Russian g and Ukrainian h can become one.
_ONE_LETTER: Final = (("zh", "j"), ("sh", "w"), ("ch", "y"), ("g", "h"))

#: Whole words: ordinals, and adjectives that are translated as a rule; the ending may be any.
_WORDS: Final = """
perv=perw vtor=druh bolw=velik malenk=mal
"""
#: Starts of words that the two languages write differently by no general rule, mostly the first names in village names.
_STARTS: Final = """
aleks=olek oleks=olek alek=olek afanas=opanas ann=hann anhel=hanhel ekaterin=katerin elen=olen ilarion=larion
ihnat=hnat nikit=mikit nik=mik stefan=stepan filip=pilip feodos=todos evdok=ivdok kuzm=kuzim iosif=iosip osif=iosip
esif=iosip esip=iosip osip=iosip evstaf=ostap
olh=vilh ol=vil ovs=vivs uhl=vuhl uhol=vuhil uhil=vuhil uzl=vuzl ostr=hostr otrad=vidrad
ras=roz raz=roz ros=roz vos=voz dvu=dvo vvod=vod sredn=seredn drevn=derevn
jelt=jovt jolt=jovt jolob=jovob yern=yorn yetver=yotir
"""
#: The same, anywhere in a word.
_STEMS: Final = """
nikol=mikol vladimir=volodimir konstantin=kostiantin konstiantin=kostiantin kostantin=kostiantin slavian=slovian
kamen=kamian uvat=ovat zlato=zoloto cerkov=cerkv stolb=stovp rojd=rizd pyel=bjol byel=bjol pyol=bjol
zsk=zk jsk=zk wsk=sk ysk=ck htsk=htk hsk=zk stn=sn zdn=zn lnc=nc rdc=rc
"""


def _table(text: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in text.split())


def _pattern(table: dict[str, str], before: str, after: str) -> re.Pattern[str]:
    return re.compile(f"{before}(?:{'|'.join(sorted(table, key=len, reverse=True))}){after}")


_RULES: Final = tuple(
    (_pattern(table, before, after), table)
    for table, before, after in (
        (_table(_WORDS), r"\b", r"(?=[aeiou]+\b)"),
        (_table(_STARTS), r"\b", r"(?=\w)(?<!\bol(?=[aeiou]))"),
        (_table(_STEMS), "", ""),
    )
)
_CHUNK: Final = 512  # a text that fits the processor's cache
_DOUBLED: Final = re.compile(r"([^\W\daeiou])\1+")
#: The last vowels of a word say gender, number and case, and the two languages choose them differently.
_ENDING: Final = re.compile(r"(?<=\w\w)[aeiou]+\b")
_VOWELS: Final = re.compile(r"[eio]+")
_HARD_L: Final = re.compile(r"(?<=i)l(?=[ykhtbpdjsc])")


def cognate(key: str) -> str:
    """Make the coarse key of a folded key.

    Parameters
    ----------
    key : str
        As :func:`incidentmap.names.fold` makes it.

    Returns
    -------
    str
        Not for showing; to be compared with other coarse keys only.

    Examples
    --------
    >>> cognate("volchansk") == cognate("vovchansk"), cognate("popasnaia") == cognate("popasna")
    (True, True)
    >>> cognate("harkov") == cognate("harkiv"), cognate("kozinka") == cognate("kazinka")
    (True, False)
    """
    for written, letter in _ONE_LETTER:
        key = key.replace(written, letter)
    for pattern, table in _RULES:
        key = pattern.sub(lambda found, table=table: table[found[0]], key)  # type: ignore[misc]
    key = _ENDING.sub("", _DOUBLED.sub(r"\1", key))
    key = _VOWELS.sub("i", key)
    return _HARD_L.sub("v", key)


def cognate_many(keys: Sequence[str]) -> list[str]:
    """Do :func:`cognate` for many keys at once; no key holds a line end.

    Examples
    --------
    >>> cognate_many(["volchansk", "belaia kamenka"])
    ['vivyansk', 'bil kamiank']
    """
    found: list[str] = []
    for start in range(0, len(keys), _CHUNK):
        found += cognate("\n".join(keys[start : start + _CHUNK])).split("\n")
    return found
