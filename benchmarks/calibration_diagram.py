"""Draw docs/honest-geometry.svg: whether the truth lies inside as often as the sizes say, and at what size.

Written by hand and not by a plotting library: the text stays text, the colours follow the reader's light or dark page,
and the same figures give the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

#: The factors by which every shape is drawn larger or smaller.
SIZES: Final = tuple(round(0.1 + 0.05 * i, 2) for i in range(59))

WIDTH: Final = 1000
HEIGHT: Final = 470
_TOP: Final = 84
_BOTTOM: Final = 392
_LEFT: Final = (64, 362)
_RIGHT: Final = (610, 964)

#: What is to be reached, in per cent: a dotted line.
REACH: Final = 90

#: Far enough apart for colour-blind eyes, and told apart by dashes and marks as well.
_LINES: Final = (("a", ""), ("b", "7 3"), ("c", "2 3"), ("d", "9 3 2 3"), ("e", "4 2"), ("f", "1 2"))
_STYLE: Final = """
.page{fill:#fff;stroke:#d0d7de}.ink{fill:#1f2328}.soft{fill:#59636e}.grid{stroke:#e4e7ea}.mark{stroke:#59636e}
text{font:13px system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif}.title{font-size:15px;font-weight:600}
.line{fill:none;stroke-width:2.2}
.a{stroke:#0072b2}.b{stroke:#d55e00}.c{stroke:#00845f}.d{stroke:#a34a85}.e{stroke:#8a6a00}.f{stroke:#555}
.fa{fill:#0072b2}.fb{fill:#d55e00}.fc{fill:#00845f}.fd{fill:#a34a85}.fe{fill:#8a6a00}.ff{fill:#555}
@media (prefers-color-scheme:dark){.page{fill:#0d1117;stroke:#3d444d}.ink{fill:#f0f6fc}.soft{fill:#9198a1}
.grid{stroke:#2a313a}.mark{stroke:#9198a1}.a{stroke:#56b4e9}.b{stroke:#ff8c42}.c{stroke:#2ec99a}.d{stroke:#e39bc9}
.e{stroke:#e6c34a}.f{stroke:#bbb}.fa{fill:#56b4e9}.fb{fill:#ff8c42}.fc{fill:#2ec99a}.fd{fill:#e39bc9}
.fe{fill:#e6c34a}.ff{fill:#bbb}}
"""


class Rival(NamedTuple):
    """A way to draw: its name, the middle area in km², and the share of points inside in per cent."""

    name: str
    km2: float
    inside: float


def draw(curves: Mapping[str, Sequence[float]], counts: Mapping[str, int], rivals: Sequence[Rival]) -> str:
    """Write the picture.

    Parameters
    ----------
    curves : mapping of str to sequence of float, shape (59,)
        For each class, the share of points inside, in per cent, at each of :data:`SIZES`.
    counts : mapping of str to int
        How many rows each class has.
    rivals : sequence of Rival
        The first is ours.

    Returns
    -------
    str
        SVG, the same for the same figures.
    """
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'aria-labelledby="title what">',
        '<title id="title">Does the truth lie inside?</title>',
        f'<desc id="what">{escape(describe(curves, rivals))}</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect class="page" x=".5" y=".5" width="{WIDTH - 1}" height="{HEIGHT - 1}" rx="8"/>',
        *_sizes_panel(curves, counts),
        *_areas_panel(rivals),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def describe(curves: Mapping[str, Sequence[float]], rivals: Sequence[Rival]) -> str:
    """Say in words what the picture shows: the alternative text.

    Examples
    --------
    >>> describe({"near": [90.0] * 59}, [Rival("incidentmap", 79.2, 93.0)])
    'Drawn at its own size, near holds 90 % of the recorded points. incidentmap: 93 % inside, 79 km² in the middle.'
    """
    nominal = SIZES.index(1.0)
    held = ", ".join(f"{name} holds {values[nominal]:.0f} %" for name, values in curves.items())
    fares = "; ".join(f"{r.name}: {r.inside:.0f} % inside, {short(r.km2)} km² in the middle" for r in rivals)
    return f"Drawn at its own size, {held} of the recorded points. {fares}."


def short(number: float) -> str:
    """Write an area with no more digits than it deserves.

    Examples
    --------
    >>> short(3.14), short(78.54), short(26_517)
    ('3.1', '79', '27,000')
    """
    if number < 10:
        return f"{number:.1f}"
    digits = max(0, math.floor(math.log10(number)) - 1)
    return f"{round(number / 10**digits) * 10**digits:,}"


def _text(x: float, y: float, words: str, kind: str = "soft", anchor: str = "start") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, kind: str = "grid", dash: str = "") -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"{dashes}/>'


def _height(share: float) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * share / 100


def _frame(span: tuple[int, int], title: str, below: str, ticks: Sequence[tuple[float, str]]) -> list[str]:
    left, right = span
    parts = [_text(left - 40, 32, title, "ink title"), _text(left - 40, 54, "share of recorded points inside")]
    for share in (0, 25, 50, 75, 100):
        y = _height(share)
        parts += [_line(left, y, right, y), _text(left - 8, y + 4, f"{share} %", anchor="end")]
    parts += [_line(left, _height(REACH), right, _height(REACH), "mark", "1 4")]
    for x, label in ticks:
        parts += [_line(x, _BOTTOM, x, _BOTTOM + 5, "mark"), _text(x, _BOTTOM + 21, label, anchor="middle")]
    return [*parts, _text((left + right) / 2, _BOTTOM + 46, below, anchor="middle")]


def _sizes_panel(curves: Mapping[str, Sequence[float]], counts: Mapping[str, int]) -> list[str]:
    left, right = _LEFT

    def across(size: float) -> float:
        return left + (right - left) * size / SIZES[-1]

    ticks = [(across(v), f"× {v:g}") for v in (0, 0.5, 1, 1.5, 2, 2.5, 3)]
    parts = _frame(_LEFT, "How large would it have to be?", "every shape drawn so many times its size", ticks)
    parts += [_line(across(1), _TOP - 12, across(1), _BOTTOM, "mark", "4 4")]
    parts += [_text(across(1) + 6, _TOP - 6, "as drawn")]
    nominal = SIZES.index(1.0)
    ends = _spread([_height(values[-1]) + 4 for values in curves.values()], 18)
    for (name, values), (kind, dash), y in zip(curves.items(), _LINES, ends, strict=False):
        points = " ".join(f"{across(s):.1f},{_height(v):.1f}" for s, v in zip(SIZES, values, strict=True))
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        parts.append(f'<polyline class="line {kind}" points="{points}"{dashes}/>')
        parts.append(f'<circle class="f{kind}" cx="{across(1):.1f}" cy="{_height(values[nominal]):.1f}" r="4"/>')
        label = f"{name}: {values[nominal]:.0f} % of {counts[name]:,}"
        parts.append(_text(right + 8, y, label, f"f{kind}"))
    return parts


def _areas_panel(rivals: Sequence[Rival]) -> list[str]:
    left, right = _RIGHT
    lowest, highest = 0, 5  # powers of ten, km²

    def across(km2: float) -> float:
        power = min(max(math.log10(km2), lowest), highest)
        return left + (right - left) * (power - lowest) / (highest - lowest)

    ticks = [(across(10**p), f"{10**p:,}") for p in range(lowest, highest + 1)]
    parts = _frame(_RIGHT, "Right, or merely huge?", "area of the shape, the middle one, km²", ticks)
    # Named in a corner and not beside their marks, which may lie on one another.
    for i, (rival, (kind, _)) in enumerate(zip(rivals, _LINES, strict=False)):
        mark, y = _MARKS[i % len(_MARKS)], _height(48) + 38 * i
        parts.append(mark(across(rival.km2), _height(rival.inside), f"f{kind}"))
        parts.append(mark(left + 102, y, f"f{kind}"))
        parts.append(_text(left + 118, y + 1, rival.name, f"f{kind} title" if i == 0 else f"f{kind}"))
        parts.append(_text(left + 118, y + 17, f"{rival.inside:.0f} % inside, {short(rival.km2)} km²"))
    return parts


def _spread(wanted: Sequence[float], apart: float) -> list[float]:
    """Move labels down until none lies on another, and all of them up when the last would fall off.

    Examples
    --------
    >>> _spread([100.0, 101.0, 300.0], 18)
    [100.0, 118.0, 300.0]
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = [0.0] * len(wanted)
    last = -math.inf
    for i in order:
        last = placed[i] = max(wanted[i], last + apart)
    over = max(0.0, last - _BOTTOM) if wanted else 0.0
    return [y - over for y in placed]


def _disc(x: float, y: float, kind: str) -> str:
    return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="7"/>'


def _square(x: float, y: float, kind: str) -> str:
    return f'<rect class="{kind}" x="{x - 6:.1f}" y="{y - 6:.1f}" width="12" height="12"/>'


def _diamond(x: float, y: float, kind: str) -> str:
    return f'<path class="{kind}" d="M{x:.1f} {y - 8:.1f}l8 8l-8 8l-8 -8z"/>'


def _triangle(x: float, y: float, kind: str) -> str:
    return f'<path class="{kind}" d="M{x:.1f} {y - 8:.1f}l8 14h-16z"/>'


_MARKS: Final[tuple[Callable[[float, float, str], str], ...]] = (_disc, _square, _diamond, _triangle)
