"""A table: every distinct phrase resolved once, and joined back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from incidentmap import extents
from incidentmap.gazetteer import Gazetteer
from incidentmap.locate.drawing import candidate_record
from incidentmap.locate.many import Phrase, resolve
from incidentmap.model import Location, Point
from incidentmap.phrases import names_nothing, names_settlement

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

    from incidentmap.extents import Extent
    from incidentmap.frame import EventTable
    from incidentmap.gazetteer.build import Progress

#: The columns that locating fills, whatever the table held in them.
_ANSWERS: Final = (
    "id place_id place_name country admin1 admin2 match precision radius_km rule reason candidates".split()
)


#: A coordinate this far from the place that the words name is told beside it: it may belong to a namesake.
CONTRADICTION_KM: Final = 25.0


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
    which, phrases = _distinct(table)
    found = resolve(phrases, gazetteer, context=context, progress=progress)
    answers = [_beside_recorded(phrase, answer) for phrase, answer in zip(phrases, found, strict=True)]
    known = [c for c in table.columns if c in frame.SCHEMA and c not in _ANSWERS]
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

    texts = {c: _column(table, c, "").fillna("").astype(str) for c in ("place", "within", "country")}
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


def _beside_recorded(phrase: Phrase, answer: Location) -> Location:
    """Hold an answer against the coordinate that the source recorded, if it did."""
    recorded = phrase.recorded
    if recorded is None:
        return answer
    if answer.geometry is not None:
        return replace(answer, rule=answer.rule + _contradiction(answer, recorded))
    if not phrase.place.strip() or names_nothing(phrase.place):
        return _standing_in(answer, extents.recorded(recorded))
    if answer.place is None and names_settlement(phrase.place):
        extent = extents.around_recorded(recorded)
        return _standing_in(answer, replace(extent, rule=f"{extent.rule}; {answer.reason}"))
    reason = (
        f"{answer.reason}; the coordinate that the source gives is kept and not drawn, since its words name no spot"
    )
    return replace(answer, reason=reason)


def _contradiction(answer: Location, recorded: Point) -> str:
    """Say how far the source's own coordinate lies from where its words point, when it is not there."""
    import shapely
    from geopy.distance import geodesic

    shape, spot = answer.geometry, shapely.Point(recorded.lon, recorded.lat)
    if shape is None or answer.place is None or shape.intersects(spot):
        return ""
    if answer.radius_km is None:
        return "; the coordinate that the source gives lies outside it"
    km = geodesic((recorded.lat, recorded.lon), (answer.place.point.lat, answer.place.point.lon)).km
    return f"; the coordinate that the source gives lies {km:,.0f} km away" if km > CONTRADICTION_KM else ""


def _standing_in(answer: Location, extent: Extent) -> Location:
    shape = {"precision": extent.precision, "radius_km": extent.radius_km, "geometry": extent.geometry}
    return replace(answer, **shape, rule=extent.rule, reason=None)


def _answers(answers: list[Location]) -> tuple[dict[str, NDArray[Any]], NDArray[Any]]:
    """Turn the answers into columns, one entry for each look-up; rows then share the objects."""
    import numpy as np

    places = [a.place for a in answers]
    columns: dict[str, list[Any]] = {
        "place_id": [p and p.id for p in places],
        "place_name": [p and p.name for p in places],
        "country": [p and p.country for p in places],
        "admin1": [p and p.admin1 for p in places],
        "admin2": [p and p.admin2 for p in places],
        "match": [a.match.value if a.match else None for a in answers],
        "precision": [a.precision.value for a in answers],
        "radius_km": [np.nan if a.radius_km is None else a.radius_km for a in answers],
        "rule": [a.rule for a in answers],
        "reason": [a.reason for a in answers],
        "candidates": [[candidate_record(c) for c in a.candidates] for a in answers],
    }
    return {name: _objects(values) for name, values in columns.items()}, _objects([a.geometry for a in answers])


def _objects(values: list[Any]) -> NDArray[Any]:
    import numpy as np

    array = np.empty(len(values), dtype=object)
    for i, value in enumerate(values):
        array[i] = value
    return array
