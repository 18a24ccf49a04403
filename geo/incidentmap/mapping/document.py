"""The document around the map: its head, its policy, and the same bytes every time."""

from __future__ import annotations

import html as markup
from typing import Any
from urllib.parse import urlsplit

import folium
from branca.element import Element, Figure
from folium.map import Layer

from incidentmap.errors import BadValue
from incidentmap.mapping.policy import content_security_policy, requests_meta
from incidentmap.mapping.text import plain


def host_of(url: str) -> str:
    """Name the host of a tile address; ``{s}`` stands for any one label."""
    return urlsplit(url.replace("{s}", "*")).netloc


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


class Document(Figure):  # type: ignore[misc, unused-ignore]
    """The document around the map: our own head, and a policy that allows nothing but what stands in it."""

    def __init__(self, *, title: str, language: str, fetches: bool, finished: str) -> None:
        super().__init__(height="760px")
        self.header._children.clear()  # noqa: SLF001 - a second charset, which ours makes superfluous
        self._title = markup.escape(plain(title)).replace("{", "&#123;")
        self._language = language
        self._fetches = fetches
        self._finished = finished  # markup that no template may touch: the manifest, the page without scripts
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
        hosts = self._tile_hosts()
        # Tile servers want to know which site asks, and refuse who does not say.
        referrer = "strict-origin" if hosts else "no-referrer"
        head = f"{requests_meta(connect=connect, images=hosts)}\n<title>{self._title}</title>\n{header}"
        body += self._finished
        content = f"{head}</head>\n<body>\n{body}<script>\n{script}</script>\n</body>\n</html>\n"
        policy = markup.escape(content_security_policy(content), quote=False).replace('"', "&quot;")
        return (
            f'<!DOCTYPE html>\n<html lang="{self._language}">\n<head>\n<meta charset="utf-8">\n'
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
        return [f"https://{host_of(address)}" for address in addresses if address.startswith("https://")]
