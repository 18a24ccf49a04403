"""Draw docs/growth.svg: how opening, look-ups and files grow with the number of names.

It draws what `benchmarks.index --save` and `benchmarks.fuzzy --save` left in growth.json.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.index import GROWTH

PICTURE = Path(__file__).resolve().parents[1] / "docs/growth.svg"

#: One colour a line, far enough apart for colour-blind eyes (Okabe and Ito).
COLOURS = ("#0072B2", "#D55E00", "#009E73")

#: A panel: its title, and its lines as (name, section of growth.json, field, factor).
PANELS: tuple[tuple[str, tuple[tuple[str, str, str, float], ...]], ...] = (
    ("Opening, ms", (("exact and fuzzy", "fuzzy", "open", 1000),)),
    ("Exact look-ups a second", (("in a batch", "index", "batch", 1), ("one by one", "index", "single", 1))),
    (
        "Mistyped names found a second",
        (
            ("1 error, in a batch", "fuzzy", "many", 1),
            ("1 error", "fuzzy", "d1", 1),
            ("2 errors", "fuzzy", "d2", 1),
        ),
    ),
    ("File, MB", (("exact and fuzzy", "fuzzy", "file", 1), ("exact", "index", "file", 1))),
)


def short(number: float) -> str:
    """Write a number with two digits and a unit.

    Examples
    --------
    >>> short(13_000_000), short(284_123), short(0.211)
    ('13 M', '284 k', '0.21')
    """
    for unit, size in (("M", 1e6), ("k", 1e3), ("", 1.0)):
        if number >= size:
            digits = ".0f" if number >= 100 * size else ".2g"
            return f"{number / size:{digits}} {unit}".strip()
    return f"{number:.2g}"


def draw_panel(axes: Any, title: str, lines: Sequence[tuple[str, str, str, float]], kept: dict[str, Any]) -> None:
    """Draw one panel, each line named beside it."""
    for (name, section, field, factor), colour in zip(lines, COLOURS, strict=False):
        points = [(int(size), row[section][field] * factor) for size, row in kept.items() if section in row]
        sizes, values = zip(*points, strict=True)
        axes.plot(sizes, values, marker="o", markersize=4, color=colour)
        # Above the end from which the line falls away, so that no line crosses a name.
        rises = values[-1] > 2 * values[0]
        axes.annotate(
            f"{name}: {short(values[0])} → {short(values[-1])}",
            (sizes[-1], values[-1]) if rises else (sizes[0], values[0]),
            xytext=(-2 if rises else 2, 7),
            textcoords="offset points",
            ha="right" if rises else "left",
            color=colour,
            fontsize=8,
        )
    sizes = [int(size) for size in kept]
    axes.set(xscale="log", yscale="log", title=title)
    axes.set_xticks(sizes, [short(size) for size in sizes])
    axes.minorticks_off()
    axes.yaxis.set_major_formatter(lambda value, _: short(value))
    low, high = axes.get_ylim()
    axes.set_ylim(min(low, high / 20) * 0.7, high * 1.8)
    axes.grid(visible=True, color="#dddddd", linewidth=0.6)
    axes.spines[["top", "right"]].set_visible(False)


def main() -> None:
    """Draw."""
    import matplotlib as mpl

    mpl.use("svg")
    import matplotlib.pyplot as plt

    mpl.rcParams |= {"svg.hashsalt": "growth", "font.size": 9, "axes.titlesize": 10, "axes.titlelocation": "left"}
    kept = json.loads(GROWTH.read_text(encoding="utf-8"))
    figure, grid = plt.subplots(2, 2, figsize=(9, 6), layout="constrained")
    for axes, (title, lines) in zip(grid.flat, PANELS, strict=True):
        draw_panel(axes, title, lines, kept)
    figure.supxlabel("names", fontsize=9)
    figure.savefig(PICTURE, metadata={"Date": None, "Creator": None}, facecolor="white")
    print(f"drawn: {PICTURE.relative_to(PICTURE.parents[1])}")


if __name__ == "__main__":
    main()
