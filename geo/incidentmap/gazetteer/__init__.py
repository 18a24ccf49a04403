"""The place index: one SQLite file, compiled once from the sources, asked by name.

``sources/`` reads, ``merge`` joins, ``build`` writes the file, ``index`` answers, ``ranking`` orders the answers.
"""

from incidentmap.gazetteer.index import Gazetteer
from incidentmap.gazetteer.ranking import Found, tied

__all__ = ["Found", "Gazetteer", "tied"]
