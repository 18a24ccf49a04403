"""The type of one incident, from all that its words say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from incidentmap.reading.events.finding import ATTACKS
from incidentmap.reading.mentions import ActorMention, CasualtyMention, EventMention

_BATTLES = "Battles"
_REMOTE = "Explosions/Remote violence"
_CIVILIANS = "Violence against civilians"
_STRATEGIC = "Strategic developments"
#: Types that are told beside what happened ("police arrested …", "set fire to"), and give way to it.
_LAST = (_STRATEGIC,)


#: A state that strikes, and a strike that kills, strike from afar: "Israel struck the port".
_STRIKES = ("strike", "striking", "struck", "удар", "вдар")
#: What strikes do: "Israeli strikes hit the port".
_TOGETHER = ("hit", "target")


def classify(
    events: Sequence[EventMention], actors: Sequence[ActorMention], casualties: Sequence[CasualtyMention]
) -> tuple[str | None, str | None]:
    """Return the event type and sub-event type of an incident, in ACLED's vocabulary.

    Parameters
    ----------
    events : sequence of EventMention
        Those that tell of the incident.
    actors : sequence of ActorMention
        Those who take part in it.
    casualties : sequence of CasualtyMention

    Returns
    -------
    tuple
        Both ``None`` when the words do not say; the second alone when only the first is known.

    Examples
    --------
    >>> from incidentmap.reading.mentions import EventMention
    >>> classify([EventMention(0, 7, 0, "Battles", "Armed clash", 3), EventMention(9, 15, 0, None, None, 1)], [], [])
    ('Battles', 'Armed clash')
    """
    real = [event for event in events if event.unreal is None] or list(events)
    typed = [event for event in real if event.event_type is not None]
    if typed:
        kind = _strongest(typed)
        return kind, _specific(typed, kind)
    if not real:
        return None, None
    return _vague(real, actors, casualties)


def _strongest(typed: Sequence[EventMention]) -> str:
    """Return the type of the strongest words; among equals, of the most, and then of the first.

    Deaths of civilians are told beside a blast or a battle, too: their type gives way to it.
    """
    votes: Counter[tuple[str, int]] = Counter((event.event_type or "", event.weight) for event in typed)
    best = {kind: max(weight for other, weight in votes if other == kind) for kind, _ in votes}
    first = {event.event_type or "": event.start for event in reversed(typed)}

    def order(kind: str) -> tuple[bool, int, bool, int, int]:
        return kind in _LAST, -best[kind], kind == _CIVILIANS, -votes[kind, best[kind]], first[kind]

    return min(best, key=order)


def _specific(typed: Sequence[EventMention], kind: str) -> str | None:
    """Return the sub-type of the strongest words of a type that say one."""
    subs: dict[str, tuple[int, int, int]] = {}
    for event in typed:
        if event.event_type == kind and event.sub_event_type:
            weight, count, start = subs.get(event.sub_event_type, (0, 0, event.start))
            subs[event.sub_event_type] = (max(weight, event.weight), count + 1, min(start, event.start))
    if not subs:
        return None
    return min(subs, key=lambda sub: (-subs[sub][0], -subs[sub][1], subs[sub][2]))


def _vague(
    events: Sequence[EventMention], actors: Sequence[ActorMention], casualties: Sequence[CasualtyMention]
) -> tuple[str | None, str | None]:
    """Type an attack told of in no other words by who made it: fighters fight, unknown gunmen kill civilians."""
    told = [event.rule.strip("'\"").casefold() for event in events]
    attacks = [words for words in told if words.startswith(ATTACKS)]
    if not attacks:
        return None, None
    hurt = any(casualty.high > 0 for casualty in casualties)
    afar = all(words.startswith((*_STRIKES, *_TOGETHER)) for words in attacks)
    if afar and any(words.startswith(_STRIKES) for words in attacks) and (hurt or any(actor.side for actor in actors)):
        return _REMOTE, None
    armed = [actor for actor in actors if actor.armed]
    unknown = all(name.startswith("unidentified") for actor in armed for name in actor.names)
    if armed and not unknown:
        return _BATTLES, "Armed clash"
    if armed or hurt:
        return _CIVILIANS, "Attack"
    return None, None
