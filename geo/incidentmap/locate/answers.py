"""Answers → what ``geocode`` prints and serves: records, CSV, and one GeoJSON Feature for each query."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from incidentmap.locate.drawing import candidate_record
from incidentmap.model import Shape

if TYPE_CHECKING:
    from incidentmap.model import Location

#: Questions and their answers, in order.
Answers = Sequence[tuple[str, "Location"]]

_CSV = "query name place_id admin1 admin2 country lon lat precision match radius_km rule reason".split()


def describe(query: str, location: Location) -> dict[str, Any]:
    """Write an answer as the GeoJSON properties of ``geocode``.

    Examples
    --------
    >>> from incidentmap import Gazetteer, geocode
    >>> with Gazetteer.open() as gazetteer:
    ...     answer = geocode("Теребрено", gazetteer)
    >>> describe("Теребрено", answer)["name"]
    'Terebreno'
    """
    place = location.place
    return {
        "query": query,
        "name": place.name if place else None,
        "place_id": place.id if place else None,
        "admin1": place.admin1 if place else None,
        "admin2": place.admin2 if place else None,
        "country": place.country if place else None,
        "precision": location.precision.value,
        "match": location.match.value if location.match else None,
        "shape": location.shape and location.shape.value,
        "radius_km": location.radius_km,
        "estimated": None if location.geometry is None else location.estimated,
        "label_lon": location.spot and location.spot.lon,
        "label_lat": location.spot and location.spot.lat,
        "rule": location.rule,
        "reason": location.reason,
        "candidates": [candidate_record(c) for c in location.candidates],
    }


def geocode_records(answers: Answers) -> list[dict[str, Any]]:
    """Write answers as records, with the coordinate of the place that was chosen.

    ``lon`` and ``lat`` are null unless the answer is a settlement or a spot: the middle of an oblast is nowhere.
    """
    records = []
    for query, location in answers:
        on_spot = location.shape in (Shape.POINT, Shape.DISC)
        point = location.place.point if location.place and on_spot else None
        records.append(describe(query, location) | {"lon": point and point.lon, "lat": point and point.lat})
    return records


def geocode_csv(answers: Answers) -> str:
    """Write answers as CSV; cells that a spreadsheet would run are made harmless, candidates are counted by id."""
    import pyarrow as pa

    from incidentmap.export.text import for_spreadsheet, scrub

    rows = [[*(r[c] for c in _CSV), " ".join(c["id"] for c in r["candidates"])] for r in geocode_records(answers)]
    cells = [cell for row in rows for cell in row if isinstance(cell, str)]
    harmless = iter(for_spreadsheet(pa.array(scrub(cells), pa.large_string())).to_pylist())
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*_CSV, "candidates"])
    writer.writerows([next(harmless) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return stream.getvalue()


def geocode_features(answers: Answers) -> bytes:
    """Write answers as a GeoJSON FeatureCollection: one Feature for each query, in order.

    Examples
    --------
    >>> from incidentmap import Gazetteer, geocode
    >>> with Gazetteer.open() as gazetteer:
    ...     text = geocode_features([("Nowherevka", geocode("Nowherevka", gazetteer))])
    >>> text[:73]
    b'{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null'
    """
    import numpy as np
    import orjson
    import shapely

    from incidentmap.export.shapes import tidy
    from incidentmap.export.text import scrub

    shapes = np.empty(len(answers), dtype=object)
    shapes[:] = [location.geometry for _, location in answers]
    features = [
        {"type": "Feature", "geometry": orjson.Fragment(text or "null"), "properties": scrub(describe(query, location))}
        for text, (query, location) in zip(shapely.to_geojson(tidy(shapes)), answers, strict=True)
    ]
    return orjson.dumps({"type": "FeatureCollection", "features": features})
