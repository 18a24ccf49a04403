"""The place index: one SQLite file, compiled once from the sources, asked by name.

``sources/`` reads what ``inputs`` lists, and ``catalogue`` keeps what the user added to it; ``staging`` gathers,
``assembling`` joins and places (with ``merge`` and ``containers``), ``build`` writes the files. ``index`` is the door
to them: ``lookup`` finds names (``exact``, ``fuzzy``), ``ranking`` orders the answers, ``describing`` reads their
records, ``spots`` answers by point and box (``nearest``), ``worldview`` says whose borders hold. ``mapped`` is the file
of arrays.
"""

from incidentmap.gazetteer.describing import LANGUAGES
from incidentmap.gazetteer.index import Gazetteer
from incidentmap.gazetteer.lookup import OF_COUNTRY
from incidentmap.gazetteer.ranking import Found, tied
from incidentmap.gazetteer.worldview import WORLDVIEWS

__all__ = ["LANGUAGES", "OF_COUNTRY", "WORLDVIEWS", "Found", "Gazetteer", "tied"]
