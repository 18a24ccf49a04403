"""The server of incidentmap: HTTP to the face and back.

>>> import incidentmap as im
>>> from incidentmap.frame import empty
>>> with im.Gazetteer.open() as gazetteer:
...     client = create_app(empty(), gazetteer).test_client()
...     client.get("/incidents.geojson").json["numberMatched"]
0
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask
    from geopandas import GeoDataFrame

    from incidentmap import Gazetteer, Story

__all__ = ["create_app"]


def create_app(
    incidents: GeoDataFrame,
    gazetteer: Gazetteer,
    *,
    title: str = "incidentmap",
    notice: str | None = None,
    story: Story | None = None,
    hosts: Iterable[str] = (),
    whole_limit: int | None = None,
) -> Flask:
    """Make the server's application. Nothing is shared between two of them.

    Parameters
    ----------
    incidents : GeoDataFrame
        An incident frame. It must not be changed while the application is used.
    gazetteer : Gazetteer
        Open, and kept open as long as the application is used.
    title, notice, story : optional
        As in :func:`incidentmap.draw_map`.
    hosts : iterable of str, optional
        Names and addresses it answers for beside ``localhost`` and the loopback addresses. ``0.0.0.0`` and ``::``
        stand for every address.
    whole_limit : int, optional
        Up to so many incidents are sent to the page as a whole; a page of more asks the server for what it shows.

    Returns
    -------
    Flask
        A WSGI application.

    Raises
    ------
    BadValue
        When ``incidents`` is not an incident frame.

    Examples
    --------
    >>> import incidentmap as im
    >>> from incidentmap.frame import empty
    >>> with im.Gazetteer.open() as gazetteer:
    ...     app = create_app(empty(), gazetteer, title="Border")
    ...     app.test_client().get("/healthz").json["incidents"]
    0
    """
    # Here, so that `incidentmap serve --help` does not wait for Flask and Folium.
    from secrets import token_hex

    from flask import Flask

    from incidentmap.frame import check
    from incidentmap_web import errors, guard, routes
    from incidentmap_web.index import IncidentIndex

    app = Flask(__name__, static_folder=None)
    # Werkzeug would answer /geocode//x with a redirect of its own, in HTML.
    app.url_map.merge_slashes = False
    errors.register(app)
    guard.register(app, hosts)
    large = len(frame := check(incidents)) > (routes.WHOLE_LIMIT if whole_limit is None else whole_limit)
    index, mark = IncidentIndex(frame), token_hex(8)
    app.register_blueprint(routes.page_blueprint(frame, gazetteer, title=title, notice=notice, story=story, large=large))
    app.register_blueprint(routes.incidents_blueprint(frame, index, mark))
    app.register_blueprint(routes.view_blueprint(frame, index, mark))
    app.register_blueprint(routes.places_blueprint(gazetteer))
    return app
