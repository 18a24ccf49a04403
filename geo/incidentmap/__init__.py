"""incidentmap: an honest map of incidents from reports and event tables, on one machine, offline.

>>> import incidentmap as im
>>> with im.Gazetteer.open() as gazetteer:
...     im.geocode("вблизи Тёткино", gazetteer).place.name
'Tyotkino'

Every verb of the command is a function here. What is heavy to import (geopandas, folium, pyarrow) is imported where it
is used, so ``import incidentmap`` stays light.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from incidentmap.errors import (
    BadValue,
    EmptyInput,
    GazetteerBuildError,
    GazetteerCorrupt,
    GazetteerError,
    IncidentmapError,
    InputError,
    MissingColumn,
    OutputError,
    ServerError,
    UnknownFormat,
    UnreadableFile,
    WrongEncoding,
)
from incidentmap.export import export, to_geojson, write_rejects, write_text
from incidentmap.gazetteer import LANGUAGES, WORLDVIEWS, Gazetteer
from incidentmap.locate import (
    describe,
    geocode,
    geocode_csv,
    geocode_features,
    geocode_many,
    geocode_records,
    locate,
)
from incidentmap.model import (
    Candidate,
    Document,
    Evidence,
    Feature,
    Incident,
    Interval,
    Location,
    Match,
    Place,
    PlaceName,
    Point,
    Precision,
    Rejection,
    Relation,
    Source,
    TimePrecision,
    Toponym,
)

if TYPE_CHECKING:
    from incidentmap.frame import EventTable, from_incidents, select, to_incidents
    from incidentmap.gazetteer.catalogue import Added, Catalogue
    from incidentmap.gazetteer.fetch import fetch_geonames
    from incidentmap.gazetteer.sources import Options as SourceOptions
    from incidentmap.geocoder import LocalGazetteer
    from incidentmap.loading import load
    from incidentmap.mapping import IncidentLayer, IncidentMap, Step, Story, draw_map
    from incidentmap.reading.lexicon import Lexicon
    from incidentmap.records import read_events, read_incidents
    from incidentmap.reports import (
        Card,
        Outcome,
        Reading,
        explain,
        explain_page,
        incidents_file,
        mentions_file,
        read,
        read_text,
    )
    from incidentmap.reports.marks import Mark
    from incidentmap.stories import read_story

__version__: str

__all__ = [
    "LANGUAGES",
    "WORLDVIEWS",
    "Added",
    "BadValue",
    "Candidate",
    "Card",
    "Catalogue",
    "Document",
    "EmptyInput",
    "EventTable",
    "Evidence",
    "Feature",
    "Gazetteer",
    "GazetteerBuildError",
    "GazetteerCorrupt",
    "GazetteerError",
    "Incident",
    "IncidentLayer",
    "IncidentMap",
    "IncidentmapError",
    "InputError",
    "Interval",
    "Lexicon",
    "LocalGazetteer",
    "Location",
    "Mark",
    "Match",
    "MissingColumn",
    "Outcome",
    "OutputError",
    "Place",
    "PlaceName",
    "Point",
    "Precision",
    "Reading",
    "Rejection",
    "Relation",
    "ServerError",
    "Source",
    "SourceOptions",
    "Step",
    "Story",
    "TimePrecision",
    "Toponym",
    "UnknownFormat",
    "UnreadableFile",
    "WrongEncoding",
    "__version__",
    "describe",
    "draw_map",
    "explain",
    "explain_page",
    "export",
    "fetch_geonames",
    "from_incidents",
    "geocode",
    "geocode_csv",
    "geocode_features",
    "geocode_many",
    "geocode_records",
    "incidents_file",
    "load",
    "locate",
    "mentions_file",
    "read",
    "read_events",
    "read_incidents",
    "read_story",
    "read_text",
    "select",
    "to_geojson",
    "to_incidents",
    "write_rejects",
    "write_text",
]

#: Names whose modules pull in the heavy libraries.
_HEAVY = {
    "Added": "gazetteer.catalogue",
    "Catalogue": "gazetteer.catalogue",
    "SourceOptions": "gazetteer.sources:Options",
    "fetch_geonames": "gazetteer.fetch",
    "LocalGazetteer": "geocoder",
    "EventTable": "frame",
    "from_incidents": "frame",
    "select": "frame",
    "to_incidents": "frame",
    "load": "loading",
    "IncidentLayer": "mapping",
    "IncidentMap": "mapping",
    "Step": "mapping",
    "Story": "mapping",
    "draw_map": "mapping",
    **dict.fromkeys(
        "Card Outcome Reading explain explain_page incidents_file mentions_file read read_text".split(), "reports"
    ),
    "Lexicon": "reading.lexicon",
    "Mark": "reports.marks",
    "read_events": "records",
    "read_incidents": "records",
    "read_story": "stories",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("incidentmap")
    if name in _HEAVY:
        from importlib import import_module

        room, _, there = _HEAVY[name].partition(":")
        value = getattr(import_module(f"incidentmap.{room}"), there or name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'incidentmap' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
