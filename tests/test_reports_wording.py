"""reports.wording: the small words, in three languages."""

from __future__ import annotations

import pytest

from incidentmap.reports.wording import ANAPHOR, EDGE, FROM, LIST, LOCATIVE, SAID


@pytest.mark.parametrize(
    "gap", [", ", " and ", ", and in ", " та ", ", в селе ", " и под ", ", с. ", " / ", " as well as near "]
)
def test_these_join_a_list(gap: str) -> None:
    assert LIST.fullmatch(gap)


@pytest.mark.parametrize("gap", [" was hit by ", ", where shells fell on ", " атаковали ", " – "])
def test_these_do_not(gap: str) -> None:
    assert LIST.fullmatch(gap) is None


@pytest.mark.parametrize("before", ["shells fell in the small town of ", "обстрел в ", "вибухи біля ", "near "])
def test_something_happens_there(before: str) -> None:
    assert LOCATIVE.search(before)


@pytest.mark.parametrize("before", ["launched from ", "ракеты из ", "дрони із ", "from the city "])
def test_something_came_from_there(before: str) -> None:
    assert FROM.search(before)
    assert FROM.search("in ") is None


@pytest.mark.parametrize("before", ["the ", "these ", "After the latest ", "этого ", "ця "])
def test_these_point_back(before: str) -> None:
    assert ANAPHOR.search(before)
    assert ANAPHOR.search("an ") is None


@pytest.mark.parametrize("before", ["the governor said on ", "заявил в ", "повідомив у "])
def test_the_day_of_a_statement(before: str) -> None:
    assert SAID.search(before)
    assert SAID.search("shells fell on ") is None


def test_clauses_end_at_these() -> None:
    assert [m[0] for m in EDGE.finditer("A fell, while B stood; в Сумах тихо – а також C")] == [
        ",",
        "while",
        ";",
        " – ",
        "а також",
    ]
    assert EDGE.search("3,5 km and 12:30") is None
