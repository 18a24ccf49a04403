"""The words around a name: a place phrase as written → a :class:`~incidentmap.model.Toponym`.

"training ground near Soloti, Valuysky District" is the name *Soloti*, the relation *near* and the container
*Valuysky District*. Only phrases are read here, such as the place cell of a table; a text is another room's work.

A phrase goes through four steps, each once and from left to right: :mod:`.tokens` splits it into words and marks,
:mod:`.segments` parts these at cues ("near", "5 km north of", "in"), commas and brackets, :mod:`.pieces` says what each
segment names, and :mod:`.reading` which of the names is meant, which hold it, and which only stand beside it.
:mod:`.parsing` writes the answer. The words themselves are tables: :mod:`.words`, :mod:`.cues`, :mod:`.nations`.
"""

from incidentmap.phrases.facilities import without_article, without_facility
from incidentmap.phrases.nothing import is_plain, names_nothing
from incidentmap.phrases.parsing import LONGEST_PHRASE, parse
from incidentmap.phrases.settlements import names_settlement

__all__ = [
    "LONGEST_PHRASE",
    "is_plain",
    "names_nothing",
    "names_settlement",
    "parse",
    "without_article",
    "without_facility",
]
