"""Proposing: "Вовчанськом" → "Вовчанськ", the nominatives that an oblique form of a name may come from.

The forms only *propose*: whoever asks looks each up and keeps what exists. So a wrong proposal costs a look-up, and a
missing one loses the place. Dictionaries (pymorphy3) know towns and common words; the endings of villages, which no
dictionary holds, stand in tables here.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from incidentmap.inflection.endings import LONGEST, RULES

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer
    from pymorphy3.analyzer import Parse

#: Longer texts are no names, and each word costs dictionary look-ups.
_LONGEST_NAME: Final = 80
_MOST_PARTS: Final = 5
#: Proposals for one word of several that are combined: the product must stay small.
_PER_PART: Final = 10

_NAME: Final = re.compile(r"[а-яёіїєґ'’ʼ]+(?:[ -]+[а-яёіїєґ'’ʼ]+)*\.?", re.IGNORECASE)
_PARTS: Final = re.compile(r"([ -]+)")
_UKRAINIAN: Final = re.compile(r"[іїєґ'’ʼ]|[сцз]ьк", re.IGNORECASE)
_RUSSIAN: Final = re.compile(r"[ыэъё]", re.IGNORECASE)
_APOSTROPHE: Final = re.compile("['’ʼ]")
#: After these a name goes on in a case of its own: Ростове-на-Дону.
_LINKS: Final = frozenset("на над под при у в за біля под під".split())
_CASES: Final = {"nomn": "n", "gent": "g", "datv": "d", "accs": "a", "ablt": "i", "loct": "l", "gen2": "g", "loc2": "l"}
_GENDERS: Final = {"masc": "m", "femn": "f", "neut": "n"}

# How far a proposal is trusted. A surname in a dictionary ("Глушкове", of Глушков) is rarely what a map means.
_TOWN_TAGS: Final = frozenset({"Geox", "geox", "geo"})
_PERSON_TAGS: Final = frozenset("Surn Name Patr surn name patr lname fname pname".split())
_KNOWN_TOWN, _KNOWN_WORD, _KNOWN_PERSON, _GUESSED = 3.0, 1.5, 0.5, 0.35
_AS_WRITTEN: Final = 0.25
_NEUTER_ADJECTIVE: Final = ("ьке", "ное")
_NEUTER: Final = 1.2  # a village (село) called by an adjective alone: Красное before Красный
_DISAGREES: Final = 0.2


class Form(NamedTuple):
    """One nominative a word may have; ``genders`` of m, f, n, p (plural) and ``cases`` that the word may stand in."""

    text: str
    genders: str
    cases: str
    score: float


_LOADING: Final = threading.Lock()
#: So many words' readings are kept: a word is asked for what it may mean, and for what it is a case of.
_READ: Final = 2048


@lru_cache(maxsize=2)
def _load(language: str) -> MorphAnalyzer:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang=language)


def _dictionary(language: str) -> MorphAnalyzer:
    with _LOADING:
        return _load(language)


@lru_cache(maxsize=_READ)
def _parses(word: str, language: str) -> list[Parse]:
    found: list[Parse] = _dictionary(language).parse(word)
    return found


@lru_cache(maxsize=16_384)
def nominatives(name: str, *, limit: int = 16, cases: str = "") -> tuple[str, ...]:
    """Propose the nominatives of a name written in an oblique case.

    Parameters
    ----------
    name : str
        A Russian or Ukrainian name of up to five words; generic words such as "района" may be among them.
    limit : int, optional
        The most to return.
    cases : str, optional
        The only cases it may stand in, as the sentence tells: letters of "gdail" (genitive, dative, accusative,
        instrumental, locative). Any, when empty.

    Returns
    -------
    tuple of str
        The likeliest first, without the name itself; empty for other scripts and for what is no name.

    Examples
    --------
    >>> nominatives("Вовчанськом")[0], nominatives("Новой Таволжанке")[0], nominatives("Глушкове")[0]
    ('Вовчанськ', 'Новая Таволжанка', 'Глушково')
    >>> nominatives("Журавці", cases="d")[0]
    'Журавка'
    >>> nominatives("Belgorodom")
    ()
    """
    name = " ".join(name.split())
    if len(name) > _LONGEST_NAME or not _NAME.fullmatch(name):
        return ()
    pieces = _PARTS.split(name)
    if len(pieces) > 2 * _MOST_PARTS - 1:
        return ()
    best: dict[str, float] = {}
    for language in _languages(name):
        for text, score in _whole(pieces, language, cases):
            best[text] = max(score, best.get(text, 0.0))
    found = sorted(best, key=lambda text: -best[text])
    return tuple(text for text in found if text.casefold() != name.casefold())[:limit]


def is_name_of_place(name: str, language: str) -> bool:
    """Tell whether the dictionary knows a name as it stands, in the nominative.

    A single word of Russian must be known as a place's name: only that dictionary marks them.

    Examples
    --------
    >>> [is_name_of_place(name, "ru") for name in ("Харьков", "Харкове", "Харков", "Курская область")]
    [True, False, False, True]
    """
    words = name.replace("’", "'").replace("ʼ", "'").split()
    sort = "Geox" if language == "ru" and len(words) == 1 else "nomn"

    def known(word: str) -> bool:
        # A set: asking a tag itself for a grammeme that its dictionary does not use raises.
        tags = [p.tag.grammemes for p in _parses(word, language) if p.is_known]
        return any(tag >= {"nomn", sort} for tag in tags)

    return bool(words) and all(map(known, words))


@lru_cache(maxsize=65_536)
def senses(word: str, language: str) -> tuple[str, ...]:
    """List what the dictionary takes a word for.

    Parameters
    ----------
    word : str
        In any case; capitals do not matter.
    language : {"ru", "uk"}

    Returns
    -------
    tuple of str
        The tags of its readings, the likeliest first, in pymorphy3's notation; empty when the word is not known.

    Examples
    --------
    >>> senses("Москвы", "ru"), senses("Найтоповичах", "ru")
    (('NOUN,inan,femn,Sgtm,Geox sing,gent',), ())
    """
    return tuple(str(parse.tag) for parse in _parses(word.lower(), language) if parse.is_known)


def forget() -> None:
    """Forget the answers kept, so that speed can be measured.

    Examples
    --------
    >>> forget()
    """
    nominatives.cache_clear()
    senses.cache_clear()
    _forms.cache_clear()
    _parses.cache_clear()


def _languages(name: str) -> tuple[str, ...]:
    if _UKRAINIAN.search(name):
        return ("uk",)
    return ("ru",) if _RUSSIAN.search(name) else ("ru", "uk")


def _whole(pieces: list[str], language: str, cases: str) -> Iterator[tuple[str, float]]:
    """Put the proposals for the words of a name together; those that agree in gender and case come first."""
    words, gaps = pieces[::2], [*pieces[1::2], ""]
    fixed = next((i for i, word in enumerate(words) if i and word.lower() in _LINKS), len(words))
    forms = [_forms(word, language) if i < fixed else (_as_written(word),) for i, word in enumerate(words)]
    if cases:
        forms = [tuple(form for form in some if not set(cases).isdisjoint(form.cases)) for some in forms]
    if len(words) == 1:
        for form in forms[0]:
            neuter = form.text.endswith(_NEUTER_ADJECTIVE)
            yield _capital(form.text, words[0]), form.score * (_NEUTER if neuter else 1.0)
        return
    if len(words) > 1:
        forms = [(*some[:_PER_PART], _as_written(word)) for some, word in zip(forms, words, strict=True)]
        forms = [some if i < fixed else some[:1] for i, some in enumerate(forms)]
    for chosen in product(*forms):
        text = "".join(_capital(f.text, word) + gap for f, word, gap in zip(chosen, words, gaps, strict=True))
        yield text, _weight(chosen, gaps)


def _weight(chosen: tuple[Form, ...], gaps: list[str]) -> float:
    score = chosen[0].score
    for one, other, gap in zip(chosen, chosen[1:], gaps, strict=False):
        score *= other.score
        if not set(one.cases) & set(other.cases):
            score *= _DISAGREES
        elif not set(one.genders) & set(other.genders):
            score *= 1.0 if "-" in gap else _DISAGREES  # Гора-Подол: two nouns
    return score


def _as_written(word: str) -> Form:
    return Form(word, "mfnp", "gdail", _AS_WRITTEN)


def _capital(form: str, word: str) -> str:
    if word.isupper() and len(word) > 1:
        return form.upper()
    return form[:1].upper() + form[1:] if word[:1].isupper() else form


@lru_cache(maxsize=16_384)
def _forms(word: str, language: str) -> tuple[Form, ...]:
    """List the nominatives of one word in one language, the likeliest first."""
    apostrophe = _APOSTROPHE.search(word)
    word = _APOSTROPHE.sub("'", word.lower())
    merged: dict[tuple[str, str], Form] = {}
    for form in (*_from_dictionary(word, language), *_by_ending(word, language)):
        if apostrophe:
            form = form._replace(text=form.text.replace("'", apostrophe[0]))
        key = form.text, form.genders
        if key not in merged:
            merged[key] = form
        else:
            cases = "".join(sorted({*merged[key].cases, *form.cases}))
            merged[key] = form._replace(cases=cases, score=max(form.score, merged[key].score))
    return tuple(sorted(merged.values(), key=lambda f: -f.score))


def _from_dictionary(word: str, language: str) -> Iterator[Form]:
    for parse in _parses(word, language):
        grammar = _grammar(parse.tag, language)
        if grammar is not None and (inflected := parse.inflect({"nomn"})) is not None:
            yield Form(inflected.word, *grammar, _trust(parse) * (0.5 + 0.5 * parse.score))


@lru_cache(maxsize=4096)
def _grammar(tag: Any, _language: str) -> tuple[str, str] | None:
    """Return the genders and the cases that a tag of the dictionary tells, if it is of a name's word."""
    case = _CASES.get(str(tag.case))
    if case is None or tag.POS not in ("NOUN", "ADJF"):
        return None
    return "p" if tag.number == "plur" else _GENDERS.get(str(tag.gender), "mfn"), "gdail" if case == "n" else case


def _trust(parse: Any) -> float:
    if not parse.is_known:
        return _GUESSED
    if not parse.tag.grammemes.isdisjoint(_TOWN_TAGS):
        return _KNOWN_TOWN
    return _KNOWN_WORD if parse.tag.grammemes.isdisjoint(_PERSON_TAGS) else _KNOWN_PERSON


def _by_ending(word: str, language: str) -> Iterator[Form]:
    rank, matched = 0, False
    for length in range(min(LONGEST, len(word) - 2), -1, -1):
        ending = word[len(word) - length :]
        stem = word[: len(word) - length]
        rules = RULES[language].get(ending, ())
        if not length and (matched or not _ends_hard(stem)):
            return
        matched = matched or bool(rules)
        for rule in rules:
            if not _can_be(stem, rule.ending, language):
                continue
            yield Form(stem + rule.ending, rule.gender, rule.cases, 1.0 / (1 + rank))
            rank += 1
            for other in _alternations(stem, rule.ending, rule.gender, language):
                yield Form(other, rule.gender, rule.cases, 0.9 / (1 + rank))


_VOWELS: Final = "аеёиоуыэюяіїє"
#: Endings that spelling forbids after a last letter: "ы" after к, "й" after a consonant, "ь" after a vowel.
_AFTER_VOWEL: Final = frozenset("й їв їн їна їне ї єць".split())
_NOT_AFTER: Final = {
    "ru": {"ы": "гкхжчшщ", "я": "гкхжчшщц", "ь": "гкхцй", "ой": "нжц", "и": "ц"},
    "uk": {"я": "гкхжчшщ", "ь": "гкхжчшщбпвмф", "ів": "й"},
}


def _ends_hard(stem: str) -> bool:
    return stem[-1] not in _VOWELS + "йь"


def _can_be(stem: str, ending: str, language: str) -> bool:
    last = stem[-1]
    if ending in _AFTER_VOWEL:
        return last in _VOWELS
    if not ending or ending == "ь":
        if last in _VOWELS or last in "йь'":
            return False
    elif ending[0] in "оуыиаі" and last in _VOWELS + "ь":
        return False
    return last not in _NOT_AFTER[language].get(ending, "")


_LAST_VOWEL: Final = re.compile(r"[оеє]([^аеиоуіїєюя]+)$")
_CLUSTER: Final = re.compile(r"([^аеёиоуыэюяіїєйь'])(ь?)([кнлрц])$")  # Орл-, Котл-, Бобр-


def _alternations(stem: str, ending: str, gender: str, language: str) -> Iterator[str]:
    """Yield what a masculine or a plural without an ending does to its last vowel: Поділ – Подолу, Орёл – Орла."""
    if gender != "m" or ending not in ("", "ь"):
        return
    if language == "uk" and (vowel := _LAST_VOWEL.search(stem)):
        yield stem[: vowel.start()] + ("ї" if vowel[0][0] == "є" else "і") + vowel[1] + ending
    if cluster := _CLUSTER.search(stem):
        vowel_between = "о" if cluster[3] == "к" and not cluster[2] else "е"
        yield stem[: cluster.start()] + cluster[1] + vowel_between + cluster[3] + ending
