"""Borders: what is told of one that a nationality names, and the settlement that stands by one."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from incidentmap.model import Relation
from incidentmap.phrases.measures import joined
from incidentmap.reading.mentions import Role
from incidentmap.reading.relations.links import Link, link
from incidentmap.reading.relations.noted import Name
from incidentmap.reading.relations.stepping import Measured, Steps, measured
from incidentmap.reading.relations.words import BORDER_AFTER, DETERMINERS
from incidentmap.reading.text import Text

_FROM: Final = frozenset("from of от від до off".split())
_TO: Final = frozenset("to the к на до".split())
_BEFORE_BORDER: Final = frozenset(
    "the state international государственной российской украинской державного спільного общей".split()
)
_DASHES: Final = frozenset("-–—‐‑")
_BY: Final = frozenset((Relation.NEAR, Relation.OUTSKIRTS, Relation.DIRECTION))


def border_distance(steps: Steps, at: int) -> tuple[Measured, str | None] | None:
    """Read the distance from a border whose noun phrase follows a word: "5 km (north) of (the)", "в 5 км севернее"."""
    while steps.word(at) in _BEFORE_BORDER:
        at -= 1
    point = steps.compass(at)
    if steps.word(at) in _FROM:
        at -= 1
        point = steps.compass(at)
    elif point is None or not point.than:
        return None
    bearing = None
    if point is not None:
        bearing, at = point.bearing, at - 1
        first = steps.compass(at)
        if first is not None and (both := joined(first.bearing, bearing)):
            bearing, at = both, at - 1
        while steps.word(at) in _TO:
            at -= 1
    found = measured(steps, at)
    return None if found is None else (found, bearing)


def read_border(text: Text, name: Name, prev: Name | None) -> None:
    """Read "5 km from" before "the Ukrainian border"."""
    if name.after_word not in BORDER_AFTER:
        return
    steps = Steps(text, name)
    at = name.first - 1
    if prev is not None and prev.after == name.first and text.text[prev.tail : name.mention.start].strip() in _DASHES:
        steps, at = Steps(text, prev), prev.first - 1  # "the Russian-Ukrainian border"
    while steps.word(at) in DETERMINERS:
        at -= 1
    found = border_distance(steps, at)
    if found is None or found[0].km is None:
        return
    length, name.bearing = found
    name.relation, name.distance_km, name.span_km = Relation.DISTANCE, length.km, length.span
    name.cue_start = text.starts[length.first]
    phrase = " ".join(text.text[name.cue_start : name.tail].split())
    name.said[-1:] = [f"{Relation.DISTANCE} (from its border), by “{phrase}”"]


def is_of_border(text: Text, names: list[Name], i: int) -> bool:
    """Tell whether a name says whose border is meant: such a country holds nothing."""
    name = names[i]
    if name.measures_border:
        return True
    return i > 0 and _opens_border(names[i - 1]) and link(text, names[i - 1], name) is Link.AND


def _opens_border(name: Name) -> bool:
    return name.cue is not None and name.cue.sort == "border"


def stand_by(text: Text, names: list[Name]) -> None:
    """Read "on the border with Ukraine near Shebekino" as the border by Shebekino, whichever countries share it."""
    for i, (first, second) in enumerate(pairwise(names)):
        if second.mention.role is not Role.PLACE or second.cue is None or second.relation not in _BY:
            continue
        if second.cue.sort not in ("", "towards") or (second.relation is Relation.DIRECTION and not second.bearing):
            continue
        if first.relation is not Relation.BORDER or link(text, first, second) not in (Link.NOTHING, Link.COMMA):
            continue
        pair = i > 0 and names[i - 1].other is not None and names[i - 1].relation is Relation.BORDER
        if not pair and not first.measures_border:
            continue
        second.relation, second.other = Relation.BORDER, None
        shown = second.shown(text)
        second.said.append(f"{Relation.BORDER}, by “{_written(text, names[i - 1] if pair else first, first)}”")
        for name in names[i - pair : i + 1]:
            name.other = None
            name.why = f"it says where {shown} lies"


def _written(text: Text, first: Name, last: Name) -> str:
    return " ".join(text.text[first.cue_start : last.tail].split())
