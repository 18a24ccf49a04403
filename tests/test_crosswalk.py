"""crosswalk: precision as other data sets write it, to the ladder and back; and the table in the handbook."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentmap.crosswalk import SCHEMES, Scheme, explain, from_code, ladder, recorded, to_code
from incidentmap.errors import BadValue
from incidentmap.model import Precision

PAGE = Path(__file__).parents[1] / "docs/precision.md"
HEADING = "## The same ladder in other data sets\n"

schemes = st.sampled_from(list(SCHEMES))
rungs = st.sampled_from(Precision)
steps = st.sampled_from([(scheme.key, step) for scheme in SCHEMES.values() for step in scheme.steps])


@pytest.mark.parametrize(
    ("scheme", "code", "rung"),
    [
        ("acled", "1", "settlement"), ("acled", "2", "near"), ("acled", "3", "region"),
        ("ucdp", "1", "settlement"), ("ucdp", "2", "near"), ("ucdp", "3", "district"), ("ucdp", "4", "region"),
        ("ucdp", "5", "area"), ("ucdp", "6", "country"), ("ucdp", "7", "unlocated"),
        ("gtd", "1", "settlement"), ("gtd", "1+vicinity", "near"), ("gtd", "2", "district"), ("gtd", "3", "district"),
        ("gtd", "4", "region"), ("gtd", "5", "unlocated"),
        ("gdelt", "1", "country"), ("gdelt", "2", "region"), ("gdelt", "3", "settlement"),
        ("gdelt", "4", "settlement"), ("gdelt", "5", "region"), ("gdelt", "0", "unlocated"),
        ("viina", "STREET", "exact"), ("viina", "settlement", "settlement"), ("viina", "ADM3", "district"),
        ("viina", "ADM2", "district"), ("viina", "ADM1", "region"),
        ("atlos", "Exact", "exact"), ("atlos", "Vicinity", "vicinity"), ("atlos", "Locality", "settlement"),
    ],
)  # fmt: skip
def test_every_code_has_its_rung(scheme: str, code: str, rung: str) -> None:
    assert from_code(scheme, code) == rung
    assert ladder(f"{scheme}:{code}") == rung
    assert explain(f"{scheme}:{code}").startswith(f"{SCHEMES[scheme].title} {SCHEMES[scheme].column} {code}: ")


def test_the_list_above_is_the_whole_table() -> None:
    assert sum(len(scheme.steps) for scheme in SCHEMES.values()) == 30
    for scheme in SCHEMES.values():
        assert len({step.code.casefold() for step in scheme.steps}) == len(scheme.steps)


@given(schemes, rungs)
def test_writing_never_claims_more(scheme: str, rung: Precision) -> None:
    code = to_code(scheme, rung)
    if code is not None:
        back = from_code(scheme, code)
        assert back is not None
        assert back.rank >= rung.rank


@given(schemes, rungs)
def test_there_is_no_code_only_where_every_code_claims_more(scheme: str, rung: Precision) -> None:
    if to_code(scheme, rung) is None:
        assert all(step.precision.rank < rung.rank for step in SCHEMES[scheme].steps if step.written)


@given(schemes, rungs, rungs)
def test_what_is_known_less_well_is_never_written_as_known_better(
    scheme: str, one: Precision, other: Precision
) -> None:
    better, worse = sorted((one, other), key=lambda rung: rung.rank)
    codes = to_code(scheme, better), to_code(scheme, worse)
    if codes[1] is None:
        return
    assert codes[0] is not None
    first, second = (from_code(scheme, code) for code in codes if code)
    assert first is not None
    assert second is not None
    assert first.rank <= second.rank


@given(steps)
def test_a_code_that_is_written_is_what_its_rung_gets(found: tuple[str, object]) -> None:
    scheme, step = found
    if step.written:
        assert to_code(scheme, step.precision) == step.code


@given(steps, st.sampled_from(["", " ", "\t"]), st.sampled_from([str.lower, str.upper, str]))
def test_case_and_blanks_do_not_matter(found: tuple[str, object], blank: str, case: object) -> None:
    scheme, step = found
    said = blank + case(step.code) + blank
    assert from_code(scheme, said) == step.precision
    assert recorded(scheme, said) == f"{scheme}:{step.code}"
    decimal = step.code.isdecimal()
    assert from_code(scheme, f"{step.code}.0") == (step.precision if decimal else None)


@given(schemes, st.text())
def test_any_text_has_an_answer(scheme: str, text: str) -> None:
    rung = from_code(scheme, text)
    assert (rung is None) == (recorded(scheme, text) is None)
    assert (ladder(text) is None) == explain(text).endswith("that is known here")
    assert explain(text).isprintable()


def test_what_no_data_set_says_is_told() -> None:
    assert ladder("ucdp:8") is ladder("4") is ladder("nato:4") is ladder("") is None
    assert explain("ucdp:8") == "'ucdp:8' is a precision code of no data set that is known here"
    for ask in (lambda: from_code("nato", "1"), lambda: to_code("nato", Precision.EXACT), lambda: recorded("", "1")):
        with pytest.raises(BadValue, match=r"no scheme of precision codes.*acled, ucdp, gtd, gdelt, viina, atlos"):
            ask()


def cell(scheme: Scheme, rung: Precision) -> str:
    """Codes read as the rung, the one that is written first; else the code that it is written as."""
    read = sorted((s for s in scheme.steps if s.precision == rung), key=lambda s: not s.written)
    written = to_code(scheme.key, rung)
    if any(step.written for step in read):
        return ", ".join(step.code + "*" * (not step.written) for step in read)
    return ", ".join([*(f"{step.code}*" for step in read), *([f"({written})"] if written else [])]) or "–"


def table() -> str:
    """Give the two tables of docs/precision.md."""
    head = ["precision", *(f"{s.title} `{s.column}`" for s in SCHEMES.values())]
    rows = [[f"`{rung}`", *(cell(scheme, rung) for scheme in SCHEMES.values())] for rung in Precision]
    each = [
        [f"{scheme.title} {step.code}", f"`{step.precision}`", step.means, step.lost or "–"]
        for scheme in SCHEMES.values()
        for step in scheme.steps
    ]
    return written(head, rows) + "\n" + written(["code", "read as", "what it says", "what is lost"], each)


def written(head: list[str], rows: list[list[str]]) -> str:
    return "".join(f"| {' | '.join(row)} |\n" for row in [head, ["---"] * len(head), *rows])


def test_the_handbook_has_the_table() -> None:
    section = PAGE.read_text(encoding="utf-8").split(HEADING)[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    assert lines == [line for line in table().splitlines() if line]


if __name__ == "__main__":  # prints the tables for the handbook
    sys.stdout.write(table())
