"""Relations: what the words around a place name say: near it, 5 km north of it, between it and another, inside what.

``before`` and ``after`` read the words on both sides of one name, ``containers`` and ``pairs`` those between two;
``words`` and ``measures`` hold the vocabulary of the three languages. :func:`attach` does it all, a sentence at a time.
"""

from incidentmap.reading.relations.attaching import attach, checks

__all__ = ["attach", "checks"]
