"""Events: the words that tell of one, whether it happened, and its type in ACLED's vocabulary."""

from incidentmap.reading.events.classifying import classify
from incidentmap.reading.events.finding import find

__all__ = ["classify", "find"]
