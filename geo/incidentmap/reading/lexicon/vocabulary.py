"""The words that reading knows: actors, what tells of events, the cues around them, names that are no places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from incidentmap.reading.lexicon.forces import HEADS, add_allies, add_doers, add_forces, heads_of
from incidentmap.reading.lexicon.matching import Phrases
from incidentmap.reading.lexicon.tables import ActorRow, bundled, bundled_actors, own_actors

#: Kinds that are no group of their own: the words may mean whom the text named before.
GENERIC: Final = frozenset(("unknown gunmen", "unknown group", "police", "protesters", "rioters", "civilians"))
_STATE: Final = frozenset(("state force", "police", "international force"))


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor, and the words that later may stand for it alone ("the Legion")."""

    name: str
    kind: str
    armed: bool
    country: str
    heads: frozenset[str] = frozenset()
    generic: bool = False

    @property
    def state(self) -> bool:
        """Whether it is a state's force."""
        return self.kind in _STATE


class Sense(NamedTuple):
    """What a phrase says of an actor.

    ``how`` is *named*; *force* (a nation's, by its adjective) or *allies* (two nations'); *doer* or *capital* (a
    country or its people, an actor only where they act); *of* (a country after "strikes of"); *head* ("Legion": one
    named before); *group*, *groups* or *its* ("its fighters": those named before); *voice* (it only speaks, or is no
    actor: "rights group").
    """

    how: str
    actor: Actor | None = None
    language: str = ""
    head: str = ""


class Trigger(NamedTuple):
    """What a phrase says of an event; weight 0 is a word that only says what a vague one near it means."""

    event_type: str | None
    sub_event_type: str | None
    weight: int


class Cue(NamedTuple):
    """A word that says when or whether: *background*, *present*, *unreal*, *negated*, *denied*; on which side."""

    kind: str
    after: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every table as phrases to seek.

    Examples
    --------
    >>> from incidentmap.reading.text import prepare
    >>> lexicon = Lexicon.load()
    >>> text = prepare("The Siberian Battalion and the IDF")
    >>> [match.value.actor.name for match in lexicon.actors.scan(text)]
    ['Siberian Battalion', 'Israel Defense Forces']
    """

    actors: Phrases[Sense]
    events: Phrases[Trigger]
    cues: Phrases[Cue]
    deeds: Phrases[str]
    organisations: Phrases[str]

    @staticmethod
    def load(extra: Sequence[Path] = ()) -> Lexicon:
        """Read the bundled tables, and a user's own tables of actors, whose rows come first.

        Parameters
        ----------
        extra : sequence of Path
            Tables with the columns name, kind, armed (yes or no) and aliases (separated by ``|``; ``*`` after a
            stem stands for any ending), and if known country (two letters) and note; tab or comma separated.

        Raises
        ------
        InputError
            A table that cannot be used, with its file, row, column and value.
        """
        base = _base()
        if not extra:
            return base
        own = [row for path in extra for row in own_actors(path)]
        return Lexicon(_actors(own), base.events, base.cues, base.deeds, base.organisations)


@lru_cache(maxsize=1)
def _base() -> Lexicon:
    return Lexicon(_actors(()), _events(), _cues(), _deeds(), _organisations())


def _actors(own: Iterable[ActorRow]) -> Phrases[Sense]:
    phrases: Phrases[Sense] = Phrases(lambda sense: {"named": 2, "voice": 2, "force": 1, "allies": 1}.get(sense.how, 0))
    nations = list(bundled("nationalities"))
    peoples = {nation["code"]: nation["en"].partition("|")[0] for nation in nations}
    forces: dict[str, Actor] = {}
    police = Actor("police", "police", armed=True, country="", generic=True)
    for row in (*own, *bundled_actors()):
        actor = Actor(row.name, row.kind, row.armed, row.country, heads_of(row), row.kind in GENERIC)
        if actor.kind == "state force" and _army_of(row, peoples.get(row.country, "")):
            forces.setdefault(actor.country, actor)
        for language, alias in row.aliases:
            phrases.add(alias, Sense("named", actor, language))
        if not actor.generic:
            phrases.add(actor.name, Sense("named", actor))
    for nation in nations:
        code, country = nation["code"], nation["country"]
        force = forces.setdefault(code, Actor(_of("Armed Forces", country), "state force", armed=True, country=code))
        patrol = Actor(_of("Police Forces", country), police.kind, armed=True, country=code)
        add_forces(phrases, nation, Sense("force", force), Sense("force", patrol))
    doers = {code: Sense("doer", force) for code, force in forces.items()}
    add_doers(phrases, nations, doers)
    add_allies(phrases, nations, doers)
    for head, words in HEADS.items():
        for word in words:
            phrases.add(word, Sense("head", head=head))
    for word in ("group", "организация", "группировка", "группировки", "угруповання"):
        phrases.add(word, Sense("group"))
    phrases.add("groups", Sense("groups"))
    phrases.add("its fighters/militants/gunmen/men/members", Sense("its"))
    for row_ in bundled("voices"):
        phrases.add(row_["pattern"], Sense("voice"))
    return phrases


def _army_of(row: ActorRow, people: str) -> bool:
    """Tell whether a row is a nation's army, for which the nation may stand, and not one of its forces."""
    if not people:
        return False
    aliases = [alias for _, alias in row.aliases if alias.startswith(people) and "army" in alias]
    return row.name.startswith("Armed Forces of") or bool(aliases)


#: Countries that take an article: "Armed Forces of the Netherlands".
_ARTICLE: Final = frozenset(
    (
        "Bahamas",
        "Central African Republic",
        "Comoros",
        "Czech Republic",
        "Democratic Republic of the Congo",
        "Dominican Republic",
        "Gambia",
        "Maldives",
        "Netherlands",
        "Philippines",
        "Republic of the Congo",
        "United Arab Emirates",
        "United Kingdom",
        "United States",
    )
)


def _of(force: str, country: str) -> str:
    return f"{force} of {'the ' if country in _ARTICLE else ''}{country}"


def _events() -> Phrases[Trigger]:
    phrases: Phrases[Trigger] = Phrases(lambda trigger: trigger.weight)
    for row in bundled("events"):
        trigger = Trigger(row["event_type"] or None, row["sub_event_type"] or None, int(row["weight"]))
        phrases.add(row["pattern"], trigger)
    return phrases


def _cues() -> Phrases[Cue]:
    phrases: Phrases[Cue] = Phrases(lambda cue: cue.kind == "present")
    both: dict[tuple[str, str], set[str]] = {}
    for row in bundled("cues"):
        both.setdefault((row["kind"], row["pattern"]), set()).add(row["side"])
    for (kind, pattern), sides in both.items():
        phrases.add(pattern, Cue(kind, after="after" in sides))
    return phrases


def _deeds() -> Phrases[str]:
    phrases: Phrases[str] = Phrases()
    for row in bundled("deeds"):
        phrases.add(row["pattern"], row["language"])
    return phrases


def _organisations() -> Phrases[str]:
    phrases: Phrases[str] = Phrases()
    for row in bundled("organisations"):
        phrases.add(row["pattern"], row["why"])
    return phrases
