"""Place names in texts of the Latin script: capitalised names, looked up, and judged by the words around them.

``chains`` finds runs of capitalised words, ``matching`` what of them the gazetteer knows, ``judging`` whether it is a
place here; ``unknown`` reads names that the gazetteer lacks where the words say plainly that they are places.
"""

from incidentmap.reading.latin.finding import find

__all__ = ["find"]
