"""The words that English texts put around place names, from the tables of ``data/lexicon``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

_PACKAGE: Final = "incidentmap_lexicon"

#: Small words that may stand inside a place's name: "Isle of Wight", "Rio de Janeiro", "Stoke-on-Trent".
JOINING: Final = frozenset(
    "de la le del della di da do dos das du des el al en los las les y e sur am an bin ibn".split()
)
#: Small words that stand between two names rather than inside one, unless the whole is known.
PARTING: Final = frozenset("of the and on upon under".split())
#: Of a family's name: "Ludwig van Beethoven".
PARTICLES: Final = frozenset("van von der den bin ibn ben abu".split())
DIRECTIONS: Final = frozenset(
    """north south east west northern southern eastern western central upper lower greater inner outer downtown
    north-east north-west south-east south-west northeast northwest southeast southwest northeastern northwestern
    southeastern southwestern north-eastern north-western south-eastern south-western mid metro metropolitan
    far midtown uptown suburban rural""".split()
)
#: Words that are no part of a name even with a capital letter.
FUNCTION: Final = frozenset(
    """a an the and or but nor so yet for of in on at to from by with about above across after against along amid among
    around as before behind below beneath beside besides between beyond despite down during except inside into near off
    onto out outside over past per since than through throughout till toward towards under until up upon versus via
    within without i you he she it we they me him her us them my your his its our their this that these those who whom
    whose which what when where why how there here then now also always never often only even still already soon later
    all any both each every either neither few many more most much several some such no none not other others another is
    are was were be been being has have had do does did will would shall should can could may might must if because
    although while though whether unless once yes ok oh well please today tomorrow yesterday tonight one two three four
    five six seven eight nine ten first second third last next""".split()
)
MONTHS: Final = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri
    sat sun christmas easter ramadan""".split()
)
#: Names of peoples that are no adjectives and have no "s".
_PEOPLES: Final = frozenset(
    "Dane Finn Pole Turk Swede Spaniard Briton Brit Kiwi Frenchman Dutchman Irishman Icelander Luxembourger".split()
)


class Abbreviation(NamedTuple):
    """What an abbreviation stands for; ``sure`` when it needs no place before it."""

    name: str
    country: str
    sure: bool


class Words(NamedTuple):
    """All tables. Words are in small letters but for abbreviations, regions and adjectives."""

    given: frozenset[str]
    surnames: frozenset[str]
    common: frozenset[str]
    titles: frozenset[str]
    kinds: Mapping[str, frozenset[str]]
    abbreviations: Mapping[str, Abbreviation]
    regions: frozenset[str]
    rivers: frozenset[str]
    institutions: Mapping[str, str]
    adjectives: Mapping[str, str]
    peoples: frozenset[str]


def rows(table: str) -> list[dict[str, str]]:
    """Read one of the tables.

    Examples
    --------
    >>> rows("english_titles.tsv")[0]
    {'title': 'mr'}
    """
    lines = files(_PACKAGE).joinpath(table).read_text(encoding="utf-8").splitlines()
    head = lines[0].split("\t")
    return [dict(zip(head, line.split("\t"), strict=False)) for line in lines[1:] if line]


@lru_cache(maxsize=1)
def words() -> Words:
    """Read all tables, once.

    Examples
    --------
    >>> words().adjectives["Syrian"], "river" in words().kinds
    ('Syria', True)
    """
    kinds: dict[str, set[str]] = {}
    for row in rows("english_kinds.tsv"):
        kinds.setdefault(row["word"], set()).add(row["kind"])
    adjectives, peoples = _nationalities()
    regions = rows("english_regions.tsv")
    adjectives |= {row["written"]: row["name"] for row in rows("english_adjectives.tsv")}
    return Words(
        given=frozenset(row["name"].lower() for row in rows("english_given_names.tsv")),
        surnames=frozenset(row["name"].lower() for row in rows("english_surnames.tsv")),
        common=frozenset(row["word"] for row in rows("english_common.tsv")),
        titles=frozenset(row["title"] for row in rows("english_titles.tsv")),
        kinds={word: frozenset(said) for word, said in kinds.items()},
        abbreviations={
            row["written"]: Abbreviation(row["name"], row["country"], row["use"] == "sure")
            for row in rows("english_abbreviations.tsv")
        },
        regions=frozenset(row["name"] for row in regions if row["kind"] in ("large", "river", "unrecorded")),
        rivers=frozenset(row["name"] for row in regions if row["kind"] in ("large", "river")),
        institutions={row["name"]: row["stands_in"] for row in regions if row["kind"] == "institution"},
        adjectives=adjectives,
        peoples=frozenset(peoples),
    )


def _nationalities() -> tuple[dict[str, str], set[str]]:
    """Tell adjectives ("Turkish") from names of peoples ("Turks"), which name no place."""
    adjectives: dict[str, str] = {}
    peoples: set[str] = set()
    for row in rows("nationalities.tsv"):
        spellings = [s.strip() for s in row.get("en", "").split("|") if s.strip()]
        for written in spellings:
            if _is_people(written, spellings):
                peoples.add(written)
            else:
                adjectives.setdefault(written, row["country"])
    return adjectives, peoples


def _is_people(written: str, spellings: list[str]) -> bool:
    if written in _PEOPLES:
        return True
    if written == spellings[0]:
        return False
    return written.endswith(("men", "women", "lander", "landers")) or (written.endswith("s") and written[-2:] != "ss")
