"""English place names: what is one, what is none, and which rule said so."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentmap.gazetteer import Gazetteer
from incidentmap.model import Feature
from incidentmap.reading import latin
from incidentmap.reading.mentions import PlaceMention, Role
from incidentmap.reading.text import prepare


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    """Open the bundled gazetteer once."""
    with Gazetteer.open() as opened:
        yield opened


def read(text: str, gazetteer: Gazetteer, blocked: list[tuple[int, int]] | None = None) -> list[PlaceMention]:
    """Read a whole text."""
    made = prepare(text)
    return latin.find(made, range(len(made.sentences)), gazetteer, blocked or [])


def told(text: str, gazetteer: Gazetteer) -> dict[str, str]:
    """Return the spans and roles of a text, the vetoed left out."""
    return {text[m.start : m.end]: str(m.role) for m in read(text, gazetteer) if m.role is not Role.VETOED}


PLACES = [
    # plain names, and several in a list
    ("Shells fell on Kharkiv, Sumy and Izium.", ["Kharkiv", "Sumy", "Izium"]),
    ("Residents of Tottenham, Hornsey and Walthamstow heard it.", ["Tottenham", "Hornsey", "Walthamstow"]),
    ("Smoke rose over Rio de Janeiro.", ["Rio de Janeiro"]),
    ("The ferry left the Isle of Wight.", ["Isle of Wight"]),
    ("Troops left Bosnia and Herzegovina.", ["Bosnia and Herzegovina"]),
    ("A storm crossed Stoke-on-Trent.", ["Stoke-on-Trent"]),
    ("Rebels took Deir ez-Zor.", ["Deir ez-Zor"]),
    ("They shelled al-Bab on Friday.", ["al-Bab"]),
    ("He fled to Côte d'Ivoire.", ["Côte d'Ivoire"]),
    # possessives and compounds
    ("Russia's army and Turkey’s fleet left.", ["Russia", "Turkey"]),
    ("A Canada-wide warrant was issued.", ["Canada"]),
    ("A Texas-based firm paid.", ["Texas"]),
    ("Talks on Russia-Turkey trade failed.", ["Russia", "Turkey"]),
    ("The U.S.-led coalition struck.", ["U.S."]),
    # abbreviations
    ("He was jailed in Lexington, Ky., on Monday.", ["Lexington", "Ky."]),
    ("Snow fell in B.C. and in Alberta.", ["B.C.", "Alberta"]),
    ("A crash near Brandon, Man., killed two.", ["Brandon", "Man."]),
    ("The UK and the US agreed with the UAE.", ["UK", "US", "UAE"]),
    ("He lives in Portland, ME now.", ["Portland", "ME"]),
    # containers
    ("The barn in Metheringby, Ohio burned.", ["Metheringby", "Ohio"]),
    ("She moved from Paris, Texas to Paris, France.", ["Paris", "Texas", "Paris", "France"]),
    # names that say their kind
    ("Deputies of Quimby County came.", ["Quimby County"]),
    ("The car hit a tree on Old Fennel Road.", ["Old Fennel Road"]),
    ("A body was found in Black Fork River.", ["Black Fork River"]),
    ("She was taken to St. Brendan's Hospital.", ["St. Brendan's Hospital"]),
    ("He climbed Mount Kenya and saw Lake Turkana.", ["Mount Kenya", "Lake Turkana"]),
    ("The region was Belgorod Oblast.", ["Belgorod Oblast"]),
    ("Belgorod region was hit.", ["Belgorod"]),
    ("Black Hawk County was flooded.", ["Black Hawk County"]),
    # parts of the world
    ("Prices rose in Asia, Europe and the Middle East.", ["Asia", "Europe", "Middle East"]),
    ("Fires spread in Southern California.", ["Southern California"]),
    ("He is from Scotland and she from Northern Ireland.", ["Scotland", "Northern Ireland"]),
    # directions that are part of the name
    ("A fight broke out in North London.", ["North London"]),
    # unknown to the gazetteer, but the words leave no doubt
    ("Shells hit the village of Zarvynska near Kupiansk.", ["Zarvynska", "Kupiansk"]),
    ("The villages of Qorbat and Zilfana were besieged.", ["Qorbat", "Zilfana"]),
    ("Fighting was reported near Vlkovoshche.", ["Vlkovoshche"]),
    # datelines and headings
    ("KYIV (Reuters) - Missiles fell.", ["KYIV"]),
    ("EDMONTON - Police found him.", ["EDMONTON"]),
    ("BEIRUT — Rockets were fired.", ["BEIRUT"]),
    ("TOLEDO, Ohio (AP) — A house burned.", ["TOLEDO", "Ohio"]),
    ("MAN SHOT DEAD IN CHICAGO", ["CHICAGO"]),
    ("Three Hurt In Blast Near Kramatorsk", ["Kramatorsk"]),
    # a common word with a capital letter, where the words around it speak for it
    ("The march ended in Independence, Missouri.", ["Independence", "Missouri"]),
    ("Families were evacuated from the town of Hope.", ["Hope"]),
    # other languages
    ("Le ministre est arrivé à Marseille hier.", ["Marseille"]),
    ("Die Polizei in München sucht Zeugen.", ["München"]),
    ("Policja w Krakowie i Warszawa.", ["Warszawa"]),
    # villages of the border
    ("Drones hit Terebreno near the border and Tyotkino in Kursk region.", ["Terebreno", "Tyotkino", "Kursk"]),
]


@pytest.mark.parametrize(("text", "names"), PLACES, ids=[p[0][:40] for p in PLACES])
def test_finds_names(text: str, names: list[str], gazetteer: Gazetteer) -> None:
    found = [text[m.start : m.end] for m in read(text, gazetteer) if m.role is not Role.VETOED]
    assert found == names


NONE = [
    # persons
    "Paris Hilton sang.",
    "Jack London wrote it.",
    "George Washington slept here.",
    "Mr. Jordan said no.",
    "Sgt. Houston was hurt.",
    "J. Lincoln and P. Sydney came.",
    "Ludwig van Berlin played.",
    "Virginia Woolmark won.",
    # teams, papers, companies, units
    "The Edmonton Oilers won.",
    "The Toronto Star wrote so.",
    "Dallas Cowboys fans cheered.",
    "He flew with Singapore Airlines.",
    "Real Madrid lost.",
    "The Kharkiv Brigade advanced.",
    "The Siberian Battalion and the Russian Volunteer Corps crossed.",
    # words
    "Of these, Most were Man and Police.",
    "Reading is fun. We were reading.",
    "Hope fades. They hope.",
    "In March and in May it rained.",
    "Nice people wore nice shoes.",
    "Union leaders and Liberty advocates spoke.",
    # peoples and languages
    "The Russians and the Turks came.",
    "He shouted in Turkish.",
    "She speaks French and German.",
    "African-American voters queued.",
    # codes
    "NATO and the EU spoke to the WHO and ATF.",
    "Dr. Ken Sen. and M.D. W. came.",
]


@pytest.mark.parametrize("text", NONE)
def test_finds_nothing_in(text: str, gazetteer: Gazetteer) -> None:
    assert told(text, gazetteer) == {}


ROLES = [
    ("Syrian troops and Russian jets came.", {"Syrian": "demonym", "Russian": "demonym"}),
    ("The South African president left.", {"South African": "demonym"}),
    ("European leaders met.", {"European": "demonym"}),
    ("Russian and Syrian forces advanced.", {"Russian": "demonym", "Syrian": "demonym"}),
    ("Anti-American protests spread.", {"American": "demonym"}),
    ("Turkish-Russian relations cooled.", {"Turkish": "demonym", "Russian": "demonym"}),
    ("Several Turkish TV channels closed.", {"Turkish": "demonym"}),
    ("Moscow denied it.", {"Moscow": "metonym"}),
    ("Kyiv's government resigned.", {"Kyiv": "metonym"}),
    ("Kentucky State Police came.", {"Kentucky": "metonym"}),
    ("She studied at the University of Calgary.", {"Calgary": "metonym"}),
    ("Ankara Mayor Melih spoke.", {"Ankara": "metonym"}),
    ("Red Deer Skating Association met.", {"Red Deer": "metonym"}),
    ("Police in Odesa said so.", {"Odesa": "place"}),
    ("Protesters stood outside the White House.", {"White House": "place"}),
]


@pytest.mark.parametrize(("text", "roles"), ROLES, ids=[r[0][:40] for r in ROLES])
def test_tells_what_a_name_does(text: str, roles: dict[str, str], gazetteer: Gazetteer) -> None:
    assert told(text, gazetteer) == roles


def test_surname_of_a_person_is_no_place_later(gazetteer: Gazetteer) -> None:
    text = "Mike Hinton lives here. Neighbours like Hinton, who is quiet."
    assert told(text, gazetteer) == {}


def test_person_and_place_of_one_name(gazetteer: Gazetteer) -> None:
    text = "John Durham was shot. Durham fell. It was in Durham, N.C., that he lived."
    found = [m for m in read(text, gazetteer) if m.role is Role.PLACE]
    assert [text[m.start : m.end] for m in found] == ["Durham", "N.C."]
    assert found[0].start == text.rindex("Durham")


def test_name_that_is_sure_once_is_known_again(gazetteer: Gazetteer) -> None:
    text = "A fire broke out in Innisfail. Innisfail has one engine."
    assert [text[m.start : m.end] for m in read(text, gazetteer)] == ["Innisfail", "Innisfail"]


def test_containers_and_abbreviations_are_kept(gazetteer: Gazetteer) -> None:
    london, kentucky = read("He was held in London, Ky., overnight.", gazetteer)
    assert london.toponym.within == ("Kentucky",)
    assert (kentucky.toponym.text, kentucky.toponym.feature) == ("Kentucky", Feature.REGION)
    assert kentucky.toponym.within == ("United States",)


def test_container_is_asked_for_as_a_unit(gazetteer: Gazetteer) -> None:
    seattle, washington = read("A quake shook Seattle, Washington.", gazetteer)
    assert seattle.toponym.within == ("Washington",)
    assert washington.toponym.feature is Feature.REGION


def test_list_of_countries_is_no_container(gazetteer: Gazetteer) -> None:
    assert all(not m.toponym.within for m in read("Talks between Turkey, Russia and Iran failed.", gazetteer))
    assert all(not m.toponym.within for m in read("Flights from London, Paris and Rome stopped.", gazetteer))


def test_demonym_is_looked_up_by_its_country(gazetteer: Gazetteer) -> None:
    (found,) = read("Turkish officials left.", gazetteer)
    assert (found.toponym.text, found.toponym.start, found.toponym.end) == ("Turkey", 0, 7)
    assert found.why is not None


def test_vetoed_names_say_why(gazetteer: Gazetteer) -> None:
    (found,) = read("The Calgary Flames won.", gazetteer)
    assert found.role is Role.VETOED
    assert found.why == "it is part of a team's name"
    assert found.toponym.text == "Calgary"


def test_blocked_spans_are_vetoed_but_not_adjectives(gazetteer: Gazetteer) -> None:
    text = "The Freedom of Russia Legion met Russian troops."
    found = read(text, gazetteer, [(4, 28), (33, 47)])
    assert [(text[m.start : m.end], m.role) for m in found] == [("Russia", Role.VETOED), ("Russian", Role.DEMONYM)]


def test_only_the_sentences_asked_for_are_read(gazetteer: Gazetteer) -> None:
    text = prepare("Kharkiv burned. Odesa was calm.")
    assert [m.toponym.text for m in latin.find(text, [1], gazetteer, [])] == ["Odesa"]
    assert latin.find(text, [], gazetteer, []) == []


def test_mentions_are_in_order_and_do_not_overlap(gazetteer: Gazetteer) -> None:
    text = "KYIV — From Lviv, Ukraine to St. John's, Newfoundland, via Upper Silesia and Greater Manchester County."
    found = read(text, gazetteer)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(m.rule for m in found)


HOSTILE = [
    "",
    "\x00",
    "\ud800 Kyiv \udfff",
    "A" * 100_000,
    "Kyiv " * 20_000,
    "Kyiv, " * 20_000,
    "a-B-" * 20_000,
    "St. " * 20_000,
    "'’" * 20_000,
    "Of The And " * 10_000,
    "U.S." * 10_000,
    "É" * 5_000 + " Ünï",
    "(((" * 20_000,
    "Kyiv\n\n\n" * 5_000,
    "İSTANBUL ǅ ß ﬁ",
    "X\u200bY\u202eZ",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_bears_hostile_text(text: str, gazetteer: Gazetteer) -> None:
    for found in read(text, gazetteer):
        assert 0 <= found.start < found.end <= len(text)


WRITTEN = (
    "Kyiv|London|of|the|County|Mr.|St.|U.S.|Ky.|,|.|-|'s|’|(|)|\n|and|Russian|al-|Paris|Hilton|State|Police|said|in|A"
)
ALPHABET = st.sampled_from([*WRITTEN.split("|"), "z", "\ud800", "\x00", "Ж", "é", "–", "&"])


@settings(max_examples=150, deadline=None)
@given(parts=st.lists(ALPHABET, max_size=40))
def test_never_fails_and_keeps_its_offsets(parts: list[str]) -> None:
    text = " ".join(parts)
    with Gazetteer.open() as opened:
        found = read(text, opened)
    last = 0
    for m in found:
        assert last <= m.start < m.end <= len(text)
        assert (m.toponym.start, m.toponym.end) == (m.start, m.end)
        last = m.end


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=200))
def test_never_fails_on_any_text(text: str) -> None:
    with Gazetteer.open() as opened:
        read(text, opened)
