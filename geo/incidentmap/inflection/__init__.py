"""Inflection: the nominatives that a Russian or Ukrainian name in an oblique case may come from."""

from incidentmap.inflection.proposing import forget, is_name_of_place, nominatives, senses

__all__ = ["forget", "is_name_of_place", "nominatives", "senses"]
