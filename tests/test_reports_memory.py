"""What reading remembers of a gazetteer: right with many threads, gone with the gazetteer."""

from __future__ import annotations

import gc
import sys
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from incidentmap import Gazetteer
from incidentmap.reading.cyrillic import names as cyrillic_names
from incidentmap.reading.latin import standing
from incidentmap.reports import read_text

_PLACES = ("Kozinka", "Terebreno", "Sudzha", "Grayvoron", "Kharkiv", "Izium", "Aleppo", "Khartoum", "Texas", "Goma")
_MESTA = ("Козинку", "Теребрено", "Суджу", "Грайворон", "Шебекино", "Валуйки", "Рыльск", "Глушково")
_MISTA = ("Ізюм", "Куп'янськ", "Чугуїв", "Охтирку", "Суми", "Вовчанськ", "Нікополь", "Балаклію")
TEXTS = [
    *(f"Rebels shelled {a} and the road to {b} on Monday, killing two in {a}." for a in _PLACES for b in _PLACES[:4]),
    *(f"Утром обстреляли {a} и {b} в Белгородской области, ранены трое." for a in _MESTA for b in _MESTA[:4]),
    *(f"Вночі обстріляли {a} та {b} Харківської області, поранено двох." for a in _MISTA for b in _MISTA[:4]),
]


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    """Let threads take turns as often as they can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def _read(text: str, gazetteer: Gazetteer) -> tuple[object, ...]:
    reading = read_text(text, gazetteer)
    return reading.mentions(), [incident for outcome in reading.outcomes for incident in outcome.incidents]


@pytest.mark.usefixtures("hasty_threads")
@pytest.mark.parametrize("room", [100_000, 5])
def test_threads_read_what_one_reads(room: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight threads and one gazetteer, whose memories are thrown away all the time when they hold five names."""
    with Gazetteer.open() as alone:
        expected = [_read(text, alone) for text in TEXTS]
    monkeypatch.setattr(standing, "_REMEMBERED", room)
    monkeypatch.setattr(cyrillic_names, "_MOST_REMEMBERED", room)
    for _ in range(2):
        with Gazetteer.open() as shared, ThreadPoolExecutor(8) as pool:
            assert list(pool.map(lambda text: _read(text, shared), TEXTS)) == expected


def test_a_gazetteer_that_was_read_with_is_freed() -> None:
    """Nothing that reading keeps outlives the gazetteer."""
    gazetteer = Gazetteer.open()
    for text in (TEXTS[0], TEXTS[50], TEXTS[-1]):
        assert read_text(text, gazetteer).mentions()
    dead = weakref.ref(gazetteer)
    gazetteer.close()
    del gazetteer
    gc.collect()
    assert dead() is None


def test_a_memory_is_made_once_and_dropped_at_closing() -> None:
    """Also when several threads ask for it first."""
    made: list[Gazetteer] = []

    def make(of: Gazetteer) -> list[str]:
        made.append(of)
        return []

    with Gazetteer.open() as gazetteer:
        with ThreadPoolExecutor(8) as pool:
            memories = list(pool.map(lambda _: gazetteer.remembered(make), range(32)))
        assert len(made) == 1
        assert all(memory is memories[0] for memory in memories)
    assert gazetteer.remembered(make) is not memories[0]
