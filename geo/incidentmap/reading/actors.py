"""Who acts: armed groups, forces and their states, protesters, police; and what later words stand for them.

A state's force that only speaks ("the Ukrainian military said") is no actor, and neither is a country that does
nothing that forces do. "The Legion", "the group", "the groups" mean actors named before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from incidentmap.reading.lexicon import Actor, Lexicon, Sense
from incidentmap.reading.matching import Match, fold_word
from incidentmap.reading.mentions import ActorMention
from incidentmap.reading.text import Text

_SPEAKS: Final = frozenset(
    """said says say saying told tells reported reports report announced stated states added adds confirmed confirms
    warned
    warns denied denies claimed claims tweeted posted spokesman spokeswoman spokesperson statement spokespeople insisted
    acknowledged estimates estimated chief commander claims believes described published
    заявил заявила заявили сообщил сообщила сообщили сообщает сообщают отметил отметили рассказал рассказали утверждает
    утверждают уточнили уточнил подчеркнул добавил заявляют заявляет подтвердили подтвердил опубликовали показали
    повідомив повідомила повідомили повідомляє повідомляють заявив заявляють заявляє зазначив зазначили розповів
    розповіли стверджує стверджують уточнили додали підтвердили підтвердив оприлюднили показали попередили попередила
    інформують інформує закликали""".split()
)
#: Words that may stand between a doer and the deed.
_BETWEEN: Final = frozenset(
    """has have had was were is are been be being also again once then reportedly allegedly repeatedly yesterday today
    overnight late early on in the at a morning evening night day afternoon monday tuesday wednesday thursday friday
    saturday sunday january february march april may june july august september october november december massively
    twice later first recently still continue continues continued to began begin begins started since week last this
    and now just forces army troops military soldiers fighters units using by unlawfully brutally deliberately all over
    armed who that which
    вновь снова опять вчера сегодня ночью утром днем днём вечером также уже массированно дважды трижды ещё еще с в из
    на по
    продолжают продолжает продолжили начали начала начал за и которые который они активно теперь опять сутки
    знову вчора сьогодні вночі вранці вдень ввечері увечері також вже масовано двічі тричі ще з у із зі продовжують
    продовжує почали почала почав та й які який вони активно тепер вкотре цинічно цілеспрямовано підступно протягом
    доби ніч ранок день минулої минулої цієї цього январь февраль січня лютого березня квітня травня червня липня серпня
    вересня жовтня листопада грудня января февраля марта апреля мая июня июля августа сентября октября ноября декабря
    прицельно намеренно вечера утра годині часов около приблизно о об раз""".split()
)
_ARTICLES: Final = frozenset("the this these those both that same said their our armed two three".split())
#: A country after one of these does nothing: "the invasion of Ukraine killed …".
_PREPOSITIONS: Final = frozenset(
    "in across to into near inside within around of on for over at from about than".split()
)
#: Words that may be nouns: in "the Kabul attack" no government attacks.
_NOUN_TOO: Final = frozenset("attack attacks strike strikes bombs shells fires clash raids hits kills arrests".split())
_GOING: Final = frozenset("is are was were been began started continued be keeps kept".split())
_STOPS: Final = frozenset(",;:()—–")
_BY: Final = frozenset(("by", "against", "with", "from", "between", "and"))
#: Words after which a country in the genitive is the one that strikes: "удар РФ", "атаки Росії".
_STRIKES: Final = tuple(
    """удар обстріл обстрел атак наступ наступлен наліт налет авіаудар авиаудар бомбардуван бомбардиров вторгнен
    вторжени
    агресі агресси штурм дрон безпілотник беспилотник ракет артилері артиллери війс войск армі арми авіаці авиаци
    військов
    военн сил флот прильот прилет ударн солдат бпла""".split()
)
_REACH: Final = 6
#: So many sentences on, "the group" is another.
_NEAR: Final = 12
_UNKNOWN: Final = "unidentified armed group"
_LOOK_BACK: Final = 12


class _Reading:
    """One pass over the actors of a text, in order."""

    def __init__(self, text: Text, lexicon: Lexicon) -> None:
        self.text, self.lexicon = text, lexicon
        self.named: list[Actor] = []
        self.last_named = 0
        self.groups: set[str] = set()
        self.found: list[ActorMention] = []

    def read(self) -> list[ActorMention]:
        number, sentences = 0, self.text.sentences
        for match in self.lexicon.actors.scan(self.text):
            while number + 1 < len(sentences) and sentences[number].last <= match.first:
                number += 1
            self._take(match, number)
        return [self._named_after(n) for n in range(len(self.found))]

    def _named_after(self, n: int) -> ActorMention:
        """Let "three armed groups" be those that the next two sentences name, if none was named before."""
        mention = self.found[n]
        if mention.names != (_UNKNOWN,) or any(self._is_group(earlier) for earlier in self.found[:n][-_LOOK_BACK:]):
            return mention
        later = [
            m
            for m in self.found[n + 1 : n + 1 + _LOOK_BACK]
            if m.sentence <= mention.sentence + 2 and self._is_group(m)
        ]
        names = tuple(dict.fromkeys(name for m in later for name in m.names))
        return replace(mention, names=names, rule="words for those named next") if names else mention

    def _is_group(self, mention: ActorMention) -> bool:
        return mention.armed and any(name in self.groups for name in mention.names)

    def _take(self, match: Match[Sense], sentence: int) -> None:
        sense = match.value
        if sense.language and self.text.sentences[sentence].language != sense.language:
            return
        if sense.how in ("head", "group", "groups", "its"):
            self._refer(match, sentence)
        elif sense.actor is not None and sense.actor.kind != "civilians" and self._acts(match, sentence):
            actor, rule = self._who(sense.actor, match, sentence)
            self._add(match, sentence, (actor,), rule)

    def _add(self, match: Match[Sense], sentence: int, actors: Sequence[Actor], rule: str) -> None:
        text = self.text
        side = actors[0].country if len({actor.country for actor in actors}) == 1 else ""
        names = tuple(dict.fromkeys(actor.name for actor in actors))
        armed = any(actor.armed for actor in actors)
        if new := [actor for actor in actors if not actor.generic]:
            self.named, self.last_named = self.named + new, sentence
        self.groups |= {actor.name for actor in actors if not actor.generic and not actor.state}
        start, end = text.starts[match.first], text.ends[match.last - 1]
        self.found.append(ActorMention(start, end, sentence, names, armed, side, rule))

    def _who(self, actor: Actor, match: Match[Sense], sentence: int) -> tuple[Actor, str]:
        """Let "the militants" be the armed group that the text named last."""
        if actor.kind == "unknown group" and self._word(match.first - 1, sentence) in _ARTICLES:
            for named in reversed(self.named):
                if not named.state and not named.generic:
                    return named, "words for the armed group named before"
        if actor.name == "government forces":
            for named in reversed(self.named):
                if named.state and named.name.startswith("Armed Forces"):
                    return named, "words for the state's force named before"
        does = "a country that does what its forces do"
        rules = {"doer": does, "capital": does, "of": "a country whose strikes are told of"}
        return actor, rules.get(match.value.how, "an actor of the lexicon")

    def _acts(self, match: Match[Sense], sentence: int) -> bool:
        """Tell whether an actor acts here: all do who are named, but for states, police and those who only speak."""
        how, actor = match.value.how, match.value.actor
        if actor is None or how == "voice":
            return False
        if how == "of":
            return self._after_strikes(match.first, sentence)
        if how in ("doer", "capital") or actor.kind == "police":
            return self._does(match, sentence)
        return not actor.state or not self._speaks(match, sentence)

    def _does(self, match: Match[Sense], sentence: int) -> bool:
        """Tell whether a deed follows ("Russia has again shelled"), or an agent's "by" stands before."""
        if self._speaks(match, sentence):
            return False
        if self._word(match.first - 1, sentence) not in _PREPOSITIONS and self._deed_after(match, sentence):
            return True
        before = match.first - (2 if self._word(match.first - 1, sentence) == "the" else 1)
        return self._word(before, sentence) in _BY and self._deed_before(before, sentence)

    def _deed_after(self, match: Match[Sense], sentence: int) -> bool:
        text, last = self.text, self.text.sentences[sentence].last
        word, reach = match.last, match.last + _REACH
        while word < min(reach, last) and not _STOPS.intersection(text.text[text.ends[word - 1] : text.starts[word]]):
            folded = self._word(word, sentence, after=True)
            if self.lexicon.deeds.at(text, word, last) is not None:
                noun = folded in _NOUN_TOO and match.value.how == "capital"
                going = folded.endswith("ing") and self._word(word - 1, sentence) not in _GOING
                return not noun and not going
            if (other := self.lexicon.actors.at(text, word, last)) is not None and other.value.how in (
                "doer",
                "capital",
            ):
                word, reach = other.last, other.last + _REACH  # "Ukraine and Russia exchanged"
            elif folded in _BETWEEN:
                word += 1
            else:
                return False
        return False

    def _deed_before(self, before: int, sentence: int) -> bool:
        first = max(self.text.sentences[sentence].first, before - 4)
        return any(self.lexicon.deeds.at(self.text, word, before) is not None for word in range(first, before))

    def _after_strikes(self, first: int, sentence: int) -> bool:
        return any(self._word(first - back, sentence).startswith(_STRIKES) for back in (1, 2))

    def _speaks(self, match: Match[Sense], sentence: int) -> bool:
        """Tell whether the words after say that it speaks, or it is the source named after a dash or "according to"."""
        text, span = self.text, self.text.sentences[sentence]
        after = text.text[text.ends[match.last - 1] : text.ends[match.last - 1] + 2].strip()
        if after.startswith(":") and match.first - span.first <= 3:
            return True
        following = [self._word(match.last + ahead, sentence, after=True) for ahead in (0, 1)]
        if following[0] in _SPEAKS or (
            following[0] in ("has", "have", "also", "later", "had") and following[1] in _SPEAKS
        ):
            return True
        before = self._word(match.first - 1, sentence)
        if before in ("the", "s"):
            before = self._word(match.first - 2, sentence)
        if before in ("to", "told", "said") and self._word(match.first - 2, sentence) in ("according", "spokesman"):
            return True
        if match.last >= span.last:
            lead = text.text[max(span.start, text.starts[match.first] - 4) : text.starts[match.first]].rstrip(' "«“')
            return lead.endswith(("–", "—", " -"))
        return before in ("according", "spokesman", "spokeswoman", "spokesperson", "сообщили", "повідомили", "заявили")

    def _refer(self, match: Match[Sense], sentence: int) -> None:
        """Let "the Legion", "the group", "the groups" stand for those whom the text named before."""
        if not self.named or sentence > self.last_named + _NEAR:
            return
        english = self.text.sentences[sentence].language == "en"
        how = match.value.how
        if how == "head":
            first = self._begins(match, sentence) if english else match.first
            actor = self._headed(match, first, sentence, english=english)
            if actor is not None:
                self._add(match._replace(first=first), sentence, (actor,), "the last words of a name given before")
        elif not english or how == "its" or self._word(match.first - 1, sentence) in _ARTICLES:
            armed = [actor for actor in self.named if not actor.state and not actor.generic]
            if armed:
                meant = list(dict.fromkeys(armed)) if how == "groups" else armed[-1:]
                self._add(match, sentence, meant, "words for those named before")

    def _begins(self, match: Match[Sense], sentence: int) -> int:
        """Return the first of the capitalised words before "Corps": "the Volunteer Corps"."""
        first, begins = match.first, self.text.sentences[sentence].first
        while first > begins and self.text.words[first - 1][:1].isupper() and match.first - first < 3:
            if self._word(first - 1, sentence) in _ARTICLES:
                break
            first -= 1
        return first

    def _headed(self, match: Match[Sense], first: int, sentence: int, *, english: bool) -> Actor | None:
        """Return the last actor named of whose name the words are the end."""
        if english and self._word(first - 1, sentence) not in _ARTICLES:
            return None
        end = self.text.ends[match.last - 1]
        if not english and self.text.text[end : end + 2].strip().startswith(("«", '"', "“", "„")):
            return None
        extra = [fold_word(word) for word in self.text.words[first : match.first]]
        for actor in reversed(self.named[-_LOOK_BACK:]):
            own = {fold_word(word) for word in actor.name.split()}
            if match.value.head in actor.heads and own.issuperset(extra):
                return actor
        return None

    def _word(self, number: int, sentence: int, *, after: bool = False) -> str:
        """Return a word of the sentence, folded, or "" outside of it."""
        span = self.text.sentences[sentence]
        inside = number < span.last if after else number >= span.first
        return fold_word(self.text.words[number]) if inside and span.first <= number < span.last else ""


def find(text: Text, lexicon: Lexicon) -> list[ActorMention]:
    """Find the actors of a text.

    Parameters
    ----------
    text : Text
    lexicon : Lexicon

    Returns
    -------
    list of ActorMention
        In order; none inside another.

    Examples
    --------
    >>> from incidentmap.reading.text import prepare
    >>> text = prepare("The Siberian Battalion crossed the border. Moscow said the battalion was driven off.")
    >>> [(text.text[m.start : m.end], m.names) for m in find(text, Lexicon.load())]
    [('Siberian Battalion', ('Siberian Battalion',)), ('battalion', ('Siberian Battalion',))]
    """
    return _Reading(text, lexicon).read()
