"""Whether an actor acts where it is named, or only speaks, or stands there as a country does.

"Russia has again shelled the port" and "удар РФ" tell of deeds; "the Ukrainian military said" and "in Russia" do not.
"""

from __future__ import annotations

from typing import Final

from incidentmap.reading.actors.leading import Leading
from incidentmap.reading.lexicon.matching import Match, fold_word
from incidentmap.reading.lexicon.vocabulary import Lexicon, Sense
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
    самого самый раннего рання ранню ранку світанку утра целый цілий весь всю сутки
    прицельно намеренно вечера утра годині часов около приблизно о об раз""".split()
)
#: Words that may be nouns: in "the Kabul attack" no government attacks.
_NOUN_TOO: Final = frozenset("attack attacks strike strikes bombs shells fires clash raids hits kills arrests".split())
_GOING: Final = frozenset("is are was were been began started continued be keeps kept".split())
_STOPS: Final = frozenset(",;:()—–")
_BY: Final = frozenset(("by", "with", "from", "between"))
#: Between two states these are deeds of both.
_FIGHTS: Final = frozenset("clashes clash battle battles skirmish skirmishes hostilities fighting war gunfight".split())
#: Words after which a country in the genitive is the one that strikes: "удар РФ", "атаки Росії".
_STRIKES: Final = tuple(
    """удар обстріл обстрел атак наступ налет наліт авіаудар авиаудар бомбардуван бомбардиров вторгнен вторжени агресі
    агресси штурм дрон безпілотник беспилотник ракет артилері артиллери війс войск армі арми авіаці авиаци військов
    военн сил флот прильот прилет ударн солдат бпла""".split()
)
#: The same stems in verbs: in "атаковали Иран" it is struck itself.
_STRUCK: Final = tuple(
    "атаков атакув атакуют атакую обстреля обстріля наступал штурмовал штурмував бомбардировал".split()
)
#: Before these a country is the target: "ударів по Лівану".
_TARGETS: Final = frozenset("по на в у против проти до из з із от від к над під под".split())
_REACH: Final = 6


class Acting:
    """The sentences of one text, asked about the actors in them."""

    def __init__(self, text: Text, lexicon: Lexicon) -> None:
        self.text, self.lexicon = text, lexicon

    def word(self, number: int, sentence: int) -> str:
        """Return a word of a sentence, folded, or "" outside of it."""
        span = self.text.sentences[sentence]
        return fold_word(self.text.words[number]) if span.first <= number < span.last else ""

    def acts(self, match: Match[Sense], sentence: int) -> bool:
        """Tell whether an actor acts here: all do who are named, but for states, police and those who only speak."""
        how, actor = match.value.how, match.value.actor
        if actor is None or how == "voice":
            return False
        if how == "of":
            return self._after_strikes(match.first, sentence)
        if how == "doer" and self.text.sentences[sentence].language != "en" and self._struck(match.first, sentence):
            return True  # "удара РФ": a name that has no cases
        if how in ("doer", "capital") or actor.kind == "police":
            return self._does(match, sentence)
        # A brigade that tells of a fight fought in it; an army's staff tells of the whole war.
        return not actor.state or bool(actor.heads) or not self._speaks(match, sentence)

    def _does(self, match: Match[Sense], sentence: int) -> bool:
        """Tell whether a deed follows ("Russia has again shelled"), or an agent's "by" stands before."""
        if self._speaks(match, sentence):
            return False
        leading = Leading(self.text, self.lexicon, self.text.sentences[sentence])
        if not leading.is_led(match.first) and self._deed_after(match, sentence):
            return True
        before = leading.leader(match.first)
        if self.word(before, sentence) in ("between", "with") and self.word(before - 1, sentence) in _FIGHTS:
            return True
        return self.word(before, sentence) in _BY and self._deed_before(before, sentence)

    def _deed_after(self, match: Match[Sense], sentence: int) -> bool:
        text, last = self.text, self.text.sentences[sentence].last
        word, reach, end = match.last, match.last + _REACH, match.last + 3 * _REACH
        while word < min(reach, last, end) and not _STOPS.intersection(
            text.text[text.ends[word - 1] : text.starts[word]]
        ):
            folded = self.word(word, sentence)
            if self.lexicon.deeds.at(text, word, last) is not None:
                noun = folded in _NOUN_TOO and match.value.how == "capital"
                going = folded.endswith("ing") and self.word(word - 1, sentence) not in _GOING
                return not noun and not going
            other = self.lexicon.actors.at(text, word, last)
            if other is not None and other.value.how in ("doer", "capital"):
                word, reach = other.last, other.last + _REACH  # "Ukraine and Russia exchanged"
            elif folded in _BETWEEN:
                word += 1
            else:
                return False
        return False

    def _deed_before(self, before: int, sentence: int) -> bool:
        first = max(self.text.sentences[sentence].first, before - 4)
        return any(self.lexicon.deeds.at(self.text, word, before) is not None for word in range(first, before))

    def _struck(self, first: int, sentence: int) -> bool:
        """Tell whether the word right before is one of strikes."""
        before = self.word(first - 1, sentence)
        return before.startswith(_STRIKES) and not before.startswith(_STRUCK)

    def _after_strikes(self, first: int, sentence: int) -> bool:
        last, earlier = self.word(first - 1, sentence), self.word(first - 2, sentence)
        return last.startswith(_STRIKES) or (last not in _TARGETS and earlier.startswith(_STRIKES))

    def _speaks(self, match: Match[Sense], sentence: int) -> bool:
        """Tell whether the words after say that it speaks, or it is the source named after a dash or "according to"."""
        text, span = self.text, self.text.sentences[sentence]
        after = text.text[text.ends[match.last - 1] : text.ends[match.last - 1] + 2].strip()
        if after.startswith(":") and match.first - span.first <= 3:
            return True
        following = [self.word(match.last + ahead, sentence) for ahead in (0, 1)]
        if following[0] in _SPEAKS or (
            following[0] in ("has", "have", "also", "later", "had") and following[1] in _SPEAKS
        ):
            return True
        first = match.first - (2 if self.word(match.first - 1, sentence) in ("the", "s") else 1)
        before = self.word(first, sentence)
        if before in ("to", "for") and self.word(first - 1, sentence) in ("according", "spokesman", "spokeswoman"):
            return True
        if match.last >= span.last:
            lead = text.text[max(span.start, text.starts[match.first] - 4) : text.starts[match.first]].rstrip(' "«“')
            return lead.endswith(("–", "—", " -"))
        return before in ("according", "spokesman", "spokeswoman", "spokesperson", "сообщили", "повідомили", "заявили")
