"""A story: steps that lead over the map, each about some of its incidents. The page's side; reading is elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from incidentmap.errors import quote
from incidentmap.mapping.summary import around, sides
from incidentmap.mapping.text import json_object, json_value
from incidentmap.model import Rejection

if TYPE_CHECKING:
    import geopandas as gpd

#: ``(lat, lon, zoom)``, or ``(west, south, east, north)``.
View = tuple[float, float, float] | tuple[float, float, float, float]

#: A point alone is shown with so many degrees around it.
_AROUND = 0.15


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what is told, the ids of the incidents it is about, and what of the map is shown.

    Parameters
    ----------
    number : int
        What orders the steps.
    title, text : str
        Plain text. Blank lines part paragraphs.
    incident_ids : tuple of str
    view : tuple of float or None
        ``(lat, lon, zoom)``, or ``(west, south, east, north)``, or ``None`` for what holds its incidents.
    row : int
        The line of the table, for messages.
    """

    number: int
    title: str
    text: str
    incident_ids: tuple[str, ...] = ()
    view: View | None = None
    row: int = 0


@dataclass(frozen=True, slots=True)
class Story:
    """Steps in their order.

    Parameters
    ----------
    steps : tuple of Step
    file : str
        Where they come from, for messages.

    Examples
    --------
    >>> from incidentmap.frame import empty
    >>> story = Story((Step(1, "How it began", "", ("d267ce75",), row=2),), "story.csv")
    >>> print(story.unknown(empty())[0].reason)
    no incident has the id 'd267ce75'
    """

    steps: tuple[Step, ...]
    file: str = "story"

    def unknown(self, frame: gpd.GeoDataFrame) -> tuple[Rejection, ...]:
        """Tell the ids that no incident of a frame has. A step without them is still told."""
        known = set(frame["id"])
        lacking = [(step, name) for step in self.steps for name in step.incident_ids if name not in known]
        nearest = _Nearest(known)
        return tuple(_rejection(self.file, step, name, nearest.to(name)) for step, name in lacking)


class _Nearest:
    """Finds the id that was probably meant; only the first few are looked for, as each costs a look at all ids."""

    def __init__(self, known: set[str]) -> None:
        self._known = sorted(known)
        self._left = 20 if len(known) <= 100_000 else 0

    def to(self, name: str) -> str | None:
        from difflib import get_close_matches

        self._left -= 1
        if self._left < 0 or not self._known:
            return None
        return next(iter(get_close_matches(name[:80], self._known, n=1, cutoff=0.6)), None)


def _rejection(file: str, step: Step, name: str, nearest: str | None) -> Rejection:
    remedy = "copy an id from a detail of the map, or from the column id of what 'locate' wrote"
    if nearest is not None:
        remedy = f"did you mean {quote(nearest)}? Else {remedy}"
    return Rejection(file, step.row, "incident_ids", name, f"no incident has the id {quote(name)}", remedy, step.title)


def encode_story(story: Story, frame: gpd.GeoDataFrame) -> bytes:
    """Write a story for the page, with a view for each step that has a place.

    Examples
    --------
    >>> from incidentmap.frame import empty
    >>> encode_story(Story((Step(1, "Begin", "So.", view=(50.6, 36.6, 8)),)), empty())[:42]
    b'{"number":[1],"title":["Begin"],"text":["S'
    """
    boxes = _boxes(story, frame)
    columns: dict[str, list[Any]] = {
        "number": [step.number for step in story.steps],
        "title": [step.title for step in story.steps],
        "text": [step.text for step in story.steps],
        "ids": [list(step.incident_ids) for step in story.steps],
        "view": [boxes(step) if step.view is None else list(step.view) for step in story.steps],
    }
    return json_object({name: json_value(values) for name, values in columns.items()})


def _boxes(story: Story, frame: gpd.GeoDataFrame) -> Any:
    """Make what gives the box of a step's incidents; the frame is looked through once."""
    wanted = {name for step in story.steps if step.view is None for name in step.incident_ids}
    rows = np.flatnonzero(frame["id"].isin(wanted).to_numpy()) if wanted else np.empty(0, dtype=int)
    bounds, large = sides(frame.iloc[rows])
    of = {name: i for i, name in enumerate(frame["id"].to_numpy()[rows])}

    def box(step: Step) -> list[float] | None:
        own = [of[name] for name in step.incident_ids if name in of]
        found = around(bounds[own], large[own]) if own else None
        if found is None:
            return None
        west, south, east, north = found.west, found.south, found.east, found.north
        if east - west < _AROUND and north - south < _AROUND:
            west, south, east, north = west - _AROUND, south - _AROUND, east + _AROUND, north + _AROUND
        return [round(float(side), 5) for side in (west, south, east, north)]

    return box
