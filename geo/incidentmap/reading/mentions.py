"""What reading finds in a text: mentions of places, times, actors, events and casualties, each with its span.

Offsets are those of :mod:`.text`; ``sentence`` is a number into :attr:`~incidentmap.reading.text.Text.sentences`.
``rule`` says in words how the mention was read; ``why``, why it is not used.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from incidentmap.model import Interval, Toponym


class Role(StrEnum):
    """What a name does in its sentence."""

    #: It may say where something happened.
    PLACE = "place"
    #: "Russian", "белгородский губернатор": it names a country or a unit, and no incident's place.
    DEMONYM = "demonym"
    #: "Moscow said": a government, an office.
    METONYM = "metonym"
    #: Part of the name of an organisation, a unit, a person, a newspaper: no place at all.
    VETOED = "vetoed"


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name in a text.

    Parameters
    ----------
    start, end : int
        The name as written, without the words around it: "Terebreno" of "near the village of Terebreno".
    sentence : int
    toponym : Toponym
        What to look up: ``text`` is the name as the gazetteer is asked for it, ``start`` and ``end`` are offsets in the
        whole text; relation, distance, bearing, kind and containers are what the words around it say.
    role : Role
    rule : str
        How it was recognised.
    why : str or None
        Why it can be no incident's place; ``None`` when it can.
    """

    start: int
    end: int
    sentence: int
    toponym: Toponym
    role: Role = Role.PLACE
    rule: str = ""
    why: str | None = None


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression. ``when.start`` is ``None`` when it could not be resolved, and ``why`` says why."""

    start: int
    end: int
    sentence: int
    when: Interval
    rule: str
    why: str | None = None


@dataclass(frozen=True, slots=True)
class ActorMention:
    """An actor: ``names`` as shown (several for "the groups", which stands for those named before).

    ``armed`` says whether it may fight; ``side`` is the country that a state's force belongs to, else "".
    """

    start: int
    end: int
    sentence: int
    names: tuple[str, ...]
    armed: bool
    side: str
    rule: str


@dataclass(frozen=True, slots=True)
class EventMention:
    """Words that tell of an event.

    Parameters
    ----------
    event_type, sub_event_type : str or None
        In ACLED's vocabulary; ``None`` for words that tell of some event and not of which ("attack", "incident").
    weight : int
        3 for words that leave no doubt ("shelled"), 2 for likely, 1 for vague ("attack").
    background : bool
        Told as having happened before what the text is about ("previously claimed …").
    unreal : str or None
        Why it did not happen, by the words: denied, feared, planned, asked for.
    """

    start: int
    end: int
    sentence: int
    event_type: str | None
    sub_event_type: str | None
    weight: int
    background: bool = False
    unreal: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class CasualtyMention:
    """How many people were killed (``fatal``) or hurt, as stated: ``low`` ≤ ``high``."""

    start: int
    end: int
    sentence: int
    low: int
    high: int
    fatal: bool
    rule: str
