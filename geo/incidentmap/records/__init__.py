"""Event tables in: CSV, XLSX, GeoJSON and Parquet → an event table; and located incidents read back.

Each format has one small reader that turns a file into columns of text cells. One conversion, the same for all,
turns the cells into the incident frame's columns. A row that cannot be read is kept with its reason.
"""

from incidentmap.records.columns import SYNONYMS
from incidentmap.records.events import read_events
from incidentmap.records.incidents import holds_incidents, read_incidents

__all__ = ["SYNONYMS", "holds_incidents", "read_events", "read_incidents"]
