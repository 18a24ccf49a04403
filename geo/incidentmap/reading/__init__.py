"""Reading: a text → mentions of places, times, actors, events and casualties, each with its span.

``text`` cuts a text into sentences and words; every stage takes that and gives mentions (``mentions``): ``latin`` and
``cyrillic`` find place names, ``relations`` the words around them, ``times``, ``actors``, ``events`` and ``casualties``
the rest, by the words of the ``lexicon``; ``organisations`` are names that are no place, ``voters`` a second opinion.
"""
