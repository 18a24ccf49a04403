"""What happened: words that tell of events, in ACLED's vocabulary, and whether they happened, and when told of.

A vague word ("attack", "удар") takes its type from the words near it: a drone or a missile, soldiers, villagers.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from incidentmap.reading.events.context import in_context, of_no_conflict
from incidentmap.reading.lexicon.matching import Match, fold_word
from incidentmap.reading.lexicon.vocabulary import Cue, Lexicon, Trigger
from incidentmap.reading.mentions import EventMention
from incidentmap.reading.text import Text

#: How many words away a word may be that says what a vague one means.
_NEAR: Final = 9
_REMOTE: Final = "Explosions/Remote violence"
#: Which kind of word decides first.
_ORDER: Final = {_REMOTE: 0, "Battles": 1, "Violence against civilians": 2}
#: A cue stands in the clause of its event, so many words away at most.
_CUE_BEFORE: Final = 8
_DOUBTS: Final = frozenset(("unreal", "negated", "denied"))
_NEGATION: Final = 3
_CLAUSE: Final = re.compile(r"[,;:()—–]|\s-\s")
#: Vague words that tell of an attack; others ("damaged", "killed") tell of what came of one.
ATTACKS: Final = tuple(
    """attack raid operation assault strike striking struck hostilities offensive claimed unleash target incident
    violence
    bomb explosi blast hit shooting entered crossed атак удар налет наліт нальот напад операци операці вдари взрыв вибух
    зашел зашёл зашл вошел вошёл вошл зайшл зайшов увійшл увійшов""".split()
)
#: Strikes are made from afar, by whomever, but for those with a knife.
_STRIKES: Final = ("strike", "удар", "вдар")
_BY_HAND: Final = ("knife", "machete", "gunm", "assailant", "нож", "ніж", "prison")
#: Ukrainian verbs of the future in one word: "штурмуватимуть"; and Russian ones that are no present.
_FUTURE: Final = ("тиме", "тимуть", "тимемо", "ударят", "вдарять", "обстреляют", "нанесут", "завдадуть")
_PASSIVE: Final = frozenset("were was been be being".split())
_DEFINITE: Final = frozenset("the these those this ці цей ця эти этот эта".split())
_ENDS_BEFORE: Final = re.compile(r"\bbefore\s?[.!?]{0,3}\Z", re.IGNORECASE)
_HAD: Final = re.compile(
    r"\bhad\s+(?:\w+\s+)?(?:carried out|claimed|conducted|launched|staged|mounted)\b", re.IGNORECASE
)
_PAST_TIME: Final = re.compile(
    r"\b(?:in (?:january|february|march|april|may|june|july|august|september|october|november|december)|last "
    r"(?:year|month|spring|summer|autumn|fall|winter)|previously|earlier this (?:year|month)|(?:years?|months?) ago)\b",
    re.IGNORECASE,
)
_RESPONSIBLE: Final = frozenset(
    """responsibility involvement role link links part being behind carrying orchestrating причастность причастности
    ответственность участие вину причетність причетності відповідальність участь""".split()
)


class _Clauses:
    """The cues of one sentence, and where its clauses end."""

    def __init__(self, text: Text, sentence: int, lexicon: Lexicon) -> None:
        span = text.sentences[sentence]
        self.text, self.span = text, span
        self.cues: list[Match[Cue]] = lexicon.cues.scan(text, span.first, span.last)
        self._whole = whole = text.text[span.start : span.end]
        self._cuts = [span.start + cut.start() for cut in _CLAUSE.finditer(whole)] if self.cues else []
        self._past = span.language == "en" and self._told_as_past()
        self._present = any(cue.value.kind == "present" for cue in self.cues)
        self._backs = [cue for cue in self.cues if cue.value.kind == "background"]
        self._doubts = [cue for cue in self.cues if cue.value.kind in _DOUBTS and not self._month(cue)]

    def _month(self, cue: Match[Cue]) -> bool:
        """Tell "May" from "may", but for the first word of a sentence."""
        return cue.first > self.span.first and self.text.words[cue.first] == "May"

    def _told_as_past(self) -> bool:
        """Tell whether the whole sentence looks back: "In December its fighters had carried out …", "… before."."""
        had = " had " in self._whole and _HAD.search(self._whole) and _PAST_TIME.search(self._whole)
        return bool(had) or bool(
            "before" in self._whole[-12:] and _ENDS_BEFORE.search(self._whole, len(self._whole) - 12)
        )

    def background(self, first: int, last: int) -> bool:
        """Tell whether the words around say that it happened before what the text is about."""
        if self._present:
            return False
        for cue in self._backs:
            if cue.last <= first and (self._together(cue, first) or self._opens(cue)):
                return True
            if cue.first >= last and cue.value.after and self._together(cue, last - 1, leap=1):
                return True
        return self._past

    def unreal(self, first: int, last: int) -> str | None:
        """Return why it did not happen, by the words around it, or ``None``."""
        if self.span.language != "en" and self.text.words[last - 1].endswith(_FUTURE):
            return "unreal by the future tense"
        if not self._doubts:
            return None
        definite = any(w.casefold() in _DEFINITE for w in self.text.words[max(first - 3, self.span.first) : first])
        for cue in self._doubts:
            if cue.last <= first:
                why = self._before(cue, first, definite=definite) if first - cue.last <= _CUE_BEFORE else None
            else:
                near = self._near(cue, last - 1) or self._past_insertion(cue, last)
                follows = cue.value.after and 0 <= cue.first - last <= _NEGATION + 1 and near
                why = cue.value.kind if follows else None
            if why:
                return f"{why} by {' '.join(self.text.words[cue.first : cue.last])!r}"
        return None

    def _before(self, cue: Match[Cue], first: int, *, definite: bool) -> str | None:
        between = [fold_word(word) for word in self.text.words[cue.last : first]]
        if cue.value.kind == "negated":
            return "negated" if len(between) < _NEGATION and not definite and self._near(cue, first) else None
        if cue.value.kind == "denied":
            answers = _RESPONSIBLE.isdisjoint(between) and not definite
            return "denied" if answers and len(between) <= _CUE_BEFORE and self._near(cue, first) else None
        reach = 5 if cue.last - cue.first == 1 else _CUE_BEFORE
        return "unreal" if len(between) <= reach and not definite and self._near(cue, first) else None

    def _past_insertion(self, cue: Match[Cue], last: int) -> bool:
        """Tell whether only a source stands between: "штурмов, по его словам, не планируется"."""
        opened = "," in self.text.text[self.text.ends[last - 1] : self.text.starts[last]]
        return opened and self._between(cue, last - 1) == 2 and fold_word(self.text.words[last]) in ("по", "за", "as")

    def _near(self, cue: Match[Cue], word: int) -> bool:
        """Tell whether a cue and a word stand in one clause."""
        return self._between(cue, word) == 0

    def _together(self, cue: Match[Cue], word: int, leap: int = 0) -> bool:
        return abs(word - cue.first) <= 3 * _CUE_BEFORE and self._between(cue, word) <= leap

    def _opens(self, cue: Match[Cue]) -> bool:
        """Tell whether a cue opens its sentence: "Previously, on 3 May, …"."""
        return cue.first - self.span.first <= 2

    def _between(self, cue: Match[Cue], word: int) -> int:
        low, high = sorted((self.text.starts[cue.first], self.text.starts[word]))
        return bisect_left(self._cuts, high) - bisect_left(self._cuts, low)


def find(text: Text, lexicon: Lexicon) -> list[EventMention]:
    """Find the words of a text that tell of events.

    Parameters
    ----------
    text : Text
    lexicon : Lexicon

    Returns
    -------
    list of EventMention
        In order; none inside another.

    Examples
    --------
    >>> from incidentmap.reading.text import prepare
    >>> text = prepare("A drone attack hit the depot. Ранее село обстреляли.")
    >>> [(m.sub_event_type, m.weight, m.background) for m in find(text, Lexicon.load()) if m.weight > 1]
    [('Air/drone strike', 3, False), ('Shelling/artillery/missile attack', 3, True)]
    """
    found: list[EventMention] = []
    words: list[str] = []
    before: list[str] = []
    agents: list[bool] = []
    for sentence, matches in _by_sentence(text, lexicon.events.scan(text)):
        told = [match for match in matches if match.value.weight and match.value.event_type != "-"]
        if not told:
            continue
        deciding = [match for match in matches if match.value.event_type in _ORDER]
        else_told = _no_conflict(matches)
        clauses = _Clauses(text, sentence, lexicon)
        for match in told:
            trigger, rule = _typed(match, deciding, text)
            first, last = match.first, match.last
            mention = EventMention(
                text.starts[first],
                text.ends[last - 1],
                sentence,
                trigger.event_type,
                trigger.sub_event_type,
                trigger.weight,
                clauses.background(first, last),
                clauses.unreal(first, last),
                rule,
            )
            if else_told and mention.unreal is None and of_no_conflict(mention, else_told):
                mention = replace(mention, unreal=f"told of {else_told}")
            found.append(mention)
            words.append(fold_word(text.words[first]))
            agents.append(last < text.sentences[sentence].last and fold_word(text.words[last]) == "by")
            before.append(fold_word(text.words[first - 1]) if first > text.sentences[sentence].first else "")
    return in_context(found, words, before, agents)


def _no_conflict(matches: Sequence[Match[Trigger]]) -> str:
    """Return what a sentence tells of instead: weather, an accident, sport; "" where weapons or blasts are told of."""
    kinds = [match.value.sub_event_type for match in matches if match.value.event_type == "-"]
    kinds = [kind for kind in kinds if kind]
    if not kinds or any(match.value.event_type == _REMOTE for match in matches):
        return ""
    return next((kind for kind in kinds if kind != "sport"), "sport") or ""


def _by_sentence(text: Text, matches: Sequence[Match[Trigger]]) -> list[tuple[int, list[Match[Trigger]]]]:
    groups: list[tuple[int, list[Match[Trigger]]]] = []
    number, sentences = 0, text.sentences
    for match in matches:
        while number + 1 < len(sentences) and sentences[number].last <= match.first:
            number += 1
        if not groups or groups[-1][0] != number:
            groups.append((number, []))
        groups[-1][1].append(match)
    return groups


def _typed(match: Match[Trigger], deciding: Sequence[Match[Trigger]], text: Text) -> tuple[Trigger, str]:
    """Let a vague word take its type from words near it: an attack from the strongest kind, deaths from the nearest."""
    trigger = match.value
    shown = " ".join(text.words[match.first : match.last])
    if trigger.sub_event_type is not None:
        return trigger, f"{shown!r}"
    near = [
        other
        for other in deciding
        if other is not match and other.value.sub_event_type and _apart(match, other) <= _NEAR
        and trigger.event_type in (None, other.value.event_type)
    ]  # fmt: skip
    struck = shown.casefold().startswith(_STRIKES)
    if struck:
        near = [other for other in near if other.value.event_type == _REMOTE or _by_hand(other, text)] or near
    if not near:
        return trigger, f"{shown!r}"
    attack = shown.casefold().startswith(ATTACKS)
    passive = match.first > 0 and text.words[match.first - 1].casefold() in _PASSIVE
    other = min(near, key=lambda other: _order(match, other, attack=attack, passive=passive))
    said = " ".join(text.words[other.first : other.last])
    if struck and other.value.event_type != _REMOTE and not _by_hand(other, text):
        return Trigger(_REMOTE, None, 2), f"{shown!r} near {said!r}"
    weight = 2 if attack else trigger.weight
    return Trigger(other.value.event_type, other.value.sub_event_type, weight), f"{shown!r} near {said!r}"


def _by_hand(other: Match[Trigger], text: Text) -> bool:
    """Tell whether words name those who strike with a knife or a gun."""
    return other.value.event_type == "Violence against civilians" and fold_word(text.words[other.first]).startswith(
        _BY_HAND
    )


def _order(match: Match[Trigger], other: Match[Trigger], *, attack: bool, passive: bool) -> tuple[int, bool, int, int]:
    """Return the place of a deciding word: "45 civilians were killed when soldiers …" is told of civilians."""
    kind, apart = other.value.event_type or "", _apart(match, other)
    if attack or kind == _REMOTE:
        return _ORDER[kind], other.value.weight > 0, apart, other.first
    victims = passive and other.last <= match.first
    return 1, other.value.weight > 0, apart - 2 * (kind == "Battles") - 3 * victims, other.first


def _apart(one: Match[Trigger], other: Match[Trigger]) -> int:
    return max(one.first - other.last, other.first - one.last, 0)
