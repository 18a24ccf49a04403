"""Place names in Russian and Ukrainian texts: names in any case, adjectives of units, and what only looks like one.

``view`` sees a sentence as words with their forms, ``names``, ``kinds`` and ``units`` propose names, ``vetoes`` and
``metonyms`` say what is no place, and ``judging`` decides.
"""

from incidentmap.reading.cyrillic.finding import find

__all__ = ["find"]
