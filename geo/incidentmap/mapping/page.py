"""The map page: a ``folium.Map`` that saves as one file, opens with the network unplugged, and never differs."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final
from urllib.parse import urlsplit

import folium
from folium.template import Template

from incidentmap.errors import BadValue, OutputError, quote
from incidentmap.frame import check
from incidentmap.mapping.application import Application, credits_of
from incidentmap.mapping.document import Document, host_of
from incidentmap.mapping.layer import IncidentLayer
from incidentmap.mapping.manifest import day_of_making, make_manifest
from incidentmap.mapping.plain_table import plain_table

#: What the page shows until it has been read; it stays where a file ends too early for its script to say anything.
_WAITING: Final = {
    "en": "Reading the incidents. If this line stays, the file is incomplete: copy or download it again.",
    "uk": "Читаємо інциденти. Якщо цей рядок не зникає, файл неповний: скопіюйте чи завантажте його ще раз.",
    "ru": "Читаем инциденты. Если эта строка не исчезает, файл неполон: скопируйте или скачайте его ещё раз.",
}

if TYPE_CHECKING:
    from datetime import date

    import geopandas as gpd

    from incidentmap.gazetteer import Gazetteer
    from incidentmap.mapping.story import Story

#: The element of a page that holds its manifest.
MANIFEST_ID: Final = "incidentmap-manifest"


def draw_map(
    frame: gpd.GeoDataFrame,
    gazetteer: Gazetteer | None = None,
    *,
    title: str = "incidentmap",
    notice: str | None = None,
    language: str | None = None,
    tiles: bool = False,
    data_url: str | None = None,
    large: bool = False,
    generated: date | None = None,
    story: Story | None = None,
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
    language : {"en", "ru", "uk"}, optional
        The language the page opens in; its reader can choose another. By default the gazetteer's.
    tiles : bool, optional
        Offer an online layer. It is off until someone switches it on, and the page says that it makes requests.
    data_url : str, optional
        Fetch the incidents from this path on the page's own server instead of carrying them.
    large : bool, optional
        With ``data_url``: ask that server for what the page shows, because all incidents would be too many.
    generated : date, optional
        The day that the page says it was made on; by default that of ``SOURCE_DATE_EPOCH``, else today (UTC).
    story : Story, optional
        Steps that lead over the map, as :func:`incidentmap.read_story` reads them.

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
    from incidentmap.gazetteer import LANGUAGES, Gazetteer

    if gazetteer is None:
        gazetteer = Gazetteer.open()
    language = language or gazetteer.language
    if language not in LANGUAGES:
        raise BadValue(
            f"the page has no words in {quote(language)}", field="language", remedy=f"use {', '.join(LANGUAGES)}"
        )
    day = day_of_making(generated)
    manifest = make_manifest(frame, gazetteer)
    digest = sha256(manifest).hexdigest()
    application = Application(
        frame,
        gazetteer,
        title=title,
        notice=notice,
        language=language,
        tiles=tiles,
        data_url=data_url,
        large=large,
        generated=day.isoformat(),
        manifest=digest,
        story=story,
    )
    fetches = data_url is not None
    # As it is, however long: who checks it hashes what stands between the tags.
    block = f'<script type="application/json" id="{MANIFEST_ID}">{manifest.decode()}</script>\n'
    finished = block + plain_table(
        frame,
        title=title,
        language=language,
        generated=day,
        manifest=digest,
        notice=notice,
        attribution=credits_of(frame, gazetteer),
        fetches=fetches,
    )
    page = IncidentMap(application, title=title, language=language, fetches=fetches, finished=finished)
    if tiles:
        _offer_tiles(page)
    return page


def _offer_tiles(page: IncidentMap) -> None:
    from xyzservices import providers

    provider = providers.OpenStreetMap.Mapnik  # needs no key
    name = f"Online map (asks {host_of(provider['url'])})"
    folium.TileLayer(provider, name=name, overlay=True, show=False).add_to(page)
    folium.LayerControl(position="topleft", collapsed=False).add_to(page)


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
         class="folium-map" id={{ this.get_name()|tojson }}></div></div></main><p
         class="im-waiting">{{ this.waiting }}</p></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}var {{ this.get_name() }} = incidentmap.map({{ this.get_name()|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, application: IncidentLayer, *, title: str, language: str, fetches: bool, finished: str) -> None:
        super().__init__(tiles=None)
        self.waiting = _WAITING[language]
        Document(title=title, language=language, fetches=fetches, finished=finished).add_child(self)
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
