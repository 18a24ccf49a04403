"""The routes: HTTP to the face and back. Nothing is decided here."""

from __future__ import annotations

from secrets import token_hex
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import orjson
from flask import Blueprint, Response, request

import incidentmap as im
from incidentmap.mapping import content_security_policy, encode_columns
from incidentmap_web.answers import answer, tag_of
from incidentmap_web.features import FeatureStore
from incidentmap_web.index import IncidentIndex
from incidentmap_web.queries import PARAMETERS, Query, names, only, read_query, single

if TYPE_CHECKING:
    import geopandas as gpd

#: Where the page fetches its incidents.
COLUMNS_PATH: Final = "/incidents.columns"
#: So many incidents the page is given unless it asks for more, and at most.
PAGE_LIMIT: Final = 20_000
MAX_PAGE_LIMIT: Final = 200_000
_A_DAY: Final = "private, max-age=86400"


def page_blueprint(
    frame: gpd.GeoDataFrame, gazetteer: im.Gazetteer, *, title: str, notice: str | None, story: im.Story | None = None
) -> Blueprint:
    """Serve the map page, drawn once, and what tells that the server is well."""
    blueprint = Blueprint("page", __name__)
    html = im.draw_map(frame, gazetteer, title=title, notice=notice, data_url=COLUMNS_PATH, story=story).html()
    # A page's own policy cannot forbid frames: browsers read that part in a header only.
    policy = f"{content_security_policy(html)}; frame-ancestors 'none'"
    document = html.encode()
    tag = tag_of(document)
    health = {
        "status": "ok",
        "version": im.__version__,
        "gazetteer": {"version": gazetteer.version, "fingerprint": gazetteer.fingerprint},
        "incidents": len(frame),
        "located": int(frame.geometry.notna().sum()),
    }

    @blueprint.get("/")
    def page() -> Response:
        response = answer(tag, "text/html", lambda: document)
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


def incidents_blueprint(frame: gpd.GeoDataFrame) -> Blueprint:
    """Serve the incidents: as GeoJSON for programs, as columns for the page."""
    blueprint = Blueprint("incidents", __name__)
    index, features = IncidentIndex(frame), FeatureStore(frame)
    # The frame never changes under an app, so a query's text and this app's own mark decide the answer.
    mark = token_hex(8)

    @blueprint.get("/incidents.geojson")
    def geojson() -> Response:
        query = read_query(request.args, known_types=index.types)

        def body() -> bytes:
            rows = index.rows(query)
            page = rows[query.offset : query.offset + query.limit]
            members = {"numberMatched": len(rows), "numberReturned": len(page), "links": _links(query, len(rows))}
            return features.collection(page, members)

        return answer(tag_of(mark, request.path, request.query_string), "application/geo+json", body)

    @blueprint.get(COLUMNS_PATH)
    def columns() -> Response:
        query = read_query(request.args, known_types=index.types, default_limit=PAGE_LIMIT, max_limit=MAX_PAGE_LIMIT)

        def body() -> bytes:
            rows = index.rows(query)
            page = frame.iloc[rows[query.offset : query.offset + query.limit]]
            return encode_columns(page, total=len(rows))

        return answer(tag_of(mark, request.path, request.query_string), "application/json", body)

    return blueprint


def _links(query: Query, matched: int) -> list[dict[str, str]]:
    """Link to this page of the answer and to the next, relative to it: the server need not know its own name."""
    args = [(name, value) for name in PARAMETERS[:-1] for value in request.args.getlist(name)]
    links = [_link("self", args, query.offset)]
    if query.offset + query.limit < matched:
        links.append(_link("next", args, query.offset + query.limit))
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
