"""Reports: documents → incidents with evidence: the verb ``read``."""

from incidentmap.reports.card import Card
from incidentmap.reports.outcome import Outcome, Reading
from incidentmap.reports.page import explain_page
from incidentmap.reports.reader import read, read_text
from incidentmap.reports.saving import incidents_file, mentions_file
from incidentmap.reports.showing import explain

__all__ = [
    "Card",
    "Outcome",
    "Reading",
    "explain",
    "explain_page",
    "incidents_file",
    "mentions_file",
    "read",
    "read_text",
]
