"""The routes: HTTP to the face and back. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import orjson
from flask import Blueprint, Response, request

import incidentmap as im
from incidentmap.export import csv_chunks, geojson_chunks
from incidentmap.mapping import content_security_policy, encode_columns
from incidentmap_web.answers import Kept, answer, answer_file, answer_kept, tag_of
from incidentmap_web.features import FeatureStore
from incidentmap_web.index import IncidentIndex
from incidentmap_web.parameters import names, only, single
from incidentmap_web.queries import MAX_OFFSET, PARAMETERS, Query, read_query
from incidentmap_web.scene import Scenes
from incidentmap_web.viewing import MOST_IDS, read_question

if TYPE_CHECKING:
    import geopandas as gpd

#: Where a page fetches its incidents.
COLUMNS_PATH: Final = "/incidents.columns"
#: A set up to this size is sent to the page as a whole: 100,000 incidents are there within two seconds.
WHOLE_LIMIT: Final = 100_000
#: The most incidents of one answer as columns, unless all are asked for.
MAX_COLUMNS: Final = 200_000
_A_DAY: Final = "private, max-age=86400"


def page_blueprint(
    frame: gpd.GeoDataFrame,
    gazetteer: im.Gazetteer,
    *,
    title: str,
    notice: str | None,
    story: im.Story | None,
    large: bool,
) -> Blueprint:
    """Serve the map page, drawn once, and what tells that the server is well."""
    blueprint = Blueprint("page", __name__)
    drawn = im.draw_map(
        frame, gazetteer, title=title, notice=notice, data_url=COLUMNS_PATH, large=large, story=story
    )
    html = drawn.html()
    # A page's own policy cannot forbid frames: browsers read that part in a header only.
    policy = f"{content_security_policy(html)}; frame-ancestors 'none'"
    document = Kept(html.encode(), best=large)
    health = {
        "status": "ok",
        "version": im.__version__,
        "gazetteer": {"version": gazetteer.version, "fingerprint": gazetteer.fingerprint},
        "incidents": len(frame),
        "located": int(frame.geometry.notna().sum()),
    }

    @blueprint.get("/")
    def page() -> Response:
        response = answer_kept(document, "text/html")
        response.headers["Content-Security-Policy"] = policy
        return response

    @blueprint.get("/healthz")
    def healthz() -> Response:
        only(request.args, ())
        return Response(orjson.dumps(health), mimetype="application/json")

    @blueprint.get("/favicon.ico")
    def favicon() -> Response:
        # Browsers ask for it; the page's policy would not let them show it.
        return Response(status=204, headers={"Cache-Control": _A_DAY})

    return blueprint


def incidents_blueprint(frame: gpd.GeoDataFrame, index: IncidentIndex, mark: str) -> Blueprint:
    """Serve the incidents: as GeoJSON and CSV for programs, as columns for the page.

    Parameters
    ----------
    frame : GeoDataFrame
    index : IncidentIndex
    mark : str
        This app's own: its frame never changes, so that and a query's text decide an answer.
    """
    blueprint = Blueprint("incidents", __name__)
    features = FeatureStore(frame)
    whole = _whole_columns(frame)

    def tag() -> str:
        return tag_of(mark, request.path, request.query_string)

    @blueprint.get("/incidents.geojson")
    def geojson() -> Response:
        query = read_query(request.args, known_types=index.types)
        if query.limit is None:
            pieces = partial(_pieces, geojson_chunks, frame, index, query)
            return answer_file(tag(), "application/geo+json", "incidents.geojson", pieces)

        def body() -> bytes:
            rows = index.rows(query)
            page = rows[query.page]
            members = {"numberMatched": len(rows), "numberReturned": len(page), "links": _links(query, len(rows))}
            return features.collection(page, members)

        return answer(tag(), "application/geo+json", body)

    @blueprint.get("/incidents.csv")
    def csv() -> Response:
        query = read_query(request.args, known_types=index.types, default_limit=None, max_limit=MAX_OFFSET)
        pieces = partial(_pieces, csv_chunks, frame, index, query)
        return answer_file(tag(), "text/csv", "incidents.csv", pieces)

    @blueprint.get(COLUMNS_PATH)
    def columns() -> Response:
        if not request.args:
            return answer_kept(whole(), "application/json")
        query = read_query(request.args, known_types=index.types, default_limit=None, max_limit=MAX_COLUMNS)

        def body() -> bytes:
            rows = index.rows(query)
            return encode_columns(frame.iloc[rows[query.page]], total=len(rows))

        return answer(tag(), "application/json", body)

    return blueprint


def _pieces(
    write: Callable[[gpd.GeoDataFrame], Iterator[bytes]], frame: gpd.GeoDataFrame, index: IncidentIndex, query: Query
) -> Iterator[bytes]:
    yield from write(frame.iloc[index.rows(query)[query.page]])


def _whole_columns(frame: gpd.GeoDataFrame) -> Callable[[], Kept]:
    """Write a whole frame as columns, once, when it is first wanted."""
    lock = Lock()
    made: list[Kept] = []

    def whole() -> Kept:
        with lock:
            if not made:
                made.append(Kept(encode_columns(frame, total=len(frame))))
        return made[0]

    return whole


def view_blueprint(frame: gpd.GeoDataFrame, index: IncidentIndex, mark: str) -> Blueprint:
    """Serve the questions of a page whose incidents are too many to be sent to it."""
    blueprint = Blueprint("view", __name__)
    scenes = Scenes(frame, index)

    def answered(make: Callable[[], bytes]) -> Response:
        return answer(tag_of(mark, request.path, request.query_string), "application/json", make)

    @blueprint.get("/view")
    def view() -> Response:
        question = read_question(request.args, index.types)
        return answered(lambda: scenes.view(question))

    @blueprint.get("/view/rows")
    def rows() -> Response:
        question = read_question(request.args, index.types)
        return answered(lambda: scenes.rows(question))

    @blueprint.get("/view/incidents")
    def incidents() -> Response:
        only(request.args, ("id",))
        ids = names(request.args, "id", at_least=1, at_most=MOST_IDS)
        return answered(lambda: scenes.incidents(ids))

    return blueprint


def _links(query: Query, matched: int) -> list[dict[str, str]]:
    """Link to this page of the answer and to the next, relative to it: the server need not know its own name."""
    args = [(name, value) for name in PARAMETERS[:-1] for value in request.args.getlist(name)]
    links = [_link("self", args, query.offset)]
    after = query.offset + (query.limit or matched)
    if after < matched:
        links.append(_link("next", args, after))
    return links


def _link(relation: str, args: list[tuple[str, str]], offset: int) -> dict[str, str]:
    query = urlencode([*args, *([("offset", str(offset))] if offset else [])])
    href = f"{request.path}?{query}" if query else request.path
    return {"rel": relation, "type": "application/geo+json", "href": href}


def places_blueprint(gazetteer: im.Gazetteer) -> Blueprint:
    """Serve the gazetteer: one Feature for each name asked, in order."""
    blueprint = Blueprint("places", __name__)

    @blueprint.get("/geocode")
    def geocode() -> Response:
        only(request.args, ("q", "within", "country"))
        queries = names(request.args, "q", at_least=1)
        within = names(request.args, "within")
        country = single(request.args, "country")
        names(request.args, "country")

        def body() -> bytes:
            return im.geocode_features([(q, im.geocode(q, gazetteer, within=within, country=country)) for q in queries])

        return answer(tag_of(gazetteer.fingerprint, request.path, request.query_string), "application/geo+json", body)

    return blueprint
