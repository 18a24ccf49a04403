"""The incident layer: a Folium element for any ``folium.Map``, with its script, its style and its data inline."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from branca.element import Element, Figure
from folium.map import Layer

from incidentmap.errors import BadValue, UnreadableFile, quote
from incidentmap.frame import check
from incidentmap.gazetteer import LANGUAGES
from incidentmap.mapping.columns import encode_columns
from incidentmap.mapping.packing import data_block

if TYPE_CHECKING:
    import geopandas as gpd


class Verbatim(Element):  # type: ignore[misc, unused-ignore]
    """Text that is finished. Other elements are templates, and theirs are rendered twice."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "Verbatim"
        self.text = text

    def render(self, **_kwargs: Any) -> str:
        """Return the text."""
        return self.text


@cache
def asset(name: str) -> str:
    """Read a part of the client's bundle.

    Raises
    ------
    UnreadableFile
        When it has not been built.
    """
    path = resources.files("incidentmap.mapping").joinpath("static", name)
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise UnreadableFile(
            f"the map's bundle is not there ({error.strerror})",
            file=str(path),
            remedy="build it with `make assets`, or install incidentmap from a wheel, which carries it",
        ) from error


class IncidentLayer(Layer):  # type: ignore[misc, unused-ignore]
    """Incidents as one canvas layer, for any ``folium.Map``.

    Parameters
    ----------
    frame : GeoDataFrame
        An incident frame.
    name : str, optional
        What a ``folium.LayerControl`` calls it.
    show : bool, optional
        Whether it is on at the start.
    language : {"en", "ru", "uk"}, optional
        Of its popups. By default what the page says its language is, and else English.

    Raises
    ------
    BadValue
        When ``frame`` is not an incident frame, or the layer does not speak ``language``.

    Examples
    --------
    >>> import folium
    >>> from incidentmap.frame import empty
    >>> layer = IncidentLayer(empty(), name="Incidents").add_to(folium.Map())
    >>> layer.layer_name
    'Incidents'
    """

    _packed = True

    def __init__(
        self, frame: gpd.GeoDataFrame, *, name: str = "Incidents", show: bool = True, language: str | None = None
    ) -> None:
        if language is not None and language not in LANGUAGES:
            problem = f"the layer has no words in {quote(language)}"
            raise BadValue(problem, field="language", remedy=f"use {', '.join(LANGUAGES)}")
        super().__init__(name=name, overlay=True, show=show)
        self._name = "IncidentLayer"
        self._data = {"data": encode_columns(check(frame))}
        self._bounds = _corners(frame)
        self._language = language

    def _get_self_bounds(self) -> list[list[float | None]]:
        return self._bounds

    def render(self, **_kwargs: Any) -> str:
        """Put script, style and data into the figure. None of it is a template."""
        figure = self.get_root()
        if not isinstance(figure, Figure):
            raise TypeError("an IncidentLayer is rendered as part of a map")
        self._add_bundle(figure)
        for part, data in self._data.items():
            name = f"{self.get_name()}_{part}"
            figure.html.add_child(Verbatim(data_block(name, data, packed=self._packed)), name=name)
        figure.script.add_child(Verbatim(self._script()), name=self.get_name())
        return ""

    def _add_bundle(self, figure: Figure) -> None:
        add_bundle(figure, script=figure.header, packed=self._packed)

    def _script(self) -> str:
        name = self.get_name()
        shown = f".addTo({self._map_name()})" if self.show else ""
        said = f', "{self._language}"' if self._language else ""
        return f'var {name} = incidentmap.layer("{name}_data"{said}){shown};\n'

    def _map_name(self) -> str:
        if self._parent is None:
            raise TypeError("an IncidentLayer is rendered as part of a map")
        return str(self._parent.get_name())


def add_bundle(figure: Figure, *, script: Element, packed: bool) -> None:
    """Put the client's style into a figure's head, its script and words into one of the figure's parts; each once."""
    figure.header.add_child(Verbatim(f"<style>{asset('incidentmap.css')}</style>\n"), name="incidentmap_css")
    script.add_child(Verbatim(f"<script>{asset('incidentmap.js')}</script>\n"), name="incidentmap_js")
    script.add_child(Verbatim(_words(packed=packed)), name="incidentmap_words")


@cache
def _words(*, packed: bool) -> str:
    return data_block("incidentmap-words", asset("incidentmap.words.json").encode(), packed=packed) + "\n"


def _corners(frame: gpd.GeoDataFrame) -> list[list[float | None]]:
    from incidentmap.mapping.summary import extent

    box = extent(frame)
    return [[None, None], [None, None]] if box is None else [[box.south, box.west], [box.north, box.east]]
