"""What reading Who's On First gathers, whether from files or from a database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from incidentmap.gazetteer.sources import Options, Rows, _wof_record
from incidentmap.gazetteer.sources._batch import Batch, tidy
from incidentmap.gazetteer.sources._shapes import polygonal, within_degrees


class Gathering:
    """The places so far, their containers, and the count of what was left out.

    Parameters
    ----------
    batch : Batch
    options : Options

    Examples
    --------
    >>> from incidentmap.gazetteer.sources import Origin
    >>> found = Gathering(Batch(Origin("wof", "", "", "", "", ""), "x.db"), Options())
    >>> found.add({}, {"wof:id": 1, "wof:placetype": "continent"}, 1)
    False
    >>> [rows.rejected[0].reason for rows in found.finish()]
    ['1 records are left out: of placetype continent']
    """

    def __init__(self, batch: Batch, options: Options) -> None:
        self.batch = batch
        self.containers: dict[int, list[int]] = {}
        self._options = options
        self._left_out: Counter[str] = Counter()

    def add(
        self, record: Mapping[str, Any], properties: dict[str, Any], row: int, *, names: bool = True, links: bool = True
    ) -> bool:
        """Add a place; return ``False`` when it is left out or rejected.

        Parameters
        ----------
        record : mapping
            The GeoJSON feature, for its geometry.
        properties : dict
            With a whole number as ``wof:id``.
        row : int
        names, links : bool
            Whether to take these from the properties too.
        """
        if (reason := _left_out(properties)) is not None:
            self._left_out[reason] += 1
            self.batch.seen += 1
            return False
        number = properties["wof:id"]
        spellings = list(_wof_record.names(properties))
        place = _wof_record.place(properties, spellings, self._options.country)
        self._set_boundary(place, record.get("geometry"), row)
        if not self.batch.place(place, row):
            return False
        self.containers[number] = _wof_record.parents(properties) if links else []
        for name in dict.fromkeys(spellings) if names else ():
            if name.text != place["name"]:
                self.batch.name(place["id"], name.text, lang=name.lang, kind=name.kind, row=row)
        return True

    def _set_boundary(self, place: dict[str, Any], geometry: object, row: int) -> None:
        if _wof_record.PLACETYPES[place["code"]] not in _wof_record.UNITS or not isinstance(geometry, dict):
            return
        try:
            place["boundary"] = _boundary(geometry)
        except ValueError as error:
            reason = f"the polygon cannot be read ({error}); the place is kept as a point"
            self.batch.reject(row, reason, "report it to whosonfirst.org", field="geometry", cells=place["id"])

    def finish(self) -> Iterator[Rows]:
        """Give what is left: links to those containers that were read too, and the counts."""
        for number, parents in self.containers.items():
            for parent in parents:
                if parent in self.containers:
                    self.batch.link(f"wof:{number}", f"wof:{parent}")
            if self.batch.full:
                yield self.batch.take()
        for reason, count in self._left_out.items():
            text = f"{count:,} records are left out: {reason}"
            self.batch.reject(0, text, "nothing is wrong with them", field="placetype")
        yield self.batch.take()


def _left_out(properties: Mapping[str, Any]) -> str | None:
    """Say why a record that is in order is not used."""
    placetype = tidy(properties.get("wof:placetype"))[:40]
    if placetype not in _wof_record.PLACETYPES:
        return f"of placetype {placetype or 'unknown'}"
    return "not current, deprecated or superseded" if _wof_record.is_gone(properties) else None


def _boundary(geometry: Mapping[str, Any]) -> Any:
    """Return the polygon; ``None`` where the record honestly has a point only."""
    import orjson
    import shapely

    if geometry.get("type") not in {"Polygon", "MultiPolygon", "GeometryCollection"}:
        return None
    try:
        shape = polygonal(shapely.from_geojson(orjson.dumps(geometry)))
    except shapely.GEOSException as error:
        raise ValueError(str(error)) from error
    if shape is None or not within_degrees(shape):
        raise ValueError("it covers no ground, or lies outside the globe")
    return shape
