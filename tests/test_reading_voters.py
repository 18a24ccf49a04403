"""Voters: a recogniser's vote takes weak names away and adds places, and says so; none decides alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentmap.errors import BadValue
from incidentmap.model import Feature, Relation, Toponym
from incidentmap.reading import voters
from incidentmap.reading.mentions import PlaceMention, Role
from incidentmap.reading.text import Language, prepare
from incidentmap.reading.voters import NatashaVoter, SpacyVoter, SpanKind, Voter, available, by_name, vote


class Reader:
    """Calls certain words what it is told to."""

    def __init__(self, name: str = "a reader", language: Language = "en", **called: SpanKind) -> None:
        self.name, self.languages = name, frozenset[Language]({language})
        self._called = {words.replace("_", " "): kind for words, kind in called.items()}
        self.read: list[str] = []

    def spans(self, text: str) -> list[tuple[int, int, SpanKind]]:
        self.read.append(text)
        return sorted(
            (at, at + len(words), kind) for words, kind in self._called.items() if (at := text.find(words)) >= 0
        )


def mention(text: str, name: str, role: Role = Role.PLACE, **more: Any) -> PlaceMention:
    start = text.index(name)
    toponym = Toponym(name, start, start + len(name), **more)
    return PlaceMention(start, start + len(name), prepare(text).sentence_at(start), toponym, role, "a town")


def judged(text: str, found: PlaceMention, *readers: Voter) -> PlaceMention:
    return vote(prepare(text), [found], readers)[0]


def test_nothing_is_loaded_before_a_voter_is_asked() -> None:
    code = "import sys, incidentmap.reading.voters as v; v.NatashaVoter(); print({'natasha', 'spacy'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_weak_name_in_a_persons_name_is_vetoed() -> None:
    text = "The speech of Ivan Rostov was short."
    told = judged(text, mention(text, "Rostov"), Reader(Ivan_Rostov="person"))
    assert told.role is Role.VETOED
    assert told.why == "a reader calls “Ivan Rostov” a person"


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("Shells fell in Rostov again.", {}),
        ("Shells fell on Rostov again.", {"relation": Relation.NEAR}),
        ("Shells fell on Rostov again.", {"feature": Feature.REGION}),
        ("Shells fell on Rostov again.", {"within": ("Russia",)}),
        ("Shells fell on Rostov again.", {}),
    ],
)
def test_a_name_that_words_hold_as_a_place_or_that_the_vote_is_on_alone_stays(text: str, more: dict[str, Any]) -> None:
    found = mention(text, "Rostov", **more)
    kind: SpanKind = "person"
    called = {"Rostov_again": kind} if more or "in" in text.split() else {"Rostov": kind}
    assert judged(text, found, Reader(**called)) == found


def test_part_of_an_organisations_name_is_no_incidents_place() -> None:
    text = "Then Rostov Water Board wrote."
    told = judged(text, mention(text, "Rostov"), Reader(Rostov_Water_Board="organisation"))
    assert (told.role, told.why) == (Role.METONYM, "a reader calls “Rostov Water Board” an organisation")
    text = "Then “Free Rostov” wrote."
    assert judged(text, mention(text, "Rostov"), Reader(Free_Rostov="organisation")).role is Role.VETOED


@pytest.mark.parametrize("role", [Role.DEMONYM, Role.METONYM, Role.VETOED])
def test_what_is_no_incidents_place_anyway_is_left_alone(role: Role) -> None:
    text = "Then Ivan Rostov spoke."
    found = mention(text, "Rostov", role)
    assert judged(text, found, Reader(Ivan_Rostov="person")) == found


def test_a_veto_needs_that_nobody_calls_it_a_place() -> None:
    text = "Then Ivan Rostov spoke."
    found = mention(text, "Rostov")
    assert judged(text, found, Reader(Ivan_Rostov="person"), Reader("another", Rostov="place")) == found


def test_a_place_that_the_rules_missed_is_added_in_its_turn() -> None:
    text = "Shells hit Rzhavets. Then Rostov was hit."
    found = vote(prepare(text), [mention(text, "Rostov")], [Reader(Rzhavets="place"), Reader("b", Rzhavets="place")])
    assert [(m.toponym.text, m.start, m.sentence, m.rule) for m in found] == [
        ("Rzhavets", 11, 0, "a reader calls it a place"),
        ("Rostov", 26, 1, "a town"),
    ]


def test_a_place_that_another_voter_calls_a_person_is_not_added() -> None:
    text = prepare("Shells hit Rzhavets.")
    assert vote(text, [], [Reader(Rzhavets="place"), Reader("b", Rzhavets="person")]) == []


def test_a_name_in_quotation_marks_is_not_added() -> None:
    assert vote(prepare("Then «Rzhavets» won."), [], [Reader(Rzhavets="place")]) == []


def test_no_place_is_added_in_the_name_of_an_actor() -> None:
    text = prepare("The Green Rzhavets Front spoke of Lozove.")
    called = Reader(Rzhavets="place", Lozove="place")
    found = vote(text, [], [called], blocked=[(4, 24), (10, 18)])
    assert [m.toponym.text for m in found] == ["Lozove"]


def test_what_overlaps_a_name_of_ours_is_not_added() -> None:
    text = "Shells hit Rostov Region."
    found = mention(text, "Rostov", Role.VETOED)
    assert vote(prepare(text), [found], [Reader(Rostov_Region="place")]) == [found]


def test_a_voter_reads_paragraphs_of_its_languages_alone() -> None:
    reader = Reader(language="ru")
    text = prepare("Calm here.\n\nБыло тихо. Потом начался обстрел.\n\nІ знову тихо.\n\nОпять обстрел.")
    vote(text, [], [reader])
    assert reader.read == ["Было тихо. Потом начался обстрел.", "Опять обстрел."]
    long = Reader()
    vote(prepare("Shells fell all night long. " * 1000), [], [long])
    assert max(map(len, long.read)) <= 4000


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(1, 9)), max_size=5))
def test_any_votes_on_any_text(text: str, cuts: list[tuple[int, int]]) -> None:
    class Guesser(Reader):
        def spans(self, text: str) -> list[tuple[int, int, SpanKind]]:
            kinds: list[SpanKind] = ["place", "person", "organisation"]
            return [(a, min(a + n, len(text)), kinds[a % 3]) for a, n in sorted(cuts) if a + 1 < len(text)]

    ready = prepare(text)
    found = vote(ready, [], [Guesser()])
    assert found == sorted(found, key=lambda m: m.start)
    vote(ready, found, [Guesser("b"), Guesser("c")])


def test_an_unknown_or_missing_voter_is_refused_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadValue, match="choose natasha"):
        by_name("oracle")
    absent: Callable[[str], None] = lambda name: None  # noqa: E731
    monkeypatch.setattr(voters, "find_spec", absent)
    with pytest.raises(BadValue, match=r"incidentmap\[nlp\]"):
        by_name("natasha")
    with pytest.raises(BadValue, match="pip install spacy"):
        by_name("spacy")
    assert available() == []


def test_spacy_is_offered_with_the_best_english_model(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["de_core_news_lg", "en_core_web_sm", "en_core_web_md", "en_custom"]
    fake = SimpleNamespace(util=SimpleNamespace(get_installed_models=lambda: names))
    monkeypatch.setitem(sys.modules, "spacy", fake)
    monkeypatch.setattr(voters, "find_spec", lambda name: object())
    found = by_name("spacy")
    assert isinstance(found, SpacyVoter)
    assert found.model == "en_core_web_md"
    assert [voter.name for voter in available()] == ["natasha", "spacy"]
    names[:] = ["de_core_news_lg"]
    with pytest.raises(BadValue, match="no model for English"):
        by_name("spacy")


def test_spacy_spans(monkeypatch: pytest.MonkeyPatch) -> None:
    spacy = pytest.importorskip("spacy")
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "GPE", "pattern": "Rzhavets"},
            {"label": "PERSON", "pattern": "Ivan Rostov"},
            {"label": "DATE", "pattern": "Monday"},
        ]
    )
    monkeypatch.setattr(spacy, "load", lambda model, exclude: pipeline)
    voter = SpacyVoter("en_any")
    text = "\ud800 Ivan Rostov left Rzhavets on Monday."
    assert [(text[a:b], kind) for a, b, kind in voter.spans(text)] == [
        ("Ivan Rostov", "person"),
        ("Rzhavets", "place"),
    ]
    assert voter.spans(" \n") == []


@pytest.fixture(scope="module")
def natasha() -> Voter:
    pytest.importorskip("natasha")
    return by_name("natasha")


def test_natasha_tells_a_person_from_a_village(natasha: Voter) -> None:
    text = "В селе Красный Хутор ранен водитель. Об этом сообщил глава района Иван Козинка."
    assert ("Иван Козинка", "person") in [(text[a:b], kind) for a, b, kind in natasha.spans(text)]
    found = vote(prepare(text), [mention(text, "Козинка")], [natasha])
    assert [(m.toponym.text, str(m.role)) for m in found][-1] == ("Козинка", "vetoed")
    assert found[-1].why == "natasha calls “Иван Козинка” a person"
    assert natasha.name in [voter.name for voter in available()]
    assert isinstance(natasha, NatashaVoter)


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet=st.characters(codec=None, exclude_categories=()), max_size=60))
def test_natasha_takes_any_text(natasha: Voter, text: str) -> None:
    for start, end, _ in natasha.spans(text):
        assert 0 <= start < end <= len(text)
    natasha.spans(f"Обстрел {text} Козинки")
