"""What the sentences around say of an event: a storm or a match, the strikes that a digest tells of, a rally.

Words of harm ("загинув", "killed") say nothing of how it came; where a text tells of strikes, a sentence that only
counts the dead leaves their type open, for what was told before decides it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from incidentmap.reading.mentions import EventMention

REMOTE: Final = "Explosions/Remote violence"
_BATTLES: Final = "Battles"
_CIVILIANS: Final = "Violence against civilians"
_CROWDS: Final = frozenset(("Protests", "Riots"))
#: Words that tell of an attack again that was told of before: "The attack on the village came at dawn."
_AGAIN: Final = ("attack", "assault", "raid", "атак", "удар", "нападени", "обстріл", "обстрел")
#: Words for a fight that at a rally is one with the police.
_SCUFFLES: Final = ("clash", "scuffle", "столкновени", "зіткнен", "сутичк", "fighting")
_DEFINITE: Final = frozenset(("the", "this", "that", "цей", "ця", "цього", "цієї", "этот", "эта", "этого", "этой"))
#: A sentence so many further on tells of the same events.
_NEAR: Final = 3


def in_context(
    mentions: Sequence[EventMention], words: Sequence[str], before: Sequence[str], agents: Sequence[bool]
) -> list[EventMention]:
    """Let what a text tells of decide the words that leave it open.

    Parameters
    ----------
    mentions : sequence of EventMention
        Those of a text, in order.
    words : sequence of str
        The first word of each, folded.
    before : sequence of str
        The word before each, folded.
    agents : sequence of bool
        Whether "by" follows each: "killed by militiamen" says who did it.

    Returns
    -------
    list of EventMention

    Examples
    --------
    >>> strike = EventMention(0, 9, 0, "Explosions/Remote violence", "Air/drone strike", 3)
    >>> attack = EventMention(20, 26, 1, "Violence against civilians", "Attack", 3, rule="'attack on the village'")
    >>> in_context([strike, attack], ["air", "attack"], ["", "the"], [False, False])[1].sub_event_type
    'Air/drone strike'
    """
    told = [m for m in mentions if m.unreal is None]
    strikes = any(m.event_type == REMOTE and m.weight > 1 for m in told)
    close = [m for m in told if m.event_type in (_BATTLES, _CIVILIANS) and m.weight > 1]
    digest = strikes and len(close) <= sum(m.event_type == REMOTE and m.weight > 1 for m in told)
    crowds = any(m.event_type in _CROWDS and m.weight > 1 for m in told)
    war = strikes or any(m.event_type == _BATTLES and m.weight > 2 for m in told)
    found: list[EventMention] = []
    last: EventMention | None = None
    for mention, said, earlier, agent in zip(mentions, words, before, agents, strict=True):
        kept = mention
        if strikes and earlier in _DEFINITE and said.startswith(_AGAIN) and last is not None:
            kept = _again(mention, last)
        elif digest and not agent and _by_those_hurt(mention):
            kept = replace(mention, event_type=None, sub_event_type=None, rule=f"{mention.rule}: strikes are told of")
        elif crowds and not war and mention.event_type == _BATTLES and said.startswith(_SCUFFLES):
            kept = replace(
                mention, event_type="Riots", sub_event_type="Violent demonstration", rule=f"{mention.rule} at a rally"
            )
        found.append(kept)
        if kept.unreal is None and kept.event_type == REMOTE and kept.sub_event_type and kept.weight > 1:
            last = kept
    return found


def _again(mention: EventMention, last: EventMention) -> EventMention:
    """Let "the attack on the village" be the air raid told of in the sentences before."""
    if mention.event_type == REMOTE or not 0 < mention.sentence - last.sentence <= _NEAR:
        return mention
    return replace(
        mention,
        event_type=last.event_type,
        sub_event_type=last.sub_event_type,
        weight=min(mention.weight, 2),
        rule=f"{mention.rule}, told of before",
    )


def _by_those_hurt(mention: EventMention) -> bool:
    """Tell whether words of harm took their type from those who were hurt alone: "killed" near "civilians"."""
    return mention.weight == 1 and mention.event_type in (_BATTLES, _CIVILIANS) and " near " in mention.rule


def of_no_conflict(mention: EventMention, kind: str) -> bool:
    """Tell whether a storm, an accident or a match in the sentence says that a word tells of no conflict.

    Examples
    --------
    >>> of_no_conflict(EventMention(0, 6, 0, None, None, 1), "weather or an accident")
    True
    """
    if kind == "sport":
        return mention.event_type != REMOTE and not (mention.event_type == _CIVILIANS and mention.weight > 2)
    return mention.event_type is None or (
        mention.event_type in _CROWDS and mention.rule.startswith(("'перекри", "'перекры"))
    )
