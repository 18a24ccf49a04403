"""The incident frame: what verbs hand each other at scale, and the only bridge to the nouns.

One row per incident, EPSG:4326. The same names are the properties of the GeoJSON, so a file, a frame and the API read
alike. ``docs/frame.md`` explains each column. ``schema`` says what a frame is, ``selecting`` takes part of one,
``nouns`` goes between one row and one :class:`~incidentmap.model.Incident`.
"""

from incidentmap.frame.nouns import from_incidents, to_incidents
from incidentmap.frame.schema import (
    CANDIDATE_KEYS,
    CRS,
    EVIDENCE_KEYS,
    LIST_COLUMNS,
    META,
    SCHEMA,
    SOURCE_KEYS,
    EventTable,
    check,
    conform,
    empty,
    identify,
)
from incidentmap.frame.selecting import boxes, select, touching

__all__ = [
    "CANDIDATE_KEYS",
    "CRS",
    "EVIDENCE_KEYS",
    "LIST_COLUMNS",
    "META",
    "SCHEMA",
    "SOURCE_KEYS",
    "EventTable",
    "boxes",
    "check",
    "conform",
    "empty",
    "from_incidents",
    "identify",
    "select",
    "to_incidents",
    "touching",
]
