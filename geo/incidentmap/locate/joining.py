"""A table: every distinct phrase resolved once, and joined back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from incidentmap.gazetteer import Gazetteer
from incidentmap.locate.drawing import candidate_record
from incidentmap.locate.many import Phrase, resolve, without_gc
from incidentmap.locate.recorded import beside_recorded
from incidentmap.model import Location, Place

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

    from incidentmap.frame import EventTable
    from incidentmap.gazetteer.build import Progress

#: The columns that locating fills, whatever the table held in them.
_ANSWERS: Final = (
    "id place_id place_name country admin1 admin2 match precision shape radius_km estimated label_lon label_lat "
    "rule reason candidates".split()
)


def locate(
    events: EventTable | pd.DataFrame,
    gazetteer: Gazetteer,
    *,
    context: bool = True,
    progress: Progress | None = None,
) -> GeoDataFrame:
    """Give every event its place: an event table → the incident frame.

    Each distinct phrase is resolved once and joined back, so the cost grows with distinct names, not with rows.
    No row is left out: what cannot be placed has no geometry, and ``reason`` says why.

    Parameters
    ----------
    events : EventTable or DataFrame
        What :func:`incidentmap.read_events` gives, or a table with columns of the incident frame: ``place`` and, if
        known, ``within``, ``country``, ``recorded_lon``, ``recorded_lat``.
    gazetteer : Gazetteer
    context : bool, optional
        Let the places of the table that are sure decide between namesakes when one of these is far nearer to them.
    progress : callable, optional
        Told how many of the distinct phrases are resolved: a label, and a fraction from 0 to 1.

    Returns
    -------
    GeoDataFrame
        In EPSG:4326, one row for each event, in order.

    Examples
    --------
    >>> import pandas as pd
    >>> with Gazetteer.open() as gazetteer:
    ...     frame = locate(pd.DataFrame({"place": ["Тёткино", "Nowherevka"]}), gazetteer)
    >>> frame["precision"].tolist(), frame.geometry.isna().tolist()
    (['settlement', 'unlocated'], [False, True])
    """
    import pandas as pd

    from incidentmap import frame

    table = events if isinstance(events, pd.DataFrame) else events.events
    table = table.reset_index(drop=True)
    known = [c for c in table.columns if c in frame.SCHEMA and c not in _ANSWERS]
    with without_gc():
        which, phrases = _distinct(table)
        found = resolve(phrases, gazetteer, context=context, progress=progress)
        answers = [beside_recorded(phrase, answer, gazetteer) for phrase, answer in zip(phrases, found, strict=True)]
        columns, geometry = _answers(answers)
        placed = table[known].assign(**{name: values[which] for name, values in columns.items()})
        located = frame.conform(placed, geometry[which])
        located["id"] = frame.identify(located)
    located.attrs[frame.META] = {
        "gazetteer": {"version": gazetteer.version, "fingerprint": gazetteer.fingerprint},
        "attribution": gazetteer.attribution,
    }
    return located


def _distinct(table: pd.DataFrame) -> tuple[NDArray[np.intp], list[Phrase]]:
    """Find the distinct look-ups of a table, and for each row which of them is its own."""
    import pandas as pd

    named = ("place", "within", "country", "recorded_precision")
    texts = {c: _column(table, c, "").fillna("").astype(str) for c in named}
    # Rounding joins rows that differ by centimetres; a coordinate only decides between namesakes, or stands in.
    spots = {c: _column(table, f"recorded_{c}", None).astype("float64").round(7) for c in ("lon", "lat")}
    keys = pd.DataFrame(texts | spots)
    which, _ = pd.factorize(pd.MultiIndex.from_frame(keys)) if len(keys) else (keys.index.to_numpy(), None)
    first = ~pd.Series(which).duplicated().to_numpy()
    rows = keys[first].astype(object).where(keys[first].notna(), None).itertuples(index=False, name=None)
    return which, [Phrase(*row) for row in rows]


def _column(table: pd.DataFrame, name: str, missing: str | None) -> pd.Series[Any]:
    import pandas as pd

    return table[name] if name in table.columns else pd.Series([missing] * len(table), index=table.index, dtype=object)


def _answers(answers: list[Location]) -> tuple[dict[str, NDArray[Any]], NDArray[Any]]:
    """Turn the answers into columns, one entry for each look-up; rows then share the objects."""
    import numpy as np

    places = [a.places or ((a.place,) if a.place else ()) for a in answers]
    columns: dict[str, list[Any]] = {
        "place_id": ["; ".join(p.id for p in each) or None for each in places],
        "place_name": ["; ".join(p.name for p in each) or None for each in places],
        "country": [_shared(each, "country") for each in places],
        "admin1": [_shared(each, "admin1") for each in places],
        "admin2": [_shared(each, "admin2") for each in places],
        "match": [a.match.value if a.match else None for a in answers],
        "precision": [a.precision.value for a in answers],
        "shape": [a.shape and a.shape.value for a in answers],
        "radius_km": [np.nan if a.radius_km is None else a.radius_km for a in answers],
        "estimated": [None if a.geometry is None else a.estimated for a in answers],
        "label_lon": [np.nan if a.spot is None else a.spot.lon for a in answers],
        "label_lat": [np.nan if a.spot is None else a.spot.lat for a in answers],
        "rule": [a.rule for a in answers],
        "reason": [a.reason for a in answers],
        "candidates": [[candidate_record(c) for c in a.candidates] for a in answers],
    }
    return {name: _objects(values) for name, values in columns.items()}, _objects([a.geometry for a in answers])


def _shared(places: Sequence[Place], unit: str) -> str | None:
    """Return the unit that all places of an answer lie in; of several in different units, none."""
    homes = {getattr(place, unit) for place in places}
    return homes.pop() if len(homes) == 1 else None


def _objects(values: list[Any]) -> NDArray[Any]:
    import numpy as np

    array = np.empty(len(values), dtype=object)
    for i, value in enumerate(values):
        array[i] = value
    return array
