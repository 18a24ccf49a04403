"""The arithmetic of the calibration: shares and medians by rows and by phrases, and how far chance moves them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from benchmarks.calibration_judging import CODES, PEERS

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

#: The ladder, as rows of a table; the peers' order.
LADDER: Final = (*CODES, "unlocated")
#: So many draws of phrases, from a seed that never changes.
DRAWS: Final = 2000
SEED: Final = 5


class Figure(NamedTuple):
    """A share of rows, or a middle value, with what it is to reach."""

    label: str
    reach: str
    good: Callable[[float], bool]
    by_rows: float
    rows_interval: tuple[float, float]
    by_phrases: float
    phrases_interval: tuple[float, float]
    unit: str = "%"


def weigh(judged: pd.DataFrame) -> pd.DataFrame:
    """Give each row the weight that it has when each distinct phrase counts once.

    Examples
    --------
    >>> import pandas as pd
    >>> weigh(pd.DataFrame({"key": [0, 0, 1]}))["weight"].tolist()
    [0.5, 0.5, 1.0]
    """
    return judged.assign(weight=1.0 / judged.groupby("key")["key"].transform("size"))


def share(part: pd.Series[Any], of: pd.Series[Any] | None = None, weight: pd.Series[Any] | None = None) -> float:
    """Return the part of a whole, in per cent; not a number when the whole is empty.

    Examples
    --------
    >>> import pandas as pd
    >>> share(pd.Series([True, False, False]), of=pd.Series([True, True, False]))
    50.0
    """
    weights = 1.0 if weight is None else weight
    whole = float(((part.notna() if of is None else of) * weights).sum())
    inner = part.fillna(0).astype(bool)
    inner = inner if of is None else inner & of
    return 100 * float((inner * weights).sum()) / whole if whole else float("nan")


def quantile(values: Any, weights: Any, at: float = 0.5) -> float:
    """Return the smallest value that so large a part of the weight does not exceed; nulls do not count.

    Examples
    --------
    >>> quantile([1.0, 5.0, 9.0], [1, 1, 5]), quantile([], [])
    (9.0, nan)
    """
    import numpy as np

    values, weights = np.asarray(values, float), np.asarray(weights, float)
    values, weights = values[~np.isnan(values)], weights[~np.isnan(values)]
    if not len(values) or not weights.sum():
        return float("nan")
    order = np.argsort(values, kind="stable")
    climbed = np.cumsum(weights[order])
    place = int(np.searchsorted(climbed, at * climbed[-1] * (1 - 1e-12)))
    return float(values[order][min(place, len(values) - 1)])


def agreement(judged: pd.DataFrame, *, within: int = 0) -> pd.Series[Any]:
    """Tell of each row whether our class is the coder's, or so many steps from it; false where nothing is drawn."""
    ours = judged["precision"].map(CODES)
    return judged["drawn"] & ((ours - judged["code"]).abs() <= within)


def figures(judged: pd.DataFrame, *, draws: int = DRAWS) -> list[Figure]:
    """Work out the main figures, each with the interval in which chance leaves it 95 times of 100."""
    drawn, words = judged["drawn"], judged["place"] != ""
    every, undrawn = drawn | True, ~drawn
    taken = _draws(judged, draws)
    near = (judged["precision"] == "near") & (judged["shape"] == "disc")
    parts: tuple[tuple[str, str, Callable[[float], bool], pd.Series[Any], pd.Series[Any]], ...] = (
        ("recorded point inside the shape, of located", "≥ 90 %", lambda v: v >= 90, judged["inside"] == 1, drawn),
        ("our class is the coder's, of located", "≥ 85 %", lambda v: v >= 85, agreement(judged), drawn),
        ("… or one step from it", "≥ 95 %", lambda v: v >= 95, agreement(judged, within=1), drawn),
        ("unlocated, of all", "≤ 25 %", lambda v: v <= 25, undrawn, every),
        ("unlocated, of those with any words", "", lambda _: True, undrawn & words, words),
    )
    found = [
        Figure(label, reach, good, *_share_twice(part, of, judged, taken)) for label, reach, good, part, of in parts
    ]
    middle = _median_twice(judged["radius_km"].where(near), judged, taken)
    return [*found, Figure("radius of a disc for “near”, the middle one", "< 8 km", lambda v: v < 8, *middle, "km")]


def _draws(judged: pd.DataFrame, draws: int) -> NDArray[np.int64]:
    """Draw as many phrases as there are, with replacement: how often each comes up, shape (draws, phrases)."""
    import numpy as np

    count = int(judged["key"].nunique())
    return np.random.default_rng(SEED).multinomial(count, np.full(count, 1 / count), size=draws)


def _share_twice(
    part: pd.Series[Any], of: pd.Series[Any], judged: pd.DataFrame, taken: NDArray[np.int64]
) -> tuple[float, tuple[float, float], float, tuple[float, float]]:
    import numpy as np
    import pandas as pd

    told: list[Any] = []
    ones = pd.Series(1.0, index=judged.index)
    for weight in (ones, judged["weight"]):
        inner = (weight * (part & of)).groupby(judged["key"]).sum().to_numpy()
        whole = (weight * of).groupby(judged["key"]).sum().to_numpy()
        below = taken @ whole
        drawn = 100 * (taken @ inner)[below > 0] / below[below > 0]
        told += [share(part, of, weight), _middle_95(drawn) if len(drawn) else (np.nan, np.nan)]
    return tuple(told)


def _median_twice(
    values: pd.Series[Any], judged: pd.DataFrame, taken: NDArray[np.int64]
) -> tuple[float, tuple[float, float], float, tuple[float, float]]:
    import numpy as np
    import pandas as pd

    told: list[Any] = []
    codes = pd.factorize(judged["key"], sort=True)[0]
    kept = values.notna().to_numpy()
    for weight in (np.ones(len(judged)), judged["weight"].to_numpy()):
        drawn = [quantile(values[kept], (weight * times[codes])[kept]) for times in taken]
        known = np.array([v for v in drawn if not np.isnan(v)])
        told += [quantile(values, weight), _middle_95(known) if len(known) else (np.nan, np.nan)]
    return tuple(told)


def _middle_95(values: NDArray[np.float64]) -> tuple[float, float]:
    import numpy as np

    low, high = np.quantile(values, (0.025, 0.975))
    return float(low), float(high)


def by_group(judged: pd.DataFrame, column: str, order: tuple[str, ...] = ()) -> list[list[Any]]:
    """Return one row for each class, or each shape: how many, how many inside, how large, how often we agree."""
    found = []
    groups = {str(name): group for name, group in judged[judged["drawn"]].groupby(column)}
    for name in [*(n for n in order if n in groups), *sorted(set(groups) - set(order))]:
        group = groups[name]
        weight = group["weight"]
        exact, close = agreement(group), agreement(group, within=1)
        found.append(
            [
                name,
                len(group),
                group["key"].nunique(),
                share(group["inside"]),
                share(group["inside"], weight=weight),
                quantile(group["area_km2"], weight * 0 + 1),
                quantile(group["radius_km"], weight * 0 + 1),
                share(exact),
                share(close),
            ]
        )
    return found


def by_code(judged: pd.DataFrame) -> list[list[Any]]:
    """Return one row for each of the coder's classes: how many of its rows stay unlocated, and how the rest fare."""
    found = []
    for code, group in judged.groupby("code"):
        drawn = group["drawn"]
        found.append(
            [
                f"{code} {_SAYS.get(int(code), '')}".strip(),
                len(group),
                share(~drawn),
                share(group["inside"], drawn),
                share(agreement(group), drawn),
                share(agreement(group, within=1), drawn),
            ]
        )
    return found


_SAYS: Final = {
    1: "exact place",
    2: "near a place",
    3: "district",
    4: "oblast",
    5: "area or line",
    6: "country",
    7: "sea or air",
}


def confusion(judged: pd.DataFrame) -> tuple[list[str], list[list[Any]]]:
    """Count rows by our class and the coder's."""
    codes = sorted(judged["code"].unique())
    ours = judged["precision"].where(judged["drawn"], "unlocated")
    rows = []
    for name in LADDER:
        mine = judged[ours == name]
        if len(mine):
            rows.append([name, CODES.get(name), *(int((mine["code"] == code).sum()) for code in codes)])
    return ["our class", "as a code", *(f"coder: {code}" for code in codes)], rows


def beside(judged: pd.DataFrame) -> list[list[Any]]:
    """Return ours and the peers on the rows that we locate: how many each draws, how many are inside, how large."""
    located = judged[judged["drawn"]]
    rows = [["incidentmap", *_fares(located, located["inside"], located["area_km2"])]]
    for peer, label in PEERS.items():
        rows.append([label, *_fares(located, located[f"{peer}_inside"], located[f"{peer}_km2"])])
    return rows


def _fares(located: pd.DataFrame, inside: pd.Series[Any], area: pd.Series[Any]) -> list[float]:
    drawn = area.notna()
    ones = located["weight"] * 0 + 1
    return [
        share(drawn),
        share(inside, drawn),
        share(inside, drawn, located["weight"]),
        quantile(area, ones),
        quantile(area, located["weight"]),
    ]


def curve(factors: Any, sizes: Any) -> list[float]:
    """Return what part of the points lies inside when every shape is drawn so many times its size, in per cent.

    Examples
    --------
    >>> curve([0.5, 0.9, 2.0, 9.0], [0.5, 1, 3])
    [25.0, 50.0, 75.0]
    """
    import numpy as np

    known = np.sort(np.asarray(factors, float))
    return [100 * float(np.searchsorted(known, size, side="right")) / len(known) for size in sizes]
