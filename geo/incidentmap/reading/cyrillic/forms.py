"""Forms of words: what the ending tells of a capitalised word that no gazetteer or dictionary is sure of."""

from __future__ import annotations

import re
from typing import Final

from incidentmap.inflection import senses
from incidentmap.reading.cyrillic.view import View
from incidentmap.reading.cyrillic.words import adjectival, sense_of

#: How villages are called, in any case: a word of this form after "в" is one even when the gazetteer misses it.
_TOPONYMIC: Final = re.compile(
    r".{2,}(?:[оеєії]вк|инк|янк|їнк|[сцз]ьк|[сц]к|град|город|бург|піл|пол|поль|піль|абад|хутор|ичах|ичи|ичі|ичей|ичів|"
    r"щин|кут|яр|дар)(?:а|и|у|ой|ою|е|і|о|ом|ому|ого|ий|ів|ах|ам|ами|ями|я|ї|ю|ем|ям|ях|ь|ове)?"
    r"|.{2,}(?:ово|ево|ёво|єво|ино|ыно|їно|ове|еве|єве|ине|їне|івці|ївці|івцях|івцям|івцах|овцах|овцы|ничи|ище|ищі)"
)
_SURNAME: Final = re.compile(
    r".{2,}(?:[оеєё]в(?:а|у|ым|им|ой|ою|і|ых|их|ими|ыми)?|[иы]н(?:а|у|ым|им|ой|ою|і)?|їн|енко|чук|щук|юк|як|ян|яна|дзе|"
    r"швили|швілі|ко|[сц]кий|[сц]кого|[сц]кому|[сц]ким|[сц]ький|[сц]ького|[сц]ькому|[сц]ьким|[сц]кая|ович|евич)"
)
#: What no dictionary has and stands after "в" as well: companies and sites.
_COMPANY: Final = re.compile(
    r".*(?:банк|пром|нефт|газ|надзор|строй|тех|фонд|ком|телеком|медиа|медіа|книг|тревел|энерго|енерго)\w{0,3}"
)
_NEUTER: Final = ("ово", "ево", "ове", "ине", "ино")
_CASES_OF_SURNAME: Final = re.compile(r"(?:ого|ому|ий|ая|ой|ой|ую|ым|им|ою|ом|ем|[аяуюеоиіыйь])$")
#: "Куп'янщина" is the district of Куп'янськ.
_COUNTRY_OF: Final = re.compile(r"(?P<stem>.{3,20})щин(?:а|і|и|у|ою|ы|е|ой)")
_ALONE: Final = frozenset(".:!—–-(|")


def looks_like_surname(key: str) -> bool:
    """Tell whether a word ends as surnames do, in any case, and as hardly a village does.

    Examples
    --------
    >>> [looks_like_surname(key) for key in ("синегубов", "козинка", "глотово")]
    [True, False, False]
    """
    return bool(_SURNAME.fullmatch(key)) and not key.endswith(_NEUTER)


def stem_of(key: str) -> str:
    """Return what the cases of a surname have in common.

    Examples
    --------
    >>> stem_of("гладкова") == stem_of("гладков") == stem_of("гладкову")
    True
    """
    return _CASES_OF_SURNAME.sub("", key)


def is_formed(key: str, language: str) -> bool:
    """Tell whether a word is formed as villages' names are, and is no ordinary one.

    The Ukrainian dictionary has many villages; it marks them as it marks nouns without a plural.

    Examples
    --------
    >>> is_formed("найтоповичах", "ru"), is_formed("стецьківці", "uk"), is_formed("остановка", "ru")
    (True, True, False)
    """
    sense = sense_of(key, language)
    return (not sense.known or sense.place) and not sense.common and bool(_TOPONYMIC.fullmatch(key))


def may_be_foreign(key: str, language: str) -> bool:
    """Tell whether a word that the dictionary lacks may be a place far away: "в Саракибе", not "в Росстрое".

    Examples
    --------
    >>> may_be_foreign("саракибе", "ru"), may_be_foreign("промстрое", "ru"), may_be_foreign("поезде", "ru")
    (True, False, False)
    """
    return not sense_of(key, language).known and _COMPANY.fullmatch(key) is None


def district_names(key: str) -> tuple[str, ...]:
    """Return the district that a word in -щина may name.

    Examples
    --------
    >>> district_names("ізюмщині")
    ('Ізюмський район', 'Ізюмский район')
    """
    found = _COUNTRY_OF.fullmatch(key)
    if found is None:
        return ()
    stem = found["stem"].capitalize()
    return f"{stem}ський район", f"{stem}ский район"


def is_second_name(view: View, i: int) -> bool:
    """Tell whether a capitalised word that is no known word stands right before: "Ллойдом Остіном"."""
    if not (view.beside(i) and view.free(i - 1)) or view.shouted:
        return False
    before = view.words[i - 1]
    sense = sense_of(before.key, view.language)
    return not (sense.common or sense.place or before.sorts or before.adjective or before.entry or view.initial[i])


def qualifies(view: View, i: int) -> bool:
    """Tell whether a word is an adjective of the ordinary noun after it: "Мирный житель"."""
    if adjectival(view.words[i].key) is None or not view.beside(i + 1) or view.capital[i + 1]:
        return False
    nouns = senses(view.words[i + 1].key, view.language)
    if not nouns or not nouns[0].startswith("NOUN"):
        return False
    tags = senses(view.words[i].key, view.language)
    if not tags:
        return True
    # "У Новгород-Сіверському дрон" do not agree, and "на Кубі протести" are two nouns.
    qualities = {part for tag in tags if tag.startswith(_ADJECTIVES) for part in _agreeing(tag)}
    return not qualities.isdisjoint(part for tag in nouns if tag.startswith("NOUN") for part in _agreeing(tag))


_ADJECTIVES: Final = ("ADJF", "PRTF", "NPRO", "NUMR")
_CASES: Final = frozenset("nomn gent datv accs ablt loct voct".split())
_GENDERS: Final = ("plur", "masc", "femn", "neut")


def _agreeing(tag: str) -> list[tuple[str, str]]:
    """Return the case and the gender, or the plural, of a word of the dictionary."""
    parts = tag.replace(",", " ").split()
    gender = next((gender for gender in _GENDERS if gender in parts), "")
    return [(case, gender) for case in _CASES.intersection(parts)]


def stands_alone(view: View, i: int) -> bool:
    """Tell whether a word is a line's heading or all of its sentence: "Лиман — тяжёлые бои", "Белгород."."""
    follows = view.text[view.ends[i] : view.ends[i] + 3].lstrip()[:1]
    return follows in _ALONE or not follows
