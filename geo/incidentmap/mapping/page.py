"""The map page: a ``folium.Map`` that saves as one file, opens with the network unplugged, and never differs."""

from __future__ import annotations

import html as markup
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import urlsplit

import folium
import numpy as np
from branca.element import Element, Figure
from folium.map import Layer
from folium.template import Template

from incidentmap.errors import BadValue, OutputError, quote
from incidentmap.frame import META, check
from incidentmap.mapping.basemap import encode_base
from incidentmap.mapping.columns import encode_columns
from incidentmap.mapping.layer import IncidentLayer
from incidentmap.mapping.policy import content_security_policy, requests_meta
from incidentmap.mapping.summary import extent, time_profile, undated
from incidentmap.mapping.text import json_object, json_value, plain

if TYPE_CHECKING:
    import geopandas as gpd

    from incidentmap.gazetteer import Gazetteer

#: A page that fetches its incidents carries the ones without a place: no box that it could ask for holds them.
_UNPLACED = 2000
_NO_SCRIPT = """<noscript><div class="im-noscript"><h1>{title}</h1>
<p>This page is a map of {count:,} incidents, as reported; not verified. It draws itself with JavaScript, which is
switched off here.</p><p>Switch JavaScript on for this page and load it again: {asks}.
Or ask whoever sent it for the GeoJSON or CSV of the same incidents, which <code>incidentmap export</code> writes.</p>
</div></noscript>
"""


def draw_map(
    frame: gpd.GeoDataFrame,
    gazetteer: Gazetteer | None = None,
    *,
    title: str = "incidentmap",
    notice: str | None = None,
    tiles: bool = False,
    data_url: str | None = None,
) -> IncidentMap:
    """Draw incidents as a map page.

    Parameters
    ----------
    frame : GeoDataFrame
        An incident frame.
    gazetteer : Gazetteer, optional
        Where the base map comes from; by default the one in the user's cache.
    title : str, optional
    notice : str, optional
        A sentence that the page shows besides "As reported; not verified."
    tiles : bool, optional
        Offer an online layer. It is off until someone switches it on, and the page says that it makes requests.
    data_url : str, optional
        Fetch incidents from this path on the page's own server, by box and time, instead of carrying them.

    Returns
    -------
    IncidentMap
        A ``folium.Map``; ``save(path)`` writes one file.

    Raises
    ------
    BadValue
        When ``frame`` is not an incident frame, or ``data_url`` is on another server.

    Examples
    --------
    >>> from incidentmap.frame import empty
    >>> page = draw_map(empty(), title="Border")
    >>> page.html().startswith("<!DOCTYPE html>"), page.html() == page.html()
    (True, True)
    """
    check(frame)
    if data_url is not None and (urlsplit(data_url).netloc or urlsplit(data_url).scheme):
        problem = f"{quote(data_url)} is on another server"
        raise BadValue(problem, field="data_url", remedy="give a path, such as /columns")
    if gazetteer is None:
        from incidentmap.gazetteer import Gazetteer

        gazetteer = Gazetteer.open()
    application = _Application(frame, gazetteer, title=title, notice=notice, tiles=tiles, data_url=data_url)
    page = IncidentMap(application, title=title, count=len(frame), fetches=data_url is not None)
    if tiles:
        _offer_tiles(page)
    return page


def _credits(frame: gpd.GeoDataFrame, gazetteer: Gazetteer) -> list[str]:
    """Name whom the page owes, besides the two that every page names in its own words."""
    lines = [*gazetteer.attribution, *((frame.attrs.get(META) or {}).get("attribution") or [])]
    named = ("geonames", "natural earth")
    return [line for line in dict.fromkeys(map(str, lines)) if not any(name in line.lower() for name in named)]


def _offer_tiles(page: IncidentMap) -> None:
    from xyzservices import providers

    provider = providers.OpenStreetMap.Mapnik  # needs no key
    name = f"Online map (asks {_host(provider['url'])})"
    folium.TileLayer(provider, name=name, overlay=True, show=False).add_to(page)
    folium.LayerControl(position="topleft", collapsed=False).add_to(page)


def _host(url: str) -> str:
    """Name the host of a tile address; ``{s}`` stands for any one label."""
    return urlsplit(url.replace("{s}", "*")).netloc


class _Application(IncidentLayer):
    """The layer with everything around it: list, detail, filters, time, legend and base map."""

    def __init__(
        self,
        frame: gpd.GeoDataFrame,
        gazetteer: Gazetteer,
        *,
        title: str,
        notice: str | None,
        tiles: bool,
        data_url: str | None,
    ) -> None:
        # Not IncidentLayer's own, which would write the whole set into a page that fetches it.
        folium.map.Layer.__init__(self, name="Incidents", overlay=True, control=False)
        self._name = "IncidentMapApplication"
        box = extent(frame)
        self._bounds = [[None, None], [None, None]] if box is None else [[box.south, box.west], [box.north, box.east]]
        lacking = frame[np.asarray(frame.geometry.is_empty | frame.geometry.isna())]
        carried = frame if data_url is None else lacking.iloc[:_UNPLACED]
        self._data = {
            "data": encode_columns(carried),
            "base": encode_base(gazetteer, box),
            "config": json_object(
                {
                    "title": json_value(plain(title)),
                    "notice": json_value(notice),
                    "tiles": json_value(tiles),
                    "dataUrl": json_value(data_url),
                    "bounds": json_value(None if box is None else list(box)),
                    "total": json_value(len(frame)),
                    "unplaced": json_value(len(lacking)),
                    "undated": json_value(undated(frame)),
                    "attribution": json_value(_credits(frame, gazetteer)),
                    **({"profile": time_profile(frame)} if data_url is not None else {}),
                }
            ),
        }

    def _script(self) -> str:
        names = ", ".join(f'"{self.get_name()}_{part}"' for part in self._data)
        return f"var {self.get_name()} = incidentmap.start({self._map_name()}, {names});\n"


def _refuse_scripts(element: Element) -> None:
    """Refuse what needs jQuery, Awesome Markers or a plugin's script, which would only break in the page."""
    for child in element._children.values():  # noqa: SLF001
        icon = isinstance(child, folium.Icon) and not isinstance(child, folium.CustomIcon)
        if icon or isinstance(child, folium.Popup) or getattr(child, "default_js", None):
            kind = type(child)
            problem = f"{kind.__module__}.{kind.__qualname__} needs scripts that the map page does not carry"
            raise BadValue(
                problem,
                field="map",
                remedy="use a tooltip, or add incidentmap.IncidentLayer(frame) to a folium.Map of your own",
            )
        _refuse_scripts(child)


class _Page(Figure):  # type: ignore[misc, unused-ignore]
    """The document around the map: our own head, and a policy that allows nothing but what stands in it."""

    def __init__(self, *, title: str, count: int, fetches: bool) -> None:
        super().__init__(height="760px")
        self.header._children.clear()  # noqa: SLF001 - a second charset, which ours makes superfluous
        self._title = markup.escape(plain(title)).replace("{", "&#123;")
        self._count = count
        self._fetches = fetches
        self._numbered: dict[int, Element] = {}  # by identity; held, so that no identity comes twice

    def render(self, **kwargs: Any) -> str:
        """Render the document. The same tree gives the same bytes, in any process, any number of times.

        Raises
        ------
        BadValue
            When something in it needs a script that the page does not carry.
        """
        for child in self._children.values():
            _refuse_scripts(child)
        self._fix_names(self)
        parts = (self.header, self.html, self.script)
        before = [dict(part._children) for part in parts]  # noqa: SLF001 - rendering adds to these
        try:
            for child in self._children.values():
                child.render(**kwargs)
            header, body, script = (
                "".join(child.render(**kwargs) for child in part._children.values())  # noqa: SLF001
                for part in parts
            )
        finally:
            for part, children in zip(parts, before, strict=True):
                part._children.clear()  # noqa: SLF001
                part._children.update(children)  # noqa: SLF001
        connect = ["'self'"] if self._fetches else []
        asks = "it asks only the server that it came from" if self._fetches else "it needs nothing from the network"
        hosts = self._tile_hosts()
        # Tile servers want to know which site asks, and refuse who does not say.
        referrer = "strict-origin" if hosts else "no-referrer"
        head = f"{requests_meta(connect=connect, images=hosts)}\n<title>{self._title}</title>\n{header}"
        body += _NO_SCRIPT.format(title=self._title, count=self._count, asks=asks)
        content = f"{head}</head>\n<body>\n{body}<script>\n{script}</script>\n</body>\n</html>\n"
        policy = markup.escape(content_security_policy(content), quote=False).replace('"', "&quot;")
        return (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<meta name="referrer" content="{referrer}">\n{content}'
        )

    def _fix_names(self, element: Element) -> None:
        """Give elements numbers in the order of the tree; branca names them by chance."""
        children = list(element._children.items())  # noqa: SLF001
        element._children.clear()  # noqa: SLF001
        for key, child in children:
            by_chance = child.get_name()
            if id(child) not in self._numbered:
                self._numbered[id(child)] = child
                child._id = f"{len(self._numbered):032x}"  # noqa: SLF001
                if isinstance(child, Layer) and child.layer_name == by_chance:
                    child.layer_name = child.get_name()
            # Some templates write the key, which is the name unless somebody chose another.
            element._children[child.get_name() if key == by_chance else key] = child  # noqa: SLF001
            self._fix_names(child)
            for part in ("header", "html", "script"):  # content that an element keeps for itself
                if isinstance(inner := getattr(child, part, None), Element):
                    self._fix_names(inner)

    def _tile_hosts(self) -> list[str]:
        layers = [c for top in self._children.values() for c in top._children.values()]  # noqa: SLF001
        addresses = [layer.tiles for layer in layers if isinstance(layer, folium.TileLayer)]
        return [f"https://{_host(address)}" for address in addresses if address.startswith("https://")]


class IncidentMap(folium.Map):  # type: ignore[misc, unused-ignore]
    """A ``folium.Map`` that is a whole page. Made by :func:`draw_map`.

    Folium layers that need nothing but Leaflet can be added to it: markers with a tooltip, lines, GeoJSON, tiles. The
    page loads no other script, so rendering it with a ``folium.Popup``, a ``folium.Icon`` or a plugin raises
    :class:`~incidentmap.errors.BadValue`.
    """

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - Folium's name and kind; Leaflet is in our bundle
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    _template = Template(
        """
        {% macro html(this, kwargs) %}<div class="im-app"><main class="im-stage"><div class="im-map"><div
         class="folium-map" id={{ this.get_name()|tojson }}></div></div></main></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}var {{ this.get_name() }} = incidentmap.map({{ this.get_name()|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, application: IncidentLayer, *, title: str, count: int, fetches: bool) -> None:
        super().__init__(tiles=None)
        _Page(title=title, count=count, fetches=fetches).add_child(self)
        self.add_child(application)

    def html(self) -> str:
        """Return the whole page, with its policy in its head."""
        return str(self.get_root().render())

    def save(
        self,
        outfile: str | bytes | Path | BinaryIO,
        close_file: bool = True,  # noqa: FBT001, FBT002 - Folium's signature
        **_kwargs: Any,
    ) -> None:
        """Write the page as one file that needs nothing else.

        Raises
        ------
        OutputError
            When it cannot be written there.
        """
        data = self.html().encode()
        if not isinstance(outfile, (str, bytes, Path)):
            outfile.write(data)
            if close_file:
                outfile.close()
            return
        path = Path(os.fsdecode(outfile))
        try:
            path.write_bytes(data)
        except OSError as error:
            raise OutputError(
                f"the map cannot be written there ({error.strerror})",
                file=str(path),
                remedy="give a file in a folder that exists and that you may write to",
            ) from error
