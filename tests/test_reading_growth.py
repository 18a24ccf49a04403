"""Four times the text takes about four times as long, whatever the text: no pattern and no loop is quadratic."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest

from incidentmap import Gazetteer, read_text

SHORT, TIMES = 4_000, 4
#: Linear would be TIMES, quadratic its square.
BOUND = 8
#: What is read sooner, in seconds, is too short to compare, however it grows.
FLOOR = 0.02

PUMPED = [
    "Козинка - 3 обстрела; ",
    "Козинка, ",
    "Kyiv, ",
    "Kyiv and ",
    "in X and ",
    "near ",
    "between Kyiv and ",
    "между ",
    "км от ",
    "attack could ",
    "killed 3 ",
    "погибли двое, ",
    "the groups Hamas Hezbollah ",
    "Moscow said ",
    "12 марта ",
    "on Tuesday ",
    "from 3 to ",
    "A. ",
    "U.S.",
    "McA",
    "а-",
    "1,",
    "«",
    "(",
    "\"'",
    ".",
    "!) ",
    " ",
    "\t",
    "\u00a0",
    "\n",
    " \n",
    "\n\n\t",
    "\r",
    "\u0301",
    "\u200b",
    "\u202e",
    "#",
    "@a ",
    "http://a",
    "• Kyiv\n",
]


def seconds(text: str, gazetteer: Gazetteer) -> float:
    """Take the best of three: what else the machine does only makes it slower."""
    best = float("inf")
    for _ in range(3):
        start = process_time()
        read_text(text, gazetteer, published=date(2024, 3, 15))
        best = min(best, process_time() - start)
        if best < FLOOR:
            break
    return best


@pytest.mark.parametrize("pump", PUMPED)
@pytest.mark.parametrize("around", ["", "Shells hit Kozinka {} on Tuesday."], ids=["alone", "in a sentence"])
def test_time_grows_with_the_text(pump: str, around: str, gazetteer: Gazetteer) -> None:
    def text(size: int) -> str:
        pumped = (pump * (size // len(pump) + 1))[:size]
        return around.format(pumped) if around else pumped

    longer = seconds(text(SHORT * TIMES), gazetteer)
    if longer >= FLOOR * BOUND:
        shorter = seconds(text(SHORT), gazetteer)
        assert longer < BOUND * max(shorter, FLOOR), f"{shorter:.3f} s → {longer:.3f} s"
