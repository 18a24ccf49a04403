"""Write what was measured into docs/honest-geometry.md: the blocks between its markers, and nothing else of it."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = ROOT / "docs" / "honest-geometry.md"
PICTURE: Final = ROOT / "docs" / "honest-geometry.svg"
COMMAND: Final = "python -m benchmarks.calibration --write-docs"


def filled(text: str, block: str, lines: str) -> str:
    """Put lines into a block of a page.

    Parameters
    ----------
    text : str
        The page.
    block : str
        The block's name.
    lines : str

    Examples
    --------
    >>> begin, end = markers("figures")
    >>> filled(f"{begin} {end}", "figures", "new").splitlines()[1]
    'new'
    """
    begin, end = markers(block)
    before, found, rest = text.partition(begin)
    _, ended, after = rest.partition(end)
    if not (found and ended):
        sys.exit(f"docs/{PAGE.name} has lost the lines {begin!r} and {end!r}: put them back where the {block} belong")
    return f"{before}{begin}\n{lines.strip()}\n{end}{after}"


def markers(block: str) -> tuple[str, str]:
    """Return the lines between which a block stands."""
    return f"<!-- {block}: written by `{COMMAND}` -->", f"<!-- end of {block} -->"


def sizes() -> str:
    """Write the radii and widths that shapes are drawn with, as :mod:`incidentmap.extents` holds them."""
    from incidentmap.extents import sizes as s

    steps = [f"{size.population:,}" if size.population else "fewer, or unknown" for size in s.SIZES]
    by_people = [
        [step, f"{size.own:g} km", f"{size.outskirts:g} km", f"{size.near:g} km"]
        for step, size in zip(steps, s.SIZES, strict=True)
    ]
    roundness = {kind: f"{share:.0%}, at least {least:g} km" for kind, share, least in s.ROUND_SHARE}
    rest = [
        ["“12 km from X”: how far off the number may be", ""],
        ["· a round one (5, 10, 20, 50)", roundness["round"]],
        ["· another multiple of five (15, 25)", roundness["five"]],
        ["· any other whole one (7, 12, 23)", roundness["whole"]],
        ["· one with a decimal (5.3)", roundness["exact"]],
        ["“12 km north of X”: to each side of north", f"{s.DISTANCE_HALF_ANGLE:g}°"],
        ["“north of X”: to each side of north, and how far", f"{s.DIRECTION_HALF_ANGLE:g}°, {s.DIRECTION_KM:g} km"],
        ["“towards X”, “the X direction”: how far", f"{s.TOWARDS_KM:g} km"],
        ["“between A and B”: to each side of the line",
         f"{s.CORRIDOR_SHARE:.0%} of its length, {s.CORRIDOR_KM[0]:g}–{s.CORRIDOR_KM[1]:g} km"],
        ["along a border: to each side", f"{s.STRIP_KM:g} km"],
        ["along a river or road: to each side", f"{s.ALONG_KM:g} km"],
        ["near a whole oblast, district or region: beyond its edge", f"{s.AROUND_AREA_KM:g} km"],
        ["near a lake or river: beyond its edge", f"{s.AROUND_WATER_KM:g} km"],
        ["a named site without a known reach", f"{s.SITE_KM:g} km"],
        ["“the north of X region”: its share of the area", f"{s.PART_OF_SIDE:.0%}; a corner is what {s.PART_OF_CORNER:.0%} on two sides share"],
        ["an estimated district: beyond its outermost village", f"{s.HULL_MARGIN_KM[0]:g}–{s.HULL_MARGIN_KM[1]:g} km"],
    ]  # fmt: skip
    return "\n".join(
        [
            *_table(("people", "the place itself", "on its outskirts", "near it"), by_people),
            "",
            *_table(("what else the words say", "drawn"), rest),
        ]
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)]


def machine() -> str:
    """Say what it ran on, and nothing that tells whose machine it is."""
    memory = ""
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        memory = f", {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB"
    return (
        f"{os.cpu_count()} cores{memory}, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    )
