"""One key per name: what makes "Тёткино", "Tyotkino", "Tetkino" and "пгт Теткино" one place.

Two steps, each usable alone. :func:`split_generic` takes the words off a name that say what *kind* of place it is
("village of", "г.", "oblast") and tells the kind. :func:`fold` makes the key: no case, no accents, no punctuation, no
generic words, Cyrillic written in Latin letters, and the many ways to romanise one sound made one.

The key only *finds*. Whether a record was met by its own spelling or only across alphabets is told afterwards, with
:func:`spelling`. Each function has a sister for many names at once (:func:`fold_many` …) with the same results.
"""

from incidentmap.names.cognates import cognate, cognate_many
from incidentmap.names.folding import cores_many, fold, fold_many, keys, keys_many, spelling, spelling_many
from incidentmap.names.kinds import is_kind, split_generic, split_many, without_settlement_word

__all__ = [
    "cognate",
    "cognate_many",
    "cores_many",
    "fold",
    "fold_many",
    "is_kind",
    "keys",
    "keys_many",
    "spelling",
    "spelling_many",
    "split_generic",
    "split_many",
    "without_settlement_word",
]
