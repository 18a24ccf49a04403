"""The lexicon: the words that reading goes by, as phrases to seek.

``tables`` reads the bundled tables and a user's own, ``forces`` makes the forces of every nation, ``matching`` finds
phrases in a text, and ``vocabulary`` puts it all together.
"""

from incidentmap.reading.lexicon.vocabulary import Actor, Cue, Lexicon, Sense, Trigger

__all__ = ["Actor", "Cue", "Lexicon", "Sense", "Trigger"]
