"""One word of Russian or Ukrainian text: how it is written, what the tables and the dictionary take it for.

Everything here depends on the word alone, so each distinct word is worked out once.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from incidentmap.inflection import senses
from incidentmap.model import Feature
from incidentmap.reading.cyrillic.tables import Entry, entry_of, key_of, sorts_of, tables

_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_LATIN: Final = re.compile(r"[A-Za-z]")
#: Latin letters that look like Cyrillic ones: typed by mistake, or to hide a word from a search.
_LOOKALIKES: Final = str.maketrans("aceiopxyABCEHIKMOPTXk", "асеіорхуАВСЕНІКМОРТХк")

#: An adjective made of a name: its stem, and its ending.
_ADJECTIVE: Final = re.compile(
    r"(?P<stem>.{1,30}[сц]к)(?:ий|ого|ому|им|ом|ая|ой|ую|ою|ое|ие|их|ими)"
    r"|(?P<stem_uk>.{1,30}[сцз]ьк)(?:ий|ого|ому|им|ім|а|ої|ій|у|ою|е|і|их|ими)"
)
#: Any adjective by its ending.
_ADJECTIVAL: Final = re.compile(
    r"(?P<stem>.{2,30}?)(?P<end>ый|ий|ой|ого|его|ому|ему|ым|им|ом|ем|ая|яя|ую|юю|ей|ою|ое|ее|ые|ие|ых|их|ыми|ими|"
    r"ої|ій|ього|ьому|ім|а|у|е|і|я|ю|є)"
)


class Unit(NamedTuple):
    """A word for a kind of unit: how it stands in the nominative, its gender, and whether it is of several."""

    nominative: str
    gender: str
    feature: Feature
    plural: bool = False


def _units() -> dict[str, Unit]:
    made: dict[str, Unit] = {}
    region, district = Feature.REGION, Feature.DISTRICT
    for nominative, gender, feature, single, several in (
        ("область", "f", region, "область области областью області обл", "областей областям областях областями"),
        ("край", "m", region, "край края краю краем крае краєм краї", "краев краях"),
        ("республика", "f", region, "республика республики республике республику республикой", "республиках"),
        ("республіка", "f", region, "республіка республіки республіці республіку республікою", ""),
        ("район", "m", district, "район района району районом районе районі р-н р-на р-ну р-не р-ном р-ні",
         "районы районов районам районах районами райони районів р-ны р-нов р-нах р-ни р-нів"),
        ("округ", "m", district, "округ округа округу округом округе окрузі", "округов округах"),
        ("округа", "f", district, "округою округи", ""),
        ("громада", "f", district, "громада громади громаді громаду громадою", "громад громадам громадах громадами"),
        ("губернія", "f", region, "губернія губернії", ""),
        ("губерния", "f", region, "губерния губернии", ""),
        ("провинция", "f", region, "провинция провинции провинцию", "провинциях провинций"),
        ("провінція", "f", region, "провінція провінції провінцію", ""),
        ("воеводство", "n", region, "воеводство воеводстве воеводства", ""),
        ("воєводство", "n", region, "воєводство воєводстві воєводства", ""),
    ):  # fmt: skip
        made |= {word: Unit(nominative, gender, feature) for word in single.split()}
        made |= {word: Unit(nominative, gender, feature, plural=True) for word in several.split()}
    return made


UNITS: Final = _units()
#: Words for units that stand before the name.
LEADING_UNITS: Final = frozenset(
    """провинция провинции провинцию провінція провінції провінцію штат штата штате штату штаті мухафаза мухафазе
    мухафазы мухафазі графство графстве кантон кантоне префектура префектуре республика республики республике
    республику республикой республіка республіки республіці республіку департаменте департаменті округе
    окрузі""".split()
)
#: One form of the noun serves one and several: "області" after two adjectives.
EITHER_NUMBER: Final = frozenset("области області округа края райони громади республики республіки".split())


class Word(NamedTuple):
    """A word as reading sees it.

    ``text`` is as written, with Latin lookalikes mended; ``key`` as tables have it; ``adjective`` the stem of an
    adjective in -ск-, -цк-, -ськ-, -цьк-, or "".
    """

    text: str
    key: str
    capital: bool
    upper: bool
    sorts: frozenset[str]
    unit: Unit | None
    adjective: str
    entry: Entry | None
    cases: str
    matters: bool


@lru_cache(maxsize=131_072)
def word_of(written: str) -> Word:
    """Work a word out.

    Examples
    --------
    >>> word_of("Xapькoв").text, word_of("Сумській").adjective, word_of("села").sorts >= {"kind"}
    ('Харьков', 'сумськ', True)
    """
    text = written
    if len(written) > 1 and _CYRILLIC.search(written) and _LATIN.search(written):
        text = written.translate(_LOOKALIKES)
    if len(text) > 60:
        text = text[:60]
    key = key_of(text)
    capital = text[:1].isupper() and bool(_CYRILLIC.match(text))
    found = _ADJECTIVE.fullmatch(key)
    unit, entry = UNITS.get(key), entry_of(key)
    stem = (found["stem"] or found["stem_uk"]) if found else ""
    if f"={key}" in tables().names and not text.isupper() and text != "рф":
        entry = None  # Пар is no ПАР
    if entry is not None and entry.sort == "town" and not stem:
        entry = None  # the town itself, by the letters of its adjective: Минск
    matters = capital or unit is not None or (entry is not None and bool(_CYRILLIC.match(text)))
    return Word(
        text,
        key,
        capital,
        capital and len(text) > 1 and text.isupper(),
        sorts_of(key),
        unit,
        stem,
        entry,
        tables().cases.get(key, ""),
        matters,
    )


def adjectival(key: str) -> tuple[str, str] | None:
    """Cut an adjective into stem and ending, whatever it is made of.

    Examples
    --------
    >>> adjectival("грайворонском"), adjectival("велика")
    (('грайворонск', 'ом'), ('велик', 'а'))
    """
    found = _ADJECTIVAL.fullmatch(key)
    return (found["stem"], found["end"]) if found else None


class Sense(NamedTuple):
    """What the dictionary says of a word: known at all, an ordinary word, a place's, a person's, a given name."""

    known: bool
    common: bool
    adverb: bool
    place: bool
    person: bool
    given: bool


@lru_cache(maxsize=65_536)
def sense_of(key: str, language: str) -> Sense:
    """Ask the dictionary about a word.

    The Ukrainian dictionary does not mark places; but a noun to which it gives one number only is mostly a name.

    Examples
    --------
    >>> sense_of("курск", "ru").place, sense_of("взрывы", "ru").common, sense_of("ігор", "uk").given
    (True, True, True)
    """
    tags = senses(key, language)
    common = adverb = place = person = given = False
    for tag in tags:
        if "Surn" in tag or "Patr" in tag:
            person = True
        elif "Name" in tag:
            person = given = True
        elif "Geox" in tag or (language == "uk" and tag.startswith(_SINGLE)):
            place = True
        elif "Orgn" in tag or "Trad" in tag:
            common = True
        else:
            common = True
            adverb = adverb or not tag.startswith(("NOUN", "ADJF"))
    return Sense(bool(tags), common, adverb, place, person, given)


_SINGLE: Final = ("NOUN,masc,inan", "NOUN,femn,inan", "NOUN,neut,inan", "NOUN,plur,Pltm,inan")
