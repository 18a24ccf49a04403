"""Inflection: the nominatives that a Russian or Ukrainian name in an oblique case may come from."""

from incidentmap.inflection.proposing import forget, nominatives

__all__ = ["forget", "nominatives"]
