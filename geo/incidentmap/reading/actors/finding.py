"""Who acts: armed groups, forces and their states, protesters, police; and what later words stand for them.

A state's force that only speaks ("the Ukrainian military said") is no actor, and neither is a country that does
nothing that forces do. "The Legion", "the group", "the groups" mean actors named before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from incidentmap.reading.actors import quoted, units
from incidentmap.reading.actors.acting import Acting
from incidentmap.reading.lexicon.matching import Match, fold_word
from incidentmap.reading.lexicon.vocabulary import Actor, Lexicon, Sense
from incidentmap.reading.mentions import ActorMention
from incidentmap.reading.text import Text, prepare
from incidentmap.romanisation import romanise

_ARTICLES: Final = frozenset("the this these those both that same said their our armed two three".split())
#: So many sentences on, "the group" is another.
_NEAR: Final = 12
_UNKNOWN: Final = "unidentified armed group"
_LOOK_BACK: Final = 12
_REFERRING: Final = frozenset(("head", "group", "groups", "its"))


def _group(name: str) -> Actor:
    return Actor(name, "rebel group", armed=True, country="")


class _Reading:
    """One pass over the actors of a text, in order."""

    def __init__(self, text: Text, lexicon: Lexicon) -> None:
        self.text, self.lexicon = text, lexicon
        self.acting = Acting(text, lexicon)
        self.named: list[Actor] = []
        self.last_named = 0
        self.last_group: Actor | None = None
        self.last_force: Actor | None = None
        self.groups: set[str] = set()
        self.found: list[ActorMention] = []

    def read(self) -> list[ActorMention]:
        number, sentences = 0, self.text.sentences
        for match in self._matches():
            while number + 1 < len(sentences) and sentences[number].last <= match.first:
                number += 1
            self._take(match, number)
        return [self._named_after(n) for n in range(len(self.found))]

    def _matches(self) -> list[Match[Sense]]:
        """Return the phrases of the lexicon and the units with numbers, in order, none inside another."""
        matches = self.lexicon.actors.scan(self.text)
        numbered = []
        for unit in units.find(self.text):
            actor = Actor(unit.name, "state force", armed=True, country="", heads=unit.heads)
            words = self.text.word_at(unit.start), self.text.word_at(unit.end - 1) + 1
            numbered.append(Match(*words, Sense("named", actor)))
        numbered += self._quoted(matches)
        if not numbered:
            return matches
        inside = {word for unit in numbered for word in range(unit.first, unit.last)}
        others = [match for match in matches if inside.isdisjoint(range(match.first, match.last))]
        return sorted([*others, *numbered], key=lambda match: match.first)

    def _quoted(self, matches: Sequence[Match[Sense]]) -> list[Match[Sense]]:
        """Return the armed groups in quotes that the lexicon does not know, by their names as written."""
        found: list[Match[Sense]] = []
        for start, end, name in quoted.find(self.text.text):
            words = self.text.word_at(start), self.text.word_at(end - 1) + 1
            known = [
                m for m in matches if m.first < words[1] and m.last > words[0] and m.value.how in ("named", "voice")
            ]
            if not known and words[0] < words[1]:
                found.append(Match(*words, Sense("named", self._known(name) or _group(name))))
        return found

    def _known(self, name: str) -> Actor | None:
        """Return the actor of the lexicon whose name in Latin letters is one in quotes: «Ахмат»."""
        latin = prepare(romanise(name, "ru"))
        match = self.lexicon.actors.at(latin, 0, len(latin.words))
        whole = match is not None and match.last == len(latin.words) and match.value.how == "named"
        return match.value.actor if match is not None and whole else None

    def _named_after(self, n: int) -> ActorMention:
        """Let "three armed groups" be those that the next two sentences name, if none was named before."""
        mention = self.found[n]
        if mention.names != (_UNKNOWN,) or any(
            self._is_group(earlier) for earlier in self.found[max(n - _LOOK_BACK, 0) : n]
        ):
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
        if sense.how == "allies":
            self._allies(match, sentence)
        elif sense.how in _REFERRING:
            self._refer(match, sentence)
        elif sense.actor is not None and sense.actor.kind != "civilians" and self.acting.acts(match, sentence):
            actor, rule = self._who(sense.actor, match, sentence)
            self._add(match, sentence, (actor,), rule)

    def _allies(self, match: Match[Sense], sentence: int) -> None:
        """Read "US and British warplanes": both nations' forces."""
        second = self.lexicon.actors.at(self.text, match.first + 2, match.last)
        first = Match(match.first, match.first + 1, match.value._replace(how="force"))
        for one in (first, second) if second is not None and second.value.how in ("force", "named") else ():
            self._take(one, sentence)

    def _add(self, match: Match[Sense], sentence: int, actors: Sequence[Actor], rule: str) -> None:
        text = self.text
        side = actors[0].country if len({actor.country for actor in actors}) == 1 else ""
        names = tuple(dict.fromkeys(actor.name for actor in actors))
        armed = any(actor.armed for actor in actors)
        for actor in actors:
            if not actor.generic:
                self._remember(actor, sentence)
        start, end = text.starts[match.first], text.ends[match.last - 1]
        self.found.append(ActorMention(start, end, sentence, names, armed, side, rule))

    def _remember(self, actor: Actor, sentence: int) -> None:
        self.named.append(actor)
        self.last_named = sentence
        if not actor.state:
            self.last_group = actor
            self.groups.add(actor.name)
        elif actor.name.startswith("Armed Forces"):
            self.last_force = actor

    def _who(self, actor: Actor, match: Match[Sense], sentence: int) -> tuple[Actor, str]:
        """Let "the militants" be the armed group that the text named last."""
        definite = self.acting.word(match.first - 1, sentence) in _ARTICLES
        if actor.kind == "unknown group" and definite and self.last_group is not None:
            return self.last_group, "words for the armed group named before"
        if actor.name == "government forces" and self.last_force is not None:
            return self.last_force, "words for the state's force named before"
        does = "a country that does what its forces do"
        rules = {"doer": does, "capital": does, "of": "a country whose strikes are told of"}
        return actor, rules.get(match.value.how, "an actor of the lexicon")

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
        elif not english or how == "its" or self.acting.word(match.first - 1, sentence) in _ARTICLES:
            if self.last_group is None:
                return
            groups = [actor for actor in self.named[-_LOOK_BACK:] if not actor.state]
            meant = list(dict.fromkeys(groups)) if how == "groups" and groups else [self.last_group]
            self._add(match, sentence, meant, "words for those named before")

    def _begins(self, match: Match[Sense], sentence: int) -> int:
        """Return the first of the capitalised words before "Corps": "the Volunteer Corps"."""
        first, begins = match.first, self.text.sentences[sentence].first
        while first > begins and self.text.words[first - 1][:1].isupper() and match.first - first < 3:
            if self.acting.word(first - 1, sentence) in _ARTICLES:
                break
            first -= 1
        return first

    def _headed(self, match: Match[Sense], first: int, sentence: int, *, english: bool) -> Actor | None:
        """Return the last actor named of whose name the words are the end."""
        if english and self.acting.word(first - 1, sentence) not in _ARTICLES:
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
