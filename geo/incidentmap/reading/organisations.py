"""Names that look like places and are none: units, newspapers, teams, plants, ships, weapons, treaties.

Spans only, with the reason: the words inside are no place, whatever a gazetteer says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from incidentmap.reading.lexicon.forces import HEADS
from incidentmap.reading.lexicon.matching import Remembered, fold_word
from incidentmap.reading.lexicon.vocabulary import Actor, Lexicon
from incidentmap.reading.text import Text

#: Stems of nouns after which a quoted name is no place: завод «Салют», полк «Калининград».
_GENERIC: Final = (
    "завод|комбинат|комбінат|фабрик|предприяти|підприємств|компани|компані|фирм|фірм|концерн|холдинг|корпораци|корпораці|"
    "банк|магазин|супермаркет|гипермаркет|гіпермаркет|рынок|ринок|кафе|ресторан|отел|готел|гостиниц|санатори|санаторі|жк|"
    "трц|тц|трк|бц|тэц|тец|нпз|шахт|рудник|совхоз|колхоз|агрофирм|агрофірм|канал|телеканал|телеграм-канал|telegram-канал|"
    "паблик|паблік|газет|журнал|агентств|издани|видання|портал|сайт|радио|радіо|проект|проєкт|корабл|крейсер|катер|судн|"
    "танкер|паром|корвет|фрегат|подлодк|підводн|бригад|батальон|батальйон|полк|рот|взвод|отряд|загін|групп|груп|легион|"
    "легіон|дивизион|дивізіон|дивизи|дивізі|подразделени|підрозділ|спецназ|движени|рух|парти|парті|фонд|организаци|"
    "організаці|клуб|стадион|стадіон|арен|театр|кинотеатр|кінотеатр|музе|университет|університет|институт|інститут|поезд|"
    "потяг|операци|операці|фильм|фільм|книг|роман|комплекс|ракет|дрон|бпла|беспилотник|безпілотник|установк|систем|"
    "гаубиц|миномет|міномет|рсзо|рсзв|сау|зрк|станци|станці|подстанци|підстанці|бомб|торпед|лаборатори|лаборатор|лагер|"
    "табір|аэродром|аеродром"
)
_NOUNS: Final = (
    "ship|vessel|tanker|cruiser|frigate|corvette|submarine|boat|ferry|plant|factory|steelworks|mine|company|firm|unit|"
    "battalion|brigade|regiment|group|channel|newspaper|magazine|film|movie|novel|book|song|album|operation|project|"
    "restaurant|cafe|nightclub|club|hotel|train|drone|missile|system|codenamed|dubbed|called"
)
#: Such a noun right before a quote, with at most one word between: завод имени «…», cruiser "Moskva".
_BEFORE_QUOTE: Final = re.compile(
    rf"\b(?i:(?:{_GENERIC})\w{{0,6}}|{_NOUNS})\s{{1,3}}(?:[\w-]{{1,20}}\s{{1,2}})?\Z",
)
_QUOTED: Final = re.compile(r"[«\"“„][^«»\"“”„\n]{1,60}[»\"”“]")
_AFTER: Final = re.compile(r"\s?[«\"“„][^«»\"“”„\n]{1,60}[»\"”]")
_NUMBERED: Final = re.compile(r"\b\d{1,4}(?:st|nd|rd|th)\s+(?:[A-Z][\w'’-]{1,20}\s+){0,4}\Z")
_CAPITALS: Final = re.compile(r"\b(?:[A-Z][\w'’-]{1,25}\s+){1,3}\Z")
#: "72-я отдельная механизированная", "128 окрема": a number alone must have a unit's adjective after it.
_CYRILLIC_NUMBERED: Final = re.compile(
    r"\b\d{1,4}(?:-?(?:[аяйюуї]|ої|ой|ей|го|та|тя|тю|ма|ая|ий)\b\s+|\s+(?=(?:окрем|отдельн|механ|танков|штурм|десант|гвард|мото|"
    r"артил|морс|гірс|аеромоб|єгерс|стріл|стрелк|зенит|зеніт|спец|\Z)))(?:[\w-]{3,25}\s+){0,4}\Z"
)
_UNITS: Final = frozenset(
    "Brigade Battalion Regiment Division Corps Army Fleet Squadron Company Brigades Legion Cartel Militia".split()
)
#: Units whose name may be any capitalised words: "Black Zaporozhians Brigade", but not "Russian Army".
_NAMED_UNITS: Final = frozenset("Battalion Brigade Brigades Regiment Legion Cartel Militia".split())
_CYRILLIC_UNITS: Final = ("бригад", "полк", "батальон", "батальйон", "дивизи", "дивізі", "арми", "армі", "корпус")
_PAPERS: Final = frozenset(
    """Times Herald Gazette Tribune Chronicle Independent Telegraph Observer Examiner Journal Courier Inquirer Dispatch
    Sentinel Bulletin Newspaper Broadcasting Insider""".split()
)
_SHIPS: Final = frozenset("USS HMS RFS INS HMCS HMAS".split())
_SHIP: Final = re.compile(r"\s+[A-Z][\w'’-]{2,25}(?:\s+[A-Z][\w'’-]{2,25})?")
_WINDOW: Final = 110
_ARTICLES: Final = ("The ", "A ", "An ", "In ", "At ", "As ")
_HEAD_WORDS: Final = frozenset(fold_word(word) for words in HEADS.values() for word in words)


def _kind(word: str) -> str:
    """Tell what a word may be the end of, or the beginning: a unit, a newspaper, a ship."""
    if word in _UNITS:
        return "unit"
    if word in _PAPERS:
        return "paper"
    if word in _SHIPS:
        return "ship"
    return "cyrillic" if word.casefold().startswith(_CYRILLIC_UNITS) else ""


_KINDS: Final = Remembered(_kind)


def find(text: Text, lexicon: Lexicon) -> list[tuple[int, int, str]]:
    """Find names that look like places and are none.

    Parameters
    ----------
    text : Text
    lexicon : Lexicon

    Returns
    -------
    list of tuple
        Start, end and why, in order; none inside another.

    Examples
    --------
    >>> from incidentmap.reading.text import prepare
    >>> text = prepare("The Kyiv Independent wrote of the 72nd Mechanized Brigade near the plant «Азовсталь».")
    >>> [(text.text[start:end], why) for start, end, why in find(text, Lexicon.load())][:2]
    [('Kyiv Independent', 'a newspaper, a broadcaster or an agency'), ('72nd Mechanized Brigade', 'a military unit')]
    """
    found = [(text.starts[m.first], text.ends[m.last - 1], m.value) for m in lexicon.organisations.scan(text)]
    for match in lexicon.actors.scan(text):
        actor = match.value.actor
        if match.value.how == "named" and actor is not None and _proper(text, match.first, match.last, actor):
            found.append((text.starts[match.first], text.ends[match.last - 1], f"the name of an actor: {actor.name}"))
    for number, kind in [(n, kind) for n, word in enumerate(text.words) if (kind := _KINDS[word])]:
        found += _around(text, number, kind)
    found += _quoted(text.text)
    return _longest(found)


def _proper(text: Text, first: int, last: int, actor: Actor) -> bool:
    """Tell whether an actor's words are a proper name: "Siberian Battalion", not "Syrian rebels" nor "Syrian army"."""
    word = text.words[last - 1]
    if actor.heads and fold_word(word) in _HEAD_WORDS:
        return True
    return not actor.state and not actor.generic and word[:1].isupper() and last - first > 1


def _around(text: Text, number: int, kind: str) -> Iterator[tuple[int, int, str]]:
    """Yield the name that a word ends, or begins."""
    start, end = text.starts[number], text.ends[number]
    if kind == "ship":
        if name := _SHIP.match(text.text, end, end + _WINDOW):
            yield start, name.end(), "a ship"
        return
    before = text.text[max(start - _WINDOW, 0) : start]
    patterns = {"unit": [_NUMBERED], "paper": [_CAPITALS], "cyrillic": [_CYRILLIC_NUMBERED]}[kind]
    if kind == "unit" and text.words[number] in _NAMED_UNITS:
        patterns = [*patterns, _CAPITALS]
    for pattern in patterns:
        if (name := pattern.search(before)) is not None:
            first = _without_article(text.text, start - len(before) + name.start())
            quoted = _AFTER.match(text.text, end, end + _WINDOW)
            if first < start:
                why = "a newspaper or an agency" if kind == "paper" else "a military unit"
                yield first, quoted.end() if quoted else end, why
            return


def _quoted(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield names in quotes after a noun that says what they are: завод «Салют»."""
    for quote in _QUOTED.finditer(text):
        start, first = quote.start(), text[quote.start() + 1]
        if (first.isupper() or first.isdigit()) and _BEFORE_QUOTE.search(text[max(start - 50, 0) : start]):
            yield start, quote.end(), "a name in quotes after what it is"


def _without_article(text: str, start: int) -> int:
    return start + len(next((word for word in _ARTICLES if text.startswith(word, start)), ""))


def _longest(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Keep, of spans that overlap, the one that begins first, and of those the longest."""
    kept: list[tuple[int, int, str]] = []
    for span in sorted(found, key=lambda s: (s[0], -s[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept
