"""The bridge between the frame and the nouns: one incident as a row, one row as an incident."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from incidentmap.frame.schema import SOURCE_KEYS, conform, identify
from incidentmap.model import (
    Candidate,
    Evidence,
    Feature,
    Incident,
    Interval,
    Location,
    Match,
    Place,
    Point,
    Precision,
    Shape,
    Source,
    TimePrecision,
    Toponym,
)

if TYPE_CHECKING:
    import geopandas as gpd

#: Between the ids, and between the names, of several places in one cell.
_AND: Final = "; "

#: What a place is that is drawn as a whole, or in part; of others the frame does not say it.
_DRAWN_WHOLE: Final = {
    Precision.REGION: Feature.REGION,
    Precision.DISTRICT: Feature.DISTRICT,
    Precision.COUNTRY: Feature.COUNTRY,
    Precision.AREA: Feature.AREA,
}


def from_incidents(incidents: Iterable[Incident], seen: dict[str, int] | None = None) -> gpd.GeoDataFrame:
    """Make a frame of incidents, one row each, in order.

    Incidents without an ``id`` get the hash of their content. Who makes several frames of one row of incidents hands
    the same ``seen`` in each time, and the ids are those of one frame (see :func:`identify`).

    Examples
    --------
    >>> name = Toponym("Atlantis", 0, 8)
    >>> nowhere = Location(name, None, (), Precision.UNLOCATED, None, None, "not placed", "unknown")
    >>> whole_month = Interval(date(2023, 12, 1), date(2023, 12, 31), TimePrecision.MONTH, "in December")
    >>> frame = from_incidents([Incident("", whole_month, nowhere, None, None, (), (None, None), "A claim.", ())])
    >>> frame[["place", "time_precision", "reason"]].iloc[0].tolist(), len(frame["id"][0])
    (['Atlantis', 'month', 'unknown'], 16)
    """
    import pandas as pd

    made = list(incidents)
    frame = conform(pd.DataFrame([_row(i) for i in made]), [i.location.geometry for i in made])
    ids = identify(frame, seen)
    frame["id"] = [i.id or own for i, own in zip(made, ids, strict=True)]
    return frame


def to_incidents(frame: gpd.GeoDataFrame) -> list[Incident]:
    """Make nouns of a frame's rows, in order.

    A frame keeps of each candidate what the map shows; its other spellings, its population and its source stay in the
    gazetteer, under the candidate's id. Of a place that is drawn and is no candidate (one of several, the region that
    a source's code means) it keeps id and name: that comes back at the label's point, and its own stays there, too.

    Examples
    --------
    >>> from incidentmap.frame import empty
    >>> to_incidents(empty())
    []
    """
    plain = frame.drop(columns="geometry").astype(object)
    rows = plain.where(plain.notna(), None).to_dict("records")
    return [_incident(row, geometry) for row, geometry in zip(rows, frame.geometry, strict=True)]


def _row(incident: Incident) -> dict[str, Any]:
    where, when = incident.location, incident.when
    low_high = incident.fatalities
    return {
        "id": incident.id,
        "start": when.start and when.start.isoformat(),
        "end": when.end and when.end.isoformat(),
        "time_precision": when.precision.value,
        "time_phrase": when.phrase,
        "place": where.toponym.text,
        "within": ", ".join(where.toponym.within) or None,
        **_places_row(where),
        "match": where.match and where.match.value,
        "precision": where.precision.value,
        "shape": where.shape and where.shape.value,
        "radius_km": where.radius_km,
        "estimated": None if where.geometry is None else where.estimated,
        "label_lon": where.spot and where.spot.lon,
        "label_lat": where.spot and where.spot.lat,
        "rule": where.rule,
        "reason": where.reason,
        "candidates": [_candidate_row(c) for c in where.candidates],
        "event_type": incident.event_type,
        "sub_event_type": incident.sub_event_type,
        "actors": list(incident.actors),
        "fatalities_low": low_high[0],
        "fatalities_high": low_high[1],
        "summary": incident.summary,
        "sources": [{k: getattr(s, k) for k in SOURCE_KEYS} for s in incident.sources],
        "evidence": [
            {"source": e.source, "start": e.start, "end": e.end, "sentence": e.sentence, "rule": e.rule}
            for e in incident.evidence
        ],
    }


def _places_row(where: Location) -> dict[str, str | None]:
    """Say which places it is drawn from; what contains them only when it contains all of them."""
    places = where.places or ((where.place,) if where.place else ())
    containers = {name: {getattr(p, name) for p in places} for name in ("country", "admin1", "admin2")}
    return {
        "place_id": _AND.join(p.id for p in places) or None,
        "place_name": _AND.join(p.name for p in places) or None,
        **{name: next(iter(found)) if len(found) == 1 else None for name, found in containers.items()},
    }


def _candidate_row(candidate: Candidate) -> dict[str, Any]:
    p = candidate.place
    return {
        "id": p.id,
        "name": p.name,
        "admin1": p.admin1,
        "admin2": p.admin2,
        "lon": p.point.lon,
        "lat": p.point.lat,
        "match": candidate.match.value,
        "score": candidate.score,
    }


def _incident(row: dict[str, Any], geometry: Any) -> Incident:
    return Incident(
        id=row["id"],
        when=Interval(_day(row["start"]), _day(row["end"]), TimePrecision(row["time_precision"]), row["time_phrase"]),
        location=_location(row, geometry),
        event_type=row["event_type"],
        sub_event_type=row["sub_event_type"],
        actors=tuple(row["actors"]),
        fatalities=(row["fatalities_low"], row["fatalities_high"]),
        summary=row["summary"],
        evidence=tuple(Evidence(**e) for e in row["evidence"]),
        sources=tuple(Source(**s) for s in row["sources"]),
    )


def _location(row: dict[str, Any], geometry: Any) -> Location:
    name, within = row["place"] or "", row["within"] or ""
    labelled = row["label_lon"] is not None and row["label_lat"] is not None
    spot = Point(row["label_lon"], row["label_lat"]) if labelled else None
    candidates = tuple(_candidate(c, row) for c in row["candidates"])
    places = _drawn_from(row, {c.place.id: c.place for c in reversed(candidates)}, spot)
    return Location(
        toponym=Toponym(name, 0, len(name), within=tuple(part for part in within.split(", ") if part)),
        place=places[0] if places else None,
        candidates=candidates,
        precision=Precision(row["precision"]),
        radius_km=row["radius_km"],
        geometry=geometry,
        rule=row["rule"] or "",
        reason=row["reason"],
        shape=row["shape"] and Shape(row["shape"]),
        spot=spot,
        estimated=bool(row["estimated"]),
        places=places if len(places) > 1 else (),
    )


def _drawn_from(row: dict[str, Any], known: dict[str, Place], spot: Point | None) -> tuple[Place, ...]:
    """Take the places of one cell apart: from the candidates, or by their names where they are none."""
    if row["place_id"] is None or row["place_id"] in known:
        return () if row["place_id"] is None else (known[row["place_id"]],)
    ids = row["place_id"].split(_AND)
    names = (row["place_name"] or "").split(_AND)
    named = dict(zip(ids, names if len(names) == len(ids) else ids, strict=True))
    feature = _feature(row) if len(ids) == 1 else Feature.SETTLEMENT
    places = []
    for own in ids:
        if own in known:
            places.append(known[own])
        elif spot is not None:
            record = {"id": own, "name": named[own], "admin1": row["admin1"], "admin2": row["admin2"]}
            places.append(_place(record, spot, feature, row["country"]))
    return tuple(places)


def _feature(row: dict[str, Any]) -> Feature:
    """Guess what the place is that the row is drawn from: a unit where a unit is drawn."""
    whole = row["shape"] in (None, Shape.AREA, Shape.PART)
    return _DRAWN_WHOLE.get(Precision(row["precision"]), Feature.SETTLEMENT) if whole else Feature.SETTLEMENT


def _candidate(record: dict[str, Any], row: dict[str, Any]) -> Candidate:
    own = record["id"] == row["place_id"]
    drawn_from = own or record["id"] in (row["place_id"] or "").split(_AND)
    place = _place(
        record,
        Point(record["lon"], record["lat"]),
        _feature(row) if own else Feature.SETTLEMENT,
        row["country"] if drawn_from else None,
    )
    return Candidate(place, Match(record["match"]), record["score"])


def _place(record: dict[str, Any], point: Point, feature: Feature, country: str | None) -> Place:
    return Place(
        id=record["id"],
        name=record["name"],
        names=(),
        point=point,
        feature=feature,
        country=country,
        admin1=record["admin1"],
        admin2=record["admin2"],
        population=None,
        source=record["id"].split(":", 1)[0],
    )


def _day(value: Any) -> date | None:
    return None if value is None else value.date()
