"""What leads a country's name: "in" of "in the eastern United States", "between" of "between Jordan and Iraq".

A country after a preposition is where something happens. Between the two may stand an article, adjectives, and the
names of a list.
"""

from __future__ import annotations

from typing import Final

from incidentmap.reading.lexicon.matching import fold_word
from incidentmap.reading.lexicon.vocabulary import Lexicon
from incidentmap.reading.text import Sentence, Text

#: A country after one of these does nothing: "the invasion of Ukraine killed …".
PREPOSITIONS: Final = frozenset(
    """about above across against along alongside amid amidst among amongst around at below beneath beside besides
    between beyond by concerning despite down during except facing following for from in inside into near of off on
    onto opposite out outside over past per round surrounding than through throughout to toward towards under
    underneath unlike up upon versus via vs with within without
    в во на из с со к ко от до у о об обо про для без через между за над под перед при по против около возле вокруг
    близ вблизи внутри вне вдоль среди посреди после помимо кроме вместо благодаря вопреки сквозь из-за из-под
    относительно ради согласно вглубь
    з із зі зо від од поміж між під проти біля коло поблизу навколо довкола всередині усередині поза вздовж уздовж
    серед посеред після окрім крім замість завдяки всупереч попри крізь з-за з-під із-за щодо задля згідно углиб вглиб
    упродовж протягом""".split()
)
_ARTICLES: Final = frozenset("the both either neither all whole entire much most".split())
#: What may stand between a preposition and a country: "in southern Lebanon", "по территории РФ".
_PARTS: Final = frozenset(
    """northern southern eastern western central north south east west northeast northwest southeast southwest
    northeastern northwestern southeastern southwestern north-eastern north-western south-eastern south-western
    north-east north-west south-east south-west northernmost southernmost easternmost westernmost midwestern upper
    lower inner outer far mainland continental contiguous rural coastal neighbouring neighboring nearby adjacent
    occupied government-held rebel-held russian-occupied war-torn present-day modern modern-day former landlocked
    mountainous tropical
    территории территорию территорией территория границе границы границу границей штате штатах городах регионах областях
    посольстве посольство столице столицу берегов побережья побережье небе небом
    території територію територією кордоні кордону кордон кордоном штаті містах регіонах областях посольстві столиці
    узбережжі узбережжя небі""".split()
)
#: These are nouns after an article: "in the north Russia attacked".
_SIDES: Final = frozenset("north south east west northeast northwest southeast southwest".split())
#: Before a name that is no singular, "на юге США" are two words for one place; "на юге РФ атаковала" are not.
_CYRILLIC_SIDES: Final = frozenset(
    """юге севере востоке западе северо-востоке северо-западе юго-востоке юго-западе центре юг север восток запад
    півдні півночі сході заході південь північ схід захід центрі""".split()
)
_PLURALS: Final = frozenset(("сша", "оаэ", "оае"))
_AND: Final = frozenset("and or и или і й та або чи".split())
_NO_NAMES: Final = frozenset(
    """january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday""".split()
)
_STOPS: Final = frozenset(",;:()—–")
_LONGEST_NAME: Final = 4
_LONGEST_LIST: Final = 4
#: A deed told of so many words before a list's preposition has its doer: "and" then opens another clause.
_CLAUSE: Final = 8
_TOLD: Final = ("ed", "ck", "hit", "ли", "ла", "ло", "ил", "ал", "ял", "ив", "ав")
_TOLD_OTHERWISE: Final = frozenset("shot fought beat blew threw retook took withdrew overran sank fell set".split())


class Leading:
    """The words before the names of one sentence."""

    def __init__(self, text: Text, lexicon: Lexicon, sentence: Sentence) -> None:
        self.text, self.lexicon, self.sentence = text, lexicon, sentence

    def word(self, number: int) -> str:
        """Return a word, folded, or "" outside of the sentence."""
        inside = self.sentence.first <= number < self.sentence.last
        return fold_word(self.text.words[number]) if inside else ""

    def leader(self, first: int) -> int:
        """Return the number of the word that leads a name: past its article, its adjectives, a list's other names.

        Examples
        --------
        >>> from incidentmap.reading.text import prepare
        >>> text = prepare("Floods in Syria and the eastern Netherlands killed two.")
        >>> leading = Leading(text, Lexicon.load(), text.sentences[0])
        >>> leading.word(leading.leader(6))
        'in'
        """
        at = nearest = self._over_parts(first)
        commas = 0
        for _ in range(_LONGEST_LIST):
            comma = at != nearest and self._gap(at + 1).strip() == ","
            if not comma and (self.word(at) not in _AND or self._stopped(at + 1)):
                break
            name = self._name_before(at + comma)
            if name is None:
                break
            at, commas = self._over_parts(name), commas + comma
        # "In Yemen, Israel and the United States bombed": the comma ends the phrase.
        opens = commas > 0 and at == self.sentence.first
        return nearest if at == nearest or opens or self._tells(at) else at

    def is_led(self, first: int) -> bool:
        """Tell whether a preposition leads a name."""
        at = self.leader(first)
        return self.word(at) in PREPOSITIONS and not self._stopped(at + 1)

    def _tells(self, at: int) -> bool:
        """Tell whether a deed is told of before: "struck a depot in Belgorod and Russia shelled" are two clauses."""
        return any(self._is_deed(word, at) for word in range(max(self.sentence.first, at - _CLAUSE), at))

    def _is_deed(self, word: int, end: int) -> bool:
        folded = self.word(word)
        if not (folded.endswith(_TOLD) or folded in _TOLD_OTHERWISE):
            return False
        return self.word(word + 1) != "by" and self.lexicon.deeds.at(self.text, word, end) is not None

    def _over_parts(self, first: int) -> int:
        """Go back from a name's first word over articles and adjectives."""
        at, plural = first - 1, self.word(first) in _PLURALS
        while not self._stopped(at + 1):
            word = self.word(at)
            if word in _SIDES and self.word(at - 1) == "the":
                return at
            joined = word in _AND and self.word(at - 1) in _PARTS and self.word(at + 1) in _PARTS
            if not (word in _ARTICLES or word in _PARTS or joined or (plural and word in _CYRILLIC_SIDES)):
                return at
            at -= 1
        return at

    def _name_before(self, end: int) -> int | None:
        """Return the first word of the name that ends before a word."""
        earliest = max(self.sentence.first, end - _LONGEST_NAME)
        for first in range(earliest, end):
            match = self.lexicon.actors.at(self.text, first, end)
            if match is not None and match.last == end and not any(map(self._stopped, range(first + 1, end))):
                return first
        first = end
        while first > earliest and self._is_capital(first - 1) and (first == end or not self._stopped(first)):
            first -= 1
        return first if first < end else None

    def _is_capital(self, number: int) -> bool:
        word = self.word(number)
        return (
            self.text.words[number][:1].isupper()
            and word not in _NO_NAMES
            and word not in PREPOSITIONS
            and word not in _ARTICLES
        )

    def _gap(self, number: int) -> str:
        """Return what stands before a word."""
        if not self.sentence.first < number < self.sentence.last:
            return ""
        return self.text.text[self.text.ends[number - 1] : self.text.starts[number]]

    def _stopped(self, number: int) -> bool:
        """Tell whether a clause ends before a word."""
        return number <= self.sentence.first or not _STOPS.isdisjoint(self._gap(number))
