"""Mention → Location: the only room that decides where.

``deciding`` chooses the record that one phrase means and ``drawing`` gives it its shape; ``many`` does so for a list of
phrases, ``joining`` for a table of events; ``answers`` writes what ``geocode`` gives out.
"""

from incidentmap.locate.answers import describe, geocode_csv, geocode_features, geocode_records
from incidentmap.locate.drawing import candidate_record, geocode
from incidentmap.locate.joining import locate
from incidentmap.locate.many import geocode_many

__all__ = [
    "candidate_record",
    "describe",
    "geocode",
    "geocode_csv",
    "geocode_features",
    "geocode_many",
    "geocode_records",
    "locate",
]
