"""The bridge between the frame and the nouns: one incident as a row, one row as an incident."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

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
    Source,
    TimePrecision,
    Toponym,
)

if TYPE_CHECKING:
    import geopandas as gpd


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
    gazetteer, under the candidate's id.

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
    place, low_high = where.place, incident.fatalities
    return {
        "id": incident.id,
        "start": when.start and when.start.isoformat(),
        "end": when.end and when.end.isoformat(),
        "time_precision": when.precision.value,
        "time_phrase": when.phrase,
        "place": where.toponym.text,
        "within": ", ".join(where.toponym.within) or None,
        "place_id": place and place.id,
        "place_name": place and place.name,
        "country": place and place.country,
        "admin1": place and place.admin1,
        "admin2": place and place.admin2,
        "match": where.match and where.match.value,
        "precision": where.precision.value,
        "radius_km": where.radius_km,
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
    name, within = row["place"] or "", row["within"] or ""
    toponym = Toponym(name, 0, len(name), within=tuple(part for part in within.split(", ") if part))
    precision = Precision(row["precision"])
    candidates = tuple(_candidate(c, row) for c in row["candidates"])
    chosen = next((c.place for c in candidates if c.place.id == row["place_id"]), None)
    location = Location(
        toponym, chosen, candidates, precision, row["radius_km"], geometry, row["rule"] or "", row["reason"]
    )
    return Incident(
        id=row["id"],
        when=Interval(_day(row["start"]), _day(row["end"]), TimePrecision(row["time_precision"]), row["time_phrase"]),
        location=location,
        event_type=row["event_type"],
        sub_event_type=row["sub_event_type"],
        actors=tuple(row["actors"]),
        fatalities=(row["fatalities_low"], row["fatalities_high"]),
        summary=row["summary"],
        evidence=tuple(Evidence(**e) for e in row["evidence"]),
        sources=tuple(Source(**s) for s in row["sources"]),
    )


def _candidate(record: dict[str, Any], row: dict[str, Any]) -> Candidate:
    own = record["id"] == row["place_id"]
    areas = {Precision.REGION: Feature.REGION, Precision.DISTRICT: Feature.DISTRICT, Precision.COUNTRY: Feature.COUNTRY}
    feature = areas.get(Precision(row["precision"]), Feature.SETTLEMENT) if own else Feature.SETTLEMENT
    place = Place(
        id=record["id"],
        name=record["name"],
        names=(),
        point=Point(record["lon"], record["lat"]),
        feature=feature,
        country=row["country"] if own else None,
        admin1=record["admin1"],
        admin2=record["admin2"],
        population=None,
        source=record["id"].split(":", 1)[0],
    )
    return Candidate(place, Match(record["match"]), record["score"])


def _day(value: Any) -> date | None:
    return None if value is None else value.date()
