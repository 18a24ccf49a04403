"""Answers to a large page: what matches, what the map shows of it, and pages of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from incidentmap.mapping import encode_columns
from incidentmap.mapping.coding import integers
from incidentmap.mapping.text import json_object, json_value
from incidentmap_web.areas import Areas, integers_of
from incidentmap_web.groups import Groups, group
from incidentmap_web.places import SOLID

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from incidentmap_web.index import IncidentIndex
    from incidentmap_web.viewing import Question

#: So many values of a facet are given.
MOST_VALUES: Final = 100
#: Incidents that stand alone on the map come with the answer, up to so many: the pointer asks what they are.
_ALONE: Final = 200


class Scenes:
    """Answers questions about one frame.

    Parameters
    ----------
    frame : GeoDataFrame
    index : IncidentIndex
        Of the same frame.
    """

    def __init__(self, frame: gpd.GeoDataFrame, index: IncidentIndex) -> None:
        self._frame, self._index = frame, index
        self._ordered = frame.iloc[index.order]
        self._areas = Areas(self._ordered, index.places)
        self._totals = json_object(
            {
                "incidents": json_value(index.count),
                "unplaced": json_value(int((~index.placed).sum())),
                "undated": json_value(index.count - index.dated),
                "days": json_value(index.intervals.span),
                "tree": json_value(index.facets.tree()),
            }
        )

    def view(self, question: Question) -> bytes:
        """Answer what a page shows: counts, bins of time, groups, areas and the first page of the list."""
        index, query = self._index, question.query
        besides = index.besides_facets(query)
        kinds = index.facets.kind
        whole = besides.all()
        of_kind = np.bincount(kinds if whole else kinds[besides], minlength=index.facets.kinds)
        passing = index.passing(query)
        rows = np.flatnonzero(passing)
        groups, drawn = self._marks(passing, question)
        listed, matched = self._listed(passing, rows, question)
        alone = groups.first[groups.count == 1][:_ALONE]
        sent = np.unique(np.concatenate([listed, alone, drawn.first]))
        return json_object(
            {
                "totals": self._totals,
                "matched": json_value(len(rows)),
                "unplaced": json_value(int((passing & ~index.placed).sum())),
                "counts": _counts(index.facets.counts(of_kind, query.facets, most=MOST_VALUES)),
                "histogram": self._histogram(question),
                "groups": self._groups(groups),
                "areas": self._areas.encode(drawn, question.zoom),
                "list": _page(listed, matched, question),
                **self._records(sent),
            }
        )

    def rows(self, question: Question) -> bytes:
        """Answer one page of the list."""
        passing = self._index.passing(question.query)
        listed, matched = self._listed(passing, np.flatnonzero(passing), question)
        return json_object({"list": _page(listed, matched, question), **self._records(listed)})

    def incidents(self, ids: list[str]) -> bytes:
        """Answer with incidents by their ids, those that there are."""
        rows = [row for row in map(self._index.row_of, ids) if row >= 0]
        return json_object(self._records(np.array(rows, dtype=np.int64)))

    def _histogram(self, question: Question) -> bytes:
        edges, intervals = question.edges, self._index.intervals
        if edges is None:
            return b"null"
        index, query = self._index, question.query
        passing = index.besides_facets(query, time=False)
        if query.facets:
            passing = passing & index.of_facets(query)
        rows = np.bincount(intervals.of[passing], minlength=len(intervals.rows))
        everything, _ = intervals.histogram(edges, intervals.rows)
        own, vague = intervals.histogram(edges, rows)
        return json_object({"all": integers_of(everything), "own": integers_of(own), "vague": integers_of(vague)})

    def _marks(self, passing: NDArray[np.bool_], question: Question) -> tuple[Groups, Any]:
        places, window = self._index.places, question.window
        drawn, spots = self._areas.choose(passing, question.zoom, window)
        pointed = passing & (places.shape < 0) & self._index.placed
        pointed[spots] = True
        rows = np.flatnonzero(pointed & window.holds(places.x, places.y))
        return group(places, rows, question.zoom, window), drawn

    def _listed(
        self, passing: NDArray[np.bool_], rows: NDArray[np.intp], question: Question
    ) -> tuple[NDArray[np.intp], int]:
        """Choose a page of the list: some members or all that match, in the order that is wanted."""
        index = self._index
        if question.group >= 0:
            rows = self._marks(passing, question)[0].members(question.group)
        elif question.shapes:
            rows = rows[np.isin(index.places.shape[rows], question.shapes)]
        elif question.inside is not None:
            rows = rows[index.places.inside(question.inside)[rows]]
        elif question.unplaced:
            rows = rows[~index.placed[rows]]
        # Undated ones are the last rows, and stay last in every order.
        if question.sort == "oldest":
            dated = int(np.searchsorted(rows, index.dated))
            rows = np.concatenate([rows[:dated][::-1], rows[dated:]])
        elif question.sort == "view" and question.seen is not None:
            seen = index.touching(question.seen)[rows]
            rows = np.concatenate([rows[seen], rows[~seen]])
        return rows[question.query.page], len(rows)

    def _groups(self, groups: Groups) -> bytes:
        places = self._index.places
        return json_object(
            {
                "rows": json_value(len(groups.count)),
                "count": integers_of(groups.count),
                "first": integers_of(groups.first),
                "lon": integers_of(places.lon[groups.at]),
                "lat": integers_of(places.lat[groups.at]),
                "style": integers_of(places.style[groups.first]),
                "hollow": integers_of(places.mark[groups.first] != SOLID),
                "styles": integers_of(groups.styles.ravel()),
                # Where its members are, in 2**-32 of the world's side; beyond 1 across the antimeridian.
                "extent": json_value(groups.extent.ravel().tolist()),
            }
        )

    def _records(self, rows: NDArray[Any]) -> dict[str, bytes]:
        """Write incidents as the page reads them everywhere, their areas only as fine as a list needs them."""
        places = self._index.places
        some = self._ordered.iloc[rows]
        shape = places.shape[rows]
        shaped = np.flatnonzero(shape >= 0)
        if len(shaped):
            geometry = np.asarray(some.geometry.array, dtype=object).copy()
            geometry[shaped] = self._areas.small(shape[shaped])
            some = some.set_geometry(_as_geometry(geometry))
            some.attrs = self._frame.attrs
        return {
            "rows": json_value(np.asarray(rows, dtype=np.int64)),
            "shape": integers(shape, shape < 0),
            "columns": encode_columns(some, total=self._index.count),
        }


def _counts(facets: dict[str, dict[str, Any]]) -> bytes:
    return json_object(
        {facet: json_object({key: json_value(part) for key, part in found.items()}) for facet, found in facets.items()}
    )


def _as_geometry(shapes: NDArray[Any]) -> Any:
    from geopandas.array import from_shapely

    return from_shapely(shapes, crs="EPSG:4326")


def _page(listed: NDArray[np.intp], matched: int, question: Question) -> bytes:
    return json_object(
        {
            "matched": json_value(matched),
            "offset": json_value(question.query.offset),
            "rows": json_value(np.asarray(listed, dtype=np.int64)),
        }
    )
