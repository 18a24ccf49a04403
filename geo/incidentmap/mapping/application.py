"""The layer with everything around it: what the page is told about its incidents besides the incidents themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import folium
import numpy as np

from incidentmap.frame import META
from incidentmap.mapping.basemap import encode_base
from incidentmap.mapping.columns import encode_columns
from incidentmap.mapping.focus import focus
from incidentmap.mapping.layer import IncidentLayer, add_bundle
from incidentmap.mapping.story import encode_story
from incidentmap.mapping.summary import days, extent, undated
from incidentmap.mapping.text import json_object, json_value, plain

if TYPE_CHECKING:
    import geopandas as gpd
    from branca.element import Figure

    from incidentmap.gazetteer import Gazetteer
    from incidentmap.mapping.story import Story


class Application(IncidentLayer):
    """The layer with everything around it: list, detail, filters, time, legend and base map."""

    def __init__(
        self,
        frame: gpd.GeoDataFrame,
        gazetteer: Gazetteer,
        *,
        title: str,
        notice: str | None,
        language: str,
        tiles: bool,
        data_url: str | None,
        large: bool,
        generated: str,
        manifest: str,
        story: Story | None,
    ) -> None:
        # Not IncidentLayer's own, which would write the whole set into a page that fetches it.
        folium.map.Layer.__init__(self, name="Incidents", overlay=True, control=False)
        self._name = "IncidentMapApplication"
        self._packed = data_url is None
        box = extent(frame)
        self._bounds = [[None, None], [None, None]] if box is None else [[box.south, box.west], [box.north, box.east]]
        lacking = int(np.asarray(frame.geometry.is_empty | frame.geometry.isna()).sum())
        carried = frame if data_url is None else frame.iloc[:0]
        self._data = {
            "data": encode_columns(carried),
            "base": encode_base(gazetteer, focus(np.asarray(frame.geometry.array, dtype=object), box)),
            "config": json_object(
                {
                    "title": json_value(plain(title)),
                    "notice": json_value(notice),
                    "language": json_value(language),
                    "tiles": json_value(tiles),
                    "dataUrl": json_value(data_url),
                    # Whether all incidents come into the page, or a server answers what it asks.
                    "mode": json_value("large" if large else "whole"),
                    "bounds": json_value(None if box is None else list(box)),
                    "total": json_value(len(frame)),
                    "unplaced": json_value(lacking),
                    "undated": json_value(undated(frame)),
                    "days": json_value(days(frame)),
                    "attribution": json_value(credits_of(frame, gazetteer)),
                    "generated": json_value(generated),
                    "manifest": json_value(manifest),
                    **({"story": encode_story(story, frame)} if story is not None else {}),
                }
            ),
        }

    def _add_bundle(self, figure: Figure) -> None:
        # Below the line that says what it means when nothing follows: a file may end anywhere.
        add_bundle(figure, script=figure.html, packed=self._packed)

    def _script(self) -> str:
        names = ", ".join(f'"{self.get_name()}_{part}"' for part in self._data)
        return f"var {self.get_name()} = incidentmap.start({self._map_name()}, {names});\n"


def credits_of(frame: gpd.GeoDataFrame, gazetteer: Gazetteer) -> list[str]:
    """Name whom the page owes, besides the two that every page names in its own words."""
    lines = [*gazetteer.attribution, *((frame.attrs.get(META) or {}).get("attribution") or [])]
    named = ("geonames", "natural earth")
    return [line for line in dict.fromkeys(map(str, lines)) if not any(name in line.lower() for name in named)]
