"""Mention → Location: the only room that decides where.

``deciding`` answers for one phrase, ``joining`` for a table; ``answers`` writes what ``geocode`` gives out.
"""

from incidentmap.locate.answers import describe, geocode_csv, geocode_features, geocode_records
from incidentmap.locate.deciding import candidate_record, geocode
from incidentmap.locate.joining import locate

__all__ = [
    "candidate_record",
    "describe",
    "geocode",
    "geocode_csv",
    "geocode_features",
    "geocode_records",
    "locate",
]
