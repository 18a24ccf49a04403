"""Armed groups known by a name in quotes: «Фронт освобождения Холмов», батальон «Белые волки»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_QUOTED: Final = re.compile(r"[«“„\"]([^\W\d_][^«»“”„\"\n]{2,59})[»”“\"]")
#: Nouns of those who fight, right before a quote. A movement, an army or a front may be a party's or a newspaper's.
_FIGHTERS: Final = tuple(
    """батальон батальйон бригад полк группировк угрупован угруповув боевик бойовик боец бойц бійц повстанц банд
    террорист терорист джихадист militia battalion brigade militants rebels fighters""".split()
)
#: What a name itself says of a group that fights.
_ARMY: Final = ("арми", "армі", "фронт", "бригад", "сил", "army", "front", "brigade", "force", "комитет", "комітет")
_FREES: Final = (
    "освобо", "визвол", "джихад", "мученик", "моджахед", "муджагед", "революцион", "революцій", "сопротивлени", "опор",
    "народно-осв", "liberation", "martyr", "resistance", "jihad",
)  # fmt: skip
_MOST_WORDS: Final = 6


def find(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the offsets and the names of armed groups in quotes.

    Examples
    --------
    >>> [name for *_, name in find("Боевики группировки «Чёрное знамя» и «Фронт освобождения Холмов» отошли.")]
    ['Чёрное знамя', 'Фронт освобождения Холмов']
    """
    for quote in _QUOTED.finditer(text):
        name = quote[1].strip()
        words = name.casefold().split()
        if not name[0].isupper() or len(words) > _MOST_WORDS or any(stop in name for stop in ".,!?:;"):
            continue
        before = text[max(quote.start() - 24, 0) : quote.start()].casefold().split()
        fights = bool(before) and text[quote.start() - 1].isspace() and before[-1].startswith(_FIGHTERS)
        army = len(words) > 1 and any(word.startswith(_ARMY) for word in words)
        if fights or (army and any(word.startswith(_FREES) for word in words)):
            yield quote.start(1), quote.start(1) + len(name), name
