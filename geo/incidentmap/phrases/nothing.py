"""What names no place: fillers, common nouns, parts of the world; and what is a name and nothing else."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from incidentmap.errors import quote
from incidentmap.names import fold, is_kind, spelling
from incidentmap.phrases.cues import CUES
from incidentmap.phrases.measures import compass, number, unit_km
from incidentmap.phrases.words import (
    AREAS,
    ARTICLES,
    FACILITIES,
    KINDS,
    LANDSCAPES,
    PLURAL,
    RIVERS,
    ROADS,
    SITES,
    THINGS,
    TRAILING,
    UNITS,
    WATERS,
)

#: What people write where they know no place.
_FILLERS: Final = frozenset(
    spelling(word)
    for word in """none nil null nan unknown unclear unspecified undisclosed undetermined various several multiple many
    other others all any same here there not available
    нет неизвестно неизвестен неизвестный неизвестное не указано указан разные несколько другое здесь там
    невідомо невідоме немає вказано різні тут""".split()
)
#: Common nouns that some village somewhere is called by: alone and without a container they are no name.
_NOUN_WORDS: Final = frozenset(
    """home hospital school church bridge road street river lake sea coast forest field border front frontline line
    checkpoint base camp north south east west centre center downtown outskirts suburb area zone sector place location
    airport airfield airbase aerodrome station market port harbour island mountain hill valley beach
    police military army most man of a an the at in on near neighbourhood neighborhood rural urban
    war conflict fighting combat battle contact operation operations operational antiterrorist terrorist anti security
    buffer hostilities battlefield command direction front-line territory region country district responsibility joint
    forces jfo ato no geoinfo geo info information provided given stated exact specified tbd tba
    separatist government controlled occupied liberated war-torn conflict-ridden ridden torn whole part parts
    дом больница школа церковь мост дорога улица река озеро море лес поле граница фронт линия фронта север юг восток
    запад центр окраина пригород лікарня міст вулиця річка кордон лінія фронту північ південь схід захід
    зона зоне боев бой боевых действий конфликта операции война войны бойових дій конфлікту зоні район районе районі
    бойові дії боевые действия прифронтовая прифронтовой""".split()
)
_NOUNS: Final = frozenset(map(spelling, _NOUN_WORDS))
#: Beside a compass point these say nothing more: "operational command South", "the war-torn east of the country".
VAGUE: Final = _NOUN_WORDS | frozenset(
    """ok oc ato jfo anti-terrorist "antiterrorist" zones areas regions directions operational-tactical group
    operation's eastern-front headline conflict-torn war-ridden rebel-held government-held government-controlled
    non-government-controlled
    направление направлении направления зоны напрямок напрямку фронте фронті страны країни области""".split()
)
#: Parts of the world that are no country and no unit: a village somewhere is called so, and is never meant.
_LARGE: Final = frozenset(
    spelling(word)
    for word in """africa asia europe america oceania antarctica eurasia sahel maghreb levant balkans caucasus siberia
    scandinavia england kashmir kurdistan
    африка азия европа америка океания антарктида евразия балканы кавказ сибирь скандинавия англия
    азія європа америка балкани сибір англія галичина""".split()
)
_LARGE_PHRASES: Final = frozenset(
    map(spelling, ("middle east", "near east", "far east", "ближний восток", "дальний восток", "близький схід"))
)
#: A key so short is no name to be sure of: A, Y and Ay are places, and slips of the pen.
_SHORTEST_KEY: Final = 3


def names_nothing(phrase: str, *, contained: bool = False) -> str | None:
    """Say why a phrase names no place at all, if it does not: fillers, common nouns and words for kinds of place.

    With a container beside it (``contained``) a noun may be a name after all: Most, Czechia.

    Examples
    --------
    >>> names_nothing("the city"), names_nothing("неизвестно")
    ("the words name no place: 'the city'", "the words name no place: 'неизвестно'")
    >>> names_nothing("Line of conflict"), names_nothing("-")
    ("the words name no place: 'Line of conflict'", 'no place is given')
    >>> names_nothing("Ay"), names_nothing("Belgorod")
    ("'Ay' is too short to tell which place it names", None)
    """
    words = spelling(phrase).split()
    if not words:
        return "no place is given"
    if all(word in _FILLERS for word in words):
        return f"the words name no place: {quote(phrase.strip())}"
    if (len(words) == 1 and words[0] in _LARGE) or " ".join(words) in _LARGE_PHRASES:
        return f"{quote(phrase.strip())} is a part of the world that the gazetteer has no boundary of"
    if contained:
        return None
    if all(word in _NOUNS or word in _FILLERS or is_kind(word) for word in words):
        return f"the words name no place: {quote(phrase.strip())}"
    letters = fold(phrase).replace(" ", "") if len(phrase) < 4 * _SHORTEST_KEY else phrase
    if len(letters) < _SHORTEST_KEY and all(ord(c) < 0x2E80 for c in letters):  # 東京 is two letters, and a name
        return f"{quote(phrase.strip())} is too short to tell which place it names"
    return None


_NAME_ALONE: Final = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*")
_SPECIAL: Final = (
    frozenset(CUES) | AREAS | ARTICLES | FACILITIES | KINDS | LANDSCAPES | PLURAL | RIVERS | ROADS | SITES | THINGS
    | frozenset(TRAILING) | frozenset(UNITS) | WATERS | _FILLERS | VAGUE | _NOUNS | _LARGE
)  # fmt: skip


def is_plain(name: str) -> bool:
    """Tell whether a phrase is a name and nothing else, so that :func:`parse` returns it as it stands.

    Examples
    --------
    >>> [is_plain(n) for n in ("Гора-Подол", "Newcastle", "near Kozinka", "Kozinka, Russia", "село Козинка")]
    [True, True, False, False, False]
    """
    if len(name) > 60 or not _NAME_ALONE.fullmatch(name) or spelling(name) in _LARGE_PHRASES:
        return False
    if len(name) < 2 * _SHORTEST_KEY and names_nothing(name):
        return False
    if name[0].islower() and not name.islower():
        return False  # "central Mogadishu", "al-Bab"
    return all(map(_is_plain_word, name.replace("-", " ").replace("'", " ").replace("’", " ").split()))


@lru_cache(maxsize=65_536)
def _is_plain_word(word: str) -> bool:
    spelled = spelling(word)
    if spelled in _SPECIAL or word.lower() in _SPECIAL or compass(word) is not None:
        return False
    if number(spelled) is not None or unit_km(spelled) is not None:
        return False
    # "сел" may be a kind of place, and a case of one.
    return not is_kind(word)
