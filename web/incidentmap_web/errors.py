"""What the server answers when it cannot: one table of errors and statuses, one JSON shape for all of them.

::

    IncidentmapError
    └── BadValue
        └── RequestRefused            the request asks for what is not served
            ├── QueryTooLong          more characters than any real question has
            ├── HostRefused           it was meant for another server (DNS rebinding)
            └── BadParameter          one parameter of the query
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

import orjson
from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException

import incidentmap as im
from incidentmap.errors import quote

#: So many characters of a refused value are sent back.
VALUE_CHARACTERS: Final = 200


class RequestRefused(im.BadValue):
    """A request that cannot be answered, with the value that it failed on.

    Examples
    --------
    >>> error = BadParameter("'x' is not a number", field="limit", value="x", remedy="write 100")
    >>> error.where.field, error.value
    ('limit', 'x')
    """

    def __init__(
        self, problem: str, *, field: str | None = None, value: str | None = None, remedy: str | None = None
    ) -> None:
        super().__init__(problem, field=field, remedy=remedy)
        self.value = value


class QueryTooLong(RequestRefused):
    """The query string is longer than the server reads."""


class HostRefused(RequestRefused):
    """The Host header names no host that this server answers for."""


class BadParameter(RequestRefused):
    """A parameter is unknown, stands twice, or holds what it cannot."""


#: Error → status; of an error's ancestors the nearest counts. A ``BadValue`` that is not the request's is our fault.
STATUS: Final[dict[type[BaseException], HTTPStatus]] = {
    BadParameter: HTTPStatus.BAD_REQUEST,
    QueryTooLong: HTTPStatus.REQUEST_URI_TOO_LONG,
    HostRefused: HTTPStatus.FORBIDDEN,
    im.GazetteerError: HTTPStatus.SERVICE_UNAVAILABLE,
    im.IncidentmapError: HTTPStatus.INTERNAL_SERVER_ERROR,
}


def status_of(error: BaseException) -> HTTPStatus:
    """Look an error up in the table.

    Examples
    --------
    >>> status_of(BadParameter("no")), status_of(im.GazetteerCorrupt("no")).value
    (<HTTPStatus.BAD_REQUEST: 400>, 503)
    """
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def shape(
    status: int, detail: str, *, field: str | None = None, value: str | None = None, remedy: str | None = None
) -> bytes:
    """Write the one shape of an error.

    Examples
    --------
    >>> shape(404, "there is nothing here")[:71]
    b'{"error":{"status":404,"title":"Not Found","detail":"there is nothing h'
    """
    title = HTTPStatus(status).phrase
    kept = value if value is None else value[:VALUE_CHARACTERS].encode("utf-8", "replace").decode()
    error = {"status": status, "title": title, "detail": detail, "field": field, "value": kept, "remedy": remedy}
    return orjson.dumps({"error": error})


def register(app: Flask) -> None:
    """Let every error of an app leave in the one shape."""
    app.register_error_handler(im.IncidentmapError, _ours)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _ours(error: im.IncidentmapError) -> Response:
    status = status_of(error)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _log(error)
    value = error.value if isinstance(error, RequestRefused) else None
    body = shape(status, error.problem, field=error.where.field, value=value, remedy=error.remedy)
    return Response(body, status, mimetype="application/json")


def _unexpected(error: Exception) -> Response:
    _log(error)
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    body = shape(status, "the server failed; what happened is in its log", remedy="look at the terminal where it runs")
    return Response(body, status, mimetype="application/json")


def _log(error: Exception) -> None:
    # Quoted: a path is a stranger's text, and a terminal obeys control characters.
    current_app.logger.error("%s %s failed", request.method, quote(request.path), exc_info=error)


def _http(error: HTTPException) -> Response:
    status = HTTPStatus(error.code or 500)
    detail, remedy = _words(error, status)
    response = Response(shape(status, detail, remedy=remedy), status, mimetype="application/json")
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def _words(error: HTTPException, status: HTTPStatus) -> tuple[str, str | None]:
    if status is HTTPStatus.NOT_FOUND:
        return f"there is nothing at {quote(request.path)}", f"ask for one of {', '.join(_paths())}"
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = ", ".join(sorted(getattr(error, "valid_methods", None) or ["GET"]))
        return f"{request.method} does nothing at {quote(request.path)}", f"use {allowed}"
    return error.description or status.description, None


def _paths() -> list[str]:
    return sorted({rule.rule for rule in current_app.url_map.iter_rules()})
